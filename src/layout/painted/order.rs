//! The order in which the parts of a page are read.

use super::sheet::Item;
use crate::geometry::Rect;

/// Parts may overlap by this many em and still count as one below the other, or side by side.
const OVERLAP: f32 = 0.3;

/// Sorts groups of items, each of them in order, into reading order: wherever white space runs across all of them, what is above comes first;
/// where none does but white space runs down, what is left comes first; and so on within (an XY cut).
pub(super) fn by_reading(mut groups: Vec<Vec<Item>>, em: f32) -> Vec<Item> {
    let bounds = |group: &Vec<Item>| {
        let rects = group.iter().map(Item::rect);
        rects.reduce(|a, b| a.union(&b)).unwrap_or_default()
    };
    let rects: Vec<Rect> = groups.iter().map(bounds).collect();
    let mut order = Vec::with_capacity(rects.len());
    cut(
        &rects,
        (0..rects.len()).collect(),
        em * OVERLAP,
        true,
        &mut order,
    );
    order
        .into_iter()
        .filter_map(|i| groups.get_mut(i).map(std::mem::take))
        .flatten()
        .collect()
}

/// Appends the indices in `part` to `order`. `down` says which cut is tried first; it is the other one after
/// a cut has been made, so that every level of the recursion makes `part` smaller.
fn cut(rects: &[Rect], part: Vec<usize>, overlap: f32, down: bool, order: &mut Vec<usize>) {
    if part.len() < 2 {
        order.extend(part);
        return;
    }
    for down in [down, !down] {
        let strips = strips(rects, &part, overlap, down);
        if strips.len() > 1 {
            for strip in strips {
                cut(rects, strip, overlap, !down, order);
            }
            return;
        }
    }
    let mut part = part;
    part.sort_by(|&a, &b| {
        let (a, b) = (&rects[a], &rects[b]);
        a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0))
    });
    order.extend(part);
}

/// Divides `part` wherever nothing crosses a line across the page (`down`) or down it.
fn strips(rects: &[Rect], part: &[usize], overlap: f32, down: bool) -> Vec<Vec<usize>> {
    let reach = |i: usize| {
        let rect = &rects[i];
        if down {
            (rect.y0, rect.y1)
        } else {
            (rect.x0, rect.x1)
        }
    };
    let mut part = part.to_vec();
    part.sort_by(|&a, &b| reach(a).0.total_cmp(&reach(b).0).then(a.cmp(&b)));
    let mut strips: Vec<Vec<usize>> = Vec::new();
    let mut end = f32::NEG_INFINITY;
    for i in part {
        let (start, stop) = reach(i);
        match strips.last_mut() {
            Some(strip) if start < end - overlap => strip.push(i),
            _ => strips.push(vec![i]),
        }
        end = end.max(stop);
    }
    strips
}
