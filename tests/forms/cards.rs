//! Sheets of one item whose tables say more by their shape than by their labels.

use super::{bundle, holds, lines};
use kaikaku::{Options, convert};

#[test]
fn a_head_without_labels_names_the_item_and_a_group_reaches_down_beside_its_rows() {
    let card = |number: &str, name: &str, done: &str| {
        format!(
            "<table>\n<tr><td>{number}</td><td colspan=2>{name}</td><td>総務課</td></tr>\
             \n<tr><td>年度目標</td><td colspan=3>用紙を2割減らす。</td></tr>\
             \n<tr><td rowspan=3>取組状況</td><td>期間</td><td>取組の内容</td><td>進捗</td></tr>\
             \n<tr><td>上半期</td><td>{done}</td><td>計画どおり</td></tr>\
             \n<tr><td>下半期</td><td>・資料を電子化した。</td><td>完了</td></tr>\
             \n<tr><td>次年度の対応</td><td colspan=3>大型の画面を使う。</td></tr>\n</table>\n\n"
        )
    };
    let sheet = format!(
        "# 令和5年度 青瀬町プログラム 進捗状況報告書\n\nⅠ 業務の効率化\n\n{}{}",
        card("1", "会議資料の電子化", "・端末を配付した。"),
        card("2", "押印の見直し", "・規則を調べた。"),
    );
    holds(
        &sheet,
        &[
            "item 会議資料の電子化 [業務の効率化]",
            "item 押印の見直し [業務の効率化]",
            "plan - year 2023 用紙を2割減らす。",
            "result - half 2023 ・規則を調べた。",
            "judged - - 大型の画面を使う。",
        ],
    );
    let bundle = bundle(&sheet);
    assert_eq!(bundle.items[1].departments[0].name, "総務課");
    let words: Vec<&str> = bundle
        .results
        .iter()
        .filter_map(|result| Some(result.progress.as_ref()?.label.as_str()))
        .collect();
    assert_eq!(words, ["計画どおり", "完了", "計画どおり", "完了"]);
}

#[test]
fn a_year_over_a_whole_table_is_that_of_its_rows() {
    let sheet = "# 青瀬市行財政改革プラン 取組シート\n\n\
                 <table>\n<tr><td>取組名</td><td colspan=2>窓口の改善</td></tr>\
                 \n<tr><td>担当課</td><td colspan=2>市民課</td></tr>\n</table>\n\n\
                 <table>\n<tr><td colspan=4>令和5年度の取組結果</td></tr>\
                 \n<tr><td>取組状況</td><td>12月に運用を始めた。</td><td>評価</td><td>B</td></tr>\
                 \n<tr><td>今後の取組</td><td colspan=3>支所に広げる。</td></tr>\n</table>\n\n";
    holds(
        sheet,
        &["result - year 2023 12月に運用を始めた。", "judged - B -"],
    );
    let years = bundle(sheet).evaluations;
    assert!(years.iter().all(|j| j.period.fiscal_year == Some(2023)));
}

#[test]
fn a_table_of_grades_is_a_legend_and_a_level_above_a_list_is_of_its_items() {
    let list = |bureau: &str, name: &str| {
        format!(
            "<table>\n<tr><td>部局名</td><td>{bureau}</td></tr>\n</table>\n\n\
             <table>\n<tr><td>No.</td><td>重点目標</td><td>達成目標</td><td>期末報告</td><td>達成度</td></tr>\
             \n<tr><td>1</td><td>{name}</td><td>整備する。</td><td>整備した。</td><td>A</td></tr>\n</table>\n\n"
        )
    };
    let sheet = format!(
        "# 平成27年度 青瀬市 部局別重点目標 達成状況報告書\n\n\
         <table>\n<tr><th>評価</th><th>評価の基準</th><th>件数</th></tr>\
         \n<tr><td>A</td><td>目標を上回った</td><td>2</td></tr>\
         \n<tr><td>B</td><td>目標どおり</td><td>1</td></tr>\
         \n<tr><td>C</td><td>目標を下回った</td><td>0</td></tr>\n</table>\n\n{}{}",
        list("財務部", "台帳の整備"),
        list("都市部", "空家の対策"),
    );
    holds(
        &sheet,
        &["item 台帳の整備 [財務部]", "item 空家の対策 [都市部]"],
    );
    let bundle = bundle(&sheet);
    assert_eq!(bundle.items.len(), 2, "{:#?}", bundle.items);
    let grade = bundle.evaluations[0].grade.clone();
    assert_eq!(grade.and_then(|grade| grade.rank), Some(1));
}

