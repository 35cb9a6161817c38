//! The numbers that the markers of a reading should carry.

use super::numbering::{Placed, Reading, Resolution, Slip};

/// The numbers that markers should carry, in order, while every gap stays: a heading may be missing there.
pub struct Renumbering<'a> {
    reading: &'a Reading,
    numbers: Vec<u32>,
}

impl<'a> Renumbering<'a> {
    /// Those of a reading.
    pub fn of(reading: &'a Reading) -> Self {
        Self { reading, numbers: all(reading, false) }
    }

    /// The number of every placed marker.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// The markers whose number depends on that of `start`, itself first: those that go on from it, and those
    /// below them; and the numbers that they get, with `close` when the gap at `start` is closed.
    pub fn from(&self, start: usize, close: bool) -> impl Iterator<Item = (usize, u32)> {
        let placed = &self.reading.placed;
        // 0 for those that do not depend on it.
        let mut right = vec![0; placed.len() - start];
        (start..placed.len()).filter_map(move |index| {
            let item = &placed[index];
            let dependant =
                |at: usize| at.checked_sub(start).map(|at| right[at]).filter(|number| *number != 0);
            let depends = |at: Option<usize>| at.and_then(dependant).is_some();
            if index != start && !depends(item.previous) && !depends(item.parent) {
                return None;
            }
            let before = |previous| dependant(previous).unwrap_or(self.numbers[previous]);
            let number = number(self.reading, item, close && index == start, before);
            right[index - start] = number;
            Some((index, number))
        })
    }
}

/// The number of every placed marker, in order, when the list is numbered through and no gap stays.
pub fn closed(reading: &Reading) -> Vec<u32> {
    all(reading, true)
}

fn all(reading: &Reading, close: bool) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::with_capacity(reading.placed.len());
    for item in &reading.placed {
        numbers.push(number(reading, item, close, |previous| numbers[previous]));
    }
    numbers
}

/// The number of one marker, where `before` tells that of the marker it goes on from.
fn number(reading: &Reading, item: &Placed, close: bool, before: impl Fn(usize) -> u32) -> u32 {
    let step = if close { 1 } else { gap(reading, item) };
    let again = item.slip == Some(Slip::Number) && item.resolution == Resolution::Restarted && !close;
    if item.begins_again || again && item.token.number == 1 {
        return 1;
    }
    item.previous.map_or(0, before) + step
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
