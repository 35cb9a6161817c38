//! Congresses and plenary sessions of the Party that a line speaks of: 党的二十大, 二十届三中全会.

use std::ops::Range;

use super::count::last_characters;
use super::figure::{Figure, Script};
use super::marker::number_prefix;

/// How a sentence speaks of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// As of one that was held: 党的二十大以来, 二十届三中全会提出.
    Held,
    /// As of one whose spirit is studied, which plans do in advance.
    Studied,
    /// As of one that is to come, or in passing: 迎接党的二十大, 党的二十大代表.
    Open,
}

/// A congress of the Party, or a plenary session of its central committee. The range is in bytes of the
/// line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyMeeting {
    /// Number of the congress, or of the committee that it elected.
    pub congress: u32,
    /// Number of the plenary session, the last one where several are named; 0 for the congress.
    pub session: u32,
    /// Where it is named.
    pub range: Range<usize>,
    /// How the sentence speaks of it.
    pub tense: Tense,
}

impl PartyMeeting {
    /// The meetings of a line, whose numbers are `figures`.
    pub(super) fn read_all(text: &str, figures: &[Figure]) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for figure in figures.iter().filter(|figure| figure.script == Script::Hanzi) {
            let chained = found.last().is_some_and(|last| {
                matches!(&text[last.range.end..figure.range.start.max(last.range.end)], "、" | "和")
            });
            let Some((session, end)) = session_after(text, figure, chained) else { continue };
            let Some(congress) = figure.whole(text) else { continue };
            let range = figure.range.start..end;
            let tense = tense(text, &range);
            found.push(Self { congress, session, range, tense });
        }
        found
    }
}

/// The session that follows the number of a congress, and where its name ends.
fn session_after(text: &str, figure: &Figure, chained: bool) -> Option<(u32, usize)> {
    let (before, after) = (figure.before(text), figure.after(text));
    let start = figure.range.end;
    let party = ["党的", "中共", "中国共产党", "我们党"];
    let own = |before: &str| party.iter().any(|party| before.ends_with(party));
    if after.starts_with('大') {
        return (chained || own(before)).then_some((0, start + '大'.len_utf8()));
    }
    let national = "次全国代表大会";
    if after.starts_with(national) {
        return before.strip_suffix('第').is_some_and(own).then_some((0, start + national.len()));
    }
    let rest = after.strip_prefix('届')?;
    if let Some(rest) = rest.strip_prefix("中央委员会第") {
        let (session, length) = number_prefix(rest)?;
        let kind = "次全体会议";
        let end = text.len() - rest.len() + length + kind.len();
        return rest[length..].starts_with(kind).then_some((session, end));
    }
    sessions(rest).map(|(session, rest)| (session, text.len() - rest.len()))
}

/// The last of the sessions that `text` begins with (二中、三中全会), and what follows them.
fn sessions(mut text: &str) -> Option<(u32, &str)> {
    loop {
        let (session, length) = number_prefix(text)?;
        text = text[length..].strip_prefix('中')?;
        match text.strip_prefix("全会") {
            Some(rest) => return Some((session, rest)),
            None => text = text.strip_prefix(['、', '和'])?,
        }
    }
}

/// How the sentence around `range` speaks of the meeting.
fn tense(text: &str, range: &Range<usize>) -> Tense {
    const STOPS: [char; 5] = ['。', '；', ';', '！', '？'];
    const COMMAS: [char; 2] = ['，', ','];
    const SINCE: [&str; 4] = ["以来", "召开以来", "闭幕", "胜利闭幕"];
    const HELD: [&str; 24] = [
        "精神",
        "报告",
        "提出",
        "指出",
        "强调",
        "明确",
        "作出",
        "部署",
        "决策",
        "要求",
        "通过",
        "审议",
        "对",
        "选举",
        "确立",
        "描绘",
        "擘画",
        "锚定",
        "确定",
        "的决策",
        "的部署",
        "的战略",
        "决定",
        "的要求",
    ];
    // In the sentence, and in the very clause.
    const AHEAD: [&str; 9] = ["迎接", "喜迎", "即将", "筹备", "献礼", "明年", "届时", "准备", "召开后"];
    const TO_COME: [&str; 3] = ["将", "召开", "选举工作"];
    let (before, after) = (last_characters(&text[..range.start], AROUND), &text[range.end..]);
    let after = after.char_indices().nth(AROUND).map_or(after, |(at, _)| &after[..at]);
    if SINCE.iter().any(|word| after.starts_with(word)) {
        return Tense::Held;
    }
    // The name of a document is no statement.
    let titled = before.rfind(['《', '》']).is_some_and(|at| before[at..].starts_with('《'));
    if titled || !HELD.iter().any(|word| after.starts_with(word)) {
        return Tense::Open;
    }
    let sentence = before.rfind(STOPS).map_or(before, |at| &before[at..]);
    let clause = sentence.rfind(COMMAS).map_or(sentence, |at| &sentence[at..]);
    let rest = after.find(STOPS).map_or(after, |at| &after[..at]);
    let rest_of_clause = rest.find(COMMAS).map_or(rest, |at| &rest[..at]);
    let has = |words: &[&str], texts: [&str; 2]| words.iter().any(|w| texts.iter().any(|t| t.contains(w)));
    if has(&AHEAD, [sentence, rest]) || has(&TO_COME, [clause, rest_of_clause]) {
        return Tense::Open;
    }
    match clause.contains("学习") {
        true => Tense::Studied,
        false => Tense::Held,
    }
}

/// How far a sentence is read to either side, in characters.
const AROUND: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Characters;

    fn read(text: &str) -> Vec<(u32, u32, Tense)> {
        let found = PartyMeeting::read_all(text, &Figure::read_all(text, Characters::of(text).signs()));
        found.into_iter().map(|m| (m.congress, m.session, m.tense)).collect()
    }

    #[test]
    fn meetings_of_the_party_are_told_from_others() {
        assert_eq!(
            read("全面贯彻党的二十大和二十届二中、三中全会精神"),
            [(20, 0, Tense::Open), (20, 3, Tense::Held)]
        );
        assert_eq!(read("党的十八大以来"), [(18, 0, Tense::Held)]);
        assert_eq!(read("中国共产党第二十次全国代表大会报告"), [(20, 0, Tense::Held)]);
        assert_eq!(read("第二十届中央委员会第三次全体会议通过"), [(20, 3, Tense::Held)]);
        for text in ["团的十九大精神", "省委十二届五次全会提出", "工会第十八次全国代表大会报告", "十大行动"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn what_lies_ahead_is_not_spoken_of_as_held() {
        for (text, tense) in [
            ("以优异成绩迎接党的二十大胜利召开。", Tense::Open),
            ("将深入贯彻党的二十大精神。", Tense::Open),
            ("做好党的二十大代表推荐工作。", Tense::Open),
            ("印发《学习党的二十大精神方案》。", Tense::Open),
            ("深入学习贯彻党的二十大精神。", Tense::Studied),
        ] {
            assert_eq!(read(text)[0].2, tense, "{text}");
        }
    }
}
