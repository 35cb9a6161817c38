//! Planted errors of structure, terms and references: in every published document, half-width (seeds) and
//! full-width (field documents), where they apply.
//!
//! `planted.rs` plants wrong numbers, `planted_targets.rs` errors in numbers and targets, `spelling.rs`
//! slips of the keyboard.

mod common;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use nigao::document::{AdoptionNote, Document, Level, Paragraph, Section, SectionKind};
use nigao::terms::{ForbiddenKind, Quote, Quoting, Status};
use nigao::text::{Position, Span, Text};
use nigao::{Analysis, Reference, analyze};

/// Sentences with an error, marked by ⟦…⟧, that any paragraph may end with.
const SENTENCES: [(&str, &str); 20] = [
    ("numbering/ordinal-comma", "⟦第一、⟧加强组织领导；第二，压实工作责任；第三，强化督导检查。"),
    ("structure/placeholder", "由⟦××局⟧牵头落实。"),
    ("structure/placeholder", "安排专项资金⟦____⟧万元。"),
    ("targets/mixed-units", "到2030年，茶叶加工产值突破9000万元。到2035年，茶叶加工产值突破⟦90亿元⟧。"),
    ("terms/foreign-string", "支持⟦凯发K8⟧山区加快发展。"),
    ("terms/foreign-string", "支持⟦锟斤拷⟧加快发展。"),
    ("references/document-number", "按照《关于加强治理的意见》（示委发⟦[2024]12号⟧）抓好落实。"),
    ("references/document-number", "按照《关于加强治理的意见》（示委发⟦【2024】12号⟧）抓好落实。"),
    ("references/document-number", "认真落实示委发⟦（2024）12号⟧文件。"),
    ("references/document-number", "按照《关于加强治理的意见》（示委发⟦〔2024〕第12号⟧）抓好落实。"),
    ("references/document-number", "按照《关于加强治理的意见》（示委发⟦〔2024〕08号⟧）抓好落实。"),
    ("references/citation-order", "按照⟦示委发〔2024〕12号⟧《关于加强治理的意见》抓好落实。"),
    ("references/title-marks", "市委办公室印发⟦关于加强基层治理的实施意见⟧，各地抓好落实。"),
    ("references/title-marks", "对照⟦关于加强基层治理的意见⟧（示委发〔2024〕1号）抓好落实。"),
    ("references/abbreviation", "设立科技城协调推进委员会（以下简称“⟦科推委⟧”）。"),
    ("references/internal", "具体分工见⟦第（九十）条⟧。"),
    ("references/internal", "按照本决定⟦第九十部分⟧要求抓好落实。"),
    ("references/future-event", "党的⟦二十一大⟧以来，各项事业取得新进展。"),
    ("references/future-event", "全面贯彻党的⟦二十一届三中全会⟧精神，抓好落实。"),
    ("references/future-event", "党的⟦二十届四中全会⟧作出重大部署。"),
];

/// Lines with an error that may follow any text.
const LINES: [(&str, &str); 6] = [
    ("structure/web-residue", "⟦责任编辑：张三⟧"),
    ("structure/web-residue", "⟦【关闭】⟧"),
    ("numbering/attachment", "附件：1.责任清单\n⟦3.⟧任务清单"),
    ("numbering/attachment", "附件：⟦1.⟧责任清单"),
    ("references/attachment-name", "附件：1.责任清单⟦；⟧\n2.任务清单"),
    ("references/attachment-name", "附件：责任清单⟦。⟧"),
];

/// A published text with one error put in.
struct Planted {
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
    reference: &'a Reference,
    halfwidth: bool,
    planted: Vec<Planted>,
}

