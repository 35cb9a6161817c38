//! What a line cites: 国发〔2024〕1号, and documents by name without 《》.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::text::{is_blank, is_hanzi};

use super::count::last_characters;
use super::kind::KINDS;

/// 发文字号 in any of its usual forms: 国发〔2024〕1号, 国发[2024]第01号. Ranges are bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentNumber {
    /// The code of the issuer (国发), without the words of the sentence before it.
    pub code: Range<usize>,
    /// The year alone.
    pub year: Range<usize>,
    /// From the opening bracket to 号.
    pub range: Range<usize>,
    /// The serial number alone.
    pub serial: Range<usize>,
    /// True when 第 stands before the serial number.
    pub ordinal: bool,
}

static NUMBER_END: LazyLock<Finder> = LazyLock::new(|| Finder::new("号"));
static ABOUT: LazyLock<Finder> = LazyLock::new(|| Finder::new("关于"));

/// What drafters put around the year.
const OPENING: [char; 12] = ['〔', '[', '［', '(', '（', '【', '{', '｛', '「', '〈', '<', '＜'];
const CLOSING: [char; 12] = ['〕', ']', '］', ')', '）', '】', '}', '｝', '」', '〉', '>', '＞'];

/// Words of a sentence that lead to the code of a document.
const LEADING: [&str; 24] = [
    "根据", "依据", "按照", "遵照", "依照", "参照", "贯彻", "落实", "执行", "印发", "转发", "废止", "文件",
    "以", "将", "由", "和", "与", "及", "见", "按", "的", "对", "在",
];

/// Longest code of an issuer, in characters.
const CODE_LENGTH: usize = 12;

impl DocumentNumber {
    /// The document numbers of a line.
    pub(super) fn read_all(text: &str) -> Vec<Self> {
        let ends = NUMBER_END.find_iter(text.as_bytes());
        ends.filter_map(|at| Self::read(text, at)).collect()
    }

    /// The number that ends in the 号 at `end`.
    fn read(text: &str, end: usize) -> Option<Self> {
        let (serial, rest) = digits_before(text[..end].trim_end_matches(is_blank))?;
        let rest = rest.trim_end_matches(is_blank);
        let unordered = rest.strip_suffix('第');
        let rest = unordered.unwrap_or(rest).trim_end_matches(is_blank);
        let (year, rest) = digits_before(rest.strip_suffix(CLOSING)?)?;
        let written = &text[year.clone()];
        let is_year = written.chars().count() == 4 && written.starts_with(['1', '2', '１', '２']);
        let open = rest.strip_suffix(OPENING)?;
        let code = code_before(text, open.trim_end_matches(is_blank));
        // 国用（2004）第012号 is a certificate of land, 川（2024）第0012号 one of a house.
        let certificate = text[code.clone()].ends_with(['用', '有', '证', '权']);
        let names_issuer = text[code.clone()].chars().count() >= 2;
        (is_year && names_issuer && !certificate).then(|| Self {
            code,
            year,
            range: open.len()..end + '号'.len_utf8(),
            serial,
            ordinal: unordered.is_some(),
        })
    }
}

/// The digits that `text` ends in, and what stands before them.
fn digits_before(text: &str) -> Option<(Range<usize>, &str)> {
    let rest = text.trim_end_matches(|c| matches!(c, '0'..='9' | '０'..='９'));
    let count = text[rest.len()..].chars().count();
    (1..=5).contains(&count).then_some((rest.len()..text.len(), rest))
}

/// Where the code that `before` ends in stands: Hanzi up to the words of the sentence.
fn code_before(text: &str, before: &str) -> Range<usize> {
    let run = before.char_indices().rev().take(CODE_LENGTH).take_while(|&(_, c)| is_hanzi(c));
    let start = run.last().map_or(before.len(), |(at, _)| at);
    let code = &text[start..before.len()];
    let leads = LEADING.iter().filter_map(|word| code.rfind(word).map(|at| at + word.len()));
    start + leads.max().unwrap_or(0)..before.len()
}

