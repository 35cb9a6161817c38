//! Planted errors in numbers and targets: in every published document, at every place where they apply.

mod common;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use nigao::document::{Figure, Role, Script};
use nigao::finding::{Finding, Severity};
use nigao::target::{Bound, Degree, Goal, Notation, Period, Statement, Target};
use nigao::text::{Span, Text};
use nigao::{Analysis, Reference, analyze};

/// A published text with one error put in.
struct Planted {
    kind: &'static str,
    rule: &'static str,
    text: Text,
    /// Where the error stands in the new text.
    place: Span,
    /// What was done, for the report.
    what: String,
}

struct Planter<'a> {
    name: &'a str,
    text: &'a Text,
    analysis: &'a Analysis,
    planted: Vec<Planted>,
}

impl Planter<'_> {
    /// Puts `new` for `range` of `line`; `rule` must say so there.
    fn plant(&mut self, kind: &'static str, rule: &'static str, line: usize, range: Range<usize>, new: &str) {
        let mut text = self.text.clone();
        text.replace(Span::on_line(line, range.clone()), new);
        let place = Span::on_line(line, range.start..range.start + new.len());
        let old = &self.analysis.draft.lines[line].paragraph.text[range.clone()];
        let around = self.analysis.draft.lines[line].paragraph.text[..range.start].chars().rev().take(12);
        let before: String = around.collect::<Vec<_>>().into_iter().rev().collect();
        let what = format!("{} line {}: {before}[{old} → {new}]", self.name, line + 1);
        self.planted.push(Planted { kind, rule, text, place, what });
    }

    fn plant_all(&mut self) {
        for line in 0..self.analysis.draft.lines.len() {
            if self.analysis.draft.document.front.roles[line] == Role::Body {
                self.plant_figures(line);
                let statements = &self.analysis.draft.lines[line].statements.targets;
                statements.iter().for_each(|statement| self.plant_statement(line, statement));
            }
        }
        let promises = &self.analysis.draft.promises;
        promises.targets.iter().for_each(|target| self.plant_target(target));
        promises.milestones.iter().for_each(|goal| self.plant_milestone(goal));
    }

    /// Errors in what is said of an indicator, whether it lies ahead or not.
    fn plant_statement(&mut self, line: usize, statement: &Statement) {
        let text = self.analysis.draft.lines[line].paragraph.text.as_str();
        let (Some(quantity), Some(indicator)) = (&statement.quantity, &statement.indicator) else { return };
        let Some(unit) = &quantity.unit else { return };
        if is_quoted(text, quantity.range.start) || quantity.upper.is_some() {
            return;
        }
        let end = unit.range.end;
        let own = indicator.range.end <= quantity.range.start
            && !text[indicator.range.end..quantity.range.start].contains(['、', '，', ',', '。']);
        // 百亿 and 台阶 go without 元, and a list may name it once.
        let rest = &text[end..];
        let named = rest.starts_with(['台', '新', '大', '、']) || quantity.number.notation == Notation::Hanzi;
        if unit.base == "元" && unit.text.ends_with("亿元") && !named {
            let range = quantity.number.range.start..end;
            let wrong = text[range.clone()].trim_end_matches('元').to_owned();
            self.plant("元 left out", "targets/missing-unit", line, range, &wrong);
        }
        let rate = ["率", "比重", "占比"].iter().any(|word| indicator.text.ends_with(word));
        let Some(verb) = &statement.verb else { return };
        let right_before = verb.range.end == quantity.range.start;
        if unit.base == "1" && rate && own && right_before && !indicator.text.ends_with("生产率") {
            if statement.arrives && !text[end..].starts_with('、') {
                let range = quantity.number.range.start..end;
                let written = &text[quantity.number.range.clone()];
                self.plant("% left out", "targets/missing-unit", line, range, written);
            }
            let wrong = format!("提高{}", &text[quantity.range.clone()]);
            self.plant("% for points", "targets/percentage-point", line, verb.range.start..end, &wrong);
            // 增长贡献率 and a cost in relation to a product may exceed it.
            let of_whole = !["贡献率", "的比率", "参保率"].iter().any(|word| indicator.text.ends_with(word));
            if statement.arrives && of_whole {
                self.plant(
                    "share over 100",
                    "targets/impossible-value",
                    line,
                    quantity.number.range.clone(),
                    "105",
                );
            }
        }
        if unit.base == "百分点" && rate && own {
            let range = quantity.number.range.start..end;
            let wrong = format!("{}%", &text[quantity.number.range.clone()]);
            self.plant("% for points", "targets/percentage-point", line, range, &wrong);
        }
        if unit.base == "1" && statement.bound == Bound::Rate && right_before {
            let whole = verb.range.start..end;
            self.plant("falls by multiples", "targets/multiple", line, whole.clone(), "降低2倍");
            self.plant("grows to multiples", "targets/multiple", line, whole, "增长到3倍");
        }
    }

    fn plant_target(&mut self, target: &Target) {
        let analysis = self.analysis;
        let text = analysis.draft.lines[target.line].paragraph.text.as_str();
        let statement = &target.statement;
        if let (Some(verb), true) = (&statement.verb, statement.quantity.is_some()) {
            const TURNS: [(&str, &str); 12] = [
                ("提高到", "降低到"),
                ("提高至", "降低至"),
                ("提升到", "下降到"),
                ("提升至", "下降至"),
                ("增长", "下降"),
                ("提高", "降低"),
                ("提升", "下降"),
                ("下降到", "提高到"),
                ("下降至", "提高至"),
                ("降到", "提高到"),
                ("下降", "增长"),
                ("降低", "提高"),
            ];
            let own = statement.range.contains(&verb.range.start);
            let turned = TURNS.iter().find(|(word, _)| *word == verb.text);
            // Whether a 占比 or an 投资率 should rise depends on what it is of.
            let undirected = statement.indicator.as_ref().is_none_or(|indicator| {
                ["占比", "投资率", "整体"].iter().any(|word| indicator.text.ends_with(word))
            });
            if let Some((_, turned)) = turned.filter(|_| own && !undirected) {
                self.plant("direction turned", "targets/direction", target.line, verb.range.clone(), turned);
            }
        }
        let Some(resolved) = &target.horizon else { return };
        let (horizon, line) = (&resolved.horizon, resolved.line);
        let first = analysis.draft.promises.targets.iter().find(|other| {
            other
                .horizon
                .as_ref()
                .is_some_and(|other| (other.line, &other.horizon.range) == (line, &horizon.range))
        });
        let is_first = first.is_some_and(|first| std::ptr::eq(first, target));
        let digits = horizon.text.find("20").filter(|_| matches!(horizon.period, Period::Named(_)));
        if let (true, Some(at), Some(adopted)) =
            (is_first && horizon.is_deadline, digits, analysis.draft.promises.year)
        {
            let at = horizon.range.start + at;
            let early = (adopted - 2).to_string();
            self.plant("horizon in the past", "targets/past-horizon", line, at..at + early.len(), &early);
        }
        if is_first && horizon.is_deadline && digits.is_some() {
            self.plant(
                "horizon without a year",
                "targets/relative-horizon",
                line,
                horizon.range.clone(),
                "5年内",
            );
        }
        let reaches = matches!(statement.bound, Bound::Over | Bound::AtLeast) && statement.arrives;
        let (Some(year), Some(quantity), Some(indicator)) =
            (target.year(), &statement.quantity, &statement.indicator)
        else {
            return;
        };
        if reaches && quantity.unit.is_some() && quantity.upper.is_none() && text.contains(&indicator.text) {
            let unit = quantity.unit.as_ref().map_or("", |unit| unit.text.as_str());
            let value = quantity.number.value + rust_decimal::Decimal::ONE;
            let subject = statement.subject.as_ref().map_or("", |subject| subject.text.as_str());
            let sentence = format!("到{year}年，{subject}{}达到{value}{unit}。", indicator.text);
            self.append("second value", "targets/conflicting-values", &sentence);
        }
    }

    fn plant_milestone(&mut self, goal: &Goal) {
        let milestone = &goal.milestone;
        let Some(year) = goal.horizon.as_ref().and_then(|horizon| horizon.years.to) else { return };
        if milestone.degree > Some(Degree::Initial) && !milestone.is_past {
            let verb = milestone
                .verb
                .text
                .trim_start_matches("率先")
                .replace("基本", "初步")
                .replace("全面", "初步");
            let sentence = format!("到{}年，{verb}{}。", year + 5, milestone.object.text);
            self.append("milestone that goes back", "targets/milestone-order", &sentence);
        }
    }

    /// Puts a paragraph behind the last one of the text.
    fn append(&mut self, kind: &'static str, rule: &'static str, sentence: &str) {
        let last = self.analysis.draft.document.body().map(|(line, _)| line).last().unwrap_or_default();
        let end = self.analysis.draft.lines[last].paragraph.text.len();
        self.plant(kind, rule, last, end..end, &format!("\n{sentence}"));
        let planted = self.planted.last_mut().unwrap();
        planted.place = Span::on_line(last + 1, 0..sentence.len());
    }

    fn plant_figures(&mut self, line: usize) {
        let analysis = self.analysis;
        let paragraph = &analysis.draft.lines[line].paragraph;
        let text = paragraph.text.as_str();
        for figure in &paragraph.figures {
            if is_quoted(text, figure.range.start) {
                continue;
            }
            match figure.script {
                Script::Hanzi => self.plant_hanzi(line, text, figure),
                Script::Arabic => {
                    self.plant_dates(line, text, figure);
                    self.plant_amounts(line, text, figure);
                    self.plant_bounds(line, text, figure);
                }
            }
        }
    }

    fn plant_hanzi(&mut self, line: usize, text: &str, figure: &Figure) {
        let written = figure.text(text);
        if figure.is_year(text) && written.contains('〇') {
            for zero in ["○", "零"] {
                let wrong = written.replace('〇', zero);
                self.plant("zero of a year", "numbers/year", line, figure.range.clone(), &wrong);
            }
        }
    }

    fn plant_dates(&mut self, line: usize, text: &str, figure: &Figure) {
        let (written, after) = (figure.text(text), figure.after(text));
        let (start, end) = (figure.range.start, figure.range.end);
        if after.starts_with('月') && written.len() == 1 {
            self.plant("padded month", "numbers/date", line, start..end, &format!("0{written}"));
        }
        if after.starts_with('月') && figure.before(text).ends_with('年') {
            self.plant("month 13", "numbers/date", line, start..end, "13");
        }
        if after.starts_with('日') && figure.before(text).ends_with('月') {
            self.plant("day 32", "numbers/date", line, start..end, "32");
        }
        let later = &after[after.chars().next().map_or(0, char::len_utf8)..];
        let named = figure.before(text).ends_with('到') && !figure.before(text).ends_with("达到")
            || later.starts_with(['底', '末', '初'])
            || later.starts_with(|c: char| c.is_ascii_digit()) && later.contains('月');
        if figure.is_year(text) && written.starts_with("20") && named {
            self.plant("short year", "numbers/date", line, start..end, &written[2..]);
        }
    }

    fn plant_amounts(&mut self, line: usize, text: &str, figure: &Figure) {
        let (written, after) = (figure.text(text), figure.after(text));
        let (start, end) = (figure.range.start, figure.range.end);
        let ranged =
            figure.before(text).ends_with(['-', '—', '～', '/']) || after.starts_with(['-', '—', '～', '/']);
        if ranged {
            return;
        }
        let value: f64 = written.parse().unwrap_or_default();
        for unit in ["%", "亿", "万"] {
            if after.starts_with(unit) && value > 0.0 {
                let low = value / 2.0;
                let rule = "numbers/range";
                let end = end + unit.len();
                self.plant(
                    "range without its first unit",
                    rule,
                    line,
                    start..end,
                    &format!("{low}～{written}{unit}"),
                );
                self.plant(
                    "range with a hyphen",
                    rule,
                    line,
                    start..end,
                    &format!("{low}{unit}-{written}{unit}"),
                );
            }
        }
        if let Some(measure) =
            ["个", "家", "人", "户", "公里", "亩", "名"].iter().find(|m| after.starts_with(**m))
        {
            let end = end + measure.len();
            let wrong = format!("三、四{measure}");
            if !figure.before(text).ends_with('第') {
                self.plant("approximate with a mark", "numbers/approximate", line, start..end, &wrong);
            }
        }
        let counted = ["个", "家", "人", "户", "亩", "公里", "万", "亿", "名", "元"]
            .iter()
            .any(|m| after.starts_with(m));
        let short = written.strip_suffix("000").map(|n| format!("{n}千"));
        let short = short.or_else(|| written.strip_suffix("00").map(|n| format!("{n}百")));
        if let Some(short) =
            short.filter(|short| counted && short.len() <= "99千".len() && !written.contains('.'))
        {
            let single = short.ends_with('千') || short.len() == "9百".len();
            if single {
                self.plant("mixed numeral", "numbers/mixed-numeral", line, start..end, &short);
            }
        }
    }

    fn plant_bounds(&mut self, line: usize, text: &str, figure: &Figure) {
        let (before, after) = (figure.before(text), figure.after(text));
        let limited =
            ["约", "近", "超", "过", "于", "少", "第", "逾", "多", "-", "—", "～", "到", "达", "足"];
        let unit = ["亿元", "万元", "%", "家", "个", "公里", "万人", "万户", "户", "亿", "名", "万亩", "亩"];
        let Some(unit) = unit.into_iter().find(|unit| after.starts_with(unit)) else { return };
        let rest = &after[unit.len()..];
        let behind = ["以上", "左右", "以下", "以内", "—", "～", "级", "百分点", "多", "余"];
        if limited.iter().any(|word| before.ends_with(word))
            || behind.iter().any(|word| rest.starts_with(word))
        {
            return;
        }
        if rest.starts_with([
            '台', '人', '吨', '次', '立', '千', '斤', '标', '美', '方', '公', '月', '亩', '头', '元', '户',
        ]) {
            return;
        }
        let range = figure.range.start..figure.range.end + unit.len();
        let written = &text[range.clone()];
        for (left, right) in [("约", "左右"), ("至少", "以上"), ("近", "以上"), ("超", "以上")] {
            let wrong = format!("{left}{written}{right}");
            self.plant("two bounds", "targets/bound-conflict", line, range.clone(), &wrong);
        }
    }
}

