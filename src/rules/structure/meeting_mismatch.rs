//! 题注届次与导语届次.

use std::sync::LazyLock;

use regex::Regex;

use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, numeral, pattern};

use super::preamble;

/// The preamble names the meeting that the note names.
pub static RULE: Rule = Rule {
    id: "structure/meeting-mismatch",
    severity: Severity::Error,
    summary: "导语中作出决定的会议与题注一致",
    why: "题注说“第八届……第五次全体会议通过”，导语就应当是“八届五次全会……作出如下决定”。\
          只核对作出决定的那一次会议；导语里提到的上级会议和历次会议不核对。",
    basis: Basis::Corpus("有题注的四篇全部一致"),
    examples: &[
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第八届委员会第五次全体会议通过）\n为落实省委十二届二次全会部署，中共示范市委[[八届四次]]全体会议进行了研究，作出如下决定。\n一、总则",
            right: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第八届委员会第五次全体会议通过）\n为落实省委十二届二次全会部署，中共示范市委八届五次全体会议进行了研究，作出如下决定。\n一、总则",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第八届委员会第五次全体会议通过）\n全面落实省委十一届八次、九次全会部署，中共示范市委八届五次全体会议进行研究，作出如下决定。\n一、总则",
            right: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第八届委员会第五次全体会议通过）\n全面落实省委十一届八次、九次全会部署，中共示范市委八届五次全体会议进行研究，作出如下决定。\n一、总则",
        },
        Example {
            wrong: "示范省人大常委会关于加强治理的决议\n（2018年9月29日示范省第十三届人民代表大会常务委员会第六次会议通过）\n认真落实省委十届六次全会精神，特作出如下决议。\n一、总则",
            right: "示范省人大常委会关于加强治理的决议\n（2018年9月29日示范省第十三届人民代表大会常务委员会第六次会议通过）\n认真落实省委十届六次全会精神，特作出如下决议。\n一、总则",
        },
    ],
    check: Check::Document(check),
};

static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    let number = "[一二三四五六七八九十百]{1,4}|[0-9]{1,3}";
    let body = "(?:中央委员会|委员会|人民代表大会常务委员会|人民代表大会|人大常委会)?";
    pattern(&format!(
        "(?<place>第?(?<term>{number})届{body}第?(?<session>{number})(?:次|中))(?<kind>全体会议|全会|会议)(?<after>精神|部署|决策)?"
    ))
});

fn numbers(found: &regex::Captures) -> Option<(u32, u32)> {
    let number = |name: &str| found[name].parse().ok().or_else(|| numeral::parse(&found[name]));
    Some((number("term")?, number("session")?))
}

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let Some(note) = &document.front.adoption else { return };
    let Some(adopted) = MEETING.captures(&note.meeting) else { return };
    let Some(right) = numbers(&adopted) else { return };
    for (line, paragraph) in preamble(document) {
        let Some(formula) =
            ["作出如下决", "作如下决", "决定如下", "决议如下"].iter().find_map(|f| paragraph.text.find(f))
        else {
            continue;
        };
        let sentence = paragraph.text[..formula].rfind('。').map_or(0, |at| at + '。'.len_utf8());
        let decided = |text: &str| ["研究", "审议", "讨论", "听取"].iter().any(|verb| text.contains(verb));
        let last = MEETING.captures_iter(&paragraph.text[sentence..formula]).last();
        let Some(found) = last.filter(|found| found.name("after").is_none()) else { continue };
        let after = &paragraph.text[sentence + found.get_match().end()..formula];
        if decided(after) && numbers(&found).is_some_and(|meeting| meeting != right) {
            findings.push(report(line, sentence, &found, right));
        }
    }
}

fn report(line: usize, offset: usize, found: &regex::Captures, right: (u32, u32)) -> Finding {
    let place = &found["place"];
    let range = found.name("place").map_or(0..0, |m| m.start() + offset..m.end() + offset);
    let (term, session) = (numeral::format(right.0), numeral::format(right.1));
    let ordinal = if place.starts_with('第') { "第" } else { "" };
    let message = format!("题注是第{term}届第{session}次会议，此处是“{place}”。");
    let finding = Finding::new(Span::on_line(line, range.clone()), message);
    let short = format!("{}届{}次", &found["term"], &found["session"]);
    if ordinal.is_empty() && place == short {
        let text = format!("{term}届{session}次");
        let edit = Edit::new(Span::on_line(line, range), text.clone());
        return finding.with_fix(Fix::offered(format!("改为“{text}”"), vec![edit]));
    }
    finding
}
