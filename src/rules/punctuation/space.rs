//! 中 国 → 中国

use std::ops::Range;

use crate::document::{Mark, Pair, Punctuation};
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_blank, is_hanzi, lexicon, numeral};

use super::{after, before, is_stop};

/// No space stands between the characters of running text.
pub static RULE: Rule = Rule {
    id: "punctuation/space",
    severity: Severity::Info,
    summary: "正文汉字之间、标点前后不空格",
    why: "正文里汉字与汉字之间、汉字与中文标点之间不空格，多是改稿或者复制时留下的；标题分节、序号之后、段首缩进\
          和表格里的空格不受影响。",
    basis: Basis::Practice("公文正文汉字之间不空格"),
    examples: &[
        Example {
            wrong: "坚持党的领[[ ]]导，推进改革[[ ]]，扩大开放。[[　]]加强治理。",
            right: "坚持党的领导，推进改革，扩大开放。加强治理。",
        },
        Example {
            wrong: "深化“放[[ ]]管服”改革，增强“四个[[ ]]意识”。",
            right: "深化“放管服”改革，增强“四个意识”。",
        },
        Example {
            wrong: "三个聚焦 奏响最强音\n　　坚持党的领导，推进改革。\n第一章 总则\n一、 总体要求 工作原则\n按照第五条 规定执行，中共中央 国务院印发。\n新华社北京1月1日电 近日，召开会议。\n姓名 张三 单位 市委\n全面建设Open AI平台，到 2025 年建成。\n打响“雄奇山水 新韵重庆”品牌，自　　年　　月　　日起施行，审议《牢记嘱托　感恩奋进　谱写新篇章》的报告。",
            right: "三个聚焦 奏响最强音\n　　坚持党的领导，推进改革。\n第一章 总则\n一、 总体要求 工作原则\n按照第五条 规定执行，中共中央 国务院印发。\n新华社北京1月1日电 近日，召开会议。\n姓名 张三 单位 市委\n全面建设Open AI平台，到 2025 年建成。\n打响“雄奇山水 新韵重庆”品牌，自　　年　　月　　日起施行，审议《牢记嘱托　感恩奋进　谱写新篇章》的报告。",
        },
    ],
    check: Check::Line(check),
};

/// Spaces in a line from which on they are a layout: columns, or a line set wide.
const LAYOUT: usize = 4;

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let paragraph = &line.paragraph;
    // A line without a stop may be a heading in parts or a row of a table.
    let is_text = paragraph.heading_stop.is_some() || paragraph.ends_sentence();
    if !is_text || !paragraph.punctuation.marks.iter().any(|mark| is_blank(mark.sign)) {
        return;
    }
    let text = &paragraph.text[..paragraph.body.end];
    let start = paragraph.marker.as_ref().map_or(paragraph.body.start, |marker| marker.text_start);
    let loose = |gap: &Range<usize>| {
        gap.start > start && is_loose(text, gap) && !divides_name(text, gap, &paragraph.punctuation)
    };
    let gaps: Vec<Range<usize>> = gaps(&paragraph.punctuation.marks).filter(loose).take(LAYOUT).collect();
    if gaps.len() < LAYOUT {
        let gaps = gaps.into_iter().filter(|gap| !is_heading_gap(text, start, gap));
        findings.extend(gaps.map(|gap| report(text, gap)));
    }
}

/// The stretches of white space among the marks.
fn gaps(marks: &[Mark]) -> impl Iterator<Item = Range<usize>> + '_ {
    let blank = |mark: &Mark| is_blank(mark.sign);
    marks
        .chunk_by(move |a, b| blank(a) && blank(b) && a.end() == b.at)
        .filter(move |run| blank(&run[0]) && run[0].sign != '\t')
        .map(|run| run[0].at..run[run.len() - 1].end())
}

