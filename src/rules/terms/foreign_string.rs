//! 凯发K8金融街

use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// A text has no advertising of hacked hosts and no debris of wrong decoding in it.
pub static RULE: Rule = Rule {
    id: "terms/foreign-string",
    severity: Severity::Warning,
    summary: "不夹杂网页垃圾文字和乱码",
    why: "从网页复制的文字常被植入博彩广告词，如“凯发K8”顶替了原来的地名；编码转换出错会留下乱码。这类文字要对照原件改正。",
    basis: Basis::Practice("从网页复制文字后的清理"),
    examples: &[
        Example { wrong: "加快建设[[凯发K8]]金融街。", right: "加快建设金融街。" },
        Example {
            wrong: "深入推进[[锟斤拷]]改革，健全[[\u{fffd}]]制度。",
            right: "深入推进改革，健全制度。",
        },
        Example {
            wrong: "建设5G基站，改造G5、S205、国道G347，创建5A级景区，通过GAP认证，发展LNG、IP经济，R&D投入，信用AA+，PM2.5、CO2、K12、C919、B2B、Z世代、3D打印、H5、APP、A股，“1+X”，T3航站楼，K8路公交，桩号K12+300。",
            right: "建设5G基站，改造G5、S205、国道G347，创建5A级景区，通过GAP认证，发展LNG、IP经济，R&D投入，信用AA+，PM2.5、CO2、K12、C919、B2B、Z世代、3D打印、H5、APP、A股，“1+X”，T3航站楼，K8路公交，桩号K12+300。",
        },
        Example {
            wrong: "支持凯发集团等企业，邮箱k8@example.com，网址http://www.example.cn/k8，型号XJ-9型、长征5B火箭。",
            right: "支持凯发集团等企业，邮箱k8@example.com，网址http://www.example.cn/k8，型号XJ-9型、长征5B火箭。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    for range in &line.terms.foreign {
        let span = Span::on_line(0, range.clone());
        let written = &line.paragraph.text[range.clone()];
        let message = format!("“{written}”像是混入的网页广告或乱码，请对照原件改正。");
        let fix = Fix::offered(format!("删去“{written}”"), vec![Edit::new(span, "")]);
        findings.push(Finding::new(span, message).with_fix(fix));
    }
}
