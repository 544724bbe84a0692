//! Lists of a page as `pdftotext -layout` prints it: a line of headers, and rows that numbers begin.
//!
//! That tool counts characters, whatever their width, so that what stands below each other on the page drifts apart in
//! the text, and one blank may be all that parts two cells. The words of a row are dealt out to the columns in their
//! order, at the least distance from where the columns begin; the lines below go by where the row's own cells begin.

mod head;

use self::head::Head;
use super::cut::{self, Metric, Row, Segment};
use crate::layout::{Cell, Grid, Table, wrap};
use crate::lexicon::{Concept, LEXICON};
use crate::source::{Text, TextSlice, WrittenText};
use std::ops::Range;

/// Fewer rows are no list.
const FEWEST_ROWS: usize = 2;
/// A word that stands further from where a column begins costs no more, in characters.
const FARTHEST: u32 = 30;
/// What it costs to put two words with one blank between into one cell, in characters: Japanese has no blanks but beside
/// letters and digits of other scripts, and full-width ones.
const JOINED: u32 = 3;
const JOINED_KANJI: u32 = 20;
/// A line and its words.
struct Words<'t> {
    line: &'t WrittenText,
    words: Vec<Segment>,
}

impl<'t> Words<'t> {
    fn text(&self, word: &Segment) -> &'t str {
        &self.line.display.as_str()[word.bytes.clone()]
    }

    fn slice(&self, word: &Segment) -> TextSlice<'t> {
        self.line.display.slice().cut(word.bytes.clone())
    }
}

/// The cells of one row, column by column: the slices of their lines.
type Cells<'t> = Vec<Vec<TextSlice<'t>>>;

