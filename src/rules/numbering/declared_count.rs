//! 承诺数与实际项数: “八大行动” with seven of them.

use crate::document::tally::tallies;
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};
use crate::text::Span;

/// A declared number of things is the number of things that follow.
pub static RULE: Rule = Rule {
    id: "numbering/declared-count",
    severity: Severity::Warning,
    summary: "文中说的项数与所列项数一致",
    why: "标题或者导语说“八大行动”，下面就应当有八条；说“三大支柱”，前面就应当列三个。\
          列举以“等”结尾的不核对，因为没有列完。",
    basis: Basis::Corpus("可以核对的 15 处项数全部相符"),
    examples: &[
        Example {
            wrong: "一、实施[[三大行动]]\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n二、保障",
            right: "一、实施三大行动\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n二、保障",
        },
        Example {
            wrong: "（一）发展定位。明确[[四个发展定位]]。\n——建设科技高地。甲。\n——建设生态高地。乙。\n——建设开放高地。丙。",
            right: "（一）发展定位。明确四个发展定位。\n——建设科技高地。甲。\n——建设生态高地。乙。\n——建设开放高地。丙。",
        },
        Example {
            wrong: "突出新型显示、汽车电子、5G制造[[四大先进制造业主攻方向]]。",
            right: "突出新型显示、汽车电子、5G制造四大先进制造业主攻方向。",
        },
        Example {
            wrong: "以甲镇、乙镇等7个乡镇为依托。", right: "以甲镇、乙镇等7个乡镇为依托。"
        },
        Example {
            wrong: "落实创新驱动、科技城建设等三大改革任务。",
            right: "落实创新驱动、科技城建设等三大改革任务。",
        },
        Example {
            wrong: "聚焦制度、环境、空间、经济、生活、文化等六大类创建指标。",
            right: "聚焦制度、环境、空间、经济、生活、文化等六大类创建指标。",
        },
        Example {
            wrong: "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
            right: "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        },
        Example {
            wrong: "完善市、县（市、区）、乡镇三个层面机制，突出产业（工业、农业）、城市、生态三大重点。",
            right: "完善市、县（市、区）、乡镇三个层面机制，突出产业（工业、农业）、城市、生态三大重点。",
        },
        Example {
            wrong: "聚焦钢铁、石化和新能源、新材料两大领域，坚持粮食、生猪、蔬菜、水果和水产、中药材五大产业。",
            right: "聚焦钢铁、石化和新能源、新材料两大领域，坚持粮食、生猪、蔬菜、水果和水产、中药材五大产业。",
        },
        Example {
            wrong: "一、总体要求\n坚持四项基本原则，坚持改革开放。\n（一）指导原则。坚持党的领导。\n（二）工作原则。坚持统筹推进。",
            right: "一、总体要求\n坚持四项基本原则，坚持改革开放。\n（一）指导原则。坚持党的领导。\n（二）工作原则。坚持统筹推进。",
        },
        Example {
            wrong: "一、实施行动\n去年深入实施五大行动。今年接续推进。\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n（三）实施增效行动。丙。\n（四）实施惠民行动。丁。",
            right: "一、实施行动\n去年深入实施五大行动。今年接续推进。\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n（三）实施增效行动。丙。\n（四）实施惠民行动。丁。",
        },
        Example {
            wrong: "一、实施[[三大行动]]\n今年实施三大行动。\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。",
            right: "一、实施三大行动\n今年实施三大行动。\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。",
        },
        Example {
            wrong: "一、任务\n采取以下[[三条措施]]：\n1.加强宣传。甲。\n2.加强督查。乙。",
            right: "一、任务\n采取以下三条措施：\n1.加强宣传。甲。\n2.加强督查。乙。",
        },
        Example {
            wrong: "一、任务\n抓好以下[[六个方面工作]]：\n（一）党建。甲。\n（二）产业。乙。\n（三）改革。丙。\n（四）民生。丁。\n（五）安全。戊。",
            right: "一、任务\n抓好以下六个方面工作：\n（一）党建。甲。\n（二）产业。乙。\n（三）改革。丙。\n（四）民生。丁。\n（五）安全。戊。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    for tally in tallies(&draft.document).into_iter().filter(|tally| !tally.agrees()) {
        let phrase = &draft.document.lines[tally.line].text[tally.count.range.clone()];
        let span = Span::on_line(tally.line, tally.count.range.clone());
        let (listed, actual) = (tally.listed.label(), tally.actual);
        findings.push(Finding::new(span, format!("{}，{listed}列了{actual}项，请核对。", cite(phrase))));
    }
}
