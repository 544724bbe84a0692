//! Lists whose geometry is lost: a line of headers, a line of each item's short cells, and below it the cells that
//! took several lines, block by block in the order of the columns.
//!
//! What a cell can be tells its column (a department, a grade, a report in the past tense); where that leaves a
//! choice, the order of the columns is the order of the cells.

use super::piece;
use crate::layout::{BlockKind, Cell, Grid, Pages, Paragraph, Table};
use crate::lexicon::{Concept, LEXICON};
use crate::notation::grade;
use crate::notation::tense::tense;
use crate::segment::card_head::CardHeads;
use crate::segment::heading::{self, Heading};
use crate::segment::label::{Label, LabelReader};
use crate::segment::{Node, Paragraph as Part, table};
use crate::source::{Text, TextSlice};

/// A list has so many columns at least.
const FEWEST_COLUMNS: usize = 4;
/// A longer first word is no number of an item, in characters.
const LONGEST_NUMBER: usize = 6;

/// Reads the lists of a flat document; none where it has no line of headers or no row below one.
pub(crate) fn read(pages: &Pages, reader: &LabelReader<'_>) -> Option<Vec<Node>> {
    let mut writer = Writer {
        reader,
        headers: Vec::new(),
        open: Vec::new(),
        in_tall_cells: false,
        nodes: Vec::new(),
        rows: 0,
    };
    for (number, block) in (0..).zip(&pages.blocks) {
        match &block.kind {
            BlockKind::Text(paragraphs) => writer.block(number, paragraphs),
            BlockKind::Furniture(paragraphs) => {
                let furniture = paragraphs.iter().map(|p| Node::Furniture(p.text.clone()));
                writer.nodes.extend(furniture);
            }
            BlockKind::Table(_) => return None,
        }
    }
    writer.end_rows();
    (writer.rows > 0).then_some(writer.nodes)
}

/// What stands below the headers, while tall cells may still follow.
enum Entry {
    Row(Row),
    /// A heading of the rows below it, or of those below the next headers.
    Heading(Box<Heading>),
}

/// A row: the cell of each column, as far as they were met.
struct Row {
    cells: Vec<Option<Text>>,
    /// It got a tall cell.
    tall: bool,
}

struct Writer<'a> {
    reader: &'a LabelReader<'a>,
    /// The headers of the list that goes on; empty above the first.
    headers: Vec<Label>,
    /// Rows whose tall cells were not all met.
    open: Vec<Entry>,
    /// Tall cells of the open rows were met.
    in_tall_cells: bool,
    nodes: Vec<Node>,
    /// How many rows were read.
    rows: usize,
}

impl Writer<'_> {
    fn block(&mut self, number: u32, paragraphs: &[Paragraph]) {
        if let [line] = paragraphs {
            let line = line.text.slice();
            if let Some(headers) = self.headers_of(line) {
                self.end_rows();
                self.headers = headers;
                return;
            }
            if let Some(row) = self.row_begun_by(line) {
                if self.in_tall_cells {
                    self.end_rows();
                }
                self.open.push(Entry::Row(row));
                return;
            }
            if let Some(heading) = heading::marked(line, self.reader) {
                self.open.push(Entry::Heading(Box::new(heading)));
                return;
            }
        }
        if self.take(piece::broken(paragraphs)) {
            self.in_tall_cells = true;
            return;
        }
        self.end_rows();
        self.nodes.extend(paragraphs.iter().map(|p| {
            Node::Paragraph(Part {
                text: p.text.clone(),
                block: number,
                width: p.width,
                lines: p.lines,
            })
        }));
    }

    /// The headers of a line that names the columns of a list of items, each another one.
    fn headers_of(&self, line: TextSlice<'_>) -> Option<Vec<Label>> {
        let headers: Vec<Label> = piece::tokens(line)
            .into_iter()
            .map(|token| self.reader.read(token))
            .collect::<Option<_>>()?;
        let mut concepts: Vec<_> = headers.iter().map(|h| (h.concept, year(h))).collect();
        concepts.sort_unstable();
        concepts.dedup();
        let lists = headers.iter().any(|h| h.concept == Some(Concept::Name))
            && headers.first().is_some_and(Label::lists_items);
        (lists && headers.len() >= FEWEST_COLUMNS && concepts.len() == headers.len())
            .then_some(headers)
    }

    /// The row that a line begins with a number and what else fits on it.
    fn row_begun_by(&self, line: TextSlice<'_>) -> Option<Row> {
        let numbered = self.headers.first()?.concept == Some(Concept::Number);
        let tokens = piece::tokens(line);
        let [number, _, ..] = tokens.as_slice() else {
            return None;
        };
        let fits = tokens.len() <= self.headers.len()
            && numbered
            && is_number(number.as_str())
            && !line.as_str().contains('。');
        let mut row = Row {
            cells: vec![None; self.headers.len()],
            tall: false,
        };
        let dealt = fits
            && tokens
                .iter()
                .all(|token| row.take(&self.headers, token.to_text()));
        dealt.then_some(row)
    }

    /// Gives a tall cell to the first open row that wants one of its sort; false where none does.
    fn take(&mut self, text: Text) -> bool {
        let headers = &self.headers;
        let mut rows: Vec<&mut Row> = self
            .open
            .iter_mut()
            .filter_map(|entry| match entry {
                Entry::Row(row) => Some(row),
                Entry::Heading(_) => None,
            })
            .collect();
        // Cells come in the order of the rows: those above the last one that got any are done.
        let at = rows.iter().rposition(|row| row.tall).unwrap_or(0);
        rows.drain(..at);
        let wanted = rows
            .iter()
            .position(|row| row.wants(headers, text.as_str()))
            .unwrap_or(0);
        let Some(row) = rows.into_iter().nth(wanted) else {
            return false;
        };
        row.tall = true;
        row.take(headers, text)
    }

    fn end_rows(&mut self) {
        self.in_tall_cells = false;
        for entry in std::mem::take(&mut self.open) {
            self.nodes.push(match entry {
                Entry::Heading(heading) => Node::Heading(*heading),
                Entry::Row(row) => {
                    self.rows += 1;
                    let mut view = table::view(
                        &laid_out(&self.headers, row),
                        &CardHeads::default(),
                        self.reader,
                    );
                    view.data.iter_mut().for_each(|datum| datum.by_order = true);
                    Node::Table(view)
                }
            });
        }
    }
}

