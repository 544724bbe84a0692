//! A ledger with a grid of years: one row an item, or one row a measure, with signs for what goes on.

use super::super::model::{self, Record};
use super::super::sheet::{Cell, Paper, Sheet, Table};
use super::super::truth::{Item, Node, Period, Plan, node, text};
use super::super::wording::Outcome;
use super::{Cast, Draft, Run, bare_year};

const YEARS: usize = 5;

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let first = *cast.dice.pick(&[2006, 2010, 2014]);
    cast.first = first;
    let style = Style {
        first,
        rows: cast.dice.chance(50),
        bare: cast.dice.chance(60),
        sign: cast.dice.pick::<&str>(&["→", "⇒"]),
    };
    let count = cast.dice.between(6, 9) as usize;
    let records = model::records(cast.city, count, first, YEARS, &mut cast.dice);
    let title = format!("{}\u{3000}実施計画一覧表", cast.city.plan);
    let mut sheet = Sheet::new(Paper::A4Landscape);
    sheet.page_numbers = true;
    sheet.title(title.clone());
    let mut truth = cast.truth(&title, Run::Columns(first, first + YEARS as i32 - 1), true);
    let mut table = Table::ruled(&[
        0.09, 0.05, 0.17, 0.22, 0.065, 0.065, 0.065, 0.065, 0.065, 0.1,
    ]);
    table.headers = 2;
    header(cast, &mut table, &style);
    for records in records.chunk_by(|a, b| a.pillar == b.pillar) {
        let numeral = cast.roman(records[0].pillar.0);
        let pillar = node(cast.label("pillar"), &numeral, &records[0].pillar.1);
        truth.section(&pillar);
        let height = records.iter().map(|record| style.height(record)).sum();
        let shown = format!("{numeral}\u{3000}{}", records[0].pillar.1);
        let mut above = Some(Cell::value(shown).down(height));
        for record in records {
            let mut item = entry(cast, record, &pillar);
            rows(cast, &mut table, record, &style, &mut item, &mut above);
            truth.items.push(item);
        }
    }
    sheet.table(table);
    sheet.text(format!(
        "※「{}」は前年度の取組を継続することを表す。",
        style.sign
    ));
    Draft { sheet, truth }
}

struct Style {
    first: i32,
    /// Each measure of an item has a row of its own.
    rows: bool,
    /// Years are written H22.
    bare: bool,
    sign: &'static str,
}

impl Style {
    fn height(&self, record: &Record) -> usize {
        if self.rows { record.actions.len() } else { 1 }
    }

    fn year(&self, cast: &Cast<'_>, n: usize) -> String {
        let year = self.first + n as i32;
        if self.bare {
            bare_year(year)
        } else {
            cast.year(year)
        }
    }
}

fn entry(cast: &Cast<'_>, record: &Record, pillar: &Node) -> Item {
    Item {
        departments: cast.departments(record, "").1,
        ..cast.item(record, vec![pillar.clone()])
    }
}

fn header(cast: &Cast<'_>, table: &mut Table, style: &Style) {
    let tall = |text: &str| Cell::label(text).down(2);
    let what = if style.rows {
        "個別の取組"
    } else {
        cast.label("actions")
    };
    table.rows.push(vec![
        tall(cast.label("pillar")),
        tall(cast.label("number")),
        tall(cast.label("item_name")),
        tall(what),
        Cell::label(cast.label("schedule")).across(YEARS),
        tall(cast.label("department")),
    ]);
    let years = (0..YEARS).map(|n| Cell::label(style.year(cast, n)));
    table.rows.push(years.collect());
}

fn rows(
    cast: &Cast<'_>,
    table: &mut Table,
    record: &Record,
    style: &Style,
    item: &mut Item,
    above: &mut Option<Cell>,
) {
    let height = style.height(record);
    for n in 0..height {
        let mut row: Vec<Cell> = above.take().into_iter().collect();
        if n == 0 {
            let number = cast.write(&record.number.to_string());
            row.push(Cell::centred(number).down(height));
            row.push(Cell::value(record.name.clone()).down(height));
        }
        if style.rows {
            row.push(Cell::value(record.actions[n].clone()));
        } else {
            let actions = cast.list(&record.actions);
            item.actions = text(&actions);
            row.push(Cell::value(actions).list());
        }
        for (year, stage) in stages(record, n, style.sign).into_iter().enumerate() {
            if !stage.is_empty() {
                let fiscal_year = style.first + year as i32;
                let period = Period::year(&style.year(cast, year), fiscal_year);
                let mut plan = Plan::new("schedule", period, &stage);
                plan.measure = style.rows.then(|| record.actions[n].clone());
                plan.more.continues = (stage == style.sign).then_some(true);
                item.plans.push(plan);
            }
            row.push(Cell::centred(stage));
        }
        if n == 0 {
            let departments = cast.departments(record, "\n").0;
            row.push(Cell::value(departments).down(height));
        }
        table.rows.push(row);
    }
}

/// What stands in the years of a row: a verb where something begins, the sign where it goes on.
fn stages(record: &Record, row: usize, sign: &str) -> Vec<String> {
    let mut stages: Vec<String> = Vec::new();
    let mut last = "";
    for (n, year) in record.years.iter().enumerate() {
        let task = &year.tasks[row];
        let word = match task.outcome {
            Outcome::Done | Outcome::Partial => task.verb.as_str(),
            Outcome::Considering if matches!(last, "" | "検討") => "検討",
            // What is not done goes on with what has begun, if anything has.
            Outcome::Considering | Outcome::NotDone => last,
        };
        let ended = n > 2 && task.outcome == Outcome::Considering;
        stages.push(match word {
            _ if ended => String::new(),
            "" => String::new(),
            word if word == last => sign.to_owned(),
            word => word.to_owned(),
        });
        last = if ended { "" } else { word };
    }
    stages
}
