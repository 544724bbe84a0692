//! Edges become cells, and cells that touch become grids.
//!
//! A cell is the smallest closed rectangle below and to the right of a crossing (pdfplumber,
//! `intersections_to_cells`); its spans follow from the distinct edges of its grid.

use super::ruling::{Edge, Rulings, Sides};
use crate::geometry::Rect;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;

/// Edges that end within this many em of each other meet; the underline of a full cell stays further off.
const MEET: f32 = 0.2;
/// How many horizontal edges must end at the same place for an open side to be closed.
const OPEN_SIDE_EDGES: usize = 3;
/// Edges of a grid closer than this many em are the two strokes of a double ruling: no text fits between them.
const DOUBLE: f32 = 0.45;
/// A cell at an open side is at least this many em wide; less is an edge that sticks out.
const OPEN_CELL: f32 = 2.0;
/// A cell at an open end is at least this many em high, as a line of text is.
const OPEN_ROW: f32 = 1.2;
/// More crossings than any form has: a drawing, in which no table is looked for.
const MAX_CROSSINGS: usize = 100_000;
/// Bound on the steps of the search for cells.
const MAX_STEPS: usize = 20_000_000;

/// Cells that touch each other.
#[derive(Debug)]
pub(super) struct RuledGrid {
    /// Distinct vertical edges, left to right: one more than columns.
    pub(super) columns: Vec<f32>,
    /// Distinct horizontal edges, top to bottom: one more than rows.
    pub(super) rows: Vec<f32>,
    /// The cells by row, then column.
    pub(super) cells: Vec<GridCell>,
}

/// A closed rectangle and the grid places that it covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GridCell {
    pub(super) rect: Rect,
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) row_span: u32,
    pub(super) column_span: u32,
}

impl RuledGrid {
    /// The box around all cells.
    pub(super) fn bounds(&self) -> Rect {
        let end = |edges: &[f32]| (edges.first().copied(), edges.last().copied());
        match (end(&self.columns), end(&self.rows)) {
            ((Some(x0), Some(x1)), (Some(y0), Some(y1))) => Rect::new(x0, y0, x1, y1),
            _ => Rect::default(),
        }
    }
}

/// Finds all grids of a page, those of a single cell too, top to bottom, left to right.
pub(super) fn grids(rulings: &Rulings, em: f32) -> Vec<RuledGrid> {
    let mut vertical = rulings.vertical.clone();
    vertical.extend(open_sides(rulings, em));
    let vertical = super::ruling::merge(vertical, em);
    let mut horizontal = rulings.horizontal.clone();
    horizontal.extend(open_ends(rulings, em));
    let horizontal = super::ruling::merge(horizontal, em);
    let crossings = Crossings::find(&horizontal, &vertical, em * MEET);
    let mut grids: Vec<RuledGrid> = touching(crossings.cells())
        .into_iter()
        .map(|cells| number(cells, em * DOUBLE))
        .collect();
    grids.sort_by(|a, b| {
        let (a, b) = (a.bounds(), b.bounds());
        a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0))
    });
    grids
}

/// The sides that a half-open table leaves out: where several horizontal edges that the same vertical edges
/// cross end in line and nothing is painted, a vertical edge is put in.
fn open_sides(rulings: &Rulings, em: f32) -> Vec<Edge> {
    let meet = em * MEET;
    let painted = Sides::new(&rulings.vertical, meet);
    let mut sides = Vec::new();
    for (end, inward) in [(Edge::start as fn(&Edge) -> f32, 1.0), (Edge::end, -1.0)] {
        let mut ends: Vec<(f32, f32)> = rulings
            .horizontal
            .iter()
            .filter(|edge| {
                let x = end(edge);
                let mut crossed = painted
                    .at(edge.at)
                    .map(|side| (side.at - x) * inward)
                    .filter(|depth| *depth >= -meet && *depth <= edge.to - edge.from);
                // No side close to the end, but some side further in.
                let nearest = crossed.by_ref().fold(f32::INFINITY, f32::min);
                nearest.is_finite() && nearest > em * OPEN_CELL
            })
            .map(|edge| (end(edge), edge.at))
            .collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        for group in ends.chunk_by_mut(|a, b| b.0 - a.0 <= meet) {
            group.sort_by(|a, b| a.1.total_cmp(&b.1));
            let linked =
                |above: f32, below: f32| painted.at(above).any(|side| side.to + meet >= below);
            for run in group.chunk_by(|a, b| linked(a.1, b.1)) {
                if let [(x, top), .., (_, bottom)] = run
                    && run.len() >= OPEN_SIDE_EDGES
                {
                    sides.push(Edge {
                        at: *x,
                        from: *top,
                        to: *bottom,
                    });
                }
            }
        }
    }
    sides
}

