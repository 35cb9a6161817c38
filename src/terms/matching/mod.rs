//! Where a paragraph uses the terms, and what it writes instead of them.
//!
//! A line is folded and read once for the texts of all entries. Among what is found, right forms come
//! first, the longest at each place; a wrong form counts only in what they leave.

mod texts;

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::foreign::{LOST, advertisement, lost};
use super::needles::Needles;
use super::quotation::{Quoting, quoting, titles};
use super::{Entry, Forbidden, ForbiddenKind};
use crate::text::fold::{self, Folded, as_wide_as, fold};
use crate::text::{Characters, numeral};
use texts::fold_pattern;

/// What one paragraph says in terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Uses of canonical and other forms, in order of place, none overlapping.
    pub uses: Vec<Use>,
    /// Wrong forms outside titles, in order of place, none overlapping.
    pub wrong: Vec<Wrong>,
    /// Fixed sequences with all their members in another order, in order of place.
    pub shuffled: Vec<Shuffled>,
    /// Bytes of what a web host or a wrong decoding put in, in order of place.
    pub foreign: Vec<Range<usize>>,
    /// Where 以下简称 and the like end: an abbreviation follows.
    pub introductions: Vec<usize>,
}

/// A place where a term is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Index of the entry.
    pub entry: usize,
    /// Index of the form among those of the entry; `None` for the canonical one.
    pub form: Option<usize>,
    /// Its bytes in the paragraph, without quotation marks around it.
    pub range: Range<usize>,
    /// Whether it has the quotation marks of the form.
    pub quoting: Quoting,
    /// True inside 《》.
    pub titled: bool,
}

/// A place where a term is written in a way that the termbase calls wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Index of the entry.
    pub entry: usize,
    /// Index of the forbidden form among those of the entry.
    pub forbidden: usize,
    /// Its bytes in the paragraph.
    pub range: Range<usize>,
    /// What to write there instead, best first, as wide as the line.
    pub fixes: Vec<String>,
}

impl Wrong {
    /// What the termbase says about it.
    pub fn of<'a>(&self, entries: &'a [Entry]) -> &'a Forbidden {
        &entries[self.entry].forbidden[self.forbidden]
    }
}

/// A place where all members of a fixed sequence stand in another order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shuffled {
    /// Index of the entry.
    pub entry: usize,
    /// Its bytes in the paragraph, from the first member to the last.
    pub range: Range<usize>,
    /// The same with the members in their order.
    pub right: String,
}

/// The texts of a termbase, ready to be looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    needles: Needles,
    /// What each of the needles stands for.
    meanings: Vec<Meaning>,
    patterns: Vec<Pattern>,
    /// Indices of the patterns that no needle stands for, and a sign that each of their matches has.
    ungated: Vec<(usize, Option<char>)>,
}

/// What a text stands for, by indices into entries and what they hold.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    /// A form; `bare` without its quotation marks.
    Form { entry: usize, form: Option<usize>, bare: bool },
    /// A forbidden form that is given literally.
    Wrong { entry: usize, forbidden: usize },
    /// What every match of a pattern begins with.
    Start { pattern: usize },
    /// A member of a fixed sequence.
    Member { entry: usize, member: usize },
    /// A name that spam goes under.
    Brand,
    /// What is left of a wrong decoding.
    Debris,
    /// 以下简称.
    Introduction,
}

/// A forbidden form that is given as a regular expression.
#[derive(Clone, Debug)]
struct Pattern {
    entry: usize,
    forbidden: usize,
    /// For folded text; compiled when a line has its beginning. `None` inside when it is too large.
    regex: OnceLock<Option<Regex>>,
}

/// A needle in a folded line.
#[derive(Clone, Debug)]
struct Hit {
    range: Range<usize>,
    meaning: Meaning,
}

/// Members of a set whose order is fixed, and which are enough to be told by.
fn sequence(entry: &Entry) -> &[String] {
    if entry.ordered && entry.members.len() >= 3 { &entry.members } else { &[] }
}