#[test]
fn groups_below_years_are_headers_too() {
    let sheet = "# 青瀬市行政改革実施計画 実施状況\n\n\
                 <table>\n<tr><td rowspan=2>改革項目</td><td rowspan=2>所管課</td><td>平成18年度</td>\
                 <td colspan=2>平成19年度</td></tr>\
                 \n<tr><td>実施状況</td><td>実施状況</td><td>効果額(千円)</td></tr>\
                 \n<tr><td>ごみ収集の委託</td><td>環境課</td><td>仕様書の検討</td><td>委託を開始</td><td>18,240</td></tr>\
                 \n<tr><td>保育所の民営化</td><td>児童課</td><td>説明会の開催</td><td>公募</td><td>3,200</td></tr>\n</table>\n\n";
    holds(
        sheet,
        &[
            "item 保育所の民営化 []",
            "result - year 2006 仕様書の検討",
            "result 効果額(千円) year 2007 3,200 (千円)",
        ],
    );
}

#[test]
fn a_card_may_name_what_stands_above_it_behind_its_name_and_judge_below_its_figures() {
    let card = |number: u32, name: &str, grade: &str| {
        format!(
            "取組番号,{number},取組名,{name},,,\n担当課,学校給食課,,,,,\n重点目標,Ⅰ 民間活力の活用,,,,,\n\
             指標,,単位,区分,R3,R4,R5\n委託校数,,校,目標,2,4,6\n,,,実績,2,4,\n\
             R4の取組内容,2校で始めた。,,,,,\n自己評価,{grade},評価理由,予定どおり始めた。,,,\nR5以降の予定,2校を委託する。,,,,,\n,,,,,,\n"
        )
    };
    let sheet = format!(
        "令和４年度　行財政改革アクションプラン　進捗シート,,,,,,\n{}{}",
        card(3, "調理業務の委託", "Ａ"),
        card(4, "保育所の再編", "Ｃ"),
    );
    holds(
        &sheet,
        &[
            "item 調理業務の委託 [民間活力の活用]",
            "item 保育所の再編 [民間活力の活用]",
            "plan 委託校数 year 2022 4",
            "plan - year 2023 2校を委託する。",
            "result 委託校数 year 2022 4 (校)",
            "result - year 2022 2校で始めた。",
            "judged 自己評価 A 予定どおり始めた。",
            "judged 自己評価 C 予定どおり始めた。",
        ],
    );
    assert_eq!(bundle(&sheet).items.len(), 2);
}

#[test]
fn goals_and_results_below_one_group_are_told_apart_and_a_cell_beside_both_sides_has_neither() {
    let row = |number: u32, name: &str, planned: &str, done: &str| {
        format!(
            "<tr><td rowspan=2>{number}</td><td rowspan=2>{name}</td><td>予定</td><td>{planned}</td>\
             <td rowspan=2>決裁率</td><td rowspan=2>30%</td><td rowspan=2>{number}%</td><td rowspan=2>会議が遅れている。</td></tr>\n\
             <tr><td>実績</td><td>{done}</td></tr>\n"
        )
    };
    let sheet = format!(
        "<table>\n<tr><td rowspan=2>番号</td><td rowspan=2>取組名</td><td colspan=2>令和6年度 工程</td><td colspan=3>数値目標</td>\
         <td rowspan=2>課題と令和7年度の予定</td></tr>\n\
         <tr><td>区分</td><td>第1四半期</td><td>指標</td><td>目標</td><td>実績</td></tr>\n{}{}</table>\n",
        row(1, "電子決裁の導入", "仕様の作成", "作成した。"),
        row(2, "公用車の管理", "調査", "調査した。"),
    );
    holds(
        &sheet,
        &[
            "plan - quarter 2024 仕様の作成",
            "plan 決裁率 undated 30%",
            "result 決裁率 undated 1% (%)",
            "result - quarter 2024 作成した。",
            "judged - - 会議が遅れている。",
        ],
    );
}

