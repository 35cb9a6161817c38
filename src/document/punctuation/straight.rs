//! Quotation marks without direction (" ' ＂ ＇) and the direction that each must have had.

use crate::text::is_hanzi;

use super::{Mark, after, before, is_wide};

/// A straight quotation mark in Chinese text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Straight {
    /// The mark.
    pub mark: Mark,
    /// The mark that should stand there; `None` where the others leave it open.
    pub right: Option<char>,
}

/// The straight quotation marks among `marks`. They open and close in turn, together with the curly ones;
/// where that does not come out even, nobody knows which is which.
pub(super) fn read(text: &str, marks: &[Mark]) -> Vec<Straight> {
    let is_double = |mark: &Mark| matches!(mark.sign, '"' | '＂');
    let is_single = |mark: &Mark| matches!(mark.sign, '\'' | '＇');
    if !marks.iter().any(|mark| is_double(mark) || is_single(mark)) {
        return Vec::new();
    }
    let mut quotes: Vec<Mark> = marks
        .iter()
        .filter(|mark| matches!(mark.sign, '“' | '”') || is_double(mark) && !is_foreign(text, mark))
        .copied()
        .collect();
    // Where one is left over, a figure in inches has it.
    if quotes.len() % 2 == 1 {
        quotes.retain(|mark| !is_double(mark) || !text[..mark.at].ends_with(|c: char| c.is_ascii_digit()));
    }
    let mut found = doubles(&quotes);
    let singles: Vec<&Mark> =
        marks.iter().filter(|mark| is_single(mark) && touches_chinese(text, mark)).collect();
    for (index, mark) in singles.iter().enumerate() {
        let inside = quotes.partition_point(|quote| quote.at < mark.at) % 2 == 1;
        let signs = if inside { ['‘', '’'] } else { ['“', '”'] };
        let right = singles.len().is_multiple_of(2).then_some(signs[index % 2]);
        found.push(Straight { mark: **mark, right });
    }
    found.sort_unstable_by_key(|straight| straight.mark.at);
    found
}

/// The straight ones of a line's double quotation marks.
fn doubles(quotes: &[Mark]) -> Vec<Straight> {
    let curly = |mark: &Mark| matches!(mark.sign, '“' | '”');
    let ideal = |index: usize| if index.is_multiple_of(2) { '“' } else { '”' };
    let in_turn = quotes.len().is_multiple_of(2)
        && quotes.iter().enumerate().all(|(index, mark)| !curly(mark) || mark.sign == ideal(index));
    let mut found = Vec::new();
    // Within curly marks that are right by themselves straight ones are the inner ones.
    let (mut inside, mut inner, mut nested) = (false, 0, 0usize);
    let nests = quotes.iter().filter(|mark| curly(mark)).enumerate().all(|(i, mark)| mark.sign == ideal(i));
    for (index, mark) in quotes.iter().enumerate() {
        if curly(mark) {
            let rest = quotes[index + 1..].iter();
            (inside, nested) = (mark.sign == '“', 0);
            inner = rest.take_while(|mark| !curly(mark)).count();
            continue;
        }
        let right = match (in_turn, inside && nests) {
            (true, _) => Some(ideal(index)),
            (false, true) if inner.is_multiple_of(2) => {
                Some(if nested.is_multiple_of(2) { '‘' } else { '’' })
            }
            _ => None,
        };
        nested += 1;
        found.push(Straight { mark: *mark, right });
    }
    found
}

/// True for the quotation marks of English words.
fn is_foreign(text: &str, mark: &Mark) -> bool {
    let (left, right) = (before(text, mark.at), after(text, mark.end()));
    let neighbours = [left, right];
    !neighbours.iter().flatten().any(|&c| is_wide(c)) && neighbours.iter().flatten().count() == 2
}

fn touches_chinese(text: &str, mark: &Mark) -> bool {
    let left = text[..mark.at].chars().next_back();
    let right = text[mark.end()..].chars().next();
    [left, right].into_iter().flatten().any(is_hanzi)
}
