//! The goal sheet: one goal of a department a table, its actions as rows with means, deadline, target, half-year and year-end report.

use super::super::model::{self, Record, Task};
use super::super::sheet::{Block, Cell, Paper, Sheet, Table};
use super::super::truth::{
    Attribute, Choice, Department, Evaluation, Item, Node, Outcome, Period, Plan, Quantity, node,
    text,
};
use super::super::wording::{self, Manner, Outcome as Fate, future, month, past};
use super::{Cast, Draft, Run};

const BUREAUS: [&str; 4] = ["総務部", "市民生活部", "企画財政部", "都市整備部"];

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let year = *cast.dice.pick(&[2010, 2014, 2018, 2020]);
    cast.first = year;
    let count = cast.dice.between(2, 3) as usize;
    let records = model::records(cast.city, count, year, 1, &mut cast.dice);
    let bureau: &str = cast.dice.pick::<&str>(&BUREAUS);
    let bureau = node("部局", "", bureau);
    let title = format!("{}\u{3000}重点目標管理シート", cast.year(year));
    let mut sheet = Sheet::new(Paper::A4Landscape);
    sheet.page_numbers = true;
    let mut truth = cast.truth(&title, Run::Unknown, false);
    // Only the running head of a PDF names the city.
    match cast.form {
        super::Form::Pdf(_) | super::Form::Flat => {
            sheet.running_head = Some(cast.city.name.clone());
        }
        _ => sheet.heading(cast.city.name.clone()),
    }
    let none = vec![Choice::Text(None)];
    truth
        .document
        .alternatives
        .insert("municipality.name", none);
    truth.section(&bureau);
    sheet.heading(bureau.name.clone().unwrap_or_default());
    sheet.heading("重点目標");
    let contents = records.iter().enumerate();
    let contents: Vec<String> = contents
        .map(|(n, record)| cast.write(&format!("{}\u{3000}{}", n + 1, record.name)))
        .collect();
    sheet.text(contents.join("\n"));
    for (n, record) in records.iter().enumerate() {
        if n > 0 {
            sheet.blocks.push(Block::NewPage);
        }
        sheet.title(title.clone());
        let item = goal(cast, &mut sheet, record, n + 1, &bureau);
        truth.items.push(item);
    }
    Draft { sheet, truth }
}

fn goal(
    cast: &mut Cast<'_>,
    sheet: &mut Sheet,
    record: &Record,
    rank: usize,
    bureau: &Node,
) -> Item {
    let mut item = Item {
        number: Some(rank.to_string()),
        ..cast.item(record, vec![bureau.clone()])
    };
    let bureau_name = bureau.name.clone().unwrap_or_default();
    let department = Department {
        name: bureau_name.clone(),
        lead: None,
    };
    let also = vec![Choice::Departments(vec![department])];
    item.alternatives.insert("departments", also);
    head(cast, sheet, record, (rank, &bureau_name), &mut item);
    actions(cast, sheet, record, &mut item);
    let year = record.years[0].fiscal_year;
    let remarks = format!("{}との連携を図りながら進めます。", record.departments[0]);
    let effects = effects(record);
    item.remarks = text(&remarks);
    let period = Period::year(&cast.year(year), year);
    item.evaluations
        .push(Evaluation::new("annual", "effects", period, &effects));
    let mut table = Table::ruled(&[0.12, 0.88]);
    for (slot, words) in [("remarks", remarks), ("effects", effects)] {
        table
            .rows
            .push(vec![Cell::label(cast.label(slot)), Cell::value(words)]);
    }
    sheet.table(table);
    item
}

fn head(
    cast: &Cast<'_>,
    sheet: &mut Sheet,
    record: &Record,
    (rank, bureau): (usize, &str),
    item: &mut Item,
) {
    let mut table = Table::ruled(&[0.12, 0.46, 0.1, 0.14, 0.1, 0.08]);
    let rank = cast.write(&format!("{rank}位"));
    let place = format!(
        "第{}章\u{3000}{}\n第{}節\u{3000}{}",
        record.middle.0, record.pillar.1, record.small.0, record.middle.1
    );
    let place = cast.write(&place);
    table.rows.push(vec![
        Cell::label("重点目標"),
        Cell::value(record.name.clone()),
        Cell::label("部局名"),
        Cell::centred(bureau),
        Cell::label("優先順位"),
        Cell::centred(rank.clone()),
    ]);
    for (label, shown) in [
        ("優先順位", rank),
        ("総合計画における位置付け", place.clone()),
    ] {
        item.attributes.push(Attribute {
            label: label.to_owned(),
            text: text(&shown),
        });
    }
    let background = cast.list(&record.background);
    let purpose = cast.list(&record.effects);
    item.background = text(&background);
    item.purpose = text(&purpose);
    for (label, shown) in [
        ("総合計画における位置付け", place),
        (cast.label("background"), background),
        (cast.label("purpose"), purpose),
    ] {
        table
            .rows
            .push(vec![Cell::label(label), Cell::value(shown).across(5)]);
    }
    sheet.table(table);
}

