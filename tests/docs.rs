//! Generated pages and the READMEs say what is true.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use nigao::rules::{Example, RULES, Rule};
use nigao::settings::Settings;
use nigao::terms::Termbase;

const GROUPS: [(&str, &str); 7] = [
    ("numbering", "序号"),
    ("structure", "结构"),
    ("numbers", "数字"),
    ("targets", "目标"),
    ("terms", "提法"),
    ("punctuation", "标点"),
    ("references", "引用"),
];

fn rules_page() -> String {
    let mut page = String::from(
        "# 规则\n\n<!-- 由 src/rules 生成：NIGAO_UPDATE=1 cargo test --test docs -->\n\n\
         级别可在 nigao.toml 的 `[rules]` 中改动或关闭。“可自动修改”的，`nigao check --fix` 直接改；其余的修改只作建议。\n",
    );
    for (group, title) in GROUPS {
        let rules: Vec<&Rule> = RULES.iter().copied().filter(|rule| rule.group() == group).collect();
        write!(page, "\n## {title}\n\n| 规则 | 级别 | 要求 |\n|-|-|-|\n").unwrap();
        for rule in &rules {
            let anchor = rule.id.replace('/', "");
            writeln!(page, "| [`{}`](#{anchor}) | {} | {} |", rule.id, rule.severity.label(), rule.summary)
                .unwrap();
        }
        rules.iter().for_each(|rule| page.push_str(&section(rule)));
    }
    page
}

fn section(rule: &Rule) -> String {
    let mut text = format!(
        "\n### {}\n\n{}。（{}）\n\n{}\n\n依据——{}\n",
        rule.id,
        rule.summary,
        rule.severity.label(),
        rule.why,
        rule.basis.text()
    );
    for Example { wrong, right } in rule.examples {
        if !wrong.contains("[[") {
            write!(text, "\n不提示：\n\n```text\n{wrong}\n```\n").unwrap();
            continue;
        }
        write!(text, "\n错（`[[ ]]` 处）：\n\n```text\n{wrong}\n```\n").unwrap();
        if *right != wrong.replace("[[", "").replace("]]", "") {
            write!(text, "\n改为：\n\n```text\n{right}\n```\n").unwrap();
        }
    }
    text
}

#[test]
fn the_page_of_rules_is_rendered_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = rules_page();
    if std::env::var_os("NIGAO_UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "docs/rules.md is out of date: NIGAO_UPDATE=1 cargo test --test docs");
    assert!(RULES.iter().all(|rule| GROUPS.iter().any(|(group, _)| *group == rule.group())));
}

/// Each example in the READMEs begins with its command and shows parts of what that prints; a line with
/// … alone stands for the rest.
#[test]
fn the_readmes_show_what_the_commands_print() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [english, chinese] = ["README.md", "README.zh-CN.md"].map(|readme| {
        let text = std::fs::read_to_string(root.join(readme)).unwrap();
        assert!(text.contains("cargo run --release -- check tests/drafts/typical-slips.txt"), "{readme}");
        assert!(text.contains("tests/all.sh"), "{readme}");
        let examples = text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
        examples.map(str::to_owned).collect::<Vec<_>>()
    });
    assert_eq!(english, chinese, "both READMEs show the same");
    for example in &english {
        let (command, shown) = example.split_once('\n').unwrap();
        let printed = printed(command.strip_prefix("$ nigao ").expect(command), root);
        let mut rest = printed.as_str();
        for part in shown.split("…\n").map(str::trim_end).filter(|part| !part.is_empty()) {
            let at = rest
                .find(part)
                .unwrap_or_else(|| panic!("{command} does not print:\n{part}\n\nbut:\n{printed}"));
            rest = &rest[at + part.len()..];
        }
    }
}

fn printed(arguments: &str, folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nigao"));
    let output = command.args(arguments.split(' ')).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The first file in TOML that each README shows is a nigao.toml, the second a file of terms.
#[test]
fn what_the_readmes_set_can_be_set() {
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).unwrap();
        let blocks = text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
        let [settings, terms] = blocks.collect::<Vec<_>>()[..] else { panic!("{readme}") };
        assert_eq!(Settings::parse(settings, &rules).1, [], "{readme}");
        let (terms, problems) = Termbase::parse(terms, readme);
        assert_eq!((terms.entries.len(), problems), (1, Vec::new()), "{readme}");
    }
}
