//! Grades and what is said of them: the words in one value with a grade, legends over two lines, signs typed for others.

use super::{bundle, holds};

/// A sheet of cards, one for each judgement.
fn cards(head: &str, judgements: &[&str]) -> String {
    let card = |(number, judgement): (usize, &&str)| {
        format!(
            "{number} 取組{number}の推進\n担当課:総務課\n令和4年度の実績:会議を開いた。\n評価:{judgement}\n\n"
        )
    };
    let cards: String = (1..).zip(judgements).map(card).collect();
    format!("　青瀬市行政改革実施計画　令和4年度実施状況\n{head}\n{cards}")
}

#[test]
fn a_grade_and_its_words_are_two_things() {
    let sheet = cards(
        "",
        &[
            "Ｂ(概ね順調)",
            "A　計画どおり",
            "C：人が足りず遅れた。",
            "【S】",
            "B評価",
        ],
    );
    holds(
        &sheet,
        &[
            "judged - B 概ね順調",
            "judged - A 計画どおり",
            "judged - C 人が足りず遅れた。",
            "judged - S -",
            "judged - B -",
        ],
    );
}

#[test]
fn words_that_the_legend_prints_for_a_grade_are_no_text_of_their_own() {
    let legend = "評価区分　A:計画どおり　B:概ね順調　C:遅れ\n";
    let sheet = cards(legend, &["B(概ね順調)", "A　人を増やした。"]);
    holds(&sheet, &["judged - B -", "judged - A 人を増やした。"]);
    let ranks: Vec<Option<u32>> = bundle(&sheet)
        .evaluations
        .iter()
        .filter_map(|judged| Some(judged.grade.as_ref()?.rank))
        .collect();
    assert_eq!(ranks, [Some(2), Some(1)]);
}

#[test]
fn a_legend_over_two_lines_is_one_scale_and_zero_is_a_circle() {
    let legend = "※ 評価の区分\n　◎：予定以上　○：予定どおり\n　△：予定以下　×：未着手\n";
    let sheet = cards(legend, &["〇", "△"]);
    let grades: Vec<(String, Option<u32>)> = bundle(&sheet)
        .evaluations
        .iter()
        .filter_map(|judged| judged.grade.as_ref())
        .map(|grade| (format!("{} of {:?}", grade.label, grade.scale), grade.rank))
        .collect();
    let scale = "Some(\"◎>○>△>×\")";
    assert_eq!(
        grades,
        [
            (format!("〇 of {scale}"), Some(2)),
            (format!("△ of {scale}"), Some(3))
        ]
    );
}

#[test]
fn numbered_steps_behind_a_sentence_about_goals_are_no_legend() {
    let steps = "目標達成のため、次のとおり行う。 (1)庁内で調べる (2)案を作る (3)決める";
    let sheet = format!(
        "取組項目名：窓口の案内\n取組内容：{steps}\n令和5年度計画：調べる\n令和5年度実績：調べた\n"
    );
    let bundle = bundle(&sheet);
    let actions: Vec<Option<&str>> = bundle
        .items
        .iter()
        .map(|item| item.actions.as_deref())
        .collect();
    assert_eq!(actions, [Some(steps)]);
}
