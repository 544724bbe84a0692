//! Lists and grids: what heads a column, what names a row, what stands beside both.

use super::{bundle, holds, lines};
use kaikaku::record::{PlanKind, ResultKind, Status};

#[test]
fn a_title_above_a_table_leaves_the_row_below_it_the_first() {
    let sheet = "(資料2),,,,,\n\
                 青瀬市改革プラン 実績一覧,,,,,\n\
                 基本方針,No.,取組項目,年度,行動計画,ひとこと\n\
                 Ⅰ 効率化,1,会議の見直し,平成29年度,状況の調査,\n\
                 ,,,平成30年度,基準の策定,遅れた。\n\
                 ,2,用紙の削減,平成29年度,試行,\n";
    holds(
        sheet,
        &[
            "item 会議の見直し [効率化]",
            "item 用紙の削減 [効率化]",
            "plan - year 2017 状況の調査",
            "plan - year 2018 基準の策定",
        ],
    );
}

#[test]
fn a_column_of_sides_says_what_each_row_is_and_the_column_before_it_names_the_parts() {
    let sheet = "分野,番号,取組,担当課,達成目標,作業項目,,令和6年度,,達成度\n\
                 ,,,,,,,第1四半期,第2四半期,\n\
                 窓口,1,書かない窓口,市民課,9月に開く。,システム,計画,契約,→,A\n\
                 ,,,,,,実績,契約,→,\n\
                 ,,,,,運用,計画,,試行,\n\
                 ,,,,,,実績,,試行した。,\n\
                 ,2,電子決裁,総務課,70%以上,規程,計画,検討,改正,S\n\
                 ,,,,,,実績,検討,改正,\n";
    holds(
        sheet,
        &[
            "item 書かない窓口 [窓口]",
            "item 電子決裁 [窓口]",
            "plan システム quarter 2024 契約",
            "result システム quarter 2024 →",
            "plan 運用 quarter 2024 試行",
            "result 運用 quarter 2024 試行した。",
            "plan - undated 9月に開く。",
        ],
    );
}

#[test]
fn numbers_that_share_their_header_with_names_are_numbers() {
    let sheet = "基本目標,具体的な施策,,KPI,単位,現状値,実績値,,目標値,担当\n\
                 ,,,,,R元年度,R2年度,R3年度,R6年度,\n\
                 1 しごと,①,企業誘致,立地件数,件,3,4,6,10,産業課\n\
                 ,,,雇用者数,人,58,71,112,200,\n\
                 ,②,創業支援,創業者数,人,12,9,14,20,商工課\n";
    holds(
        sheet,
        &[
            "item 企業誘致 [しごと]",
            "item 創業支援 [しごと]",
            "result 雇用者数 year 2021 112 (人)",
            "plan 立地件数 target 2024 10",
        ],
    );
    let numbers: Vec<_> = bundle(sheet)
        .items
        .into_iter()
        .map(|item| item.number)
        .collect();
    assert_eq!(numbers, [Some("①".to_owned()), Some("②".to_owned())]);
}

#[test]
fn a_label_beside_years_with_blanks_below_says_what_its_rows_are() {
    let sheet = "改革プログラム 個別シート(平成30年度末),,,,\n\
                 取組名称,窓口の委託,,,\n\
                 計画,,,28年度,29年度\n\
                 ,進め方,,範囲の検討,業者の選定\n\
                 ,数値目標,待ち時間(分),45,40\n\
                 実績,,,28年度,29年度\n\
                 ,進み方,,7市を見た。,業者を選んだ。\n\
                 ,数値,待ち時間(分),47,41\n";
    holds(
        sheet,
        &[
            "item 窓口の委託 []",
            "plan - year 2016 範囲の検討",
            "plan 待ち時間(分) year 2017 40",
            "result - year 2017 業者を選んだ。",
            "result 待ち時間(分) year 2016 47 (分)",
        ],
    );
}

