//! Labelled texts and outlines: what a line is, where an item begins, which year a sentence speaks of.

use super::{bundle, holds, lines};
use kaikaku::record::Status;

#[test]
fn years_behind_a_label_have_a_value_each() {
    let sheet = "\u{3000}青瀬市集中改革プラン(平成17年度~平成21年度)の取組結果\n\n\
                 1 事業の再編\n\n\
                 (1)補助金の整理\n\
                 \u{3000}ア 補助金の見直し(財政課)\n\
                 \u{3000}目標 平成21年度までに、運営費補助金の総額を平成16年度比で15%削減する。\n\
                 \u{3000}実績 17年度 委員会を置いた。\n\
                 \u{3000}\u{3000}18年度 112件を点検した。\n\
                 \u{3000}財政効果 17年度 350千円 18年度 14,620千円\n\n\
                 (2)使用料の見直し\n\
                 \u{3000}ア 学校給食\n\
                 \u{3000}(ア)調理の委託(学校課)\n\
                 \u{3000}目標 退職者の不補充により、平成20年度に全車両の配送を民間の事業者に委託する。\n\
                 \u{3000}実績 17年度 検討した。 18年度 委託した。\n\n\
                 \u{3000}(イ)配送の委託(学校課)\n\
                 \u{3000}目標 退職者の不補充により、平成20年度に全車両の配送を民間の事業者に委託する。\n\n\
                 \u{3000}(ウ)清掃の委託(学校課)\n\
                 \u{3000}目標 退職者の不補充により、平成20年度に全車両の配送を民間の事業者に委託する。\n\n\
                 (3)公民館の運営\n\
                 \u{3000}ア 講座の見直し(公民館)\n\
                 \u{3000}目標 利用者の少ない講座を見直し、地域の団体が開く講座を市の広報で案内する。\n\n\
                 \u{3000}イ 使用料の減免(公民館)\n\
                 \u{3000}目標 減免の対象となる団体の範囲を見直し、平成19年度から新しい基準を適用する。\n";
    holds(
        sheet,
        &[
            "item 補助金の見直し [事業の再編 > 補助金の整理]",
            "item 調理の委託 [事業の再編 > 使用料の見直し > 学校給食]",
            "result - year 2005 委員会を置いた。",
            "result - year 2006 112件を点検した。",
            "result - year 2006 委託した。",
        ],
    );
}

#[test]
fn bold_lines_of_markdown_are_headings_and_unknown_keys_of_a_list_are_keys() {
    let sheet = "# 青瀬町プラン 取組状況(令和5年度末)\n\n\
                 ## 戦略A 稼ぐ\n\n\
                 1. **町有地の売却**\n\
                 \u{20}   - 実施主体:総務課\n\
                 \u{20}   - ねらい:維持費を減らす。\n\
                 \u{20}   - スケジュール:R3:調査、R4:公募、R5:売却\n\
                 \u{20}   - R4の取組:境界を定めた。\n\
                 \u{20}   - お世話になった人:町内会\n\
                 2. **ふるさと納税**\n\
                 \u{20}   - 実施主体:商工課\n\
                 \u{20}   - ねらい:財源を得る。\n";
    holds(
        sheet,
        &[
            "item 町有地の売却 [稼ぐ]",
            "item ふるさと納税 [稼ぐ]",
            "plan - year 2021 調査",
            "plan - year 2023 売却",
            "result - year 2022 境界を定めた。",
        ],
    );
    let first = &bundle(sheet).items[0];
    assert_eq!(first.departments[0].name, "総務課");
    assert_eq!(first.attributes[0].label, "お世話になった人");
}

