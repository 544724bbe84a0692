//! Plans and reports of numbered prose with small tables between, and tables that only count or sum up.

use super::{bundle, holds, lines};

const PLAN: &str = "　波多見市財政健全化計画\n\n\
    はじめに\n\n\
    \u{3000}この計画は、平成31年度から平成35年度までの５年間に取り組むべき目標を定めるものです。\n\n\
    Ⅰ　財政健全化の目標\n\n\
    １　市債残高の縮減\n　新たに借り入れる市債の額を抑えます。\n\n\
    \u{20}                            30年度実績  31年度    32年度    33年度\n\
    \u{20}   市債残高（億円）         268.4       258.0     251.5     245.2\n\n\
    ２　基金残高の確保\n　災害等に備え、残高を維持します。\n\n\
    \u{20}                            31年度    32年度    33年度    計\n\
    \u{20}   取崩額（百万円）         320       280       200       800\n\n\
    Ⅱ　定員適正化の目標\n\n\
    １　部門別の職員数\n　職員数を減らします。\n　保育士については、必要な人数を確保します。\n\n\
    \u{20}                                                  （単位：人）\n\
    \u{20}                            30年度実績  31年度    32年度    33年度\n\
    \u{20}   一般行政部門             341         337       334       330\n\
    \u{20}   教育部門                 78          77        75        74\n\
    \u{20}   合計                     419         414       409       404\n";

#[test]
fn years_over_one_row_of_figures_are_a_table() {
    holds(
        PLAN,
        &[
            "item 市債残高の縮減 [財政健全化の目標]",
            "plan 市債残高(億円) year 2019 258.0",
            "plan 取崩額(百万円) programme 2019 800",
            "plan 取崩額(百万円) year 2021 200",
            "result 市債残高(億円) year 2018 268.4 (億円)",
        ],
    );
}

#[test]
fn numbers_that_begin_again_in_each_chapter_are_told_apart_by_it() {
    let items = bundle(PLAN).items;
    let numbers: Vec<_> = items.iter().filter_map(|i| i.number.as_deref()).collect();
    assert_eq!(numbers, ["Ⅰ-1", "Ⅰ-2", "Ⅱ-1"]);
}

#[test]
fn the_sum_below_indicators_has_its_own_name() {
    holds(
        PLAN,
        &[
            "plan 合計 year 2020 409",
            "result 合計 year 2018 419 (人)",
            "item 部門別の職員数 [定員適正化の目標]",
        ],
    );
}

#[test]
fn a_sentence_on_this_plan_gives_its_years() {
    let programme = bundle(PLAN).document.programme;
    let years = (programme.start_fiscal_year, programme.end_fiscal_year);
    assert_eq!(years, (Some(2019), Some(2023)));
}

const REPORT: &str = "　令和４年度　行財政改革の取組状況報告書\n\n令和５年８月\n滝見市\n\nは　じ　め　に\n\n\
    \u{3000}本市では「滝見市第６次行財政改革大綱」（計画期間：令和３年度～令和７年度）を策定し、改革に取り組んでいます。\n\n\
    １　市政の発信\n\n\
    （１）分かりやすい広報（広報課）\n　　ホームページを全面改修し、２月に公開しました。\n　　【効果額】4,750千円\n　　【今後の取組】改善を重ねます。\n\n\
    （２）役割分担の見直し（市民協働課）\n　　見直しの方針を定めました。\n　　【今後の取組】委託に切り替えます。\n\n\
    お　わ　り　に\n　大綱の見直しを行います。\n";

#[test]
fn what_a_report_on_one_year_tells_is_of_that_year_and_its_effects_are_results() {
    assert_eq!(
        lines(REPORT),
        [
            "item 分かりやすい広報 [市政の発信]",
            "item 役割分担の見直し [市政の発信]",
            "result - year 2022 ホームページを全面改修し、2月に公開しました。",
            "result 効果額 year 2022 4,750千円 (千円)",
            "result - year 2022 見直しの方針を定めました。",
            "judged - - 改善を重ねます。",
            "judged - - 委託に切り替えます。",
        ]
    );
    let document = bundle(REPORT).document;
    assert_eq!(document.municipality.name.as_deref(), Some("滝見市"));
    let plan = document.programme.name;
    assert_eq!(plan.as_deref(), Some("滝見市第6次行財政改革大綱"));
}

#[test]
fn letters_set_apart_make_a_chapter() {
    let sections = bundle(REPORT).sections;
    let names: Vec<_> = sections.iter().filter_map(|s| s.name.as_deref()).collect();
    assert_eq!(names, ["はじめに", "市政の発信", "おわりに"]);
}

