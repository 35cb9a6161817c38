//! Published documents: their outlines, compared with those that were read by hand.

mod common;

use nigao::document::{Section, SectionKind};
use serde_json::Value;

/// (number, heading, 1-based line) of the sections of one kind.
fn sections(sections: &[Section], kind: SectionKind) -> Vec<(Option<u64>, String, u64)> {
    let of_kind = sections.iter().filter(|section| section.kind == kind);
    of_kind.map(|s| (s.number.map(u64::from), s.title.clone(), s.span.start.line as u64 + 1)).collect()
}

#[derive(Default)]
struct Gold {
    chapters: Vec<(Option<u64>, String, u64)>,
    articles: Vec<(Option<u64>, String, u64)>,
    dashes: Vec<(Option<u64>, String, u64)>,
    subheads: Vec<(Option<u64>, String, u64)>,
    mid_paragraph: Vec<String>,
}

/// Collects the sections of a hand-read outline, whatever they stand under.
fn collect(gold: &mut Gold, value: &Value) {
    let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
    let entry = |v: &Value, title: &str| {
        (v["n"].as_u64(), v[title].as_str().unwrap().to_owned(), v["line"].as_u64().unwrap())
    };
    for chapter in list("chapters") {
        gold.chapters.push(entry(&chapter, "title"));
        collect(gold, &chapter);
    }
    for article in list("articles") {
        gold.articles.push(entry(&article, "heading"));
        collect(gold, &article);
    }
    for dash in list("dash_items") {
        gold.dashes.push(entry(&dash, "heading"));
        collect(gold, &dash);
    }
    for subhead in list("subheads") {
        if subhead["position"] == "mid-paragraph" {
            gold.mid_paragraph.push(subhead["heading"].as_str().unwrap().to_owned());
        } else {
            gold.subheads.push(entry(&subhead, "heading"));
        }
    }
}

#[test]
fn outlines_of_the_seeds_are_those_read_by_hand() {
    let gold: Value = serde_json::from_str(include_str!("gold/outlines.json")).unwrap();
    let (mut found_subheads, mut all_subheads, mut other_subheads) = (0, 0, Vec::new());
    let mut counts = [0, 0, 0];
    for seed in common::texts("seeds") {
        let gold =
            gold.as_object().unwrap().values().find(|gold| gold["file"] == seed.name.as_str()).unwrap();
        let document = common::analysis(&seed.text).draft.document;
        let mut expected = Gold::default();
        collect(&mut expected, gold);
        assert_eq!(document.title(), gold["title"]["text"], "{}", seed.name);
        let date = document.front.adoption.as_ref().and_then(|note| note.iso_date());
        assert_eq!(date.as_deref(), gold["adoption_note"]["date"].as_str(), "{}", seed.name);
        let found = &document.outline.sections;
        assert_eq!(sections(found, SectionKind::Chapter), expected.chapters, "{}", seed.name);
        assert_eq!(sections(found, SectionKind::Article), expected.articles, "{}", seed.name);
        assert_eq!(sections(found, SectionKind::Dash), expected.dashes, "{}", seed.name);
        for (count, list) in counts.iter_mut().zip([&expected.chapters, &expected.articles, &expected.dashes])
        {
            *count += list.len();
        }
        let subheads = sections(found, SectionKind::Subhead);
        all_subheads += expected.subheads.len();
        for (number, title, line) in &expected.subheads {
            let hit = subheads.contains(&(*number, title.clone(), *line));
            found_subheads += usize::from(hit);
            if !hit {
                eprintln!("{} line {line}: {title} was not seen as a subhead", seed.name);
            }
        }
        let known = |title: &String| {
            expected.subheads.iter().any(|s| s.1 == *title) || expected.mid_paragraph.contains(title)
        };
        other_subheads.extend(subheads.into_iter().filter(|s| !known(&s.1)));
    }
    assert_eq!(counts, [24, 74, 18]);
    assert_eq!(all_subheads, 91);
    assert!(found_subheads >= 88, "{found_subheads} of 91 subheads");
    assert!(other_subheads.len() <= 5, "{other_subheads:?}");
}

/// seeds/corpus.toml says of each document what the parser reads off it.
#[test]
fn the_list_of_the_corpus_agrees_with_its_documents() {
    let list: toml::Table = include_str!("../seeds/corpus.toml").parse().unwrap();
    let entries = list["document"].as_array().unwrap();
    let seeds = common::texts("seeds");
    assert_eq!(entries.len(), seeds.len());
    for (entry, seed) in entries.iter().zip(&seeds) {
        let front = common::analysis(&seed.text).draft.document.front.clone();
        assert_eq!(entry["file"].as_str(), Some(seed.name.as_str()));
        assert_eq!(entry["title"].as_str(), front.title.as_ref().map(|title| title.text.as_str()));
        let adopted = entry.get("adopted").map(|date| date.to_string());
        assert_eq!(adopted, front.adoption.and_then(|note| note.iso_date()));
        for noise in entry["noise"].as_array().unwrap() {
            assert!(seed.text.contains(noise.as_str().unwrap()), "{noise} is not in {}", seed.name);
        }
    }
}
