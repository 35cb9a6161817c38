//! A line of the text with places marked beneath it.
//!
//! annotate-snippets was tried: it cuts and marks full-width text well, but sets a frame of five
//! lines around each place, where a finding is two lines here, and reads the whole line for each
//! (6 ms a megabyte), so that a text without line breaks would take minutes. The line beneath is
//! padded with full-width spaces, which keeps it under the text also where a font makes full-width
//! characters not exactly twice as wide.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::cli::terminal::{columns, is_control};

const CUT: char = '…';
const TAB: &str = "    ";

/// `line`, cut to `width` columns around the first of `marks`, and the line beneath that marks
/// them. Marks are bytes of `line`, in order, none overlapping; an empty one marks a place between
/// two characters.
pub fn marked(line: &str, marks: &[Range<usize>], width: usize) -> [String; 2] {
    let focus = marks.first().cloned().unwrap_or(0..0);
    let window = window(line, focus, width);
    let mut out = [window.len(), window.len()].map(String::with_capacity);
    let left_out = |part: &str| !part.trim_start().is_empty();
    if left_out(&line[..window.start]) {
        out[0].push(CUT);
        out[1].push(' ');
    }
    for (at, c) in line[window.clone()].char_indices() {
        let at = window.start + at;
        let inside = marks.iter().any(|mark| mark.contains(&at) || mark.start == at);
        push(&mut out, c, inside);
    }
    if marks.iter().any(|mark| mark.is_empty() && mark.start == window.end) {
        out[1].push('^');
    }
    if left_out(&line[window.end..]) {
        out[0].push(CUT);
    }
    out[1].truncate(out[1].trim_end().len());
    out
}

/// Adds `c` above and what belongs beneath it.
fn push(out: &mut [String; 2], c: char, marked: bool) {
    match c {
        '\t' => out[0].push_str(TAB),
        c if is_control(c) => out[0].push('\u{fffd}'),
        c => out[0].push(c),
    }
    let wide = shown_columns(c);
    if marked {
        out[1].extend(std::iter::repeat_n('^', wide));
    } else if wide == 2 {
        out[1].push('\u{3000}');
    } else {
        out[1].extend(std::iter::repeat_n(' ', wide));
    }
}

fn shown_columns(c: char) -> usize {
    match c {
        '\t' => TAB.len(),
        c if is_control(c) => '\u{fffd}'.width().unwrap_or(1),
        c => columns(c),
    }
}

/// The stretch of `line` to show: white space at its ends is left out, and of what is longer than
/// `width` columns the part around `focus`, a third of the room before it.
fn window(line: &str, focus: Range<usize>, width: usize) -> Range<usize> {
    let indent = line.len() - line.trim_start().len();
    let start = indent.min(focus.start);
    let end = line.trim_end().len().max(focus.end).max(start);
    // Only as far as needed: a line may be megabytes long.
    if fits(&line[start..end], width) {
        return start..end;
    }
    let room = width.saturating_sub(2);
    let after = reach(line[focus.start..end].chars(), room);
    let back = (room - after.1).max(room / 3);
    let before = reach(line[start..focus.start].chars().rev(), back);
    let (from, after) = (focus.start - before.0, reach(line[focus.start..end].chars(), room - before.1));
    from..focus.start + after.0
}

fn fits(text: &str, width: usize) -> bool {
    reach(text.chars(), width).0 == text.len()
}

/// Bytes and columns of the characters at the start of `chars` that fit into `width` columns.
fn reach(chars: impl Iterator<Item = char>, width: usize) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    for c in chars {
        let wide = shown_columns(c);
        if used + wide > width {
            break;
        }
        used += wide;
        bytes += c.len_utf8();
    }
    (bytes, used)
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "a list of marks may have one")]
mod tests {
    use super::*;
    use crate::cli::terminal::text_columns;
    use proptest::prelude::*;

    fn mark(line: &str, part: &str, width: usize) -> [String; 2] {
        let at = line.find(part).unwrap();
        marked(line, &[at..at + part.len()], width)
    }

    #[test]
    fn full_width_characters_take_two_columns() {
        let [above, beneath] = mark("　　在 A 市 四、组织实施", "四、", 100);
        assert_eq!(above, "在 A 市 四、组织实施");
        assert_eq!(beneath, "　   　 ^^^^");
    }

    #[test]
    fn long_paragraphs_are_cut_around_the_place() {
        let line = format!("{}四、{}", "前".repeat(300), "后".repeat(300));
        let [above, beneath] = mark(&line, "四、", 60);
        assert!(above.starts_with("…前") && above.ends_with("后…"), "{above}");
        assert!(text_columns(&above) <= 60);
        let at = beneath.find('^').unwrap();
        assert_eq!(text_columns(&beneath[..at]), text_columns(&above[..above.find('四').unwrap()]));
        let [above, _] = mark(&line, "前前", 60);
        assert!(above.starts_with("前前") && above.ends_with('…'));
        let line = format!("{}四、", "前".repeat(300));
        let [above, beneath] = mark(&line, "四、", 60);
        assert!(above.starts_with('…') && above.ends_with("四、") && beneath.ends_with("^^^^"));
        assert!(text_columns(&above) > 55, "{above}");
    }

    #[test]
    fn tabs_and_controls_are_harmless() {
        let [above, beneath] = mark("一\t\x1b[1m二", "二", 100);
        assert_eq!(above, "一    \u{fffd}[1m二");
        assert_eq!(beneath, "　        ^^");
        assert_eq!(marked("一二", &[6..6], 100)[1], "　　^");
        assert_eq!(marked("一二", &[3..3], 100)[1], "　^^");
    }

    proptest! {
        #[test]
        fn any_window_fits_and_shows_the_place(
            line in "[ab一二“\t ]{0,80}", from in 0usize..80, length in 0usize..20, width in 10usize..60,
        ) {
            let bounds: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
            let start = bounds[from % bounds.len()];
            let end = *bounds[from % bounds.len()..].iter().take(length + 1).next_back().unwrap();
            let [above, beneath] = marked(&line, &[start..end], width);
            prop_assert!(text_columns(&above) <= width, "{above}");
            prop_assert!(beneath.contains('^'), "{beneath}");
        }
    }
}
