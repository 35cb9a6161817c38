//! "甲" → “甲”, <<甲>> → 《甲》

use std::ops::Range;

use crate::document::{Makeshift, Mark, Paragraph, Straight};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::own;

/// Quotation and title marks are those of Chinese.
pub static RULE: Rule = Rule {
    id: "punctuation/quotes",
    severity: Severity::Error,
    summary: "引号用“ ”和‘ ’，书名号用《 》和〈 〉，不用别的符号代替",
    why: "直引号分不出前后，中文引号的形式是双引号“ ”和单引号‘ ’。一段之内直引号成双的，依次改为前引号和后引号；\
          不成双的，请先补齐。书名号的形式是双书名号《 》和单书名号〈 〉，不用“<< >>”“< >”“« »”代替。",
    basis: Basis::Standard("GB/T 15834—2011 4.8.2、4.15.2"),
    examples: &[
        Example { wrong: "做到[[\"]]两个维护\"。", right: "做到“两个维护”。" },
        Example {
            wrong: "实施“东数西算[[\"]]工程，落实[[\"]]双碳”要求。",
            right: "实施“东数西算”工程，落实“双碳”要求。",
        },
        Example {
            wrong: "提出“坚持[[']]两山'理念”。", right: "提出“坚持‘两山’理念”。"
        },
        Example { wrong: "做到[[\"]]两个维护。", right: "做到\"两个维护。" },
        Example {
            wrong: "做到[[\"]]两个维护\"。\n增强\"四个意识\"，坚定\"四个自信\"。",
            right: "做到“两个维护”。\n增强“四个意识”，坚定“四个自信”。",
        },
        Example {
            wrong: "印发[[<<]]关于[[<]]规划>的通知>>，学习[[«]]宣言»，落实《关于[[‹]]规划›的通知》。",
            right: "印发《关于〈规划〉的通知》，学习《宣言》，落实《关于〈规划〉的通知》。",
        },
        Example {
            wrong: "浓度<35，甲<乙>丙，`<<甲>>`，<p>正文</p>，a << 甲 >> b。\n```toml\nname = \"甲、乙、等...\"\n```",
            right: "浓度<35，甲<乙>丙，`<<甲>>`，<p>正文</p>，a << 甲 >> b。\n```toml\nname = \"甲、乙、等...\"\n```",
        },
        Example {
            wrong: "做到“两个维护”，Say \"hello world\" again，it's，屏幕15\"，`\"代码\"`。",
            right: "做到“两个维护”，Say \"hello world\" again，it's，屏幕15\"，`\"代码\"`。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    check_straight(draft, findings);
    for (line, paragraph) in own(&draft.document) {
        findings.extend(paragraph.punctuation.makeshift.iter().map(|marks| titled(line, paragraph, marks)));
    }
}

fn titled(line: usize, paragraph: &Paragraph, marks: &Makeshift) -> Finding {
    let [open, close] = marks.right;
    let span = |range: &Range<usize>| Span::on_line(line, range.clone());
    let written = |range: &Range<usize>| &paragraph.text[range.clone()];
    let message =
        format!("书名号的形式是“{open}{close}”，不作“{}{}”。", written(&marks.open), written(&marks.close));
    let edits = vec![Edit::new(span(&marks.open), open), Edit::new(span(&marks.close), close)];
    Finding::new(span(&marks.open), message).with_fix(Fix::safe(format!("改为“{open}{close}”"), edits))
}

fn check_straight(draft: &Draft, findings: &mut Vec<Finding>) {
    let lines: Vec<(usize, &[Straight])> = own(&draft.document)
        .map(|(line, paragraph)| (line, paragraph.punctuation.straight.as_slice()))
        .filter(|(_, straight)| !straight.is_empty())
        .collect();
    if lines.is_empty() {
        return;
    }
    let curly = |mark: &&Mark| matches!(mark.sign, '“' | '”');
    let count: usize = lines.iter().map(|(_, straight)| straight.len()).sum();
    let others = own(&draft.document).flat_map(|(_, p)| &p.punctuation.marks).filter(curly).count();
    let sure = |straight: &[Straight]| straight.iter().all(|straight| straight.right.is_some());
    let (even, odd): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(_, straight)| sure(straight));
    let mut groups: Vec<Group> = even.iter().flat_map(|(line, straight)| groups(*line, straight)).collect();
    let mut odd = odd.into_iter().peekable();
    while let Some((line, straight)) = odd.next() {
        // A quotation of several paragraphs: two lines are uneven, and even together.
        match odd
            .next_if(|(next, other)| straight.len() == 1 && other.len() == 1 && next - line <= QUOTED_LINES)
        {
            Some((next, other)) => {
                groups.push(vec![(line, straight[0].mark, '“'), (next, other[0].mark, '”')])
            }
            None => findings.push(uneven(line, straight[0].mark)),
        }
    }
    // A whole document of straight marks is one habit.
    if groups.len() > 1 && count > others {
        groups.sort_by_key(|group| (group[0].0, group[0].1.at));
        let (line, mark, _) = groups[0][0];
        let title = format!("全文{}处一并改正", groups.iter().map(Vec::len).sum::<usize>());
        findings.push(report(line, mark).with_fix(Fix::safe(title, edits(groups.iter().flatten()))));
    } else {
        findings.extend(
            groups.iter().map(|group| {
                report(group[0].0, group[0].1).with_fix(Fix::safe("改为中文引号", edits(group)))
            }),
        );
    }
}

/// A quotation may run over lines, as amendments of laws do.
const QUOTED_LINES: usize = 40;

/// Marks that belong together: their lines, and what each should be.
type Group = Vec<(usize, Mark, char)>;

/// The straight marks of a line, each opening one with the one that closes it.
fn groups(line: usize, straight: &[Straight]) -> impl Iterator<Item = Group> {
    let together = |a: &Straight, b: &Straight| {
        matches!((a.right, b.right), (Some('“'), Some('”')) | (Some('‘'), Some('’')))
    };
    let placed = move |straight: &Straight| Some((line, straight.mark, straight.right?));
    straight.chunk_by(together).map(move |group| group.iter().filter_map(placed).collect())
}

fn uneven(line: usize, mark: Mark) -> Finding {
    let span = Span::on_line(line, mark.range());
    Finding::new(span, "中文引号用“ ”，不用直引号；本段直引号不成对，请先补齐。")
}

fn report(line: usize, mark: Mark) -> Finding {
    let message = format!("直引号“{}”应为中文引号“ ”。", mark.sign);
    Finding::new(Span::on_line(line, mark.range()), message)
}

fn edits<'a>(marks: impl IntoIterator<Item = &'a (usize, Mark, char)>) -> Vec<Edit> {
    let edits = marks.into_iter();
    let mut edits: Vec<Edit> =
        edits.map(|(line, mark, right)| Edit::new(Span::on_line(*line, mark.range()), *right)).collect();
    edits.sort();
    edits
}
