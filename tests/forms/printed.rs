//! Plain text as programs print it: tables whose columns blanks keep apart, small ones within an item, keys with values
//! set in behind them.

use super::{bundle, holds, lines};

const CENTRED: &str = "\u{3000}椿浦市行財政改革実施計画　進捗状況一覧（令和4年度）\n\n\
    No.   取組項目              担当課        令和4年度の計画       令和4年度の実績       評価\n\n\
    \u{20}     窓口キャッシュレス                  決済端末の導入        端末を2台設置した。\n\
    1     決済の拡大            市民課                              利用件数 4,218件      A\n\n\
    \u{20}                           市民課        ・先進自治体の視察    ・視察 2市\n\
    2     書かない窓口の導入    情報課        ・システムの選定      ・業者を選定した。    B\n\n\
    3     時間外勤務の縮減      人事課        5％の削減             6.8％の削減           A\n";

#[test]
fn rows_between_blank_lines_are_whole_where_their_cells_stand_in_the_middle() {
    let lines = lines(CENTRED);
    let items: Vec<&String> = lines.iter().filter(|l| l.starts_with("item")).collect();
    assert_eq!(items.len(), 3, "{lines:#?}");
    holds(
        CENTRED,
        &[
            "item 窓口キャッシュレス決済の拡大 []",
            "plan - year 2022 ・先進自治体の視察/・システムの選定",
            "result - year 2022 端末を2台設置した。/利用件数 4,218件",
        ],
    );
}

const REVIEW: &str = "\u{3000}令和５年度　南郷浦市行政改革推進委員会　外部評価結果報告書\n\n\
    \u{3000}第５次南郷浦市行政改革大綱実施計画（令和３年度～令和６年度）に掲げる取組のうち、\n\
    次の件について令和４年度の実績を対象に評価を行ったので、その結果を報告します。\n\n\
    --------------------------------------------------\n\
    取組番号４　　ごみ減量化の推進　　　　　　（環境課）\n\
    --------------------------------------------------\n\
    取組の概要　：　雑がみの分別と生ごみの水切りを市民に呼びかけ、可燃ごみの\n\
    \u{3000}　　　　　　　排出量を減らす。\n\
    ４年度の実績：　雑がみ回収袋を全戸に配布した。\n\
    内部評価　　：　Ｂ\n\
    外部評価　　：　Ｃ\n\
    評価の理由　：　１人１日当たりの排出量が着実に減少しており、取組は期待どお\n\
    \u{3000}　　　　　　　り進んでいると認められる。\n\
    委員会の提言：　・本格運行の前に、利用しなかった住民への聴き取りを行うべき\n\
    \u{3000}　　　　　　　　である。\n";

#[test]
fn a_value_goes_on_below_itself_behind_the_colon_of_its_key() {
    let review = bundle(REVIEW);
    let actions = review.items[0].actions.as_deref();
    let told = "雑がみの分別と生ごみの水切りを市民に呼びかけ、可燃ごみの排出量を減らす。";
    assert_eq!(actions, Some(told));
    holds(
        REVIEW,
        &["judged - - ・本格運行の前に、利用しなかった住民への聴き取りを行うべきである。"],
    );
}

#[test]
fn a_reason_is_of_the_grade_above_it_and_of_the_year_that_the_sheet_reports_on() {
    let review = bundle(REVIEW);
    let outside = review
        .evaluations
        .iter()
        .find(|judged| judged.criterion.as_deref() == Some("外部評価"));
    let outside = outside.expect("the outside judgement");
    assert!(
        outside
            .text
            .as_deref()
            .unwrap_or_default()
            .ends_with("認められる。")
    );
    assert_eq!(outside.period.fiscal_year, Some(2022));
}

#[test]
fn a_sentence_names_the_plan_whose_years_stand_behind_it() {
    let programme = bundle(REVIEW).document.programme;
    assert_eq!(
        programme.name.as_deref(),
        Some("第5次南郷浦市行政改革大綱実施計画")
    );
}

