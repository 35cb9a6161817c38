//! Planted errors of punctuation: in every published document, as it is and in the other width.

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::Published;
use nigao::document::{Paragraph, Role};
use nigao::finding::Severity;
use nigao::fix::fix_all;
use nigao::text::{Span, Text, is_hanzi};
use nigao::{Analysis, Reference, analyze};

/// One error: where, what is written there, which rule must tell it, and where the finding begins.
struct Planted {
    kind: &'static str,
    rule: &'static str,
    line: usize,
    edits: Vec<(std::ops::Range<usize>, String)>,
    /// Byte of the line, once the error is in it.
    at: usize,
}

/// Places of one kind that are tried in one document, spread over it.
const PLACES: usize = 8;

struct Planter<'a> {
    analysis: &'a Analysis,
    half: bool,
    planted: BTreeMap<&'static str, Vec<Planted>>,
}

impl Planter<'_> {
    fn plant(
        &mut self,
        kind: &'static str,
        rule: &'static str,
        line: usize,
        edit: (std::ops::Range<usize>, &str),
        at: usize,
    ) {
        let edits = vec![(edit.0, edit.1.to_owned())];
        self.planted.entry(kind).or_default().push(Planted { kind, rule, line, edits, at });
    }

    fn plant_all(&mut self) {
        let document = &self.analysis.draft.document;
        for (line, paragraph) in document.body() {
            let flawed = !paragraph.punctuation.flaws.is_empty() || paragraph.text.contains(['\t', '|']);
            if !flawed {
                self.plant_in(line, paragraph);
            }
        }
        let title = document.title();
        if ["决定", "决议", "意见"].iter().any(|kind| title.ends_with(kind)) {
            let last = document.body().map(|(line, _)| line).last().unwrap();
            let end = document.outline.closing.unwrap_or(last);
            for (line, paragraph) in document.body().take_while(|(line, _)| *line < end) {
                if let Some(at) = paragraph.body().ends_with('。').then(|| paragraph.body.end - 3) {
                    self.plant("exclamation", "punctuation/exclamation", line, (at..at + 3, "！"), at);
                }
            }
        }
    }

    fn plant_in(&mut self, line: usize, paragraph: &Paragraph) {
        let text = paragraph.text.as_str();
        let comma = if self.half { ',' } else { '，' };
        let marker = paragraph.marker.as_ref().map_or(0, |marker| marker.range.end);
        for (at, c) in text.char_indices().filter(|&(at, _)| at >= marker) {
            let end = at + c.len_utf8();
            let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
            let hanzi = |c: Option<char>| c.is_some_and(is_hanzi);
            if c == comma && hanzi(before) && hanzi(after) {
                self.plant("repeated", "punctuation/repeated", line, (end..end, &c.to_string()), end);
                if !self.half {
                    self.plant("half-width mark", "punctuation/width", line, (at..end, ","), at);
                }
            }
            if c == '。' && hanzi(before) {
                self.plant("repeated stop", "punctuation/repeated", line, (end..end, "。"), end);
                self.plant(
                    "stop after comma",
                    "punctuation/repeated",
                    line,
                    (at..at, &comma.to_string()),
                    at + comma.len_utf8(),
                );
            }
            if c == '。' && hanzi(before) && hanzi(after) {
                self.plant("points", "punctuation/ellipsis", line, (at..end, "..."), at);
                if !self.half {
                    self.plant("half-width stop", "punctuation/width", line, (at..end, "."), at);
                }
            }
            if c == '等'
                && hanzi(before)
                && (after == Some(comma) || after == Some('。'))
                && text[..at].contains('、')
            {
                self.plant("comma before 等", "punctuation/enumeration-comma", line, (at..at, "、"), at);
                self.plant("ellipsis with 等", "punctuation/ellipsis", line, (at..at, "……"), at);
            }
            if c == '和' && hanzi(before) && hanzi(after) && is_conjunction(&text[..at], &text[at..]) {
                self.plant("comma before 和", "punctuation/enumeration-comma", line, (at..at, "、"), at);
            }
            let prose = paragraph.ends_sentence() && at > paragraph.heading.end;
            if prose && is_hanzi(c) && hanzi(after) && at % 7 == 0 {
                self.plant("space", "punctuation/space", line, (end..end, " "), end);
            }
        }
        self.plant_pairs(line, paragraph);
        if let Some(dash) = paragraph.dash.clone().filter(|dash| &text[dash.clone()] == "——") {
            for wrong in ["--", "―", "——————"] {
                self.plant("dash", "punctuation/dash", line, (dash.clone(), wrong), dash.start);
            }
        }
        let body = paragraph.body();
        if body.ends_with('。')
            && body.matches('。').count() > 1
            && body[..body.len() - 3].ends_with(is_hanzi)
        {
            let end = paragraph.body.end;
            let last: usize = body[..body.len() - 3].chars().next_back().map_or(0, char::len_utf8);
            if body[..body.len() - 3].rsplit('。').next().is_some_and(|last| last.chars().count() > 8)
                && !body.contains("负责")
                && paragraph.length() > 40
            {
                self.plant(
                    "missing full stop",
                    "punctuation/paragraph-end",
                    line,
                    (end - 3..end, ""),
                    end - 3 - last,
                );
            }
        }
    }

    fn plant_pairs(&mut self, line: usize, paragraph: &Paragraph) {
        let text = paragraph.text.as_str();
        let pairs = &paragraph.punctuation.pairs;
        for pair in
            pairs.iter().filter(|pair| paragraph.marker.as_ref().is_none_or(|m| pair.open.at >= m.range.end))
        {
            let (open, close) = (pair.open.range(), pair.close.range());
            let inside = pairs.iter().any(|other| other.open.at < open.start && other.close.at > open.start);
            let number = text[open.end..close.start].chars().count() <= 3 && pair.open.sign != '“';
            if inside || number {
                continue;
            }
            let kinds = match pair.open.sign {
                '“' => ("missing ”", "missing “"),
                '《' => ("missing 》", "missing 《"),
                _ => ("missing ）", "missing （"),
            };
            self.plant(kinds.0, "punctuation/pairs", line, (close.clone(), ""), open.start);
            self.plant(kinds.1, "punctuation/pairs", line, (open.clone(), ""), close.start - open.len());
            if pair.open.sign == '“' {
                self.plant("reversed quote", "punctuation/pairs", line, (close.clone(), "“"), close.start);
                self.plant("reversed quote", "punctuation/pairs", line, (open.clone(), "”"), open.start);
                self.plant(
                    "one straight quote",
                    "punctuation/quotes",
                    line,
                    (close.clone(), "\""),
                    close.start,
                );
                let inner = text[open.end..close.start].to_owned();
                self.plant(
                    "straight quotes",
                    "punctuation/quotes",
                    line,
                    (open.start..close.end, &format!("\"{inner}\"")),
                    open.start,
                );
                if !inner.contains(['‘', '“']) {
                    let wrong = format!("“坚持“{inner}”理念”");
                    let at = open.start + "“坚持".len();
                    self.plant(
                        "nested quotes",
                        "punctuation/pairs",
                        line,
                        (open.start..close.end, &wrong),
                        at,
                    );
                    self.plant(
                        "crossed",
                        "punctuation/pairs",
                        line,
                        (open.start..close.end, &format!("（“{inner}）”")),
                        open.start + "（“".len() + inner.len(),
                    );
                }
            }
            let before = text[..open.start].chars().next_back();
            let inner = &text[open.end..close.start];
            if matches!(pair.open.sign, '（' | '(')
                && before.is_some_and(is_hanzi)
                && !inner.contains('。')
                && inner.ends_with(is_hanzi)
            {
                self.plant(
                    "stop in brackets",
                    "punctuation/bracket-stop",
                    line,
                    (close.start..close.start, "。"),
                    close.start,
                );
            }
            let next = text[close.end..].chars().next();
            if next == Some('“') && pair.open.sign == '“' && !before.is_some_and(|c| is_hanzi(c) || c == '、')
            {
                self.plant(
                    "comma in a quoted list",
                    "punctuation/quoted-list",
                    line,
                    (close.end..close.end, "、"),
                    close.end,
                );
            }
        }
    }
}

