//! Tables whose rows are ruled and whose columns are not: a stack of equal horizontal edges.
//!
//! The columns are read from the white space that most rows share; where a row's text crosses a gutter, its
//! cell spans it.

use super::line::is_blank;
use super::ruling::{Edge, Rulings};
use crate::geometry::Rect;
use crate::source::PaintedPage;

/// Edges are equal if they begin and end within this many em of each other.
const EQUAL: f32 = 0.6;
/// So many rows make a table; fewer are lines to write on.
const MIN_ROWS: usize = 4;
/// No row is higher than this many em.
const MAX_ROW: f32 = 8.0;
/// White space of this many em may part two columns.
const GUTTER: f32 = 0.4;
/// A gutter runs through all rows with several columns but this share.
const CROSSED: f32 = 0.25;

/// How many stacks may grow side by side.
const MAX_OPEN: usize = 16;

/// The sides that ladders lack, and the boxes of these ladders.
#[derive(Debug, Default)]
pub(super) struct Ladders {
    pub(super) sides: Vec<Edge>,
    pub(super) bounds: Vec<Rect>,
}

/// Finds the ladders of a page and rules their columns.
pub(super) fn ladders(page: &PaintedPage, rulings: &Rulings, em: f32) -> Ladders {
    let mut ladders = Ladders::default();
    for rungs in stacks(rulings, em) {
        let ([first, ..], Some(last)) = (rungs.as_slice(), rungs.last()) else {
            continue;
        };
        let bounds = Rect::new(first.from, first.at, first.to, last.at);
        let rows = rows(page, &rungs, bounds, em);
        let gutters = gutters(&rows, em);
        if gutters.is_empty() {
            continue;
        }
        for x in [bounds.x0, bounds.x1] {
            ladders.sides.push(Edge {
                at: x,
                from: bounds.y0,
                to: bounds.y1,
            });
        }
        for (pair, row) in rungs.windows(2).zip(&rows) {
            let open = gutters
                .iter()
                .filter(|&&x| !row.iter().any(|&(start, end)| start < x && x < end));
            if let [above, below] = pair {
                ladders.sides.extend(open.map(|&x| Edge {
                    at: x,
                    from: above.at,
                    to: below.at,
                }));
            }
        }
        ladders.bounds.push(bounds);
    }
    ladders
}

/// Equal horizontal edges, one below the other, that no vertical edge meets.
fn stacks(rulings: &Rulings, em: f32) -> Vec<Vec<Edge>> {
    let near = |a: f32, b: f32| (a - b).abs() <= em * EQUAL;
    let mut stacks: Vec<Vec<Edge>> = Vec::new();
    for edge in &rulings.horizontal {
        let under = |stack: &&mut Vec<Edge>| {
            stack.last().is_some_and(|last| {
                near(last.from, edge.from)
                    && near(last.to, edge.to)
                    && edge.at - last.at <= em * MAX_ROW
            })
        };
        match stacks.iter_mut().rev().take(MAX_OPEN).find(under) {
            Some(stack) => stack.push(*edge),
            None => stacks.push(vec![*edge]),
        }
    }
    stacks.retain(|stack| {
        let ([first, ..], Some(last)) = (stack.as_slice(), stack.last()) else {
            return false;
        };
        let met = rulings.vertical.iter().any(|side| {
            (first.from - em..=first.to + em).contains(&side.at)
                && side.from < last.at
                && side.to > first.at
        });
        stack.len() > MIN_ROWS && !met
    });
    stacks
}

/// From where to where text reaches in each row, gaps narrower than a gutter bridged.
fn rows(page: &PaintedPage, rungs: &[Edge], bounds: Rect, em: f32) -> Vec<Vec<(f32, f32)>> {
    let mut rows: Vec<Vec<(f32, f32)>> = vec![Vec::new(); rungs.len() - 1];
    for glyph in page.glyphs.iter().filter(|glyph| !is_blank(page, glyph)) {
        let center = glyph.rect.center();
        if bounds.contains(center) {
            let row = rungs
                .partition_point(|rung| rung.at <= center.y)
                .saturating_sub(1);
            if let Some(row) = rows.get_mut(row) {
                row.push((glyph.rect.x0, glyph.rect.x1));
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.0.total_cmp(&b.0));
        row.dedup_by(|next, span| {
            let joined = next.0 - span.1 < em * GUTTER;
            if joined {
                span.1 = span.1.max(next.1);
            }
            joined
        });
    }
    rows
}

/// The middle of every gutter.
fn gutters(rows: &[Vec<(f32, f32)>], em: f32) -> Vec<f32> {
    let parted: Vec<&Vec<(f32, f32)>> = rows.iter().filter(|row| row.len() > 1).collect();
    if parted.len() < MIN_ROWS || parted.len() * 2 < rows.len() {
        return Vec::new();
    }
    let mut ends: Vec<f32> = parted
        .iter()
        .flat_map(|row| row.iter())
        .flat_map(|&(a, b)| [a, b])
        .collect();
    ends.sort_by(f32::total_cmp);
    let allowed = parted.len() as f32 * CROSSED;
    let mut free: Vec<(f32, f32)> = Vec::new();
    for pair in ends.windows(2) {
        let [start, end] = *pair else { continue };
        let middle = (start + end) / 2.0;
        let crossed = parted
            .iter()
            .filter(|row| row.iter().any(|&(a, b)| a < middle && middle < b))
            .count();
        if end <= start || crossed as f32 > allowed {
            continue;
        }
        match free.last_mut() {
            Some(last) if last.1 == start => last.1 = end,
            _ => free.push((start, end)),
        }
    }
    let most = |inside: &dyn Fn(&(f32, f32)) -> bool| {
        parted.iter().filter(|row| row.iter().any(inside)).count() as f32 > allowed
    };
    free.retain(|&(start, end)| {
        end - start >= em * GUTTER && most(&|span| span.1 <= start) && most(&|span| span.0 >= end)
    });
    free.into_iter()
        .map(|(start, end)| (start + end) / 2.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::gutters;

    #[test]
    fn most_rows_make_a_gutter() {
        let row = || vec![(0.0, 20.0), (30.0, 50.0)];
        let mut rows = vec![vec![(0.0, 50.0)], row(), row(), row(), row()];
        assert_eq!(gutters(&rows, 10.0), [25.0]);
        rows.truncate(3);
        assert!(gutters(&rows, 10.0).is_empty());
    }
}
