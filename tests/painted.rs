//! PDFs made on the spot, and what reading and laying out must find in them.

use kaikaku::Error;
use kaikaku::diagnostic::Code;
use kaikaku::layout::{Block, BlockKind, Cell, Grid, Pages, Table, layout};
use kaikaku::read::pdf::read;
use kaikaku::source::{Content, PaintedPage};
use pdf_writer::types::{CidFontType, SystemInfo};
use pdf_writer::{Content as Operators, Finish, Name, Pdf, Rect, Ref, Str};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

const HEIGHT: f32 = 600.0;

/// A page in the making; y is measured from the top, as the layout does.
struct Drawing {
    operators: Operators,
    rotate: i32,
}

impl Drawing {
    fn new() -> Self {
        Self {
            operators: Operators::new(),
            rotate: 0,
        }
    }

    /// Text whose em boxes begin at x and y, 10 points high.
    fn text(&mut self, x: f32, y: f32, text: &str) -> &mut Self {
        self.show("H", x, HEIGHT - y - 8.8, 10.0, text)
    }

    /// Vertical text, its first character centred on x and beginning at y.
    fn vertical(&mut self, x: f32, y: f32, text: &str) -> &mut Self {
        self.show("V", x, HEIGHT - y, 10.0, text)
    }

    fn show(&mut self, font: &str, x: f32, y: f32, size: f32, text: &str) -> &mut Self {
        let (bytes, _, unmapped) = encoding_rs::SHIFT_JIS.encode(text);
        assert!(!unmapped, "{text}");
        self.operators
            .begin_text()
            .set_font(Name(font.as_bytes()), size);
        self.operators.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        self.operators.show(Str(&bytes)).end_text();
        self
    }

    fn line(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> &mut Self {
        self.operators
            .move_to(x0, HEIGHT - y0)
            .line_to(x1, HEIGHT - y1)
            .stroke();
        self
    }

    fn fill(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> &mut Self {
        self.operators
            .rect(x0, HEIGHT - y1, x1 - x0, y1 - y0)
            .fill_nonzero();
        self
    }

    /// All lines of a grid.
    fn grid(&mut self, xs: &[f32], ys: &[f32]) -> &mut Self {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for &y in ys {
            self.line(left, y, right, y);
        }
        for &x in xs {
            self.line(x, top, x, bottom);
        }
        self
    }
}

/// A PDF of these pages, 400 by 600 points, with fonts H and V of 90ms-RKSJ that are not embedded.
fn pdf(drawings: Vec<Drawing>) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    pdf.catalog(catalog).pages(tree);
    for (i, (tag, map)) in [("H", "90ms-RKSJ-H"), ("V", "90ms-RKSJ-V")]
        .into_iter()
        .enumerate()
    {
        let (font, cid, descriptor) = (
            Ref::new(10 + i as i32),
            Ref::new(12 + i as i32),
            Ref::new(14 + i as i32),
        );
        let name = Name(b"MS-Mincho");
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(map.as_bytes()))
            .descendant_font(cid);
        let mut writer = pdf.cid_font(cid);
        writer
            .subtype(CidFontType::Type2)
            .base_font(name)
            .font_descriptor(descriptor);
        writer.system_info(SystemInfo {
            registry: Str(b"Adobe"),
            ordering: Str(b"Japan1"),
            supplement: 2,
        });
        writer.widths().same(231, 632, 500.0);
        writer.finish();
        pdf.font_descriptor(descriptor).name(name);
        assert!(["H", "V"].contains(&tag));
    }
    let ids: Vec<Ref> = (0..drawings.len())
        .map(|i| Ref::new(100 + 2 * i as i32))
        .collect();
    pdf.pages(tree)
        .kids(ids.iter().copied())
        .count(ids.len() as i32);
    for (id, drawing) in ids.iter().zip(drawings) {
        let content = Ref::new(id.get() + 1);
        let mut page = pdf.page(*id);
        page.parent(tree)
            .media_box(Rect::new(0.0, 0.0, 400.0, HEIGHT))
            .contents(content);
        if drawing.rotate != 0 {
            page.rotate(drawing.rotate);
        }
        page.resources()
            .fonts()
            .pair(Name(b"H"), Ref::new(10))
            .pair(Name(b"V"), Ref::new(11));
        page.finish();
        pdf.stream(content, &drawing.operators.finish());
    }
    pdf.finish()
}

