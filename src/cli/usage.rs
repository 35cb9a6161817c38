//! Reading the command line, and how it is explained when it was said wrong.

use std::error::Error;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Args, Status, complain};

/// Reads the command line; help, version and mistakes are answered here and end in an exit status.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Args, ExitCode> {
    Args::try_parse_from(arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
        kind => {
            let what = match kind {
                ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
                    "没有命令".to_owned()
                }
                _ => format!("用法有误：{}", mistake(&error)),
            };
            complain(format!("{what}。用“nigao --help”查看用法"));
            Status::Failed.into()
        }
    })
}

/// The mistake in Chinese.
fn mistake(error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(words).unwrap_or_default();
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .filter_map(|kind| error.get(kind))
        .map(words)
        .find(|word| !word.is_empty());
    let hint = meant.map_or_else(String::new, |word| format!("，是不是“{word}”"));
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("没有命令“{}”{hint}", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("不认识“{}”{hint}", said(ContextKind::InvalidArg)),
        ErrorKind::MissingRequiredArgument => format!("缺少{}", said(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue if said(ContextKind::InvalidValue).is_empty() => {
            format!("{}后面缺少值", said(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue => format!(
            "{}不能是“{}”，可用的有：{}",
            said(ContextKind::InvalidArg),
            said(ContextKind::InvalidValue),
            said(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => error.source().map(ToString::to_string).unwrap_or_default(),
        ErrorKind::ArgumentConflict => {
            let [one, other] = [ContextKind::InvalidArg, ContextKind::PriorArg].map(said);
            match one == other || other.is_empty() {
                true => format!("{one}只能写一次"),
                false => format!("{one}不能与{other}同用"),
            }
        }
        ErrorKind::TooManyValues => format!("{}不带值", said(ContextKind::InvalidArg)),
        _ => said(ContextKind::InvalidArg),
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join("、"),
        other => other.to_string(),
    }
}