/// Finds the lists among lines: the lines that each takes, and its cells.
pub(super) fn lists(
    rows: &[Option<Row<'_>>],
    source: &str,
    page_of: &impl Fn(u32) -> u32,
) -> Vec<(Range<usize>, Table)> {
    let lines: Vec<Option<Words<'_>>> = rows
        .iter()
        .map(|row| {
            let row = row.as_ref()?;
            let blank = row.segments.is_empty();
            let words = if blank {
                Vec::new()
            } else {
                cut::words(row.line, source, Metric::Characters)
            };
            Some(Words {
                line: row.line,
                words,
            })
        })
        .collect();
    let mut found = Vec::new();
    let mut before: Option<Head<'_>> = None;
    let mut at = 0;
    while at < lines.len() {
        let Some(head) = head::find(&lines, at, before.as_ref()) else {
            at += 1;
            continue;
        };
        at += 1;
        if let Some((range, table)) = list(&lines, &head, page_of) {
            at = range.end;
            found.push((range, table));
            before = Some(head);
        }
    }
    found
}

/// The list below a header.
fn list(
    lines: &[Option<Words<'_>>],
    head: &Head<'_>,
    page_of: &impl Fn(u32) -> u32,
) -> Option<(Range<usize>, Table)> {
    let columns = head.leaves.len();
    let end = end(lines, head.lines.end);
    let body = || lines[head.lines.end..end].iter().flatten();
    let begins: Vec<&Words<'_>> = body().filter(|line| begins_row(line)).collect();
    let most = begins.iter().map(|line| parted(line).len()).max()?;
    if begins.len() < FEWEST_ROWS || most > columns {
        return None;
    }
    let starts = starts(head, &begins);
    let mut table = Builder {
        columns,
        cells: Vec::new(),
        row: 0,
    };
    let first = lines[head.lines.start].as_ref()?;
    table.header(head, page_of(first.line.raw.start));
    let mut current: Option<(Cells<'_>, Vec<u32>, u32)> = None;
    for line in body().filter(|line| !line.words.is_empty()) {
        let page = page_of(line.line.raw.start);
        if begins_row(line) {
            table.close(&mut current);
            let mut own = starts.clone();
            let mut cells: Cells<'_> = vec![Vec::new(); columns];
            deal(line, &starts, &mut cells, Some(&mut own));
            current = Some((cells, own, page));
        } else if is_group(line) {
            table.close(&mut current);
            table.group(line, page);
        } else if let Some((cells, own, _)) = &mut current {
            let own = own.clone();
            deal(line, &own, cells, None);
        }
    }
    table.close(&mut current);
    Some((head.lines.start..end, table.finish()))
}

/// The words of a line, and those with one blank between them together where more than one parts the others.
fn parted<'w>(line: &'w Words<'_>) -> Vec<&'w [Segment]> {
    line.words.chunk_by(|a, b| b.from - a.to < 2).collect()
}

/// One past the last line of a list: what is blank twice, a note, or the header of the next page ends it.
fn end(lines: &[Option<Words<'_>>], from: usize) -> usize {
    let mut end = from;
    let mut blank = 0;
    for (at, line) in lines.iter().enumerate().skip(from) {
        let Some(line) = line else { break };
        let Some(first) = line.words.first() else {
            blank += 1;
            if blank > 1 {
                break;
            }
            continue;
        };
        if let Some(next) = head::range(lines, at) {
            return end.min(next.start);
        }
        if line.text(first).starts_with('※') {
            break;
        }
        blank = 0;
        end = at + 1;
    }
    end
}

/// True for a line that a number begins, or that has figures of its own, as a second indicator of an item has.
fn begins_row(line: &Words<'_>) -> bool {
    const FEWEST_FIGURES: usize = 3;
    let Some(first) = line.words.first() else {
        return false;
    };
    let number = line.text(first);
    let counts = |c: char| c.is_ascii_digit() || "-()".contains(c);
    let numbered =
        number.starts_with(|c: char| c.is_ascii_digit() || c == '(') && number.chars().all(counts);
    let figure = |word: &&Segment| {
        let counts = |c: char| c.is_ascii_digit() || ",.%▲△-－".contains(c);
        line.text(word).chars().all(counts)
    };
    let figures = line.words.iter().filter(figure).count();
    numbered && line.words.len() > 2 || figures >= FEWEST_FIGURES
}

/// True for a line that heads rows: a word and its number, or a Roman numeral.
fn is_group(line: &Words<'_>) -> bool {
    const MOST: usize = 3;
    let roman = |c: char| ('Ⅰ'..='Ⅻ').contains(&c);
    let counted = |word: &str| {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit() || roman(c));
        bare.len() < word.len() && (bare.is_empty() || LEXICON.exact(bare) == Some(Concept::Level))
    };
    let first = line.words.first().map(|word| line.text(word));
    line.words.len() <= MOST
        && line.words.first().is_some_and(|word| word.from < 4)
        && first.is_some_and(|word| counted(word) && !word.chars().all(|c| c.is_ascii_digit()))
}

/// Where the columns begin: in the middle of where those rows have them that have a word for each; else as the header.
fn starts(head: &Head<'_>, rows: &[&Words<'_>]) -> Vec<u32> {
    let columns = head.leaves.len();
    let full: Vec<Vec<u32>> = rows
        .iter()
        .map(|row| parted(row).iter().map(|words| words[0].from).collect())
        .filter(|row: &Vec<u32>| row.len() == columns)
        .collect();
    let leaves = head.leaves.iter().enumerate();
    leaves
        .map(|(column, leaf)| {
            let mut at: Vec<u32> = full.iter().map(|row| row[column]).collect();
            at.sort_unstable();
            at.get(at.len() / 2).copied().unwrap_or(leaf.from)
        })
        .collect()
}

/// Deals the words of a line out to the columns, in their order. `own` learns where the cells of this line begin.
fn deal<'t>(line: &Words<'t>, starts: &[u32], cells: &mut Cells<'t>, own: Option<&mut Vec<u32>>) {
    let columns = if own.is_some() && line.words.len() == starts.len() {
        (0..starts.len()).collect()
    } else {
        places(line, starts, own.is_some())
    };
    let mut own = own;
    let mut at = 0;
    while at < line.words.len() {
        let column = columns[at];
        let together = columns[at..].iter().take_while(|c| **c == column).count();
        let (first, last) = (&line.words[at], &line.words[at + together - 1]);
        let cell = Segment {
            to: last.to,
            bytes: first.bytes.start..last.bytes.end,
            ..first.clone()
        };
        cells[column].push(line.slice(&cell));
        if let Some(own) = &mut own {
            own[column] = first.from;
        }
        at += together;
    }
}

/// The column of each word, at the least cost: each begins as near to its column as may be, and only words with one blank
/// between them share one.
fn places(line: &Words<'_>, starts: &[u32], begins: bool) -> Vec<usize> {
    let words = &line.words;
    let away = |word: usize, column: usize| words[word].from.abs_diff(starts[column]).min(FARTHEST);
    // The least cost of all words up to one where that one stands in a column, and the column before.
    let mut costs: Vec<Vec<(u32, usize)>> = vec![Vec::with_capacity(starts.len()); words.len()];
    for word in 0..words.len() {
        for column in 0..starts.len() {
            let new = away(word, column);
            let best = match word.checked_sub(1) {
                None => (new, column),
                Some(before) => {
                    let near = words[word].from - words[before].to < 2;
                    let shared = near
                        .then(|| (costs[before][column].0 + joined(line, word, begins), column));
                    let left = (0..column).map(|c| (costs[before][c].0.saturating_add(new), c));
                    left.chain(shared).min().unwrap_or((u32::MAX / 2, column))
                }
            };
            costs[word].push(best);
        }
    }
    let mut columns = vec![0; words.len()];
    let last = costs
        .last()
        .map(|costs| (0..costs.len()).min_by_key(|c| costs[*c].0));
    let mut column = last.flatten().unwrap_or(0);
    for word in (0..words.len()).rev() {
        columns[word] = column;
        column = costs[word][column].1;
    }
    columns
}

/// What it costs to put a word into the cell of the one before it. The number that begins a row stands alone.
fn joined(line: &Words<'_>, word: usize, begins: bool) -> u32 {
    let (before, after) = (&line.words[word - 1], &line.words[word]);
    let blank = &line.line.display.as_str()[before.bytes.end..after.bytes.start];
    let foreign = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let beside =
        foreign(line.text(before).chars().next_back()) || foreign(line.text(after).chars().next());
    match begins && word == 1 {
        false if beside || blank.contains('\u{3000}') => JOINED,
        _ => JOINED_KANJI,
    }
}

/// The cells of a list so far.
struct Builder {
    columns: usize,
    cells: Vec<Cell>,
    row: u32,
}

impl Builder {
    fn cell(&mut self, column: usize, span: usize, text: Text, page: u32) {
        self.cells.push(Cell {
            row: self.row,
            column: column as u32,
            row_span: 1,
            column_span: span as u32,
            text,
            page,
            ..Cell::default()
        });
    }

    /// The headers, with those over several of them in a row of their own.
    fn header(&mut self, head: &Head<'_>, page: u32) {
        let mut column = 0;
        let spanned = head.leaves.iter().any(|leaf| leaf.over.is_some());
        for group in head
            .leaves
            .chunk_by(|a, b| a.over.map(|o| o.0) == b.over.map(|o| o.0))
        {
            match group[0].over {
                Some((_, word)) => self.cell(column, group.len(), word.to_text(), page),
                None => group.iter().zip(column..).for_each(|(leaf, column)| {
                    self.cell(column, 1, leaf.text(), page);
                }),
            }
            column += group.len();
        }
        self.row += 1;
        if !spanned {
            return;
        }
        for (column, leaf) in head.leaves.iter().enumerate() {
            match leaf.over {
                Some(_) => self.cell(column, 1, leaf.text(), page),
                None => {
                    let above = |cell: &&mut Cell| cell.column as usize == column;
                    if let Some(cell) = self.cells.iter_mut().find(above) {
                        cell.row_span = 2;
                    }
                }
            }
        }
        self.row += 1;
    }

    /// A row over the whole width.
    fn group(&mut self, line: &Words<'_>, page: u32) {
        let text = line.line.display.slice().trim().to_text();
        self.cell(0, self.columns, text, page);
        self.row += 1;
    }

    /// Ends the row that is open.
    fn close(&mut self, current: &mut Option<(Cells<'_>, Vec<u32>, u32)>) {
        let Some((cells, _, page)) = current.take() else {
            return;
        };
        for (column, lines) in cells
            .iter()
            .enumerate()
            .filter(|(_, lines)| !lines.is_empty())
        {
            let width = lines
                .iter()
                .map(|line| wrap::width(line.as_str()))
                .max()
                .unwrap_or(0);
            let mut text = Text::new();
            for paragraph in wrap::join_within(lines, width) {
                text.push_break();
                text.push_slice(paragraph.text.slice());
            }
            self.cell(column, 1, text, page);
        }
        self.row += 1;
    }

    fn finish(self) -> Table {
        Table {
            rows: self.row,
            columns: self.columns as u32,
            cells: self.cells,
            grid: Grid::Aligned,
        }
    }
}
