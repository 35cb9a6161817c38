//! What stands around the text: title, adoption note, addressees, signature, web residue.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{is_blank, is_hanzi, numeral};

use super::paragraph::Paragraph;

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing in it.
    Blank,
    /// A line of the title.
    Title,
    /// A line of the adoption note.
    AdoptionNote,
    /// Document number, addressees, speaker, date of issue: matter of form before the text.
    Formal,
    /// Left over from a web page.
    Residue,
    /// Running text or a heading.
    Body,
    /// Issuer and date after the text, and notes on publication.
    Signature,
    /// A line of the list of attachments (附件：1. …).
    AttachmentList,
}

/// The title of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its lines as one: joined by a space when the page sets them apart by empty lines.
    pub text: String,
    /// Indices of its paragraphs.
    pub lines: Vec<usize>,
}

/// 题注: the note under the title that says when, and by which meeting, the text was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionNote {
    /// Its lines as one.
    pub text: String,
    /// Year, month and day as written; they need not be a date that exists.
    pub date: (u32, u32, u32),
    /// The meeting, without the date and without 通过; empty when none is named.
    pub meeting: String,
    /// Indices of its paragraphs.
    pub lines: Vec<usize>,
}

impl AdoptionNote {
    /// The date as YYYY-MM-DD, or `None` when the calendar has no such day.
    pub fn iso_date(&self) -> Option<String> {
        let (year, month, day) = self.date;
        is_date(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"))
    }
}

/// True when the calendar has that day.
pub fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return false,
    };
    (1..=days).contains(&day) && year >= 1
}

/// What surrounds the text, and the role of every line.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The title.
    pub title: Option<Title>,
    /// The adoption note.
    pub adoption: Option<AdoptionNote>,
    /// One role for each paragraph.
    pub roles: Vec<Role>,
    /// Index of the first paragraph of the text proper; the number of paragraphs when there is none.
    pub body_start: usize,
}

/// Lines before the text that are searched for title and note; a page head is never longer.
const HEAD_LINES: usize = 200;

/// Finds what surrounds the text.
pub fn read<'a>(paragraphs: &[impl AsRef<Paragraph> + 'a]) -> Front {
    let at = |index: usize| paragraphs[index].as_ref();
    let count = paragraphs.len();
    let mut roles: Vec<Role> =
        paragraphs.iter().map(|p| if p.as_ref().is_blank() { Role::Blank } else { Role::Body }).collect();
    let head_end = head_end(paragraphs);
    let adoption = find_adoption(paragraphs, head_end);
    let title = find_title(paragraphs, head_end, adoption.as_ref());
    let matter_end = [
        title.as_ref().and_then(|t| t.lines.last().copied()),
        adoption.as_ref().and_then(|a| a.lines.last().copied()),
    ];
    let named_end = matter_end.into_iter().flatten().max().map_or(0, |last| last + 1);
    let first_title = title.as_ref().map_or(0, |t| t.lines[0]);
    let mut body_start = named_end;
    for index in 0..count.min(HEAD_LINES) {
        let paragraph = at(index);
        if roles[index] == Role::Blank {
            continue;
        }
        if title.as_ref().is_some_and(|t| t.lines.contains(&index)) {
            roles[index] = Role::Title;
        } else if adoption.as_ref().is_some_and(|a| a.lines.contains(&index)) {
            roles[index] = Role::AdoptionNote;
        } else if index < first_title {
            roles[index] = Role::Residue;
        } else if index < head_end.max(named_end) {
            roles[index] = if is_residue(paragraph) {
                Role::Residue
            } else if is_formal(paragraph) || index < named_end {
                Role::Formal
            } else {
                Role::Body
            };
        }
        if index >= named_end && roles[index] == Role::Body {
            body_start = index;
            break;
        }
        body_start = index + 1;
    }
    read_tail(paragraphs, &mut roles, body_start);
    Front { title, adoption, roles, body_start }
}

/// Where the head of the page ends: at the first paragraph of text. A page may introduce the document
/// before its title; then the title decides.
fn head_end(paragraphs: &[impl AsRef<Paragraph>]) -> usize {
    let limit = paragraphs.len().min(HEAD_LINES);
    let at = |index: usize| paragraphs[index].as_ref();
    let text_from = |from: usize| (from..limit).find(|&i| begins_text(at(i))).unwrap_or(limit);
    let names_itself = |i: &usize| {
        let body = at(*i).body();
        body.contains("关于")
            && names_kind(body)
            && at(*i).length() <= TITLE_LENGTH
            && at(*i).marker.is_none()
    };
    let first = text_from(0);
    let numbered = (0..limit).find(|&i| at(i).marker.as_ref().is_some_and(|m| !m.uncertain)).unwrap_or(limit);
    match (0..numbered).find(names_itself) {
        Some(title) if title > first => text_from(title + 1),
        _ => first,
    }
}

