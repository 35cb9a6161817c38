//! 段首题缺句号.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use crate::document::{Document, Section, SectionKind};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_blank, is_hanzi};

/// A heading that runs into its paragraph is closed by a full stop.
pub static RULE: Rule = Rule {
    id: "structure/run-in-heading",
    severity: Severity::Warning,
    summary: "段首题与正文之间用句号隔开",
    why: "“（一）总体要求。坚持……”这样的段首题，末尾通常用句号与正文隔开；漏了句号，标题就和正文连成一句。",
    basis: Basis::Corpus("74 个条目的段首题全部以句号收束"),
    examples: &[
        Example {
            wrong: "一、总则\n（一）[[指导思想坚持]]以人民为中心的发展思想，完整、准确、全面贯彻新发展理念，统筹发展和安全，推动高质量发展取得更大成效。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。\n（四）保障措施。加强领导。",
            right: "一、总则\n（一）指导思想。坚持以人民为中心的发展思想，完整、准确、全面贯彻新发展理念，统筹发展和安全，推动高质量发展取得更大成效。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。\n（四）保障措施。加强领导。",
        },
        Example {
            wrong: "一、总则\n（一）深入实施科技立市战略，加快建设国家科技创新先行区。将科技创新作为立市之基。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。",
            right: "一、总则\n（一）深入实施科技立市战略，加快建设国家科技创新先行区。将科技创新作为立市之基。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。",
        },
        Example {
            wrong: "一、总则\n（一）市人民政府工作的指导思想是：高举伟大旗帜，深入贯彻新发展理念，统筹发展和安全，推动全市各项事业取得更大成效。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。\n（四）保障措施。加强领导。\n（五）工作中要坚持以人民为中心，完整准确全面贯彻新发展理念，统筹发展和安全，推动高质量发展取得更大的成效。",
            right: "一、总则\n（一）市人民政府工作的指导思想是：高举伟大旗帜，深入贯彻新发展理念，统筹发展和安全，推动全市各项事业取得更大成效。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。\n（四）保障措施。加强领导。\n（五）工作中要坚持以人民为中心，完整准确全面贯彻新发展理念，统筹发展和安全，推动高质量发展取得更大的成效。",
        },
        Example {
            wrong: "一、总则\n（一）确立目标任务，出台实施方案，细化责任分工，健全工作机制，确保各项部署在基层一线得到全面有效落实。各地抓好。\n（二）健全责任体系，压实各方责任，强化监督考核，完善激励机制，推动各级干部担当作为、真抓实干、善作善成。各地抓好。\n（三）主要目标。形成体系。\n（四）保障措施。加强领导。\n（五）工作原则。坚持统筹。\n（六）重点工程。抓好建设。\n（七）考核评价。强化考核。\n（八）宣传引导。营造氛围。",
            right: "一、总则\n（一）确立目标任务，出台实施方案，细化责任分工，健全工作机制，确保各项部署在基层一线得到全面有效落实。各地抓好。\n（二）健全责任体系，压实各方责任，强化监督考核，完善激励机制，推动各级干部担当作为、真抓实干、善作善成。各地抓好。\n（三）主要目标。形成体系。\n（四）保障措施。加强领导。\n（五）工作原则。坚持统筹。\n（六）重点工程。抓好建设。\n（七）考核评价。强化考核。\n（八）宣传引导。营造氛围。",
        },
        Example {
            wrong: "一、总则\n（一）[[指导思想，坚]]持以人民为中心的发展思想，统筹发展和安全。\n（二）坚持党的领导。",
            right: "一、总则\n（一）指导思想。坚持以人民为中心的发展思想，统筹发展和安全。\n（二）坚持党的领导。",
        },
        Example {
            wrong: "一、总则\n（一）基本原则。坚持统筹。\n（二）[[工作目标 到]]2025年，全市绿化率达到40%。",
            right: "一、总则\n（一）基本原则。坚持统筹。\n（二）工作目标。到2025年，全市绿化率达到40%。",
        },
        Example {
            wrong: "一、任务\n（一）实施协同创新行动。共建平台。\n（二）[[实施交通畅通]]行动拓展对外开放通道。加快建设。\n（三）实施布局优化行动。优化空间。\n（四）实施能级提升行动。拓展空间。",
            right: "一、任务\n（一）实施协同创新行动。共建平台。\n（二）实施交通畅通行动。拓展对外开放通道。加快建设。\n（三）实施布局优化行动。优化空间。\n（四）实施能级提升行动。拓展空间。",
        },
        Example {
            wrong: "一、意义\n（一）[[准确把握新发]]展阶段新发展阶段是全面建设的阶段。抓好落实。\n（二）贯彻新发展理念。抓好落实。\n（三）构建新发展格局。抓好落实。",
            right: "一、意义\n（一）准确把握新发展阶段。新发展阶段是全面建设的阶段。抓好落实。\n（二）贯彻新发展理念。抓好落实。\n（三）构建新发展格局。抓好落实。",
        },
        Example {
            wrong: "一、经验\n（一）坚持党的领导。党是核心。\n（二）坚持人民至上。人民是根基。\n（三）[[坚持统一战线]]团结就是力量，这是重要法宝。加强团结。\n（四）坚持自我革命。勇于革命。",
            right: "一、经验\n（一）坚持党的领导。党是核心。\n（二）坚持人民至上。人民是根基。\n（三）坚持统一战线团结就是力量，这是重要法宝。加强团结。\n（四）坚持自我革命。勇于革命。",
        },
        Example {
            wrong: "一、任务\n（一）实施协同创新行动。共建平台。\n（二）实施行动方案。加快建设。\n（三）实施布局优化行动。优化空间。\n（四）实施能级提升行动。拓展空间。",
            right: "一、任务\n（一）实施协同创新行动。共建平台。\n（二）实施行动方案。加快建设。\n（三）实施布局优化行动。优化空间。\n（四）实施能级提升行动。拓展空间。",
        },
    ],
    check: Check::Document(check),
};

