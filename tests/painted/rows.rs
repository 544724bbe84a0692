//! Rows of tables without rulings, whose cells have several lines.

use super::drawing::{Drawing, page_of, paragraphs, summary, tables};

const COLUMNS: [f32; 4] = [40.0, 70.0, 160.0, 270.0];
const HEADER: [&[&str]; 4] = [&["番号"], &["取組項目"], &["計画"], &["実績"]];

/// Draws rows of cells, one line of a cell below the other, and says where the last row ends.
fn draw_rows(page: &mut Drawing, y: f32, gap: f32, middle: bool, rows: &[[&[&str]; 4]]) -> f32 {
    let mut top = y;
    for row in rows {
        let most = row.iter().map(|cell| cell.len()).max().unwrap_or(1);
        for (x, cell) in COLUMNS.iter().zip(row) {
            let lower = (most - cell.len()) as f32 * 6.5;
            for (i, line) in cell.iter().enumerate() {
                let down = if middle { lower } else { 0.0 };
                page.text(*x, top + down + 13.0 * i as f32, line);
            }
        }
        top += 13.0 * most as f32 + gap;
    }
    top
}

/// The cells of the only table, row by row.
fn rows_of(paint: impl FnOnce(&mut Drawing)) -> Vec<Vec<String>> {
    let pages = page_of(paint);
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1, "{:?}", pages.recovered.text);
    let mut rows = vec![Vec::new(); tables[0].rows as usize];
    for (row, _, _, _, text) in summary(tables[0]) {
        rows[row as usize].push(text.to_owned());
    }
    rows
}

#[test]
fn cells_in_the_middle_of_their_rows_stay_whole() {
    let body: [[&[&str]; 4]; 4] = [
        [
            &["1"],
            &["窓口の改善"],
            &["案内を見直すため研修", "を行う。", "冊子を改める。"],
            &["行った。"],
        ],
        [
            &["2"],
            &["広報の充実"],
            &["改める。"],
            &["紙面を改めた。", "配った。"],
        ],
        [
            &["3"],
            &["歳入の確保"],
            &["広告を募る。", "要項を定める。"],
            &["募った。", "定めた。"],
        ],
        [&["4"], &["人材の育成"], &["研修を行う。"], &["行った。"]],
    ];
    let wanted = [
        vec!["番号", "取組項目", "計画", "実績"],
        vec![
            "1",
            "窓口の改善",
            "案内を見直すため研修を行う。\n冊子を改める。",
            "行った。",
        ],
        vec!["2", "広報の充実", "改める。", "紙面を改めた。\n配った。"],
        vec![
            "3",
            "歳入の確保",
            "広告を募る。\n要項を定める。",
            "募った。\n定めた。",
        ],
        vec!["4", "人材の育成", "研修を行う。", "行った。"],
    ];
    // No white space parts the rows, or some does; and the same with cells at the top of their rows.
    for (gap, middle) in [(0.0, true), (5.0, true), (0.0, false), (5.0, false)] {
        let rows = rows_of(|page| {
            let y = draw_rows(page, 50.0, gap, middle, &[HEADER]);
            draw_rows(page, y, gap, middle, &body);
        });
        assert_eq!(rows, wanted, "{gap} points apart, in the middle: {middle}");
    }
}

#[test]
fn text_over_all_columns_parts_two_tables() {
    let pages = page_of(|page| {
        let mut y = 50.0;
        for number in ["2", "3"] {
            let body: [&[&str]; 4] = [&[number], &["窓口の改善"], &["見直す"], &["見直した"]];
            y = draw_rows(page, y, 3.0, false, &[HEADER, body, body]);
            if number == "2" {
                // Its characters begin where columns do.
                page.text(
                    40.0,
                    y,
                    "方針二　歳入の確保と歳出の見直しを進め、財政を守る",
                );
                y += 16.0;
            }
        }
    });
    let sizes: Vec<(u32, u32)> = tables(&pages).iter().map(|t| (t.rows, t.columns)).collect();
    assert_eq!(sizes, [(3, 4), (3, 4)]);
    assert_eq!(
        paragraphs(&pages, false),
        ["方針二　歳入の確保と歳出の見直しを進め、財政を守る"]
    );
}

