//! Word boundaries of Chinese text, from jieba's dictionary and its model for unknown words.

use std::sync::LazyLock;

use jieba_rs::Jieba;

/// Loading takes a tenth of a second, so nothing asks for it that a check of a draft waits for.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Byte offsets at which the words of `text` begin, in order; punctuation marks are words of their own.
pub fn word_starts(text: &str) -> Vec<usize> {
    JIEBA.cut(text, true).iter().map(|token| token.byte_start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_where_the_dictionary_says() {
        let text = "全面推进乡村振兴，落实“两个维护”。";
        let starts = word_starts(text);
        assert_eq!(starts[..4], ["", "全面", "全面推进", "全面推进乡村"].map(str::len));
        assert_eq!(starts.last(), Some(&(text.len() - '。'.len_utf8())));
        assert_eq!(word_starts(""), [0usize; 0]);
    }
}
