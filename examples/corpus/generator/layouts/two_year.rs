//! The two-year reform sheet: one item a page, 計画 beside 実績 for two years, reports for half-years, judgements for years and for
//! the whole. Its successor gives four years on two such sheets that repeat the item's head.

use super::super::model::{self, Record};
use super::super::sheet::{Block, Cell, Paper, Sheet, Table};
use super::super::truth::{Evaluation, Item, Outcome, Period, Progress, display, node, text};
use super::grid::{Column, columns, indicators, schedule};
use super::{Cast, Draft, Run, Unit, grade, legend};

/// One sheet an item.
pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    write(cast, 2, |record| vec![(record.clone(), Part::Whole)])
}

/// Two sheets an item.
pub(super) fn four_years(cast: &mut Cast<'_>) -> Draft {
    write(cast, 4, |record| {
        let (first, second) = model::halves(record);
        vec![(first, Part::First), (second, Part::Second)]
    })
}

fn write(
    cast: &mut Cast<'_>,
    years: usize,
    sheets: impl Fn(&Record) -> Vec<(Record, Part)>,
) -> Draft {
    let first = *cast.dice.pick(&[2011, 2013, 2015, 2017, 2021]);
    cast.first = first;
    let items = cast.dice.between(1, 2) as usize;
    let records = model::records(cast.city, items, first, years, &mut cast.dice);
    let run = (first, first + years as i32 - 1);
    let title = format!("{}\u{3000}進行管理シート", cast.city.plan);
    let mut style = Style {
        unit: *cast
            .dice
            .pick(&[Unit::Inline, Unit::Bracket, Unit::Unprinted]),
        rows: cast.dice.chance(40),
        baseline_year: cast.dice.chance(60),
        legend: years == 2 && cast.dice.chance(50),
        part: Part::Whole,
        run,
    };
    let mut sheet = Sheet::new(Paper::A4);
    sheet.running_head = Some(cast.city.plan.clone());
    sheet.page_numbers = true;
    let mut truth = cast.truth(&title, Run::Columns(run.0, run.1), true);
    sheet.title(title);
    for record in &records {
        let mut item: Option<Item> = None;
        for (record, part) in sheets(record) {
            style.part = part;
            let more = page(cast, &mut sheet, &record, &style);
            match &mut item {
                None => item = Some(more),
                Some(item) => {
                    item.plans.extend(more.plans);
                    item.results.extend(more.results);
                    item.evaluations.extend(more.evaluations);
                }
            }
        }
        if let Some(item) = item {
            for node in &item.path {
                truth.section(node);
            }
            truth.items.push(item);
        }
    }
    Draft { sheet, truth }
}

/// Which years of its item a sheet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    First,
    Second,
}

/// What differs from city to city, and from sheet to sheet.
pub(super) struct Style {
    pub(super) unit: Unit,
    /// Each task of 取組工程 has a row of its own.
    pub(super) rows: bool,
    pub(super) baseline_year: bool,
    legend: bool,
    pub(super) part: Part,
    /// First and last year of the programme.
    run: (i32, i32),
}

fn page(cast: &mut Cast<'_>, sheet: &mut Sheet, record: &Record, style: &Style) -> Item {
    if sheet.blocks.len() > 1 {
        sheet.blocks.push(Block::NewPage);
    }
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
    reports(cast, sheet, record, style, &mut item);
    yearly(cast, sheet, record, &mut item);
    match style.part {
        Part::Whole => whole(cast, sheet, record, style, &mut item),
        Part::First | Part::Second => part(cast, sheet, record, style, &mut item),
    }
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

/// 進捗管理: the half-years.
fn reports(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, style: &Style, item: &mut Item) {
    // The successor asks for the first half only, and for no state.
    let all = style.part == Part::Whole;
    let halves = if all { 2 } else { 1 };
    let mut table = Table::ruled(if all {
        &[0.035, 0.145, 0.31, 0.1, 0.31, 0.1]
    } else {
        &[0.035, 0.145, 0.41, 0.41]
    });
    let mut heads = vec![
        Cell::stacked("進捗管理").down(1 + halves),
        Cell::label(if all {
            "（各年度10月、年度終了後に実施）"
        } else {
            "（各年度10月に実施）"
        }),
    ];
    heads.extend(
        record
            .years
            .iter()
            .map(|year| Cell::label(cast.year(year.fiscal_year)).across(halves)),
    );
    table.rows.push(heads);
    for (n, half) in ["上半期（4～9月）", "下半期（10～3月）"]
        .into_iter()
        .enumerate()
        .take(halves)
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
                progress: all.then(|| Progress {
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
            if all {
                row.push(Cell::centred(label));
            }
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

/// 中間評価 after the first two years, or 計画期間の評価 after the last two; ungraded.
fn part(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, style: &Style, item: &mut Item) {
    let (scope, label, when) = match style.part {
        Part::First => ("midterm", "中間評価", "計画期間の中間評価"),
        Part::Whole | Part::Second => ("final", "計画期間の評価", "計画期間の評価"),
    };
    let after = record.years[1].fiscal_year + 1;
    let outlook_label = cast.year(after) + "以降";
    let period = Period::programme(label, style.run.0, style.run.1);
    let closing = &record.closing;
    let assessment = cast.paragraphs(&closing.assessment);
    let next_steps = cast.paragraphs(&closing.next_steps);
    let outlook = cast.list(&closing.outlook);
    for (aspect, shown) in [("assessment", &assessment), ("next_steps", &next_steps)] {
        item.evaluations
            .push(Evaluation::new(scope, aspect, period.clone(), shown));
    }
    let open = Period::year(&display(&outlook_label), after).open();
    item.evaluations
        .push(Evaluation::new(scope, "outlook", open, &outlook));
    let mut table = Table::ruled(&[0.035, 0.145, 0.52, 0.3]);
    table.rows.push(vec![
        Cell::stacked(when).down(3),
        Cell::label(format!("（{}に実施）", cast.year(after))),
        Cell::label(label),
        Cell::label(outlook_label),
    ]);
    table.rows.push(vec![
        Cell::label(cast.label("assessment")),
        Cell::value(assessment),
        Cell::value(outlook).down(2).list(),
    ]);
    table.rows.push(vec![
        Cell::label(cast.label("next_steps_long")),
        Cell::value(next_steps),
    ]);
    sheet.table(table);
}
