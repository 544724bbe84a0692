//! Forms that nobody described: the smallest sheet that shows a rule, and the records that it must give.

mod cards;
mod celled;
mod databases;
mod departments;
mod effects;
mod exported;
mod grades;
mod lists;
mod marked;
mod meetings;
mod outlines;
mod printed;
mod prose;
mod reviews;
mod sheets;
mod stacked;
mod typed;

use kaikaku::record::{Bundle, PeriodKind};
use kaikaku::{FormChoice, Options, convert};

fn bundle(sheet: &str) -> Bundle {
    let options = Options {
        form: FormChoice::Generic,
        ..Options::default()
    };
    let name = match sheet.chars().next() {
        Some('<') => "sheet.html",
        Some('#') => "sheet.md",
        Some('\u{3000}') => "sheet.txt",
        _ => "sheet.csv",
    };
    convert(sheet.as_bytes(), name, &options).expect("a sheet can be converted")
}

/// Items, plans, results and evaluations, one a line: what they are, of what, when, and what they say.
fn lines(sheet: &str) -> Vec<String> {
    let bundle = bundle(sheet);
    let mut lines = Vec::new();
    for item in &bundle.items {
        let path: Vec<&str> = item
            .path
            .iter()
            .filter_map(|node| node.name.as_deref())
            .collect();
        let name = item.name.as_deref().unwrap_or("-");
        lines.push(format!("item {name} [{}]", path.join(" > ")));
    }
    let words = |text: &Option<String>| text.as_deref().unwrap_or("-").replace('\n', "/");
    for plan in &bundle.plans {
        let (measure, text) = (words(&plan.measure), words(&plan.text));
        let (kind, year) = (plan.period.kind, plan.period.fiscal_year);
        lines.push(format!("plan {measure} {} {text}", time(kind, year)));
    }
    for result in &bundle.results {
        let (measure, text) = (words(&result.measure), words(&result.text));
        let (kind, year) = (result.period.kind, result.period.fiscal_year);
        let unit = result.quantity.as_ref().and_then(|q| q.unit.as_deref());
        let unit = unit.map_or(String::new(), |unit| format!(" ({unit})"));
        lines.push(format!(
            "result {measure} {} {text}{unit}",
            time(kind, year)
        ));
    }
    for judgement in &bundle.evaluations {
        let grade = judgement.grade.as_ref().map(|grade| grade.label.as_str());
        let (criterion, text) = (words(&judgement.criterion), words(&judgement.text));
        lines.push(format!(
            "judged {criterion} {} {text}",
            grade.unwrap_or("-")
        ));
    }
    lines
}

/// Fails unless each of these lines is among those of a sheet.
fn holds(sheet: &str, expected: &[&str]) {
    let lines = lines(sheet);
    for line in expected {
        let there = lines.iter().any(|other| other == line);
        assert!(there, "{line}: {lines:#?}");
    }
}

fn time(kind: PeriodKind, year: Option<i32>) -> String {
    let kind = format!("{kind:?}").to_lowercase();
    year.map_or(kind.clone(), |year| format!("{kind} {year}"))
}

#[test]
fn the_finest_column_names_the_items_and_the_last_goal_is_the_target() {
    let sheet = "基本方針,施策,指標,単位,基準値(令和元年度),R2実績,R3実績,目標値(令和6年度),R3達成率,担当課\n\
                 基本方針1 産業を育てる,企業誘致,立地企業数,社,4,5,7,12,58.3%,商工振興課\n\
                 ,,創業件数,件,21,18,26,40,65.0%,\n\
                 ,農業の担い手,新規就農者数,人,6,5,8,10,80.0%,農林課\n";
    let lines = lines(sheet);
    assert_eq!(lines[0], "item 企業誘致 [産業を育てる]");
    assert_eq!(lines[1], "item 農業の担い手 [産業を育てる]");
    for line in [
        "plan 立地企業数 target 2024 12",
        "result 創業件数 baseline 2019 21 (件)",
        "result 新規就農者数 year 2021 8 (人)",
        "result 創業件数 達成率 year 2021 65.0% (%)",
    ] {
        assert!(
            lines.iter().any(|other| other == line),
            "{line}: {lines:#?}"
        );
    }
}

#[test]
fn what_was_done_in_each_quarter_is_its_result() {
    let sheet = "令和5年度 / テーマ番号 K-01\n改善テーマ,電話対応の一元化\n\n\
                 ,第1四半期(4~6月),第2四半期(7~9月)\n\
                 行動計画,先進自治体の調査,仕様書の作成\n\
                 実施内容,6市を調査した。,業者を選定した。\n\
                 進み具合,順調,遅れ\n";
    assert_eq!(
        lines(sheet),
        [
            "item 電話対応の一元化 []",
            "plan - quarter 2023 先進自治体の調査",
            "plan - quarter 2023 仕様書の作成",
            "result - quarter 2023 6市を調査した。",
            "result - quarter 2023 業者を選定した。",
        ]
    );
    let progress: Vec<String> = bundle(sheet)
        .results
        .into_iter()
        .filter_map(|result| Some(result.progress?.label))
        .collect();
    assert_eq!(progress, ["順調", "遅れ"]);
}

