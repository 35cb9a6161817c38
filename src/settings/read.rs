//! Values → settings, by the table of keys; what cannot be followed is noted and left out.

use std::path::Path;

use crate::corpus::{Bounds, Written, matcher};
use crate::finding::Severity;
use crate::text::tables::nearest;

use super::keys::{ACCEPTED, KEYS, Key, OFF, Takes};
use super::node::{Node, Place, Value};
use super::{Ignore, Settings, rules_named, unknown_rule};

/// Lays what `root` says over `settings`; files are relative to a
/// folder and within bounds. Gives what cannot be followed.
pub fn lay_over(
    settings: &mut Settings,
    root: &Node,
    (base, bounds): (&Path, &Bounds),
    known_rules: &[&str],
) -> Vec<(Place, String)> {
    let mut reader = Reader { known_rules, base, bounds, settings, found: Vec::new() };
    match &root.value {
        Value::Table(entries) => reader.table(entries, KEYS),
        _ => reader.complain(&root.place, "应当是一组设置项"),
    }
    reader.found
}

struct Reader<'a> {
    known_rules: &'a [&'a str],
    base: &'a Path,
    bounds: &'a Bounds,
    settings: &'a mut Settings,
    found: Vec<(Place, String)>,
}

type Entries = [(String, Place, Node)];

/// What is set; in JSON, `null` is not.
fn set(entries: &Entries) -> impl Iterator<Item = &(String, Place, Node)> {
    entries.iter().filter(|(_, _, node)| !node.is_null())
}

impl Reader<'_> {
    fn complain(&mut self, place: &Place, message: impl Into<String>) {
        self.found.push((place.clone(), message.into()));
    }

    fn table(&mut self, entries: &Entries, keys: &[Key]) {
        for (name, place, node) in set(entries) {
            match keys.iter().find(|key| key.name == name || key.camel_case() == *name) {
                Some(key) => self.value(key, node),
                None => self.unknown_key(name, place, keys.iter().map(|key| key.name)),
            }
        }
    }

    fn unknown_key<'k>(&mut self, key: &str, place: &Place, known: impl Iterator<Item = &'k str>) {
        let known: Vec<&str> = known.collect();
        let message = match nearest(key, &known) {
            Some(near) => format!("不认识设置项“{key}”，是不是“{near}”？"),
            None => format!("不认识设置项“{key}”，可用的有：{}", known.join("、")),
        };
        self.complain(place, message);
    }

    fn value(&mut self, key: &Key, node: &Node) {
        let name = key.name;
        match (&key.takes, &node.value) {
            (Takes::Table(keys), Value::Table(entries)) => self.table(entries, keys),
            (Takes::Table(keys), _) => {
                let below = keys.iter().map(|key| key.name).collect::<Vec<_>>().join("、");
                self.complain(&node.place, format!("{name} 应当写作 [{name}]，其下可用的有：{below}"));
            }
            (Takes::Flag(field), Value::Flag(flag)) => *field(self.settings) = *flag,
            (Takes::Flag(_), _) => self.complain(&node.place, format!("{name} 应当是 true 或 false")),
            (Takes::Number { field, .. }, Value::Number(Some(number))) if *number > 0 => {
                *field(self.settings) = *number;
            }
            (Takes::Number { unit, .. }, _) => {
                self.complain(&node.place, format!("{name} 应当是正整数（{unit}）"));
            }
            (Takes::Names { patterns, add, .. }, Value::List(items)) => {
                let names = self.names(name, items, *patterns);
                add(self.settings, names);
            }
            (Takes::Names { example, .. }, _) => {
                let message = format!("{name} 应当是一列字符串，如 {name} = [\"{example}\"]");
                self.complain(&node.place, message);
            }
            (Takes::Severities, Value::Table(entries)) => self.severities(entries),
            (Takes::Severities, _) => {
                self.complain(&node.place, format!("{name} 应当是表，如 \"numbering/scope\" = \"off\""));
            }
            (Takes::Accepted, Value::List(items)) => items.iter().for_each(|item| self.accepted(item)),
            (Takes::Accepted, _) => {
                self.complain(&node.place, format!("{name} 应当写作 [[{name}]]，其下为 rule 和 text"));
            }
        }
    }

    /// A list of paths and patterns.
    fn names(&mut self, name: &str, items: &[Node], patterns: bool) -> Vec<Written> {
        let mut names = Vec::new();
        for item in items {
            let Value::Text(text) = &item.value else {
                self.complain(&item.place, format!("{name} 中应当都是字符串"));
                continue;
            };
            match matcher(text) {
                _ if text.is_empty() => self.complain(&item.place, format!("{name} 中的字符串不能为空")),
                Err(message) if patterns => self.complain(&item.place, message),
                _ => names.push(Written {
                    text: text.clone(),
                    base: self.base.to_owned(),
                    span: item.place.span.clone(),
                    bounds: self.bounds.clone(),
                }),
            }
        }
        names
    }

    /// Severities of rules; those of groups first, since a rule that is named itself goes by that.
    fn severities(&mut self, entries: &Entries) {
        let (rules, groups): (Vec<_>, Vec<_>) = set(entries).partition(|(name, ..)| name.contains('/'));
        for (name, place, node) in groups.into_iter().chain(rules) {
            let named = rules_named(name, self.known_rules);
            if named.is_empty() {
                self.complain(place, unknown_rule(name, self.known_rules));
                continue;
            }
            let choices = || [OFF].into_iter().chain(Severity::ALL.map(Severity::name)).collect::<Vec<_>>();
            match &node.value {
                Value::Text(choice) => match severity(choice) {
                    Some(choice) => {
                        self.settings.rules.extend(named.into_iter().map(|rule| (rule.to_owned(), choice)));
                    }
                    None => {
                        let message = format!("没有级别“{choice}”，可用的有：{}", choices().join("、"));
                        self.complain(&node.place, message);
                    }
                },
                _ => self.complain(&node.place, format!("级别应当是字符串：{}", choices().join("、"))),
            }
        }
    }

    fn accepted(&mut self, item: &Node) {
        let Value::Table(entries) = &item.value else {
            return self.complain(&item.place, "[[ignore]] 应当有 rule 和 text");
        };
        let (mut rule, mut text, mut sound) = (None, None, true);
        for (key, place, node) in set(entries) {
            match (key.as_str(), &node.value) {
                ("rule", Value::Text(id)) if self.known_rules.contains(&id.as_str()) => {
                    rule = Some(id.clone())
                }
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
                _ => self.unknown_key(key, place, ACCEPTED.iter().map(|(name, _)| *name)),
            }
        }
        match rule {
            Some(rule) if sound => self.settings.ignore.push(Ignore { rule, text }),
            None if sound => self.complain(&item.place, "[[ignore]] 缺少 rule"),
            _ => {}
        }
    }
}

fn severity(choice: &str) -> Option<Option<Severity>> {
    match choice {
        OFF => Some(None),
        _ => Severity::ALL.into_iter().find(|severity| severity.name() == choice).map(Some),
    }
}
