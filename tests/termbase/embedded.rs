//! The entries that come with nigao, held against each other and against published documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nigao::finding::Severity;
use nigao::terms::{Entry, Forbidden, Quote, Status, Termbase};
use regex::Regex;

const TOML: &str = include_str!("../../seeds/terms.toml");

/// Places where a published document of ours is wrong in a term: the wrong form and the document.
const SLIPS: [(&str, &str); 5] = [
    ("国内国际双循环相互促进新发展格局", "003"),
    ("国土空间开发适应性评价", "003"),
    ("第一个一百年奋斗目标", "002"),
    ("第二个一百年奋斗目标", "002"),
    ("零突破", "001"),
];

fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap(),
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// The texts of a folder of the repository, folded, by the first three characters of their names
/// for the seeds and by the whole names otherwise.
fn documents(folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let texts = files.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let name = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if folder.ends_with("seeds") { name[..3].to_owned() } else { name }
    };
    // seeds/ also has the words of the dictionary.
    let texts = texts.filter(|path| !path.ends_with("words.txt"));
    texts.map(|path| (name(&path), folded(&std::fs::read_to_string(&path).unwrap()))).collect()
}

fn regex(forbidden: &Forbidden) -> Regex {
    let text = forbidden.text.as_deref().map(|text| regex::escape(&folded(text)));
    Regex::new(&text.or(forbidden.pattern.clone()).unwrap()).unwrap()
}

/// Where `forbidden` stands in a folded `text` without anything around it that makes it right.
fn hits(forbidden: &Forbidden, regex: &Regex, text: &str) -> Vec<String> {
    let found = regex.find_iter(text).filter(|found| {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        !forbidden.unless_before.iter().any(|word| after.starts_with(&folded(word)))
            && !forbidden.unless_after.iter().any(|word| before.ends_with(&folded(word)))
    });
    found.map(|found| found.as_str().to_owned()).collect()
}

fn right_forms(entry: &Entry) -> impl Iterator<Item = &String> {
    let right = entry.forms.iter().filter(|form| matches!(form.status, Status::Preferred | Status::Admitted));
    std::iter::once(&entry.name).chain(right.map(|form| &form.text))
}

#[test]
fn nothing_is_wrong_with_them() {
    let (terms, problems) = Termbase::parse(TOML, "terms.toml");
    assert_eq!(problems, []);
    assert_eq!(terms.entries, Termbase::embedded().entries);
    assert!(terms.entries.len() >= 180, "{}", terms.entries.len());
    for entry in &terms.entries {
        assert!(!entry.category.is_empty() && !entry.source.is_empty(), "{}", entry.name);
        assert!(entry.forbidden.iter().all(|forbidden| !forbidden.fix.is_empty()), "{}", entry.name);
        assert!(!entry.ordered || entry.members.len() >= 2, "{}", entry.name);
        if entry.quote == Quote::None {
            continue;
        }
        assert!(entry.name.contains('“'), "{}", entry.name);
    }
}

#[test]
fn evidence_is_what_the_seeds_say() {
    let seeds = documents("seeds");
    assert_eq!(seeds.len(), 5);
    for entry in &Termbase::embedded().entries {
        let name = folded(&entry.name);
        let counts = seeds.iter().map(|(seed, text)| (seed.clone(), text.matches(&name).count() as u32));
        let counts: BTreeMap<String, u32> = counts.filter(|(_, count)| *count > 0).collect();
        assert_eq!(entry.evidence, counts, "{}", entry.name);
    }
}

#[test]
fn no_wrong_form_is_part_of_a_right_one() {
    let terms = Termbase::embedded();
    for entry in &terms.entries {
        for forbidden in &entry.forbidden {
            let regex = regex(forbidden);
            for right in terms.entries.iter().flat_map(right_forms) {
                assert!(hits(forbidden, &regex, &folded(right)).is_empty(), "{right}: {forbidden:?}");
            }
            for other in terms.entries.iter().flat_map(|entry| &entry.forbidden) {
                for fix in other.fix.iter().filter(|fix| !fix.contains('$')) {
                    assert!(hits(forbidden, &regex, &folded(fix)).is_empty(), "{fix}: {forbidden:?}");
                }
            }
        }
    }
}

#[test]
fn published_documents_have_the_known_slips_only() {
    let (seeds, field) = (documents("seeds"), documents("tests/field"));
    let mut found = Vec::new();
    for forbidden in Termbase::embedded().entries.iter().flat_map(|entry| &entry.forbidden) {
        let regex = regex(forbidden);
        for (name, text) in seeds.iter().chain(&field) {
            let known = SLIPS.iter().find(|slip| forbidden.text.as_deref() == Some(slip.0) && name == slip.1);
            let hits = hits(forbidden, &regex, text);
            match known {
                Some(slip) if !hits.is_empty() => found.push(*slip),
                _ if forbidden.severity == Severity::Info => {}
                _ => assert_eq!(hits, Vec::<String>::new(), "{name}"),
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    let mut slips = SLIPS;
    slips.sort_unstable();
    assert_eq!(found, slips);
}

#[test]
fn what_is_always_quoted_is_quoted_in_published_documents() {
    let slips = [("三个区分开来", "001"), ("两新组织", "001")];
    for (name, text) in documents("seeds").iter().chain(&documents("tests/field")) {
        for entry in Termbase::embedded().entries.iter().filter(|entry| entry.quote == Quote::Required) {
            let bare = folded(&entry.name).replace(['“', '”'], "");
            let outside = text.match_indices(&bare).filter(|(at, _)| {
                let (before, after) = (&text[..*at], &text[at + bare.len()..]);
                let quoted = before.matches('“').count() > before.matches('”').count();
                !quoted
                    && !entry.unless_before.iter().any(|word| after.starts_with(&folded(word)))
                    && !entry.unless_after.iter().any(|word| before.ends_with(&folded(word)))
            });
            let known = slips.contains(&(bare.as_str(), name.as_str()));
            assert_eq!(outside.count() > 0, known, "{name}: {bare}");
        }
    }
}

#[test]
fn words_that_contain_a_wrong_form_are_left_alone() {
    let traps = [
        "公布署名文章",
        "全部暑期课程",
        "按装机容量计算",
        "按装饰标准",
        "按排放标准",
        "按排涝要求",
        "统一惯例",
        "既使经济发展又使环境改善",
        "图像征集",
        "选拔付出",
        "修复盖板",
        "恢复盖章",
        "报名截止日期",
        "振幅射击",
        "就读职业学校",
        "天赋与努力",
        "税赋与债务",
        "恢宏扬厉",
        "严峻工作形势",
        "交通迅速发展",
        "流通迅猛增长",
        "一贯例行公事",
        "立即定目标",
        "法制社会主义",
        "颠覆行为",
        "举措失当",
        "研究竞争力",
        "竟争取到",
        "竟相信",
        "内部份额",
        "要做为一方造福的干部",
        "快速反应群众诉求",
        "办公权利用率",
        "登记帐篷",
        "把讲座落在实处",
        "不忘记使命",
        "筑牢生态屏障",
        "新型生产关系",
        "安置群众渡过难关",
        "过渡假设",
        "沿续建道路",
    ];
    for text in traps {
        for forbidden in Termbase::embedded().entries.iter().flat_map(|entry| &entry.forbidden) {
            assert!(hits(forbidden, &regex(forbidden), text).is_empty(), "{text}: {forbidden:?}");
        }
    }
}
