//! The layering of `src`: use runs downward only, protocol types stay in `lsp`, files and terminals
//! are touched at the edge only, and every rule stands in its file and in the table.
//!
//! The sources are read as tokens, so that comments and strings do not count and macros do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Modules from the lowest to the highest; each may use those before it.
const LAYERS: [&str; 13] = [
    "text",
    "document",
    "finding",
    "target",
    "terms",
    "corpus",
    "settings",
    "reference",
    "draft",
    "rules",
    "analysis",
    "fix",
    "features",
];
/// Above all of them, side by side: neither uses the other.
const EDGES: [&str; 2] = ["lsp", "cli"];

const PROTOCOL: [&str; 4] = ["tower_lsp", "tower_lsp_server", "lsp_types", "ls_types"];
const MACROS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];
const STREAMS: [&str; 3] = ["stdin", "stdout", "stderr"];
const FILES: [&str; 5] = ["File", "OpenOptions", "tempfile", "read_to_string", "read_dir"];

/// A source file: its module path and its tokens.
struct Source {
    name: String,
    module: Vec<String>,
    tokens: TokenStream,
}

impl Source {
    fn new(name: &str, text: &str) -> Self {
        let tokens = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let module = name.trim_end_matches(".rs").split('/');
        let module = module.filter(|part| !matches!(*part, "mod" | "lib" | "main")).map(str::to_owned);
        Self { name: name.to_owned(), module: module.collect(), tokens }
    }

    /// The module right below the crate that it belongs to; none for lib.rs and main.rs.
    fn top(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }
}

/// A path that begins at a known place, and the line it is on.
struct Reference {
    path: Vec<String>,
    line: usize,
}

/// Everything that is wrong with the layering of `sources`.
fn faults(sources: &[Source]) -> Vec<String> {
    let exports = sources.iter().find(|source| source.name == "lib.rs").map(exports).unwrap_or_default();
    let mut faults = Vec::new();
    for source in sources {
        let references = references(source);
        for reference in &references {
            faults.extend(upward(source, reference, &exports));
        }
        faults.extend(foreign(source));
    }
    faults.dedup();
    faults
}

/// The fault of a reference to a module that `source` may not use.
fn upward(source: &Source, reference: &Reference, exports: &BTreeMap<String, String>) -> Option<String> {
    let user = source.top()?;
    let named = reference.path.first()?;
    let used = exports.get(named).unwrap_or(named).as_str();
    if used == user {
        return None;
    }
    let at = format!("{}:{}", source.name, reference.line);
    let Some(used_rank) = rank(used) else {
        return Some(format!("{at}: `{used}` stands in no layer"));
    };
    let Some(user_rank) = rank(user) else {
        return Some(format!("{at}: `{user}` stands in no layer"));
    };
    (used_rank >= user_rank).then(|| format!("{at}: `{user}` uses `{used}`"))
}

fn rank(module: &str) -> Option<usize> {
    let edge = EDGES.contains(&module).then_some(LAYERS.len());
    edge.or_else(|| LAYERS.iter().position(|layer| *layer == module))
}

/// Protocol types, files and terminals where they do not belong.
fn foreign(source: &Source) -> Vec<String> {
    let top = source.top();
    let at_the_edge = matches!(top, Some("lsp" | "cli") | None) || source.name == "corpus/load.rs";
    let mut faults = Vec::new();
    let mut tokens = Vec::new();
    flatten(source.tokens.clone(), &mut tokens);
    for (index, (word, line)) in tokens.iter().enumerate() {
        let before = |back: usize| index.checked_sub(back).map_or("", |at| tokens[at].0.as_str());
        let after = |ahead: usize| tokens.get(index + ahead).map_or("", |(word, _)| word.as_str());
        let mut complain = |what: &str| faults.push(format!("{}:{line}: {what} `{word}`", source.name));
        if PROTOCOL.contains(&word.as_str()) && top != Some("lsp") {
            complain("protocol");
        }
        if at_the_edge {
            continue;
        }
        let of_std = before(1) == ":" && matches!(before(3), "std" | "io");
        if MACROS.contains(&word.as_str()) && after(1) == "!" {
            complain("printing with");
        } else if STREAMS.contains(&word.as_str()) && (after(1) == "(" || of_std) {
            complain("a terminal through");
        } else if FILES.contains(&word.as_str()) || word == "fs" && (of_std || after(1) == ":") {
            complain("file access through");
        }
    }
    faults
}

