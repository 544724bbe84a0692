//! A table of indicators: unit in a column of its own, baseline, target and value for each year, final target.

use super::super::model::{self, Indicator, Record};
use super::super::sheet::{Cell, Paper, Sheet, Table};
use super::super::truth::{Choice, Item, Outcome, Period, Plan, Quantity, display, node, text};
use super::super::wording::number;
use super::{Cast, Draft, Run, Unit};

const YEARS: usize = 3;

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let first = *cast.dice.pick(&[2012, 2016, 2019, 2021]);
    cast.first = first;
    let count = cast.dice.between(6, 9) as usize;
    let records = model::records(cast.city, count, first, YEARS, &mut cast.dice);
    let title = format!("{}\u{3000}成果目標の達成状況一覧", cast.city.plan);
    let mut sheet = Sheet::new(Paper::A4Landscape);
    sheet.page_numbers = true;
    sheet.title(title.clone());
    let mut truth = cast.truth(&title, Run::Columns(first, first + YEARS as i32 - 1), true);
    let mut table = Table::ruled(&[
        0.04, 0.16, 0.15, 0.05, 0.08, 0.07, 0.07, 0.07, 0.07, 0.07, 0.07, 0.08, 0.07, 0.08,
    ]);
    table.headers = 2;
    header(cast, &mut table, first);
    for records in records.chunk_by(|a, b| a.pillar == b.pillar) {
        let (numeral, name) = (cast.roman(records[0].pillar.0), &records[0].pillar.1);
        let pillar = node(cast.label("pillar"), &numeral, name);
        let shown = format!("{}{numeral}\u{3000}{name}", cast.label("pillar"));
        table.rows.push(vec![Cell::value(shown).across(14)]);
        truth.section(&pillar);
        for record in records {
            let mut item = cast.item(record, vec![pillar.clone()]);
            rows(cast, &mut table, record, first, &mut item);
            truth.items.push(item);
        }
    }
    sheet.table(table);
    Draft { sheet, truth }
}

fn header(cast: &Cast<'_>, table: &mut Table, first: i32) {
    let tall = |text: &str| Cell::label(text).down(2);
    let mut heads: Vec<Cell> = ["number", "item_name", "indicator", "unit"]
        .iter()
        .map(|slot| tall(cast.label(slot)))
        .collect();
    heads.push(tall(&baseline(cast, first, "\n")));
    let years = (0..YEARS as i32).map(|n| cast.year(first + n));
    heads.extend(years.map(|year| Cell::label(year).across(2)));
    heads.push(tall(&final_target(cast, first, "\n")));
    heads.push(tall(cast.label("completion")));
    heads.push(tall(cast.label("department")));
    table.rows.push(heads);
    let sides = [cast.label("target"), cast.label("actual")];
    let sides = (0..2 * YEARS).map(|n| Cell::label(sides[n % 2]));
    table.rows.push(sides.collect());
}

fn baseline(cast: &Cast<'_>, first: i32, between: &str) -> String {
    let year = cast.year(first - 1);
    format!("{}{between}（{year}）", cast.label("baseline"))
}

fn final_target(cast: &Cast<'_>, first: i32, between: &str) -> String {
    format!("最終目標{between}（{}）", cast.year(first + YEARS as i32))
}

fn rows(cast: &mut Cast<'_>, table: &mut Table, record: &Record, first: i32, item: &mut Item) {
    let (departments, found) = cast.departments(record, "\n");
    item.departments = found;
    let count = record.indicators.len();
    for (n, indicator) in record.indicators.iter().enumerate() {
        let mut row = Vec::new();
        if n == 0 {
            let number = cast.write(&record.number.to_string());
            row.push(Cell::centred(number).down(count));
            row.push(Cell::value(record.name.clone()).down(count));
        }
        row.push(Cell::value(indicator.name.clone()));
        row.push(Cell::centred(indicator.unit.clone()));
        values(cast, &mut row, indicator, first, item);
        if n == 0 {
            row.push(Cell::value(departments.clone()).down(count));
        }
        table.rows.push(row);
    }
}

fn values(
    cast: &mut Cast<'_>,
    row: &mut Vec<Cell>,
    indicator: &Indicator,
    first: i32,
    item: &mut Item,
) {
    let measure = text(&indicator.name);
    let mut cell = |cast: &Cast<'_>, value: f64, planned: bool, period: Period| {
        let (shown, quantity) = Unit::Column.value(indicator, value);
        let shown = cast.write(&shown);
        if planned {
            item.plans.push(Plan {
                measure: measure.clone(),
                quantity: Some(quantity),
                ..Plan::new("indicator", period, &shown)
            });
        } else {
            item.results.push(Outcome {
                measure: measure.clone(),
                quantity: Some(quantity),
                ..Outcome::new("indicator", period, &shown)
            });
        }
        row.push(Cell::number(shown));
    };
    let period = Period::baseline(&baseline(cast, first, ""), Some(first - 1));
    cell(cast, indicator.baseline, false, period);
    for (n, (target, value)) in indicator.years.iter().enumerate() {
        let year = first + n as i32;
        let period = || Period::year(&cast.year(year), year);
        cell(cast, *target, true, period());
        cell(cast, value.unwrap_or(*target), false, period());
    }
    let year = first + YEARS as i32;
    let period = Period::target(&final_target(cast, first, ""), Some(year));
    cell(cast, indicator.goal, true, period);
    let last = first + YEARS as i32 - 1;
    let completion = completion(cast, indicator, Period::year(&cast.year(last), last));
    row.push(Cell::number(completion.text.clone().unwrap_or_default()));
    item.results.push(completion);
}

/// The derived column: value of target in the last year, in percent.
fn completion(cast: &Cast<'_>, indicator: &Indicator, period: Period) -> Outcome {
    let (target, value) = indicator.years[YEARS - 1];
    let share = (value.unwrap_or(target) / target * 1000.0).round() / 10.0;
    let shown = cast.write(&format!("{}%", number(share, 1)));
    let also = display(&format!("{} 達成率", indicator.name));
    let mut found = Outcome {
        measure: text(&format!("{} {}", indicator.name, cast.label("completion"))),
        quantity: Some(Quantity::new(share, Some("%"))),
        ..Outcome::new("indicator", period, &shown)
    };
    let more = &mut found.more.alternatives;
    more.insert("measure", vec![Choice::Text(Some(also))]);
    found
}
