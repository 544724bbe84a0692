//! What the words of a label ask for: what the lexicon has for them, or for what is left without what stands around.

use crate::lexicon::{Concept, Lexicon};

/// The concept of a label in compare form, without marks around it.
pub(super) fn concept(lexicon: &Lexicon, bare: &str) -> Option<Concept> {
    lexicon
        .exact(bare)
        .or_else(|| lexicon.exact(bare.strip_suffix('等')?))
        .or_else(|| named(lexicon, bare))
        .or_else(|| of_this_year(lexicon, bare))
        .or_else(|| of_several_years(lexicon, bare))
        .or_else(|| of_something(lexicon, bare))
        .or_else(|| of_parts(lexicon, bare))
}

/// 評価の理由・意見 asks for what both of its parts do.
fn of_parts(lexicon: &Lexicon, bare: &str) -> Option<Concept> {
    let (first, rest) = bare.split_once('・')?;
    let concept = lexicon.exact(first)?;
    let same = |part: &str| lexicon.exact(part) == Some(concept);
    rest.split('・').all(same).then_some(concept)
}

/// 3か年合計 sums up what its years have.
fn of_several_years(lexicon: &Lexicon, bare: &str) -> Option<Concept> {
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = rest.len() < bare.len();
    let sums = |concept: &Concept| *concept == Concept::Total;
    lexicon.exact(rest).filter(|_| counted).filter(sums)
}

/// 本年度の到達目標 asks for what 到達目標 does, in the year of the sheet.
fn of_this_year(lexicon: &Lexicon, bare: &str) -> Option<Concept> {
    let words = ["本年度の", "今年度の", "当年度の", "当該年度の"];
    lexicon.exact(words.iter().find_map(|word| bare.strip_prefix(word))?)
}

/// 施策のめざす姿 asks for めざす姿, 成果指標の推移 for the indicators.
fn of_something(lexicon: &Lexicon, bare: &str) -> Option<Concept> {
    const THINGS: [&str; 6] = [
        "事業の",
        "事務事業の",
        "取組の",
        "施策の",
        "改革の",
        "項目の",
    ];
    let thing = THINGS.iter().find_map(|thing| bare.strip_prefix(thing));
    let course = ["の推移", "の一覧", "の状況"]
        .iter()
        .find_map(|course| bare.strip_suffix(course));
    let of_course = course
        .and_then(|rest| lexicon.exact(rest))
        .filter(|concept| matches!(concept, Concept::Indicator | Concept::Cost));
    let words = |concept: &Concept| {
        matches!(
            concept,
            Concept::Background
                | Concept::Purpose
                | Concept::Actions
                | Concept::Issues
                | Concept::NextSteps
                | Concept::Effects
        )
    };
    thing
        .and_then(|rest| lexicon.exact(rest))
        .filter(words)
        .or(of_course)
}

/// 所属名 and 所属名称 ask for what 所属 asks for, 成果指標名 for what 指標名 does.
fn named(lexicon: &Lexicon, bare: &str) -> Option<Concept> {
    let named = bare
        .strip_suffix("名称")
        .or_else(|| bare.strip_suffix('名'))?;
    match lexicon.exact(named)? {
        Concept::Indicator => Some(Concept::Measure),
        concept @ (Concept::Department | Concept::Level) => Some(concept),
        _ => None,
    }
}
