//! Files of terms with mistakes: each is named at its place, and the rest holds.

use nigao::terms::{Termbase, load::to_toml};

/// The places and messages of the problems of a file, and the names of what was read.
fn read(text: &str) -> (Vec<(usize, usize, String)>, Vec<String>) {
    let (terms, problems) = Termbase::parse(text, "术语.toml");
    assert!(problems.iter().all(|problem| problem.file == "术语.toml"));
    let problems = problems.into_iter().map(|problem| (problem.line, problem.column, problem.message));
    (problems.collect(), terms.entries.into_iter().map(|entry| entry.name).collect())
}

#[test]
fn a_mistake_has_its_place_and_the_rest_holds() {
    for (lines, line, column, message) in [
        ("nmae = \"x\"", 3, 1, "不认识“nmae”，是不是“name”？"),
        ("颜色 = 1", 3, 1, "不合 TOML 语法"),
        ("quote = \"always\"", 3, 9, "quote 没有“always”，可用的有：none、required、when-name"),
        ("quote = \"requird\"", 3, 9, "quote 没有“requird”，是不是“required”？"),
        ("quote = \"required\"", 3, 9, "quote 为 required，而 name 和 forms 都没有引号"),
        ("members = \"甲\"", 3, 11, "members 应当是数组"),
        ("verbs = [\"推动\", 3]", 3, 16, "verbs 应当是字符串"),
        ("ordered = \"yes\"", 3, 11, "ordered 应当是 true 或 false"),
        ("category = 3", 3, 12, "category 应当是字符串"),
        ("since = \"2021-13\"", 3, 9, "since 的“2021-13”不是日期"),
        ("until = \"2021-02-29\"", 3, 9, "until 的“2021-02-29”不是日期"),
        ("since = \"2021\"\nuntil = \"2020-12\"", 4, 9, "until（2020-12）早于 since（2021）"),
        ("superseded_by = \"丙\"", 3, 17, "superseded_by 的“丙”不在术语库中"),
        ("superseded_by = \"乙\"", 3, 17, "superseded_by 绕成了圈：乙 → 乙"),
        ("sequence = [\"甲\", \"丙\"]", 3, 18, "sequence 中的“丙”不在术语库中"),
        ("evidence = { 000 = -1 }", 3, 20, "000 应当是不小于零的整数"),
        ("forms = [{ status = \"admitted\" }]", 3, 10, "缺少 text"),
        ("forms = [{ text = \"“乙\" }]", 3, 10, "text 的引号不配对"),
        ("forms = [{ text = \"丁\", since = \"去年\" }]", 3, 32, "since 的“去年”不是日期"),
        ("forbidden = [{ fix = [\"乙\"] }]", 3, 14, "缺少 text（或 pattern）"),
        ("forbidden = [{ text = \"丁\", pattern = \"丁\" }]", 3, 14, "text 和 pattern 只能写一个"),
        ("forbidden = [{ text = \"\" }]", 3, 14, "text 是空的"),
        ("forbidden = [{ text = \"乙\" }]", 3, 14, "把正确的写法“乙”也算作错"),
        ("forms = [\"戊\"]", 3, 10, "forms 应当是表"),
        (
            "forms = [{ text = \"乙丙\" }]\nforbidden = [{ text = \"丙\" }]",
            4,
            14,
            "把正确的写法“乙丙”也算作错",
        ),
        ("forbidden = [{ pattern = \"乙?\" }]", 3, 14, "连空白也算错"),
        ("forbidden = [{ pattern = \"丁(?!戊)\" }]", 3, 14, "pattern 不支持环视"),
        ("forbidden = [{ pattern = '(丁)\\1' }]", 3, 14, "pattern 不支持反向引用"),
        ("forbidden = [{ pattern = \"丁(\" }]", 3, 14, "pattern 不是正则表达式（unclosed group）"),
        ("forbidden = [{ pattern = '\\w{900}丁' }]", 3, 14, "pattern 太大"),
        ("forbidden = [{ pattern = \"(丁)\", fix = [\"$2\"] }]", 3, 14, "fix 用了 $2，而 pattern 没有这一组"),
        ("forbidden = [{ text = \"丁\", fix = [\"丁丁\"] }]", 3, 14, "改成“丁丁”以后仍然算错"),
        ("forbidden = [{ text = \"丁\", severity = \"fatal\" }]", 3, 39, "severity 没有“fatal”"),
    ] {
        let text = format!("[[term]]\nname = \"乙\"\n{lines}\n[[term]]\nname = \"甲\"\n");
        let (problems, names) = read(&text);
        assert_eq!(problems.len(), 1, "{lines}: {problems:?}");
        assert_eq!((problems[0].0, problems[0].1), (line, column), "{lines}: {problems:?}");
        assert!(problems[0].2.contains(message), "{lines}: {problems:?}");
        assert_eq!(names, ["乙", "甲"], "{lines}");
    }
}

