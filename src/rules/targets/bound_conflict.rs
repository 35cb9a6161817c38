//! 约500人左右, 至少500人以上, 近500人以上: two bounds on one number.

use std::ops::Range;

use crate::document::Figure;
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, Words};

use super::{quantities, unit_end};

/// A number is limited once.
pub static RULE: Rule = Rule {
    id: "targets/bound-conflict",
    severity: Severity::Error,
    summary: "“约、近、超、至少”不与“左右、以上”叠用",
    why: "“约500人左右”说了两遍大概，“近500人以上”“超500人以上”前后矛盾，读者不知道底线在哪里，留一个即可。\
          “达到64%以上”“高于全省平均水平1个百分点以上”没有叠用；“约500名县处级以上干部”的“以上”说的是级别。",
    basis: Basis::Standard("GB/T 15835—2011（约、近、左右、以上、至少、超过不叠用）"),
    examples: &[
        Example {
            wrong: "培训[[约500人左右]]，建设[[至少10个以上]]园区，[[不超过5%以内]]。",
            right: "培训约500人，建设至少10个园区，不超过5%。",
        },
        Example {
            wrong: "吸引[[近500人以上]]，产值[[超100亿元以上]]，[[大约占20%左右]]，[[约3～5万户左右]]。",
            right: "吸引近500人，产值超100亿元，大约占20%，约3～5万户。",
        },
        Example {
            wrong: "[[约500余]]人参加，[[不低于85%左右]]，[[约近1000]]家，[[不足30人以上]]。",
            right: "约500人参加，不低于85%，约1000家，不足30人。",
        },
        Example {
            wrong: "[[至少要建成2个以上]]示范县。", right: "至少要建成2个示范县。"
        },
        Example {
            wrong: "经济增速高于全省平均水平1个百分点以上,城镇化率达到64%以上,稳定在70%以上，增长6%左右，超500亿元。",
            right: "经济增速高于全省平均水平1个百分点以上,城镇化率达到64%以上,稳定在70%以上，增长6%左右，超500亿元。",
        },
        Example {
            wrong: "培训约500名县处级以上干部，近50家规模以上企业，至少1名5年以上工作经验的人员，节约10%以上，签约100亿元以上，附近500米以上，最近5年左右，近3年左右。",
            right: "培训约500名县处级以上干部，近50家规模以上企业，至少1名5年以上工作经验的人员，节约10%以上，签约100亿元以上，附近500米以上，最近5年左右，近3年左右。",
        },
    ],
    check: Check::Line(check),
};

/// What a word says about a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    About,
    /// Just short of it: 近.
    Nearly,
    Over,
    AtLeast,
    Under,
    AtMost,
}

/// Words before a number.
static BEFORE: Words<(&str, Sense)> = Words::new(&[
    ("大约", Sense::About),
    ("大概", Sense::About),
    ("约", Sense::About),
    ("将近", Sense::Nearly),
    ("接近", Sense::Nearly),
    ("近", Sense::Nearly),
    ("不超过", Sense::AtMost),
    ("不高于", Sense::AtMost),
    ("不多于", Sense::AtMost),
    ("至多", Sense::AtMost),
    ("最多", Sense::AtMost),
    ("超过", Sense::Over),
    ("超", Sense::Over),
    ("逾", Sense::Over),
    ("不少于", Sense::AtLeast),
    ("不低于", Sense::AtLeast),
    ("至少", Sense::AtLeast),
    ("最少", Sense::AtLeast),
    ("低于", Sense::Under),
    ("不到", Sense::Under),
    ("不足", Sense::Under),
    ("少于", Sense::Under),
]);

/// Words after a number and its unit.
static AFTER: Words<(&str, Sense)> = Words::new(&[
    ("左右", Sense::About),
    ("及以上", Sense::AtLeast),
    ("以上", Sense::AtLeast),
    ("及以下", Sense::AtMost),
    ("以下", Sense::AtMost),
    ("以内", Sense::AtMost),
    ("之内", Sense::AtMost),
]);

/// Words between number and unit: 500余人.
static WITHIN: Words<(&str, Sense)> = Words::new(&[("余", Sense::About), ("多", Sense::About)]);