/// All tokens in a row, with the brackets of groups, and their lines.
fn flatten(stream: TokenStream, out: &mut Vec<(String, usize)>) {
    for token in stream {
        let line = token.span().start().line;
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push((open.to_owned(), line));
                flatten(group.stream(), out);
                out.push((close.to_owned(), group.span_close().start().line));
            }
            TokenTree::Literal(_) => out.push((String::new(), line)),
            other => out.push((other.to_string(), line)),
        }
    }
}

/// Every path of `source` that begins with `crate`, `super` or the crate's name, from the crate on.
fn references(source: &Source) -> Vec<Reference> {
    let mut found = Vec::new();
    collect(source.tokens.clone(), &source.module, &mut found);
    found
}

fn collect(stream: TokenStream, module: &[String], found: &mut Vec<Reference>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut index = 0;
    while index < tokens.len() {
        match &tokens[index] {
            TokenTree::Ident(word) if word == "mod" => {
                // `mod tests { … }`: inside, `super` is this module.
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                    (tokens.get(index + 1), tokens.get(index + 2))
                {
                    let inner: Vec<String> = module.iter().cloned().chain([name.to_string()]).collect();
                    collect(body.stream(), &inner, found);
                    index += 3;
                    continue;
                }
            }
            TokenTree::Ident(word)
                if (word == "crate" || word == "super" || word == "nigao")
                    && separator(&tokens, index + 1) =>
            {
                index = follow(&tokens, index, module.to_vec(), found);
                continue;
            }
            TokenTree::Group(group) => collect(group.stream(), module, found),
            _ => {}
        }
        index += 1;
    }
}

/// True when `::` stands at `index`.
fn separator(tokens: &[TokenTree], index: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':');
    colon(index) && colon(index + 1)
}

/// Reads the path at `index`, from `module` on, and gives the index after it.
fn follow(tokens: &[TokenTree], mut index: usize, module: Vec<String>, found: &mut Vec<Reference>) -> usize {
    let mut path = module;
    let line = tokens[index].span().start().line;
    loop {
        match tokens.get(index) {
            Some(TokenTree::Ident(word)) if word == "crate" || word == "nigao" => path.clear(),
            Some(TokenTree::Ident(word)) if word == "super" => {
                path.pop();
            }
            Some(TokenTree::Ident(word)) if word == "self" => {}
            Some(TokenTree::Ident(word)) => path.push(word.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                branches(group.stream(), &path, found);
                return index + 1;
            }
            _ => break,
        }
        index += 1;
        if !separator(tokens, index) {
            break;
        }
        index += 2;
    }
    found.push(Reference { path, line });
    index.max(1)
}

/// The members of `{a, b::c, super::d}` after `path`.
fn branches(stream: TokenStream, path: &[String], found: &mut Vec<Reference>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    for member in tokens.split(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ',')) {
        if !member.is_empty() {
            follow(member, 0, path.to_vec(), found);
        }
    }
}

