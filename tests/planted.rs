//! Planted errors of numbering: in every published document, at every place where they apply.

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use nigao::document::{Document, Level, Marker, Placed};
use nigao::finding::Finding;
use nigao::text::{Span, Text, numeral};
use nigao::{Analysis, Reference, analyze};

/// A published text with one error put in.
struct Planted {
    kind: &'static str,
    text: Text,
    /// What was done, for the report.
    what: String,
}

struct Planter<'a> {
    name: &'a str,
    text: &'a Text,
    document: &'a Document,
    planted: Vec<Planted>,
}

impl Planter<'_> {
    fn placed(&self) -> &[Placed] {
        &self.document.reading.placed
    }

    fn marker(&self, index: usize) -> &Marker {
        self.document.lines[self.placed()[index].token.paragraph].marker.as_ref().unwrap()
    }

    fn numeral(&self, index: usize) -> Span {
        Span::on_line(self.placed()[index].token.paragraph, self.marker(index).numeral.clone())
    }

    fn number(&self, index: usize) -> u32 {
        self.placed()[index].token.number
    }

    fn renumbered(&self, index: usize, number: u32) -> String {
        let line = self.placed()[index].token.paragraph;
        self.marker(index).renumbered(&self.document.lines[line].text, number)
    }

    fn plant(&mut self, kind: &'static str, what: String, mut edits: Vec<(Span, String)>) {
        let mut text = self.text.clone();
        edits.sort();
        for (span, new) in edits.iter().rev() {
            text.replace(*span, new);
        }
        self.planted.push(Planted { kind, text, what: format!("{} {what}", self.name) });
    }

    /// The heading that goes on from `index`, in its list or in the next one that runs on.
    fn next(&self, index: usize) -> Option<usize> {
        (index + 1..self.placed().len())
            .find(|&other| self.placed()[other].previous == Some(index) && self.number(other) > 1)
    }

    fn plant_all(&mut self) {
        for index in 0..self.placed().len() {
            let item = self.placed()[index].clone();
            let line = item.token.paragraph;
            let next = self.next(index);
            let what = format!(
                "line {} {}",
                line + 1,
                &self.document.lines[line].text[self.marker(index).range.clone()]
            );
            if next.is_some() {
                self.plant("missing heading", what.clone(), vec![(Span::whole_line(line), String::new())]);
            }
            if item.previous.is_some() && item.token.number > 1 {
                let number = self.renumbered(index, item.token.number - 1);
                self.plant("repeated number", what.clone(), vec![(self.numeral(index), number)]);
            }
            if let Some(next) = next.filter(|&next| self.placed()[next].parent == item.parent) {
                let edits = vec![
                    (self.numeral(index), self.renumbered(index, self.number(next))),
                    (self.numeral(next), self.renumbered(next, self.number(index))),
                ];
                self.plant("swapped pair", what.clone(), edits);
            }
            // A list of one cannot be told from one of another level.
            if next.is_some() || item.previous.is_some() {
                self.plant_wrong_level(index, &what);
            }
            self.plant_wrong_punctuation(index, &what);
        }
        self.plant_mixed_scope();
        self.plant_inline_gaps();
        self.plant_counts();
    }

    fn plant_wrong_level(&mut self, index: usize, what: &str) {
        let (level, number) = (self.placed()[index].level, self.number(index));
        let others: &[Level] = match level {
            Level::Han => &[Level::ParenHan],
            Level::ParenHan => &[Level::Han, Level::Arabic],
            Level::Arabic => &[Level::ParenArabic],
            _ => &[],
        };
        let span = Span::on_line(self.placed()[index].token.paragraph, self.marker(index).range.clone());
        for &other in others {
            let marker = self.marker(index).rewritten(other, number);
            self.plant("wrong level", format!("{what} → {marker}"), vec![(span, marker)]);
        }
    }

    fn plant_wrong_punctuation(&mut self, index: usize, what: &str) {
        let line = self.placed()[index].token.paragraph;
        let span = Span::on_line(line, self.marker(index).range.clone());
        let current = self.document.lines[line].text[self.marker(index).range.clone()].to_owned();
        let wrong = match self.placed()[index].level {
            Level::Han => vec![current.replace('、', "．"), current.replace('、', ".")],
            Level::ParenHan => vec![format!("{current}、")],
            Level::Arabic => vec![current.replace(['.', '．'], "、")],
            _ => vec![],
        };
        for wrong in wrong {
            self.plant("wrong punctuation", format!("{what} → {wrong}"), vec![(span, wrong)]);
        }
    }

    /// Renumbers the articles of one chapter the other way, where at least two chapters show how
    /// the document does it.
    fn plant_mixed_scope(&mut self) {
        let mut lists: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (index, item) in
            self.placed().iter().enumerate().filter(|(_, item)| item.level == Level::ParenHan)
        {
            lists.entry(item.parent).or_default().push(index);
        }
        let lists: Vec<Vec<usize>> = lists.into_values().collect();
        if lists.len() < 4 {
            return;
        }
        for (list, before) in lists.iter().skip(1).zip(&lists) {
            let first = self.number(list[0]);
            let start = if first == 1 { self.number(*before.last().unwrap()) + 1 } else { 1 };
            let edits =
                list.iter().map(|&i| (self.numeral(i), self.renumbered(i, self.number(i) - first + start)));
            let edits = edits.collect();
            let what = format!("line {}", self.placed()[list[0]].token.paragraph + 1);
            self.plant("mixed scope", what, edits);
        }
    }

    /// Leaves a number out of every series in running text.
    fn plant_inline_gaps(&mut self) {
        let lines: Vec<usize> =
            self.document.body().filter(|(_, p)| p.ordinals.len() >= 3).map(|(line, _)| line).collect();
        for line in lines {
            let paragraph = Arc::clone(&self.document.lines[line]);
            let ordinals = &paragraph.ordinals;
            for from in 1..ordinals.len() {
                let same = |o: &nigao::document::Ordinal| o.kind == ordinals[from].kind && o.number > 0;
                if ordinals[from].number < 2
                    || !same(&ordinals[from - 1])
                    || ordinals[from].numeral == ordinals[from].range
                {
                    continue;
                }
                let rest = ordinals[from..].iter().take_while(|o| same(o) && o.number > 1);
                let edits = rest
                    .map(|o| {
                        (Span::on_line(line, o.numeral.clone()), o.renumbered(&paragraph.text, o.number + 1))
                    })
                    .collect();
                let what = format!("line {} {}", line + 1, &paragraph.text[ordinals[from].range.clone()]);
                self.plant("inline gap", what, edits);
            }
        }
    }

    /// One more and one less than the counts that were bound to their lists by hand.
    fn plant_counts(&mut self) {
        let bound: &[(&str, &[i32])] = match &self.name[..3] {
            "000" => &[("“五市战略”,奋力", &[-1, 1])],
            "001" => &[
                ("三市两地一枢纽”发展定位", &[-1, 1]),
                ("六大类创建指标", &[-1]),
                ("五张金字招牌", &[-1, 1]),
                ("四质工程”", &[-1, 1]),
            ],
            "002" => &[
                ("三个聚焦 奏响", &[-1, 1]),
                ("四个强区”\n", &[-1, 1]),
                ("三大先进制造业", &[-1, 1]),
                ("三大农业主题公园", &[-1, 1]),
                ("四个平台”", &[-1, 1]),
                ("四大常态机制”", &[-1, 1]),
            ],
            "003" => &[("四个发展定位", &[-1, 1]), ("八大行动\n", &[-1, 1])],
            _ => &[],
        };
        let whole = self.text.to_string();
        for (phrase, changes) in bound {
            let at = whole.find(phrase).unwrap_or_else(|| panic!("{phrase}"));
            let start = at + phrase.find(numeral::is_numeral).unwrap();
            let old = whole[start..].chars().next().unwrap();
            for change in *changes {
                let number = numeral::parse(&old.to_string()).unwrap() as i32 + change;
                let mut text = whole.clone();
                text.replace_range(start..start + old.len_utf8(), &numeral::format(number as u32));
                let what = format!("{} {phrase} {change:+}", self.name);
                self.planted.push(Planted { kind: "count", text: Text::from(text.as_str()), what });
            }
        }
    }
}