/// True for 和 between two items, and not in a word.
fn is_conjunction(left: &str, right: &str) -> bool {
    let words = [
        "和谐", "和平", "和睦", "和美", "和解", "和合", "和气", "和善", "和衷", "和顺", "和而", "和畅",
        "和田",
    ];
    !words.iter().any(|word| right.starts_with(word))
        && !left.ends_with([
            '共', '中', '总', '饱', '温', '平', '缓', '随', '附', '谐', '不', '调', '柔', '祥', '亲', '呼',
            '浩',
        ])
        && !nigao::text::lexicon::words(&right.chars().take(4).collect::<Vec<_>>())
            .any(|(length, _)| length > 1)
}

/// What is found: rule and place. What is said of a whole document in one width is left out.
fn found(analysis: &Analysis) -> Vec<(&'static str, Span)> {
    let punctuation = analysis.findings.iter().filter(|f| f.rule.starts_with("punctuation/"));
    let single = punctuation.filter(|f| !(f.rule == "punctuation/width" && f.severity == Severity::Info));
    single.map(|f| (f.rule, f.span)).collect()
}

/// The text with every mark of the other width, numbers' brackets included.
fn narrow(text: &str) -> String {
    let sign = |c: char| match c {
        '，' => ',',
        '；' => ';',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        _ => c,
    };
    text.chars().map(sign).collect()
}

/// Each published document, and its twin in the other width.
fn both_widths(reference: &Arc<Reference>) -> Vec<(Published, bool)> {
    let mut all = Vec::new();
    for published in common::published() {
        let half = published.name.starts_with("00");
        let twin = if half {
            fix_all(&Text::from(published.text.as_str()), reference)
                .expect("seeds are half-width")
                .to_string()
        } else {
            narrow(&published.text)
        };
        all.push((Published { name: format!("{} in the other width", published.name), text: twin }, !half));
        all.push((published, half));
    }
    all
}

