//! Databases of open data: a row an item, and long headers that say of each value what it is of.

use super::{bundle, holds};

const EXPORT: &str = "団体名,計画名称,計画開始年度,計画終了年度,視点番号,視点名称,取組番号,取組名称,主担当課名称,成果指標名称,成果指標単位,\
     成果指標基準値（令和4年度）,成果指標目標値（令和6年度）,成果指標実績値（令和6年度）,取組実績（令和6年度）,進捗状況（令和6年度）,\
     財政効果額（令和6年度・千円）\n\
     浜東市,浜東市行政経営実行計画,令和5年度,令和9年度,1,業務の変革,101,電子契約の導入,契約検査課,電子契約の割合,%,0,30,41.7,\
     年度内に223件の電子契約を締結した。,順調,1260\n\
     浜東市,浜東市行政経営実行計画,令和5年度,令和9年度,1,業務の変革,102,議事録の作成支援,総務課,作成時間の削減,時間,310,800,1125,\
     研修を4回開いた。,順調,－\n\
     浜東市,浜東市行政経営実行計画,令和5年度,令和9年度,2,財源の活用,201,駐車場の運営,都市計画課,駐車場の収支,千円,－,0,-2915,\
     公募の準備を進めた。,遅延,0\n";

#[test]
fn headers_say_of_each_value_of_an_indicator_what_it_is() {
    holds(
        EXPORT,
        &[
            "item 電子契約の導入 [業務の変革]",
            "item 駐車場の運営 [財源の活用]",
            "plan 電子契約の割合 year 2024 30",
            "result 電子契約の割合 baseline 2022 0 (%)",
            "result 電子契約の割合 year 2024 41.7 (%)",
            "result 駐車場の収支 baseline 2022 -",
        ],
    );
}

#[test]
fn a_sentence_beside_the_figures_of_an_indicator_tells_of_the_item() {
    let bundle = bundle(EXPORT);
    let told: Vec<_> = bundle
        .results
        .iter()
        .filter(|r| r.progress.is_some())
        .collect();
    let texts: Vec<_> = told.iter().filter_map(|r| r.text.as_deref()).collect();
    assert_eq!(
        texts,
        [
            "年度内に223件の電子契約を締結した。",
            "研修を4回開いた。",
            "公募の準備を進めた。"
        ]
    );
    assert!(told.iter().all(|result| result.measure.is_none()));
}

#[test]
fn a_bracket_may_give_the_year_and_the_unit_together() {
    holds(EXPORT, &["result 財政効果額 year 2024 1260 (千円)"]);
}

#[test]
fn columns_say_when_the_plan_begins_and_ends() {
    let programme = bundle(EXPORT).document.programme;
    assert_eq!(programme.name.as_deref(), Some("浜東市行政経営実行計画"));
    let run = (programme.start_fiscal_year, programme.end_fiscal_year);
    assert_eq!(run, (Some(2023), Some(2027)));
}

#[test]
fn a_goal_beside_its_result_is_of_the_same_year() {
    let sheet = "浜東市行革プラン(令和3年度～令和7年度) 令和6年度実績一覧\n\n\
                 番号,取組名,指標名,目標値,実績値\n\
                 1,窓口の改善,待ち時間,10分,12分\n\
                 2,支所の統合,統合した支所,2か所,未実施\n\
                 3,広告の導入,広告料,300千円,－\n";
    holds(
        sheet,
        &[
            "plan 待ち時間 year 2024 10分",
            "plan 統合した支所 year 2024 2か所",
            "result 統合した支所 year 2024 未実施",
            "result 広告料 year 2024 -",
        ],
    );
}
