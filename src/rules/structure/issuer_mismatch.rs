//! 机关名前后不一.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::Role;
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, pattern};

use super::{lines_of, preamble};

/// Title, note, preamble and signature name the same place.
pub static RULE: Rule = Rule {
    id: "structure/issuer-mismatch",
    severity: Severity::Warning,
    summary: "标题、题注、导语、落款中的机关一致",
    why: "套用别处的稿子时，题注、导语、落款里容易留下原来的机关名。“省委”“市委”这样的简称不算不一致。",
    basis: Basis::Regulation("党政机关公文处理工作条例（2012）第二十条（审核要求机关名、地名准确）"),
    examples: &[
        Example {
            wrong: "中共绵阳市委关于加强治理的决定\n（2022年2月8日中国共产党[[巴中市]]第八届委员会第五次全体会议通过）\n为加强治理，市委进行了研究，作出如下决定。\n一、总则",
            right: "中共绵阳市委关于加强治理的决定\n（2022年2月8日中国共产党巴中市第八届委员会第五次全体会议通过）\n为加强治理，市委进行了研究，作出如下决定。\n一、总则",
        },
        Example {
            wrong: "中共绵阳市委关于加强治理的决定\n（2022年2月8日中国共产党绵阳市第八届委员会第五次全体会议通过）\n为落实中共四川省委部署，中共[[巴中市委]]八届五次全体会议进行了研究，作出如下决定。\n一、总则\n加强领导。",
            right: "中共绵阳市委关于加强治理的决定\n（2022年2月8日中国共产党绵阳市第八届委员会第五次全体会议通过）\n为落实中共四川省委部署，中共巴中市委八届五次全体会议进行了研究，作出如下决定。\n一、总则\n加强领导。",
        },
        Example {
            wrong: "中共绵阳市委关于加强治理的决定\n（2022年2月8日中国共产党绵阳市第八届委员会第五次全体会议通过）\n落实省委部署，市委进行了研究，作出如下决定。\n一、总则\n在中共四川省委领导下。",
            right: "中共绵阳市委关于加强治理的决定\n（2022年2月8日中国共产党绵阳市第八届委员会第五次全体会议通过）\n落实省委部署，市委进行了研究，作出如下决定。\n一、总则\n在中共四川省委领导下。",
        },
        Example {
            wrong: "上海市浦东新区人民代表大会常务委员会关于加强治理的决定\n（2022年2月8日浦东新区第七届人民代表大会常务委员会第五次会议通过）\n为加强治理，作出如下决定：\n一、加强领导。\n二、加强监督。",
            right: "上海市浦东新区人民代表大会常务委员会关于加强治理的决定\n（2022年2月8日浦东新区第七届人民代表大会常务委员会第五次会议通过）\n为加强治理，作出如下决定：\n一、加强领导。\n二、加强监督。",
        },
        Example {
            wrong: "中共涪城区委关于加强治理的决定\n（2022年2月8日中国共产党绵阳市涪城区第八届委员会第五次全体会议通过）\n为加强治理，中共绵阳市涪城区委八届五次全会进行了研究，作出如下决定。\n一、总则\n加强领导。",
            right: "中共涪城区委关于加强治理的决定\n（2022年2月8日中国共产党绵阳市涪城区第八届委员会第五次全体会议通过）\n为加强治理，中共绵阳市涪城区委八届五次全会进行了研究，作出如下决定。\n一、总则\n加强领导。",
        },
    ],
    check: Check::Document(check),
};

/// A place with its rank: 绵阳市, 四川省. All ideographs of Unicode would take far longer to compile, and
/// hardly any name of a place needs the others.
static PLACE: &str = r"(?<place>[〇々㐀-鿿]{2,7}?(?<rank>省|自治区|市|州|县|区|旗))";

static TITLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^(?:中共|中国共产党)?{PLACE}(?:委|人民政府|人民代表大会)")));
static NOTE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^(?:中国共产党|中共)?{PLACE}第")));
static COMMITTEE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?:中共|中国共产党){PLACE}委")));

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let Some(title) = TITLE.captures(document.title()) else { return };
    let (place, rank) = (title["place"].to_owned(), title["rank"].to_owned());
    let mut report = |line: usize, range: std::ops::Range<usize>, found: &str| {
        let message = format!("标题的机关是“{place}”，此处是“{found}”。");
        findings.push(Finding::new(Span::on_line(line, range), message));
    };
    if let Some(note) = &document.front.adoption {
        let other = NOTE
            .captures(&note.meeting)
            .filter(|found| found["rank"] == rank && !same_place(&found["place"], &place));
        let line = note.lines[0];
        let text = &document.lines[line].text;
        if let Some((name, at)) =
            other.and_then(|found| text.find(&found["place"]).map(|at| (found["place"].to_owned(), at)))
        {
            report(line, at..at + name.len(), &name);
        }
    }
    let signatures = lines_of(document, Role::Signature).map(|line| (line, &*document.lines[line]));
    for (line, paragraph) in preamble(document).chain(signatures) {
        let others = COMMITTEE.captures_iter(&paragraph.text);
        for found in others.filter(|f| f["rank"] == rank && !same_place(&f["place"], &place)) {
            let start = found.name("place").map_or(0, |m| m.start());
            report(line, start..found.get_match().end(), &format!("{}委", &found["place"]));
        }
    }
}

/// True for 涪城区 and 绵阳市涪城区: the higher places before a name may be left out.
fn same_place(one: &str, other: &str) -> bool {
    one.ends_with(other) || other.ends_with(one)
}
