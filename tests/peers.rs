//! What other checkers of Chinese text test about punctuation, on sentences of official writing.
//!
//! Each case says whose tests have its kind; the sentences are our own. The tests are those of zhlint
//! (zhlint-project/zhlint, test/), AutoCorrect (huacnlee/autocorrect, autocorrect/src/rule/ and format.rs),
//! lint-md (lint-md/lint-md, __tests__/unit/rules/), the rules for textlint of
//! darkyzhou/textlint-rule-preset-zh-technical-writing and of
//! ylc395/textlint-rule-zh-half-and-full-width-bracket, remark-lint-no-repeat-punctuation and pangu
//! (vinta/pangu.js, test/). Where official writing differs from what a peer does, the case says why.

use std::sync::Arc;

use nigao::fix::fix_where;
use nigao::text::Text;
use nigao::{Reference, analyze};

/// What peers correct, and leave alone, just so: a sentence, and the same after the safe fixes.
const ALIKE: [(&str, &str, &str); 63] = [
    ("zhlint", "各县要抓好落实,见到实效.", "各县要抓好落实，见到实效。"),
    ("zhlint", "各县（区）要抓好落实,见到实效。", "各县（区）要抓好落实，见到实效。"),
    ("zhlint", "落实\"放管服\"改革要求。", "落实“放管服”改革要求。"),
    ("zhlint", "会议指出\"要坚持'一盘棋'思想\"。", "会议指出“要坚持‘一盘棋’思想”。"),
    ("zhlint", "推广What's Up等应用。", "推广What's Up等应用。"),
    ("zhlint", "推进改 革开放。", "推进改革开放。"),
    ("zhlint", "推进改革 ；扩大开放。", "推进改革；扩大开放。"),
    ("zhlint", "推进改革； 扩大开放。", "推进改革；扩大开放。"),
    ("zhlint", "落实 “放管服” 改革要求。", "落实“放管服”改革要求。"),
    ("zhlint", "落实“ 放管服 ”改革要求。", "落实“放管服”改革要求。"),
    ("zhlint", "推进产业园 （含集聚区） 建设。", "推进产业园（含集聚区）建设。"),
    ("zhlint", "推进产业园（ 含集聚区 ）建设。", "推进产业园（含集聚区）建设。"),
    ("zhlint", "按照1-1号方案执行。", "按照1-1号方案执行。"),
    ("zhlint", "1) 项目符号不成对。", "1) 项目符号不成对。"),
    ("zhlint", "调用computed()接口。", "调用computed()接口。"),
    ("zhlint", "调用`a,b:c(d)`接口。", "调用`a,b:c(d)`接口。"),
    ("zhlint", "调用`接口,参数:甲`完成。", "调用`接口,参数:甲`完成。"),
    ("zhlint", "参见[通知](/api/a,b:c)全文。", "参见[通知](/api/a,b:c)全文。"),
    ("zhlint", "![示意图](图,一.png)如上。", "![示意图](图,一.png)如上。"),
    ("zhlint", "采用“Attention Is All You Need”一文方法。", "采用“Attention Is All You Need”一文方法。"),
    ("AutoCorrect", "你们要抓好落实!", "你们要抓好落实！"),
    ("AutoCorrect", "还有多大的增长空间?", "还有多大的增长空间？"),
    ("AutoCorrect", "建设一部5G,实现全覆盖!", "建设一部5G，实现全覆盖！"),
    ("AutoCorrect", "推广应用,人工智能AI赋能.", "推广应用，人工智能AI赋能。"),
    ("AutoCorrect", "推广应用,AI赋能产业.", "推广应用，AI赋能产业。"),
    ("AutoCorrect", "抓好落实.各县推进,见效?统筹!全面推进", "抓好落实。各县推进，见效？统筹！全面推进"),
    ("AutoCorrect", "总体目标:基本建成~全面推进!", "总体目标：基本建成~全面推进！"),
    ("AutoCorrect", "会议于10:35分开始，前往CBD中心。", "会议于10:35分开始，前往CBD中心。"),
    (
        "AutoCorrect",
        "请访问https://www.example.gov.cn/文件名.html 查询。",
        "请访问https://www.example.gov.cn/文件名.html 查询。",
    ),
    (
        "AutoCorrect",
        "请访问：https://www.example.gov.cn/a-b.html。",
        "请访问：https://www.example.gov.cn/a-b.html。",
    ),
    ("AutoCorrect", "登录example.gov.cn办理。", "登录example.gov.cn办理。"),
    ("AutoCorrect", "利率报1.5530%，上涨33.80%。", "利率报1.5530%，上涨33.80%。"),
    ("AutoCorrect", "字符&nbsp;&quot;不变，&#34;也不变。", "字符&nbsp;&quot;不变，&#34;也不变。"),
    ("AutoCorrect", "甲公司（AAA.N）上市融资。", "甲公司（AAA.N）上市融资。"),
    ("AutoCorrect", "来自Yahoo!的文档。", "来自Yahoo!的文档。"),
    ("AutoCorrect", "采用SHA1。", "采用SHA1。"),
    ("AutoCorrect", "发布-ADR-已发行。", "发布-ADR-已发行。"),
    ("AutoCorrect", "做到快速、 跨平台 、低占用。", "做到快速、跨平台、低占用。"),
    ("AutoCorrect", "|64位浮点数（例如:10.90）|甲,乙|", "|64位浮点数（例如:10.90）|甲,乙|"),
    ("lint-md", "需要做到以下几点:第一;第二;第三.", "需要做到以下几点：第一；第二；第三。"),
    ("lint-md", "price为9.99元,较上年下降!各县要稳价.", "price为9.99元，较上年下降！各县要稳价。"),
    ("lint-md", "推广人工智能(AI)应用。", "推广人工智能（AI）应用。"),
    ("lint-md", "推广人工智能(AI)", "推广人工智能（AI）"),
    ("lint-md", "推进园区(含集聚区）建设。", "推进园区（含集聚区）建设。"),
    ("lint-md", "推进园区（含集聚区)建设。", "推进园区（含集聚区）建设。"),
    ("lint-md", "Use function(test) here.", "Use function(test) here."),
    ("lint-md", "hello world, ok.", "hello world, ok."),
    ("lint-md", "version 1.0", "version 1.0"),
    ("lint-md", "<https://www.example.gov.cn/?a,b>", "<https://www.example.gov.cn/?a,b>"),
    ("lint-md", "价格&amp;(含税)一并公示。", "价格&amp;（含税）一并公示。"),
    ("textlint (ylc395)", "text(市区123)。", "text（市区123）。"),
    ("textlint (ylc395)", "text（市区abc）。", "text（市区abc）。"),
    ("textlint (darkyzhou)", "发展农业...还有林业。", "发展农业……还有林业。"),
    ("textlint (darkyzhou)", "发展农业....还有林业。", "发展农业……还有林业。"),
    ("textlint (darkyzhou)", "发展农业......还有林业。", "发展农业……还有林业。"),
    ("textlint (darkyzhou)", "发展农业…！", "发展农业……！"),
    ("textlint (darkyzhou)", "发展“农业”………！", "发展“农业”……！"),
    ("textlint (darkyzhou)", "发展..农业。", "发展..农业。"),
    ("textlint (darkyzhou)", "推进改革，。", "推进改革。"),
    ("textlint (darkyzhou)", "各县要求：  抓好落实 。", "各县要求：抓好落实。"),
    (
        "textlint (darkyzhou)",
        "提出“坚持‘两山’理念”，印发《关于〈规划〉的通知》。",
        "提出“坚持‘两山’理念”，印发《关于〈规划〉的通知》。",
    ),
    ("remark-lint", "推进改革，，扩大开放。", "推进改革，扩大开放。"),
    ("remark-lint", "推进改革，扩大开放。。", "推进改革，扩大开放。"),
];

