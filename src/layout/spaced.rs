//! Tables in flat lines whose columns blanks keep apart, as `pdftotext -layout` prints them.
//!
//! A column is where most lines have text and between columns no line has any; a header over several of them spans
//! them. Where blank lines part the rows, a row is what stands between two of them, wherever in it a cell's lines
//! stand. Else a row begins where a line fills the first column, or most of the columns; what else stands below goes
//! on with the cells above it.

mod cut;
mod gutter;
mod printed;
mod sides;

pub(crate) use self::cut::is_rule;
use self::cut::{Metric, Row, Segment, figures, row, years};
use super::{Cell, Grid, Table, wrap};
use crate::source::{Part, TextSlice, WrittenText};
use std::ops::Range;

/// A table has this many columns and this many lines with text in as many columns.
const FEWEST_COLUMNS: usize = 3;
const FEWEST_LINES: usize = 3;
/// So many rows of several lines show that blank lines part the rows.
const FEWEST_BLOCKS: usize = 2;

/// A narrower column, in half-width characters, holds words and no wrapped text.
const NARROW: u32 = 14;
/// A cell's line is full if it ends this near, in half-width characters, to the end of its column.
const FULL_MARGIN: u32 = 3;

/// The brackets that a key stands in.
const KEYED: [char; 5] = ['〈', '【', '［', '[', '〔'];

/// A header has no more lines than these above its years.
const MOST_HEADERS: usize = 2;

/// So many blank lines part the groups of a list, and more end it.
const MOST_BLANKS: u32 = 2;

