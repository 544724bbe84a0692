//! Sheets as other programs export them: merged cells split, steps and proposals in columns of their own, columns that count
//! characters.

use super::{bundle, holds, lines};

#[test]
fn steps_with_plan_and_result_of_their_own_are_measures() {
    let sheet = "浜西市行政改革プラン 進捗管理表(令和7年度),,,,,,\n\
                 No.,取組名,実施内容,区分,実施時期,,進捗状況\n\
                 ,,,,第1四半期(4～6月),第2四半期(7～9月),\n\
                 1,市民討議会の開催,参加者の募集,計画,要領の作成,募集,順調\n\
                 ,,,実績,要領を作成,62人が応募,\n\
                 ,,討議会の開催,計画,,開催(2回),\n\
                 ,,,実績,,8日に開催,\n\
                 2,電子決裁の導入,規程の改正,計画,改正,,完了\n\
                 ,,,実績,改正した,,\n";
    holds(
        sheet,
        &[
            "plan 参加者の募集 quarter 2025 要領の作成",
            "result 参加者の募集 quarter 2025 62人が応募",
            "plan 討議会の開催 quarter 2025 開催(2回)",
            "result 規程の改正 quarter 2025 改正した",
        ],
    );
}

const SUBSIDIES: &str = "浜西市行財政改革プラン 補助金見直し一覧(令和7年度),,,,,,\n\
    番号,補助金の名称,交付先,補助金額(千円),,検証結果,終期\n\
    ,,,令和6年度決算,令和7年度予算,判定理由,\n\
    Ⅰ　団体運営費補助,,,,,,\n\
    1,自治会連合会補助金,自治会連合会,\"3,200\",\"3,000\",繰越金が多い。,令和10年度\n\
    2,観光協会補助金,観光協会,\"18,500\",\"17,900\",人件費の割合が高い。,設定なし\n\
    ,小計,,\"21,700\",\"20,900\",,\n";

#[test]
fn two_rows_of_a_header_whose_merged_cells_an_export_has_split_are_one_header() {
    holds(
        SUBSIDIES,
        &[
            "item 自治会連合会補助金 [団体運営費補助]",
            "result 補助金額(千円) year 2024 3,200 (千円)",
            "plan 補助金額(千円) year 2025 17,900",
        ],
    );
    let items = lines(SUBSIDIES)
        .iter()
        .filter(|line| line.starts_with("item"))
        .count();
    assert_eq!(items, 2);
}

#[test]
fn a_year_at_the_end_of_a_row_is_a_value() {
    let attributes = &bundle(SUBSIDIES).items[0].attributes;
    let ends = attributes.iter().find(|a| a.label == "終期");
    assert_eq!(ends.and_then(|a| a.text.as_deref()), Some("令和10年度"));
}

#[test]
fn proposals_of_a_workshop_and_what_the_city_did_with_them_are_records() {
    let sheet = "浜西市職員ワークショップ 提案と対応,,,,,,\n\
                 班,No,提案名,提案の内容,関係課,令和6年度の対応,,\n\
                 ,,,,,状況,対応内容,次年度の対応\n\
                 窓口班,1,案内表示の多言語化,案内板を替える。,市民課,実施済,9枚を替えた。,地図も替える。\n\
                 ,2,窓口の混雑の緩和,混雑を知らせる。,市民課,一部実施,試行した。,全窓口に広げる。\n\
                 内部班,3,会議の30分ルール,会議は30分以内とする。,人事課,見送り,試行しない。,－\n";
    holds(
        sheet,
        &[
            "item 案内表示の多言語化 [窓口班]",
            "item 窓口の混雑の緩和 [窓口班]",
            "plan - undated 案内板を替える。",
            "result - year 2024 9枚を替えた。",
        ],
    );
}

#[test]
fn a_chosen_level_that_its_options_explain_is_the_grade() {
    let sheet = "# 浜西市行政改革プラン 令和6年度 取組調書\n\n\
                 | 取組番号 | 1-1 | 取組名 | 窓口の改善 |\n|---|---|---|---|\n\n\
                 | 令和6年度評価 | |\n|---|---|\n\
                 | 評価 | ■A:計画以上 □B:計画どおり □C:やや遅れている |\n\
                 | 評価の理由 | 運用開始が早まった。 |\n";
    let sheet = bundle(sheet);
    let judged = &sheet.evaluations[0];
    let grade = judged.grade.as_ref().expect("a grade");
    assert_eq!(
        (grade.label.as_str(), grade.scale.as_deref()),
        ("A", Some("A>B>C"))
    );
    assert_eq!(judged.text.as_deref(), Some("運用開始が早まった。"));
}

#[test]
fn opinions_listed_behind_results_go_to_the_items_that_they_name() {
    let sheet = "# 令和5年度 浜西市行政改革 外部評価の結果\n\n## 1 外部評価の結果\n\n\
                 | No. | 取組項目 | 評価 | 市の対応方針 |\n|---|---|---|---|\n\
                 | 2 | 公用車の集中管理 | A | 電気自動車に替える。 |\n\
                 | 4 | 有料広告事業の拡大 | B | 目標額を引き上げる。 |\n\
                 | 7 | 時間外勤務の縮減 | C | 時間数を公表する。 |\n\n\
                 ## 2 委員からの個別の意見と回答\n\n\
                 | No. | 取組項目 | 委員の意見 | 市の回答 |\n|---|---|---|---|\n\
                 | 2 | 公用車の集中管理 | 休日に貸し出せないか。 | 事例を調査する。 |\n\
                 | 7 | 時間外勤務の縮減 | 形骸化していないか。 | 声掛けを徹底する。 |\n";
    let sheet = bundle(sheet);
    assert_eq!(sheet.items.len(), 3);
    let answer = sheet
        .evaluations
        .iter()
        .find(|e| e.text.as_deref() == Some("事例を調査する。"));
    assert_eq!(answer.map(|e| &e.item_id), Some(&sheet.items[0].item_id));
}

