//! nigao corpus: what it says, which documents it takes, and the index that it keeps.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{CLEAN, Outcome, Place};

/// Runs with a cache folder of the test's own.
fn corpus(place: &Place, args: &[&str]) -> Outcome {
    let cache = place.path("cache");
    let args = [&["corpus"], args].concat();
    place.run_with(&args, b"", &[("XDG_CACHE_HOME", cache.to_str().unwrap())])
}

fn info(place: &Place) -> Value {
    let outcome = corpus(place, &["info", "--format", "json"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    outcome.json()
}

fn names(info: &Value) -> Vec<&str> {
    info["documents"].as_array().unwrap().iter().map(|document| document["name"].as_str().unwrap()).collect()
}

fn kept(place: &Place) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(place.path("cache/nigao")).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn the_five_documents_are_described_as_they_are() {
    let place = Place::new();
    let info = info(&place);
    assert_eq!(names(&info).len(), 5);
    let of = |name: &str| {
        let documents = info["documents"].as_array().unwrap().iter();
        documents.clone().find(|document| document["name"].as_str().unwrap().starts_with(name)).unwrap()
    };
    assert_eq!(of("001")["stripped"]["noise"], serde_json::json!([{"text": "凯发K8", "count": 5}]));
    assert_eq!(of("000")["stripped"]["lines"], 6);
    assert_eq!((&of("003")["adopted"], &of("004")["level"]), (&"2020-07-29".into(), &"省级".into()));
    assert_eq!(of("004")["kind"], "决定");
    for (what, least, most) in
        [("characters", 50_000, 56_000), ("phrases", 1_000, 4_000), ("terms", 240, 300)]
    {
        let count = info[what].as_u64().unwrap();
        assert!((least..most).contains(&count), "{what}: {count}");
    }
    assert!(kept(&place).is_empty(), "what comes with nigao needs no cache");
    let text = corpus(&place, &["info"]).text();
    assert!(text.contains("略去：“凯发K8” 5 处") && text.contains("语料 5 篇，"), "{text}");
}

#[test]
fn documents_of_any_encoding_are_taken_and_excluded_ones_are_not() {
    let place = Place::new();
    place.write(
        "nigao.toml",
        "[corpus]\npaths = [\"范文/**/*.txt\", \"另.md\"]\nexclude = [\"00?_*.txt\", \"范文/旧/*\"]\n",
    );
    let (gb18030, _, _) = encoding_rs::GB18030.encode(CLEAN);
    place.write("范文/甲.txt", &gb18030);
    let utf16: Vec<u8> =
        "\u{feff}关于乙的决定\n推动乙工作高质量发展。\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.write("范文/深/乙.txt", utf16);
    place.write("范文/旧/丙.txt", CLEAN);
    place.write("范文/丁.docx", CLEAN);
    place.write("另.md", "# 关于丁的意见\n\n推动丁工作高质量发展。\n");
    let info = info(&place);
    assert_eq!(names(&info), ["范文/深/乙.txt", "范文/甲.txt", "另.md"]);
    assert_eq!(info["documents"][1]["adopted"], "2025-05-16");
    assert_eq!(info["documents"][2]["kind"], "意见");
}

#[test]
fn one_text_counts_once() {
    let place = Place::new();
    place.write("nigao.toml", "[corpus]\nseeds = false\npaths = [\".\"]\n");
    place.write("甲.txt", CLEAN);
    place.write("乙.txt", CLEAN.replace('\n', "\r\n"));
    place.write("空.txt", "\n");
    let info = info(&place);
    assert_eq!((names(&info).len(), info["repeated"].as_array().unwrap().len()), (1, 2), "{info}");
}

#[test]
fn what_cannot_be_taken_in_is_named_at_its_place_and_the_rest_is_taken() {
    let place = Place::new();
    place.write(
        "nigao.toml",
        "[corpus]\nseeds = false\npaths = [\"范文\", \"没有.txt\", \"无/*.txt\", \"[\"]\nexclude = [\"[\"]\n",
    );
    place.write("范文/甲.txt", CLEAN);
    place.write("范文/坏.txt", b"\x00\x01\x02");
    let outcome = corpus(&place, &["info", "--format", "json"]);
    assert_eq!((outcome.status, names(&outcome.json())), (2, vec!["范文/甲.txt"]));
    let mut lines: Vec<&str> = outcome.stderr.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines.len(), 5, "{}", outcome.stderr);
    assert!(lines[0].starts_with("nigao.toml:3:10：范文/坏.txt：不是文本文件"), "{}", lines[0]);
    assert_eq!(lines[1], "nigao.toml:3:16：没有.txt：没有这个文件或文件夹");
    assert_eq!(lines[2], "nigao.toml:3:26：“无/*.txt”没有匹配的文件（*.txt、*.md、*.markdown）");
    assert!(lines[3].starts_with("nigao.toml:3:37：通配符有误"), "{}", lines[3]);
    assert!(lines[4].starts_with("nigao.toml:4:12：通配符有误"), "{}", lines[4]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_named_and_not_followed() {
    let place = Place::new();
    place.write("nigao.toml", "[corpus]\nseeds = false\npaths = [\"范文\"]\n");
    place.write("范文/甲.txt", CLEAN);
    std::os::unix::fs::symlink(place.path("范文"), place.path("范文/环")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", place.path("范文/无底.txt")).unwrap();
    std::os::unix::fs::symlink("断.txt", place.path("范文/断.txt")).unwrap();
    let outcome = corpus(&place, &["info", "--format", "json"]);
    assert_eq!((outcome.status, names(&outcome.json())), (2, vec!["范文/甲.txt"]), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("范文/环：链接成环"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("范文/断.txt"), "{}", outcome.stderr);
}

/// A folder with a corpus of its own, and the index that is kept of it.
fn with_index() -> (Place, PathBuf, Value) {
    let place = Place::new();
    place.write("nigao.toml", "[corpus]\npaths = [\"范文.txt\"]\n");
    place.write("范文.txt", CLEAN);
    let first = info(&place);
    let files = kept(&place);
    assert_eq!(files.len(), 1);
    (place, files[0].clone(), first)
}

#[test]
fn a_broken_index_is_built_anew() {
    let (place, file, first) = with_index();
    let whole = std::fs::read(&file).unwrap();
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    // An index of another version, whose checksum is right.
    let mut old = whole[..whole.len() - blake3::OUT_LEN].to_vec();
    old[15] += 1;
    old.extend_from_slice(blake3::hash(&old).as_bytes());
    for broken in [&changed, &old, &whole[..whole.len() - 1].to_vec(), &whole[..10].to_vec(), &Vec::new()] {
        std::fs::write(&file, broken).unwrap();
        assert_eq!(info(&place), first);
        assert_eq!(std::fs::read(&file).unwrap(), whole, "the index is whole again");
    }
    // It is really the index that is read, and not the documents.
    let when = |path: &Path| path.metadata().unwrap().modified().unwrap();
    let before = when(&file);
    assert_eq!(info(&place), first);
    assert!(when(&file) >= before && kept(&place).len() == 1);
}

#[test]
fn without_a_place_for_the_index_all_else_works() {
    let (place, _, first) = with_index();
    place.write("档", "");
    let cache = place.path("档");
    let args = ["corpus", "info", "--format", "json"];
    let outcome = place.run_with(&args, b"", &[("XDG_CACHE_HOME", cache.to_str().unwrap())]);
    assert_eq!((outcome.status, outcome.json()), (0, first), "{}", outcome.stderr);
}

#[test]
fn several_builds_at_once_leave_one_whole_index() {
    let (place, file, first) = with_index();
    let whole = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| info(&place))).collect();
        runs.into_iter().for_each(|run| assert_eq!(run.join().unwrap(), first));
    });
    assert_eq!((kept(&place), std::fs::read(&file).unwrap()), (vec![file], whole));
}

#[test]
fn old_indexes_are_swept_away() {
    let place = Place::new();
    place.write("nigao.toml", "[corpus]\nseeds = false\npaths = [\"范文.txt\"]\n");
    for number in 0..6 {
        place.write("范文.txt", CLEAN.replace("富民", &"富民".repeat(number + 1)));
        info(&place);
    }
    assert_eq!(kept(&place).len(), 4);
}

#[test]
fn building_says_what_came_of_it() {
    let (place, _, _) = with_index();
    let outcome = corpus(&place, &["build"]);
    assert_eq!(outcome.status, 0);
    assert!(outcome.text().starts_with("语料 6 篇，"), "{}", outcome.text());
    assert_eq!(outcome.stderr, "", "no progress where no terminal is");
}
