//! Tables that go on over the page with other columns than they began with.

use super::drawing::{cell, draw, laid_out, summary, tables};

#[test]
fn last_rows_on_the_next_page_take_the_columns_of_the_table() {
    let first = draw(|page| {
        page.grid(
            &[50.0, 70.0, 110.0, 150.0, 190.0, 230.0, 270.0, 310.0, 350.0],
            &[440.0, 460.0],
        );
        for (i, word) in ["区分", "四月", "五月", "六月", "七月", "八月", "九月"]
            .into_iter()
            .enumerate()
        {
            page.text(75.0 + 40.0 * i as f32, 445.0, word);
        }
        // The header of what stands on the next page is the last row of this one.
        for x in [50.0, 70.0, 150.0, 270.0, 350.0] {
            page.line(x, 460.0, x, 540.0);
        }
        page.line(50.0, 540.0, 350.0, 540.0);
        page.text(155.0, 490.0, "期間の評価")
            .text(275.0, 490.0, "総合評価");
    });
    let second = draw(|page| {
        page.grid(&[70.0, 150.0, 270.0], &[50.0, 100.0, 150.0]);
        for y in [50.0, 150.0] {
            page.line(50.0, y, 350.0, y);
        }
        for x in [50.0, 350.0] {
            page.line(x, 50.0, x, 150.0);
        }
        page.vertical(60.0, 60.0, "年度評価");
        page.text(75.0, 70.0, "工程")
            .text(155.0, 70.0, "計画どおり");
        page.text(75.0, 120.0, "課題")
            .text(155.0, 120.0, "周知が要る");
        page.text(300.0, 90.0, "Ａ");
    });
    let pages = laid_out(vec![first, second]);
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!((tables[0].rows, tables[0].columns), (4, 8));
    let cells = summary(tables[0]);
    for expected in [
        (1, 3, 1, 3, "期間の評価"),
        (2, 3, 1, 3, "計画どおり"),
        (3, 3, 1, 3, "周知が要る"),
        (1, 6, 1, 2, "総合評価"),
        (2, 6, 2, 2, "Ａ"),
        // The label was one cell before the page broke it.
        (1, 0, 3, 1, "年度評価"),
    ] {
        assert!(cells.contains(&expected), "{expected:?} in {cells:?}");
    }
}

#[test]
fn a_merged_label_goes_on_over_the_page() {
    let xs = [50.0, 80.0, 200.0, 350.0];
    let sheet = |top: f32, label: Option<&str>, rows: [(&str, &str); 3]| {
        draw(|page| {
            page.line(xs[0], top, xs[3], top)
                .line(xs[0], top + 90.0, xs[3], top + 90.0);
            for i in 1..3 {
                let y = top + 30.0 * i as f32;
                page.line(xs[1], y, xs[3], y);
            }
            for x in xs {
                page.line(x, top, x, top + 90.0);
            }
            if let Some(label) = label {
                page.vertical(65.0, top + 10.0, label);
            }
            for (i, (name, result)) in rows.into_iter().enumerate() {
                let y = top + 8.0 + 30.0 * i as f32;
                page.text(90.0, y, name).text(210.0, y, result);
            }
        })
    };
    let first = [("窓口", "実施"), ("広報", "検討"), ("研修", "実施")];
    let second = [("財産", "売却"), ("債権", "回収"), ("補助金", "廃止")];
    let pages = laid_out(vec![
        sheet(450.0, Some("改革項目"), first),
        sheet(50.0, None, second),
    ]);
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    let label = cell(tables[0], "改革項目");
    assert_eq!((label.row, label.row_span, label.page), (0, 6, 1));
    assert_eq!(cell(tables[0], "補助金").row, 5);
}

#[test]
fn the_mark_of_the_sheets_stands_between_no_rows_however_large_it_is() {
    let sheet = |top: f32, rows: [(&str, &str); 3]| {
        draw(|page| {
            page.show("H", 300.0, 575.0, 16.0, "資料２");
            page.grid(
                &[50.0, 200.0, 350.0],
                &[top, top + 30.0, top + 60.0, top + 90.0],
            );
            for (i, (name, result)) in rows.into_iter().enumerate() {
                let y = top + 8.0 + 30.0 * i as f32;
                page.text(60.0, y, name).text(210.0, y, result);
            }
        })
    };
    let pages = laid_out(vec![
        sheet(
            450.0,
            [("窓口", "実施"), ("広報", "検討"), ("研修", "試行")],
        ),
        sheet(50.0, [("財産", "売却"), ("債権", "回収"), ("補助", "廃止")]),
    ]);
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!(cell(tables[0], "補助").row, 5);
}