impl Planter<'_> {
    fn document(&self) -> &Document {
        &self.analysis.draft.document
    }

    fn line(&self, line: usize) -> &Paragraph {
        &self.document().lines[line]
    }

    /// Puts `new` for `span`; `rule` must say so at `place`, which stands in the new text.
    fn plant_at(&mut self, rule: &'static str, span: Span, new: &str, place: Span) {
        let mut text = self.text.clone();
        text.replace(span, new);
        let what = format!("{} line {}: {}", self.name, place.start.line + 1, excerpt(&text, place));
        self.planted.push(Planted { rule, text, place, what });
    }

    /// Puts `new` for `range` of `line`, where `rule` must say so.
    fn plant(&mut self, rule: &'static str, line: usize, range: Range<usize>, new: &str) {
        let place = Span::on_line(line, range.start..range.start + new.len().max(1));
        self.plant_at(rule, Span::on_line(line, range), new, place);
    }

    fn plant_all(&mut self) {
        self.plant_sentences();
        self.plant_lines();
        self.plant_headings();
        self.plant_repetitions();
        if let Some(note) = self.document().front.adoption.clone() {
            self.plant_front(&note);
        }
        self.plant_wrong_forms();
        self.plant_quotes();
        self.plant_twins();
        self.plant_moments();
    }

    /// Appends `sentence`, with its error marked, to a few paragraphs.
    fn append(&mut self, rule: &'static str, sentence: &str) {
        let fits = |(_, p): &(usize, &Paragraph)| p.length() >= 40 && p.body().ends_with('。');
        let lines: Vec<usize> = self.document().body().filter(fits).map(|(line, _)| line).collect();
        let (sentence, marked) = marked(sentence, self.halfwidth);
        for line in lines.iter().step_by(lines.len().div_ceil(3).max(1)) {
            let end = self.line(*line).body.end;
            let place = Span::on_line(*line, end + marked.start..end + marked.end);
            self.plant_at(rule, Span::on_line(*line, end..end), &sentence, place);
        }
    }

    fn plant_sentences(&mut self) {
        let levels = |level| self.document().reading.placed.iter().filter(|p| p.level == level).count();
        let numbered = levels(Level::ParenHan) >= 2 && levels(Level::Han) >= 2;
        let adopted = self.document().front.adoption.as_ref().is_some_and(|note| note.date.0 < 2025);
        for (rule, sentence) in SENTENCES {
            let applies = match rule {
                "references/internal" => numbered,
                "references/future-event" => adopted,
                // Half of a report is about the past, which promises nothing.
                "targets/mixed-units" => !self.document().title().contains("报告"),
                _ => true,
            };
            if applies {
                self.append(rule, sentence);
            }
        }
    }

    fn plant_lines(&mut self) {
        let last = self.document().lines.len() - 1;
        let end = self.line(last).text.len();
        for (rule, lines) in LINES {
            let (lines, marked) = marked(lines, self.halfwidth);
            let before = lines[..marked.start].rfind('\n').map_or(0, |at| at + 1);
            let line = last + 1 + lines[..marked.start].matches('\n').count();
            let place = Span::on_line(line, marked.start - before..marked.end - before);
            self.plant_at(rule, Span::on_line(last, end..end), &format!("\n{lines}"), place);
        }
    }

    fn sections(&self) -> Vec<Section> {
        self.document().outline.sections.iter().filter(|section| section.placed.is_some()).cloned().collect()
    }

    fn plant_headings(&mut self) {
        let sections = self.sections();
        let chapters = sections.iter().filter(|section| section.kind == SectionKind::Chapter).count();
        for (index, section) in sections.iter().enumerate() {
            let line = section.span.start.line;
            let paragraph = self.line(line).clone();
            let marker = paragraph.marker.clone().expect("a placed section has a marker");
            let runs_in = !paragraph.after_heading().is_empty();
            if section.kind == SectionKind::Article && runs_in {
                let stop = paragraph.heading_stop.expect("text follows the stop");
                let start = stop - '。'.len_utf8();
                let place = Span::on_line(line, paragraph.heading.clone());
                self.plant_at("structure/run-in-heading", Span::on_line(line, start..stop), "", place);
            }
            if marker.level == Level::ParenHan {
                let inside = marker.numeral.start;
                let place = Span::on_line(line, marker.range.clone());
                self.plant_at("numbering/marker-form", Span::on_line(line, inside..inside), " ", place);
            }
            let bare = paragraph.heading_stop.is_none() && !paragraph.ends_sentence();
            if section.kind == SectionKind::Chapter && bare && chapters >= 3 {
                let end = paragraph.body.end;
                self.plant("structure/heading-punctuation", line, end..end, "。");
                self.plant_empty(section);
            }
            self.plant_single_child(section);
            let next = sections[index + 1..]
                .iter()
                .find(|next| next.parent == section.parent && next.kind == section.kind);
            if let Some(next) = next.filter(|_| section.title.chars().count() >= 4) {
                let start = self.line(next.span.start.line).heading.start;
                let range = start..start + next.title.len();
                self.plant("numbering/duplicate-heading", next.span.start.line, range, &section.title);
            }
        }
    }

    /// Takes away all that stands under a chapter.
    fn plant_empty(&mut self, section: &Section) {
        let (line, below) = (section.span.start.line, section.span.end.line + 1..section.extent.end);
        if below.is_empty() || below.end >= self.document().lines.len() {
            return;
        }
        let span = Span { start: Position::new(below.start, 0), end: Position::new(below.end, 0) };
        let place = Span::on_line(line, self.line(line).body.clone());
        self.plant_at("structure/empty-section", span, "", place);
    }

    /// Takes away all articles of a chapter but the first.
    fn plant_single_child(&mut self, section: &Section) {
        let all = self.document().outline.sections.clone();
        let children: Vec<&Section> = section
            .children
            .iter()
            .map(|&child| &all[child])
            .filter(|child| child.placed.is_some())
            .collect();
        let [first, second, ..] = children[..] else { return };
        let number_one = first.number == Some(1) && section.kind == SectionKind::Chapter;
        if number_one && section.extent.end < self.document().lines.len() {
            let from = Position::new(second.span.start.line, 0);
            let span = Span { start: from, end: Position::new(section.extent.end, 0) };
            self.plant_at("structure/single-child", span, "", first.span);
        }
    }

    /// Copies a long sentence to the end of a paragraph further down.
    fn plant_repetitions(&mut self) {
        let body: Vec<usize> = self
            .document()
            .body()
            .filter(|(_, p)| !p.long_sentences.is_empty())
            .map(|(line, _)| line)
            .collect();
        for pair in body.windows(4).step_by(body.len().div_ceil(6).max(1)) {
            let (from, to) = (self.line(pair[0]).clone(), self.line(pair[3]).clone());
            if to.body().ends_with('。') {
                let copy = from.text[from.long_sentences[0].range.clone()].to_owned();
                self.plant("structure/repeated-text", pair[3], to.body.end..to.body.end, &copy);
            }
        }
    }

    /// Errors in title, note and preamble of a text that was adopted.
    fn plant_front(&mut self, note: &AdoptionNote) {
        let line = note.lines[0];
        let text = self.line(line).text.clone();
        let (Some(year), Some(day)) = (text.find('年'), text.find('日')) else { return };
        self.plant("structure/adoption-note", line, year + '年'.len_utf8()..day, "2月30");
        let placed = &self.document().reading.placed;
        let Some(first) = placed.first().filter(|_| placed.len() >= 2) else { return };
        let preamble = self.document().front.body_start..first.token.paragraph;
        let title = self.document().front.title.clone().expect("what was adopted has a title");
        let last = title.lines[title.lines.len() - 1];
        // Over the title a web page may have said it all before, 文种 included.
        let says = |line: usize| ["关于", "的决定"].iter().any(|word| self.line(line).text.contains(word));
        let said = (0..title.lines[0]).any(says);
        if let Some(at) = self.line(last).text.rfind("的决定").filter(|_| !note.meeting.is_empty() && !said)
        {
            let mut place = Span::on_line(last, 0..at);
            place.start = Position::new(title.lines[0], 0);
            self.plant_at("structure/title", Span::on_line(last, at..at + "的决定".len()), "", place);
        }
        for line in preamble {
            let text = self.line(line).text.clone();
            if let Some(at) = text.find("作出如下决定") {
                self.plant("structure/enacting-formula", line, at..at + "作出如下决定".len(), "提出有关要求");
                let session = text[..at].rfind("次全").map(|end| (end - '次'.len_utf8(), end));
                if let Some((start, end)) = session {
                    let other = if &text[start..end] == "三" { "四" } else { "三" };
                    self.plant("structure/meeting-mismatch", line, start..end, other);
                }
            }
            let committee = text.find("中共").map(|at| at + "中共".len());
            let end = committee.and_then(|at| text[at..].find("市委").map(|length| (at, at + length)));
            if let Some((start, end)) = end.filter(|(start, end)| end - start <= 9) {
                self.plant("structure/issuer-mismatch", line, start..end, "攀枝花");
            }
        }
    }

    /// Writes forbidden forms of terms where the right ones stand.
    fn plant_wrong_forms(&mut self) {
        let terms = Arc::clone(&self.reference.terms);
        for entry in &terms.entries {
            for forbidden in &entry.forbidden {
                let rule = match forbidden.kind {
                    ForbiddenKind::Variant => "terms/variant",
                    ForbiddenKind::Confusable => "terms/confusable",
                    ForbiddenKind::Order => "terms/order",
                    ForbiddenKind::Collocation => "terms/collocation",
                    ForbiddenKind::Misspelled => continue,
                };
                if let (Some(wrong), Some(right)) = (&forbidden.text, forbidden.fix.first()) {
                    self.replace_some(rule, right, wrong);
                }
            }
            if let (true, [first, second, ..]) = (entry.ordered, &entry.members[..]) {
                let right = entry.name.as_str();
                let swapped =
                    right.replacen(first, "\u{0}", 1).replacen(second, first, 1).replace('\u{0}', second);
                if right.contains(first.as_str()) && right.contains(second.as_str()) {
                    self.replace_some("terms/order", right, &swapped);
                }
            }
        }
    }

    /// Writes `wrong` for `right` where that stands, outside titles, at two places at most.
    fn replace_some(&mut self, rule: &'static str, right: &str, wrong: &str) {
        let has = |(line, p): (usize, &Paragraph)| {
            let at = p.text.find(right)?;
            let titled = p.text[..at].rfind('《').is_some_and(|open| !p.text[open..at].contains('》'));
            (!titled).then_some((line, at))
        };
        let places: Vec<(usize, usize)> = self.document().body().filter_map(has).take(2).collect();
        for (line, at) in places {
            self.plant(rule, line, at..at + right.len(), wrong);
        }
    }

    /// True when the text uses the term in any form.
    fn has_term(&self, entry: usize) -> bool {
        self.analysis.draft.lines.iter().flat_map(|line| &line.terms.uses).any(|used| used.entry == entry)
    }

    /// Takes quotation marks away from terms that need them, and writes names now with them, now without.
    fn plant_quotes(&mut self) {
        let lines = self.analysis.draft.lines.clone();
        let terms = Arc::clone(&self.reference.terms);
        let is_marked = |used: &&nigao::terms::Use| used.quoting == Quoting::Marked && !used.titled;
        for (line, _) in self.document().lines.clone().iter().enumerate() {
            let text = lines[line].paragraph.text.as_str();
            for used in lines[line].terms.uses.iter().filter(is_marked) {
                let bare = &text[used.range.clone()];
                let around = used.range.start.saturating_sub('“'.len_utf8())..used.range.end + '”'.len_utf8();
                if text.get(around.clone()) != Some(&format!("“{bare}”")) {
                    continue;
                }
                if terms.entries[used.entry].quote == Quote::Required {
                    self.plant("terms/unquoted", line, around, bare);
                }
            }
        }
        for (index, entry) in terms.entries.iter().enumerate() {
            let bare = entry.name.strip_prefix('“').and_then(|name| name.strip_suffix('”'));
            if let Some(bare) = bare.filter(|_| entry.quote == Quote::WhenName && !self.has_term(index)) {
                let name = &entry.name;
                let sentence = format!("落实{name}。再落实{name}，完善⟦{bare}⟧。");
                self.append("terms/quote-inconsistent", &sentence);
            }
        }
    }

    /// Writes a term with other marks than elsewhere in the text.
    fn plant_twins(&mut self) {
        let terms = Arc::clone(&self.reference.terms);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        for (index, entry) in terms.entries.iter().enumerate() {
            if self.has_term(index) {
                continue;
            }
            let mut forms = vec![entry.name.as_str()];
            let right = |status| matches!(status, Status::Preferred | Status::Admitted);
            forms.extend(entry.forms.iter().filter(|form| right(form.status)).map(|form| form.text.as_str()));
            for one in &forms {
                for other in forms.iter().filter(|other| *other != one && letters(other) == letters(one)) {
                    self.append(
                        "terms/form-inconsistent",
                        &format!("落实{one}。再落实{one}，完善⟦{other}⟧。"),
                    );
                }
            }
        }
    }

    /// Uses terms before their time, and after it.
    fn plant_moments(&mut self) {
        let Some(adopted) = self.document().front.adoption.as_ref().and_then(AdoptionNote::iso_date) else {
            return;
        };
        let terms = Arc::clone(&self.reference.terms);
        let later =
            |moment: &Option<String>| moment.as_ref().is_some_and(|at| at.as_str() > &adopted[..at.len()]);
        let past =
            |moment: &Option<String>| moment.as_ref().is_some_and(|at| at.as_str() < &adopted[..at.len()]);
        for entry in &terms.entries {
            if later(&entry.since) {
                self.append("terms/premature", &format!("深入落实⟦{}⟧。", entry.name));
            }
            let superseded = entry.forms.iter().filter(|form| form.status == Status::Superseded);
            for form in superseded.filter(|form| past(&form.until)) {
                self.append("terms/outdated", &format!("深入落实⟦{}⟧。", form.text));
            }
            if entry.superseded_by.is_some() && past(&entry.until) {
                self.append("terms/outdated", &format!("深入落实⟦{}⟧。", entry.name));
            }
        }
    }
}

