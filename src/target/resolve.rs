//! What the statements of a line inherit from the lines over it: horizons, and whether they are past.

use std::ops::Range;
use std::sync::Arc;

use crate::document::{Document, Role};
use crate::text::numeral;

use super::horizon::{Horizon, Scope};
use super::{Goal, Promises, Resolved, Review, Statements, Target};

/// The year that relative horizons are counted from: that of the adoption note, or of the date under
/// or over the text where there is no note.
pub fn adoption_year(document: &Document) -> Option<u32> {
    let front = &document.front;
    let dated = |line: usize| {
        let text = document.lines[line].body();
        let year = text.split_once('年')?.0.trim_start_matches(['（', '(']);
        year.parse().ok().or_else(|| numeral::parse(year)).filter(|year| (1900..=2100).contains(year))
    };
    let formal = |role: &Role| matches!(role, Role::Signature | Role::Formal);
    let lines = || front.roles.iter().enumerate().filter(|(_, role)| formal(role)).map(|(line, _)| line);
    front.adoption.as_ref().map(|note| note.date.0).or_else(|| lines().filter_map(dated).max())
}

/// Resolves the statements of all lines, one item for each line. Looks at stored facts only.
pub fn resolve<'a>(document: &Document, statements: impl IntoIterator<Item = &'a Statements>) -> Promises {
    let mut promises = Promises { year: adoption_year(document), ..Promises::default() };
    let mut place = Place { document, next: 0, sections: Vec::new(), given: Vec::new(), reviewed_until: 0 };
    for (line, said) in statements.into_iter().enumerate() {
        if said.is_empty() || document.front.roles.get(line) != Some(&Role::Body) {
            continue;
        }
        place.enter(line, said);
        if line < place.reviewed_until {
            continue;
        }
        place.promised(line, said, &mut promises);
    }
    promises
}

/// A line's place among the sections, and what is in force there.
struct Place<'a> {
    document: &'a Document,
    /// The next section to be entered.
    next: usize,
    /// Sections that are open: index, and the line that they end before.
    sections: Vec<(usize, usize)>,
    /// Horizons in force, innermost last.
    given: Vec<Given>,
    /// The line before which everything is a review.
    reviewed_until: usize,
}

struct Given {
    horizon: Arc<Horizon>,
    line: usize,
    /// The line that it ends before.
    end: usize,
    scope: Scope,
}

impl Place<'_> {
    fn enter(&mut self, line: usize, said: &Statements) {
        let sections = &self.document.outline.sections;
        while let Some(section) = sections.get(self.next).filter(|section| section.extent.start <= line) {
            self.sections.retain(|&(_, end)| end > section.extent.start);
            self.sections.push((self.next, section.extent.end));
            self.next += 1;
        }
        self.sections.retain(|&(_, end)| end > line);
        self.given.retain(|given| given.end > line);
        let heads = self.sections.last().filter(|&&(section, _)| sections[section].extent.start == line);
        let extent = |&(section, _): &(usize, usize)| -> Range<usize> { sections[section].extent.clone() };
        match (said.review, heads.map(extent)) {
            (Some(Review::Rest), _) => self.reviewed_until = usize::MAX,
            (Some(Review::Section), Some(extent)) => {
                self.reviewed_until = self.reviewed_until.max(extent.end);
            }
            _ => {}
        }
        let Some(horizon) = &said.given else { return };
        let scope = if heads.is_some() { Scope::Heading } else { Scope::Lead };
        let end = self.sections.last().map_or(self.document.lines.len(), |&(_, end)| end);
        self.given.push(Given { horizon: Arc::clone(horizon), line, end, scope });
    }

    fn promised(&self, line: usize, said: &Statements, promises: &mut Promises) {
        for statement in &said.targets {
            let horizon = self.horizon(line, statement.horizon.as_ref(), promises.year);
            let reports = horizon.as_ref().is_some_and(|horizon| horizon.horizon.is_past(promises.year));
            if !statement.is_past && (!reports || statement.is_committed) {
                promises.targets.push(Target { line, statement: Arc::clone(statement), horizon });
            }
        }
        for milestone in &said.milestones {
            let horizon = self.horizon(line, milestone.horizon.as_ref(), promises.year);
            let reports = horizon.as_ref().is_some_and(|horizon| horizon.horizon.is_past(promises.year));
            if !milestone.is_past && !reports {
                promises.milestones.push(Goal { line, milestone: Arc::clone(milestone), horizon });
            }
        }
    }

    fn horizon(
        &self,
        line: usize,
        own: Option<&(Arc<Horizon>, Scope)>,
        adoption: Option<u32>,
    ) -> Option<Resolved> {
        let resolved = |horizon: &Arc<Horizon>, line, scope| Resolved {
            horizon: Arc::clone(horizon),
            line,
            scope,
            years: horizon.years(adoption),
        };
        match own {
            Some((horizon, scope)) => Some(resolved(horizon, line, *scope)),
            None => self.given.last().map(|given| resolved(&given.horizon, given.line, given.scope)),
        }
    }
}
