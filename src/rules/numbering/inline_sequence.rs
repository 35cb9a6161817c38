//! 一是…二是…, 第一，…第二，…, 首先…其次…: series in running text.

use std::collections::HashSet;

use crate::document::renumber::Renumbering;
use crate::document::{
    Document, Doubt, Level, Ordinal, OrdinalKind, Paragraph, Reading, Resolution, Slip, Token, read_numbers,
};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::fixes;

/// Members of a series follow each other, are of one set, and 一是 takes no mark.
pub static RULE: Rule = Rule {
    id: "numbering/inline-sequence",
    severity: Severity::Warning,
    summary: "文中“一是、二是”“第一、第二”等序次语连续、成套，“一是”后不用点号",
    why: "文中的序次语断号、重号，说明有内容遗漏或者移动后没有重排；“首先”与“其次”“再次”配套，\
          不接“第二”“第三”。",
    basis: Basis::Standard("GB/T 15834—2011 附录B.3.7（“一是”后不用点号）；连续、成套为实务"),
    examples: &[
        Example {
            wrong: "主要抓三件事：一是强基础，[[三是]]抓落实，四是促发展。",
            right: "主要抓三件事：一是强基础，二是抓落实，三是促发展。",
        },
        Example {
            wrong: "一是强基础；二是抓落实；[[二是]]促发展。",
            right: "一是强基础；二是抓落实；三是促发展。",
        },
        Example {
            wrong: "一是[[，]]强基础；二是抓落实。", right: "一是强基础；二是抓落实。"
        },
        Example {
            wrong: "首先，提高认识。[[第二]]，抓好落实。", right: "首先，提高认识。其次，抓好落实。"
        },
        Example {
            wrong: "包括：①甲；[[③]]乙；④丙。", right: "包括：①甲；②乙；③丙。"
        },
        Example {
            wrong: "一是强基础。一是抓落实也要统一是非标准。",
            right: "一是强基础。一是抓落实也要统一是非标准。",
        },
        Example {
            wrong: "推动二次创业，再次创业，统一是前提。",
            right: "推动二次创业，再次创业，统一是前提。",
        },
    ],
    check: Check::Document(check),
};

const KINDS: [OrdinalKind; 7] = [
    OrdinalKind::Is,
    OrdinalKind::Must,
    OrdinalKind::Word,
    OrdinalKind::Adverb,
    OrdinalKind::Circled,
    OrdinalKind::ParenArabic,
    OrdinalKind::ParenHan,
];

type Place<'a> = (usize, &'a Ordinal);

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    for kind in KINDS {
        check_numbers(document, kind, findings);
    }
    for (line, paragraph) in document.body().filter(|(_, p)| !p.ordinals.is_empty()) {
        for ordinal in &paragraph.ordinals {
            if let (OrdinalKind::Is, Some(mark)) = (ordinal.kind, &ordinal.mark) {
                let word = &paragraph.text[ordinal.range.clone()];
                let span = Span::on_line(line, mark.clone());
                let fix = Fix::safe("删去点号", vec![Edit::new(span, "")]);
                findings.push(Finding::new(span, format!("“{word}”后不用点号。")).with_fix(fix));
            }
        }
        check_mixture(line, &paragraph.ordinals, findings);
    }
}

/// The numbers of one kind of ordinal, read like those of headings; a series may begin anywhere.
fn check_numbers(document: &Document, kind: OrdinalKind, findings: &mut Vec<Finding>) {
    let (places, tokens) = series(document, kind);
    let reading = read_numbers(&tokens);
    let followed: HashSet<usize> = reading.placed.iter().filter_map(|item| item.previous).collect();
    let slips = reading.placed.iter().enumerate().filter(|(_, item)| item.slip == Some(Slip::Number));
    let mut renumbering = None;
    for (count, (index, item)) in slips.enumerate() {
        // A lone 二是 answers something that is worded otherwise.
        if item.previous.is_none() && !(followed.contains(&index) && item.token.number == 2) {
            continue;
        }
        let with_fix = count < fixes(places.len());
        let renumbering = with_fix.then(|| &*renumbering.get_or_insert_with(|| Renumbering::of(&reading)));
        findings.push(report(document, &places, &reading, index, renumbering));
    }
}

/// True when the number before stands in the same paragraph in another form.
///
/// 二是 may answer 一要, and a paragraph that begins with the marker （一） goes on with （二）.
fn goes_on(paragraph: &Paragraph, ordinal: &Ordinal) -> bool {
    let level = match ordinal.kind {
        OrdinalKind::ParenHan => Some(Level::ParenHan),
        OrdinalKind::ParenArabic => Some(Level::ParenArabic),
        OrdinalKind::Circled => Some(Level::Circled),
        _ => None,
    };
    let marker = paragraph.marker.as_ref().filter(|marker| Some(marker.level) == level);
    let answers =
        |kind: OrdinalKind| matches!(kind, OrdinalKind::Is | OrdinalKind::Must) && kind != ordinal.kind;
    let mut before = paragraph.ordinals.iter().take_while(|other| other.range.start < ordinal.range.start);
    marker.is_some_and(|marker| marker.number + 1 == ordinal.number)
        || level.is_none() && before.any(|other| answers(other.kind) && other.number + 1 == ordinal.number)
}

