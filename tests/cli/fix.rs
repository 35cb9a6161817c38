//! `nigao check --fix`: what is written, how, and when not.

use nigao::text::decode::{Encoding, Format, encode};

use crate::run::{CLEAN, Place, faulty};

/// The clean text and the faulty one, written the same way in every way there is.
fn all_ways() -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut ways = Vec::new();
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
        for (bom, line_end, final_end) in [
            (false, "\n", true),
            (true, "\n", false),
            (false, "\r\n", false),
            (true, "\r\n", true),
            (false, "\r", true),
            (true, "\r", false),
        ] {
            let write = |text: &str| {
                let text = if final_end { text } else { text.trim_end() };
                encode(&text.replace('\n', line_end), Format { encoding, bom, guessed: false })
            };
            ways.push((format!("{encoding} {bom} {line_end:?} {final_end}"), write(&faulty()), write(CLEAN)));
        }
    }
    ways
}

#[test]
fn encoding_mark_and_line_ends_are_kept() {
    let place = Place::new();
    for (way, wrong, right) in all_ways() {
        place.write("稿.txt", &wrong);
        let outcome = place.run(&["check", "--fix", "稿.txt"]);
        assert_eq!(outcome.status, 0, "{way}: {}{}", outcome.text(), outcome.stderr);
        assert_eq!(place.read("稿.txt"), right, "{way}");
        assert!(outcome.text().contains("已自动修改 1 个问题"), "{}", outcome.text());
        let said = outcome.stderr.contains("（推断）");
        let names_itself = way.contains("true \"") || way.starts_with("UTF-8");
        assert_eq!(said, !names_itself, "{way}: {}", outcome.stderr);
        let again = place.run(&["check", "--fix", "稿.txt"]);
        assert!(again.text().contains("没有可自动修改之处"), "{}", again.text());
        assert_eq!(place.read("稿.txt"), right, "{way}");
    }
}

#[test]
fn a_guessed_encoding_is_said() {
    let place = Place::new();
    place.write("稿.txt", encode(CLEAN, Format { encoding: Encoding::Gb18030, bom: false, guessed: true }));
    let outcome = place.run(&["check", "稿.txt"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, "稿.txt：按 GB18030 读取（推断）\n"));
}

#[test]
fn nothing_is_written_without_a_fix() {
    let place = Place::new();
    let path = place.write("稿.txt", CLEAN);
    let before = path.metadata().unwrap().modified().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(place.run(&["check", "--fix", "稿.txt"]).status, 0);
    assert_eq!(path.metadata().unwrap().modified().unwrap(), before);
    place.write("差.txt", faulty());
    assert_eq!(place.run(&["check", "差.txt"]).status, 1);
    assert_eq!(place.read("差.txt"), faulty().as_bytes(), "check alone changes nothing");
}

#[test]
fn what_cannot_be_fixed_safely_is_left_and_reported() {
    let place = Place::new();
    let text = faulty().replace("三、组织", "四、组织");
    place.write("稿.txt", &text);
    let outcome = place.run(&["check", "--fix", "稿.txt"]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.text().contains("跳到“四、”"), "{}", outcome.text());
    assert_eq!(place.read("稿.txt"), text.replace("（二）改善", "（三）改善").as_bytes());
}

#[test]
fn json_reports_what_is_left() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    let outcome = place.run(&["check", "--fix", "--format", "json", "稿.txt"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, "已自动修改 1 个问题\n"));
    assert_eq!(outcome.json()["summary"]["error"], 0);
    assert_eq!(place.read("稿.txt"), CLEAN.as_bytes());
}