/// True inside quotation marks or a book title.
fn is_quoted(text: &str, at: usize) -> bool {
    let head = &text[..at];
    [('“', '”'), ('《', '》'), ('（', '）'), ('(', ')')]
        .into_iter()
        .any(|(open, close)| head.rfind(open).is_some_and(|from| !head[from..].contains(close)))
}

#[derive(Default)]
struct Score {
    planted: usize,
    found: usize,
    alone: usize,
}

/// Findings of the two groups that say that something is wrong, infos of `rule` included.
fn findings<'a>(analysis: &'a Analysis, rule: &'a str) -> impl Iterator<Item = &'a Finding> {
    analysis.findings.iter().filter(move |finding| {
        let group = finding.rule.starts_with("numbers/") || finding.rule.starts_with("targets/");
        finding.rule == rule || group && finding.severity <= Severity::Warning
    })
}

fn score(planted: &Planted, original: &Analysis, reference: &Arc<Reference>, score: &mut Score) {
    let after = analyze(&planted.text, reference, Some(original));
    let known = |finding: &&Finding| {
        original.findings.iter().any(|old| old.rule == finding.rule && old.message == finding.message)
    };
    let fresh: Vec<&Finding> = findings(&after, planted.rule).filter(|finding| !known(finding)).collect();
    let hit =
        fresh.iter().any(|finding| finding.rule == planted.rule && finding.span.overlaps(planted.place));
    score.planted += 1;
    score.found += usize::from(hit);
    score.alone += usize::from(hit && fresh.len() == 1);
    if !hit || fresh.len() != 1 {
        let said: Vec<String> = fresh.iter().map(|f| format!("{} {}", f.rule, f.message)).collect();
        println!("{}: {} — {said:?}", planted.kind, planted.what);
    }
}

