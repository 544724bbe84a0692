//! Divides a decoded sheet into lines and rows, and builds its recovered text.

use super::{boxed, delimited, markup, page};
use crate::source::{Part, Written, WrittenCell, WrittenText};
use std::borrow::Cow;

/// How a sheet marks its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// By commas, or by what a program writes in their place, throughout.
    Fields(char),
    /// By tabs, in some lines.
    Tabs,
    /// It is an HTML page.
    Html,
    /// Not at all, or by Markdown pipes.
    Lines,
}

/// The share of records that must have the same number of fields for a sheet to count as comma-separated.
const REGULAR: f64 = 0.6;
/// And for one that is parted by something else.
const VERY_REGULAR: f64 = 0.8;
/// What ends a line in some sheets besides LF: what old machines, Word and Unicode have for it.
const LINE_ENDS: [char; 5] = ['\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'];

/// A shorter text beside another at the end of its row is a key, in characters.
const SHORTEST_TITLE: usize = 8;

/// Tells how a sheet marks its cells.
pub(crate) fn form(text: &str, path: &str) -> Form {
    let extension = path.rsplit_once('.').map_or("", |(_, e)| e);
    let head: String = text.trim_start().chars().take(15).collect();
    let head = head.to_ascii_lowercase();
    // A part of a page has no head, but a name that says what it is; tags in other sheets stand between flat lines.
    let is_part = head.starts_with('<')
        && ["html", "htm", "xhtml"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known));
    if is_part || head.starts_with("<!doctype html") || head.starts_with("<html") {
        Form::Html
    } else if extension.eq_ignore_ascii_case("csv") {
        match delimiter(text) {
            '\t' => Form::Tabs,
            delimiter => Form::Fields(delimiter),
        }
    } else if is_comma_separated(text) {
        Form::Fields(',')
    } else if text.contains('\t') {
        Form::Tabs
    } else {
        Form::Lines
    }
}

/// Most records have the same number of fields, three or more. Japanese prose hardly ever uses ASCII commas.
fn is_comma_separated(text: &str) -> bool {
    !text.contains('\t') && regularity(text, ',', 3) >= REGULAR
}

/// What parts the fields of a sheet that is called comma-separated: what its first line says to spreadsheets, or
/// what divides its records most alike where commas do not.
fn delimiter(text: &str) -> char {
    if let Some((said, _)) = said_delimiter(text) {
        return said;
    }
    if regularity(text, ',', 2) >= REGULAR {
        return ',';
    }
    let others = [';', '\t', '|'];
    let regular = others
        .into_iter()
        .find(|&other| regularity(text, other, 2) >= VERY_REGULAR);
    regular.unwrap_or(',')
}

/// The delimiter of a first line `sep=;`, and what comes after that line.
fn said_delimiter(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.trim_start_matches('\u{feff}').split_once('\n')?;
    let mut said = first.trim_end_matches('\r').strip_prefix("sep=")?.chars();
    match (said.next(), said.next()) {
        (Some(delimiter @ (',' | ';' | '|' | '\t')), None) => Some((delimiter, rest)),
        _ => None,
    }
}

/// The share of the first records that have the most usual number of fields, of those that have at least `least`.
fn regularity(text: &str, delimiter: char, least: usize) -> f64 {
    let widths: Vec<usize> = delimited::records(text, delimiter)
        .map(|record| record.len())
        .filter(|&width| width > 0)
        .take(200)
        .collect();
    let widest = widths.iter().copied().max().unwrap_or_default();
    let usual = (least..=widest)
        .map(|width| widths.iter().filter(|&&w| w == width).count())
        .max();
    match usual {
        Some(usual) if widths.len() >= 2 => usual as f64 / widths.len() as f64,
        _ => 0.0,
    }
}

/// Divides a sheet.
pub(crate) fn divide(text: &str, form: Form) -> Written {
    let mut builder = Builder::default();
    builder.written.pages.push(0);
    match form {
        Form::Fields(delimiter) => {
            // What a spreadsheet is told is nothing that the sheet says.
            let told = said_delimiter(text).map_or(text, |(_, rest)| rest);
            builder.records(told, delimiter);
        }
        Form::Tabs => builder.tabbed(text),
        Form::Html => page::page(text, &mut builder),
        Form::Lines => builder.lines(text),
    }
    builder.finish()
}

