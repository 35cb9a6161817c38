//! 24年底 → 2024年底, 2022年02月 → 2022年2月, and dates that no calendar has.

use crate::document::{Document, Figure, Paragraph, Role, Script, is_date};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_blank};

/// Dates exist, name the year in full and carry no padding.
pub static RULE: Rule = Rule {
    id: "numbers/date",
    severity: Severity::Error,
    summary: "年份写全四位，月、日不编虚位，日期真实",
    why: "公文的年份用全称，月、日不编虚位：写“2024年5月”，不写“24年5月”“2024年05月”。\
          日历上没有的日子多是笔误。“力争5年建成”“20年新高”是时长，“25周年”“30年底蕴”也不是年份。",
    basis: Basis::Standard("GB/T 9704—2012 7.3.5.4（年份全称，月、日不编虚位）"),
    examples: &[
        Example {
            wrong: "[[24年]]底完成，较[[22年]]增长一倍。", right: "2024年底完成，较2022年增长一倍。"
        },
        Example {
            wrong: "到[[27年]]，全市建成[[25年]]5月立项的园区，加工率从2020年的51%提升到[[25年]]的70%。",
            right: "到2027年，全市建成2025年5月立项的园区，加工率从2020年的51%提升到2025年的70%。",
        },
        Example {
            wrong: "2022年[[02月]]立项，2022年[[02月08日]]开工，[[05月]]底建成，2023年1月[[05日]]投产。",
            right: "2022年2月立项，2022年2月8日开工，5月底建成，2023年1月5日投产。",
        },
        Example {
            wrong: "于２０２２年[[０２月]]开工。", right: "于２０２２年２月开工。"
        },
        Example {
            wrong: "[[2023年2月29日]]前、[[11月31日]]前、[[2024年13月]]、[[二〇二三年二月三十日]]前报送。",
            right: "2023年2月29日前、11月31日前、2024年13月、二〇二三年二月三十日前报送。",
        },
        Example {
            wrong: "2024年2月29日，2月29日，1—12月，受理之日起60日内，试用期6个月，第100日。",
            right: "2024年2月29日，2月29日，1—12月，受理之日起60日内，试用期6个月，第100日。",
        },
        Example {
            wrong: "力争2年创建、5年新增、8年建成，产量创20年新高，延长到30年，30年底蕴，20年初心，建党25周年，新时代十年。",
            right: "力争2年创建、5年新增、8年建成，产量创20年新高，延长到30年，30年底蕴，20年初心，建党25周年，新时代十年。",
        },
        Example {
            wrong: "在20年内建成，从30年前起步，比10年前增长，运营满15年末期，第20年底线。",
            right: "在20年内建成，从30年前起步，比10年前增长，运营满15年末期，第20年底线。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    for (line, paragraph) in document.lines.iter().enumerate() {
        // The date of the adoption note is its own rule's, that over the text often the web page's.
        if !paragraph.figures.is_empty() && is_proofread(document, line) {
            check_line(line, paragraph, findings);
        }
    }
}

fn is_proofread(document: &Document, line: usize) -> bool {
    let role = document.front.roles[line];
    role.is_proofread() && !matches!(role, Role::AdoptionNote | Role::Formal)
}

fn check_line(line: usize, paragraph: &Paragraph, findings: &mut Vec<Finding>) {
    let text = paragraph.text.as_str();
    let mut rest = &paragraph.figures[..];
    while let Some((first, later)) = rest.split_first() {
        // Most numbers are no dates.
        if !first.after(text).trim_start_matches(is_blank).starts_with(['年', '月']) {
            rest = later;
            continue;
        }
        let date = Date::read(text, rest);
        check_short_year(line, text, &date, findings);
        if date.is_impossible(text) {
            let range = date.start()..date.end();
            let message = format!("日历上没有“{}”。", &text[range.clone()]);
            findings.push(Finding::new(Span::on_line(line, range), message));
        } else {
            check_padding(line, text, &date, findings);
        }
        rest = &rest[date.length().max(1)..];
    }
}

/// Figures that stand together as year, month and day; any of them may be missing.
#[derive(Default)]
struct Date<'a> {
    year: Option<&'a Figure>,
    month: Option<&'a Figure>,
    day: Option<&'a Figure>,
}

impl<'a> Date<'a> {
    /// The date that `figures` begin with.
    fn read(text: &str, figures: &'a [Figure]) -> Self {
        let mut date = Self::default();
        let mut next = figures.iter().peekable();
        let mut end = None;
        let mut take = |unit: char| {
            let touches = |figure: &Figure| {
                end.is_none_or(|end: usize| text[end..figure.range.start].chars().all(is_blank))
            };
            let named = |figure: &Figure| figure.after(text).trim_start_matches(is_blank).starts_with(unit);
            let figure = next.next_if(|figure| touches(figure) && named(figure))?;
            let after = figure.after(text);
            end = Some(text.len() - after.trim_start_matches(is_blank).len() + unit.len_utf8());
            Some(figure)
        };
        date.year = take('年');
        date.month = take('月');
        date.day = date.month.and_then(|_| take('日'));
        date
    }

