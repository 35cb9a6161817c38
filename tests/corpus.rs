//! The corpus: what it is built from, what it finds, what it answers.

use std::path::Path;

use nigao::corpus::{Corpus, Neighbour, Profile, Source, Unit, seeds};
use proptest::prelude::*;

fn sources(texts: &[impl AsRef<str>]) -> Vec<Source> {
    let source = |(index, text): (usize, &_)| Source {
        name: format!("{index}.txt"),
        text: AsRef::<str>::as_ref(text).to_owned(),
        ..Source::default()
    };
    texts.iter().enumerate().map(source).collect()
}

fn corpus_of(texts: &[impl AsRef<str>]) -> Corpus {
    Corpus::build(&sources(texts), &|_| ())
}

fn pairs<'a>(neighbours: &[Neighbour<'a>]) -> Vec<(&'a str, usize)> {
    neighbours.iter().map(|neighbour| (neighbour.text, neighbour.count)).collect()
}

/// The whole text of a corpus.
fn whole(corpus: &Corpus) -> &str {
    corpus.text(0..corpus.documents().last().map_or(0, |document| document.range.end))
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
fn the_seeds_that_are_compiled_in_are_those_of_corpus_toml() {
    for seed in seeds() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(&seed.name);
        assert!(std::fs::read_to_string(path).unwrap() == seed.text, "{}", seed.name);
        assert!(seed.profile != Profile::default(), "{} is not in corpus.toml", seed.name);
    }
    let listed = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/corpus.toml"));
    assert_eq!(listed.unwrap().matches("[[document]]").count(), seeds().len());
}

#[test]
fn what_is_stripped_never_comes_back() {
    let corpus = Corpus::embedded();
    for word in
        ["凯发", "K8", "浏览量", "新闻热线", "设为首页", "来源：", "编辑：", "关闭】", "发稿时间", "首页"]
    {
        assert_eq!(corpus.count(word), 0, "{word}");
    }
    assert!(corpus.phrases().all(|phrase| !phrase.text.contains("凯发") && !phrase.text.contains("K8")));
    assert!(corpus.count("加快建设生物医药产业园") > 0, "what stood around the noise is there");
}

#[test]
fn counts_of_known_terms_are_those_of_the_documents() {
    let corpus = Corpus::embedded();
    // Counted by hand over the five texts with grep -o.
    for (text, count, documents) in
        [("成渝地区双城经济圈", 30, 4), ("高质量发展", 66, 5), ("新质生产力", 13, 1)]
    {
        assert_eq!((corpus.count(text), corpus.documents_with(text)), (count, documents), "{text}");
        let phrase = corpus.phrase(text).expect(text);
        assert_eq!((phrase.count, phrase.documents), (count, documents));
    }
    assert_eq!(corpus.quoting("两个维护").1, 0);
    assert!(corpus.quoting("十四五").0 > 10);
    assert_eq!((corpus.style().running, corpus.style().restarting), (2, 2));
    let sequences: Vec<&str> = corpus.sequences().map(|phrase| phrase.text).collect();
    assert!(sequences.contains(&"增强“四个意识”、坚定“四个自信”、做到“两个维护”"), "{sequences:?}");
}

#[test]
fn neighbours_are_counted_in_order() {
    let corpus =
        corpus_of(&["成渝地区双城经济圈建设,成渝地区协同发展。\n推动成渝地区双城经济圈建设。\n成渝地区\n"]);
    assert_eq!(corpus.count("成渝地区"), 4);
    assert_eq!(pairs(&corpus.followers("成渝地区", Unit::Character)), [("双", 2), ("协", 1)]);
    assert_eq!(pairs(&corpus.followers("成渝地区双城", Unit::Word)), [("经济圈", 2)]);
    assert_eq!(pairs(&corpus.preceders("成渝地区", Unit::Word)), [("推动", 1), ("，", 1)]);
    let place = corpus.places("成渝地区协同")[0];
    assert_eq!((place.paragraph.line, &place.text[place.byte..]), (0, "成渝地区协同发展。"));
    assert_eq!((corpus.count("建设，成渝"), corpus.count("建设,成渝")), (1, 1), "both widths are one");
    for nothing in ["", "\n", "经济圈建设。\n"] {
        assert_eq!(corpus.count(nothing), 0, "{nothing:?}");
    }
}

#[test]
fn places_name_their_article() {
    let corpus = Corpus::embedded();
    let place = corpus.places("科技城超算中心")[0];
    assert!(place.text[place.byte..].starts_with("科技城超算中心"));
    let section = &place.document.sections[place.paragraph.section.expect("a section")];
    assert!(corpus.text(section.range.clone()).starts_with("（"));
    let chapter = &place.document.sections[section.parent.expect("a chapter")];
    assert!(corpus.text(chapter.range.clone()).contains('、'));
    // The heading is what the text says there, in every document.
    for document in corpus.documents() {
        for section in &document.sections {
            let heading = corpus.text(section.range.clone());
            assert!(!heading.is_empty() && !heading.contains('\n') && !heading.ends_with('。'), "{heading}");
        }
    }
}

