//! Paragraphs, columns, furniture, and the recovered text.

use super::drawing::{HEIGHT, cell, draw, laid_out, page_of, paragraphs, summary, tables};
use kaikaku::geometry::{Point, Rect};
use kaikaku::layout::{BlockKind, layout};
use kaikaku::source::{Content, Glyph, PaintedPage, Source, Span};
use pdf_writer::{Name, Str};

#[test]
fn wraps_are_joined_and_clauses_kept() {
    let pages = page_of(|page| {
        page.grid(&[50.0, 110.0, 254.0], &[50.0, 130.0]);
        page.text(55.0, 60.0, "課題、").text(55.0, 74.0, "改善事項");
        page.text(114.0, 55.0, "・市民と行政が協働して行う事")
            .text(124.0, 67.0, "業を進める。")
            .text(114.0, 79.0, "・広報紙を活用する。")
            .text(114.0, 91.0, "(1)短い")
            .text(114.0, 103.0, "別の段落");
    });
    let tables = tables(&pages);
    cell(tables[0], "課題、改善事項");
    cell(
        tables[0],
        "・市民と行政が協働して行う事業を進める。\n・広報紙を活用する。\n(1)短い\n別の段落",
    );
}

#[test]
fn an_indented_line_that_looks_centred_goes_on_all_the_same() {
    let pages = page_of(|page| {
        // The first line is one em further in than the second, and ends as far from the other edge.
        page.grid(&[50.0, 172.0, 250.0], &[50.0, 90.0]);
        page.text(52.0, 53.0, "　一部の取組は終わって")
            .text(52.0, 65.0, "いない。");
    });
    cell(tables(&pages)[0], "一部の取組は終わっていない。");
}

#[test]
fn a_sentence_that_ends_at_the_margin_ends_its_paragraph_where_others_do() {
    let pages = page_of(|page| {
        page.grid(&[50.0, 185.0, 320.0], &[50.0, 100.0]);
        // Every sentence has lines of its own.
        page.text(52.0, 53.0, "一部の取組が終わっている。")
            .text(52.0, 65.0, "次の取組を進める。");
        // Sentences go on within the lines.
        page.text(187.0, 53.0, "取組を見直した。これは市民")
            .text(187.0, 65.0, "とともに行ったことである。")
            .text(187.0, 77.0, "次に進む。");
        // First lines are indented, as the first of all is.
        page.text(50.0, 200.0, "はじめに")
            .text(
                50.0,
                214.0,
                "　市は多くの人が働く所である。そこで、仕事を見直す。",
            )
            .text(50.0, 228.0, "　次に、進める。");
    });
    let table = tables(&pages)[0];
    cell(table, "一部の取組が終わっている。\n次の取組を進める。");
    cell(
        table,
        "取組を見直した。これは市民とともに行ったことである。次に進む。",
    );
    assert_eq!(
        paragraphs(&pages, false)[1..],
        [
            "市は多くの人が働く所である。そこで、仕事を見直す。",
            "次に、進める。"
        ]
    );
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let pages = page_of(|page| {
        page.text(50.0, 30.0, "行政改革大綱について");
        for i in 0..8 {
            let y = 60.0 + 14.0 * i as f32;
            page.text(40.0, y, "左段の文は、ここに続いてゆく").text(
                210.0,
                y,
                "右段の文は、ここに続いてゆく",
            );
        }
    });
    let text = &pages.recovered.text;
    assert!(text.starts_with("行政改革大綱について\n左段"), "{text}");
    assert!(text.rfind("左段") < text.find("右段"), "{text}");
    assert!(tables(&pages).is_empty());
}

#[test]
fn a_page_is_read_as_it_is_shown() {
    // The page lies on its side; what is drawn upwards along its left edge runs along its top when shown.
    let mut drawing = draw(|page| {
        page.operators.begin_text().set_font(Name(b"H"), 10.0);
        page.operators
            .set_text_matrix([0.0, 1.0, -1.0, 0.0, 50.0, 100.0]);
        let (bytes, ..) = encoding_rs::SHIFT_JIS.encode("横長の頁");
        page.operators.show(Str(&bytes)).end_text();
    });
    drawing.rotate = 90;
    let pages = laid_out(vec![drawing]);
    let page = pages.recovered.pages[0];
    assert_eq!((page.width, page.height), (HEIGHT, 400.0));
    assert_eq!(pages.recovered.text, "横長の頁");
    let first = pages.recovered.boxes[0];
    assert!(
        (first.x0 - 100.0).abs() < 0.1 && (first.y1 - 51.2).abs() < 0.1,
        "{first:?}"
    );
    assert!((first.width() - 10.0).abs() < 0.1, "{first:?}");
}

#[test]
fn every_character_is_recovered_once_with_its_box() {
    let pages = page_of(|page| {
        page.grid(&[50.0, 150.0, 250.0], &[50.0, 80.0]);
        page.text(60.0, 60.0, "計 画")
            .text(160.0, 60.0, "実績")
            .text(50.0, 100.0, "注 ");
    });
    let recovered = &pages.recovered;
    let count = recovered.text.chars().count();
    assert_eq!(
        (recovered.boxes.len(), recovered.continues.len()),
        (count, count)
    );
    assert_eq!(recovered.text, "計 画\n実績\n注 ");
    let table = tables(&pages)[0];
    assert_eq!(recovered.spans(table.cells[0].text.slice()).len(), 1);
}

