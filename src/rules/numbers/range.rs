//! 5～10% → 5%～10%, 25-30人 → 25～30人.

use crate::document::{Figure, Script};
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_hanzi};

use super::starts_with_measure;

/// A range names 万, 亿 and % with both numbers, and is joined by ～ or —.
pub static RULE: Rule = Rule {
    id: "numbers/range",
    severity: Severity::Warning,
    summary: "数值范围前后都写“%”“万”“亿”，用浪纹线或一字线连接",
    why: "“9～16亿”也可以读作从9到16亿，所以写“9亿～16亿”“5%～10%”；“13～17岁”不会误解，单位可省。\
          连接号用浪纹线“～”或一字线“—”，短横“-”用于编号、电话和产品型号。",
    basis: Basis::Recommendation("GB/T 15835—2011 5.1（省略单位会误解的不省略）；GB/T 15834—2011 4.13.3.2"),
    examples: &[
        Example {
            wrong: "增长[[5～10%]]，投资[[9～16亿]]元，培训[[3—5万]]人。",
            right: "增长5%～10%，投资9亿元～16亿元，培训3万—5万人。",
        },
        Example {
            wrong: "控制在[[5%-6%]]，每县[[25-30]]个，奖励[[3-5万]]元。",
            right: "控制在5%～6%，每县25～30个，奖励3万元～5万元。",
        },
        Example {
            wrong: "占[[１５~３０％]]，[[5至10%]]。", right: "占１５％~３０％，5%至10%。"
        },
        Example {
            wrong: "规划（[[2021-2025]]年），[[1-6]]月份增长。",
            right: "规划（2021—2025年），1—6月份增长。",
        },
        Example {
            wrong: "13～17岁，5%～10%，5%—5.5%，9亿～16亿，2021—2025年，2023-01-30 08:09，电话0816-2395666，1～2个百分点。",
            right: "13～17岁，5%～10%，5%—5.5%，9亿～16亿，2021—2025年，2023-01-30 08:09，电话0816-2395666，1～2个百分点。",
        },
        Example {
            wrong: "GB/T 9704-2012，表2-3，长征5-2号，4-6年级，1-2号楼，第3-5条，CZ-2-3个，2020年至2025年，500万～1亿元，从3到10%。",
            right: "GB/T 9704-2012，表2-3，长征5-2号，4-6年级，1-2号楼，第3-5条，CZ-2-3个，2020年至2025年，500万～1亿元，从3到10%。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    for pair in line.paragraph.figures.windows(2) {
        let [first, second] = pair else { continue };
        let Some(range) = Range::read(text, first, second) else { continue };
        let (missing, hyphen) = (range.missing_unit(), range.right_dash());
        if missing.is_empty() && hyphen.is_none() {
            continue;
        }
        let written = &text[first.range.start..range.end()];
        let right = range.rewritten(&missing, hyphen.map_or(range.dash, |(dash, _)| dash));
        let message = match (missing.is_empty(), hyphen) {
            (false, None) => format!("前一个数的单位不省略，以免误解：“{written}”一般写作“{right}”。"),
            (false, Some(_)) => {
                format!("前一个数的单位不省略，短横不用于数值范围：“{written}”一般写作“{right}”。")
            }
            (true, _) => format!("短横不用于起止和范围，“{written}”一般写作“{right}”。"),
        };
        let severity = match hyphen {
            Some((_, severity)) if missing.is_empty() => severity,
            // The clause speaks of the signs; 5至10万元 is rarely misread.
            None if range.dash == "至" => Severity::Info,
            _ => Severity::Warning,
        };
        let span = Span::on_line(0, first.range.start..range.end());
        let fix = Fix::safe(format!("改为“{right}”"), vec![Edit::new(span, right)]);
        findings.push(Finding::new(span, message).at_most(severity).with_fix(fix));
    }
}

/// Two numbers with a sign between them that may mean a range.
struct Range<'a> {
    text: &'a str,
    first: &'a Figure,
    second: &'a Figure,
    /// What the first number carries: nothing, %, 万, 亿元.
    first_unit: &'a str,
    dash: &'a str,
    /// %, 万, 亿 or 万亿 after the second number, or nothing.
    unit: &'a str,
}

