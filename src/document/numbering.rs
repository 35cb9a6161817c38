//! The numbers of a whole document, read as the sequence that takes the fewest slips to explain.
//!
//! A marker can continue a list, open one, or be wrong, and what it is shows only in what follows:
//! 二、 after 二、 is a wrong number when 四、 comes next and an inserted section when 三、 does. So
//! several readings are carried along, each with its cost, and the cheapest one wins. A slip costs
//! about 100; a clean document never has more than a few readings alive, and readings that are a
//! whole slip behind are dropped, so the work grows with the number of markers alone.

use super::marker::Level;

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

/// Costs in hundredths of a slip. A wrong form of level explains more than a wrong number and is
/// preferred where both explain the same; so is a change of scope.
mod cost {
    pub const SLIP: u32 = 100;
    pub const SCOPE: u32 = 95;
    pub const LEVEL: u32 = 90;
    /// Against what a doubtful marker looks like.
    pub const DOUBT: u32 = 2;
    /// Against the way headings of a level stand in this document.
    pub const SHAPE: u32 = 20;
    /// A number that only follows from a slip of the parent.
    pub const CONSEQUENCE: u32 = 5;
    /// Readings that are this much dearer than the best are dropped.
    pub const HORIZON: u32 = 115;
    pub const BEAM: usize = 24;
}

/// The numbers that a list may go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counter {
    /// Last number as written.
    actual: u32,
    /// Last number as it should have been.
    intended: u32,
    /// Highest number so far.
    high: u32,
    /// Numbers that were jumped over and may come later.
    pending: Option<(u32, u32)>,
    /// Where the numbers would be if the scope had not changed; the next parent may go on from here.
    shadow: Option<u32>,
}

impl Counter {
    fn at(number: u32) -> Self {
        Self { actual: number, intended: number, high: number, pending: None, shadow: None }
    }

    fn expected(&self) -> u32 {
        self.intended + 1
    }

    /// The counter after `number`, or `None` when that is no continuation.
    fn next(&self, number: u32) -> Option<Self> {
        let pending = self.pending.filter(|&(first, _)| first == number);
        if let Some((first, last)) = pending {
            let pending = (first < last).then_some((first + 1, last));
            return Some(Self { pending, high: self.high, ..Self::at(number) });
        }
        if number == self.intended + 1 && self.intended != self.actual {
            return Some(Self::at(number));
        }
        if number == self.actual + 1 || number == self.high + 1 {
            let shadow = self.shadow.map(|shadow| shadow + 1);
            return Some(Self {
                high: self.high.max(number),
                pending: self.pending,
                shadow,
                ..Self::at(number)
            });
        }
        None
    }

    /// The counter after `number` in the list of the next parent that runs on from this one.
    fn next_parent(&self, number: u32) -> Option<Self> {
        self.next(number).or_else(|| (self.shadow == Some(number - 1)).then(|| Self::at(number)))
    }

    /// The counter after a wrong number.
    fn slipped(&self, number: u32) -> Self {
        let expected = self.expected();
        let pending = (number > expected).then_some((expected, number - 1));
        Self { actual: number, intended: expected, high: self.high.max(number), pending, shadow: None }
    }
}

/// An open list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    level: Level,
    token: u32,
    counter: Counter,
    /// A heading of this list may be missing: a list under it began again without one.
    heading_missed: bool,
    /// The heading that is open here was moved, so its children's numbers may jump.
    moved: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    counter: Counter,
    token: u32,
    grandparent: Option<u32>,
}

#[derive(Clone, Debug)]
struct State {
    stack: Vec<Open>,
    runs: [Option<Run>; Level::COUNT],
    /// Pairs of levels that this reading has already seen upside down.
    inversions: u128,
    cost: u32,
    step: u32,
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
    let mut following: Vec<Vec<usize>> = vec![Vec::new(); placed.len()];
    for (index, item) in placed.iter().enumerate() {
        if let Some(previous) = item.previous {
            following[previous].push(index);
        }
    }
    for index in 0..placed.len() {
        let (written, expected) = (placed[index].token.number, placed[index].expected);
        let next = following[index].first().map(|&next| placed[next].token.number);
        match placed[index].slip {
            // A single first number that fits the other scope by chance is just a wrong number.
            Some(Slip::Scope) if next == Some(expected + 1) && next != Some(written + 1) => {
                placed[index].slip = Some(Slip::Number);
                placed[index].resolution = Resolution::Isolated;
            }
            Some(Slip::Number) => placed[index].resolution = resolution(placed, &following, index),
            _ => {}
        }
    }
}

fn resolution(placed: &[Placed], following: &[Vec<usize>], index: usize) -> Resolution {
    let (written, expected) = (placed[index].token.number, placed[index].expected);
    let Some(&(mut at)) = following[index].first() else {
        return match written {
            1 => Resolution::Restarted,
            _ if written > expected => Resolution::Shifted,
            _ => Resolution::Isolated,
        };
    };
    if placed[at].token.number == expected + 1 && (written != 1 || expected > 1) {
        return Resolution::Isolated;
    }
    if written == 1 {
        return Resolution::Restarted;
    }
    while written > expected {
        if placed[at].token.number == expected {
            return Resolution::Moved;
        }
        match following[at].first() {
            Some(&next) if placed[at].slip != Some(Slip::Number) => at = next,
            _ => break,
        }
    }
    Resolution::Shifted
}