    fn parts(&self) -> impl Iterator<Item = &'a Figure> {
        [self.year, self.month, self.day].into_iter().flatten()
    }

    fn length(&self) -> usize {
        self.parts().count()
    }

    fn start(&self) -> usize {
        self.parts().next().map_or(0, |first| first.range.start)
    }

    /// After its last unit.
    fn end(&self) -> usize {
        self.parts().last().map_or(0, |last| last.range.end + '日'.len_utf8())
    }

    /// True when no calendar has such a day or month. A number alone before 月 may be anything.
    fn is_impossible(&self, text: &str) -> bool {
        let Some(month) = self.month.filter(|_| self.length() > 1) else { return false };
        let Some(month) = month.whole(text) else { return false };
        let year = self.year.filter(|year| year.is_year(text)).and_then(|year| year.whole(text));
        match self.day {
            // The 29th of February exists in some year.
            Some(day) => day.whole(text).is_some_and(|day| !is_date(year.unwrap_or(2024), month, day)),
            None => !(1..=12).contains(&month),
        }
    }
}

fn is_padded(text: &str, figure: &Figure) -> bool {
    let digits = figure.text(text);
    figure.script == Script::Arabic && digits.starts_with(['0', '０']) && digits.chars().count() == 2
}

fn check_padding(line: usize, text: &str, date: &Date, findings: &mut Vec<Finding>) {
    let padded: Vec<&Figure> =
        [date.month, date.day].into_iter().flatten().filter(|figure| is_padded(text, figure)).collect();
    let (Some(first), Some(last)) = (padded.first(), padded.last()) else { return };
    let range = first.range.start..last.range.end + '月'.len_utf8();
    let zero = |figure: &Figure| text[figure.range.start..].chars().next().map_or(0, char::len_utf8);
    let without = |figure: &&Figure| figure.range.start..figure.range.start + zero(figure);
    let edits: Vec<Edit> =
        padded.iter().map(|figure| Edit::new(Span::on_line(line, without(figure)), "")).collect();
    let message = format!("月、日不编虚位，“{}”中的“0”应去掉。", &text[range.clone()]);
    findings.push(
        Finding::new(Span::on_line(line, range), message)
            .at_most(Severity::Warning)
            .with_fix(Fix::safe("去掉虚位的“0”", edits)),
    );
}

/// A year of two digits, where what stands around it says that it is no span of years.
fn check_short_year(line: usize, text: &str, date: &Date, findings: &mut Vec<Finding>) {
    let Some(year) = date.year else { return };
    let digits = year.text(text);
    let short = year.script == Script::Arabic
        && digits.chars().count() == 2
        && year.after(text).starts_with('年')
        && year.whole(text).is_some_and(|year| year < 50);
    if !short {
        return;
    }
    let (before, after) = (year.before(text), &year.after(text)['年'.len_utf8()..]);
    let in_date = date.month.is_some_and(|month| month.whole(text).is_some_and(|month| month <= 12));
    if !is_counted(before) && (in_date || names_part(after)) || is_named(before, after) {
        let century = if digits.is_ascii() { "20" } else { "２０" };
        let span = Span::on_line(line, year.range.start..year.range.end + '年'.len_utf8());
        let message = format!("年份用全称，“{digits}年”应为“{century}{digits}年”。");
        let insertion = Edit::new(Span::on_line(line, year.range.start..year.range.start), century);
        findings.push(
            Finding::new(span, message)
                .at_most(Severity::Warning)
                .with_fix(Fix::safe(format!("改为“{century}{digits}年”"), vec![insertion])),
        );
    }
}

/// True when the words before a number count years: 第20年, 满15年.
fn is_counted(before: &str) -> bool {
    const COUNTING: [&str; 18] = [
        "第", "满", "近", "约", "这", "每", "过去", "未来", "今后", "连续", "用", "达", "达到", "超过", "超",
        "徒刑", "以上", "至少",
    ];
    COUNTING.iter().any(|word| before.ends_with(word))
}

/// True for 底, 末, 初 and 度 as parts of a year, not as the beginning of 底蕴, 初心, 度过.
fn names_part(after: &str) -> bool {
    const PARTS: [&str; 6] = ["底", "末", "初", "度", "上半年", "下半年"];
    const WORDS: [&str; 13] = [
        "底蕴", "底子", "底色", "底气", "底线", "初心", "初步", "初衷", "初创", "初始", "度过", "度假",
        "末期",
    ];
    PARTS.iter().any(|part| after.starts_with(part)) && !WORDS.iter().any(|word| after.starts_with(word))
}

/// True for 到25年, 较22年增长: a point in time by the word before and by what follows.
fn is_named(before: &str, after: &str) -> bool {
    const POINTS: [&str; 8] = ["到", "截至", "截止", "截止到", "截至到", "力争到", "确保到", "争取到"];
    // 到20年后, 到30年左右: a span of years after all.
    const SPANS: [char; 11] = ['后', '前', '内', '以', '左', '的', '时', '间', '来', '期', '代'];
    const CHANGES: [&str; 8] = ["增长", "提高", "下降", "翻", "增加", "减少", "降低", "提升"];
    let clause = before.rsplit(['，', ',', '。', '；', ';', '：', ':', '、']).next().unwrap_or(before);
    let word = clause.trim_start_matches(is_blank);
    if word.ends_with(['较', '比']) {
        return CHANGES.iter().any(|change| after.starts_with(change));
    }
    let from_year = word.ends_with(['到', '至']) && (word.starts_with("20") || word.contains("从20"));
    POINTS.contains(&word) && !after.starts_with(SPANS) || from_year && word.contains('年')
}
