//! HTML pages, and tables of HTML in text sheets: rows into tables, definition lists into rows of a key and its value, all
//! other text into lines.

use super::markup::{SOFT_BREAK, TAG, html_lines, unescape};
use super::sheet::{Builder, FlatCell};
use regex::Regex;
use std::sync::LazyLock;

static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?P<which>row|col)span\s*=\s*["']?(?P<n>\d{1,3})"#)
        .expect("a constant pattern")
});

/// A cell that is being read.
struct OpenCell {
    /// Its source, without the tags of the table.
    source: String,
    row_span: u16,
    column_span: u16,
    header: bool,
}

/// Reads an HTML page or table: rows into tables, all other text into lines.
pub(crate) fn page(text: &str, builder: &mut Builder) {
    let mut state = PageState::default();
    let mut end = 0;
    for found in TAG.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        state.between(&text[end..whole.start()]);
        end = whole.end();
        let Some(name) = found.name("name") else {
            continue;
        };
        let close = found.name("close").is_some_and(|c| !c.is_empty());
        let rest = found.name("rest").map_or("", |rest| rest.as_str());
        state.tag(
            &name.as_str().to_ascii_lowercase(),
            close,
            rest,
            whole.as_str(),
            builder,
        );
    }
    state.between(&text[end..]);
    state.flush(builder);
}

#[derive(Default)]
struct PageState {
    /// Text outside of tables, with a line break where a tag ends a line.
    outside: String,
    /// The level of the heading that is open.
    heading: Option<u8>,
    row: Vec<OpenCell>,
    in_cell: bool,
    in_row: bool,
    /// A definition list is open, and not within a cell.
    in_definitions: bool,
    /// White space is text.
    preformatted: bool,
}

impl PageState {
    fn between(&mut self, text: &str) {
        let place = match self.row.last_mut() {
            Some(cell) if self.in_cell => &mut cell.source,
            _ if self.in_row || self.in_cell => return,
            _ => &mut self.outside,
        };
        if self.preformatted {
            place.push_str(text);
            return;
        }
        let mut lines = text.lines();
        place.push_str(lines.next().unwrap_or_default());
        for line in lines {
            place.push(SOFT_BREAK);
            place.push_str(line);
        }
        if text.ends_with('\n') {
            place.push(SOFT_BREAK);
        }
    }

    fn tag(&mut self, name: &str, close: bool, rest: &str, whole: &str, builder: &mut Builder) {
        match name {
            "td" | "th" => {
                self.in_cell = !close;
                if !close {
                    self.row.push(OpenCell {
                        source: String::new(),
                        row_span: span(rest, "row"),
                        column_span: span(rest, "col"),
                        header: name == "th",
                    });
                }
            }
            "tr" => {
                self.flush(builder);
                self.in_row = !close;
            }
            "table" => {
                self.flush(builder);
                self.in_row = false;
                self.in_definitions = false;
                builder.end_table();
            }
            "dl" if !self.in_cell || self.in_definitions => {
                self.flush(builder);
                self.in_definitions = !close;
                builder.end_table();
            }
            "dt" | "dd" if self.in_definitions => self.definition(name, close, builder),
            "pre" => {
                self.preformatted = !close;
                self.outside.push('\n');
            }
            _ if self.in_cell => {
                if let Some(cell) = self.row.last_mut() {
                    cell.source.push_str(whole);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush(builder);
                let level = name[1..].parse().ok();
                self.heading = level.filter(|_| !close);
            }
            "span" | "b" | "i" | "u" | "strong" | "em" | "font" | "sup" | "sub" | "a" => {}
            _ => self.outside.push('\n'),
        }
    }

    /// A term begins a row, and what is said of it fills the row's second cell.
    fn definition(&mut self, name: &str, close: bool, builder: &mut Builder) {
        let term = name == "dt";
        if term && !close {
            self.flush(builder);
        }
        self.in_cell = !close;
        match self.row.last_mut() {
            _ if close => {}
            Some(cell) if !cell.header && !term => cell.source.push_str("<br>"),
            _ => self.row.push(OpenCell {
                source: String::new(),
                row_span: 1,
                column_span: 1,
                header: term,
            }),
        }
    }

    fn flush(&mut self, builder: &mut Builder) {
        let mut parted = false;
        for line in std::mem::take(&mut self.outside).split('\n') {
            if line.trim().is_empty() {
                parted = true;
                continue;
            }
            // A paragraph ends where its element does.
            if std::mem::take(&mut parted) {
                builder.line("");
            }
            let words = without_soft_breaks(&unescape(line));
            match self.heading {
                Some(level) => builder.heading(level, &words),
                None => builder.line(&words),
            }
        }
        self.in_cell = false;
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            let cells: Vec<_> = row
                .into_iter()
                .map(|cell| FlatCell {
                    lines: html_lines(cell.source.trim())
                        .iter()
                        .map(|line| without_soft_breaks(line))
                        .collect(),
                    row_span: cell.row_span,
                    column_span: cell.column_span,
                    header: cell.header,
                })
                .collect();
            builder.spanned_row(&cells);
        }
    }
}

/// A line in which a break of the source is a space between words of letters, and nothing between Japanese characters.
fn without_soft_breaks(line: &str) -> String {
    let mut pieces = line.split(SOFT_BREAK).map(str::trim);
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if latin(whole.chars().next_back()) && latin(piece.chars().next()) {
            whole.push(' ');
        }
        whole.push_str(piece);
    }
    whole
}

fn span(attributes: &str, which: &str) -> u16 {
    SPAN.captures_iter(attributes)
        .find(|found| found["which"].eq_ignore_ascii_case(which))
        .and_then(|found| found["n"].parse().ok())
        .unwrap_or(1)
}