#[derive(Default)]
struct Score {
    planted: usize,
    found: usize,
    safely_fixable: usize,
    restored: usize,
}

fn numbering(analysis: &Analysis) -> Vec<&Finding> {
    analysis.findings.iter().filter(|finding| finding.rule.starts_with("numbering/")).collect()
}

fn score(planted: &Planted, original: &Analysis, text: &Text, reference: &Arc<Reference>, score: &mut Score) {
    let analysis = analyze(&planted.text, reference, Some(original));
    let found = numbering(&analysis);
    score.planted += 1;
    if found.len() != 1 {
        println!("{}: {} findings: {}", planted.kind, found.len(), planted.what);
        found.iter().for_each(|f| println!("    {} line {} {}", f.rule, f.span.start.line + 1, f.message));
        return;
    }
    score.found += 1;
    let Some(fix) = found[0].fixes.first().filter(|fix| fix.safe) else { return };
    score.safely_fixable += 1;
    let mut repaired = planted.text.clone();
    fix.edits.iter().rev().for_each(|edit| repaired.replace(edit.span, &edit.text));
    if repaired.to_string() == text.to_string() {
        score.restored += 1;
    } else {
        println!("{}: not restored: {} {}", planted.kind, planted.what, found[0].message);
    }
}

fn plant(name: &str, text: &Text, original: &Analysis) -> Vec<Planted> {
    let mut planter = Planter { name, text, document: &original.draft.document, planted: Vec::new() };
    planter.plant_all();
    planter.planted
}

