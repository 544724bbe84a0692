//! Sheets that a tool printed one cell a line, in the order of the form.

use super::{bundle, holds};

const SHEET: &str = "\u{3000}令和5年度 鳴海野市行政経営プラン 取組個別シート\n取組番号\nNo.１\n取組名\nキャッシュレス納付の推進\n\
    担当課（関係課）\n税務課（会計課、水道営業課）\nPLAN（計画）\n目的\n市民の利便性の向上を図る。\n\
    令和5年度の取組計画\n①納付書への印刷\n②スマートフォン決済の導入\n\
    指標\n令和4年度実績\n令和5年度目標\n令和5年度実績\nキャッシュレス納付率\n18.6％\n22.0％\n23.4％\n利用件数\n－\n600件\n412件\n\
    DO（実施）\n令和5年度の取組実績\n①納付書に印刷し、７月から利用を開始した。\n\
    CHECK（評価）\n評価の理由\n年度目標を上回った。\nACTION（改善）\n次年度の取組\n手数料の負担を検討する。\n";

#[test]
fn a_grid_printed_one_cell_a_line_is_read_row_by_row() {
    holds(
        SHEET,
        &[
            "item キャッシュレス納付の推進 []",
            "plan - year 2023 ①納付書への印刷/②スマートフォン決済の導入",
            "plan キャッシュレス納付率 year 2023 22.0%",
            "plan 利用件数 year 2023 600件",
            "result キャッシュレス納付率 year 2022 18.6% (%)",
            "result 利用件数 year 2023 412件 (件)",
            "result - year 2023 ①納付書に印刷し、7月から利用を開始した。",
            "judged - - 年度目標を上回った。",
            "judged - - 手数料の負担を検討する。",
        ],
    );
}

#[test]
fn a_label_that_asks_for_those_concerned_in_a_bracket_has_them_there() {
    let items = bundle(SHEET).items;
    let named: Vec<_> = items[0]
        .departments
        .iter()
        .map(|d| (d.name.as_str(), d.lead))
        .collect();
    let expected = [
        ("税務課", Some(true)),
        ("会計課", Some(false)),
        ("水道営業課", Some(false)),
    ];
    assert_eq!(named, expected);
}
