//! The order in which the parts of a page are read.

use super::sheet::Item;
use crate::geometry::Rect;

/// Parts may overlap by this many em and still count as one below the other, or side by side.
const OVERLAP: f32 = 0.3;
/// A column of a page holds at least so many tables.
const COLUMN_TABLES: usize = 2;

/// Sorts groups of items, each of them in order, into reading order: wherever white space runs across all of them, what is above comes first;
/// where none does but white space runs down, what is left comes first; and so on within (an XY cut).
pub(super) fn by_reading(groups: Vec<Vec<Item>>, em: f32) -> Vec<Item> {
    let mut groups = in_columns(groups);
    let parts = Parts {
        rects: groups.iter().map(|group| bounds(group)).collect(),
        tables: groups
            .iter()
            .map(|group| matches!(group.as_slice(), [Item::Table(_)]))
            .collect(),
        overlap: em * OVERLAP,
    };
    let mut order = Vec::with_capacity(groups.len());
    parts.cut((0..groups.len()).collect(), true, &mut order);
    order
        .into_iter()
        .filter_map(|i| groups.get_mut(i).map(std::mem::take))
        .flatten()
        .collect()
}

/// The white spaces that run down between columns of tables: from the tables at the left to those at the right, as
/// high as the columns are together.
pub(super) fn gutters(tables: &[Rect]) -> Vec<Rect> {
    let union = |tables: &[&Rect]| {
        tables
            .iter()
            .map(|table| **table)
            .reduce(|a, b| a.union(&b))
    };
    let mut found = Vec::new();
    for table in tables {
        let at = table.x1;
        let left: Vec<&Rect> = tables.iter().filter(|other| other.x1 <= at).collect();
        let right: Vec<&Rect> = tables.iter().filter(|other| other.x0 >= at).collect();
        let (Some(before), Some(behind)) = (union(&left), union(&right)) else {
            continue;
        };
        let (top, bottom) = (before.y0.min(behind.y0), before.y1.max(behind.y1));
        let crossed = tables
            .iter()
            .any(|other| (other.x0 < at && other.x1 > at) && other.y0 < bottom && other.y1 > top);
        let columns = left.len() >= COLUMN_TABLES && right.len() >= COLUMN_TABLES;
        let gutter = Rect::new(before.x1, top, behind.x0, bottom);
        if columns && !crossed && before.shared_height(&behind) > 0.0 && !found.contains(&gutter) {
            found.push(gutter);
        }
    }
    found
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

/// What is put in order.
struct Parts {
    rects: Vec<Rect>,
    /// Which of them is one table.
    tables: Vec<bool>,
    /// Points by which neighbours may overlap.
    overlap: f32,
}

impl Parts {
    /// Appends the indices in `part` to `order`. `down` says which cut is tried first; it is the other one after
    /// a cut has been made, so that every level of the recursion makes `part` smaller.
    fn cut(&self, part: Vec<usize>, down: bool, order: &mut Vec<usize>) {
        if part.len() < 2 {
            order.extend(part);
            return;
        }
        for down in [down, !down] {
            let mut strips = self.strips(&part, down);
            if down {
                strips = self.keep_columns(strips);
            }
            if strips.len() > 1 {
                for strip in strips {
                    self.cut(strip, !down, order);
                }
                return;
            }
        }
        let mut part = part;
        part.sort_by(|&a, &b| {
            let (a, b) = (&self.rects[a], &self.rects[b]);
            a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0))
        });
        order.extend(part);
    }

    /// Divides `part` wherever nothing crosses a line across the page (`down`) or down it.
    fn strips(&self, part: &[usize], down: bool) -> Vec<Vec<usize>> {
        let reach = |i: usize| {
            let rect = &self.rects[i];
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
                Some(strip) if start < end - self.overlap => strip.push(i),
                _ => strips.push(vec![i]),
            }
            end = end.max(stop);
        }
        strips
    }

    /// Puts strips together again that make up columns of tables, in which white space runs across by chance.
    fn keep_columns(&self, strips: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let tables = strips.iter().flatten().filter(|&&i| self.tables[i]).count();
        if tables < 2 * COLUMN_TABLES || strips.len() < 2 {
            return strips;
        }
        let mut kept: Vec<Vec<usize>> = Vec::new();
        let mut at = 0;
        while at < strips.len() {
            let end = (at + 2..=strips.len())
                .rev()
                .find(|&end| self.are_columns(&strips[at..end].concat()))
                .unwrap_or(at + 1);
            kept.push(strips[at..end].concat());
            at = end;
        }
        kept
    }

    /// True if white space runs down between columns that hold several tables each, and whose tables do not begin
    /// at the same heights: those belong together row by row.
    fn are_columns(&self, part: &[usize]) -> bool {
        let columns = self.strips(part, false);
        let tops = |column: &[usize]| -> Vec<f32> {
            let tables = column.iter().filter(|&&i| self.tables[i]);
            tables.map(|&i| self.rects[i].y0).collect()
        };
        let all: Vec<Vec<f32>> = columns.iter().map(|column| tops(column)).collect();
        let [first, others @ ..] = all.as_slice() else {
            return false;
        };
        let level = |top: &f32| {
            let mut tops = others.iter().flatten();
            tops.any(|other| (top - other).abs() <= self.overlap)
        };
        !others.is_empty()
            && all.iter().all(|tops| tops.len() >= COLUMN_TABLES)
            && first.iter().filter(|top| level(top)).count() * 2 < first.len()
    }
}