#[test]
fn a_caption_names_the_cost_below_it_and_a_sum_is_of_the_years_of_its_row() {
    let card = |number: &str| {
        format!(
            "<table><tr><td>整理番号</td><td>{number}</td><td>取組名</td><td>収納率の向上</td></tr></table>\n\
             <p>■ 効果額（単位：千円）</p>\n\
             <table><tr><td>区分</td><td>R4</td><td>R5</td><td>累計</td></tr>\
             <tr><td>計画額</td><td>3,000</td><td>5,000</td><td>8,000</td></tr></table>\n\
             <p>■ 令和6年度の取組状況と評価</p>\n\
             <table><tr><td>自己評価</td><td>B</td></tr></table>\n"
        )
    };
    let sheet = format!(
        "<h1>青瀬市改革プラン 進捗管理シート</h1>\n{}{}",
        card("1-1"),
        card("1-2")
    );
    let bundle = bundle(&sheet);
    let measures: Vec<_> = bundle
        .plans
        .iter()
        .map(|plan| plan.measure.as_deref())
        .collect();
    assert_eq!(measures, [Some("効果額"); 6]);
    let sum = &bundle.plans[2].period;
    assert_eq!(
        (sum.fiscal_year, sum.fiscal_year_end),
        (Some(2022), Some(2023))
    );
    // What the form prints above a part of each card is no section.
    assert!(bundle.sections.is_empty() && bundle.items.len() == 2);
}

#[test]
fn who_judges_and_what_is_judged_are_both_the_criterion() {
    let sheet = "<h1>令和6年度 青瀬市事務事業評価調書</h1>\n<p>評価対象：令和5年度</p>\n\
                 <table><tr><td>事業番号</td><td>2-3</td><td>事業名</td><td>配食の事業</td></tr></table>\n\
                 <table><tr><td>視点</td><td>一次評価（担当課）</td><td>二次評価（委員会）</td></tr>\
                 <tr><td>必要性</td><td>A</td><td>B</td></tr><tr><td>有効性</td><td>A</td><td>C</td></tr></table>\n";
    holds(
        sheet,
        &[
            "judged 一次評価/必要性 A -",
            "judged 二次評価/必要性 B -",
            "judged 二次評価/有効性 C -",
        ],
    );
    let years: Vec<_> = bundle(sheet)
        .evaluations
        .iter()
        .map(|e| e.period.fiscal_year)
        .collect();
    assert_eq!(years, [Some(2023); 4]);
}

#[test]
fn a_list_before_the_sheets_of_its_items_makes_no_second_items_and_each_year_has_its_goal() {
    let card = |number: &str, name: &str| {
        format!(
            "<table><tr><td>取組番号</td><td>{number}</td><td>取組項目</td><td>{name}</td></tr></table>\n\
             <table><tr><td>成果指標</td><td>単位</td><td>現状値(R5)</td><td>目標R7</td><td>目標R8</td><td>目標R9</td></tr>\
             <tr><td>業務の数</td><td>業務</td><td>12</td><td>15</td><td>20</td><td>25</td></tr></table>\n"
        )
    };
    let sheet = format!(
        "<h1>青瀬市行財政改革推進計画</h1>\n<h2>Ⅰ 取組一覧</h2>\n\
         <table><tr><td>基本目標</td><td>番号</td><td>取組項目</td><td>主管課</td></tr>\
         <tr><td>1 変化に対応する経営</td><td>1-1</td><td>業務の自動化</td><td>総務課</td></tr>\
         <tr><td>2 財政運営</td><td>2-1</td><td>施設の集約</td><td>施設課</td></tr></table>\n\
         <h2>Ⅱ 個別取組</h2>\n{}{}",
        card("1-1", "業務の自動化"),
        card("2-1", "施設の集約"),
    );
    holds(
        &sheet,
        &[
            "plan 業務の数 year 2025 15",
            "plan 業務の数 year 2027 25",
            "result 業務の数 baseline 2023 12 (業務)",
        ],
    );
    let bundle = bundle(&sheet);
    let names: Vec<_> = bundle
        .items
        .iter()
        .map(|item| item.name.as_deref())
        .collect();
    assert_eq!(names, [Some("業務の自動化"), Some("施設の集約")]);
    assert_eq!(
        bundle.items[1]
            .path
            .last()
            .and_then(|node| node.name.as_deref()),
        Some("財政運営")
    );
}