fn laid_out(drawings: Vec<Drawing>) -> Pages {
    layout(read(&pdf(drawings)).expect("a sound PDF"))
}

fn draw(paint: impl FnOnce(&mut Drawing)) -> Drawing {
    let mut drawing = Drawing::new();
    paint(&mut drawing);
    drawing
}

fn page_of(paint: impl FnOnce(&mut Drawing)) -> Pages {
    laid_out(vec![draw(paint)])
}

fn painted(paint: impl FnOnce(&mut Drawing)) -> PaintedPage {
    match read(&pdf(vec![draw(paint)])).expect("a sound PDF").content {
        Content::Painted(mut pages) => pages.remove(0),
        Content::Written(_) => unreachable!("a PDF is painted"),
    }
}

fn tables(pages: &Pages) -> Vec<&Table> {
    let table = |block: &'_ Block| matches!(block.kind, BlockKind::Table(_));
    pages
        .blocks
        .iter()
        .filter(|block| table(block))
        .filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

fn paragraphs(pages: &Pages, furniture: bool) -> Vec<&str> {
    pages
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Text(paragraphs) if !furniture => Some(paragraphs),
            BlockKind::Furniture(paragraphs) if furniture => Some(paragraphs),
            _ => None,
        })
        .flatten()
        .map(|paragraph| paragraph.text.as_str())
        .collect()
}

fn summary(table: &Table) -> Vec<(u32, u32, u32, u32, &str)> {
    table
        .cells
        .iter()
        .map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str()))
        .collect()
}

fn cell<'t>(table: &'t Table, text: &str) -> &'t Cell {
    table
        .cells
        .iter()
        .find(|cell| cell.text.as_str() == text)
        .unwrap_or_else(|| panic!("no cell says {text}: {:?}", summary(table)))
}

