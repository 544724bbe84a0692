//! A progress list: one row an item, and for each year a state, a report and what comes next.

use super::super::model::{self, Record, Task};
use super::super::sheet::{Cell, Paper, Sheet, Table};
use super::super::truth::{Evaluation, Item, Outcome, Period, Progress, node};
use super::super::wording::{Manner, Outcome as Fate};
use super::{Cast, Draft, Run, grade, legend};

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let first = *cast.dice.pick(&[2008, 2014, 2019, 2022]);
    cast.first = first;
    let years = cast.dice.between(2, 3) as usize;
    let count = cast.dice.between(6, 10) as usize;
    let records = model::records(cast.city, count, first, years, &mut cast.dice);
    let graded = cast.dice.chance(50);
    let title = format!("{}\u{3000}進捗状況一覧", cast.city.plan);
    let mut sheet = Sheet::new(Paper::A3Landscape);
    sheet.page_numbers = true;
    sheet.title(title.clone());
    if graded {
        sheet.text(format!("評価\u{3000}{}", legend()));
    }
    let mut truth = cast.truth(&title, Run::Columns(first, first + years as i32 - 1), true);
    let mut widths = vec![0.03, 0.12, 0.08];
    widths.extend([0.06, 0.13, 0.1].repeat(years));
    let mut table = Table::ruled(&widths);
    table.headers = 2;
    header(cast, &mut table, &records[0], graded);
    for records in records.chunk_by(|a, b| a.pillar == b.pillar) {
        let (numeral, name) = (cast.roman(records[0].pillar.0), &records[0].pillar.1);
        let pillar = node(cast.label("pillar"), &numeral, name);
        let shown = format!("{}{numeral}\u{3000}{name}", cast.label("pillar"));
        let across = table.widths.len();
        table.rows.push(vec![Cell::value(shown).across(across)]);
        truth.section(&pillar);
        for record in records {
            let mut item = cast.item(record, vec![pillar.clone()]);
            let row = row(cast, record, graded, &mut item);
            table.rows.push(row);
            truth.items.push(item);
        }
    }
    sheet.table(table);
    Draft { sheet, truth }
}

fn header(cast: &Cast<'_>, table: &mut Table, record: &Record, graded: bool) {
    let mut heads: Vec<Cell> = ["number", "item_name", "department"]
        .iter()
        .map(|slot| Cell::label(cast.label(slot)).down(2))
        .collect();
    let mut below = Vec::new();
    for year in &record.years {
        heads.push(Cell::label(cast.year(year.fiscal_year)).across(3));
        let state = if graded {
            "評価"
        } else {
            cast.label("status")
        };
        below.extend([state, cast.label("result"), cast.label("next_steps")].map(Cell::label));
    }
    table.rows.push(heads);
    table.rows.push(below);
}

fn row(cast: &mut Cast<'_>, record: &Record, graded: bool, item: &mut Item) -> Vec<Cell> {
    let (departments, found) = cast.departments(record, "\n");
    item.departments = found;
    let mut row = vec![
        Cell::centred(cast.write(&record.number.to_string())),
        Cell::value(record.name.clone()),
        Cell::value(departments),
    ];
    for year in &record.years {
        let period = || Period::year(&cast.year(year.fiscal_year), year.fiscal_year);
        let tasks = &year.tasks[..2];
        let reports = tasks.iter().map(|task| task.report(Manner::Plain));
        let reports: Vec<String> = reports.collect();
        let report = cast.list(&reports);
        let next = cast.list(&year.next_steps[..1]);
        let mut outcome = Outcome::new("progress", period(), &report);
        let state = if graded {
            let judged = grade(model::grade(tasks), true);
            let label = judged.label.clone();
            item.evaluations.push(Evaluation {
                grade: Some(judged),
                ..Evaluation::new("annual", "assessment", period(), "")
            });
            label
        } else {
            let (label, status) = state(tasks);
            outcome.progress = Some(Progress {
                label: label.to_owned(),
                status: Some(status),
            });
            label.to_owned()
        };
        item.results.push(outcome);
        let next_steps = Evaluation::new("annual", "next_steps", period(), &next);
        item.evaluations.push(next_steps);
        row.extend([
            Cell::centred(state),
            Cell::value(report).list(),
            Cell::value(next).list(),
        ]);
    }
    row
}

/// A label of progress and its meaning.
pub(super) fn state(tasks: &[Task]) -> (&'static str, &'static str) {
    let all = |outcome| tasks.iter().all(|task| task.outcome == outcome);
    if all(Fate::Done) {
        ("完了", "completed")
    } else if all(Fate::NotDone) {
        ("未着手", "not_started")
    } else if tasks.iter().any(Task::is_late) {
        ("進捗に遅れあり", "delayed")
    } else {
        ("予定通り進捗", "on_track")
    }
}
