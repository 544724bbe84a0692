//! Joins tables that go on over the page.

use super::recover::Laid;
use crate::layout::{Block, BlockKind, Cell, Grid, Paragraph, Table};
use crate::source::Recovered;
use foldhash::HashMap;

/// Columns of two pages are the same if they are less than this many em apart.
const SAME_COLUMN: f32 = 0.5;
/// A table goes on if it reaches down to this share of its page ...
const BOTTOM: f32 = 0.7;
/// ... and the next begins above this share of the next.
const TOP: f32 = 0.3;
/// Tables have the same columns if they share at least this many edges, ...
const SHARED_EDGES: usize = 3;
/// ... and half of those of the one that has more, or this many.
const MANY_SHARED_EDGES: usize = 4;
/// So many columns between the same sides are those of one table.
const MANY_COLUMNS: u32 = 5;
/// If more than this share of its cells, those of its header apart, repeat the page before, it is the next
/// sheet of the same form, and no continuation.
const SHEET: f32 = 0.3;

/// Appends every table that continues the last one of the page before to it. Header rows that it repeats
/// become furniture.
pub(super) fn join(laid: Vec<Laid>, recovered: &Recovered) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(laid.len());
    // The table that may go on: its index in `blocks`.
    let mut open: Option<usize> = None;
    let mut page = 0;
    let mut page_has_content = false;
    for Laid { mut block, em, .. } in laid {
        if block.page != page {
            page = block.page;
            page_has_content = false;
        }
        if matches!(block.kind, BlockKind::Furniture(_)) {
            blocks.push(block);
            continue;
        }
        if let (Some(target), false) = (open.and_then(|i| blocks.get_mut(i)), page_has_content)
            && let Some(header) = append(target, &mut block, recovered, em)
        {
            page_has_content = true;
            if !header.is_empty() {
                blocks.push(Block {
                    page,
                    bounds: header
                        .iter()
                        .filter_map(|p| p.bounds)
                        .reduce(|a, b| a.union(&b)),
                    kind: BlockKind::Furniture(header),
                });
            }
            continue;
        }
        page_has_content = true;
        open = matches!(block.kind, BlockKind::Table(_)).then_some(blocks.len());
        blocks.push(block);
    }
    blocks
}

/// Moves the rows of `next` to the end of `target` and returns the repeated header, or does nothing.
fn append(
    target: &mut Block,
    next: &mut Block,
    recovered: &Recovered,
    em: f32,
) -> Option<Vec<Paragraph>> {
    let same_sides = target.bounds.zip(next.bounds).is_some_and(|(a, b)| {
        (a.x0 - b.x0).abs() < em * SAME_COLUMN && (a.x1 - b.x1).abs() < em * SAME_COLUMN
    });
    let (BlockKind::Table(table), BlockKind::Table(more)) = (&mut target.kind, &mut next.kind)
    else {
        return None;
    };
    let last_page = table.cells.iter().map(|cell| cell.page).max()?;
    if next.page != last_page + 1 || !meets_the_break(table, more, last_page, recovered) {
        return None;
    }
    let repeated = repeated_rows(table, more);
    let columns = match (table.grid, more.grid) {
        (Grid::Ruled, Grid::Ruled) => Some(shared_columns(table, more, last_page, em)?),
        // Gutters move with the text; that the columns are the same, a repeated header says, or their number between
        // sides that are.
        (Grid::Aligned, Grid::Aligned)
            if table.columns == more.columns
                && (repeated > 0 || same_sides && table.columns >= MANY_COLUMNS) =>
        {
            None
        }
        _ => return None,
    };
    if repeated >= more.rows || is_next_sheet(table, more, last_page, repeated) {
        return None;
    }

    if let Some(columns) = columns {
        place(&mut table.cells, &columns, em);
        place(&mut more.cells, &columns, em);
        table.columns = columns.len() as u32 - 1;
    }
    let mut header = Vec::new();
    let broken = is_broken(table, more, repeated);
    let dropped = repeated + u32::from(broken);
    for mut cell in std::mem::take(&mut more.cells) {
        if cell.row < repeated {
            if !cell.text.is_empty() {
                header.push(furniture(cell));
            }
        } else if broken && cell.row == repeated {
            resume(table, cell);
        } else {
            cell.row = cell.row - dropped + table.rows;
            if let Err(cell) = rejoin(table, cell) {
                table.cells.push(cell);
            }
        }
    }
    table.rows += more.rows - dropped;
    Some(header)
}

