//! Hovers over terms, targets, markers and findings.

use serde_json::{Value, json};

use crate::client::{Client, at, on, range};

const URI: &str = "file:///nigao-test/draft.txt";

/// The hover over `words` of `text`, in UTF-16; `past` characters into them.
fn hover(capabilities: Value, text: &str, words: &str, past: usize) -> Value {
    let mut client = Client::with_capabilities(capabilities);
    client.open(URI, "plaintext", text);
    let place = place(text, words);
    let answer =
        client.request("textDocument/hover", on(URI, json!({"position": at(place.0, place.1 + past)})));
    client.quit();
    answer
}

/// Line and UTF-16 column of `words`.
fn place(text: &str, words: &str) -> (usize, usize) {
    let (line, written) =
        text.lines().enumerate().find(|(_, line)| line.contains(words)).expect("a line has them");
    (line, written[..written.find(words).expect("it has them")].encode_utf16().count())
}

fn markdown() -> Value {
    json!({"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}})
}

fn value(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or_else(|| panic!("no hover: {hover}"))
}

#[test]
fn a_term_is_told_in_the_format_that_the_client_likes() {
    let text = "关于𠮷县工作的决定\r\n一、总体要求\r\n𠮷县做到“两个维护”，坚定“四个自信”。\r\n";
    let found = hover(markdown(), text, "两个维护", 1);
    assert_eq!(found["range"], range((2, 6), (2, 10)));
    assert_eq!(found["contents"]["kind"], "markdown");
    let said = value(&found);
    assert!(said.starts_with("**“两个维护”**\n\n- "), "{said}");
    assert!(said.contains("- 引号：要加\n") && said.contains("- 用例：文稿1处，语料"), "{said}");
    let found = hover(json!({}), text, "两个维护", 4);
    assert_eq!((&found["range"], &found["contents"]["kind"]), (&range((2, 6), (2, 10)), &json!("plaintext")));
    assert!(value(&found).starts_with("“两个维护”\n"), "{found}");
    let members = hover(markdown(), text, "四个自信", 0);
    assert!(value(&members).contains("- 包括：道路自信、理论自信、制度自信、文化自信\n"), "{members}");
    let text = "关于工作的决定\n一、总体要求\n作出部署，推广“三色”做法。\n";
    for words in ["总体要求", "部署", "三色"] {
        assert_eq!(hover(markdown(), text, words, 1), Value::Null, "{words}");
    }
    let text = text.replace("部署", "布署");
    assert!(value(&hover(markdown(), &text, "布署", 1)).contains("**部署**\n\n- 不作：布署"), "{text}");
}

#[test]
fn a_wrong_form_is_explained_before_its_term() {
    let text = "关于工作的决定\n一、总体要求\n学习习近平新时代特色社会主义思想。\n";
    let said = hover(markdown(), text, "时代特色", 0);
    let said = value(&said);
    let (finding, term) = (said.find("依据："), said.find("**习近平新时代中国特色社会主义思想**"));
    assert!(finding.is_some() && term.is_some() && finding < term, "{said}");
    assert!(said.contains("\n---\n"), "{said}");
}

#[test]
fn a_target_is_told_as_it_was_read() {
    let text = "中共某市委关于工作的决定\n(2022年12月28日中国共产党某市第八届委员会第五次全体会议通过)\n为加快发展，作出如下决定。\n\
                一、目标\n未来五年的主要目标是：\n（一）经济。地区生产总值突破7000亿元，城镇化率达到64%以上。\n\
                （二）城镇。到2025年，城镇化率达到60%以上。\n回顾过去，2021年城镇化率达到50%。\n";
    let said = hover(markdown(), text, "突破7000", 3);
    assert_eq!(said["range"], range((5, 6), (5, 20)));
    let said = value(&said);
    assert!(said.contains("期限：未来五年，即2023—2027年（第5行引语）"), "{said}");
    assert!(said.contains("取值：超过7000亿元\n"), "{said}");
    let said = hover(markdown(), text, "城镇化率达到64", 5);
    let said = value(&said);
    assert!(
        said.contains("取值：不低于64%\n") && said.contains("文中：第7行“到2025年，城镇化率达到60%以上”"),
        "{said}"
    );
    assert!(said.contains("语料：《中共绵阳市委"), "{said}");
    let text = text.replace("7000亿元", "1.7万亿元");
    let said = hover(markdown(), &text, "突破1.7", 3);
    assert!(value(&said).contains("取值：超过1.7万亿元，即17000亿元\n"), "{said}");
    assert_eq!(hover(markdown(), &text, "2021年城镇化率", 8), Value::Null);
}

#[test]
fn a_marker_is_told_by_its_place_and_its_finding_first() {
    let text = "关于工作的决定\n一、总体要求\n（一）指导思想。坚持统筹谋划。\n（三）工作目标。坚持稳步推进。\n二、重点任务\n坚持综合施策。\n";
    let said = hover(markdown(), text, "（一）", 1);
    assert_eq!(said["range"], range((2, 0), (2, 3)));
    assert_eq!(
        value(&said),
        "**（一）指导思想**\n\n- 序位：第2层（条），同级第1个，共2个\n- 上级：一、总体要求\n"
    );
    let counted =
        "关于工作的决定\n一、实施两大行动\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n二、保障\n";
    let said = hover(markdown(), counted, "（二）", 1);
    assert!(value(&said).contains("- 序位：第2层（条），同级第2个，共2个，写明“两大行动”\n"), "{said}");
    let said = hover(markdown(), counted, "一、", 0);
    assert!(value(&said).contains("- 下级：2个，写明“两大行动”\n"), "{said}");
    let said = hover(markdown(), counted, "两大行动", 2);
    assert_eq!(value(&said), "**两大行动**\n\n- 写明：2项\n- 实有：下面列了2项\n");
    let said = hover(markdown(), text, "（三）", 1);
    let said = value(&said);
    assert!(said.starts_with("**同级序号应当连续**\n\n- 理由："), "{said}");
    assert!(said.contains("- 规则：numbering/sequence\n\n---\n\n**（三）工作目标**"), "{said}");
}
