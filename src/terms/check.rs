//! What an entry of the termbase may not say, whatever file it comes from.

use std::collections::HashMap;

use regex::RegexBuilder;

use super::{Entry, Forbidden, Quote};
use crate::text::fold::narrowed;

/// Bytes that a compiled pattern may take; a larger one is a mistake or an attack.
const PATTERN_SIZE: usize = 1 << 20;

/// Something that was taken out of an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where it stood: keys and indices with dots between, `forbidden.2.pattern`.
    pub path: String,
    /// Why, in Chinese.
    pub message: String,
}

impl Fault {
    fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

/// Text with full-width signs made half-width, for comparing.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(narrowed).collect()
}

/// Takes out of `entry` what cannot hold. `Err` when the entry cannot stand at all.
pub(super) fn repair(entry: &mut Entry) -> Result<Vec<Fault>, Fault> {
    if let Some(why) = bad_text(&entry.name) {
        return Err(Fault::new("name", format!("name {why}")));
    }
    let mut faults = Vec::new();
    keep(&mut entry.forms, "forms", &mut faults, |form| {
        bad_text(&form.text).map(|why| format!("text {why}"))
    });
    let quoted = |text: &str| text.contains('“');
    if entry.quote == Quote::Required
        && !quoted(&entry.name)
        && !entry.forms.iter().any(|form| quoted(&form.text))
    {
        entry.quote = Quote::None;
        faults.push(Fault::new("quote", "quote 为 required，而 name 和 forms 都没有引号"));
    }
    dates(&mut entry.since, &mut entry.until, "", &mut faults);
    for (index, form) in entry.forms.iter_mut().enumerate() {
        dates(&mut form.since, &mut form.until, &format!("forms.{index}."), &mut faults);
    }
    let right: Vec<String> = right_forms(entry);
    keep(&mut entry.forbidden, "forbidden", &mut faults, |forbidden| bad_forbidden(forbidden, &right));
    Ok(faults)
}

/// The canonical form and those that may be used, folded.
fn right_forms(entry: &Entry) -> Vec<String> {
    use super::Status::{Admitted, Preferred};
    let admitted = entry.forms.iter().filter(|form| matches!(form.status, Preferred | Admitted));
    std::iter::once(&entry.name).chain(admitted.map(|form| &form.text)).map(|text| folded(text)).collect()
}

/// Drops the items that `why_not` has something against.
fn keep<T>(items: &mut Vec<T>, path: &str, faults: &mut Vec<Fault>, why_not: impl Fn(&T) -> Option<String>) {
    let mut index = 0;
    items.retain(|item| {
        let why = why_not(item);
        faults.extend(why.iter().map(|why| Fault::new(format!("{path}.{index}"), why)));
        index += 1;
        why.is_none()
    });
}

/// What is wrong with the text of a term.
fn bad_text(text: &str) -> Option<&'static str> {
    let mut depth = 0i32;
    let balanced = text.chars().all(|c| {
        depth += i32::from(c == '“') - i32::from(c == '”');
        depth >= 0
    });
    if text.chars().all(|c| c.is_whitespace() || "“”".contains(c)) {
        Some("是空的")
    } else if !balanced || depth != 0 {
        Some("的引号不配对")
    } else if text.chars().any(char::is_control) {
        Some("不能有换行和控制字符")
    } else if text.trim() != text {
        Some("的首尾不能有空白")
    } else {
        None
    }
}

fn bad_forbidden(forbidden: &Forbidden, right: &[String]) -> Option<String> {
    let find = match (&forbidden.text, &forbidden.pattern) {
        (Some(_), Some(_)) => return Some("text 和 pattern 只能写一个".to_owned()),
        (None, None) => return Some("缺少 text（或 pattern）".to_owned()),
        (Some(text), None) if text.trim().is_empty() => return Some("text 是空的".to_owned()),
        (Some(text), None) => regex::escape(&folded(text)),
        (None, Some(pattern)) => pattern.clone(),
    };
    let regex = match RegexBuilder::new(&find).size_limit(PATTERN_SIZE).build() {
        Ok(regex) => regex,
        Err(error) => return Some(pattern_message(&error)),
    };
    if regex.is_match("") {
        return Some("pattern 连空白也算错".to_owned());
    }
    // What stands around it may still make it right.
    let found = |text: &str| {
        regex.find_iter(text).any(|found| {
            let (before, after) = (&text[..found.start()], &text[found.end()..]);
            !forbidden.unless_before.iter().any(|word| after.starts_with(&folded(word)))
                && !forbidden.unless_after.iter().any(|word| before.ends_with(&folded(word)))
        })
    };
    if let Some(right) = right.iter().find(|right| found(right)) {
        return Some(format!("把正确的写法“{right}”也算作错"));
    }
    let groups = regex.captures_len();
    forbidden.fix.iter().find_map(|fix| match group_beyond(fix, groups) {
        Some(group) if forbidden.pattern.is_some() => {
            Some(format!("fix 用了 ${group}，而 pattern 没有这一组"))
        }
        _ if !fix.contains('$') && found(&folded(fix)) => Some(format!("改成“{fix}”以后仍然算错")),
        _ => None,
    })
}

