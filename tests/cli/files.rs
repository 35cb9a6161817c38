//! Which files are checked: folders, .gitignore, patterns, links, each file once.

use crate::run::{CLEAN, Place, faulty, paths};

fn tree() -> Place {
    let place = Place::new();
    for name in
        ["稿/b.txt", "稿/a.md", "稿/子/c.gongwen", "稿/子/d.MARKDOWN", "稿/e.gw", "稿/f.docx", "稿/旧/g.txt"]
    {
        place.write(name, CLEAN);
    }
    place.write("稿/.h.txt", CLEAN);
    place.write("稿/.gitignore", "旧/\n");
    place
}

#[test]
fn folders_are_searched_in_order() {
    let place = tree();
    let (status, report) = place.check_json(&["稿"]);
    assert_eq!(status, 0);
    assert_eq!(paths(&report), ["稿/a.md", "稿/b.txt", "稿/e.gw", "稿/子/c.gongwen", "稿/子/d.MARKDOWN"]);
    assert_eq!(report["summary"]["files"], 5);
    // What is named itself is checked, whatever its kind.
    let (_, report) = place.check_json(&["稿/旧/g.txt", "稿/f.docx", "稿/.h.txt"]);
    assert_eq!(paths(&report), ["稿/旧/g.txt", "稿/f.docx", "稿/.h.txt"]);
    let (_, report) = place.check_json(&["."]);
    assert_eq!(paths(&report)[0], "./稿/a.md");
}

#[test]
fn many_files_come_out_in_order() {
    let place = Place::new();
    let names: Vec<String> = (0..200).map(|number| format!("稿/{number:03}.txt")).collect();
    for (number, name) in names.iter().enumerate() {
        place.write(name, if number % 7 == 0 { faulty() } else { CLEAN.to_owned() });
    }
    let (status, report) = place.check_json(&["稿"]);
    assert_eq!((status, paths(&report)), (1, names.iter().map(String::as_str).collect()));
    let faults = |text: &str| text.lines().filter(|line| line.starts_with("稿/")).count();
    assert_eq!(faults(&place.run(&["check", "稿"]).text()), 29);
    assert_eq!(place.run(&["check", "--fix", "稿"]).status, 0);
    assert_eq!(place.read("稿/196.txt"), CLEAN.as_bytes());
}

#[test]
fn a_file_is_checked_once() {
    let place = tree();
    let (_, report) = place.check_json(&["稿/b.txt", "./稿/b.txt", "稿", "稿/子/../b.txt"]);
    let found = paths(&report);
    assert_eq!(found.len(), 5, "{found:?}");
    assert_eq!(found[0], "稿/b.txt");
}

#[test]
fn patterns_that_the_shell_left_are_expanded() {
    let place = tree();
    let found = |pattern: &str| {
        let (status, report) = place.check_json(&[pattern]);
        assert_eq!(status, 0, "{pattern}");
        paths(&report).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found("稿/*.txt"), ["稿/b.txt"]);
    assert_eq!(found("稿/**/*.txt"), ["稿/b.txt", "稿/旧/g.txt"]);
    assert_eq!(found("**/{a,c}.*"), ["稿/a.md", "稿/子/c.gongwen"]);
    assert_eq!(found("稿/[ab].*"), ["稿/a.md", "稿/b.txt"]);
    let none = place.run(&["check", "稿/*.wps", "稿/b.txt"]);
    assert_eq!((none.status, none.stderr.as_str()), (2, "稿/*.wps：没有匹配的文件\n"));
    assert!(none.text().contains("检查 1 个文件"));
    let bad = place.run(&["check", "稿/[.txt"]);
    assert_eq!(bad.status, 2);
    assert!(bad.stderr.starts_with("稿/[.txt：通配符有误"), "{}", bad.stderr);
    // A name that looks like a pattern is a name first.
    place.write("稿/[定稿].txt", CLEAN);
    assert_eq!(found("稿/[定稿].txt"), ["稿/[定稿].txt"]);
}

#[test]
fn a_folder_without_drafts_is_said() {
    let place = Place::new();
    place.write("空/x.docx", "x");
    let outcome = place.run(&["check", "空"]);
    assert_eq!(outcome.status, 0);
    assert!(outcome.stderr.starts_with("空：其中没有可检查的文件"), "{}", outcome.stderr);
    assert_eq!(outcome.text(), "检查 0 个文件\n");
}

#[cfg(unix)]
#[test]
fn links_do_no_harm() {
    use std::os::unix::fs::symlink;
    let place = tree();
    symlink("..", place.path("稿/子/上")).unwrap();
    symlink("圈", place.path("稿/圈.txt")).unwrap();
    symlink("圈.txt", place.path("稿/圈")).unwrap();
    symlink("b.txt", place.path("稿/同.txt")).unwrap();
    place.write("外.txt", faulty());
    symlink("../外.txt", place.path("稿/外.txt")).unwrap();
    let (status, report) = place.check_json(&["稿"]);
    assert_eq!(status, 1);
    let found = paths(&report);
    assert_eq!(found.len(), 6, "{found:?}");
    assert!(found.contains(&"稿/外.txt"));
    let looped = place.run(&["check", "稿/圈.txt"]);
    assert_eq!(looped.status, 2);
    assert_eq!(looped.stderr.lines().count(), 1, "{}", looped.stderr);
}

#[cfg(unix)]
#[test]
fn a_reader_who_goes_away_is_no_error() {
    let place = Place::new();
    for number in 0..100 {
        place.write(&format!("{number}.txt"), faulty());
    }
    let command = format!("'{}' check . | head -n 1", env!("CARGO_BIN_EXE_nigao"));
    let output =
        std::process::Command::new("sh").args(["-c", &command]).current_dir(place.folder()).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "./0.txt\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let place = Place::new();
    place.write("稿.txt", CLEAN);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_nigao"))
        .args(["check", "稿.txt"])
        .current_dir(place.folder())
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "结果未能写出：磁盘空间不足\n");
}
