//! One document, printed.

use super::bench::{Bench, sheet};
use serde_json::Value;
use std::io::Read;

#[test]
fn a_file_is_printed_as_a_bundle() {
    let bench = Bench::new();
    bench.put("海辺市.txt", sheet(1));
    let said = bench.run_well(&["convert", "海辺市.txt"]);
    let bundle: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(bundle["document"]["source"]["path"], "海辺市.txt");
    assert_eq!(said.err, "");
}

#[test]
fn standard_input_is_a_dash() {
    let bench = Bench::new();
    let said = bench.run_with_input(&["convert", "-"], sheet(1).as_bytes());
    assert_eq!(said.exit, Some(0), "{said:?}");
    let bundle: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(bundle["document"]["source"]["path"], "-");
}

#[test]
fn what_is_printed_is_what_a_dataset_holds() {
    let bench = Bench::new();
    bench.put("a.txt", sheet(1));
    let printed = bench.run_well(&["convert", "a.txt"]).out;
    bench.run_well(&["convert", "a.txt", "--out", "set"]);
    let row = &bench.manifest("set")["a.txt"];
    let id = row["document_id"].as_str().expect("an id");
    assert_eq!(bench.read(&format!("set/bundles/{id}.json")), printed);
}

#[test]
fn bad_documents_exit_1_with_one_line_that_names_file_and_remedy() {
    let bench = Bench::new();
    bench.put("empty.txt", "");
    bench.put("film.dat", [0, 1, 2, 0, 255, 0, 0, 0, 1].repeat(20));
    bench.put("damaged.pdf", "%PDF-1.4\n");
    bench.put("page.pdf", "<!DOCTYPE html><html><body>404</body></html>");
    for name in ["empty.txt", "film.dat", "damaged.pdf", "page.pdf"] {
        let said = bench.run(&["convert", name]);
        assert_eq!(said.exit, Some(1), "{name}: {said:?}");
        assert_eq!(said.out, "", "{name}");
        assert_eq!(said.err.lines().count(), 1, "{name}: {said:?}");
        assert!(
            said.err.starts_with(&format!("kaikaku: {name}: ")),
            "{said:?}"
        );
        assert!(said.err.contains("; "), "no remedy: {said:?}");
    }
}

#[test]
fn a_missing_file_exits_3() {
    let bench = Bench::new();
    for arguments in [
        &["convert", "nowhere.pdf"][..],
        &["convert", "nowhere.pdf", "--out", "set"],
        &["recover", "nowhere.pdf"],
    ] {
        let said = bench.run(arguments);
        assert_eq!(said.exit, Some(3), "{said:?}");
        assert!(said.err.starts_with("kaikaku: nowhere.pdf: "), "{said:?}");
    }
    assert!(!bench.path("set").exists(), "nothing is made for nothing");
}

#[test]
fn what_does_not_go_together_exits_2() {
    let bench = Bench::with_sheets(2);
    for arguments in [
        &[][..],
        &["convert"],
        &["convert", "in"],
        &["convert", "in/sheet001.txt", "in/sheet002.txt"],
        &["convert", "in", "--out", "set", "--shard", "3/2"],
        &["convert", "in", "--out", "set", "--include", "["],
        &["convert", "in", "--out", "set", "--timeout", "soon"],
        &["convert", "in/sheet001.txt", "--force"],
        &["convert", "in/sheet001.txt", "--form", "x", "--no-forms"],
        &[
            "recover",
            "in/sheet001.txt",
            "--as",
            "tables",
            "--engine",
            "pdf-extract",
        ],
        &["convert", "in/sheet001.txt", "--form", "no-such-form"],
        &["convert", "in", "--out", "set", "--form", "in/sheet001.txt"],
        &["schema", "nothing"],
    ] {
        let said = bench.run(arguments);
        assert_eq!(said.exit, Some(2), "{arguments:?}: {said:?}");
    }
    assert!(!bench.path("set").exists());
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let bench = Bench::new();
    let mut child = bench.start(&mut bench.command(&["schema", "bundle"]));
    drop(child.stdout.take());
    let status = child.wait().expect("the program ends");
    let mut err = String::new();
    let mut pipe = child.stderr.take().expect("a pipe");
    pipe.read_to_string(&mut err).expect("UTF-8");
    assert_eq!((status.code(), err.as_str()), (Some(0), ""));
}

