//! A page drawn with what was found on it.

use super::bench::Bench;
use crate::painted::drawing::{Drawing, draw, pdf};

#[test]
fn a_drawing_shows_text_cells_and_rulings() {
    let bench = Bench::new();
    let pdf = pdf(vec![draw(|page| {
        page.grid(&[50.0, 150.0, 250.0], &[50.0, 80.0]);
        page.text(60.0, 60.0, "<計画>").text(160.0, 60.0, "\"A&B\"");
    })]);
    bench.put("a.pdf", pdf);
    let said = bench.run_well(&["recover", "a.pdf", "--as", "svg", "--page", "1"]);
    let svg = said.out;
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    assert!(svg.contains("viewBox=\"0 0 400.00 600.00\""), "{svg}");
    assert!(svg.contains("<title>row 0, column 0\n&lt;計画&gt;</title>"));
    assert!(svg.contains("<title>row 0, column 1\n&quot;A&amp;B&quot;</title>"));
    assert!(svg.contains("<title>&lt;計画&gt;</title>"), "the line");
    assert_eq!(svg.matches("<line ").count(), 5);
    // Nothing of the document is taken for markup.
    assert_eq!(svg.matches("<計").count(), 0);
    assert_eq!(svg.matches('<').count(), svg.matches('>').count());
}

#[test]
fn only_pages_of_a_pdf_are_drawn() {
    let bench = Bench::new();
    bench.put("a.txt", "計画\n");
    bench.put("a.pdf", pdf(vec![Drawing::new()]));
    for arguments in [
        &["recover", "a.txt", "--as", "svg"][..],
        &["recover", "a.pdf", "--as", "svg", "--page", "2"],
        &["recover", "a.pdf", "--as", "svg", "--page", "0"],
        &["recover", "a.pdf", "--page", "1"],
    ] {
        let said = bench.run(arguments);
        assert_eq!(said.exit, Some(2), "{arguments:?}: {said:?}");
    }
}
