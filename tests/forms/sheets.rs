//! Grids with a row that names the indicator, road maps with parts of items, details below a list of all items.

use super::{bundle, holds, lines};

#[test]
fn a_row_names_the_indicator_of_the_goals_and_results_below_it() {
    let sheet = "<table><tr><th>取組番号</th><td>1-1</td><th>取組名</th><td colspan=2>書かない窓口</td></tr>\
        <tr><th></th><th>現状</th><th>令和5年度</th><th>令和6年度</th><th>令和7年度</th></tr>\
        <tr><th>計画</th><td></td><td>調査</td><td>導入</td><td>→</td></tr>\
        <tr><th>実績</th><td></td><td>視察した。</td><td>導入した。</td><td></td></tr>\
        <tr><th>指標</th><td colspan=4>平均待ち時間</td></tr>\
        <tr><th>目標</th><td rowspan=2>28分</td><td>28分</td><td>20分</td><td>15分</td></tr>\
        <tr><th>実績</th><td>29分</td><td>21分</td><td></td></tr>\
        <tr><th>令和6年度の評価</th><td>A</td><td colspan=3>A：計画どおり B：遅れている</td></tr>\
        <tr><th>評価の理由</th><td colspan=4>運用を開始することができた。</td></tr></table>";
    holds(
        sheet,
        &[
            "plan - year 2024 導入",
            "plan 平均待ち時間 year 2024 20分",
            "result 平均待ち時間 year 2024 21分 (分)",
            "result - year 2024 導入した。",
        ],
    );
    let grade = bundle(sheet).evaluations.remove(0);
    assert_eq!(grade.period.fiscal_year, Some(2024));
    assert_eq!(grade.grade.map(|grade| grade.label).as_deref(), Some("A"));
}

#[test]
fn steps_behind_what_an_item_is_about_are_its_parts_and_the_goal_beside_them_is_its_own() {
    let sheet = "<table><tr><th>改革の柱</th><th>番号</th><th>取組項目</th><th>取組の概要</th><th>具体的な取組</th><th>R6</th><th>R7</th><th>R10年度末の目標</th></tr>\
        <tr><td rowspan=3>A<br>つながる窓口</td><td rowspan=2>A-1</td><td rowspan=2>相談の実施</td><td rowspan=2>自宅から受けられるようにする。</td><td>子育て相談</td><td>試行</td><td>実施</td><td rowspan=2>相談件数 年間300件</td></tr>\
        <tr><td>介護相談</td><td>調査</td><td>検討</td></tr>\
        <tr><td>A-2</td><td>窓口の設置</td><td>1か所で受け付ける。</td><td>設計</td><td>検討</td><td>設置</td><td>満足度 95%以上</td></tr></table>";
    holds(
        sheet,
        &[
            "item 相談の実施 [つながる窓口]",
            "plan 子育て相談 year 2024 試行",
            "plan 介護相談 year 2025 検討",
            "plan - target 2028 相談件数 年間300件",
        ],
    );
    let first = bundle(sheet).items.remove(0);
    assert_eq!(first.path[0].number.as_deref(), Some("A"));
}

#[test]
fn a_heading_that_names_a_listed_item_goes_on_with_it_and_sums_of_levels_are_no_items() {
    let sheet = "# 青瀬市改革プログラム 令和6年度評価報告書\n\n## 総括\n\n| 柱 | 取組数 | 目標額 | 実績額 |\n|---|---|---|---|\n| 窓口 | 1 | 800 | 640 |\n| 行財政 | 1 | 900 | 950 |\n\n\
        | 柱 | 番号 | 重点取組 | 担当部署 | 令和5年度の評価 | 令和6年度の評価 |\n|---|---|---|---|---|---|\n| 窓口 | 1 | 手続の電子化 | 総務課 | 4 | 3 |\n| 行財政 | 2 | 公債費の抑制 | 財政課 | 4 | 5 |\n\n\
        ## Ⅰ 窓口\n\n### 重点取組1 手続の電子化\n\n- 現状と課題：来庁の負担が大きい。\n- 令和6年度の主な取組：研修を行った。\n\n\
        ## Ⅱ 行財政\n\n### 重点取組2 公債費の抑制\n\n- 現状と課題：公債費が増える。\n- 令和6年度の主な取組：発行を抑えた。\n";
    let items: Vec<String> = lines(sheet)
        .into_iter()
        .filter(|line| line.starts_with("item"))
        .collect();
    assert_eq!(items.len(), 2, "{items:?}");
    let bundle = bundle(sheet);
    assert_eq!(
        bundle.items[0].background.as_deref(),
        Some("来庁の負担が大きい。")
    );
    let first = |id: &String| *id == bundle.items[0].item_id;
    let done: Vec<_> = bundle
        .results
        .iter()
        .filter(|r| first(&r.item_id))
        .collect();
    assert_eq!(done[0].text.as_deref(), Some("研修を行った。"));
    let judged = bundle.evaluations.iter().filter(|e| first(&e.item_id));
    assert_eq!(judged.count(), 2);
}

