//! Blocks to pages: lines are broken, rows get their heights, tables go on over pages under a repeated header.

use super::super::sheet::{Block, Cell, Look, Sheet, Table};
use super::wrap::{text_width, wrapped};

const MARGIN: f32 = 36.0;
const SIZE: f32 = 8.0;
const LEADING: f32 = 10.0;
const PADDING: f32 = 3.0;
/// White space between two columns of running text.
const GUTTER: f32 = 24.0;

/// One page as shown, from the top left.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) lines: Vec<Line>,
    pub(crate) boxes: Vec<[f32; 4]>,
}

/// One line of text, or one stacked label.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) x: f32,
    /// Top of the line.
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) text: String,
    pub(crate) stacked: bool,
    /// Its cell or paragraph has more than one line: spreadsheets draw such cells after all others.
    pub(crate) wrapped: bool,
    /// Lines of one cell or paragraph share a number.
    pub(crate) block: usize,
    /// Lines of one table share a number, and so do those before it.
    pub(crate) table: usize,
}

/// Lays out a sheet.
pub(crate) fn pages(sheet: &Sheet) -> Vec<Page> {
    let mut flow = Flow::new(sheet);
    for block in &sheet.blocks {
        match block {
            Block::Title(text) => flow.title(text),
            Block::Heading(text) => flow.heading(text),
            Block::Text(text) => flow.paragraphs(text),
            Block::Table(table) => flow.table(table),
            Block::NewPage => flow.new_page(),
        }
    }
    flow.pages
}

struct Flow<'s> {
    sheet: &'s Sheet,
    pages: Vec<Page>,
    /// The column of running text that is being filled.
    column: usize,
    y: f32,
    block: usize,
    tables: usize,
}

/// A stretch of a row or of a cell on one page.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    page: usize,
    top: f32,
    bottom: f32,
}

impl<'s> Flow<'s> {
    fn new(sheet: &'s Sheet) -> Self {
        let mut flow = Self {
            sheet,
            pages: Vec::new(),
            column: 0,
            y: 0.0,
            block: 0,
            tables: 0,
        };
        flow.new_page();
        flow
    }

    fn new_page(&mut self) {
        let (width, height) = self.sheet.paper.size();
        self.pages.push(Page {
            width,
            height,
            ..Page::default()
        });
        self.column = 0;
        self.y = MARGIN;
        if let Some(head) = &self.sheet.running_head {
            let x = width - MARGIN - text_width(head, SIZE);
            self.line(x, MARGIN - 16.0, SIZE, head);
        }
        if self.sheet.page_numbers {
            let number = format!("- {} -", self.pages.len());
            let x = (width - text_width(&number, SIZE)) / 2.0;
            self.line(x, height - MARGIN + 8.0, SIZE, &number);
        }
    }

    /// The next column, or the next page.
    fn go_on(&mut self) {
        if self.column + 1 < self.sheet.columns {
            self.column += 1;
            self.y = MARGIN;
        } else {
            self.new_page();
        }
    }

    fn bottom(&self) -> f32 {
        self.sheet.paper.size().1 - MARGIN
    }

    fn column_width(&self) -> f32 {
        let columns = self.sheet.columns as f32;
        (self.sheet.paper.size().0 - 2.0 * MARGIN - GUTTER * (columns - 1.0)) / columns
    }

    fn left(&self) -> f32 {
        MARGIN + self.column as f32 * (self.column_width() + GUTTER)
    }

    /// A line in a block of its own.
    fn line(&mut self, x: f32, y: f32, size: f32, text: &str) {
        self.block += 1;
        let block = self.block;
        let page = self.pages.len() - 1;
        self.pages[page].lines.push(Line {
            x,
            y,
            size,
            text: text.to_owned(),
            stacked: false,
            wrapped: false,
            block,
            table: self.tables,
        });
    }

    fn room(&mut self, height: f32) {
        if self.y + height > self.bottom() {
            self.go_on();
        }
    }

    fn title(&mut self, text: &str) {
        self.room(24.0);
        let size = 12.0;
        let x = self.left() + (self.column_width() - text_width(text, size)) / 2.0;
        self.line(x.max(self.left()), self.y, size, text);
        self.y += 22.0;
    }