#[test]
fn a_key_before_a_blank_heads_no_column() {
    let sheet = "事務の名,敬老祝金\n\
                 成果指標,\n\
                 実績値,\n\
                 令和3年度の実施結果,1,322人に支給した。\n\
                 必要性,C\n";
    let sheet = sheet.replace("1,322人", "1322人");
    holds(
        &sheet,
        &[
            "item 敬老祝金 []",
            "result - year 2021 1322人に支給した。",
            "judged 必要性 C -",
        ],
    );
}

#[test]
fn captions_that_a_form_repeats_are_no_sections() {
    let page = |number: u32, name: &str| {
        format!(
            "<h3>1 事業の概要(PLAN)</h3>\
             <table><tr><td>整理番号</td><td>{number}</td><td>事務事業名</td><td>{name}</td></tr>\
             <tr><td>目的</td><td colspan=3>暮らしを守る。</td></tr></table>\
             <h3>2 評価(CHECK)</h3>\
             <table><tr><td>評価の視点</td><td>評価結果</td><td>評価理由</td></tr>\
             <tr><td>妥当性</td><td>A</td><td>必要である。</td></tr>\
             <tr><td>有効性</td><td>B</td><td>足りない。</td></tr></table>"
        )
    };
    let sheet = format!(
        "<!doctype html><html><body>{}{}</body></html>",
        page(1, "児童クラブ"),
        page(2, "図書館")
    );
    let items: Vec<String> = lines(&sheet)
        .into_iter()
        .filter(|line| line.starts_with("item"))
        .collect();
    assert_eq!(items, ["item 児童クラブ []", "item 図書館 []"]);
}

#[test]
fn months_of_a_quarter_head_columns() {
    let sheet = "令和5年度 / テーマ番号 K-01\n改善テーマ,電話対応の一元化\n\n\
                 ,4~6月,7~9月,10~12月\n\
                 行動計画,調査,設計,契約\n\
                 実施内容,6市を調べた。,設計した。,契約した。\n";
    holds(
        sheet,
        &[
            "plan - quarter 2023 調査",
            "result - quarter 2023 契約した。",
        ],
    );
}

#[test]
fn a_column_beside_the_years_of_a_plan_names_its_steps() {
    let sheet = "番号,実施項目,個別のこと,平成22年度,平成23年度\n\
                 1,施設の再編,再編計画の公表,公表,周知\n\
                 2,窓口の改善,案内係の配置,配置,⇒\n";
    holds(
        sheet,
        &[
            "item 窓口の改善 []",
            "plan 再編計画の公表 year 2010 公表",
            "plan 案内係の配置 year 2011 ⇒",
        ],
    );
}

#[test]
fn a_blank_row_between_numbered_rows_ends_no_list() {
    let sheet = "番号,取組名,計画,実績\n\
                 1,窓口の改善,案内係を置く,案内係を置いた。\n\
                 ,,,\n\
                 2,用紙の削減,半分にする,半分にした。\n";
    holds(
        sheet,
        &["item 用紙の削減 []", "result - undated 半分にした。"],
    );
}

#[test]
fn counted_rows_that_are_judged_are_items_and_what_was_reached_is_a_result() {
    let sheet = "# 令和5年度 取組状況\n\n\
                 ## 歳入の確保\n\n\
                 | 取組 | 当初目標 | 達成状況 | 自己採点 | 委員会コメント |\n\
                 |---|---|---|---|---|\n\
                 | ① ふるさと納税の拡充 | 寄附額 2億円 | 寄附額 2億3,400万円 | ◎ | 返礼品の見直しを続けられたい。 |\n\
                 | ② 広告収入の確保 | 広告料 300万円 | 広告料 210万円 | △ | 媒体を増やすこと。 |\n";
    holds(
        sheet,
        &[
            "item 広告収入の確保 []",
            "plan - year 2023 広告料 300万円",
            "result - year 2023 広告料 210万円",
            "judged 自己採点 △ -",
            "judged 委員会コメント - 媒体を増やすこと。",
        ],
    );
}

