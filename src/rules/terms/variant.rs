//! 成渝双城经济圈 → 成渝地区双城经济圈

use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::{ForbiddenKind, Quoting, Status};
use crate::text::Span;

use super::{cite, ground, report};

/// Names and set phrases are written in one way.
pub static RULE: Rule = Rule {
    id: "terms/variant",
    severity: Severity::Error,
    summary: "名称和固定提法用规范的写法",
    why: "区域战略、领导称谓、奋斗目标等有规范的写法，少一个“地区”、多一个“一”都不是原来的提法。术语库记下了常见的走样写法。",
    basis: Basis::Corpus("术语库所列名称与已发布文件的写法"),
    examples: &[
        Example {
            wrong: "推动[[成渝双城经济圈]]建设。", right: "推动成渝地区双城经济圈建设。"
        },
        Example {
            wrong: "[[以习近平总书记为核心的党中央]]作出决策部署，向[[第二个一百年奋斗目标]]进军。",
            right: "以习近平同志为核心的党中央作出决策部署，向第二个百年奋斗目标进军。",
        },
        Example {
            wrong: "各[[县(区、市)]]要抓好落实,压实责任。",
            right: "各县(市、区)要抓好落实,压实责任。",
        },
        Example {
            wrong: "[[巩固拓展脱贫攻坚成果有效衔接乡村振兴]]。",
            right: "巩固拓展脱贫攻坚成果同乡村振兴有效衔接。",
        },
        Example {
            wrong: "打造成渝副中心，服务成渝地区，落实《成渝经济圈规划》，实现“两个一百年”奋斗目标，统筹发展和安全。",
            right: "打造成渝副中心，服务成渝地区，落实《成渝经济圈规划》，实现“两个一百年”奋斗目标，统筹发展和安全。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, reference: &Reference, findings: &mut Vec<Finding>) {
    report(line, reference, ForbiddenKind::Variant, findings);
    for used in line.terms.uses.iter().filter(|used| !used.titled && used.quoting != Quoting::Within) {
        let entry = &reference.terms.entries[used.entry];
        let form = used.form.map(|form| &entry.forms[form]);
        if !form.is_some_and(|form| form.status == Status::Deprecated) {
            continue;
        }
        let span = Span::on_line(0, used.range.clone());
        let written = cite(&line.paragraph.text[used.range.clone()]);
        let message = format!("{written}一般写作{}{}。", cite(&entry.name), ground(entry));
        let fix = Fix::offered(format!("改为{}", cite(&entry.name)), vec![Edit::new(span, &entry.name)]);
        findings.push(Finding::new(span, message).at_most(Severity::Info).with_fix(fix));
    }
}
