//! Strokes become edges: straight, snapped to each other, joined where they continue each other.
//!
//! The steps are those of pdfplumber's table finder (`snap_edges`, `join_edge_group`), with tolerances in
//! em of the page's text.

use super::height::ByHeight;
use crate::geometry::Rect;
use crate::source::Stroke;

/// Edges closer than this many em are one edge: a double border, a border that two cells both paint.
const SNAP: f32 = 0.3;
/// Gaps up to this many em do not interrupt an edge: dashes, corners that do not meet.
const GAP: f32 = 0.35;
/// Shorter edges bound nothing that holds a character.
const MIN_LENGTH: f32 = 0.5;
/// A shaded box smaller than this many em marks words, not a cell.
const MIN_SHADE: f32 = 1.2;
/// A stroke that leans by less than this share of its length is straight.
const LEAN: f32 = 0.01;

/// A straight line across the page or down it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    /// Where it lies: y of a horizontal edge, x of a vertical one.
    pub(super) at: f32,
    /// Where it begins, on the other axis.
    pub(super) from: f32,
    /// Where it ends.
    pub(super) to: f32,
}

impl Edge {
    /// Where it begins.
    pub(super) fn start(&self) -> f32 {
        self.from
    }

    /// Where it ends.
    pub(super) fn end(&self) -> f32 {
        self.to
    }
}

/// What rules a page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Rulings {
    pub(super) horizontal: Vec<Edge>,
    pub(super) vertical: Vec<Edge>,
    /// Strokes that lean: what strikes cells out.
    pub(super) oblique: Vec<Stroke>,
}

/// Vertical edges, by the height at which they stand.
pub(super) struct Sides<'e> {
    edges: &'e [Edge],
    by_height: ByHeight,
    slack: f32,
}

impl<'e> Sides<'e> {
    /// Indexes edges, each so many points longer at both ends than it is.
    pub(super) fn new(edges: &'e [Edge], slack: f32) -> Self {
        let reach = |side: &Edge| (side.from - slack, side.to + slack);
        Self {
            edges,
            by_height: ByHeight::new(edges.iter().map(reach)),
            slack,
        }
    }

    /// Those that reach to a height, in their order.
    pub(super) fn at(&self, y: f32) -> impl Iterator<Item = &'e Edge> {
        let sides = self.by_height.near(y).map(|i| &self.edges[i]);
        sides.filter(move |side| (side.from - self.slack..=side.to + self.slack).contains(&y))
    }
}

/// Sorts the strokes of a page into edges; `em` is the size of its text in points.
///
/// A shaded box that is ruled above and below, or at both sides, ends where its cell ends, so it rules the others too.
pub(super) fn rulings(strokes: &[Stroke], shades: &[Rect], em: f32) -> Rulings {
    let mut rulings = straighten(strokes, em);
    rulings.horizontal = merge(rulings.horizontal, em);
    rulings.vertical = merge(rulings.vertical, em);
    let missing = missing_sides(&rulings, shades, em);
    if missing != Rulings::default() {
        rulings.horizontal.extend(missing.horizontal);
        rulings.vertical.extend(missing.vertical);
        rulings.horizontal = merge(rulings.horizontal, em);
        rulings.vertical = merge(rulings.vertical, em);
    }
    rulings
}

/// The sides of shaded boxes that are not painted where those across from each other are.
fn missing_sides(rulings: &Rulings, shades: &[Rect], em: f32) -> Rulings {
    let mut missing = Rulings::default();
    let is_painted = |edges: &[Edge], side: &Edge| {
        edges.iter().any(|edge| {
            (edge.at - side.at).abs() <= em * SNAP
                && edge.from <= side.from + em * GAP
                && edge.to >= side.to - em * GAP
        })
    };
    for shade in shades {
        if shade.width() < em * MIN_SHADE || shade.height() < em * MIN_SHADE {
            continue;
        }
        let across = |at| Edge {
            at,
            from: shade.x0,
            to: shade.x1,
        };
        let down = |at| Edge {
            at,
            from: shade.y0,
            to: shade.y1,
        };
        let (across, down) = (
            [across(shade.y0), across(shade.y1)],
            [down(shade.x0), down(shade.x1)],
        );
        let bare = |edges: &[Edge], sides: [Edge; 2]| {
            let bare = sides.into_iter().filter(|side| !is_painted(edges, side));
            bare.collect::<Vec<_>>()
        };
        let (across, down) = (
            bare(&rulings.horizontal, across),
            bare(&rulings.vertical, down),
        );
        // Painted above and below, or at both sides, it is a cell whose other sides the form leaves to the shade.
        if (across.is_empty() || down.is_empty()) && across.len() + down.len() > 0 {
            missing.horizontal.extend(across);
            missing.vertical.extend(down);
        }
    }
    missing
}

/// Sorts strokes by direction.
fn straighten(strokes: &[Stroke], em: f32) -> Rulings {
    let mut rulings = Rulings::default();
    let mut dots = Rulings::default();
    for stroke in strokes {
        let (dx, dy) = (
            (stroke.to.x - stroke.from.x).abs(),
            (stroke.to.y - stroke.from.y).abs(),
        );
        let slack = (dx.max(dy) * LEAN).max(em * 0.05);
        let across = Edge {
            at: (stroke.from.y + stroke.to.y) / 2.0,
            from: stroke.from.x.min(stroke.to.x),
            to: stroke.from.x.max(stroke.to.x),
        };
        let down = Edge {
            at: (stroke.from.x + stroke.to.x) / 2.0,
            from: stroke.from.y.min(stroke.to.y),
            to: stroke.from.y.max(stroke.to.y),
        };
        // A dot of a dotted line may belong to one in either direction.
        if dx.max(dy) <= stroke.pen * 2.0 {
            dots.horizontal.push(across);
            dots.vertical.push(down);
        } else if dy <= slack && dx > dy {
            rulings.horizontal.push(across);
        } else if dx <= slack && dy > dx {
            rulings.vertical.push(down);
        } else if dx > slack && dy > slack {
            rulings.oblique.push(*stroke);
        }
    }
    // Dots of one row lie so close that they would draw the edges among them to each other.
    rulings.horizontal.extend(merge(dots.horizontal, em));
    rulings.vertical.extend(merge(dots.vertical, em));
    rulings
}

