//! The panel of a city that reports on the same items in three years, renames one and renumbers another.

use super::city::City;
use crate::cli::bench::Bench;
use kaikaku::dataset::panel;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const WINDOW: &str = "窓口サービスの見直し";

fn bench() -> Bench {
    let bench = Bench::new();
    let first = City::document(2015)
        .item("1", WINDOW, "市民サービス")
        .plan("受付件数", 2015, 20)
        .result("受付件数", 2015, 10, "件")
        .plan("受付件数", 2016, 40)
        .grade(2015, "B")
        .item("2", "職員定数の適正化計画", "組織")
        .result("定数", 2015, 900, "人")
        .item("3", "公用車の集中管理", "財政")
        .result("台数", 2015, 50, "台")
        .item("4", "研修の充実", "組織")
        .result("回数", 2015, 4, "回");
    let second = City::document(2016)
        .item("1", WINDOW, "市民サービス")
        .result("受付件数", 2016, 30, "件")
        .plan("受付件数", 2017, 50)
        .item("2", "職員定数の適正化計画", "組織")
        .result("定数", 2016, 880, "人")
        .item("7", "公用車の集中管理", "財政")
        .result("台数", 2016, 45, "台")
        .item("9", "研修の充実", "市民サービス")
        .result("回数", 2016, 5, "回");
    let third = City::document(2017)
        .item("1", WINDOW, "市民サービス")
        .plan("受付件数", 2017, 55)
        .result("受付件数", 2017, 44, "人")
        .item("2", "職員定数の適正化と見直し", "組織")
        .result("定数", 2017, 870, "人");
    for (name, city) in [("a", first), ("b", second), ("c", third)] {
        bench.put(&format!("bundles/{name}.json"), city.text());
    }
    bench
}

fn rows(bench: &Bench, more: &[&str]) -> Vec<Value> {
    let mut arguments = vec!["panel", "bundles", "--out", "panel.jsonl"];
    arguments.extend(more);
    bench.run_well(&arguments);
    json_lines(bench, "panel.jsonl")
}

fn json_lines(bench: &Bench, name: &str) -> Vec<Value> {
    let text = bench.read(name);
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn row<'a>(rows: &'a [Value], measure: &str, year: i32) -> &'a Value {
    let mut found = rows
        .iter()
        .filter(|row| row["measure"] == measure && row["fiscal_year"] == year);
    let row = found.next().expect("a row");
    assert!(found.next().is_none(), "{measure} {year} has two rows");
    row
}