#[test]
fn cells_span_what_they_were_merged_over() {
    let pages = page_of(|page| {
        // The head of the left column goes over two rows, 平成27年度 over two columns.
        page.line(50.0, 50.0, 350.0, 50.0)
            .line(150.0, 70.0, 350.0, 70.0);
        page.line(50.0, 90.0, 350.0, 90.0)
            .line(50.0, 110.0, 350.0, 110.0);
        for (x, top) in [(50.0, 50.0), (150.0, 50.0), (250.0, 70.0), (350.0, 50.0)] {
            page.line(x, top, x, 110.0);
        }
        page.text(55.0, 65.0, "取組")
            .text(205.0, 55.0, "平成27年度");
        page.text(155.0, 75.0, "計画").text(255.0, 75.0, "実績");
        page.text(55.0, 95.0, "広報")
            .text(155.0, 95.0, "実施")
            .text(255.0, 95.0, "1回実施");
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!(
        (tables[0].rows, tables[0].columns, tables[0].grid),
        (3, 3, Grid::Ruled)
    );
    assert_eq!(
        summary(tables[0]),
        [
            (0, 0, 2, 1, "取組"),
            (0, 1, 1, 2, "平成27年度"),
            (1, 1, 1, 1, "計画"),
            (1, 2, 1, 1, "実績"),
            (2, 0, 1, 1, "広報"),
            (2, 1, 1, 1, "実施"),
            (2, 2, 1, 1, "1回実施"),
        ]
    );
    assert_eq!(
        pages.recovered.text,
        "取組\n平成27年度\n計画\n実績\n広報\n実施\n1回実施"
    );
}

#[test]
fn double_borders_and_thin_boxes_rule_as_lines_do() {
    let pages = page_of(|page| {
        for y in [50.0, 80.0, 110.0] {
            page.fill(50.0, y, 250.0, y + 0.7);
            page.fill(50.0, y + 1.8, 250.0, y + 2.5);
        }
        for x in [50.0, 150.0, 250.0] {
            page.fill(x, 50.0, x + 0.7, 112.0);
        }
        page.text(60.0, 60.0, "甲").text(160.0, 60.0, "乙");
        page.text(60.0, 90.0, "丙").text(160.0, 90.0, "丁");
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!(
        summary(tables[0]),
        [
            (0, 0, 1, 1, "甲"),
            (0, 1, 1, 1, "乙"),
            (1, 0, 1, 1, "丙"),
            (1, 1, 1, 1, "丁")
        ]
    );
}

#[test]
fn labels_that_read_down_are_one_text() {
    let pages = page_of(|page| {
        page.grid(&[50.0, 70.0, 90.0, 200.0], &[50.0, 130.0]);
        for (i, c) in ["改", "革", "実", "施"].into_iter().enumerate() {
            page.text(55.0, 60.0 + 14.0 * i as f32, c);
        }
        page.vertical(80.0, 60.0, "重点項目");
        page.text(95.0, 60.0, "内容");
    });
    let tables = tables(&pages);
    assert!(cell(tables[0], "改革実施").vertical);
    assert!(cell(tables[0], "重点項目").vertical);
    assert!(!cell(tables[0], "内容").vertical);
}

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
fn two_columns_are_read_one_after_the_other() {
    let pages = page_of(|page| {
        page.text(50.0, 30.0, "行政改革大綱について");
        for i in 0..8 {
            let y = 60.0 + 14.0 * i as f32;
            page.text(40.0, y, "左段の文章がここに続いてゆく").text(
                210.0,
                y,
                "右段の文章がここに続いてゆく",
            );
        }
    });
    let text = &pages.recovered.text;
    assert!(text.starts_with("行政改革大綱について\n左段"), "{text}");
    assert!(text.rfind("左段") < text.find("右段"), "{text}");
    assert!(tables(&pages).is_empty());
}

#[test]
fn words_in_columns_are_a_table_and_prose_is_not() {
    let pages = page_of(|page| {
        page.text(
            50.0,
            30.0,
            "この計画は、市民と行政が協働して進めるものである。",
        );
        for (i, row) in [
            ["指標", "計画", "実績"],
            ["回数", "10", "12"],
            ["人数", "200", "180"],
            ["団体", "3", "4"],
        ]
        .into_iter()
        .enumerate()
        {
            for (word, x) in row.into_iter().zip([50.0, 150.0, 250.0]) {
                page.text(x, 60.0 + 16.0 * i as f32, word);
            }
        }
        for i in 0..5 {
            page.text(
                50.0,
                160.0 + 14.0 * i as f32,
                "引き続き、事務事業の見直しを行い、経費を減らす。",
            );
        }
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!(
        (tables[0].rows, tables[0].columns, tables[0].grid),
        (4, 3, Grid::Aligned)
    );
    assert_eq!(cell(tables[0], "180").column, 2);
    assert_eq!(
        paragraphs(&pages, false)[0],
        "この計画は、市民と行政が協働して進めるものである。"
    );
}

#[test]
fn a_table_goes_on_over_the_page() {
    let xs = [50.0, 150.0, 350.0];
    let header = |page: &mut Drawing, y: f32| {
        page.text(60.0, y, "番号").text(160.0, y, "取組");
    };
    let first = draw(|page| {
        page.grid(&xs, &[400.0, 420.0, 480.0, 540.0]);
        header(page, 405.0);
        page.text(60.0, 430.0, "1").text(160.0, 430.0, "窓口の改善");
        page.text(60.0, 490.0, "2").text(160.0, 490.0, "歳入の確保");
        page.text(190.0, 570.0, "- 1 -");
    });
    let second = draw(|page| {
        page.grid(&xs, &[50.0, 70.0, 130.0]);
        header(page, 55.0);
        page.text(60.0, 80.0, "3").text(160.0, 80.0, "人材の育成");
        page.text(190.0, 570.0, "- 2 -");
    });
    let pages = laid_out(vec![first, second]);
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!((tables[0].rows, tables[0].columns), (4, 2));
    let last = cell(tables[0], "人材の育成");
    assert_eq!((last.row, last.page), (3, 2));
    assert_eq!(paragraphs(&pages, true), ["- 1 -", "番号", "取組", "- 2 -"]);
    assert!(paragraphs(&pages, false).is_empty());
}

#[test]
fn the_next_sheet_of_a_form_is_a_table_of_its_own() {
    let sheet = |number: &str, name: &str| {
        draw(|page| {
            page.grid(&[50.0, 150.0, 350.0], &[50.0, 70.0, 90.0, 110.0, 550.0]);
            page.text(60.0, 55.0, "番号").text(160.0, 55.0, number);
            page.text(60.0, 75.0, "項目").text(160.0, 75.0, name);
            page.text(60.0, 95.0, "担当課").text(160.0, 95.0, "企画課");
            page.text(60.0, 120.0, "実績")
                .text(160.0, 120.0, "実施した");
        })
    };
    let pages = laid_out(vec![sheet("1", "窓口の改善"), sheet("2", "歳入の確保")]);
    assert_eq!(tables(&pages).len(), 2);
}

#[test]
fn a_diagonal_strikes_a_cell_and_a_fill_shades_it() {
    let pages = page_of(|page| {
        page.operators.set_fill_gray(0.8);
        page.fill(50.0, 50.0, 150.0, 80.0);
        page.operators.set_fill_gray(0.0);
        page.grid(&[50.0, 150.0, 250.0], &[50.0, 80.0, 110.0]);
        page.line(150.0, 110.0, 250.0, 80.0);
        page.text(60.0, 60.0, "見出し").text(60.0, 90.0, "該当");
    });
    let table = tables(&pages)[0];
    let flags: Vec<(bool, bool)> = table.cells.iter().map(|c| (c.struck, c.shaded)).collect();
    assert_eq!(
        flags,
        [(false, true), (false, false), (false, false), (true, false)]
    );
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

/// The folder of documents that are not part of the project, where it is there.
fn beside(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(name);
    if !folder.is_dir() {
        let _ = writeln!(std::io::stdout(), "skipped: {name} is not there");
        return None;
    }
    Some(folder)
}

fn pdfs(folder: &PathBuf) -> Vec<(String, Result<Pages, Error>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned());
            let bytes = std::fs::read(&path).expect("a file");
            (name.unwrap_or_default(), read(&bytes).map(layout))
        })
        .collect()
}

/// NFKC without white space and variation selectors, sorted.
fn bag(text: &str) -> Vec<char> {
    let mut bag: Vec<char> = text
        .nfkc()
        .filter(|c| !c.is_whitespace() && !('\u{E0100}'..='\u{E01EF}').contains(c))
        .collect();
    bag.sort_unstable();
    bag
}

#[test]
fn every_encoding_gives_its_characters() -> Result<(), Box<dyn std::error::Error>> {
    let Some(folder) = beside("pdf-encodings") else {
        return Ok(());
    };
    let expected = std::fs::read_to_string(folder.join("expected.json"))?;
    let expected: BTreeMap<String, String> = serde_json::from_str(&expected)?;
    for (name, pages) in pdfs(&folder) {
        if name == "truncated_half" {
            let warned = |pages: &Pages| {
                pages
                    .diagnostics
                    .iter()
                    .any(|d| d.code == Code::UnreadablePage)
            };
            assert!(pages.as_ref().map_or(true, warned), "{name}");
            continue;
        }
        assert_eq!(bag(&pages?.recovered.text), bag(&expected[&name]), "{name}");
    }
    Ok(())
}

#[test]
fn published_forms_are_laid_out() {
    let Some(folder) = beside("pdf-real") else {
        return;
    };
    for (name, pages) in pdfs(&folder) {
        let pages = pages.expect("a sound PDF");
        assert!(
            pages.diagnostics.is_empty(),
            "{name}: {:?}",
            pages.diagnostics
        );
        assert_eq!(
            pages.recovered.text.chars().count(),
            pages.recovered.boxes.len(),
            "{name}"
        );
    }
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [&b""[..], b"%PDF-1.7\n", b"<html><body>404</body></html>"] {
        let error = read(bytes).expect_err("no PDF");
        assert!(error.is_document() && !error.is_encrypted(), "{error}");
    }
}
