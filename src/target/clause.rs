//! One clause: its quantities with what stands before and behind each, and what they make together.

use std::ops::Range;
use std::sync::Arc;

use crate::text::words::Worded;
use crate::text::{Words, is_blank, lexicon, numeral};

use super::horizon::Horizon;
use super::predicate::{self, BEFORE_NUMBER, BEHIND_NUMBER, COMMITMENTS};
use super::scan::{self, Anchor, Kind};
use super::sentence::Context;
use super::{Bound, Phrase, Quantity, Statement, item, word};

/// A sentence as its clauses see it.
pub(super) struct Source<'a> {
    /// The line.
    pub text: &'a str,
    /// What is enclosed in marks.
    pub enclosed: &'a [Range<usize>],
    /// The horizons of the sentence.
    pub horizons: &'a [Arc<Horizon>],
}

impl Source<'_> {
    /// The horizon that a place lies in.
    pub fn horizon_at(&self, at: usize) -> Option<&Arc<Horizon>> {
        let after = self.horizons.partition_point(|horizon| horizon.range.end <= at);
        self.horizons.get(after).filter(|horizon| horizon.range.contains(&at))
    }

    /// The words of a range.
    pub fn at(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }

    /// True for a place in brackets or quotation marks.
    pub fn is_enclosed(&self, at: usize) -> bool {
        scan::around(self.enclosed, at).is_some()
    }

    /// A phrase of these bytes.
    pub fn phrase(&self, range: Range<usize>) -> Phrase {
        Phrase { text: self.text[range.clone()].to_owned(), range }
    }

    /// `range` without white space at its ends.
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let words = self.at(&range);
        let start = range.end - words.trim_start_matches(is_blank).len();
        start..start + words.trim_matches(is_blank).len()
    }

    /// `range` without a horizon, a commitment and words of connection before its subject.
    pub fn subject(&self, range: Range<usize>) -> Range<usize> {
        static OPENING: Words = Words::new(&[
            "其中",
            "并且",
            "同时",
            "使得",
            "全面",
            "进一步",
            "加快",
            "推动",
            "促进",
            "支持",
            "鼓励",
            "引导",
            "带动",
            "实现",
            "努力",
            "积极",
            "持续",
            "稳步",
            "逐步",
            "着力",
            "大力",
            "统筹",
            "深入",
            "全年",
            "到时",
            "要",
            "并",
            "且",
            "使",
            "让",
            "把",
            "对",
            "在",
        ]);
        let mut range = self.trimmed(range);
        let before = self.horizons.partition_point(|horizon| horizon.range.end <= range.end);
        if let Some(horizon) = before.checked_sub(1).map(|last| &self.horizons[last])
            && range.start <= horizon.range.start
        {
            range.start = horizon.range.end;
        }
        loop {
            let words = self.at(&range);
            let marks = words.trim_start_matches(|c| is_blank(c) || matches!(c, '、' | '，' | ','));
            let word = COMMITMENTS.beginning(words).or_else(|| OPENING.beginning(words));
            let skipped = (words.len() - marks.len()).max(word.map_or(0, |word| word.len()));
            if skipped == 0 {
                return range;
            }
            range.start += skipped;
        }
    }

    /// `range` without the adverbs between a subject and its verb.
    pub fn without_adverbs(&self, mut range: Range<usize>) -> Range<usize> {
        static ADVERBS: Words = Words::new(&[
            "年均",
            "每年",
            "平均",
            "持续",
            "稳步",
            "分别",
            "总体",
            "逐步",
            "累计",
            "全面",
            "力争",
            "确保",
            "预计",
            "争取",
            "努力",
            "率先",
            "合计",
            "总数",
            "按",
            "都",
            "均",
            "再",
            "将",
            "要",
            "到",
            "实现",
            "预期",
            "基本",
            "同比",
            "也",
            "突破性",
            "即将",
        ]);
        loop {
            let words = self.at(&range).trim_end_matches(is_blank);
            range.end = range.start + words.len();
            let Some(adverb) = ending(&ADVERBS, words) else { return range };
            range.end -= adverb.len();
        }
    }
}

/// A quantity with the words that limit it, and its stretch of the clause.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub quantity: Quantity,
    /// Quantity and limits.
    pub core: Range<usize>,
    pub limits: Vec<Range<usize>>,
    /// What the limits say; those behind the number weigh more (达到…以上).
    pub limit: Option<Bound>,
    /// What stands before it, from the item before on.
    pub left: Range<usize>,
    /// What stands behind it, up to the next item.
    pub right: Range<usize>,
    /// True when 、 or 和 parts it from the next one.
    pub is_parted: bool,
}

