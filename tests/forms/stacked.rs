//! Sheets of a workbook one below the other, and open data with a row an indicator.

use super::{bundle, holds, lines};

/// A sheet of one facility, as a spreadsheet copies it: merged cells leave blanks behind.
fn facility(number: &str, name: &str) -> String {
    let rows: [&[&str]; 13] = [
        &[
            "青瀬市公共施設再編計画　個別票",
            "",
            "",
            "",
            "",
            "整理番号",
            number,
        ],
        &[
            "計画期間：平成27年度～平成36年度",
            "",
            "",
            "",
            "",
            "",
            "平成30年５月作成",
        ],
        &["施設名", "", name, "", "所管課", "生涯学習課", ""],
        &[
            "所在地",
            "",
            "栄町３番２号",
            "建築年度",
            "昭和46年度",
            "延床面積",
            "2,140㎡",
        ],
        &["現状と課題", "", "利用者が減っている。", "", "", "", ""],
        &["取組内容", "", "建て替える。", "", "", "", ""],
        &[
            "",
            "",
            "平成27年度",
            "平成28年度",
            "平成29年度",
            "平成30年度",
            "平成31年度以降",
        ],
        &[
            "取組工程",
            "計画",
            "構想の策定",
            "計画の策定",
            "設計",
            "設計",
            "工事",
        ],
        &[
            "",
            "実績",
            "構想を策定（２月）",
            "計画を策定（３月）",
            "設計に着手",
            "",
            "",
        ],
        &[
            "維持管理費（千円）",
            "計画",
            "18,200",
            "18,200",
            "16,000",
            "12,000",
            "",
        ],
        &["", "実績", "18,946", "17,655", "15,830", "", ""],
        &[
            "平成29年度評価",
            "",
            "Ｃ",
            "評価の理由",
            "調査に時間を要したため。",
            "",
            "",
        ],
        &["今後の対応", "", "建設に着手する。", "", "", "", ""],
    ];
    let rows: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    format!("{}\n\t\t\t\t\t\t\n", rows.join("\n"))
}

#[test]
fn a_title_with_a_key_at_the_end_of_its_row_begins_the_sheet_of_the_next_item() {
    let sheet = format!(
        "{}{}",
        facility("１", "中央公民館"),
        facility("２", "東小学校")
    );
    let bundle = bundle(&sheet);
    let items: Vec<_> = bundle
        .items
        .iter()
        .map(|item| (item.number.as_deref(), item.name.as_deref()))
        .collect();
    assert_eq!(
        items,
        [
            (Some("1"), Some("中央公民館")),
            (Some("2"), Some("東小学校"))
        ]
    );
    let title = bundle.document.title.as_deref();
    assert_eq!(title, Some("青瀬市公共施設再編計画　個別票"));
    let programme = &bundle.document.programme;
    assert_eq!(programme.end_fiscal_year, Some(2024));
}

#[test]
fn keys_alternate_with_values_and_a_year_behind_one_heads_no_column() {
    let items = bundle(&facility("１", "中央公民館")).items;
    let facts: Vec<_> = items[0]
        .attributes
        .iter()
        .map(|fact| (fact.label.as_str(), fact.text.as_deref()))
        .collect();
    let expected = [
        ("所在地", Some("栄町3番2号")),
        ("建築年度", Some("昭和46年度")),
        ("延床面積", Some("2,140㎡")),
    ];
    assert_eq!(facts, expected);
}

#[test]
fn names_left_of_sides_shift_no_row_and_a_judgement_with_its_own_year_stands_under_no_other() {
    let sheet = facility("１", "中央公民館");
    holds(
        &sheet,
        &[
            "plan - year 2015 構想の策定",
            "result - year 2017 設計に着手",
            "plan 維持管理費(千円) year 2018 12,000",
            "result 維持管理費(千円) year 2015 18,946 (千円)",
            "judged - C 調査に時間を要したため。",
        ],
    );
    let judged = bundle(&sheet).evaluations;
    // What comes next stands beside the judgement of that year, and below no column.
    let years: Vec<_> = judged.iter().map(|e| e.period.fiscal_year).collect();
    assert_eq!(years, [Some(2017), Some(2017)]);
}

#[test]
fn numbers_and_names_left_of_those_of_the_items_are_levels_and_the_rows_of_an_item_are_one() {
    let sheet = "自治体名,計画名,施策番号,施策名,取組番号,取組名,指標名,単位,2021年度目標値,2021年度実績値\n\
                 青瀬市,青瀬市健全化計画,1,歳入の確保,1-1,収納率の向上,現年度分,%,98.8,98.9\n\
                 青瀬市,青瀬市健全化計画,1,歳入の確保,1-1,収納率の向上,滞納額,百万円,390,377\n\
                 青瀬市,青瀬市健全化計画,1,歳入の確保,1-2,寄附の推進,寄附件数,件,8000,9414\n\
                 青瀬市,青瀬市健全化計画,2,歳出の抑制,2-1,公債費の抑制,市債残高,億円,300,298\n";
    let found = lines(sheet);
    assert_eq!(
        found[..3],
        [
            "item 収納率の向上 [歳入の確保]",
            "item 寄附の推進 [歳入の確保]",
            "item 公債費の抑制 [歳出の抑制]",
        ]
    );
    let bundle = bundle(sheet);
    assert_eq!(bundle.items[0].number.as_deref(), Some("1-1"));
    assert_eq!(bundle.items[0].path[0].number.as_deref(), Some("1"));
    assert_eq!(bundle.document.municipality.name.as_deref(), Some("青瀬市"));
    let programme = bundle.document.programme.name.as_deref();
    assert_eq!(programme, Some("青瀬市健全化計画"));
    assert_eq!(bundle.unassigned, []);
}

#[test]
fn a_list_of_several_cities_keeps_the_city_of_each_row() {
    let sheet = "自治体名,取組名,担当課,令和5年度実績\n\
                 青瀬市,収納率の向上,収納課,98.8%\n\
                 白嶺市,寄附の推進,財政課,120件\n";
    let bundle = bundle(sheet);
    let cities: Vec<_> = bundle
        .items
        .iter()
        .flat_map(|item| &item.attributes)
        .map(|fact| (fact.label.as_str(), fact.text.as_deref()))
        .collect();
    assert_eq!(
        cities,
        [("自治体名", Some("青瀬市")), ("自治体名", Some("白嶺市"))]
    );
}