#[test]
fn numbered_groups_of_one_item_each_are_levels() {
    let sheet = "主要な柱立て,番号,実施項目,平成22年度,平成23年度\n\
                 Ⅰ 財産の管理,1,施設の再編,公表,周知\n\
                 Ⅱ 民間の力,2,窓口の委託,試行,実施\n";
    holds(
        sheet,
        &["item 施設の再編 [財産の管理]", "item 窓口の委託 [民間の力]"],
    );
}

#[test]
fn a_reason_beside_a_dated_grade_is_of_its_year() {
    let sheet = "# 令和4年度 外部評価報告書\n\n\
                 ### 評価対象1 図書館の委託\n\n\
                 **担当課** 図書館\n\n\
                 | 区分 | 令和3年度の評価 | 評価の理由 |\n\
                 |---|---|---|\n\
                 | 内部評価 | A | 来館者が増えた。 |\n\
                 | 外部評価 | B | 記録が足りない。 |\n\n\
                 #### 市の今後の対応\n\n\
                 記録の様式を改める。\n\n\
                 ### 評価対象2 補助金の見直し\n\n\
                 **担当課** 市民課\n\n\
                 | 区分 | 令和3年度の評価 | 評価の理由 |\n\
                 |---|---|---|\n\
                 | 内部評価 | A | 要綱を定めた。 |\n\
                 | 外部評価 | A | 妥当である。 |\n\n\
                 #### 市の今後の対応\n\n\
                 申請を簡単にする。\n";
    holds(
        sheet,
        &[
            "judged 外部評価 B 記録が足りない。",
            "judged 内部評価 A 要綱を定めた。",
            "judged - - 申請を簡単にする。",
        ],
    );
    let years = bundle(sheet).evaluations;
    let of_grade = years.iter().find(|judgement| judgement.grade.is_some());
    let year = of_grade.and_then(|judgement| judgement.period.fiscal_year);
    assert_eq!(year, Some(2021));
}

#[test]
fn sums_and_notes_are_no_items_and_sums_of_years_are_of_the_programme() {
    let sheet = "青瀬市行政改革実施計画(平成30年度~令和元年度) 財政効果額一覧表,,,,,,,\n\
                 区分,番号,取組項目,算定方法,財政効果額(単位:千円),,,\n\
                 ,,,,平成30年度,,2か年合計,\n\
                 ,,,,計画額,実績額,計画額,実績額\n\
                 歳入の確保,1,市有財産の活用,貸付料,\"5,000\",\"6,212\",\"10,000\",\"11,082\"\n\
                 ,2,広告事業の拡大,広告料,800,812,\"1,700\",\"1,577\"\n\
                 歳出の削減,3,電力の調達,契約の差額,900,910,\"1,900\",\"1,850\"\n\
                 合計,,,,\"6,700\",\"7,934\",\"13,600\",\"14,509\"\n\
                 ※効果額は決算による。,,,,,,,\n";
    let lines = lines(sheet);
    let items = lines.iter().filter(|line| line.starts_with("item"));
    assert_eq!(items.count(), 3, "{lines:#?}");
    holds(
        sheet,
        &[
            "result 財政効果額 year 2018 812 (千円)",
            "result 財政効果額 programme 2018 1,577 (千円)",
        ],
    );
}