/// What peers report and leave to the author, as does nigao: the peer, a sentence, the mark at fault.
const REPORTED: [(&str, &str, &str); 5] = [
    ("textlint (darkyzhou)", "落实四个意识”要求。", "”"),
    ("textlint (darkyzhou)", "印发《关于〈规划〉“通知》。", "“"),
    ("textlint (darkyzhou)", "印发《关于【规划》的通知。", "【"),
    ("textlint (darkyzhou)", "推进园区（含集聚区））建设。", "）"),
    ("lint-md", "推进园区(含集聚区建设。", "("),
];

/// What official writing does otherwise: the peer, a sentence, what nigao makes of it, what the peer does,
/// and why.
const OTHERWISE: [(&str, &str, &str, &str, &str); 18] = [
    (
        "pangu",
        "到2030年建成5G基站。",
        "到2030年建成5G基站。",
        "到 2030 年建成 5G 基站。",
        "公文汉字与数字、字母之间不空格",
    ),
    (
        "pangu",
        "抓好落实,见到实效。",
        "抓好落实，见到实效。",
        "抓好落实, 见到实效。",
        "中文里逗号用全角，不在半角之后加空格",
    ),
    ("pangu", "按照A-B方案执行。", "按照A-B方案执行。", "按照 A-B 方案执行。", "公文汉字与字母之间不空格"),
    ("AutoCorrect", "投资100亿元。", "投资100亿元。", "投资 100 亿元。", "公文汉字与数字之间不空格"),
    (
        "AutoCorrect",
        "推进改革;扩大开放。",
        "推进改革；扩大开放。",
        "推进改革;扩大开放。",
        "代码里的分号才不改",
    ),
    (
        "AutoCorrect",
        "建设“ＡＩ＋”示范区。",
        "建设“ＡＩ＋”示范区。",
        "建设“AI＋”示范区。",
        "全角字母是名称的写法，由作者决定",
    ),
    (
        "AutoCorrect",
        "推进园区(含集聚区)建设。",
        "推进园区（含集聚区）建设。",
        "推进园区 (含集聚区) 建设。",
        "公文括号用全角",
    ),
    ("zhlint", "推广AI应用。", "推广AI应用。", "推广 AI 应用。", "公文汉字与字母之间不空格"),
    (
        "zhlint",
        "各县（区）要抓好落实。",
        "各县（区）要抓好落实。",
        "各县 (区) 要抓好落实。",
        "公文括号用全角",
    ),
    (
        "zhlint",
        "落实'放管服'改革要求。",
        "落实“放管服”改革要求。",
        "落实‘放管服’改革要求。",
        "外层用双引号，GB/T 15834—2011 4.8.3",
    ),
    (
        "zhlint",
        "一是抓实 二是抓细 三是抓好 四是抓严 五是抓常。",
        "一是抓实 二是抓细 三是抓好 四是抓严 五是抓常。",
        "一是抓实二是抓细三是抓好四是抓严五是抓常。",
        "空格多的行是分栏，不是误空",
    ),
    ("zhlint", "主任：张 三。", "主任：张 三。", "主任：张三。", "两字姓名中间空格与三字姓名对齐，是版式"),
    ("lint-md", "增长5%，下降3%。", "增长5%，下降3%。", "增长 5%，下降 3%。", "公文汉字与数字之间不空格"),
    ("lint-md", "达到２５％。", "达到２５％。", "达到25％。", "全角数字不是标点，由作者决定"),
    ("lint-md", "Hello world....", "Hello world....", "Hello world……", "西文省略号不用中文的形式"),
    (
        "textlint (ylc395)",
        "推广人工智能（AI）应用。",
        "推广人工智能（AI）应用。",
        "推广人工智能(AI)应用。",
        "公文括号用全角，不论括号内是什么",
    ),
    (
        "textlint (ylc395)",
        "按第(三)条办理，包括(1)甲、(2)乙。",
        "按第(三)条办理，包括(1)甲、(2)乙。",
        "按第（三）条办理，包括(1)甲、(2)乙。",
        "序号的括号由序号规则统一",
    ),
    (
        "textlint (darkyzhou)",
        "大会胜利召开！！",
        "大会胜利召开！！",
        "大会胜利召开！",
        "叹号可以叠用，GB/T 15834—2011 4.3.3",
    ),
];