/// What changes a number itself, so that it is not clear whether it holds for both.
const UNITS: [&str; 6] = ["%", "％", "‰", "万亿", "万", "亿"];
const DASHES: [&str; 9] = ["～", "~", "〜", "—", "–", "―", "－", "-", "至"];

impl<'a> Range<'a> {
    fn read(text: &'a str, first: &'a Figure, second: &'a Figure) -> Option<Self> {
        let between = &text[first.range.end..second.range.start];
        if between.is_empty() || between.len() > 12 || second.script != Script::Arabic {
            return None;
        }
        let dash = DASHES.into_iter().find(|dash| between.trim_end().ends_with(dash))?;
        let first_unit = between.trim_end().strip_suffix(dash)?.trim_end();
        let after = second.after(text);
        let unit = UNITS.into_iter().find(|unit| after.starts_with(unit)).unwrap_or_default();
        let range = Self { text, first, second, first_unit, dash, unit };
        let rises = first.value(text)? < second.value(text)?;
        (rises && !range.is_code()).then_some(range)
    }

    /// True for telephone numbers, dates, models, numbers of articles: 0816-2395666, GB/T 9704-2012.
    fn is_code(&self) -> bool {
        let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_' | '.' | ':');
        let padded = |figure: &Figure| {
            let digits = figure.text(self.text);
            digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.")
        };
        let before = self.first.before(self.text);
        let goes_on = self.second.after(self.text).chars().next().is_some_and(joins);
        before.ends_with(joins)
            || before.ends_with(['第', '〔', '－', '—', '～'])
            || goes_on
            || padded(self.first)
            || padded(self.second)
            || self.second.whole(self.text).is_some_and(|number| number >= 1_000_000)
    }

    /// After the second number and its %, 万 or 亿.
    fn end(&self) -> usize {
        self.second.range.end + self.unit.len()
    }

    fn after(&self) -> &'a str {
        &self.text[self.end()..]
    }

    /// What the first number lacks: %, 万, or 万元 with the 元 that follows.
    fn missing_unit(&self) -> String {
        let both_years = self.are_years();
        if self.unit.is_empty() || !self.first_unit.is_empty() || both_years {
            return String::new();
        }
        let yuan = if self.after().starts_with('元') { "元" } else { "" };
        format!("{}{yuan}", self.unit)
    }

    fn are_years(&self) -> bool {
        let year = |figure: &Figure| figure.whole(self.text).is_some_and(|year| (1900..2100).contains(&year));
        year(self.first) && year(self.second)
    }

    /// The sign that a hyphen should be, and how firmly that can be said: ～ between amounts, — between
    /// points in time.
    fn right_dash(&self) -> Option<(&'static str, Severity)> {
        if self.dash != "-" {
            return None;
        }
        let after = self.after();
        if after.starts_with(['年', '月']) && (self.are_years() || after.starts_with('月')) {
            return Some(("—", Severity::Info));
        }
        let lasts = after.strip_prefix('年').is_some_and(|rest| !rest.starts_with(['级', '代', '度']));
        let amount = !self.unit.is_empty()
            || !self.first_unit.is_empty() && !self.first_unit.contains(is_hanzi)
            || lasts
            || after.starts_with("次")
            || after.starts_with("之间")
            || starts_with_measure(after);
        amount.then_some(("～", Severity::Warning))
    }

    fn rewritten(&self, missing: &str, dash: &str) -> String {
        let (first, second) = (self.first.text(self.text), self.second.text(self.text));
        format!("{first}{}{missing}{dash}{second}{}", self.first_unit, self.unit)
    }
}
