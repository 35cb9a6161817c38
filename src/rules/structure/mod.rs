//! 结构: title, note, headings and what else a document consists of.