#[test]
fn a_plan_named_above_the_title_gives_city_and_years() {
    let sheet = "第4期青瀬町改革アクションプラン(令和5~9年度),,\n\
                 取組別計画表,,\n\
                 番号,取組名,計画\n\
                 1,窓口の改善,案内係を置く\n\
                 2,用紙の削減,半分にする\n";
    let document = bundle(sheet).document;
    assert_eq!(document.municipality.name.as_deref(), Some("青瀬町"));
    let programme = document.programme;
    assert_eq!(
        programme.name.as_deref(),
        Some("第4期青瀬町改革アクションプラン")
    );
    assert_eq!(programme.start_fiscal_year, Some(2023));
    assert_eq!(programme.end_fiscal_year, Some(2027));
}

#[test]
fn the_year_reported_on_is_the_one_in_the_bracket_or_behind_its_key() {
    let sheet = "令和4年度 青瀬市事務事業点検調書(令和3年度実施事業),\n\
                 項目,内容\n\
                 事務の名,講座の開催\n\
                 目的,学びを支える。\n\
                 備考,なし\n\
                 決算額,6482千円\n";
    holds(sheet, &["result 決算額 year 2021 6482千円 (千円)"]);
    let sheet = "青瀬市施策評価表,\n\
                 施策名称,医療の確保\n\
                 評価対象年度,令和5年度\n\
                 目的,安心して暮らす。\n\
                 総合評価,B\n";
    let years: Vec<_> = bundle(sheet)
        .evaluations
        .into_iter()
        .map(|judgement| judgement.period.fiscal_year)
        .collect();
    assert_eq!(years, [Some(2023)]);
}

#[test]
fn a_line_between_rules_may_hold_the_number_and_the_name_of_an_item() {
    let rule = "-".repeat(20);
    let sheet = format!(
        "\u{3000}青瀬市事業点検の結果\n\n{rule}\n点検番号 1\u{3000}\u{3000}事務の名:入浴券の交付\n{rule}\n\
         担当\u{3000}\u{3000}\u{3000}福祉課\n判定\u{3000}\u{3000}\u{3000}要改善\n"
    );
    let lines = lines(&sheet);
    assert_eq!(lines[0], "item 入浴券の交付 []");
    let item = &bundle(&sheet).items[0];
    assert_eq!(item.number.as_deref(), Some("1"));
    assert_eq!(item.departments[0].name, "福祉課");
}

#[test]
fn a_year_and_a_side_in_one_word_are_both_read() {
    let sheet = "# 青瀬市改革プラン 令和2年度実施報告書\n\n\
                 ## 1 窓口の改善\n\n取組の内容:\n\n・案内係の配置\n\n令和2年度予定:\n\n・案内係を置く\n\n\
                 令和2年度実績:\n\n・案内係を置いた。\n";
    holds(
        sheet,
        &[
            "item 窓口の改善 []",
            "plan - year 2020 ・案内係を置く",
            "result - year 2020 ・案内係を置いた。",
        ],
    );
}

#[test]
fn a_gap_parts_an_unknown_label_from_its_value_behind_the_mark_of_labels() {
    let sheet = "\u{3000}青瀬市改革プラン\u{3000}取組シート\n\n\
                 No.12\u{3000}使用料の見直し\n\
                 ◇担当\u{3000}財政課\n\
                 ◇令和4年度の計画\u{3000}\u{3000}算定基準の策定\n\
                 ◇令和4年度の実績\u{3000}\u{3000}基準案を作成し、庁内で協議した。\n\
                 ◇進捗度\u{3000}\u{3000}4(おおむね順調)\n\
                 ◇次年度に向けて\u{3000}\u{3000}条例改正の準備を進める。\n";
    holds(
        sheet,
        &[
            "item 使用料の見直し []",
            "result - year 2022 基準案を作成し、庁内で協議した。",
            "judged - - 条例改正の準備を進める。",
        ],
    );
    let progress = bundle(sheet).results[0].progress.clone();
    let progress = progress.expect("the row has a word for its progress");
    assert_eq!(progress.label, "4(おおむね順調)");
    assert_eq!(progress.status, Some(Status::OnTrack));
}

