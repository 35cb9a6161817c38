//! Sets of short runs of characters that tell cheaply of most runs that they are not in them, and things that
//! are found by such runs.
//!
//! Few places of a line have the first two characters of any text that is looked for, so that a bit for
//! each pair settles nearly all of them. On Chinese text an automaton over bytes has something to follow
//! almost everywhere: measured with 1,500 texts, it is some ten times slower.

/// Bits of the table; with a few thousand runs most of them stay clear, and it fits the cache.
const BITS: u32 = 17;

/// One bit for each hash of a run.
#[derive(Clone, Debug)]
pub struct Sketch(Box<[u64; 1 << (BITS - 6)]>);

impl Default for Sketch {
    fn default() -> Self {
        Self(Box::new([0; _]))
    }
}

/// Two characters as one number. The upper bits are mixed best.
#[inline]
pub fn pair(first: char, second: char) -> u32 {
    // Knuth's multiplier.
    (u32::from(first).rotate_left(16) ^ u32::from(second)).wrapping_mul(2_654_435_761)
}

/// A [`pair`] and a character as one number.
#[inline]
pub fn triple(pair: u32, third: char) -> u32 {
    (pair.rotate_left(7) ^ u32::from(third)).wrapping_mul(2_654_435_761)
}

impl Sketch {
    /// Adds a run.
    pub fn add(&mut self, run: u32) {
        let bit = run >> (32 - BITS);
        self.0[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    /// False for a run that has not been added; true may be chance.
    #[inline]
    pub fn may_have(&self, run: u32) -> bool {
        let bit = run >> (32 - BITS);
        self.0[(bit >> 6) as usize] >> (bit & 63) & 1 == 1
    }
}

/// Several sets of runs, which share the bytes of one table: a bit of each byte for a set.
#[derive(Clone, Debug)]
pub struct Sketches(Box<[u8; 1 << SHARED]>);

/// Bits of a run that its byte is told by.
const SHARED: u32 = 16;

impl Default for Sketches {
    fn default() -> Self {
        Self(Box::new([0; _]))
    }
}

impl Sketches {
    /// Adds a run to the sets that `sets` has the bits of.
    pub fn add(&mut self, run: u32, sets: u8) {
        self.0[(run >> (32 - SHARED)) as usize] |= sets;
    }

    /// The bits of the sets that the run has been added to; others may be set by chance.
    #[inline]
    pub fn sets_of(&self, run: u32) -> u8 {
        self.0[(run >> (32 - SHARED)) as usize]
    }
}

/// Tells `found` the places below `count` that `may` lets through, in order.
///
/// The questions are asked without a branch for each: where the answers are as good as chance, guessing one
/// of them wrong takes longer than asking a few.
#[inline]
pub fn each(count: usize, may: impl Fn(usize) -> bool, mut found: impl FnMut(usize)) {
    for start in (0..count).step_by(64) {
        let mut places = 0u64;
        for at in start..count.min(start + 64) {
            places |= u64::from(may(at)) << (at - start);
        }
        while places != 0 {
            found(start + places.trailing_zeros() as usize);
            places &= places - 1;
        }
    }
}

/// Things, each by a run of characters that leads to it.
#[derive(Clone, Debug)]
pub struct ByRun<T> {
    runs: Sketch,
    /// Where the things of each bucket begin; the last one ends with all of them.
    starts: Box<[u32]>,
    things: Box<[T]>,
    /// How far a run is shifted for its bucket: there are more buckets than things.
    shift: u32,
}

impl<T: Copy> ByRun<T> {
    /// Puts `things` where their runs lead; those that share theirs keep their order.
    pub fn of(things: &[(u32, T)]) -> Self {
        let bits = (things.len() + 1).ilog2() + 1;
        let shift = 32 - bits;
        let bucket = |run: u32| (run >> shift) as usize;
        let mut runs = Sketch::default();
        let mut ends = vec![0u32; (1 << bits) + 1];
        for &(run, _) in things {
            runs.add(run);
            ends[bucket(run) + 1] += 1;
        }
        for index in 1..ends.len() {
            ends[index] += ends[index - 1];
        }
        let starts = ends.clone().into();
        let mut places: Vec<T> = things.iter().map(|(_, thing)| *thing).collect();
        for &(run, thing) in things {
            let next = &mut ends[bucket(run)];
            places[*next as usize] = thing;
            *next += 1;
        }
        Self { runs, starts, things: places.into(), shift }
    }

    /// The things of `run`, and by chance some of other runs.
    #[inline]
    pub fn get(&self, run: u32) -> &[T] {
        if !self.runs.may_have(run) {
            return &[];
        }
        let bucket = (run >> self.shift) as usize;
        &self.things[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}

impl<T: Copy> Default for ByRun<T> {
    fn default() -> Self {
        Self::of(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_told_and_every_thing_found() {
        let mut places = Vec::new();
        each(200, |at| at % 63 < 2, |at| places.push(at));
        assert_eq!(places, [0, 1, 63, 64, 126, 127, 189, 190]);
        let runs: Vec<u32> =
            "一二三四五".chars().zip("二三四五六".chars()).map(|(a, b)| pair(a, b)).collect();
        let things: Vec<(u32, usize)> = runs.iter().copied().zip(0..).chain([(runs[2], 9)]).collect();
        let by_run = ByRun::of(&things);
        assert!(runs.iter().enumerate().all(|(at, run)| by_run.get(*run).contains(&at)));
        let there: Vec<usize> = by_run
            .get(runs[2])
            .iter()
            .copied()
            .filter(|at| runs.get(*at).is_none_or(|run| *run == runs[2]))
            .collect();
        assert_eq!(there, [2, 9]);
    }
}
