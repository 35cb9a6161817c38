//! 题注: finding the adoption note and reading its date and meeting.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::paragraph::Paragraph;
use crate::text::{is_blank, numeral, pattern};

/// 题注: the note under the title that says when, and by which meeting, the text was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionNote {
    /// Its lines as one.
    pub text: String,
    /// Year, month and day as written; they need not be a date that exists.
    pub date: (u32, u32, u32),
    /// The meeting, without the date and without 通过; empty when none is named.
    pub meeting: String,
    /// Indices of its paragraphs.
    pub lines: Vec<usize>,
}

impl AdoptionNote {
    /// The date as YYYY-MM-DD, or `None` when the calendar has no such day.
    pub fn iso_date(&self) -> Option<String> {
        let (year, month, day) = self.date;
        is_date(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"))
    }
}

/// True when the calendar has that day.
pub fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return false,
    };
    (1..=days).contains(&day) && year >= 1
}

static ADOPTED: LazyLock<Regex> = LazyLock::new(|| {
    let date = r"(?P<year>\d{4}|[一二三四五六七八九〇零○]{4})\s*[年.．/-]\s*(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[月.．/-]\s*(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日?";
    pattern(&format!(
        r"^(?:[—―－-]+\s*)?[（(]?\s*{date}\s*(?P<meeting>.*?)\s*(?P<verb>审议通过|表决通过|修订通过|修正通过|通过|批准|会议上)?\s*[）)]?\s*$"
    ))
});

pub(super) fn looks_adopted(body: &str) -> bool {
    note_of(body).is_some()
}

/// Reads an adoption note: bracketed, or closed by 通过 or 会议上.
fn note_of(text: &str) -> Option<AdoptionNote> {
    let text = text.trim_matches(is_blank);
    if text.len() > 400 || !text.starts_with(['（', '(', '—', '―', '－', '-', '0', '1', '2', '一', '二'])
    {
        return None;
    }
    let found = ADOPTED.captures(text)?;
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let mut meeting = found["meeting"].to_owned();
    let verb = found.name("verb").map_or("", |verb| verb.as_str());
    if verb == "会议上" {
        meeting = meeting.trim_start_matches('在').to_owned() + "会议";
    }
    let closed = !verb.is_empty() && !meeting.is_empty();
    if !(closed || bracketed && meeting.is_empty()) || meeting.contains(['。', '；']) {
        return None;
    }
    let number = |name: &str| {
        let text = &found[name];
        text.parse().ok().or_else(|| numeral::parse(text))
    };
    Some(AdoptionNote {
        date: (number("year")?, number("month")?, number("day")?),
        meeting: meeting.trim_matches(is_blank).to_owned(),
        text: text.to_owned(),
        lines: Vec::new(),
    })
}

/// The adoption note: on one line, or broken over two.
pub(super) fn find(paragraphs: &[impl AsRef<Paragraph>], head_end: usize) -> Option<AdoptionNote> {
    for index in 0..head_end {
        let body = paragraphs[index].as_ref().body();
        if body.is_empty() {
            continue;
        }
        if let Some(note) = note_of(body) {
            return Some(AdoptionNote { lines: vec![index], ..note });
        }
        let next = (index + 1..head_end).find(|&next| !paragraphs[next].as_ref().is_blank());
        if let Some(next) = next.filter(|_| body.starts_with(['（', '('])) {
            let joined = format!("{body}{}", paragraphs[next].as_ref().body());
            if let Some(note) = note_of(&joined) {
                return Some(AdoptionNote { lines: vec![index, next], ..note });
            }
        }
    }
    None
}
