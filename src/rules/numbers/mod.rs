//! 数字: how years, dates, ranges and approximate numbers are written.

pub mod approximate;
pub mod date;
pub mod mixed_numeral;
pub mod range;
pub mod year;

/// Words for what is counted or measured, that may follow a number right away. 级, 号, 类, 线, 期 and the
/// like are left out: they name things (一、二级) and do not count them.
const MEASURES: &[&str] = &[
    "个", "家", "人", "名", "户", "元", "亩", "吨", "公里", "公斤", "公顷", "平方", "立方", "里", "米", "头",
    "只", "套", "台", "座", "件", "张", "所", "处", "辆", "艘", "架", "株", "棵", "例", "篇", "本", "场",
    "支", "倍", "岁", "天", "周", "小时", "分钟", "位", "余", "多", "万", "亿", "斤", "床", "起", "颗", "幅",
    "间", "栋", "幢", "眼", "口", "项", "宗",
];

/// True when `text` begins with a word for what is counted.
fn starts_with_measure(text: &str) -> bool {
    MEASURES.iter().any(|measure| text.starts_with(measure))
}