#[test]
fn counts_of_grades_are_no_items() {
    let sheet = "# 青嶺市行財政改革プラン2025 令和６年度評価報告書\n\n\
        | 区分 | A | B | C | D | 計 |\n|---|---|---|---|---|---|\n\
        | 重点目標1 | 1 | 1 | 0 | 0 | 2 |\n| 重点目標2 | 1 | 0 | 1 | 0 | 2 |\n| 合計 | 2 | 1 | 1 | 0 | 4 |\n";
    assert_eq!(lines(sheet), Vec::<String>::new());
    let document = bundle(sheet).document;
    assert!(document.coverage.unassigned > 0);
    let plan = document.programme.name;
    assert_eq!(plan.as_deref(), Some("青嶺市行財政改革プラン2025"));
}

#[test]
fn a_level_right_above_values_names_the_item_and_the_one_above_it_does_not() {
    let sheet = "# 青嶺市行政経営改革大綱 報告書\n\n## 重点目標１　財政の健全性の確保\n\n\
        ### 推進項目１－１　未収債権の管理\n\n担当課：収納課\n\n【概要】\n債権管理条例を制定する。\n\n\
        ### 推進項目１－２　使用料の見直し\n\n担当課：財政課\n\n【概要】\n使用料を見直す。\n";
    assert_eq!(
        lines(sheet),
        [
            "item 未収債権の管理 [財政の健全性の確保]",
            "item 使用料の見直し [財政の健全性の確保]",
        ]
    );
    let numbers = bundle(sheet).items;
    assert_eq!(numbers[1].number.as_deref(), Some("1-2"));
}

#[test]
fn sums_of_levels_below_a_caption_are_no_items() {
    let sheet = "海原市行財政改革プラン 財政効果額一覧,,,,,\n【総括表】,,,,,\n\
        ,改革の柱,令和元年度,,令和2年度,\n,,計画,実績,計画,実績\n\
        ,Ⅰ　歳入の確保,30,40,50,60\n,Ⅱ　歳出の抑制,10,20,30,40\n\n\
        【取組別内訳】,,,,,\n番号,取組名,令和元年度,,令和2年度,\n,,計画,実績,計画,実績\n\
        1,市税徴収率の向上,30,40,50,60\n2,調達の一括入札,10,20,30,40\n";
    let lines = lines(sheet);
    let items: Vec<_> = lines.iter().filter(|l| l.starts_with("item")).collect();
    assert_eq!(
        items,
        ["item 市税徴収率の向上 []", "item 調達の一括入札 []"]
    );
}

#[test]
fn how_far_it_has_come_is_said_of_the_report_behind_it() {
    let sheet = "雲出原市行政改革実施計画 取組状況総括(平成29年度末現在)\n\n\
        No.,取組項目,担当課,取組状況,平成29年度の取組内容,今後の予定\n\
        1,公募委員の拡大,企画課,実施中,審議会等31のうち19に置いた。,改選時期に合わせて進める。\n\
        2,支援センターの開設,協働推進課,完了,旧出張所を改修した。,利用を広げる。\n";
    let results = bundle(sheet).results;
    let told: Vec<_> = results
        .iter()
        .map(|r| {
            let progress = r.progress.as_ref().map(|p| p.label.as_str());
            (r.period.fiscal_year, progress, r.text.as_deref())
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                Some(2017),
                Some("実施中"),
                Some("審議会等31のうち19に置いた。")
            ),
            (Some(2017), Some("完了"), Some("旧出張所を改修した。")),
        ]
    );
    let judged = bundle(sheet).evaluations;
    assert!(judged.iter().all(|e| e.period.fiscal_year == Some(2017)));
}

#[test]
fn a_card_says_who_is_in_charge_beside_its_name() {
    let sheet = "<h1>汐見野市行政改革アクションプラン</h1><h2>方針Ⅰ　スマートな市役所への転換</h2>\
        <table><tr><td>Ⅰ-1</td><td colspan=2>チャットボットの導入</td><td>担当課:広報課</td></tr>\
        <tr><th>概要</th><td colspan=3>問合せに自動で答える。</td></tr>\
        <tr><th>主な取組</th><th>令和5年度</th><th>令和6年度</th><th>令和7年度</th></tr>\
        <tr><td>システムの導入</td><td>調達</td><td>試験運用</td><td>本格運用</td></tr>\
        <tr><td>分野の拡大</td><td>税</td><td>福祉</td><td>全分野</td></tr></table>";
    holds(
        sheet,
        &[
            "item チャットボットの導入 [スマートな市役所への転換]",
            "plan システムの導入 year 2024 試験運用",
        ],
    );
    let items = bundle(sheet).items;
    assert_eq!(items.len(), 1);
    let named: Vec<_> = items[0]
        .departments
        .iter()
        .map(|d| d.name.as_str())
        .collect();
    assert_eq!(named, ["広報課"]);
}
