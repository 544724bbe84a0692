//! Form profiles: those that are built in, and what is wrong with one's own.

use super::bench::Bench;
use crate::documents::CONVERTED;
use kaikaku::forms::draft::{Draft, Reading};
use kaikaku::{forms, lay_out};
use serde_json::Value;

const WINGS: &str = "令和2年度 つばさ活動シート\n\n番号,7\n活動のなまえ,窓口の待ち時間を短くする\nうけもち,市民窓口課\nなぜするか,待ち時間が長いという声が多い。\n\nとし,やること,やったこと\n令和元年度,案内係を置く,案内係を2名置いた\n令和2年度,予約制を試す,予約制を始めた\n";

#[test]
fn profiles_are_listed_and_shown_and_pass_the_check() {
    let bench = Bench::new();
    let listed = bench.run_well(&["forms", "list"]).out;
    assert_eq!(listed.lines().count(), forms::built_in().len());
    for (line, profile) in listed.lines().zip(forms::built_in()) {
        assert!(line.starts_with(&profile.id), "{line}");
        assert!(line.contains(&format!(" {} signs ", profile.signs.len())));
        assert!(line.ends_with(&profile.description), "{line}");
        let shown = bench.run_well(&["forms", "show", &profile.id]).out;
        bench.put("own.toml", shown);
        let checked = bench.run_well(&["forms", "check", "own.toml"]).out;
        assert_eq!(checked, "own.toml: no faults\n");
    }
    let said = bench.run(&["forms", "show", "nothing"]);
    assert_eq!(said.exit, Some(2), "{said:?}");
}

