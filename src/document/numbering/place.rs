//! The ways to place one marker after a reading of those before it, each with its cost.

use super::counter::Counter;
use super::survey::Survey;
use super::{Doubt, Slip, Step, Token};
use crate::document::marker::Level;

/// Costs in hundredths of a slip. A wrong form of level explains more than a wrong number and is
/// preferred where both explain the same; so is a change of scope.
pub(super) mod cost {
    pub const SLIP: u32 = 100;
    pub const SCOPE: u32 = 95;
    pub const LEVEL: u32 = 90;
    /// Against what a doubtful marker looks like.
    pub const DOUBT: u32 = 2;
    /// Against the way headings of a level stand in this document.
    pub const SHAPE: u32 = 20;
    /// The same, where the text of the heading shows it.
    pub const RUN_IN: u32 = 120;
    /// A number that only follows from a slip of the parent.
    pub const CONSEQUENCE: u32 = 5;
    /// Readings that are this much dearer than the best are dropped.
    pub const HORIZON: u32 = 115;
    pub const BEAM: usize = 24;
}

/// An open list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) level: Level,
    pub(super) token: u32,
    pub(super) counter: Counter,
    /// A heading of this list may be missing: a list under it began again without one.
    pub(super) heading_missed: bool,
    /// The heading that is open here was moved, so its children's numbers may jump.
    pub(super) moved: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) counter: Counter,
    pub(super) token: u32,
    pub(super) grandparent: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) stack: Vec<Open>,
    pub(super) runs: [Option<Run>; Level::COUNT],
    /// Pairs of levels that this reading has already seen upside down.
    pub(super) inversions: u128,
    pub(super) cost: u32,
    pub(super) step: u32,
}

/// Places one token after one state, in every way that is worth its cost.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) survey: &'a Survey,
    pub(super) steps: &'a mut Vec<Step>,
    pub(super) next: &'a mut Vec<State>,
    pub(super) index: u32,
}

/// A way to place a token.
struct Choice {
    /// Open lists that stay open below which it is placed.
    depth: usize,
    level: Level,
    counter: Counter,
    expected: u32,
    slip: Option<Slip>,
    cost: u32,
    opens: bool,
    begins_again: bool,
    previous: Option<u32>,
    inversion: Option<u128>,
}

