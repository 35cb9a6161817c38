//! What the reader of a file of terms hands over, whatever the file is written in.

use super::Entry;

/// What one file says: its entries, and what could not be read, with the bytes it is at.
#[derive(Default)]
pub(super) struct Sheet {
    pub entries: Vec<(Entry, At)>,
    pub faults: Vec<(usize, String)>,
}

/// Where its file has an entry.
pub(super) enum At {
    /// The number of the table `[[term]]`.
    Table(usize),
    /// A byte of the file.
    Byte(usize),
}
