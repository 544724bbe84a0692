//! Sheets typed by hand: keys and values set apart by blanks, lines wrapped by counting characters, years in brackets.

use super::{bundle, holds};

fn subsidy(number: &str, name: &str, last: &str) -> String {
    format!(
        "{number}．{name}\n　　担当課　　　商工課\n　　交付先　　　商工会議所\n　　創設年度　　昭和56年度\n　　補助額　　　令和３年度決算　4,500千円　　　令和４年度予算　4,500千円　　　令和５年度予算　{last}\n　　現状と課題　会費収入の減少により補助金への依存度が上昇。繰越金が補助額を\n　　　　　　　　上回る状況\n　　評　　価　　公益性：○　　有効性：△　　公平性：×\n　　今後の方向性　□廃止　■縮減　□継続\n\n"
    )
}

fn subsidies() -> String {
    format!(
        "　青瀬市補助金等見直し調書（令和４年度実施分）\n\n　・評価　○：適合　△：一部不適合　×：不適合\n　・令和５年度は当初予算額\n\nⅠ　団体運営費補助\n\n{}{}",
        subsidy("１", "商工団体育成補助金", "4,000千円"),
        subsidy("２", "防犯協会補助金", "－"),
    )
}

#[test]
fn figures_of_years_behind_a_key_are_those_of_an_indicator() {
    holds(
        &subsidies(),
        &[
            "result 補助額 year 2021 4,500千円 (千円)",
            "plan 補助額 year 2022 4,500千円",
            "plan 補助額 year 2023 4,000千円",
        ],
    );
}

#[test]
fn criteria_and_their_grades_stand_on_one_line_below_a_legend_behind_its_label() {
    let judged = bundle(&subsidies()).evaluations;
    let grades: Vec<_> = judged
        .iter()
        .take(3)
        .map(|e| {
            let grade = e.grade.as_ref();
            let scale = grade.and_then(|grade| grade.scale.as_deref());
            (
                e.criterion.as_deref().unwrap_or_default(),
                grade.map_or("", |grade| grade.label.as_str()),
                scale,
            )
        })
        .collect();
    let scale = Some("○>△>×");
    assert_eq!(
        grades,
        [
            ("公益性", "○", scale),
            ("有効性", "△", scale),
            ("公平性", "×", scale)
        ]
    );
}

#[test]
fn a_value_goes_on_where_it_began_behind_its_key() {
    let items = bundle(&subsidies()).items;
    assert_eq!(items.len(), 2);
    assert_eq!(
        items[0].background.as_deref(),
        Some("会費収入の減少により補助金への依存度が上昇。繰越金が補助額を上回る状況")
    );
}

const SHEET: &str = "　青瀬市第３次行政改革大綱実施計画　取組調書\n【平成２６年度】\n計画期間　平成２５年度～平成２９年度\n\n────────────────────────────────────\n【整理番号】　１\n【実施項目】　公用車の集中管理\n【所 管 課】　管財課\n【数値目標】\n　指標名：公用車台数\n　平成26年度　目標：132台　実績：130台\n【上半期（４～９月）の取組状況】\n　予約システムの運用を開始した。\n【年度評価】　Ｂ\n【評価の理由】\n　台数の目標を達成したため。\n【今後の方針】\n　支所分の移管を平成27年10月までに終えるとともに、カーリースの導入につ\n　いても検討する。\n────────────────────────────────────\n【整理番号】　２\n【実施項目】　文書の管理\n【所 管 課】　総務課\n【年度評価】　Ａ\n【評価の理由】\n　廃棄を終えたため。\n";

#[test]
fn a_year_in_brackets_is_that_of_the_sheet_and_a_goal_and_its_result_share_theirs() {
    holds(
        SHEET,
        &[
            "plan 公用車台数 year 2014 132台",
            "result 公用車台数 year 2014 130台 (台)",
            "result - half 2014 予約システムの運用を開始した。",
            "judged - B 台数の目標を達成したため。",
            "judged - A 廃棄を終えたため。",
        ],
    );
    let judged = bundle(SHEET).evaluations;
    let labels: Vec<_> = judged.iter().map(|e| e.period.label.as_deref()).collect();
    assert_eq!(labels, [Some("平成26年度"); 3]);
}

#[test]
fn a_line_wrapped_by_its_number_of_characters_is_full() {
    let judged = bundle(SHEET).evaluations;
    assert_eq!(
        judged[1].text.as_deref(),
        Some(
            "支所分の移管を平成27年10月までに終えるとともに、カーリースの導入についても検討する。"
        )
    );
}

#[test]
fn the_years_of_a_schedule_before_that_of_the_sheet_are_plans_too() {
    let sheet = "　青瀬市行政改革大綱実施計画　平成25年度進行管理票\n\n計画期間　平成23年度～平成27年度\n\n【実施項目】　窓口の延長\n【所管】　市民課\n【年次計画】\n　平成23年度　検討\n　平成24年度　試行\n　平成25年度　本格実施\n【平成25年度の取組実績】\n　４月から移行した。\n";
    holds(
        sheet,
        &[
            "plan - year 2011 検討",
            "plan - year 2012 試行",
            "plan - year 2013 本格実施",
            "result - year 2013 4月から移行した。",
        ],
    );
}

#[test]
fn sides_that_a_gap_parts_from_their_values_show_what_the_numbered_lines_above_them_name() {
    holds(
        "浜東市行政改革大綱　実施状況報告書（令和６年度）\n\n１　取組の結果\n\n（１）　窓口の改善\n\n\
         \u{3000}\u{3000}実績　　　年間１，２００件の利用があった。\n　　評価　　　Ａ\n\n（２）　電子決裁の導入\n\n\
         \u{3000}\u{3000}実績　　　全庁で始めた。\n　　評価　　　Ｂ\n",
        &[
            "item 窓口の改善 [取組の結果]",
            "item 電子決裁の導入 [取組の結果]",
            "result - year 2024 全庁で始めた。",
        ],
    );
}
