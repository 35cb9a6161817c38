//! What is no Chinese text though it stands in it: code, addresses, tags, targets of links.

use std::ops::Range;

use memchr::memmem;

use super::Mark;

/// Takes the marks out that belong to code, addresses and the like.
pub(super) fn leave_out(text: &str, body: Range<usize>, marks: &mut Vec<Mark>) {
    // Addresses and links have a mark in them, code and tags a sign that few lines have.
    let bytes = &text.as_bytes()[body.clone()];
    if memchr::memchr3(b'`', b'<', b']', bytes).is_none() && !marks.iter().any(|mark| mark.sign == ':') {
        return;
    }
    let mut places = places(text, body);
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut places = places.into_iter().peekable();
    marks.retain(|mark| {
        while places.next_if(|place| place.end <= mark.at).is_some() {}
        places.peek().is_none_or(|place| mark.at < place.start)
    });
}

fn places(text: &str, body: Range<usize>) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut ticks = text[body.clone()].match_indices('`').map(|(at, _)| body.start + at);
    while let (Some(open), Some(close)) = (ticks.next(), ticks.next()) {
        places.push(open..close);
    }
    let bytes = &text.as_bytes()[..body.end];
    let mut end = body.start;
    for at in memmem::find_iter(&bytes[body.clone()], "://").map(|at| body.start + at) {
        if at >= end {
            let place = address(text, at);
            end = place.end;
            places.push(place);
        }
    }
    let close = |at: usize, sign: u8| memchr::memchr(sign, &bytes[at..bytes.len().min(at + LONGEST)]);
    for at in memchr::memchr_iter(b'<', &bytes[body.clone()]).map(|at| body.start + at) {
        let named = bytes.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, b'/' | b'!'));
        places.extend(close(at, b'>').filter(|_| named).map(|length| at..at + length + 1));
    }
    for at in memmem::find_iter(&bytes[body.clone()], "](").map(|at| body.start + at + 1) {
        places.extend(close(at, b')').map(|length| at..at + length + 1));
    }
    places
}

/// Bytes of a tag or of the target of a link.
const LONGEST: usize = 2000;

/// The address around “://” at byte `at`; marks at its end belong to the sentence.
fn address(text: &str, at: usize) -> Range<usize> {
    let before = &text[..at];
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let run = &text[start..];
    let end = run.find(|c: char| !c.is_ascii_graphic()).unwrap_or(run.len());
    start..start + run[..end].trim_end_matches([',', '.', ';', ':', '!', '?', ')', '"', '\'']).len()
}