/// True if the break goes through a row: the first row of `more` below its header is blank where the last one of `table` says
/// whose row it is, and one of its texts begins as the rest of a sentence that is open above it.
fn is_broken(table: &Table, more: &Table, row: u32) -> bool {
    let pairs: Option<Vec<(&Cell, &Cell)>> = row_of(more, row)
        .map(|cell| ends_above(table, cell).map(|at| (&table.cells[at], cell)))
        .collect();
    let Some(pairs) = pairs else { return false };
    let mut whole = pairs.iter().filter(|(above, _)| above.row_span == 1);
    let heads_on = whole
        .next()
        .is_some_and(|(above, below)| !above.text.is_empty() && below.text.is_empty());
    heads_on && pairs.iter().any(|(above, below)| is_rest(above, below))
}

/// Where the cell of the last row stands that a cell right below it would go on with.
fn ends_above(table: &Table, cell: &Cell) -> Option<usize> {
    let place = |cell: &Cell| (cell.column, cell.column_span);
    let mut cells = table.cells.iter();
    cells.position(|above| above.row_end() == table.rows && place(above) == place(cell))
}

/// True if one text stops within a sentence and the other begins as none does, with the end of a word or a particle.
fn is_rest(above: &Cell, below: &Cell) -> bool {
    let hiragana = |c: char| matches!(c, 'ぁ'..='ん' | '、' | '。' | 'ー');
    let said = above.text.as_str().trim_end();
    !said.is_empty()
        && !said.ends_with(['。', ')', '）', '」'])
        && below.text.as_str().starts_with(hiragana)
}

/// Appends a cell of a row that the break goes through to its first part.
fn resume(table: &mut Table, cell: Cell) {
    let Some(at) = ends_above(table, &cell) else {
        return;
    };
    let rest = is_rest(&table.cells[at], &cell);
    let above = &mut table.cells[at];
    above.row_span += cell.row_span - 1;
    if !(rest || above.text.is_empty() || cell.text.is_empty()) {
        above.text.push_break();
    }
    above.text.push_slice(cell.text.slice());
}

/// Joins a cell that the break cut off a merged one to its first part, or gives it back.
///
/// Of the two parts, one is blank: the second, or the first if the second is a label that reads down.
fn rejoin(table: &mut Table, cell: Cell) -> Result<(), Cell> {
    let rows = table.rows;
    if cell.row != rows {
        return Err(cell);
    }
    let above = table.cells.iter_mut().find(|above| {
        above.row_end() == rows
            && (above.column, above.column_span) == (cell.column, cell.column_span)
    });
    let Some(above) = above.filter(|above| {
        above.row_span.max(cell.row_span) > 1
            && (cell.text.is_empty() || (above.text.is_empty() && cell.vertical))
    }) else {
        return Err(cell);
    };
    let (row, row_span) = (above.row, above.row_span + cell.row_span);
    if above.text.is_empty() {
        *above = Cell { row, ..cell };
    }
    above.row_span = row_span;
    Ok(())
}

/// True if one table reaches the bottom of its page, and the other begins at the top of the next.
fn meets_the_break(table: &Table, more: &Table, last_page: u32, recovered: &Recovered) -> bool {
    let height = |page: u32| {
        recovered
            .pages
            .get(page as usize - 1)
            .map_or(0.0, |page| page.height)
    };
    let bottom = bounds(table, last_page)
        .map(|rect| rect.y1)
        .fold(0.0, f32::max);
    let top = bounds(more, last_page + 1)
        .map(|rect| rect.y0)
        .fold(f32::INFINITY, f32::min);
    bottom >= height(last_page) * BOTTOM && top <= height(last_page + 1) * TOP
}

fn bounds(table: &Table, page: u32) -> impl Iterator<Item = crate::geometry::Rect> {
    table
        .cells
        .iter()
        .filter(move |cell| cell.page == page)
        .filter_map(|cell| cell.bounds)
}

