//! A project-evaluation sheet: indicators and costs over the years, grades by criterion, and a closed set of options.

use super::super::model::{self, Indicator, Record};
use super::super::sheet::{Block, Cell, Paper, Sheet, Table};
use super::super::truth::{
    Choice, Evaluation, Item, Outcome, Period, Plan, Quantity, display, text,
};
use super::super::wording::number;
use super::{Cast, Draft, Run, Unit, grade, legend};

const YEARS: usize = 3;
const OPTIONS: [&str; 4] = ["拡充", "改善", "現行どおり", "終了"];

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let first = *cast.dice.pick(&[2009, 2012, 2017, 2020]);
    cast.first = first;
    let count = cast.dice.between(1, 3) as usize;
    let records = model::records(cast.city, count, first, YEARS, &mut cast.dice);
    let judged = first + YEARS as i32 - 1;
    let title = format!("{}\u{3000}事務事業評価シート", cast.year(judged));
    let mut sheet = Sheet::new(Paper::A4);
    sheet.running_head = Some(cast.city.name.clone());
    let mut truth = cast.truth(&title, Run::Unknown, false);
    let none = vec![Choice::Text(None)];
    truth
        .document
        .alternatives
        .insert("municipality.name", none);
    let with_legend = cast.dice.chance(70);
    for (n, record) in records.iter().enumerate() {
        if n > 0 {
            sheet.blocks.push(Block::NewPage);
        }
        sheet.title(title.clone());
        let mut item = cast.item(record, Vec::new());
        head(cast, &mut sheet, record, &mut item);
        indicators(cast, &mut sheet, record, first, &mut item);
        costs(cast, &mut sheet, first, &mut item);
        judgement(cast, &mut sheet, record, with_legend, &mut item);
        if with_legend {
            sheet.text(format!("（評価）{}", legend()));
        }
        truth.items.push(item);
    }
    Draft { sheet, truth }
}

fn head(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, item: &mut Item) {
    let mut table = Table::ruled(&[0.16, 0.44, 0.14, 0.26]);
    let (shown, departments) = cast.departments(record, "\n");
    item.departments = departments;
    table.rows.push(vec![
        Cell::label(cast.label("number")),
        Cell::value(cast.write(&record.number.to_string())),
        Cell::label(cast.label("department")),
        Cell::value(shown),
    ]);
    table.rows.push(vec![
        Cell::label("事務事業名"),
        Cell::value(record.name.clone()).across(3),
    ]);
    let purpose = cast.write(&record.effects.join("\n"));
    let actions = cast.list(&record.actions);
    item.purpose = text(&purpose);
    item.actions = text(&actions);
    for (slot, shown) in [("purpose", purpose), ("actions", actions)] {
        table.rows.push(vec![
            Cell::label(cast.label(slot)),
            Cell::value(shown).across(3),
        ]);
    }
    sheet.table(table);
}

/// Three rows an indicator: target, value, and what comes of both.
fn indicators(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, first: i32, item: &mut Item) {
    let mut table = Table::ruled(&[0.3, 0.1, 0.15, 0.15, 0.15, 0.15]);
    let mut heads = vec![
        Cell::label(cast.label("indicator")),
        Cell::label(cast.label("unit")),
        Cell::label("区分"),
    ];
    let years = (0..YEARS as i32).map(|n| Cell::label(cast.year(first + n)));
    heads.extend(years);
    table.rows.push(heads);
    for indicator in &record.indicators {
        for (n, slot) in ["target", "actual", "completion"].into_iter().enumerate() {
            let mut row = Vec::new();
            if n == 0 {
                row.push(Cell::value(indicator.name.clone()).down(3));
                row.push(Cell::centred(indicator.unit.clone()).down(3));
            }
            row.push(Cell::label(cast.label(slot)));
            for year in 0..YEARS {
                row.push(Cell::number(value(cast, indicator, year, n, first, item)));
            }
            table.rows.push(row);
        }
    }
    sheet.table(table);
}

fn value(
    cast: &Cast<'_>,
    indicator: &Indicator,
    year: usize,
    side: usize,
    first: i32,
    item: &mut Item,
) -> String {
    let fiscal_year = first + year as i32;
    let period = Period::year(&cast.year(fiscal_year), fiscal_year);
    let (target, value) = indicator.years[year];
    let value = value.unwrap_or(target);
    if side == 2 {
        let share = (value / target * 1000.0).round() / 10.0;
        let shown = cast.write(&format!("{}%", number(share, 1)));
        let label = cast.label("completion");
        let mut found = Outcome {
            measure: text(&format!("{} {label}", indicator.name)),
            quantity: Some(Quantity::new(share, Some("%"))),
            ..Outcome::new("indicator", period, &shown)
        };
        let also = display(&format!("{} 達成率", indicator.name));
        let also = vec![Choice::Text(Some(also))];
        found.more.alternatives.insert("measure", also);
        item.results.push(found);
        return shown;
    }
    let (shown, quantity) = Unit::Column.value(indicator, if side == 0 { target } else { value });
    let shown = cast.write(&shown);
    let measure = text(&indicator.name);
    let quantity = Some(quantity);
    if side == 0 {
        item.plans.push(Plan {
            measure,
            quantity,
            ..Plan::new("indicator", period, &shown)
        });
    } else {
        item.results.push(Outcome {
            measure,
            quantity,
            ..Outcome::new("indicator", period, &shown)
        });
    }
    shown
}

