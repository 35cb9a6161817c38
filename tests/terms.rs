//! Terms: the slips of the seeds, and planted ones in every published document.

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use nigao::corpus::Corpus;
use nigao::features::accept;
use nigao::finding::{Finding, Fix, Severity};
use nigao::settings::Settings;
use nigao::terms::{Quote, Quoting, Termbase};
use nigao::text::{Span, Text};
use nigao::{Analysis, Reference, analyze};

fn check(text: &Text) -> Analysis {
    analyze(text, &Arc::new(Reference::default()), None)
}

fn of_terms(analysis: &Analysis) -> impl Iterator<Item = &Finding> {
    analysis.findings.iter().filter(|finding| finding.rule.starts_with("terms/"))
}

fn apply(text: &Text, fix: &Fix) -> Text {
    let mut fixed = text.clone();
    for edit in fix.edits.iter().rev() {
        fixed.replace(edit.span, &edit.text);
    }
    fixed
}

#[test]
fn the_slips_of_the_seeds_are_found() {
    let mut found = Vec::new();
    for seed in common::texts("seeds") {
        let analysis = common::analysis(&seed.text);
        let grave = of_terms(&analysis).filter(|finding| finding.severity <= Severity::Warning);
        for finding in grave.filter(|finding| finding.rule != "terms/misspelled" || !finding.fixes.is_empty())
        {
            let text = nigao::analysis::marked_text(&analysis.draft.document, finding);
            found.push(format!("{} {} {text}", &seed.name[..3], finding.rule));
        }
    }
    let spam = std::iter::repeat_n("001 terms/foreign-string 凯发K8", 5);
    let others = [
        "001 terms/unquoted 三个区分开来",
        "001 terms/unquoted 两新组织",
        "002 terms/variant 第一个一百年奋斗目标",
        "002 terms/variant 第二个一百年奋斗目标",
        "003 terms/misspelled 国土空间开发适应性评价",
        "004 terms/misspelled 质量",
    ];
    assert_eq!(found, spam.chain(others).collect::<Vec<_>>());
}

/// Takes the quotation marks off every use that must have them, one at a time.
#[test]
fn dropped_quotation_marks_are_found_and_restored() {
    let termbase = Termbase::embedded();
    let (mut all, mut missed) = (0, Vec::new());
    for published in common::published() {
        let text = Text::from(published.text.as_str());
        let analysis = check(&text);
        for (line, read) in analysis.draft.lines.iter().enumerate() {
            let paragraph = &read.paragraph.text;
            for used in read.terms.uses.iter().filter(|used| used.quoting == Quoting::Marked && !used.titled)
            {
                let entry = &termbase.entries[used.entry];
                let form = used.form.map_or(&entry.name, |form| &entry.forms[form].text);
                let around = used.range.start.saturating_sub(3)..used.range.end + 3;
                let range =
                    if paragraph[used.range.clone()].contains('“') { used.range.clone() } else { around };
                let Some(quoted) = paragraph.get(range.clone()).filter(|quoted| quoted.contains('“'))
                else {
                    continue;
                };
                if entry.quote != Quote::Required || quoted != form {
                    continue;
                }
                all += 1;
                let span = Span::on_line(line, range.clone());
                let mut planted = text.clone();
                planted.replace(span, &quoted.replace(['“', '”'], ""));
                let after = check(&planted);
                let mut here = of_terms(&after).filter(|found| found.rule == "terms/unquoted");
                let restores = |found: &Finding| {
                    found
                        .fixes
                        .iter()
                        .any(|fix| fix.safe && apply(&planted, fix).to_string() == text.to_string())
                };
                if !here.any(restores) {
                    missed.push(format!("{} line {}: {quoted}", published.name, line + 1));
                }
            }
        }
    }
    println!("{all} planted, {} missed\n{}", missed.len(), missed.join("\n"));
    assert!(all > 100 && missed.len() * 20 <= all, "{all} planted\n{}", missed.join("\n"));
}

/// Puts every forbidden text into a plain sentence.
#[test]
fn forbidden_forms_are_found_and_their_fix_restores() {
    let termbase = Termbase::embedded();
    let (mut all, mut wrong) = (0, BTreeMap::new());
    for entry in &termbase.entries {
        for forbidden in &entry.forbidden {
            let Some(form) = &forbidden.text else { continue };
            all += 1;
            let sentence = |form: &str| format!("会议指出，{form}。");
            let analysis = check(&Text::from(sentence(form).as_str()));
            let Some(finding) = of_terms(&analysis).find(|found| found.span.start.byte == "会议指出，".len())
            else {
                wrong.insert(form, "not found".to_owned());
                continue;
            };
            for (fix, right) in finding.fixes.iter().zip(&forbidden.fix) {
                let fixed = apply(&Text::from(sentence(form).as_str()), fix).to_string();
                if fixed != sentence(right) {
                    wrong.insert(form, fixed);
                } else if let Some(left) = of_terms(&check(&Text::from(fixed.as_str())))
                    // Its quotation marks are another matter.
                    .find(|found| found.severity <= Severity::Warning && found.rule != "terms/unquoted")
                {
                    wrong.insert(form, format!("{fixed} → {}", left.message));
                }
            }
        }
    }
    assert!(all >= 100 && wrong.is_empty(), "{wrong:#?}");
}

/// What “加入术语库” promises.
#[test]
fn an_added_term_is_left_alone() {
    for text in [
        "推进[两新组织]党建。",
        "推动[成渝双城经济圈]建设。",
        "[坚定“四个意识”]。",
        "打造[法治化、市场化、国际化]营商环境。",
        "[巩固拓展脱贫攻坚成果有效衔接乡村振兴]。",
        "[截止目前]的成效。",
        "共建“[一路一带]”。",
        "增强[政治意识、核心意识、大局意识、看齐意识]。",
    ] {
        let (_, rest) = text.split_once('[').expect("a mark");
        let (name, _) = rest.split_once(']').expect("a mark");
        let text = Text::from(text.replace(['[', ']'], "").as_str());
        assert_eq!(of_terms(&check(&text)).count(), 1, "{text}");
        let file = accept::add_term("", name).expect("an empty file takes it");
        let (terms, problems) = Termbase::embedded().with_files(&[("术语.toml", &file)]);
        assert_eq!(problems, []);
        let reference = Reference::new(Settings::default(), Arc::new(terms), Corpus::embedded());
        let analysis = analyze(&text, &Arc::new(reference), None);
        assert_eq!(of_terms(&analysis).collect::<Vec<_>>(), Vec::<&Finding>::new(), "{text}");
    }
}
