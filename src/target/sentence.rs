//! One line, sentence by sentence and clause by clause: what carries over from one to the next.

use std::ops::Range;
use std::sync::Arc;

use crate::document::Paragraph;
use crate::text::{Characters, Words, is_blank};

use super::horizon::{Horizon, Period, Scope};
use super::predicate::{self, Mood, Verb};
use super::scan::{self, Anchor, Kind};
use super::{Review, Statements, clause, milestone};

/// What a clause finds around it.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The horizon in force, and where it is from.
    pub horizon: Option<(Arc<Horizon>, Scope)>,
    /// True after a word of commitment in the sentence.
    pub committed: bool,
    /// True after a word that reports.
    pub past: bool,
    /// The verb of the last statement, for those that leave it out.
    pub verb: Option<(&'static Verb, Range<usize>)>,
    /// The indicator of the last statement, for those that leave it out.
    pub indicator: Option<Range<usize>>,
}

impl Context {
    fn hear(&mut self, mood: Mood) {
        match mood {
            Mood::Past => (self.past, self.committed) = (true, false),
            Mood::Committed => self.committed = true,
        }
    }
}

/// Reads the statements of a line.
pub(super) fn read(paragraph: &Paragraph, line: &Characters) -> Statements {
    let text = &paragraph.text;
    let mut found = Statements { review: review(paragraph), ..Statements::default() };
    let anchors = scan::anchors(line, paragraph.body.clone());
    if anchors.is_empty() {
        return found;
    }
    let mut lead = None;
    let mut rest = &anchors[..];
    let start = match (&paragraph.marker, &paragraph.dash) {
        (Some(marker), _) => marker.text_start,
        (None, Some(dash)) => dash.end,
        (None, None) => paragraph.body.start,
    };
    for (index, sentence) in scan::sentences(line, start..paragraph.body.end).enumerate() {
        let before = rest.partition_point(|anchor| anchor.start < sentence.start);
        let count = rest[before..].partition_point(|anchor| anchor.start < sentence.end);
        let inside = &rest[before..before + count];
        rest = &rest[before + count..];
        if inside.is_empty() {
            continue;
        }
        let mut reader = Reader { text, line, found: &mut found, enclosed: Vec::new(), lead: &mut lead };
        // The heading of a paragraph may stand before the sentence that leads it.
        reader.sentence(sentence, inside, index <= 1);
    }
    found.given = given(paragraph, &found.horizons, lead);
    found
}

/// What the heading of a review or a glossary says about what follows.
fn review(paragraph: &Paragraph) -> Option<Review> {
    let heading = paragraph.heading();
    if heading.len() > 120 {
        return None;
    }
    static REST: Words = Words::new(&["名词解释", "名词注释", "名词术语", "用语说明"]);
    static SECTION: Words = Words::new(&["回顾", "工作总结", "主要成就", "取得的成绩", "取得的成效"]);
    if heading.chars().count() <= 20 && REST.are_in(heading) {
        return Some(Review::Rest);
    }
    SECTION.are_in(heading).then_some(Review::Section)
}

/// The horizon that a line gives to those below it.
fn given(
    paragraph: &Paragraph,
    horizons: &[Arc<Horizon>],
    lead: Option<Arc<Horizon>>,
) -> Option<Arc<Horizon>> {
    let within = |range: &Range<usize>| {
        horizons.iter().rfind(|horizon| range.contains(&horizon.range.start)).map(Arc::clone)
    };
    let heads = paragraph.marker.is_some()
        || paragraph.markdown_heading > 0
        || paragraph.heading_stop.is_none() && paragraph.length() <= 40;
    let of_heading = || within(&paragraph.heading).filter(|_| heads && paragraph.heading.len() <= 180);
    let body = paragraph.body();
    let last = body.trim_end_matches('。').rfind('。').map_or(0, |at| at + "。".len());
    // 要实现以下主要目标。 opens a list, 降至2以下。 does not.
    let announces = ["以下主要目标", "以下目标", "以下任务", "如下", "下列目标", "主要目标。", "预期目标。"];
    let opens = body.ends_with(['：', ':'])
        || body.ends_with('。') && announces.iter().any(|words| body[last..].contains(words));
    let of_lead = || within(&(paragraph.body.start + last..paragraph.body.end)).or(lead).filter(|_| opens);
    of_lead().or_else(of_heading)
}

