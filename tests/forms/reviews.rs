//! Reviews of a programme: captions that come again below each item, judgements in its middle, years between the state
//! before and the goal.

use super::{bundle, holds, lines};
use kaikaku::record::Scope;

fn review(title: &str) -> String {
    let item = |number: &str, name: &str, grade: &str| {
        format!(
            "（{number}）{name}\n\n　ア　団体の概要\n　　　所管課：文化課\n　　　設立年月：平成６年４月\n\n　イ　取組の内容\n　　　{name}の運営を改めます。\n\n　ウ　令和３年度から令和５年度までの取組状況\n　　　予約を電子化し、窓口で待つ人を減らすとともに、利用者の声を聞きました。\n\n　エ　委員会の評価　　{grade}\n　　　おおむね順調であると認められます。\n\n"
        )
    };
    format!(
        "　{title}\n\n１　検証の方法\n\n　青瀬市外郭団体改革プラン（計画期間：令和３年度～令和７年度）の取組を検証しました。\n　評価は、次の３段階で行いました。\n　　Ａ　計画を上回っている\n　　Ｂ　計画どおり進んでいる\n　　Ｃ　計画より遅れている\n\n２　検証結果\n\n{}{}",
        item("１", "文化振興財団", "Ｂ"),
        item("２", "福祉事業団", "Ｃ"),
    )
}

#[test]
fn numbered_captions_that_come_again_are_labels_and_no_items() {
    let sheet = review("青瀬市外郭団体改革プラン　中間検証報告書");
    assert_eq!(
        lines(&sheet),
        [
            "item 文化振興財団 [検証結果]",
            "item 福祉事業団 [検証結果]",
            "result - year 2021 予約を電子化し、窓口で待つ人を減らすとともに、利用者の声を聞きました。",
            "result - year 2021 予約を電子化し、窓口で待つ人を減らすとともに、利用者の声を聞きました。",
            "judged 委員会の評価 B おおむね順調であると認められます。",
            "judged 委員会の評価 C おおむね順調であると認められます。",
        ]
    );
}

#[test]
fn a_deadline_or_a_founding_date_without_a_plan_is_a_fact_of_the_item() {
    let items = bundle(&review("青瀬市外郭団体改革プラン　中間検証報告書")).items;
    let facts = &items[0].attributes;
    assert_eq!(
        (facts[0].label.as_str(), facts[0].text.as_deref()),
        ("設立年月", Some("平成6年4月"))
    );
}

#[test]
fn a_review_in_the_middle_judges_the_programme_on_a_scale_of_a_level_a_line() {
    let judged = bundle(&review("青瀬市外郭団体改革プラン　中間検証報告書")).evaluations;
    let first = &judged[0];
    assert_eq!(first.scope, Scope::Midterm);
    assert_eq!(first.period.label.as_deref(), Some("中間検証"));
    let years = (first.period.fiscal_year, first.period.fiscal_year_end);
    assert_eq!(years, (Some(2021), Some(2025)));
    let scale = first
        .grade
        .as_ref()
        .and_then(|grade| grade.scale.as_deref());
    assert_eq!(scale, Some("A>B>C"));
    // A report that does not call itself one is of a year that nothing tells.
    let report = bundle(&review("青瀬市外郭団体改革プラン　検証報告書"));
    assert_eq!(report.evaluations[0].scope, Scope::Annual);
}

#[test]
fn years_between_the_state_before_and_the_goal_are_results_up_to_the_year_of_the_report() {
    let table = "| 指標 | 単位 | 現状（令和3年度） | 令和4年度 | 令和5年度 | 令和6年度 | 目標（令和7年度） |\n|---|---|---|---|---|---|---|\n\
                 | 申請できる手続 | 件 | 21 | 64 | 118 | 155 | 180 |\n";
    let sheet = |title: &str| {
        format!(
            "# {title}\n\n## 取組1 手続の電子化\n\n- 担当課：総務課\n- 目的：来庁を減らす。\n\n{table}"
        )
    };
    holds(
        &sheet("青瀬市改革プログラム 令和5年度評価報告書"),
        &[
            "result 申請できる手続 baseline 2021 21 (件)",
            "result 申請できる手続 year 2022 64 (件)",
            "result 申請できる手続 year 2023 118 (件)",
            "plan 申請できる手続 year 2024 155",
            "plan 申請できる手続 target 2025 180",
        ],
    );
    // A report on several years of a programme says so in its title.
    holds(
        &sheet(
            "青瀬市改革プログラム 中間報告書（令和4年度～令和6年度）\n\n計画期間：令和4年度～令和8年度",
        ),
        &[
            "result 申請できる手続 year 2022 64 (件)",
            "result 申請できる手続 year 2024 155 (件)",
            "plan 申請できる手続 target 2025 180",
        ],
    );
}