impl Row {
    /// Puts a text into the column of its sort, else into the first open one of words whose tense it has, else into
    /// the first open one; false where all are full.
    fn take(&mut self, headers: &[Label], text: Text) -> bool {
        let open = self.open(headers, text.as_str());
        if let Some(column) = open {
            self.cells[column] = Some(text);
        }
        open.is_some()
    }

    /// True if a column of a text's sort or tense is open.
    fn wants(&self, headers: &[Label], text: &str) -> bool {
        self.open(headers, text).is_some_and(|column| {
            is_of_one_sort(&headers[column]) || agrees(&headers[column], text)
        })
    }

    fn open(&self, headers: &[Label], text: &str) -> Option<usize> {
        let open: Vec<usize> = (0..headers.len())
            .filter(|&column| self.cells[column].is_none())
            .collect();
        let of_words = || {
            open.iter()
                .copied()
                .filter(|&column| !is_of_one_sort(&headers[column]))
        };
        column_of(headers, &open, text)
            .or_else(|| of_words().find(|&column| agrees(&headers[column], text)))
            .or_else(|| of_words().next())
    }
}

fn year(label: &Label) -> Option<i32> {
    label.period.as_ref()?.period.fiscal_year
}

fn is_number(word: &str) -> bool {
    let mark = |c: char| c.is_numeric() || "-.()".contains(c);
    word.chars().count() <= LONGEST_NUMBER
        && word.chars().all(mark)
        && word.contains(char::is_numeric)
}

/// A table of the headers and one row.
fn laid_out(headers: &[Label], row: Row) -> Table {
    let cell = |row: u32, column: usize, text: Text| Cell {
        row,
        column: column as u32,
        row_span: 1,
        column_span: 1,
        text,
        page: 1,
        ..Cell::default()
    };
    let heads = headers.iter().enumerate();
    let heads = heads.map(|(column, header)| cell(0, column, Text::clone(&header.text)));
    let cells = row.cells.into_iter().enumerate();
    let cells = cells.filter_map(|(column, text)| Some(cell(1, column, text?)));
    Table {
        rows: 2,
        columns: headers.len() as u32,
        cells: heads.chain(cells).collect(),
        grid: Grid::Aligned,
    }
}

/// True for a column that holds one sort of text alone.
fn is_of_one_sort(header: &Label) -> bool {
    matches!(
        header.concept,
        Some(Concept::Number | Concept::Department | Concept::Grade | Concept::ProgressLabel)
    )
}

/// The open column that a text's sort tells: a number's, a department's, and for a grade or a word for progress that
/// of grades, else the last that judges or reports.
fn column_of(headers: &[Label], open: &[usize], text: &str) -> Option<usize> {
    let of = |concepts: &[Concept]| {
        let wanted = |&&column: &&usize| {
            headers[column]
                .concept
                .is_some_and(|concept| concepts.contains(&concept))
        };
        open.iter().rev().find(wanted).copied()
    };
    if is_number(text) {
        of(&[Concept::Number])
    } else if grade::is_grade_label(text) || LEXICON.progress(text).is_some() {
        of(&[Concept::Grade, Concept::ProgressLabel])
            .or_else(|| of(&[Concept::Assessment, Concept::Result]))
    } else if text
        .split(['\n', '、', ' '])
        .all(|name| LEXICON.names_department(name))
    {
        of(&[Concept::Department])
    } else {
        None
    }
}

/// Whether a text's tense is that of its column's side.
fn agrees(header: &Label, text: &str) -> bool {
    match header.concept {
        Some(Concept::Plan | Concept::Actions | Concept::NextSteps) => !tense(text).reports(),
        Some(Concept::Result) => tense(text).reports(),
        _ => true,
    }
}
