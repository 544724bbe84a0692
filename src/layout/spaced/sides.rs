//! Joins names that go on beside the second of two sides: `評価を給与に  目標` over `反映した割合  実績`.

use super::cut;
use super::{CellLines, FULL_MARGIN, NARROW};
use crate::layout::wrap;
use std::collections::{BTreeMap, BTreeSet};

fn first_line(cell: &CellLines<'_>) -> Option<String> {
    let (segment, line) = cell.lines.first()?;
    Some(line.display.as_str()[segment.bytes.clone()].to_owned())
}

/// Joins a name that stands on two lines beside a goal and its result: `評価を給与に  目標` over `反映した割合  実績`.
pub(super) fn join_names(cells: &mut Vec<CellLines<'_>>) {
    // The name and the side of each row below the header.
    let mut heads: BTreeMap<u32, [Option<String>; 2]> = BTreeMap::new();
    for cell in cells.iter().filter(|cell| cell.row > 0) {
        let head = heads.entry(cell.row).or_default();
        match cell.column {
            0 => head[0] = first_line(cell),
            1 => head[1] = first_line(cell).filter(|text| cut::is_side(text)),
            _ => continue,
        }
        if cell.column == 1 && head[1].is_none() {
            return;
        }
    }
    if !heads.keys().zip(1..).all(|(row, at)| *row == at) {
        return;
    }
    let rows: Vec<[Option<String>; 2]> = heads.into_values().collect();
    let wraps = |pair: &[[Option<String>; 2]]| match pair {
        [[Some(name), side], [Some(rest), other]] => {
            let wide = wrap::width(name);
            side != other && wide >= NARROW && wide + FULL_MARGIN >= wrap::width(rest)
        }
        [[name, _], [rest, _]] => name.is_some() && rest.is_none(),
        _ => false,
    };
    // Every row belongs to such a pair.
    if !rows.iter().all(|[_, side]| side.is_some()) || !rows.chunks(2).all(wraps) {
        return;
    }
    let mut joined: Vec<CellLines<'_>> = Vec::with_capacity(cells.len());
    let mut name = None;
    for cell in cells.drain(..) {
        let heads = cell.column == 0 && cell.row > 0;
        match name.filter(|_| heads && cell.row % 2 == 0) {
            Some(at) => {
                let name: &mut CellLines<'_> = &mut joined[at];
                name.lines.extend(cell.lines);
            }
            None => {
                name = if heads { Some(joined.len()) } else { name };
                joined.push(cell);
            }
        }
    }
    *cells = joined;
}

/// Joins a name behind a number with its rest beside the other side: `2  債権管理の一元化による  計画` over
/// `   未収金の回収  実績`.
pub(super) fn join_numbered_names(cells: &mut Vec<CellLines<'_>>) {
    let Some(side) = side_column(cells) else {
        return;
    };
    let places: BTreeSet<(u32, u32)> = cells.iter().map(|cell| (cell.row, cell.column)).collect();
    let filled = |row: u32, column: u32| places.contains(&(row, column));
    // The rows that go on with the name of the row above them.
    let goes_on = |row: u32| {
        row > 1
            && filled(row, side)
            && !filled(row, 0)
            && filled(row - 1, side)
            && filled(row - 1, 0)
    };
    let last = cells.iter().map(|cell| cell.row).max().unwrap_or(0);
    let rests: Vec<u32> = (2..=last).filter(|row| goes_on(*row)).collect();
    let mut joined: Vec<CellLines<'_>> = Vec::with_capacity(cells.len());
    for cell in cells.drain(..) {
        let is_rest = cell.column < side && rests.binary_search(&cell.row).is_ok();
        let there =
            |name: &&mut CellLines<'_>| (name.row + 1, name.column) == (cell.row, cell.column);
        // The row above is not far back, as cells come row by row.
        let mut near = joined.iter_mut().rev();
        let mut near = near.by_ref().take_while(|name| name.row + 1 >= cell.row);
        match near.find(there).filter(|_| is_rest) {
            Some(name) => name.lines.extend(cell.lines),
            None => joined.push(cell),
        }
    }
    *cells = joined;
}

/// The column behind numbers and names that says of each row below the header which side it is.
fn side_column(cells: &[CellLines<'_>]) -> Option<u32> {
    let mut columns: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for cell in cells.iter().filter(|cell| cell.row > 0) {
        let (sides, all) = columns.entry(cell.column).or_default();
        *sides += usize::from(first_line(cell).is_some_and(|line| cut::is_side(&line)));
        *all += 1;
    }
    let numbered = columns.into_iter().filter(|(column, _)| *column > 1);
    let mut sided = numbered.filter(|(_, (sides, all))| sides == all && *all > 1);
    sided.next().map(|(column, _)| column)
}
