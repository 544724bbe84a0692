//! Values that people set right: laid over every run, or reported and not laid.

use super::bench::{Bench, assert_same};
use serde_json::{Value, json};

/// A bench with sheets, the first of them converted, and its bundle.
fn corrected_bench() -> (Bench, Value) {
    let bench = Bench::with_sheets(3);
    let said = bench.run_well(&["convert", "in/sheet001.txt"]);
    let bundle = serde_json::from_str(&said.out).expect("JSON");
    (bench, bundle)
}

fn id(bundle: &Value, list: &str, key: &str) -> String {
    let id = bundle[list][0][key].as_str();
    id.expect("a record with an id").to_owned()
}

/// A line of a file of corrections; `more` may add to it or take its keys' places.
fn line(record: &str, field: &str, value: Value, more: Value) -> String {
    let mut line = json!({
        "record": record, "field": field, "value": value, "who": "海辺 一郎", "why": "typing error",
    });
    for (key, value) in more.as_object().expect("an object") {
        line[key] = value.clone();
    }
    format!("{line}\n")
}

fn convert(bench: &Bench, lines: &[String]) -> Value {
    bench.put("own.jsonl", lines.concat());
    let said = bench.run_well(&["convert", "in/sheet001.txt", "--corrections", "own.jsonl"]);
    serde_json::from_str(&said.out).expect("JSON")
}

fn codes(bundle: &Value) -> Vec<&str> {
    let warnings = bundle["document"]["warnings"].as_array();
    let codes = warnings.expect("a list").iter();
    codes
        .map(|warning| warning["code"].as_str().expect("a code"))
        .collect()
}

#[test]
fn a_correction_is_laid_and_leaves_its_trace() {
    let (bench, bundle) = corrected_bench();
    let result = id(&bundle, "results", "result_id");
    let document = bundle["document"]["document_id"].as_str().expect("an id");
    let corrected = convert(
        &bench,
        &[
            line(
                &result,
                "text",
                json!("実施 ２件"),
                json!({"was": "実施 1件"}),
            ),
            line(&result, "period.fiscal_year", json!(2014), json!({})),
            line(
                document,
                "municipality.name",
                json!("海辺市"),
                json!({"was": null}),
            ),
        ],
    );
    let record = &corrected["results"][0];
    assert_eq!(record["text"], "実施 2件", "in display form as all text is");
    assert_eq!(record["period"]["fiscal_year"], 2014);
    assert_eq!(record["source"], bundle["results"][0]["source"]);
    assert_eq!(
        record["corrected"],
        json!([
            {"field": "text", "was": "実施 1件", "by": "海辺 一郎", "why": "typing error"},
            {"field": "period.fiscal_year", "was": 2015, "by": "海辺 一郎", "why": "typing error"},
        ])
    );
    assert_eq!(corrected["document"]["municipality"]["name"], "海辺市");
    assert_eq!(corrected["document"]["corrected"][0]["was"], Value::Null);
    assert_eq!(codes(&corrected), codes(&bundle));
    bench.put("own.json", corrected.to_string());
    let explained = bench
        .run_well(&["explain", "own.json", &format!("{result}.text")])
        .out;
    let told = "corrected: text by 海辺 一郎, was \"実施 1件\": typing error\n";
    assert!(explained.contains(told), "{explained}");
    #[cfg(feature = "validate")]
    bench.run_well(&["validate", "own.json"]);
}

#[test]
fn a_record_that_moved_is_found_by_its_place() {
    let (bench, bundle) = corrected_bench();
    let plan = id(&bundle, "plans", "plan_id");
    let span = &bundle["plans"][0]["source"][0]["span"];
    let elsewhere = plan.replace("-p001", "-p044");
    let found = convert(
        &bench,
        &[line(
            &elsewhere,
            "text",
            json!("中止"),
            json!({"span": span}),
        )],
    );
    assert_eq!(found["plans"][0]["text"], "中止");
    // The measure's or the year's place may be that of several records; what was corrected tells which.
    let shared = &bundle["results"][0]["source"]
        .as_array()
        .expect("places")
        .last()
        .expect("one")["span"];
    let result = id(&bundle, "results", "result_id").replace("-r001", "-r044");
    let by_value = json!({"span": shared, "was": "実施 1件"});
    let found = convert(&bench, &[line(&result, "text", json!("中止"), by_value)]);
    assert_eq!(found["results"][0]["text"], "中止");
    let nowhere = convert(
        &bench,
        &[line(
            &plan,
            "text",
            json!("中止"),
            json!({"span": [900, 901]}),
        )],
    );
    assert_eq!(nowhere["plans"], bundle["plans"]);
    assert!(codes(&nowhere).contains(&"correction_without_record"));
}

