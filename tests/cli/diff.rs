//! `nigao check --diff`: what it shows is what `--fix` does.

use std::collections::BTreeMap;

use nigao::text::decode::{Encoding, Format, decode, encode};

use crate::common::published;
use crate::run::{CLEAN, Place, faulty};

/// The files of a diff in one, each by its name.
fn by_file(diff: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut name = String::new();
    for line in diff.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("--- ") {
            name = path.trim_end_matches(['\n', '\t']).to_owned();
        } else if let Some(path) = line.strip_prefix("+++ ") {
            assert_eq!(path.trim_end_matches(['\n', '\t']), name);
        } else {
            files.entry(name.clone()).or_default().push_str(line);
        }
    }
    files
}

/// What `patch` makes of `old`; every line of the diff has to fit.
fn patched(old: &str, hunks: &str) -> String {
    const NO_END: &str = "\\ No newline at end of file\n";
    let lines: Vec<&str> = old.split_inclusive('\n').collect();
    let (mut new, mut at) = (String::new(), 0);
    let mut rest = hunks.split_inclusive('\n').peekable();
    while let Some(line) = rest.next() {
        let (sign, text) = line.split_at(1);
        if sign == "@" {
            let (start, count) = line[4..].split(' ').next().unwrap().split_once(',').unwrap();
            let start: usize = start.parse().unwrap();
            let start = if count == "0" { start } else { start - 1 };
            assert!(start >= at, "{line}");
            new.extend(lines[at..start].iter().copied());
            at = start;
            continue;
        }
        let unended = rest.next_if_eq(&NO_END).is_some();
        let text = if unended { text.strip_suffix('\n').unwrap() } else { text };
        if sign != "+" {
            assert_eq!(lines[at], text);
            at += 1;
        }
        if sign != "-" {
            new.push_str(text);
        }
    }
    new.extend(lines[at..].iter().copied());
    new
}

/// Repeats the number of every third item that has one, where the item before has another.
fn planted(text: &str, third: usize) -> String {
    let numbers: Vec<char> = "一二三四五六七八九".chars().collect();
    let mut seen = 0;
    let plant = |line: &str| {
        let trimmed = line.trim_start_matches(['　', ' ']);
        let mut chars = trimmed.chars();
        let (Some('（' | '('), Some(number), Some('）' | ')')) = (chars.next(), chars.next(), chars.next())
        else {
            return line.to_owned();
        };
        seen += 1;
        match numbers.iter().position(|known| *known == number) {
            Some(at) if at > 0 && seen % 3 == third => line.replacen(number, &numbers[at - 1].to_string(), 1),
            _ => line.to_owned(),
        }
    };
    text.split_inclusive('\n').map(plant).collect()
}

#[test]
fn the_diff_of_planted_errors_does_what_fixing_does() {
    let place = Place::new();
    let mut texts = BTreeMap::new();
    for (number, document) in published().into_iter().enumerate() {
        let mut text = planted(&document.text, number % 3);
        if number % 2 == 0 {
            text = text.trim_end().replace('\n', "\r\n");
        }
        if number % 4 == 1 {
            text.insert(0, '\u{feff}');
        }
        place.write(&format!("稿/{}", document.name), &text);
        texts.insert(format!("稿/{}", document.name), text);
    }
    let shown = place.run(&["check", "--diff", "稿"]);
    for (name, text) in &texts {
        assert_eq!(place.read(name), text.as_bytes(), "{name} is as it was");
    }
    let diffs = by_file(&shown.text());
    let plain = place.run(&["check", "稿"]);
    assert_eq!(shown.status, plain.status);
    assert_eq!(shown.stderr.trim_end(), plain.text().lines().last().unwrap());
    place.run(&["check", "--fix", "稿"]);
    let mut changed = 0;
    for (name, text) in &texts {
        let fixed = String::from_utf8(place.read(name)).unwrap();
        let by_diff = diffs.get(name).map_or_else(|| text.clone(), |hunks| patched(text, hunks));
        assert_eq!(by_diff, fixed, "{name}");
        changed += usize::from(fixed != *text);
    }
    assert!(changed >= 10, "only {changed} documents had anything to fix");
    assert_eq!(diffs.len(), changed);
}

#[test]
fn every_encoding_and_line_end_is_shown_as_it_will_be() {
    let place = Place::new();
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
        for (bom, line_end, end) in
            [(false, "\n", true), (true, "\r\n", false), (true, "\n", true), (false, "\r", true)]
        {
            let text = faulty().replace('\n', line_end);
            let text = if end { text.as_str() } else { text.trim_end() };
            let bytes = encode(text, Format { encoding, bom, guessed: false });
            place.write("一 稿.txt", &bytes);
            let shown = place.run(&["check", "--diff", "一 稿.txt"]);
            assert_eq!(place.read("一 稿.txt"), bytes);
            let piped = place.run_with(&["check", "--diff", "-"], &bytes, &[]);
            let hunks = &by_file(&shown.text())["一 稿.txt"];
            assert_eq!(&by_file(&piped.text())["-"], hunks, "standard input");
            place.run(&["check", "--fix", "一 稿.txt"]);
            let mark = if bom && encoding == Encoding::Utf8 { "\u{feff}" } else { "" };
            let fixed = decode(&place.read("一 稿.txt")).unwrap().text;
            assert_eq!(
                patched(&format!("{mark}{text}"), hunks),
                format!("{mark}{fixed}"),
                "{encoding} {line_end:?}"
            );
        }
    }
}

#[test]
fn nothing_to_fix_is_an_empty_diff() {
    let place = Place::new();
    place.write("好.txt", CLEAN);
    let outcome = place.run(&["check", "--diff", "好.txt"]);
    assert_eq!((outcome.status, outcome.text().as_str()), (0, ""));
    assert!(outcome.stderr.starts_with("检查 1 个文件"), "{}", outcome.stderr);
}

#[test]
fn what_would_not_be_written_back_is_not_shown_as_if() {
    let place = Place::new();
    let mut bytes = encode(&faulty(), Format { encoding: Encoding::Gb18030, bom: false, guessed: true });
    bytes.extend_from_slice(b"\x80\n");
    place.write("稿.txt", &bytes);
    let outcome = place.run(&["check", "--diff", "稿.txt"]);
    assert_eq!((outcome.status, outcome.text().as_str()), (2, ""));
    assert!(outcome.stderr.contains("不能原样写回"), "{}", outcome.stderr);
}

#[test]
fn nearby_changes_share_their_surroundings() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    let diff = place.run(&["check", "--diff", "稿.txt"]).text();
    let lines: Vec<&str> = diff.lines().collect();
    assert_eq!(lines[..3], ["--- 稿.txt", "+++ 稿.txt", "@@ -6,7 +6,7 @@"], "{diff}");
    assert!(lines[6].starts_with("-　　（二）改善") && lines[7].starts_with("+　　（三）改善"), "{diff}");
    assert_eq!(lines.len(), 11, "{diff}");
}
