//! What the termbase says that terms are written and used like, one usage a line.

use std::fmt::Write;

use crate::corpus::folded;
use crate::terms::{Entry, Status, Termbase};

/// Usages of all terms: their right forms, with the words that go with them, and sets in their order.
pub fn usages(terms: &Termbase) -> String {
    let mut lines = String::new();
    for entry in &terms.entries {
        right_forms(entry).for_each(|form| push(&mut lines, form));
        entry.verbs.iter().for_each(|verb| push(&mut lines, &governed(verb, &entry.name)));
        entry.follows.iter().for_each(|next| push(&mut lines, &format!("{}{next}", entry.name)));
        if entry.ordered {
            push(&mut lines, &entry.members.join("、"));
        }
        push(&mut lines, &sequence(terms, entry));
    }
    lines
}

/// The forms of a term that are right, its name first.
pub fn right_forms(entry: &Entry) -> impl Iterator<Item = &str> {
    let right = |status| matches!(status, Status::Preferred | Status::Admitted);
    let forms = entry.forms.iter().filter(move |form| right(form.status)).map(|form| form.text.as_str());
    std::iter::once(entry.name.as_str()).chain(forms)
}

fn push(lines: &mut String, usage: &str) {
    if !usage.is_empty() {
        let _ = writeln!(lines, "{}", folded(usage));
    }
}

fn governed(verb: &str, name: &str) -> String {
    if verb.contains('…') { verb.replace('…', name) } else { format!("{verb}{name}") }
}

/// The terms that `entry` stands in a row with, each with its verb: 增强“四个意识”、坚定“四个自信”….
fn sequence(terms: &Termbase, entry: &Entry) -> String {
    let member = |name: &String| {
        let verb = terms.entries.iter().find(|one| one.name == *name).and_then(|one| one.verbs.first());
        verb.map_or_else(|| name.clone(), |verb| governed(verb, name))
    };
    entry.sequence.iter().map(member).collect::<Vec<_>>().join("、")
}