/// True for the first paragraph of a text: a heading with a number, or a whole sentence.
fn begins_text(paragraph: &Paragraph) -> bool {
    if let Some(marker) = &paragraph.marker {
        return !marker.uncertain && marker.number == 1 || paragraph.length() >= 40;
    }
    let body = paragraph.body();
    body.contains(['。', '；', ';'])
        && paragraph.length() >= 20
        && !is_residue(paragraph)
        && !looks_adopted(body)
        || paragraph.dash.is_some() && paragraph.heading_stop.is_some()
}

static ADOPTED: LazyLock<Regex> = LazyLock::new(|| {
    let date = r"(?P<year>\d{4}|[一二三四五六七八九〇零○]{4})\s*[年.．/-]\s*(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[月.．/-]\s*(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日?";
    Regex::new(&format!(r"^(?:[—―－-]+\s*)?[（(]?\s*{date}\s*(?P<meeting>.*?)\s*(?P<verb>审议通过|表决通过|修订通过|修正通过|通过|批准|会议上)?\s*[）)]?\s*$"))
        .expect("the pattern of adoption notes compiles")
});

fn looks_adopted(body: &str) -> bool {
    note_of(body).is_some()
}

/// Reads an adoption note: bracketed, or closed by 通过 or 会议上.
fn note_of(text: &str) -> Option<AdoptionNote> {
    let text = text.trim_matches(is_blank);
    if text.len() > 400 || !text.starts_with(['（', '(', '—', '―', '－', '-', '0', '1', '2', '一', '二'])
    {
        return None;
    }
    let found = ADOPTED.captures(text)?;
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let mut meeting = found["meeting"].to_owned();
    let verb = found.name("verb").map_or("", |verb| verb.as_str());
    if verb == "会议上" {
        meeting = meeting.trim_start_matches('在').to_owned() + "会议";
    }
    let closed = !verb.is_empty() && !meeting.is_empty();
    if !(closed || bracketed && meeting.is_empty()) || meeting.contains(['。', '；']) {
        return None;
    }
    let number = |name: &str| {
        let text = &found[name];
        text.parse().ok().or_else(|| numeral::parse(text))
    };
    Some(AdoptionNote {
        date: (number("year")?, number("month")?, number("day")?),
        meeting: meeting.trim_matches(is_blank).to_owned(),
        text: text.to_owned(),
        lines: Vec::new(),
    })
}

/// The adoption note: on one line, or broken over two.
fn find_adoption(paragraphs: &[impl AsRef<Paragraph>], head_end: usize) -> Option<AdoptionNote> {
    for index in 0..head_end {
        let body = paragraphs[index].as_ref().body();
        if body.is_empty() {
            continue;
        }
        if let Some(note) = note_of(body) {
            return Some(AdoptionNote { lines: vec![index], ..note });
        }
        let next = (index + 1..head_end).find(|&next| !paragraphs[next].as_ref().is_blank());
        if let Some(next) = next.filter(|_| body.starts_with(['（', '('])) {
            let joined = format!("{body}{}", paragraphs[next].as_ref().body());
            if let Some(note) = note_of(&joined) {
                return Some(AdoptionNote { lines: vec![index, next], ..note });
            }
        }
    }
    None
}

/// 文种, longest first. Source: 党政机关公文处理工作条例 第八条, and the kinds of plans and reports in use.
pub const KINDS: [&str; 30] = [
    "工作报告",
    "实施方案",
    "工作方案",
    "指导意见",
    "实施意见",
    "若干意见",
    "若干措施",
    "实施细则",
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "纪要",
    "规划",
    "纲要",
    "方案",
    "办法",
    "条例",
    "规定",
    "计划",
    "要点",
];

/// True when a line could close a title: it ends in 文种.
fn names_kind(body: &str) -> bool {
    let body = body.trim_end_matches(['”', '》', '）', ')']);
    KINDS.iter().any(|kind| body.ends_with(kind)) && !body.contains(['。', '；'])
}

