//! Prose in columns, and what must not be taken for it.

use super::drawing::{Drawing, draw, laid_out, page_of, paragraphs, tables};

/// Lines of a column whose baselines are `step` points apart.
fn column(page: &mut Drawing, x: f32, y: f32, step: f32, lines: &[&str]) {
    for (i, line) in lines.iter().enumerate() {
        page.text(x, y + step * i as f32, line);
    }
}

const LEFT: [&str; 7] = [
    "１　窓口の改善",
    "　市民の待ち時間を短くする",
    "ため、案内員を置き、手続を",
    "早めます。",
    // The comma hangs over the margin into the gutter.
    "　休日にも窓口を開くことで、",
    "使いやすい時間を増やすこと",
    "とします。",
];
const RIGHT: [&str; 6] = [
    "２　財政の健全化",
    "　使われていない土地を売り",
    "払い、その代金を基金に積み",
    "立てます。",
    "　補助金は、効果を確かめて",
    "から続けるものとします。",
];

#[test]
fn columns_of_prose_are_read_one_after_the_other() {
    let pages = page_of(|page| {
        page.text(130.0, 30.0, "市の行財政改革大綱の素案をここに示す");
        column(page, 50.0, 60.0, 14.0, &LEFT);
        // Nearly level with the left column, and with a gap between its blocks at the same place as there.
        column(page, 200.0, 62.0, 14.0, &RIGHT);
        page.text(
            50.0,
            200.0,
            "意見は、次の窓口、電子メール又は郵便で市民課まで寄せてください。",
        );
    });
    assert!(tables(&pages).is_empty());
    assert_eq!(
        paragraphs(&pages, false),
        [
            "市の行財政改革大綱の素案をここに示す",
            "１　窓口の改善",
            "市民の待ち時間を短くするため、案内員を置き、手続を早めます。",
            "休日にも窓口を開くことで、使いやすい時間を増やすこととします。",
            "２　財政の健全化",
            "使われていない土地を売り払い、その代金を基金に積み立てます。",
            "補助金は、効果を確かめてから続けるものとします。",
            "意見は、次の窓口、電子メール又は郵便で市民課まで寄せてください。",
        ]
    );
}

#[test]
fn block_gaps_at_the_same_height_do_not_mix_columns() {
    let pages = page_of(|page| {
        for (x, first, second) in [(50.0, "左の一", "左の二"), (200.0, "右の一", "右の二")]
        {
            column(page, x, 60.0, 14.0, &[first]);
            column(page, x, 74.0, 14.0, &LEFT[1..4]);
            column(page, x, 140.0, 14.0, &[second]);
            column(page, x, 154.0, 14.0, &RIGHT[1..4]);
        }
        // Without this heading, the blocks would be the cells of a table.
        page.text(200.0, 210.0, "右の三");
    });
    let shown = paragraphs(&pages, false);
    assert_eq!(shown.len(), 9, "{shown:?}");
    assert_eq!(shown.first(), Some(&"左の一"));
    assert_eq!(shown.last(), Some(&"右の三"));
    let place = |text: &str| shown.iter().position(|other| *other == text);
    assert!(place("左の二") < place("右の一"), "{shown:?}");
}

#[test]
fn a_table_in_a_column_is_read_in_its_place() {
    let pages = page_of(|page| {
        column(page, 50.0, 60.0, 14.0, &LEFT);
        page.grid(&[50.0, 110.0, 180.0], &[165.0, 185.0, 205.0]);
        page.text(55.0, 170.0, "指標").text(115.0, 170.0, "目標");
        page.text(55.0, 190.0, "件数").text(115.0, 190.0, "10件");
        column(page, 50.0, 215.0, 14.0, &["左の終わり。"]);
        column(page, 200.0, 60.0, 14.0, &RIGHT);
        column(page, 200.0, 144.0, 14.0, &RIGHT);
    });
    let text = &pages.recovered.text;
    let places: Vec<Option<usize>> = ["とします。", "指標", "10件", "左の終わり。", "２　財政"]
        .into_iter()
        .map(|part| text.find(part))
        .collect();
    assert!(places.is_sorted() && places[0].is_some(), "{text}");
}

