//! Finding the title, on one line or several, with or without an adoption note under it.

use super::adoption::AdoptionNote;
use super::is_formal;
use super::residue::is_residue;
use crate::document::kind::KINDS;
use crate::document::paragraph::Paragraph;
use crate::text::{Words, is_blank, is_hanzi};

/// The title of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its lines as one: joined by a space when the page sets them apart by empty lines.
    pub text: String,
    /// Indices of its paragraphs.
    pub lines: Vec<usize>,
}

/// True when a line could close a title: it ends in 文种.
pub(super) fn names_kind(body: &str) -> bool {
    let body = body.trim_end_matches(['”', '》', '）', ')']);
    KINDS.iter().any(|kind| body.ends_with(kind)) && !body.contains(['。', '；'])
}

/// True for the bare name of a body that issues documents.
pub fn is_issuer(body: &str) -> bool {
    static ENDS: Words = Words::new(&[
        "委",
        "委员会",
        "政府",
        "国务院",
        "办公厅",
        "办公室",
        "厅",
        "局",
        "中共中央",
        "常务委员会",
        "代表大会",
        "部",
        "党组",
        "联合会",
    ]);
    ENDS.ending(body).is_some()
        && body.len() <= 4 * 40
        && (2..=40).contains(&body.chars().count())
        && body.chars().all(|c| is_hanzi(c) || is_blank(c))
}

/// Longest line of a title, in characters.
pub(super) const TITLE_LENGTH: usize = 70;
const TITLE_LINES: usize = 5;

pub(super) fn find(
    paragraphs: &[impl AsRef<Paragraph>],
    head_end: usize,
    adoption: Option<&AdoptionNote>,
) -> Option<Title> {
    let at = |index: usize| paragraphs[index].as_ref();
    let fits = |index: usize| {
        let paragraph = at(index);
        !paragraph.is_blank()
            && paragraph.length() <= TITLE_LENGTH
            && !is_residue(paragraph)
            && !paragraph.ends_sentence()
            && !is_formal(paragraph)
    };
    let end = adoption.map_or(head_end, |note| note.lines[0]);
    let mut candidates = (0..end).rev().filter(|&i| fits(i));
    // A Markdown heading is a title whatever it says, and so is what stands over an adoption note.
    let named = candidates.clone().find(|&i| names_kind(at(i).body()) || at(i).markdown_heading == 1);
    let last = named.or_else(|| adoption.and(candidates.next()));
    let Some(last) = last else {
        let first = (0..end)
            .find(|&i| fits(i) && at(i).length() >= 4 && at(i).marker.is_none() && at(i).dash.is_none())?;
        return Some(Title { text: at(first).body().to_owned(), lines: vec![first] });
    };
    let mut lines = vec![last];
    let mut apart = false;
    while lines.len() < TITLE_LINES {
        let first = lines[0];
        let body = at(first).body();
        let about = body.find("关于");
        if at(first).markdown_heading > 0
            || about.is_some_and(|at| at > 0)
            || is_issuer(body) && lines.len() > 1
        {
            break;
        }
        // One line that says all there is to say is complete without an issuer.
        if about.is_none()
            && lines.len() == 1
            && names_kind(body)
            && body.chars().count() >= 8
            && starts_with_issuer(body)
        {
            break;
        }
        let Some(above) = (0..first).rev().find(|&i| !at(i).is_blank()) else { break };
        if !fits(above) || first - above > 3 || at(above).dash.is_some() || at(above).body() == body {
            break;
        }
        apart |= first - above > 1;
        lines.insert(0, above);
    }
    // Lines above that turned out to lead nowhere are no part of it.
    let complete = |lines: &[usize]| {
        let body = at(lines[0]).body();
        body.contains("关于") || is_issuer(body) || starts_with_issuer(body)
    };
    while lines.len() > 1 && !complete(&lines) {
        lines.remove(0);
    }
    let parts: Vec<&str> = lines.iter().map(|&i| at(i).body()).collect();
    Some(Title { text: parts.join(if apart { " " } else { "" }), lines })
}

fn starts_with_issuer(body: &str) -> bool {
    ["中共", "中国共产党", "国务院", "全国人民代表大会"].iter().any(|issuer| body.starts_with(issuer))
        || body.chars().take(16).collect::<String>().contains("人民政府")
        || body.chars().take(20).collect::<String>().contains("人民代表大会")
}
