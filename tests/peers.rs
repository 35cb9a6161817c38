//! What other linters of Chinese test about punctuation, on sentences of official writing.
//!
//! The kinds of cases are those of zhlint, AutoCorrect, lint-md, textlint's Chinese rules and pangu, as
//! their tests and lists of rules have them; the sentences are our own. Where official writing differs from
//! what a peer does, the case says why.

use std::sync::Arc;

use nigao::Reference;
use nigao::fix::fix_where;
use nigao::text::Text;

/// What peers agree on: a faulty sentence, and the same after the safe fixes.
const ALIKE: [(&str, &str, &str); 58] = [
    ("zhlint", "各县要抓好落实,见到实效.", "各县要抓好落实，见到实效。"),
    ("zhlint", "各县（区）要抓好落实,见到实效。", "各县（区）要抓好落实，见到实效。"),
    ("zhlint", "各县(区)要抓好落实。", "各县（区）要抓好落实。"),
    ("zhlint", "落实'放管服'改革要求。", "落实“放管服”改革要求。"),
    ("zhlint", "落实\"放管服\"改革要求。", "落实“放管服”改革要求。"),
    ("zhlint", "会议指出\"要坚持'一盘棋'思想\"。", "会议指出“要坚持‘一盘棋’思想”。"),
    ("zhlint", "推广What's Up等应用。", "推广What's Up等应用。"),
    ("zhlint", "推进改 革开放。", "推进改革开放。"),
    ("zhlint", "推进改革 ，扩大开放。", "推进改革，扩大开放。"),
    ("zhlint", "推进改革， 扩大开放。", "推进改革，扩大开放。"),
    ("zhlint", "推进改革； 扩大开放。", "推进改革；扩大开放。"),
    ("zhlint", "落实 “放管服” 改革要求。", "落实“放管服”改革要求。"),
    ("zhlint", "落实“ 放管服 ”改革要求。", "落实“放管服”改革要求。"),
    ("zhlint", "推进产业园 （含集聚区） 建设。", "推进产业园（含集聚区）建设。"),
    ("zhlint", "推进产业园（ 含集聚区 ）建设。", "推进产业园（含集聚区）建设。"),
    ("zhlint", "按照1-1号方案执行。", "按照1-1号方案执行。"),
    ("zhlint", "1) 项目符号不成对。", "1) 项目符号不成对。"),
    ("zhlint", "调用`a,b:c(d)`接口。", "调用`a,b:c(d)`接口。"),
    ("zhlint", "调用`接口,参数:甲`完成。", "调用`接口,参数:甲`完成。"),
    ("zhlint", "参见[通知](https://www.gov.cn/a,b)全文。", "参见[通知](https://www.gov.cn/a,b)全文。"),
    ("zhlint", "![示意图](图,一.png)如上。", "![示意图](图,一.png)如上。"),
    ("zhlint", "We do it, and they do too. 各县要抓好落实。", "We do it, and they do too. 各县要抓好落实。"),
    ("zhlint", "采用“Attention Is All You Need”一文方法。", "采用“Attention Is All You Need”一文方法。"),
    ("AutoCorrect", "你们要抓好落实!", "你们要抓好落实！"),
    ("AutoCorrect", "还有多大的增长空间?", "还有多大的增长空间？"),
    ("AutoCorrect", "建设5G基站3000个,实现全覆盖!", "建设5G基站3000个，实现全覆盖！"),
    ("AutoCorrect", "总体目标:到2030年基本建成。", "总体目标：到2030年基本建成。"),
    (
        "AutoCorrect",
        "访问 https://www.example.gov.cn:8080/a?b=c,d 查询。",
        "访问 https://www.example.gov.cn:8080/a?b=c,d 查询。",
    ),
    ("AutoCorrect", "邮箱zhang.san@example.gov.cn，请来信。", "邮箱zhang.san@example.gov.cn，请来信。"),
    ("AutoCorrect", "会议于10:35开始，12:00结束。", "会议于10:35开始，12:00结束。"),
    ("AutoCorrect", "文件名为report.v1.2.docx，请查收。", "文件名为report.v1.2.docx，请查收。"),
    ("AutoCorrect", "增长12.5%，投资1,234.5万元。", "增长12.5%，投资1,234.5万元。"),
    ("AutoCorrect", "字符&nbsp;&quot;不变，&#34;也不变。", "字符&nbsp;&quot;不变，&#34;也不变。"),
    ("AutoCorrect", "甲公司（AAA.N）上市融资。", "甲公司（AAA.N）上市融资。"),
    ("lint-md", "需要做到以下几点:第一;第二;第三.", "需要做到以下几点：第一；第二；第三。"),
    ("lint-md", "price为9.99元,较上年下降!各县要稳价.", "price为9.99元，较上年下降！各县要稳价。"),
    ("lint-md", "推广人工智能(AI)应用。", "推广人工智能（AI）应用。"),
    ("lint-md", "推广人工智能(AI)", "推广人工智能（AI）"),
    ("lint-md", "Use function(test) here.", "Use function(test) here."),
    ("lint-md", "version 1.0, ok.", "version 1.0, ok."),
    ("lint-md", "发展农业...还有林业。", "发展农业……还有林业。"),
    ("lint-md", "发展农业…还有林业。", "发展农业……还有林业。"),
    ("lint-md", "发展农业....还有林业。", "发展农业……还有林业。"),
    ("lint-md", "发展农业。。。还有林业。", "发展农业……还有林业。"),
    ("lint-md", "价格&amp;(含税)一并公示。", "价格&amp;（含税）一并公示。"),
    ("textlint", "推进园区(含集聚区）建设。", "推进园区（含集聚区）建设。"),
    ("textlint", "推进园区（含集聚区)建设。", "推进园区（含集聚区）建设。"),
    ("textlint", "推进改革，，扩大开放。。", "推进改革，扩大开放。"),
    ("textlint", "推进改革、、扩大开放。", "推进改革、扩大开放。"),
    ("textlint", "推进改革，。", "推进改革。"),
    ("textlint", "一个目标--全面建成小康社会。", "一个目标——全面建成小康社会。"),
    ("textlint", "一个目标———全面建成小康社会。", "一个目标——全面建成小康社会。"),
    ("textlint", "一个目标──全面建成小康社会。", "一个目标——全面建成小康社会。"),
    ("textlint", "每县新建25-30个站点。", "每县新建25～30个站点。"),
    ("textlint", "发展农业、林业……等产业。", "发展农业、林业等产业。"),
    ("textlint", "提出“坚持“两山”理念”。", "提出“坚持‘两山’理念”。"),
    ("textlint", "印发《关于《规划》的通知》。", "印发《关于〈规划〉的通知》。"),
    ("textlint", "增强“四个意识“，做到落实。", "增强“四个意识”，做到落实。"),
];