const CARD: &str = "令和5年度　個別取組シート,,,,,\n\
    取組No.,9,取組名,納付方法の多様化,,\n\
    区分,,,令和4年度,令和5年度,令和6年度\n\
    年度別計画,,計画,スマートフォン決済の開始,実施,実施\n\
    ,,実績,7月から開始,実施,4月から開始\n\
    指標,納期内納付率（％）,目標,90.0,90.5,91.0\n\
    ,,実績,90.2,90.9,\n\
    自己評価,Ａ,評価の理由,納期内納付率が目標を上回った。,,\n\
    課題・次年度の取組,口座振替の申込みを電子化する。,,,,\n";

#[test]
fn values_below_years_are_no_headers_though_they_begin_with_a_month() {
    holds(
        CARD,
        &[
            "result - year 2022 7月から開始",
            "result - year 2024 4月から開始",
            "result 納期内納付率(%) year 2023 90.9 (%)",
        ],
    );
}

#[test]
fn keys_and_values_below_the_years_are_of_no_year_of_theirs() {
    holds(
        CARD,
        &[
            "judged 自己評価 A 納期内納付率が目標を上回った。",
            "judged - - 口座振替の申込みを電子化する。",
        ],
    );
    let judged = bundle(CARD).evaluations;
    assert!(judged.iter().all(|j| j.period.fiscal_year == Some(2023)));
}

#[test]
fn a_note_says_what_the_two_tiers_of_a_row_hold_and_sums_above_a_list_are_none_of_it() {
    let table = "<p>財政効果額一覧</p>\
        <table><tr><th>区分</th><th></th><th>令和4年度</th><th>令和5年度</th></tr>\
        <tr><td rowspan=2>歳入の確保</td><td>計画額</td><td>24</td><td>30</td></tr>\
        <tr><td>実績額</td><td>32</td><td>22</td></tr>\
        <tr><td colspan=2>実績額　計</td><td>32</td><td>22</td></tr></table>\
        <p>上段：計画額　下段：実績額</p>\
        <table><tr><th rowspan=2>№</th><th rowspan=2>取組項目</th><th rowspan=2>所管課</th><th colspan=3>財　政　効　果　額</th></tr>\
        <tr><th>令和4年度</th><th>令和5年度</th><th>合　計</th></tr>\
        <tr><td rowspan=2>1</td><td rowspan=2>収納率の向上</td><td rowspan=2>税務課</td><td>8</td><td>9</td><td>17</td></tr>\
        <tr><td>7</td><td>12</td><td>19</td></tr></table>";
    assert_eq!(
        lines(table),
        [
            "item 収納率の向上 []",
            "plan 財政効果額 year 2022 8",
            "plan 財政効果額 year 2023 9",
            "plan 財政効果額 programme 2022 17",
            "result 財政効果額 year 2022 7",
            "result 財政効果額 year 2023 12",
            "result 財政効果額 programme 2022 19",
        ]
    );
}

#[test]
fn a_value_names_the_level_that_its_label_asks_for() {
    let sheet = "<table><tr><th>取組名</th><td>窓口の改善</td></tr>\
        <tr><th>改革の視点</th><td>視点2 財政運営の改革</td></tr>\
        <tr><th>目的</th><td>待ち時間を短くする。</td></tr></table>";
    holds(sheet, &["item 窓口の改善 [財政運営の改革]"]);
}

#[test]
fn sentences_below_an_indicator_are_of_the_item() {
    let sheet = "雪椿市行革アクションプラン個別シート（令和4年度実績）\n\n整理番号,101\n取組名,支払の電子化\n担当課,市民課\n\
                 指標,電子決済の割合\n基準値（令和元年度）,0％\n実績値（令和4年度）,23.6％\n\
                 令和4年度の実績,本庁へ2台を設置した。\n\n\
                 整理番号,102\n取組名,予約の電子化\n担当課,公民館\n指標,電子予約の割合\n\
                 実績値（令和4年度）,21％\n令和4年度の実績,規則の改正案をまとめた。\n";
    holds(
        sheet,
        &[
            "result 電子決済の割合 year 2022 23.6% (%)",
            "result - year 2022 本庁へ2台を設置した。",
            "result 電子予約の割合 year 2022 21% (%)",
            "result - year 2022 規則の改正案をまとめた。",
        ],
    );
}