fn actions(cast: &mut Cast<'_>, sheet: &mut Sheet, record: &Record, item: &mut Item) {
    let mut table = Table::ruled(&[0.2, 0.1, 0.22, 0.24, 0.24]);
    table.headers = 1;
    table.rows.push(vec![
        Cell::label(format!("{}\n（何をどのように）", cast.label("method"))),
        Cell::label(format!("{}\n（いつまでに）", cast.label("due"))),
        Cell::label("数値目標\n（どの水準まで）"),
        Cell::label("中間報告\n（目標に対する進捗状況）"),
        Cell::label("期末報告\n（目標に対する達成状況）"),
    ]);
    let year = record.years[0].fiscal_year;
    let mut rows: Vec<Action> = record.years[0].tasks.iter().map(Action::of_task).collect();
    rows.push(Action::of_indicator(record));
    for row in rows {
        let written = |text: &str| cast.write(text);
        let method = written(&row.method);
        let [due, target, middle, end] =
            [&row.due, &row.target, &row.middle, &row.end].map(|text| written(text));
        let period = Period::year(&cast.year(year), year);
        let measure = text(&row.measure);
        item.plans.push(Plan {
            measure: measure.clone(),
            due: text(&due),
            method: text(&method),
            quantity: row.quantities[0].clone(),
            ..Plan::new("target", period.clone(), &target)
        });
        let periods = [
            Period::half("中間報告", year, 1),
            Period {
                label: Some("期末報告".to_owned()),
                ..period
            },
        ];
        for (n, (period, shown)) in periods.into_iter().zip([&middle, &end]).enumerate() {
            item.results.push(Outcome {
                measure: measure.clone(),
                quantity: row.quantities[n + 1].clone(),
                ..Outcome::new("progress", period, shown)
            });
        }
        let first = [row.measure.as_str(), method.as_str()];
        let first: Vec<&str> = first.into_iter().filter(|part| !part.is_empty()).collect();
        table.rows.push(vec![
            Cell::value(first.join("\n")),
            Cell::value(due),
            Cell::value(target),
            Cell::value(middle),
            Cell::value(end),
        ]);
    }
    sheet.table(table);
}

/// One row of the table of actions.
struct Action {
    measure: String,
    method: String,
    due: String,
    target: String,
    middle: String,
    end: String,
    /// Of target, half-year and year-end report, where they are one number.
    quantities: [Option<Quantity>; 3],
}

impl Action {
    fn of_task(task: &Task) -> Self {
        let (noun, verb) = (&task.noun, &task.verb);
        let due = month(task.month);
        let early = task.month < 6 && task.outcome == Fate::Done;
        let report = task.report(Manner::Polite);
        let (middle, end) = if early {
            (report, "中間報告のとおり".to_owned())
        } else {
            let preparing = format!("{noun}の{verb}に向けて準備を進めています。");
            (preparing, report)
        };
        let aim = future(noun, verb, Manner::Polite);
        let prepared = past("必要な経費と人員", "精査", Manner::Polite);
        Self {
            measure: task.plan(),
            method: format!("（1）実施方法の比較と経費の精査\n（2）{noun}の{verb}"),
            due: format!("（1） 5月\n（2） {due}"),
            target: format!(
                "（1）実施方法を比較し、経費と人員を精査します。\n（2）{due}までに{aim}。"
            ),
            middle: format!("（1）5月に{prepared}。\n（2）{middle}"),
            end: format!("（1）中間報告のとおり\n（2）{end}"),
            quantities: [None, None, None],
        }
    }

    /// Targets that are one number.
    fn of_indicator(record: &Record) -> Self {
        let indicator = &record.indicators[0];
        let (target, value) = indicator.years[0];
        let value = value.unwrap_or(target);
        let halfway = indicator.baseline;
        let shown = |number: f64| {
            let figure = indicator.show(number);
            format!("{}：{figure}{}", indicator.name, indicator.unit)
        };
        let quantity = |number| Some(Quantity::new(number, Some(&indicator.unit)));
        Self {
            measure: format!("{}に関する目標の達成", record.small.1),
            method: format!("（1）{}", wording::noun_phrase(&indicator.name, "把握")),
            due: "通年".to_owned(),
            target: shown(target),
            middle: shown(halfway),
            end: shown(value),
            quantities: [quantity(target), quantity(halfway), quantity(value)],
        }
    }
}

fn effects(record: &Record) -> String {
    let tasks = &record.years[0].tasks;
    let done = tasks.iter().find(|task| task.outcome == Fate::Done);
    let effect = done.map_or_else(
        || "効果：課題の整理が進み、来年度の取組の見通しが立ちました。".to_owned(),
        |task| {
            format!(
                "効果：{}により、{}が進みました。",
                task.plan(),
                record.small.1
            )
        },
    );
    let open = tasks.iter().find(|task| task.is_late());
    let left = open.map_or_else(
        || "課題：取組の成果を他の部署に広げる必要があります。".to_owned(),
        |task| format!("課題：{}に向けた体制の確保が必要です。", task.plan()),
    );
    format!("{effect}\n{left}")
}