/// Finds the tables among the parts of a sheet: the parts that each takes, and its cells.
pub(crate) fn tables(
    parts: &[Part],
    source: &str,
    page_of: &impl Fn(u32) -> u32,
) -> Vec<(Range<usize>, Table)> {
    let mut found = Vec::new();
    // Each line is cut once, however many places a table may begin at.
    let cut_by = |metric| -> Vec<Option<Row<'_>>> {
        parts.iter().map(|part| row(part, source, metric)).collect()
    };
    let (mut rows, mut metric) = (cut_by(Metric::Width), Metric::Width);
    let agreed = cut::agreements(&rows);
    let by_character = cut_by(Metric::Characters);
    if cut::agreements(&by_character) * 2 > agreed * 3 {
        (rows, metric) = (by_character, Metric::Characters);
    }
    cut::part_headers(&mut rows, source, metric);
    cut::part_sides(&mut rows);
    gutter::part_cells(&mut rows, source, metric);
    let mut printed = match metric {
        Metric::Characters => printed::lists(&rows, source, page_of),
        Metric::Width => Vec::new(),
    }
    .into_iter()
    .peekable();
    let (mut at, mut end) = (0, 0);
    while at < parts.len() {
        if let Some((range, table)) = printed.next_if(|(range, _)| range.start <= at) {
            at = range.end;
            found.push((range, table));
            continue;
        }
        // The lines that are left of a run reach as far as the run did.
        if at >= end {
            let next = printed.peek().map_or(parts.len(), |(range, _)| range.start);
            end = run(parts, at).min(next);
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

/// How far the lines that may be one table reach: no further than [`MOST_BLANKS`] blank lines or anything that is no line.
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
        if blank > MOST_BLANKS {
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
    let (length, mut columns) = columns(rows, page_of)?;
    let blocks = are_blocks(&rows[..length], &columns);
    let mut cells = deal(&rows[..length], &columns, blocks);
    close_up(&mut cells, &mut columns);
    sides::join_names(&mut cells);
    sides::join_numbered_names(&mut cells);
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let last = cells.last().map_or(0, |cell| cell.row);
    let table = Table {
        rows: last + 1,
        columns: columns.len() as u32,
        cells: cells
            .iter()
            .map(|lines| cell(lines, &columns, page_of))
            .collect(),
        grid: Grid::Aligned,
    };
    let fewest = fewest_lines(rows, columns.len());
    (table.rows as usize >= fewest).then_some((length, table))
}

/// Brings a header back over its values where full-width blanks have moved the one away from the other: it fills a column
/// alone, and they the one beside it.
fn close_up(cells: &mut [CellLines<'_>], columns: &mut Vec<(u32, u32)>) {
    // Left of all values stand the heads of the rows, which may have no header.
    let mut at = 1;
    while at + 1 < columns.len() {
        let holds = |column: usize, header: bool| {
            let mut rows = cells.iter().filter(|cell| cell.column as usize == column);
            rows.all(|cell| (cell.row == 0) == header)
        };
        let apart =
            holds(at, true) && holds(at + 1, false) || holds(at, false) && holds(at + 1, true);
        if !apart {
            at += 1;
            continue;
        }
        for cell in cells.iter_mut().filter(|cell| cell.column as usize > at) {
            cell.column -= 1;
        }
        columns[at].1 = columns.remove(at + 1).1;
    }
}

/// True if blank lines part the rows: most stretches between two of them have several lines, and of these only one
/// that fills most of the columns; or each fills the first column once, and not always at its top.
fn are_blocks(rows: &[Option<Row<'_>>], columns: &[(u32, u32)]) -> bool {
    let blank = |row: &Option<Row<'_>>| row.as_ref().is_none_or(|row| row.segments.is_empty());
    let blocks: Vec<&[Option<Row<'_>>]> = rows
        .split(blank)
        .filter(|block| !block.is_empty())
        .skip(1)
        .collect();
    let begins = |row: &&Option<Row<'_>>| {
        let segments = row.as_ref().map_or(&[][..], |row| &row.segments);
        segments.len() * 2 > columns.len()
    };
    let several = blocks.iter().filter(|block| block.len() > 1).count();
    several >= FEWEST_BLOCKS
        && several * 2 >= blocks.len()
        && (blocks
            .iter()
            .all(|block| block.iter().filter(begins).count() <= 1)
            || are_centred(&blocks, columns))
}

/// True if each stretch of lines is a row whose cells stand in the middle of its height: it fills the first column once,
/// and two of them at least do so below their first line.
fn are_centred(blocks: &[&[Option<Row<'_>>]], columns: &[(u32, u32)]) -> bool {
    let fills_first = |row: &Row<'_>| {
        let mut segments = row.segments.iter();
        segments.any(|segment| column_of(columns, segment) == 0)
    };
    let mut below_top = 0;
    for block in blocks.iter().filter(|block| block.len() > 1) {
        let lines = || block.iter().flatten();
        if lines().filter(|row| fills_first(row)).count() != 1
            || lines().filter(|row| figures(row) > 1).count() > 1
        {
            return false;
        }
        below_top += usize::from(!lines().next().is_some_and(fills_first));
    }
    below_top >= FEWEST_BLOCKS
}

/// Deals the segments of lines out to cells. With `blocks`, a row begins behind a blank line, else where a line
/// fills the first column or most of them; the lines of the header do in any case.
fn deal<'t>(rows: &[Option<Row<'t>>], columns: &[(u32, u32)], blocks: bool) -> Vec<CellLines<'t>> {
    let mut cells: Vec<CellLines<'t>> = Vec::new();
    let mut current = 0_u32;
    let numbered = are_numbered(rows, columns);
    let (mut parted, mut in_header) = (false, true);
    for (i, row) in rows.iter().enumerate() {
        let Some(row) = row.as_ref().filter(|row| !row.segments.is_empty()) else {
            (parted, in_header) = (true, false);
            continue;
        };
        let placed: Vec<(usize, &Segment)> = row
            .segments
            .iter()
            .map(|segment| (column_of(columns, segment), segment))
            .collect();
        let fills_first = placed.iter().any(|(column, _)| *column == 0);
        let distinct = placed.chunk_by(|a, b| a.0 == b.0).count();
        let spanned = || {
            let header = rows.first().and_then(Option::as_ref);
            let kept = header.map(|header| without_spanning(header, rows.get(1)));
            i == 1 && header.map(|header| header.segments.len()) != kept.map(|kept| kept.len())
        };
        let begins = if blocks && !in_header {
            parted
        } else {
            let above = i.checked_sub(1).and_then(|above| rows[above].as_ref());
            let apart = || !numbered || cut::has_side(row);
            let wide =
                || distinct * 2 > columns.len() && apart() && !wraps(above, &placed, columns);
            fills_first || wide() || spanned() || figures(row) > 1
        };
        if i > 0 && begins {
            current += 1;
        }
        parted = false;
        for (column, segment) in placed {
            let column = column as u32;
            let entry = (segment.clone(), row.line);
            let there = |cell: &&mut CellLines<'_>| (cell.row, cell.column) == (current, column);
            match cells.iter_mut().rev().take(columns.len()).find(there) {
                Some(cell) => match cell.lines.last_mut() {
                    // What stands apart on one line of a cell does so in its text: a key and its value.
                    Some((last, line)) if std::ptr::eq(*line, row.line) => {
                        (last.to, last.bytes.end) = (segment.to, segment.bytes.end);
                    }
                    _ => cell.lines.push(entry),
                },
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

/// True if numbers alone fill the first column below the header, so that each begins a row.
fn are_numbered(rows: &[Option<Row<'_>>], columns: &[(u32, u32)]) -> bool {
    let firsts = rows.iter().flatten().filter_map(|row| {
        let first = row.segments.first()?;
        let cells = row.segments.len() >= FEWEST_COLUMNS;
        let text = &row.line.display.as_str()[first.bytes.clone()];
        (cells && column_of(columns, first) == 0).then_some(text)
    });
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let firsts: Vec<&str> = firsts.skip(1).collect();
    firsts.len() >= FEWEST_BLOCKS
        && firsts.iter().filter(|text| number(text)).count() + 1 >= firsts.len()
}

/// True if a line goes on with the one right above it: the text of a cell that it fills was full there.
fn wraps(above: Option<&Row<'_>>, placed: &[(usize, &Segment)], columns: &[(u32, u32)]) -> bool {
    let Some(above) = above else { return false };
    placed.iter().any(|(column, _)| {
        let Some(&(from, to)) = columns.get(*column) else {
            return false;
        };
        let mut segments = above.segments.iter();
        let over = segments.rfind(|segment| column_of(columns, segment) == *column);
        to - from >= NARROW && over.is_some_and(|over| over.to + FULL_MARGIN >= to)
    })
}

fn cell(place: &CellLines<'_>, columns: &[(u32, u32)], page_of: &impl Fn(u32) -> u32) -> Cell {
    let to = place.lines.iter().map(|(segment, _)| segment.to).max();
    let behind = columns.iter().skip(place.column as usize + 1);
    let column_span = 1 + behind
        .take_while(|(from, _)| to.is_some_and(|to| *from < to))
        .count() as u32;
    let slices: Vec<TextSlice<'_>> = place
        .lines
        .iter()
        .map(|(segment, line)| line.display.slice().cut(segment.bytes.clone()))
        .collect();
    let column = columns.get(place.column as usize);
    let width = column.map_or(0, |(from, to)| to - from);
    let mut paragraphs = wrap::join_within(&slices, width).into_iter();
    let mut text = paragraphs.next().unwrap_or_default().text;
    for paragraph in paragraphs {
        text.push_break();
        text.push_slice(paragraph.text.slice());
    }
    Cell {
        row: place.row,
        column: place.column,
        row_span: 1,
        column_span,
        text,
        page: place
            .lines
            .first()
            .map_or(1, |(_, line)| page_of(line.raw.start)),
        ..Cell::default()
    }
}

/// The columns that the lines keep to, and how many lines do: from the first on, as long as the columns hold.
fn columns(
    rows: &[Option<Row<'_>>],
    page_of: &impl Fn(u32) -> u32,
) -> Option<(usize, Vec<(u32, u32)>)> {
    let mut columns: Vec<(u32, u32)> = Vec::new();
    let mut page = None;
    let (mut length, mut full, mut last_full) = (0, 0, 1);
    let (mut filled, mut headed) = (1, false);
    for (i, row) in rows.iter().enumerate() {
        let Some(row) = row else { break };
        if i == 0 {
            headed = years(row) > 1;
            columns = merged(&[], &without_spanning(row, rows.get(1)));
            (full, length) = (1, 1);
            continue;
        }
        if row.is_rule && full >= FEWEST_LINES && !goes_on(&rows[i + 1..], &columns) {
            break;
        }
        if row.segments.is_empty() {
            continue;
        }
        if is_heading(rows, i) || is_group(rows, i, &columns) || heads_rows(rows, i, &columns) {
            continue;
        }
        // Years alone, below keys and values, head a table of their own.
        let of_years = row.segments.len() > 1 && years(row) == row.segments.len();
        if of_years && filled > MOST_HEADERS && !headed {
            break;
        }
        filled += 1;
        headed |= of_years;
        let merged = merged(&columns, &row.segments);
        // The title of the next sheet stands at the head of its page and keeps to no columns.
        let next = page.replace(page_of(row.line.raw.start));
        if next.is_some() && next != page && merged.len() < columns.len() {
            break;
        }
        // A line of its own goes on with a cell, and not with one of the first column, where rows begin.
        let alone = row.segments.len() == 1 && i > 0;
        let begins = columns
            .first()
            .is_some_and(|(_, to)| row.segments[0].from < *to);
        // Behind a blank line, what does not keep to the columns begins a table of its own.
        let parted = rows[i - 1]
            .as_ref()
            .is_some_and(|row| row.segments.is_empty() && !row.is_rule);
        let cells = row.segments.len();
        if parted && cells >= FEWEST_COLUMNS && merged.len() < columns.len().max(cells) {
            break;
        }
        // A key in brackets with its value stands below the table.
        let keyed = || row.line.display.as_str().trim_start().starts_with(KEYED);
        if begins && row.segments.len() == 2 && keyed() && merged.len() != columns.len() {
            break;
        }
        // Nor does a key with a value that runs through several columns.
        let runs_through = begins && row.segments.len() == 2 && merged.len() < columns.len();
        if merged.len() < FEWEST_COLUMNS
            || alone && (begins || merged.len() != columns.len())
            || runs_through && full >= FEWEST_LINES
        {
            break;
        }
        columns = merged;
        let has_cells = row.segments.len() >= FEWEST_COLUMNS;
        full += usize::from(has_cells);
        length = i + 1;
        if has_cells {
            last_full = length;
        }
    }
    // What stands below a header and one row goes on with neither.
    if full < FEWEST_LINES {
        length = last_full;
    }
    let fewest = fewest_lines(rows, columns.len());
    (full >= fewest).then_some((length, columns))
}

/// How many lines make a table: a header of several columns and one row will do where a rule stands between them, or where
/// years stand over figures.
fn fewest_lines(rows: &[Option<Row<'_>>], columns: usize) -> usize {
    let line = |at: usize| rows.get(at).and_then(Option::as_ref);
    let ruled = line(1).is_some_and(|row| row.is_rule);
    let dated = || {
        let (years, figures) = (line(0).map_or(0, years), line(1).map_or(0, figures));
        years >= FEWEST_COLUMNS && figures >= FEWEST_COLUMNS
    };
    // Or where one line has a figure for each header: 評価 A B C over 件数 3 4 1.
    let counted = || {
        let (heads, counts) = (line(0), line(1));
        let cells = |row: Option<&Row<'_>>| row.map_or(0, |row| row.segments.len());
        let counted = counts.map_or(0, figures);
        heads.is_some_and(|row| figures(row) == 0)
            && cells(heads) == cells(counts)
            && counted >= FEWEST_COLUMNS
            && counted + 1 >= cells(counts)
    };
    if columns > FEWEST_COLUMNS && ruled || columns >= FEWEST_COLUMNS && (dated() || counted()) {
        2
    } else {
        FEWEST_LINES
    }
}

/// True if the line below a rule has the cells of a row, or heads a row that keeps to the columns: else the rule ends the
/// table.
fn goes_on(rows: &[Option<Row<'_>>], columns: &[(u32, u32)]) -> bool {
    let lines = rows.iter().map_while(Option::as_ref);
    let mut filled = lines.filter(|row| !row.segments.is_empty());
    let Some(next) = filled.next() else {
        return false;
    };
    let mut heads = || {
        let begins = columns
            .first()
            .is_some_and(|first| next.segments[0].from <= first.0);
        let fits = |row: &Row<'_>| {
            row.segments.len() >= FEWEST_COLUMNS
                && merged(columns, &row.segments).len() == columns.len()
        };
        next.segments.len() == 1 && begins && filled.next().is_some_and(fits)
    };
    next.segments.len() >= FEWEST_COLUMNS || heads()
}

/// The segments of a header but those that stand over several of the line right below: 実施工程 over its years.
fn without_spanning(header: &Row<'_>, below: Option<&Option<Row<'_>>>) -> Vec<Segment> {
    let below = below.and_then(Option::as_ref);
    let spans = |segment: &&Segment| {
        let under = below.iter().flat_map(|row| &row.segments);
        under
            .filter(|other| other.from < segment.to && other.to > segment.from)
            .count()
            > 1
    };
    let kept = header.segments.iter().filter(|segment| !spans(segment));
    kept.cloned().collect()
}

/// True for a line between two blank ones that begins at the left and has no cells: the heading of a group of rows.
fn is_heading(rows: &[Option<Row<'_>>], i: usize) -> bool {
    let blank = |row: Option<&Option<Row<'_>>>| {
        row.is_some_and(|row| row.as_ref().is_some_and(|row| row.segments.is_empty()))
    };
    let left = rows.first().and_then(Option::as_ref);
    let left = left.and_then(|row| row.segments.first());
    let alone = rows[i].as_ref().is_some_and(|row| {
        row.segments.len() == 1 && left.is_some_and(|left| row.segments[0].from <= left.from)
    });
    alone && blank(rows.get(i - 1)) && blank(rows.get(i + 1)) && {
        let mut further = rows[i + 1..].iter().flatten();
        further.any(|row| row.segments.len() >= FEWEST_COLUMNS)
    }
}

/// True for a line at the left, behind a blank one or a rule, right above a row that keeps to the columns: `Ⅱ 歳出の見直し`.
fn heads_rows(rows: &[Option<Row<'_>>], i: usize, columns: &[(u32, u32)]) -> bool {
    let begins = |row: &Row<'_>| match row.segments.as_slice() {
        [only] => columns.first().is_some_and(|first| only.from <= first.0),
        _ => false,
    };
    let parted = i > 0
        && rows[i - 1]
            .as_ref()
            .is_some_and(|row| row.segments.is_empty());
    let fits = |row: &Row<'_>| {
        row.segments.len() >= FEWEST_COLUMNS
            && merged(columns, &row.segments).len() == columns.len()
    };
    parted
        && rows[i].as_ref().is_some_and(begins)
        && rows.get(i + 1).and_then(Option::as_ref).is_some_and(fits)
}

/// True for a line at the left that heads rows set in below it: 交付枚数(枚) over 目標 and 実績.
fn is_group(rows: &[Option<Row<'_>>], i: usize, columns: &[(u32, u32)]) -> bool {
    let only = rows[i].as_ref().map(|row| row.segments.as_slice());
    let Some([only]) = only else {
        return false;
    };
    let mut below = rows[i + 1..].iter().map_while(Option::as_ref);
    let mut set_in = || {
        below.next().is_some_and(|row| {
            let begins = row
                .segments
                .first()
                .is_some_and(|first| first.from > only.from);
            begins
                && row.segments.len() >= FEWEST_COLUMNS
                && merged(columns, &row.segments).len() == columns.len()
        })
    };
    columns.first().is_some_and(|first| only.from <= first.0) && set_in() && set_in()
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
        let found = tables(&parts, "", &|_| 1);
        assert_eq!(found.len(), 1);
        let (range, table) = &found[0];
        assert_eq!(range.clone(), 2..7);
        assert_eq!((table.rows, table.columns), (3, 4));
        let text = |row, column| table.cell_at(row, column).map(|cell| cell.text.as_str());
        assert_eq!(text(2, 1), Some("指定管理者制度の活用"));
        assert_eq!(text(1, 3), Some("職員数618人"));
    }

    #[test]
    fn blank_lines_part_rows_whose_cells_are_centred() {
        let parts = lines(
            "番号  実施項目          担当課    実施工程\n\
             \u{20}                                R4    R5\n\
             \n\
             柱1 便利な市役所\n\
             \n\
             \u{20}     書かない窓口の\n\
             1     導入              市民課    検討  実施\n\
             \n\
             2     公共施設の予約    管財課    検討  実施\n\
             \u{20}     システムの更新\n",
        );
        let found = tables(&parts, "", &|_| 1);
        assert_eq!(found.len(), 1);
        let table = &found[0].1;
        assert_eq!((table.rows, table.columns), (5, 5));
        let text = |row, column| table.cell_at(row, column).map(|cell| cell.text.as_str());
        assert_eq!(text(2, 0), Some("柱1 便利な市役所"));
        assert_eq!(text(3, 1), Some("書かない窓口の導入"));
        assert_eq!(text(4, 1), Some("公共施設の予約システムの更新"));
        assert_eq!(text(4, 4), Some("実施"));
    }

    #[test]
    fn prose_is_no_table() {
        let parts = lines("1  はじめに\n本市では行政改革を進めてきた。\n2  おわりに\n");
        assert!(tables(&parts, "", &|_| 1).is_empty());
    }
}
