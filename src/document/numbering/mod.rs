//! The numbers of a whole document, read as the sequence that takes the fewest slips to explain.
//!
//! A marker can continue a list, open one, or be wrong, and what it is shows only in what follows:
//! 二、 after 二、 is a wrong number when 四、 comes next and an inserted section when 三、 does. So
//! several readings are carried along, each with its cost, and the cheapest one wins. A slip costs
//! about 100; a clean document never has more than a few readings alive, and readings that are a
//! whole slip behind are dropped, so the work grows with the number of markers alone.

use rustc_hash::FxHashMap;

mod counter;
mod place;
mod survey;

use super::marker::Level;
use place::{Reader, State, cost};
use survey::Survey;

/// A marker as the reader of sequences sees it.
#[derive(Clone, Debug)]
pub struct Token {
    /// Index of its paragraph.
    pub paragraph: usize,
    /// Level by form.
    pub level: Level,
    /// Number as written.
    pub number: u32,
    /// Whether it may be running text.
    pub doubt: Doubt,
    /// True when its heading runs into the text of its paragraph.
    pub run_in: bool,
    /// True when a list may start again here: an unnumbered heading or a line that ends in a colon
    /// stands between it and the marker before.
    pub fresh: bool,
    /// True when the number before it stands in the line above, in running text.
    pub continued: bool,
    /// True when numbering starts anew here: the first marker of an attachment.
    pub barrier: bool,
}

/// How sure it is that something that looks like a marker is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is one.
    None,
    /// It stands before a heading: taken unless the sequence speaks against it.
    Heading,
    /// It stands before a plain sentence: taken only when the sequence needs it.
    Prose,
}

/// What is wrong with a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// The number is not the one that the place asks for.
    Number,
    /// A list runs on where the others begin again, or the other way round.
    Scope,
    /// The marker has the form of another level.
    Level,
    /// A higher level stands below a lower one (（一） under 1.).
    Inversion,
}

/// How the numbers go on after a slip of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// They go on as if it had been right: a wrong number.
    Isolated,
    /// They go on from it: something is missing, or was inserted.
    Shifted,
    /// What it jumped over comes later: something was moved.
    Moved,
    /// The list begins again: the heading above it may be missing.
    Restarted,
}

/// A marker in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The marker.
    pub token: Token,
    /// Level that it stands at.
    pub level: Level,
    /// Number that its place asks for, the slips before it aside.
    pub expected: u32,
    /// What is wrong.
    pub slip: Option<Slip>,
    /// How a slip of number is resolved.
    pub resolution: Resolution,
    /// Index of the marker that it stands under.
    pub parent: Option<usize>,
    /// Index of the marker before it at its level: in its list, or the one that its list runs on from.
    pub previous: Option<usize>,
    /// True when it begins a list under its parent.
    pub opens: bool,
    /// True when it rightly begins another list under the same parent.
    pub begins_again: bool,
}

/// The markers of a document in their places; running text that looked like a marker is left out.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// In order of the text.
    pub placed: Vec<Placed>,
    /// Whether lists of a level run on from one parent to the next, by the majority of parents.
    pub runs_on: [Option<bool>; Level::COUNT],
}

/// One decision of a reading; decisions form a tree that is walked back from the cheapest end.
struct Step {
    before: u32,
    token: u32,
    level: Level,
    expected: u32,
    slip: Option<Slip>,
    parent: Option<u32>,
    previous: Option<u32>,
    opens: bool,
    begins_again: bool,
}

const NONE: u32 = u32::MAX;

/// Reads the markers of a document.
pub fn read(tokens: &[Token]) -> Reading {
    let survey = Survey::of(tokens);
    let mut steps: Vec<Step> = Vec::with_capacity(tokens.len());
    let start = State { stack: Vec::new(), runs: Default::default(), inversions: 0, cost: 0, step: NONE };
    let mut states = vec![start];
    for (index, token) in tokens.iter().enumerate() {
        let mut next = Vec::with_capacity(states.len() * 2);
        for mut state in states {
            if token.barrier {
                state.stack.clear();
                state.runs = Default::default();
            }
            Reader { tokens, survey: &survey, steps: &mut steps, next: &mut next, index: index as u32 }
                .place(&state);
        }
        states = prune(next);
    }
    let best = states.iter().min_by_key(|state| state.cost).map_or(NONE, |state| state.step);
    let mut reading = Reading { placed: walk_back(tokens, &steps, best), runs_on: survey.runs_on };
    resolve(&mut reading.placed);
    reading
}

