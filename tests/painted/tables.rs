//! What is a table, and what is in its cells.

use super::drawing::{Drawing, cell, draw, laid_out, page_of, paragraphs, summary, tables};
use kaikaku::layout::Grid;

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
fn rows_may_be_ruled_and_columns_not() {
    let rows = [
        ["年代", "男性", "女性"],
        ["20代", "12", "27"],
        ["30代", "9", "13"],
        ["40代", "114", "3"],
        ["合計", "135", "43"],
    ];
    let pages = page_of(|page| {
        for (i, row) in rows.iter().enumerate() {
            let y = 60.0 + 16.0 * i as f32;
            page.line(50.0, y - 3.0, 250.0, y - 3.0);
            for (word, x) in row.iter().zip([55.0, 105.0, 155.0]) {
                page.text(x, y, word);
            }
        }
        page.line(50.0, 137.0, 250.0, 137.0);
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!(
        (tables[0].rows, tables[0].columns, tables[0].grid),
        (5, 3, Grid::Aligned)
    );
    assert_eq!(
        (cell(tables[0], "114").row, cell(tables[0], "43").column),
        (3, 2)
    );
}

#[test]
fn a_frame_around_text_is_no_table() {
    let pages = page_of(|page| {
        page.grid(&[40.0, 360.0], &[40.0, 200.0]);
        page.text(50.0, 50.0, "表は枠の中にある。");
        page.grid(&[60.0, 120.0, 300.0], &[80.0, 110.0]);
        page.text(70.0, 90.0, "目標").text(130.0, 90.0, "10人");
        page.text(50.0, 180.0, "枠の終わり。");
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!(
        summary(tables[0]),
        [(0, 0, 1, 1, "目標"), (0, 1, 1, 1, "10人")]
    );
    assert_eq!(
        paragraphs(&pages, false),
        ["表は枠の中にある。", "枠の終わり。"]
    );
    assert_eq!(
        pages.recovered.text,
        "表は枠の中にある。\n目標\n10人\n枠の終わり。"
    );
}

#[test]
fn tables_side_by_side_are_read_from_left_to_right() {
    let pages = page_of(|page| {
        page.grid(&[40.0, 100.0, 180.0], &[50.0, 80.0, 110.0]);
        page.grid(&[220.0, 280.0, 360.0], &[50.0, 80.0, 110.0]);
        for (x, text) in [(45.0, "左"), (225.0, "右")] {
            page.text(x, 60.0, text).text(x, 90.0, text);
        }
    });
    assert_eq!(tables(&pages).len(), 2);
    assert_eq!(pages.recovered.text, "左\n左\n右\n右");
}

#[test]
fn cells_below_a_header_may_have_several_lines() {
    let pages = page_of(|page| {
        page.text(40.0, 40.0, "施策Ⅰ 民間の力を生かす行政");
        for (x, word) in [
            (42.0, "№"),
            (80.0, "取組名"),
            (170.0, "担当課"),
            (230.0, "実績"),
        ] {
            page.text(x, 56.0, word);
        }
        page.text(42.0, 72.0, "16")
            .text(80.0, 72.0, "指定管理者の拡大等")
            .text(170.0, 72.0, "行革課");
        page.text(230.0, 72.0, "・評価基準の策定に向け、関係");
        page.text(170.0, 84.0, "財政課")
            .text(240.0, 84.0, "課と協議した。");
        page.text(40.0, 104.0, "施策Ⅱ 使う人の側に立つ市役所");
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!(
        (tables[0].rows, tables[0].columns, tables[0].grid),
        (2, 4, Grid::Aligned)
    );
    assert_eq!(cell(tables[0], "指定管理者の拡大等").column, 1);
    assert_eq!(cell(tables[0], "行革課\n財政課").row, 1);
    assert_eq!(paragraphs(&pages, false).len(), 2);
}

#[test]
fn the_fullest_line_of_a_column_says_where_its_lines_wrap() {
    let pages = page_of(|page| {
        for (x, word) in [(42.0, "№"), (80.0, "実績"), (200.0, "進捗")] {
            page.text(x, 56.0, word);
        }
        page.text(42.0, 72.0, "16")
            .text(80.0, 72.0, "・窓口の案内を見直した")
            .text(200.0, 72.0, "完了");
        // One and a half em before the next column, but only half an em before the line above ends.
        page.text(42.0, 92.0, "17")
            .text(80.0, 92.0, "・市公式SNSの指針を定")
            .text(200.0, 92.0, "完了");
        page.text(80.0, 104.0, "めた。");
    });
    let tables = tables(&pages);
    assert_eq!((tables[0].rows, tables[0].grid), (3, Grid::Aligned));
    cell(tables[0], "・市公式SNSの指針を定めた。");
}

#[test]
fn keys_set_apart_to_one_width_are_words_before_their_values() {
    let pages = page_of(|page| {
        for (y, key, value) in [
            (40.0, "担当部署", "税務課"),
            (55.0, "現況", "納付できる税目は"),
            (85.0, "改革内容", "全ての市税を対象とする。"),
            (100.0, "評価", "Ａ"),
        ] {
            let characters: Vec<char> = key.chars().collect();
            let step = 60.0 / (characters.len() - 1) as f32;
            for (n, c) in characters.iter().enumerate() {
                page.text(40.0 + step * n as f32, y, &c.to_string());
            }
            page.text(120.0, y, value);
        }
        page.text(120.0, 70.0, "二つに限られる。");
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1);
    assert_eq!((tables[0].rows, tables[0].columns), (4, 2));
    assert_eq!(cell(tables[0], "担当部署").row, 0);
    assert_eq!(cell(tables[0], "現況").row, 1);
    assert_eq!(
        cell(tables[0], "納付できる税目は\n二つに限られる。").column,
        1
    );
}

#[test]
fn rows_ruled_above_a_ruled_table_are_keys_and_values() {
    let pages = page_of(|page| {
        for y in [40.0, 60.0, 80.0, 100.0, 120.0, 140.0] {
            page.line(40.0, y, 300.0, y);
        }
        for (y, key, value) in [
            (45.0, "番号", "1204"),
            (65.0, "名称", "空家対策"),
            (85.0, "会計", "一般会計"),
            (105.0, "対象", "空家の所有者と市民"),
            (
                125.0,
                "目的",
                "空家の解消を図り、市民の生活環境を保全する。",
            ),
        ] {
            page.text(45.0, y, key).text(90.0, y, value);
        }
        page.text(180.0, 45.0, "担当").text(220.0, 45.0, "建築課");
        page.text(180.0, 85.0, "期間")
            .text(220.0, 85.0, "平成28年度");
        page.grid(&[40.0, 170.0, 300.0], &[160.0, 180.0, 200.0]);
        page.text(45.0, 165.0, "決算").text(175.0, 165.0, "予算");
        page.text(45.0, 185.0, "10").text(175.0, 185.0, "20");
    });
    let tables = tables(&pages);
    assert_eq!(tables.len(), 2);
    let place = |text: &str| (cell(tables[0], text).row, cell(tables[0], text).column);
    assert_eq!((place("担当"), place("建築課")), ((0, 2), (0, 3)));
    assert_eq!((place("名称"), place("空家対策")), ((1, 0), (1, 1)));
    assert_eq!(
        place("空家の解消を図り、市民の生活環境を保全する。"),
        (4, 1)
    );
}

#[test]
fn columns_of_tables_are_read_one_after_the_other() {
    let pages = page_of(|page| {
        page.text(40.0, 40.0, "左の表").text(240.0, 40.0, "右の表");
        page.grid(&[40.0, 100.0, 180.0], &[55.0, 75.0, 95.0]);
        page.text(45.0, 60.0, "甲").text(45.0, 80.0, "乙");
        page.grid(&[40.0, 100.0, 180.0], &[120.0, 140.0, 160.0]);
        page.text(45.0, 125.0, "丙").text(45.0, 145.0, "丁");
        page.grid(&[240.0, 300.0, 380.0], &[65.0, 85.0, 100.0]);
        page.text(245.0, 70.0, "子").text(245.0, 88.0, "丑");
        page.grid(&[240.0, 300.0, 380.0], &[105.0, 125.0, 145.0]);
        page.text(245.0, 110.0, "寅").text(245.0, 130.0, "卯");
    });
    assert_eq!(
        pages.recovered.text,
        "左の表\n甲\n乙\n丙\n丁\n右の表\n子\n丑\n寅\n卯"
    );
}
