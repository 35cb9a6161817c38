//! Settings: what the user chose in nigao.toml, in the editor and in comments, and what is wrong with how
//! it was written down.
//!
//! Nothing is read from disk here; whoever has the file hands in its text. What can be set stands in
//! [`KEYS`] alone.

mod comment;
mod keys;
mod node;
mod read;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::de::DeTable;

pub use comment::ignored;
pub use keys::{ACCEPTED, KEYS, Key, OFF, Takes};

use crate::corpus::{Bounds, Excluded, Selection, Written};
use crate::finding::Severity;
use crate::text::tables::{boundary, nearest, one_line, place, without_errors};

use node::Node;

/// Everything that can be set. The default is what holds without a nigao.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the user chose for single rules, by rule id; `None` switches a rule off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Findings that somebody has looked at and accepted.
    pub ignore: Vec<Ignore>,
    /// Drafts that are not checked.
    pub exclude: Excluded,
    /// Texts longer than this many bytes are left alone by the language server.
    pub max_file_size: usize,
    /// Which documents make up the corpus.
    pub corpus: Selection,
    /// Files of terms, beside those that come with nigao.
    pub terms: Vec<Written>,
    /// True when editors are to show how long each chapter is.
    pub lenses: bool,
    /// True when editors are to show how many of a declared count are there.
    pub hints: bool,
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
            exclude: Excluded::default(),
            max_file_size: 16 << 20,
            corpus: Selection::default(),
            terms: Vec::new(),
            lenses: true,
            hints: true,
        }
    }
}

impl Settings {
    /// Reads the text of a nigao.toml. `known_rules` are the ids that may be named in it.
    pub fn parse(text: &str, known_rules: &[&str]) -> (Self, Vec<Problem>) {
        let mut settings = Self::default();
        let problems = settings.lay_over(text, Path::new(""), &Bounds::default(), known_rules);
        (settings, problems)
    }

    /// Takes over what the text of a nigao.toml in the folder `base` says, which may name files within
    /// `bounds`: single values from it replace
    /// those from before, lists add up.
    ///
    /// Whatever cannot be followed is a problem, in order of place; everything else is taken over,
    /// also from a file with errors of syntax.
    pub fn lay_over(
        &mut self,
        text: &str,
        base: &Path,
        bounds: &Bounds,
        known_rules: &[&str],
    ) -> Vec<Problem> {
        let (sound, mut found) = without_errors(text);
        // Whatever is still wrong after that is left out by the parser.
        let (table, _) = DeTable::parse_recoverable(&sound);
        let root = Node::from_table(table.get_ref(), table.span());
        let unfollowed = read::lay_over(self, &root, (base, bounds), known_rules).into_iter();
        found.extend(unfollowed.map(|(place, message)| (place.span, message)));
        found.sort_by_key(|(span, _)| span.start);
        found.into_iter().map(|(span, message)| Problem::at(text, span, message)).collect()
    }

    /// Reads the same keys from an editor's settings; problems name the key they are about.
    ///
    /// `null` stands for nothing set, as editors send it.
    pub fn from_json(value: &serde_json::Value, known_rules: &[&str]) -> (Self, Vec<String>) {
        let mut settings = Self::default();
        if value.is_null() {
            return (settings, Vec::new());
        }
        let root = Node::from_json(value, String::new());
        let nowhere = (Path::new(""), &Bounds::default());
        let found = read::lay_over(&mut settings, &root, nowhere, known_rules).into_iter();
        let name =
            |path: String| if path.is_empty() { "设置".to_owned() } else { format!("设置项 {path}") };
        (settings, found.map(|(place, message)| format!("{}：{message}", name(place.path))).collect())
    }

    /// The settings with the files that they name taken to be relative to `base` and within `bounds`.
    pub fn rooted(mut self, base: &Path, bounds: &Bounds) -> Self {
        self.corpus = self.corpus.rooted(base, bounds);
        self.exclude = self.exclude.rooted(base);
        self.terms.iter_mut().for_each(|written| written.root(base, bounds));
        self
    }

    /// Switches all of `known_rules` off but those in `wanted`.
    pub fn keep_only(&mut self, wanted: &[&str], known_rules: &[&str]) {
        let off = known_rules.iter().filter(|rule| !wanted.contains(rule));
        self.rules.extend(off.map(|rule| ((*rule).to_owned(), None)));
    }
}

