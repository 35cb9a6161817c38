//! What can be said on the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use crate::finding::Severity;
use crate::rules;
use crate::settings::{rules_named, unknown_rule};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "nigao",
    version,
    about = "拟稿：检查党政机关决定、决议、意见的序号、结构、提法、目标和数字",
    help_template = TEMPLATE,
    override_usage = "nigao <命令> [选项] ...",
    after_help = "“nigao <命令> --help”显示各命令的说明。\n退出码：0 没有错误和警告；1 有错误或警告；2 用法有误、文件读写失败或配置有误。",
    subcommand_help_heading = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    #[arg(short, long, action = clap::ArgAction::HelpShort, help = "显示说明", help_heading = "选项", global = true)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = "显示版本", help_heading = "选项")]
    version: Option<bool>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(
        about = "检查文稿",
        help_template = TEMPLATE,
        override_usage = "nigao check [选项] <路径>..."
    )]
    /// Checks drafts.
    Check(CheckArgs),
    #[command(
        about = "列出文稿的结构层次",
        help_template = TEMPLATE,
        override_usage = "nigao outline [--format text|json] <路径>"
    )]
    /// Prints the outline of one draft.
    Outline(OutlineArgs),
    #[command(
        about = "列出文稿的目标：期限、指标、数值",
        help_template = TEMPLATE,
        override_usage = "nigao targets [--format text|json|csv] <路径>..."
    )]
    /// Prints the targets of drafts.
    Targets(TargetsArgs),
    #[command(
        about = "查语料：一个词语前后是什么，用在哪里",
        help_template = TEMPLATE,
        override_usage = "nigao phrases [--format text|json] <词语>"
    )]
    /// Says how the corpus uses a text.
    Phrases(PhrasesArgs),
    #[command(
        about = "术语库：列出、导出、导入",
        help_template = TEMPLATE,
        override_usage = "nigao terms list|export|import [选项] ...",
        subcommand_help_heading = "命令",
        disable_help_subcommand = true
    )]
    /// Lists, exports or imports terms.
    Terms {
        #[command(subcommand)]
        /// Which of them.
        command: TermsCommand,
    },
    #[command(about = "列出全部规则", help_template = TEMPLATE, override_usage = "nigao rules")]
    /// Lists the rules.
    Rules,
    #[command(
        about = "说明一条规则：要求、理由、依据、例子",
        help_template = TEMPLATE,
        override_usage = "nigao explain <规则>"
    )]
    /// Explains one rule.
    Explain {
        #[arg(value_name = "规则", help = "规则名，如 numbering/sequence", help_heading = "参数")]
        /// Its id.
        rule: String,
    },
    #[command(
        about = "语料：由哪些文件组成，从中提取了什么",
        help_template = TEMPLATE,
        override_usage = "nigao corpus info [--format text|json]\n      nigao corpus build",
        subcommand_help_heading = "命令",
        disable_help_subcommand = true
    )]
    /// The published documents that drafts are held against.
    Corpus {
        #[command(subcommand)]
        /// What to do with them.
        action: CorpusAction,
    },
    #[command(
        about = "语言服务器，供编辑器经标准输入输出使用",
        help_template = TEMPLATE,
        override_usage = "nigao lsp [--stdio]"
    )]
    /// Serves an editor.
    Lsp {
        #[arg(long, help = "经标准输入输出（默认，编辑器会加上）", help_heading = "选项")]
        /// Standard input and output; there is no other way.
        stdio: bool,
    },
}

/// What `nigao check` takes.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    #[arg(
        value_name = "路径",
        required = true,
        help = "文件、文件夹（其中的 *.txt、*.md、*.markdown、*.gw、*.gongwen）或通配符；- 为标准输入",
        help_heading = "参数"
    )]
    /// Files, folders, patterns, or `-`.
    pub paths: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "输出格式：text（默认）、json、sarif 或 github（GitHub Actions 的标注）",
        help_heading = "选项"
    )]
    /// How to report.
    pub format: CheckFormat,
    #[arg(
        long = "rule",
        value_name = "规则",
        value_parser = rules_of,
        help = "只查这条规则或这一组（如 numbering/sequence、terms）；可以写多次",
        help_heading = "选项"
    )]
    /// The only rules that are wanted; all when none is named.
    pub rules: Vec<Rules>,
    #[arg(
        long,
        value_name = "级别",
        value_parser = severities(),
        hide_possible_values = true,
        help = "只显示这一级和更重的：error、warning、info 或 hint；退出码和合计仍按全部问题",
        help_heading = "选项"
    )]
    /// The least grave severity that is shown.
    pub severity: Option<Severity>,
    #[arg(
        long,
        conflicts_with_all = ["fix", "format"],
        help = "只显示 --fix 会作的修改（unified diff），不写文件",
        help_heading = "选项"
    )]
    /// Show what safe fixes would change.
    pub diff: bool,
    #[arg(
        long,
        help = "写回可自动修改之处，再报告其余问题；读标准输入时，改后的文稿写到标准输出",
        help_heading = "选项"
    )]
    /// Apply safe fixes first.
    pub fix: bool,
}

