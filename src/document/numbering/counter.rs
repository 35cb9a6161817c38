//! How the numbers of one list may go on.

/// The numbers that a list may go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counter {
    /// Last number as written.
    pub(super) actual: u32,
    /// Last number as it should have been.
    pub(super) intended: u32,
    /// Highest number so far.
    pub(super) high: u32,
    /// Numbers that were jumped over and may come later.
    pub(super) pending: Option<(u32, u32)>,
    /// Where the numbers would be if the scope had not changed; the next parent may go on from here.
    pub(super) shadow: Option<u32>,
}

impl Counter {
    pub(super) fn at(number: u32) -> Self {
        Self { actual: number, intended: number, high: number, pending: None, shadow: None }
    }

    pub(super) fn expected(&self) -> u32 {
        self.intended + 1
    }

    /// The counter after `number`, or `None` when that is no continuation.
    pub(super) fn next(&self, number: u32) -> Option<Self> {
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
    pub(super) fn next_parent(&self, number: u32) -> Option<Self> {
        let counter = Self { pending: None, ..*self };
        counter.next(number).or_else(|| (self.shadow == Some(number - 1)).then(|| Self::at(number)))
    }

    /// The counter after a wrong number.
    pub(super) fn slipped(&self, number: u32) -> Self {
        let expected = self.expected();
        let pending = (number > expected).then_some((expected, number - 1));
        Self { actual: number, intended: expected, high: self.high.max(number), pending, shadow: None }
    }
}
