//! Lays out a text sheet: blank lines part its blocks, delimiters its cells.

use super::{Block, BlockKind, Cell, Grid, Paragraph, Table, flattened, spaced, wrap};
use crate::normalize;
use crate::source::{
    Part, Recovered, RecoveredPage, Text, TextSlice, Written, WrittenCell, WrittenText,
};

/// The share of neighbouring lines with exactly one blank line between them from which on a blank line is
/// only the sheet's way to end a line.
const SPACED: f64 = 0.7;

/// Fewer neighbouring lines than this tell nothing of the way that a sheet is spaced.
const FEWEST_PAIRS: usize = 8;

/// A shorter text is not looked at for cells without blank lines between them.
const FEWEST_LINES: usize = 40;

/// A text without blank lines has at least so many lines for each that it has.
const LINES_A_BLANK: usize = 20;

/// Lays out a text sheet.
pub(crate) fn lay_out(written: &Written) -> (Recovered, Vec<Block>) {
    let spaced = is_spaced(&written.parts);
    let mut blocks = Vec::new();
    let mut lines: Vec<&WrittenText> = Vec::new();
    let mut blank = 0_usize;
    let page_of = |byte: u32| written.pages.partition_point(|&start| start <= byte).max(1) as u32;
    let mut tables = spaced::tables(&written.parts, &written.text, &page_of)
        .into_iter()
        .peekable();
    let mut heads = running_heads(&written.parts);
    heads.extend(counted_feet(&written.parts));
    let mut until = 0;
    for (i, part) in written.parts.iter().enumerate() {
        if let Some((range, table)) = tables.next_if(|(range, _)| range.start == i) {
            end_block(&mut lines, &mut blocks, &heads, &page_of);
            blank = 0;
            until = range.end;
            blocks.push(Block {
                page: table.cells.first().map_or(1, |cell| cell.page),
                bounds: None,
                kind: BlockKind::Table(table),
            });
        }
        match part {
            Part::Line(line)
                if spaced::is_rule(line.display.as_str())
                    || i < until && is_numbered_page(line) =>
            {
                end_block(&mut lines, &mut blocks, &heads, &page_of);
                blocks.push(Block {
                    page: page_of(line.raw.start),
                    bounds: None,
                    kind: BlockKind::Furniture(wrap::join(&[line.display.slice()])),
                });
            }
            _ if i < until => {}
            Part::Line(line) if line.display.slice().trim().is_empty() => blank += 1,
            Part::Line(line) => {
                let new_page = lines
                    .last()
                    .is_some_and(|last| page_of(last.raw.start) != page_of(line.raw.start));
                if blank > usize::from(spaced) || new_page {
                    end_block(&mut lines, &mut blocks, &heads, &page_of);
                }
                blank = 0;
                lines.push(line);
            }
            Part::Heading(line, level) => {
                end_block(&mut lines, &mut blocks, &heads, &page_of);
                blank = 0;
                blocks.push(Block {
                    page: page_of(line.raw.start),
                    bounds: None,
                    kind: BlockKind::Text(heading(line, *level)),
                });
            }
            Part::Rows { rows, spans_known } => {
                end_block(&mut lines, &mut blocks, &heads, &page_of);
                blank = 0;
                let page = rows
                    .iter()
                    .flatten()
                    .find_map(|cell| cell.lines.first())
                    .map_or(1, |line| page_of(line.raw.start));
                blocks.push(Block {
                    page,
                    bounds: None,
                    kind: BlockKind::Table(table(rows, *spans_known, &page_of)),
                });
            }
        }
    }
    end_block(&mut lines, &mut blocks, &heads, &page_of);
    (recovered(written), blocks)
}

