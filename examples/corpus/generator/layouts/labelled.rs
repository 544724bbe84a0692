//! Labels and values without any table: 【目的】 or 目的: before each text.

use super::super::model::{self, Record, Task};
use super::super::sheet::{Paper, Sheet};
use super::super::truth::{Evaluation, Item, Outcome, Period, Plan, node, text};
use super::super::wording::Manner;
use super::{Cast, Draft, Run};

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let year = *cast.dice.pick(&[2009, 2015, 2018, 2020]);
    cast.first = year;
    let count = cast.dice.between(3, 5) as usize;
    let records = model::records(cast.city, count, year, 1, &mut cast.dice);
    let mark = *cast.dice.pick(&[Mark::Brackets, Mark::Colon, Mark::Square]);
    let title = format!("{}\u{3000}{}実施報告書", cast.city.plan, cast.year(year));
    let mut sheet = Sheet::new(Paper::A4);
    sheet.page_numbers = true;
    sheet.title(title.clone());
    let mut truth = cast.truth(&title, Run::Unknown, true);
    for records in records.chunk_by(|a, b| a.pillar == b.pillar) {
        let (numeral, name) = (cast.roman(records[0].pillar.0), &records[0].pillar.1);
        let pillar = node(cast.label("pillar"), &numeral, name);
        sheet.heading(format!("{}{numeral}\u{3000}{name}", cast.label("pillar")));
        truth.section(&pillar);
        for record in records {
            let mut item = cast.item(record, vec![pillar.clone()]);
            let number = cast.write(&record.number.to_string());
            sheet.heading(format!("{number}\u{3000}{}", record.name));
            entry(cast, &mut sheet, record, mark, &mut item);
            truth.items.push(item);
        }
    }
    Draft { sheet, truth }
}

/// What tells a label from its value.
#[derive(Clone, Copy, Debug)]
enum Mark {
    Brackets,
    Colon,
    Square,
}

fn entry(cast: &Cast<'_>, sheet: &mut Sheet, record: &Record, mark: Mark, item: &mut Item) {
    let mut put = |label: &str, value: &str| {
        sheet.text(match mark {
            Mark::Brackets => format!("【{label}】\n{value}"),
            Mark::Square => format!("■{label}\n{value}"),
            Mark::Colon if value.contains('\n') => format!("{label}：\n{value}"),
            Mark::Colon => format!("{label}：{value}"),
        });
    };
    let (departments, found) = cast.departments(record, "、");
    item.departments = found;
    put(cast.label("department"), &departments);
    let background = cast.write(&record.background.join("\n"));
    item.background = text(&background);
    put(cast.label("background"), &background);
    let purpose = cast.write(&record.purpose[0]);
    item.purpose = text(&purpose);
    put(cast.label("purpose"), &purpose);
    let actions = cast.list(&record.actions);
    item.actions = text(&actions);
    put(cast.label("actions"), &actions);
    let year = &record.years[0];
    let label = cast.year(year.fiscal_year);
    let period = || Period::year(&label, year.fiscal_year);
    let plans: Vec<String> = year.tasks.iter().map(Task::plan).collect();
    let plan = cast.list(&plans);
    item.plans.push(Plan::new("schedule", period(), &plan));
    put(&format!("{label}{}", cast.label("plan")), &plan);
    let tasks = year.tasks.iter();
    let results: Vec<String> = tasks.map(|task| task.report(Manner::Plain)).collect();
    let result = cast.list(&results);
    item.results
        .push(Outcome::new("schedule", period(), &result));
    put(&format!("{label}{}", cast.label("result")), &result);
    for (slot, aspect, lines) in [
        ("annual", "assessment", &year.assessment),
        ("next_steps", "next_steps", &year.next_steps),
    ] {
        let shown = cast.write(&lines.join("\n"));
        item.evaluations
            .push(Evaluation::new("annual", aspect, period(), &shown));
        put(cast.label(slot), &shown);
    }
}