/// The first `$n` in `fix` that is no group of a pattern with `groups` groups, the whole one included.
fn group_beyond(fix: &str, groups: usize) -> Option<usize> {
    let numbers = fix.split('$').skip(1);
    let digits = numbers.map(|after| &after[..after.bytes().take_while(u8::is_ascii_digit).count()]);
    digits.filter_map(|digits| digits.parse().ok()).find(|&group| group >= groups)
}

fn pattern_message(error: &regex::Error) -> String {
    let said = error.to_string();
    if matches!(error, regex::Error::CompiledTooBig(_)) {
        "pattern 太大".to_owned()
    } else if said.contains("look-around") {
        "pattern 不支持环视（(?=…)、(?!…)、(?<=…)、(?<!…)），前后文请写在 unless_after、unless_before 中"
            .to_owned()
    } else if said.contains("backreferences") {
        "pattern 不支持反向引用".to_owned()
    } else {
        let reason = said.lines().last().unwrap_or_default().trim_start_matches("error: ");
        format!("pattern 不是正则表达式（{reason}）")
    }
}

fn dates(since: &mut Option<String>, until: &mut Option<String>, path: &str, faults: &mut Vec<Fault>) {
    for (key, date) in [("since", &mut *since), ("until", &mut *until)] {
        if let Some(written) = date.take_if(|date| !is_date(date)) {
            let message = format!("{key} 的“{written}”不是日期，应当如 2021-11-11、2020-10、2018");
            faults.push(Fault::new(format!("{path}{key}"), message));
        }
    }
    if let (Some(from), Some(to)) = (&since, &until) {
        let length = from.len().min(to.len());
        if from[..length] > to[..length] {
            faults.push(Fault::new(format!("{path}until"), format!("until（{to}）早于 since（{from}）")));
            *until = None;
        }
    }
}

/// True for `2021-11-11`, `2020-10` and `2018`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let shaped = (1..=3).contains(&parts.len())
        && digits(parts[0], 4)
        && parts[1..].iter().all(|part| digits(part, 2));
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok()).unwrap_or(1);
    let (year, month, day) = (number(0), number(1), number(2));
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    shaped && (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// Takes out names of terms that there are none of, and the end of every cycle of `superseded_by`:
/// the index of the entry and what was taken.
pub(super) fn unlink(entries: &mut [Entry]) -> Vec<(usize, Fault)> {
    let index: HashMap<String, usize> =
        entries.iter().enumerate().map(|(index, entry)| (folded(&entry.name), index)).collect();
    let known = |name: &str| index.contains_key(&folded(name));
    let mut faults = Vec::new();
    for (at, entry) in entries.iter_mut().enumerate() {
        let mut found = Vec::new();
        keep(&mut entry.sequence, "sequence", &mut found, |name| {
            (!known(name)).then(|| format!("sequence 中的“{name}”不在术语库中"))
        });
        if let Some(name) = entry.superseded_by.take_if(|name| !known(name)) {
            found.push(Fault::new("superseded_by", format!("superseded_by 的“{name}”不在术语库中")));
        }
        faults.extend(found.into_iter().map(|fault| (at, fault)));
    }
    let next = |entries: &[Entry], at: usize| {
        entries[at].superseded_by.as_ref().and_then(|name| index.get(&folded(name)).copied())
    };
    for start in 0..entries.len() {
        let (mut path, mut at) = (vec![start], start);
        while let Some(after) = next(entries, at) {
            if after == start {
                let names: Vec<&str> = path.iter().chain([&start]).map(|&at| &*entries[at].name).collect();
                let message = format!("superseded_by 绕成了圈：{}", names.join(" → "));
                entries[start].superseded_by = None;
                faults.push((start, Fault::new("superseded_by", message)));
                break;
            }
            if path.contains(&after) {
                break;
            }
            path.push(after);
            at = after;
        }
    }
    faults
}
