//! Tables that are drawn with the characters for rulings (U+2500 to U+257F), as word processors and mails have them.
//!
//! Programs give those characters the width of a kanji or half of it. Which one a table means is told by its own
//! rulings: columns are where most of them stand above each other.

use super::sheet::{Builder, FlatCell};
use crate::source::width;
use std::collections::BTreeMap;

/// A ruling that stands beside an edge by so much belongs to it, in half-width characters.
const BESIDE: u32 = 2;
/// No table has more edges between columns; what stands between further ones goes to the nearest.
const MOST_EDGES: usize = 200;
/// A line with so many figures has a row of its own below another, where both have a label.
const FEWEST_FIGURES: usize = 2;
/// A line that leaves no more of its cell blank goes on in the next, in half-width characters.
const FULL: u32 = 2;

fn is_ruling(c: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&c)
}

fn is_horizontal(c: char) -> bool {
    matches!(c, '─' | '━' | '═' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍')
}

/// True if a drawn table begins with these two lines: its upper rule, and a row.
pub(super) fn begins(line: &str, next: &str) -> bool {
    let line = line.trim();
    let corner = line.starts_with(['┌', '┏', '╔', '┍', '┎', '╒', '╓']);
    let ruled = line.chars().all(is_ruling) && line.chars().any(is_horizontal);
    corner && ruled && goes_on(next)
}

/// True if a line belongs to the drawn table above it.
pub(super) fn goes_on(line: &str) -> bool {
    let first = line.trim_start().chars().next();
    first.is_some_and(|c| is_ruling(c) && !is_horizontal(c))
}

/// True for the lower rule of a drawn table.
pub(super) fn ends(line: &str) -> bool {
    line.trim_start()
        .starts_with(['└', '┗', '╚', '┕', '┖', '╘', '╙'])
}

/// Adds the rows of a drawn table.
pub(super) fn table(lines: &[&str], builder: &mut Builder) {
    let drawing = Drawing::of(lines);
    let mut grid = Grid::new(drawing.edges.len().saturating_sub(1));
    for line in lines {
        grid.line(&drawing.pieces(line));
    }
    builder.end_table();
    for row in grid.rows() {
        builder.spanned_row(&row);
    }
    builder.end_table();
}

/// Where the edges of a table's columns stand.
struct Drawing {
    /// The width of a ruling, in half-width characters.
    width: u32,
    edges: Vec<u32>,
}

/// What stands between two edges on one line.
struct Piece<'a> {
    /// The edges, by their number.
    from: usize,
    to: usize,
    text: &'a str,
    /// It is a ruling from one edge to the other.
    ruled: bool,
    /// It leaves no room before its right edge.
    full: bool,
}

impl Drawing {
    fn of(lines: &[&str]) -> Self {
        let of_width = |width: u32| {
            let mut counted: BTreeMap<u32, usize> = BTreeMap::new();
            for (place, _) in lines.iter().flat_map(|line| rulings(line, width)) {
                *counted.entry(place).or_default() += 1;
            }
            counted
        };
        // The right width has the fewer places.
        let (width, counted) = [2, 1]
            .map(|width| (width, of_width(width)))
            .into_iter()
            .min_by_key(|(_, counted)| counted.len())
            .unwrap_or_default();
        let mut counted: Vec<(u32, usize)> = counted.into_iter().collect();
        counted.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let mut edges: Vec<u32> = Vec::new();
        for (place, _) in counted.into_iter().take(MOST_EDGES) {
            if edges.iter().all(|edge| edge.abs_diff(place) > BESIDE) {
                edges.push(place);
            }
        }
        edges.sort_unstable();
        Self { width, edges }
    }

    fn pieces<'a>(&self, line: &'a str) -> Vec<Piece<'a>> {
        let marks = rulings(line, self.width);
        let edge = |place: u32| {
            let numbered = self.edges.iter().enumerate();
            let nearest = numbered.min_by_key(|(_, edge)| edge.abs_diff(place));
            nearest.map_or(0, |(number, _)| number)
        };
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        for pair in marks.windows(2) {
            let [(left, start), (right, end)] = [pair[0], pair[1]];
            let first = line[start..].chars().next().map_or(0, char::len_utf8);
            let text = &line[start + first..end];
            let room = right.saturating_sub(left + self.width);
            let used = width(text.trim_end());
            pieces.push(Piece {
                from: edge(left),
                to: edge(right),
                ruled: !text.is_empty() && text.chars().all(is_horizontal),
                full: used + FULL > room,
                text: text.trim(),
            });
        }
        pieces.retain(|piece| piece.from < piece.to);
        pieces
    }
}

