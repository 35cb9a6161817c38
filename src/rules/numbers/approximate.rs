//! 三、四个 → 三四个.

use crate::document::{Figure, Script};
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_blank};

use super::starts_with_measure;

/// Neighbouring numbers that mean “about” stand without a mark between them.
pub static RULE: Rule = Rule {
    id: "numbers/approximate",
    severity: Severity::Warning,
    summary: "相邻数字连用表示概数，中间不用顿号",
    why: "“三四个”表示大概的数，中间没有停顿，不用顿号。“一、二级”“二、三产业”“第三、四条”是两项的缩略，\
          有顿号；“三、四个自信”里的“三、”是序号。",
    basis: Basis::Standard("GB/T 15834—2011 4.5.3.4"),
    examples: &[
        Example { wrong: "每县培育[[三、四]]个产业。", right: "每县培育三四个产业。" },
        Example {
            wrong: "用[[二、三]]年时间，约[[七、八百]]人，[[二、三十]]个，[[十三、四]]岁。",
            right: "用二三年时间，约七八百人，二三十个，十三四岁。",
        },
        Example {
            wrong: "一、二级医院，二、三产业，一、二季度，七、八年级，五、六月，三、四线城市，六、七十年代。",
            right: "一、二级医院，二、三产业，一、二季度，七、八年级，五、六月，三、四线城市，六、七十年代。",
        },
        Example {
            wrong: "三、四个自信\n重点是：三、四个发展定位。第三、四个项目，一、二、三个方面，二、三次产业，二、五个，附件一、二所列。",
            right: "三、四个自信\n重点是：三、四个发展定位。第三、四个项目，一、二、三个方面，二、三次产业，二、五个，附件一、二所列。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    let figures = &line.paragraph.figures;
    for (index, pair) in figures.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        if !(joined(text, first, second) && neighbours(text, first, second) && counts(second.after(text))) {
            continue;
        }
        let listed = index > 0 && joined(text, &figures[index - 1], first);
        if listed || names(line, first) {
            continue;
        }
        let range = first.range.start..second.range.end;
        let right = format!("{}{}", first.text(text), second.text(text));
        let message = format!("概数中间不用顿号，“{}”应为“{right}”。", &text[range.clone()]);
        let span = Span::on_line(0, range);
        let fix = Fix::safe(format!("改为“{right}”"), vec![Edit::new(span, right)]);
        findings.push(Finding::new(span, message).with_fix(fix));
    }
}

/// True when both are in Hanzi and nothing but a 、 stands between them.
fn joined(text: &str, first: &Figure, second: &Figure) -> bool {
    first.script == Script::Hanzi
        && second.script == Script::Hanzi
        && &text[first.range.end..second.range.start] == "、"
}

/// True for 三、四, 十三、四 and 三、四百: the last digit before and the first after differ by one, and
/// only one side has more than that digit.
fn neighbours(text: &str, first: &Figure, second: &Figure) -> bool {
    const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let value = |c: Option<char>| c.and_then(|c| DIGITS.iter().position(|&digit| digit == c));
    let (first, second) = (first.text(text), second.text(text));
    let (low, high) = (value(first.chars().next_back()), value(second.chars().next()));
    let single = |numeral: &str| numeral.chars().count() == 1;
    low.zip(high).is_some_and(|(low, high)| low + 1 == high)
        && (single(second) || single(first) && second.ends_with(['十', '百', '千']))
}

/// True when what follows is counted: 个, 年, 次 and the like, but not 年级, 次产业, 所列.
fn counts(after: &str) -> bool {
    if let Some(rest) = after.strip_prefix('年') {
        return !rest.starts_with(['级', '代', '制', '期']);
    }
    if let Some(rest) = after.strip_prefix('次') {
        return !rest.starts_with(crate::text::is_hanzi);
    }
    if let Some(rest) = after.strip_prefix('所') {
        return !rest.starts_with(['列', '示', '述', '指', '载']);
    }
    // 项 may be a part of a document: 第（三）、（四）项.
    starts_with_measure(after) && !after.starts_with('项')
}

/// True when the first number does not count: it is a 序号, or one after 第, 周 or 附件.
fn names(line: &Line, first: &Figure) -> bool {
    const NAMES: [char; 22] = [
        '第', '周', '初', '高', '大', '件', '表', '图', '册', '卷', '节', '章', '条', '款', '期', '组', '类',
        '。', '；', ';', '：', ':',
    ];
    let before = first.before(&line.paragraph.text);
    first.range.start <= line.paragraph.heading.start || before.ends_with(NAMES) || before.ends_with(is_blank)
}
