//! 全面、准确、完整 → 完整、准确、全面

use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::ForbiddenKind;
use crate::text::Span;

use super::{cite, report};

/// The members of a fixed sequence keep their order.
pub static RULE: Rule = Rule {
    id: "terms/order",
    severity: Severity::Warning,
    summary: "固定序列不要打乱次序",
    why: "“完整、准确、全面”“市场化、法治化、国际化”等并列成分次序固定。术语库标明次序固定的才检查，医疗、医保、医药一类次序两可的不报。",
    basis: Basis::Corpus("已发布文件中固定序列的次序"),
    examples: &[
        Example {
            wrong: "[[全面、准确、完整贯彻新发展理念]]。", right: "完整、准确、全面贯彻新发展理念。"
        },
        Example {
            wrong: "打造[[法治化市场化国际化]]营商环境，增强[[政治意识、核心意识、大局意识和看齐意识]]。",
            right: "打造市场化法治化国际化营商环境，增强政治意识、大局意识、核心意识和看齐意识。",
        },
        Example {
            wrong: "[[做到“两个维护”、增强“四个意识”、坚定“四个自信”]]。",
            right: "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        },
        Example {
            wrong: "医疗、医保、医药协同发展和治理，医保、医疗、医药联动改革，增强思想自觉、政治自觉，政治自觉、思想自觉。",
            right: "医疗、医保、医药协同发展和治理，医保、医疗、医药联动改革，增强思想自觉、政治自觉，政治自觉、思想自觉。",
        },
        Example {
            wrong: "服务长三角、粤港澳大湾区、京津冀，帮助农民工、退役军人、高校毕业生，全面、准确、完整报送信息，推进法治、自治工作。",
            right: "服务长三角、粤港澳大湾区、京津冀，帮助农民工、退役军人、高校毕业生，全面、准确、完整报送信息，推进法治、自治工作。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, reference: &Reference, findings: &mut Vec<Finding>) {
    report(line, reference, ForbiddenKind::Order, findings);
    for shuffled in &line.terms.shuffled {
        let entry = &reference.terms.entries[shuffled.entry];
        let span = Span::on_line(0, shuffled.range.clone());
        let right = cite(&shuffled.right);
        let message = format!("{}的各项次序固定，应为{right}。", cite(&entry.name));
        let fix = Fix::offered(format!("改为{right}"), vec![Edit::new(span, &shuffled.right)]);
        // Without a witness in the corpus another order may be as good.
        let severity = if entry.evidence.is_empty() { Severity::Info } else { Severity::Warning };
        findings.push(Finding::new(span, message).at_most(severity).with_fix(fix));
    }
}
