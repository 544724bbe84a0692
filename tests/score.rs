//! The scoring agrees with the reference script, and sees what F1 hides.

use kaikaku::score::{Report, score_pairs};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small generator, so that damage is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

/// A truth file as a pipeline would write it: nested records moved out and tied by id.
fn flattened(truth: &Value) -> Value {
    let mut bundle = truth.clone();
    let mut lists = [Vec::new(), Vec::new(), Vec::new()];
    for (n, item) in bundle["items"]
        .as_array_mut()
        .expect("items")
        .iter_mut()
        .enumerate()
    {
        let id = format!("i{n:03}");
        for (list, kind) in lists.iter_mut().zip(["plans", "results", "evaluations"]) {
            for mut record in item[kind].take().as_array().cloned().unwrap_or_default() {
                record["item_id"] = json!(id);
                record["confidence"] = json!(0.75);
                list.push(record);
            }
        }
        item["item_id"] = json!(id);
    }
    let [plans, results, evaluations] = lists;
    bundle["plans"] = plans.into();
    bundle["results"] = results.into();
    bundle["evaluations"] = evaluations.into();
    bundle
}

/// Damages about one value in `rarity`: texts shortened, doubled or lost, years moved, records dropped or moved.
fn damaged(truth: &Value, seed: u64, rarity: u64) -> Value {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut bundle = flattened(truth);
    let last = bundle["items"]
        .as_array()
        .map_or(1, |items| items.len().max(1)) as u64;
    for kind in ["items", "plans", "results", "evaluations"] {
        let records = bundle[kind].as_array_mut().expect("a list");
        records.retain(|_| dice.roll(rarity * 3) != 0);
        for record in records {
            let fields = record.as_object_mut().expect("an object");
            for (field, value) in fields.iter_mut() {
                if dice.roll(rarity) != 0 {
                    continue;
                }
                match (field.as_str(), value) {
                    ("item_id", value) => *value = json!(format!("i{:03}", dice.roll(last))),
                    ("period", Value::Object(period)) => {
                        period.insert("fiscal_year".into(), json!(2010 + dice.roll(10)));
                    }
                    ("alternatives" | "confidence", _) => {}
                    (_, Value::String(text)) => *text = worn(text, &mut dice),
                    (_, value) => *value = Value::Null,
                }
            }
        }
    }
    bundle
}

fn worn(text: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = dice.roll(chars.len().max(1) as u64) as usize;
    match dice.roll(4) {
        0 => chars.iter().take(at).collect(),
        1 => format!("{text}{text}"),
        2 => chars.iter().filter(|c| !"のをに。".contains(**c)).collect(),
        _ => {
            let (head, tail) = chars.split_at(at);
            head.iter().chain(&[' ', '字']).chain(tail).collect()
        }
    }
}

fn reference(truth: &Path, bundle: &Path) -> Option<Value> {
    let script = shared().join("score/score.py");
    let run = Command::new("python3")
        .arg(script)
        .arg("--json")
        .args([truth, bundle])
        .output()
        .ok()?;
    serde_json::from_slice(&run.stdout).ok()
}

#[test]
fn agrees_with_the_reference() {
    let Ok(truths) = std::fs::read_dir(shared().join("truth")) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut compared = 0;
    for truth_path in truths.map(|entry| entry.expect("an entry").path()) {
        let text = std::fs::read_to_string(&truth_path).expect("a truth file");
        let truth: Value = serde_json::from_str(&text).expect("JSON");
        for (seed, rarity) in [(1, 3), (2, 8), (3, 30)] {
            let bundle = damaged(&truth, seed, rarity);
            let bundle_path = folder.path().join("bundle.json");
            std::fs::write(&bundle_path, bundle.to_string()).expect("a written bundle");
            let Some(reference) = reference(&truth_path, &bundle_path) else {
                return;
            };
            let ours = score_pairs(&[("one", &truth, &bundle)]);
            let ours = serde_json::to_value(&ours).expect("JSON");
            assert_same(
                &reference["all"],
                &ours,
                &format!("{} {seed}", truth_path.display()),
            );
            compared += 1;
        }
    }
    assert!(compared == 0 || compared >= 15);
}