/// Headings of published documents have at most 36 characters and one comma; a sentence that
/// swallowed its heading is longer. Where the other headings of a document are shorter still and
/// have no comma at all, one that has both more characters and more commas stands out.
const LONGEST_HEADING: usize = 40;
const SHORTEST_SENTENCE: usize = 44;
const SHORTEST_OUTLIER: usize = 24;
/// So many other headings show what is usual in the document.
const WITNESSES: usize = 6;

/// Headings that open many a document; where one is run together with the text, the stop's place is known.
const COMMON: [&str; 16] = [
    "总体要求",
    "指导思想",
    "基本原则",
    "工作原则",
    "总体思路",
    "总体目标",
    "主要目标",
    "发展目标",
    "工作目标",
    "目标任务",
    "目标愿景",
    "发展定位",
    "主攻方向",
    "重要意义",
    "重大意义",
    "组织领导",
];

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let sections = &document.outline.sections;
    let articles = sections.iter().filter(|s| s.kind == SectionKind::Article && s.placed.is_some());
    let articles: Vec<Heading> = articles.map(|section| Heading::of(document, section)).collect();
    let short = |article: &&Heading| article.runs_in && article.shape.length <= LONGEST_HEADING;
    let habitual = articles.iter().filter(short).count();
    let in_the_habit = articles.len() >= 3 && habitual * 4 >= articles.len() * 3;
    let usual = Usual::of(&articles);
    let stands_out = |Heading { section, shape, .. }: &Heading| {
        in_the_habit && (shape.is_sentence() || usual.is_exceeded_by(shape)) && !states(section)
    };
    let new_outlier = |article: &&Heading| stands_out(article) && common(article.section).is_none();
    let outliers = articles.iter().filter(new_outlier).count();
    let lists = Lists::of(document, &articles);
    for article in &articles {
        let section = article.section;
        // Two plain statements are a way of writing, not a slip.
        let outlier = stands_out(article) && (common(section).is_some() || outliers == 1);
        if let Some(end) = lists.seam(section) {
            findings.push(report(document, section, Some(end)));
        } else if outlier || runs_on(section) {
            findings.push(report(document, section, common(section).map(str::len)));
        } else if lists.has_outlier(section) {
            let message = "此处段首题比同级标题长得多，请核对末尾是否漏了句号。";
            let finding = Finding { message: message.to_owned(), ..report(document, section, None) };
            findings.push(finding.at_most(Severity::Hint));
        }
    }
}

/// The common heading that a section opens with.
fn common(section: &Section) -> Option<&'static str> {
    COMMON.into_iter().find(|heading| section.title.starts_with(heading))
}

/// True for a common heading that its text follows at once: 指导思想，坚持…, 工作目标 到2025年….
fn runs_on(section: &Section) -> bool {
    const VERBS: [&str; 10] =
        ["坚持", "以习近平", "高举", "深入", "全面贯彻", "认真贯彻", "紧紧围绕", "到20", "力争", "按照"];
    let Some(rest) = common(section).map(|heading| &section.title[heading.len()..]) else { return false };
    let apart = rest.starts_with(is_gap) || VERBS.iter().any(|verb| rest.starts_with(verb));
    apart && !states(section) && rest.chars().count() >= SHORTEST_TEXT
}

/// What stands for the stop after a heading.
fn is_gap(c: char) -> bool {
    matches!(c, '，' | ',') || is_blank(c)
}

/// Less than this after a heading is part of it (总体要求，主要目标).
const SHORTEST_TEXT: usize = 8;