impl Matcher {
    /// What `line` says in the terms of `entries`, from which this was made.
    pub(super) fn read(&self, entries: &[Entry], line: &Characters) -> Reading {
        let text = line.text();
        let mut hits = Vec::with_capacity(16);
        self.needles.find(line, |index, range| hits.push(Hit { range, meaning: self.meanings[index] }));
        let may_match = |sign: char| line.may_have(sign) || line.may_have(fold::full_width(sign));
        let ungated = self.ungated.iter().filter(|(_, sign)| sign.is_none_or(may_match));
        let patterns: Vec<usize> = ungated.map(|(index, _)| *index).collect();
        if hits.is_empty() && patterns.is_empty() && !line.may_have(LOST) {
            return Reading::default();
        }
        let folded = Folded::of(text);
        for hit in &mut hits {
            hit.range = folded.folded_range(hit.range.clone());
        }
        let titles = if line.may_have('《') { titles(text) } else { Vec::new() };
        let lost = lost(line);
        Reader { matcher: self, entries, text, folded, titles, hits, patterns }.read(lost)
    }
}

/// One line, with the needles that are in it.
struct Reader<'a> {
    matcher: &'a Matcher,
    entries: &'a [Entry],
    text: &'a str,
    folded: Folded<'a>,
    titles: Vec<Range<usize>>,
    hits: Vec<Hit>,
    /// Indices of the patterns that no needle stands for and that may match.
    patterns: Vec<usize>,
}

/// Keeps the leftmost, and of those the longest, ranges that do not overlap.
fn leftmost_longest<T>(mut all: Vec<T>, range: impl Fn(&T) -> &Range<usize>) -> Vec<T> {
    all.sort_by_key(|one| (range(one).start, Reverse(range(one).end)));
    let mut end = 0;
    all.retain(|one| {
        let range = range(one);
        let keep = range.start >= end;
        if keep {
            end = range.end;
        }
        keep
    });
    all
}