/// The sentence as wide as the document, without ⟦⟧, and the bytes that they marked.
fn marked(sentence: &str, halfwidth: bool) -> (String, Range<usize>) {
    let mut sentence = sentence.to_owned();
    if halfwidth {
        for (full, half) in [('，', ","), ('；', ";"), ('：', ":"), ('（', "("), ('）', ")")] {
            sentence = sentence.replace(full, half);
        }
    }
    let start = sentence.find('⟦').expect("the error is marked");
    let end = sentence.find('⟧').expect("the error is marked") - '⟦'.len_utf8();
    (sentence.replace(['⟦', '⟧'], ""), start..end)
}

fn excerpt(text: &Text, place: Span) -> String {
    text.line(place.start.line).get(place.start.byte..).unwrap_or_default().chars().take(24).collect()
}

#[derive(Clone, Copy, Default)]
struct Score {
    planted: usize,
    found: usize,
}

fn is_found(planted: &Planted, original: &Analysis, reference: &Arc<Reference>) -> bool {
    let after = analyze(&planted.text, reference, Some(original));
    let of_rule = after.findings.iter().filter(|finding| finding.rule == planted.rule);
    of_rule.into_iter().any(|finding| finding.span.overlaps(planted.place))
}

/// Plants errors into every document, half-width ones (0) and full-width ones (1).
fn for_each_planted(reference: &Arc<Reference>, mut look: impl FnMut(&Planted, &Analysis, usize)) {
    for (folder, width) in [("seeds", 0), ("tests/field", 1)] {
        for published in common::texts(folder) {
            let text = Text::from(published.text.as_str());
            let original = analyze(&text, reference, None);
            let mut planter = Planter {
                name: &published.name,
                text: &text,
                analysis: &original,
                reference,
                halfwidth: width == 0,
                planted: Vec::new(),
            };
            planter.plant_all();
            planter.planted.iter().for_each(|planted| look(planted, &original, width));
        }
    }
}

