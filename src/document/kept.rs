//! Facts that are worked out when they are first asked for, and kept with the line.

use std::fmt;
use std::sync::OnceLock;

/// A fact that follows from others, so that it says nothing of its own when lines are compared or printed.
#[derive(Clone)]
pub(super) struct Kept<T>(OnceLock<T>);

impl<T: Copy> Kept<T> {
    /// The fact, which `work_out` gives when it is not yet known.
    pub(super) fn get(&self, work_out: impl FnOnce() -> T) -> T {
        *self.0.get_or_init(work_out)
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}
