//! Every kept case of the fuzz targets (`fuzz/corpus`), what once broke something included, run without
//! a fuzzer.

#[path = "../fuzz/bodies.rs"]
mod bodies;

use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Panics of any thread: the server outlives those of its handlers, a case does not.
static PANICS: AtomicUsize = AtomicUsize::new(0);
static WATCH: Once = Once::new();

fn replay(target: &str, body: fn(&[u8])) {
    WATCH.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            PANICS.fetch_add(1, Ordering::SeqCst);
            usual(panic);
        }));
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut cases: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {folder:?}");
    for case in cases {
        let data = std::fs::read(&case).unwrap();
        let before = PANICS.load(Ordering::SeqCst);
        let outcome = catch_unwind(AssertUnwindSafe(|| body(&data)));
        assert!(outcome.is_ok() && PANICS.load(Ordering::SeqCst) == before, "{case:?}");
    }
}

macro_rules! targets {
    ($($target:ident)*) => {
        $(#[test]
        fn $target() {
            replay(stringify!($target), bodies::$target);
        })*

        #[test]
        fn every_folder_of_cases_has_its_target() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
            let mut folders: Vec<_> =
                std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            folders.sort();
            let mut targets = [$(stringify!($target)),*];
            targets.sort();
            assert_eq!(folders, targets);
        }
    };
}

targets! { text edits lsp settings terms tbx cache }
