//! TOML and TBX: what is written is read again as it was, and files of other tools are understood.

use std::collections::BTreeMap;

use nigao::finding::Severity;
use nigao::terms::load::to_toml;
use nigao::terms::{Entry, Forbidden, ForbiddenKind, Form, FormKind, Quote, Status, Termbase, tbx};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn assert_lossless(entries: &[Entry]) {
    for text in [tbx::write(entries), to_toml(entries)] {
        let (terms, problems) = Termbase::parse(&text, "t");
        assert_eq!(problems, [], "{text}");
        assert_eq!(terms.entries, entries, "{text}");
    }
}

#[test]
fn the_embedded_terms_survive_both_ways() {
    assert_lossless(&Termbase::embedded().entries);
    assert_lossless(&[]);
}

/// A text of a term, with everything that XML and TOML write differently.
fn words() -> impl Strategy<Value = String> {
    "[甲乙丙丁戊己a-z<>&\"'`；，]{0,3}(\\]\\]>|“[甲乙丙丁戊己+1]{1,3}”|nigao:|\\\\| )?[甲乙丙丁戊己]{1,3}"
        .prop_map(|text| text.trim().to_owned())
}

/// What may stand in a field that is no term: anything.
fn remark() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        words(),
        ".{0,8}",
        Just(" 甲\r\n\t".to_owned()),
        Just("nigao:{}".to_owned()),
        Just("\u{fffe}\u{85}\u{0}".to_owned())
    ]
}

fn day() -> impl Strategy<Value = Option<String>> {
    option::of(select(vec!["2021-11-11", "2020-10", "2018"])).prop_map(|day| day.map(str::to_owned))
}

fn form() -> impl Strategy<Value = Form> {
    let status = select(vec![Status::Preferred, Status::Admitted, Status::Deprecated, Status::Superseded]);
    let kind = select(vec![FormKind::Full, FormKind::Short, FormKind::Variant, FormKind::Abbreviation]);
    (words(), status, kind, day(), remark()).prop_map(|(text, status, kind, since, note)| Form {
        text,
        status,
        kind,
        since,
        until: None,
        note,
    })
}

fn forbidden() -> impl Strategy<Value = Forbidden> {
    // 错 is in no right form.
    let wrong = prop_oneof![
        words().prop_map(|text| (Some(format!("错{text}")), None)),
        select(vec!["错[<>&\"]?(正)", "错{1,2}(?:误|\\d)"]).prop_map(|text| (None, Some(text.to_owned())))
    ];
    let severity = select(Severity::ALL.to_vec());
    let kind = select(vec![
        ForbiddenKind::Variant,
        ForbiddenKind::Misspelled,
        ForbiddenKind::Confusable,
        ForbiddenKind::Order,
        ForbiddenKind::Collocation,
    ]);
    (wrong, vec(words(), 0..3), severity, kind, vec(words(), 0..2), vec(words(), 0..2), remark()).prop_map(
        |((text, pattern), fix, severity, kind, unless_before, unless_after, note)| Forbidden {
            text,
            pattern,
            fix,
            severity,
            kind,
            unless_before,
            unless_after,
            note,
        },
    )
}

