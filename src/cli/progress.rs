//! How far a long run is, on a terminal only.

use std::fmt::Display;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::corpus::Step;

use super::terminal;

/// A run is long after this time.
const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(100);

/// A line on standard error that shows up when a run gets long.
struct Line {
    next: Mutex<Instant>,
    watched: bool,
}

impl Line {
    fn new(watched: bool) -> Self {
        Self { next: Mutex::new(Instant::now() + PATIENCE), watched }
    }

    fn show(&self, text: impl Display) {
        let Ok(mut next) = self.next.lock() else { return };
        if self.watched && Instant::now() >= *next {
            *next = Instant::now() + BETWEEN;
            let _ = write!(anstream::stderr(), "\r\x1b[K{text}……");
        }
    }

    fn clear(&self) {
        if self.watched {
            let _ = write!(anstream::stderr(), "\r\x1b[K");
        }
    }
}

/// A counter of checked files.
pub struct Progress {
    total: usize,
    done: AtomicUsize,
    line: Line,
}

impl Progress {
    /// A run over `total` files.
    pub fn new(total: usize) -> Self {
        let line = Line::new(total > 1 && terminal::is_watched());
        Self { total, done: AtomicUsize::new(0), line }
    }

    /// One more file is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.line.show(format_args!("已检查 {done}/{} 个文件", self.total));
    }

    /// Takes the counter off the screen, so that results can be written.
    pub fn clear(&self) {
        self.line.clear();
    }
}

/// Runs what builds a corpus, and shows how far it is.
pub fn building<T>(build: impl FnOnce(&(dyn Fn(Step) + Sync)) -> T) -> T {
    let line = Line::new(terminal::is_watched());
    let built = build(&|step| line.show(format_args!("语料：{step}")));
    line.clear();
    built
}
