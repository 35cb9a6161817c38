//! One table of settings: the schema, the page and the manifest of the extension say what it says.

#[path = "common/schema.rs"]
mod schema;

use std::path::{Path, PathBuf};
use std::process::Command;

use nigao::finding::Severity;
use nigao::rules::{self, RULES};
use nigao::settings::{ACCEPTED, KEYS, Key, OFF, Settings, Takes};
use serde_json::{Map, Value, json};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Holds that the file is as it is generated, or generates it.
fn hold(name: &str, generated: &str) {
    let path = root().join(name);
    if std::env::var_os("NIGAO_UPDATE").is_some() {
        std::fs::write(&path, generated).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == generated, "{name} is out of date: NIGAO_UPDATE=1 cargo test --test settings");
}

fn levels() -> Vec<&'static str> {
    [OFF].into_iter().chain(Severity::ALL.map(Severity::name)).collect()
}

fn groups() -> Vec<&'static str> {
    let mut groups: Vec<&str> = RULES.iter().map(|rule| rule.group()).collect();
    groups.dedup();
    groups
}

fn table(properties: Map<String, Value>) -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

fn properties(keys: &[Key]) -> Map<String, Value> {
    keys.iter().map(|key| (key.name.to_owned(), property(key))).collect()
}

fn property(key: &Key) -> Value {
    let mut property = match &key.takes {
        Takes::Table(keys) => table(properties(keys)),
        Takes::Flag(field) => json!({"type": "boolean", "default": *field(&mut Settings::default())}),
        Takes::Number { field, .. } => {
            json!({"type": "integer", "minimum": 1, "default": *field(&mut Settings::default())})
        }
        Takes::Names { example, .. } => {
            let item = json!({"type": "string", "minLength": 1});
            json!({"type": "array", "items": item, "default": [], "examples": [[example]]})
        }
        Takes::Severities => {
            let of_rules = RULES.iter().map(|rule| {
                let level =
                    json!({"description": rule.summary, "enum": levels(), "default": rule.severity.name()});
                (rule.id.to_owned(), level)
            });
            let of_groups = groups().into_iter().map(|group| (group.to_owned(), json!({"enum": levels()})));
            table(of_rules.chain(of_groups).collect())
        }
        Takes::Accepted => {
            let of_key = |(name, summary): (&str, &str)| {
                let mut property = json!({"type": "string", "description": summary});
                if name == "rule" {
                    property["enum"] = json!(rules::ids());
                }
                (name.to_owned(), property)
            };
            let mut item = table(ACCEPTED.into_iter().map(of_key).collect());
            item["required"] = json!(["rule"]);
            json!({"type": "array", "items": item})
        }
    };
    property["description"] = json!(key.summary);
    property
}

fn schema() -> Value {
    let mut schema = table(properties(KEYS));
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("nigao.toml");
    schema["description"] = json!("拟稿 nigao 的设置");
    schema
}

#[test]
fn the_schema_is_generated_from_the_table() {
    hold("docs/nigao.schema.json", &(serde_json::to_string_pretty(&schema()).unwrap() + "\n"));
}

