//! Addresses as clients write them: some leave Chinese file names as they are, which is no URI.
//!
//! On the way in such an address is written as a URI, on the way out as the client wrote it, so
//! that the client knows its own drafts again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

/// The addresses that had to be rewritten: from ours to the client's.
#[derive(Default)]
pub struct Addresses {
    rewritten: Mutex<HashMap<String, String>>,
}

impl Addresses {
    /// Rewrites the addresses in a message that came in.
    pub fn enter(&self, message: &mut Value) {
        walk(message, &mut |address| {
            let rewritten = encoded(address)?;
            let mut known = self.rewritten.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(rewritten.clone(), address.to_owned());
            Some(rewritten)
        });
    }

    /// True when no address had to be rewritten, as with most clients.
    pub fn is_empty(&self) -> bool {
        self.rewritten.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Gives the addresses in a message that goes out the form that the client knows.
    pub fn leave(&self, message: &mut Value) {
        let known = self.rewritten.lock().unwrap_or_else(PoisonError::into_inner);
        walk(message, &mut |address| known.get(address).cloned());
    }
}

/// Looks at every address of a message: values under a key like `uri`, first arguments of commands,
/// and the keys of `changes`.
fn walk(value: &mut Value, rewrite: &mut impl FnMut(&str) -> Option<String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, rewrite)),
        Value::Object(entries) => {
            for (key, value) in entries.iter_mut() {
                let holds_address = key == "uri" || key.ends_with("Uri");
                match (key.as_str(), value) {
                    (_, Value::String(text)) if holds_address => {
                        if let Some(rewritten) = rewrite(text) {
                            *text = rewritten;
                        }
                    }
                    ("arguments", Value::Array(arguments)) => {
                        for argument in arguments {
                            match argument.as_str() {
                                Some(text) if text.contains("://") => {
                                    if let Some(rewritten) = rewrite(text) {
                                        *argument = rewritten.into();
                                    }
                                }
                                Some(_) => {}
                                None => walk(argument, rewrite),
                            }
                        }
                    }
                    ("changes", Value::Object(changes)) => {
                        *changes = std::mem::take(changes)
                            .into_iter()
                            .map(|(address, edits)| (rewrite(&address).unwrap_or(address), edits))
                            .collect();
                    }
                    (_, value) => walk(value, rewrite),
                }
            }
        }
        _ => {}
    }
}

/// `address` as a URI.
pub fn written_as_uri(address: &str) -> String {
    encoded(address).unwrap_or_else(|| address.to_owned())
}

/// `address` with every character that a URI cannot hold written in percent signs; `None` when it
/// is a URI as it stands.
fn encoded(address: &str) -> Option<String> {
    let bytes = address.as_bytes();
    let is_code =
        |at: usize| bytes.get(at + 1..at + 3).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
    let fits = |at: usize| match bytes[at] {
        b'%' => is_code(at),
        b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => false,
        byte => byte.is_ascii_graphic(),
    };
    if (0..bytes.len()).all(fits) {
        return None;
    }
    let mut text = String::with_capacity(address.len() * 2);
    for (at, &byte) in bytes.iter().enumerate() {
        if fits(at) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn addresses_come_back_as_they_were_written() {
        let addresses = Addresses::default();
        let written = json!({"params": {"textDocument": {"uri": "file:///张三/决 定%20.txt", "text": "张三"},
            "arguments": ["file:///张三"], "rootUri": "file:///a"}});
        let mut message = written.clone();
        addresses.enter(&mut message);
        let expected = "file:///%E5%BC%A0%E4%B8%89/%E5%86%B3%20%E5%AE%9A%20.txt";
        assert_eq!(message["params"]["textDocument"]["uri"], expected);
        assert_eq!(message["params"]["textDocument"]["text"], "张三");
        assert_eq!(message["params"]["arguments"][0], "file:///%E5%BC%A0%E4%B8%89");
        assert_eq!(message["params"]["rootUri"], "file:///a");
        addresses.leave(&mut message);
        assert_eq!(message, written);
        let mut edit = json!({"changes": {expected: []}});
        addresses.leave(&mut edit);
        assert_eq!(edit, json!({"changes": {"file:///张三/决 定%20.txt": []}}));
    }
}
