//! One line of the text and what it says by itself, whatever stands around it.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::text::sign::{self, Sign};
use crate::text::{Characters, Words, is_blank, is_hanzi};

use super::citation::{self, DocumentNumber};
use super::count::DeclaredCount;
use super::figure::Figure;
use super::kept::Kept;
use super::marker::{Level, Marker};
use super::meeting::PartyMeeting;
use super::ordinal::Ordinal;
use super::placeholder;
use super::punctuation::Punctuation;
use super::reference::InternalReference;

/// A line and the facts that depend on nothing but the line. Ranges are bytes of `text`.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// The line without its line end.
    pub text: String,
    /// The text proper: without indentation, trailing space and Markdown marks.
    pub body: Range<usize>,
    /// Length of the text proper in characters, which every reading of the document asks for.
    length: usize,
    /// Level of the Markdown heading that the line is, 0 when it is none.
    pub markdown_heading: usize,
    /// True for the fence (```, ~~~) at either end of a block of code in Markdown.
    pub is_fence: bool,
    /// 序号 at its start.
    pub marker: Option<Marker>,
    /// Bytes of the dash (——) that it begins with.
    pub dash: Option<Range<usize>>,
    /// Its first sentence, after marker or dash, without the stop that closes it.
    pub heading: Range<usize>,
    /// Where the first sentence ends, its stop included; `None` when no stop closes it.
    pub heading_stop: Option<usize>,
    /// True when it begins with a phrase that heads it, closed by a full stop, and goes on.
    pub has_subhead: bool,
    /// Such a phrase right after the first sentence, as an article may have after its heading.
    pub second_subhead: Option<Range<usize>>,
    /// 一是, 第一，, ①… in running text.
    pub ordinals: Vec<Ordinal>,
    /// 第（三）条, 第二部分… of this document.
    pub references: Vec<InternalReference>,
    /// 八大行动, 四个发展定位…
    pub counts: Vec<DeclaredCount>,
    /// Numbers as they are written, in order of place.
    pub figures: Vec<Figure>,
    /// 国发〔2024〕1号, in any form.
    pub document_numbers: Vec<DocumentNumber>,
    /// Names of documents that stand without 《》 where they need them.
    pub unmarked_titles: Vec<Range<usize>>,
    /// 党的二十大, 二十届三中全会.
    pub meetings: Vec<PartyMeeting>,
    /// ××, ____ and the like, that wait to be filled in.
    pub placeholders: Vec<Range<usize>>,
    /// True when the line introduces a list: it ends in a colon or says 以下, 如下.
    pub announces_list: bool,
    /// Markers in running text, as first members of a list that goes on in the next line.
    pub inline_markers: Vec<(Level, u32)>,
    /// Quotation marks (“) that the line leaves open, less those of other lines that it closes.
    pub open_quotes: i32,
    /// Its marks, and what they say by themselves.
    pub punctuation: Punctuation,
    /// Sentences of 30 characters or more, to be compared with those of other paragraphs.
    pub long_sentences: Vec<LongSentence>,
    /// Whether a web page leaves it behind, which every reading of the document asks.
    pub(super) is_residue: Kept<bool>,
}

/// A sentence that is too long to stand twice by chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongSentence {
    /// Hash of its characters, white space left out.
    pub hash: u64,
    /// Its bytes in the paragraph, its stop included.
    pub range: Range<usize>,
}

/// Formulas of official writing (坚持以……为指导) are shorter.
const LONG_SENTENCE: usize = 30;

impl Paragraph {
    /// Reads the facts of one line.
    pub fn read(text: &str) -> Self {
        Self::of(&Characters::of(text))
    }