impl Reader<'_> {
    fn token(&self) -> &Token {
        &self.tokens[self.index as usize]
    }

    pub(super) fn place(&mut self, state: &State) {
        let token = self.token().clone();
        let mut choices = self.as_written(state, &token);
        if token.doubt != Doubt::None {
            choices.retain(|choice| choice.cost == 0);
        } else {
            choices.extend(self.at_other_levels(state, &token));
        }
        let doubt = if token.doubt == Doubt::Prose { cost::DOUBT } else { 0 };
        for choice in choices {
            self.take(state, Choice { cost: choice.cost + doubt, ..choice });
        }
        match token.doubt {
            Doubt::None => {}
            Doubt::Heading => self.next.push(State { cost: state.cost + cost::DOUBT, ..state.clone() }),
            Doubt::Prose => self.next.push(state.clone()),
        }
    }

    /// The token at the level that its form says: in an open list, or opening one.
    fn as_written(&self, state: &State, token: &Token) -> Vec<Choice> {
        let mut choices = Vec::with_capacity(3);
        if let Some(depth) = state.stack.iter().rposition(|open| open.level == token.level) {
            choices.push(self.sibling(state, depth, token));
        } else {
            let depth = state.stack.iter().rposition(|open| open.level < token.level).map_or(0, |at| at + 1);
            choices.push(self.opening(state, depth, token.level, token));
        }
        // Upside down: a higher level that begins under a lower one.
        let inverted = state.stack.last().is_some_and(|top| top.level > token.level) && token.number == 1;
        if inverted && state.stack.iter().all(|open| open.level != token.level) {
            let top = state.stack[state.stack.len() - 1].level;
            let pair = 1u128 << (top as usize * Level::COUNT + token.level as usize);
            let known = state.inversions & pair != 0;
            let mut choice = self.opening(state, state.stack.len(), token.level, token);
            choice.cost = if known { 0 } else { cost::LEVEL };
            choice.slip = (!known).then_some(Slip::Inversion);
            choice.inversion = Some(pair);
            choices.push(choice);
        }
        choices
    }

    fn sibling(&self, state: &State, depth: usize, token: &Token) -> Choice {
        let open = &state.stack[depth];
        let mut expected = open.counter.expected();
        let mut counter = open.counter.next(token.number);
        if counter.is_none() && open.heading_missed && token.number == open.counter.actual + 2 {
            // The heading that was missed takes its slip with it; the jump shows where.
            counter = Some(Counter::at(token.number));
        }
        let mut price = 0;
        let begins_again = counter.is_none() && token.fresh && token.number == 1;
        if begins_again {
            counter = Some(Counter::at(1));
        }
        if token.continued {
            counter = counter.or(Some(Counter::at(token.number)));
        }
        match counter {
            Some(_) => expected = token.number,
            None => price = cost::SLIP,
        }
        Choice {
            depth,
            level: token.level,
            counter: counter.unwrap_or_else(|| open.counter.slipped(token.number)),
            expected,
            slip: (price > 0).then_some(Slip::Number),
            cost: price,
            opens: false,
            begins_again,
            previous: Some(open.token),
            inversion: None,
        }
    }

    fn opening(&self, state: &State, depth: usize, level: Level, token: &Token) -> Choice {
        let run = state.runs[level as usize].as_ref();
        // The survey takes levels to stand in their usual order; upside down it has nothing to say.
        let runs_on = self.survey.runs_on[level as usize].filter(|_| state.inversions == 0);
        let parent_moved = depth.checked_sub(1).is_some_and(|at| state.stack[at].moved);
        let grandparent = depth.checked_sub(2).map(|at| state.stack[at].token);
        let new_grandparent = run.is_none_or(|run| run.grandparent != grandparent);
        let continued = run.and_then(|run| run.counter.next_parent(token.number));
        let restarts = token.number == 1;
        let mut choice = Choice {
            depth,
            level,
            counter: Counter::at(token.number),
            expected: token.number,
            slip: None,
            cost: 0,
            opens: true,
            begins_again: false,
            previous: None,
            inversion: None,
        };
        // An excerpt of a regulation begins anywhere.
        let excerpt = level == Level::Article && run.is_none() && token.number > 3;
        if token.continued || excerpt {
            return choice;
        }
        if restarts && (runs_on != Some(true) || run.is_none() || new_grandparent || token.fresh) {
            return choice;
        }
        choice.previous =
            run.filter(|_| runs_on == Some(true) || !restarts && continued.is_some()).map(|run| run.token);
        if let Some(counter) = continued.filter(|_| runs_on != Some(false)) {
            choice.counter = counter;
            return choice;
        }
        let base = if runs_on == Some(true) {
            run.map_or(Counter::at(0), |run| run.counter)
        } else {
            Counter::at(0)
        };
        let base = Counter { pending: None, ..base };
        choice.expected = base.expected();
        choice.counter = base.slipped(token.number);
        (choice.slip, choice.cost) = match run {
            Some(run) if runs_on == Some(true) && parent_moved && token.number > run.counter.intended => {
                (None, cost::CONSEQUENCE)
            }
            _ if restarts || continued.is_some() => {
                choice.counter = Counter { pending: None, shadow: Some(choice.expected), ..choice.counter };
                (Some(Slip::Scope), cost::SCOPE)
            }
            _ => (Some(Slip::Number), cost::SLIP),
        };
        choice.previous = choice.previous.filter(|_| choice.expected > 1);
        choice
    }

    /// The token as a marker of another level whose next number it carries: （三） typed as 三、.
    fn at_other_levels(&self, state: &State, token: &Token) -> Vec<Choice> {
        let mut choices = Vec::new();
        let shape = |level: Level| self.survey.run_in[level as usize];
        let unlike = |level: Level| shape(level).is_some_and(|run_in| run_in != token.run_in);
        let fits = self.fits(state, token);
        let wrong_level = |choice: Choice| {
            // A marker that goes on well as it is written is of another level only when its heading
            // looks like one of that level and not like one of its own.
            let told = unlike(token.level) && shape(choice.level).is_some() && !unlike(choice.level);
            let doubted = unlike(choice.level) || fits && !told;
            // A heading may stand alone for once, but one that runs into its text is no chapter's
            // where chapters stand alone.
            let runs_in = unlike(choice.level) && token.run_in;
            let cost = cost::LEVEL
                + match (runs_in, doubted) {
                    (true, _) => cost::RUN_IN,
                    (false, true) => cost::SHAPE,
                    (false, false) => 0,
                };
            Choice { slip: Some(Slip::Level), cost, ..choice }
        };
        for (depth, open) in
            state.stack.iter().enumerate().filter(|(_, open)| confusable(open.level, token.level))
        {
            if open.counter.expected() == token.number || open.counter.actual + 1 == token.number {
                let token = Token { level: open.level, ..token.clone() };
                choices.push(wrong_level(self.sibling(state, depth, &token)));
            }
        }
        let top = state.stack.last().map(|open| open.level);
        let child = top.map_or(self.survey.usual_root, |level| self.survey.usual_child[level as usize]);
        if let Some(level) = child.filter(|&level| {
            confusable(level, token.level) && state.stack.iter().all(|open| open.level != level)
        }) {
            let choice = self.opening(state, state.stack.len(), level, token);
            if choice.cost == 0 {
                choices.push(wrong_level(choice));
            }
        }
        choices
    }

    /// True when the number goes on in an open list of its level, or leaves out one.
    fn fits(&self, state: &State, token: &Token) -> bool {
        let open = state.stack.iter().rfind(|open| open.level == token.level);
        open.is_some_and(|open| (1..=2).contains(&token.number.saturating_sub(open.counter.actual)))
    }

    fn take(&mut self, state: &State, choice: Choice) {
        let token = self.token().clone();
        let mut stack = state.stack[..choice.depth].to_vec();
        let parent = stack.last().map(|open| open.token);
        let restarted_under = choice.slip == Some(Slip::Number) && token.number == 1 && !choice.opens;
        if let Some(above) = stack.last_mut().filter(|_| restarted_under) {
            above.heading_missed = true;
        }
        let moved = choice.slip == Some(Slip::Number)
            || !choice.opens && token.number != state.stack[choice.depth].counter.actual + 1;
        stack.push(Open {
            level: choice.level,
            token: self.index,
            counter: choice.counter,
            heading_missed: false,
            moved,
        });
        let mut runs = state.runs.clone();
        let grandparent = stack.len().checked_sub(3).map(|at| stack[at].token);
        runs[choice.level as usize] = Some(Run { counter: choice.counter, token: self.index, grandparent });
        self.steps.push(Step {
            before: state.step,
            token: self.index,
            level: choice.level,
            expected: choice.expected,
            slip: choice.slip,
            parent,
            previous: choice.previous,
            opens: choice.opens,
            begins_again: choice.begins_again,
        });
        self.next.push(State {
            stack,
            runs,
            inversions: state.inversions | choice.inversion.unwrap_or(0),
            cost: state.cost + choice.cost,
            step: self.steps.len() as u32 - 1,
        });
    }
}

/// True for levels whose markers are taken for each other. Nobody writes 第一章 for anything else.
fn confusable(one: Level, other: Level) -> bool {
    one != other && one >= Level::Han && other >= Level::Han
}
