//! The corpus: what it is built from, what it finds, what it answers.

mod common;

use std::path::Path;

use nigao::corpus::{Corpus, Source, Unit, seeds};

fn corpus_of(texts: &[&str]) -> Corpus {
    let source = |(index, text): (usize, &&str)| Source {
        name: format!("{index}.txt"),
        text: (*text).to_owned(),
        ..Source::default()
    };
    Corpus::build(&texts.iter().enumerate().map(source).collect::<Vec<_>>(), &|_| ())
}

#[test]
fn the_index_that_comes_with_nigao_is_that_of_its_documents() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/index.bin");
    let built = Corpus::build(&seeds(), &|_| ()).write();
    if std::env::var_os("NIGAO_UPDATE").is_some() {
        std::fs::write(&path, &built).unwrap();
    }
    let same = std::fs::read(&path).unwrap() == built;
    assert!(same, "run NIGAO_UPDATE=1 cargo test --test corpus");
    assert!(built.len() < 1_500_000, "{} bytes are compiled in", built.len());
}

#[test]
fn neighbours_are_counted_in_order() {
    let corpus = corpus_of(&["成渝地区双城经济圈建设,成渝地区协同发展。\n推动成渝地区双城经济圈建设。\n"]);
    assert_eq!(corpus.count("成渝地区"), 3);
    let followers = corpus.followers("成渝地区", Unit::Character);
    assert_eq!(followers.iter().map(|n| (n.text, n.count)).collect::<Vec<_>>(), [("双", 2), ("协", 1)]);
    let preceders = corpus.preceders("成渝地区", Unit::Word);
    assert_eq!(preceders.iter().map(|n| (n.text, n.count)).collect::<Vec<_>>(), [("推动", 1), ("，", 1)]);
    let place = corpus.places("成渝地区协同")[0];
    assert_eq!((place.paragraph.line, &place.text[place.byte..]), (0, "成渝地区协同发展。"));
    assert_eq!(corpus.count("建设，成渝"), 1);
    assert_eq!(corpus.count("建设,成渝"), 1, "both widths are one");
}
