//! Tables in flat lines whose columns blanks keep apart, as `pdftotext -layout` prints them.
//!
//! A column is where most lines have text and between columns no line has any. A row begins where a line fills
//! the first column, or most of the columns; what else stands below goes on with the cells above it.

use super::{Cell, Grid, Table, wrap};
use crate::source::{Part, TextSlice, WrittenText};
use std::ops::Range;

/// Blanks of this many half-width columns part two cells.
const GAP: u32 = 2;
/// A table has this many columns and this many lines with text in as many columns.
const FEWEST_COLUMNS: usize = 3;
const FEWEST_LINES: usize = 3;

/// A stretch of a line without a gap: where it begins and ends in half-width columns, and its bytes.
#[derive(Clone, Debug)]
struct Segment {
    from: u32,
    to: u32,
    bytes: Range<usize>,
}

/// A line cut at its gaps.
struct Row<'t> {
    line: &'t WrittenText,
    segments: Vec<Segment>,
}

/// Finds the tables among the parts of a sheet: the parts that each takes, and its cells.
pub(crate) fn tables(parts: &[Part], page_of: &impl Fn(u32) -> u32) -> Vec<(Range<usize>, Table)> {
    let mut found = Vec::new();
    // Each line is cut once, however many places a table may begin at.
    let rows: Vec<Option<Row<'_>>> = parts.iter().map(row).collect();
    let (mut at, mut end) = (0, 0);
    while at < parts.len() {
        // The lines that are left of a run reach as far as the run did.
        if at >= end {
            end = run(parts, at);
        }
        match table(&rows[at..end], page_of) {
            Some((length, table)) => {
                found.push((at..at + length, table));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// How far the lines that may be one table reach: no further than two blank lines or anything that is no line.
fn run(parts: &[Part], start: usize) -> usize {
    let mut end = start;
    let mut blank = 0;
    for (i, part) in parts.iter().enumerate().skip(start) {
        match part {
            Part::Line(line) if line.display.slice().trim().is_empty() => blank += 1,
            Part::Line(_) => {
                blank = 0;
                end = i + 1;
            }
            Part::Heading(..) | Part::Rows { .. } => break,
        }
        if blank > 1 {
            break;
        }
    }
    end
}

/// The lines of one cell, by place.
struct CellLines<'t> {
    row: u32,
    column: u32,
    lines: Vec<(Segment, &'t WrittenText)>,
}

/// The table that begins with the first of these lines, and how many of them it takes.
fn table(rows: &[Option<Row<'_>>], page_of: &impl Fn(u32) -> u32) -> Option<(usize, Table)> {
    let first = rows.first()?.as_ref()?;
    if first.segments.len() < FEWEST_COLUMNS {
        return None;
    }
    let (length, columns) = columns(rows)?;
    let mut cells = deal(&rows[..length], &columns);
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let last = cells.last().map_or(0, |cell| cell.row);
    let table = Table {
        rows: last + 1,
        columns: columns.len() as u32,
        cells: cells.iter().map(|lines| cell(lines, page_of)).collect(),
        grid: Grid::Aligned,
    };
    (table.rows as usize >= FEWEST_LINES).then_some((length, table))
}

/// Deals the segments of lines out to cells: a row begins where a line fills the first column or most of them.
fn deal<'t>(rows: &[Option<Row<'t>>], columns: &[(u32, u32)]) -> Vec<CellLines<'t>> {
    let mut cells: Vec<CellLines<'t>> = Vec::new();
    let mut current = 0_u32;
    for (i, row) in rows.iter().enumerate() {
        let Some(row) = row.as_ref().filter(|row| !row.segments.is_empty()) else {
            continue;
        };
        let placed: Vec<(usize, &Segment)> = row
            .segments
            .iter()
            .map(|segment| (column_of(columns, segment), segment))
            .collect();
        let fills_first = placed.iter().any(|(column, _)| *column == 0);
        let distinct = placed.chunk_by(|a, b| a.0 == b.0).count();
        if i > 0 && (fills_first || distinct * 2 > columns.len()) {
            current += 1;
        }
        for (column, segment) in placed {
            let column = column as u32;
            let entry = (segment.clone(), row.line);
            let there = |cell: &&mut CellLines<'_>| (cell.row, cell.column) == (current, column);
            match cells.iter_mut().rev().take(columns.len()).find(there) {
                Some(cell) => cell.lines.push(entry),
                None => cells.push(CellLines {
                    row: current,
                    column,
                    lines: vec![entry],
                }),
            }
        }
    }
    cells
}

fn cell(place: &CellLines<'_>, page_of: &impl Fn(u32) -> u32) -> Cell {
    let slices: Vec<TextSlice<'_>> = place
        .lines
        .iter()
        .map(|(segment, line)| line.display.slice().cut(segment.bytes.clone()))
        .collect();
    let mut paragraphs = wrap::join(&slices).into_iter();
    let mut text = paragraphs.next().unwrap_or_default().text;
    for paragraph in paragraphs {
        text.push_break();
        text.push_slice(paragraph.text.slice());
    }
    Cell {
        row: place.row,
        column: place.column,
        row_span: 1,
        column_span: 1,
        text,
        page: place
            .lines
            .first()
            .map_or(1, |(_, line)| page_of(line.raw.start)),
        ..Cell::default()
    }
}

/// Cuts a line; none for what is no line, no segments for a blank one and one of dashes.
fn row(part: &Part) -> Option<Row<'_>> {
    let Part::Line(line) = part else { return None };
    let string = line.display.as_str();
    let segments = if is_rule(string) {
        Vec::new()
    } else {
        segments(string)
    };
    Some(Row { line, segments })
}

/// True for a line that is drawn with dashes and says nothing.
pub(crate) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let drawn = |c: char| "-=─━‐－_+|│┃".contains(c) || c.is_whitespace();
    line.len() >= 4 && line.chars().all(drawn)
}

