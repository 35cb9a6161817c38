//! What a document as a whole does with its levels: the ground on which single markers are judged.

use super::{Doubt, Token};
use crate::document::marker::Level;

/// The last marker of a level, for the survey.
#[derive(Clone, Copy)]
struct Last {
    number: u32,
    /// Its number if all lists of its level ran on.
    shadow: u32,
    grandparent: Option<u32>,
}

/// What the document as a whole does with its levels.
pub(super) struct Survey {
    pub(super) runs_on: [Option<bool>; Level::COUNT],
    /// The level that mostly stands right under each level.
    pub(super) usual_child: [Option<Level>; Level::COUNT],
    /// The highest level that stands under none more than once.
    pub(super) usual_root: Option<Level>,
    /// Whether headings of each level run into their paragraphs, where nearly all do the same.
    pub(super) run_in: [Option<bool>; Level::COUNT],
}

impl Survey {
    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut votes = [[0i64; 2]; Level::COUNT];
        let mut first_vote = [None; Level::COUNT];
        let mut children = [[0u32; Level::COUNT]; Level::COUNT];
        let mut roots = [0u32; Level::COUNT];
        let mut numbers: [Vec<u32>; Level::COUNT] = Default::default();
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
            numbers[level].push(token.number);
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
            // Every number once: lists that run on, even if chapters changed places.
            _ if numbers[level].len() > 1 && each_once(&numbers[level]) => Some(true),
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

/// True when the numbers are 1 to their count, in any order.
fn each_once(numbers: &[u32]) -> bool {
    let mut seen = vec![false; numbers.len()];
    numbers.iter().all(|&number| {
        let place = seen.get_mut(number as usize - 1);
        place.is_some_and(|seen| !std::mem::replace(seen, true))
    })
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
