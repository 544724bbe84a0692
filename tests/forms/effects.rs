//! Lists of what reforms saved: captions that name the figures, sums, sides line by line.

use super::{bundle, holds, lines};

const EFFECTS: &str = "\u{3000}浜東市行財政改革推進計画　効果額一覧（令和４年度～令和６年度）

浜東市行財政改革推進計画（計画期間：令和４年度～令和８年度）の効果額をまとめた。

■　総　括　　　　　　　　　　　　　　　　　　　（単位：千円）
────────────────────────────────────────
 区　　　分　　　　　　　　　　　　　　    令和４年度    令和５年度      ２か年計
────────────────────────────────────────
 歳入の確保　　　　　　　　　　　計画          18,000        25,000        43,000
 　　　　　　　　　　　　　　　　実績          19,452        26,934        46,386
 合　　　計　　　　　　　　　　　計画          18,000        25,000        43,000
 　　　　　　　　　　　　　　　　実績          19,452        26,934        46,386
────────────────────────────────────────

■　取組項目別効果額　　　　　　　　　　　　　　（単位：千円）
────────────────────────────────────────
 番号  取　組　項　目　　　　　　担　当　課　　区分      令和４年度    令和５年度      ２か年計
────────────────────────────────────────
 Ⅰ　歳入の確保
 １    収納率の向上　　　　　　　収納課　　　　計画          18,000        20,000        38,000
       　　　　　　　　　　　　　　　　　　　　実績          19,452        23,108        42,560
 ２    広告の拡大（封筒、ウェブ　広報課　　　　計画              －         5,000         5,000
       サイト、庁舎内モニター）　　　　　　　　実績              －         3,826         3,826
       　　　　小　　計　　　　　　　　　　　　計画          18,000        25,000        43,000
       　　　　　　　　　　　　　　　　　　　　実績          19,452        26,934        46,386
────────────────────────────────────────
 Ⅱ　歳出の削減
 ３    照明のＬＥＤ化　　　　　　環境課　　　　計画           2,000         2,000         4,000
       　　　　　　　　　　　　　　　　　　　　実績           2,415       ▲1,250         1,165
────────────────────────────────────────
";

#[test]
fn the_caption_names_the_figures_of_its_table_and_sums_are_of_no_item() {
    holds(
        EFFECTS,
        &[
            "item 収納率の向上 [歳入の確保]",
            "item 広告の拡大(封筒、ウェブサイト、庁舎内モニター) [歳入の確保]",
            "item 照明のLED化 [歳出の削減]",
            "plan 効果額 year 2022 18,000",
            "plan 効果額 year 2022 -",
            "result 効果額 year 2023 ▲1,250 (千円)",
        ],
    );
    let bundle = bundle(EFFECTS);
    let counts = (bundle.items.len(), bundle.plans.len(), bundle.results.len());
    assert_eq!(counts, (3, 9, 9));
}

#[test]
fn a_sum_of_counted_years_is_of_those_years_and_not_of_the_whole_plan() {
    let sums: Vec<_> = bundle(EFFECTS)
        .plans
        .into_iter()
        .filter(|plan| plan.period.label.as_deref() == Some("2か年計"))
        .map(|plan| (plan.period.fiscal_year, plan.period.fiscal_year_end))
        .collect();
    assert_eq!(sums, [(Some(2022), Some(2023)); 3]);
}

#[test]
fn a_list_at_the_end_of_a_chapter_says_more_of_its_items() {
    let sheet = "\u{3000}浜東市行革計画　平成27年度進捗状況一覧

【取組】
番号\t取組名\t担当課\t実績
重点目標Ⅰ　歳入の確保
1\t滞納整理の強化\t税務課\t63件を処理した。
2\t広告の拡大\t広報課\t枠を増やした。
重点目標Ⅱ　市民との協働
3\t地域組織の支援\t市民課\t準備会を立ち上げた。

【効果額】（単位：千円）
番号　取組名　　　　　　　　計画額　　　　実績額
1　　滞納整理の強化　　　４５，０００　　５１，２７０
2　　広告の拡大　　　　　　３，２００　　　２，９８０
　　　合計　　　　　　　　４８，２００　　５４，２５０
";
    let lines = lines(sheet);
    assert_eq!(
        lines[..3],
        [
            "item 滞納整理の強化 [歳入の確保]",
            "item 広告の拡大 [歳入の確保]",
            "item 地域組織の支援 [市民との協働]",
        ]
    );
    for line in [
        "plan 効果額 year 2015 45,000",
        "result 効果額 year 2015 2,980 (千円)",
    ] {
        assert!(
            lines.iter().any(|other| other == line),
            "{line}: {lines:#?}"
        );
    }
}

#[test]
fn sums_of_all_years_and_what_is_computed_of_them_keep_their_label() {
    let sheet = "<p>浜東市行財政改革実行計画（令和6年度～令和7年度）　財政効果額一覧</p><p>（単位：千円）</p>\
                 <table><tr><th rowspan=2>番号<th rowspan=2>取組項目<th colspan=2>令和6年度<th colspan=2>令和7年度<th colspan=3>2か年累計</tr>\
                 <tr><th>計画<th>実績<th>計画<th>実績<th>計画<th>実績<th>達成率</tr>\
                 <tr><td>1<td>収納の強化<td>52,000<td>61,340<td>52,000<td>▲ 7,812<td>104,000<td>53,528<td>51.5%</tr></table>";
    holds(
        sheet,
        &[
            "plan 財政効果額 programme 2024 104,000",
            "result 財政効果額 year 2025 ▲7,812 (千円)",
            "result 財政効果額 達成率 programme 2024 51.5% (%)",
        ],
    );
    let sum = bundle(sheet).plans.pop().and_then(|plan| plan.period.label);
    assert_eq!(sum.as_deref(), Some("2か年累計"));
}

#[test]
fn remarks_below_a_list_are_of_the_item_that_they_name() {
    let sheet =
        format!("{EFFECTS}\n■　備　考\n\n　１　収納率の向上\n　　　電話による催告を始めた。\n");
    let remarks: Vec<_> = bundle(&sheet)
        .items
        .into_iter()
        .map(|item| item.remarks)
        .collect();
    let told = Some("電話による催告を始めた。".to_owned());
    assert_eq!(remarks, [told, None, None]);
}