#[test]
fn an_unchanged_item_is_one_series_over_all_years() {
    let rows = rows(&bench(), &[]);
    let series: Vec<&Value> = (2015..=2017)
        .map(|year| &row(&rows, "受付件数", year)["series_id"])
        .collect();
    assert!(series[0].is_string() && series.iter().all(|id| *id == series[0]));
    // The plan stands in one year's document, the result in the next one's.
    let row = row(&rows, "受付件数", 2016);
    assert_eq!(row["plan"]["quantity"]["value"], 40);
    assert_eq!(row["result"]["quantity"]["value"], 30);
    assert_eq!(row["achieved"], 0.75);
    assert_eq!(row["match_score"], 1.0);
    assert_eq!(row["municipality_code"], "012025");
    assert_eq!(row["progress"]["status"], "on_track");
    assert_eq!(row["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(row["source"].as_array().map(Vec::len), Some(2));
}

#[test]
fn nothing_is_decided_where_documents_differ_or_units_do() {
    let rows = rows(&bench(), &[]);
    let row = row(&rows, "受付件数", 2017);
    assert_eq!(row["plan"]["quantity"], Value::Null);
    assert_eq!(row["plan"]["text"], "50件\n55件");
    assert_eq!(
        row["differs"],
        serde_json::json!(["plan_text", "plan_quantity"])
    );
    assert_eq!(row["achieved"], Value::Null);
}

#[test]
fn a_grade_stands_beside_the_values_of_its_year() {
    let rows = rows(&bench(), &[]);
    assert_eq!(row(&rows, "受付件数", 2015)["grade"]["label"], "B");
    assert_eq!(row(&rows, "受付件数", 2016)["grade"], Value::Null);
}

#[test]
fn renamed_and_renumbered_items_are_proposed_and_never_merged() {
    let bench = bench();
    let rows = rows(&bench, &[]);
    for (measure, before, after) in [
        ("定数", 2016, 2017),
        ("台数", 2015, 2016),
        ("回数", 2015, 2016),
    ] {
        assert_ne!(
            row(&rows, measure, before)["series_id"],
            row(&rows, measure, after)["series_id"],
            "{measure}"
        );
    }
    let proposals = json_lines(&bench, "panel.proposals.jsonl");
    let proposed = |name: &str| {
        let found = proposals.iter().find(|one| one["item_name"] == name);
        found.map(|one| one["differs"].clone())
    };
    assert_eq!(
        proposed("職員定数の適正化計画"),
        Some(serde_json::json!(["name"]))
    );
    assert_eq!(
        proposed("公用車の集中管理"),
        Some(serde_json::json!(["number"]))
    );
    assert_eq!(
        proposed("研修の充実"),
        Some(serde_json::json!(["number", "path"]))
    );
    assert_eq!(proposals.len(), 3);
}

#[test]
fn rows_are_chosen_by_condition_and_years() {
    let bench = bench();
    let chosen = rows(
        &bench,
        &[
            "--where",
            "measure = 受付件数 and achieved < 0.7",
            "--years",
            "2014-2016",
        ],
    );
    assert_eq!(chosen.len(), 1);
    assert_eq!(chosen[0]["fiscal_year"], 2015);
    let said = bench.run(&["panel", "bundles", "--where", "city = x"]);
    assert_eq!(said.exit, Some(2), "{said:?}");
    assert!(said.err.contains("`city` is no column"), "{said:?}");
}

#[test]
fn csv_has_the_same_rows_and_the_columns_of_the_row() {
    let bench = bench();
    let csv = bench.run_well(&["panel", "bundles"]).out;
    let header: Vec<String> = panel::columns().names().map(str::to_owned).collect();
    assert!(
        csv.starts_with(&format!("\u{feff}{}\r\n", header.join(","))),
        "{csv}"
    );
    assert_eq!(csv.matches("\r\n").count(), rows(&bench, &[]).len() + 1);
    assert!(header.contains(&"plan_quantity_value".to_owned()));
}

const SUBJECTS: [&str; 10] = [
    "窓口サービス",
    "職員定数",
    "公用車",
    "公共施設",
    "市税収納対策",
    "指定管理者制度",
    "電子申請",
    "補助金",
    "広報紙",
    "下水道使用料",
];
const ACTIONS: [&str; 3] = ["の見直し", "の適正化", "の推進"];
/// What an item is called after it was renamed.
const RENAMED: [&str; 3] = ["の改善と見直し", "の計画的な適正化", "の一層の推進"];
const CITIES: [(&str, &str); 3] = [
    ("函館市", "012025"),
    ("川口市", "112038"),
    ("堺市", "271403"),
];

/// The name of an item of a city in a year: every seventh is renamed in a year of its own.
fn name(city: usize, item: usize, year: usize) -> String {
    let (subject, action) = (SUBJECTS[item % 10], item / 10);
    let renamed = (item + city).is_multiple_of(7) && year > item % 3;
    let action = if renamed {
        RENAMED[action]
    } else {
        ACTIONS[action]
    };
    format!("{subject}{action}")
}

/// What was reached; no two cells of the panel have the same.
fn value(city: usize, item: usize, year: usize) -> i32 {
    (1000 * city + 10 * item + year) as i32
}

/// Three cities, four years, thirty items each; the measure of an item tells in the panel which it is.
fn three_cities() -> Bench {
    let bench = Bench::new();
    for (c, (city, code)) in CITIES.into_iter().enumerate() {
        for year in 0..4 {
            let mut document = City::named(city, code, 2015 + year as i32);
            for item in 0..30 {
                let (number, chapter) = ((item + 1).to_string(), format!("柱{}", item % 4));
                let (measure, fiscal_year) = (format!("指標{item}"), 2015 + year as i32);
                document = document
                    .item(&number, &name(c, item, year), &chapter)
                    .plan(&measure, fiscal_year, 100 * (c as i32 + 1))
                    .result(&measure, fiscal_year, value(c, item, year), "件");
            }
            bench.put(&format!("bundles/{code}-{year}.json"), document.text());
        }
    }
    bench
}

#[test]
fn of_three_cities_every_cell_holds_what_its_document_says() {
    let rows = rows(&three_cities(), &[]);
    assert_eq!(rows.len(), 3 * 4 * 30);
    for (c, (city, code)) in CITIES.into_iter().enumerate() {
        for (item, year) in (0..30).flat_map(|item| (0..4).map(move |year| (item, year))) {
            let measure = format!("指標{item}");
            let mut cells = rows.iter().filter(|row| {
                row["municipality_code"] == code
                    && row["measure"] == measure
                    && row["fiscal_year"] == 2015 + year as i32
            });
            let cell = cells.next().expect("a cell");
            assert!(
                cells.next().is_none(),
                "{city} {measure} {year} is there twice"
            );
            assert_eq!(cell["municipality_name"], city);
            let (plan, result) = (100 * (c as i32 + 1), value(c, item, year));
            let number = |side: &str| cell[side]["quantity"]["value"].as_f64();
            assert_eq!(number("plan"), Some(f64::from(plan)));
            assert_eq!(number("result"), Some(f64::from(result)));
            assert_eq!(cell["result"]["quantity"]["unit"], "件");
            let achieved = cell["achieved"].as_f64().expect("both sides are numbers");
            assert!((achieved - f64::from(result) / f64::from(plan)).abs() < 1e-9);
            assert_eq!(cell["results"].as_array().map(Vec::len), Some(1));
        }
    }
}

#[test]
fn of_three_cities_every_unchanged_item_is_a_series_and_renamed_ones_are_proposed() {
    let bench = three_cities();
    let rows = rows(&bench, &[]);
    assert_eq!(rows.len(), 3 * 4 * 30);
    let mut names: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    let mut series: BTreeMap<(&str, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for row in &rows {
        let of = |key: &str| row[key].as_str().expect("a text");
        let (city, id) = (of("municipality_code"), of("series_id"));
        names.entry(id).or_default().insert((city, of("measure")));
        let item = (city, of("measure"), of("item_name"));
        series.entry(item).or_default().insert(id);
    }
    assert!(
        names.values().all(|items| items.len() == 1),
        "a wrong merge: {names:?}"
    );
    assert!(
        series.values().all(|ids| ids.len() == 1),
        "a torn series: {series:?}"
    );
    let proposals = json_lines(&bench, "panel.proposals.jsonl");
    let right = proposals
        .iter()
        .filter(|one| one["item_number"] == one["later_item_number"]);
    let renamed = names.len() - 3 * 30;
    assert!(
        renamed >= 10,
        "{renamed} renamed items are too few to judge by"
    );
    assert!(right.count() * 10 >= renamed * 9, "{proposals:?}");
    assert!(proposals.len() <= renamed, "{proposals:?}");
}