#[test]
fn an_unknown_column_names_rows_only_where_they_differ_within_an_item() {
    let sheet = "浜西市公共施設再編プラン 工程表,,,,,\n\
                 番号,施設名,再編手法,区分,令和5年度,令和6年度\n\
                 101,東小学校,統合,計画,委員会設置,基本設計\n\
                 ,,,実績,委員会設置,基本設計\n\
                 102,共同調理場,廃止,計画,検討,検討\n\
                 ,,,実績,検討,検討\n";
    let sheet = bundle(sheet);
    let attributes = &sheet.items[0].attributes;
    assert_eq!(attributes[0].text.as_deref(), Some("統合"));
    assert!(sheet.plans.iter().all(|plan| plan.measure.is_none()));
}

#[test]
fn a_drawn_line_is_no_title_and_a_sign_of_number_numbers_items() {
    let sheet = "\u{3000}令和６年度　浜西市行政改革委員会の意見と市の対応\n\n\
                 ━━━━━━━━━━━━━━━━━━━━\n\
                 基本目標１　　持続可能な財政運営\n\
                 ━━━━━━━━━━━━━━━━━━━━\n\n\
                 ■　取組№３　未利用市有地の売却\n\
                 \u{3000}　　　　　　（担当：財政部　資産活用課）\n\n\
                 \u{3000}○　取組の実績\n\u{3000}　　４件を売却した。\n\n\
                 ■　取組№５　使用料の見直し\n\
                 \u{3000}　　　　　　（担当：財政課）\n\n\
                 \u{3000}○　取組の実績\n\u{3000}　　改定案を作った。\n";
    holds(
        sheet,
        &[
            "item 未利用市有地の売却 [持続可能な財政運営]",
            "item 使用料の見直し [持続可能な財政運営]",
        ],
    );
    let title = bundle(sheet).document.title;
    assert_eq!(
        title.as_deref(),
        Some("令和6年度　浜西市行政改革委員会の意見と市の対応")
    );
}

/// `pdftotext -layout` counts characters: a kana is as wide as a blank.
#[test]
fn columns_count_characters_where_lines_agree_by_them() {
    let sheet = "\u{3000}浜西市ＤＸ推進計画 四半期進捗管理表（令和７年度）\n\n\
        番号     取組名     担当課            令和７年度 実施工程\n\
        \u{20}                      第１四半期   第２四半期   第３四半期   第４四半期\n\n\
        \u{20}1   書かないワンス   市民窓口   仕様検討    事業者選    システム    運用開始\n\
        \u{20}    トップ窓口の導     課             定       構築\n\
        \u{20}    入\n\
        \u{20}2   来庁予約システ   税務課    関係課協    試行準備     →      本格実施\n\
        \u{20}    ムの拡大             議\n\
        \u{20}3   おくやみコーナ   市民窓口   庁内検討     開設      →      利用者ア\n\
        \u{20}    ーの設置        課                              ンケート\n";
    holds(
        sheet,
        &[
            "item 書かないワンストップ窓口の導入 []",
            "item 来庁予約システムの拡大 []",
            "plan - quarter 2025 仕様検討",
            "plan - quarter 2025 関係課協議",
            "plan - quarter 2025 利用者アンケート",
        ],
    );
}

const STAFF: &str = "\u{3000}月森市定員管理計画　令和６年度進捗状況\n\n\
    \u{3000}（１）　市全体\n\n\
    ┌────────┬──────┬──────┐\n\
    │区分　　　　　　│令和５年度　│令和６年度　│\n\
    ├────────┼──────┼──────┤\n\
    │職員数（計画）　│　　　755　│　　　750　│\n\
    │職員数（実績）　│　　　756　│　　　747　│\n\
    ├────────┼──────┼──────┤\n\
    │計画との差　　　│　　　　1　│　　　▲3　│\n\
    └────────┴──────┴──────┘\n\n\
    \u{3000}（２）　教育部門\n\n\
    ┌────────┬──────┬──────┐\n\
    │区分　　　　　　│令和５年度　│令和６年度　│\n\
    ├────────┼──────┼──────┤\n\
    │職員数（計画）　│　　　 90　│　　　 88　│\n\
    │職員数（実績）　│　　　 89　│　　　 86　│\n\
    └────────┴──────┴──────┘\n";

#[test]
fn lines_with_figures_of_their_own_are_rows_of_a_drawn_table_and_headings_name_what_nothing_else_does()
 {
    holds(
        STAFF,
        &[
            "item 市全体 []",
            "item 教育部門 []",
            "plan 職員数 year 2023 755",
            "result 職員数 year 2024 747",
            "result 計画との差 year 2024 ▲3",
            "plan 職員数 year 2024 88",
            "result 職員数 year 2023 89",
        ],
    );
}

#[test]
fn two_chosen_options_are_kept_as_they_stand() {
    let sheet = "<h1>浜西市行革プラン 取組シート（令和6年度）</h1><table>\
                 <tr><th>取組名</th><td>公用車の削減</td><th>担当課</th><td>総務課</td></tr>\
                 <tr><th>進捗状況</th><td colspan=3>■A:順調 □B:遅れ ■C:中止</td></tr></table>";
    holds(sheet, &["result - year 2024 ■A:順調 □B:遅れ ■C:中止"]);
}
