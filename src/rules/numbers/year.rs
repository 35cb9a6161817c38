//! 二○三五年, 二零三五年 → 二〇三五年; 二〇三五年 beside 2025年.

use crate::document::{Document, Figure, Role, Script};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, numeral};

/// The zero of a year in Hanzi is 〇, and one text writes its years in one way.
pub static RULE: Rule = Rule {
    id: "numbers/year",
    severity: Severity::Warning,
    summary: "汉字年份的“零”写作“〇”，同一文中年份写法一致",
    why: "用汉字写年份、编号时，“零”写作“〇”（U+3007）。“○”（U+25CB）是图形符号，检索“二〇三五”找不到它；\
          “零”用于计量。“零突破”“从零开始”不受影响。同一文中年份有汉字、有阿拉伯数字的，只作提示；题注、落款、\
          有月日的日期和引号、书名号里的年份不计。",
    basis: Basis::Standard("GB/T 15835—2011 5.2.5（年份用“〇”）、4.1（同类别同形式）"),
    examples: &[
        Example {
            wrong: "到[[二○三五年]]基本实现现代化。", right: "到二〇三五年基本实现现代化。"
        },
        Example {
            wrong: "从[[二零二五年]]到[[二零三五年]]，[[二O五O年]]前，一九四九年。",
            right: "从二〇二五年到二〇三五年，二〇五〇年前，一九四九年。",
        },
        Example {
            wrong: "到[[二〇三五年]]建成强省。2025年开局，2026年见效。",
            right: "到2035年建成强省。2025年开局，2026年见效。",
        },
        Example {
            wrong: "二〇二五年开局，到二〇三五年建成。“十四五”规划和“2035年远景目标”，《2030年规划》，2025年10月20日召开。",
            right: "二〇二五年开局，到二〇三五年建成。“十四五”规划和“2035年远景目标”，《2030年规划》，2025年10月20日召开。",
        },
        Example {
            wrong: "实现零的突破，从零开始，三零行动，零就业家庭，一百零五年，建设○○园区。",
            right: "实现零的突破，从零开始，三零行动，零就业家庭，一百零五年，建设○○园区。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let years: Vec<Year> = years(document).collect();
    for year in years.iter().filter(|year| year.figure.script == Script::Hanzi) {
        let (written, right) = (year.written(), year.in_script(Script::Hanzi));
        if right != written {
            let message = format!("年份用汉字写时，“零”写作“〇”：“{written}”应为“{right}”。");
            let fix = Fix::safe(format!("改为“{right}”"), vec![Edit::new(year.span(), right)]);
            findings.push(Finding::new(year.span(), message).with_fix(fix));
        }
    }
    // What has been told to change is not told twice.
    let in_text = |year: &&Year| {
        let sound = year.written() == year.in_script(year.figure.script);
        sound && document.front.roles[year.line] == Role::Body && !year.is_in_date()
    };
    let own: Vec<&Year> = years.iter().filter(in_text).collect();
    check_forms(&own, findings);
}

/// A year in its line.
struct Year<'a> {
    line: usize,
    text: &'a str,
    figure: &'a Figure,
}

impl Year<'_> {
    /// With 年.
    fn span(&self) -> Span {
        Span::on_line(self.line, self.figure.range.start..self.figure.range.end + '年'.len_utf8())
    }

    /// As it is written, with 年.
    fn written(&self) -> String {
        format!("{}年", self.figure.text(self.text))
    }

    /// The same year in `script`, with 年.
    fn in_script(&self, script: Script) -> String {
        let digits = self.figure.text(self.text).chars().map(digit);
        let sign = |digit: usize| match script {
            Script::Arabic => char::from(b'0' + digit as u8),
            Script::Hanzi => HANZI_DIGITS[digit],
        };
        digits.map(sign).chain(['年']).collect()
    }

    /// True in a date with month or day, which is mostly that of a meeting or of a document.
    fn is_in_date(&self) -> bool {
        let after = &self.figure.after(self.text)['年'.len_utf8()..];
        let month = after.trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_numeral(c));
        month.len() < after.len() && month.starts_with('月')
    }

    /// True when it stands in quotation marks or in the name of a document, which is not the
    /// drafter's to change.
    fn is_quoted(&self) -> bool {
        let before = self.figure.before(self.text);
        let opens = |open, close| before.rfind(open).is_some_and(|at| !before[at..].contains(close));
        opens('“', '”') || opens('《', '》')
    }
}

/// The digits of years and other codes. A zero is 〇 there.
const HANZI_DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The value of a digit in either script; whatever is none stands for a zero in a year.
fn digit(c: char) -> usize {
    match c {
        '０'..='９' => c as usize - '０' as usize,
        '0'..='9' => c as usize - '0' as usize,
        _ => HANZI_DIGITS.iter().position(|&digit| digit == c).unwrap_or_default(),
    }
}

/// The years of a text that are written in full.
fn years(document: &Document) -> impl Iterator<Item = Year<'_>> {
    let lines = document.lines.iter().enumerate();
    let own = lines.filter(|(line, _)| document.front.roles[*line].is_proofread());
    own.flat_map(|(line, paragraph)| {
        let text = paragraph.text.as_str();
        let years = paragraph.figures.iter().filter(move |figure| figure.is_year(text));
        years.map(move |figure| Year { line, text, figure })
    })
}

/// One finding for all years in the rarer of two scripts.
fn check_forms(years: &[&Year], findings: &mut Vec<Finding>) {
    let in_script = |script: Script| years.iter().filter(move |year| year.figure.script == script);
    let both = [Script::Hanzi, Script::Arabic].map(|script| in_script(script).next().is_some());
    if both != [true, true] {
        return;
    }
    let free = |script: Script| in_script(script).filter(|year| !year.is_quoted()).collect::<Vec<_>>();
    let (hanzi, arabic) = (free(Script::Hanzi), free(Script::Arabic));
    let (rare, usual) = if hanzi.len() <= arabic.len() { (hanzi, arabic) } else { (arabic, hanzi) };
    let (Some(first), Some(model)) = (rare.first(), usual.first()) else { return };
    let message = format!(
        "年份“{}”等 {} 处与“{}”等 {} 处写法不同，同一文中通常统一。",
        first.written(),
        rare.len(),
        model.written(),
        usual.len()
    );
    let script = model.figure.script;
    let edits = rare.iter().map(|year| Edit::new(year.span(), year.in_script(script))).collect();
    findings.push(
        Finding::new(first.span(), message)
            .at_most(Severity::Info)
            .with_related(model.span(), "另一种写法")
            .with_fix(Fix::offered(format!("都写作“{}”的形式", model.written()), edits)),
    );
}