#[test]
fn standard_input_comes_out_fixed() {
    let place = Place::new();
    for (way, wrong, right) in all_ways() {
        let outcome = place.run_with(&["check", "--fix", "-"], &wrong, &[]);
        assert_eq!(outcome.status, 0, "{way}: {}", outcome.stderr);
        assert_eq!(outcome.stdout, right, "{way}");
        assert!(outcome.stderr.contains("检查 1 个文件"), "the report is on standard error");
    }
    let json = place.run_with(&["check", "--fix", "--format", "json", "-"], faulty().as_bytes(), &[]);
    assert_eq!(json.stdout, CLEAN.as_bytes());
    assert!(json.stderr.lines().any(|line| line.starts_with("{\"version\":1")), "{}", json.stderr);
    // An editor that filters its buffer must get it back, whatever happens.
    let binary = b"PK\x03\x04\x00\x00\x00\xff".as_slice();
    let outcome = place.run_with(&["check", "--fix", "-"], binary, &[]);
    assert_eq!((outcome.status, outcome.stdout.as_slice()), (2, binary));
}

#[test]
fn bytes_that_would_not_come_back_are_not_touched() {
    let place = Place::new();
    let mut bytes = encode(&faulty(), Format { encoding: Encoding::Gb18030, bom: false, guessed: true });
    // 0x80 is read as the euro sign, which is written with two bytes.
    bytes.extend_from_slice(b"\x80\n");
    place.write("稿.txt", &bytes);
    let outcome = place.run(&["check", "--fix", "稿.txt"]);
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.contains("稿.txt：文件中有 GB18030 不能原样写回的字符"), "{}", outcome.stderr);
    assert_eq!(place.read("稿.txt"), bytes);
    assert!(outcome.text().contains("重复"), "what was found is reported all the same");
}

#[test]
fn damaged_and_binary_files_are_named_and_left_alone() {
    let place = Place::new();
    let mut damaged = faulty().into_bytes();
    let at = faulty().find("三、组织").unwrap();
    damaged.insert(at, 0xff);
    place.write("坏.txt", &damaged);
    place.write("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR");
    place.write("差.txt", faulty());
    let outcome = place.run(&["check", "--fix", "坏.txt", "图.txt", "差.txt"]);
    assert_eq!(outcome.status, 2);
    let line = outcome.stderr.lines().find(|line| line.starts_with("坏.txt：")).expect("one line");
    assert!(line.contains("第11行") && line.contains(&format!("第{}字节", at + 1)), "{line}");
    assert!(outcome.stderr.contains("图.txt：不是文本文件"), "{}", outcome.stderr);
    assert_eq!(place.read("坏.txt"), damaged);
    assert_eq!(place.read("差.txt"), CLEAN.as_bytes(), "the others are fixed");
    assert!(outcome.text().contains("检查 1 个文件，另有 2 处未能读取或写回"), "{}", outcome.text());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_are_kept() {
        let place = Place::new();
        for mode in [0o600, 0o640, 0o664, 0o755] {
            let path = place.write("稿.txt", faulty());
            std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            assert_eq!(place.run(&["check", "--fix", "稿.txt"]).status, 0);
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, mode);
            assert_eq!(place.read("稿.txt"), CLEAN.as_bytes());
        }
        assert_eq!(place.folder().read_dir().unwrap().count(), 1, "nothing else is left in the folder");
    }

    #[test]
    fn a_link_stays_a_link() {
        let place = Place::new();
        place.write("真/稿.txt", faulty());
        symlink("真/稿.txt", place.path("链.txt")).unwrap();
        assert_eq!(place.run(&["check", "--fix", "链.txt", "真/稿.txt"]).status, 0);
        assert!(place.path("链.txt").symlink_metadata().unwrap().is_symlink());
        assert_eq!(place.read("真/稿.txt"), CLEAN.as_bytes());
    }

    #[test]
    fn a_read_only_file_is_refused() {
        let place = Place::new();
        let path = place.write("稿.txt", faulty());
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).unwrap();
        let outcome = place.run(&["check", "--fix", "稿.txt"]);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (2, "稿.txt：文件只读，未作修改\n"));
        assert_eq!(place.read("稿.txt"), faulty().as_bytes());
        assert!(outcome.text().contains("重复"));
        assert!(!outcome.text().contains("自动修改之处"), "there was something to repair");
    }
}