impl Reader<'_> {
    /// What the line says; `lost` are its runs of lost characters.
    fn read(self, lost: Vec<Range<usize>>) -> Reading {
        let forms = self.forms();
        let uses = forms.iter().map(|hit| self.usage(hit)).collect();
        let wrong = self.wrong(&forms);
        let shuffled = self.shuffled(&forms, &wrong);
        let (mut foreign, mut introductions) = (lost, Vec::new());
        for hit in &self.hits {
            let range = self.folded.range(hit.range.clone());
            match hit.meaning {
                Meaning::Brand => foreign.extend(advertisement(self.text, &range)),
                Meaning::Debris => foreign.push(range),
                Meaning::Introduction => introductions.push(range.end),
                _ => {}
            }
        }
        let foreign = leftmost_longest(foreign, |range| range);
        Reading { uses, wrong, shuffled, foreign, introductions }
    }

    /// The forms of terms that count. Of the same words, a canonical form comes before another, so that
    /// a drafter's own term counts, and a form as it is written before one without its marks.
    fn forms(&self) -> Vec<Hit> {
        let mut forms: Vec<Hit> = self.hits.iter().filter(|hit| self.is_form(hit)).cloned().collect();
        forms.sort_by_key(|hit| match hit.meaning {
            Meaning::Form { form, bare, .. } => (bare, form.is_some()),
            _ => (true, true),
        });
        leftmost_longest(forms, |hit| &hit.range)
    }

    fn is_form(&self, hit: &Hit) -> bool {
        let Meaning::Form { entry, .. } = hit.meaning else { return false };
        let entry = &self.entries[entry];
        // Quotation marks say that the words are a name.
        self.folded.text[hit.range.clone()].contains('"')
            || self.stands(&hit.range, &entry.unless_before, &entry.unless_after)
                && !self.counts_on(&hit.range)
    }

    /// False when one of `unless_before` follows `range` of the folded line, or one of
    /// `unless_after` stands before it.
    fn stands(&self, range: &Range<usize>, unless_before: &[String], unless_after: &[String]) -> bool {
        let (before, after) = (&self.folded.text[..range.start], &self.folded.text[range.end..]);
        !unless_before.iter().any(|word| after.starts_with(&*fold(word)))
            && !unless_after.iter().any(|word| before.ends_with(&*fold(word)))
    }

    /// True when the number that `range` begins with is only the end of one: 第四风电场.
    fn counts_on(&self, range: &Range<usize>) -> bool {
        let number = |c: char| numeral::is_numeral(c) && "一二三四五六七八九十百两".contains(c);
        let words = &self.folded.text[range.clone()];
        let before = self.folded.text[..range.start].chars().next_back();
        words.starts_with(number) && before.is_some_and(|c| c == '第' || number(c))
    }

    fn is_titled(&self, range: &Range<usize>) -> bool {
        self.titles.iter().any(|title| title.start < range.start && range.end < title.end)
    }

    fn usage(&self, hit: &Hit) -> Use {
        let Meaning::Form { entry, form, bare } = hit.meaning else { unreachable!("only forms are uses") };
        let mut range = self.folded.range(hit.range.clone());
        let words = &self.folded.text[hit.range.clone()];
        let quoting = match bare {
            true => quoting(self.text, &range),
            false if words.contains('"') => Quoting::Marked,
            false => Quoting::Plain,
        };
        let inner = words.strip_prefix('"').and_then(|words| words.strip_suffix('"'));
        if inner.is_some_and(|inner| !inner.contains('"')) {
            range = self.folded.range(hit.range.start + 1..hit.range.end - 1);
        }
        let titled = self.is_titled(&range);
        Use { entry, form, range, quoting, titled }
    }

    fn wrong(&self, forms: &[Hit]) -> Vec<Wrong> {
        let mut found = self.patterns(forms);
        for hit in &self.hits {
            if let Meaning::Wrong { entry, forbidden } = hit.meaning
                && self.is_wrong(&hit.range, &self.entries[entry].forbidden[forbidden], forms)
            {
                let range = self.folded.range(hit.range.clone());
                found.push(Wrong {
                    entry,
                    forbidden,
                    range,
                    fixes: self.fixes(entry, forbidden, |fix| fix.to_owned()),
                });
            }
        }
        leftmost_longest(found, |wrong| &wrong.range)
    }

    fn patterns(&self, forms: &[Hit]) -> Vec<Wrong> {
        let mut found = Vec::new();
        let begun = self.hits.iter().filter_map(|hit| match hit.meaning {
            Meaning::Start { pattern } => Some(pattern),
            _ => None,
        });
        let mut which: Vec<usize> = self.patterns.iter().copied().chain(begun).collect();
        which.sort_unstable();
        which.dedup();
        for pattern in which.into_iter().map(|index| &self.matcher.patterns[index]) {
            let (entry, forbidden) = (pattern.entry, pattern.forbidden);
            let wrong = &self.entries[entry].forbidden[forbidden];
            let compile = || Regex::new(&fold_pattern(wrong.pattern.as_deref().unwrap_or_default())).ok();
            let Some(regex) = pattern.regex.get_or_init(compile) else { continue };
            for captures in regex.captures_iter(&self.folded.text) {
                let range = captures.get_match().range();
                if range.is_empty() || !self.is_wrong(&range, wrong, forms) {
                    continue;
                }
                let group = |group: usize| {
                    captures.get(group).map_or("", |group| &self.text[self.folded.range(group.range())])
                };
                let expand = |fix: &str| {
                    (0..captures.len())
                        .fold(fix.to_owned(), |fix, index| fix.replace(&format!("${index}"), group(index)))
                };
                let fixes = self.fixes(entry, forbidden, expand);
                found.push(Wrong { entry, forbidden, range: self.folded.range(range), fixes });
            }
        }
        found
    }

    /// True when a forbidden form at `range` of the folded line is one: no context makes it right, and
    /// no right form covers it.
    fn is_wrong(&self, range: &Range<usize>, wrong: &Forbidden, forms: &[Hit]) -> bool {
        // Order and verb are wrong between terms that are right by themselves.
        let of_terms = matches!(wrong.kind, ForbiddenKind::Order | ForbiddenKind::Collocation);
        let covers = |form: &Range<usize>| {
            let apart = form.end <= range.start || range.end <= form.start;
            let inside = range.start <= form.start && form.end <= range.end && form != range;
            let around = form.start <= range.start && range.end <= form.end;
            !apart && !inside && (around || !of_terms)
        };
        !forms.iter().any(|hit| covers(&hit.range))
            && self.stands(range, &wrong.unless_before, &wrong.unless_after)
            && !self.is_titled(&self.folded.range(range.clone()))
    }

    fn fixes(&self, entry: usize, forbidden: usize, expand: impl Fn(&str) -> String) -> Vec<String> {
        let fixes = self.entries[entry].forbidden[forbidden].fix.iter();
        fixes.map(|fix| as_wide_as(self.text, &expand(fix))).collect()
    }

    fn shuffled(&self, forms: &[Hit], wrong: &[Wrong]) -> Vec<Shuffled> {
        let mut members: Vec<(usize, usize, Range<usize>)> = Vec::new();
        for hit in &self.hits {
            if let Meaning::Member { entry, member } = hit.meaning {
                members.push((entry, member, hit.range.clone()));
            }
        }
        members.sort_by_key(|(entry, _, range)| (*entry, range.start, Reverse(range.end)));
        let mut found = Vec::new();
        for of_entry in members.chunk_by(|a, b| a.0 == b.0) {
            let entry = of_entry[0].0;
            let placed = of_entry.iter().map(|(_, member, range)| (*member, range.clone())).collect();
            let placed: Vec<(usize, Range<usize>)> = leftmost_longest(placed, |(_, range)| range);
            for run in placed.chunk_by(|(_, a), (_, b)| is_separator(&self.folded.text[a.end..b.start])) {
                found.extend(self.shuffled_run(entry, run));
            }
        }
        let covered = |shuffled: &Shuffled| {
            let range = &shuffled.range;
            let around = |form: &Range<usize>| form.start <= range.start && range.end <= form.end;
            forms.iter().any(|hit| around(&self.folded.range(hit.range.clone())))
                || wrong.iter().any(|wrong| wrong.range.start < range.end && range.start < wrong.range.end)
                || self.is_titled(range)
        };
        found.retain(|shuffled| !covered(shuffled));
        leftmost_longest(found, |shuffled| &shuffled.range)
    }

    /// A run of members that has each of them once, in another order than theirs.
    fn shuffled_run(&self, entry: usize, run: &[(usize, Range<usize>)]) -> Option<Shuffled> {
        let members = sequence(&self.entries[entry]);
        let mut order: Vec<usize> = run.iter().map(|(member, _)| *member).collect();
        let in_order = order.is_sorted();
        order.sort_unstable();
        let complete = order.iter().copied().eq(0..members.len());
        let end = run.last()?.1.end;
        let follows = self.folded.text[end..].starts_with(&*needed_after(&self.entries[entry]));
        // 全民共治、共建共享 are two things.
        let gaps = || run.windows(2).map(|pair| &self.folded.text[pair[0].1.end..pair[1].1.start]);
        let one_enumeration = gaps().all(str::is_empty) || !gaps().any(str::is_empty);
        if in_order || !complete || !follows || !one_enumeration {
            return None;
        }
        let mut right = String::new();
        for (place, (_, range)) in run.iter().enumerate() {
            let (_, member) = run.iter().find(|(member, _)| *member == place)?;
            right.push_str(&self.text[self.folded.range(member.clone())]);
            let next = run.get(place + 1).map_or(end, |(_, next)| next.start);
            right.push_str(&self.text[self.folded.range(range.end..next)]);
        }
        Some(Shuffled { entry, range: self.folded.range(run[0].1.start..end), right })
    }
}

