//! Sheets of one item whose tables say more by their shape than by their labels.

use super::{bundle, holds};

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
            "judged - A 予定どおり始めた。",
            "judged - C 予定どおり始めた。",
        ],
    );
    assert_eq!(bundle(&sheet).items.len(), 2);
}
