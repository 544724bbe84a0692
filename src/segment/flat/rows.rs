//! Divides the cells of a schedule of several rows, one a task, and deals each row out to its columns.

use crate::notation::mark;
use crate::notation::tense::tense;

/// Stretches that two cells share make them cells of one task: so many characters, of which so many are hiragana at most.
const SHARED: [(usize, usize); 2] = [(3, 0), (4, 1)];
/// A shorter word names no task, in characters.
const SHORTEST_NAME: usize = 3;
/// A report in a column of plans, or a plan in one of reports.
const WRONG_SIDE: u32 = 3;
/// A report of a year whose plan is blank.
const UNPLANNED: u32 = 1;

/// What a column of a schedule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The state before, or the goal after.
    Point,
    /// What is planned for a year.
    Plan,
    /// What came of the plan in the column before it.
    Result,
}

/// Each cell with its column, row by row. Where the cells of a task stand apart from each other, its row takes them together.
pub(crate) fn rows(cells: &[&str], columns: &[Column]) -> Vec<Vec<(usize, usize)>> {
    let in_order = contiguous(cells, columns);
    let mut start = 0;
    let firsts: Vec<usize> = in_order
        .iter()
        .map(|row| {
            start += row.len();
            start - row.len()
        })
        .collect();
    let split = firsts.iter().enumerate().any(|(n, first)| {
        let others = &firsts[n + 1..];
        others
            .iter()
            .any(|other| share_words(cells[*first], cells[*other]))
    });
    let named = || named_tasks(cells).and_then(|tasks| dealt(cells, columns, tasks));
    if split && let Some(rows) = named().or_else(|| by_task(cells, columns)) {
        return rows;
    }
    let mut at = 0;
    let numbered = |row: Vec<usize>| {
        let start = at;
        at += row.len();
        (start..at).zip(row).collect()
    };
    in_order.into_iter().map(numbered).collect()
}

/// The cells of each task, dealt out in their order; none where a task has more cells than there are columns.
fn by_task(cells: &[&str], columns: &[Column]) -> Option<Vec<Vec<(usize, usize)>>> {
    let mut tasks: Vec<Vec<usize>> = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let mut known = tasks.iter_mut();
        match known.find(|task| share_words(cells[task[0]], cell)) {
            Some(task) => task.push(at),
            None => tasks.push(vec![at]),
        }
    }
    dealt(cells, columns, tasks)
}

/// The cells of each task by its name, where each cell holds one: 審査会 of `・審査会の設置` and `・11月に審査会を設置した。`.
fn named_tasks(cells: &[&str]) -> Option<Vec<Vec<usize>>> {
    let named = cells
        .iter()
        .filter(|cell| !cell.contains('。'))
        .filter_map(|cell| {
            let words = mark::after(cell).trim_start_matches(|c: char| !c.is_alphanumeric());
            let (name, _) = words.rsplit_once('の')?;
            (name.chars().count() >= SHORTEST_NAME).then_some(name)
        });
    let mut names: Vec<&str> = Vec::new();
    for name in named {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let all = names.clone();
    // 審査会の設置に関する調査 is of the task of 審査会の設置.
    let part = |name: &&str| {
        let of = |other: &&str| {
            name.strip_prefix(*other)
                .is_some_and(|rest| rest.starts_with('の'))
        };
        all.iter().any(of)
    };
    names.retain(|name| !part(name));
    let mut tasks = vec![Vec::new(); names.len()];
    for (at, cell) in cells.iter().enumerate() {
        let held = names
            .iter()
            .enumerate()
            .filter(|(_, name)| cell.contains(**name));
        let (task, _) = held.max_by_key(|(_, name)| name.len())?;
        tasks[task].push(at);
    }
    Some(tasks)
}

/// Deals the cells of each task out; none where a task has more cells than there are columns.
fn dealt(
    cells: &[&str],
    columns: &[Column],
    tasks: Vec<Vec<usize>>,
) -> Option<Vec<Vec<(usize, usize)>>> {
    let fits = tasks.iter().all(|task| task.len() <= columns.len());
    fits.then(|| {
        let deal = |task: Vec<usize>| {
            let words: Vec<&str> = task.iter().map(|at| cells[*at]).collect();
            let columns = deal(&words, columns);
            task.into_iter().zip(columns).collect()
        };
        tasks.into_iter().map(deal).collect()
    })
}

/// The column of each cell, row by row: a row ends where its columns do, or where the cells turn to another task.
fn contiguous(cells: &[&str], columns: &[Column]) -> Vec<Vec<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for at in 1..=cells.len() {
        let row = &cells[start..at];
        let ends = cells.get(at).is_none_or(|next| {
            row.len() == columns.len() || !row.iter().any(|cell| share_words(cell, next))
        });
        if ends {
            rows.push(deal(row, columns));
            start = at;
        }
    }
    rows
}