#[test]
fn the_same_item_under_another_heading_of_its_level_is_one() {
    let sheet = "# 青瀬市プラン\n\n\
                 ### 柱1 伝わる市役所\n\n\
                 | 番号 | アクション | 令和5年度に取り組んだこと | 進み具合 |\n\
                 |---|---|---|---|\n\
                 | 1-1 | 広報の見直し | 紙面を改めました。 | 順調 |\n\
                 | 1-2 | 意見の把握 | 会議を開きました。 | 順調 |\n\n\
                 **数字でみる柱1**\n\n\
                 | 番号 | アクション | ものさし | 令和5年度のめざす値 | 令和5年度の実際の値 |\n\
                 |---|---|---|---|---|\n\
                 | 1-1 | 広報の見直し | 登録者数 | 100人 | 120人 |\n\
                 | 1-2 | 意見の把握 | 参加者数 | 60人 | 71人 |\n";
    let lines = lines(sheet);
    let items = lines.iter().filter(|line| line.starts_with("item"));
    assert_eq!(items.count(), 2, "{lines:#?}");
}

#[test]
fn a_unit_is_no_year_and_keys_left_blank_head_nothing() {
    let sheet = "令和6年度 進行管理票,,,\n\
                 管理番号,3-2,改革項目,庁舎の管理\n\
                 目標効果額,,実績効果額,\n\
                 年度末の自己評価,,,\n\
                 次年度への対応,結論を待って対応する。,,\n\n\
                 成果指標,単位,区分,R4,R5\n\
                 延床面積,㎡,目標,\"214,000\",\"213,000\"\n\
                 ,,実績,\"214,120\",\"213,060\"\n";
    holds(
        sheet,
        &[
            "judged - - 結論を待って対応する。",
            "plan 延床面積 year 2023 213,000",
            "result 延床面積 year 2022 214,120 (㎡)",
        ],
    );
}

#[test]
fn a_level_left_blank_where_it_repeats_names_no_item_beside_indicators() {
    let sheet = "# 令和4年度進捗状況\n\n\
                 | 柱 | 取組 | 指標 | 目標 | R4実績 | 判定 |\n\
                 |---|---|---|---|---|---|\n\
                 | 歳入の確保 | 市税収納率の向上 | 収納率 | 98.5% | 98.7% | ◎ |\n\
                 | | 未利用地の売却 | 売却件数 | 3件 | 2件 | △ |\n\
                 | 歳出の削減 | 補助金の見直し | 見直し件数 | 10件 | 6件 | △ |\n";
    holds(
        sheet,
        &[
            "item 市税収納率の向上 [歳入の確保]",
            "item 未利用地の売却 [歳入の確保]",
            "item 補助金の見直し [歳出の削減]",
            "result 売却件数 year 2022 2件 (件)",
        ],
    );
}

#[test]
fn a_page_of_a_city_is_read_with_its_definitions_and_captions_and_without_whom_to_ask() {
    let item = |number: &str, name: &str, section: &str, result: &str| {
        format!(
            "<h2>{number}\u{3000}{name}</h2>\n<dl>\n<dt>担当課</dt><dd>{section}</dd>\n\
             <dt>取組内容</dt><dd>記入を\n不要とする。</dd>\n</dl>\n\
             <table><caption>年度別の計画と実績</caption>\n\
             <tr><th>年度</th><th>計画</th><th>実績</th></tr>\n\
             <tr><td>令和5年度</td><td>実施</td><td>{result}</td></tr></table>\n"
        )
    };
    let sheet = format!(
        "<!DOCTYPE html><html><body><h1>実施計画の進捗状況</h1>\n{}{}\
         <p>お問い合わせ<br>総務部行政改革課<br>電話：042-000-0000</p></body></html>",
        item("1", "窓口の\n改善", "市民課", "10月に\n開始した"),
        item("2", "公用車の削減", "管財課", "29台とした"),
    );
    assert_eq!(
        lines(&sheet),
        [
            "item 窓口の改善 []",
            "item 公用車の削減 []",
            "plan - year 2023 実施",
            "plan - year 2023 実施",
            "result - year 2023 10月に開始した",
            "result - year 2023 29台とした",
        ]
    );
    let bundle = bundle(&sheet);
    let actions = bundle.items.iter().map(|item| item.actions.as_deref());
    assert!(actions.eq([Some("記入を不要とする。"); 2]));
    assert!(bundle.unassigned.is_empty(), "{:?}", bundle.unassigned);
}