struct Reader<'a> {
    text: &'a str,
    line: &'a Characters<'a>,
    found: &'a mut Statements,
    enclosed: Vec<Range<usize>>,
    /// The horizon that governs the paragraph from here on.
    lead: &'a mut Option<Arc<Horizon>>,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: Range<usize>, anchors: &[Anchor], may_lead: bool) {
        self.enclosed = scan::enclosed(self.line, sentence.clone());
        let horizons = self.horizons(&sentence, anchors);
        let first_horizon = self.found.horizons.len();
        self.found.horizons.extend(horizons.iter().map(Arc::clone));
        let mut context = Context {
            horizon: self.lead.clone().map(|horizon| (horizon, Scope::Paragraph)),
            past: self.lead.as_ref().is_some_and(|lead| lead.period == Period::Past),
            ..Context::default()
        };
        let mut rest = anchors;
        let all_moods = predicate::moods(&self.text[sentence.clone()]);
        let mut moods = &all_moods[..];
        for (clause, mark) in scan::clauses(self.line, sentence.clone(), &self.enclosed) {
            let count = rest.partition_point(|anchor| anchor.start < clause.end);
            let (inside, after) = rest.split_at(count);
            rest = after;
            let until = horizons.partition_point(|horizon| horizon.range.start < clause.end);
            let named = until.checked_sub(1).map(|last| &horizons[last]);
            let named = named.filter(|horizon| horizon.range.start >= clause.start);
            let said = moods.partition_point(|(at, _)| sentence.start + at < clause.end);
            let (inner, later) = moods.split_at(said);
            moods = later;
            inner.iter().for_each(|(_, mood)| context.hear(*mood));
            self.enter(&clause, mark, named, may_lead, sentence.start, &mut context);
            if !inside.is_empty() {
                let horizons = &self.found.horizons[first_horizon..];
                let source = clause::Source { text: self.text, enclosed: &self.enclosed, horizons };
                let read = clause::read(&source, clause.clone(), inside, &mut context);
                self.found.targets.extend(read.into_iter().map(Arc::new));
                let read = milestone::read(&source, clause.clone(), inside, &context);
                self.found.milestones.extend(read.map(Arc::new));
            }
            if let Some((horizon, scope)) = &mut context.horizon
                && *scope == Scope::Clause
            {
                *scope = Scope::Sentence;
                context.past |= horizon.period == Period::Past;
            }
        }
    }

    /// Takes up what a clause says for itself and for those after it.
    fn enter(
        &mut self,
        clause: &Range<usize>,
        mark: char,
        named: Option<&Arc<Horizon>>,
        may_lead: bool,
        sentence: usize,
        context: &mut Context,
    ) {
        let Some(horizon) = named else { return };
        let before = self.text[clause.start..horizon.range.start].trim_matches(is_blank);
        let after = self.text[horizon.range.end..clause.end].trim_matches(is_blank);
        context.past = horizon.period == Period::Past;
        context.horizon = Some((Arc::clone(horizon), Scope::Clause));
        let opens_sentence = clause.start == sentence && before.is_empty();
        let alone = before.is_empty() && after.is_empty();
        let announces = matches!(mark, '：' | ':');
        let leads = may_lead && (opens_sentence || alone) || self.lead.is_some() && opens_sentence;
        if (leads || announces) && !after.starts_with('是') {
            *self.lead = Some(Arc::clone(horizon));
        }
    }

    fn horizons(&self, sentence: &Range<usize>, anchors: &[Anchor]) -> Vec<Arc<Horizon>> {
        let mut found: Vec<Arc<Horizon>> = Vec::new();
        let mut from = sentence.start;
        for anchor in anchors.iter().filter(|anchor| matches!(anchor.kind, Kind::Digits | Kind::Time)) {
            let at = anchor.start;
            let glued = self.text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
            if at < from || glued {
                continue;
            }
            let enclosing = scan::around(&self.enclosed, at);
            let Some(horizon) = Horizon::read(self.text, at, from, sentence.end) else { continue };
            // Quotation marks may be the horizon's own; what else is enclosed says nothing of time.
            if enclosing.is_some_and(|range| horizon.range.start > range.start) {
                continue;
            }
            from = horizon.range.end;
            found.push(Arc::new(horizon));
        }
        found
    }
}