/// The lines of a text that has next to no blank lines and is narrow for the most part: cells that a tool printed one
/// behind the other. Empty for all else.
pub(crate) fn unparted_lines(written: &Written) -> Vec<Text> {
    let mut lines: Vec<&WrittenText> = Vec::new();
    let mut blank = 0;
    for part in &written.parts {
        match part {
            Part::Line(line) if line.display.slice().trim().is_empty() => blank += 1,
            Part::Line(line) => lines.push(line),
            Part::Heading(..) | Part::Rows { .. } => return Vec::new(),
        }
    }
    if lines.len() < FEWEST_LINES || blank * LINES_A_BLANK > lines.len() {
        return Vec::new();
    }
    let mut widths: Vec<u32> = lines
        .iter()
        .map(|line| wrap::width(line.display.as_str()))
        .collect();
    widths.sort_unstable();
    let widest = widths.last().copied().unwrap_or(0);
    if widths[widths.len() / 2] * 2 > widest {
        return Vec::new();
    }
    let heads = running_heads(&written.parts);
    lines.retain(|line| !heads.contains(&line.raw.start) && !is_numbered_page(line));
    lines.into_iter().map(|line| line.display.clone()).collect()
}

fn heading(line: &WrittenText, level: u8) -> Vec<Paragraph> {
    let mut paragraphs = wrap::join(&[line.display.slice()]);
    for paragraph in &mut paragraphs {
        paragraph.heading = Some(level);
    }
    paragraphs
}

fn recovered(written: &Written) -> Recovered {
    let mut pages = Vec::with_capacity(written.pages.len());
    let (mut chars, mut byte) = (0_usize, 0_usize);
    for &start in &written.pages {
        chars += written.text[byte..start as usize].chars().count();
        byte = start as usize;
        pages.push(RecoveredPage {
            start: chars as u32,
            ..RecoveredPage::default()
        });
    }
    Recovered {
        continues: normalize::continues(&written.text),
        text: written.text.clone(),
        pages,
        boxes: Vec::new(),
    }
}

/// True if most lines are parted from the next by exactly one blank line, as some tools print prose.
fn is_spaced(parts: &[Part]) -> bool {
    // Between tables without a sentence around them lines stand alone, as titles do.
    let rows: usize = parts
        .iter()
        .map(|part| match part {
            Part::Rows { rows, .. } => rows.len(),
            Part::Line(_) | Part::Heading(..) => 0,
        })
        .sum();
    let lines = || {
        parts.iter().filter_map(|part| match part {
            Part::Line(line) => Some(line.display.slice().trim()),
            Part::Heading(..) | Part::Rows { .. } => None,
        })
    };
    let told = lines().any(|line| line.as_str().ends_with('。'));
    if !told && rows > lines().filter(|line| !line.is_empty()).count() {
        return false;
    }
    let (mut pairs, mut single, mut blank, mut open) = (0_usize, 0_usize, 0_usize, false);
    for part in parts {
        match part {
            Part::Line(line) if line.display.slice().trim().is_empty() => blank += 1,
            Part::Line(_) => {
                if open {
                    pairs += 1;
                    single += usize::from(blank == 1);
                }
                (open, blank) = (true, 0);
            }
            Part::Heading(..) | Part::Rows { .. } => (open, blank) = (false, 0),
        }
    }
    pairs >= FEWEST_PAIRS && single as f64 > SPACED * pairs as f64
}

fn end_block(
    lines: &mut Vec<&WrittenText>,
    blocks: &mut Vec<Block>,
    heads: &[u32],
    page_of: &impl Fn(u32) -> u32,
) {
    let Some(first) = lines.first() else { return };
    let page = page_of(first.raw.start);
    let mut push = |kind| {
        blocks.push(Block {
            page,
            bounds: None,
            kind,
        });
    };
    // Page numbers stand between the lines of a flat sheet, and part its paragraphs no more than its pages do.
    let (furniture, text): (Vec<_>, Vec<_>) = lines
        .drain(..)
        .partition(|line| heads.contains(&line.raw.start) || is_numbered_page(line));
    let join = |lines: &[&WrittenText]| {
        let slices: Vec<TextSlice<'_>> = lines.iter().map(|line| line.display.slice()).collect();
        wrap::join(&slices)
    };
    if !text.is_empty() {
        push(BlockKind::Text(join(&text)));
    }
    if !furniture.is_empty() {
        push(BlockKind::Furniture(join(&furniture)));
    }
}