#[test]
fn letters_of_plan_do_check_and_act_say_what_columns_hold_and_30_before_1_is_of_heisei() {
    let sheet = "取組管理カード,,,\n,,,\n\
                 取組名称,時間外勤務の縮減,,\n,,,\n\
                 年度,計画（Ｐ）,実施内容（Ｄ）,検証（Ｃ）,改善点（Ａ）\n\
                 令和元年度,応援職員制度の試行,延べ42人の応援を行った,前年度より減少した,全部署に広げる\n\
                 令和２年度,本格実施,制度を休止した,大幅に増えた,再開する\n,,,\n\
                 効果額（千円）,30年度,元年度,２年度\n\
                 見込,\"5,000\",\"8,000\",\"10,000\"\n\
                 実績,\"4,120\",\"8,655\",\"9,900\"\n";
    holds(
        sheet,
        &[
            "plan - year 2019 応援職員制度の試行",
            "result - year 2020 制度を休止した",
            "judged - - 大幅に増えた",
            "judged - - 再開する",
            "plan 効果額(千円) year 2018 5,000",
            "result 効果額(千円) year 2018 4,120 (千円)",
        ],
    );
}

#[test]
fn figures_between_a_baseline_and_a_target_were_reached() {
    let sheet = "# 令和2年度 年次報告書\n\n### 取組1 企業誘致の促進\n\n- **担当**：産業振興課\n\n\
                 | 成果指標 | 単位 | 平成29年度（基準） | 令和元年度 | 令和２年度 | 令和４年度（目標） |\n\
                 |:--|:-:|--:|--:|--:|--:|\n\
                 | 相談件数 | 件 | 61 | 88 | 158 | 200 |\n\
                 | 登録者数 | 人 | 1,920 | 4,310 | 6,745 | 8,000 |\n";
    holds(
        sheet,
        &[
            "plan 相談件数 target 2022 200",
            "result 相談件数 baseline 2017 61 (件)",
            "result 登録者数 year 2020 6,745 (人)",
        ],
    );
}

#[test]
fn criteria_with_a_letter_each_are_no_legend() {
    let sheet = "事業名,外出支援\n\n評価の視点,評価,評価の理由\n\
                 妥当性,A,空白地域が残り、行政が関与する必要がある。\n\
                 有効性,B,外出を増やす効果は確認できない。\n\
                 効率性,C,印刷と精算に時間を要している。\n\n\
                 A:適切である　B:おおむね適切である　C:改善を要する　D:見直しを要する\n";
    holds(
        sheet,
        &[
            "judged 妥当性 A 空白地域が残り、行政が関与する必要がある。",
            "judged 効率性 C 印刷と精算に時間を要している。",
        ],
    );
    let judged = &bundle(sheet).evaluations[0];
    let grade = judged.grade.as_ref().expect("a grade");
    assert_eq!(grade.scale.as_deref(), Some("A>B>C>D"));
}

#[test]
fn a_department_left_blank_with_the_columns_before_it_is_that_of_the_row_above() {
    let sheet = "部名,課名,事業名,R4決算額(千円),R5予算額(千円),今後の方向性\n\
                 市民部,市民課,窓口業務委託事業,\"38,000\",\"41,000\",拡充\n\
                 ,,カード交付事業,\"15,400\",\"9,800\",縮小\n\
                 福祉部,高齢課,敬老会開催事業,\"6,700\",\"6,700\",廃止\n";
    let bundle = bundle(sheet);
    let departments = bundle
        .items
        .iter()
        .map(|item| item.departments[0].name.as_str());
    assert!(departments.eq(["市民課", "市民課", "高齢課"]));
    let quantity = bundle.results[1].quantity.as_ref().expect("a figure");
    assert_eq!(quantity.unit.as_deref(), Some("千円"));
}

