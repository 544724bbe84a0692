//! The two-year reform sheet: one item a page, 計画 beside 実績 for two years, reports for half-years, judgements for years and for
//! the whole.

use super::super::model::{self, Record, Task, Year};
use super::super::sheet::{Block, Cell, Paper, Sheet, Table};
use super::super::truth::{Evaluation, Item, Outcome, Period, Plan, Progress, display, node, text};
use super::{Cast, Draft, Unit, grade, legend};

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let first = *cast.dice.pick(&[2011, 2013, 2015, 2017, 2021]);
    cast.first = first;
    let items = cast.dice.between(1, 2) as usize;
    let records = model::records(cast.city, items, first, 2, &mut cast.dice);
    let title = format!("{}\u{3000}進行管理シート", cast.city.plan);
    let style = Style {
        unit: *cast
            .dice
            .pick(&[Unit::Inline, Unit::Bracket, Unit::Unprinted]),
        rows: cast.dice.chance(40),
        baseline_year: cast.dice.chance(60),
        legend: cast.dice.chance(50),
    };
    let mut sheet = Sheet::new(Paper::A4);
    sheet.running_head = Some(cast.city.plan.clone());
    sheet.page_numbers = true;
    let mut truth = cast.truth(&title, Some((first, first + 1)), true);
    for start in ["programme.start_fiscal_year", "programme.end_fiscal_year"] {
        let none = super::Choice::Year(None);
        truth.document.alternatives.insert(start, vec![none]);
    }
    for (n, record) in records.iter().enumerate() {
        if n == 0 {
            sheet.title(title.clone());
        } else {
            sheet.blocks.push(Block::NewPage);
        }
        let item = page(cast, &mut sheet, record, &style);
        for node in &item.path {
            truth.section(node);
        }
        truth.items.push(item);
    }
    Draft { sheet, truth }
}

/// What differs from city to city.
struct Style {
    unit: Unit,
    /// Each task of 取組工程 has a row of its own.
    rows: bool,
    baseline_year: bool,
    legend: bool,
}

fn page(cast: &mut Cast<'_>, sheet: &mut Sheet, record: &Record, style: &Style) -> Item {
    let pillar = cast.roman(record.pillar.0);
    sheet.heading(format!(
        "{}{pillar}\u{3000}{}",
        cast.label("pillar"),
        record.pillar.1
    ));
    let path = vec![
        node(cast.label("pillar"), &pillar, &record.pillar.1),
        node(cast.label("middle"), &record.middle.0, &record.middle.1),
        node(cast.label("small"), &record.small.0, &record.small.1),
    ];
    let mut item = cast.item(record, path);
    head(cast, sheet, record, &mut item);
    overview(cast, sheet, record, style, &mut item);
    reports(cast, sheet, record, &mut item);
    yearly(cast, sheet, record, &mut item);
    whole(cast, sheet, record, style, &mut item);
    if style.legend {
        sheet.text(format!("※総合評価\u{3000}{}", legend()));
    }
    item
}

fn head(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, item: &mut Item) {
    let (shown, departments) = cast.departments(record, "\n");
    item.departments = departments;
    let mut table = Table::ruled(&[0.18, 0.5, 0.12, 0.2]);
    let numbered =
        |(number, name): &(String, String)| cast.write(&format!("{number}\u{3000}{name}"));
    table.rows.push(vec![
        Cell::label(cast.label("middle")),
        Cell::value(numbered(&record.middle)),
        Cell::label(cast.label("number")),
        Cell::centred(cast.write(&record.number.to_string())),
    ]);
    table.rows.push(vec![
        Cell::label(cast.label("small")),
        Cell::value(numbered(&record.small)),
        Cell::label(cast.label("department")),
        Cell::value(shown),
    ]);
    table.rows.push(vec![
        Cell::label(cast.label("item_name")),
        Cell::value(record.name.clone()).across(3),
    ]);
    let background = cast.paragraphs(&record.background);
    item.background = text(&background);
    table.rows.push(vec![
        Cell::label(cast.label("background")),
        Cell::value(background).across(3),
    ]);
    sheet.table(table);
}

/// 改革実施概要: purpose, actions, 取組工程 and 指標 under one stacked label.
fn overview(
    cast: &mut Cast<'_>,
    sheet: &mut Sheet,
    record: &Record,
    style: &Style,
    item: &mut Item,
) {
    let mut table = Table::ruled(&[0.035, 0.035, 0.11, 0.137, 0.137, 0.137, 0.137, 0.137, 0.137]);
    let purpose = cast.list(&record.purpose);
    let actions = cast.list(&record.actions);
    item.purpose = text(&purpose);
    item.actions = text(&actions);
    let columns = columns(cast, record, style);
    let schedule = schedule(cast, record, style, &columns, item);
    let indicators = indicators(cast, record, style, &columns, item);
    let all = 4 + schedule.len() + indicators.len();
    table.rows.push(vec![
        Cell::stacked("改革実施概要").down(all),
        Cell::label(cast.label("purpose")).across(2),
        Cell::value(purpose).across(6).list(),
    ]);
    table.rows.push(vec![
        Cell::label(cast.label("actions")).across(2),
        Cell::value(actions).across(6).list(),
    ]);
    let labels = |column: &Column| Cell::label(column.shown.clone());
    table.rows.push(vec![
        Cell::label(format!("{}\n（具体的な内容）", cast.label("schedule")))
            .across(2)
            .down(2 + schedule.len()),
        labels(&columns[0]).down(2),
        labels(&columns[1]).across(2),
        labels(&columns[3]).across(2),
        labels(&columns[5]).down(2),
    ]);
    let sides = [1, 2, 3, 4].map(|n| {
        let slot = if columns[n].planned { "plan" } else { "result" };
        Cell::label(cast.label(slot))
    });
    table.rows.push(sides.to_vec());
    table.rows.extend(schedule);
    table.rows.extend(indicators);
    sheet.table(table);
}