#[test]
fn the_schema_and_the_reader_agree() {
    let ours = schema();
    for (text, right) in [
        ("", true),
        ("max_file_size = 1", true),
        ("max_file_size = 0", false),
        ("max_file_size = 1.5", false),
        ("max_file_size = \"1\"", false),
        ("exclude = [\"存档\", \"**/*.bak.txt\"]", true),
        ("exclude = []", true),
        ("exclude = [\"\"]", false),
        ("exclude = \"存档\"", false),
        ("[corpus]\nseeds = false\npaths = [\"范文\"]\nexclude = [\"a.txt\"]", true),
        ("[corpus]\nseeds = 1", false),
        ("[corpus]\nseed = true", false),
        ("[corpus]\npaths = [1]", false),
        ("corpus = []", false),
        ("[terms]\nfiles = [\"术语.toml\", \"术语.tbx\"]", true),
        ("[terms]\nfile = \"术语.toml\"", false),
        ("[editor]\nlenses = false\nhints = true", true),
        ("[editor]\nhints = 1", false),
        ("[rules]\n\"numbering/scope\" = \"off\"\nterms = \"info\"", true),
        ("[rules]\n\"numbering/scope\" = \"none\"", false),
        ("[rules]\n\"numbering/scop\" = \"off\"", false),
        ("[rules]\n\"numbering/scope\" = false", false),
        ("rules = \"off\"", false),
        (
            "[[ignore]]\nrule = \"terms/unquoted\"\ntext = \"两新组织\"\n[[ignore]]\nrule = \"terms/order\"",
            true,
        ),
        ("[[ignore]]\ntext = \"两新组织\"", false),
        ("[[ignore]]\nrule = \"terms\"", false),
        ("[[ignore]]\nrule = \"terms/order\"\nline = 1", false),
        ("ignore = [\"terms/order\"]", false),
        ("颜色 = 1", false),
        ("colour = 1", false),
    ] {
        let problems = Settings::parse(text, &rules::ids()).1;
        assert_eq!(problems.is_empty(), right, "{text}: {problems:?}");
        let Ok(value) = toml::from_str::<Value>(text) else { continue };
        assert_eq!(schema::errors(&ours, &value).is_empty(), right, "{text}");
        assert_eq!(Settings::from_json(&value, &rules::ids()).1.is_empty(), right, "{text}");
    }
}

/// All keys that hold a value, with their names in nigao.toml and in an editor.
fn leaves(keys: &'static [Key], above: (&str, &str)) -> Vec<(String, String, &'static Key)> {
    let below = |key: &'static Key| {
        let (name, camel) = (format!("{}{}", above.0, key.name), format!("{}{}", above.1, key.camel_case()));
        match key.takes {
            Takes::Table(keys) => leaves(keys, (&format!("{name}."), &format!("{camel}."))),
            _ => vec![(name, camel, key)],
        }
    };
    keys.iter().flat_map(below).collect()
}

#[test]
fn the_extension_has_the_same_settings() {
    let manifest: Value = serde_json::from_str(&read("editors/vscode/package.json")).unwrap();
    let offered = manifest["contributes"]["configuration"]["properties"].as_object().unwrap();
    let leaves = leaves(KEYS, ("nigao.", "nigao."));
    for (_, name, key) in &leaves {
        let offer = offered.get(name).unwrap_or_else(|| panic!("{name} is missing"));
        let (kind, standard) = match &key.takes {
            Takes::Flag(field) => (json!("boolean"), json!(*field(&mut Settings::default()))),
            Takes::Number { .. } => (json!(["integer", "null"]), Value::Null),
            Takes::Severities => (json!("object"), json!({})),
            _ => (json!("array"), json!([])),
        };
        assert_eq!((&offer["type"], &offer["default"]), (&kind, &standard), "{name}");
        assert_eq!(offer["scope"], "resource", "{name}");
        let said = offer["markdownDescription"].as_str().unwrap();
        assert!(said.starts_with(key.summary), "{name}: {said}\nshould begin with\n{}", key.summary);
    }
    assert_eq!(offered["nigao.rules"]["additionalProperties"]["enum"], json!(levels()));
    let own = ["nigao.server.path", "nigao.trace.server"];
    for name in offered.keys().filter(|name| !own.contains(&name.as_str())) {
        assert!(leaves.iter().any(|(_, known, _)| known == name), "{name} is no setting");
    }
}

const FROM: &str = "<!-- 自此由 src/settings/keys.rs 生成：NIGAO_UPDATE=1 cargo test --test settings -->\n";
const TO: &str = "<!-- 生成至此 -->\n";