/// A clause is read in windows no wider, so that an endless one costs no more than many.
const WINDOW: usize = 360;

/// Reads the statements of a clause.
pub(super) fn read(
    source: &Source,
    clause: Range<usize>,
    anchors: &[Anchor],
    context: &mut Context,
) -> Vec<Statement> {
    let items = items(source, &clause, anchors);
    let mut found = item::read(source, &clause, &items, context);
    found.sort_by_key(|statement| statement.range.start);
    let taken = |range: &Range<usize>, found: &[Statement]| {
        let near = found.partition_point(|statement| statement.range.start < range.end);
        found[near.saturating_sub(4)..near].iter().any(|statement| range.start < statement.range.end)
    };
    for anchor in anchors.iter().filter(|anchor| anchor.kind == Kind::Word) {
        if source.is_enclosed(anchor.start) {
            continue;
        }
        let start = clause.start.max(boundary(source.text, anchor.start.saturating_sub(WINDOW)));
        let end = clause.end.min(boundary(source.text, anchor.start + WINDOW));
        let read = word::read(source, &(start..end), anchor.start, context);
        // Several indicators of one predicate share their range.
        if !read.iter().any(|statement| taken(&statement.range, &found)) {
            let at = read.first().map_or(0, |first| {
                found.partition_point(|statement| statement.range.start < first.range.start)
            });
            found.splice(at..at, read);
        }
    }
    found
}

fn items(source: &Source, clause: &Range<usize>, anchors: &[Anchor]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut from = clause.start;
    for anchor in anchors.iter().filter(|anchor| anchor.start >= clause.start) {
        if anchor.start < from {
            continue;
        }
        let at = match anchor.kind {
            Kind::Digits => anchor.start,
            Kind::Numeral if source.text[anchor.start..].starts_with('前') => anchor.start + '前'.len_utf8(),
            Kind::Numeral => numeral_start(source.text, anchor.start, from),
            _ => continue,
        };
        if source.horizon_at(at).is_some() {
            continue;
        }
        let read = Quantity::read(source.text, at, clause.end);
        let Some(quantity) = read.map(|quantity| in_steps(source.text, quantity, from)) else {
            from = from.max(number_end(source.text, at, clause.end));
            continue;
        };
        let end = quantity.range.end;
        let stands_free = !source.is_enclosed(at) || is_quoted_target(source, at);
        if stands_free && !is_vague(source.text, &quantity) {
            let item = limited(source, clause, quantity, from);
            // 12类45件: the things are counted, not the kinds.
            let kinds = |last: &Item| {
                last.core.end == item.core.start
                    && last
                        .quantity
                        .unit
                        .as_ref()
                        .is_some_and(|unit| matches!(unit.base.as_str(), "类" | "大类"))
            };
            match items.pop_if(|last| kinds(last)) {
                Some(kinds) => {
                    items.push(Item { core: kinds.core.start..item.core.end, left: kinds.left, ..item })
                }
                None => items.push(item),
            }
        }
        from = end;
    }
    part(source, clause, &mut items);
    items
}

/// 三个千亿台阶: three, in steps of 千亿. A step is one of 元 where its unit is left out.
fn in_steps(text: &str, quantity: Quantity, from: usize) -> Quantity {
    let tail = ["元台阶", "台阶", "元新台阶", "新台阶"]
        .into_iter()
        .find(|tail| text[quantity.range.end..].starts_with(tail));
    let Some((tail, (count, length))) = tail.zip(item::count_before(&text[from..quantity.range.start]))
    else {
        return quantity;
    };
    let start = quantity.range.start - length;
    let counter = quantity.range.start - "个".len();
    let range = counter..quantity.range.end + tail.len();
    let unit = super::Unit {
        text: text[range.clone()].to_owned(),
        range: range.clone(),
        base: "元".to_owned(),
        factor: quantity.normalized(),
    };
    let number = super::Number { value: count.into(), range: start..counter, ..quantity.number };
    Quantity { number, upper: None, unit: Some(unit), first_unit: None, range: start..range.end }
}