/// The upright rulings and junctions of a line: the column and the byte that each begins at.
fn rulings(line: &str, ruling: u32) -> Vec<(u32, usize)> {
    let mut found = Vec::new();
    let mut place = 0;
    for (at, c) in line.char_indices() {
        if is_ruling(c) {
            if !is_horizontal(c) {
                found.push((place, at));
            }
            place += ruling;
        } else {
            place += width(c.encode_utf8(&mut [0; 4]));
        }
    }
    found
}

/// The cells that were found, each where its first line stands.
struct Grid {
    cells: Vec<Drawn>,
    /// The cell that is open between each edge and the next.
    open: Vec<Option<usize>>,
    rows: usize,
    /// The last line had a rule, so that the next row begins.
    ruled: bool,
    /// The last line had a label and figures.
    figures: bool,
}

struct Drawn {
    row: usize,
    from: usize,
    cell: FlatCell,
    /// Its last line goes on.
    full: bool,
}

impl Grid {
    fn new(columns: usize) -> Self {
        Self {
            cells: Vec::new(),
            open: vec![None; columns],
            rows: 0,
            ruled: true,
            figures: false,
        }
    }

    fn line(&mut self, pieces: &[Piece<'_>]) {
        let ruled = pieces.iter().any(|piece| piece.ruled);
        let figures = !ruled && has_figures(pieces);
        if figures && self.figures {
            // 計画 over 実績 without a rule between them.
            self.open.fill(None);
        }
        if !ruled && (self.ruled || figures && self.figures) {
            self.begin_row(pieces);
        }
        self.figures = figures;
        for piece in pieces {
            if piece.ruled {
                self.open[piece.from..piece.to].fill(None);
            } else if let Some(cell) = self.open[piece.from] {
                self.cells[cell].add(piece);
            }
        }
        self.ruled = ruled;
    }

    /// Opens a cell where a rule has ended the one above; where none has, that one covers this row too.
    fn begin_row(&mut self, pieces: &[Piece<'_>]) {
        let mut covered: Option<usize> = None;
        for piece in pieces {
            match self.open[piece.from] {
                Some(above) if covered != Some(above) => {
                    let span = &mut self.cells[above].cell.row_span;
                    *span = span.saturating_add(1);
                    covered = Some(above);
                }
                Some(_) => {}
                None => {
                    self.open[piece.from..piece.to].fill(Some(self.cells.len()));
                    self.cells.push(Drawn {
                        row: self.rows,
                        from: piece.from,
                        full: false,
                        cell: FlatCell {
                            row_span: 1,
                            column_span: u16::try_from(piece.to - piece.from).unwrap_or(1),
                            ..FlatCell::default()
                        },
                    });
                }
            }
        }
        self.rows += 1;
    }

    fn rows(mut self) -> Vec<Vec<FlatCell>> {
        self.cells.sort_by_key(|drawn| (drawn.row, drawn.from));
        let mut rows: Vec<Vec<FlatCell>> = (0..self.rows).map(|_| Vec::new()).collect();
        for drawn in self.cells {
            rows[drawn.row].push(drawn.cell);
        }
        rows
    }
}

/// True for a label and several figures.
fn has_figures(pieces: &[Piece<'_>]) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let part = |c: char| digit(c) || ",.%，．％▲△-－".contains(c);
    let figure = |piece: &&Piece<'_>| piece.text.contains(digit) && piece.text.chars().all(part);
    let labelled = pieces
        .first()
        .is_some_and(|first| !first.text.is_empty() && !first.text.contains(digit));
    labelled && pieces.iter().filter(figure).count() >= FEWEST_FIGURES
}

impl Drawn {
    fn add(&mut self, piece: &Piece<'_>) {
        match self.cell.lines.last_mut() {
            Some(last) if self.full => last.push_str(piece.text),
            _ if piece.text.is_empty() => {}
            _ => self.cell.lines.push(piece.text.to_owned()),
        }
        self.full = piece.full && !piece.text.is_empty();
    }
}