#[test]
fn planted_errors_of_punctuation_are_found_at_their_places() {
    let reference = Arc::new(Reference::default());
    let mut scores: BTreeMap<(&str, bool), (usize, usize)> = BTreeMap::new();
    for (published, half) in both_widths(&reference) {
        let text = Text::from(published.text.as_str());
        let original = analyze(&text, &reference, None);
        let usual = found(&original);
        let mut planter = Planter { analysis: &original, half, planted: BTreeMap::new() };
        planter.plant_all();
        for planted in planter.planted.values().flat_map(|all| all.iter().step_by(all.len().div_ceil(PLACES)))
        {
            let mut wrong = text.clone();
            for (bytes, new) in &planted.edits {
                wrong.replace(Span::on_line(planted.line, bytes.clone()), new);
            }
            let analysis = analyze(&wrong, &reference, Some(&original));
            let on_line = |found: &&(&str, Span)| found.1.start.line == planted.line;
            let all = found(&analysis);
            let score = scores.entry((planted.kind, half)).or_default();
            score.0 += 1;
            // What the line had before may have moved, or be told of in other words.
            let old: Vec<_> = usual.iter().filter(on_line).map(|found| found.0).collect();
            let hits = |found: &&(&str, Span)| found.0 == planted.rule && found.1.start.byte == planted.at;
            let here: Vec<_> =
                all.iter().filter(on_line).filter(|f| hits(f) || !old.contains(&f.0)).collect();
            let elsewhere = |found: &[(&str, Span)]| found.iter().filter(|found| !on_line(found)).count();
            if here.len() == 1 && hits(&here[0]) && elsewhere(&all) == elsewhere(&usual) {
                score.1 += 1;
            } else {
                let line: String = wrong.line(planted.line).chars().collect();
                let from = (0..=planted.at.saturating_sub(30)).rev().find(|&at| line.is_char_boundary(at));
                println!(
                    "{} {} line {} at {}: {here:?} {} …{:.40}",
                    planted.kind,
                    published.name,
                    planted.line + 1,
                    planted.at,
                    elsewhere(&all),
                    &line[from.unwrap_or(0)..]
                );
            }
        }
        assert!(original.draft.document.front.roles.contains(&Role::Body));
    }
    let mut planted = 0;
    for ((kind, half), (all, hits)) in &scores {
        println!(
            "{kind}, {}: planted {all}, found once at its place {hits}",
            if *half { "half-width" } else { "full-width" }
        );
        planted += all;
    }
    for ((kind, half), (all, hits)) in &scores {
        assert!(hits * 100 >= all * 95, "{kind} ({half}): {hits} of {all}");
    }
    assert!(planted > 2000 && scores.len() >= 40, "{planted} {}", scores.len());
}

/// A document in one width is one finding, and its fix leaves nothing of that width and changes nothing
/// but widths.
#[test]
fn a_half_width_document_is_one_finding_with_one_fix() {
    let reference = Arc::new(Reference::default());
    for (published, half) in both_widths(&reference) {
        let text = Text::from(published.text.as_str());
        let analysis = analyze(&text, &reference, None);
        let of_width: Vec<_> = analysis.findings.iter().filter(|f| f.rule == "punctuation/width").collect();
        if !half {
            assert!(of_width.iter().all(|f| f.severity == Severity::Warning), "{}", published.name);
            continue;
        }
        assert_eq!(of_width.len(), 1, "{}", published.name);
        assert_eq!(of_width[0].severity, Severity::Info, "{}", published.name);
        let mut fixed = text.clone();
        nigao::fix::apply(&mut fixed, &of_width[0].fixes[0].edits);
        let after = analyze(&fixed, &reference, None);
        assert!(after.findings.iter().all(|f| f.rule != "punctuation/width"), "{}", published.name);
        let narrowed = |text: &Text| narrow(&text.to_string()).replace('！', "!").replace('？', "?");
        assert_eq!(narrowed(&fixed), narrowed(&text), "{}", published.name);
    }
}

/// After all safe fixes none is left.
#[test]
fn safe_fixes_leave_no_safe_fix() {
    let reference = Arc::new(Reference::default());
    for (published, half) in both_widths(&reference) {
        let text = Text::from(published.text.as_str());
        let original = analyze(&text, &reference, None);
        let mut planter = Planter { analysis: &original, half, planted: BTreeMap::new() };
        planter.plant_all();
        // One error of each kind, each in a line of its own.
        let mut wrong = text.clone();
        let mut lines = std::collections::HashSet::new();
        for all in planter.planted.values() {
            let Some(planted) = all.iter().find(|planted| lines.insert(planted.line)) else { continue };
            for (bytes, new) in &planted.edits {
                wrong.replace(Span::on_line(planted.line, bytes.clone()), new);
            }
        }
        for draft in [text, wrong] {
            common::assert_fixed(&draft, &reference, &published.name);
        }
    }
}