#[test]
fn short_lines_of_one_column_are_not_split() {
    let lines = [
        "日時　平成二十七年十月三日、午後一時から。",
        "場所　市役所、三階。",
        "　　　雨のときは、公民館。",
        "対象　市民、職員。",
        "　　　申込みは、いらない。",
        "方法　懇談、調査。",
        "費用　なし。",
        "　　　　　　　　　　　　　以上、担当まで。",
        "担当　市民課、企画課。",
        "　　　　　　　　　　　　　電話、郵便も可。",
    ];
    let pages = page_of(|page| column(page, 50.0, 60.0, 14.0, &lines));
    assert!(tables(&pages).is_empty());
    assert_eq!(pages.recovered.text.lines().count(), lines.len());
    let places = lines.map(|line| pages.recovered.text.find(line.trim()));
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
}

#[test]
fn two_columns_of_words_are_no_prose() {
    let pages = page_of(|page| {
        for i in 0..12 {
            let y = 60.0 + 14.0 * i as f32;
            page.text(50.0, y, "事務事業評価の実施と公表");
            page.text(200.0, y, "行政改革推進室企画調整班");
        }
    });
    let recovered = &pages.recovered.text;
    let first = recovered.lines().next();
    assert_eq!(
        first,
        Some("事務事業評価の実施と公表行政改革推進室企画調整班")
    );
}

#[test]
fn a_sentence_goes_on_in_the_next_column_and_on_the_next_page() {
    let sheet = |left: [&str; 6], right: [&str; 6]| {
        draw(|page| {
            column(page, 50.0, 60.0, 14.0, &left);
            column(page, 200.0, 60.0, 14.0, &right);
            page.text(190.0, 570.0, "- 1 -");
        })
    };
    let whole = ["　市は、限られた人員と財源", "を生かし、仕事を見直す。"];
    let [begin, end] = whole;
    let pages = laid_out(vec![
        sheet(
            [begin, end, begin, end, begin, "を生かすこととし、広く事務"],
            ["を見直す。", begin, end, begin, end, begin],
        ),
        sheet(
            [end, begin, end, begin, end, "１　窓口の改善"],
            [begin, end, begin, end, begin, end],
        ),
    ]);
    let shown = paragraphs(&pages, false);
    let sentence = "市は、限られた人員と財源を生かし、仕事を見直す。";
    assert_eq!(
        shown[2],
        "市は、限られた人員と財源を生かすこととし、広く事務を見直す。"
    );
    // Two before it, three in the right column, the last of which ends on the next page.
    assert_eq!(shown[..2], [sentence; 2]);
    assert_eq!(shown[3..8], [sentence; 5]);
    assert_eq!(shown[8], "１　窓口の改善");
}

#[test]
fn prose_between_the_tables_of_two_columns_is_read_down_each() {
    let pages = page_of(|page| {
        for (x, side) in [(40.0, "左"), (210.0, "右")] {
            // The tables end a little before the margin of the prose.
            for y in [60.0, 150.0] {
                let y = if side == "左" { y } else { y + 30.0 };
                page.grid(&[x, x + 60.0, x + 148.0], &[y, y + 20.0, y + 40.0]);
                page.text(x + 4.0, y + 4.0, "指標");
                page.text(x + 64.0, y + 4.0, "実績");
                page.text(x + 4.0, y + 24.0, "件数");
                page.text(x + 64.0, y + 24.0, "12件");
            }
        }
        column(
            page,
            40.0,
            112.0,
            14.0,
            &["市民の待ち時間を短くするた", "め、案内員を置きました。"],
        );
        column(
            page,
            210.0,
            140.0,
            14.0,
            &["使われていない土地を売り払", "い、基金に積み立てました。"],
        );
        // Below the last table of its column.
        column(page, 40.0, 240.0, 14.0, &["推進項目３", "担当課　財政課"]);
        column(page, 210.0, 240.0, 14.0, &["改善を続けます。"]);
    });
    assert_eq!(
        paragraphs(&pages, false),
        [
            "市民の待ち時間を短くするため、案内員を置きました。",
            "推進項目３",
            "担当課　財政課",
            "使われていない土地を売り払い、基金に積み立てました。",
            "改善を続けます。",
        ]
    );
}