#[test]
fn a_year_before_the_letter_of_a_step_is_that_of_its_column() {
    let sheet = "# 経営改革 進捗レポート\n\n\
                 | No | アクション | 担当 | R5にやること（P） | R5にやったこと（D） | 次の一手（A） |\n\
                 |--|--|--|--|--|--|\n\
                 | 1 | 庁内会議の削減 | 総務課 | 会議を2割減らす | 会議を25%減らした | 書面開催を増やす |\n\
                 | 2 | 電子契約 | 契約検査課 | 試行する | 38件で試行した | 全件に広げる |\n";
    holds(
        sheet,
        &[
            "plan - year 2023 会議を2割減らす",
            "result - year 2023 38件で試行した",
            "judged - - 全件に広げる",
        ],
    );
}

#[test]
fn codes_left_of_the_names_number_the_items_and_accounts_are_costs() {
    let sheet = "記号,ことがら,R3決算,R4予算,方向\n\
                 A-01,防災訓練,1200,1300,拡充\n\
                 A-02,広報紙の発行,5400,5300,縮小\n";
    holds(
        sheet,
        &[
            "item 防災訓練 []",
            "item 広報紙の発行 []",
            "result - year 2021 5400",
            "plan - year 2022 1300",
            "judged - - 拡充",
        ],
    );
    let bundle = bundle(sheet);
    assert_eq!(bundle.items[1].number.as_deref(), Some("A-02"));
    assert!(
        bundle
            .plans
            .iter()
            .all(|plan| plan.kind == PlanKind::Indicator)
    );
    assert!(
        bundle
            .results
            .iter()
            .all(|result| result.kind == ResultKind::Indicator)
    );
}

#[test]
fn years_may_be_numbers_alone_and_half_a_header_is_completed_by_the_one_above_it() {
    let sheet = "青瀬市行財政改革プラン　実績報告(令和6年度分),,,,,,,,,,\n\
                 取組,,所管,数値目標,,,効果額,,,評価,\n\
                 ID,名称,,指標名,基準値(R2),目標値(R7),2022,2023,2024,一次,二次\n\
                 A-01,使用料の見直し,財政課,見直し件数,0件,25件,0,▲520,\"6,480\",a,b\n\
                 A-02,市債の抑制,財政課,市債残高,9億円,8億円,10,20,30,a,a\n";
    holds(
        sheet,
        &[
            "plan 見直し件数 year 2025 25件",
            "result 見直し件数 baseline 2020 0件 (件)",
            "result 効果額 year 2023 ▲520",
            "result 効果額 year 2024 6,480",
            "judged 一次 a -",
            "judged 二次 b -",
        ],
    );
    let bundle = bundle(sheet);
    let labels: Vec<_> = bundle
        .plans
        .iter()
        .map(|plan| plan.period.label.as_deref())
        .collect();
    assert_eq!(labels, [Some("R7"), Some("R7")]);
    // A sign of what is below zero marks no clause.
    assert!(
        bundle
            .results
            .iter()
            .all(|result| result.clauses.is_empty())
    );
}

#[test]
fn a_legend_in_the_last_rows_is_no_item_and_the_maker_of_the_sheet_is_none_either() {
    let sheet = "青瀬市行政改革推進計画　進行管理表,,,,\n\
                 ,,,,担当:行政経営課\n\
                 改革の柱,番号,取組名,所管課,令和4年度評価\n\
                 Ⅰ 組織,101,定員の管理,職員課,A\n\
                 ,102,人事評価の活用,職員課,C\n\
                 ,,,,\n\
                 評価区分,A,計画どおり進んだ,,\n\
                 ,B,概ね計画どおり進んだ,,\n\
                 ,C,計画より遅れている,,\n";
    let bundle = bundle(sheet);
    let names: Vec<_> = bundle
        .items
        .iter()
        .map(|item| item.name.as_deref())
        .collect();
    assert_eq!(names, [Some("定員の管理"), Some("人事評価の活用")]);
    assert_eq!(bundle.sections.len(), 1);
    let ranks: Vec<_> = bundle
        .evaluations
        .iter()
        .map(|e| e.grade.as_ref()?.rank)
        .collect();
    assert_eq!(ranks, [Some(1), Some(3)]);
}