fn plant(name: &str, text: &Text, analysis: &Analysis) -> Vec<Planted> {
    let mut planter = Planter { name, text, analysis, planted: Vec::new() };
    planter.plant_all();
    planter.planted
}

#[test]
fn planted_errors_of_numbers_and_targets_are_found_where_they_stand() {
    let reference = Arc::new(Reference::default());
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for published in common::published() {
        let text = Text::from(published.text.as_str());
        let original = analyze(&text, &reference, None);
        for planted in &plant(&published.name, &text, &original) {
            score(planted, &original, &reference, scores.entry(planted.kind).or_default());
        }
    }
    for (kind, s) in &scores {
        println!("{kind}: planted {}, found {}, with nothing else {}", s.planted, s.found, s.alone);
    }
    for (kind, s) in &scores {
        assert!(s.found * 100 >= s.planted * 95, "{kind}: {} of {} found", s.found, s.planted);
        assert!(s.planted >= 8, "{kind}: only {} planted", s.planted);
    }
    let all: usize = scores.values().map(|score| score.planted).sum();
    let alone: usize = scores.values().map(|score| score.alone).sum();
    assert_eq!(scores.len(), 21, "a kind was not planted at all");
    assert!(all > 3000, "{all}");
    // Some errors are two at once: 收入降低2倍 falls by multiples, and it should rise.
    assert!(alone * 100 >= all * 95, "{alone} of {all} without another alarm");
}

#[test]
fn safe_fixes_leave_no_safe_fix() {
    let reference = Arc::new(Reference::default());
    for published in common::published() {
        let text = Text::from(published.text.as_str());
        let original = analyze(&text, &reference, None);
        for planted in plant(&published.name, &text, &original).iter().step_by(common::FIXED) {
            common::assert_fixed(&planted.text, &reference, &planted.what);
        }
    }
}