/// What official writing does otherwise: the peer, a sentence that stays as it is, what the peer makes of
/// it, and why that is wrong here.
const OTHERWISE: [(&str, &str, &str, &str); 14] = [
    ("pangu", "到2030年建成5G基站。", "到 2030 年建成 5G 基站。", "公文汉字与数字、字母之间不空格"),
    ("AutoCorrect", "投资100亿元。", "投资 100 亿元。", "公文汉字与数字之间不空格"),
    ("zhlint", "推广AI应用。", "推广 AI 应用。", "公文汉字与字母之间不空格"),
    ("lint-md", "增长5%，下降3%。", "增长 5%，下降 3%。", "公文汉字与数字之间不空格"),
    ("zhlint", "各县（区）要抓好落实。", "各县 (区) 要抓好落实。", "公文括号用全角"),
    ("textlint", "推广人工智能（AI）应用。", "推广人工智能(AI)应用。", "公文括号用全角，不论括号内是什么"),
    (
        "zhlint",
        "一是抓实 二是抓细 三是抓好 四是抓严 五是抓常。",
        "一是抓实二是抓细三是抓好四是抓严五是抓常。",
        "空格多的行是分栏，不是误空",
    ),
    ("AutoCorrect", "建设“AI＋”示范区。", "建设“AI+”示范区。", "全角加号是名称的写法，由作者决定"),
    ("lint-md", "达到２５％。", "达到25%。", "全角数字不是标点，由作者决定"),
    ("lint-md", "Hello world...", "Hello world……", "西文省略号是三个点"),
    (
        "AutoCorrect",
        "2021—2025年，成都—重庆。",
        "2021-2025年，成都-重庆。",
        "起止用一字线，GB/T 15834—2011 4.13",
    ),
    (
        "textlint",
        "按第(三)条办理，包括(1)甲、(2)乙。",
        "按第（三）条办理，包括（1）甲、（2）乙。",
        "序号的括号由序号规则统一",
    ),
    ("zhlint", "主任：张 三。", "主任：张三。", "两字姓名中间空格与三字姓名对齐，是版式"),
    ("textlint", "大会胜利召开！！", "大会胜利召开！", "叹号可以叠用，GB/T 15834—2011 4.3.3"),
];

/// The sentence after the safe fixes of punctuation and ranges, in a document that is full-width.
fn fixed(sentence: &str) -> String {
    let head = "关于加强治理工作的报告\n\n为加强治理，推进改革，扩大开放（含安全），统筹城乡，现报告如下：要抓好落实；要见到实效。\n\n";
    let text = Text::from(format!("{head}{sentence}\n\n各级各部门，各单位，都要抓好落实。\n").as_str());
    let of_form = |rule: &str| rule.starts_with("punctuation/") || rule == "numbers/range";
    let fixed =
        fix_where(&text, &Arc::new(Reference::default()), |found| of_form(found.rule)).unwrap_or(text);
    fixed.line(4).into_owned()
}

#[test]
fn what_peers_correct_is_corrected() {
    let wrong: Vec<String> = ALIKE
        .iter()
        .filter(|(_, sentence, right)| fixed(sentence) != *right || fixed(right) != *right)
        .map(|(peer, sentence, right)| format!("{peer}: {sentence} → {} and not {right}", fixed(sentence)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_official_writing_does_otherwise_stays() {
    for (peer, sentence, theirs, why) in OTHERWISE {
        assert_eq!(fixed(sentence), sentence, "{peer}");
        assert!(theirs != sentence && !why.is_empty());
    }
}
