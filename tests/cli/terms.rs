//! nigao terms: the table, the export, the import.

use crate::run::Place;

#[test]
fn the_table_is_aligned_and_json_has_everything() {
    let place = Place::new();
    let outcome = place.run(&["terms", "list"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let text = outcome.text();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("名称") && lines[0].ends_with("其他写法"), "{}", lines[0]);
    let row = |start: &str| *lines.iter().find(|line| line.starts_with(start)).unwrap();
    let columns = |line: &str, to: &str| {
        let before = &line[..line.find(to).unwrap()];
        before.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
    };
    // Quotation marks take one column in unicode-width.
    let quotes = |line: &str| line.matches(['“', '”']).count();
    for (name, cell, head) in [
        ("成渝地区双城经济圈", "区域战略", "类别"),
        ("成渝地区双城经济圈", "2020-01-03 起", "时效"),
        ("铸牢中华", "政治术语", "类别"),
    ] {
        assert_eq!(columns(row(name), cell) - quotes(name), columns(lines[0], head), "{name}");
    }
    assert!(row("“四风”").contains("必加"));
    assert!(row("“一干多支").contains("已由“四化同步、城乡融合、五区共兴”取代"));
    assert!(row("山水林田").contains("山水林田湖草系统治理（旧）"));
    let json = place.run(&["terms", "list", "--format", "json"]).json();
    assert_eq!(json["version"], 1);
    let terms = json["terms"].as_array().unwrap();
    let found = terms.iter().find(|term| term["name"] == "成渝地区双城经济圈").unwrap();
    assert_eq!(found["forbidden"][0]["text"], "成渝双城经济圈");
    assert_eq!(found["evidence"]["003"], 24);
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    let place = Place::new();
    let outcome = place.run(&["terms", "export", "--tbx", "--output", "术语.tbx"]);
    assert_eq!((outcome.status, outcome.text().as_str(), outcome.stderr.as_str()), (0, "", ""));
    let printed = place.run(&["terms", "export", "--tbx"]);
    assert_eq!(printed.stdout, place.read("术语.tbx"));
    let direct = place.run(&["terms", "export"]);
    let outcome = place.run(&["terms", "import", "术语.tbx", "--output", "术语.toml"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    assert_eq!(place.read("术语.toml"), direct.stdout);
    let again = place.run_with(&["terms", "import", "-"], &direct.stdout, &[]);
    assert_eq!((again.status, again.stdout), (0, direct.stdout));
}

#[test]
fn mistakes_are_named_and_the_rest_is_imported() {
    let place = Place::new();
    place.write(
        "a.toml",
        "[[term]]\nname = \"甲乙\"\nsince = \"昨天\"\nsuperseded_by = \"“四风”\"\n[[term]]\nnmae = \"丙\"\n",
    );
    let outcome = place.run(&["terms", "import", "a.toml"]);
    assert_eq!(outcome.status, 2);
    let told: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("a.toml:3:9：since 的“昨天”不是日期"), "{told:?}");
    assert!(
        told[1].starts_with("a.toml:5:1：term 缺少 name")
            || told[2].starts_with("a.toml:5:1：term 缺少 name"),
        "{told:?}"
    );
    assert_eq!(outcome.text(), "[[term]]\nname = \"甲乙\"\nsuperseded_by = \"“四风”\"\n");
    for (args, said) in [
        (&["terms", "import", "无.tbx"][..], "无.tbx：没有这个文件"),
        (&["terms", "import", "."], ".：是文件夹"),
        (&["terms", "export", "--output", "无/x.tbx"], "无/x.tbx：没有这个文件"),
        (&["terms"], "没有命令"),
        (&["terms", "exprot"], "用法有误：没有命令“exprot”，是不是“export”"),
    ] {
        let outcome = place.run(args);
        assert_eq!(outcome.status, 2, "{args:?}");
        assert!(outcome.stderr.starts_with(said), "{}", outcome.stderr);
    }
}

#[test]
fn files_of_terms_stand_beside_ours() {
    let place = Place::new();
    place.write("nigao.toml", "[terms]\nfiles = [\"单位/术语.toml\", \"a.tbx\", \"无.toml\"]\n");
    place.write("单位/术语.toml", "[[term]]\nname = \"“五市战略”\"\ncategory = \"我市\"\nsince = \"明天\"\n");
    place.write("a.tbx", "<tbx><text><body><conceptEntry><langSec xml:lang=\"zh\"><termSec><term>甲乙</term></termSec></langSec></conceptEntry></body></text></tbx>");
    let outcome = place.run(&["terms", "list"]);
    assert_eq!(outcome.status, 2);
    let told: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(told[0], "nigao.toml:2:33：无.toml：没有这个文件或文件夹");
    assert!(told[1].starts_with("单位/术语.toml:4:9：since 的“明天”不是日期"), "{told:?}");
    assert_eq!(told.len(), 2, "{told:?}");
    let text = outcome.text();
    let row = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(row("“五市战略”").contains("我市"));
    row("甲乙");
}