const STAFF: &str = "\u{3000}星見原市定員適正化計画の実績について（令和６年度）\n\n\
    星見原市総務部人事課\n令和７年８月\n\n\
    １　定員適正化の取組\n\n\
    （１）職員数の適正管理\n\
    \u{3000}　担 当 課　　人事課\n\
    \u{3000}　取組内容　　計画に定める職員数の範囲内で管理します。\n\
    \u{3000}　職員数の状況（各年度４月１日現在、単位：人）\n\n\
    \u{3000}　　部　門　　　　　区分　　令和３年度　令和４年度　令和５年度\n\
    \u{3000}　　一般行政部門　　計画　　　３６２　　　３６０　　　３５７\n\
    \u{3000}　　　　　　　　　　実績　　　３６２　　　３５９　　　３５８\n\
    \u{3000}　　教育部門　　　　計画　　　　８８　　　　８６　　　　８５\n\
    \u{3000}　　　　　　　　　　実績　　　　８８　　　　８６　　　　８４\n\n\
    （２）時間外勤務の縮減\n\
    \u{3000}　担 当 課　　人事課\n\
    \u{3000}　取組内容　　ノー残業デーを徹底します。\n\n\
    \u{3000}　　　　　　　　　　　　　令和３年度　　令和４年度　　令和５年度\n\
    \u{3000}　　時間外勤務手当　目標　　98,000　　　　95,000　　　　92,000\n\
    \u{3000}　　　　　　　　　　実績　 104,382　　　　97,215　　　　91,604\n";

#[test]
fn one_blank_parts_the_years_of_a_header_and_a_side_from_the_name_before_it() {
    holds(
        STAFF,
        &[
            "plan 一般行政部門 year 2021 362",
            "result 教育部門 year 2023 84 (人)",
            "plan 時間外勤務手当 year 2022 95,000",
            "result 時間外勤務手当 year 2023 91,604",
        ],
    );
}

#[test]
fn a_label_spaced_out_is_one_and_a_caption_with_a_unit_ends_the_text_above_it() {
    let staff = bundle(STAFF);
    let first = &staff.items[0];
    let departments: Vec<&str> = first.departments.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(departments, ["人事課"]);
    let told = "計画に定める職員数の範囲内で管理します。";
    assert_eq!(first.actions.as_deref(), Some(told));
}

#[test]
fn a_city_stands_before_its_departments_and_not_within_the_name_of_one() {
    let city = |line: &str| {
        let sheet = format!(
            "\u{3000}定員適正化の実績について\n\n{line}\n令和７年８月\n\n取組名　採用の抑制\n"
        );
        bundle(&sheet).document.municipality.name
    };
    assert_eq!(city("星見原市総務部人事課").as_deref(), Some("星見原市"));
    assert_eq!(city("星見原市　総務部").as_deref(), Some("星見原市"));
    assert_eq!(city("中心市街地整備課"), None);
    assert_eq!(city("地域市民課"), None);
}

const SUBSIDY: &str = "\u{3000}三日崎市補助金の見直しに関する取組結果報告書\n\n\
    １　自治会連合会運営費補助金　【市民生活課】\n\
    \u{3000}〈課題〉　　　　　毎年度、繰越金が生じている。\n\
    \u{3000}〈補助金額〉　　　　　　　　　　　　　　　（単位：千円）\n\
    \u{3000}　　平成24年度決算　　平成25年度決算　　平成26年度決算\n\
    \u{3000}　　　　　　4,500　　　　　　4,500　　　　　　2,860\n\
    \u{3000}〈総合評価〉　　　◎\n\
    \u{3000}〈今後の方針〉　　事業費補助として継続する。\n\n\
    ２　商店会連合会補助金　【商工観光課】\n\
    \u{3000}〈課題〉　　　　　補助対象経費の範囲が明確でない。\n\
    \u{3000}〈補助金額〉　　　　　　　　　　　　　　　（単位：千円）\n\
    \u{3000}　　平成24年度決算　　平成25年度決算　　平成26年度決算\n\
    \u{3000}　　　　　　3,200　　　　　　3,200　　　　　　2,950\n\
    \u{3000}〈総合評価〉　　　○\n\
    \u{3000}〈今後の方針〉　　補助率を２分の１以内とする。\n";

