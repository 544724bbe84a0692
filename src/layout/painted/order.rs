//! The order in which the parts of a page are read.

use super::sheet::Item;
use crate::geometry::Rect;

/// Parts may overlap by this many em and still count as one below the other, or side by side.
const OVERLAP: f32 = 0.3;

/// Sorts groups of items, each of them in order, into reading order: wherever white space runs across all of them, what is above comes first;
/// where none does but white space runs down, what is left comes first; and so on within (an XY cut).
pub(super) fn by_reading(groups: Vec<Vec<Item>>, em: f32) -> Vec<Item> {
    let mut groups = in_columns(groups);
    let rects: Vec<Rect> = groups.iter().map(|group| bounds(group)).collect();
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

/// Puts every table that stands among the items of a group where it stands in its column.
fn in_columns(groups: Vec<Vec<Item>>) -> Vec<Vec<Item>> {
    let (mut columns, rest): (Vec<Vec<Item>>, Vec<Vec<Item>>) =
        groups.into_iter().partition(|group| group.len() > 1);
    let mut apart = Vec::with_capacity(rest.len());
    for mut group in rest {
        let rect = bounds(&group);
        let is_table = matches!(group.as_slice(), [Item::Table(_)]);
        let home = columns
            .iter_mut()
            .find(|column| is_table && bounds(column).contains(rect.center()));
        match home {
            Some(column) => {
                let at = place(column, rect);
                column.splice(at..at, group.drain(..));
            }
            None => apart.push(group),
        }
    }
    columns.extend(apart);
    columns
}

/// Before which of these items, column by column, a table is read.
fn place(items: &[Item], table: Rect) -> usize {
    let beside = |item: &Item| item.rect().shared_width(&table) > 0.0;
    let above = |item: &Item| beside(item) && item.rect().y0 < table.y0;
    let after = items.iter().rposition(above).map(|last| last + 1);
    after
        .or_else(|| items.iter().position(beside))
        .unwrap_or(items.len())
}

fn bounds(group: &[Item]) -> Rect {
    let rects = group.iter().map(Item::rect);
    rects.reduce(|a, b| a.union(&b)).unwrap_or_default()
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