#[test]
fn planted_errors_are_found_where_they_stand() {
    let reference = Arc::new(Reference::default());
    // Half-width and full-width documents apart.
    let mut scores: BTreeMap<&str, [Score; 2]> = BTreeMap::new();
    for_each_planted(&reference, |planted, original, width| {
        let score = &mut scores.entry(planted.rule).or_default()[width];
        score.planted += 1;
        match is_found(planted, original, &reference) {
            true => score.found += 1,
            false => println!("{} not found: {}", planted.rule, planted.what),
        }
    });
    let mut short = Vec::new();
    for (rule, widths) in &scores {
        let [half, full] = widths.map(|score| format!("{} of {}", score.found, score.planted));
        println!("{rule}: half-width {half}, full-width {full}");
        let enough = |score: &Score| score.found * 100 >= score.planted * 95;
        if !widths.iter().all(enough) || widths.iter().map(|score| score.planted).sum::<usize>() < 3 {
            short.push(*rule);
        }
    }
    assert!(short.is_empty(), "{short:?}");
    assert_eq!(scores.len(), 34, "a rule was not planted at all");
}

#[test]
fn safe_fixes_leave_no_safe_fix() {
    let reference = Arc::new(Reference::default());
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for_each_planted(&reference, |planted, _, _| {
        let count = seen.entry(planted.rule).or_default();
        if count.is_multiple_of(common::FIXED) {
            common::assert_fixed(&planted.text, &reference, &planted.what);
        }
        *count += 1;
    });
}