/// The stretches of a line between its gaps. One full-width space is a blank between words.
fn segments(string: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let (mut at, mut blanks, mut wide) = (0, u32::MAX, 0);
    for (byte, c) in string.char_indices() {
        let width = wrap::char_width(c);
        if c.is_whitespace() {
            blanks = blanks.saturating_add(width);
            wide += u32::from(c == '\u{3000}');
        } else {
            let gap = blanks >= GAP && !(wide == 1 && blanks == 2);
            let end = byte + c.len_utf8();
            match segments.last_mut().filter(|_| !gap) {
                Some(last) => (last.to, last.bytes.end) = (at + width, end),
                None => segments.push(Segment {
                    from: at,
                    to: at + width,
                    bytes: byte..end,
                }),
            }
            (blanks, wide) = (0, 0);
        }
        at += width;
    }
    segments
}

/// The columns that the lines keep to, and how many lines do: from the first on, as long as the columns hold.
fn columns(rows: &[Option<Row<'_>>]) -> Option<(usize, Vec<(u32, u32)>)> {
    let mut columns: Vec<(u32, u32)> = Vec::new();
    let (mut length, mut full) = (0, 0);
    for (i, row) in rows.iter().enumerate() {
        let Some(row) = row else { break };
        if row.segments.is_empty() {
            continue;
        }
        let merged = merged(&columns, &row.segments);
        // A line of its own goes on with a cell, and not with one of the first column, where rows begin.
        let alone = row.segments.len() == 1 && i > 0;
        let begins = columns
            .first()
            .is_some_and(|(_, to)| row.segments[0].from < *to);
        if merged.len() < FEWEST_COLUMNS || alone && (begins || merged.len() != columns.len()) {
            break;
        }
        columns = merged;
        full += usize::from(row.segments.len() >= FEWEST_COLUMNS);
        length = i + 1;
    }
    (full >= FEWEST_LINES).then_some((length, columns))
}

/// The columns with the segments of one more line: those that overlap become one.
fn merged(columns: &[(u32, u32)], segments: &[Segment]) -> Vec<(u32, u32)> {
    let mut all: Vec<(u32, u32)> = columns
        .iter()
        .copied()
        .chain(segments.iter().map(|segment| (segment.from, segment.to)))
        .collect();
    all.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::new();
    for (from, to) in all {
        match merged.last_mut() {
            Some(last) if from < last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

fn column_of(columns: &[(u32, u32)], segment: &Segment) -> usize {
    columns
        .partition_point(|(from, _)| *from <= segment.from)
        .saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Text;

    fn lines(text: &str) -> Vec<Part> {
        let mut at = 0;
        text.lines()
            .map(|line| {
                let mut display = Text::new();
                line.chars().for_each(|c| {
                    display.push(c, at);
                    at += 1;
                });
                Part::Line(WrittenText { raw: 0..0, display })
            })
            .collect()
    }

    #[test]
    fn columns_that_blanks_keep_apart_are_a_table() {
        let parts = lines(
            "進捗状況\n\n\
             番号  実施項目          担当課    実績\n\
             ----------------------------------\n\
             1     職員定数の適正化  人事課    職員数618人\n\
             2     指定管理者制度の  企画課    2施設に導入\n\
             \u{20}     活用\n\
             以上",
        );
        let found = tables(&parts, &|_| 1);
        assert_eq!(found.len(), 1);
        let (range, table) = &found[0];
        assert_eq!(range.clone(), 2..7);
        assert_eq!((table.rows, table.columns), (3, 4));
        let text = |row, column| table.cell_at(row, column).map(|cell| cell.text.as_str());
        assert_eq!(text(2, 1), Some("指定管理者制度の活用"));
        assert_eq!(text(1, 3), Some("職員数618人"));
    }

    #[test]
    fn prose_is_no_table() {
        let parts = lines("1  はじめに\n本市では行政改革を進めてきた。\n2  おわりに\n");
        assert!(tables(&parts, &|_| 1).is_empty());
    }
}