#[test]
fn what_no_longer_fits_is_reported_and_not_laid() {
    let (bench, bundle) = corrected_bench();
    let (plan, item) = (
        id(&bundle, "plans", "plan_id"),
        id(&bundle, "items", "item_id"),
    );
    let result = id(&bundle, "results", "result_id");
    for (line, code, cause) in [
        (
            line(&plan, "text", json!("中止"), json!({"was": "試行"})),
            "correction_outdated",
            "the value is \"検討\" now and was \"試行\" then",
        ),
        (
            line(&plan, "text", json!("検討"), json!({"was": "試行"})),
            "correction_outdated",
            "take the line out",
        ),
        (
            line(
                &plan.replace("p001", "p099"),
                "text",
                json!("中止"),
                json!({}),
            ),
            "correction_without_record",
            "no record of this id",
        ),
        (
            line(&plan, "kind", json!("wish"), json!({})),
            "correction_unfit",
            "unknown variant `wish`",
        ),
        (
            line(&plan, "text", json!(3), json!({})),
            "correction_unfit",
            "expected a string",
        ),
        (
            line(&plan, "text", json!(""), json!({})),
            "correction_unfit",
            "write null for nothing",
        ),
        (
            line(&plan, "words", json!("中止"), json!({})),
            "correction_unfit",
            "no such value",
        ),
        (
            line(&plan, "period.half", json!(3), json!({})),
            "correction_unfit",
            "no half of a year",
        ),
        (
            line(&result, "plan_id", json!("doc-0"), json!({})),
            "correction_unfit",
            "doc-0 does not exist",
        ),
        (
            line(&item, "section_id", json!("doc-0"), json!({})),
            "correction_unfit",
            "doc-0 does not exist",
        ),
    ] {
        let mut converted = convert(&bench, std::slice::from_ref(&line));
        let warnings = converted["document"]["warnings"]
            .as_array_mut()
            .expect("a list");
        let warning = warnings.pop().expect("a warning");
        assert_eq!(warning["code"], code, "{line}: {warning}");
        let message = warning["message"].as_str().expect("a message");
        assert!(message.contains(cause), "{line}: {message}");
        assert!(message.contains(" by 海辺 一郎 is not laid: "), "{message}");
        assert_eq!(converted, bundle, "{line}");
    }
}

#[test]
fn a_file_that_is_no_file_of_corrections_is_refused_at_once() {
    let (bench, bundle) = corrected_bench();
    let plan = id(&bundle, "plans", "plan_id");
    let good = line(&plan, "text", json!("中止"), json!({}));
    for (bad, cause) in [
        ("{}\n".to_owned(), "own.jsonl:2: missing field `record`"),
        (good.clone(), "own.jsonl:2: line 1 corrects this value too"),
        (
            line(&plan, "measure", json!("x"), json!({"what": 1})),
            "unknown field `what`",
        ),
        (
            line(&plan, "measure", json!("x"), json!({"who": " "})),
            "`who` is empty",
        ),
        (
            line(&plan, "plan_id", json!("x"), json!({})),
            "`plan_id` of",
        ),
        (
            line("i001", "text", json!("x"), json!({})),
            "`i001` is no id",
        ),
        (
            line(&plan, "measure", json!("x"), json!({"span": [3, 3]})),
            "`span` ends",
        ),
    ] {
        bench.put("own.jsonl", format!("{good}{bad}"));
        for out in [&[][..], &["--out", "set"]] {
            let mut arguments = vec!["convert", "in/sheet001.txt", "--corrections", "own.jsonl"];
            arguments.extend(out);
            let said = bench.run(&arguments);
            assert_eq!(said.exit, Some(2), "{said:?}");
            assert!(said.err.contains(cause), "{cause}: {said:?}");
        }
    }
    let said = bench.run(&[
        "convert",
        "in/sheet001.txt",
        "--corrections",
        "nowhere.jsonl",
    ]);
    assert_eq!(said.exit, Some(3), "{said:?}");
    assert!(!bench.path("set").exists());
}

#[test]
fn workers_lay_them_too_and_a_change_is_converted_again_where_it_counts() {
    let (bench, bundle) = corrected_bench();
    let (plan, item) = (
        id(&bundle, "plans", "plan_id"),
        id(&bundle, "items", "item_id"),
    );
    let first = line(&plan, "text", json!("中止"), json!({"was": "検討"}));
    let single = convert(&bench, std::slice::from_ref(&first));
    let run = |out, jobs| {
        let arguments = [
            "convert",
            "in",
            "--out",
            out,
            "--corrections",
            "own.jsonl",
            "--jobs",
            jobs,
        ];
        bench.run_well(&arguments)
    };
    run("one", "1");
    run("two", "2");
    assert_same(&bench.dataset("one"), &bench.dataset("two"));
    let name = bundle["document"]["document_id"].as_str().expect("an id");
    let batch: Value =
        serde_json::from_str(&bench.read(&format!("one/bundles/{name}.json"))).expect("JSON");
    assert_eq!(batch, single);
    let said = run("one", "1");
    assert!(said.err.contains(", 3 kept from before"), "{said:?}");

    let outdated = line(&item, "name", json!("窓口"), json!({"was": "窓"}));
    let elsewhere = line(
        "doc-0123456789abcdef-i001",
        "name",
        json!("窓口"),
        json!({}),
    );
    bench.put("own.jsonl", format!("{first}{outdated}{elsewhere}"));
    let said = run("one", "1");
    assert!(said.err.contains(", 2 kept from before"), "{said:?}");
    for told in [
        "corrections of documents that are not among the inputs: 1, of doc-0123456789abcdef; they",
        "corrections that no longer fit and were not laid: 1;",
    ] {
        assert!(said.err.contains(told), "{said:?}");
    }
    run("fresh", "2");
    assert_same(&bench.dataset("one"), &bench.dataset("fresh"));

    bench.run_well(&["convert", "in", "--out", "one"]);
    bench.run_well(&["convert", "in", "--out", "plain"]);
    assert_same(&bench.dataset("one"), &bench.dataset("plain"));
}