/// True for the bare name of a body that issues documents.
pub fn is_issuer(body: &str) -> bool {
    const ENDS: [&str; 14] = [
        "委",
        "委员会",
        "政府",
        "国务院",
        "办公厅",
        "办公室",
        "厅",
        "局",
        "中共中央",
        "常务委员会",
        "代表大会",
        "部",
        "党组",
        "联合会",
    ];
    let length = body.chars().count();
    (2..=40).contains(&length)
        && ENDS.iter().any(|end| body.ends_with(end))
        && body.chars().all(|c| is_hanzi(c) || is_blank(c))
}

const TITLE_LENGTH: usize = 70;
const TITLE_LINES: usize = 5;

fn find_title(
    paragraphs: &[impl AsRef<Paragraph>],
    head_end: usize,
    adoption: Option<&AdoptionNote>,
) -> Option<Title> {
    let at = |index: usize| paragraphs[index].as_ref();
    let fits = |index: usize| {
        let paragraph = at(index);
        !paragraph.is_blank()
            && paragraph.length() <= TITLE_LENGTH
            && !is_residue(paragraph)
            && !paragraph.ends_sentence()
            && !is_formal(paragraph)
    };
    let end = adoption.map_or(head_end, |note| note.lines[0]);
    let mut candidates = (0..end).rev().filter(|&i| fits(i));
    // A Markdown heading is a title whatever it says, and so is what stands over an adoption note.
    let named = candidates.clone().find(|&i| names_kind(at(i).body()) || at(i).markdown_heading == 1);
    let last = named.or_else(|| adoption.and(candidates.next()));
    let Some(last) = last else {
        let first = (0..end)
            .find(|&i| fits(i) && at(i).length() >= 4 && at(i).marker.is_none() && at(i).dash.is_none())?;
        return Some(Title { text: at(first).body().to_owned(), lines: vec![first] });
    };
    let mut lines = vec![last];
    let mut apart = false;
    while lines.len() < TITLE_LINES {
        let first = lines[0];
        let body = at(first).body();
        let about = body.find("关于");
        if at(first).markdown_heading > 0
            || about.is_some_and(|at| at > 0)
            || is_issuer(body) && lines.len() > 1
        {
            break;
        }
        // One line that says all there is to say is complete without an issuer.
        if about.is_none()
            && lines.len() == 1
            && names_kind(body)
            && body.chars().count() >= 8
            && starts_with_issuer(body)
        {
            break;
        }
        let Some(above) = (0..first).rev().find(|&i| !at(i).is_blank()) else { break };
        if !fits(above) || first - above > 3 || at(above).dash.is_some() || at(above).body() == body {
            break;
        }
        apart |= first - above > 1;
        lines.insert(0, above);
    }
    // Lines above that turned out to lead nowhere are no part of it.
    let complete = |lines: &[usize]| {
        let body = at(lines[0]).body();
        body.contains("关于") || is_issuer(body) || starts_with_issuer(body)
    };
    while lines.len() > 1 && !complete(&lines) {
        lines.remove(0);
    }
    let parts: Vec<&str> = lines.iter().map(|&i| at(i).body()).collect();
    Some(Title { text: parts.join(if apart { " " } else { "" }), lines })
}

fn starts_with_issuer(body: &str) -> bool {
    ["中共", "中国共产党", "国务院", "全国人民代表大会"].iter().any(|issuer| body.starts_with(issuer))
        || body.chars().take(16).collect::<String>().contains("人民政府")
        || body.chars().take(20).collect::<String>().contains("人民代表大会")
}

static DOCUMENT_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^.{1,15}[〔\[（(【]\d{4}[〕\]）)】].{0,4}号$")
        .expect("the pattern of document numbers compiles")
});

/// Matter of form before the text: number, addressees, date of issue, speaker.
fn is_formal(paragraph: &Paragraph) -> bool {
    let body = paragraph.body();
    DOCUMENT_NUMBER.is_match(body)
        || body.ends_with(['：', ':']) && paragraph.length() >= 4 && paragraph.marker.is_none()
        || looks_adopted(body)
        || ["签发人", "省长", "市长", "区长", "县长", "主席", "主任"]
            .iter()
            .any(|word| body.starts_with(word) && paragraph.length() <= 20)
        || is_plain_date(body)
}