/// Start of the numeral that `at` belongs to.
fn numeral_start(text: &str, at: usize, from: usize) -> usize {
    let numeral = |c: &char| numeral::is_numeral(*c) || matches!(c, '万' | '亿');
    let before: usize = text[from..at].chars().rev().take_while(numeral).map(char::len_utf8).sum();
    at - before
}

/// End of the digits at `at`.
fn number_end(text: &str, at: usize, end: usize) -> usize {
    let digits = |c: &char| super::quantity::digit(*c).is_some();
    let length: usize = text[at..end].chars().take_while(digits).map(char::len_utf8).sum();
    at + length.max(text[at..].chars().next().map_or(0, char::len_utf8))
}

/// Quantities in quotation marks are targets only where something is planned by them: 按照“300平方公里、
/// 300万人口”规划.
fn is_quoted_target(source: &Source, at: usize) -> bool {
    let Some(range) = scan::around(source.enclosed, at) else { return false };
    let inner = source.at(range);
    let plain = !inner.contains(['+', '＋', '《', '（', '(']) && inner.starts_with('“');
    let planned = ["按照", "按"].iter().any(|word| source.text[..range.start].ends_with(word));
    plain && planned
}

/// True for what is no exact number: 数百家, 几千人, 上百个, 千家万户, 每万人.
fn is_vague(text: &str, quantity: &Quantity) -> bool {
    let before = text[..quantity.range.start].chars().next_back();
    let is_hanzi = quantity.number.notation == super::Notation::Hanzi;
    let one = is_hanzi && quantity.number.value == rust_decimal::Decimal::ONE;
    static IDIOMS: Words = Words::new(&[
        "千家万户",
        "万家灯火",
        "百家争鸣",
        "千人千面",
        "百人会",
        "万人计划",
        "千人计划",
        "百项",
    ]);
    let climbs = ["迈上", "跃上", "站上", "登上", "跨上", "再上"];
    let above =
        before == Some('上') && !climbs.iter().any(|verb| text[..quantity.range.start].ends_with(verb));
    let inexact = above || before.is_some_and(|c| matches!(c, '数' | '几' | '第' | '多' | '逐'));
    let unnamed = quantity.unit.is_none() && before != Some('前');
    is_hanzi && (inexact || unnamed)
        || before == Some('每')
        || one
        || IDIOMS.beginning(&text[quantity.range.start..]).is_some()
}

/// The quantity with the limits around it.
fn limited(source: &Source, clause: &Range<usize>, quantity: Quantity, from: usize) -> Item {
    let mut core = quantity.range.clone();
    let mut limits = Vec::new();
    let mut limit = None;
    while let Some(word) = ending(&BEFORE_NUMBER, &source.text[from..core.start]) {
        limits.insert(0, core.start - word.word.len()..core.start);
        core.start -= word.word.len();
        limit = Some(word.bound);
    }
    while let Some(word) = BEHIND_NUMBER.beginning(&source.text[core.end..clause.end]) {
        limits.push(core.end..core.end + word.word.len());
        core.end += word.word.len();
        limit = if word.bound == Bound::Equal { limit } else { Some(word.bound) };
    }
    let (left, right) = (clause.start..core.start, core.end..clause.end);
    Item { quantity, core, limits, limit, left, right, is_parted: false }
}