/// True if a stretch of words stands in both: 保護者説明会の開催 and 1月に保護者説明会を開催した. の実施 and the like, which any
/// two tasks share, are none.
fn share_words(one: &str, other: &str) -> bool {
    let chars: Vec<char> = one.chars().filter(|c| c.is_alphabetic()).collect();
    let other: String = other.chars().filter(|c| c.is_alphabetic()).collect();
    let kana = |c: &&char| ('\u{3041}'..='\u{309f}').contains(*c);
    SHARED.iter().any(|(length, most_kana)| {
        let stretches = chars.windows(*length);
        stretches
            .filter(|stretch| stretch.iter().filter(kana).count() <= *most_kana)
            .any(|stretch| other.contains(&stretch.iter().collect::<String>()))
    })
}

/// The columns of a row's cells, in order: those that fit their tense, and of several such the first.
fn deal(row: &[&str], columns: &[Column]) -> Vec<usize> {
    // For each column, the cheapest way of dealing the cells so far with the last of them there.
    let mut ways: Vec<Option<(u32, Vec<usize>)>> = Vec::new();
    for (n, cell) in row.iter().enumerate() {
        let reports = tense(cell).reports();
        let next = |column: usize| {
            let before = ways.iter().take(column).flatten();
            let longer = before.map(|(cost, way)| {
                let last = way.last().copied();
                (cost + price(columns, column, reports, last), way)
            });
            // The first of equals is the one further left.
            let (cost, way) = longer.min_by_key(|(cost, _)| *cost)?;
            Some((cost, way.iter().copied().chain([column]).collect()))
        };
        let first = |column| Some((price(columns, column, reports, None), vec![column]));
        ways = (0..columns.len())
            .map(|column| if n == 0 { first(column) } else { next(column) })
            .collect();
    }
    let best = ways.into_iter().flatten().min_by_key(|(cost, _)| *cost);
    best.map_or_else(Vec::new, |(_, way)| way)
}

fn price(columns: &[Column], column: usize, reports: bool, last: Option<usize>) -> u32 {
    let of_results = columns[column] == Column::Result;
    let unplanned = of_results && column > 0 && last != Some(column - 1);
    WRONG_SIDE * u32::from(reports != of_results) + UNPLANNED * u32::from(unplanned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Plan, Point, Result};

    #[test]
    fn a_row_ends_with_its_task_and_blanks_are_where_the_tense_says() {
        let columns = [Point, Plan, Result, Plan, Result, Point];
        let cells = [
            "・説明会の開催に関する調査",
            "・説明会の開催",
            "・1月に説明会を開催した。",
            "・説明会の開催",
            "・説明会の開催には至らなかった。",
            "・説明会の開催",
            "・協議会の設置",
            "・協議会を設置した。",
            "・協議会の設置",
            "・協議会を設置した。",
            "・運営状況の検証",
            "・運営状況の検証",
            "・6月に運営状況を検証した。",
        ];
        let expected = vec![vec![0, 1, 2, 3, 4, 5], vec![1, 2, 3, 4], vec![0, 1, 2]];
        assert_eq!(contiguous(&cells, &columns), expected);
    }
}
