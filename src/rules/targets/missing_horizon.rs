//! 力争上市企业达到20家: until when?

use crate::document::{Document, SectionKind};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};
use crate::target::{Bound, Target};

/// A target says until when.
pub static RULE: Rule = Rule {
    id: "targets/missing-horizon",
    severity: Severity::Info,
    summary: "目标写明期限",
    why: "“力争上市企业达到20家”没有说到什么时候，无从考核。期限可以写在本句，也可以由段首、条首或章题（“到2027年”\
          “未来五年”）统领；只看“力争、达到、突破”加数值的目标，同一条里的合并提示，总目标写明了期限的只作建议。",
    basis: Basis::Practice("目标通常写明到哪一年"),
    examples: &[
        Example {
            wrong: "一、目标\n（一）上市。[[上市企业达到20家]]，营收突破500亿元。\n（二）园区。到2027年，园区达到10家。",
            right: "一、目标\n（一）上市。上市企业达到20家，营收突破500亿元。\n（二）园区。到2027年，园区达到10家。",
        },
        Example {
            wrong: "一、目标\n（一）上市。到2027年，上市企业达到20家。营收突破500亿元。\n（二）园区。建设园区10家，支持企业5户，收入年均增长6%。工业占比达40%，但大而不强。争取按照“300平方公里、300万人口”规划建设。同意的比例应当达到95%以上。",
            right: "一、目标\n（一）上市。到2027年，上市企业达到20家。营收突破500亿元。\n（二）园区。建设园区10家，支持企业5户，收入年均增长6%。工业占比达40%，但大而不强。争取按照“300平方公里、300万人口”规划建设。同意的比例应当达到95%以上。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    if names_period(document.title()) {
        return;
    }
    let open: Vec<&Target> =
        draft.promises.targets.iter().filter(|target| wants_horizon(document, target)).collect();
    if open.is_empty() {
        return;
    }
    let articles = articles(document);
    // The targets that follow are mostly meant for the years of the 主要目标.
    let severity = if has_overall_horizon(draft) { Severity::Hint } else { Severity::Info };
    for group in open.chunk_by(|a, b| articles[a.line] == articles[b.line]) {
        let first = group[0];
        let text = &document.lines[first.line].text[first.statement.range.clone()];
        let count = match group.len() {
            1 => String::new(),
            count => format!("等 {count} 个目标"),
        };
        let message = format!("{}{count}没有期限，通常写明到哪一年。", cite(text));
        let finding = Finding::new(first.span(), message).at_most(severity);
        findings.push(
            group[1..].iter().fold(finding, |finding, target| {
                finding.with_related(target.span(), "同一条里没有期限的目标")
            }),
        );
    }
}

/// True when a section on targets says until when.
fn has_overall_horizon(draft: &Draft) -> bool {
    let mut goals = draft.document.outline.sections.iter().filter(|section| section.title.contains("目标"));
    let dated = |target: &&Target| target.horizon.is_some();
    goals.any(|goal| {
        draft.promises.targets.iter().filter(dated).any(|target| goal.extent.contains(&target.line))
    })
}

/// True for a value to be reached that nothing gives a horizon to. What a 但 follows is how things are,
/// what stands after 应当 holds at all times, and what stands in quotation marks is a plan by its name.
fn wants_horizon(document: &Document, target: &Target) -> bool {
    const REACHING: [&str; 4] = ["达到", "达", "突破", "力争"];
    let statement = &target.statement;
    let paragraph = &document.lines[target.line];
    let after = paragraph.text[statement.range.end..].trim_start_matches(['，', ',']);
    let value = statement.quantity.as_ref().map_or(statement.range.start, |quantity| quantity.range.start);
    let quoted = paragraph.punctuation.around(value).any(|pair| pair.close.sign == '”');
    if after.starts_with('但') || quoted || paragraph.text[statement.range.clone()].contains("应当") {
        return false;
    }
    let reaches = statement.verb.as_ref().is_some_and(|verb| REACHING.contains(&verb.text.as_str()));
    let valued = statement.quantity.is_some() && !matches!(statement.bound, Bound::Rate | Bound::Benchmark);
    target.horizon.is_none() && valued && (reaches || statement.is_committed)
}

/// True for 行动计划（2023—2025年）: the title gives all targets their horizon.
fn names_period(title: &str) -> bool {
    title.contains("五年规划")
        || title.match_indices('年').any(|(at, _)| title[..at].ends_with(|c: char| c.is_ascii_digit()))
}

/// For each line the article that it belongs to, or else the chapter.
fn articles(document: &Document) -> Vec<Option<usize>> {
    let mut articles = vec![None; document.lines.len()];
    for (index, section) in document.outline.sections.iter().enumerate() {
        if matches!(section.kind, SectionKind::Chapter | SectionKind::Article) {
            articles[section.extent.clone()].fill(Some(index));
        }
    }
    articles
}
