//! All figures of `docs/performance.md`, beside those of other checkers: `cargo bench --bench figures` prints
//! them as a table, with `-- --write` they go into that page. Takes minutes; nothing else
//! should run meanwhile.

mod common;
#[path = "common/peers.rs"]
mod peers;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use nigao::text::Text;
use nigao::{Reference, analyze};
use serde_json::{Value, json};

use common::{Server, nigao, quantile, texts};
use peers::Peer;

/// Changes that are measured at each length, after some that are not; fewer where they take longer than
/// that together.
const CHANGES: usize = 200;
const WARM_UP: usize = 20;
const LONGEST: Duration = Duration::from_secs(30);
/// Processes that are started.
const STARTS: usize = 20;
/// Bytes that are checked from files.
const COLD: usize = 10 << 20;
/// Documents of a large corpus.
const DOCUMENTS: usize = 1000;
/// Length of an ordinary draft in characters, that of the second seed.
const ORDINARY: usize = 13_700;
/// What finds fault with a text that is one text many times over, as no draft is.
const REPETITION: [&str; 2] = ["structure/repeated-text", "numbering/duplicate-heading"];

/// A line of the table.
struct Row {
    what: String,
    /// The figure to reach.
    goal: &'static str,
    unit: &'static str,
    /// True if more is better.
    rate: bool,
    ours: Option<Figure>,
    theirs: Vec<Option<Figure>>,
}

/// A median, and what 95 % of the measurements stay below, where there are enough of them.
#[derive(Clone, Copy)]
struct Figure {
    median: f64,
    most: Option<f64>,
}

impl From<f64> for Figure {
    fn from(median: f64) -> Self {
        Self { median, most: None }
    }
}

impl From<Vec<Duration>> for Figure {
    fn from(mut times: Vec<Duration>) -> Self {
        Self { median: quantile(&mut times, 0.5), most: Some(quantile(&mut times, 0.95)) }
    }
}

impl Row {
    fn markdown(&self) -> String {
        let number = |value: f64| match value {
            value if value >= 100.0 => format!("{value:.0}"),
            value if value >= 10.0 => format!("{value:.1}"),
            value => format!("{value:.2}"),
        };
        let ours = self.ours.map_or_else(String::new, |figure| {
            let most = figure.most.map_or_else(String::new, |most| format!(" (95 %: {})", number(most)));
            format!("{} {}{most}", number(figure.median), self.unit)
        });
        let their = |figure: &Option<Figure>| {
            figure.map_or_else(String::new, |figure| {
                let ours = self.ours.map_or(f64::NAN, |ours| ours.median);
                let ratio = if self.rate { ours / figure.median } else { figure.median / ours };
                format!("{} ({}×)", number(figure.median), number(ratio))
            })
        };
        let theirs = self.theirs.iter().map(|figure| format!(" {} |", their(figure)));
        format!("| {} | {} | {ours} |{}", self.what, self.goal, theirs.collect::<String>())
    }
}

/// The command of a peer.
fn of(words: &[String]) -> Command {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]);
    command
}

fn server_of(peer: &Peer) -> Option<(Command, usize)> {
    peer.server.as_ref().map(|words| (of(words), peer.publications))
}

fn our_server() -> Command {
    let mut command = nigao();
    command.arg("lsp");
    command
}

/// Types a character in the middle of `text` and takes it back, again and again. Gives the times from the
/// write of a change to the arrival of its diagnostics, and the memory that the server holds in the end.
fn changes(command: &mut Command, options: Value, publications: usize, text: &str) -> (Figure, Option<f64>) {
    let line = text.lines().count() / 2;
    let at: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let changed = format!("{}甲{}", &text[..at], &text[at..]);
    let (mut server, _) = Server::start(command, options, publications);
    server.open(text);
    server.await_diagnostics();
    let mut times = Vec::new();
    let begun = Instant::now();
    for round in 0..WARM_UP + CHANGES {
        if round > 2 * WARM_UP && begun.elapsed() > LONGEST {
            break;
        }
        let there = round % 2 == 1;
        let range = [(line, 0), (line, usize::from(there))];
        let whole = if there { text } else { &changed };
        let start = Instant::now();
        server.change(range, if there { "" } else { "甲" }, || whole.to_owned());
        server.await_diagnostics();
        times.push(start.elapsed());
    }
    let memory = server.memory();
    server.stop();
    (times.split_off(WARM_UP).into(), memory)
}