#[test]
fn numbers_set_to_the_right_are_not_cut_where_headers_begin() {
    let rows = rows_of(|page| {
        for (x, word) in [
            (40.0, "指標"),
            (150.0, "計画"),
            (200.0, "実績"),
            (250.0, "見込"),
        ] {
            page.text(x, 50.0, word);
        }
        for (i, row) in [
            ["50", "98", "70"],
            ["1,200", "1,340", "1,300"],
            ["5", "5", "6"],
        ]
        .iter()
        .enumerate()
        {
            let y = 66.0 + 16.0 * i as f32;
            page.text(40.0, y, "相談件数");
            for (right, number) in [170.0, 220.0, 270.0].iter().zip(row) {
                page.text(right - 5.0 * number.len() as f32, y, number);
            }
        }
    });
    assert_eq!(rows[2], ["相談件数", "1,200", "1,340", "1,300"]);
}

#[test]
fn rows_under_a_group_are_rows_and_lines_of_a_cell_are_not() {
    let grouped = rows_of(|page| {
        let mut y = 50.0;
        for (group, rows) in [("歳入", ["市税", "交付"]), ("歳出", ["人件", "扶助"])] {
            page.text(40.0, y, group);
            for name in rows {
                page.text(110.0, y, name)
                    .text(200.0, y, "100")
                    .text(270.0, y, "98");
                y += 16.0;
            }
            y += 10.0;
        }
    });
    assert_eq!(grouped.len(), 4);
    assert_eq!(grouped[3], ["扶助", "100", "98"]);
    // Headers in the middle of their columns, so that no cell begins where its header does.
    let wrapped = rows_of(|page| {
        for (x, word) in [
            (45.0, "番号"),
            (95.0, "項目"),
            (190.0, "計画"),
            (310.0, "実績"),
        ] {
            page.text(x, 50.0, word);
        }
        let mut y = 70.0;
        for number in ["1", "2", "3"] {
            page.text(50.0, y, number).text(80.0, y, "窓口の改善");
            page.text(160.0, y, "広告を募る。")
                .text(280.0, y, "広告を募った。");
            page.text(160.0, y + 13.0, "要項を定める。");
            y += 32.0;
        }
    });
    assert_eq!(wrapped.len(), 4);
    for row in &wrapped[1..] {
        assert_eq!(row[2], "広告を募る。\n要項を定める。");
    }
}

#[test]
fn hairlines_part_the_items_of_a_list_below_their_headings() {
    let places = [40.0, 80.0, 180.0, 250.0, 320.0, 360.0];
    let rows = rows_of(|page| {
        // Two headers over one rule, each centred over its columns.
        page.text(200.0, 104.0, "事業費")
            .text(365.0, 104.0, "一次評価");
        page.line(170.0, 118.0, 460.0, 118.0);
        let header = ["番号", "事業名", "前年度", "今年度", "評点", "理由"];
        for (x, word) in places.iter().zip(header) {
            page.text(*x, 121.0, word);
        }
        let mut y = 136.0;
        page.line(36.0, 100.0, 460.0, 100.0).line(36.0, y, 460.0, y);
        for (number, name) in [
            ("101", "祝金の支給"),
            ("102", "消費生活相談"),
            ("201", "農園の管理"),
            ("202", "利子の補給"),
        ] {
            if number.ends_with("01") {
                let heading = if number == "101" {
                    "【市民生活部の事業】"
                } else {
                    "【産業建設部の事業】"
                };
                page.text(40.0, y + 4.0, heading);
                y += 20.0;
            }
            let cells = [number, name, "184", "190", "2", "続ける。"];
            for (x, word) in places.iter().zip(cells) {
                page.text(*x, y + 4.0, word);
            }
            y += 24.0;
            page.line(36.0, y, 460.0, y);
        }
    });
    let words: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .map(String::as_str)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    assert_eq!(
        words,
        [
            vec!["番号", "事業名", "事業費", "一次評価"],
            vec!["前年度", "今年度", "評点", "理由"],
            vec!["【市民生活部の事業】"],
            vec!["101", "祝金の支給", "184", "190", "2", "続ける。"],
            vec!["102", "消費生活相談", "184", "190", "2", "続ける。"],
            vec!["【産業建設部の事業】"],
            vec!["201", "農園の管理", "184", "190", "2", "続ける。"],
            vec!["202", "利子の補給", "184", "190", "2", "続ける。"],
        ]
    );
}
