//! `nigao targets`: the contract, the tables, what cannot be read.

use serde_json::json;

use crate::run::{CLEAN, Place};

fn draft(target: &str) -> String {
    CLEAN.replace(
        "推动县域经济高质量发展，要坚持",
        &format!("到2027年，{target}。推动县域经济高质量发展，要坚持"),
    )
}

#[test]
fn the_json_keeps_the_contract() {
    let place = Place::new();
    let text = draft("全市存贷款规模突破1.7万亿元");
    place.write("稿.txt", format!("\u{feff}{text}"));
    let outcome = place.run(&["targets", "--format", "json", "稿.txt"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let quote = "全市存贷款规模突破1.7万亿元";
    let place_of = text.find(quote).map(|at| text[..at].chars().count()).unwrap();
    let wanted = json!({ "files": [{ "path": "稿.txt", "targets": [{
        "span": [place_of, place_of + quote.chars().count()], "line": 5, "quote": quote,
        "horizon": { "text": "到2027年", "from": null, "to": 2027 }, "indicator": "存贷款规模",
        "verb": "突破", "modifier": null, "bound": ">", "value": 1.7, "unit": "万亿元",
        "normalized": { "value": 1_700_000_000_000_u64, "unit": "元" }
    }] }] });
    assert_eq!(outcome.json(), wanted);
}

#[test]
fn nothing_is_an_empty_list() {
    let place = Place::new();
    let outcome = place.run_with(&["targets", "--format", "json", "-"], b"", &[]);
    assert_eq!((outcome.status, outcome.json()), (0, json!({ "files": [{ "path": "-", "targets": [] }] })));
    let outcome = place.run_with(&["targets", "-"], b"", &[]);
    assert_eq!((outcome.status, outcome.text().as_str()), (0, "-\n没有读到目标\n"));
}

#[test]
fn the_table_is_grouped_and_aligned() {
    let place = Place::new();
    place.write("稿.txt", draft("城镇化率达到64%以上，R&D投入强度达到3%"));
    let text = place.run(&["targets", "稿.txt"]).text();
    let wanted = "稿.txt\n\n到2027年\n  一、总体要求\n    5  城镇化率     达到64%以上\n    5  R&D投入强度  达到3%\n\n共 2 项目标\n";
    assert_eq!(text, wanted);
}

#[test]
fn several_drafts_stand_side_by_side() {
    let place = Place::new();
    place.write("甲.txt", draft("城镇化率达到64%以上"));
    place.write("乙.txt", draft("城镇化率达到65%，粮食产量达到190万吨"));
    let text = place.run(&["targets", "甲.txt", "乙.txt"]).text();
    let row = text.lines().find(|line| line.starts_with("城镇化率")).unwrap();
    assert!(row.contains("达到64%以上") && row.ends_with("达到65%"), "{text}");
    assert!(text.ends_with("共 2 项目标，1 项见于一份以上文稿\n"), "{text}");
    let csv = place.run(&["targets", "--format", "csv", "甲.txt", "乙.txt"]).text();
    assert!(csv.starts_with("\u{feff}截止年,指标,甲.txt,甲.txt（行）,乙.txt,乙.txt（行）\r\n"), "{csv}");
    assert!(csv.contains("\r\n2027,城镇化率,达到64%以上,5,达到65%,5\r\n"), "{csv}");
}

#[test]
fn the_csv_has_one_target_a_row() {
    let place = Place::new();
    place.write("稿.txt", draft("全员劳动生产率达到25万元/人"));
    let csv = place.run(&["targets", "--format", "csv", "稿.txt"]).text();
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().starts_with("\u{feff}行,期限,起始年,截止年,章节,指标,"), "{csv}");
    let row = "5,到2027年,,2027,一、总体要求,全员劳动生产率,,达到,>=,25,万元/人,250000,元/人,全员劳动生产率达到25万元/人";
    assert_eq!(lines.next(), Some(row), "{csv}");
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_shown() {
    let place = Place::new();
    place.write("稿.txt", draft("城镇化率达到64%以上"));
    let outcome = place.run(&["targets", "无.txt", "稿.txt"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (2, "无.txt：没有这个文件或文件夹\n"));
    assert!(outcome.text().contains("达到64%以上"));
    let folder = place.run(&["targets", "."]);
    assert_eq!(folder.status, 0);
    assert!(folder.text().contains("达到64%以上"), "{}", folder.text());
    let wrong = place.run(&["targets", "--format", "xml", "稿.txt"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("可用的有：text、json、csv"), "{}", wrong.stderr);
    assert!(place.run(&["targets", "--help"]).text().contains("用法：nigao targets"));
}
