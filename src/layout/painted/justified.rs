//! Keys whose characters are set apart to one width (均等割付), each before its value.
//!
//! `担 当 部 署`, `現   況` and `評   価` fill the same width, so that all begin and end at the same edges: no words of
//! their own, and no columns of a table. Lines that begin behind them go on with the value above.

use super::cell::CellSketch;
use super::grid::GridCell;
use super::line::Line;
use super::sheet::TableSketch;
use crate::geometry::Rect;
use crate::source::{Glyph, PaintedPage};
use std::collections::BTreeSet;

/// A key has so many characters.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=10;
/// The value stands this many em behind its key at least.
const VALUE_GAP: f32 = 0.4;
/// Some key has its characters this many em apart.
const SET_APART: f32 = 0.5;
/// Distances in a key are alike to this many em, its edges to those of the others too.
const ALIKE: f32 = 0.2;
/// Lines further apart than this many em do not belong together.
const MAX_LEADING: f32 = 3.0;
/// So many keys of different lengths show the pattern.
const FEWEST_KEYS: usize = 3;

/// Where a line's key ends, and what tells whether another's is set in the same way.
#[derive(Clone, Copy, Debug)]
struct Key {
    start: f32,
    end: f32,
    value: f32,
    characters: usize,
    apart: f32,
}

impl Key {
    fn is_set_as(&self, other: &Self, em: f32) -> bool {
        let near = |a: f32, b: f32| (a - b).abs() <= em * ALIKE;
        near(self.start, other.start) && near(self.end, other.end) && near(self.value, other.value)
    }
}

/// The keys and values that begin with the first of these lines, as a table, and how many lines it takes.
pub(super) fn find(page: &PaintedPage, lines: &[Line]) -> Option<(usize, TableSketch)> {
    let first = lines.first()?;
    let block = |key: Key| {
        let mut block = vec![Some(key)];
        for pair in lines.windows(2) {
            let [above, line] = pair else { break };
            let near = line.rect.y0 - above.rect.y1 <= first.em * MAX_LEADING;
            let own = keys(page, line)
                .into_iter()
                .find(|own| own.is_set_as(&key, first.em));
            let goes_on = line.rect.x0 >= key.value - first.em * ALIKE;
            if !near || own.is_none() && !goes_on {
                break;
            }
            block.push(own);
        }
        block
    };
    let block = keys(page, first)
        .into_iter()
        .map(block)
        .max_by_key(|block| block.iter().flatten().count())?;
    let lengths: BTreeSet<usize> = block.iter().flatten().map(|key| key.characters).collect();
    let apart = block
        .iter()
        .flatten()
        .any(|key| key.apart >= first.em * SET_APART);
    let shown = block.iter().flatten().count() >= FEWEST_KEYS && lengths.len() > 1 && apart;
    shown.then(|| (block.len(), table(page, &lines[..block.len()], &block)))
}

/// What may be the key of a line: evenly set characters before a gap.
fn keys(page: &PaintedPage, line: &Line) -> Vec<Key> {
    let glyphs: Vec<&Glyph> = line
        .inked(page)
        .iter()
        .map(|&g| &page.glyphs[g as usize])
        .filter(|glyph| !glyph.blank)
        .take(LENGTH.end() + 1)
        .collect();
    let gap = |n: usize| glyphs[n].rect.x0 - glyphs[n - 1].rect.x1;
    LENGTH
        .take_while(|&characters| characters < glyphs.len())
        .filter(|&characters| gap(characters) >= line.em * VALUE_GAP)
        .filter_map(|characters| {
            let gaps = (1..characters).map(gap);
            let (least, most) = gaps.fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), gap| {
                (a.min(gap), b.max(gap))
            });
            (most - least <= line.em * ALIKE).then(|| Key {
                start: glyphs[0].rect.x0,
                end: glyphs[characters - 1].rect.x1,
                value: glyphs[characters].rect.x0,
                characters,
                apart: least,
            })
        })
        .collect()
}

/// Keys at the left, values at the right.
fn table(page: &PaintedPage, lines: &[Line], keys: &[Option<Key>]) -> TableSketch {
    let right = lines
        .iter()
        .map(|line| line.rect.x1)
        .fold(f32::NEG_INFINITY, f32::max);
    let mut rows = 0;
    let mut cells: Vec<CellSketch> = Vec::new();
    for (line, key) in lines.iter().zip(keys) {
        let Some(key) = key else {
            if let Some(value) = cells.last_mut() {
                value.place.rect = value.place.rect.union(&line.rect);
                value.lines.push(line.clone());
            }
            continue;
        };
        let parts = line.clone().split(page, |_, start| start == key.value);
        for (column, mut part) in parts.into_iter().enumerate() {
            let (x0, x1) = [(key.start, key.value), (key.value, right)][column.min(1)];
            part.justified = column == 0;
            cells.push(CellSketch {
                place: GridCell {
                    rect: Rect::new(x0, part.rect.y0, x1, part.rect.y1),
                    row: rows,
                    column: column as u32,
                    row_span: 1,
                    column_span: 1,
                },
                lines: vec![part],
                vertical: false,
                struck: false,
                shaded: false,
            });
        }
        rows += 1;
    }
    TableSketch::aligned(rows, 2, cells)
}