/// The last marker of a level, for the survey.
#[derive(Clone, Copy)]
struct Last {
    number: u32,
    /// Its number if all lists of its level ran on.
    shadow: u32,
    grandparent: Option<u32>,
}

/// What the document as a whole does with its levels.
struct Survey {
    runs_on: [Option<bool>; Level::COUNT],
    /// The level that mostly stands right under each level.
    usual_child: [Option<Level>; Level::COUNT],
    /// The highest level that stands under none more than once.
    usual_root: Option<Level>,
    /// Whether headings of each level run into their paragraphs, where nearly all do the same.
    run_in: [Option<bool>; Level::COUNT],
}

impl Survey {
    fn of(tokens: &[Token]) -> Self {
        let mut votes = [[0i64; 2]; Level::COUNT];
        let mut first_vote = [None; Level::COUNT];
        let mut children = [[0u32; Level::COUNT]; Level::COUNT];
        let mut roots = [0u32; Level::COUNT];
        let mut shapes = [[0u32; 2]; Level::COUNT];
        let mut stack: Vec<(Level, u32)> = Vec::new();
        let mut last: [Option<Last>; Level::COUNT] = [None; Level::COUNT];
        for (index, token) in tokens.iter().enumerate().filter(|(_, token)| token.doubt == Doubt::None) {
            if token.barrier {
                stack.clear();
                last = [None; Level::COUNT];
            }
            while stack.last().is_some_and(|&(level, _)| level > token.level) {
                stack.pop();
            }
            let level = token.level as usize;
            shapes[level][usize::from(token.run_in)] += 1;
            let grandparent = stack.len().checked_sub(2).map(|at| stack[at].1);
            if stack.last().is_some_and(|&(top, _)| top == token.level) {
                stack.pop();
            } else {
                if let Some(&(parent, _)) = stack.last() {
                    children[parent as usize][level] += 1;
                }
                if let Some(Last { number, shadow, grandparent: old }) = last[level] {
                    let runs_on =
                        token.number == number + 1 || token.number > 1 && token.number == shadow + 1;
                    if runs_on || token.number == 1 && old == grandparent {
                        votes[level][usize::from(runs_on)] += 1;
                        first_vote[level].get_or_insert(runs_on);
                    }
                }
            }
            if stack.is_empty() {
                roots[level] += 1;
            }
            stack.push((token.level, index as u32));
            let grandparent = stack.len().checked_sub(3).map(|at| stack[at].1);
            let shadow = last[level].map_or(0, |last: Last| last.shadow) + 1;
            let shadow = if token.number == 1 { shadow } else { shadow.max(token.number) };
            last[level] = Some(Last { number: token.number, shadow, grandparent });
        }
        let runs_on = std::array::from_fn(|level| match votes[level] {
            // 条 run on through the chapters of a regulation.
            [0, 0] => (level == Level::Article as usize).then_some(true),
            [restarts, continues] if restarts == continues => first_vote[level],
            [restarts, continues] => Some(continues > restarts),
        });
        let most = |counts: &[u32; Level::COUNT]| {
            let (best, count) = counts.iter().enumerate().max_by_key(|&(_, &count)| count)?;
            (*count > 0).then(|| LEVELS[best])
        };
        let usual_child = std::array::from_fn(|parent| most(&children[parent]));
        let usual_root = (0..Level::COUNT).find(|&level| roots[level] >= 2).map(|level| LEVELS[level]);
        let run_in = shapes.map(|[apart, run_in]| match (apart * 4 <= run_in, run_in * 4 <= apart) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        });
        Self { runs_on, usual_child, usual_root, run_in }
    }
}

const LEVELS: [Level; Level::COUNT] = [
    Level::Part,
    Level::Chapter,
    Level::Section,
    Level::Article,
    Level::Han,
    Level::ParenHan,
    Level::Arabic,
    Level::ParenArabic,
    Level::Circled,
];

/// Places one token after one state, in every way that is worth its cost.
struct Reader<'a> {
    tokens: &'a [Token],
    survey: &'a Survey,
    steps: &'a mut Vec<Step>,
    next: &'a mut Vec<State>,
    index: u32,
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

    fn place(&mut self, state: &State) {
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
        let runs_on = self.survey.runs_on[level as usize];
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
        let wrong_level = |choice: Choice| {
            let shape = self.survey.run_in[choice.level as usize];
            let unlike = shape.is_some_and(|run_in| run_in != token.run_in);
            let cost = cost::LEVEL + if unlike { cost::SHAPE } else { 0 };
            Choice { slip: Some(Slip::Level), cost, ..choice }
        };
        for (depth, open) in state.stack.iter().enumerate().filter(|(_, open)| open.level != token.level) {
            if open.counter.expected() == token.number || open.counter.actual + 1 == token.number {
                let token = Token { level: open.level, ..token.clone() };
                choices.push(wrong_level(self.sibling(state, depth, &token)));
            }
        }
        let top = state.stack.last().map(|open| open.level);
        let child = top.map_or(self.survey.usual_root, |level| self.survey.usual_child[level as usize]);
        if let Some(level) =
            child.filter(|&level| level != token.level && state.stack.iter().all(|open| open.level != level))
        {
            let choice = self.opening(state, state.stack.len(), level, token);
            if choice.cost == 0 {
                choices.push(wrong_level(choice));
            }
        }
        choices
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
