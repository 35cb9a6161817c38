//! How far a long run is, on a terminal only.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::terminal;

/// A run is long after this time.
const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(100);

/// A counter on standard error that shows up when the run gets long.
pub struct Progress {
    total: usize,
    done: AtomicUsize,
    next: Mutex<Instant>,
    watched: bool,
}

impl Progress {
    /// A run over `total` files.
    pub fn new(total: usize) -> Self {
        let next = Mutex::new(Instant::now() + PATIENCE);
        Self { total, done: AtomicUsize::new(0), next, watched: total > 1 && terminal::is_watched() }
    }

    /// One more file is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Ok(mut next) = self.next.lock() else { return };
        if self.watched && Instant::now() >= *next {
            *next = Instant::now() + BETWEEN;
            let _ = write!(anstream::stderr(), "\r\x1b[K已检查 {done}/{} 个文件……", self.total);
        }
    }

    /// Takes the counter off the screen, so that results can be written.
    pub fn clear(&self) {
        if self.watched {
            let _ = write!(anstream::stderr(), "\r\x1b[K");
        }
    }
}