/// Changes at one length; `off` are rules of ours that are switched off.
fn changes_at(length: usize, off: &[&str], goal: &'static str, peers: &[Peer]) -> [Row; 2] {
    let text = texts::draft(length);
    let mut reference = Reference::default();
    reference.settings.rules = off.iter().map(|&rule| (rule.to_owned(), None)).collect();
    let findings = analyze(&Text::from(text.as_str()), &Arc::new(reference), None).findings.len();
    let rules: serde_json::Map<String, Value> = off.iter().map(|&r| (r.to_owned(), json!("off"))).collect();
    let size = format!(
        "{} characters, {} paragraphs, {findings} findings",
        text.chars().count(),
        text.lines().count()
    );
    eprintln!("changes in {size}");
    let (ours, memory) = changes(&mut our_server(), json!({"rules": rules}), 1, &text);
    let theirs: Vec<_> = peers
        .iter()
        .map(|peer| {
            let (mut command, publications) = server_of(peer)?;
            Some(changes(&mut command, Value::Null, publications, &text))
        })
        .collect();
    [
        Row {
            what: format!("change → diagnostics, {size}"),
            goal,
            unit: "ms",
            rate: false,
            ours: Some(ours),
            theirs: theirs.iter().map(|peer| peer.map(|(times, _)| times)).collect(),
        },
        Row {
            what: format!("memory of the server then, {size}"),
            goal: if length == ORDINARY { "≤ 64" } else { "" },
            unit: "MiB",
            rate: false,
            ours: memory.map(Figure::from),
            theirs: theirs.iter().map(|peer| peer.and_then(|(_, memory)| memory).map(Figure::from)).collect(),
        },
    ]
}

/// From the start of a process until `initialize` is answered, and until the first diagnostics.
fn starts(peers: &[Peer]) -> [Row; 2] {
    eprintln!("starts");
    let text = texts::draft(ORDINARY);
    let measure = |start_one: &mut dyn FnMut() -> (Server, Duration)| {
        let (mut answered, mut first) = (Vec::new(), Vec::new());
        for _ in 0..STARTS {
            let start = Instant::now();
            let (mut server, took) = start_one();
            server.open(&text);
            server.await_diagnostics();
            first.push(start.elapsed());
            answered.push(took);
            server.stop();
        }
        (Figure::from(answered), Figure::from(first))
    };
    let ours = measure(&mut || Server::start(&mut our_server(), Value::Null, 1));
    let of_peer = |peer: &Peer| {
        let (mut command, publications) = server_of(peer)?;
        Some(measure(&mut || Server::start(&mut command, Value::Null, publications)))
    };
    let theirs: Vec<_> = peers.iter().map(of_peer).collect();
    let row = |what: &str, goal, pick: fn((Figure, Figure)) -> Figure| Row {
        what: what.to_owned(),
        goal,
        unit: "ms",
        rate: false,
        ours: Some(pick(ours)),
        theirs: theirs.iter().map(|peer| peer.map(pick)).collect(),
    };
    [
        row("process start → `initialize` answered", "≤ 20", |figures| figures.0),
        row("process start → first diagnostics, 13,700 characters", "≤ 150", |figures| figures.1),
    ]
}

/// Completion is asked for after each character of a line that is typed into an ordinary draft.
fn completion(peers: &[Peer]) -> Row {
    eprintln!("completion");
    let text = texts::draft(ORDINARY);
    let line = text.lines().count() / 2;
    let typed: Vec<char> = text.lines().nth(line).expect("a line").chars().take(CHANGES).collect();
    let (mut server, _) = Server::start(&mut our_server(), Value::Null, 1);
    server.open(&text);
    server.await_diagnostics();
    server.change([(line, 0), (line, 0)], "\n", String::new);
    let mut times = Vec::new();
    for (column, c) in typed.iter().enumerate() {
        server.change([(line, column), (line, column)], &c.to_string(), String::new);
        times.push(server.complete(line, column + 1).1);
    }
    server.stop();
    Row {
        what: "completion answered, 13,700 characters".to_owned(),
        goal: "≤ 5",
        unit: "ms",
        rate: false,
        ours: Some(times.into()),
        theirs: vec![None; peers.len()],
    }
}

/// The time of a process from start to exit, the median of `times`.
fn run(mut command: Command, times: usize) -> f64 {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            command.status().expect("the program starts");
            start.elapsed()
        })
        .collect();
    quantile(&mut taken, 0.5)
}

/// `words`, on that many processors; `None` where there is no way to say so.
fn on_processors(processors: usize, words: &[String]) -> Option<Command> {
    let list = format!("0-{}", processors - 1);
    let can = Command::new("taskset").args(["-c", &list, "true"]).status().is_ok_and(|s| s.success());
    let mut command = Command::new("taskset");
    command.args(["-c", &list]).args(words);
    can.then_some(command)
}

/// Our program with arguments.
fn our_words(arguments: &[&str]) -> Vec<String> {
    let program = nigao().get_program().to_string_lossy().into_owned();
    std::iter::once(program).chain(arguments.iter().map(|&word| word.to_owned())).collect()
}

