//! What must not break it: sizes that no draft has, files made to hurt, disks that are full, and being killed.
//!
//! Tests that are ignored take minutes without optimisation; tests/all.sh runs them with NIGAO_BIN naming
//! the optimised program.
#![cfg(unix)]

#[path = "lsp/client.rs"]
#[allow(dead_code)]
mod client;
#[path = "cli/run.rs"]
#[allow(dead_code)]
mod run;

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use nigao::settings::Settings;
use nigao::terms::Termbase;
use nigao::text::Text;
use nigao::{Reference, analyze};
use serde_json::{Value, json};

use client::{Client, at, on, range};
use run::{CLEAN, Place, faulty, program};

/// Texts of `size` units each, a unit being what their names say.
fn loads(size: usize) -> [(&'static str, String); 10] {
    let lines = |line: &dyn Fn(usize) -> String| (0..size).map(line).collect::<String>();
    let nested = (0..size.isqrt()).map(|depth| format!("{}- 甲\n", "  ".repeat(depth))).collect::<String>();
    [
        ("markers", lines(&|n| format!("{}.任务\n", n + 1))),
        ("markers out of order", lines(&|n| ["（三）甲。\n", "二、乙\n", "7.丙。\n"][n % 3].to_owned())),
        (
            "markers of all levels",
            lines(&|n| ["一、甲\n", "（二）乙\n", "3.丙\n", "(4)丁\n"][n % 4].to_owned()),
        ),
        ("articles", lines(&|n| format!("第{}条　见第（{}）项。\n", n % 9999 + 1, n % 7 + 1))),
        ("open brackets", "（".repeat(size)),
        ("open brackets and quotation marks", "“（《〔".repeat(size / 4)),
        ("quotation marks in Markdown", "> ".repeat(size) + "一、甲"),
        ("headings and bold", format!("{}一、甲\n{}", "#".repeat(size), "**".repeat(size))),
        ("nested lists", nested),
        ("targets", "到2030年，城镇化率达到70%，".repeat(size / 16)),
    ]
}

#[test]
fn texts_that_no_drafter_writes_are_read_to_their_end() {
    for (name, load) in loads(20_000) {
        let analysis = analyze(&Text::from(load.as_str()), &Arc::default(), None);
        assert_eq!(analysis.draft.document.lines.len(), Text::from(load.as_str()).line_count(), "{name}");
    }
}

#[test]
#[ignore = "minutes without optimisation"]
fn a_line_of_100_mb_a_million_markers_and_100_000_brackets_are_read_to_their_end() {
    let place = Place::new();
    let mut files = vec![("a line of 100 MB", "坚持统筹谋划，稳步推进各项工作。".repeat((100 << 20) / 48))];
    files.extend(loads(1_000_000).into_iter().take(2));
    files.extend(loads(100_000).into_iter().skip(2));
    for (name, load) in files {
        let start = SystemTime::now();
        let path = place.write("稿.md", &load);
        let outcome = place.run(&["check", "稿.md"]);
        assert!([0, 1].contains(&outcome.status), "{name}: {} {}", outcome.status, outcome.stderr);
        println!("{name}: {} bytes, {:.1} s", load.len(), start.elapsed().unwrap().as_secs_f64());
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_draft_of_100_mb_in_an_editor_is_left_alone_and_the_next_is_checked() {
    let mut client = Client::with_capabilities(json!({}));
    client.open("file:///nowhere/long.txt", "plaintext", &"统筹".repeat((100 << 20) / 6));
    client.open("file:///nowhere/%E7%A8%BF.txt", "plaintext", &faulty());
    let published = client.published("file:///nowhere/%E7%A8%BF.txt");
    assert!(!published["diagnostics"].as_array().expect("a list").is_empty());
    client.quit();
}

/// What a file of terms comes to: entries, and what is said of it.
fn terms(text: &str) -> (Termbase, String) {
    let (base, problems) = Termbase::parse(text, "terms");
    (base, problems.iter().map(|problem| format!("{problem}\n")).collect())
}

#[test]
fn terms_nested_without_end_are_refused_and_said() {
    let depth = 100_000;
    for element in ["conceptEntry", "termSec", "hi", "x"] {
        let nested = format!("<{element}>").repeat(depth) + "甲" + &format!("</{element}>").repeat(depth);
        let (base, said) = terms(&format!("<tbx><text><body>{nested}</body></text></tbx>"));
        assert!(base.entries.is_empty() && said.contains("嵌套超过"), "{element}: {said}");
    }
    for toml in
        ["[".repeat(depth), format!("[[term]]\nname = {}", "[".repeat(depth)), "a.".repeat(depth) + "b = 1"]
    {
        let (base, said) = terms(&toml);
        assert!(base.entries.is_empty() && !said.is_empty() && said.len() < 10_000, "{}", said.len());
        let (settings, problems) = Settings::parse(&toml, &[]);
        assert!(settings == Settings::default() && !problems.is_empty());
    }
}

#[test]
fn entities_are_not_expanded() {
    let mut kinds = "<!ENTITY a0 \"哈\">".to_owned();
    for level in 1..30 {
        kinds += &format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10));
    }
    kinds += "<!ENTITY file SYSTEM \"file:///etc/passwd\">";
    for reference in ["&a29;", "&file;"] {
        let term =
            format!("<langSec xml:lang=\"zh\"><termSec><term>甲{reference}</term></termSec></langSec>");
        let text = format!(
            "<!DOCTYPE tbx [{kinds}]><tbx><text><body><conceptEntry>{term}</conceptEntry></body></text></tbx>"
        );
        let (base, said) = terms(&text);
        assert!(base.entries.iter().all(|entry| entry.name == "甲"), "{:?}", base.entries);
        assert!(said.contains("不展开实体") && said.len() < 1_000, "{said}");
    }
}

#[test]
fn patterns_made_to_explode_are_refused_or_take_time_in_proportion() {
    let pattern =
        |pattern: &str| format!("[[term]]\nname = \"己\"\n[[term.forbidden]]\npattern = '{pattern}'\n");
    for too_large in ["(x{1000}){1000}", "((甲{100}){100}){100}", "\\w{100000}", &"(甲|乙)".repeat(1_000_000)]
    {
        let (base, said) = terms(&pattern(too_large));
        assert!(base.entries[0].forbidden.is_empty() && !said.is_empty(), "{:.40}: {said}", too_large);
        assert!(said.len() < 10_000, "{}", said.len());
    }
    let line = format!("决定\n{}\n", "甲a".repeat(5_000));
    for slow in ["(甲*a*)*乙", "(甲|甲a|a)+丙", "(.*)*(.*)*丁", "(甲?a?){50}甲a{3}戊", "(?i)(A+)+乙"]
    {
        let (base, said) = terms(&pattern(slow));
        assert!(said.is_empty() && base.entries[0].forbidden.len() == 1, "{slow}: {said}");
        let reference = Reference::new(Settings::default(), Arc::new(base), Arc::default());
        analyze(&Text::from(line.as_str()), &Arc::new(reference), None);
    }
}

/// The program in a shell that limits what it may write to `kilobytes`, for which it is told instead of
/// being killed: as with a disk that is full.
fn run_on_a_full_disk(place: &Place, kilobytes: usize, args: &[&str]) -> (Option<i32>, String) {
    let limits = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\"");
    let output = Command::new("bash")
        .args(["-c", &limits])
        .arg(program())
        .args(args)
        .current_dir(place.folder())
        .env("XDG_CACHE_HOME", place.path("cache"))
        .output()
        .expect("a shell");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn on_a_full_disk_the_draft_stays_as_it_was_and_it_is_said() {
    let place = Place::new();
    let long = format!("{}{}", faulty(), "　　各级各部门要加强组织领导。\n".repeat(1_000));
    place.write("稿.txt", &long);
    let (status, said) = run_on_a_full_disk(&place, 8, &["check", "--fix", "稿.txt"]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.starts_with("稿.txt：") && said.lines().count() == 1, "{said}");
    assert_eq!(place.read("稿.txt"), long.as_bytes());
    assert_eq!(fs::read_dir(place.folder()).unwrap().count(), 1, "something is left");
}

#[test]
fn a_corpus_that_cannot_be_kept_serves_all_the_same() {
    let place = Place::new();
    place.write("nigao.toml", "[corpus]\npaths = [\"范文\"]\n");
    place.write("范文/a.txt", CLEAN.replace("县域", "镇域"));
    place.write("稿.txt", CLEAN);
    let (status, said) = run_on_a_full_disk(&place, 1, &["check", "稿.txt"]);
    assert_eq!((status, said.as_str()), (Some(0), ""));
    let kept = fs::read_dir(place.path("cache/nigao")).map_or(0, Iterator::count);
    assert_eq!(kept, 0, "half a corpus is kept");
    // Not even root can write there, or below a file.
    for nowhere in ["/proc/nigao".into(), place.write("file", "")] {
        let nowhere = nowhere.to_str().unwrap();
        let outcome = place.run_with(&["check", "稿.txt"], b"", &[("XDG_CACHE_HOME", nowhere)]);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{nowhere}");
    }
}

/// Kills `--fix` that many times, half of them while it writes, the others anywhere in its course. Gives
/// how often the draft was the old one, the new one, and how many files were left beside it.
fn kill_while_fixing(times: u32) -> [usize; 3] {
    let place = Place::new();
    let rest = "　　各级各部门要加强组织领导，细化工作措施，抓好督促落实。\n".repeat(3_000);
    let (old, new) = (faulty() + &rest, CLEAN.to_owned() + &rest);
    let start = || {
        let mut command = Command::new(program());
        command.args(["check", "--fix", "稿.txt"]).current_dir(place.folder());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    };
    let beside = || fs::read_dir(place.folder()).unwrap().count() - 1;
    place.write("稿.txt", &old);
    let begun = SystemTime::now();
    start().wait().unwrap();
    let whole = begun.elapsed().unwrap();
    assert_eq!(place.read("稿.txt"), new.as_bytes(), "undisturbed");
    let [mut kept, mut written] = [0; 2];
    for round in 0..times {
        place.write("稿.txt", &old);
        let before = beside();
        let mut child = start();
        if round % 2 == 0 {
            std::thread::sleep(whole * round / times);
        } else {
            while beside() == before && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_micros(50));
            }
            std::thread::sleep(Duration::from_micros(u64::from(round) * 37 % 3_000));
        }
        let _ = child.kill();
        child.wait().unwrap();
        let content = place.read("稿.txt");
        assert!(
            content == old.as_bytes() || content == new.as_bytes(),
            "round {round}: {} bytes",
            content.len()
        );
        if content == old.as_bytes() { kept += 1 } else { written += 1 }
    }
    let left = beside();
    assert!(left <= times as usize, "at most one for each that was killed: {left}");
    // What is left is gone with the next run, once it is certain that nobody is writing it.
    let long_ago = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    for entry in fs::read_dir(place.folder()).unwrap() {
        fs::File::options().append(true).open(entry.unwrap().path()).unwrap().set_modified(long_ago).unwrap();
    }
    place.write("稿.txt", &old);
    start().wait().unwrap();
    assert_eq!((place.read("稿.txt"), beside()), (new.into_bytes(), 0));
    [kept, written, left]
}