/// What the standard asks for and no peer tests.
const ALONE: [(&str, &str); 11] = [
    ("一个目标--全面建成小康社会。", "一个目标——全面建成小康社会。"),
    ("一个目标———全面建成小康社会。", "一个目标——全面建成小康社会。"),
    ("一个目标──全面建成小康社会。", "一个目标——全面建成小康社会。"),
    ("每县新建25-30个站点。", "每县新建25～30个站点。"),
    ("2021—2025年，成都—重庆。", "2021—2025年，成都—重庆。"),
    ("发展农业、林业……等产业。", "发展农业、林业等产业。"),
    ("发展农业。。。还有林业。", "发展农业……还有林业。"),
    ("推进改革、、扩大开放。", "推进改革、扩大开放。"),
    ("提出“坚持“两山”理念”。", "提出“坚持‘两山’理念”。"),
    ("印发<<关于《规划》的通知>>。", "印发《关于〈规划〉的通知》。"),
    (
        "增强“四个意识“，投资1,234.5万元，邮箱zhang.san@example.gov.cn。",
        "增强“四个意识”，投资1,234.5万元，邮箱zhang.san@example.gov.cn。",
    ),
];

/// The sentence as the fifth line of a document that is full-width.
fn document(sentence: &str) -> Text {
    let head = "关于加强治理工作的报告\n\n为加强治理，推进改革，扩大开放（含安全），统筹城乡，现报告如下：要抓好落实；要见到实效。\n\n";
    Text::from(format!("{head}{sentence}\n\n各级各部门，各单位，都要抓好落实。\n").as_str())
}