/// Verbs whose object is a document.
const ISSUING: [&str; 4] = ["印发", "转发", "下发", "发布"];
/// How the name of an issuer ends.
const ISSUERS: [&str; 10] = ["委", "委员会", "政府", "国务院", "办公厅", "办公室", "厅", "局", "部", "中央"];
/// Longest title that is looked for, in characters.
const TITLE_LENGTH: usize = 60;
const CLAUSE_END: [char; 18] =
    ['，', ',', '。', '；', ';', '：', ':', '、', '！', '？', '（', '(', '）', ')', '“', '”', '《', '》'];

/// The names of documents that stand without 《》 where something is done with the document, or where
/// its number follows: 印发关于……的通知, 关于……的通知（国发〔2024〕1号）. Bytes of the line.
pub(super) fn unmarked_titles(text: &str, numbers: &[DocumentNumber]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in ABOUT.find_iter(text.as_bytes()) {
        if found.last().is_some_and(|title| at < title.end) {
            continue;
        }
        let before = last_characters(&text[..at], TITLE_LENGTH);
        let clause = before.rfind(CLAUSE_END).map_or(before, |mark| &before[mark..]);
        let Some(end) = clause_end(&text[at..]).map(|length| at + length) else { continue };
        // 《国务院关于……的通知》 and “关于……的说明” are marked.
        if clause.starts_with(['《', '“']) || !names_document(&text[at..end]) {
            continue;
        }
        let verb = ISSUING.iter().filter_map(|verb| clause.rfind(verb).map(|at| at + verb.len())).max();
        let issuer = verb.map(|verb| clause[verb..].trim_start_matches('了'));
        let issued = issuer.filter(|issuer| {
            issuer.is_empty() || !issuer.starts_with('的') && ISSUERS.iter().any(|end| issuer.ends_with(end))
        });
        let numbered = text[end..].starts_with(['（', '('])
            && numbers.iter().any(|number| number.code.start == end + bracket_length(&text[end..]));
        match issued {
            Some(issuer) => found.push(at - issuer.len()..end),
            None if numbered => found.push(at..end),
            None => {}
        }
    }
    found
}

/// Where the clause that `text` begins with ends; `None` when it is too long for a title.
fn clause_end(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let end = chars.by_ref().take(TITLE_LENGTH).find(|(_, c)| CLAUSE_END.contains(c));
    end.map(|(at, _)| at).or_else(|| chars.next().is_none().then(|| text.trim_end_matches(is_blank).len()))
}

fn bracket_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// True for 关于……的通知.
fn names_document(name: &str) -> bool {
    KINDS.iter().any(|kind| name.strip_suffix(kind).is_some_and(|rest| rest.ends_with('的')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(&str, &str)> {
        let found = DocumentNumber::read_all(text);
        found.into_iter().map(|n| (&text[n.code], &text[n.range])).collect()
    }

    #[test]
    fn document_numbers_are_seen_in_every_form() {
        assert_eq!(numbers("根据国发〔2024〕1号文件"), [("国发", "〔2024〕1号")]);
        assert_eq!(numbers("(示委发 [2024] 第 08 号)"), [("示委发", "[2024] 第 08 号")]);
        assert_eq!(numbers("中国人民银行公告〔2021〕第3号"), [("中国人民银行公告", "〔2021〕第3号")]);
        for text in ["浏览次数:[]12号", "[2024]12号", "国用（2004）第012号", "（2023）川01民终12号", "10号线"]
        {
            assert_eq!(numbers(text), [], "{text}");
        }
    }

    #[test]
    fn names_without_marks_are_seen_where_they_are_objects() {
        let read = |text: &'static str| {
            let found = unmarked_titles(text, &DocumentNumber::read_all(text));
            found.into_iter().map(|range| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(read("转发省委办公厅关于加强治理的通知，"), ["省委办公厅关于加强治理的通知"]);
        assert_eq!(read("按照关于加强治理的意见（示委发〔2024〕1号）"), ["关于加强治理的意见"]);
        for text in [
            "印发《关于加强治理的通知》",
            "听取关于预算的报告",
            "作出关于加强治理的决定",
            "印发关于治理的通知精神",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
