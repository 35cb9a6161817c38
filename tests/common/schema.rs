//! Holds JSON against a JSON Schema, as far as the schemas that the tests read go: draft 7 without the
//! keywords that none of them uses. A keyword that is not known here is an error, so that nothing passes
//! unchecked. (A whole validator brings two dozen crates, and others to be built anew with more features.)

use std::collections::HashSet;

use regex::Regex;
use serde_json::Value;

/// What is wrong with `value` under `schema`, each with its place; nothing when it is valid.
pub fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let mut checker = Checker { root: schema, errors: Vec::new() };
    checker.check(schema, value, "");
    checker.errors
}

struct Checker<'a> {
    root: &'a Value,
    errors: Vec<String>,
}

impl Checker<'_> {
    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        if schema == &Value::Bool(true) {
            return;
        }
        let keywords = schema.as_object().unwrap_or_else(|| panic!("no schema at {at}: {schema}"));
        // Beside a reference nothing counts.
        if let Some(name) = keywords.get("$ref") {
            let name = name.as_str().and_then(|name| name.strip_prefix('#')).expect("a place in the schema");
            let schema = self.root.pointer(name).expect("what is referred to");
            return self.check(schema, value, at);
        }
        for (keyword, wanted) in keywords {
            if !self.holds(keyword, wanted, schema, value, at) {
                self.errors.push(format!("{at}: {keyword} {wanted}, but {value}"));
            }
        }
    }

    /// True when one keyword is satisfied; what lies below is checked and reported on its own.
    fn holds(&mut self, keyword: &str, wanted: &Value, schema: &Value, value: &Value, at: &str) -> bool {
        let limit = || wanted.as_u64().expect("a limit") as usize;
        match (keyword, value) {
            ("$schema" | "$id" | "title" | "description" | "default" | "examples" | "definitions", _) => true,
            ("type", _) => match wanted {
                Value::Array(kinds) => kinds.iter().any(|kind| is(kind, value)),
                kind => is(kind, value),
            },
            ("enum", _) => wanted.as_array().expect("values").contains(value),
            ("properties", Value::Object(entries)) => {
                for (name, below) in entries {
                    if let Some(schema) = wanted.get(name) {
                        self.check(schema, below, &format!("{at}/{name}"));
                    }
                }
                true
            }
            ("additionalProperties", Value::Object(entries)) => {
                let others =
                    entries.iter().filter(|(name, _)| schema["properties"].get(name.as_str()).is_none());
                match wanted {
                    Value::Bool(allowed) => *allowed || others.count() == 0,
                    schema => {
                        others.for_each(|(name, below)| self.check(schema, below, &format!("{at}/{name}")));
                        true
                    }
                }
            }
            ("required", Value::Object(entries)) => {
                let mut names = wanted.as_array().expect("names").iter();
                names.all(|name| entries.contains_key(name.as_str().expect("a name")))
            }
            ("items", Value::Array(items)) => {
                let items = items.iter().enumerate();
                items.for_each(|(index, item)| self.check(wanted, item, &format!("{at}/{index}")));
                true
            }
            ("minItems", Value::Array(items)) => items.len() >= limit(),
            ("uniqueItems", Value::Array(items)) => {
                let texts: HashSet<String> = items.iter().map(Value::to_string).collect();
                wanted != &Value::Bool(true) || texts.len() == items.len()
            }
            ("minLength", Value::String(text)) => text.chars().count() >= limit(),
            ("minimum", Value::Number(number)) => number.as_f64() >= wanted.as_f64(),
            ("maximum", Value::Number(number)) => number.as_f64() <= wanted.as_f64(),
            ("pattern", Value::String(text)) => {
                Regex::new(wanted.as_str().expect("a pattern")).expect("a pattern").is_match(text)
            }
            ("format", Value::String(text)) => has_format(wanted.as_str().expect("a format"), text),
            ("anyOf" | "oneOf", _) => {
                let choices = wanted.as_array().expect("schemas").iter();
                let fits = |schema: &&Value| {
                    let mut inner = Checker { root: self.root, errors: Vec::new() };
                    inner.check(schema, value, at);
                    inner.errors.is_empty()
                };
                let count = choices.filter(fits).count();
                if keyword == "oneOf" { count == 1 } else { count > 0 }
            }
            (
                "properties"
                | "additionalProperties"
                | "required"
                | "items"
                | "minItems"
                | "uniqueItems"
                | "minLength"
                | "minimum"
                | "maximum"
                | "pattern"
                | "format",
                _,
            ) => true,
            (unknown, _) => panic!("the keyword {unknown} at {at} is not known here"),
        }
    }
}

fn is(kind: &Value, value: &Value) -> bool {
    match kind.as_str().expect("a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("the type {other} is not known here"),
    }
}

/// Addresses have the characters that RFC 3986 leaves them, and no stray percent sign.
fn has_format(format: &str, text: &str) -> bool {
    let address = |pattern: &str| Regex::new(pattern).unwrap().is_match(text);
    match format {
        "uri" => address(r"^[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$"),
        "uri-reference" => address(r"^([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$"),
        "date-time" => address(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"),
        other => panic!("the format {other} is not known here"),
    }
}