/// A cell as markup gives it.
#[derive(Debug, Default)]
pub(crate) struct FlatCell {
    /// Its lines.
    pub(crate) lines: Vec<String>,
    /// Rows that it spans; 0 where nothing says so.
    pub(crate) row_span: u16,
    /// Columns that it spans; 0 where nothing says so.
    pub(crate) column_span: u16,
    /// A `<th>`.
    pub(crate) header: bool,
}

/// Puts the recovered text together while lines and cells are found.
#[derive(Default)]
pub(crate) struct Builder {
    written: Written,
    rows: Vec<Vec<WrittenCell>>,
    spans_known: bool,
}

impl Builder {
    fn finish(mut self) -> Written {
        self.end_table();
        self.written
    }

    /// A sheet in which every record is a row, but for titles over a table: records of one field, or of one
    /// field and blanks. A blank record ends a table, but not between two numbered rows of it.
    fn records(&mut self, text: &str, delimiter: char) {
        let mut numbered = false;
        let mut blank: Vec<usize> = Vec::new();
        for record in delimited::records(text, delimiter) {
            let filled = record
                .iter()
                .filter(|field| !field.trim().is_empty())
                .count();
            if filled == 0 && record.len() > 1 && numbered {
                blank.push(record.len());
                continue;
            }
            let goes_on = filled > 1 && record.first().is_some_and(|first| is_number(first));
            for width in blank.drain(..) {
                if goes_on {
                    self.row(&vec![""; width]);
                } else {
                    self.blank_or_line("");
                }
            }
            numbered = goes_on && !self.rows.is_empty();
            match record.as_slice() {
                _ if filled == 0 => self.blank_or_line(""),
                [line] => self.blank_or_line(line),
                [title, .., aside] if self.rows.is_empty() && is_title_row(&record) => {
                    self.title(title);
                    self.title(aside);
                }
                [title, .., key, value] if self.rows.is_empty() && is_keyed_title(&record) => {
                    self.title(title);
                    self.title(&format!("{key} {value}"));
                }
                fields if filled == 1 && self.rows.is_empty() => {
                    let only = fields.iter().find(|field| !field.trim().is_empty());
                    self.title(only.map_or("", |line| line.as_ref()));
                }
                fields => self.row(fields),
            }
        }
        blank.iter().for_each(|_| self.blank_or_line(""));
    }

    /// A sheet in which the lines with tabs are rows. Blank rows part the groups of a list; before a title they end its
    /// table.
    fn tabbed(&mut self, text: &str) {
        let mut blank: Vec<usize> = Vec::new();
        let mut records = delimited::records(text, '\t').peekable();
        while let Some(record) = records.next() {
            let filled = record.iter().filter(|field| !field.trim().is_empty());
            if record.len() > 1 && filled.clone().next().is_none() && !self.rows.is_empty() {
                blank.push(record.len());
                continue;
            }
            let ends =
                filled.clone().nth(1).is_none() || is_title_row(&record) || is_keyed_title(&record);
            for width in blank.drain(..) {
                if ends {
                    self.blank_or_line("");
                } else {
                    self.row(&vec![""; width]);
                }
            }
            match record.as_slice() {
                _ if filled.clone().next().is_none() => self.blank_or_line(""),
                [group] if records.peek().is_some_and(|next| self.goes_on(next)) => {
                    self.row(&[group]);
                }
                [line] => self.blank_or_line(line),
                // A title, or a line such as 計画期間：…, with the tabs behind it that a spreadsheet fills rows up with.
                [title, _, ..]
                    if self.rows.is_empty()
                        && filled.count() == 1
                        && is_title(title)
                        && (record.len() > 2 || title.contains([':', '：'])) =>
                {
                    self.title(title);
                }
                [title, .., aside] if self.rows.is_empty() && is_title_row(&record) => {
                    self.title(title);
                    self.title(aside);
                }
                [title, .., key, value] if self.rows.is_empty() && is_keyed_title(&record) => {
                    self.title(title);
                    self.title(&format!("{key} {value}"));
                }
                fields if is_bullet(&fields[0]) => self.line(&fields.join(" ")),
                [blank, rest @ ..] if blank.trim().is_empty() && self.rows.is_empty() => {
                    let mut filled = rest.iter().filter(|field| !field.trim().is_empty());
                    match (filled.next(), filled.next()) {
                        (Some(only), None) => self.title(only),
                        _ => self.row(&record),
                    }
                }
                fields => self.row(fields),
            }
        }
        blank.iter().for_each(|_| self.blank_or_line(""));
    }

