//! Arguments → command → exit status.

use std::process::ExitCode;

use nigao::cli::{self, Command};

/// A line that is read makes dozens of small vectors, and the allocator of the system takes an eighth of
/// the time of a check for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = match cli::parse(std::env::args_os()) {
        Ok(args) => args,
        Err(status) => return status,
    };
    match args.command {
        Command::Check(args) => cli::check::run(&args).into(),
        Command::Outline(args) => cli::outline::run(&args).into(),
        Command::Targets(args) => cli::targets::run(&args).into(),
        Command::Phrases(args) => cli::phrases::run(&args).into(),
        Command::Terms { command } => cli::terms::run(&command).into(),
        Command::Corpus { action } => cli::corpus::run(&action).into(),
        Command::Rules => cli::rules::run().into(),
        Command::Lsp { stdio: _ } => nigao::lsp::run(),
        Command::Explain { rule } => cli::explain::run(&rule).into(),
    }
}