#[test]
fn a_sign_of_progress_means_what_the_legend_says_of_it() {
    let sheet = "番号,取組項目,担当課,令和5年度実績,進捗状況\n\
                 1,窓口の改善,市民課,始めた。,◎\n\
                 2,公用車の削減,管財課,1台減らした。,△\n\
                 ※進捗状況:◎計画を上回る　○計画どおり　△計画より遅れ　×未着手,,,,\n";
    let statuses: Vec<_> = bundle(sheet)
        .results
        .iter()
        .filter_map(|result| result.progress.as_ref()?.status)
        .collect();
    assert_eq!(statuses, [Status::Ahead, Status::Delayed]);
}

#[test]
fn parts_with_a_department_each_are_the_items_and_a_legend_may_stand_above_them() {
    let sheet = "評価区分,◎：目標を上回った,,,,,\n\
                 ,○：目標どおり,,,,,\n\
                 ,△：目標を下回った,,,,,\n\
                 ,,,,,,\n\
                 推進項目,取組事項,所属,指標,令和5年度目標,令和5年度実績,評価\n\
                 (1) 補助金の見直し,① 団体補助の適正化,財政課,見直し数,10業務,12業務,◎\n\
                 ,② 催しの統合,産業課,催しの数,2出張所,－,△\n\
                 (2) 施設の運営,③ 公民館の委託,学習課,館の数,3館,3館,○\n";
    holds(
        sheet,
        &[
            "item 団体補助の適正化 [補助金の見直し]",
            "item 催しの統合 [補助金の見直し]",
            "item 公民館の委託 [施設の運営]",
            "result 見直し数 year 2023 12業務 (業務)",
        ],
    );
    let bundle = bundle(sheet);
    let ranks: Vec<_> = bundle
        .evaluations
        .iter()
        .map(|e| e.grade.as_ref()?.rank)
        .collect();
    assert_eq!(ranks, [Some(1), Some(3), Some(2)]);
    assert_eq!(bundle.items.len(), 3);
}

#[test]
fn what_is_told_in_the_past_below_a_year_was_done_though_no_label_says_so() {
    let sheet = "番号,取組名,できごと,H28,H29\n\
                 1,窓口の改善,方針,検討,実施\n\
                 ,,経過,先進地を視察した。,4月に始めた。\n\
                 2,用紙の削減,方針,試行,実施\n\
                 ,,経過,会議で試した。,全課で減らした。\n";
    let lines = lines(sheet);
    let starts = |head: &str| lines.iter().filter(|line| line.starts_with(head)).count();
    assert_eq!((starts("plan"), starts("result")), (4, 4), "{lines:#?}");
}

#[test]
fn what_is_to_be_done_in_plain_words_is_a_plan() {
    let sheet = "No,改革テーマ,責任部署,R5やること,R5やったこと\n\
                 1,証明書の電子申請,市民課,20手続を電子化,18手続を電子化\n\
                 2,補助金の終期設定,財政課,要綱の改正,要綱を改正した\n";
    holds(
        sheet,
        &[
            "item 証明書の電子申請 []",
            "plan - year 2023 20手続を電子化",
            "result - year 2023 18手続を電子化",
            "plan - year 2023 要綱の改正",
        ],
    );
}

