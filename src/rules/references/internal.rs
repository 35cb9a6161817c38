//! 见第（三十）条 where there are twenty

use std::collections::{BTreeMap, HashMap};

use crate::document::{Document, InternalReference, Level};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// A part of the document that is referred to is there.
pub static RULE: Rule = Rule {
    id: "references/internal",
    severity: Severity::Error,
    summary: "引用的本文条款存在",
    why: "“见第（三十）条”而全文只有二十七条，多半是增删条目以后没有改引用的序号。\
          只核对明说是本文的引用（第（三）条、本决定第三部分），法律法规的条款不核对。",
    basis: Basis::Regulation("第二十条（审核段落顺序、引文等是否准确）"),
    examples: &[
        Example {
            wrong: "一、总则\n（一）指导思想。坚持统筹。\n（二）工作原则。坚持创新。\n二、任务\n（三）主要任务。按[[第（三十）条]]的分工落实。\n按照本决定[[第五部分]]要求抓好。",
            right: "一、总则\n（一）指导思想。坚持统筹。\n（二）工作原则。坚持创新。\n二、任务\n（三）主要任务。按第（三十）条的分工落实。\n按照本决定第五部分要求抓好。",
        },
        Example {
            wrong: "第一条　为了加强治理，制定本办法。\n第二条　本办法适用于本市。\n第三条　违反本办法[[第八条]]的，予以通报。\n第四条　本办法自公布之日起施行。",
            right: "第一条　为了加强治理，制定本办法。\n第二条　本办法适用于本市。\n第三条　违反本办法第八条的，予以通报。\n第四条　本办法自公布之日起施行。",
        },
        Example {
            wrong: "一、总则\n（一）指导思想。坚持统筹。\n（二）工作原则。坚持创新。\n二、任务\n（三）主要任务。见第（二）条和本决定第一部分，依照立法法第八十条、《条例》第五十条第（九）项办理，第三方评估，党的报告第五部分提出要求，按照本决定第三条执行。",
            right: "一、总则\n（一）指导思想。坚持统筹。\n（二）工作原则。坚持创新。\n二、任务\n（三）主要任务。见第（二）条和本决定第一部分，依照立法法第八十条、《条例》第五十条第（九）项办理，第三方评估，党的报告第五部分提出要求，按照本决定第三条执行。",
        },
        Example {
            wrong: "根据国务院授权，按照第七十二条第二款规定，作出如下决定：\n一、授权试点。\n二、加强监督。",
            right: "根据国务院授权，按照第七十二条第二款规定，作出如下决定：\n一、授权试点。\n二、加强监督。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let mut numbered = None;
    for (line, paragraph) in document.body() {
        for reference in &paragraph.references {
            let numbered = numbered.get_or_insert_with(|| by_level(document));
            let Some(last) = last_part(document, numbered, reference) else { continue };
            let written = &paragraph.text[reference.range.clone()];
            let message = format!("“{written}”不存在，全文到“{last}”为止。");
            findings.push(Finding::new(Span::on_line(line, reference.range.clone()), message));
        }
    }
}

/// The parts of a level: how many, and the last paragraph with each number.
#[derive(Default)]
struct Parts {
    count: usize,
    paragraphs: BTreeMap<u32, usize>,
}

fn by_level(document: &Document) -> HashMap<Level, Parts> {
    let mut levels: HashMap<Level, Parts> = HashMap::new();
    for item in &document.reading.placed {
        let parts = levels.entry(item.level).or_default();
        parts.count += 1;
        parts.paragraphs.insert(item.token.number, item.token.paragraph);
    }
    levels
}

/// The marker with the highest number among the parts that `reference` could mean, when none of them has
/// its number; `None` when one has, or when there are no such parts.
fn last_part(
    document: &Document,
    numbered: &HashMap<Level, Parts>,
    reference: &InternalReference,
) -> Option<String> {
    let meant = || parts(reference).iter().filter_map(|level| Some((*level, numbered.get(level)?)));
    // A document without such numbers refers to something else.
    let (counted, among) = meant().find(|(_, parts)| parts.count >= FEWEST)?;
    let exists = meant().any(|(_, parts)| parts.paragraphs.contains_key(&reference.number));
    if exists || !reference.own && counted != reference.level {
        return None;
    }
    let (_, &last) = among.paragraphs.last_key_value()?;
    let marker = document.lines[last].marker.as_ref()?;
    Some(document.lines[last].text[marker.range.clone()].to_owned())
}

/// So many parts make a numbered document.
const FEWEST: usize = 2;

/// What a reference may mean, likeliest first: resolutions call 三、 and （三） articles as well.
fn parts(reference: &InternalReference) -> &'static [Level] {
    match reference.level {
        Level::Article => &[Level::Article, Level::ParenHan, Level::Han],
        Level::Han => &[Level::Part, Level::Han, Level::Chapter],
        Level::Chapter => &[Level::Chapter, Level::Han],
        Level::Section => &[Level::Section],
        Level::ParenHan => &[Level::ParenHan, Level::Article, Level::Arabic, Level::ParenArabic],
        _ => &[],
    }
}
