//! （以下简称“管委会”）……

use std::ops::Range;

use memchr::memmem::Finder;

use crate::document::{Document, Role};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Position, Span, is_blank};

/// An abbreviation is introduced before it is used, and used after it is introduced.
pub static RULE: Rule = Rule {
    id: "references/abbreviation",
    severity: Severity::Info,
    summary: "“以下简称”先注明后使用，注明了就使用",
    why: "简称在第一次用全称时注明，此后才使用；注明以后下文没有用到，就不必注明。省委、市委等通用简称不用注明，不在检查之列。",
    basis: Basis::Practice("全称在前，同时注明简称"),
    examples: &[
        Example {
            wrong: "设立中国科技城管理委员会（以下简称“[[科管委]]”）。\n管理委员会负责日常工作。",
            right: "设立中国科技城管理委员会（以下简称“科管委”）。\n管理委员会负责日常工作。",
        },
        Example {
            wrong: "由[[科管委]]牵头落实。\n设立中国科技城管理委员会(以下简称科管委)。\n科管委负责日常工作。",
            right: "由科管委牵头落实。\n设立中国科技城管理委员会(以下简称科管委)。\n科管委负责日常工作。",
        },
        Example {
            wrong: "科技城新区管委会发挥作用。\n设立中国科技城新区管委会（以下简称“新区管委会”），印发《关于加强党的建设的意见》（以下简称《意见》）。\n新区管委会落实《意见》。",
            right: "科技城新区管委会发挥作用。\n设立中国科技城新区管委会（以下简称“新区管委会”），印发《关于加强党的建设的意见》（以下简称《意见》）。\n新区管委会落实《意见》。",
        },
        Example {
            wrong: "省委、市委统筹，规上企业参与，以下简称从略。",
            right: "省委、市委统筹，规上企业参与，以下简称从略。",
        },
    ],
    check: Check::Document(check),
};

/// An abbreviation where it is introduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction<'a> {
    /// 0-based line.
    pub line: usize,
    /// The bytes of the abbreviation in its line.
    pub range: Range<usize>,
    /// The abbreviation, with its 《》 but without quotation marks.
    pub name: &'a str,
    /// Where the bracket begins in which it is introduced.
    pub bracket: usize,
}

/// The abbreviations that a draft introduces, in order of place, web residue and code left out.
pub fn introductions(draft: &Draft) -> impl Iterator<Item = Introduction<'_>> {
    let lines = draft.lines.iter().zip(&draft.document.front.roles).enumerate();
    lines.filter(|(_, (_, role))| role.is_proofread()).flat_map(|(line, (read, _))| {
        let text = read.paragraph.text.as_str();
        read.terms.introductions.iter().filter_map(move |&end| Introduction::read(line, text, end))
    })
}

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    for introduced in introductions(draft) {
        let (name, place) = (introduced.name, introduced.span());
        if !is_used_after(document, &introduced) {
            let message = format!("“{name}”注明为简称后，下文没有用到。");
            findings.push(Finding::new(place, message));
        }
        if let Some(span) = use_before(document, &introduced) {
            let message = format!("“{name}”在第 {} 行才注明是简称，此处先用了。", introduced.line + 1);
            findings.push(Finding::new(span, message).with_related(place, "在这里注明"));
        }
    }
}

impl<'a> Introduction<'a> {
    /// Reads what follows 以下简称, which ends at `end`. It has to be the whole rest of a bracket.
    fn read(line: usize, text: &'a str, end: usize) -> Option<Self> {
        let bracket = text[..end].rfind(['（', '('])?;
        let rest = &text[end..];
        let rest =
            rest.trim_start_matches(|c| is_blank(c) || matches!(c, '：' | ':' | '为' | '“' | '‘' | '"'));
        let start = text.len() - rest.len();
        let close = rest.find(['）', ')'])?;
        let name = rest[..close].trim_end_matches(|c| is_blank(c) || matches!(c, '”' | '’' | '"'));
        let sound = (2..=20).contains(&name.chars().count())
            && !name.contains(['、', '，', ',', '。', '；', '“', '”', '"', '（', '(']);
        sound.then(|| Self { line, range: start..start + name.len(), name, bracket })
    }

    /// Where the abbreviation stands.
    pub fn span(&self) -> Span {
        Span::on_line(self.line, self.range.clone())
    }

    /// What is abbreviated, as far as the clause before the bracket goes.
    pub fn full<'b>(&self, document: &'b Document) -> &'b str {
        let before = &document.lines[self.line].text[..self.bracket];
        before.rsplit(['，', ',', '。', '；', ';', '、']).next().unwrap_or_default()
    }
}

/// True when the name comes again. No fact of a line tells of names that another line introduces, so that
/// texts are looked through, up to the first use.
fn is_used_after(document: &Document, introduced: &Introduction) -> bool {
    let name = Finder::new(introduced.name);
    let rest = &document.lines[introduced.line].text[introduced.range.end..];
    let below = document.lines[introduced.line + 1..].iter().map(|paragraph| paragraph.text.as_str());
    std::iter::once(rest).chain(below).any(|text| name.find(text.as_bytes()).is_some())
}

/// The first use in the running text before the name is introduced.
fn use_before(document: &Document, introduced: &Introduction) -> Option<Span> {
    let name = introduced.name;
    // A part of the full name, and a word of two characters, may stand for anything before.
    if introduced.full(document).contains(name) || name.chars().count() <= 2 || name.starts_with('《') {
        return None;
    }
    let lines = document.lines[..=introduced.line].iter().enumerate();
    let mut running = lines.filter(|(line, _)| document.front.roles[*line] == Role::Body);
    let finder = Finder::new(name);
    running.find_map(|(line, paragraph)| {
        let end = if line == introduced.line { introduced.bracket } else { paragraph.text.len() };
        let at = finder.find(&paragraph.text.as_bytes()[..end])?;
        Some(Span { start: Position::new(line, at), end: Position::new(line, at + name.len()) })
    })
}
