//! All that can be set, in one table: what reads settings, their schema and their documentation go by it.

use std::mem::take;

use crate::corpus::{Excluded, Written};

use super::Settings;

/// Something that can be set.
pub struct Key {
    /// Its name in nigao.toml.
    pub name: &'static str,
    /// What it is for, in Chinese.
    pub summary: &'static str,
    /// What it takes.
    pub takes: Takes,
}

/// What a key takes, and where that goes.
pub enum Takes {
    /// More keys.
    Table(&'static [Key]),
    /// `true` or `false`.
    Flag(fn(&mut Settings) -> &mut bool),
    /// A whole number, one or more.
    Number {
        /// What is counted, in Chinese.
        unit: &'static str,
        /// Its place.
        field: fn(&mut Settings) -> &mut usize,
    },
    /// Paths and patterns; those of several sources add up.
    Names {
        /// How it may look.
        example: &'static str,
        /// True when each of them has to be a pattern.
        patterns: bool,
        /// Takes them in.
        add: fn(&mut Settings, Vec<Written>),
    },
    /// A table of rules, or groups of them, and their severities.
    Severities,
    /// A list of findings that somebody has accepted.
    Accepted,
}

/// What says that a rule is off.
pub const OFF: &str = "off";

/// The keys of an accepted finding and what they are for.
pub const ACCEPTED: [(&str, &str); 2] =
    [("rule", "规则名"), ("text", "问题所标的原文；不写则这条规则的问题都不提示")];

/// Every key, in the order in which they are explained.
pub static KEYS: &[Key] = &[
    Key {
        name: "rules",
        summary: "各条规则的级别；写组名（如 terms）则对整组规则生效，单条规则另写的以单条为准",
        takes: Takes::Severities,
    },
    Key { name: "ignore", summary: "已经看过、认可的写法，不再提示", takes: Takes::Accepted },
    Key {
        name: "exclude",
        summary: "不检查的文件：文件名、文件夹名或路径，可以用通配符；检查文件夹时和在编辑器中略过，\
                  命令行上指名的文件仍然检查",
        takes: Takes::Names {
            example: "存档",
            patterns: true,
            add: |settings, names| {
                settings.exclude = take(&mut settings.exclude).and(Excluded::of(names));
            },
        },
    },
    Key {
        name: "corpus", summary: "语料：比对提法、句式和目标所用的已发文件", takes: Takes::Table(CORPUS)
    },
    Key { name: "terms", summary: "自己的术语", takes: Takes::Table(TERMS) },
    Key {
        name: "max_file_size",
        summary: "编辑器中超过这一字节数的文稿不检查",
        takes: Takes::Number { unit: "字节数", field: |settings| &mut settings.max_file_size },
    },
    Key { name: "editor", summary: "编辑器在正文之外显示什么", takes: Takes::Table(EDITOR) },
];

static CORPUS: &[Key] = &[
    Key {
        name: "seeds",
        summary: "语料是否收入程序自带的五篇公开文件",
        takes: Takes::Flag(|settings| &mut settings.corpus.seeds),
    },
    Key {
        name: "paths",
        summary: "收入语料的已发文件：文件、文件夹或通配符",
        takes: Takes::Names {
            example: "范文/**/*.txt",
            patterns: false,
            add: |settings, names| settings.corpus.paths.extend(names),
        },
    },
    Key {
        name: "exclude",
        summary: "不收入语料的文件：文件名、文件夹名或路径，可以用通配符",
        takes: Takes::Names {
            example: "*征求意见稿*",
            patterns: true,
            add: |settings, names| settings.corpus.exclude.extend(names),
        },
    },
];

static TERMS: &[Key] = &[Key {
    name: "files",
    summary: "自己的术语文件（TOML 或 TBX），加在自带术语库之上，同名的以自己的为准",
    takes: Takes::Names {
        example: "单位术语.toml",
        patterns: false,
        add: |settings, names| settings.terms.extend(names),
    },
}];

static EDITOR: &[Key] = &[
    Key {
        name: "lenses",
        summary: "章标题上方显示条数、字数和目标数",
        takes: Takes::Flag(|settings| &mut settings.lenses),
    },
    Key {
        name: "hints",
        summary: "“八大行动”一类的项数后面显示实列几项",
        takes: Takes::Flag(|settings| &mut settings.hints),
    },
];

impl Key {
    /// Its name in an editor's settings: `max_file_size` is `maxFileSize`.
    pub fn camel_case(&self) -> String {
        let mut words = self.name.split('_');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| {
            let (head, tail) = word.split_at(word.len().min(1));
            name + &head.to_ascii_uppercase() + tail
        })
    }
}
