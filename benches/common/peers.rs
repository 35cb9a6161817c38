//! Other checkers, installed below the target directory where the registries can be reached.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Another checker.
pub struct Peer {
    /// Its name and version.
    pub name: String,
    /// The program and arguments that check the files behind them.
    pub check: Option<Vec<String>>,
    /// The program and arguments of its language server.
    pub server: Option<Vec<String>>,
    /// Publications of its server for each change.
    pub publications: usize,
}

/// AutoCorrect and typos with typos-lsp; what could not be installed is said on standard error and left
/// out.
pub fn installed() -> Vec<Peer> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    std::fs::create_dir_all(&folder).expect("a folder below the target directory");
    let at = |path: &str| folder.join(path).to_string_lossy().into_owned();
    let autocorrect = provided(&folder.join("node_modules/.bin/autocorrect"), || {
        let options = ["--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000"];
        vec![command("npm", &["install", "--prefix", &at("."), "autocorrect-node@2.14.0"]).also(&options)]
    });
    let typos = provided(&folder.join("python/bin/typos"), || {
        let options = ["--quiet", "--retries", "1", "--timeout", "30"];
        let venv = command("python3", &["-m", "venv", &at("python")]);
        vec![venv, command(&at("python/bin/pip"), &["install", "typos==1.52.0"]).also(&options)]
    });
    let typos_lsp = provided(&folder.join("bin/typos-lsp"), || {
        vec![command("cargo", &["install", "--quiet", "--locked", "--root", &at("."), "typos-lsp@0.1.57"])]
    });
    let words = |program: PathBuf, more: &[&str]| {
        let program = program.to_string_lossy().into_owned();
        std::iter::once(program).chain(more.iter().map(|&word| word.to_owned())).collect::<Vec<_>>()
    };
    let mut peers = Vec::new();
    if let Some(program) = autocorrect {
        peers.push(Peer {
            name: "autocorrect 2.14".to_owned(),
            check: Some(words(program.clone(), &["--lint", "--quiet"])),
            server: Some(words(program, &["server"])),
            publications: 2,
        });
    }
    if typos.is_some() || typos_lsp.is_some() {
        peers.push(Peer {
            name: "typos 1.52, typos-lsp 0.1".to_owned(),
            check: typos.map(|program| words(program, &[])),
            server: typos_lsp.map(|program| words(program, &[])),
            publications: 1,
        });
    }
    peers
}

/// `program`, installed by `steps` if it is not there yet.
fn provided(program: &Path, steps: impl FnOnce() -> Vec<Command>) -> Option<PathBuf> {
    let name = program.file_name().expect("a name").to_string_lossy();
    if !program.exists() {
        eprintln!("installing {name}");
        for mut step in steps() {
            let done = step.stdout(Stdio::null()).stderr(Stdio::piped()).output();
            let failure = match done {
                Ok(output) if output.status.success() => continue,
                Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
                Err(error) => error.to_string(),
            };
            eprintln!("{name} is left out: {}", failure.lines().last().unwrap_or("it cannot be installed"));
            return None;
        }
    }
    program.exists().then(|| program.to_owned())
}

fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// Adds arguments to a command.
trait Also {
    fn also(self, arguments: &[&str]) -> Self;
}

impl Also for Command {
    fn also(mut self, arguments: &[&str]) -> Self {
        self.args(arguments);
        self
    }
}