#[test]
fn a_draft_that_is_being_fixed_is_the_old_or_the_new_one_whenever_the_program_is_killed() {
    kill_while_fixing(10);
}

#[test]
#[ignore = "minutes without optimisation"]
fn so_it_is_if_it_is_killed_200_times() {
    let [kept, written, left] = kill_while_fixing(200);
    println!("killed 200 times: {kept} old, {written} new, {left} files left until the next run");
    assert!(kept > 0 && written > 0, "every moment should occur");
}

/// Memory that a process holds, in KiB.
#[cfg(target_os = "linux")]
fn resident(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Edits at random places as a drafter makes them, questions between them. Gives the memory held after a
/// quarter of them and at the end, in KiB.
#[cfg(target_os = "linux")]
fn long_session(edits: u64) -> (usize, usize) {
    const URI: &str = "file:///nowhere/draft.txt";
    let draft = include_str!("../seeds/000_fac739ef5a749b88.txt");
    let lines = draft.lines().count();
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, "plaintext", draft);
    let (mut seed, mut warm) = (2026u64, 0);
    // SplitMix64: the same session every time.
    let mut random = |below: usize| {
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (seed ^ seed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) as usize % below
    };
    let pieces = [
        "推",
        "进",
        "一、",
        "\n",
        "（二）强化保障。\n",
        "到2030年，城镇化率达到70%。",
        "“",
        "两个维护",
        "，",
    ];
    for edit in 0..edits {
        let (line, column) = (random(lines / 2), random(8));
        let change = match edit % 500 {
            // What has come together goes again: the draft stays as long as it was.
            499 => json!({"text": draft}),
            _ if random(3) == 0 => {
                json!({"range": range((line, 0), (line, column)), "text": ""})
            }
            _ => json!({"range": range((line, 0), (line, 0)), "text": pieces[random(pieces.len())]}),
        };
        client.change(URI, i64::try_from(edit).unwrap() + 2, json!([change]));
        if edit % 20 == 0 {
            for method in ["textDocument/documentSymbol", "textDocument/foldingRange"] {
                client.request(method, on(URI, json!({})));
            }
            let whole = json!({"range": range((line, 0), (line, 0)), "context": {"diagnostics": []}});
            client.request("textDocument/codeAction", on(URI, whole));
            let position = json!({"position": at(line, 0)});
            for method in ["textDocument/completion", "textDocument/hover"] {
                let id = client.ask(method, on(URI, position.clone()));
                client.answer(id);
            }
            client.inbox.clear();
        }
        if edit == edits / 4 {
            warm = resident(client.process.id());
        }
    }
    let end = resident(client.process.id());
    client.request("textDocument/foldingRange", on(URI, Value::Null));
    client.quit();
    (warm, end)
}

/// More than this the memory may not grow, in KiB: what an allocator keeps for later comes to a few MiB.
#[cfg(target_os = "linux")]
const GROWTH: usize = 16 << 10;

#[cfg(target_os = "linux")]
#[test]
fn a_session_of_many_edits_does_not_grow() {
    let (warm, end) = long_session(1_600);
    assert!(end < warm + GROWTH, "{warm} KiB, then {end} KiB");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "minutes without optimisation"]
fn an_hour_of_edits_does_not_grow() {
    // Five edits in a second.
    let (warm, end) = long_session(18_000);
    println!("18,000 edits: {warm} KiB after a quarter, {end} KiB at the end");
    assert!(end < warm + GROWTH, "{warm} KiB, then {end} KiB");
}
