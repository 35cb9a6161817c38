//! nigao.toml: what the user chose, and what is wrong with how it was written down.
//!
//! The same keys come from the editor as JSON. Nothing is read from disk here; whoever has the
//! file hands in its text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::corpus::{Bounds, Selection, Written};
use crate::finding::Severity;
use crate::text::tables::{boundary, nearest, place, without_errors};

/// Everything that can be set. The default is what holds without a nigao.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the user chose for single rules, by rule id; `None` switches a rule off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Findings that somebody has looked at and accepted.
    pub ignore: Vec<Ignore>,
    /// Texts longer than this many bytes are left alone by the language server.
    pub max_file_size: usize,
    /// Which documents make up the corpus.
    pub corpus: Selection,
    /// Files of terms, beside those that come with nigao.
    pub terms: Vec<Written>,
}

/// An accepted finding: every finding of `rule` whose text is `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// Rule id.
    pub rule: String,
    /// The text that the finding marks; any when `None`.
    pub text: Option<String>,
}

/// Something in a nigao.toml that cannot be followed. The rest of the file still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values.
    pub column: usize,
    /// Its place in the text, in bytes.
    pub span: Range<usize>,
    /// What is wrong, in Chinese.
    pub message: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rules: BTreeMap::new(),
            ignore: Vec::new(),
            max_file_size: 16 << 20,
            corpus: Selection::default(),
            terms: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads the text of a nigao.toml. `known_rules` are the ids that may be named in it.
    ///
    /// Whatever cannot be followed is a problem, in order of place; everything else is taken over,
    /// also from a file with errors of syntax.
    pub fn parse(text: &str, known_rules: &[&str]) -> (Self, Vec<Problem>) {
        let (sound, mut found) = without_errors(text);
        // Whatever is still wrong after that is left out by the parser.
        let (table, _) = DeTable::parse_recoverable(&sound);
        let mut reader = Reader { known_rules, settings: Self::default(), found: Vec::new() };
        reader.root(&Node::from_table(table.get_ref(), table.span()));
        found.extend(reader.found.into_iter().map(|(place, message)| (place.span, message)));
        found.sort_by_key(|(span, _)| span.start);
        (reader.settings, found.into_iter().map(|(span, message)| Problem::at(text, span, message)).collect())
    }

    /// Reads the same keys from an editor's settings; problems name the key they are about.
    ///
    /// `null` stands for nothing set, as editors send it.
    pub fn from_json(value: &serde_json::Value, known_rules: &[&str]) -> (Self, Vec<String>) {
        let mut reader = Reader { known_rules, settings: Self::default(), found: Vec::new() };
        if !value.is_null() {
            reader.root(&Node::from_json(value, String::new()));
        }
        let name =
            |path: String| if path.is_empty() { "设置".to_owned() } else { format!("设置项 {path}") };
        let found = reader.found.into_iter();
        (reader.settings, found.map(|(place, message)| format!("{}：{message}", name(place.path))).collect())
    }

    /// The settings with the files that they name taken to be relative to `base` and within `bounds`.
    pub fn rooted(mut self, base: &Path, bounds: &Bounds) -> Self {
        self.corpus = self.corpus.rooted(base, bounds);
        self.terms.iter_mut().for_each(|written| written.root(base, bounds));
        self
    }
}

impl Problem {
    /// What is wrong with `span` of `text`.
    pub fn at(text: &str, span: Range<usize>, message: String) -> Self {
        let start = boundary(text, span.start);
        let (line, column) = place(text, start);
        Self { line, column, span: start..span.end.clamp(start, text.len()), message }
    }
}

/// “没有……” about a rule that does not exist, with the one that was probably meant.
pub fn unknown_rule(written: &str, known: &[&str]) -> String {
    match nearest(written, known) {
        Some(near) => format!("没有规则“{written}”，是不是“{near}”？"),
        None => format!("没有规则“{written}”"),
    }
}

/// Where something stands: bytes in the text of a nigao.toml, the path of keys in JSON.
#[derive(Clone, Debug, Default)]
struct Place {
    span: Range<usize>,
    path: String,
}

/// A value of either format.
struct Node {
    place: Place,
    value: Value,
}

enum Value {
    Text(String),
    Number(Option<usize>),
    Flag(bool),
    Table(Vec<(String, Place, Node)>),
    List(Vec<Node>),
    Null,
    Other,
}

impl Node {
    fn from_table(table: &DeTable, span: Range<usize>) -> Self {
        let entries = table.iter().map(|(key, value)| {
            let place = Place { span: key.span(), ..Place::default() };
            (key.get_ref().to_string(), place, Self::from_toml(value.get_ref(), value.span()))
        });
        Self { place: Place { span, ..Place::default() }, value: Value::Table(entries.collect()) }
    }

