//! `nigao phrases`.

use crate::run::Place;

#[test]
fn a_text_is_shown_with_its_neighbours_and_places() {
    let place = Place::new();
    let outcome = place.run(&["phrases", "乡村振兴"]);
    let text = outcome.text();
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(text.starts_with("乡村振兴  语料 "), "{text}");
    for part in ["后面：", "前面：", "用例：", "——《"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn json_has_everything() {
    let place = Place::new();
    let outcome = place.run(&["phrases", "--format", "json", "乡村振兴"]);
    let whole: serde_json::Value = serde_json::from_str(&outcome.text()).expect("it is JSON");
    let count = whole["count"].as_u64().expect("it is counted");
    let places = whole["places"].as_array().expect("places are listed");
    assert!(count > 0 && places.len() as u64 == count);
    assert!(places.iter().all(|place| place["sentence"].as_str().is_some_and(|s| s.contains("乡村振兴"))));
    let after: u64 = whole["after"].as_array().unwrap().iter().filter_map(|one| one["count"].as_u64()).sum();
    assert!((1..=count).contains(&after));
}

#[test]
fn both_widths_are_one() {
    let place = Place::new();
    let [wide, narrow] = ["，加快", ",加快"].map(|text| {
        let outcome = place.run(&["phrases", "--format", "json", text]);
        serde_json::from_str::<serde_json::Value>(&outcome.text()).expect("it is JSON")["count"].clone()
    });
    assert!(wide.as_u64().is_some_and(|count| count > 0));
    assert_eq!(wide, narrow);
}

#[test]
fn what_the_corpus_lacks_is_said_so() {
    let place = Place::new();
    for text in ["夔龘", "", "乡村\n振兴"] {
        let outcome = place.run(&["phrases", text]);
        assert_eq!(outcome.status, 0);
        assert!(outcome.text().contains("语料（5 篇）中没有"), "{}", outcome.text());
    }
}

#[test]
fn the_corpus_is_that_of_the_folder() {
    let place = Place::new();
    place.write("nigao.toml", "[corpus]\nseeds = false\npaths = [\"范文.txt\"]\n");
    place.write(
        "范文.txt",
        "关于茶业发展的决定\n一、总体要求\n打造茶旅融合走廊。\n二、任务\n延伸茶旅融合链条。\n",
    );
    let text = place.run(&["phrases", "茶旅融合"]).text();
    assert!(text.contains("语料 1 篇 2 处") && text.contains("走廊 1"), "{text}");
}
