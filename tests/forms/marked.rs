//! Labels as entries of lists, numbers of items in the city's own words, raters beside rows.

use super::{bundle, holds, lines};

#[test]
fn a_word_and_a_number_at_the_head_of_each_table_number_its_item() {
    let card = |number: u32, name: &str| {
        format!(
            "| 取組{number} | {name} | 担当課 | 市民課 |\n| 取組の内容 | {name}を改める。 | | |\n| 評価者 | 評価 | 評価の理由・意見 | |\n\
             | 担当課評価 | A | 計画以上に進んだ。 | |\n| 委員会評価 | B | 説明を改める必要がある。 | |\n"
        )
    };
    let sheet = format!(
        "# 青瀬市行政改革　外部評価結果報告書（令和5年度取組分）\n\n## 1 取組ごとの評価結果\n\n{}\n{}",
        card(1, "窓口の一元化"),
        card(2, "使用料の見直し"),
    );
    let expected = [
        "item 窓口の一元化 [取組ごとの評価結果]",
        "item 使用料の見直し [取組ごとの評価結果]",
        "judged 担当課評価 A 計画以上に進んだ。",
        "judged 委員会評価 B 説明を改める必要がある。",
        "judged 担当課評価 A 計画以上に進んだ。",
        "judged 委員会評価 B 説明を改める必要がある。",
    ];
    assert_eq!(lines(&sheet), expected);
    let numbers: Vec<_> = bundle(&sheet)
        .items
        .into_iter()
        .map(|item| item.number)
        .collect();
    assert_eq!(numbers, [Some("1".to_owned()), Some("2".to_owned())]);
}

#[test]
fn an_entry_that_is_a_label_alone_has_the_entries_below_it_for_its_value() {
    let item = |number: &str, name: &str| {
        format!(
            "### （{number}）{name}\n\n- **担当**：総務課\n- **平成22年度の目標**：3人以上を採用します。\n- **達成期限**：平成22年12月\n\
             - **上半期の計画**\n  - 案内を見直します。\n  - 区分を見直します。\n- **上半期の実績**\n  - 案内を改めました。\n- **上半期の自己評価**：○\n\n"
        )
    };
    let sheet = format!(
        "# 青瀬市人材育成プログラム　平成22年度上半期進行状況\n\n## Ⅰ　人材の確保\n\n{}## Ⅱ　人材の育成\n\n{}",
        item("１", "採用の見直し"),
        item("１", "研修の推進"),
    );
    holds(
        &sheet,
        &[
            "item 採用の見直し [人材の確保]",
            "plan - year 2010 3人以上を採用します。",
            "plan - half 2010 案内を見直します。/区分を見直します。",
            "result - half 2010 案内を改めました。",
            "judged 自己評価 ○ -",
        ],
    );
    let bundle = bundle(&sheet);
    // Numbers in brackets begin again below each section.
    let numbers: Vec<_> = bundle
        .items
        .iter()
        .map(|item| item.number.as_deref())
        .collect();
    assert_eq!(numbers, [Some("Ⅰ-(1)"), Some("Ⅱ-(1)")]);
    assert_eq!(bundle.plans[0].due.as_deref(), Some("平成22年12月"));
    assert_eq!(bundle.evaluations[0].period.fiscal_year, Some(2010));
    assert_eq!(bundle.unassigned, []);
}

#[test]
fn dots_before_labels_end_the_label_above_and_the_year_of_the_lines_below_it() {
    let item = |number: u32, name: &str| {
        format!(
            "◆ 取組{number}：{name}\n・担当課：総務課\n・目的：来庁を減らす。\n・令和６年度の目標\n　　電子化した手続数　目標値 180手続／現在値 163手続\n\
             ・四半期ごとの状況\n　　第１四半期（４～６月）\n　　　予定：手続の洗い出し\n　　　実績：洗い出しを完了した。\n・課題と今後の対応：様式を統一する。\n\n"
        )
    };
    let sheet = format!(
        "　青瀬市ＤＸ推進計画　令和６年度進行管理票\n\n計画期間：令和５年度から令和９年度まで\n\n{}{}",
        item(1, "手続の電子化"),
        item(2, "決済の電子化"),
    );
    holds(
        &sheet,
        &[
            "item 手続の電子化 []",
            "plan 電子化した手続数 year 2024 180手続",
            "result 電子化した手続数 year 2024 163手続 (手続)",
            "plan - quarter 2024 手続の洗い出し",
            "result - quarter 2024 洗い出しを完了した。",
            "judged - - 様式を統一する。",
        ],
    );
    let bundle = bundle(&sheet);
    assert_eq!(bundle.items[1].number.as_deref(), Some("2"));
    assert_eq!(bundle.items[0].purpose.as_deref(), Some("来庁を減らす。"));
    // What comes next is said of the year and not of its last quarter.
    assert_eq!(bundle.evaluations[0].period.fiscal_year, Some(2024));
    assert_eq!(
        bundle.evaluations[0].period.start.as_deref(),
        Some("2024-04-01")
    );
}
