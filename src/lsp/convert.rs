//! Between the protocol's types and ours; positions and their encoding are known here only.

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::Arc;

use tower_lsp::ls_types::{
    self as lsp, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, DocumentSymbol, Location, NumberOrString, SymbolInformation, SymbolKind, TextEdit, Uri,
};

use crate::analysis::Analysis;
use crate::document::{Document, SectionKind};
use crate::features::symbols::Symbol;
use crate::finding::{Edit, Finding, Severity};
use crate::text::{Position, Span, Text};

use super::traits::Traits;

/// Who says it, in the editor's list of problems.
pub const SOURCE: &str = "nigao";

/// Scheme and path under which the explanation of a rule is found: an address of our own, because a
/// drafter's machine is offline and no page of the web is meant. An editor's plugin may open it
/// with the text of `nigao explain`.
const RULE_ADDRESS: &str = "nigao:rules/";

/// The rule whose findings are text that does not belong to the document.
const RESIDUE_RULE: &str = "structure/web-residue";

/// Where the lines of a text are found: in the text, or, without putting them together anew, in its
/// analysis.
pub trait Lines {
    /// Number of lines.
    fn count(&self) -> usize;
    /// A line without its line end.
    fn line(&self, line: usize) -> Cow<'_, str>;
}

impl Lines for Text {
    fn count(&self) -> usize {
        self.line_count()
    }

    fn line(&self, line: usize) -> Cow<'_, str> {
        Text::line(self, line)
    }
}

impl Lines for Arc<Document> {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn line(&self, line: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.lines[line].text)
    }
}

/// `at` in the client's columns. A line past the end is the end of the last one, so that a span of
/// whole lines can be named in a text that ends without a line end.
pub fn position(text: &impl Lines, at: Position, traits: &Traits) -> lsp::Position {
    let last = text.count() - 1;
    let (line, byte) = if at.line > last { (last, usize::MAX) } else { (at.line, at.byte) };
    lsp::Position::new(line as u32, traits.columns.column(&text.line(line), byte) as u32)
}

/// `span` in the client's columns.
pub fn range(text: &impl Lines, span: Span, traits: &Traits) -> lsp::Range {
    lsp::Range::new(position(text, span.start, traits), position(text, span.end, traits))
}

/// The place that a client means. A column past the end of its line is the end of the line, as the
/// protocol says; the start of the line after the last one is the end of the text, as editors write
/// “everything”; any other line outside is `None`.
pub fn place(text: &Text, at: lsp::Position, traits: &Traits) -> Option<Position> {
    let (line, count) = (at.line as usize, text.line_count());
    if line == count && at.character == 0 {
        return Some(Position::new(count - 1, text.line(count - 1).len()));
    }
    (line < count).then(|| Position::new(line, traits.columns.byte(&text.line(line), at.character as usize)))
}

/// The stretch that a client means; ends that are swapped are put in order.
pub fn span(text: &Text, range: lsp::Range, traits: &Traits) -> Option<Span> {
    let (a, b) = (place(text, range.start, traits)?, place(text, range.end, traits)?);
    Some(Span { start: a.min(b), end: a.max(b) })
}

/// Edits as the client applies them.
pub fn edits(text: &Text, edits: &[Edit], traits: &Traits) -> Vec<TextEdit> {
    edits.iter().map(|edit| TextEdit::new(range(text, edit.span, traits), edit.text.clone())).collect()
}

/// All findings of `analysis` as diagnostics.
pub fn diagnostics(uri: &Uri, analysis: &Analysis, traits: &Traits) -> Vec<Diagnostic> {
    let text = &analysis.draft.document;
    analysis.findings.iter().map(|finding| diagnostic(uri, text, finding, traits)).collect()
}

/// One finding as a diagnostic.
pub fn diagnostic(uri: &Uri, text: &impl Lines, finding: &Finding, traits: &Traits) -> Diagnostic {
    let related = finding.related.iter().map(|(span, message)| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), range(text, *span, traits)),
        message: message.clone(),
    });
    let link = || Uri::from_str(&format!("{RULE_ADDRESS}{}", finding.rule)).ok();
    let unnecessary = traits.marks_unnecessary && finding.rule == RESIDUE_RULE;
    Diagnostic {
        range: range(text, finding.span, traits),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: traits.code_links.then(link).flatten().map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: (traits.related && !finding.related.is_empty()).then(|| related.collect()),
        tags: unnecessary.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// The outline as a tree.
pub fn symbol_tree(text: &impl Lines, symbols: &[Symbol], traits: &Traits) -> Vec<DocumentSymbol> {
    symbols
        .iter()
        .map(|symbol| {
            let children = symbol_tree(text, &symbol.children, traits);
            #[expect(deprecated, reason = "the field of the protocol has to be filled in")]
            DocumentSymbol {
                name: symbol.name.clone(),
                detail: None,
                kind: symbol_kind(symbol.kind),
                tags: None,
                deprecated: None,
                range: range(text, symbol.extent, traits),
                selection_range: range(text, symbol.selection, traits),
                children: (!children.is_empty()).then_some(children),
            }
        })
        .collect()
}

/// The outline as a list, each symbol with the name of the one it stands under.
pub fn symbol_list(
    uri: &Uri,
    text: &impl Lines,
    symbols: &[Symbol],
    container: Option<&str>,
    traits: &Traits,
) -> Vec<SymbolInformation> {
    let mut list = Vec::new();
    for symbol in symbols {
        #[expect(deprecated, reason = "the field of the protocol has to be filled in")]
        list.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: symbol_kind(symbol.kind),
            tags: None,
            deprecated: None,
            location: Location::new(uri.clone(), range(text, symbol.extent, traits)),
            container_name: container.map(str::to_owned),
        });
        list.extend(symbol_list(uri, text, &symbol.children, Some(&symbol.name), traits));
    }
    list
}

/// Kinds are chosen so that editors give every level another icon.
pub fn symbol_kind(kind: SectionKind) -> SymbolKind {
    match kind {
        SectionKind::Chapter => SymbolKind::MODULE,
        SectionKind::Article => SymbolKind::CLASS,
        SectionKind::Item => SymbolKind::METHOD,
        SectionKind::Subitem => SymbolKind::FIELD,
        SectionKind::Dash => SymbolKind::ENUM_MEMBER,
        SectionKind::Subhead => SymbolKind::STRING,
    }
}