#[test]
fn planted_errors_of_numbering_are_found_once_and_repaired() {
    let reference = Arc::new(Reference::default());
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for published in common::published() {
        let text = Text::from(published.text.as_str());
        let original = analyze(&text, &reference, None);
        assert!(numbering(&original).is_empty(), "{}: {:?}", published.name, numbering(&original));
        for planted in &plant(&published.name, &text, &original) {
            score(planted, &original, &text, &reference, scores.entry(planted.kind).or_default());
        }
    }
    let mut all = Score::default();
    for (kind, s) in &scores {
        println!(
            "{kind}: planted {}, found once {}, safe fix {}, restored {}",
            s.planted, s.found, s.safely_fixable, s.restored
        );
        assert!(s.found * 100 >= s.planted * 98, "{kind}: {} of {} found", s.found, s.planted);
        all.planted += s.planted;
        all.safely_fixable += s.safely_fixable;
        all.restored += s.restored;
    }
    assert_eq!(scores.len(), 8, "a kind was not planted at all");
    assert!(all.planted > 1000 && all.safely_fixable > 500);
    assert!(
        all.restored * 100 >= all.safely_fixable * 95,
        "{} of {} restored",
        all.restored,
        all.safely_fixable
    );
}

/// Repairs a draft whose parts were moved about, and says what is left to say about its numbers.
fn left_after_fixes(lines: &[String], reference: &Arc<Reference>) -> Vec<String> {
    let draft = Text::from(lines.join("\n").as_str());
    let repaired = nigao::fix::fix_all(&draft, reference).expect("the move broke no number");
    let after = analyze(&repaired, reference, None);
    // Moving an article to another chapter may well leave one too few there.
    let found = numbering(&after).into_iter().filter(|f| f.rule != "numbering/declared-count");
    found.map(|f| f.message.clone()).collect()
}

/// Articles that were moved about, within their chapter or to another one, and chapters that
/// changed places are numbered through by the safe fixes alone.
#[test]
fn moved_parts_are_renumbered() {
    let reference = Arc::new(Reference::default());
    let mut moves = 0;
    for published in common::published() {
        let text = Text::from(published.text.as_str());
        let original = analyze(&text, &reference, None);
        let whole: Vec<String> = text.lines().map(|line| line.into_owned()).collect();
        let placed = &original.draft.document.reading.placed;
        let lines_of = |level: Level| {
            placed
                .iter()
                .filter(|item| item.level == level)
                .map(|item| item.token.paragraph)
                .collect::<Vec<usize>>()
        };
        let (chapters, articles) = (lines_of(Level::Han), lines_of(Level::ParenHan));
        let mut drafts: Vec<(String, Vec<String>)> = Vec::new();
        if articles.len() >= 6 {
            // A short and a long way down, a long and a short way up.
            for (from, to) in [(1, 3), (2, articles.len() - 2), (articles.len() - 2, 1), (4, 2)] {
                let (from, to) = (articles[from], articles[to]);
                let mut lines = whole.clone();
                let moved = lines.remove(from);
                lines.insert(if to > from { to - 1 } else { to }, moved);
                drafts.push((format!("line {} to {}", from + 1, to + 1), lines));
            }
        }
        for three in chapters.windows(3) {
            let mut lines = whole[..three[0]].to_vec();
            lines.extend_from_slice(&whole[three[1]..three[2]]);
            lines.extend_from_slice(&whole[three[0]..three[1]]);
            lines.extend_from_slice(&whole[three[2]..]);
            drafts.push((format!("chapters of lines {} and {}", three[0] + 1, three[1] + 1), lines));
        }
        for (what, lines) in drafts {
            let left = left_after_fixes(&lines, &reference);
            assert!(left.is_empty(), "{} {what}: {left:?}", published.name);
            moves += 1;
        }
    }
    assert!(moves > 80, "{moves}");
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