/// The ends that a page break leaves out of cells that go on over it: where several vertical edges end in line and nothing
/// is painted between two that a horizontal edge further in ties, a horizontal edge is put in.
fn open_ends(rulings: &Rulings, em: f32) -> Vec<Edge> {
    let meet = em * MEET;
    let mut found = Vec::new();
    if rulings.vertical.len() * rulings.horizontal.len() > MAX_STEPS {
        return found;
    }
    for (end, inward) in [(Edge::start as fn(&Edge) -> f32, 1.0), (Edge::end, -1.0)] {
        let mut sides: Vec<&Edge> = rulings.vertical.iter().collect();
        sides.sort_by(|a, b| end(a).total_cmp(&end(b)));
        for group in sides.chunk_by_mut(|a, b| end(b) - end(a) <= meet) {
            if group.len() < OPEN_SIDE_EDGES {
                continue;
            }
            group.sort_by(|a, b| a.at.total_cmp(&b.at));
            for pair in group.windows(2) {
                let (left, right) = (pair[0], pair[1]);
                let at = end(left);
                let inner = left.from.max(right.from) - meet..=left.to.min(right.to) + meet;
                let ties = |edge: &&Edge| {
                    inner.contains(&edge.at)
                        && edge.from <= left.at + meet
                        && edge.to >= right.at - meet
                };
                let across = rulings.horizontal.iter().filter(ties);
                let depth = across.map(|edge| (edge.at - at) * inward);
                let nearest = depth.fold(f32::INFINITY, f32::min);
                if nearest.is_finite() && nearest > em * OPEN_ROW {
                    found.push(Edge {
                        at,
                        from: left.at,
                        to: right.at,
                    });
                }
            }
        }
    }
    found
}

/// Where horizontal and vertical edges cross or meet.
struct Crossings<'e> {
    horizontal: &'e [Edge],
    vertical: &'e [Edge],
    /// For every horizontal edge, the vertical ones on it, left to right.
    on_horizontal: Vec<Vec<usize>>,
    /// For every vertical edge, the horizontal ones on it, top to bottom.
    on_vertical: Vec<Vec<usize>>,
    /// How many there are.
    count: usize,
}

impl<'e> Crossings<'e> {
    /// Both lists are sorted by place, as [`super::ruling::merge`] leaves them.
    fn find(horizontal: &'e [Edge], vertical: &'e [Edge], meet: f32) -> Self {
        let mut crossings = Self {
            horizontal,
            vertical,
            on_horizontal: vec![Vec::new(); horizontal.len()],
            on_vertical: vec![Vec::new(); vertical.len()],
            count: 0,
        };
        for (v, side) in vertical.iter().enumerate() {
            let first = horizontal.partition_point(|edge| edge.at < side.from - meet);
            for (h, edge) in horizontal.iter().enumerate().skip(first) {
                if edge.at > side.to + meet {
                    break;
                }
                if side.at >= edge.from - meet && side.at <= edge.to + meet {
                    crossings.on_horizontal[h].push(v);
                    crossings.on_vertical[v].push(h);
                    crossings.count += 1;
                }
            }
            if crossings.count > MAX_CROSSINGS {
                crossings.on_horizontal.iter_mut().for_each(Vec::clear);
                crossings.on_vertical.iter_mut().for_each(Vec::clear);
                break;
            }
        }
        crossings
    }