/// The longest of `words` that `text` ends with, one of a single character only where it is none of a longer
/// word: 约 of 大约 or by itself, not that of 签约.
pub(super) fn ending<T: Worded>(words: &'static Words<T>, text: &str) -> Option<&'static T> {
    let found = words.ending(text)?;
    let mut last = text.chars().rev();
    let (end, before) = (last.next()?, last.next());
    let part_of_word = || before.is_some_and(|before| lexicon::cost(&[before, end]).is_some());
    (found.word().len() > end.len_utf8() || !part_of_word()).then_some(found)
}

/// Parts the clause between its items, and narrows what each sees to the window.
fn part(source: &Source, clause: &Range<usize>, items: &mut [Item]) {
    for index in 1..items.len() {
        let gap = items[index - 1].core.end..items[index].core.start;
        match separator(source, &gap) {
            Some(mark) => {
                items[index - 1].right.end = mark.start;
                items[index - 1].is_parted = true;
                items[index].left.start = mark.end;
            }
            None => items[index].left.start = items[index - 1].left.start,
        }
    }
    for index in (1..items.len()).rev() {
        if !items[index - 1].is_parted {
            items[index - 1].right.end = items[index].right.end;
        }
    }
    for item in items {
        item.left.start = item.left.start.max(boundary(source.text, item.left.end.saturating_sub(WINDOW)));
        item.right.end =
            item.right.end.min(boundary(source.text, item.right.end.min(item.right.start + WINDOW)));
        item.left.start = item.left.start.clamp(clause.start, item.left.end);
        item.right.end = item.right.end.clamp(item.right.start, clause.end);
    }
}

/// The next start of a character at or after `at`.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// What parts two items: at the beginning of the gap, at its end, or the last one in it.
fn separator(source: &Source, gap: &Range<usize>) -> Option<Range<usize>> {
    const MARKS: [&str; 7] = ["以及", "、", "和", "及", "与", "并", "；"];
    let words = source.at(gap);
    let begins =
        MARKS.iter().find(|mark| words.starts_with(**mark)).map(|mark| gap.start..gap.start + mark.len());
    let ends = || MARKS.iter().find(|mark| words.ends_with(**mark)).map(|mark| gap.end - mark.len()..gap.end);
    let inside = || {
        // 、 inside brackets parts nothing.
        words
            .char_indices()
            .rfind(|&(at, c)| c == '、' && !source.is_enclosed(gap.start + at))
            .map(|(at, c)| gap.start + at..gap.start + at + c.len_utf8())
    };
    let weak = || words.rfind('和').map(|at| gap.start + at..gap.start + at + "和".len());
    begins.or_else(ends).or_else(inside).or_else(weak)
}

/// `range`, a noun and what follows it, up to the 、 or 和 behind which another predicate begins.
pub(super) fn noun(source: &Source, range: Range<usize>) -> Range<usize> {
    let words = source.at(&range);
    let begins = |at: usize| {
        let rest = &words[at..];
        let part = rest.split('、').next().unwrap_or_default();
        source.horizon_at(range.start + at).is_some()
            || part.contains("成为")
            || part.starts_with("成功")
            || predicate::last_making(part).is_some_and(|(at, verb)| at + verb.word.len() < part.len())
    };
    let cut = words
        .char_indices()
        .filter(|&(at, c)| c == '、' && !source.is_enclosed(range.start + at))
        .find(|&(at, c)| begins(at + c.len_utf8()));
    let end = cut.map_or(range.end, |(at, _)| range.start + at);
    source.trimmed(range.start..end)
}

/// What a statement is made of, before its place in the clause is known.
pub(super) struct Parts {
    pub range: Range<usize>,
    pub indicator: Option<Phrase>,
    pub verb: Option<Phrase>,
    pub direction: Option<super::Direction>,
    pub bound: Bound,
    pub arrives: bool,
    pub benchmark: Option<Phrase>,
}

/// A statement of `parts` about `item`, or about nothing in numbers.
pub(super) fn statement(
    source: &Source,
    clause: &Range<usize>,
    parts: Parts,
    item: Option<&Item>,
    context: &Context,
) -> Statement {
    let (subject, indicator) = owner(parts.indicator);
    let end = item.map_or(parts.range.end, |item| item.core.end);
    let before = &source.text[clause.start.max(boundary(source.text, end.saturating_sub(WINDOW)))..end];
    let modifier = modifier(source, clause, &parts.range);
    let reported = is_reported(before, '已') || is_reported(before, '了');
    let place = item.map_or(parts.range.end, |item| item.core.start);
    Statement {
        clause: clause.clone(),
        horizon: horizon_at(source, clause, place, context),
        base: base(source, clause, item.map_or(parts.range.end, |item| item.core.start)),
        indicator,
        subject,
        verb: parts.verb,
        direction: parts.direction,
        modifier,
        bound: parts.bound,
        limits: item.map_or_else(Vec::new, |item| item.limits.clone()),
        quantity: item.map(|item| item.quantity.clone()),
        benchmark: parts.benchmark,
        arrives: parts.arrives,
        is_past: (context.past || reported) && !context.committed,
        is_committed: context.committed,
        range: parts.range,
    }
}

/// The horizon in force at a place: the last one before it in the clause, or the one that the clause came
/// in under.
fn horizon_at(
    source: &Source,
    clause: &Range<usize>,
    place: usize,
    context: &Context,
) -> Option<(Arc<Horizon>, super::Scope)> {
    let from = source.horizons.partition_point(|horizon| horizon.range.start < clause.start);
    let until = source.horizons.partition_point(|horizon| horizon.range.start < clause.end);
    let own = &source.horizons[from..until];
    let before = own.partition_point(|horizon| horizon.range.start <= place);
    match own.get(before.saturating_sub(1)) {
        Some(horizon) => Some((Arc::clone(horizon), super::Scope::Clause)),
        None => context.horizon.clone(),
    }
}

/// True when `before` says by 已 or 了 that it has come about, and not by a word that has the character.
fn is_reported(before: &str, word: char) -> bool {
    before.match_indices(word).any(|(at, word)| {
        let (left, right) = (&before[..at], &before[at + word.len()..]);
        !left.ends_with(['为', '除', '而', '业', '久']) && !right.starts_with(['解', '然', '有'])
    })
}

/// 全市, 全省 before an indicator says whose it is.
fn owner(indicator: Option<Phrase>) -> (Option<Phrase>, Option<Phrase>) {
    static OWNERS: Words = Words::new(&[
        "全市",
        "全省",
        "全区",
        "全县",
        "全国",
        "全州",
        "全社会",
        "我市",
        "我省",
        "我区",
        "我县",
        "本市",
        "本省",
        "本区",
    ]);
    let Some(phrase) = indicator else { return (None, None) };
    match OWNERS.beginning(&phrase.text).filter(|owner| phrase.text.len() > owner.len()) {
        // 全社会 belongs to the name: 全社会研发投入.
        Some(&owner) if owner != "全社会" => {
            let middle = phrase.range.start + owner.len();
            let subject = Phrase { text: owner.to_owned(), range: phrase.range.start..middle };
            let rest =
                Phrase { text: phrase.text[owner.len()..].to_owned(), range: middle..phrase.range.end };
            (Some(subject), Some(rest))
        }
        _ => (None, Some(phrase)),
    }
}

/// The first word of commitment or manner in the clause up to the end of `range`.
fn modifier(source: &Source, clause: &Range<usize>, range: &Range<usize>) -> Option<Phrase> {
    static MANNERS: Words = Words::new(&[
        "力争", "确保", "争取", "力求", "年均", "每年", "率先", "全面", "逐步", "加快", "动态", "累计",
        "基本",
    ]);
    // 年新增10个 is an amount for each year.
    let yearly = source.text[range.start..].starts_with("年新增");
    if yearly {
        return Some(source.phrase(range.start..range.start + "年".len()));
    }
    let window = clause.start..range.end.min(boundary(source.text, clause.start + WINDOW)).max(clause.start);
    let words = source.at(&window);
    let (at, word) = MANNERS.each_in(words).next()?;
    Some(source.phrase(window.start + at..window.start + at + word.len()))
}

/// 较2022年, 比上年: what is changed from.
fn base(source: &Source, clause: &Range<usize>, end: usize) -> Option<super::Base> {
    let start = clause.start.max(boundary(source.text, end.saturating_sub(WINDOW)));
    let words = &source.text[start..end.max(start)];
    let at = words.rfind(['较', '比'])?;
    let rest = &words[at + '比'.len_utf8()..];
    let (length, year) = match rest.find('年').filter(|&length| length <= 12) {
        Some(length) => {
            let year = rest[..length].parse().ok().or_else(|| numeral::parse(&rest[..length]));
            (length + "年".len(), year.filter(|year| (1900..=2100).contains(year)))
        }
        None => return None,
    };
    let named =
        year.is_some() || ["上年", "去年", "前年", "同年"].iter().any(|word| rest[..length] == **word);
    let range = start + at..start + at + '比'.len_utf8() + length;
    named.then(|| super::Base { phrase: source.phrase(range), year })
}

/// The end of the last 、 or 和 list before the verb at `end`, so that what is left is one noun.
pub(super) fn last_member(source: &Source, range: Range<usize>) -> Range<usize> {
    let words = source.at(&range);
    let making = |part: &str| predicate::makings(part).any(|(at, _)| at < 9);
    // 、 parts whole predicates where one begins with a verb: 优化布局、城镇化率达到….
    let cut = words
        .char_indices()
        .filter(|&(at, c)| c == '、' && !source.is_enclosed(range.start + at))
        .rfind(|&(at, _)| making(words[..at].rsplit('、').next().unwrap_or_default()));
    match cut {
        Some((at, c)) => range.start + at + c.len_utf8()..range.end,
        None => range,
    }
}