#[test]
fn points_stand_with_their_reasons_and_a_choice_in_brackets_is_read() {
    let sheet = "事務事業名,空家対策\n\n\
                 評価項目,点数,説明\n\
                 必要性,5,苦情が増えている。\n\
                 効率性,3,調査に時間を要する。\n\n\
                 方向性,(○)拡大 ( )維持 ( )縮小\n";
    assert_eq!(
        lines(sheet),
        [
            "item 空家対策 []",
            "judged 必要性 5 苦情が増えている。",
            "judged 効率性 3 調査に時間を要する。",
            "judged - - 拡大",
        ]
    );
}

#[test]
fn a_table_of_unknown_headers_is_not_all_labels_and_its_sides_are_doubted() {
    let sheet = "番号,7\n活動のなまえ,窓口を短く\nうけもち,市民窓口課\n\n\
                 とし,やること,やったこと\n\
                 令和元年度,案内係を置く,案内係を置いた\n\
                 令和2年度,予約制を試す,予約制を始めた\n";
    let bundle = bundle(sheet);
    let sides: Vec<(f64, bool)> = (bundle.plans.iter().map(|p| (p.confidence, &p.extra)))
        .chain(bundle.results.iter().map(|r| (r.confidence, &r.extra)))
        .map(|(confidence, extra)| {
            let by_year = extra.rules.iter().any(|rule| rule == "side-by-year");
            (confidence, by_year)
        })
        .collect();
    assert_eq!(sides.len(), 4, "{sides:?}");
    let doubted = |(confidence, by_year): &(f64, bool)| *by_year && *confidence < 0.8;
    assert!(sides.iter().all(doubted), "{sides:?}");
    assert!(
        bundle
            .unassigned
            .iter()
            .any(|left| left.text.contains("やったこと"))
    );
}

#[test]
fn the_city_before_its_department_is_the_municipality() {
    let named = |sheet: &str| bundle(sheet).document.municipality.name;
    let sheet = "重点目標シート\n\n雲井市 健康福祉部      (1/2)\n\n番号,1\n事務事業名,健康づくり\n";
    assert_eq!(named(sheet).as_deref(), Some("雲井市"));
    let sheet = "重点目標シート\n\n地域と市 健康福祉部\n\n番号,1\n事務事業名,健康づくり\n";
    assert_eq!(named(sheet), None);
}

#[test]
fn a_state_before_has_the_year_of_its_second_header() {
    let sheet = "施策名,防災力の向上\n\n\
                 指標,単位,基準値,実績値,,目標値\n\
                 ,,平成30年度,令和2年度,令和3年度,令和6年度\n\
                 組織率,%,71.3,74.6,76.8,85.0\n\
                 参加者数,人,4120,1036,2874,6000\n";
    let lines = lines(sheet);
    for line in [
        "result 組織率 baseline 2018 71.3 (%)",
        "result 参加者数 year 2021 2874 (人)",
        "plan 組織率 target 2024 85.0",
    ] {
        assert!(
            lines.iter().any(|other| other == line),
            "{line}: {lines:#?}"
        );
    }
}

#[test]
fn a_grade_and_its_reason_in_two_rows_are_one_judgement() {
    let sheet = "<table>\
                 <tr><td>取組名</td><td colspan=\"2\">防災組織への支援</td></tr>\
                 <tr><td rowspan=\"3\">委員会評価</td><td>判定</td><td>主な意見</td></tr>\
                 <tr><td></td><td>実態の把握が要る。</td></tr>\
                 <tr><td>概ね妥当</td><td></td></tr>\
                 </table>\n";
    assert_eq!(
        lines(sheet),
        [
            "item 防災組織への支援 []",
            "judged 委員会評価 概ね妥当 実態の把握が要る。",
        ]
    );
}

#[test]
fn a_table_of_a_workshop_holds_topics_and_what_was_said() {
    let sheet = "チーム,テーマ,意見\n\
                 赤チーム,移動手段が足りない,バスの本数が少ない。\n\
                 ,,タクシーがつかまらない。\n\
                 青チーム,書類をなくそう,添付書類も減らす\n";
    let found = bundle(sheet);
    let topics: Vec<&str> = found
        .items
        .iter()
        .filter_map(|item| item.name.as_deref())
        .collect();
    assert_eq!(topics, ["移動手段が足りない", "書類をなくそう"]);
    let proposals: Vec<&str> = found
        .plans
        .iter()
        .filter_map(|plan| plan.text.as_deref())
        .collect();
    assert_eq!(proposals, ["添付書類も減らす"]);
    let problems: Vec<&str> = found
        .evaluations
        .iter()
        .filter_map(|problem| problem.text.as_deref())
        .collect();
    assert_eq!(
        problems,
        ["バスの本数が少ない。", "タクシーがつかまらない。"]
    );
}