#[test]
fn every_fault_of_a_profile_is_told_with_its_line_and_a_remedy() {
    let bench = Bench::new();
    let lines = [
        "id = \"Wings\"",
        "description = 3",
        "sings = []",
        "signs = [\"一\", \"一\"]",
        "[labels]",
        "nmae = [\"あ\"]",
        "name = [\"重点目標\", \"【活動】\", \"い\"]",
        "department = [\"い\"]",
        "level = [\"う\", \"う\"]",
        "plan = \"え\"",
    ];
    bench.put("own.toml", lines.join("\n"));
    let said = bench.run(&["forms", "check", "own.toml"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    for fault in [
        "own.toml:1: id: no id",
        "own.toml:2: description: invalid type",
        "own.toml:3: sings: no key of a profile; is `signs` meant?",
        "own.toml:4: signs: `一` stands here twice; keep one",
        "own.toml:4: signs: too few: 2; give at least 3",
        "own.toml:6: labels.nmae: no concept; is `name` meant?",
        "own.toml:7: labels.name: the lexicon has `重点目標` under this concept; take it out",
        "own.toml:7: labels.name: `【活動】` is never found in a document",
        "own.toml:7: labels.name: not sorted; put `【活動】` before `重点目標`",
        "`い` stands under `department` too",
        "own.toml:9: labels.level: `う` stands here twice",
        "own.toml:10: labels.plan: no list of labels",
        "own.toml: 12 faults",
    ] {
        assert!(said.out.contains(fault), "{fault}\n{}", said.out);
    }
}

#[test]
fn what_is_no_toml_and_what_is_missing_is_told_too() {
    let bench = Bench::new();
    bench.put("own.toml", "id = \"own\"\nsigns = = 3\n");
    let said = bench.run(&["forms", "check", "own.toml"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(said.out.starts_with("own.toml:2: no TOML here: "));
    bench.put("own.toml", "");
    let said = bench.run(&["forms", "check", "own.toml"]);
    for key in [
        "id: it is not there",
        "description: it is not there",
        "signs: too few: 0",
    ] {
        assert!(said.out.contains(key), "{said:?}");
    }
    assert_eq!(bench.run(&["forms", "check", "nowhere.toml"]).exit, Some(3));
}

#[test]
fn documents_behind_a_profile_are_told_how_well_it_fits() {
    let bench = Bench::new();
    bench.put("wings.csv", WINGS);
    bench.put("other.txt", "取組の内容\n\nうけもち\n");
    bench.put(
        "wings.toml",
        "id = \"wings\"\ndescription = \"x\"\nsigns = [\"活動のなまえ\", \"うけもち\", \"なぜするか\"]\n",
    );
    let said = bench.run_well(&["forms", "check", "wings.toml", "wings.csv", "other.txt"]);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(
        lines,
        [
            "wings.toml: no faults",
            "wings.csv: fit 1.00, 3 of 3 signs",
            "other.txt: fit 0.33, 1 of 3 signs; without: 活動のなまえ, なぜするか; it would not be chosen by itself",
        ]
    );
}

/// Sheets of one invented form, each with its own values.
fn put_sheets(bench: &Bench) {
    for (number, (name, office)) in [("窓口を近くする", "市民窓口課"), ("道を直す", "道路課")]
        .into_iter()
        .enumerate()
    {
        bench.put(
            &format!("sheet{number}.txt"),
            format!(
                "つばさ活動シート\n\n活動のなまえ：{name}\n\nうけもち：{office}\n\n【いまの困りごと】\n\n市民の声が多い。\n\n【取組の内容】\n\n案内係を置く。\n\n覚え{number}：なし\n"
            ),
        );
    }
}

#[test]
fn a_draft_says_where_labels_point_and_is_used_at_once() {
    let bench = Bench::new();
    put_sheets(&bench);
    let drafted = bench
        .run_well(&["forms", "draft", "sheet0.txt", "sheet1.txt"])
        .out;
    for line in [
        "description = \"つばさ活動シート\"",
        "    \"活動のなまえ\",",
        "    \"取組の内容\",",
        "    # left of a value, 2 times in 2 of 2 documents: \"市民窓口課\"",
        "# in brackets, 2 times in 2 of 2 documents: \"市民の声が多い。\"",
        "# CONCEPT = [\"いまの困りごと\"]",
        "# left of a value, 2 times in 2 of 2 documents: \"窓口を近くする\"",
        "# What this profile leaves unassigned:",
    ] {
        assert!(
            drafted.lines().any(|other| other == line),
            "{line}\n{drafted}"
        );
    }
    let rare = "# Not in most of the documents, and so perhaps no labels: ";
    assert!(
        !drafted.contains("覚え") || drafted.contains(rare),
        "{drafted}"
    );
    assert!(!drafted.contains("CONCEPT = [\"取組の内容\"]"), "{drafted}");
    bench.put("new.toml", &drafted);
    let checked = bench
        .run_well(&["forms", "check", "new.toml", "sheet1.txt"])
        .out;
    assert!(checked.contains("sheet1.txt: fit 1.00, "), "{checked}");
    let converted = bench
        .run_well(&["convert", "sheet1.txt", "--form", "new.toml"])
        .out;
    let bundle: Value = serde_json::from_str(&converted).expect("JSON");
    assert_eq!(bundle["document"]["form"]["id"], "new-form");
    assert_eq!(bundle["items"][0]["departments"][0]["name"], "道路課");
    // A person says what the rest means.
    let named = drafted.replace(
        "# CONCEPT = [\"活動のなまえ\"]",
        "name = [\"活動のなまえ\"]",
    );
    bench.put("new.toml", named);
    let converted = bench
        .run_well(&["convert", "sheet1.txt", "--form", "new.toml"])
        .out;
    let bundle: Value = serde_json::from_str(&converted).expect("JSON");
    assert_eq!(bundle["items"][0]["name"], "道を直す");
    let sheet = bench.read("sheet0.txt");
    let piped = bench.run_with_input(&["forms", "draft", "-"], sheet.as_bytes());
    assert_eq!(piped.exit, Some(0), "{piped:?}");
}

#[test]
fn what_has_too_few_labels_gives_no_draft() {
    let bench = Bench::new();
    bench.put("a.txt", "市民の声が多い。\n案内係を置く。\n");
    let said = bench.run(&["forms", "draft", "a.txt"]);
    assert_eq!((said.exit, &*said.out), (Some(1), ""), "{said:?}");
    assert!(
        said.err.contains("too few labels in common: none"),
        "{said:?}"
    );
}

#[test]
fn every_draft_passes_the_check() {
    let mut drafted = 0;
    for document in CONVERTED
        .iter()
        .filter(|one| one.name.starts_with("corpus/"))
    {
        let pages = lay_out(&document.bytes, &document.name).expect("it was laid out before");
        let Ok(draft) = Draft::of(&[pages]) else {
            continue;
        };
        drafted += 1;
        let reading = Reading {
            name: document.name.clone(),
            title: document.bundle.document.title.clone(),
            unassigned: vec![(1, "a\n\u{7f}\"\\b".to_owned())],
        };
        let profile = draft.profile(&[reading]);
        assert_eq!(forms::check(&profile), [], "{}\n{profile}", document.name);
    }
    assert!(drafted > 20, "only {drafted} drafts");
}

#[test]
fn the_cells_below_a_header_are_no_keys() {
    let bench = Bench::new();
    bench.put(
        "list.csv",
        "なまえ,うけもち,ようす\n窓口を近くする,市民窓口課,順調\n道を直す,道路課,遅れ\n",
    );
    let drafted = bench.run_well(&["forms", "draft", "list.csv"]).out;
    for lines in [
        "signs = [\n    \"なまえ\",\n    \"うけもち\",\n    \"ようす\",\n]\n",
        "department = [\n    # above values, 2 times: \"市民窓口課\"\n    \"うけもち\",\n]\n",
        "progress_label = [\n    # above values, 2 times: \"順調\"\n    \"ようす\",\n]\n",
        "# above values, 2 times: \"窓口を近くする\"\n# CONCEPT = [\"なまえ\"]\n",
    ] {
        assert!(drafted.contains(lines), "{lines}\n{drafted}");
    }
    assert!(!drafted.contains("    \"道路課\""), "{drafted}");
}
