//! 到2027年全市城镇化率达到66%, where the city's own decision says 64%.

use crate::corpus::{Corpus, Document as Published};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};
use crate::target::Target;
use crate::text::Span;

use super::{Measure, value_of};

/// A value agrees with what a published document gives for the same place and year.
pub static RULE: Rule = Rule {
    id: "targets/corpus-conflict",
    severity: Severity::Info,
    summary: "同一地方、同一指标、同一期限的目标值与已发文件一致",
    why: "上级或本地已发的决定说到2027年城镇化率达到64%以上，文稿另写一个数，应当有意而为。\
          只比较同一地方的目标：市里的文稿说“全省”，与省里的文件比；各自的目标不比。",
    basis: Basis::Corpus("与语料中同一地方的文件比较"),
    examples: &[
        Example {
            wrong: "绵阳市人民政府关于加快发展的意见\n为加快发展，提出如下意见。\n一、目标\n到2027年，全市城镇化率达到[[66%]]以上，三甲医院达到20家。",
            right: "绵阳市人民政府关于加快发展的意见\n为加快发展，提出如下意见。\n一、目标\n到2027年，全市城镇化率达到66%以上，三甲医院达到20家。",
        },
        Example {
            wrong: "巴中市人民政府关于加快发展的意见\n为加快发展，提出如下意见。\n一、目标\n到2027年，全市城镇化率达到66%以上，城镇化率达到66%以上。",
            right: "巴中市人民政府关于加快发展的意见\n为加快发展，提出如下意见。\n一、目标\n到2027年，全市城镇化率达到66%以上，城镇化率达到66%以上。",
        },
        Example {
            wrong: "绵阳市人民政府关于加快发展的意见\n为加快发展，提出如下意见。\n一、目标\n到2030年，全市城镇化率达到66%以上。到2027年，高新区城镇化率达到90%。",
            right: "绵阳市人民政府关于加快发展的意见\n为加快发展，提出如下意见。\n一、目标\n到2030年，全市城镇化率达到66%以上。到2027年，高新区城镇化率达到90%。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, reference: &Reference, findings: &mut Vec<Finding>) {
    let corpus = &*reference.corpus;
    let issuer = draft.document.title().split("关于").next().unwrap_or_default();
    for target in &draft.promises.targets {
        let Some(measure) = Measure::of(target) else { continue };
        let is_here = |there: Area| Area::of(target, issuer).is_some_and(|area| area.is(&there, corpus));
        let other = corpus.targets_for(measure.indicator).find(|(document, other)| {
            Measure::of(other) == Some(measure)
                && value_of(other) != value_of(target)
                && Area::of(other, &document.issuer).is_some_and(is_here)
        });
        if let Some((document, other)) = other {
            report(target, document, other, corpus, findings);
        }
    }
}

/// What governs: 省, 市, 县….
const UNITS: [&str; 8] = ["自治区", "省", "市", "州", "县", "区", "旗", "国"];

/// Whose a target is.
#[derive(Debug, PartialEq, Eq)]
struct Area<'a> {
    /// 省, 市, 县….
    unit: &'static str,
    /// 绵阳市; `None` for a higher one that the text does not name (全省 in the text of a city).
    place: Option<&'a str>,
}

impl<'a> Area<'a> {
    /// The area of a target in a text of `issuer`: the one that it names, or else the issuer's.
    fn of(target: &'a Target, issuer: &'a str) -> Option<Self> {
        let own = place(issuer);
        let Some(subject) = &target.statement.subject else {
            let (place, unit) = own?;
            return Some(Self { unit, place: Some(place) });
        };
        let subject = subject.text.as_str();
        match subject.strip_prefix(['全', '我']) {
            Some(unit) => {
                let unit = UNITS.into_iter().find(|name| *name == unit)?;
                let place = own.filter(|(_, own)| *own == unit).map(|(place, _)| place);
                Some(Self { unit, place })
            }
            None => place(subject)
                .filter(|(name, _)| *name == subject)
                .map(|(place, unit)| Self { unit, place: Some(place) }),
        }
    }

    /// True when both are the same place. One that is not named is the one of that kind in the corpus.
    fn is(&self, other: &Self, corpus: &Corpus) -> bool {
        let of_kind =
            |document: &&Published| place(&document.issuer).is_some_and(|(_, unit)| unit == self.unit);
        let only = || {
            let mut places = corpus.documents().iter().filter(of_kind).filter_map(|d| place(&d.issuer));
            let first = places.next();
            places.all(|place| Some(place) == first)
        };
        self.unit == other.unit
            && match (self.place, other.place) {
                (Some(here), Some(there)) => here == there,
                (None, Some(_)) => self.unit == "国" || only(),
                _ => self.unit == "国",
            }
    }
}

/// The place that an issuer governs, and what it is: 中共绵阳市委 is of 绵阳市.
fn place(issuer: &str) -> Option<(&str, &'static str)> {
    let name = ["中国共产党", "中共"].iter().find_map(|party| issuer.strip_prefix(party)).unwrap_or(issuer);
    let found = |unit: &'static str| Some((name.rfind(unit)? + unit.len(), unit));
    let (end, unit) = UNITS.into_iter().filter_map(found).max_by_key(|(end, unit)| (*end, unit.len()))?;
    // 中共四川省委: a place has two characters before its unit.
    (name[..end].chars().count() >= 3).then(|| (&name[..end], unit))
}

fn report(
    target: &Target,
    document: &Published,
    other: &Target,
    corpus: &Corpus,
    findings: &mut Vec<Finding>,
) {
    let Some(quantity) = &target.statement.quantity else { return };
    let line = corpus.paragraph(document, other.line);
    let title = if document.title.is_empty() { &document.name } else { &document.title };
    let message = format!(
        "语料《{title}》作{}，与此处的数值不同，请核对。",
        cite(&line[other.statement.range.clone()])
    );
    findings.push(Finding::new(Span::on_line(target.line, quantity.range.clone()), message));
}