#[test]
fn a_label_with_a_unit_names_the_figures_below_it_and_the_next_label_ends_them() {
    holds(
        SUBSIDY,
        &[
            "result 補助金額 year 2012 4,500 (千円)",
            "result 補助金額 year 2014 2,950 (千円)",
            "judged 総合評価 ◎ -",
        ],
    );
}

const MIDTERM: &str = "\u{3000}羽衣市行政改革推進プラン（令和４年度～令和８年度）\n中間評価報告書\n\n\
    \u{3000}　　　Ｓ　　計画を上回って進んでいる\n\
    \u{3000}　　　Ａ　　計画どおり進んでいる\n\
    \u{3000}　　　Ｂ　　計画よりやや遅れている\n\n\
    \u{3000}基本方針１　市民に身近な行政サービスの提供\n\n\
    \u{3000}　取組１　総合窓口の設置　　　　　　　　　　　　中間評価　Ｂ\n\
    \u{3000}　　（担当課　市民課、税務課）\n\
    \u{3000}　◆取組の目的\n\
    \u{3000}　　　手続を一つの窓口で完結させる。\n\
    \u{3000}　◆これまでの取組\n\
    \u{3000}　　　令和４年度　　先進市の視察\n\
    \u{3000}　　　令和５年度　　対象とする手続の整理\n\
    \u{3000}　◆指標の達成状況\n\
    \u{3000}　　　　　　　　　　　　　　　　　　令和４年度　　令和５年度　　令和８年度\n\
    \u{3000}　　　公用車の保有台数　　目　標　　１４２台　　　１３６台　　　１２０台\n\
    \u{3000}　　　　　　　　　　　　　実　績　　１４２台　　　１３５台\n\
    \u{3000}　　　維持管理経費　　　　目　標　28,500千円　　27,400千円　　24,000千円\n\
    \u{3000}　　　　　　　　　　　　　実　績　28,214千円　　27,958千円\n\
    \u{3000}　◆評価の理由\n\
    \u{3000}　　　窓口支援システムの導入が遅れている。\n\n\
    \u{3000}　取組２　人事評価制度の活用　　　　　　　　　　中間評価　Ｓ\n\
    \u{3000}　　（担当課　人事課）\n\
    \u{3000}　◆取組の目的\n\
    \u{3000}　　　職員の能力を引き出す。\n\
    \u{3000}　◆指標の達成状況\n\
    \u{3000}　　　　　　　　　　　　　　　　　　令和４年度　　令和５年度　　令和８年度\n\
    \u{3000}　　　評価結果を給与等に　　目　標　　１０％　　　　５０％　　　１００％\n\
    \u{3000}　　　反映した職員の割合　　実　績　　１０％　　　　１０％\n\
    \u{3000}　◆評価の理由\n\
    \u{3000}　　　協議が進んでいる。\n";

#[test]
fn an_item_has_its_judgement_at_the_end_of_its_line_and_who_is_in_charge_below() {
    holds(
        MIDTERM,
        &[
            "item 総合窓口の設置 [市民に身近な行政サービスの提供]",
            "judged - B 窓口支援システムの導入が遅れている。",
            "judged - S 協議が進んでいる。",
        ],
    );
    let report = bundle(MIDTERM);
    assert_eq!(report.items[0].departments.len(), 2);
    let scale = report.evaluations[0].grade.as_ref();
    assert_eq!(
        scale.and_then(|grade| grade.scale.as_deref()),
        Some("S>A>B")
    );
}