/// What lib.rs gives out under the crate's own name: name → module.
fn exports(lib: &Source) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let tokens: Vec<TokenTree> = lib.tokens.clone().into_iter().collect();
    for index in 0..tokens.len() {
        let is_use = matches!(&tokens[index], TokenTree::Ident(word) if word == "use");
        if !is_use || !matches!(tokens.get(index + 1), Some(TokenTree::Ident(_))) {
            continue;
        }
        let mut found = Vec::new();
        follow(&tokens, index + 1, Vec::new(), &mut found);
        for Reference { path, .. } in found {
            if let (Some(module), Some(name)) = (path.first(), path.last()) {
                names.insert(name.clone(), module.clone());
            }
        }
    }
    names
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Paths of the Rust files below `folder`, with `/`, in order.
fn rust_files(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = ignore::Walk::new(folder)
        .map(|entry| entry.expect("src can be read").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    files.sort();
    files
}

#[test]
fn use_runs_downward_only() {
    let folder = source_folder();
    let sources: Vec<Source> = rust_files(&folder)
        .iter()
        .map(|name| Source::new(name, &std::fs::read_to_string(folder.join(name)).unwrap()))
        .collect();
    assert!(sources.len() > 20, "the sources were not found");
    let faults = faults(&sources);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_rule_has_its_file_and_its_line_in_the_table() {
    let mut of_table: Vec<String> =
        nigao::rules::RULES.iter().map(|rule| format!("{}.rs", rule.id.replace('-', "_"))).collect();
    of_table.sort();
    let of_folder: Vec<String> = rust_files(&source_folder().join("rules"))
        .into_iter()
        .filter(|name| !name.ends_with("mod.rs"))
        .collect();
    assert_eq!(of_folder, of_table);
}

#[test]
fn every_file_says_what_lives_there() {
    let folder = source_folder();
    for name in rust_files(&folder) {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        assert!(text.starts_with("//! "), "{name}: no `//!` line on top");
    }
}

mod checker {
    //! The checker itself: a faulty source is found, a sound one is not.

    use super::{Source, faults};

    const LIB: (&str, &str) = ("lib.rs", "pub mod analysis; pub use analysis::{Analysis, analyze};");

    fn check(name: &str, text: &str) -> Vec<String> {
        faults(&[Source::new(LIB.0, LIB.1), Source::new(name, text)])
    }

    #[test]
    fn upward_use_is_found_however_it_is_written() {
        for (name, text) in [
            ("text/mod.rs", "use crate::document::Document;"),
            ("text/buffer.rs", "use super::super::rules::RULES;"),
            ("text/buffer.rs", "fn f() { crate::finding::Edit::new(); }"),
            ("text/buffer.rs", "fn f() { assert!(crate::rules::find(\"\").is_none()); }"),
            ("document/mod.rs", "use crate::{text::Span, finding::{Edit, Fix}};"),
            ("document/mod.rs", "use crate::{\n    text,\n    analyze,\n};"),
            ("rules/mod.rs", "use crate::Analysis;"),
            ("rules/numbering/scope.rs", "use super::super::super::analysis;"),
            ("rules/numbering/scope.rs", "mod tests { use super::super::super::super::fix; }"),
            ("finding.rs", "use crate::settings::Settings;"),
            ("settings.rs", "use crate::rules::RULES;"),
            ("cli/check.rs", "use crate::lsp::run;"),
            ("features/mod.rs", "pub use nigao::lsp::Server;"),
            ("analysis.rs", "macro_rules! m { () => { $crate::fix::apply() } }"),
            ("utils.rs", "use crate::text::Span;"),
        ] {
            assert_eq!(check(name, text).len(), 1, "{name}: {text}");
        }
        assert_eq!(
            check("text/mod.rs", "//! x\n\nuse crate::rules;"),
            ["text/mod.rs:3: `text` uses `rules`"]
        );
    }

    #[test]
    fn foreign_types_files_and_terminals_are_found() {
        for (name, text) in [
            ("features/hover.rs", "use tower_lsp::lsp_types::Hover;"),
            ("cli/check.rs", "fn f(url: tower_lsp::Url) {}"),
            ("text/decode.rs", "use std::fs;"),
            ("text/decode.rs", "use std::{fs, io};\nfn f() { fs::read(\"\"); }"),
            ("settings.rs", "use std::fs::File;"),
            ("rules/mod.rs", "fn f() { println!(\"{}\", 1); }"),
            ("analysis.rs", "fn f() { dbg!(1); }"),
            ("fix.rs", "fn f() { std::io::stdout(); }"),
            ("fix.rs", "use tempfile::NamedTempFile;"),
            ("corpus/mod.rs", "use std::fs;"),
        ] {
            assert!(!check(name, text).is_empty(), "{name}: {text}");
        }
    }

    #[test]
    fn sound_sources_pass() {
        for (name, text) in [
            ("document/mod.rs", "use crate::text::{Span, is_blank};\nuse super::text;"),
            (
                "document/outline.rs",
                "use super::{Lines, front::Role};\n// crate::rules\nconst X: &str = \"crate::rules std::fs\";",
            ),
            ("document/outline.rs", "mod tests { use super::super::Lines; use super::*; }"),
            ("settings.rs", "use crate::finding::Severity;"),
            ("analysis.rs", "use crate::rules::{Check, RULES};"),
            ("cli/fix.rs", "use std::fs; use crate::{analyze, fix::fix_all}; fn f() { println!(); }"),
            ("lsp/convert.rs", "use tower_lsp::lsp_types::Range; use crate::features::hover;"),
            ("corpus/load.rs", "use std::fs;"),
        ] {
            let found = check(name, text);
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}
