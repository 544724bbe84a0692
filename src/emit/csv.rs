//! Tables as CSV for spreadsheets and statistics programs: UTF-8 with a byte-order mark, CRLF, RFC 4180.
//!
//! A list is JSON text, null is an empty cell.
//!
//! **Cells that a spreadsheet would run.** A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage
//! return is taken for a formula, and these texts come from files of unknown origin. Such a cell gets one
//! apostrophe before it, unless it is a plain number or consists of hyphens alone. So does a cell that
//! already begins with apostrophes before such a sign; hence the way back is exact and loses nothing: where
//! a cell matches `^'+[=+\-@\t\r]`, take one apostrophe off. JSON Lines hold every text as it is.

use crate::emit::columns::{Column, Columns};
use serde_json::Value;
use std::io::{self, Write};

impl Columns {
    /// Writes the byte-order mark and the header.
    ///
    /// # Errors
    ///
    /// If `out` cannot be written.
    pub fn write_header<W: Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        write_cells(out, self.names().map(str::to_owned))
    }

    /// Writes one row.
    ///
    /// # Errors
    ///
    /// If `out` cannot be written.
    pub fn write_row<W: Write>(&self, out: &mut W, row: &Value) -> io::Result<()> {
        write_cells(out, self.iter().map(|column| cell(column, row)))
    }
}

fn cell(column: &Column, row: &Value) -> String {
    match column.value(row) {
        None => String::new(),
        Some(Value::String(text)) => defused(text),
        Some(value) => value.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula (see the head of this file).
fn defused(text: &str) -> String {
    let formula = text
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula && !is_plain_number(text) && !text.bytes().all(|byte| byte == b'-') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// `-3.2`, `+1,400`, `-3.2%`: digits with at most a sign, grouping, a fraction and a percent sign.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    whole.starts_with(|c: char| c.is_ascii_digit())
        && whole.bytes().all(|b| b.is_ascii_digit() || b == b',')
        && !fraction.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

fn write_cells<W: Write>(out: &mut W, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        if cell.contains(['"', ',', '\r', '\n']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_left_alone() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-実施", "'-実施"),
            ("'=1", "''=1"),
            ("-3.2", "-3.2"),
            ("+1,400", "+1,400"),
            ("--", "--"),
            ("実施", "実施"),
            ("'実施", "'実施"),
        ] {
            assert_eq!(defused(text), cell);
        }
    }

    #[test]
    fn cells_are_quoted_as_rfc_4180_says() {
        let mut out = Vec::new();
        let cells = ["a,b", "say \"x\"", "two\nlines", "plain"].map(str::to_owned);
        write_cells(&mut out, cells.into_iter()).expect("a vector can be written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text, "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",plain\r\n");
    }
}