fn entry() -> impl Strategy<Value = Entry> {
    let name = (words(), remark(), remark(), remark());
    let quote = (select(vec![Quote::None, Quote::WhenName]), vec(words(), 0..2), vec(words(), 0..2));
    let parts = (vec(remark(), 0..3), any::<bool>(), vec(form(), 0..3), vec(forbidden(), 0..4));
    let around =
        (vec(remark(), 0..2), vec(remark(), 0..2), day(), btree_map("[0-9甲]{1,3}", any::<u32>(), 0..3));
    (name, quote, parts, around).prop_map(|(name, quote, parts, around)| Entry {
        name: name.0,
        category: name.1,
        source: name.2,
        note: name.3,
        quote: quote.0,
        unless_before: quote.1,
        unless_after: quote.2,
        members: parts.0,
        ordered: parts.1,
        forms: parts.2,
        forbidden: parts.3,
        verbs: around.0,
        follows: around.1,
        since: around.2,
        evidence: around.3,
        ..Entry::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_entry_survives_both_ways(entries in vec(entry(), 1..4), linked in any::<bool>()) {
        let mut entries: Vec<Entry> = entries
            .into_iter()
            .enumerate()
            .map(|(index, entry)| Entry { name: format!("{index}{}", entry.name), ..entry })
            .collect();
        if linked && entries.len() > 1 {
            entries[0].superseded_by = Some(entries[1].name.clone());
            entries[1].sequence = vec![entries[0].name.clone(), entries[1].name.clone()];
        }
        assert_lossless(&entries);
    }
}

#[test]
fn a_file_of_the_second_edition_is_read() {
    let (terms, problems) = Termbase::parse(include_str!("../data/terms/martif.tbx"), "m.tbx");
    assert_eq!(terms.entries.len(), 2, "{problems:?}");
    let [first, second] = &terms.entries[..] else { unreachable!() };
    assert_eq!((first.name.as_str(), first.category.as_str()), ("成渝地区双城经济圈", "区域战略"));
    assert_eq!(first.note, "2020年1月提出");
    let forms: Vec<_> = first.forms.iter().map(|form| (form.text.as_str(), form.status, form.kind)).collect();
    let expected = [
        ("成渝地区", Status::Admitted, FormKind::Short),
        ("成渝双城经济圈", Status::Deprecated, FormKind::Variant),
    ];
    assert_eq!(forms, expected);
    assert_eq!((second.name.as_str(), second.source.as_str()), ("“放管服”改革", "A & B"));
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["m.tbx:39:7：这一条没有中文术语（xml:lang=\"zh\"），未读入"]);
}

#[test]
fn a_file_of_another_tool_is_read() {
    let (terms, problems) = Termbase::parse(include_str!("../data/terms/basic.tbx"), "b.tbx");
    assert_eq!(problems, []);
    let [entry] = &terms.entries[..] else { panic!("{:?}", terms.entries) };
    assert_eq!(entry.name, "“一带一路”");
    assert_eq!(entry.forms[0].text, "丝绸之路经济带和21世纪海上丝绸之路");
    assert_eq!(entry.evidence, BTreeMap::new());
}

/// A TBX file with `inner` in its body.
fn file(inner: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<tbx><text><body>\n{inner}\n</body></text></tbx>")
}

const SOUND: &str =
    "<conceptEntry><langSec xml:lang=\"zh\"><termSec><term>甲</term></termSec></langSec></conceptEntry>";

#[test]
fn mistakes_in_tbx_have_their_places() {
    for (inner, line, column, message, names) in [
        ("<conceptEntry/>", 4, 1, "没有中文术语", vec!["甲"]),
        ("<conceptEntry><langSec xml:lang=\"zh\"/></conceptEntry>", 4, 1, "没有术语（<term>）", vec!["甲"]),
        (
            "<conceptEntry><note>nigao:[]</note><langSec xml:lang=\"zh\"><termSec><term>乙</term></termSec></langSec></conceptEntry>",
            4,
            15,
            "不是 JSON 对象",
            vec!["甲"],
        ),
        (
            "<conceptEntry><note>nigao:{\"colour\":1}</note><langSec xml:lang=\"zh\"><termSec><term>乙</term></termSec></langSec></conceptEntry>",
            4,
            1,
            "后面的内容有误",
            vec!["甲"],
        ),
        (
            "<conceptEntry><langSec xml:lang=\"zh\"><termSec><term>“乙</term></termSec></langSec></conceptEntry>",
            4,
            1,
            "引号不配对",
            vec!["甲"],
        ),
        (
            "<conceptEntry><langSec xml:lang=\"zh\"><termSec><term>乙&x;丙</term></termSec></langSec></conceptEntry>",
            4,
            54,
            "不展开实体 &x;",
            vec!["甲", "乙丙"],
        ),
        ("</oops>", 4, 1, "不合 XML 语法", vec!["甲"]),
    ] {
        let (terms, problems) = Termbase::parse(&file(&format!("{SOUND}\n{inner}")), "t");
        let names_read: Vec<&str> = terms.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names_read, names, "{inner}: {problems:?}");
        assert_eq!(problems.len(), 1, "{inner}: {problems:?}");
        assert_eq!((problems[0].line, problems[0].column), (line, column), "{inner}: {problems:?}");
        assert!(problems[0].message.contains(message), "{inner}: {problems:?}");
    }
    let (_, problems) = Termbase::parse("<tbx style=\"dct\"></tbx>", "t");
    assert!(problems[0].message.contains("DCT"), "{problems:?}");
    let (_, problems) = Termbase::parse("<tbx><text>", "t");
    assert!(problems[0].message.contains("<text> 没有结束"), "{problems:?}");
}

#[test]
fn bombs_do_no_harm() {
    let laughs: String =
        (1..20).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let bomb =
        format!("<!DOCTYPE tbx [<!ENTITY l0 \"ha\">{laughs}]>{}", file(&SOUND.replace('甲', "甲&l19;")));
    let (terms, problems) = Termbase::parse(&bomb, "t");
    assert_eq!(terms.entries[0].name, "甲");
    assert!(problems[0].message.contains("不展开实体 &l19;"), "{problems:?}");
    let deep = file(&"<a>".repeat(1_000_000));
    let (_, problems) = Termbase::parse(&deep, "t");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.contains("嵌套超过 64 层"), "{problems:?}");
    let many = file(&"&x;".repeat(1000));
    assert!(Termbase::parse(&many, "t").1.len() <= 20);
}
