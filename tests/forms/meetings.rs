//! Minutes of meetings and notes of workshops: who spoke, who judged, and what the statements are about.

use super::{bundle, holds, lines};
use kaikaku::record::{Aspect, Scope};

const MINUTES: &str = "　令和４年度第２回　葉鳥市行財政改革推進委員会　議事要旨\n\n\
    議題　「葉鳥市行財政改革プラン（令和２年度～令和６年度）」の実績に対する評価について\n\n\
    【取組２】窓口手数料の見直し（所管：財政課）\n\
    \u{3000}担当課評価　Ｂ　　委員会評価　Ｃ\n\n\
    \u{3000}（委員長）受益者負担の考え方を市民に丁寧に説明することが大切である。\n\
    \u{3000}（Ａ委員）手数料を窓口より安くしている市もある。検討してはどうか。\n\n\
    \u{3000}【今後の対応】改定の説明資料に算定の根拠を掲載する。\n\n\
    【取組５】公民館の管理運営の見直し（所管：生涯学習課）\n\
    \u{3000}担当課評価　Ｂ　　委員会評価　Ｂ\n\n\
    \u{3000}（Ｂ委員）指定管理の受け皿となる団体の育成が先である。\n\n\
    \u{3000}【今後の対応】団体の事務を支援する職員を置く。\n";

#[test]
fn what_is_said_at_a_meeting_is_an_opinion_of_who_said_it() {
    holds(
        MINUTES,
        &[
            "item 窓口手数料の見直し []",
            "item 公民館の管理運営の見直し []",
            "judged 委員長 - 受益者負担の考え方を市民に丁寧に説明することが大切である。",
            "judged A委員 - 手数料を窓口より安くしている市もある。検討してはどうか。",
            "judged - - 改定の説明資料に算定の根拠を掲載する。",
        ],
    );
    let judged = bundle(MINUTES).evaluations;
    let opinions = judged.iter().filter(|e| e.scope == Scope::Opinion);
    assert!(opinions.clone().all(|e| e.aspect == Aspect::Remark));
    assert_eq!(opinions.count(), 3);
}

#[test]
fn two_raters_on_one_line_judge_each_for_themselves() {
    let judged = bundle(MINUTES).evaluations;
    let by = |who: &str| -> Vec<&str> {
        let own = judged
            .iter()
            .filter(|e| e.criterion.as_deref() == Some(who));
        own.filter_map(|e| Some(e.grade.as_ref()?.label.as_str()))
            .collect()
    };
    assert_eq!(by("委員会評価"), ["C", "B"]);
    assert_eq!(judged.iter().filter(|e| e.grade.is_some()).count(), 4);
}

#[test]
fn minutes_name_their_plan_in_quotes_and_their_city_behind_the_number_of_the_meeting() {
    let document = bundle(MINUTES).document;
    assert_eq!(document.municipality.name.as_deref(), Some("葉鳥市"));
    let plan = document.programme.name;
    assert_eq!(plan.as_deref(), Some("葉鳥市行財政改革プラン"));
    let items = bundle(MINUTES).items;
    assert_eq!(items[0].number.as_deref(), Some("2"));
}

#[test]
fn the_mark_above_statements_with_another_begins_topics() {
    let sheet = "　浅葱原市　市民ワークショップ　記録\n\n\
        ■１班　窓口と手続き\n\n\
        \u{3000}○待ち時間を減らそう\n　　・待ち人数を見られるようにする\n　　・お昼休みの窓口を増やす\n\n\
        \u{3000}○電話がつながりにくい\n　　・何度かけても話し中のことがある\n\n\
        ■２班　公共施設\n\n\
        \u{3000}○施設の予約をもっと便利に！\n　　・スマホで予約できるとよい\n";
    assert_eq!(
        lines(sheet),
        [
            "item 待ち時間を減らそう [窓口と手続き]",
            "item 電話がつながりにくい [窓口と手続き]",
            "item 施設の予約をもっと便利に! [公共施設]",
            "plan - undated ・待ち人数を見られるようにする",
            "plan - undated ・お昼休みの窓口を増やす",
            "plan - undated ・スマホで予約できるとよい",
            "judged - - ・何度かけても話し中のことがある",
        ]
    );
}
