//! What a web host or a wrong decoding puts into a text.

use std::ops::Range;

use crate::text::Characters;

/// Names under which gambling sites are advertised in the texts of hacked hosts. None of them is a
/// word; the shape of what follows decides.
pub(super) const BRANDS: [&str; 24] = [
    "凯发",
    "亚博",
    "必赢",
    "乐鱼",
    "华体会",
    "爱游戏",
    "万博",
    "天博",
    "必威",
    "伟德",
    "利来",
    "尊龙",
    "优发",
    "葡京",
    "威尼斯人",
    "博天堂",
    "明升",
    "金宝博",
    "澳门金沙",
    "开云",
    "九游",
    "彩神",
    "龙八",
    "雷火",
];

/// What is left of bytes that were decoded wrongly.
pub(super) const DEBRIS: [&str; 2] = ["锟斤拷", "烫烫烫"];

/// What decoders write for bytes that are no character.
pub(super) const LOST: char = '\u{fffd}';

/// The runs of lost characters in a line.
pub(super) fn lost(line: &Characters) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for sign in line.signs_of(LOST) {
        match runs.last_mut() {
            Some(run) if run.end == sign.at => run.end = sign.end(),
            _ => runs.push(sign.at..sign.end()),
        }
    }
    runs
}

/// What such a site calls itself besides a code of letters and digits.
const TAILS: [&str; 7] = ["体育官网", "真人", "棋牌", "娱乐城", "旗舰厅", "官网", "体育平台"];

/// The stretch of `text` that advertises a site under the brand at `brand`: 凯发K8.
pub(super) fn advertisement(text: &str, brand: &Range<usize>) -> Option<Range<usize>> {
    let rest = &text[brand.end..];
    let tail = TAILS.iter().find(|tail| rest.starts_with(**tail));
    let length = tail.map_or_else(|| code(rest), |tail| tail.len());
    (length > 0).then(|| brand.start..brand.end + length)
}

/// Length of the code of letters and then digits that `text` begins with: K8, w66.
fn code(text: &str) -> usize {
    let count = |text: &str, is: fn(&u8) -> bool| text.bytes().take_while(is).count();
    let letters = count(text, u8::is_ascii_alphabetic);
    let digits = count(&text[letters..], u8::is_ascii_digit);
    let length = letters + digits;
    let ends = !text[length..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
    if (1..=3).contains(&letters) && (1..=4).contains(&digits) && ends { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_needs_its_shape() {
        for (text, expected) in [
            ("凯发K8金融街", Some("凯发K8")),
            ("利来w66", Some("利来w66")),
            ("凯发旗舰厅", Some("凯发旗舰厅")),
            ("凯发集团", None),
            ("凯发5G", None),
            ("凯发V2.0", None),
            ("开云县", None),
        ] {
            let brand = 0..6;
            assert_eq!(advertisement(text, &brand).map(|range| &text[range]), expected, "{text}");
        }
    }

    #[test]
    fn lost_characters_are_taken_together() {
        assert_eq!(lost(&Characters::of("深\u{fffd}\u{fffd}入\u{fffd}")), [3..9, 12..15]);
    }
}
