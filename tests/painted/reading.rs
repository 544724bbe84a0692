//! Glyphs, paths, and what a damaged, locked or foreign document gives.

use super::drawing::{draw, painted, pdf, pdf_with};
use kaikaku::Error;
use kaikaku::diagnostic::Code;
use kaikaku::layout::layout;
use kaikaku::read::pdf::{read, scan};
use pdf_writer::{Name, Str};

#[test]
fn a_glyph_painted_twice_is_read_once() {
    let page = painted(|page| {
        page.operators
            .set_text_rendering_mode(pdf_writer::types::TextRenderingMode::FillStroke);
        page.text(50.0, 50.0, "太字々々・・");
        page.operators
            .set_text_rendering_mode(pdf_writer::types::TextRenderingMode::Fill);
        page.text(50.0, 80.0, "影")
            .text(50.4, 80.0, "影")
            .text(50.8, 80.2, "影");
        page.text(50.0, 110.0, "人人");
    });
    assert_eq!(page.raw, "太字々々・・影人人");
    assert_eq!(page.raw, page.display);
}

#[test]
fn half_width_and_full_width_advance_as_the_font_says() {
    let page = painted(|page| {
        page.text(50.0, 50.0, "ｶﾅ計");
    });
    let widths: Vec<f32> = page
        .glyphs
        .iter()
        .map(|glyph| glyph.rect.width().round())
        .collect();
    assert_eq!(widths, [5.0, 5.0, 10.0]);
    let first = &page.glyphs[0];
    assert!((first.origin.x - 50.0).abs() < 0.01 && (first.origin.y - 58.8).abs() < 0.01);
    assert!((first.rect.y0 - 50.0).abs() < 0.01 && (first.rect.y1 - 60.0).abs() < 0.01);
}

#[test]
fn white_paint_rules_nothing() {
    let page = painted(|page| {
        page.line(50.0, 50.0, 350.0, 50.0);
        page.operators.set_fill_gray(1.0).set_stroke_gray(1.0);
        page.line(50.0, 70.0, 350.0, 70.0);
        page.fill(40.0, 40.0, 360.0, 60.0);
        page.fill(50.0, 90.0, 350.0, 90.5);
    });
    assert!(page.strokes.is_empty() && page.fills.is_empty());
}

#[test]
fn what_a_page_withholds_is_reported() -> Result<(), Error> {
    let text = || {
        draw(|page| {
            page.text(50.0, 50.0, "計画");
        })
    };
    let unknown = read(&pdf_with(["Nowhere-H", "90ms-RKSJ-V"], vec![text()]))?;
    let codes: Vec<Code> = unknown.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::UnknownCmap]);
    let message = &unknown.diagnostics[0].message;
    assert!(
        message.contains("page 1")
            && message.contains("MS-Mincho")
            && message.contains("Nowhere-H"),
        "{message}"
    );

    let mut image = draw(|page| {
        page.operators.x_object(Name(b"I"));
    });
    image.image = true;
    let scanned = read(&pdf(vec![text(), image]))?;
    let found: Vec<(Code, Option<u32>)> = scanned
        .diagnostics
        .iter()
        .map(|d| (d.code, d.page))
        .collect();
    assert_eq!(found, [(Code::NoTextLayer, Some(2))]);
    Ok(())
}

#[test]
fn images_are_laid_where_the_page_has_them() {
    let mut image = draw(|page| {
        page.operators
            .transform([200.0, 0.0, 0.0, 300.0, 0.0, 0.0])
            .x_object(Name(b"I"));
    });
    image.image = true;
    let bytes = pdf(vec![image]);
    let picture = scan::picture(&bytes, 1, 100).expect("a page");
    assert_eq!((picture.width, picture.height), (100, 150));
    let at = |x: usize, y: usize| picture.grey[y * 100 + x];
    // The lower left quarter is black, all else paper.
    assert_eq!(
        (at(10, 140), at(49, 76), at(51, 140), at(10, 74)),
        (0, 0, 255, 255)
    );
    assert!(scan::picture(&bytes, 2, 100).is_none());
}

#[test]
fn maps_outside_the_predefined_ones_are_read() -> Result<(), Error> {
    for (map, bytes) in [
        ("UniJIS-UTF32-H", &b"\0\0\x8A\x08\0\x02\x0B\xB7"[..]),
        ("UniJIS2004-UTF16-H", b"\x8A\x08\xD8\x42\xDF\xB7"),
        ("UniJIS-UTF8-H", "計𠮷".as_bytes()),
    ] {
        let drawing = draw(|page| {
            page.operators.begin_text().set_font(Name(b"H"), 10.0);
            page.operators.show(Str(bytes)).end_text();
        });
        let pages = layout(read(&pdf_with([map, "90ms-RKSJ-V"], vec![drawing]))?);
        assert_eq!(pages.recovered.text, "計𠮷", "{map}");
        assert!(pages.diagnostics.is_empty(), "{map}");
    }
    Ok(())
}

#[test]
fn a_locked_document_says_so() {
    let key = "0".repeat(64);
    let mut locked = "%PDF-1.4\n".to_owned();
    let mut offsets = String::new();
    for object in [
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n",
        &format!("4 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{key}>/U<{key}>>>endobj\n"),
    ] {
        offsets += &format!("{:010} 00000 n \n", locked.len());
        locked += object;
    }
    let start = locked.len();
    locked += &format!(
        "xref\n0 5\n0000000000 65535 f \n{offsets}\
         trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n{start}\n%%EOF"
    );
    let error = read(locked.as_bytes()).expect_err("locked");
    assert!(error.is_encrypted(), "{error}");
}

#[test]
fn the_number_of_threads_changes_nothing() -> Result<(), Box<dyn std::error::Error>> {
    let page = |number: usize| {
        draw(|page| {
            page.text(50.0, 50.0, &format!("第{number}頁の計画"));
            page.grid(&[50.0, 150.0, 250.0], &[80.0, 110.0]);
        })
    };
    let bytes = pdf((1..=40).map(page).collect());
    let read_with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()?;
        let pages = pool.install(|| read(&bytes).map(layout))?;
        Ok::<_, Box<dyn std::error::Error>>((pages.recovered.text, format!("{:?}", pages.blocks)))
    };
    assert_eq!(read_with(1)?, read_with(3)?);
    Ok(())
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [&b""[..], b"%PDF-1.7\n", b"<html><body>404</body></html>"] {
        let error = read(bytes).expect_err("no PDF");
        assert!(error.is_document() && !error.is_encrypted(), "{error}");
    }
}