/// Where the lines begin that stand above a page number as another did before: the running heads of later pages.
fn running_heads(parts: &[Part]) -> Vec<u32> {
    let mut filled = parts.iter().filter_map(|part| match part {
        Part::Line(line) if !line.display.slice().trim().is_empty() => Some(line),
        _ => None,
    });
    let mut known: Vec<&str> = Vec::new();
    let mut heads = Vec::new();
    let mut before = filled.next();
    for line in filled {
        if let Some(head) = before.filter(|_| is_numbered_page(line)) {
            let words = head.display.as_str().trim();
            if known.contains(&words) {
                heads.push(head.raw.start);
            } else {
                known.push(words);
            }
        }
        before = Some(line);
    }
    heads
}

/// Where the lines begin that stand at the foot of each page with a bare number that counts the pages below them, the last of
/// which ends the document: `青瀬市` over `1`, `青瀬市` over `2`. A key over its value ends none.
fn counted_feet(parts: &[Part]) -> Vec<u32> {
    let filled: Vec<&WrittenText> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Line(line) if !line.display.slice().trim().is_empty() => Some(line),
            _ => None,
        })
        .collect();
    fn words(line: &WrittenText) -> &str {
        line.display.as_str().trim()
    }
    let [.., foot, last] = filled.as_slice() else {
        return Vec::new();
    };
    let number = |line: &WrittenText| words(line).parse::<u16>().ok();
    let (foot, Some(pages)) = (words(foot), number(last)) else {
        return Vec::new();
    };
    let pairs: Vec<&[&WrittenText]> = filled
        .windows(2)
        .filter(|pair| words(pair[0]) == foot && number(pair[1]).is_some())
        .collect();
    let counted = (1..=pages).rev().zip(pairs.iter().rev());
    let counts = counted
        .clone()
        .all(|(page, pair)| number(pair[1]) == Some(page));
    if pairs.len() < 2 || !counts {
        return Vec::new();
    }
    pairs
        .concat()
        .into_iter()
        .map(|line| line.raw.start)
        .collect()
}

pub(super) fn is_numbered_page(line: &WrittenText) -> bool {
    is_page_number(line.display.slice().trim().as_str())
}

/// A number between dashes, as the foot of a page has it; a bare number may be a value.
fn is_page_number(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '‐' | '−' | '–' | '—' | '―' | 'ー');
    let inner = line
        .strip_prefix(dash)
        .and_then(|rest| rest.strip_suffix(dash))
        .map(str::trim);
    let number = |number: &str| {
        let number = number.trim();
        !number.is_empty() && number.len() <= 4 && number.chars().all(|c| c.is_ascii_digit())
    };
    // 1 / 2 ページ
    let counted = || {
        let pages = line
            .strip_suffix("ページ")
            .or_else(|| line.strip_suffix('頁'));
        let (page, all) = pages.and_then(|pages| pages.split_once('/')).unzip();
        page.is_some_and(number) && all.is_some_and(number)
    };
    inner.is_some_and(number) || counted()
}

/// Puts cells on a grid as HTML does: a cell takes the next place that no cell from above covers.
fn table(rows: &[Vec<WrittenCell>], spans_known: bool, page_of: &impl Fn(u32) -> u32) -> Table {
    let mut cells = Vec::new();
    // For each column, the row up to which it is covered from above.
    let mut covered: Vec<u32> = Vec::new();
    let mut columns = 0;
    for (row, written) in (0_u32..).zip(rows) {
        let mut column = 0_u32;
        for source in written {
            while covered
                .get(column as usize)
                .is_some_and(|&until| until > row)
            {
                column += 1;
            }
            let (row_span, column_span) =
                (u32::from(source.row_span), u32::from(source.column_span));
            let end = column + column_span;
            if covered.len() < end as usize {
                covered.resize(end as usize, 0);
            }
            covered[column as usize..end as usize].fill(row + row_span);
            cells.push(Cell {
                row,
                column,
                row_span: row_span.min(rows.len() as u32 - row),
                column_span,
                text: flattened::cell_text(&source.lines, !spans_known),
                page: source
                    .lines
                    .first()
                    .map_or(1, |line| page_of(line.raw.start)),
                header: source.header,
                ..Cell::default()
            });
            column = end;
            columns = columns.max(end);
        }
    }
    Table {
        rows: rows.len() as u32,
        columns,
        cells,
        grid: if spans_known {
            Grid::Ruled
        } else {
            Grid::Delimited
        },
    }
}
