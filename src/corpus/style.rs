//! How published documents number and head their sections.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::{Document, Level, SectionKind};

/// How a document numbers and heads its sections, or how all of them do, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// Documents whose （一） runs on through the chapters.
    pub running: usize,
    /// Documents whose （一） begins again in each chapter.
    pub restarting: usize,
    /// Markers by form, brackets in full width: the marker of number one, and how many are so.
    pub markers: BTreeMap<String, usize>,
    /// Headings that the text runs into, closed by a full stop.
    pub run_in: usize,
    /// Headings on a line of their own without a stop.
    pub own_line: usize,
    /// Headings on a line of their own with a stop.
    pub own_line_stopped: usize,
}

impl Style {
    /// The style of one document.
    pub(super) fn of(document: &Document) -> Self {
        let mut style = Self::default();
        match document.reading.runs_on[Level::ParenHan as usize] {
            Some(true) => style.running = 1,
            Some(false) => style.restarting = 1,
            None => {}
        }
        for placed in &document.reading.placed {
            *style.markers.entry(placed.level.write(1)).or_default() += 1;
        }
        let headings = document.outline.sections.iter().filter(|s| s.kind != SectionKind::Dash);
        for section in headings {
            let paragraph = &document.lines[section.span.start.line];
            let counter = match (paragraph.heading_stop, paragraph.after_heading().is_empty()) {
                (Some(_), false) => &mut style.run_in,
                (Some(_), true) => &mut style.own_line_stopped,
                (None, _) => &mut style.own_line,
            };
            *counter += 1;
        }
        style
    }

    /// Adds another document's.
    pub(super) fn add(&mut self, other: &Self) {
        self.running += other.running;
        self.restarting += other.restarting;
        for (form, count) in &other.markers {
            *self.markers.entry(form.clone()).or_default() += count;
        }
        self.run_in += other.run_in;
        self.own_line += other.own_line;
        self.own_line_stopped += other.own_line_stopped;
    }
}
