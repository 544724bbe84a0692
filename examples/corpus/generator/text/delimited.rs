//! One table row a line: tabs, commas or bars between the cells.

use super::super::sheet::{Block, Cell, Look, Sheet, Table};

/// How the lines of a cell are kept where a line break would end the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    /// A space for a line break.
    None,
    /// `<ul><li>` for lists, without the list marks.
    Lists,
    /// `<p>` for each line of a text of several.
    Paragraphs,
}

/// Tab-separated; `shifted` leaves out the cells that one from above covers, so that rows begin too far left.
pub(crate) fn tsv(sheet: &Sheet, markup: Markup, shifted: bool) -> String {
    blocks(sheet, "\n", |table| {
        let lines = rows(table, shifted).into_iter().map(|row| {
            let cells: Vec<String> = row
                .into_iter()
                .map(|cell| cell.map_or_else(String::new, |cell| marked_up(cell, markup)))
                .collect();
            cells.join("\t") + "\n"
        });
        lines.collect()
    })
}

fn marked_up(cell: &Cell, markup: Markup) -> String {
    let lines = || cell.text.lines().map(str::trim);
    let many = cell.text.contains('\n');
    match markup {
        Markup::Lists if cell.list && !cell.text.is_empty() => {
            let items: String = lines().map(|line| format!("<li>{line}</li>")).collect();
            format!("<ul>{items}</ul>")
        }
        Markup::Paragraphs if many && cell.look == Look::Value => {
            lines().map(|line| format!("<p>{line}</p>")).collect()
        }
        _ => lines().collect::<Vec<_>>().join(" "),
    }
}

/// Comma-separated, line breaks inside quotes, lines ending in CR LF.
pub(crate) fn csv(sheet: &Sheet) -> String {
    blocks(sheet, "\r\n", |table| {
        let lines = rows(table, false).into_iter().map(|row| {
            let cells: Vec<String> = row
                .into_iter()
                .map(|cell| cell.map_or_else(String::new, |cell| quoted(&cell.text)))
                .collect();
            cells.join(",") + "\r\n"
        });
        lines.collect()
    })
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Markdown pipe tables.
pub(crate) fn markdown(sheet: &Sheet) -> String {
    blocks(sheet, "\n", |table| {
        let mut out = String::new();
        for (n, row) in rows(table, false).into_iter().enumerate() {
            let cells: Vec<String> = row
                .into_iter()
                .map(|cell| cell.map_or_else(String::new, |cell| cell.text.replace('\n', "<br>")))
                .collect();
            out += &format!("| {} |\n", cells.join(" | "));
            if n == 0 {
                out += &format!("|{}\n", " --- |".repeat(cells.len()));
            }
        }
        out
    })
}

fn blocks(sheet: &Sheet, end: &str, table: impl Fn(&Table) -> String) -> String {
    let mut out = String::new();
    for block in &sheet.blocks {
        match block {
            Block::Title(text) | Block::Heading(text) | Block::Text(text) => {
                for line in text.lines() {
                    out += line;
                    out += end;
                }
            }
            Block::Table(rows) => out += &table(rows),
            Block::NewPage => {}
        }
        out += end;
    }
    out
}

/// Each row with a place for every column; a merged cell stands in its first.
fn rows(table: &Table, shifted: bool) -> Vec<Vec<Option<&Cell>>> {
    let places = table.places();
    table
        .rows
        .iter()
        .zip(&places)
        .map(|(cells, columns)| {
            let mut line: Vec<Option<&Cell>> = vec![None; table.widths.len()];
            for (cell, &column) in cells.iter().zip(columns) {
                line[column] = Some(cell);
            }
            // Rows of values only; a row with a label of its own keeps its place.
            let covered = columns.first().copied().unwrap_or_default();
            let is_label = |cell: &Cell| matches!(cell.look, Look::Label | Look::Stacked);
            if shifted && !cells.iter().any(is_label) {
                line.drain(..covered);
            }
            line
        })
        .collect()
}