    /// True if a record has as many fields as the header of the table that is open, so that a line between the two is a row of
    /// it: the heading of a group.
    fn goes_on(&self, record: &[Cow<'_, str>]) -> bool {
        const FEWEST: usize = 3;
        let columns = self.rows.first().map_or(0, Vec::len);
        record.len() == columns && columns >= FEWEST
    }

    /// A row above a table that fills one cell: a line of its own, which the next does not go on with.
    fn title(&mut self, line: &str) {
        self.blank_or_line(line);
        self.blank_or_line("");
    }

    fn blank_or_line(&mut self, line: &str) {
        for piece in line.split('\n') {
            self.plain(piece);
        }
    }

    /// Flat lines; Markdown pipe tables, HTML tables and drawn tables among them.
    fn lines(&mut self, text: &str) {
        let mut lines = text
            .split('\n')
            .map(|line| line.strip_suffix('\r').unwrap_or(line))
            .peekable();
        let mut before = "";
        while let Some(line) = lines.next() {
            // A line between two rules stands in a box and is no heading of Markdown.
            let boxed = markup::is_rule(before);
            before = line;
            if markup::is_table_start(line) {
                let mut table = line.to_owned();
                while !markup::is_table_end(&table) {
                    let Some(next) = lines.next() else { break };
                    table.push('\n');
                    table.push_str(next);
                }
                page::page(&table, self);
            } else if lines.peek().is_some_and(|next| boxed::begins(line, next)) {
                let mut drawn = vec![line];
                while let Some(next) = lines.next_if(|next| boxed::goes_on(next)) {
                    drawn.push(next);
                    if boxed::ends(next) {
                        break;
                    }
                }
                boxed::table(&drawn, self);
            } else if let Some(fields) = markup::pipe_row(line) {
                if fields.iter().all(|field| markup::is_pipe_rule(field)) {
                    self.rule();
                } else {
                    self.row(&fields);
                }
            } else if let Some(fields) = lines.peek().and_then(|next| header_row(line, next)) {
                lines.next();
                self.row(&fields);
                self.rule();
                while let Some(fields) = lines.peek().and_then(|next| markup::bare_row(next)) {
                    lines.next();
                    self.row(&fields);
                }
            } else if let Some(level) = lines
                .peek()
                .and_then(|next| markup::underline(line, next))
                .filter(|_| !boxed)
            {
                lines.next();
                self.heading(level, line.trim());
            } else {
                for piece in line.split(LINE_ENDS) {
                    self.plain(piece);
                }
            }
        }
        // The line break at the end of a text begins no line.
        if text.ends_with('\n')
            && matches!(self.written.parts.last(), Some(Part::Line(line)) if line.raw.is_empty())
        {
            self.written.parts.pop();
            self.written.text.pop();
        }
    }

    fn plain(&mut self, line: &str) {
        self.end_table();
        if let Some((level, words)) = markup::hash_heading(line) {
            return self.heading(level, words);
        }
        if let Some(words) = markup::bold_heading(line) {
            return self.heading(markup::BOLD, &words);
        }
        let line = &markup::without_emphasis(line);
        let mut pieces = line.split('\u{c}');
        self.line(pieces.next().unwrap_or_default());
        for piece in pieces {
            self.written.text.push('\u{c}');
            self.written.pages.push(self.written.text.len() as u32);
            self.line(piece);
        }
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, line: &str) {
        self.end_table();
        if !self.written.parts.is_empty() && !self.written.text.ends_with('\u{c}') {
            self.written.text.push('\n');
        }
        let raw = self.append(line);
        self.written.parts.push(Part::Line(raw));
    }

    /// Adds a line that markup makes a heading.
    pub(crate) fn heading(&mut self, level: u8, words: &str) {
        self.line(words);
        if let Some(Part::Line(line)) = self.written.parts.pop() {
            self.written.parts.push(Part::Heading(line, level));
        }
    }

    /// The rule of a Markdown table: the one row above it is its header.
    fn rule(&mut self) {
        if let [header] = self.rows.as_mut_slice() {
            header.iter_mut().for_each(|cell| cell.header = true);
        }
    }

    /// Adds a row of flat cells; tags inside them divide their lines.
    pub(crate) fn row<S: AsRef<str>>(&mut self, fields: &[S]) {
        let cells: Vec<FlatCell> = fields
            .iter()
            .map(|field| FlatCell {
                lines: markup::cell_lines(&markup::without_emphasis(field.as_ref())),
                ..FlatCell::default()
            })
            .collect();
        self.cells(&cells);
    }

    /// Adds a row of cells whose spans are known.
    pub(crate) fn spanned_row(&mut self, cells: &[FlatCell]) {
        self.spans_known = true;
        self.cells(cells);
    }

    fn cells(&mut self, cells: &[FlatCell]) {
        if !self.written.text.is_empty() && !self.written.text.ends_with('\u{c}') {
            self.written.text.push('\n');
        }
        let mut row = Vec::with_capacity(cells.len());
        for (i, flat) in cells.iter().enumerate() {
            if i > 0 {
                self.written.text.push('\t');
            }
            let mut cell = WrittenCell {
                row_span: flat.row_span.max(1),
                column_span: flat.column_span.max(1),
                header: flat.header,
                ..WrittenCell::default()
            };
            for (n, line) in flat.lines.iter().enumerate() {
                if n > 0 {
                    self.written.text.push('\n');
                }
                cell.lines.push(self.append(line));
            }
            row.push(cell);
        }
        self.rows.push(row);
    }

    /// Ends the table that is being built, if there is one.
    pub(crate) fn end_table(&mut self) {
        if !self.rows.is_empty() {
            self.written.parts.push(Part::Rows {
                rows: std::mem::take(&mut self.rows),
                spans_known: std::mem::take(&mut self.spans_known),
            });
        }
    }

    fn append(&mut self, line: &str) -> WrittenText {
        let start = self.written.text.len() as u32;
        self.written.text.push_str(line);
        WrittenText {
            raw: start..self.written.text.len() as u32,
            ..WrittenText::default()
        }
    }
}

/// The header of a Markdown table without pipes at the ends of its rows, told by the rule below it.
fn header_row(line: &str, next: &str) -> Option<Vec<String>> {
    let rule = markup::bare_row(next)?;
    let is_rule = rule.iter().all(|field| markup::is_pipe_rule(field));
    let header = markup::bare_row(line)?;
    (is_rule && header.len() == rule.len()).then_some(header)
}

/// True for what numbers a row of a list: `12`, `Ⅰ-3`.
fn is_number(field: &str) -> bool {
    const LONGEST: usize = 8;
    let field = field.trim();
    let numbers = |c: char| c.is_numeric() || "-－.()（）".contains(c);
    field.contains(char::is_numeric)
        && field.chars().count() <= LONGEST
        && field.chars().all(numbers)
}

/// True for a title, and the city or the date at the other end of its line.
fn is_title_row<S: AsRef<str>>(record: &[S]) -> bool {
    let is_blank = |field: &S| field.as_ref().trim().is_empty();
    match record {
        [title, between @ .., aside] => {
            is_title(title.as_ref())
                && !is_blank(aside)
                && between.len() > 1
                && between.iter().all(is_blank)
        }
        _ => false,
    }
}

/// True for a title, and a key and its value at the other end of its line: 個別票 | | | 整理番号 | 1.
fn is_keyed_title<S: AsRef<str>>(record: &[S]) -> bool {
    match record {
        [title, between @ .., key, value] => {
            let blank = |field: &S| field.as_ref().trim().is_empty();
            let short = |field: &S| field.as_ref().trim().chars().count() < SHORTEST_TITLE;
            is_title(title.as_ref())
                && between.len() > 1
                && between.iter().all(blank)
                && [key, value]
                    .iter()
                    .all(|field| !blank(field) && short(field))
        }
        _ => false,
    }
}

/// True for a text that is long enough for a title.
fn is_title(field: &str) -> bool {
    field.trim().chars().count() >= SHORTEST_TITLE
}

/// A bullet that a tab sets off is a list, not a table.
fn is_bullet(field: &str) -> bool {
    matches!(
        field.trim(),
        "・" | "•" | "●" | "○" | "■" | "□" | "※" | "-" | "*" | "◆" | "◇"
    )
}
