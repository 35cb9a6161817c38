//! `nigao rules`: every rule on a line.

use crate::cli::report::text::style;
use crate::rules::RULES;

use super::terminal::{FAINT, padded, styled, text_columns};
use super::{Status, show};

/// Prints the table of rules.
pub fn run() -> Status {
    let heads = ["规则", "级别", "要求", "依据"];
    let rows: Vec<[String; 4]> = RULES
        .iter()
        .map(|rule| {
            [rule.id.to_owned(), rule.severity.label().to_owned(), rule.summary.to_owned(), rule.basis.text()]
        })
        .collect();
    let widths: [usize; 4] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| text_columns(&row[column]));
        cells.chain([text_columns(heads[column])]).max().unwrap_or_default()
    });
    let cell = |text: &str, column: usize| padded(text, widths[column]);
    let mut out =
        format!("{}  {}  {}  {}\n", cell(heads[0], 0), cell(heads[1], 1), cell(heads[2], 2), heads[3]);
    for (rule, row) in RULES.iter().zip(&rows) {
        out += &format!(
            "{}  {}  {}  {}\n",
            cell(&row[0], 0),
            styled(style(rule.severity), &cell(&row[1], 1)),
            cell(&row[2], 2),
            styled(FAINT, &row[3])
        );
    }
    out += "\n“nigao explain 规则”说明理由并举例；在 nigao.toml 的 [rules] 中调整级别。\n";
    show(&out)
}