#[test]
fn phrases_are_whole_and_as_long_as_they_can_be() {
    let clause = "深入推进供给侧结构性改革，加快建设现代化产业体系。";
    let corpus = corpus_of(&[
        format!("一、{clause}\n（一）落实“放管服”改革和其他任务。\n"),
        format!("一、坚持稳中求进。{clause}\n推进“放管服”改革及其他任务。\n"),
    ]);
    let phrases: Vec<&str> = corpus.phrases().map(|phrase| phrase.text).collect();
    assert_eq!(
        phrases,
        ["其他任务", "加快建设现代化产业体系", "深入推进供给侧结构性改革", "“放管服”改革"]
            .iter()
            .copied()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
    for phrase in Corpus::embedded().phrases() {
        let length = phrase.text.chars().count();
        assert!((4..=30).contains(&length), "{}", phrase.text);
        assert!(phrase.documents > 1 || phrase.count > 2, "{}", phrase.text);
        assert!(!phrase.text.contains(['，', '。', '；', '\n']), "{}", phrase.text);
        let (open, close) = (phrase.text.matches('“').count(), phrase.text.matches('”').count());
        assert_eq!(open, close, "{}", phrase.text);
        assert!(
            !phrase.text.starts_with(['的', '、']) && !phrase.text.ends_with(['的', '、']),
            "{}",
            phrase.text
        );
    }
}

#[test]
fn a_text_that_stands_in_many_documents_gives_its_clauses_and_not_their_pieces() {
    let paragraph = "坚持以人民为中心的发展思想，在西部形成支撑和带动全国高质量发展重要增长极。\n";
    let texts: Vec<String> = (0..50).map(|n| format!("第{n}号文件。\n{paragraph}")).collect();
    let corpus = corpus_of(&texts);
    let phrases: Vec<(&str, usize)> = corpus.phrases().map(|p| (p.text, p.count)).collect();
    assert_eq!(phrases.len(), 2, "{phrases:?}");
    assert!(phrases.iter().all(|(_, count)| *count == 50), "{phrases:?}");
}

#[test]
fn one_text_under_two_names_counts_once() {
    let text = seeds().remove(0).text;
    let corpus = corpus_of(&[text.clone(), text.replace('\n', "\r\n"), "\n".to_owned()]);
    assert_eq!((corpus.documents().len(), corpus.repeated().len()), (1, 2));
}

#[test]
fn bytes_that_are_no_index_are_refused() {
    let bytes = corpus_of(&["推动高质量发展。"]).write();
    assert!(Corpus::read(bytes.clone().into()).is_some());
    for length in 0..bytes.len() {
        assert!(Corpus::read(bytes[..length].to_vec().into()).is_none(), "{length} bytes");
    }
    assert!(Corpus::default().is_empty());
    assert_eq!(Corpus::default().count("发展"), 0);
    assert!(corpus_of(&[] as &[&str]).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn counts_are_those_of_a_plain_search(
        texts in proptest::collection::vec(
            proptest::collection::vec("(加快|建设|成渝|地区|双城|经济圈|“两个维护”|的|、|，|,|。){1,12}", 1..6), 1..4),
        wanted in "(加快|建设|成渝|地区|维护|、|，|,){1,3}",
    ) {
        let texts: Vec<String> = texts.iter().map(|lines| lines.join("\n")).collect();
        let corpus = corpus_of(&texts);
        let text = whole(&corpus);
        let count = |wanted: &str| {
            let wanted = wanted.replace(',', "，");
            text.char_indices().filter(|(at, _)| text[*at..].starts_with(&wanted)).count()
        };
        prop_assert_eq!(corpus.count(&wanted), count(&wanted));
        prop_assert_eq!(corpus.places(&wanted).len(), count(&wanted));
        for phrase in corpus.phrases() {
            prop_assert_eq!(phrase.count, count(phrase.text), "{}", phrase.text);
            prop_assert_eq!(phrase.documents, corpus.documents_with(phrase.text), "{}", phrase.text);
            prop_assert_eq!(corpus.phrase(phrase.text), Some(phrase));
            // No phrase can be made longer and stay as frequent.
            let longer = |other: &nigao::corpus::Phrase| {
                other.count == phrase.count && other.text != phrase.text && other.text.contains(phrase.text)
            };
            prop_assert!(!corpus.phrases().any(|other| longer(&other)), "{}", phrase.text);
        }
        for (unit, beside) in [(Unit::Character, 1), (Unit::Word, 0)] {
            let followers = corpus.followers(&wanted, unit);
            let ends = text.match_indices('\n').filter(|(at, _)| text[..*at].ends_with(&wanted.replace(',', "，")));
            let total: usize = followers.iter().map(|neighbour| neighbour.count).sum();
            prop_assert_eq!(total + ends.count(), count(&wanted));
            for neighbour in followers {
                let together = format!("{wanted}{}", neighbour.text);
                prop_assert!(neighbour.count <= count(&together));
                prop_assert!(beside == 0 || neighbour.count == count(&together));
            }
        }
    }
}