    /// The smallest closed rectangle to the lower right of every crossing that has one.
    fn cells(&self) -> Vec<Rect> {
        let mut cells = Vec::new();
        let mut steps = 0;
        for (h, across) in self.on_horizontal.iter().enumerate() {
            for (i, &v) in across.iter().enumerate() {
                let down = &self.on_vertical[v];
                let (x, y) = (self.vertical[v].at, self.horizontal[h].at);
                let right = i + across[i..].partition_point(|&other| self.vertical[other].at <= x);
                let below = down.partition_point(|&other| self.horizontal[other].at <= y);
                cells.extend(
                    self.smallest(&across[right..], &down[below..], &mut steps)
                        .map(|(right, bottom)| {
                            Rect::new(x, y, self.vertical[right].at, self.horizontal[bottom].at)
                        }),
                );
                if steps > MAX_STEPS {
                    return cells;
                }
            }
        }
        cells
    }

    fn smallest(
        &self,
        rights: &[usize],
        belows: &[usize],
        steps: &mut usize,
    ) -> Option<(usize, usize)> {
        for &bottom in belows {
            for &right in rights {
                *steps += 1;
                if self.on_vertical[right].binary_search(&bottom).is_ok() {
                    return Some((right, bottom));
                }
            }
        }
        None
    }
}