/// True for a statement: it leads to what it says by a colon, or its first clause has a verb
/// (指导思想是…, 工作中要坚持…).
fn states(section: &Section) -> bool {
    // Nouns that contain 是 and 要.
    const NOUNS: [&str; 8] = ["实事求是", "要求", "重要", "主要", "必要", "需要", "要素", "要点"];
    let clause = section.title.split(['，', ',']).next().unwrap_or_default();
    let verbs = NOUNS.iter().fold(clause.to_owned(), |clause, noun| clause.replace(noun, ""));
    section.title.contains(['：', ':']) || verbs.contains(['是', '要'])
}

/// The heading of an article.
struct Heading<'a> {
    section: &'a Section,
    shape: Shape,
    /// True when text follows it in its paragraph.
    runs_in: bool,
}

impl<'a> Heading<'a> {
    fn of(document: &Document, section: &'a Section) -> Self {
        let runs_in = !document.lines[section.span.start.line].after_heading().is_empty();
        Self { section, shape: Shape::of(section), runs_in }
    }
}

/// What tells a heading from a sentence.
struct Shape {
    length: usize,
    commas: usize,
}

impl Shape {
    fn of(section: &Section) -> Self {
        let commas = section.title.matches(['，', ',', '；', ';']).count();
        Self { length: section.title.chars().count(), commas }
    }

    fn is_sentence(&self) -> bool {
        self.length >= SHORTEST_SENTENCE && self.commas >= 2
    }
}

/// The headings of a document: their lengths and commas, in ascending order.
struct Usual {
    lengths: Vec<usize>,
    commas: Vec<usize>,
}

impl Usual {
    fn of(articles: &[Heading]) -> Self {
        let shapes = articles.iter().map(|article| &article.shape);
        let headings = shapes.filter(|shape| shape.length <= LONGEST_HEADING);
        let (mut lengths, mut commas): (Vec<usize>, Vec<usize>) =
            headings.map(|shape| (shape.length, shape.commas)).unzip();
        lengths.sort_unstable();
        commas.sort_unstable();
        Self { lengths, commas }
    }

    /// True when the heading has more characters and more commas than any other.
    fn is_exceeded_by(&self, shape: &Shape) -> bool {
        let counted = usize::from(shape.length <= LONGEST_HEADING);
        let highest = |values: &[usize]| values.len().checked_sub(1 + counted).map_or(0, |at| values[at]);
        self.lengths.len() >= WITNESSES + counted
            && shape.length >= SHORTEST_OUTLIER
            && shape.length * 4 >= highest(&self.lengths) * 5
            && shape.commas > highest(&self.commas)
    }
}

/// The two greatest values of a list.
#[derive(Clone, Copy, Default)]
struct Greatest(usize, usize);

impl Greatest {
    fn add(&mut self, value: usize) {
        match value {
            _ if value > self.0 => *self = Self(value, self.0),
            _ => self.1 = self.1.max(value),
        }
    }

    /// The greatest of the others; `counted` tells whether `value` is one of the list.
    fn besides(self, value: usize, counted: bool) -> usize {
        if counted && value == self.0 { self.1 } else { self.0 }
    }
}

/// The articles under one heading.
#[derive(Default)]
struct List<'a> {
    members: usize,
    /// Headings that run into their paragraphs: how many, their lengths and commas.
    run_in: usize,
    lengths: Greatest,
    commas: Greatest,
    /// What the headings end with, and how many do.
    endings: FxHashMap<&'a str, usize>,
    /// The ending of all headings but one.
    shared: Option<&'a str>,
    /// Lines of those that are much longer than the others.
    outliers: Vec<usize>,
}

/// Headings by the heading that they stand under: what each looks like beside its siblings.
struct Lists<'a> {
    by_parent: FxHashMap<Option<usize>, List<'a>>,
    lengths: Greatest,
    run_in: usize,
}

/// An outlier has at least so many characters.
const SHORTEST_MERGED: usize = 14;
/// So many headings of its list show that one stands out.
const SIBLINGS: usize = 3;

