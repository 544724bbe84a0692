//! Tables of few rows that are ruled alone, and boxes on a line of text.

use super::drawing::{Drawing, draw, page_of, paragraphs, pdf, summary, tables};

/// Draws rows whose rules reach from side to side, and nothing between their cells.
fn rows(page: &mut Drawing, top: f32, rows: &[[&str; 4]]) {
    page.line(40.0, top, 300.0, top);
    for (i, row) in rows.iter().enumerate() {
        let y = top + 20.0 * i as f32;
        for (x, cell) in [44.0, 80.0, 160.0, 250.0].iter().zip(row) {
            page.text(*x, y + 14.0, cell);
        }
        page.line(40.0, y + 20.0, 300.0, y + 20.0);
    }
}

#[test]
fn two_rows_below_a_header_are_a_table_where_white_space_runs_through_all() {
    let pages = page_of(|page| {
        rows(
            page,
            60.0,
            &[
                ["番号", "取組項目", "取組結果", "進捗"],
                ["8", "評価の活用", "反映した。", "順調"],
                ["9", "組織の再編", "改正した。", "遅れ"],
            ],
        );
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    let last: Vec<&str> = summary(tables[0])
        .into_iter()
        .filter(|(row, ..)| *row == 2)
        .map(|(.., text)| text)
        .collect();
    assert_eq!(last, ["9", "組織の再編", "改正した。", "遅れ"]);
}

#[test]
fn rules_around_sentences_are_no_table() {
    let pages = page_of(|page| {
        for (i, line) in [
            "市民の待ち時間を短くするため、案内員を置く。",
            "手続を早める。",
            "休日にも窓口を開く。",
        ]
        .iter()
        .enumerate()
        {
            page.line(40.0, 60.0 + 20.0 * i as f32, 300.0, 60.0 + 20.0 * i as f32);
            page.text(44.0, 74.0 + 20.0 * i as f32, line);
        }
        page.line(40.0, 120.0, 300.0, 120.0);
    });
    assert!(tables(&pages).is_empty());
}

#[test]
fn a_box_around_a_grade_stands_on_the_line_before_it() {
    let pages = page_of(|page| {
        page.text(40.0, 74.0, "令和６年度の評価");
        page.grid(&[134.0, 160.0], &[62.0, 78.0]);
        page.text(142.0, 74.0, "3");
        page.text(50.0, 92.0, "手続は順調に増えている。");
    });
    let lines = paragraphs(&pages, false).join("/");
    assert!(
        lines.starts_with("令和６年度の評価") && lines.contains("3/手続は"),
        "{lines}"
    );
}

#[test]
fn an_arrow_over_a_cell_shades_nothing() {
    let pages = page_of(|page| {
        page.grid(&[40.0, 140.0, 260.0], &[60.0, 84.0, 108.0]);
        page.fill(40.0, 60.0, 140.0, 84.0);
        for (x, y, text) in [
            (44.0, 66.0, "取組"),
            (144.0, 66.0, "調査"),
            (44.0, 90.0, "導入"),
            (144.0, 90.0, "試行"),
        ] {
            page.text(x, y, text);
        }
        // As a browser paints one: a box that is cut to the shape of an arrow.
        page.operators
            .save_state()
            .move_to(142.0, 538.0)
            .line_to(250.0, 538.0)
            .line_to(258.0, 528.0)
            .line_to(250.0, 518.0)
            .line_to(142.0, 518.0)
            .close_path()
            .clip_nonzero()
            .end_path();
        page.fill(142.0, 62.0, 258.0, 82.0);
        page.operators.restore_state();
        page.fill(140.0, 84.0, 260.0, 108.0);
    });
    let shaded: Vec<bool> = tables(&pages)[0].cells.iter().map(|c| c.shaded).collect();
    assert_eq!(shaded, [true, false, false, true]);
}

#[test]
fn levels_that_are_shaded_in_a_list_are_values() {
    let bytes = pdf(vec![draw(|page| {
        let (xs, ys) = (
            [40.0, 120.0, 160.0, 240.0, 320.0],
            [60.0, 80.0, 100.0, 120.0],
        );
        page.grid(&xs, &ys);
        page.fill(40.0, 60.0, 320.0, 80.0);
        page.fill(40.0, 80.0, 120.0, 120.0);
        for (y, row) in [
            (64.0, ["基本方針", "No.", "実施項目", "担当課"]),
            (84.0, ["1 市政の推進", "1", "窓口の改善", "市民課"]),
            (104.0, ["2 財政の運営", "2", "収納の強化", "収納課"]),
        ] {
            for (x, text) in xs.iter().zip(row) {
                page.text(x + 4.0, y, text);
            }
        }
    })]);
    let bundle = kaikaku::convert(&bytes, "list.pdf", &kaikaku::Options::default()).expect("a PDF");
    let items: Vec<_> = bundle
        .items
        .iter()
        .filter_map(|i| i.name.as_deref())
        .collect();
    assert_eq!(items, ["窓口の改善", "収納の強化"]);
}

#[test]
fn the_last_character_of_a_word_goes_on_with_it() {
    let pages = page_of(|page| {
        page.grid(&[40.0, 112.0, 200.0], &[60.0, 100.0]);
        page.text(44.0, 66.0, "市政の推");
        page.text(44.0, 80.0, "進");
        page.text(116.0, 66.0, "窓口の改善");
    });
    let texts: Vec<&str> = summary(tables(&pages)[0])
        .into_iter()
        .map(|(.., text)| text)
        .collect();
    assert_eq!(texts, ["市政の推進", "窓口の改善"]);
}