    fn from_toml(value: &DeValue, span: Range<usize>) -> Self {
        let value = match value {
            DeValue::Table(table) => return Self::from_table(table, span),
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => {
                let digits = number.as_str().replace('_', "");
                Value::Number(usize::from_str_radix(&digits, number.radix()).ok())
            }
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Array(list) => {
                Value::List(list.iter().map(|item| Self::from_toml(item.get_ref(), item.span())).collect())
            }
            _ => Value::Other,
        };
        Self { place: Place { span, ..Place::default() }, value }
    }

    fn from_json(value: &serde_json::Value, path: String) -> Self {
        let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let value = match value {
            serde_json::Value::Object(table) => Value::Table(
                table
                    .iter()
                    .map(|(key, value)| {
                        let place = Place { path: below(key), ..Place::default() };
                        (key.clone(), place, Self::from_json(value, below(key)))
                    })
                    .collect(),
            ),
            serde_json::Value::Array(list) => Value::List(
                list.iter()
                    .enumerate()
                    .map(|(index, item)| Self::from_json(item, format!("{path}[{index}]")))
                    .collect(),
            ),
            serde_json::Value::String(text) => Value::Text(text.clone()),
            serde_json::Value::Number(number) => {
                Value::Number(number.as_u64().and_then(|n| usize::try_from(n).ok()))
            }
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Flag(*flag),
        };
        Self { place: Place { path, ..Place::default() }, value }
    }

    fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }
}

const KEYS: [&str; 5] = ["rules", "ignore", "max_file_size", "corpus", "terms"];
const CHOICES: &str = "off、hint、info、warning、error";

struct Reader<'a> {
    known_rules: &'a [&'a str],
    settings: Settings,
    found: Vec<(Place, String)>,
}

impl Reader<'_> {
    fn complain(&mut self, place: &Place, message: impl Into<String>) {
        self.found.push((place.clone(), message.into()));
    }

    fn root(&mut self, root: &Node) {
        let Value::Table(entries) = &root.value else {
            return self.complain(&root.place, "应当是一组设置项");
        };
        for (key, place, node) in entries.iter().filter(|(_, _, node)| !node.is_null()) {
            match key.as_str() {
                "rules" => self.rules(node),
                "ignore" => self.ignore(node),
                "max_file_size" | "maxFileSize" => match node.value {
                    Value::Number(Some(bytes)) if bytes > 0 => self.settings.max_file_size = bytes,
                    _ => self.complain(&node.place, format!("{key} 应当是正整数（字节数）")),
                },
                "corpus" => self.corpus(node),
                "terms" => self.terms(node),
                _ => self.unknown_key(key, place, &KEYS),
            }
        }
    }

    fn unknown_key(&mut self, key: &str, place: &Place, known: &[&str]) {
        let message = match nearest(key, known) {
            Some(near) => format!("不认识设置项“{key}”，是不是“{near}”？"),
            None => format!("不认识设置项“{key}”，可用的有：{}", known.join("、")),
        };
        self.complain(place, message);
    }

    fn rules(&mut self, node: &Node) {
        let Value::Table(entries) = &node.value else {
            return self.complain(&node.place, "rules 应当是表，如 \"numbering/scope\" = \"off\"");
        };
        for (id, place, node) in entries.iter().filter(|(_, _, node)| !node.is_null()) {
            if !self.is_known(id) {
                self.complain(place, unknown_rule(id, self.known_rules));
                continue;
            }
            let Value::Text(choice) = &node.value else {
                self.complain(&node.place, format!("级别应当是字符串：{CHOICES}"));
                continue;
            };
            match severity(choice) {
                Some(choice) => {
                    self.settings.rules.insert(id.clone(), choice);
                }
                None => self.complain(&node.place, format!("没有级别“{choice}”，可用的有：{CHOICES}")),
            }
        }
    }

    fn corpus(&mut self, node: &Node) {
        let Value::Table(entries) = &node.value else {
            return self.complain(&node.place, "corpus 应当写作 [corpus]，其下为 seeds、paths 和 exclude");
        };
        for (key, place, node) in entries.iter().filter(|(_, _, node)| !node.is_null()) {
            match (key.as_str(), &node.value) {
                ("seeds", Value::Flag(flag)) => self.settings.corpus.seeds = Some(*flag),
                ("seeds", _) => self.complain(&node.place, "seeds 应当是 true 或 false"),
                ("paths", _) => self.settings.corpus.paths = self.names(key, node),
                ("exclude", _) => self.settings.corpus.exclude = self.names(key, node),
                _ => self.unknown_key(key, place, &["seeds", "paths", "exclude"]),
            }
        }
    }

    fn terms(&mut self, node: &Node) {
        let Value::Table(entries) = &node.value else {
            return self.complain(&node.place, "terms 应当写作 [terms]，其下为 files");
        };
        for (key, place, node) in entries.iter().filter(|(_, _, node)| !node.is_null()) {
            match key.as_str() {
                "files" => self.settings.terms = self.names(key, node),
                _ => self.unknown_key(key, place, &["files"]),
            }
        }
    }

    /// A list of paths and patterns.
    fn names(&mut self, key: &str, node: &Node) -> Vec<Written> {
        let Value::List(items) = &node.value else {
            self.complain(&node.place, format!("{key} 应当是一列字符串，如 {key} = [\"范文/*.txt\"]"));
            return Vec::new();
        };
        let mut names = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) if !text.is_empty() => names.push(Written {
                    text: text.clone(),
                    span: item.place.span.clone(),
                    ..Written::default()
                }),
                _ => self.complain(&item.place, format!("{key} 中应当都是字符串，不能为空")),
            }
        }
        names
    }

    fn ignore(&mut self, node: &Node) {
        let Value::List(items) = &node.value else {
            return self.complain(&node.place, "ignore 应当写作 [[ignore]]，其下为 rule 和 text");
        };
        for item in items {
            self.ignore_item(item);
        }
    }

    fn ignore_item(&mut self, item: &Node) {
        let Value::Table(entries) = &item.value else {
            return self.complain(&item.place, "[[ignore]] 应当有 rule 和 text");
        };
        let (mut rule, mut text, mut sound) = (None, None, true);
        for (key, place, node) in entries.iter().filter(|(_, _, node)| !node.is_null()) {
            match (key.as_str(), &node.value) {
                ("rule", Value::Text(id)) if self.is_known(id) => rule = Some(id.clone()),
                ("rule", Value::Text(id)) => {
                    self.complain(&node.place, unknown_rule(id, self.known_rules));
                    sound = false;
                }
                ("text", Value::Text(value)) => text = Some(value.clone()),
                ("rule" | "text", _) => {
                    // Without its text it would cover every finding of the rule.
                    self.complain(&node.place, format!("{key} 应当是字符串"));
                    sound = false;
                }
                _ => self.unknown_key(key, place, &["rule", "text"]),
            }
        }
        match rule {
            Some(rule) if sound => self.settings.ignore.push(Ignore { rule, text }),
            None if sound => self.complain(&item.place, "[[ignore]] 缺少 rule"),
            _ => {}
        }
    }

    fn is_known(&self, id: &str) -> bool {
        self.known_rules.contains(&id)
    }
}