/// The rules that one word on the command line stands for.
#[derive(Clone, Debug)]
pub struct Rules(pub Vec<&'static str>);

fn rules_of(name: &str) -> Result<Rules, String> {
    let named = rules_named(name, &rules::ids());
    if named.is_empty() { Err(unknown_rule(name, &rules::ids())) } else { Ok(Rules(named)) }
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    let of_name = |name: String| Severity::ALL.into_iter().find(|severity| severity.name() == name);
    PossibleValuesParser::new(Severity::ALL.map(Severity::name))
        .try_map(move |name| of_name(name).ok_or("没有这个级别"))
}

/// What can be done with the corpus.
#[derive(Debug, Subcommand)]
pub enum CorpusAction {
    #[command(
        about = "列出语料的文件、字数、引号提法、常用语、目标和略去的内容",
        help_template = TEMPLATE,
        override_usage = "nigao corpus info [--format text|json]"
    )]
    /// Says what it holds.
    Info {
        #[command(flatten)]
        /// How to print.
        output: OutputArgs,
    },
    #[command(
        about = "重新建立语料索引，供以后的检查使用",
        help_template = TEMPLATE,
        override_usage = "nigao corpus build"
    )]
    /// Builds its index anew.
    Build,
}

/// The form of what is printed.
#[derive(Debug, clap::Args)]
pub struct OutputArgs {
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "输出格式：text（默认）或 json",
        help_heading = "选项"
    )]
    /// Text or JSON.
    pub format: Format,
}

/// What to do about terms.
#[derive(Debug, Subcommand)]
pub enum TermsCommand {
    #[command(
        about = "列出术语",
        help_template = TEMPLATE,
        override_usage = "nigao terms list [--format text|json]"
    )]
    /// Lists them.
    List {
        #[command(flatten)]
        /// How to print.
        output: OutputArgs,
    },
    #[command(
        about = "导出术语库",
        help_template = TEMPLATE,
        override_usage = "nigao terms export [--tbx] [--output <文件>]"
    )]
    /// Writes them for other tools.
    Export {
        #[arg(long, help = "导出为 TBX（ISO 30042:2019，TBX-Basic）；不写则为 TOML", help_heading = "选项")]
        /// TBX rather than TOML.
        tbx: bool,
        #[arg(long, value_name = "文件", help = "写到文件；不写则到标准输出", help_heading = "选项")]
        /// Where to.
        output: Option<PathBuf>,
    },
    #[command(
        about = "把 TBX 或 TOML 的术语文件转为 TOML",
        help_template = TEMPLATE,
        override_usage = "nigao terms import <路径> [--output <文件>]"
    )]
    /// Reads a file of terms.
    Import {
        #[arg(
            value_name = "路径",
            help = "TBX（TBX-Basic 或 TBX v2）或 TOML 文件；- 为标准输入",
            help_heading = "参数"
        )]
        /// A file, or `-`.
        path: PathBuf,
        #[arg(long, value_name = "文件", help = "写到文件；不写则到标准输出", help_heading = "选项")]
        /// Where to.
        output: Option<PathBuf>,
    },
}

/// What `nigao outline` takes.
#[derive(Debug, clap::Args)]
pub struct OutlineArgs {
    #[arg(value_name = "路径", help = "一个文件；- 为标准输入", help_heading = "参数")]
    /// A file, or `-`.
    pub path: PathBuf,
    #[command(flatten)]
    /// How to print.
    pub output: OutputArgs,
}

/// What `nigao phrases` takes.
#[derive(Debug, clap::Args)]
pub struct PhrasesArgs {
    #[arg(value_name = "词语", help = "要查的词语，如 乡村振兴；标点全角、半角均可", help_heading = "参数")]
    /// What is looked up.
    pub text: String,
    #[command(flatten)]
    /// How to print.
    pub output: OutputArgs,
}

/// What `nigao targets` takes.
#[derive(Debug, clap::Args)]
pub struct TargetsArgs {
    #[arg(
        value_name = "路径",
        required = true,
        help = "文件、文件夹或通配符；- 为标准输入；几份文稿并列，同一指标、同一期限排在一行",
        help_heading = "参数"
    )]
    /// Files, folders, patterns, or `-`.
    pub paths: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "输出格式：text（默认）、json 或 csv",
        help_heading = "选项"
    )]
    /// Text, JSON or CSV.
    pub format: TableFormat,
}

/// Formats of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
    /// For code hosts and viewers.
    Sarif,
    /// For GitHub Actions.
    Github,
}

/// Formats of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Formats of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