#[test]
fn the_cell_of_a_name_may_hold_its_department_and_its_indicator() {
    let row = |number: u32, name: &str| {
        format!(
            "<tr><td rowspan=3>{number}</td><td rowspan=3>{name}<br>（総務課<br>共同参画室）<br>［指標］<br>職員の割合（％）</td>\
             <td>計画</td><td>研修</td><td>策定</td></tr>\n\
             <tr><td>目標値</td><td>15.0</td><td>17.0</td></tr>\n<tr><td>実績値</td><td>13.9</td><td></td></tr>\n"
        )
    };
    let sheet = format!(
        "<table>\n<tr><td>番号</td><td>取組名</td><td>区分</td><td>令和4年度</td><td>令和5年度</td></tr>\n{}{}</table>\n",
        row(1, "管理職の登用"),
        row(2, "時間外の縮減"),
    );
    holds(
        &sheet,
        &[
            "item 管理職の登用 []",
            "item 時間外の縮減 []",
            "plan - year 2022 研修",
            "plan 職員の割合(%) year 2023 17.0",
            "result 職員の割合(%) year 2022 13.9",
        ],
    );
    let departments: Vec<String> = bundle(&sheet)
        .items
        .into_iter()
        .flat_map(|item| {
            item.departments
                .into_iter()
                .map(|department| department.name)
        })
        .collect();
    assert_eq!(
        departments,
        ["総務課", "共同参画室", "総務課", "共同参画室"]
    );
}

#[test]
fn each_sheet_of_a_workbook_has_its_title_and_the_legend_stands_beside_the_grade() {
    let card = |number: &str, name: &str, grade: &str| {
        format!(
            "令和４年度　行財政改革推進シート\t\t\t\t\t\t朝霧台市\n取組番号\t{number}\t取組名称\t{name}\t\t\t\n\
             基本方針\t２　経営資源の最適化\t推進項目\t（３）施設の管理\t\t\t\n所管部\t総務部\t所管課\t管財課\t\t\t\n\
             成果指標\t単位\t区分\tＲ３\tＲ４\tＲ５\t\n施設の数\t施設\t目標\t5\t12\t20\t\n\t\t実績\t5\t10\t\t\n\
             達成度\t{grade}\tＡ：100％以上　Ｂ：80％以上　Ｃ：80％未満\t\t\t\t\n\t\t\t\t\t\t\n"
        )
    };
    let sheet = format!(
        "{}{}",
        card("2-3", "照明の更新", "Ｂ"),
        card("2-4", "決裁の電子化", "Ａ")
    );
    let bundle = convert(sheet.as_bytes(), "sheet.tsv", &Options::default())
        .expect("a sheet can be converted");
    let items: Vec<_> = bundle
        .items
        .iter()
        .map(|item| {
            (
                item.name.as_deref(),
                item.departments.len(),
                item.path.len(),
            )
        })
        .collect();
    assert_eq!(
        items,
        [(Some("照明の更新"), 2, 2), (Some("決裁の電子化"), 2, 2)]
    );
    let grades: Vec<_> = bundle
        .evaluations
        .iter()
        .map(|e| {
            (
                e.text.as_deref(),
                e.grade.as_ref().and_then(|grade| grade.rank),
            )
        })
        .collect();
    assert_eq!(grades, [(None, Some(2)), (None, Some(1))]);
    assert!(bundle.unassigned.is_empty());
}