impl Problem {
    /// What is wrong with `span` of `text`.
    pub fn at(text: &str, span: Range<usize>, message: String) -> Self {
        let start = boundary(text, span.start);
        let (line, column) = place(text, start);
        let span = start..span.end.clamp(start, text.len());
        Self { line, column, span, message: one_line(&message) }
    }
}

/// The rules that `name` stands for: the one of that id, or those of the group; none for any other name.
pub fn rules_named<'a>(name: &str, known: &[&'a str]) -> Vec<&'a str> {
    let of_group = |rule: &str| rule.split_once('/').is_some_and(|(group, _)| group == name);
    known.iter().copied().filter(|rule| *rule == name || of_group(rule)).collect()
}

/// “没有……” about a rule that does not exist, with the one that was probably meant.
pub fn unknown_rule(written: &str, known: &[&str]) -> String {
    match nearest(written, known) {
        Some(near) => format!("没有规则“{written}”，是不是“{near}”？"),
        None => format!("没有规则“{written}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["numbering/sequence", "numbering/scope", "structure/title"];

    #[test]
    fn every_key_is_read() {
        let text = "max_file_size = 1_000\nexclude = [\"存档\"]\n[rules]\n\"numbering/scope\" = \"off\"\n\"structure/title\" = \"hint\"\n\
                    [[ignore]]\nrule = \"numbering/sequence\"\ntext = \"三、\"\n[[ignore]]\nrule = \"structure/title\"\n";
        let (settings, problems) = Settings::parse(text, &KNOWN);
        assert_eq!(problems, []);
        assert_eq!(settings.max_file_size, 1000);
        assert!(settings.exclude.has(Path::new("存档/a.txt")));
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
    fn a_group_is_set_at_once_and_a_rule_that_is_named_goes_by_that() {
        let text = "[rules]\n\"numbering/scope\" = \"info\"\nnumbering = \"off\"\n";
        let (settings, problems) = Settings::parse(text, &KNOWN);
        let rules = [("numbering/scope", Some(Severity::Info)), ("numbering/sequence", None)];
        assert_eq!(settings.rules, rules.map(|(rule, severity)| (rule.to_owned(), severity)).into());
        assert_eq!(problems, []);
    }

    #[test]
    fn a_file_laid_over_has_the_last_word_and_lists_add_up() {
        let editor = serde_json::json!({"maxFileSize": 10, "exclude": ["甲"], "corpus": {"seeds": false}});
        let (editor, _) = Settings::from_json(&editor, &KNOWN);
        let mut settings = editor.rooted(Path::new("/工作区"), &Bounds::default());
        let text = "max_file_size = 16777216\nexclude = [\"乙\"]\ncorpus.seeds = true\n";
        assert_eq!(settings.lay_over(text, Path::new("/工作区/内"), &Bounds::default(), &KNOWN), []);
        assert_eq!((settings.max_file_size, settings.corpus.seeds), (16 << 20, true));
        let has = |path: &str| settings.exclude.has(Path::new(path));
        assert!(has("/工作区/甲") && has("/工作区/内/乙") && !has("/工作区/乙/a.txt"));
    }

    #[test]
    fn what_editors_show_beside_the_text_can_be_switched_off() {
        let (settings, problems) =
            Settings::parse("[editor]\nlenses = false\nhints = 0\nhint = true\n", &KNOWN);
        assert_eq!((settings.lenses, settings.hints), (false, true));
        let places: Vec<_> = problems.iter().map(|p| (p.line, p.column)).collect();
        assert_eq!(places, [(3, 9), (4, 1)], "{problems:?}");
    }

    #[test]
    fn documents_and_files_of_terms_are_named_with_their_places() {
        let text = "[corpus]\nseeds = false\npaths = [\"范文/*.txt\", 1]\nexclude = \"a.txt\"\ncolour = 1\n\
                    [terms]\nfiles = [\"术语.toml\"]\n";
        let (settings, problems) = Settings::parse(text, &KNOWN);
        assert!(!settings.corpus.seeds);
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
            "[rules]\nnumbers = \"off\"",
            "exclude = \"存档\"",
            "exclude = [\"[\"]",
            "exclude = [\"\"]",
            "corpus = 1",
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
