//! The command: arguments → what to do → exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("lsp") => nigao::lsp::run(),
        _ => ExitCode::from(2),
    }
}