#[test]
fn what_was_done_year_by_year_is_a_result_and_no_background() {
    let report = bundle(MIDTERM);
    assert_eq!(report.items[0].background, None);
    holds(
        MIDTERM,
        &[
            "result - year 2022 先進市の視察",
            "result - year 2023 対象とする手続の整理",
        ],
    );
}

#[test]
fn figures_with_units_make_rows_and_a_name_may_stand_on_two_lines() {
    holds(
        MIDTERM,
        &[
            "plan 公用車の保有台数 year 2023 136台",
            "result 維持管理経費 year 2022 28,214千円 (千円)",
            "plan 評価結果を給与等に反映した職員の割合 year 2026 100%",
            "result 評価結果を給与等に反映した職員の割合 year 2023 10% (%)",
        ],
    );
}

const CARD: &str = "\u{3000}鶴羽市行革大綱実施計画　個別シート集（令和７年度版）\n\n\
    ──────────────────────\n\
    整理番号　　０１　　　　　　　　　　主管課　　市民生活課\n\
    取組名　　　　コンビニ交付の利用促進\n\
    ──────────────────────\n\
    成果指標　　　コンビニ交付率\n\
    \u{3000}　　　　　　　令和５年度（現状）　　令和６年度　　令和７年度\n\
    \u{3000}　目標　　　　　　　　　　　　　　　　　45％　　　　　55％\n\
    \u{3000}　実績　　　　　　40.2％　　　　　　　46.8％\n\
    ──────────────────────\n\
    令和６年度の取組実績\n\
    \u{3000}　減額を先行して実施した。\n\
    自己評価　　　Ａ　　（Ａ：計画以上　Ｂ：計画どおり　Ｃ：計画を下回る）\n\
    評価の理由\n\
    \u{3000}　減額の実施を前倒ししたため。\n";

#[test]
fn a_label_right_above_a_table_names_its_figures_and_nothing_behind_it() {
    holds(
        CARD,
        &[
            "plan コンビニ交付率 year 2024 45%",
            "result コンビニ交付率 baseline 2023 40.2% (%)",
            "result - year 2024 減額を先行して実施した。",
        ],
    );
}

#[test]
fn a_legend_in_brackets_behind_a_grade_gives_its_scale() {
    let card = bundle(CARD);
    let judged = &card.evaluations[0];
    assert_eq!(judged.criterion.as_deref(), Some("自己評価"));
    let scale = judged
        .grade
        .as_ref()
        .and_then(|grade| grade.scale.as_deref());
    assert_eq!(scale, Some("A>B>C"));
    assert_eq!(judged.period.fiscal_year, Some(2024));
}

#[test]
fn years_in_brackets_stand_over_their_plan_and_result_and_each_rater_has_an_opinion() {
    let sheet = "\u{3000}弓ヶ洞市行政経営プラン（令和５年度～令和８年度）　取組調書\n\n\
        取組番号　　1-2\n取組名　　　図書館サービス拠点の見直し\n\
        ■年度別の計画と実績\n\
        \u{3000}［令和５年度］\n\
        \u{3000}　計　画　再編案を作成する。\n\
        \u{3000}　実　績　再編案を示した。\n\
        \u{3000}［令和６年度］\n\
        \u{3000}　計　画　ロッカーを設置する。\n\
        \u{3000}　実　績　２か所に設置した。\n\
        ■評価\n\
        \u{3000}自己評価　Ａ\n\
        \u{3000}　理由：目標を上回ったため。\n\
        \u{3000}本部評価　Ｂ\n\
        \u{3000}　意見：利用者に配慮すること。\n";
    holds(
        sheet,
        &[
            "plan - year 2023 再編案を作成する。",
            "result - year 2024 2か所に設置した。",
            "judged 自己評価 A 目標を上回ったため。",
            "judged 本部評価 B 利用者に配慮すること。",
        ],
    );
}