    /// Reads the facts of one line.
    pub fn of(line: &Characters) -> Self {
        let text = line.text();
        let mut paragraph = Self { text: text.to_owned(), ..Self::default() };
        let (body, markdown_heading) = strip_markdown(text);
        paragraph.body = body.clone();
        paragraph.length = line.at(body.end) - line.at(body.start);
        paragraph.markdown_heading = markdown_heading;
        paragraph.is_fence = is_fence(&text[body.start..]);
        let signs = line.signs();
        paragraph.placeholders = placeholder::read_all(text, signs);
        if !text[body.clone()].contains(is_hanzi) {
            paragraph.heading = body.clone();
            paragraph.punctuation = Punctuation::read(text, signs, body, 0..0, false);
            return paragraph;
        }
        paragraph.marker = Marker::read(&text[..body.end], body.start);
        paragraph.dash = dash(&text[body.clone()]).map(|length| body.start..body.start + length);
        let start = match (&paragraph.marker, &paragraph.dash) {
            (Some(marker), _) => marker.text_start,
            (None, Some(dash)) => dash.end,
            _ => body.start,
        };
        let start = skip_marks(text, start..body.end);
        (paragraph.heading, paragraph.heading_stop) = first_sentence(text, start..body.end, signs);
        paragraph.has_subhead = starts_with_subhead(&paragraph);
        paragraph.second_subhead = second_subhead(&paragraph, signs);
        paragraph.ordinals = Ordinal::read_all(text, start..body.end, signs);
        paragraph.references = InternalReference::read_all(text, body.clone(), signs);
        paragraph.counts = DeclaredCount::read_all(text, start..body.end, signs);
        paragraph.figures = Figure::read_all(text, signs);
        if !paragraph.figures.is_empty() {
            paragraph.document_numbers = DocumentNumber::read_all(text);
        }
        paragraph.unmarked_titles = citation::unmarked_titles(text, &paragraph.document_numbers);
        paragraph.meetings = PartyMeeting::read_all(text, &paragraph.figures);
        paragraph.announces_list = announces_list(&text[body.clone()]);
        paragraph.inline_markers = inline_markers(text, start..body.end, signs);
        paragraph.open_quotes = open_quotes(signs);
        let marker = paragraph.marker.as_ref().map_or(0..0, |marker| marker.range.clone());
        paragraph.punctuation = Punctuation::read(text, signs, body.clone(), marker, true);
        paragraph.long_sentences = long_sentences(line, start..body.end);
        paragraph
    }

    /// The text proper.
    pub fn body(&self) -> &str {
        &self.text[self.body.clone()]
    }

    /// The first sentence, after the marker and without its stop.
    pub fn heading(&self) -> &str {
        &self.text[self.heading.clone()]
    }

    /// What follows the first sentence.
    pub fn after_heading(&self) -> &str {
        self.heading_stop.map_or("", |stop| self.text[stop..self.body.end].trim_start_matches(is_blank))
    }

    /// True when the line reads like a heading: short and without a stop, or a short sentence that
    /// more text follows.
    pub fn heads_text(&self) -> bool {
        self.heading().chars().count() <= 40
            && match self.heading_stop {
                Some(_) => !self.after_heading().is_empty(),
                None => !self.ends_sentence(),
            }
    }

    /// True when nothing but white space and marks stands in the line.
    pub fn is_blank(&self) -> bool {
        self.body.is_empty()
    }

    /// Length of the text proper in characters.
    pub fn length(&self) -> usize {
        self.length
    }

    /// True when the text proper ends a sentence.
    pub fn ends_sentence(&self) -> bool {
        self.body()
            .trim_end_matches(['”', '’', '）', ')', '》', '」', '"'])
            .ends_with(['。', '！', '？', '；', ';', '：', ':', '…', '!', '?'])
    }

    /// True when the number before `number` stands in the line as a marker of `level` does, so that
    /// the next line may go on from it: “主要任务：1.甲；” and then 2.
    pub fn mentions_before(&self, level: Level, number: u32) -> bool {
        if number < 2 || self.marker.as_ref().is_some_and(|marker| marker.level >= level) {
            return false;
        }
        self.inline_markers.contains(&(level, number - 1))
    }
}

/// Marks of Markdown and of web pages that may stand before a text.
const OPENING_MARKS: [&str; 13] = [
    "> ", "- ", "* ", "+ ", "&nbsp;", "&emsp;", "&ensp;", "<br>", "<br/>", "<p>", "<strong>", "<b>", "<div>",
];
/// Marks of web pages that may stand after it.
const CLOSING_MARKS: [&str; 8] = ["&nbsp;", "&emsp;", "<br>", "<br/>", "</p>", "</strong>", "</b>", "</div>"];

/// The line without indentation and Markdown marks (heading, quotation, list, bold), and its
/// heading level.
fn strip_markdown(text: &str) -> (Range<usize>, usize) {
    let mut start = skip_blank(text, 0);
    let mut level = 0;
    loop {
        let rest = &text[start..];
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        if (1..=6).contains(&hashes) && rest[hashes..].starts_with(is_blank) {
            level = hashes;
            start = skip_blank(text, start + hashes);
        } else if let Some(mark) = OPENING_MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            start = skip_blank(text, start + mark.len());
        } else {
            break;
        }
    }
    let mut end = text.trim_end_matches(is_blank).len().max(start);
    while let Some(mark) = CLOSING_MARKS.iter().find(|mark| text[start..end].ends_with(**mark)) {
        end = start + text[start..end - mark.len()].trim_end_matches(is_blank).len();
    }
    for mark in ["**", "__"] {
        let rest = &text[start..end];
        let Some(inner) = rest.strip_prefix(mark) else { continue };
        if inner.ends_with(mark) && !inner[..inner.len() - mark.len()].contains(mark) {
            end -= mark.len();
            start += mark.len();
        } else if inner.contains(mark) {
            start += mark.len();
        }
    }
    (start..end.max(start), level)
}