/// True for what stands between the members of an enumeration, in folded text.
fn is_separator(between: &str) -> bool {
    matches!(between, "" | "、" | "," | "和" | "与" | "及" | "以及" | ",以及")
}

/// What has to follow the members so that they are the term's: members of two characters (完整, 准确,
/// 全面) are words of every day.
fn needed_after(entry: &Entry) -> String {
    let everyday = entry.members.iter().all(|member| member.chars().count() <= 2);
    let last = entry.members.last().filter(|_| everyday);
    let tail = last.and_then(|last| entry.name.rsplit_once(last.as_str())).map_or("", |(_, tail)| tail);
    fold(tail).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: &str = r#"
        [[term]]
        name = "县（市、区）"
        forbidden = [{ text = "县（区、市）", fix = ["县（市、区）"] }]
        [[term]]
        name = "“两新”组织"
        quote = "required"
        [[term]]
        name = "“三农”"
        quote = "required"
        unless_before = ["场"]
        [[term]]
        name = "乡村全面振兴"
        forms = [{ text = "全面振兴" }]
        forbidden = [
          { text = "全面推进乡村全面振兴", fix = ["推进乡村全面振兴"] },
          { pattern = "截止(今|去)年", fix = ["截至$1年"], kind = "confusable", unless_after = ["报名"] },
          { pattern = '[0-9]亿圆，', fix = ["亿元，"] },
        ]
        [[term]]
        name = "村庄布局"
        forbidden = [{ text = "村全面", fix = ["村庄"], kind = "misspelled" }]
        [[term]]
        name = "市场化、法治化、国际化"
        members = ["市场化", "法治化", "国际化"]
        ordered = true
        [[term]]
        name = "完整、准确、全面贯彻"
        members = ["完整", "准确", "全面"]
        ordered = true
    "#;

    fn termbase() -> crate::terms::Termbase {
        let (termbase, problems) = crate::terms::Termbase::parse(TERMS, "test");
        assert!(problems.is_empty(), "{problems:?}");
        termbase
    }

    /// The words that are used, with their quoting.
    fn uses(text: &str) -> Vec<(String, Quoting)> {
        let reading = termbase().read(&Characters::of(text));
        reading.uses.into_iter().map(|used| (text[used.range].to_owned(), used.quoting)).collect()
    }

    fn wrong(text: &str) -> Vec<(String, String)> {
        let reading = termbase().read(&Characters::of(text));
        reading.wrong.into_iter().map(|w| (text[w.range].to_owned(), w.fixes.join("或"))).collect()
    }

    #[test]
    fn widths_are_one_and_places_are_those_of_the_text() {
        for text in ["各县（市、区），", "各县(市、区),", "各县(市、区），"] {
            let found = uses(text);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].0.starts_with('县') && found[0].0.ends_with(['）', ')']), "{text}: {found:?}");
        }
        assert_eq!(wrong("各县(区、市),"), [("县(区、市)".to_owned(), "县(市、区)".to_owned())]);
        assert_eq!(wrong("各县(区、市)，"), [("县(区、市)".to_owned(), "县（市、区）".to_owned())]);
    }

    #[test]
    fn the_longest_right_form_comes_first() {
        assert_eq!(
            uses("推进乡村全面振兴和产业全面振兴"),
            [("乡村全面振兴".to_owned(), Quoting::Plain), ("全面振兴".to_owned(), Quoting::Plain),]
        );
        // 村全面 is covered; what holds a right form inside is wrong all the same.
        assert_eq!(wrong("推进乡村全面振兴"), []);
        assert_eq!(wrong("全面推进乡村全面振兴")[0].1, "推进乡村全面振兴");
        assert_eq!(wrong("新村全面铺开")[0].1, "村庄");
    }

    #[test]
    fn quotation_marks_are_seen_around_and_inside() {
        let quoting = |text: &str| uses(text).first().map(|(_, quoting)| *quoting);
        assert_eq!(quoting("“两新”组织"), Some(Quoting::Marked));
        assert_eq!(quoting("\"两新\"组织"), Some(Quoting::Marked));
        assert_eq!(quoting("推进两新组织党建"), Some(Quoting::Missing));
        assert_eq!(uses("做好“三农”工作"), [("三农".to_owned(), Quoting::Marked)]);
        assert_eq!(quoting("做好三农工作"), Some(Quoting::Missing));
        assert_eq!(quoting("三农场"), None);
        assert_eq!(quoting("第三农机站"), None);
        let titled = termbase().read(&Characters::of("《关于两新组织的意见》和两新组织")).uses;
        assert_eq!(titled.iter().map(|used| used.titled).collect::<Vec<_>>(), [true, false]);
        assert_eq!(wrong("《全面推进乡村全面振兴规划》"), []);
    }

    #[test]
    fn patterns_take_over_what_they_captured() {
        assert_eq!(wrong("截止今年底，截止去年底")[1].1, "截至去年");
        assert_eq!(wrong("报名截止今年"), []);
        // A pattern without a beginning of its own; written at full width, it fits either.
        assert_eq!(wrong("投资3亿圆,增长"), [("3亿圆,".to_owned(), "亿元,".to_owned())]);
    }

    #[test]
    fn sequences_are_shuffled_only_as_a_whole() {
        let shuffled = |text: &str| {
            let found = termbase().read(&Characters::of(text)).shuffled;
            found.into_iter().map(|s| (text[s.range].to_owned(), s.right)).collect::<Vec<_>>()
        };
        assert_eq!(
            shuffled("打造法治化、国际化和市场化营商环境"),
            [("法治化、国际化和市场化".to_owned(), "市场化、法治化和国际化".to_owned(),)]
        );
        for text in [
            "市场化、法治化、国际化",
            "法治化、市场化",
            "法治化的市场化、国际化",
            "推进法治化、国际化市场化",
            "《法治化、国际化、市场化》",
            "全面、准确、完整报送",
        ] {
            assert_eq!(shuffled(text), [], "{text}");
        }
        assert_eq!(shuffled("全面、准确、完整贯彻").len(), 1);
    }
}