/// The sentence after the safe fixes of punctuation and ranges.
fn fixed(sentence: &str) -> String {
    let text = document(sentence);
    let of_form = |rule: &str| rule.starts_with("punctuation/") || rule == "numbers/range";
    let fixed =
        fix_where(&text, &Arc::new(Reference::default()), |found| of_form(found.rule)).unwrap_or(text);
    fixed.line(4).into_owned()
}

#[test]
fn what_peers_and_the_standard_correct_is_corrected() {
    let all = ALIKE.iter().copied().chain(ALONE.iter().map(|(wrong, right)| ("nigao", *wrong, *right)));
    let wrong: Vec<String> = all
        .filter(|(_, sentence, right)| fixed(sentence) != *right || fixed(right) != *right)
        .map(|(peer, sentence, right)| format!("{peer}: {sentence} → {} and not {right}", fixed(sentence)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_peers_report_is_reported() {
    for (peer, sentence, mark) in REPORTED {
        let analysis = analyze(&document(sentence), &Arc::new(Reference::default()), None);
        let pairs = analysis.findings.iter().filter(|found| found.rule == "punctuation/pairs");
        let marked: Vec<_> =
            pairs.map(|found| nigao::analysis::marked_text(&analysis.draft.document, found)).collect();
        assert!(marked.iter().any(|text| text == mark), "{peer}: {sentence} {marked:?}");
    }
}

#[test]
fn official_writing_differs_where_it_has_a_reason() {
    for (peer, sentence, ours, theirs, why) in OTHERWISE {
        assert_eq!(fixed(sentence), ours, "{peer}");
        assert!(theirs != ours && !why.is_empty());
    }
}