fn prune(mut states: Vec<State>) -> Vec<State> {
    states.sort_by_key(|state| state.cost);
    let limit = states.first().map_or(0, |best| best.cost + cost::HORIZON);
    let mut kept: Vec<State> = Vec::with_capacity(states.len().min(cost::BEAM));
    for state in states {
        if state.cost > limit || kept.len() == cost::BEAM {
            break;
        }
        let same = |other: &State| {
            other.stack == state.stack && other.inversions == state.inversions && other.runs == state.runs
        };
        if !kept.iter().any(same) {
            kept.push(state);
        }
    }
    // Costs are kept small so that they never overflow.
    let base = kept.first().map_or(0, |best| best.cost);
    kept.iter_mut().for_each(|state| state.cost -= base);
    kept
}

fn walk_back(tokens: &[Token], steps: &[Step], mut at: u32) -> Vec<Placed> {
    let mut chosen = Vec::new();
    while at != NONE {
        chosen.push(&steps[at as usize]);
        at = steps[at as usize].before;
    }
    chosen.reverse();
    let mut place_of = vec![NONE; tokens.len()];
    for (place, step) in chosen.iter().enumerate() {
        place_of[step.token as usize] = place as u32;
    }
    let place = |token: u32| Some(place_of[token as usize]).filter(|&p| p != NONE).map(|p| p as usize);
    chosen
        .iter()
        .map(|step| Placed {
            token: tokens[step.token as usize].clone(),
            level: step.level,
            expected: step.expected,
            slip: step.slip,
            resolution: Resolution::Shifted,
            parent: step.parent.and_then(place),
            previous: step.previous.and_then(place),
            opens: step.opens,
            begins_again: step.begins_again,
        })
        .collect()
}

/// Finds out how each slip of number goes on.
fn resolve(placed: &mut [Placed]) {
    let runs = Runs::of(placed);
    for index in 0..placed.len() {
        let (written, expected) = (placed[index].token.number, placed[index].expected);
        let next = runs.following[index].map(|next| placed[next].token.number);
        match placed[index].slip {
            // A single first number that fits the other scope by chance is just a wrong or moved one.
            Some(Slip::Scope)
                if next == Some(expected) || next == Some(expected + 1) && next != Some(written + 1) =>
            {
                placed[index].slip = Some(Slip::Number);
                let wrong = next != Some(expected);
                placed[index].resolution = if wrong { Resolution::Isolated } else { Resolution::Moved };
            }
            Some(Slip::Number) => placed[index].resolution = runs.resolution(placed, index, next),
            _ => {}
        }
    }
}

/// The lists, each with the lists that go on from it as one run.
struct Runs {
    run_of: Vec<usize>,
    /// The marker that goes on from each.
    following: Vec<Option<usize>>,
    /// How often a number stands in a run.
    count: FxHashMap<(usize, u32), u32>,
    /// Numbers that are out of place at a level.
    misplaced: FxHashMap<(Level, u32), u32>,
}

impl Runs {
    fn of(placed: &[Placed]) -> Self {
        let mut runs = Self {
            run_of: Vec::with_capacity(placed.len()),
            following: vec![None; placed.len()],
            count: FxHashMap::default(),
            misplaced: FxHashMap::default(),
        };
        if placed.iter().all(|item| item.slip.is_none()) {
            return runs;
        }
        for (index, item) in placed.iter().enumerate() {
            let run =
                item.previous.filter(|_| !item.begins_again).map_or(index, |previous| runs.run_of[previous]);
            runs.run_of.push(run);
            if let Some(previous) = item.previous {
                runs.following[previous].get_or_insert(index);
            }
            *runs.count.entry((run, item.token.number)).or_default() += 1;
            if matches!(item.slip, Some(Slip::Number | Slip::Scope)) {
                *runs.misplaced.entry((item.level, item.token.number)).or_default() += 1;
            }
        }
        runs
    }

    fn resolution(&self, placed: &[Placed], index: usize, next: Option<u32>) -> Resolution {
        let item = &placed[index];
        let (written, expected) = (item.token.number, item.expected);
        let count = |number: u32| self.count.get(&(self.run_of[index], number)).copied().unwrap_or(0);
        if next == Some(expected + 1) && (written != 1 || expected > 1) {
            return Resolution::Isolated;
        }
        match written {
            1 if count(1) > 1 && next != Some(expected) => Resolution::Restarted,
            1 => Resolution::Moved,
            _ if written < expected && next.is_none() => Resolution::Isolated,
            _ if written < expected => Resolution::Shifted,
            // What was jumped over stands elsewhere: in this run, or out of place in another one.
            _ if count(expected) > 0 || self.misplaced.contains_key(&(item.level, expected)) => {
                Resolution::Moved
            }
            _ => Resolution::Shifted,
        }
    }
}
