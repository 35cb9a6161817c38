//! Laws of completion: at any place of any document the items are few, fit, and change nothing around.

mod common;

use std::sync::Arc;

use nigao::corpus::{Corpus, seeds};
use nigao::features::completion::{Question, complete, examples};
use nigao::settings::Settings;
use nigao::terms::Termbase;
use nigao::text::{Position, Text};
use nigao::{Reference, analyze};

/// Every so many characters of a document are asked about.
const STRIDE: usize = 61;

#[test]
fn items_fit_everywhere() {
    let reference = Arc::new(Reference::default());
    let mut answered = 0;
    for document in common::published() {
        let text = Text::from(document.text.as_str());
        let analysis = analyze(&text, &reference, None);
        for (offset, _) in document.text.char_indices().step_by(STRIDE) {
            let at = text.position(offset);
            let line = text.line(at.line).into_owned();
            let byte = at.byte.min(line.len());
            let question = Question {
                text: &text,
                at,
                reference: &reference,
                analysis: Some(&analysis),
                snippets: false,
            };
            let items = complete(&question);
            assert!(items.len() <= 8);
            answered += usize::from(!items.is_empty());
            for item in items {
                let mut accepted = line.clone();
                accepted.replace_range(item.span.start.byte..item.span.end.byte, &item.text);
                let place = format!("{} {}:{}", document.name, at.line + 1, at.byte);
                // In English words of a web page, letters are taken for pinyin.
                if item.filter == item.text {
                    assert_eq!(
                        accepted,
                        format!("{}{}{}", &line[..byte], item.label, &line[byte..]),
                        "{place}"
                    );
                }
                assert!(!line[byte..].starts_with(&item.label), "{place}: {} follows already", item.label);
                assert!(
                    item.label.matches('“').count() <= item.label.matches('”').count(),
                    "{place}: {}",
                    item.label
                );
                // Nothing is pieced together that nobody has written.
                assert!(!item.detail.contains(" 0 "), "{place}: {item:?}");
            }
        }
    }
    assert!(answered > 500, "{answered}");
}

#[test]
fn a_sequence_goes_on_with_its_next_member() {
    for (before, next) in [
        ("增强“四个意识”、", "坚定“四个自信”"),
        ("坚定“四个自信”、", "做到“两个维护”"),
        ("深刻领悟“两个确立”的决定性意义，增强“四个意识”、", "坚定“四个自信”"),
    ] {
        let text = Text::from(before);
        let at = Position::new(0, before.len());
        let reference = Reference::default();
        let question = Question { text: &text, at, reference: &reference, analysis: None, snippets: false };
        let items = complete(&question);
        assert!(items.first().is_some_and(|item| item.label.starts_with(next)), "{before}: {items:?}");
    }
}

/// The labels offered after `before`.
fn offered(before: &str) -> Vec<String> {
    let text = Text::from(before);
    let at = Position::new(0, before.len());
    let reference = Reference::default();
    let question = Question { text: &text, at, reference: &reference, analysis: None, snippets: true };
    complete(&question).into_iter().map(|item| item.label).collect()
}

#[test]
fn unknown_words_before_do_not_silence_what_goes_on() {
    for before in ["", "市委", "某县，", "𠮷县党委要", "到那时（即明年），我县"] {
        let labels = offered(&format!("{before}深入实施"));
        assert_eq!(labels.first().map(String::as_str), Some("创新驱动发展战略"), "{before}: {labels:?}");
    }
}

#[test]
fn phrases_end_where_they_may() {
    for (before, unfinished) in [
        ("为深入贯彻", "落实习近平新时代中国特色"),
        ("高质量", "发展的"),
        ("各级党委", "（党组"),
        ("坚决做到“", "两个"),
        ("深入实施", "创新驱动发展战略，用好科技"),
    ] {
        let labels = offered(before);
        assert!(!labels.is_empty() && labels.iter().all(|label| label != unfinished), "{before}: {labels:?}");
    }
}

#[test]
fn a_mark_that_opens_a_term_asks_for_terms() {
    let labels = offered("“");
    assert!(labels.iter().any(|label| label == "两个维护”"), "{labels:?}");
}

#[test]
fn letters_are_taken_first_for_what_goes_on() {
    assert_eq!(offered("推动高质量fz")[0], "发展");
    assert_eq!(offered("深入实施cx")[0], "创新驱动发展战略");
    assert_eq!(offered("lgwh")[0], "“两个维护”");
}

#[test]
fn targets_are_put_as_the_corpus_puts_them() {
    assert_eq!(offered("到2030年，")[0], "…突破…亿元");
    assert_eq!(offered("到2030年，旅游收入")[0], "突破…亿元");
    // One document alone lets its product 连跨三个千亿台阶.
    assert!(offered("到2030年，地区生产总值").iter().all(|label| !label.contains('…')));
}

#[test]
fn what_is_left_out_of_the_corpus_is_not_offered() {
    let all = seeds();
    let kept: Vec<_> = all.iter().skip(1).cloned().collect();
    let without = Corpus::build(&kept, &|_| ());
    let phrases = Corpus::embedded();
    let own = phrases.phrases().map(|phrase| phrase.text).find(|text| {
        without.count(text) == 0 && text.chars().count() > 8 && text.chars().all(nigao::text::is_hanzi)
    });
    let own = own.expect("the first document has phrases of its own");
    let half: String = own.chars().take(5).collect();
    let text = Text::from(half.as_str());
    let reference = Reference::new(Settings::default(), Termbase::embedded(), Arc::new(without));
    let at = Position::new(0, half.len());
    let question = Question { text: &text, at, reference: &reference, analysis: None, snippets: false };
    let rest = &own[half.len()..];
    assert!(complete(&question).iter().all(|item| item.label != rest), "{own}");
    let offered = Question { reference: &Reference::default(), ..question };
    assert!(complete(&offered).iter().any(|item| item.label.starts_with(&rest[..3])), "{own}");
}

#[test]
fn examples_come_from_different_documents() {
    let reference = Reference::default();
    let found = examples(&reference, "全面推进", "乡村振兴");
    assert_eq!(found.len(), 2);
    assert_ne!(found[0].0.document.name, found[1].0.document.name);
    for (place, length) in found {
        assert!(place.text[place.byte..place.byte + length].ends_with("乡村振兴"));
    }
    assert!(examples(&reference, "", "夔龘").is_empty());
}