#[test]
fn labels_behind_bullets_are_labels() {
    let sheet = "# 行革プラン 令和4年度取組結果\n\n## 1 歳入の確保\n\n### 1-1 未利用地の売却\n\n\
                 - 担当課：財政課\n- 取組結果：4件を売却した。\n- 評価：A\n";
    assert_eq!(
        lines(sheet),
        [
            "item 未利用地の売却 [歳入の確保]",
            "result - year 2022 4件を売却した。",
            "judged - A -",
        ]
    );
}

#[test]
fn a_goal_before_its_year_is_the_plan_of_a_year_that_is_reported() {
    let sheet = "No,改革事項,所管,指標,単位,目標R4,実績R4,目標R5,実績R5\n\
                 1,公用車の削減,管財課,台数,台,60,58,55,54\n\
                 2,印刷の削減,総務課,枚数,枚,800,760,600,655\n";
    let lines = lines(sheet);
    for line in [
        "plan 台数 year 2022 60",
        "plan 枚数 year 2023 600",
        "result 台数 year 2023 54 (台)",
    ] {
        assert!(
            lines.iter().any(|other| other == line),
            "{line}: {lines:#?}"
        );
    }
}

#[test]
fn a_result_below_the_plan_of_a_year_is_of_that_year() {
    let sheet = "\u{3000}取組名\u{3000}\u{3000}キャッシュレスの導入\n\n\
                 令和4年度\u{3000}計画\u{3000}端末の選定\n\
                 \u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}実績\u{3000}1社を選定した。\n\
                 令和5年度\u{3000}計画\u{3000}本庁で導入\n\
                 \u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}実績\u{3000}本庁で導入した。\n";
    assert_eq!(
        lines(sheet)[1..],
        [
            "plan - year 2022 端末の選定",
            "plan - year 2023 本庁で導入",
            "result - year 2022 1社を選定した。",
            "result - year 2023 本庁で導入した。",
        ]
    );
}

#[test]
fn a_row_that_markup_makes_a_header_heads_columns_that_nobody_knows() {
    let sheet = "# 青瀬市 取組報告(令和5年度)\n\n\
                 | 取組 | 令和5年度に取り組んだこと | 令和6年度に取り組むこと |\n\
                 |---|---|---|\n\
                 | 窓口の改善 | 案内係を2名置いた。 | 案内係を3名に増やす。 |\n\
                 | 公用車の削減 | 5台減らした。 | さらに2台減らす。 |\n";
    assert_eq!(
        lines(sheet),
        [
            "item 窓口の改善 []",
            "item 公用車の削減 []",
            "plan - year 2024 案内係を3名に増やす。",
            "plan - year 2024 さらに2台減らす。",
            "result - year 2023 案内係を2名置いた。",
            "result - year 2023 5台減らした。",
        ]
    );
}

#[test]
fn keys_below_a_header_of_two_columns_are_keys() {
    let sheet = "項目,内容\n\
                 事務の名,窓口の改善\n\
                 夜間にできなかったこと,夜間窓口の開設。\n\
                 判定,B\n";
    assert_eq!(lines(sheet), ["item 窓口の改善 []", "judged - B -"]);
}

#[test]
fn tall_cells_of_a_flat_list_belong_to_the_row_above_them() {
    let sheet = "\u{3000}推進計画の実施状況\n\n\
                 改革の柱Ⅰ 財産の管理\n\n\
                 番号 取組名 担当課 計画 実績 進捗\n\n\
                 1 施設の再編 資産課 完了\n\n\
                 改革の柱Ⅱ 民間の力\n\n\
                 ・再編計画の策定\n・台帳の整備\n・研修\n\n\
                 ・7月に策定した。\n・台帳を整備した。\n・研修を開いた。\n\n\
                 番号 取組名 担当課 計画 実績 進捗\n\n\
                 2 委託の拡大 遅れ\n\n\
                 行革室●\n契約課\n会計課\n\n\
                 ・5月に委託の範囲を調べた。\n・他市を調べた。\n・契約を改めた。\n";
    assert_eq!(
        lines(sheet),
        [
            "item 施設の再編 [財産の管理]",
            "item 委託の拡大 [民間の力]",
            "plan - undated ・再編計画の策定/・台帳の整備/・研修",
            "result - undated ・7月に策定した。/・台帳を整備した。/・研修を開いた。",
            "result - undated ・5月に委託の範囲を調べた。/・他市を調べた。/・契約を改めた。",
        ]
    );
    let departments: Vec<usize> = bundle(sheet)
        .items
        .iter()
        .map(|item| item.departments.len())
        .collect();
    assert_eq!(departments, [1, 3]);
}