#[test]
fn headings_that_introduce_others_are_sections() {
    let sheet = "\u{3000}青瀬市行政改革推進計画\n\n\
                 1．使う人の側に立つ市役所\n\n\
                 （1）情報通信技術の活用\n\n\
                 \u{3000}申請手続の電子化に向け、職員と市民の皆さんの声を聞きながら、次の取組を進めます。\n\n\
                 ①\u{3000}電子申請の拡大\n\n\
                 \u{3000}対象となる手続を増やし、来庁せずに済むようにします。\n\n\
                 ②\u{3000}押印の見直し\n\n\
                 \u{3000}押印を求める様式を調べ、必要のないものから順に改めます。\n\n\
                 （2）窓口の改善\n\n\
                 \u{3000}待ち時間の短縮に向け、職員と市民の皆さんの声を聞きながら、次の取組を進めます。\n\n\
                 ①\u{3000}休日開庁の試行\n\n\
                 \u{3000}月に一度、土曜日の午前に証明書の交付と転入の届出を受け付けます。\n\n\
                 ②\u{3000}案内係の配置\n\n\
                 （3）広報の充実\n\n\
                 \u{3000}市民に届く広報に向け、職員と市民の皆さんの声を聞きながら、次の取組を進めます。\n\n\
                 ①\u{3000}広報紙の見直し\n\n\
                 \u{3000}読みやすい文字と写真を使います。\n";
    holds(
        sheet,
        &[
            "item 電子申請の拡大 [使う人の側に立つ市役所 > 情報通信技術の活用]",
            "item 押印の見直し [使う人の側に立つ市役所 > 情報通信技術の活用]",
            "item 広報紙の見直し [使う人の側に立つ市役所 > 広報の充実]",
        ],
    );
}

#[test]
fn columns_are_those_of_the_line_as_written_and_a_rule_ends_a_table() {
    let sheet = "\u{3000}青瀬市財政健全化計画\u{3000}工程表\n\n\
                 ■取組番号\u{3000}\u{3000}1\n\
                 ■取組名\u{3000}\u{3000}\u{3000}使用料の見直し\n\
                 ■担当部署\u{3000}\u{3000}財政課\n\
                 ■工程\n\
                 \u{20}                   平成29年度\u{3000}\u{3000}平成30年度\u{3000}\u{3000}平成31年度\n\
                 \u{3000}見直し基準の策定\u{3000}検討\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}策定\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}－\n\
                 ■効果額（千円）\u{3000}\u{3000}0\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000} 0\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000} 4,800\n\
                 －－－－－－－－－－－－－－－－－－\n\
                 ■取組番号\u{3000}\u{3000}2\n\
                 ■取組名\u{3000}\u{3000}\u{3000}滞納整理の強化\n\
                 ■担当部署\u{3000}\u{3000}収納課\n";
    holds(
        sheet,
        &[
            "item 滞納整理の強化 []",
            "plan 見直し基準の策定 year 2018 策定",
            "plan 効果額(千円) year 2019 4,800",
        ],
    );
    let numbers = bundle(sheet).items.into_iter().map(|item| item.number);
    assert!(numbers.eq([Some("1".to_owned()), Some("2".to_owned())]));
}

#[test]
fn a_ruled_line_below_columns_makes_no_heading_of_them() {
    let sheet = "\u{3000}青瀬市行政経営プラン\n\
                 \u{3000}令和7年度上半期(4月~9月)実績報告\n\n\
                 【基本方針1\u{3000}効率的な行政運営】\n\
                 番号\u{3000}取組項目\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}担当課\u{3000}\u{3000}指標\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}年度目標\u{3000}\u{3000}上半期実績\u{3000}\u{3000}進捗状況\n\
                 ----------------------------------------------------------------------------\n\
                 1\u{3000}\u{3000} 公園制度の拡充\u{3000}\u{3000}都市課\u{3000}\u{3000}参加団体数\u{3000}\u{3000}25団体\u{3000}\u{3000}\u{3000}26団体\u{3000}\u{3000}\u{3000}\u{3000}完了\n";
    holds(
        sheet,
        &[
            "item 公園制度の拡充 [効率的な行政運営]",
            "plan 参加団体数 year 2025 25団体",
            "result 参加団体数 half 2025 26団体 (団体)",
        ],
    );
}

