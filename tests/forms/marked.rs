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

#[test]
fn an_entry_takes_an_indicator_from_its_state_to_its_goal() {
    let sheet = "# 藤波市行政経営改革プラン2026\n\n**計画期間　令和8年度～令和12年度**\n\n\
                 ### 取組1-1　書かない窓口\n\n- **担当課**：市民課\n- **KPI**\n\
                 \u{20}   - 滞在時間：28分（令和6年度）→ 15分（令和12年度）\n\
                 \u{20}   - 省いた手続の数（累計）：－（令和6年度）→ 45件（令和12年度）\n\n\
                 ### 取組1-2　会議の電子化\n\n- **担当課**：総務課\n- **KPI**\n    - 電子決裁率：52.0％（令和6年度）→ 95.0％（令和12年度）\n";
    holds(
        sheet,
        &[
            "plan 滞在時間 year 2030 15分",
            "result 滞在時間 baseline 2024 28分 (分)",
            "result 省いた手続の数(累計) baseline 2024 -",
            "plan 電子決裁率 year 2030 95.0%",
        ],
    );
}

#[test]
fn a_legend_may_be_printed_as_a_list() {
    let sheet = "# 蛍沢市行政改革実施計画\n\n## 取組状況報告書（平成29年度～平成30年度）\n\n**評価の区分**\n\n\
                 - ◎：計画を上回って実施した\n- ○：計画どおり実施した\n- ×：実施できなかった\n\n\
                 | No. | 推進項目 | 所管課 | 年度 | 実績 | 評価 |\n|---|---|---|---|---|---|\n\
                 | 1 | 附属機関の見直し | 総務課 | 平成29年度 | 4機関を廃止した。 | ◎ |\n\
                 |  |  |  | 平成30年度 | 2機関を統合した。 | ○ |\n";
    let scales: Vec<_> = bundle(sheet)
        .evaluations
        .into_iter()
        .map(|judged| judged.grade.and_then(|grade| grade.scale))
        .collect();
    assert_eq!(scales, [Some("◎>○>×".to_owned()), Some("◎>○>×".to_owned())]);
}
