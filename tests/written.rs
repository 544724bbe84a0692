//! Text sheets written on the spot, and what reading and laying out must find in them.

use kaikaku::lay_out;
use kaikaku::layout::{BlockKind, Cell, Pages, Table};

fn pages(name: &str, text: &str) -> Pages {
    lay_out(text.as_bytes(), name).expect("a sheet")
}

fn tables(pages: &Pages) -> Vec<&Table> {
    let blocks = pages.blocks.iter();
    let table = blocks.filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    table.collect()
}

/// The texts of the only table's cells, row by row.
fn rows(name: &str, text: &str) -> Vec<Vec<String>> {
    let pages = pages(name, text);
    let tables = tables(&pages);
    assert_eq!(tables.len(), 1, "{text:?}: {:?}", pages.recovered.text);
    let mut rows = vec![Vec::new(); tables[0].rows as usize];
    for cell in &tables[0].cells {
        rows[cell.row as usize].push(cell.text.as_str().to_owned());
    }
    rows
}

#[test]
fn dialects_of_csv_give_the_same_cells() {
    let wanted = [
        ["番号", "項目", "実績"],
        ["1", "窓口;案内", "1,000件"],
        ["2", "広報", "3件"],
    ];
    for sheet in [
        "番号,項目,実績\n1,窓口;案内,\"1,000件\"\n2,広報,3件\n",
        "番号;項目;実績\n1;\"窓口;案内\";1,000件\n2;広報;3件\n",
        "sep=;\r\n番号;項目;実績\r\n1;\"窓口;案内\";1,000件\r\n2;広報;3件\r\n",
        "番号|項目|実績\n1|窓口;案内|1,000件\n2|広報|3件\n",
        "番号\t項目\t実績\n1\t窓口;案内\t1,000件\n2\t広報\t3件\n",
        "番号,項目,実績\r1,窓口;案内, \"1,000件\"\r2,広報,3件\r",
    ] {
        assert_eq!(rows("a.csv", sheet), wanted, "{sheet:?}");
    }
}

#[test]
fn line_ends_of_all_kinds_end_lines_and_form_feeds_pages() {
    let pages = pages(
        "a.txt",
        "一行\r\n二行\r三行\n四行\u{2028}五行\u{b}六行\u{85}七行\u{c}次頁\n",
    );
    assert_eq!(
        pages.recovered.text,
        "一行\n二行\n三行\n四行\n五行\n六行\n七行\u{c}次頁"
    );
    assert_eq!(pages.recovered.pages.len(), 2);
}

#[test]
fn markdown_rows_need_no_pipes_at_their_ends() {
    let sheet = "項目 | 実績\n--- | ---:\n窓口 | 3件\n広報 | 4件\n\n以上\n";
    assert_eq!(
        rows("a.md", sheet),
        [["項目", "実績"], ["窓口", "3件"], ["広報", "4件"]]
    );
}

#[test]
fn spans_and_entities_of_html_are_read() {
    let pages = pages(
        "a.txt",
        "<table><tr><th rowspan=2>項目<th colspan=\"2\">27年度</tr><tr><th>計画<th>実績</tr>\
         <tr><td>窓口<td colspan=2>A&amp;B&#12539;&#x2460;</tr></table>",
    );
    let table = tables(&pages)[0];
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str()))
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, 2, 1, "項目"),
            (0, 1, 1, 2, "27年度"),
            (1, 1, 1, 1, "計画"),
            (1, 2, 1, 1, "実績"),
            (2, 0, 1, 1, "窓口"),
            (2, 1, 1, 2, "A&B・①"),
        ]
    );
}

#[test]
fn tables_drawn_with_the_characters_for_rulings_have_cells() {
    let wide = "┌────┬────┬──────┐\n\
                │年度　　│計画　　│実績　　　　│\n\
                │　　　　├────┴──────┤\n\
                │　　　　│窓口の委託を進め、業務を│\n\
                │　　　　│減らす。　　　　　　　　│\n\
                └────┴───────────┘\n\
                以上\n";
    let narrow = "┌────────┬────────┐\n\
                  │担当課  │財政課  │\n\
                  └────────┴────────┘\n";
    let cells = |sheet: &str| -> Vec<(u32, u32, u32, u32, String)> {
        let pages = pages("a.txt", sheet);
        let cells = &tables(&pages)[0].cells;
        let place = |c: &Cell| (c.row, c.column, c.row_span, c.column_span);
        cells
            .iter()
            .map(|c| {
                let (row, column, rows, columns) = place(c);
                (row, column, rows, columns, c.text.as_str().to_owned())
            })
            .collect()
    };
    let said =
        |row, column, rows, columns, text: &str| (row, column, rows, columns, text.to_owned());
    assert_eq!(
        cells(wide),
        [
            said(0, 0, 2, 1, "年度"),
            said(0, 1, 1, 1, "計画"),
            said(0, 2, 1, 1, "実績"),
            said(1, 1, 1, 2, "窓口の委託を進め、業務を減らす。"),
        ]
    );
    assert_eq!(
        cells(narrow),
        [said(0, 0, 1, 1, "担当課"), said(0, 1, 1, 1, "財政課")]
    );
}

#[test]
fn a_key_and_its_colon_begin_a_line_of_their_own() {
    let paragraphs = |text: &str| -> Vec<String> {
        let pages = pages("plan.txt", text);
        let texts = pages.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Text(paragraphs) => Some(paragraphs),
            _ => None,
        });
        let texts = texts.flatten();
        texts
            .map(|paragraph| paragraph.text.as_str().to_owned())
            .collect()
    };
    // The longest line fills the block, though nothing was wrapped.
    let keyed = "■ 窓口サービスの改善\n目的：市民の利便を高める\n担当：市民課\n財源：一般財源\n";
    let lines = [
        "■ 窓口サービスの改善",
        "目的:市民の利便を高める",
        "担当:市民課",
        "財源:一般財源",
    ];
    assert_eq!(paragraphs(keyed), lines);
    // A sentence that a colon happens to stand in goes on.
    let wrapped =
        "窓口の混雑を緩めるために予約を受けることとし、その\n目的：時間の節約を市民に知らせる。\n";
    assert_eq!(paragraphs(wrapped).len(), 1);
}