fn severity(choice: &str) -> Option<Option<Severity>> {
    match choice {
        "off" => Some(None),
        _ => Severity::ALL.into_iter().find(|severity| severity.name() == choice).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["numbering/sequence", "numbering/scope", "structure/title"];

    #[test]
    fn every_key_is_read() {
        let text = "max_file_size = 1_000\n[rules]\n\"numbering/scope\" = \"off\"\n\"structure/title\" = \"hint\"\n\
                    [[ignore]]\nrule = \"numbering/sequence\"\ntext = \"三、\"\n[[ignore]]\nrule = \"structure/title\"\n";
        let (settings, problems) = Settings::parse(text, &KNOWN);
        assert_eq!(problems, []);
        assert_eq!(settings.max_file_size, 1000);
        assert_eq!(settings.rules["numbering/scope"], None);
        assert_eq!(settings.rules["structure/title"], Some(Severity::Hint));
        let ignore =
            |rule: &str, text: Option<&str>| Ignore { rule: rule.to_owned(), text: text.map(str::to_owned) };
        assert_eq!(
            settings.ignore,
            [ignore("numbering/sequence", Some("三、")), ignore("structure/title", None)]
        );
        assert_eq!(Settings::parse("", &KNOWN), (Settings::default(), Vec::new()));
    }

    #[test]
    fn documents_and_files_of_terms_are_named_with_their_places() {
        let text = "[corpus]\nseeds = false\npaths = [\"范文/*.txt\", 1]\nexclude = \"a.txt\"\ncolour = 1\n\
                    [terms]\nfiles = [\"术语.toml\"]\n";
        let (settings, problems) = Settings::parse(text, &KNOWN);
        assert_eq!(settings.corpus.seeds, Some(false));
        let path = &settings.corpus.paths[0];
        assert_eq!((path.text.as_str(), &text[path.span.clone()]), ("范文/*.txt", "\"范文/*.txt\""));
        assert_eq!(settings.terms[0].text, "术语.toml");
        let places: Vec<_> = problems.iter().map(|p| (p.line, p.column)).collect();
        assert_eq!(places, [(3, 22), (4, 11), (5, 1)], "{problems:?}");
    }

    #[test]
    fn problems_name_their_place_and_leave_the_rest_alone() {
        let text = "规则 = 1\n颜色 = \"红\"\n[rules]\n\"numbering/sequense\" = \"off\"\n\"numbering/scope\" = \"关\"\n\
                    \"structure/title\" = \"info\"\n";
        // A bare key may not be Chinese: the first two lines are errors of syntax.
        let (settings, problems) = Settings::parse(text, &KNOWN);
        assert_eq!(settings.rules, BTreeMap::from([("structure/title".to_owned(), Some(Severity::Info))]));
        let places: Vec<_> = problems.iter().map(|p| (p.line, p.column)).collect();
        assert!(places.contains(&(4, 1)) && places.contains(&(5, 21)), "{problems:?}");
        let unknown = problems.iter().find(|p| p.line == 4).unwrap();
        assert_eq!(unknown.message, "没有规则“numbering/sequense”，是不是“numbering/sequence”？");
        assert_eq!(&text[unknown.span.clone()], "\"numbering/sequense\"");
        assert!(problems.iter().any(|p| p.line == 5 && p.message.contains("没有级别“关”")));
    }

    #[test]
    fn one_error_of_syntax_is_one_problem() {
        for (text, line, column) in [
            ("[rules]\n\"structure/title\" = off\n\"numbering/scope\" = \"off\"\n", 2, 21),
            ("max_file_size\n[rules]\n\"numbering/scope\" = \"off\"\n", 1, 14),
            ("[rules]\n\"numbering/scope\" = \"off\"\n\"numbering/scope\" = \"off\"\n", 3, 1),
        ] {
            let (settings, problems) = Settings::parse(text, &KNOWN);
            let places: Vec<_> = problems.iter().map(|p| (p.line, p.column)).collect();
            assert_eq!(places, [(line, column)], "{text}: {problems:?}");
            assert_eq!(settings.rules.get("numbering/scope"), Some(&None), "{text}");
        }
        let (_, problems) = Settings::parse("[rules\n\"numbering/scope\" = \"off\"\n", &KNOWN);
        assert_eq!(problems[0].message, "不合 TOML 语法：表头缺少“]”");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_told_about(text in "([a-z规\\[\\]=\"'#.{},0-9 \r\n]|rules|ignore|\"\"\"){0,60}") {
            let (_, problems) = Settings::parse(&text, &KNOWN);
            for problem in problems {
                proptest::prop_assert!(text.get(problem.span).is_some());
            }
        }
    }

    #[test]
    fn values_of_the_wrong_kind_are_problems() {
        for text in [
            "max_file_size = -1",
            "max_file_size = \"1\"",
            "rules = 1",
            "ignore = \"numbering/scope\"",
            "ignore = [1]",
            "[rules]\n\"numbering/scope\" = true",
            "[[ignore]]\ntext = \"x\"",
            "[[ignore]]\nrule = \"numbering/scope\"\ntext = 1",
            "[[ignore]]\nrule = \"numbering/scope\"\nline = 1",
            "[rule]\n\"numbering/scope\" = \"off\"",
        ] {
            assert_eq!(Settings::parse(text, &KNOWN).1.len(), 1, "{text}");
        }
    }

    #[test]
    fn an_editor_sends_the_same_keys() {
        let value = serde_json::json!({
            "rules": {"numbering/scope": "off", "structure/titel": "off", "structure/title": null},
            "ignore": [{"rule": "numbering/sequence", "text": "三、"}, {"rule": 1}],
            "maxFileSize": 10,
            "corpus": {"exclude": ["x.txt"], "seeds": "yes"},
            "trace": "off",
        });
        let (settings, problems) = Settings::from_json(&value, &KNOWN);
        assert_eq!(settings.rules, BTreeMap::from([("numbering/scope".to_owned(), None)]));
        assert_eq!((settings.ignore.len(), settings.max_file_size), (1, 10));
        assert_eq!(settings.corpus.exclude[0].text, "x.txt");
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(
            problems.contains(&"设置项 corpus.seeds：seeds 应当是 true 或 false".to_owned()),
            "{problems:?}"
        );
        assert!(problems.iter().any(|p| p.starts_with("设置项 ignore[1].rule：")), "{problems:?}");
        let null = serde_json::Value::Null;
        assert_eq!(Settings::from_json(&null, &KNOWN), (Settings::default(), Vec::new()));
        assert_eq!(Settings::from_json(&serde_json::json!([1]), &KNOWN).1.len(), 1);
    }
}