/// The vertical edges of both tables, if the edges of one are among those of the other.
fn shared_columns(table: &Table, more: &Table, last_page: u32, em: f32) -> Option<Vec<f32>> {
    let tolerance = em * SAME_COLUMN;
    let edges = |table: &Table, page: u32| {
        let mut edges: Vec<f32> = bounds(table, page)
            .flat_map(|rect| [rect.x0, rect.x1])
            .collect();
        edges.sort_by(f32::total_cmp);
        edges.dedup_by(|a, b| *a - *b <= tolerance);
        edges
    };
    let (above, below) = (edges(table, last_page), edges(more, last_page + 1));
    let (few, many) = if above.len() < below.len() {
        (above, below)
    } else {
        (below, above)
    };
    let near = |a: f32, b: f32| (a - b).abs() <= tolerance;
    let outer = near(*few.first()?, *many.first()?) && near(*few.last()?, *many.last()?);
    let within = few
        .iter()
        .all(|&edge| many.iter().any(|&other| near(edge, other)));
    let enough = few.len() >= SHARED_EDGES && few.len() * 2 >= many.len();
    if !(outer && within && (enough || few.len() >= MANY_SHARED_EDGES)) {
        return None;
    }
    // Earlier pages may have had edges that the last one lacks.
    let mut all: Vec<f32> = table
        .cells
        .iter()
        .filter_map(|cell| cell.bounds)
        .flat_map(|rect| [rect.x0, rect.x1])
        .chain(many)
        .collect();
    all.sort_by(f32::total_cmp);
    all.dedup_by(|a, b| *a - *b <= tolerance);
    Some(all)
}

/// How many rows of `more` repeat the first rows of `table`; no cell reaches out of them.
fn repeated_rows(table: &Table, more: &Table) -> u32 {
    let mut rows = 0;
    while rows < more.rows.min(table.rows) && same_row(table, more, rows) {
        rows += 1;
    }
    let crosses = |rows: u32| {
        more.cells
            .iter()
            .any(|cell| cell.row < rows && cell.row_end() > rows)
    };
    while rows > 0 && crosses(rows) {
        rows -= 1;
    }
    let has_text = more
        .cells
        .iter()
        .any(|cell| cell.row < rows && dense(cell).next().is_some());
    if has_text { rows } else { 0 }
}

/// True if two tables have the same cells in a row: the same spans and, white space apart, the same text.
fn same_row(table: &Table, more: &Table, row: u32) -> bool {
    let mut other = row_of(more, row);
    let same = |cell: &Cell| {
        other.next().is_some_and(|other| {
            (cell.row_span, cell.column_span) == (other.row_span, other.column_span)
                && dense(cell).eq(dense(other))
        })
    };
    row_of(table, row).all(same) && other.next().is_none()
}

fn row_of(table: &Table, row: u32) -> impl Iterator<Item = &Cell> {
    table.cells.iter().filter(move |cell| cell.row == row)
}

fn dense(cell: &Cell) -> impl Iterator<Item = char> {
    let chars = cell.text.as_str().chars();
    chars.filter(|c| !c.is_whitespace())
}

/// True if the cells below the header mostly say what the cells at the same place said a page before.
fn is_next_sheet(table: &Table, more: &Table, last_page: u32, header: u32) -> bool {
    let on_page = || table.cells.iter().filter(|cell| cell.page == last_page);
    let first = on_page().map(|cell| cell.row).min().unwrap_or(0);
    let before: HashMap<(u32, u32), &Cell> = on_page()
        .map(|cell| ((cell.row - first, cell.column), cell))
        .collect();
    let (mut filled, mut equal) = (0, 0);
    for cell in more
        .cells
        .iter()
        .filter(|cell| cell.row >= header && !cell.text.is_empty())
    {
        filled += 1;
        let same = |other: &&Cell| dense(other).eq(dense(cell));
        equal += usize::from(before.get(&(cell.row, cell.column)).is_some_and(same));
    }
    equal as f32 > filled as f32 * SHEET
}

/// Gives cells the columns that they cover among `edges`.
fn place(cells: &mut [Cell], edges: &[f32], em: f32) {
    let tolerance = em * SAME_COLUMN;
    let column = |x: f32| edges.partition_point(|&edge| edge < x - tolerance) as u32;
    for cell in cells {
        if let Some(rect) = cell.bounds {
            cell.column = column(rect.x0);
            cell.column_span = column(rect.x1).saturating_sub(cell.column).max(1);
        }
    }
}

fn furniture(cell: Cell) -> Paragraph {
    Paragraph {
        lines: 1,
        width: cell.text.as_str().chars().count() as u32 * 2,
        text: cell.text,
        vertical: cell.vertical,
        bounds: cell.bounds,
        ..Paragraph::default()
    }
}
