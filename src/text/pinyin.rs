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