#[test]
fn a_sentence_names_the_scale_in_quotes_and_a_chapter_is_no_label() {
    let item = |name: &str, grade: &str| {
        format!("（１）{name}\n【取組の概要】\n　受付を改めます。\n【中間評価】　{grade}\n\n")
    };
    let sheet = format!(
        "　青瀬市改革大綱　中間報告書\n\n第１章　はじめに\n　進捗は、「順調」「やや遅れている」「遅れている」の３区分により評価しています。\n\n第２章　取組の状況\n{}第３章　おわりに\n{}",
        item("窓口の改善", "遅れている"),
        item("庁舎の管理", "順調"),
    );
    let bundle = bundle(&sheet);
    let grades: Vec<_> = bundle
        .evaluations
        .iter()
        .filter_map(|judged| judged.grade.as_ref())
        .map(|grade| (grade.label.as_str(), grade.scale.as_deref(), grade.rank))
        .collect();
    let scale = Some("順調>やや遅れている>遅れている");
    assert_eq!(
        grades,
        [("遅れている", scale, Some(3)), ("順調", scale, Some(1))]
    );
    let path = |item: usize| bundle.items[item].path[0].name.clone();
    assert_eq!(path(0).as_deref(), Some("取組の状況"));
    assert_eq!(path(1).as_deref(), Some("おわりに"));
}

#[test]
fn grades_of_a_summary_are_those_of_the_sheets_below_it() {
    let sheet = "# 雲井市行財政改革プラン 令和４年度外部評価報告書\n\n## 3 評価結果の一覧\n\n\
        | 番号 | 取組名 | 内部評価 | 外部評価 |\n|---|---|---|---|\n\
        | 3 | 総合窓口の設置 | ◎ | ○ |\n| 7 | 講座の見直し | ○ | △ |\n\n\
        ## 4 取組別の評価結果\n\n### 改革の柱１　行政サービス\n\n\
        番号：3\n\n取組名：総合窓口の設置\n\n| 区分 | 評価 | 評価の理由 |\n|---|---|---|\n\
        | 内部評価 | ◎ | 予定どおり運用を開始したため。 |\n\
        | 外部評価 | ○ | 周知が足りないため。 |\n\n\
        ### 改革の柱２　生涯学習\n\n\
        番号：7\n\n取組名：講座の見直し\n\n| 区分 | 評価 | 評価の理由 |\n|---|---|---|\n\
        | 内部評価 | ○ | 計画どおり開催したため。 |\n\
        | 外部評価 | △ | 参加者が減ったため。 |\n";
    assert_eq!(
        lines(sheet),
        [
            "item 総合窓口の設置 [取組別の評価結果 > 行政サービス]",
            "item 講座の見直し [取組別の評価結果 > 生涯学習]",
            "judged 内部評価 ◎ 予定どおり運用を開始したため。",
            "judged 外部評価 ○ 周知が足りないため。",
            "judged 内部評価 ○ 計画どおり開催したため。",
            "judged 外部評価 △ 参加者が減ったため。",
        ]
    );
}

#[test]
fn what_a_committee_says_is_an_opinion_and_what_it_grades_a_judgement() {
    let sheet = "\u{3000}令和５年度行政改革の取組に対する朝霧市行政改革推進委員会の意見と市の回答

■評価の区分
　Ａ　計画を上回って進んでいる
　Ｂ　計画どおり進んでいる
　Ｃ　計画より遅れている

【１】公民館の見直し（担当：生涯学習課）
　市の評価　　　：Ｂ
　委員会の評価　：Ｃ
　委員会の意見
　　・受け皿が整っていない。
　市の回答
　　懇談会を開きます。

【２】公用車の更新（担当：財産管理課）
　市の評価　　　：－
　委員会の評価　：Ｃ
　委員会の意見
　　・台数を減らすこと。
　市の回答
　　削減します。
";
    holds(
        sheet,
        &[
            "judged 市の評価 B -",
            "judged 市の評価 - -",
            "judged 委員会の評価 C -",
            "judged 委員会の意見 - ・受け皿が整っていない。",
            "judged - - 懇談会を開きます。",
        ],
    );
    let bundle = bundle(sheet);
    let opinions = bundle
        .evaluations
        .iter()
        .filter(|e| e.scope == Scope::Opinion);
    assert_eq!(opinions.count(), 2);
    assert_eq!(
        bundle.document.title.as_deref(),
        Some("令和5年度行政改革の取組に対する朝霧市行政改革推進委員会の意見と市の回答")
    );
}

#[test]
fn the_members_of_a_committee_are_no_departments() {
    let sheet = "<h1>浜西市行革プラン 取組シート（令和6年度）</h1><table>\
                 <tr><th>取組名</th><td>公用車の削減</td><th>担当課</th><td>総務課</td></tr>\
                 <tr><th>実績</th><td colspan=3>2台を減らした。</td></tr></table>\
                 <p>（参考）委員名簿</p><table><tr><th>区分</th><th>氏名</th><th>所属</th></tr>\
                 <tr><td>委員長</td><td>戸倉和成</td><td>浜西大学教授</td></tr>\
                 <tr><td>委員</td><td>仁科浩</td><td>商工会議所</td></tr>\
                 <tr><td>委員</td><td>由良健吾</td><td>公募市民</td></tr></table>";
    let bundle = bundle(sheet);
    assert_eq!(bundle.items.len(), 1);
    let names: Vec<_> = bundle.items[0]
        .departments
        .iter()
        .map(|d| d.name.as_str())
        .collect();
    assert_eq!(names, ["総務課"]);
    assert!(bundle.items[0].attributes.is_empty());
}
