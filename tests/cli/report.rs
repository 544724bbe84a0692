//! The report as a file; scripts/check-report.sh opens it in a browser.

use super::bench::Bench;
use crate::documents::project;
use crate::painted::drawing::{Drawing, draw, pdf};
use kaikaku::emit::report::LIMIT;
use pdf_writer::Name;
use serde_json::Value;

/// A page of the report may take this many bytes, its records too.
const PAGE_LIMIT: usize = 300_000;

/// The JSON of a report's elements, by their ids, in their order.
fn elements(html: &str) -> Vec<(String, Value)> {
    let begin = r#"<script type="application/json" id=""#;
    let parts = html.split(begin).skip(1);
    parts
        .map(|part| {
            let (id, rest) = part.split_once("\">").expect("an id");
            let (json, _) = rest.split_once("</script>").expect("an end");
            (id.to_owned(), serde_json::from_str(json).expect("JSON"))
        })
        .collect()
}

fn report(bench: &Bench, more: &[&str]) -> String {
    let mut arguments = vec!["report", "set", "--out", "report.html"];
    arguments.extend(more);
    bench.run_well(&arguments);
    bench.read("report.html")
}

fn bench_with(name: &str, bytes: Vec<u8>) -> Bench {
    let bench = Bench::new();
    bench.put(&format!("in/{name}"), bytes);
    bench.run(&["convert", "in", "--out", "set"]);
    bench
}

#[test]
fn a_scan_is_shown_as_a_picture() {
    let mut scan = draw(|page| {
        page.operators
            .transform([200.0, 0.0, 0.0, 300.0, 0.0, 0.0])
            .x_object(Name(b"I"));
    });
    scan.image = true;
    let html = report(&bench_with("scan.pdf", pdf(vec![scan])), &[]);
    let page = &elements(&html)[0].1["pages"][0];
    assert_eq!(page["note"], "scan");
    let address = page["image"].as_str().expect("a picture");
    assert!(
        address.starts_with("data:image/png;base64,iVBORw0KGgo"),
        "{address}"
    );
}

#[test]
fn nothing_of_a_document_is_markup_and_nothing_comes_from_elsewhere() {
    let text = "1 <img src=x onerror=alert(1)></script><script>alert(2)</script>\n計画: \"&<b>\n";
    let html = report(&bench_with("<b>.txt", text.into()), &[]);
    let (_, body) = &elements(&html)[0];
    assert_eq!(body["sight"], "seen");
    assert_eq!(body["pages"][0]["text"], text.trim_end());
    assert_eq!(
        html.matches("<img").count() + html.matches("<b>").count(),
        0
    );
    assert_eq!(
        html.matches("</script>").count(),
        3,
        "a document, the heads, the program"
    );
    let policy = html.split("Content-Security-Policy\" content=\"").nth(1);
    let policy = policy
        .and_then(|rest| rest.split('"').next())
        .expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'sha256-"),
        "{policy}"
    );
    assert!(
        !policy.contains("unsafe") && !policy.contains("http"),
        "{policy}"
    );
    assert!(!html.contains("src=\"") && !html.contains("@import") && !html.contains("url("));
}

#[test]
fn the_same_dataset_gives_the_same_bytes_and_small_pages() {
    let documents = project("corpus/documents");
    let bench = Bench::new();
    let folder = documents.to_str().expect("a path in UTF-8");
    bench.run_well(&["convert", folder, "--out", "set"]);
    let html = report(&bench, &[]);
    assert!(html == report(&bench, &[]), "other bytes");
    let parts = elements(&html);
    let (_, heads) = parts.last().expect("the heads");
    assert_eq!(heads.as_array().map(Vec::len), Some(parts.len() - 1));
    for (id, body) in &parts[..parts.len() - 1] {
        assert_eq!(body["sight"], "seen", "{id}");
        let pages = body["pages"].as_array().expect("pages");
        assert!(body.to_string().len() <= PAGE_LIMIT * pages.len(), "{id}");
        let cards = body["cards"].as_array().expect("cards");
        let places = body["places"].as_array().expect("places");
        for place in cards
            .iter()
            .flat_map(|card| card["fields"].as_array())
            .flatten()
        {
            for number in place[2].as_array().expect("numbers of places") {
                assert!(
                    (number.as_u64().expect("a number") as usize) < places.len(),
                    "{id}"
                );
            }
        }
    }
}

#[test]
fn a_page_of_too_many_rulings_keeps_to_the_limit() {
    let dense = draw(|page| {
        for row in 0..16_000 {
            let y = 1.0 + row as f32 * 0.03;
            page.line(10.0, y, 390.0 - (row % 100) as f32, y);
        }
        page.text(20.0, 20.0, "計画");
    });
    let html = report(&bench_with("dense.pdf", pdf(vec![dense])), &[]);
    let page = &elements(&html)[0].1["pages"][0];
    assert!(
        page.to_string().len() <= LIMIT,
        "{}",
        page.to_string().len()
    );
    assert_eq!(page["note"], "no_rulings");
    assert_eq!(page["runs"][0][4], "計画");
}

#[test]
fn a_blank_page_is_said_to_be_blank() {
    let bench = bench_with(
        "a.pdf",
        pdf(vec![
            draw(|page| {
                page.text(9.0, 9.0, "計画");
            }),
            Drawing::new(),
        ]),
    );
    let pages = elements(&report(&bench, &[]))[0].1["pages"].clone();
    assert_eq!(
        (&pages[0]["note"], &pages[1]["note"]),
        (&Value::Null, &"blank".into())
    );
}

#[test]
fn a_source_is_shown_only_if_it_is_the_one_that_was_converted() {
    let bench = bench_with("a.txt", "1 窓口の見直し\n".into());
    bench.put("moved/deep/a.txt", "1 窓口の見直し\n");
    bench.put("in/a.txt", "1 他の文\n");
    let sight = |html: String| elements(&html)[0].1["sight"].clone();
    assert_eq!(sight(report(&bench, &[])), "changed");
    assert_eq!(sight(report(&bench, &["--source", "moved/deep"])), "seen");
    std::fs::remove_file(bench.path("in/a.txt")).expect("removed");
    let said = bench.run_well(&["report", "set", "--out", "report.html"]);
    assert!(said.err.contains("--source"), "{said:?}");
    assert_eq!(sight(bench.read("report.html")), "missing");
}

#[test]
fn inputs_without_a_bundle_stand_first() {
    let bench = Bench::new();
    bench.put("in/a.txt", "1 窓口の見直し\n");
    bench.put("in/b.pdf", "%PDF-1.7\nbroken");
    bench.run(&["convert", "in", "--out", "set"]);
    let html = report(&bench, &[]);
    let (_, heads) = elements(&html).pop().expect("heads");
    assert_eq!(heads[0]["path"], "in/b.pdf");
    assert_eq!(heads[0]["status"], "failed");
    assert!(heads[0]["cause"].is_string());
    assert_eq!(heads[1]["status"], "ok");
}

#[test]
fn a_scan_is_said_to_be_one() {
    let fax = project("corpus/producers/documents/two-year-fax.pdf");
    let bench = bench_with("fax.pdf", std::fs::read(fax).expect("a scan"));
    let parts = elements(&report(&bench, &[]));
    assert_eq!(parts[0].1["pages"][0]["note"], "scan");
    assert_eq!(parts[1].1[0]["status"], "partial");
}