fn assert_same(reference: &Value, ours: &Value, place: &str) {
    for (kind, fields) in reference.as_object().expect("an object") {
        let pairs: Vec<(&str, &Value, &Value)> = if kind == "f1" {
            vec![("", &reference["f1"], &ours["f1"])]
        } else {
            let fields = fields.as_object().expect("fields");
            let theirs = fields.iter();
            theirs
                .map(|(field, row)| (field.as_str(), row, &ours[kind][field]))
                .collect()
        };
        for (field, theirs, ours) in pairs {
            for figure in ["strict", "soft"] {
                let (a, b) = (theirs[figure].as_f64(), ours[figure].as_f64());
                let near = a.zip(b).map_or(a == b, |(a, b)| (a - b).abs() < 0.005);
                assert!(near, "{place}: {kind} {field} {figure}: {a:?} and {b:?}");
            }
        }
    }
}

fn period(year: i32) -> Value {
    json!({"kind": "year", "fiscal_year": year, "fiscal_year_end": null, "half": null})
}

fn sheet() -> Value {
    let record = |kind: &str, year: i32, text: &str| json!({"kind": kind, "measure": null, "period": period(year), "text": text, "quantity": null});
    json!({
        "document": {"title": "進行管理表", "municipality": {"name": null}},
        "items": [{
            "number": "3", "name": "窓口の見直し", "path": [], "background": "来庁者の待ち時間が長くなっており、繁忙期の体制を含めた見直しを求める声が多く寄せられている。",
            "plans": [record("schedule", 2015, "・案内係の配置"), record("schedule", 2016, "・予約制の試行")],
            "results": [record("schedule", 2015, "・案内係を2名配置した。"), record("schedule", 2016, "・予約制の検討")],
            "evaluations": [],
        }],
    })
}

fn score(truth: &Value, bundle: &Value) -> Report {
    score_pairs(&[("sheet", truth, bundle)])
}

#[test]
fn truth_scores_full_against_itself() {
    let truth = sheet();
    let report = score(&truth, &flattened(&truth));
    assert_eq!(report.f1.strict, Some(1.0));
    assert_eq!(report.exact_records.share(), Some(1.0));
    assert_eq!(report.character_errors.share(), Some(0.0));
    assert_eq!(report.wrong_side.part + report.wrong_period.part, 0);
    let bin = report.confidence.bins[0];
    assert_eq!((bin.confidence, bin.right), (0.75, 1.0));
}

#[test]
fn a_swapped_header_is_a_wrong_side() {
    let truth = sheet();
    let mut bundle = flattened(&truth);
    let (plans, results) = (bundle["results"].clone(), bundle["plans"].clone());
    bundle["plans"] = plans;
    bundle["results"] = results;
    let report = score(&truth, &bundle);
    assert_eq!(report.wrong_side.share(), Some(1.0));
    assert_eq!(report.wrong_period.share(), Some(0.0));
}

#[test]
fn a_shifted_year_is_a_wrong_period() {
    let truth = sheet();
    let mut bundle = flattened(&truth);
    for plan in bundle["plans"].as_array_mut().expect("plans") {
        plan["period"]["fiscal_year"] =
            json!(plan["period"]["fiscal_year"].as_i64().unwrap_or(0) + 1);
    }
    let report = score(&truth, &bundle);
    assert_eq!(report.wrong_side.part, 0);
    assert_eq!(report.wrong_period.part, 2);
}

#[test]
fn links_are_counted_by_id() {
    let truth = sheet();
    let mut bundle = flattened(&truth);
    for n in 0..2 {
        bundle["plans"][n]["plan_id"] = json!(format!("p{n}"));
    }
    bundle["results"][0]["plan_id"] = json!("p0");
    bundle["results"][1]["plan_id"] = json!("p0");
    let links = score(&truth, &bundle).links;
    assert_eq!((links.given, links.found, links.strict), (2, 2, 1));
}

#[test]
fn nothing_found_is_all_missed() {
    let report = score(&sheet(), &Value::Null);
    assert_eq!(report.f1.strict, Some(0.0));
    assert!(report.to_string().starts_with("all: F1 strict 0.000"));
}