    fn heading(&mut self, text: &str) {
        self.room(40.0);
        self.line(self.left(), self.y + 2.0, 9.5, text);
        self.y += 16.0;
    }

    fn paragraphs(&mut self, text: &str) {
        for paragraph in text.lines() {
            self.block += 1;
            let lines = wrapped(paragraph, self.column_width(), 9.0);
            let many = lines.len() > 1;
            for line in lines {
                self.room(13.0);
                let (x, y, block) = (self.left(), self.y, self.block);
                let page = self.pages.len() - 1;
                self.pages[page].lines.push(Line {
                    x,
                    y,
                    size: 9.0,
                    text: line,
                    stacked: false,
                    wrapped: many,
                    block,
                    table: self.tables,
                });
                self.y += 13.0;
            }
        }
        self.y += 4.0;
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let edges = sides(self.sheet, table);
        let places = table.places();
        let heights = heights(table, &places, &edges);
        let rows = self.rows(table, &heights, &edges, &places);
        for (row, cells) in table
            .rows
            .iter()
            .enumerate()
            .skip(table.headers.min(table.rows.len()))
        {
            for (cell, &column) in cells.iter().zip(&places[row]) {
                let last = (row + cell.down).min(rows.len());
                let stretches = joined(rows[row..last].iter().flatten().copied());
                let sides = (edges[column], edges[column + cell.across]);
                self.cell(cell, sides, &stretches, table.ruled);
            }
        }
    }

    /// Gives each row its place; a row goes to the next page where it does not fit, or over it where it is too tall.
    fn rows(
        &mut self,
        table: &Table,
        heights: &[f32],
        edges: &[f32],
        places: &[Vec<usize>],
    ) -> Vec<Vec<Stretch>> {
        let header: f32 = heights[..table.headers].iter().sum();
        let page_room = self.bottom() - MARGIN - header;
        let mut rows = Vec::new();
        self.header(table, heights, edges, places);
        for (row, &height) in heights.iter().enumerate() {
            if row < table.headers {
                rows.push(Vec::new());
                continue;
            }
            let mut left = height;
            let mut stretches = Vec::new();
            let fits = self.y + left <= self.bottom();
            if !fits && (left <= page_room || self.y + 4.0 * LEADING > self.bottom()) {
                self.new_page();
                self.header(table, heights, edges, places);
            }
            loop {
                let take = left.min(self.bottom() - self.y);
                stretches.push(Stretch {
                    page: self.pages.len() - 1,
                    top: self.y,
                    bottom: self.y + take,
                });
                self.y += take;
                left -= take;
                if left <= 0.5 {
                    break;
                }
                // What a page cuts off needs the padding of a cell again.
                left += 2.0 * PADDING + LEADING;
                self.new_page();
                self.header(table, heights, edges, places);
            }
            rows.push(stretches);
        }
        rows
    }

    fn header(&mut self, table: &Table, heights: &[f32], edges: &[f32], places: &[Vec<usize>]) {
        let header: f32 = heights[..table.headers].iter().sum();
        if self.y + header + 3.0 * LEADING > self.bottom() {
            self.new_page();
        }
        let page = self.pages.len() - 1;
        let mut tops = vec![self.y];
        for height in &heights[..table.headers] {
            tops.push(tops[tops.len() - 1] + height);
        }
        for (row, cells) in table.rows.iter().enumerate().take(table.headers) {
            for (cell, &column) in cells.iter().zip(&places[row]) {
                let stretch = Stretch {
                    page,
                    top: tops[row],
                    bottom: tops[(row + cell.down).min(table.headers)],
                };
                let sides = (edges[column], edges[column + cell.across]);
                self.cell(cell, sides, &[stretch], table.ruled);
            }
        }
        self.y += header;
    }