#[test]
fn words_are_dealt_out_to_the_columns_in_their_order() {
    let sheet = "\u{3000}                       榛野台市行政改革実施計画 令和6年度 取組状況一覧
計画期間：令和5年度～令和9年度
 番号     取組項目   担当課                令和6年度の目標        令和6年度の実績       進捗     今後の対応
 Ⅰ 行政サービスの質の向上
  1 おくやみ窓口の設置 市民課               予約制の窓口を開設し、年    令和6年6月に開設し、利用    ◎     予約枠を1日4
                                間300件の利用を目指す。   件数は372件であった。           枠から6枠に増
                                                                       やす。
  2   公民館予約のオンラ 生涯学習課 全9館で予約システムの運用 5館で運用を開始した。残る                △     令和7年9月ま
      イン化              を開始する。         4館は通信環境の整備が遅れ                    でに全館で開
                                      た。                               始する。
  3   市公式LINEの活用 広報広聴課 登録者数を18,000人とす 登録者数 19,254人（令和7           ◎     道路の損傷な
                       る。             年3月末）                            どの通報機能
                                                                       を追加する。
";
    holds(
        sheet,
        &[
            "item おくやみ窓口の設置 [行政サービスの質の向上]",
            "item 公民館予約のオンライン化 [行政サービスの質の向上]",
            "plan - year 2024 予約制の窓口を開設し、年間300件の利用を目指す。",
            "result - year 2024 5館で運用を開始した。残る4館は通信環境の整備が遅れた。",
            "result - year 2024 登録者数 19,254人(令和7年3月末)",
            "judged - - 予約枠を1日4枠から6枠に増やす。",
        ],
    );
}

#[test]
fn a_header_of_several_lines_has_columns_on_each_and_years_over_some() {
    let sheet = "\u{3000}                        青凪市行財政改革推進プラン２０２２ 進捗状況一覧表（令和５年度末現在）

                                          基準値  令和４年度                     令和５年度              令和５年度の       課題・
No.   取組項目    担当課         指標        単位
                                         令和３年度 目標 実績                   目標  実績 評価             主な取組       今後の方針
1 申請手続の 情報政  オンライン申                  件        48      70         73      100     112   Ａ   介護の手続を追    利用率の低い手
  オンライン 策課   請ができる手                                                                        加した。      続を見直す。
  化          続数
 2    窓口業務の   市民課     窓口の平均待         分        18      15         16      12       13   Ｂ   ・書かない窓口    支所への展開
      見直し     税務課     ち時間                                                                  を開始した。        を進める。
                      書かない窓口         人        －       －          －     3,000   2,215       ・記入回数を７
                      の利用者数                                                                回から減らした。

                                                    1 / 2 ページ
                                      基準値       令和４年度              令和５年度         令和５年度の          課題・
No.   取組項目    担当課      指標      単位
                                     令和３年度 目標          実績      目標      実績 評価       主な取組         今後の方針
 6    ふるさと納   商工観   寄附額        千円     182,450 200,000 213,870 220,000 198,640 Ｂ 返礼品を１８品       地場産品の開発
      税の推進    光課                                                                追加した。        を行う。
 8    職員提案制   行政経   提案件数        件         12     20         26      25     31   Ａ   ５件を表彰し    実施状況を確認
      度の推進    営課                                                                    た。          する。
";
    holds(
        sheet,
        &[
            "item 申請手続のオンライン化 []",
            "item ふるさと納税の推進 []",
            "plan オンライン申請ができる手続数 year 2022 70",
            "result 書かない窓口の利用者数 year 2023 2,215 (人)",
            "result 窓口の平均待ち時間 baseline 2021 18 (分)",
            "result 寄附額 year 2023 198,640 (千円)",
            "plan 提案件数 year 2023 25",
            "judged - A -",
        ],
    );
}