#[test]
fn ruby_comes_after_the_text_that_it_annotates() {
    let pages = page_of(|page| {
        page.text(50.0, 60.0, "新しい鋏を進める取組について");
        page.show("H", 80.0, HEIGHT - 59.0, 5.0, "はさみ");
        page.text(50.0, 76.0, "次の段落");
    });
    assert_eq!(
        paragraphs(&pages, false),
        ["新しい鋏を進める取組について", "はさみ", "次の段落"]
    );
}

#[test]
fn raised_marks_and_ruby_are_no_part_of_a_cell() {
    let pages = page_of(|page| {
        page.grid(&[40.0, 200.0, 360.0], &[40.0, 80.0]);
        page.text(50.0, 60.0, "協働");
        page.show("H", 70.0, HEIGHT - 65.3, 6.5, "※1");
        page.text(80.0, 60.0, "の鋏");
        page.show("H", 90.0, HEIGHT - 59.0, 5.0, "きょう");
        page.text(210.0, 60.0, "1,200m");
        page.show("H", 240.0, HEIGHT - 65.3, 6.5, "2");
    });
    assert_eq!(
        summary(tables(&pages)[0]),
        [(0, 0, 1, 1, "協働の鋏"), (0, 1, 1, 1, "1,200m2")]
    );
    let text = &pages.recovered.text;
    assert!(
        text.contains("協働※1の鋏") && text.contains("きょう"),
        "{text}"
    );
}

#[test]
fn a_ring_marks_the_option_that_it_is_drawn_around() {
    let pages = page_of(|page| {
        page.grid(&[40.0, 200.0, 360.0], &[40.0, 80.0]);
        page.text(50.0, 55.0, "評価")
            .text(210.0, 55.0, "拡充 ・ 継続 ・ 縮小");
        page.ring(243.0, 52.0, 267.0, 68.0);
    });
    let table = tables(&pages)[0];
    assert_eq!(table.cells[1].text.as_str(), "拡充 ・ ○継続 ・ 縮小");
    assert_eq!(table.cells.len(), 2);
}

#[test]
fn vertical_columns_are_read_from_right_to_left() {
    let pages = page_of(|page| {
        page.vertical(300.0, 50.0, "市民と行政が")
            .vertical(284.0, 50.0, "協働する。");
        page.vertical(268.0, 50.0, "・次の項");
    });
    assert_eq!(
        paragraphs(&pages, false),
        ["市民と行政が協働する。", "・次の項"]
    );
}

#[test]
fn running_feet_are_furniture_and_titles_are_not() {
    let sheet = |number: &str| {
        draw(|page| {
            page.show("H", 120.0, 560.0, 16.0, "進行管理シート");
            for i in 0..6 {
                page.text(
                    50.0,
                    100.0 + 14.0 * i as f32,
                    &format!("取組{number}の内容{i}"),
                );
            }
            page.text(60.0, 570.0, "○○市行政改革大綱")
                .text(330.0, 570.0, number);
        })
    };
    let pages = laid_out(vec![sheet("1"), sheet("2"), sheet("3")]);
    // Each foot is the name of the plan and, at the margin, the page number.
    assert_eq!(paragraphs(&pages, true).len(), 6);
    assert_eq!(
        paragraphs(&pages, false)
            .iter()
            .filter(|text| **text == "進行管理シート")
            .count(),
        3
    );
}

#[test]
fn folded_glyphs_lead_back_to_what_was_given() {
    // Half-width ｶ and ﾞ are folded to one character; ㌍ may stand for several; the mark is dropped.
    let glyph = |raw: std::ops::Range<u32>, display: std::ops::Range<u32>, x: f32| Glyph {
        raw,
        display,
        origin: Point { x, y: 58.8 },
        rect: Rect::new(x, 50.0, x + 10.0, 60.0),
        em: 10.0,
        vertical: false,
        blank: false,
    };
    let page = PaintedPage {
        width: 400.0,
        height: 600.0,
        raw: "ｶﾞ㌍\u{FEFF}".into(),
        display: "ガカロリー".into(),
        glyphs: vec![
            glyph(0..3, 0..3, 50.0),
            glyph(3..6, 3..3, 60.0),
            glyph(6..9, 3..15, 70.0),
            glyph(9..12, 15..15, 80.0),
        ],
        ..PaintedPage::default()
    };
    let pages = layout(Source {
        media_type: "application/pdf",
        encoding: None,
        content: Content::Painted(vec![page]),
        diagnostics: Vec::new(),
    });
    assert_eq!(pages.recovered.text, "ｶﾞ㌍\u{FEFF}");
    assert_eq!(pages.recovered.continues, [false, true, false, true]);
    let BlockKind::Text(paragraphs) = &pages.blocks[0].kind else {
        panic!("text");
    };
    let text = paragraphs[0].text.slice();
    assert_eq!(text.as_str(), "ガカロリー");
    let places: Vec<u32> = text.places().map(|(_, at)| at).collect();
    assert_eq!(places, [0, 2, 2, 2, 2]);
    assert_eq!(pages.recovered.spans(text), [Span { start: 0, end: 4 }]);
}
