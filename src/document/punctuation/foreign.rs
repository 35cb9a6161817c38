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
    let places = places(text, body);
    if !places.is_empty() {
        marks.retain(|mark| !places.iter().any(|place| place.contains(&mark.at)));
    }
}

fn places(text: &str, body: Range<usize>) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut ticks = text[body.clone()].match_indices('`').map(|(at, _)| body.start + at);
    while let (Some(open), Some(close)) = (ticks.next(), ticks.next()) {
        places.push(open..close);
    }
    for at in memmem::find_iter(&text.as_bytes()[body.clone()], "://") {
        places.push(address(text, body.start + at));
    }
    for (at, _) in text[body.clone()].match_indices('<') {
        let at = body.start + at;
        let named = text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        if let Some(length) = text[at..body.end].find('>').filter(|_| named) {
            places.push(at..at + length + 1);
        }
    }
    for (at, _) in text[body.clone()].match_indices("](") {
        let start = body.start + at + 1;
        let end = text[start..body.end].find(')').map_or(body.end, |length| start + length + 1);
        places.push(start..end);
    }
    places
}

/// The address around “://” at byte `at`; marks at its end belong to the sentence.
fn address(text: &str, at: usize) -> Range<usize> {
    let before = &text[..at];
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let run = &text[start..];
    let end = run.find(|c: char| !c.is_ascii_graphic()).unwrap_or(run.len());
    start..start + run[..end].trim_end_matches([',', '.', ';', ':', '!', '?', ')', '"', '\'']).len()
}
