//! The numbers that the markers of a reading should carry.

use super::numbering::{Placed, Reading, Resolution, Slip};

/// What to do about numbers that are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// Every gap stays, as a heading may be missing there.
    Keep,
    /// The gap at one marker is closed, others stay.
    CloseAt(usize),
    /// No gap stays.
    Close,
}

/// The number of every placed marker, in order, when the list is numbered through.
pub fn numbers(reading: &Reading, gaps: Gaps) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::with_capacity(reading.placed.len());
    for (index, item) in reading.placed.iter().enumerate() {
        let step = match gaps {
            Gaps::Keep => gap(reading, item),
            Gaps::CloseAt(at) if at != index => gap(reading, item),
            _ => 1,
        };
        let again = item.slip == Some(Slip::Number) && item.resolution == Resolution::Restarted;
        let kept = again && gaps != Gaps::Close && gaps != Gaps::CloseAt(index);
        let restarts = item.begins_again || kept && item.token.number == 1;
        numbers.push(match item.previous {
            _ if restarts => 1,
            Some(previous) => numbers[previous] + step,
            None => step,
        });
    }
    numbers
}

/// Distance to the marker before: 1, or more where a number is missing.
fn gap(reading: &Reading, item: &Placed) -> u32 {
    let missing = item.slip == Some(Slip::Number) && item.resolution == Resolution::Shifted;
    if !missing || item.token.number <= item.expected {
        return 1;
    }
    let before = item.previous.map_or(0, |previous| reading.placed[previous].token.number);
    item.token.number.saturating_sub(before).max(1)
}

/// Marks every marker whose number depends on that of `start`: those that go on from it, and those
/// below them.
pub fn dependants(reading: &Reading, start: usize) -> Vec<usize> {
    let mut depends = vec![false; reading.placed.len() - start];
    depends[0] = true;
    for index in start + 1..reading.placed.len() {
        let item = &reading.placed[index];
        let on = |at: Option<usize>| at.is_some_and(|at| at >= start && depends[at - start]);
        depends[index - start] = on(item.previous) || on(item.parent);
    }
    (start..reading.placed.len()).filter(|index| depends[index - start]).collect()
}
