//! Places that wait to be filled in: ××, ____, （待定）, 【】.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::sign::Sign;
use crate::text::{is_blank, is_hanzi, numeral, pattern};

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    let cross = "[×✕╳XxＸ]";
    let kept =
        "待定|待补充?|待核(?:实|对)?|待确认|待填写?|略去?待补|(?:此处|请)(?:补充|填写|插入)[^）)】〕\\]]*";
    let units = "亿|万|千|个|项|家|人|名|公里|平方|亩|户|套|台|座|条|所|处|吨|元|倍|[%％]";
    let bodies = "部|单位|同志|局|厅|委|办|省|市|州|县|区|镇|乡|街道|村|社区|公司|个|项|年|月|日|亿|万|元";
    pattern(&[
        format!(r"20\d?{cross}{{1,2}}年(?:{cross}{{1,2}}月)?(?:{cross}{{1,2}}日)?"),
        format!(r"(?:\d{{4}}年)?(?:{cross}{{1,2}}月(?:{cross}{{1,2}}|\d{{1,2}})日|\d{{1,2}}月{cross}{{1,2}}日)"),
        format!(r"\d{{4}}年{cross}{{1,2}}月"),
        format!("第{cross}{{1,2}}[条章节款项次届号期]"),
        r"凡?(?:[×✕╳]{2,}|[XxＸ]{2,})|_{2,}|＿{2,}|[○〇]{2,}".to_owned(),
        format!("{cross}(?:{units})"),
        format!(r"\*{{3,}}(?:{bodies})"),
        format!(r"[（(【〔\[](?:数据|金额|时间|名单)?(?:{kept})[）)】〕\]]"),
        r"【\s*】|〔\s*〕|(?-u:\b(?:TODO|TBD|FIXME)\b)|[×✕]年[×✕]月|待补充[。；]".to_owned(),
    ]
    .join("|"))
});

/// What stands for something unsaid, and in other places for “times” or a model.
const CROSSES: &str = "Xx×✕╳Ｘ";

/// False for most lines: without a sign of [`PLACEHOLDER`], and without a bracket before one of its words.
fn may_have_one(text: &str, signs: &[Sign]) -> bool {
    signs.iter().any(|sign| match sign.c {
        '_' | '＿' | '○' | '〇' | '*' | 'T' | 'F' | 'X' | 'x' | '×' | '✕' | '╳' | 'Ｘ' => true,
        '（' | '(' | '【' | '〔' | '[' => text[sign.end()..].starts_with(|c| {
            is_blank(c) || matches!(c, '】' | '〕' | '待' | '略' | '此' | '请' | '数' | '金' | '时' | '名')
        }),
        '。' | '；' => text[..sign.at].ends_with("待补充"),
        _ => false,
    })
}

/// The places of `text`, as byte ranges.
pub(super) fn read_all(text: &str, signs: &[Sign]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    if !may_have_one(text, signs) {
        return places;
    }
    for found in PLACEHOLDER.find_iter(text) {
        let before = text[..found.start()].chars().next_back();
        let after = text[found.end()..].chars().next();
        // Letters and digits around make it part of a size, a formula or a model number.
        let glued = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphanumeric() && !is_hanzi(c) || matches!(c, '+' | '＋' | '-'))
        };
        let first = found.as_str().chars().next().unwrap_or_default();
        let last = found.as_str().chars().last().unwrap_or_default();
        if CROSSES.contains(first) && glued(before) || CROSSES.contains(last) && glued(after) {
            continue;
        }
        // 二○○八 is a number.
        let zero = matches!(first, '○' | '〇');
        if zero && [before, after].into_iter().flatten().any(numeral::is_numeral) {
            continue;
        }
        // Three asterisks at the start open emphasis of Markdown.
        if first == '*' && text.trim_start_matches(is_blank).starts_with('*') {
            continue;
        }
        places.push(found.range());
    }
    places
}
