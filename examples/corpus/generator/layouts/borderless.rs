//! A table without rulings: columns by alignment, one year, plan beside result.

use super::super::model::{self, Record, Task};
use super::super::sheet::{Cell, Paper, Sheet, Table};
use super::super::truth::{Item, Outcome, Period, Plan, Progress, node};
use super::super::wording::Manner;
use super::progress::state;
use super::{Cast, Draft, Run};

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let year = *cast.dice.pick(&[2007, 2013, 2018, 2021]);
    cast.first = year;
    let count = cast.dice.between(5, 8) as usize;
    let records = model::records(cast.city, count, year, 1, &mut cast.dice);
    let title = format!(
        "{}\u{3000}{}の実施状況について",
        cast.city.plan,
        cast.year(year)
    );
    let mut sheet = Sheet::new(Paper::A4Landscape);
    sheet.page_numbers = true;
    sheet.title(title.clone());
    let mut truth = cast.truth(&title, Run::Unknown, true);
    for records in records.chunk_by(|a, b| a.pillar == b.pillar) {
        let (numeral, name) = (cast.roman(records[0].pillar.0), &records[0].pillar.1);
        let pillar = node(cast.label("pillar"), &numeral, name);
        sheet.heading(format!("{}{numeral}\u{3000}{name}", cast.label("pillar")));
        truth.section(&pillar);
        let mut table = Table {
            widths: vec![0.06, 0.22, 0.12, 0.25, 0.25, 0.1],
            headers: 1,
            ..Table::default()
        };
        let heads = [
            "number",
            "item_name",
            "department",
            "plan",
            "result",
            "status",
        ];
        let heads = heads.map(|slot| Cell::value(cast.label(slot)));
        table.rows.push(heads.to_vec());
        for record in records {
            let mut item = cast.item(record, vec![pillar.clone()]);
            let row = row(cast, record, &mut item);
            table.rows.push(row);
            truth.items.push(item);
        }
        sheet.table(table);
    }
    Draft { sheet, truth }
}

fn row(cast: &Cast<'_>, record: &Record, item: &mut Item) -> Vec<Cell> {
    let (departments, found) = cast.departments(record, "\n");
    item.departments = found;
    let year = &record.years[0];
    let period = || Period::year(&cast.year(year.fiscal_year), year.fiscal_year);
    let tasks = &year.tasks[..2];
    let plans: Vec<String> = tasks.iter().map(Task::plan).collect();
    let results: Vec<String> = tasks
        .iter()
        .map(|task| task.report(Manner::Plain))
        .collect();
    let (plan, result) = (cast.list(&plans), cast.list(&results));
    let (label, status) = state(tasks);
    item.plans.push(Plan::new("schedule", period(), &plan));
    item.results.push(Outcome {
        progress: Some(Progress {
            label: label.to_owned(),
            status: Some(status),
        }),
        ..Outcome::new("schedule", period(), &result)
    });
    vec![
        Cell::value(cast.write(&record.number.to_string())),
        Cell::value(record.name.clone()),
        Cell::value(departments),
        Cell::value(plan).list(),
        Cell::value(result).list(),
        Cell::value(label),
    ]
}