/// Budget on the plan side, accounts on the result side; the last year has no accounts yet.
fn costs(cast: &mut Cast<'_>, sheet: &mut Sheet, first: i32, item: &mut Item) {
    let mut table = Table::ruled(&[0.4, 0.15, 0.15, 0.15, 0.15]);
    let mut heads = vec![Cell::label("コスト"), Cell::label("区分")];
    heads.extend((0..YEARS as i32).map(|n| Cell::label(cast.year(first + n))));
    table.rows.push(heads);
    for (slot, rows) in [("cost", 2), ("staff_cost", 1)] {
        let name = format!("{}（千円）", cast.label(slot));
        let start = cast.dice.between(800, 24_000) as f64;
        for row in 0..rows {
            let planned = rows == 2 && row == 0;
            let mut cells = Vec::new();
            if row == 0 {
                cells.push(Cell::value(name.clone()).down(rows));
            }
            cells.push(Cell::label(if planned { "予算" } else { "決算" }));
            for year in 0..YEARS {
                let drift = cast.dice.between(-8, 8) as f64 / 100.0;
                let value = (start * (1.0 + 0.05 * year as f64) * (1.0 + drift)).round();
                let unknown = !planned && rows == 2 && year + 1 == YEARS;
                let shown = if unknown {
                    cast.nothing()
                } else {
                    cast.write(&number(value, 0))
                };
                let quantity = (!unknown).then(|| Quantity::new(value, Some("千円")));
                cost(
                    cast,
                    item,
                    &name,
                    first + year as i32,
                    &shown,
                    planned,
                    quantity,
                );
                cells.push(Cell::number(shown));
            }
            table.rows.push(cells);
        }
    }
    sheet.table(table);
}

fn cost(
    cast: &Cast<'_>,
    item: &mut Item,
    name: &str,
    year: i32,
    shown: &str,
    planned: bool,
    quantity: Option<Quantity>,
) {
    if shown.is_empty() {
        return;
    }
    let measure = text(name);
    let period = Period::year(&cast.year(year), year);
    if planned {
        item.plans.push(Plan {
            measure,
            quantity,
            ..Plan::new("indicator", period, shown)
        });
    } else {
        item.results.push(Outcome {
            measure,
            quantity,
            ..Outcome::new("indicator", period, shown)
        });
    }
}

fn judgement(
    cast: &mut Cast<'_>,
    sheet: &mut Sheet,
    record: &Record,
    with_legend: bool,
    item: &mut Item,
) {
    let last = &record.years[YEARS - 1];
    let period = || Period::year(&cast.year(last.fiscal_year), last.fiscal_year);
    let mut table = Table::ruled(&[0.2, 0.1, 0.7]);
    table.rows.push(vec![
        Cell::label("評価の視点"),
        Cell::label("評価"),
        Cell::label("判断の理由"),
    ]);
    let grades = [
        usize::from(last.grade > 1),
        last.grade,
        usize::from(last.grade > 0) + 1,
        last.grade,
    ];
    // The reason tells of the task that the grade comes from.
    let telling = last.tasks.iter().take(last.assessment.len());
    let telling = telling
        .into_iter()
        .position(|task| task.is_late() == (last.grade > 1));
    let reasons = [
        format!("{}は市が関わる必要性が高い。", record.small.1),
        last.assessment[telling.unwrap_or_default()].clone(),
        match grades[2] {
            1 => "経費に見合う成果が得られている。".to_owned(),
            _ => "実施方法の見直しにより、経費を抑える余地がある。".to_owned(),
        },
        String::new(),
    ];
    let overall = cast.label("overall").to_owned();
    let criteria = ["妥当性", "有効性", "効率性", &overall];
    for (n, (criterion, reason)) in criteria.into_iter().zip(reasons).enumerate() {
        let judged = grade(grades[n], with_legend);
        let reason = cast.write(&reason);
        table.rows.push(vec![
            Cell::label(criterion),
            Cell::centred(judged.label.clone()),
            Cell::value(reason.clone()),
        ]);
        item.evaluations.push(Evaluation {
            criterion: text(criterion),
            grade: Some(judged),
            ..Evaluation::new("annual", "assessment", period(), &reason)
        });
    }
    let chosen = last.grade.min(OPTIONS.len() - 1);
    let options = OPTIONS.iter().enumerate();
    let options: Vec<String> = options
        .map(|(n, option)| format!("{}{option}", if n == chosen { "■" } else { "□" }))
        .collect();
    let mut direction = Evaluation::new("annual", "next_steps", period(), OPTIONS[chosen]);
    let also = vec![Choice::Text(text(&format!("■{}", OPTIONS[chosen])))];
    direction.more.alternatives.insert("text", also);
    item.evaluations.push(direction);
    let next = cast.list(&last.next_steps);
    item.evaluations
        .push(Evaluation::new("annual", "next_steps", period(), &next));
    for (slot, shown) in [
        ("direction", options.join("\u{3000}")),
        ("next_steps_long", next),
    ] {
        table.rows.push(vec![
            Cell::label(cast.label(slot)),
            Cell::value(shown).across(2),
        ]);
    }
    sheet.table(table);
}