impl<'a> Lists<'a> {
    fn of(document: &Document, articles: &[Heading<'a>]) -> Self {
        let mut lists = Self { by_parent: FxHashMap::default(), lengths: Greatest::default(), run_in: 0 };
        for Heading { section, shape, runs_in } in articles {
            let list = lists.by_parent.entry(section.parent).or_default();
            list.members += 1;
            *list.endings.entry(ending(&section.title)).or_default() += 1;
            if *runs_in {
                list.run_in += 1;
                list.lengths.add(shape.length);
                list.commas.add(shape.commas);
                lists.run_in += 1;
                lists.lengths.add(shape.length);
            }
        }
        for list in lists.by_parent.values_mut() {
            let all_but_one = |count: usize| count >= SIBLINGS && count + 1 == list.members;
            list.shared =
                list.endings.iter().find(|(_, count)| all_but_one(**count)).map(|(ending, _)| *ending);
        }
        let outliers: Vec<&Heading> =
            articles.iter().filter(|article| lists.is_outlier(document, article)).collect();
        for Heading { section, .. } in outliers {
            let list = lists.by_parent.entry(section.parent).or_default();
            list.outliers.push(section.span.start.line);
        }
        lists
    }

    /// True when the section is half as long again as its siblings, and has more commas than they or
    /// more characters than any other heading.
    fn is_outlier(&self, document: &Document, article: &Heading) -> bool {
        let Heading { section, ref shape, runs_in: counted } = *article;
        let list = &self.by_parent[&section.parent];
        let others = list.run_in - usize::from(counted);
        let shown = others >= SIBLINGS || others + 1 >= SIBLINGS && self.run_in > WITNESSES;
        let closed = document.lines[section.span.start.line].heading_stop.is_some();
        let statement = || section.title.contains(['：', ':']) || !counted && states(section);
        let longest = list.lengths.besides(shape.length, counted);
        shown
            && closed
            && others * 4 >= (list.members - 1) * 3
            && shape.length >= SHORTEST_MERGED
            && shape.length * 2 >= longest * 3
            && !statement()
            && (shape.commas > list.commas.besides(shape.commas, counted)
                || shape.length > self.lengths.besides(shape.length, counted))
    }

    fn has_outlier(&self, section: &Section) -> bool {
        self.by_parent[&section.parent].outliers == [section.span.start.line]
    }

    /// Where the heading of a section ends for certain, in bytes of its title: after the ending that all
    /// its siblings have, or where the text begins with the last words of the heading once more.
    fn seam(&self, section: &Section) -> Option<usize> {
        let (list, title) = (&self.by_parent[&section.parent], section.title.as_str());
        let ending = list.shared.filter(|ending| !title.ends_with(ending));
        let after = ending.and_then(|ending| title.find(ending).map(|at| at + ending.len()));
        let is_text = |end: &usize| title[*end..].chars().count() >= SHORTEST_TEXT;
        after.filter(is_text).or_else(|| repetition(title))
    }
}

/// Where the second of two equal stretches of four characters or more begins: 新发展阶段新发展阶段.
fn repetition(title: &str) -> Option<usize> {
    const LENGTHS: RangeInclusive<usize> = 4..=12;
    let characters: Vec<char> = title.chars().take(LONGEST_HEADING + LENGTHS.end()).collect();
    let shifted = |length: usize| characters.iter().zip(characters.get(length..).unwrap_or_default());
    // Few titles have any character twice at such a distance. All are compared, as that is done many at a time.
    let may_repeat =
        |length: &usize| shifted(*length).fold(false, |equal, (here, there)| equal | (here == there));
    let lengths: Vec<usize> = LENGTHS.rev().filter(may_repeat).collect();
    let repeats = |start: usize, length: usize| {
        let seam = start + length;
        let equal = |(here, there): (&char, &char)| here == there && is_hanzi(*here);
        let whole = seam < LONGEST_HEADING && seam + length <= characters.len();
        whole && shifted(length).skip(start).take(length).all(equal)
    };
    let seam =
        |start: usize| lengths.iter().find(|length| repeats(start, **length)).map(|length| start + length);
    let seam = (0..characters.len()).filter(|_| !lengths.is_empty()).find_map(seam)?;
    title.char_indices().nth(seam).map(|(at, _)| at)
}

/// The last two characters, which headings of one list may share: 行动, 工程.
fn ending(title: &str) -> &str {
    title.char_indices().nth_back(1).map_or(title, |(at, _)| &title[at..])
}

/// `end` is where the heading ends, in bytes of its title, when that is known.
fn report(document: &Document, section: &Section, end: Option<usize>) -> Finding {
    let line = section.span.start.line;
    let paragraph = &document.lines[line];
    let start = paragraph.heading.start;
    let shown: usize = section.title.chars().take(6).map(char::len_utf8).sum();
    let span = Span::on_line(line, start..start + shown);
    let finding = Finding::new(span, "段首题与正文之间通常用句号隔开，此处标题没有收束。");
    let Some(end) = end else { return finding };
    let at = start + end;
    let gap = paragraph.text[at..].chars().next().filter(|&c| is_gap(c));
    let edit = Edit::new(Span::on_line(line, at..at + gap.map_or(0, char::len_utf8)), "。");
    let heading = &section.title[..end];
    finding.with_fix(Fix::offered(format!("在“{heading}”后加句号"), vec![edit]))
}