/// Checking of files that nobody has looked at before, from process start to exit.
fn cold(folder: &Path, peers: &[Peer]) -> Vec<Row> {
    eprintln!("cold text");
    let texts = folder.join("cold");
    std::fs::create_dir(&texts).expect("a folder");
    let mut bytes = 0;
    for (number, text) in texts::published().enumerate() {
        if bytes >= COLD {
            break;
        }
        bytes += text.len();
        std::fs::write(texts.join(format!("{number:04}.txt")), text).expect("a document");
    }
    let path = texts.to_string_lossy().into_owned();
    let rate = |words: &[String], processors| {
        let words: Vec<String> = words.iter().chain([&path]).cloned().collect();
        Some(Figure::from(bytes as f64 / 1e6 / (run(on_processors(processors, &words)?, 5) / 1e3)))
    };
    let row = |processors: usize, goal| Row {
        what: format!(
            "`check` of {:.1} MB in {} files, {processors} core{}",
            bytes as f64 / 1e6,
            std::fs::read_dir(&texts).map_or(0, Iterator::count),
            if processors > 1 { "s" } else { "" }
        ),
        goal,
        unit: "MB/s",
        rate: true,
        ours: rate(&our_words(&["check"]), processors),
        theirs: peers.iter().map(|peer| rate(peer.check.as_ref()?, processors)).collect(),
    };
    vec![row(1, "≥ 20"), row(2, "")]
}

fn seeds(peers: &[Peer]) -> Row {
    eprintln!("seeds");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the seeds").flatten().map(|e| e.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let time = |words: &[String]| {
        let mut command = of(words);
        command.args(&paths);
        Figure::from(run(command, STARTS))
    };
    Row {
        what: "`check` of the five seeds, process start → exit".to_owned(),
        goal: "≤ 40",
        unit: "ms",
        rate: false,
        ours: Some(time(&our_words(&["check"]))),
        theirs: peers.iter().map(|peer| Some(time(peer.check.as_ref()?))).collect(),
    }
}

/// Building the index of a large corpus, and the first check with it once it is kept.
fn corpus(folder: &Path, peers: &[Peer]) -> [Row; 2] {
    eprintln!("corpus");
    let place = folder.join("corpus");
    std::fs::create_dir_all(place.join("published")).expect("a folder");
    for (number, text) in texts::documents().take(DOCUMENTS).enumerate() {
        std::fs::write(place.join(format!("published/{number:04}.txt")), text).expect("a document");
    }
    std::fs::write(place.join("nigao.toml"), "[corpus]\npaths = [\"published\"]\n").expect("settings");
    std::fs::write(place.join("draft.txt"), texts::draft(1_200)).expect("a draft");
    let time = |arguments: &[&str], times| {
        let mut command = nigao();
        command.args(arguments).current_dir(&place).env("XDG_CACHE_HOME", folder.join("cache"));
        Some(Figure::from(run(command, times)))
    };
    let row = |what: String, ours| Row {
        what,
        goal: "",
        unit: "ms",
        rate: false,
        ours,
        theirs: vec![None; peers.len()],
    };
    [
        row(
            format!("`corpus build`, {DOCUMENTS} documents of some 11,000 characters"),
            time(&["corpus", "build"], 1),
        ),
        row(
            "`check` of 1,200 characters with that corpus, kept".to_owned(),
            time(&["check", "draft.txt"], 5),
        ),
    ]
}

/// The processor, as the system calls it.
fn processor() -> String {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores", name.map_or("unknown processor", |(_, name)| name))
}

/// Puts `tables` where `docs/performance.md` has them.
fn write(tables: &str) {
    const BEGIN: &str = "<!-- figures -->\n";
    const END: &str = "<!-- end of figures -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once(BEGIN).expect("where figures begin");
    let (_, after) = rest.split_once(END).expect("where figures end");
    std::fs::write(&path, format!("{before}{BEGIN}{tables}{END}{after}")).expect("the page can be written");
}

fn main() {
    let peers = peers::installed();
    let folder = tempfile::tempdir().expect("a folder");
    let mut rows = Vec::new();
    let mut memory = Vec::new();
    for (length, off, goal) in [
        (1_200, &[][..], ""),
        (ORDINARY, &[], "≤ 1"),
        (120_000, &REPETITION, ""),
        (1_200_000, &REPETITION, "≤ 10"),
        (1_200_000, &[], ""),
    ] {
        let [times, held] =
            changes_at(length, off, goal, if off.is_empty() && length > ORDINARY { &[] } else { &peers });
        rows.push(times);
        memory.push(held);
    }
    rows.extend(memory);
    rows.extend(starts(&peers));
    rows.push(completion(&peers));
    rows.push(seeds(&peers));
    rows.extend(cold(folder.path(), &peers));
    rows.extend(corpus(folder.path(), &peers));
    let names: String = peers.iter().map(|peer| format!(" {} |", peer.name)).collect();
    let mut tables = format!("On {}, version {}.\n\n", processor(), env!("CARGO_PKG_VERSION"));
    tables += &format!("| what | to reach | nigao |{names}\n|-|-|-|{}\n", "-|".repeat(peers.len()));
    for row in &mut rows {
        row.theirs.resize(peers.len(), None);
        tables += &row.markdown();
        tables.push('\n');
    }
    print!("{tables}");
    if std::env::args().any(|argument| argument == "--write") {
        write(&tables);
    }
}
