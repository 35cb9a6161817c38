//! The stored dictionary is what the dictionary of jieba and the list of further words give.

use std::path::{Path, PathBuf};
use std::process::Command;

use nigao::text::lexicon;

/// Where the sources of jieba-rs lie on this machine.
fn jieba() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo describes");
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "jieba-rs").expect("jieba-rs is used");
    Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
}

#[test]
fn the_stored_words_are_those_of_the_lists() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/data");
    let dictionary = std::fs::read_to_string(jieba().join("src/data/dict.txt")).unwrap();
    let further = std::fs::read_to_string(data.join("words.txt")).unwrap();
    let built = lexicon::build(&dictionary, &further);
    let stored = data.join("words.trie");
    if std::env::var_os("NIGAO_UPDATE").is_some() {
        std::fs::write(&stored, &built).unwrap();
    }
    assert!(std::fs::read(&stored).unwrap() == built, "run NIGAO_UPDATE=1 cargo test --test lexicon");
}

#[test]
fn words_have_costs_and_everything_can_be_divided() {
    let chars = |text: &str| text.chars().collect::<Vec<_>>();
    let cost = |text: &str| lexicon::cost(&chars(text));
    assert!(cost("发展") < cost("林权") && cost("林权").is_some());
    assert_eq!(cost("乡村震"), None);
    assert_eq!(lexicon::boundaries(&chars("全面推进乡村振兴")), [0, 2, 4, 6, 8]);
    let whole = lexicon::cheapest(&chars("乡村振兴"), false, false);
    let broken = lexicon::cheapest(&chars("乡村震兴"), false, false);
    assert!(broken > whole + 6.0, "{broken} {whole}");
    // What goes on beyond the window may be the rest of a word.
    assert!(
        lexicon::cheapest(&chars("兴乡村"), true, false) < lexicon::cheapest(&chars("兴乡村"), false, false)
    );
}
