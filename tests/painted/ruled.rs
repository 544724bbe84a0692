//! Tables of few rows that are ruled alone, and boxes on a line of text.

use super::drawing::{Drawing, page_of, paragraphs, summary, tables};

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
