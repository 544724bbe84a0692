//! `kaikaku recover`: what was read and laid out, for people who want to look.

use super::args::{Engine, RecoverFlags, View};
use super::exit::{Exit, Failure};
use super::{input, print, second, svg};
use kaikaku::batch::Input;
use kaikaku::emit::drawing::Ink;
use kaikaku::geometry::Rect;
use kaikaku::layout::{self, BlockKind, Grid, Pages, Paragraph, Table};
use kaikaku::{normalize, read};
use std::fmt::Write;
use std::path::Path;

pub(crate) fn run(flags: RecoverFlags) -> anyhow::Result<Exit> {
    if flags.page.is_some() && flags.view != View::Svg {
        return Err(Failure::usage("only --as svg takes --page").into());
    }
    let bytes = input::read(&flags.file)?;
    let shown = match (flags.engine, flags.view) {
        (Engine::PdfExtract, View::Text) => second::text(&flags.file, &bytes)?,
        (Engine::PdfExtract, _) => {
            return Err(Failure::usage("the second engine gives text only: use --as text").into());
        }
        (Engine::Hayro, View::Svg) => drawing(&flags.file, &bytes, flags.page.unwrap_or(1))?,
        (Engine::Hayro, view) => {
            let name = Input::new(&flags.file, true).name;
            let pages = input::guarded(&flags.file, || kaikaku::lay_out(&bytes, &name))?;
            match view {
                View::Pages => blocks(&pages),
                View::Tables => tables(&pages),
                View::Text | View::Svg => pages.recovered.text,
            }
        }
    };
    print(shown.as_bytes())?;
    Ok(Exit::Well)
}

/// A page with its rulings and what was found on it.
fn drawing(file: &Path, bytes: &[u8], number: u32) -> Result<String, Failure> {
    let name = Input::new(file, true).name;
    let drawn = input::guarded(file, || {
        let source = normalize::normalize(read::read(bytes, &name)?);
        let ink = Ink::of(&source);
        let strokes = ink
            .get(number.saturating_sub(1) as usize)
            .map_or(&[][..], |page| &page.strokes);
        Ok(svg::page(&layout::layout(source), strokes, number))
    })?;
    drawn.ok_or_else(|| {
        Failure::usage(format!(
            "{}: there is no page {number} to draw: --as svg shows pages of PDFs, counted from 1",
            input::shown(file)
        ))
    })
}

/// Every block with its page, kind and box, and its text beneath.
fn blocks(pages: &Pages) -> String {
    let mut out = String::new();
    for (i, page) in pages.recovered.pages.iter().enumerate() {
        let number = i as u32 + 1;
        let size = if page.width > 0.0 {
            format!(", {:.1} x {:.1} points", page.width, page.height)
        } else {
            String::new()
        };
        line(&mut out, format_args!("page {number}{size}"));
        for block in pages.blocks.iter().filter(|block| block.page == number) {
            let place = place(block.bounds);
            match &block.kind {
                BlockKind::Text(paragraphs) => {
                    line(&mut out, format_args!("  text{place}"));
                    write_paragraphs(&mut out, paragraphs);
                }
                BlockKind::Furniture(paragraphs) => {
                    line(&mut out, format_args!("  furniture{place}"));
                    write_paragraphs(&mut out, paragraphs);
                }
                BlockKind::Table(table) => {
                    line(&mut out, format_args!("  {}{place}", heading(table)));
                    write_cells(&mut out, table, number);
                }
            }
        }
    }
    for diagnostic in &pages.diagnostics {
        let (code, message) = (diagnostic.code.name(), &diagnostic.message);
        line(&mut out, format_args!("warning {code}: {message}"));
    }
    out
}

/// Every table as tab-separated rows; a place that a merged cell covers beyond its first is blank.
fn tables(pages: &Pages) -> String {
    let mut out = String::new();
    let mut number = 0;
    for block in &pages.blocks {
        let BlockKind::Table(table) = &block.kind else {
            continue;
        };
        number += 1;
        let (page, heading) = (block.page, heading(table));
        line(&mut out, format_args!("# {number}, page {page}: {heading}"));
        for row in 0..table.rows {
            let cells: Vec<String> = (0..table.columns)
                .map(|column| {
                    table
                        .cell_at(row, column)
                        .filter(|cell| cell.row == row && cell.column == column)
                        .map(|cell| on_one_line(cell.text.as_str()))
                        .unwrap_or_default()
                })
                .collect();
            line(&mut out, format_args!("{}", cells.join("\t")));
        }
    }
    out
}

fn heading(table: &Table) -> String {
    let grid = match table.grid {
        Grid::Ruled => "ruled",
        Grid::Aligned => "aligned",
        Grid::Delimited => "delimited",
    };
    format!(
        "table of {} rows and {} columns, {grid}",
        table.rows, table.columns
    )
}

fn write_paragraphs(out: &mut String, paragraphs: &[Paragraph]) {
    for paragraph in paragraphs {
        line(out, format_args!("    {}", paragraph.text.as_str()));
    }
}

/// Each cell with its box, and its page where the table goes on over the one on which it begins.
fn write_cells(out: &mut String, table: &Table, page: u32) {
    for cell in &table.cells {
        let mut notes = place(cell.bounds);
        if cell.page != page {
            let _ = write!(notes, " on page {}", cell.page);
        }
        for (holds, note) in [
            (cell.vertical, " vertical"),
            (cell.shaded, " shaded"),
            (cell.struck, " struck"),
        ] {
            if holds {
                notes.push_str(note);
            }
        }
        let rows = range(cell.row, cell.row_end());
        let columns = range(cell.column, cell.column_end());
        let text = on_one_line(cell.text.as_str());
        line(out, format_args!("    [{rows}, {columns}]{notes} {text}"));
    }
}

/// `3` for one row or column, `3-5` for several.
pub(super) fn range(start: u32, end: u32) -> String {
    if end <= start + 1 {
        start.to_string()
    } else {
        format!("{start}-{}", end - 1)
    }
}

fn place(bounds: Option<Rect>) -> String {
    bounds.map_or(String::new(), |r| {
        format!(" at [{:.1}, {:.1}, {:.1}, {:.1}]", r.x0, r.y0, r.x1, r.y1)
    })
}

fn on_one_line(text: &str) -> String {
    text.replace('\t', " ").replace('\n', " ⏎ ")
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}