#[test]
fn an_entry_without_a_sound_name_is_left_out() {
    for (name, message) in [
        ("", "term 缺少 name"),
        ("name = \"\"", "name 是空的"),
        ("name = \"“”\"", "name 是空的"),
        ("name = \"“乙\"", "name 的引号不配对"),
        ("name = \"”乙“\"", "name 的引号不配对"),
        ("name = \"乙\\n丙\"", "name 不能有换行"),
        ("name = \" 乙\"", "name 的首尾不能有空白"),
        ("name = 3", "name 应当是字符串"),
        ("name = \"甲\"", "“甲”在第 2 行已经有了"),
    ] {
        let text = format!("[[term]]\nname = \"甲\"\n[[term]]\n{name}\n");
        let (problems, names) = read(&text);
        assert!(problems.iter().any(|problem| problem.2.contains(message)), "{name}: {problems:?}");
        assert!(problems.iter().all(|problem| problem.0 >= 3), "{name}: {problems:?}");
        assert_eq!(names, ["甲"], "{name}");
    }
}

#[test]
fn what_is_no_file_of_terms_is_told() {
    for (text, message) in [
        ("term = 3\n", "术语应当写作 [[term]]"),
        ("[[terms]]\nname = \"甲\"\n", "不认识“terms”"),
        ("[term]\nname = \"甲\"\n", "术语应当写作 [[term]]"),
        ("甲、乙\n", "不合 TOML 语法"),
        ("<html></html>", "不是 TBX 文件"),
        ("\u{0}\u{1}", "不合 TOML 语法"),
    ] {
        let (problems, names) = read(text);
        assert!(problems.iter().any(|problem| problem.2.contains(message)), "{text}: {problems:?}");
        assert!(names.is_empty(), "{text}");
    }
    assert_eq!(read(""), (Vec::new(), Vec::new()));
}

#[test]
fn a_cycle_is_broken_once() {
    let text = "[[term]]\nname = \"甲\"\nsuperseded_by = \"乙\"\n[[term]]\nname = \"乙\"\nsuperseded_by = \"丙\"\n\
                [[term]]\nname = \"丙\"\nsuperseded_by = \"甲\"\n[[term]]\nname = \"丁\"\nsuperseded_by = \"甲\"\n";
    let (terms, problems) = Termbase::parse(text, "t");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].to_string(), "t:3:17：superseded_by 绕成了圈：甲 → 乙 → 丙 → 甲");
    let newer: Vec<Option<&str>> = terms.entries.iter().map(|entry| entry.superseded_by.as_deref()).collect();
    assert_eq!(newer, [None, Some("丙"), Some("甲"), Some("甲")]);
}

#[test]
fn an_entry_of_the_drafter_takes_the_place_of_ours() {
    let own = "[[term]]\nname = \"“五市战略”\"\nquote = \"when-name\"\n[[term]]\nname = \"我市新提法\"\nsequence = [\"“五市战略”\"]\n";
    let later = "[[term]]\nname = \"我市新提法\"\ncategory = \"地方提法\"\n";
    let base = Termbase::embedded();
    let (terms, problems) = base.with_files(&[("甲.toml", own), ("乙.toml", later)]);
    assert_eq!(problems, []);
    assert_eq!(terms.entries.len(), base.entries.len() + 1);
    let find = |name: &str| terms.entries.iter().find(|entry| entry.name == name).unwrap();
    assert!(find("“五市战略”").members.is_empty());
    assert_eq!(find("我市新提法").category, "地方提法");
    assert!(find("我市新提法").sequence.is_empty());
}

#[test]
fn widths_do_not_make_two_of_one() {
    let (terms, _) =
        Termbase::embedded().with_files(&[("甲", "[[term]]\nname = \"县(市、区)\"\nnote = \"本市\"\n")]);
    assert_eq!(terms.entries.iter().filter(|entry| entry.name.starts_with('县')).count(), 1);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_told_about(
        text in "([a-z术\\[\\]=\"'#.{}<>/&;,0-9 \r\n“”]|\\[\\[term\\]\\]\n|name = |forbidden|\"\"\"|<tbx>|<term>){0,60}",
    ) {
        let (terms, problems) = Termbase::parse(&text, "t");
        for problem in problems {
            proptest::prop_assert!(problem.line <= text.matches('\n').count() + 1, "{}", problem);
        }
        // What was read is sound: it reads again without a word.
        let (again, problems) = Termbase::parse(&to_toml(&terms.entries), "t");
        proptest::prop_assert_eq!(problems, []);
        proptest::prop_assert_eq!(again.entries, terms.entries);
    }
}
