//! The cells of the corpus' PDFs are recovered as their generator laid them out.

use super::corpus;
use super::generator::drawn::{self, Drawn};
use kaikaku::layout::{BlockKind, Cell, Grid, Table};
use kaikaku::source::NOWHERE;
use kaikaku::{lay_out, normalize};
use std::collections::BTreeMap;
use std::io::Write as _;

/// Sides agree within this many points.
const NEAR: f32 = 1.0;

/// Where a cell stands: its sides in points, or its columns where nothing is ruled; and how many rows it covers.
#[derive(Clone, Copy, Debug)]
struct Place {
    left: f32,
    right: f32,
    down: usize,
}

impl Place {
    fn is_beside(&self, other: &Self) -> bool {
        (self.left - other.left).abs() <= NEAR && (self.right - other.right).abs() <= NEAR
    }
}

/// The places of all cells with the same text.
type Places = BTreeMap<String, Vec<Place>>;

/// Text as a record would hold it, its paragraphs apart.
fn laid_out(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    // Which wave it is, the font's character map says.
    normalize::display(&lines.join("\n")).replace('〜', "～")
}

fn wanted(drawn: &Drawn) -> Places {
    let mut places = Places::new();
    // Where nothing is ruled, a blank cell is no cell.
    let cells = drawn.cells.iter();
    for cell in cells.filter(|cell| cell.ruled || !cell.text.is_empty()) {
        let (left, right) = if cell.ruled {
            cell.sides
        } else {
            (cell.column as f32 * 10.0, cell.column as f32 * 10.0 + 10.0)
        };
        let down = cell.down;
        let place = Place { left, right, down };
        places.entry(laid_out(&cell.text)).or_default().push(place);
    }
    places
}

fn found(drawn: &Drawn) -> Places {
    let bytes = std::fs::read(corpus().join(&drawn.file)).expect("a file of the corpus");
    let pages = lay_out(&bytes, &drawn.file).expect("a sound PDF");
    let mut places = Places::new();
    for block in &pages.blocks {
        let BlockKind::Table(table) = &block.kind else {
            continue;
        };
        for cell in &table.cells {
            let place = match table.grid {
                Grid::Ruled => ruled(table, cell, &drawn.file),
                _ if cell.text.is_empty() => continue,
                _ => Place {
                    left: cell.column as f32 * 10.0,
                    right: cell.column_end() as f32 * 10.0,
                    down: cell.row_span as usize,
                },
            };
            let text = laid_out(cell.text.as_str());
            places.entry(text).or_default().push(place);
        }
    }
    places
}

/// The sides of a cell, whose columns are those between the sides of all cells of its table.
fn ruled(table: &Table, cell: &Cell, file: &str) -> Place {
    let sides = |cell: &Cell| {
        let rect = cell.bounds.expect("a cell of a PDF has a box");
        [rect.x0, rect.x1]
    };
    let mut edges: Vec<f32> = table.cells.iter().flat_map(sides).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| *a - *b <= NEAR);
    let rank = |x: f32| edges.iter().filter(|edge| **edge < x - NEAR).count() as u32;
    let [left, right] = sides(cell);
    let columns = (rank(left), rank(right));
    let text = cell.text.as_str();
    assert_eq!(columns, (cell.column, cell.column_end()), "{file}: {text}");
    let down = cell.row_span as usize;
    Place { left, right, down }
}

/// Takes a place out of `found` that is right for a cell at `place`, if there is one.
fn take(found: &mut Vec<Place>, right: impl Fn(&Place) -> bool) -> bool {
    let at = found.iter().position(right);
    at.map(|at| found.swap_remove(at)).is_some()
}

#[test]
fn cells_are_recovered_as_they_were_laid_out() {
    let (mut all, mut texts, mut spans) = (0, 0, 0);
    let mut told: Vec<String> = Vec::new();
    let mut astray: Vec<String> = Vec::new();
    for drawn in drawn::drawn() {
        let (file, mut found) = (&drawn.file, found(&drawn));
        for (text, places) in wanted(&drawn) {
            all += places.len();
            let found = found.entry(text.clone()).or_default();
            let count = places.len().min(found.len());
            texts += count;
            if count < places.len() {
                told.push(format!("{file}: {} less of {text:?}", places.len() - count));
            }
            let exact = |found: &mut Vec<Place>, place: &Place| {
                take(found, |there| {
                    place.is_beside(there) && place.down == there.down
                })
            };
            let mut rest = places;
            rest.retain(|place| !exact(found, place));
            spans += count.saturating_sub(rest.len());
            for place in rest {
                if take(found, |there| place.is_beside(there)) {
                    told.push(format!("{file}: not {} rows: {text:?}", place.down));
                } else if !found.is_empty() {
                    astray.push(format!("{file}: not at {place:?}: {text:?} {found:?}"));
                }
            }
        }
    }
    told.push(format!(
        "{all} cells, text exact {texts}, spans exact {spans}"
    ));
    let told = told.join("\n");
    let _ = writeln!(std::io::stderr(), "{told}");
    assert!(astray.is_empty(), "{}", astray.join("\n"));
    assert!(all > 1000, "{told}");
    assert!(texts * 100 >= all * 99 && spans * 100 >= all * 99, "{told}");
}

/// The wraps of a cell: line ends in the recovered text that are none in what the cell says.
fn wraps(cell: &Cell, recovered: &[char]) -> usize {
    let places = cell.text.slice().places();
    let places: Vec<usize> = places
        .map(|(_, at)| at)
        .filter(|at| *at != NOWHERE)
        .map(|at| at as usize)
        .collect();
    let (Some(&first), Some(&last)) = (places.iter().min(), places.iter().max()) else {
        return 0;
    };
    let ends = recovered[first..=last].iter().filter(|c| **c == '\n');
    ends.count()
        .saturating_sub(cell.text.as_str().matches('\n').count())
}

#[test]
fn wrapped_texts_are_joined_with_geometry() {
    let (mut all, mut right) = (0, 0);
    for drawn in drawn::drawn() {
        let mut wanted = wanted(&drawn);
        let bytes = std::fs::read(corpus().join(&drawn.file)).expect("a file of the corpus");
        let pages = lay_out(&bytes, &drawn.file).expect("a sound PDF");
        let recovered: Vec<char> = pages.recovered.text.chars().collect();
        let tables = pages.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        });
        for cell in tables.flat_map(|table| &table.cells) {
            let wraps = wraps(cell, &recovered);
            all += wraps;
            // A cell that is not as it was laid out counts as wrong with all its wraps.
            let there = wanted.get_mut(&laid_out(cell.text.as_str()));
            right += wraps * usize::from(there.is_some_and(|there| there.pop().is_some()));
        }
    }
    let told = format!("{right} of {all} wraps right with geometry");
    let _ = writeln!(std::io::stderr(), "{told}");
    assert!(all > 500, "{told}");
    assert!(right * 1000 >= all * 995, "{told}");
}
