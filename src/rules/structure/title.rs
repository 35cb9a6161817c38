//! 公文标题三要素.

use crate::document::KINDS;
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// A title says who, about what, and which kind of document.
pub static RULE: Rule = Rule {
    id: "structure/title",
    severity: Severity::Warning,
    summary: "公文标题由发文机关、事由和文种组成",
    why: "标题缺了文种，收文单位不知道是要执行、办理还是知悉；决定、决议、意见的事由一般用“关于……的”引出。\
          新闻稿没有序号，不按公文标题检查；网上转载常略去发文机关，只作提示。",
    basis: Basis::Regulation("党政机关公文处理工作条例（2012）第九条（七）"),
    examples: &[
        Example {
            wrong: "[[中共示范市委关于加强基层治理工作]]\n（2024年5月13日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n二、任务",
            right: "中共示范市委关于加强基层治理工作\n（2024年5月13日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n二、任务",
        },
        Example {
            wrong: "[[关于加强基层治理的决定]]\n（2024年5月13日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n二、任务",
            right: "关于加强基层治理的决定\n（2024年5月13日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n二、任务",
        },
        Example {
            wrong: "绵阳涪城：三个聚焦 奏响强音\n新年伊始，涪城区委擘画了未来涪城发展的宏伟蓝图，全区上下干劲十足。\n——产业强区。发展工业。\n——科教强区。发展科技。",
            right: "绵阳涪城：三个聚焦 奏响强音\n新年伊始，涪城区委擘画了未来涪城发展的宏伟蓝图，全区上下干劲十足。\n——产业强区。发展工业。\n——科教强区。发展科技。",
        },
        Example {
            wrong: "2026年示范市政府工作报告\n各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议。\n一、过去一年工作\n二、今年工作",
            right: "2026年示范市政府工作报告\n各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议。\n一、过去一年工作\n二、今年工作",
        },
        Example {
            wrong: "示范市科技创新若干设想\n（2024年5月13日）\n为做好工作，提出若干设想，供讨论研究。\n一、总则\n二、任务",
            right: "示范市科技创新若干设想\n（2024年5月13日）\n为做好工作，提出若干设想，供讨论研究。\n一、总则\n二、任务",
        },
        Example {
            wrong: "关于规划纲要草案的说明\n——2024年5月13日在示范市第一届人民代表大会第二次会议上\n各位代表：\n现在，我受市人民政府委托，就规划纲要草案作说明。\n一、起草过程\n二、主要内容",
            right: "关于规划纲要草案的说明\n——2024年5月13日在示范市第一届人民代表大会第二次会议上\n各位代表：\n现在，我受市人民政府委托，就规划纲要草案作说明。\n一、起草过程\n二、主要内容",
        },
    ],
    check: Check::Document(check),
};

/// What is said before a meeting, not adopted by it.
const SPEECHES: [&str; 5] = ["讲话", "说明", "致辞", "致词", "发言"];

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let Some(title) = &document.front.title else { return };
    // A meeting adopts resolutions; a bare date under the title adopts nothing, and a news article has
    // no numbered headings.
    let adopted = document.front.adoption.as_ref().is_some_and(|note| !note.meeting.is_empty());
    let speech = SPEECHES.iter().any(|kind| title.text.ends_with(kind));
    if !adopted || speech || document.reading.placed.len() < 2 {
        return;
    }
    // “……的决定 附：修正本” goes on after its kind.
    let own =
        title.text.split(['：', ':']).next().unwrap_or_default().trim_end_matches(['附', ' ', '\u{3000}']);
    let body = own.trim_end_matches(['”', '》', '）', ')']);
    // “……的决定（草案）” names its kind before the bracket.
    let named = KINDS.iter().any(|kind| {
        body.ends_with(kind) || body.contains(&format!("{kind}（")) || body.contains(&format!("{kind}("))
    });
    let message = if !named {
        "标题没有文种，应以“决定”“决议”“意见”等结尾。"
    } else if title.text.starts_with("关于") {
        "标题没有发文机关。"
    } else {
        return;
    };
    let (first, last) = (title.lines[0], title.lines[title.lines.len() - 1]);
    let mut span = Span::on_line(first, document.lines[first].body.clone());
    span.end = Span::on_line(last, document.lines[last].body.clone()).end;
    findings.push(Finding::new(span, message).at_most(if named {
        Severity::Info
    } else {
        Severity::Warning
    }));
}
