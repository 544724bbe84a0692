//! Headers that stand in the middle of the columns that they head, where blanks and no rulings keep columns apart.

use super::label::Label;
use crate::layout::Table;
use std::ops::Range;

/// Widens the headers of the first row of a band over those of later rows that none of them covers: 実施工程 in the middle of
/// 第1四半期 to 第4四半期 heads all four. Extents are the columns that each header heads.
pub(super) fn widen(table: &Table, headers: &[(usize, Label)], extents: &mut [(u32, u32)]) {
    let row = |n: usize| table.cells[headers[n].0].row;
    let Some(first) = (0..headers.len()).map(row).min() else {
        return;
    };
    let (mut over, below): (Vec<usize>, Vec<usize>) =
        (0..headers.len()).partition(|&n| row(n) == first);
    over.sort_by_key(|&n| extents[n].0);
    let heads_several = |extent: (u32, u32), extents: &[(u32, u32)]| {
        below
            .iter()
            .any(|&n| (extent.0..extent.1).contains(&extents[n].0))
    };
    let narrow: Vec<(u32, u32)> = over.iter().map(|&n| extents[n]).collect();
    for (left, right) in (0..=over.len()).map(|at| (at.checked_sub(1), at)) {
        let from = left.map_or(0, |at| extents[over[at]].1);
        let to = over.get(right).map_or(table.columns, |&n| extents[n].0);
        let open = uncovered(from..to, &below, extents);
        if open.is_empty() {
            continue;
        }
        let groups = |at: Option<usize>| {
            at.filter(|&at| narrow.get(at).is_some_and(|&e| heads_several(e, extents)))
        };
        let (left, right) = (groups(left), groups(Some(right)));
        // A header in the middle reaches as far to the right as to the left.
        let reach = |at: usize| narrow[at].0 - extents[over[at]].0;
        let share = match (left, right) {
            (Some(_), None) => to - from,
            (Some(at), Some(_)) => reach(at).min(to - from),
            (None, _) => 0,
        };
        if let Some(at) = left {
            extents[over[at]].1 += share;
        }
        if let Some(at) = right {
            extents[over[at]].0 -= to - from - share;
        }
    }
}

/// The columns of a stretch, if later headers head all of them.
fn uncovered(stretch: Range<u32>, below: &[usize], extents: &[(u32, u32)]) -> Range<u32> {
    let headed = |column: u32| {
        below
            .iter()
            .any(|&n| (extents[n].0..extents[n].1).contains(&column))
    };
    if stretch.clone().all(headed) {
        stretch
    } else {
        0..0
    }
}
