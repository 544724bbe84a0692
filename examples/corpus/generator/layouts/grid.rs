//! The grid of a reform sheet: 現状, 計画 beside 実績 for two years, and a target.

use super::super::model::{Record, Task, Year};
use super::super::sheet::Cell;
use super::super::truth::{Item, Outcome, Period, Plan, text};
use super::super::wording::Manner;
use super::two_year::{Part, Style};
use super::{Cast, Quantity};

/// A column of the grid: its header, and what a value under it is.
pub(super) struct Column {
    pub(super) shown: String,
    period: Period,
    pub(super) planned: bool,
}

pub(super) fn columns(cast: &Cast<'_>, record: &Record, style: &Style) -> Vec<Column> {
    let first = record.years[0].fiscal_year;
    let baseline = if style.baseline_year {
        format!("{}\n（{}）", cast.label("baseline"), cast.year(first - 1))
    } else {
        cast.label("baseline").to_owned()
    };
    let word = match style.part {
        Part::First => "中間目標",
        Part::Whole | Part::Second => "最終目標",
    };
    let target = format!("{word}／\n{}", cast.year_on(first + 2));
    let joined = |label: &str| label.replace('\n', "");
    let mut columns = vec![Column {
        period: Period::baseline(&joined(&baseline), style.baseline_year.then_some(first - 1)),
        shown: baseline,
        planned: false,
    }];
    for year in &record.years {
        for planned in [true, false] {
            let shown = cast.year(year.fiscal_year);
            columns.push(Column {
                period: Period::year(&shown, year.fiscal_year),
                shown,
                planned,
            });
        }
    }
    columns.push(Column {
        period: Period::target(&joined(&target), Some(first + 2)).open(),
        shown: target,
        planned: true,
    });
    columns
}

pub(super) fn schedule(
    cast: &Cast<'_>,
    record: &Record,
    style: &Style,
    columns: &[Column],
    item: &mut Item,
) -> Vec<Vec<Cell>> {
    let plans = |year: &Year| year.tasks.iter().map(Task::plan).collect::<Vec<_>>();
    let results = |year: &Year| {
        let tasks = year.tasks.iter();
        tasks
            .map(|task| task.report(Manner::Plain))
            .collect::<Vec<_>>()
    };
    let [one, two] = [&record.years[0], &record.years[1]];
    let cells = [
        record.baseline.clone(),
        plans(one),
        results(one),
        plans(two),
        results(two),
        record.goal.clone(),
    ];
    let count = if style.rows { one.tasks.len() } else { 1 };
    (0..count)
        .map(|row| {
            let row_cells = cells.iter().zip(columns).map(|(lines, column)| {
                let shown = if style.rows {
                    cast.list(lines.get(row..=row).unwrap_or_default())
                } else {
                    cast.list(lines)
                };
                if !shown.is_empty() {
                    add(item, "schedule", column, &shown, None, None);
                }
                Cell::value(shown).list()
            });
            row_cells.collect()
        })
        .collect()
}

pub(super) fn indicators(
    cast: &mut Cast<'_>,
    record: &Record,
    style: &Style,
    columns: &[Column],
    item: &mut Item,
) -> Vec<Vec<Cell>> {
    let count = record.indicators.len();
    let label = cast.label("indicator").to_owned();
    let mut rows = Vec::new();
    for (n, indicator) in record.indicators.iter().enumerate() {
        let mut row = Vec::new();
        if n == 0 {
            row.push(Cell::stacked(label.clone()).down(count));
        }
        let name = style.unit.name(indicator);
        row.push(Cell::label(name.clone()));
        let [one, two] = [indicator.years[0], indicator.years[1]];
        let values = [
            Some(indicator.baseline),
            Some(one.0),
            one.1,
            Some(two.0),
            two.1,
            Some(indicator.goal),
        ];
        for (value, column) in values.into_iter().zip(columns) {
            let (shown, quantity) = match value {
                Some(value) => {
                    let (shown, quantity) = style.unit.value(indicator, value);
                    (cast.write(&shown), Some(quantity))
                }
                None => (cast.nothing(), None),
            };
            if !shown.is_empty() {
                add(item, "indicator", column, &shown, Some(&name), quantity);
            }
            row.push(Cell::centred(shown));
        }
        rows.push(row);
    }
    rows
}

fn add(
    item: &mut Item,
    kind: &'static str,
    column: &Column,
    shown: &str,
    measure: Option<&str>,
    quantity: Option<Quantity>,
) {
    let measure = measure.and_then(text);
    if column.planned {
        item.plans.push(Plan {
            measure,
            quantity,
            ..Plan::new(kind, column.period.clone(), shown)
        });
    } else {
        item.results.push(Outcome {
            measure,
            quantity,
            ..Outcome::new(kind, column.period.clone(), shown)
        });
    }
}
