//! Values of TOML and JSON in one shape, with the places that they stand at.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// Where something stands: bytes in the text of a nigao.toml, the path of keys in JSON.
#[derive(Clone, Debug, Default)]
pub struct Place {
    pub span: Range<usize>,
    pub path: String,
}

/// A value of either format.
pub struct Node {
    pub place: Place,
    pub value: Value,
}

/// What is written there.
pub enum Value {
    Text(String),
    Number(Option<usize>),
    Flag(bool),
    Table(Vec<(String, Place, Node)>),
    List(Vec<Node>),
    Null,
    Other,
}

impl Node {
    /// A table of TOML.
    pub fn from_table(table: &DeTable, span: Range<usize>) -> Self {
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

    /// A value of JSON that stands at `path`.
    pub fn from_json(value: &serde_json::Value, path: String) -> Self {
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

    /// True for what stands for nothing in JSON.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }
}