static PLAIN_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[（(]?(\d{4}|[二〇零○一二三四五六七八九]{4})年.{1,3}月.{1,3}日[）)]?$")
        .expect("the pattern of dates compiles")
});

fn is_plain_date(body: &str) -> bool {
    PLAIN_DATE.is_match(body)
}

static RESIDUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:[【\[]?(?:关闭|打印|收藏|全屏|下载|分享|返回顶部|上一篇|下一篇|大|中|小|加大|还原|减小|设为首页|加入收藏|打印本页|关闭窗口|TOP|首页)[】\]）)：:]*",
        r"|.*(?:浏览量|浏览次数|阅读量|点击数?[:：]|点击次数|发稿时间|发布时间|更新时间|发布日期|新闻热线|您现在的位置|当前位置|扫一扫|责任编辑|责编[:：]|编辑[:：]|打印本页|关闭窗口|字体[:：]|字号[:：]|相关报道|相关链接|原标题|版权所有|ICP备|分享到|微信扫|二维码).*",
        r"|[（(]?\s*(?:来源|稿源|作者|记者|摄影)\s*[:：].*",
        r"|.*(?:报记者|记者).{0,12}摄",
        r"|时间\s*[:：]\s*\d.*",
        r"|索\s*引\s*号\s*[:：].*|主题分类\s*[:：].*|发文机关\s*[:：].*|成文日期\s*[:：].*|标\s*题\s*[:：].*|发文字号\s*[:：].*|主\s*题\s*词\s*[:：].*|发布日期\s*[:：].*",
        r"|.*(?:首页\s*[>＞»]|[>＞»]\s*正文|·\s*正文).*",
        r"|[\d\s/.:：-]+|星期[一二三四五六日天]|[\d-]{8,}\s+[\d:]{4,}.*",
        r"|<!--.*|.*-->|</?\w+[^>]*>|&nbsp;.*|(?:https?://|www\.)\S+",
        r"|\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}[:：时]\d{2}.*",
        r")$",
    ))
    .expect("the pattern of web residue compiles")
});

/// True for a line that a web page leaves behind.
pub fn is_residue(paragraph: &Paragraph) -> bool {
    let body = paragraph.body();
    body.len() <= 300 && (RESIDUE.is_match(body) || !body.chars().any(|c| c.is_alphanumeric()))
}

/// Gives the lines after the last sentence their roles: signature, notes on publication, residue.
fn read_tail(paragraphs: &[impl AsRef<Paragraph>], roles: &mut [Role], body_start: usize) {
    let at = |index: usize| paragraphs[index].as_ref();
    let is_list = |p: &Paragraph| p.body().starts_with("附件") && p.body().contains(['：', ':']);
    let mut listing = false;
    let last_sentence = (body_start..paragraphs.len()).rev().find(|&i| {
        let p = at(i);
        !p.is_blank()
            && !is_residue(p)
            && (p.body().ends_with(['。', '！', '；', '”'])
                || p.marker.is_some()
                || p.length() > TITLE_LENGTH)
    });
    for index in body_start..paragraphs.len() {
        let paragraph = at(index);
        if roles[index] != Role::Body {
            continue;
        }
        let tail = last_sentence.is_none_or(|last| index > last);
        if is_list(paragraph) {
            listing = true;
            roles[index] = Role::AttachmentList;
        } else if listing
            && paragraph.marker.as_ref().is_some_and(|m| m.level == super::Level::Arabic)
            && paragraph.heading_stop.is_none()
            && paragraph.length() <= TITLE_LENGTH
        {
            roles[index] = Role::AttachmentList;
        } else {
            listing = false;
            let body = paragraph.body();
            let publication =
                body.starts_with(['（', '(']) && body.ends_with(['）', ')']) && paragraph.length() <= 20;
            if tail && (is_issuer(body) || is_plain_date(body) || publication && body.contains("公开")) {
                roles[index] = Role::Signature;
            } else if is_residue(paragraph) {
                roles[index] = Role::Residue;
            } else if is_plain_date(body) || is_issuer(body) && is_signature(paragraphs, index) {
                roles[index] = Role::Signature;
            }
        }
    }
}

/// True when the next line that is not empty is a date: an issuer's name over the date of issue.
fn is_signature(paragraphs: &[impl AsRef<Paragraph>], index: usize) -> bool {
    let next = paragraphs[index + 1..].iter().map(AsRef::as_ref).find(|p| !p.is_blank());
    next.is_some_and(|p| is_plain_date(p.body()))
}
