//! Chinese numerals as official writing uses them: 一百二十 ⇄ 120, up to 9999.

/// Highest number that a marker may carry.
pub const MAX: u32 = 9999;

/// One bit for each last byte of the code points of numerals.
const LAST_BYTES: [u64; 4] = {
    let signs = [
        '零', '〇', '○', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '廿',
        '卅',
    ];
    let mut bits = [0; 4];
    let mut at = 0;
    while at < signs.len() {
        let last = signs[at] as usize & 0xff;
        bits[last >> 6] |= 1 << (last & 63);
        at += 1;
    }
    bits
};

/// True for a character that can stand in a Chinese numeral, the variants 〇 零 廿 卅 两 included.
#[inline]
pub fn is_numeral(c: char) -> bool {
    // That settles nearly every other character.
    let last = c as usize & 0xff;
    LAST_BYTES[last >> 6] >> (last & 63) & 1 == 1 && is_listed(c)
}

fn is_listed(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '百' | '千' | '廿' | '卅')
}

/// The value of a Chinese digit.
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Reads a numeral of 1 to 9999: with units (一百零一, 十二, 廿三) or digit by digit (二〇二五).
///
/// `None` when the characters do not form one number; “三四” is an approximation, not 34.
pub fn parse(text: &str) -> Option<u32> {
    let chars: Vec<char> = text.chars().collect();
    let value = if chars.iter().any(|c| matches!(c, '十' | '百' | '千' | '廿' | '卅')) {
        parse_with_units(&chars)?
    } else {
        parse_digits(&chars)?
    };
    (1..=MAX).contains(&value).then_some(value)
}

fn parse_digits(chars: &[char]) -> Option<u32> {
    // Two or three bare digits are an approximation (三四个); one digit or a year is a number.
    let positional = chars.len() == 4 || chars.iter().any(|&c| matches!(c, '〇' | '○' | '零'));
    if chars.is_empty() || chars.len() > 4 || (chars.len() > 1 && !positional) {
        return None;
    }
    chars.iter().try_fold(0, |value, &c| Some(value * 10 + digit(c)?))
}

fn parse_with_units(chars: &[char]) -> Option<u32> {
    let (mut total, mut pending, mut last_unit) = (0, None, u32::MAX);
    for &c in chars {
        let (unit, implied) = match c {
            '千' => (1000, None),
            '百' => (100, None),
            '十' => (10, Some(1)),
            '廿' => (10, Some(2)),
            '卅' => (10, Some(3)),
            _ => {
                let value = digit(c)?;
                if value == 0 {
                    if pending.is_some() || total == 0 {
                        return None;
                    }
                } else if pending.replace(value).is_some() {
                    return None;
                }
                continue;
            }
        };
        let factor = match c {
            '廿' | '卅' if pending.is_some() => return None,
            _ => pending.take().or(implied)?,
        };
        if unit >= last_unit {
            return None;
        }
        last_unit = unit;
        total += factor * unit;
    }
    Some(total + pending.unwrap_or(0))
}

/// Writes a number of 1 to 9999 the way markers are written: 12 → 十二, 101 → 一百零一.
pub fn format(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let value = number / unit % 10;
        if value == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push_str(DIGITS[0]);
        }
        // 10 to 19 are written 十… and not 一十….
        if !(unit == 10 && value == 1 && out.is_empty()) {
            out.push_str(DIGITS[value as usize]);
        }
        out.push_str(name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_round_trips() {
        for number in 1..=MAX {
            assert_eq!(parse(&format(number)), Some(number), "{}", format(number));
        }
    }

    #[test]
    fn variants_are_read_and_approximations_are_not() {
        for (text, number) in
            [("一百零一", 101), ("廿", 20), ("廿三", 23), ("卅一", 31), ("二〇二五", 2025), ("一百一十", 110)]
        {
            assert_eq!(parse(text), Some(number), "{text}");
        }
        for text in ["三四", "十百", "", "零", "一二三", "十十", "一十廿"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