    fn cell(&mut self, cell: &Cell, (x0, x1): (f32, f32), stretches: &[Stretch], ruled: bool) {
        if ruled {
            for stretch in stretches {
                let edge = [x0, stretch.top, x1 - x0, stretch.bottom - stretch.top];
                self.pages[stretch.page].boxes.push(edge);
            }
        }
        if cell.text.is_empty() {
            return;
        }
        self.block += 1;
        let tallest = stretches.iter().copied().reduce(|a, b| {
            if b.bottom - b.top > a.bottom - a.top {
                b
            } else {
                a
            }
        });
        let Some(tallest) = tallest else { return };
        if cell.look == Look::Stacked {
            let height = cell.text.chars().count() as f32 * LEADING;
            let x = (x0 + x1 - SIZE) / 2.0;
            let y = middle(tallest, height);
            self.put(tallest.page, x, y, &cell.text, (true, false));
            return;
        }
        let lines = wrapped(&cell.text, x1 - x0 - 2.0 * PADDING, SIZE);
        let many = lines.len() > 1;
        let height = lines.len() as f32 * LEADING;
        let whole = height + PADDING <= tallest.bottom - tallest.top;
        let mut lines = lines.into_iter().peekable();
        for stretch in stretches {
            let here = if whole { tallest } else { *stretch };
            let mut y = match cell.look {
                Look::Value => here.top + PADDING,
                _ if whole => middle(here, height),
                _ => here.top + PADDING,
            };
            while lines.peek().is_some() && y + LEADING <= here.bottom + 0.5 {
                let Some(line) = lines.next() else { break };
                let room = x1 - x0 - text_width(&line, SIZE);
                let x = match cell.look {
                    Look::Label | Look::Centred => x0 + room.max(0.0) / 2.0,
                    Look::Number => x1 - PADDING - text_width(&line, SIZE),
                    Look::Value | Look::Stacked => x0 + PADDING,
                };
                if !line.is_empty() {
                    self.put(here.page, x, y, &line, (false, many));
                }
                y += LEADING;
            }
        }
        assert!(lines.next().is_none(), "no room for all of {}", cell.text);
    }

    fn put(&mut self, page: usize, x: f32, y: f32, text: &str, (stacked, wrapped): (bool, bool)) {
        let block = self.block;
        self.pages[page].lines.push(Line {
            x,
            y,
            size: SIZE,
            text: text.to_owned(),
            stacked,
            wrapped,
            block,
            table: self.tables,
        });
    }
}

fn middle(stretch: Stretch, height: f32) -> f32 {
    stretch.top + ((stretch.bottom - stretch.top - height) / 2.0).max(0.0)
}

/// The left side of each column and the right side of the last, points.
pub(crate) fn sides(sheet: &Sheet, table: &Table) -> Vec<f32> {
    let whole: f32 = table.widths.iter().sum();
    let width = sheet.paper.size().0 - 2.0 * MARGIN;
    let mut sides = vec![MARGIN];
    for part in &table.widths {
        sides.push(sides[sides.len() - 1] + width * part / whole);
    }
    sides
}

/// Stretches of neighbouring rows on the same page become one.
fn joined(stretches: impl Iterator<Item = Stretch>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match out.last_mut() {
            Some(last) if last.page == stretch.page => last.bottom = stretch.bottom,
            _ => out.push(stretch),
        }
    }
    out
}

/// The height that each row needs; a cell over several rows makes the last of them taller if it must.
fn heights(table: &Table, places: &[Vec<usize>], edges: &[f32]) -> Vec<f32> {
    let mut heights = vec![LEADING + 2.0 * PADDING; table.rows.len()];
    let cells = || {
        let rows = table.rows.iter().zip(places).enumerate();
        rows.flat_map(|(row, (cells, columns))| {
            cells
                .iter()
                .zip(columns)
                .map(move |(cell, &column)| (row, cell, column))
        })
    };
    let need = |cell: &Cell, column: usize| {
        let lines = if cell.look == Look::Stacked {
            cell.text.chars().count()
        } else {
            let width = edges[column + cell.across] - edges[column] - 2.0 * PADDING;
            wrapped(&cell.text, width, SIZE).len()
        };
        lines as f32 * LEADING + 2.0 * PADDING
    };
    for (row, cell, column) in cells().filter(|(_, cell, _)| cell.down == 1) {
        heights[row] = heights[row].max(need(cell, column));
    }
    for (row, cell, column) in cells().filter(|(_, cell, _)| cell.down > 1) {
        let last = (row + cell.down).min(heights.len()) - 1;
        let lacking = need(cell, column) - heights[row..=last].iter().sum::<f32>();
        heights[last] += lacking.max(0.0);
    }
    heights
}