/// A word that limits a number, in its place.
struct Limit {
    range: Range<usize>,
    sense: Sense,
}

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    for (first, last) in quantities(line) {
        let Some(left) = before(text, first) else { continue };
        if let Some(further) = adjacent(text, left.range.start).filter(|further| stacked(further, &left)) {
            report(text, &further, &left, further.range.start..last.range.end, findings);
        } else if let Some(right) = after(text, last).filter(|right| conflict(left.sense, right.sense)) {
            let spent = matches!(left.sense, Sense::Nearly) && lasts(text, last);
            if !spent {
                report(text, &left, &right, left.range.start..right.range.end, findings);
            }
        }
    }
}

/// True for two words before a number that say the same or contradict each other: 约近, 约超过.
fn stacked(first: &Limit, second: &Limit) -> bool {
    first.sense == Sense::About && matches!(second.sense, Sense::Nearly | Sense::Over | Sense::About)
}

fn conflict(left: Sense, right: Sense) -> bool {
    match left {
        Sense::About => matches!(right, Sense::About | Sense::AtLeast | Sense::AtMost),
        Sense::Nearly | Sense::Over => matches!(right, Sense::About | Sense::AtLeast),
        Sense::AtLeast | Sense::AtMost => true,
        Sense::Under => right != Sense::About,
    }
}

/// The limit that stands before a number: right before it, or with a short verb between (约占, 至少建成).
fn before(text: &str, figure: &Figure) -> Option<Limit> {
    const LINKS: [&str; 6] = ["占", "为", "有", "达", "需", "是"];
    static LEAST: Words = Words::new(&["至少", "最少"]);
    if let Some(limit) = adjacent(text, figure.range.start) {
        return Some(limit);
    }
    let head = figure.before(text);
    let linked = LINKS.iter().find_map(|link| adjacent(text, head.strip_suffix(link)?.len()));
    if let Some(limit) = linked.filter(|limit| limit.sense == Sense::About) {
        return Some(limit);
    }
    // 至少要建成2个: six characters at most between word and number.
    let near = head.char_indices().rev().nth(8).map_or(0, |(at, _)| at);
    let (start, word) = LEAST.last_in(&head[near..]).map(|(at, word)| (near + at, word))?;
    let between = &head[start + word.len()..];
    let verb = between.chars().all(|c| crate::text::is_hanzi(c) && !crate::text::numeral::is_numeral(c))
        && !between.contains("具");
    verb.then_some(Limit { range: start..start + word.len(), sense: Sense::AtLeast })
}

/// The limit that ends at `end`. 约 and 近 may be the end of another word: 节约, 附近.
fn adjacent(text: &str, end: usize) -> Option<Limit> {
    const OTHER: &str = "制节条公合签预违集契邀履简失守解纽相特附邻靠最临就亲赶反高川苏浙";
    let head = &text[..end];
    let (word, sense) = BEFORE.ending(head)?;
    let start = end - word.len();
    let part = matches!(*word, "约" | "近" | "超")
        && text[..start].chars().next_back().is_some_and(|c| OTHER.contains(c));
    (!part).then_some(Limit { range: start..end, sense: *sense })
}

/// The limit behind a number: 余 and 多 before its unit, 左右 and 以上 after it.
fn after(text: &str, figure: &Figure) -> Option<Limit> {
    let found = |at: usize, words: &Words<(&str, Sense)>| {
        let (word, sense) = words.beginning(&text[at..])?;
        Some(Limit { range: at..at + word.len(), sense: *sense })
    };
    let within = found(figure.range.end, &WITHIN);
    within.or_else(|| found(unit_end(text, figure.range.end), &AFTER))
}

/// True for a stretch of time, of which 近 says that it lies just behind: 近3年.
fn lasts(text: &str, figure: &Figure) -> bool {
    figure.after(text).starts_with(['年', '月', '天', '日', '周']) || figure.after(text).starts_with("个月")
}

fn report(text: &str, left: &Limit, right: &Limit, range: Range<usize>, findings: &mut Vec<Finding>) {
    let words = (&text[left.range.clone()], &text[right.range.clone()]);
    let message = format!("“{}”与“{}”不叠用，保留一个。", words.0, words.1);
    let without = |limit: &Limit, title: &str| {
        let edits = vec![Edit::new(Span::on_line(0, limit.range.clone()), "")];
        let title = format!("删去“{title}”");
        // Only where both say the same, nothing is lost with one of them.
        let same = left.sense == right.sense;
        if same { Fix::safe(title, edits) } else { Fix::offered(title, edits) }
    };
    findings.push(
        Finding::new(Span::on_line(0, range), message)
            .with_fix(without(right, words.1))
            .with_fix(without(left, words.0)),
    );
}