/// A column of the grid: its header, and what a value under it is.
struct Column {
    shown: String,
    period: Period,
    planned: bool,
}

fn columns(cast: &Cast<'_>, record: &Record, style: &Style) -> Vec<Column> {
    let first = record.years[0].fiscal_year;
    let baseline = if style.baseline_year {
        format!("{}\n（{}）", cast.label("baseline"), cast.year(first - 1))
    } else {
        cast.label("baseline").to_owned()
    };
    let target = format!("最終目標／\n{}", cast.year_on(first + 2));
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

fn schedule(
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
            .map(|task| task.report(super::wording::Manner::Plain))
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

fn indicators(
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
    quantity: Option<super::Quantity>,
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

/// 進捗管理: the half-years.
fn reports(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, item: &mut Item) {
    let mut table = Table::ruled(&[0.035, 0.145, 0.31, 0.1, 0.31, 0.1]);
    let mut heads = vec![
        Cell::stacked("進捗管理").down(3),
        Cell::label("（各年度10月、年度終了後に実施）"),
    ];
    heads.extend(
        record
            .years
            .iter()
            .map(|year| Cell::label(cast.year(year.fiscal_year)).across(2)),
    );
    table.rows.push(heads);
    for (n, half) in ["上半期（4～9月）", "下半期（10～3月）"]
        .into_iter()
        .enumerate()
    {
        let label = format!("{}\n{}", cast.label("progress"), half.replace('（', "\n（"));
        let mut row = vec![Cell::label(label)];
        for year in &record.years {
            let report = &year.halves[n];
            let (label, status) = if report.on_track {
                ("予定通り\n進捗", "on_track")
            } else {
                ("進捗に\n遅れあり", "delayed")
            };
            let shown = cast.list(&report.lines);
            let period = format!("{} {half}", cast.year(year.fiscal_year));
            item.results.push(Outcome {
                progress: Some(Progress {
                    label: label.replace('\n', ""),
                    status: Some(status),
                }),
                ..Outcome::new(
                    "progress",
                    Period::half(&period, year.fiscal_year, n as u8 + 1),
                    &shown,
                )
            });
            row.push(Cell::value(shown).list());
            row.push(Cell::centred(label));
        }
        table.rows.push(row);
    }
    sheet.table(table);
}

/// 年度評価.
fn yearly(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, item: &mut Item) {
    let mut table = Table::ruled(&[0.035, 0.145, 0.41, 0.41]);
    let mut heads = vec![
        Cell::stacked(cast.label("annual")).down(3),
        Cell::label("（年度終了後に実施）"),
    ];
    heads.extend(
        record
            .years
            .iter()
            .map(|year| Cell::label(cast.year(year.fiscal_year))),
    );
    table.rows.push(heads);
    for (slot, aspect) in [
        ("assessment", "assessment"),
        ("next_steps_long", "next_steps"),
    ] {
        let mut row = vec![Cell::label(cast.label(slot))];
        for year in &record.years {
            let lines = match aspect {
                "assessment" => &year.assessment,
                _ => &year.next_steps,
            };
            let shown = cast.list(lines);
            let period = Period::year(&cast.year(year.fiscal_year), year.fiscal_year);
            item.evaluations
                .push(Evaluation::new("annual", aspect, period, &shown));
            row.push(Cell::value(shown).list());
        }
        table.rows.push(row);
    }
    sheet.table(table);
}

/// 計画期間の評価, with an overall grade and what comes after.
fn whole(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, style: &Style, item: &mut Item) {
    let [first, last] = [0, 1].map(|n| record.years[n].fiscal_year);
    let after = cast.year(last + 1) + "以降";
    let mut table = Table::ruled(&[0.035, 0.145, 0.42, 0.09, 0.31]);
    table.rows.push(vec![
        Cell::stacked("計画期間の評価").down(3),
        Cell::label("（計画期間終了後に実施）"),
        Cell::label("計画期間の評価"),
        Cell::label(cast.label("overall")),
        Cell::label(after.clone()),
    ]);
    let overall = grade(record.years[1].grade, style.legend);
    let period = Period::programme("計画期間の評価", first, last);
    let closing = &record.closing;
    let assessment = cast.paragraphs(&closing.assessment);
    let next_steps = cast.list(&closing.next_steps);
    let outlook = cast.list(&closing.outlook);
    let judged = |aspect, words: &str| Evaluation::new("final", aspect, period.clone(), words);
    item.evaluations.push(Evaluation {
        grade: Some(overall.clone()),
        ..judged("assessment", &assessment)
    });
    item.evaluations.push(judged("next_steps", &next_steps));
    item.evaluations.push(Evaluation::new(
        "final",
        "outlook",
        Period::year(&display(&after), last + 1).open(),
        &outlook,
    ));
    table.rows.push(vec![
        Cell::label(cast.label("assessment")),
        Cell::value(assessment),
        Cell::centred(overall.label).down(2),
        Cell::value(outlook).down(2).list(),
    ]);
    table.rows.push(vec![
        Cell::label(cast.label("next_steps_long")),
        Cell::value(next_steps).list(),
    ]);
    sheet.table(table);
}