/// True for a gap between ideographs or beside a full-width mark, that divides nothing.
fn is_loose(text: &str, gap: &Range<usize>) -> bool {
    let (Some(a), Some(b)) = (before(text, gap.start), after(text, gap.end)) else { return false };
    // 自　　年　　月　　日起: to be filled in.
    if matches!(b, '年' | '月' | '日') && text[gap.clone()].chars().count() > 1 {
        return false;
    }
    if is_hanzi(a) && is_hanzi(b) {
        let (left, right) = (&text[..gap.start], &text[gap.end..]);
        return !ends_article(left) && (is_word(a, b) || !divides(left, right));
    }
    let mark = |c: char| is_stop(c) && !c.is_ascii() || matches!(c, '”' | '“' | '）' | '（' | '》' | '《');
    mark(a) && (is_hanzi(b) || mark(b)) || is_hanzi(a) && mark(b) && !ends_article(&text[..gap.start])
}

/// True for a gap that stands where nothing else divides: after 第三条, between two bodies that issue a
/// document together, after the place and day of a dispatch, before a name.
fn divides(left: &str, right: &str) -> bool {
    const BODIES: [char; 10] = ['委', '厅', '局', '部', '央', '院', '府', '办', '会', '处'];
    const NAME: usize = 8;
    const LEADS: [&str; 6] = ["日电", "日讯", "记者", "作者", "编辑", "摄影"];
    right.starts_with('第')
        || left.ends_with(BODIES)
            && right.chars().take(NAME).any(|c| BODIES.contains(&c))
            && !right.starts_with('和')
        || LEADS.iter().any(|lead| left.ends_with(lead))
}

/// True for a gap between the parts of a name in quotation or title marks: “雄奇山水 新韵重庆”.
fn divides_name(text: &str, gap: &Range<usize>, punctuation: &Punctuation) -> bool {
    const PART: usize = 3;
    let is_name = |pair: &&Pair| matches!(pair.close.sign, '”' | '’' | '》' | '〉');
    let Some(pair) = punctuation.around(gap.start).find(is_name) else { return false };
    let part =
        |part: Option<&str>| part.is_some_and(|part| part.chars().count() >= PART && !part.contains(is_stop));
    let (left, right) = (&text[pair.open.end()..gap.start], &text[gap.end..pair.close.at]);
    let ends_word = before(text, gap.start).zip(after(text, gap.end)).is_some_and(|(a, b)| is_word(a, b));
    !ends_word && part(left.rsplit(is_blank).next()) && part(right.split(is_blank).next())
}

/// True for 第三条, 第二章, 第一百二十条之一 at the end of `left`.
fn ends_article(left: &str) -> bool {
    let unit = left.trim_end_matches(numeral::is_numeral);
    let unit = unit.strip_suffix('之').unwrap_or(left);
    let number = unit.strip_suffix(['编', '章', '节', '条', '款', '项']);
    number.is_some_and(|number| {
        let head = number.trim_end_matches(|c: char| numeral::is_numeral(c) || c.is_ascii_digit());
        head.len() < number.len() && head.ends_with('第')
    })
}

fn is_word(a: char, b: char) -> bool {
    lexicon::cost(&[a, b]).is_some()
}

/// True for the gap that stands for the stop after a heading of four characters (工作目标 到2025年…).
fn is_heading_gap(text: &str, start: usize, gap: &Range<usize>) -> bool {
    const HEADING: usize = 4;
    start > 0
        && text[start..gap.start].chars().count() == HEADING
        && text[start..gap.start].chars().all(is_hanzi)
}

fn report(text: &str, gap: Range<usize>) -> Finding {
    let span = Span::on_line(0, gap.clone());
    let edits = vec![Edit::new(span, "")];
    let title = "删去空格";
    let around = before(text, gap.start).zip(after(text, gap.end));
    // Two ideographs that make no word may be the ends of two items.
    let sure = around.is_some_and(|(a, b)| !is_hanzi(a) || !is_hanzi(b) || is_word(a, b));
    let fix = if sure { Fix::safe(title, edits) } else { Fix::offered(title, edits) };
    Finding::new(span, "正文汉字之间、标点前后通常不空格。").with_fix(fix)
}