fn listed() -> String {
    let mut list = String::from("| 键 | 取值 | 默认 | 含义 |\n|-|-|-|-|\n");
    for (name, _, key) in leaves(KEYS, ("", "")) {
        let (takes, standard) = match &key.takes {
            Takes::Flag(field) => ("true 或 false".to_owned(), field(&mut Settings::default()).to_string()),
            Takes::Number { unit, field } => {
                (format!("正整数（{unit}）"), field(&mut Settings::default()).to_string())
            }
            Takes::Names { example, .. } => (format!("一列字符串，如 `[\"{example}\"]`"), "`[]`".to_owned()),
            Takes::Severities => {
                let levels = levels().iter().map(|level| format!("`{level}`")).collect::<Vec<_>>();
                (format!("表：规则名或组名 = {}", levels.join(" ")), "见[规则](rules.md)".to_owned())
            }
            Takes::Accepted => {
                let below = ACCEPTED.iter().map(|(name, what)| format!("`{name}` {what}"));
                (format!("若干个表：{}", below.collect::<Vec<_>>().join("；")), "无".to_owned())
            }
            Takes::Table(_) => unreachable!("a table holds keys"),
        };
        list += &format!("| `{name}` | {takes} | {standard} | {} |\n", key.summary);
    }
    list
}

#[test]
fn the_page_of_settings_lists_every_key() {
    let page = read("docs/settings.md");
    let (before, rest) = page.split_once(FROM).expect("a place for the list");
    let (_, after) = rest.split_once(TO).expect("an end of the list");
    hold("docs/settings.md", &format!("{before}{FROM}{}{TO}{after}", listed()));
}

fn blocks<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let fence = format!("```{kind}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn what_the_page_sets_can_be_set() {
    let page = read("docs/settings.md");
    let examples = blocks(&page, "toml");
    assert!(examples.len() >= 4, "{} examples", examples.len());
    for example in examples {
        assert_eq!(Settings::parse(example, &rules::ids()).1, [], "{example}");
    }
    for example in blocks(&page, "json") {
        let editor: Map<String, Value> = serde_json::from_str(example).expect("JSON");
        let mut whole = json!({});
        for (key, value) in editor {
            let path = key.strip_prefix("nigao.").expect("our keys only").split('.');
            *path.fold(&mut whole, |table, name| &mut table[name]) = value;
        }
        assert_eq!(Settings::from_json(&whole, &rules::ids()).1, Vec::<String>::new(), "{example}");
    }
}

/// Each line that begins with `nigao` in the pages, and each entry of a hook, is a command that there is.
#[test]
fn commands_that_are_shown_can_be_given() {
    let mut commands: Vec<String> = Vec::new();
    for page in ["docs/settings.md", "docs/ci.md"] {
        let page = read(page);
        let lines = page.split("```").skip(1).step_by(2).flat_map(str::lines);
        let run =
            lines.map(|line| line.trim_start().trim_start_matches("- run: ").trim_start_matches("run: "));
        commands.extend(run.filter(|line| line.starts_with("nigao ")).map(str::to_owned));
    }
    let hooks = read(".pre-commit-hooks.yaml");
    let entries = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: "));
    commands.extend(entries.map(str::to_owned));
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let plain = command.split(['#', '>', '|']).next().unwrap();
        let words = plain.split_whitespace().skip(1).map(|word| word.trim_matches('"'));
        // What stands before it is understood first.
        let output = Command::new(env!("CARGO_BIN_EXE_nigao")).args(words).arg("--help").output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// What a folder is searched for is what the hooks are given.
#[test]
fn hooks_take_the_files_that_folders_are_searched_for() {
    let hooks = read(".pre-commit-hooks.yaml");
    let kinds = nigao::cli::inputs::EXTENSIONS.join("|");
    let files: Vec<&str> = hooks.lines().filter(|line| line.trim().starts_with("files: ")).collect();
    assert_eq!(files.len(), hooks.matches("- id: ").count());
    assert!(files.iter().all(|line| line.trim() == format!("files: \\.({kinds})$")), "{files:?}");
    assert!(Path::new(&root().join("Cargo.toml")).is_file(), "the hooks are installed from here");
}
