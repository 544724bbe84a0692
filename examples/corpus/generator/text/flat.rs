//! Flat text as PDF tools print it: table by table, single lines before wrapped cells, a blank line between blocks.

use super::super::pdf::{Line, Page};

/// The text of pages; a page after the first begins with a space, and stacked labels have one character a line.
pub(crate) fn flat(pages: &[Page]) -> String {
    let mut out = String::new();
    for page in pages {
        let mut lines: Vec<&Line> = page.lines.iter().collect();
        lines.sort_by_key(|line| (line.table, line.wrapped));
        let blocks: Vec<String> = lines
            .chunk_by(|a, b| same_block(a, b))
            .map(printed)
            .collect();
        out.push(' ');
        out += &blocks.join("\n\n");
        out.push('\n');
    }
    out
}

/// Lines of one cell, or single lines beside each other.
fn same_block(a: &Line, b: &Line) -> bool {
    a.block == b.block || (!a.stacked && !b.stacked && !a.wrapped && !b.wrapped && beside(a, b))
}

fn beside(a: &Line, b: &Line) -> bool {
    (a.y - b.y).abs() < 1.0
}

fn printed(block: &[&Line]) -> String {
    let lines: Vec<String> = block
        .chunk_by(|a, b| beside(a, b) && a.block != b.block)
        .map(|line| {
            let parts: Vec<&str> = line.iter().map(|part| part.text.as_str()).collect();
            parts.join(" ")
        })
        .collect();
    if block[0].stacked {
        let chars: Vec<String> = block[0].text.chars().map(String::from).collect();
        return chars.join("\n");
    }
    lines.join("\n")
}
