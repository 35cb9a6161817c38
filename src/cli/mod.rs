//! The command line: arguments, files, reports. Each command is one function that gives a [`Status`].

mod args;
pub mod check;
pub mod config;
pub mod corpus;
pub mod explain;
mod failure;
pub mod fix;
pub mod inputs;
pub mod outline;
pub mod phrases;
mod progress;
pub mod report;
pub mod rules;
pub mod source;
pub mod targets;
mod terminal;
pub mod terms;
mod usage;

pub use args::{
    Args, CheckArgs, CheckFormat, Command, CorpusAction, Format, OutlineArgs, PhrasesArgs, TableFormat,
    TargetsArgs, TermsCommand,
};
pub use failure::Failure;
pub use terminal::complain;
pub use usage::parse;

use std::process::ExitCode;

use terminal::Output;

/// How a run ended; the exit status is part of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// No finding of severity warning or error: 0.
    Clean,
    /// There is one: 1.
    Found,
    /// A file could not be read or written, or a nigao.toml is wrong: 2.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Clean => 0,
            Status::Found => 1,
            Status::Failed => 2,
        })
    }
}

/// Prints the result of a command, or says why that could not be.
fn show(result: &str) -> Status {
    if said(Output::new(false).write(result)) { Status::Clean } else { Status::Failed }
}

/// True when results went out; complains when they did not.
fn said(written: std::io::Result<()>) -> bool {
    let Err(error) = written else { return true };
    complain(format!("结果未能写出：{}", Failure::from(error)));
    false
}