#[test]
fn a_label_that_nobody_knows_is_told_by_its_number_among_others_and_costs_by_their_brackets() {
    let card = |number: u32, name: &str| {
        format!(
            "整理番号　　　{number}\n取組名　　　　{name}\n担当部署　　　高齢福祉課\n１　取組の目的\n　　財源を振り向ける。\n\
             ２　今後の方向性\n　　□拡充　　□現状維持　　■改善　　□縮小\n３　講じた措置\n　　新制度に移行した。\n\
             ４　取組内容\n　　条例を改正する。\n・財政効果（見込み）：1,200万円\n・財政効果（実績）：約1,350万円\n\n"
        )
    };
    let sheet = format!(
        "\u{3000}千草原市行政経営プラン　平成30年度取組評価調書\n\n{}{}",
        card(12, "祝金の見直し"),
        card(13, "運行の見直し")
    );
    holds(
        &sheet,
        &[
            "item 祝金の見直し []",
            "plan 財政効果 year 2018 1,200万円",
            "result 財政効果 year 2018 約1,350万円 (万円)",
            "judged - - 改善",
        ],
    );
    let attributes: Vec<_> = bundle(&sheet).items[0]
        .attributes
        .iter()
        .map(|a| a.label.clone())
        .collect();
    assert_eq!(attributes, ["講じた措置"]);
}

#[test]
fn a_direction_with_a_number_above_all_else_is_a_level() {
    let sheet = "取組番号,1-1-01,取組名,手続のオンライン化\n改革の柱,1 行政サービスの改革,改革の方向,1 デジタル化の推進\n\
                 現状,来庁が負担となっている。,目的,時間の制約をなくす。\n";
    assert_eq!(
        lines(sheet),
        ["item 手続のオンライン化 [行政サービスの改革 > デジタル化の推進]"]
    );
}

#[test]
fn a_bare_number_over_the_labels_of_a_card_numbers_its_item() {
    let card = |number: &str, name: &str| {
        format!(
            "<table><tr><th>{number}</th><th colspan=2>{name}</th><th>担当課</th><td>会計課</td></tr>\
             <tr><th>現状と課題</th><td colspan=4>現金だけを扱っている。</td></tr>\
             <tr><th rowspan=3>年次計画</th><th>実施内容</th><th>令和8年度</th><th>令和9年度</th><th>令和10年度</th></tr>\
             <tr><td>窓口の選定</td><td>○</td><td></td><td></td></tr>\
             <tr><td>支所への導入</td><td></td><td>●</td><td>→</td></tr></table>"
        )
    };
    let sheet = format!(
        "<h1>浜北市行政改革推進プラン2026</h1><p>（令和8年度～令和10年度）</p><p>年次計画の記号　○：準備　●：実施　→：継続</p>{}{}",
        card("1-1", "支払方法の拡大"),
        card("1-2", "窓口の集約"),
    );
    holds(
        &sheet,
        &[
            "item 支払方法の拡大 []",
            "item 窓口の集約 []",
            "plan 窓口の選定 year 2026 ○",
            "plan 支所への導入 year 2028 →",
        ],
    );
    let numbers: Vec<_> = bundle(&sheet)
        .items
        .iter()
        .map(|i| i.number.clone())
        .collect();
    assert_eq!(numbers, [Some("1-1".to_owned()), Some("1-2".to_owned())]);
}

#[test]
fn a_box_around_text_is_a_card_whose_head_has_the_grade() {
    let card = |head: &str, grade: &str, done: &str| {
        format!(
            "<table><tr><td>{head}</td><td>{grade}</td></tr><tr><td colspan=2>担当：市民課<br>【令和6年度の取組結果】<br>・{done}<br>\
             【次年度の取組】<br>対象を広げる</td></tr></table>"
        )
    };
    let sheet = format!(
        "<h1>浜南市行革アクションプラン 令和6年度 取組結果の概要</h1>\
         <p>視点1 便利な市役所</p><p>【評価】 ◎：目標を上回った　○：目標どおり　△：目標を下回った</p>{}{}<p>視点2 財源を生み出す</p>{}",
        card("1 証明書の交付", "◎", "手数料を下げた"),
        card("2 申請の電子化", "△", "28手続を加えた"),
        card("3 広告の募集", "○", "6社を得た"),
    );
    holds(
        &sheet,
        &[
            "item 証明書の交付 [便利な市役所]",
            "item 広告の募集 [財源を生み出す]",
            "result - year 2024 ・28手続を加えた",
            "judged - ◎ -",
            "judged - △ -",
            "judged - - 対象を広げる",
        ],
    );
}
