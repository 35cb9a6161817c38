//! Drafts and corpora of any size, made from the published documents of `seeds/` and `tests/field/`.

use std::path::Path;
use std::sync::Arc;

use nigao::features::actions;
use nigao::text::Text;
use nigao::{analyze, fix};

const SEED: &str = include_str!("../../seeds/001_430eac15c756f0b6.txt");

/// A draft of about `length` characters: the text of a published document again and again, numbered
/// through.
pub fn draft(length: usize) -> String {
    let mut lines = SEED.lines();
    let mut text: String =
        lines.by_ref().take_while(|line| !line.starts_with("一、")).map(|l| format!("{l}\n")).collect();
    let mut count = text.chars().count();
    let body = SEED.lines().skip_while(|line| !line.starts_with("一、"));
    for line in body.collect::<Vec<_>>().into_iter().cycle() {
        if count >= length {
            break;
        }
        text.push_str(line);
        text.push('\n');
        count += line.chars().count() + 1;
    }
    numbered_through(&text)
}

fn numbered_through(text: &str) -> String {
    let mut text = Text::from(text);
    let edits = actions::renumber(&analyze(&text, &Arc::default(), None));
    fix::apply(&mut text, &edits);
    text.to_string()
}

/// A generator of numbers that gives the same ones every time (Lehmer).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(0xda94_2042_e4dd_58b5);
        (self.0 >> 33) as usize % bound
    }
}

/// Characters of a made document, about those of a seed.
const CHARACTERS: usize = 11_000;

/// The published documents as they stand, over and over.
pub fn published() -> impl Iterator<Item = String> {
    published_once().into_iter().cycle()
}

fn published_once() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders =
        ["seeds", "tests/field"].map(|folder| std::fs::read_dir(root.join(folder)).expect("a folder"));
    let mut paths: Vec<_> = folders.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a document")).collect()
}

/// Documents without end, each of paragraphs that are half of one published paragraph and half of another,
/// drawn at random, the same ones every time; numbered through.
pub fn documents() -> impl Iterator<Item = String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for text in published_once() {
        paragraphs.extend(text.lines().map(str::trim).filter(|line| line.len() > 90).map(str::to_owned));
    }
    paragraphs.sort();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    (0..).map(move |number| numbered_through(&document(number, &paragraphs, &mut numbers)))
}

fn document(number: usize, paragraphs: &[String], numbers: &mut Numbers) -> String {
    let mut text = format!("中共示范市委关于推动第{number}项工作高质量发展的决定\n\n");
    let mut length = 0;
    while length < CHARACTERS {
        let (first, second) = (numbers.below(paragraphs.len()), numbers.below(paragraphs.len()));
        // Half of one paragraph and half of another.
        let sentences = |at: usize| paragraphs[at].split_inclusive('。').collect::<Vec<_>>();
        let (head, tail) = (sentences(first), sentences(second));
        let line = [&head[..head.len().div_ceil(2)], &tail[tail.len() / 2..]].concat().concat();
        length += line.chars().count();
        text += &line;
        text.push('\n');
    }
    text
}
