//! Tells the goal of one year among others from a goal at the end of a plan: `R5目標` beside `R5実績` is what was
//! planned for that year, `R8目標` beside nothing but a state before is the target.

use super::label::{Label, LabelReader};
use crate::lexicon::Concept;
use crate::record::PeriodKind;
use std::sync::Arc;

/// Goals of so many years that follow one another are each the plan of its year.
const FEWEST_IN_A_ROW: usize = 3;

/// Makes the goals of a form plans of their year where the form reports on such a year too, or has one for each year.
pub(crate) fn settle<'a>(
    labels: impl Iterator<Item = &'a mut Label>,
    reported: &[i32],
    reader: &LabelReader<'_>,
) {
    let mut goals: Vec<(&mut Label, Label)> = labels
        .filter_map(|label| reader.goal_of_a_year(label).map(|goal| (label, goal)))
        .collect();
    let meets = |goal: &Label| year(goal).is_some_and(|year| reported.contains(&year));
    let mut years: Vec<i32> = goals.iter().filter_map(|(_, goal)| year(goal)).collect();
    years.sort_unstable();
    years.dedup();
    let one_a_year =
        years.len() >= FEWEST_IN_A_ROW && years.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    if one_a_year || goals.iter().any(|(_, goal)| meets(goal)) {
        for (label, goal) in &mut goals {
            label.clone_from(goal);
        }
    }
}

/// The year of a label that heads results.
pub(crate) fn reported_year(label: &Label) -> Option<i32> {
    year(label).filter(|_| label.concept == Some(Concept::Result))
}

/// The year above a label of results: 実績 below 平成26年度, or behind 平成26年度 目標.
pub(crate) fn year_above(label: &Label, above: &Label) -> Option<i32> {
    year(above).filter(|_| label.concept == Some(Concept::Result))
}

fn year(label: &Label) -> Option<i32> {
    label.period.as_ref()?.period.fiscal_year
}

/// Makes a goal's only year its target where the columns beside it report on other years alone: 目標値 over
/// 令和6年度, 実績値 over 令和3年度 and 令和4年度.
pub(crate) fn settle_columns(headers: &mut [(usize, Label)], extents: &[(u32, u32)]) {
    let under = |headers: &[(usize, Label)], (from, to): (u32, u32)| -> Vec<Label> {
        headers
            .iter()
            .zip(extents)
            .filter(|((_, label), (start, end))| {
                label.period.is_some() && label.concept.is_none() && *start >= from && *end <= to
            })
            .map(|((_, label), _)| label.clone())
            .collect()
    };
    let reports =
        |label: &Label| matches!(label.concept, Some(Concept::Result | Concept::Baseline));
    let mut reported: Vec<i32> = headers
        .iter()
        .zip(extents)
        .filter(|((_, label), _)| reports(label))
        .flat_map(|(_, extent)| under(headers, *extent))
        .filter_map(|label| year(&label))
        .collect();
    reported.extend(headers.iter().filter_map(|(_, label)| reported_year(label)));
    if reported.is_empty() {
        let between = years_between(headers, extents);
        if !between.is_empty() {
            settle_last(headers, &between);
        }
        return;
    }
    settle_last(headers, &reported);
    for n in 0..headers.len() {
        let label = &headers[n].1;
        let is_goal =
            label.concept == Some(Concept::Plan) && label.period.is_none() && names_goal(label);
        let years = if is_goal {
            under(headers, extents[n])
        } else {
            Vec::new()
        };
        if let [only] = years.as_slice()
            && year(only).is_some_and(|year| !reported.contains(&year))
        {
            let mut reading = only.period.clone();
            if let Some(reading) = reading.as_mut().map(Arc::make_mut) {
                reading.period.kind = PeriodKind::Target;
                reading.period.label = Some(label.text.as_str().replace('\n', ""));
            }
            headers[n].1 = Label {
                concept: Some(Concept::Target),
                period: reading,
                ..headers[n].1.clone()
            };
        }
    }
}

/// The years without a side whose columns stand between the state before and a goal.
fn years_between(headers: &[(usize, Label)], extents: &[(u32, u32)]) -> Vec<i32> {
    let column = |wanted: Concept| {
        let mut of = headers.iter().zip(extents);
        of.find(|((_, label), _)| label.concept == Some(wanted))
            .map(|(_, extent)| extent.0)
    };
    let (Some(from), Some(to)) = (column(Concept::Baseline), column(Concept::Plan)) else {
        return Vec::new();
    };
    let bare = |label: &Label| label.concept.is_none() && label.period.is_some();
    headers
        .iter()
        .zip(extents)
        .filter(|((_, label), (start, _))| bare(label) && from < *start && *start < to)
        .filter_map(|((_, label), _)| year(label))
        .collect()
}

/// Makes the only goal beside a state before and results its target where no result is of its year: 目標値(令和6年度)
/// after 基準値(令和元年度), R3実績 and R4実績.
fn settle_last(headers: &mut [(usize, Label)], reported: &[i32]) {
    let has_baseline = headers
        .iter()
        .any(|(_, label)| label.concept == Some(Concept::Baseline));
    let mut goals = headers
        .iter_mut()
        .map(|(_, label)| label)
        .filter(|label| label.concept == Some(Concept::Plan));
    let (Some(goal), None) = (goals.next(), goals.next()) else {
        return;
    };
    let is_last = year(goal).is_some_and(|year| reported.iter().all(|reported| *reported < year));
    if has_baseline && is_last && names_goal(goal) {
        let words = goal.text.as_str().replace('\n', "");
        goal.concept = Some(Concept::Target);
        if let Some(reading) = goal.period.as_mut().map(Arc::make_mut) {
            reading.period.kind = PeriodKind::Target;
            reading.period.label = Some(words);
        }
    }
}

/// True for 目標 and 目標値, whatever a bracket adds.
fn names_goal(label: &Label) -> bool {
    let text = label.text.as_str();
    let words = text.split(['(', '（']).next().unwrap_or(text).trim();
    words.trim_end_matches('値').ends_with("目標")
}