/// Groups cells that share a corner.
fn touching(cells: Vec<Rect>) -> Vec<Vec<Rect>> {
    let mut group: Vec<usize> = (0..cells.len()).collect();
    let mut corners: HashMap<(u32, u32), usize> = HashMap::new();
    for (i, cell) in cells.iter().enumerate() {
        for (x, y) in [
            (cell.x0, cell.y0),
            (cell.x1, cell.y0),
            (cell.x0, cell.y1),
            (cell.x1, cell.y1),
        ] {
            // Snapped edges have equal bits where they are equal.
            let other = *corners.entry((x.to_bits(), y.to_bits())).or_insert(i);
            let (a, b) = (root(&mut group, i), root(&mut group, other));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Rect>> = BTreeMap::new();
    for (i, cell) in cells.into_iter().enumerate() {
        groups.entry(root(&mut group, i)).or_default().push(cell);
    }
    groups.into_values().collect()
}

fn root(group: &mut [usize], mut i: usize) -> usize {
    while group[i] != i {
        group[i] = group[group[i]];
        i = group[i];
    }
    i
}

/// Gives cells their rows and columns. What lies between two edges closer than `double` points is no cell.
fn number(cells: Vec<Rect>, double: f32) -> RuledGrid {
    let columns = Edges::of(cells.iter().flat_map(|cell| [cell.x0, cell.x1]), double);
    let rows = Edges::of(cells.iter().flat_map(|cell| [cell.y0, cell.y1]), double);
    let mut cells: Vec<GridCell> = cells
        .into_iter()
        .map(|rect| {
            let (row, column) = (rows.place(rect.y0), columns.place(rect.x0));
            GridCell {
                rect,
                row,
                column,
                row_span: rows.place(rect.y1) - row,
                column_span: columns.place(rect.x1) - column,
            }
        })
        .filter(|cell| cell.row_span > 0 && cell.column_span > 0)
        .collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    RuledGrid {
        columns: columns.at,
        rows: rows.at,
        cells,
    }
}

/// The distinct edges of a grid in one direction, in order; of a double ruling the first.
struct Edges {
    at: Vec<f32>,
}

impl Edges {
    fn of(values: impl Iterator<Item = f32>, double: f32) -> Self {
        let mut at: Vec<f32> = values.collect();
        at.sort_by(f32::total_cmp);
        at.dedup_by(|next, kept| *next - *kept < double);
        Self { at }
    }

    /// The number of the edge that lies at a place, or whose double does.
    fn place(&self, at: f32) -> u32 {
        self.at
            .partition_point(|&edge| edge <= at)
            .saturating_sub(1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(at: f32, from: f32, to: f32) -> Edge {
        Edge { at, from, to }
    }

    fn found(horizontal: Vec<Edge>, vertical: Vec<Edge>) -> Vec<RuledGrid> {
        let rulings = Rulings {
            horizontal,
            vertical,
            oblique: Vec::new(),
        };
        grids(&rulings, 10.0)
    }

    fn spans(grid: &RuledGrid) -> Vec<(u32, u32, u32, u32)> {
        grid.cells
            .iter()
            .map(|c| (c.row, c.column, c.row_span, c.column_span))
            .collect()
    }

    #[test]
    fn merged_cells_span() {
        // The left column is merged over two rows, the top row over columns 2 and 3.
        let grids = found(
            vec![
                edge(0.0, 0.0, 90.0),
                edge(20.0, 30.0, 90.0),
                edge(40.0, 0.0, 90.0),
            ],
            vec![
                edge(0.0, 0.0, 40.0),
                edge(30.0, 0.0, 40.0),
                edge(60.0, 20.0, 40.0),
                edge(90.0, 0.0, 40.0),
            ],
        );
        assert_eq!(grids.len(), 1);
        assert_eq!(
            spans(&grids[0]),
            [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
        );
    }

    #[test]
    fn tables_side_by_side_stay_apart() {
        let grids = found(
            vec![
                edge(0.0, 0.0, 40.0),
                edge(0.0, 60.0, 100.0),
                edge(20.0, 0.0, 40.0),
                edge(20.0, 60.0, 100.0),
            ],
            vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
                .into_iter()
                .map(|x| edge(x, 0.0, 20.0))
                .collect(),
        );
        assert_eq!(
            grids.iter().map(|g| g.cells.len()).collect::<Vec<_>>(),
            [2, 2]
        );
    }

    #[test]
    fn a_frame_around_a_table_is_a_grid_of_its_own() {
        let grids = found(
            vec![
                edge(0.0, 0.0, 100.0),
                edge(20.0, 20.0, 80.0),
                edge(40.0, 20.0, 80.0),
                edge(60.0, 0.0, 100.0),
            ],
            vec![
                edge(0.0, 0.0, 60.0),
                edge(20.0, 20.0, 40.0),
                edge(50.0, 20.0, 40.0),
                edge(80.0, 20.0, 40.0),
                edge(100.0, 0.0, 60.0),
            ],
        );
        assert_eq!(
            grids.iter().map(|g| g.cells.len()).collect::<Vec<_>>(),
            [1, 2]
        );
    }

    #[test]
    fn no_cell_lies_within_a_double_ruling() {
        let at = |places: &[f32], to: f32| places.iter().map(|&at| edge(at, 0.0, to)).collect();
        let grids = found(
            at(&[0.0, 4.0, 30.0, 34.0, 60.0], 90.0),
            at(&[0.0, 45.0, 49.0, 90.0], 60.0),
        );
        assert_eq!(grids.len(), 1);
        assert_eq!(
            spans(&grids[0]),
            [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
        );
    }

    #[test]
    fn open_sides_are_closed() {
        let grids = found(
            vec![
                edge(0.0, 0.0, 90.0),
                edge(20.0, 0.0, 90.0),
                edge(40.0, 0.0, 90.0),
            ],
            vec![edge(30.0, 0.0, 40.0), edge(60.0, 0.0, 40.0)],
        );
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].cells.len(), 6);
    }

    #[test]
    fn open_ends_are_closed() {
        let at = |places: &[f32]| places.iter().map(|&at| edge(at, 0.0, 60.0)).collect();
        // The cell at the lower left goes on over the page.
        let grids = found(
            vec![
                edge(0.0, 0.0, 90.0),
                edge(20.0, 0.0, 90.0),
                edge(60.0, 30.0, 90.0),
            ],
            at(&[0.0, 30.0, 60.0, 90.0]),
        );
        assert_eq!(grids[0].cells.len(), 6);
        // All of a row does.
        let grids = found(
            vec![edge(0.0, 0.0, 90.0), edge(20.0, 0.0, 90.0)],
            at(&[0.0, 30.0, 60.0, 90.0]),
        );
        assert_eq!(grids[0].cells.len(), 6);
    }

    #[test]
    fn lines_that_do_not_close_are_no_cell() {
        assert!(
            found(
                vec![edge(0.0, 0.0, 90.0), edge(20.0, 0.0, 90.0)],
                vec![edge(30.0, 0.0, 20.0)]
            )
            .is_empty()
        );
    }
}
