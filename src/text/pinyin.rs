//! How characters sound: which of them are typed alike.

use pinyin::ToPinyinMulti;

/// How near two characters sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// One syllable, whatever its tone.
    Same,
    /// Syllables that many typists do not keep apart: zh/z, ch/c, sh/s, ng/n, l/n.
    Near,
    /// Anything else.
    None,
}

/// How near `a` and `b` sound in any of their readings.
pub fn likeness(a: char, b: char) -> Likeness {
    let (Some(a), Some(b)) = (a.to_pinyin_multi(), b.to_pinyin_multi()) else { return Likeness::None };
    let pairs = || a.into_iter().flat_map(|x| b.into_iter().map(move |y| (x.plain(), y.plain())));
    if pairs().any(|(x, y)| x == y) {
        Likeness::Same
    } else if pairs().any(|(x, y)| merged(x) == merged(y)) {
        Likeness::Near
    } else {
        Likeness::None
    }
}

/// Whether `letters` are typed for `text` or its beginning: each character by its syllable or by the first
/// letter of it; marks are not typed. `Some(true)` when they stand for all of it.
pub fn spelled(text: &str, letters: &str) -> Option<bool> {
    let mut characters = text.chars();
    let c = loop {
        match characters.next() {
            None => return letters.is_empty().then_some(true),
            Some(c) if c.is_alphanumeric() => break c,
            Some(_) => {}
        }
    };
    if letters.is_empty() {
        return Some(false);
    }
    let rest = characters.as_str();
    let after = |typed: &str| letters.strip_prefix(typed).and_then(|letters| spelled(rest, letters));
    let Some(readings) = c.to_pinyin_multi() else {
        return after(c.to_ascii_lowercase().encode_utf8(&mut [0; 4]));
    };
    let read = readings.into_iter().filter_map(|reading| {
        let syllable = reading.plain();
        // The last syllable may be half typed.
        let unfinished = (letters.len() < syllable.len() && syllable.starts_with(letters)).then_some(false);
        after(syllable).or_else(|| after(&syllable[..1])).or(unfinished)
    });
    read.max()
}

/// The first two letters that may be typed for `text`, in each of its readings.
pub fn beginnings(text: &str) -> Vec<[u8; 2]> {
    let mut characters = text.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = characters.next() else { return Vec::new() };
    let second: Vec<u8> = characters.next().into_iter().flat_map(typed).map(|typed| typed[0]).collect();
    let mut pairs = Vec::new();
    for typed in typed(first) {
        pairs.extend(typed.first_chunk());
        pairs.extend(second.iter().map(|&second| [typed[0], second]));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The first letters of the syllables of `text`, as `lgwh`; what has none is left out.
pub fn initials(text: &str) -> String {
    let first = |c: char| c.to_pinyin_multi().and_then(|all| all.into_iter().next()?.plain().chars().next());
    text.chars().filter_map(|c| first(c).or_else(|| c.is_ascii_alphanumeric().then_some(c))).collect()
}

/// What is typed for a character: its syllables, or a Latin letter itself.
fn typed(c: char) -> Vec<Vec<u8>> {
    let readings = c.to_pinyin_multi().into_iter().flatten().map(|reading| reading.plain().into());
    readings.chain(c.is_ascii_alphanumeric().then(|| vec![c.to_ascii_lowercase() as u8])).collect()
}

/// The syllable with what typists confuse made one.
fn merged(syllable: &str) -> (u8, &str) {
    let initial = match syllable.as_bytes()[0] {
        b'n' => b'l',
        other => other,
    };
    let rest = syllable[1..].trim_start_matches('h');
    (initial, rest.strip_suffix('g').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_is_found() {
        for (letters, expected) in [
            ("lgwh", Some(true)),
            ("lg", Some(false)),
            ("liangge", Some(false)),
            ("lianggewei", Some(false)),
            ("lianggwh", Some(true)),
            ("liangg", Some(false)),
            ("lgwhx", None),
            ("wh", None),
        ] {
            assert_eq!(spelled("“两个维护”", letters), expected, "{letters}");
        }
        assert_eq!(beginnings("“两个维护”"), [*b"lg", *b"li"]);
        assert_eq!(beginnings("5G基站"), [*b"5g"]);
        assert_eq!(beginnings("行业"), [*b"ha", *b"he", *b"hy", *b"xi", *b"xy"]);
        assert_eq!(beginnings("恩施"), [*b"en", *b"es", *b"ey"]);
        assert_eq!(initials("“两个维护”"), "lgwh");
    }

    #[test]
    fn what_is_typed_alike_sounds_alike() {
        for (a, b, expected) in [
            ('振', '震', Likeness::Same),
            ('宜', '应', Likeness::None),
            ('智', '字', Likeness::Near),
            ('兴', '新', Likeness::Near),
            ('行', '航', Likeness::Same),
            ('振', 'A', Likeness::None),
        ] {
            assert_eq!(likeness(a, b), expected, "{a}{b}");
        }
    }
}
