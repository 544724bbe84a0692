//! What stands on a document's pages, before it becomes a PDF or a text: headings, paragraphs and tables.

/// A document's content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) paper: Paper,
    /// Repeated at the top of every page of a PDF.
    pub(crate) running_head: Option<String>,
    pub(crate) page_numbers: bool,
    /// Columns of running text on a page.
    pub(crate) columns: usize,
    pub(crate) blocks: Vec<Block>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Paper {
    #[default]
    A4,
    A4Landscape,
    A3Landscape,
}

impl Paper {
    /// Width and height in points.
    pub(crate) fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.0, 842.0),
            Self::A4Landscape => (842.0, 595.0),
            Self::A3Landscape => (1191.0, 842.0),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// A centred line in large type.
    Title(String),
    /// A line of its own.
    Heading(String),
    /// Running text; each line is a paragraph.
    Text(String),
    Table(Table),
    /// The rest goes on a new page.
    NewPage,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Column widths, as parts of the whole.
    pub(crate) widths: Vec<f32>,
    /// For each row the cells that begin in it, from the left.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// How many rows are headers, repeated where the table goes on over a page.
    pub(crate) headers: usize,
    /// False for columns by alignment only.
    pub(crate) ruled: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) across: usize,
    pub(crate) down: usize,
    pub(crate) look: Look,
    /// Lines are items of a list, which markup shows without their marks.
    pub(crate) list: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// A label: centred.
    Label,
    /// A label, one character below the other.
    Stacked,
    /// A value: from the left.
    Value,
    /// A short value: centred.
    Centred,
    /// A number: to the right.
    Number,
}

impl Cell {
    fn new(text: impl Into<String>, look: Look) -> Self {
        Self {
            text: text.into(),
            across: 1,
            down: 1,
            look,
            list: false,
        }
    }

    pub(crate) fn label(text: impl Into<String>) -> Self {
        Self::new(text, Look::Label)
    }

    pub(crate) fn stacked(text: impl Into<String>) -> Self {
        Self::new(text, Look::Stacked)
    }

    pub(crate) fn value(text: impl Into<String>) -> Self {
        Self::new(text, Look::Value)
    }

    pub(crate) fn centred(text: impl Into<String>) -> Self {
        Self::new(text, Look::Centred)
    }

    pub(crate) fn number(text: impl Into<String>) -> Self {
        Self::new(text, Look::Number)
    }

    pub(crate) fn across(self, across: usize) -> Self {
        Self { across, ..self }
    }

    pub(crate) fn down(self, down: usize) -> Self {
        Self { down, ..self }
    }

    pub(crate) fn list(self) -> Self {
        Self { list: true, ..self }
    }
}

impl Table {
    pub(crate) fn ruled(widths: &[f32]) -> Self {
        Self {
            widths: widths.to_vec(),
            ruled: true,
            ..Self::default()
        }
    }

    /// The first column of each cell, row by row, once cells that reach down are taken into account.
    pub(crate) fn places(&self) -> Vec<Vec<usize>> {
        let mut free_from = vec![0; self.widths.len()];
        self.rows
            .iter()
            .enumerate()
            .map(|(row, cells)| {
                let mut column = 0;
                cells
                    .iter()
                    .map(|cell| {
                        while free_from.get(column).is_some_and(|&free| free > row) {
                            column += 1;
                        }
                        let start = column;
                        column += cell.across;
                        assert!(
                            column <= self.widths.len(),
                            "a cell reaches over the edge: {}",
                            cell.text
                        );
                        free_from[start..column].fill(row + cell.down);
                        start
                    })
                    .collect()
            })
            .collect()
    }
}

impl Sheet {
    pub(crate) fn new(paper: Paper) -> Self {
        Self {
            paper,
            columns: 1,
            ..Self::default()
        }
    }

    pub(crate) fn title(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Title(text.into()));
    }

    pub(crate) fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    pub(crate) fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }
}