/// Snaps and joins edges of one direction, and drops those too short to bound a cell.
pub(super) fn merge(edges: Vec<Edge>, em: f32) -> Vec<Edge> {
    let mut edges = join(snap(edges, em * SNAP), em * GAP);
    edges.retain(|edge| edge.to - edge.from >= em * MIN_LENGTH);
    edges
}

/// Moves edges that lie within `tolerance` points of each other to their middle. A chain of them is no wider than
/// two tolerances, so that a row of dots draws nothing far away to itself.
fn snap(mut edges: Vec<Edge>, tolerance: f32) -> Vec<Edge> {
    edges.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut rest = edges.as_mut_slice();
    while let Some(first) = rest.first().map(|edge| edge.at) {
        let mut last = first;
        let length = rest
            .iter()
            .take_while(|edge| {
                let near = edge.at - last <= tolerance && edge.at - first <= tolerance * 2.0;
                last = if near { edge.at } else { last };
                near
            })
            .count();
        let (chain, others) = rest.split_at_mut(length.max(1));
        for edge in chain {
            edge.at = (first + last) / 2.0;
        }
        rest = others;
    }
    edges
}

/// Joins edges at the same place that overlap or leave no more than `tolerance` points between them.
fn join(mut edges: Vec<Edge>, tolerance: f32) -> Vec<Edge> {
    edges.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Edge> = Vec::with_capacity(edges.len());
    for edge in edges {
        match joined.last_mut() {
            Some(last) if last.at == edge.at && edge.from - last.to <= tolerance => {
                last.to = last.to.max(edge.to);
            }
            _ => joined.push(edge),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn stroke(x0: f32, y0: f32, x1: f32, y1: f32) -> Stroke {
        Stroke {
            from: Point { x: x0, y: y0 },
            to: Point { x: x1, y: y1 },
            pen: 0.5,
        }
    }

    #[test]
    fn borders_painted_twice_are_one_edge() {
        let rulings = rulings(
            &[stroke(0.0, 10.0, 50.0, 10.0), stroke(50.0, 11.0, 0.0, 11.0)],
            &[],
            10.0,
        );
        assert_eq!(
            rulings.horizontal,
            [Edge {
                at: 10.5,
                from: 0.0,
                to: 50.0
            }]
        );
    }

    #[test]
    fn dashes_are_one_edge_and_words_apart_are_two() {
        let dashes: Vec<_> = (0..10)
            .map(|i| stroke(i as f32 * 5.0, 0.0, i as f32 * 5.0 + 2.5, 0.0))
            .collect();
        assert_eq!(rulings(&dashes, &[], 10.0).horizontal.len(), 1);
        let apart = [stroke(0.0, 0.0, 20.0, 0.0), stroke(40.0, 0.0, 60.0, 0.0)];
        assert_eq!(rulings(&apart, &[], 10.0).horizontal.len(), 2);
    }

    #[test]
    fn dots_make_a_line_in_their_own_direction() {
        let dots: Vec<_> = (0..20)
            .map(|i| stroke(10.0, i as f32 * 2.0, 10.5, i as f32 * 2.0))
            .collect();
        let rulings = rulings(&dots, &[], 10.0);
        assert!(rulings.horizontal.is_empty());
        assert_eq!(rulings.vertical.len(), 1);
    }

    #[test]
    fn a_row_of_dots_moves_no_edge_that_it_crosses() {
        let mut strokes: Vec<_> = (0..60)
            .map(|i| stroke(i as f32 * 1.5, 20.0, i as f32 * 1.5 + 0.5, 20.0))
            .collect();
        strokes.extend([stroke(30.0, 0.0, 30.0, 20.0), stroke(60.0, 0.0, 60.0, 20.0)]);
        let rulings = rulings(&strokes, &[], 10.0);
        assert_eq!(rulings.horizontal.len(), 1);
        let at: Vec<f32> = rulings.vertical.iter().map(|edge| edge.at).collect();
        assert_eq!(at, [30.0, 60.0]);
    }

    #[test]
    fn a_shaded_cell_ends_where_its_shade_ends() {
        let painted = [
            stroke(0.0, 0.0, 90.0, 0.0),
            stroke(0.0, 20.0, 90.0, 20.0),
            stroke(0.0, 0.0, 0.0, 20.0),
        ];
        let ruled = |shade| rulings(&painted, &[shade], 10.0).vertical.len();
        assert_eq!(ruled(Rect::new(0.0, 0.0, 90.0, 20.0)), 2);
        assert_eq!(ruled(Rect::new(30.0, 5.0, 60.0, 18.0)), 1);
    }

    #[test]
    fn a_diagonal_is_no_edge() {
        let rulings = rulings(&[stroke(0.0, 0.0, 30.0, 20.0)], &[], 10.0);
        assert_eq!(rulings.oblique.len(), 1);
        assert!(rulings.horizontal.is_empty() && rulings.vertical.is_empty());
    }
}
