//! One thing that is said: a title and rows of label and text, as Markdown or as plain text.

/// One thing that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is about.
    pub title: String,
    /// What is said about it: label and text.
    pub rows: Vec<(&'static str, String)>,
}

impl Card {
    /// A card without rows.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), rows: Vec::new() }
    }

    /// Adds a row; an empty text says nothing.
    pub fn say(&mut self, label: &'static str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.rows.push((label, text));
        }
    }

    /// The card as Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!("**{}**\n", escaped(&self.title));
        for (index, (label, text)) in self.rows.iter().enumerate() {
            let gap = if index == 0 { "\n" } else { "" };
            out += &format!("{gap}- {label}：{}\n", escaped(text));
        }
        out
    }

    /// The card as plain text.
    pub fn plain(&self) -> String {
        let rows = self.rows.iter().map(|(label, text)| format!("{label}：{text}\n"));
        format!("{}\n{}", self.title, rows.collect::<String>())
    }
}

/// `text` with what Markdown would read as its own marked as plain.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_in_markdown() {
        let mut card = Card::new("“2_N”");
        card.say("语料", "**2 篇** 3 处");
        card.say("说明", "");
        assert_eq!(card.markdown(), "**“2\\_N”**\n\n- 语料：\\*\\*2 篇\\*\\* 3 处\n");
        assert_eq!(card.plain(), "“2_N”\n语料：**2 篇** 3 处\n");
    }
}