/// True for ``` and ~~~ with no more than the name of a language after them.
fn is_fence(text: &str) -> bool {
    let rest = text.strip_prefix("```").or_else(|| text.strip_prefix("~~~"));
    rest.is_some_and(|rest| !rest.contains('`'))
}

fn skip_blank(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start_matches(is_blank).len()
}

/// Start of the text proper in `within`: past bold marks that open after a marker.
fn skip_marks(text: &str, within: Range<usize>) -> usize {
    let rest = &text[within.clone()];
    let marks = rest.len() - rest.trim_start_matches("**").len();
    within.start + marks
}

/// Opening quotation marks less the closing ones.
fn open_quotes(signs: &[Sign]) -> i32 {
    let depth = |sign: &Sign| i32::from(sign.c == '“') - i32::from(sign.c == '”');
    signs.iter().map(depth).sum()
}

fn announces_list(body: &str) -> bool {
    static WORDS: Words = Words::new(&[
        "以下",
        "下列",
        "如下",
        "几点",
        "三点",
        "两点",
        "四点",
        "五点",
        "几个方面",
        "几项",
        "几条",
        "几个问题",
    ]);
    let last = body.trim_end_matches('。').rfind(['。', '；']).map_or(body, |at| &body[at..]);
    body.ends_with(['：', ':']) || WORDS.are_in(last) || is_decimal_heading(body)
}

fn inline_markers(text: &str, within: Range<usize>, signs: &[Sign]) -> Vec<(Level, u32)> {
    let opens = |c: char| matches!(c, '：' | ':' | '。' | '；' | ';') || is_blank(c);
    let places = sign::openings(signs, within.clone(), opens);
    let markers = places.filter_map(|at| Marker::read(&text[..within.end], at));
    markers.map(|marker| (marker.level, marker.number)).collect()
}

/// True for a heading numbered 1.1 or 1.1.1, of which lists below begin again.
fn is_decimal_heading(body: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let first = digits(body);
    (1..=2).contains(&first)
        && body[first..].starts_with('.')
        && (1..=2).contains(&digits(&body[first + 1..]))
}

/// Length in bytes of the dash that opens a list item: ——, also as ―― or --.
fn dash(body: &str) -> Option<usize> {
    let rest = body.trim_start_matches(['—', '―', '－', '─', '–']);
    let length = body.len() - rest.len();
    if body[..length].chars().count() >= 2 {
        return Some(length);
    }
    let single = (length > 0 || body.starts_with("--")) && rest.trim_start_matches('-').starts_with(is_hanzi);
    single.then(|| body.len() - rest.trim_start_matches('-').len())
}

/// The first sentence of `within`, without its stop, and where the stop ends. Stops inside
/// quotation marks and brackets do not count.
fn first_sentence(text: &str, within: Range<usize>, signs: &[Sign]) -> (Range<usize>, Option<usize>) {
    let mut depth = 0usize;
    for sign in sign::inside(signs, &within) {
        match sign.c {
            '“' | '‘' | '（' | '(' | '《' | '〈' | '「' | '【' | '〔' => depth += 1,
            '”' | '’' | '）' | ')' | '》' | '〉' | '」' | '】' | '〕' => {
                depth = depth.saturating_sub(1)
            }
            '。' | '！' | '？' if depth == 0 => {
                let trimmed = text[within.start..sign.at].trim_end_matches("**").len();
                return (within.start..within.start + trimmed, Some(sign.end()));
            }
            _ => {}
        }
    }
    if depth > 0 {
        // An unclosed mark must not hide every stop of the line.
        if let Some(stop) = sign::inside(signs, &within).iter().find(|sign| sign.c == '。') {
            return (within.start..stop.at, Some(stop.end()));
        }
    }
    (within, None)
}

/// A subhead is a phrase, not a sentence: length in characters as found in published documents
/// (4 to 25), with a little room.
const SUBHEAD_LENGTH: std::ops::RangeInclusive<usize> = 4..=28;

