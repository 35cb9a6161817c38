//! What web pages leave behind in a text that was copied from them.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::paragraph::Paragraph;
use crate::text::pattern;

static RESIDUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[【\[]?(?:关闭|打印|收藏|全屏|下载|分享|返回顶部|上一篇|下一篇|大|中|小|加大|还原|减小|设为首页|加入收藏|打印本页|关闭窗口|TOP|首页)[】\]）)：:]*$",
        r"|(?:浏览量|浏览次数|阅读量|点击数?[:：]|点击次数|发稿时间|发布时间|更新时间|发布日期|新闻热线|您现在的位置|当前位置|扫一扫|责任编辑|责编[:：]|编辑[:：]|打印本页|关闭窗口|字体[:：]|字号[:：]|相关报道|相关链接|原标题|版权所有|ICP备|分享到|微信扫|二维码)",
        r"|^[（(]?\s*(?:来源|稿源|作者|记者|摄影)\s*[:：]",
        r"|(?:报记者|记者).{0,12}摄$",
        r"|^时间\s*[:：]\s*\d",
        r"|^(?:索\s*引\s*号|主题分类|发文机关|成文日期|标\s*题|发文字号|主\s*题\s*词|发布日期)\s*[:：]",
        r"|首页\s*[>＞»]|[>＞»·]\s*正文",
        r"|^(?:[\d\s/.:：-]+|星期[一二三四五六日天])$|^[\d-]{8,}\s+[\d:]{4,}",
        r"|^<!--|-->$|^</?[A-Za-z][^>]*>$|^(?:https?://|www\.)\S+$",
        r"|^\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}[:：时]\d{2}",
    ))
});

/// True for a line that a web page leaves behind.
pub fn is_residue(paragraph: &Paragraph) -> bool {
    let body = paragraph.body();
    let looks_so = || RESIDUE.is_match(body) || !body.chars().any(char::is_alphanumeric);
    paragraph.is_residue.get(|| body.len() <= 300 && looks_so())
}
