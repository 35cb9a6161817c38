//! What fixing would change, as a unified diff.

use std::fmt::Write;
use std::ops::Range;

use crate::cli::terminal::{BLUE, GREEN, RED, STRONG, printable, styled};
use crate::fix::changed_lines;

/// Unchanged lines that are shown around a change; three is what every tool gives.
const CONTEXT: usize = 3;

/// Lines of the old text and those of the new one that take their place.
type Change = (Range<usize>, Range<usize>);

/// The way from `old` to `new`, for `patch -p0`: lines end at LF, as that program has it, and all that
/// stands in them is kept.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let [old, new]: [Vec<&str>; 2] = [old, new].map(|text| text.split_inclusive('\n').collect());
    // A tab ends a name with spaces in it.
    let tab = if path.contains(' ') { "\t" } else { "" };
    let mut out = format!("--- {path}{tab}\n+++ {path}{tab}\n");
    for hunk in hunks(changed_lines(&old, &new)) {
        write_hunk(&mut out, &hunk, &old, &new);
    }
    out
}

/// Changes in groups whose surroundings touch.
fn hunks(changes: Vec<Change>) -> Vec<Vec<Change>> {
    let mut hunks: Vec<Vec<Change>> = Vec::new();
    for (before, after) in changes {
        let last = hunks.last_mut().and_then(|hunk| hunk.last_mut());
        match last.map(|last| (before.start - last.0.end, last)) {
            // Lines that follow one another are one change.
            Some((0, last)) => *last = (last.0.start..before.end, last.1.start..after.end),
            Some((gap, _)) if gap <= 2 * CONTEXT => {
                hunks.last_mut().expect("it has a change").push((before, after));
            }
            _ => hunks.push(vec![(before, after)]),
        }
    }
    hunks
}

fn write_hunk(out: &mut String, hunk: &[Change], old: &[&str], new: &[&str]) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return };
    let lead = first.0.start.min(CONTEXT);
    let trail = (old.len() - last.0.end).min(CONTEXT);
    let stretch = |first: &Range<usize>, last: &Range<usize>| {
        let (start, end) = (first.start - lead, last.end + trail);
        // An empty stretch is named by the line before it.
        format!("{},{}", if start == end { start } else { start + 1 }, end - start)
    };
    let _ = writeln!(out, "@@ -{} +{} @@", stretch(&first.0, &last.0), stretch(&first.1, &last.1));
    let mut at = first.0.start - lead;
    for (before, after) in hunk {
        write_lines(out, ' ', &old[at..before.start]);
        write_lines(out, '-', &old[before.clone()]);
        write_lines(out, '+', &new[after.clone()]);
        at = before.end;
    }
    write_lines(out, ' ', &old[at..at + trail]);
}

fn write_lines(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// A diff as a terminal shows it, which a draft must not be able to steer.
pub fn painted(diff: &str) -> String {
    let paint = |line: &str| {
        let text = printable(line.trim_end_matches('\r'));
        let style = match line.as_bytes().first() {
            _ if line.starts_with("--- ") || line.starts_with("+++ ") => STRONG,
            Some(b'+') => GREEN,
            Some(b'-') => RED,
            Some(b'@') => BLUE,
            _ => return text + "\n",
        };
        styled(style, &text) + "\n"
    };
    diff.lines().map(paint).collect()
}