#[test]
fn words_before_a_colon_that_come_again_are_keys_and_the_marked_line_above_them_names_the_item() {
    let card = |number: &str, name: &str, keys: &str| {
        format!("●{number} {name}\n\u{3000}主管：税務課／開始：R6.10\n{keys}\n")
    };
    let sheet = format!(
        "\u{3000}行財政改革推進プラン\u{3000}取組一覧\n\n{}{}",
        card(
            "01",
            "窓口キャッシュレス化",
            "\u{3000}仕掛け：手数料をカードで払えるようにする。\n\u{3000}いまの状態：10月から始めた。\n"
        ),
        card(
            "02",
            "公用車の削減",
            "\u{3000}仕掛け：台数を30台から20台にする。\n\u{3000}いまの状態：24台まで減らした。\n"
        ),
    );
    holds(
        &sheet,
        &[
            "item 窓口キャッシュレス化 []",
            "item 公用車の削減 []",
            "result - undated 24台まで減らした。",
        ],
    );
    let bundle = bundle(&sheet);
    let first = &bundle.items[0];
    assert_eq!(first.number.as_deref(), Some("01"));
    assert_eq!(first.departments[0].name, "税務課");
    let facts: Vec<(&str, &str)> = first
        .attributes
        .iter()
        .map(|fact| {
            (
                fact.label.as_str(),
                fact.text.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    let measure = "手数料をカードで払えるようにする。";
    assert_eq!(facts, [("開始", "R6.10"), ("仕掛け", measure)]);
    assert!(bundle.unassigned.is_empty(), "{:?}", bundle.unassigned);
}

#[test]
fn columns_that_full_width_blanks_moved_stand_below_their_years_and_a_line_heads_the_rows_set_in_below_it()
 {
    let sheet = "\u{3000}第2次行政改革大綱実施計画\u{3000}年度別取組状況\n\n\
                 整理番号　　1102\n取組名　　　申請書の様式統一\n担当課　　　総務課\n\
                 \u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}H29　　　　H30　　　　R1\n\
                 計画　　　　　　調査　　　　統一　　　　完了\n\
                 実績　　　　　　調査　　　　統一　　　　完了\n\
                 様式数（種類）\n\
                 \u{3000}目標　　　　　　300　　　　250　　　　150\n\
                 \u{3000}実績　　　　　　310　　　　290　　　　148\n\
                 総合評価　　　　Ｂ\n\
                 所見　　　　　　一年遅れたが完了した。\n";
    holds(
        sheet,
        &[
            "item 申請書の様式統一 []",
            "plan - year 2019 完了",
            "plan 様式数(種類) year 2018 250",
            "result 様式数(種類) year 2019 148 (種類)",
            "judged 総合評価 B -",
        ],
    );
}

#[test]
fn what_stands_above_the_first_heading_is_said_of_all_items_and_what_was_reached_is_a_result() {
    let sheet = "\u{3000}令和5年度　部局別目標管理シート\n\
                 所属　都市整備部　　　部長名　佐藤　一郎 \n\n\
                 重点目標１　空き家対策の推進（住宅課）\n\
                 \u{3000}目標値　　20件\n　達成状況　18件\n　自己評価　Ｂ\n　コメント　申請の出足が遅れた。\n\n\
                 重点目標２　公園施設の長寿命化\n\
                 \u{3000}目標値　　5か所\n　達成状況　5か所\n　自己評価　Ａ\n　コメント　計画どおり更新した。\n";
    holds(
        sheet,
        &[
            "item 空き家対策の推進 []",
            "result - year 2023 18件 (件)",
            "judged 自己評価 B 申請の出足が遅れた。",
            "judged 自己評価 A 計画どおり更新した。",
        ],
    );
    let bundle = bundle(sheet);
    let names = bundle
        .items
        .iter()
        .map(|item| item.departments[0].name.as_str());
    assert!(names.eq(["住宅課", "都市整備部"]));
    assert_eq!(bundle.items[1].attributes[0].label, "部長名");
}

#[test]
fn a_number_behind_its_label_and_a_name_behind_a_gap_begin_an_item() {
    let item = |number: &str, name: &str| {
        format!(
            "◆事業番号{number}　　{name}\n　▼担当　　農政課\n　▼進捗　　完了\n　▼効果額　　▲１２千円\n\n"
        )
    };
    let sheet = format!(
        "\u{3000}事業仕分け　調査票\n\n{}{}",
        item("１", "敬老祝金"),
        item("２", "市民農園")
    );
    holds(
        &sheet,
        &[
            "item 敬老祝金 []",
            "item 市民農園 []",
            "result 効果額 undated ▲12千円 (千円)",
        ],
    );
}

#[test]
fn the_numeral_zero_before_a_name_is_a_circle() {
    let card = |name: &str, done: &str| {
        format!(
            "〇 {name}\n現況:待ち時間が長い。\n手立て:人を増やす。\n令和4年度の成果:{done}\n受け持ち:市民課\n\n"
        )
    };
    let cards = [
        card("窓口の改善", "2人増やした。"),
        card("電話の改善", "1人増やした。"),
    ];
    let sheet = format!(
        "　青瀬市行財政改革プラン　令和4年度実績報告\n\n{}",
        cards.concat()
    );
    holds(
        &sheet,
        &[
            "item 窓口の改善 []",
            "item 電話の改善 []",
            "result - year 2022 1人増やした。",
        ],
    );
}

#[test]
fn a_number_a_name_and_a_department_may_share_a_line() {
    let card = |number: u32, name: &str, course: &str| {
        format!(
            "No.{number}　取組名：{name}　担当：{course}\n目標：2割減らす　　結果：1割減らした\n評価：B（未達）\n"
        )
    };
    let cards = [
        card(1, "広報紙の見直し", "広報課"),
        card(2, "会議の見直し", "総務課"),
    ];
    let sheet = format!(
        "　青瀬市行政改革推進計画　令和5年度実施状況\n\n{}",
        cards.concat()
    );
    holds(
        &sheet,
        &[
            "item 広報紙の見直し []",
            "item 会議の見直し []",
            "result - year 2023 1割減らした",
            "judged - B 未達",
        ],
    );
    let named: Vec<(Option<String>, String)> = bundle(&sheet)
        .items
        .into_iter()
        .map(|item| (item.number, item.departments[0].name.clone()))
        .collect();
    let said = |number: &str, course: &str| (Some(number.to_owned()), course.to_owned());
    assert_eq!(named, [said("1", "広報課"), said("2", "総務課")]);
}

#[test]
fn labels_on_lines_of_their_own_are_known_by_being_printed_for_each_item() {
    let card = |number: u32, name: &str, chosen: char| {
        format!(
            "整理番号\n0{number}\n改革項目\n{name}\n所管部課\n総務部　総務課\n施策体系\n２－（３）　効率化\n\
             令和５年度の計画\n基準を定める。\n令和５年度の実績\n基準を定めた。\n\
             一次評価（所管課）\nＢ　予定より遅れた。\n今後の方向性\n①拡大　②継続　③改善　　→　{chosen}\n青瀬市\n{number}\n"
        )
    };
    let cards = [
        card(1, "補助金の見直し", '②'),
        card(2, "使用料の見直し", '③'),
    ];
    let sheet = format!(
        "　令和６年度　行財政改革プラン評価調書（令和５年度実施分）\n\n{}",
        cards.concat()
    );
    holds(
        &sheet,
        &[
            "item 補助金の見直し []",
            "plan - year 2023 基準を定める。",
            "result - year 2023 基準を定めた。",
            "judged 一次評価 B 予定より遅れた。",
            "judged - - 継続",
            "judged - - 改善",
        ],
    );
    let bundle = bundle(&sheet);
    for item in &bundle.items {
        let labels: Vec<&str> = item.attributes.iter().map(|a| a.label.as_str()).collect();
        assert_eq!(labels, ["施策体系"]);
        assert_eq!(item.departments.len(), 1);
    }
    // The feet of the pages are of no item.
    assert!(bundle.document.coverage.furniture > 0 && bundle.unassigned.is_empty());
}

#[test]
fn years_behind_an_enumerator_part_what_was_done() {
    let item = |number: u32, name: &str, grade: char| {
        format!(
            "{number}　{name}　　　　　　　　［市民課］\n　(1) 取組の目的\n　　　利便性を高める。\n　(2) 実施状況\n\
             \u{3000}\u{3000}ア　令和２年度\n　　　　申請を受けた。\n　　イ　令和３年度\n　　　　窓口を開いた。\n\
             \u{3000}(3) 評価\n　　　目標に届かなかった。（評価：{grade}）\n　(4) 今後の進め方\n　　　訪問を始める。\n\n"
        )
    };
    let sheet = format!(
        "　青瀬市行財政改革推進計画　実施状況報告書\n\n第１節　市民サービス\n\n{}{}評価の区分　Ⅰ：目標達成　Ⅱ：一部達成\n",
        item(1, "カードの普及", 'Ⅱ'),
        item(2, "案内の改善", 'Ⅰ'),
    );
    holds(
        &sheet,
        &[
            "item カードの普及 [市民サービス]",
            "result - year 2020 申請を受けた。",
            "result - year 2021 窓口を開いた。",
            "judged - Ⅱ 目標に届かなかった。",
            "judged - Ⅰ 目標に届かなかった。",
            "judged - - 訪問を始める。",
        ],
    );
    let next_steps = lines(&sheet);
    let next_steps = next_steps
        .iter()
        .filter(|line| line.as_str() == "judged - - 訪問を始める。");
    assert_eq!(next_steps.count(), 2, "the legend ends the text above it");
}

#[test]
fn marked_lines_that_say_who_is_in_charge_are_items_and_a_report_tells_what_was_done() {
    let sheet = "　青瀬市行政改革の主な取組と成果（令和４年度）\n\n■歳出の削減\n○街路灯の交換（建設課）\n　・1,260基を交換しました。\n\
                 ○収集の委託（環境課）\n　・２地区を委託しました。\n\n■歳入の確保\n○滞納の整理（税務課・保険課）\n　・45件を移管しました。\n";
    holds(
        sheet,
        &[
            "item 街路灯の交換 []",
            "item 滞納の整理 []",
            "result - year 2022 ・2地区を委託しました。",
        ],
    );
    let bundle = bundle(sheet);
    assert_eq!(bundle.sections.len(), 2);
    assert_eq!(bundle.items[2].departments.len(), 2);
}

#[test]
fn indicators_are_named_line_by_line_below_their_label() {
    let item = |number: u32, name: &str| {
        format!(
            "（{number}）　{name}\n【取組の内容】\n　予約を受けます。\n【成果指標】\n\
             \u{3000}予約率　　現状値（令和４年度）　38.5％　→　目標値（令和９年度）　80％\n\
             \u{3000}稼働率　　現状値（令和４年度）　41.0％　→　目標値（令和９年度）　50％\n\n"
        )
    };
    let sheet = format!(
        "　青瀬市行財政改革推進計画（後期）\n\n基本目標１　市民サービス\n\n{}{}",
        item(1, "予約の一元化"),
        item(2, "窓口の改善"),
    );
    holds(
        &sheet,
        &[
            "plan 予約率 year 2027 80%",
            "plan 稼働率 year 2027 50%",
            "result 予約率 baseline 2022 38.5% (%)",
            "result 稼働率 baseline 2022 41.0% (%)",
        ],
    );
}

#[test]
fn numbered_lines_between_two_labels_set_off_alike_are_entries_of_the_first() {
    let card = |number: u32, name: &str| {
        format!(
            "【取組番号】{number}\n【取組名】{name}\n【令和3年度の計画】\n①　発券機の導入\n②　案内係の配置\n\
             【令和3年度の実績】\n①　発券機を2台導入した。\n【評価】B\n\n"
        )
    };
    let cards = [card(12, "窓口の改善"), card(13, "口座振替の推進")];
    let sheet = format!(
        "　北沢市行政改革プラン　令和3年度　個別評価表\n\n{}",
        cards.concat()
    );
    holds(
        &sheet,
        &[
            "item 窓口の改善 []",
            "plan - year 2021 ①　発券機の導入/②　案内係の配置",
            "result - year 2021 ①　発券機を2台導入した。",
        ],
    );
    assert_eq!(bundle(&sheet).items.len(), 2);
}

#[test]
fn numbers_with_a_dash_head_items_below_chapters() {
    let item = |number: &str, name: &str| {
        format!(
            "{number}　{name}（市民課、全課）\n〈取組内容〉\n　周知を図る。\n〈令和６年度の実績〉\n　周知した。\n〈進捗状況〉　順調\n〈課題と今後の方針〉\n　説明会を開く。\n\n"
        )
    };
    let sheet = format!(
        "　楠浦市行財政改革プラン　令和６年度実績報告書\n\n第１章　市民サービス\n\n{}{}第２章　人材の改革\n\n{}",
        item("１－１", "交付の促進"),
        item("１－２", "時間の延長"),
        item("２－１", "残業の縮減"),
    );
    holds(
        &sheet,
        &[
            "item 時間の延長 [市民サービス]",
            "item 残業の縮減 [人材の改革]",
            "result - year 2024 周知した。",
            "judged - - 説明会を開く。",
        ],
    );
    assert_eq!(bundle(&sheet).items[2].number.as_deref(), Some("2-1"));
}

#[test]
fn the_next_sheet_ends_the_columns_of_a_table_and_lines_that_wrap_begin_no_rows() {
    let sheet = |number: u32, name: &str, rate: &str| {
        format!(
            "\u{3000}　　　　　　　　　　推進プラン　個別取組シート　　　　　　　　（様式２）\n\n\
             取組番号      {number}                             担当部署      行政経営課\n取組名称      {name}\n\n\
             年　度        平成29年度                    平成30年度                    令和元年度\n\
             計　画        個別施設計画の策定方針の決    個別施設計画の策定            個別施設計画に基づく統廃合\n\
             \u{20}             定                            対象施設の利用実態調査        の実施\n\n\
             ＜成果指標＞　施設総量縮減率（％）\n\
             目標値        {rate}                           1.5                           3.0\n\
             実績値        0.4                           1.6                           －\n"
        )
    };
    let sheet = format!(
        "{}\u{c}{}",
        sheet(1, "施設の管理", "0.5"),
        sheet(2, "窓口の委託", "0.7")
    );
    holds(
        &sheet,
        &[
            "item 施設の管理 []",
            "item 窓口の委託 []",
            "plan - year 2017 個別施設計画の策定方針の決定",
            "plan - year 2019 個別施設計画に基づく統廃合の実施",
            "plan 施設総量縮減率(%) year 2017 0.5",
            "plan 施設総量縮減率(%) year 2017 0.7",
            "result 施設総量縮減率(%) year 2018 1.6 (%)",
        ],
    );
}

#[test]
fn numbered_lines_below_a_label_with_a_colon_are_its_text_to_the_last() {
    let sheet = "整理番号：１\n取組項目名：公用車の台数\n取組内容：\n　(1) 利用を調べる\n　(2) 台数を決める\n\
                 令和６年度計画：調べる\n令和６年度実績：調べた\n";
    let bundle = bundle(sheet);
    let items: Vec<(Option<&str>, usize)> = bundle
        .items
        .iter()
        .map(|item| (item.actions.as_deref(), item.path.len()))
        .collect();
    assert_eq!(items, [(Some("(1) 利用を調べる\n(2) 台数を決める"), 0)]);
}