#[test]
fn recovered_text_is_the_text_and_nothing_else() {
    let bench = Bench::new();
    bench.put("a.txt", "第１章　改革\n平成２７年度\n");
    let said = bench.run_well(&["recover", "a.txt"]);
    assert_eq!(said.out.trim_end(), "第１章　改革\n平成２７年度");
}

#[test]
fn the_second_reader_may_fail_and_says_so() {
    let bench = Bench::new();
    bench.put("a.pdf", "%PDF-1.4\nnothing");
    let said = bench.run(&["recover", "a.pdf", "--engine", "pdf-extract"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert_eq!(said.err.lines().count(), 1, "{said:?}");
}

#[test]
fn schemas_are_printed_by_name() {
    let bench = Bench::new();
    let plan: Value = serde_json::from_str(&bench.run_well(&["schema", "plan"]).out).expect("JSON");
    assert_eq!(plan["title"], "Plan");
    let bundle: Value = serde_json::from_str(&bench.run_well(&["schema"]).out).expect("JSON");
    assert_eq!(bundle["title"], "Bundle");
}

#[test]
fn completions_and_manual_pages_show_what_people_call() {
    let bench = Bench::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = bench.run_well(&["completions", shell]).out;
        assert!(script.contains("recover"), "{shell}");
        assert!(!script.contains("second-reader"), "{shell}");
    }
    bench.run_well(&["man", "man1"]);
    assert!(bench.read("man1/kaikaku-convert.1").contains("memory"));
}

#[test]
fn lines_are_joined_and_each_line_end_names_its_rule() {
    let bench = Bench::new();
    bench.put(
        "a.txt",
        "窓口での待ち時間を短くするため、\n案内係を置いた。\n・庁舎の管理\n\n第２章\n",
    );
    let joined = bench.run_well(&["normalize", "a.txt", "--join"]).out;
    assert_eq!(
        joined,
        "窓口での待ち時間を短くするため、案内係を置いた。\n・庁舎の管理\n\n第2章\n"
    );
    let traced = bench.run_well(&["normalize", "a.txt", "--join", "--trace"]);
    let lines: Vec<&str> = traced.out.lines().collect();
    assert_eq!(
        lines,
        [
            "16\tjoin: full line\t\"\\n\"\t\"\"",
            "25\tbreak: entry mark\t\"\\n\"\t\"\\n\"",
            "35\twidth\t\"２\"\t\"2\"",
        ]
    );
    let said = bench.run(&["normalize", "a.txt", "--join", "--form", "compare"]);
    assert_eq!(said.exit, Some(2), "{said:?}");
}

#[test]
fn municipalities_and_prefectures_come_from_the_caller() {
    let bench = Bench::new();
    bench.put(
        "a.txt",
        "架空市行政改革プラン\n\n取組項目\t平成29年度\n窓口の改善\t実施\n",
    );
    bench.put("own.tsv", "# invented\n990019\t架空県\t架空市\n");
    bench.put("bad.tsv", "99001\t架空県\t架空市\n");
    let said = bench.run_well(&["convert", "a.txt", "--municipalities", "own.tsv"]);
    let bundle: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(bundle["document"]["municipality"]["code"], "990019");
    bench.run_well(&[
        "convert",
        "a.txt",
        "--municipalities",
        "own.tsv",
        "--out",
        "set",
    ]);
    let id = bundle["document"]["document_id"].as_str().expect("an id");
    assert_eq!(bench.read(&format!("set/bundles/{id}.json")), said.out);
    for arguments in [
        &["convert", "a.txt", "--municipalities", "bad.tsv"][..],
        &["convert", "a.txt", "--prefecture", "架空県"],
    ] {
        let said = bench.run(arguments);
        assert_eq!(said.exit, Some(2), "{said:?}");
    }
}