fn starts_with_subhead(paragraph: &Paragraph) -> bool {
    let stop = &paragraph.text[paragraph.heading.end..];
    stop.starts_with('。')
        && is_subhead(paragraph.heading())
        && paragraph.after_heading().chars().nth(9).is_some()
}

fn second_subhead(paragraph: &Paragraph, signs: &[Sign]) -> Option<Range<usize>> {
    let rest = paragraph.heading_stop?..paragraph.body.end;
    let (second, end) = first_sentence(&paragraph.text, rest, signs);
    (end? < paragraph.body.end && is_subhead(&paragraph.text[second.clone()])).then_some(second)
}

/// True for a phrase that heads a paragraph: short, in one piece, no statement about something.
fn is_subhead(heading: &str) -> bool {
    // Most first sentences are far longer, and need not be counted.
    heading.len() <= SUBHEAD_LENGTH.end() * 4
        && SUBHEAD_LENGTH.contains(&heading.chars().count())
        && !heading.contains(['，', ',', '；', ';', '：', ':', '！', '？', '是', '了', '我'])
}

fn long_sentences(line: &Characters, within: Range<usize>) -> Vec<LongSentence> {
    let mut found = Vec::new();
    let (mut start, mut names, mut blanks) = (within.start, 0, 0);
    for sign in sign::inside(line.signs(), &within) {
        match sign.c {
            '。' | '！' | '？' => {
                let range = start..sign.end();
                let sentence = &line.text()[range.clone()];
                let length = line.at(range.end) - line.at(range.start) - blanks;
                if length >= LONG_SENTENCE && is_prose(sentence, length, names) {
                    found.push(LongSentence { hash: hash_of(sentence, blanks > 0), range });
                }
                (start, names, blanks) = (sign.end(), 0, 0);
            }
            '、' => names += 1,
            c => blanks += usize::from(is_blank(c)),
        }
    }
    found
}

fn hash_of(sentence: &str, has_blanks: bool) -> u64 {
    let mut hasher = FxHasher::default();
    if has_blanks {
        hasher.write(sentence.replace(is_blank, "").as_bytes());
    } else {
        hasher.write(sentence.as_bytes());
    }
    hasher.finish()
}

/// False for what stands under many a task alike: who answers for it, lists of bodies, and notes in
/// brackets. `names` are the 、 in the sentence, `length` its characters.
fn is_prose(sentence: &str, length: usize, names: usize) -> bool {
    static DUTIES: Words = Words::new(&[
        "责任单位",
        "责任部门",
        "牵头单位",
        "牵头部门",
        "配合单位",
        "配合部门",
        "协同单位",
        "协同部门",
        "职责分工",
    ]);
    let closing = ['。', '！', '？', '）', ')'];
    let bracketed = sentence.trim_start_matches(is_blank).starts_with(['（', '('])
        && sentence.trim_end_matches(['。', '！', '？']).ends_with(['）', ')']);
    // Names of bodies have some seven characters.
    let list = names >= 4 && names * 8 >= length;
    !bracketed && !list && !sentence.trim_end_matches(closing).ends_with("负责") && !DUTIES.are_in(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_marks_are_skipped() {
        for text in
            ["## 一、总体要求", "**一、总体要求**", "- 一、总体要求", "　　一、总体要求  ", "> 一、总体要求"]
        {
            let paragraph = Paragraph::read(text);
            assert_eq!(paragraph.body(), "一、总体要求", "{text}");
            assert_eq!(paragraph.heading(), "总体要求", "{text}");
        }
        let bold = Paragraph::read("**（一）指导思想。**坚持统筹。");
        assert_eq!((bold.heading(), bold.marker.as_ref().unwrap().number), ("指导思想", 1));
    }

    #[test]
    fn the_first_sentence_respects_quotation() {
        let paragraph = Paragraph::read("（一）落实“放管服。”改革。加强领导。");
        assert_eq!(paragraph.heading(), "落实“放管服。”改革");
        assert_eq!(paragraph.after_heading(), "加强领导。");
        assert_eq!(Paragraph::read("一、“未闭合的引号。后文。").heading(), "“未闭合的引号");
    }

    #[test]
    fn dashes_of_every_make_open_an_item() {
        for text in ["——建设高地。", "―― 建设高地。", "—建设高地。", "--建设高地。"]
        {
            assert!(Paragraph::read(text).dash.is_some(), "{text}");
        }
        assert!(Paragraph::read("-->").dash.is_none());
    }
}