#[test]
fn the_years_of_a_sum_are_named_as_they_are_printed() {
    let sheet = "番号,取組項目,担当課,令和5年度,令和6年度,計（令和5～7年度）\n\
                 1,広告収入の確保,財政課,100,200,300\n\
                 2,使用料の見直し,財政課,110,210,320\n";
    let sums = bundle(sheet)
        .plans
        .into_iter()
        .filter_map(|p| p.period.label);
    let results = bundle(sheet)
        .results
        .into_iter()
        .filter_map(|r| r.period.label);
    let labels: Vec<String> = sums.chain(results).collect();
    assert!(
        labels.iter().any(|label| label == "令和5～7年度"),
        "{labels:?}"
    );
}

#[test]
fn a_year_over_all_columns_leaves_an_indicator_its_name() {
    let sheet = "<h1>浜西市行革大綱 令和6年度進捗状況報告書</h1><table>\
                 <tr><th rowspan=2>番号<th rowspan=2>実施項目<th colspan=4>令和6年度</tr>\
                 <tr><th>計画<th>成果指標<th>目標値<th>実績値</tr>\
                 <tr><td rowspan=2>1-1<td rowspan=2>手続の電子化<td rowspan=2>30手続を加える<td>電子化した手続<td>150手続<td>162手続</tr>\
                 <tr><td>申請率<td>35.0%<td>33.8%</tr></table>";
    holds(
        sheet,
        &[
            "plan 電子化した手続 year 2024 150手続",
            "result 申請率 year 2024 33.8% (%)",
            "plan - year 2024 30手続を加える",
        ],
    );
}

#[test]
fn headers_over_headers_name_figures_and_levels_and_formulas_leave_them_labels() {
    let sheet = "<h1>樽ヶ谷市第5次定員管理計画　部門別職員数の計画と実績</h1><p>2　目標　令和7年に84人とする。</p><p>（各年4月1日現在）</p><table>\
                 <tr><th rowspan=3 colspan=2>部　門<th colspan=4>職　員　数<th rowspan=3>備　考</tr>\
                 <tr><th colspan=3>令和6年<th>令和7年</tr>\
                 <tr><th>計画<br>A<th>実績<br>B<th>差<br>B-A<th>計画</tr>\
                 <tr><td rowspan=2>一般行政部門<td>議会<td>6<td>5<td>▲1<td>6<td></tr>\
                 <tr><td>総務・企画<td>78<td>77<td>▲1<td>78<td>電話交換の委託</tr></table>";
    holds(
        sheet,
        &[
            "item 議会 [一般行政部門]",
            "item 総務・企画 [一般行政部門]",
            "plan 職員数 year 2025 78",
            "result 職員数 year 2024 77",
            "result 職員数 差 year 2024 ▲1",
        ],
    );
}

#[test]
fn a_row_of_its_own_names_the_indicator_of_the_rows_below_it() {
    let sheet = "<h1>取組管理シート（浜西市行政改革アクションプラン）　令和6年度</h1><table>\
                 <tr><th>No.<td>1<th>取組項目<td colspan=2>窓口の改善</tr>\
                 <tr><th>区　分<th>第1四半期<th>第2四半期<th>第3四半期<th>第4四半期</tr>\
                 <tr><th>計　画<td>調査<td>契約<td>構築<td>運用</tr><tr><th>実　績<td>調査した。<td>契約した。<td>構築した。<td>始めた。</tr>\
                 <tr><th colspan=5>指標：平均待ち時間（分）</tr>\
                 <tr><th>計　画<td>18<td>18<td>17<td>12</tr><tr><th>実　績<td>19<td>18<td>18<td>13</tr></table>";
    holds(
        sheet,
        &[
            "plan - quarter 2024 契約",
            "plan 平均待ち時間(分) quarter 2024 12",
            "result 平均待ち時間(分) quarter 2024 19 (分)",
        ],
    );
    let document = bundle(sheet).document;
    assert_eq!(document.municipality.name.as_deref(), Some("浜西市"));
    let plan = document.programme.name.as_deref();
    assert_eq!(plan, Some("浜西市行政改革アクションプラン"));
}
