//! 章标题末尾的标点.

use crate::document::{Document, Level, Section, Slip};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::has_content;

/// A heading on a line of its own ends without a mark.
pub static RULE: Rule = Rule {
    id: "structure/heading-punctuation",
    severity: Severity::Warning,
    summary: "独立成行的章标题末尾不用标点",
    why: "一级标题独立成行，末尾通常不用句号、冒号等标点；标题中间的逗号、顿号、引号不受影响。\
          段首题（标题后接正文）以句号收束，是公文常例。",
    basis: Basis::Recommendation("GB/T 15834—2011 附录B.4"),
    examples: &[
        Example {
            wrong: "一、总体要求[[。]]\n坚持统筹谋划，稳步推进。\n二、重点任务\n（一）甲。乙。",
            right: "一、总体要求\n坚持统筹谋划，稳步推进。\n二、重点任务\n（一）甲。乙。",
        },
        Example {
            wrong: "一、总体要求，坚持统筹\n稳步推进。\n二、重点任务[[：]]\n（一）甲。乙。",
            right: "一、总体要求，坚持统筹\n稳步推进。\n二、重点任务\n（一）甲。乙。",
        },
        Example {
            wrong: "一、任务\n（一）统筹建设平台。\n各地要统筹建设。\n（二）实行清单管理。\n各地要列出清单。",
            right: "一、任务\n（一）统筹建设平台。\n各地要统筹建设。\n（二）实行清单管理。\n各地要列出清单。",
        },
        Example {
            wrong: "一、市人民政府可以制定规章。规章报常委会备案。\n二、各级机关应当支持改革。\n三、本决定自2019年7月26日起施行。",
            right: "一、市人民政府可以制定规章。规章报常委会备案。\n二、各级机关应当支持改革。\n三、本决定自2019年7月26日起施行。",
        },
        Example {
            wrong: "为便于选举，作如下规定。\n一、县、乡设立选举委员会。\n二、选举委员会的职权是：\n（一）主持选举；\n（二）登记选民。\n三、下列人员可以投票：\n（一）选民；\n（二）代表。\n四、本规定由常务委员会解释。",
            right: "为便于选举，作如下规定。\n一、县、乡设立选举委员会。\n二、选举委员会的职权是：\n（一）主持选举；\n（二）登记选民。\n三、下列人员可以投票：\n（一）选民；\n（二）代表。\n四、本规定由常务委员会解释。",
        },
        Example {
            wrong: "一、县长主持工作。副县长协助县长工作。\n二、副县长按分工负责。\n三、秘书长负责日常工作。\n四、实行全体会议和常务会议制度。\n(一)全体会议。\n(二)常务会议。",
            right: "一、县长主持工作。副县长协助县长工作。\n二、副县长按分工负责。\n三、秘书长负责日常工作。\n四、实行全体会议和常务会议制度。\n(一)全体会议。\n(二)常务会议。",
        },
        Example {
            wrong: "一、重要意义\n电梯安全事关群众生命财产。\n二、主体责任\n（一）生产。甲。\n（二）使用。乙。\n三、监督管理\n依法查处违法行为。\n四、本意见自2024年1月1日起施行，有效期5年。",
            right: "一、重要意义\n电梯安全事关群众生命财产。\n二、主体责任\n（一）生产。甲。\n（二）使用。乙。\n三、监督管理\n依法查处违法行为。\n四、本意见自2024年1月1日起施行，有效期5年。",
        },
        Example {
            wrong: "一、总体要求[[。]]\n坚持统筹谋划。\n二、重点任务[[：]]\n（一）甲。乙。\n（二）丙。丁。\n三、保障措施[[，]]\n加强领导。",
            right: "一、总体要求\n坚持统筹谋划。\n二、重点任务\n（一）甲。乙。\n（二）丙。丁。\n三、保障措施\n加强领导。",
        },
        Example {
            wrong: "一、总体要求[[。]]\n坚持统筹谋划。\n二、重点任务\n抓好落实。\n三、保障措施[[。]]\n加强领导。",
            right: "一、总体要求\n坚持统筹谋划。\n二、重点任务\n抓好落实。\n三、保障措施\n加强领导。",
        },
    ],
    check: Check::Document(check),
};

const LONGEST: usize = 45;
/// A heading of so many characters names its subject and states nothing.
const SHORT: usize = 20;
/// Words of a sentence: with one of them a chapter is a clause, and no heading.
const STATES: [&str; 17] = [
    "是",
    "实行",
    "应当",
    "可以",
    "必须",
    "不得",
    "批准",
    "同意",
    "施行",
    "解释",
    "有效期",
    "废止",
    "下列",
    "以下",
    "如下",
    "包括",
    "负责",
];

/// A chapter that stands on a line of its own, or opens with a sentence.
struct Chapter {
    line: usize,
    /// The mark at the end of a heading that has the line to itself.
    mark: Option<char>,
    /// No text runs on after the heading, and no mark closes it.
    bare: bool,
    states: bool,
    short: bool,
    has_content: bool,
}

impl Chapter {
    fn of(document: &Document, section: &Section) -> Self {
        let line = section.span.start.line;
        let paragraph = &document.lines[line];
        let heading = paragraph.heading();
        let last = paragraph.body().chars().last().filter(|c| "。，；：、,;:".contains(*c));
        let alone = paragraph.after_heading().is_empty() && heading.chars().count() <= LONGEST;
        let comma = heading.trim_end_matches(['，', ',']).contains(['，', ',']);
        let has_content = has_content(document, section);
        // Text below makes a heading of what has a comma; without any it is a clause.
        let states = STATES.iter().any(|word| heading.contains(word)) || comma && !has_content;
        Self {
            line,
            mark: last.filter(|_| alone),
            bare: paragraph.heading_stop.is_none() && last.is_none() && !paragraph.ends_sentence(),
            states,
            short: alone && !states && !comma && heading.chars().count() <= SHORT,
            has_content,
        }
    }

    fn names_text(&self) -> bool {
        self.short && self.has_content
    }
}

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let chapters: Vec<Chapter> = document
        .outline
        .sections
        .iter()
        .filter(|section| {
            section.placed.is_some_and(|index| {
                let item = &document.reading.placed[index];
                let chapter =
                    matches!(item.level, Level::Part | Level::Chapter | Level::Section | Level::Han);
                chapter && item.slip != Some(Slip::Level)
            })
        })
        .map(|section| Chapter::of(document, section))
        .collect();
    let mostly_bare = chapters.iter().filter(|chapter| chapter.bare).count() * 2 >= chapters.len();
    // Clauses all end in a full stop; headings that do not all end alike are headings.
    let headings = chapters.iter().all(Chapter::names_text) && chapters.iter().any(|c| c.mark != Some('。'));
    for chapter in chapters.iter().filter(|chapter| !chapter.states) {
        let Some(mark) = chapter.mark else { continue };
        let unfinished = !matches!(mark, '。' | '；' | ';') && chapter.names_text();
        if mostly_bare || headings || unfinished {
            findings.push(report(document, chapter.line, mark));
        }
    }
}

fn report(document: &Document, line: usize, mark: char) -> Finding {
    let end = document.lines[line].body.end;
    let span = Span::on_line(line, end - mark.len_utf8()..end);
    let fix = Fix::safe(format!("删去“{mark}”"), vec![Edit::new(span, "")]);
    let finding = Finding::new(span, format!("标题末尾通常不用标点，“{mark}”可删去。")).with_fix(fix);
    // Published schemes do write “一、指导思想：” over the text.
    if matches!(mark, '：' | ':') { finding.at_most(Severity::Info) } else { finding }
}