/// The ordinals of one kind. A series may go on in the next paragraphs; one in brackets or circles
/// stays in its paragraph, and none goes beyond a numbered heading.
fn series(document: &Document, kind: OrdinalKind) -> (Vec<Place<'_>>, Vec<Token>) {
    let stays = matches!(kind, OrdinalKind::Circled | OrdinalKind::ParenArabic | OrdinalKind::ParenHan);
    let (mut places, mut tokens) = (Vec::new(), Vec::new());
    let mut barrier = false;
    for (line, paragraph) in document.body() {
        barrier |= stays || paragraph.marker.is_some() || paragraph.dash.is_some();
        // 第二 after 首先 is a mixture, which is reported as such.
        let mixed = kind == OrdinalKind::Word && is_mixed(&paragraph.ordinals);
        for ordinal in paragraph.ordinals.iter().filter(|o| o.kind == kind && o.number > 0 && !mixed) {
            let continued = goes_on(paragraph, ordinal);
            let paragraph = places.len();
            places.push((line, ordinal));
            tokens.push(Token {
                paragraph,
                level: Level::Arabic,
                number: ordinal.number,
                doubt: Doubt::None,
                run_in: true,
                continued,
                fresh: true,
                barrier: std::mem::take(&mut barrier),
            });
        }
    }
    (places, tokens)
}

/// What is wrong with an ordinal; with a fix where the numbers are given that follow from it.
fn report(
    document: &Document,
    places: &[Place],
    reading: &Reading,
    index: usize,
    renumbering: Option<&Renumbering>,
) -> Finding {
    let item = &reading.placed[index];
    let (line, ordinal) = places[item.token.paragraph];
    let text = |at: usize| {
        let (line, ordinal) = places[reading.placed[at].token.paragraph];
        &document.lines[line].text[ordinal.range.clone()]
    };
    let right = |at: usize, number: u32| {
        let (line, ordinal) = places[reading.placed[at].token.paragraph];
        ordinal.renumbered(&document.lines[line].text, number)
    };
    let expected = text(index)
        .replace(&document.lines[line].text[ordinal.numeral.clone()], &right(index, item.expected));
    let message = match item.previous {
        Some(previous) => format!("序次语由“{}”到“{}”，应为“{expected}”。", text(previous), text(index)),
        None => format!("序次语从“{}”开始，应为“{expected}”。", text(index)),
    };
    let finding = Finding::new(Span::on_line(line, ordinal.range.clone()), message);
    let Some(renumbering) = renumbering else { return finding };
    let missing = item.resolution == Resolution::Shifted && item.token.number > item.expected;
    let changed =
        renumbering.from(index, missing).filter(|&(at, number)| number != reading.placed[at].token.number);
    let edits: Vec<Edit> = changed
        .map(|(at, number)| {
            let (line, ordinal) = places[reading.placed[at].token.paragraph];
            Edit::new(Span::on_line(line, ordinal.numeral.clone()), right(at, number))
        })
        .collect();
    let title = format!("改为“{expected}”{}", if edits.len() > 1 { "，其后顺延" } else { "" });
    finding.with_fix(if missing { Fix::offered(title, edits) } else { Fix::safe(title, edits) })
}

/// True when a series begins with 首先 and not with 第一.
fn is_mixed(ordinals: &[Ordinal]) -> bool {
    let has = |kind: OrdinalKind| ordinals.iter().any(|o| o.kind == kind && o.number == 1);
    has(OrdinalKind::Adverb) && !has(OrdinalKind::Word)
}

/// 首先 followed by 第二 instead of 其次.
fn check_mixture(line: usize, ordinals: &[Ordinal], findings: &mut Vec<Finding>) {
    let has = |kind: OrdinalKind, number: u32| ordinals.iter().any(|o| o.kind == kind && o.number == number);
    if !is_mixed(ordinals) {
        return;
    }
    let next = if has(OrdinalKind::Adverb, 2) { 3 } else { 2 };
    if let Some(odd) = ordinals.iter().find(|o| o.kind == OrdinalKind::Word && o.number == next) {
        let right = if next == 2 { "其次" } else { "再次" };
        let span = Span::on_line(line, odd.range.clone());
        let fix = Fix::offered(format!("改为“{right}”"), vec![Edit::new(span, right)]);
        let message = format!("前文用“首先”，此处通常用“{right}”。");
        findings.push(Finding::new(span, message).at_most(Severity::Info).with_fix(fix));
    }
}
