//! ... → ……

use crate::document::Mark;
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_blank, is_hanzi};

use super::{after, before};

/// The ellipsis has six points, and does not stand with 等.
pub static RULE: Rule = Rule {
    id: "punctuation/ellipsis",
    severity: Severity::Warning,
    summary: "省略号用“……”，不与“等”并用",
    why: "省略号的形式是“……”，占两个字的位置，不用三个点或者三个句号代替；省略号与“等”意思相同，只用一个。",
    basis: Basis::Standard("GB/T 15834—2011 4.11.2、附录A.9.2"),
    examples: &[
        Example {
            wrong: "发展农业[[...]]还有林业[[。。。]]以及工业[[…]]",
            right: "发展农业……还有林业……以及工业……",
        },
        Example { wrong: "农业、林业[[……]]等产业。", right: "农业、林业等产业。" },
        Example {
            wrong: "加快建设[[......]]努力赶超。", right: "加快建设……努力赶超。"
        },
        Example {
            wrong: "一、总则......1\n版本1.2.3，省略……，a...b，等级……等待，甲…………",
            right: "一、总则......1\n版本1.2.3，省略……，a...b，等级……等待，甲…………",
        },
    ],
    check: Check::Line(check),
};

/// Words that begin with 等 and do not mean “and so on”.
const OTHERS: [char; 12] = ['级', '待', '到', '离', '同', '于', '额', '效', '价', '候', '量', '比'];

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    let marks = &line.paragraph.punctuation.marks;
    let mut rest = marks.as_slice();
    while let Some((first, _)) = rest.split_first() {
        let length =
            rest.windows(2).take_while(|two| two[0].sign == two[1].sign && two[0].end() == two[1].at);
        let (run, others) = rest.split_at(1 + length.count());
        rest = others;
        if first.sign == '…' || run.len() >= 3 && matches!(first.sign, '.' | '。' | '．') {
            findings.extend(judge(text, run));
        }
    }
}

/// What is wrong with a run of one and the same mark.
fn judge(text: &str, run: &[Mark]) -> Option<Finding> {
    let (first, last) = (run[0], run[run.len() - 1]);
    let (left, right) = (before(text, first.at), after(text, last.end()));
    let span = Span::on_line(0, first.at..last.end());
    if first.sign == '…' && matches!(run.len(), 2 | 4) {
        let redundant = right == Some('等')
            && after(text, last.end() + '等'.len_utf8()).is_none_or(|c| !OTHERS.contains(&c));
        return (redundant && run.len() == 2).then(|| {
            Finding::new(span, "省略号与“等”意思相同，不并用。")
                .with_fix(Fix::safe("删去省略号", vec![Edit::new(span, "")]))
        });
    }
    let wide = |c: char| is_hanzi(c) || matches!(c, '“' | '”' | '》' | '，' | '。');
    let chinese = [left, right].into_iter().flatten().any(wide);
    // Points that lead to the number of a page.
    let leads = text[last.end()..].trim_matches(is_blank).bytes().all(|byte| byte.is_ascii_digit())
        && right.is_some();
    (chinese && (first.sign != '…' || run.len() != 2) && !leads).then(|| {
        Finding::new(span, format!("省略号的形式是“……”，不作“{}”。", &text[first.at..last.end()]))
            .with_fix(Fix::safe("改为“……”", vec![Edit::new(span, "……")]))
    })
}
