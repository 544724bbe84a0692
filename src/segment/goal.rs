//! Tells the goal of one year among others from a goal at the end of a plan: `R5目標` beside `R5実績` is what was
//! planned for that year, `R8目標` beside nothing but a state before is the target.

use super::label::{Label, LabelReader};
use crate::lexicon::Concept;

/// Makes the goals of a form plans of their year where the form reports on such a year too.
pub(crate) fn settle<'a>(
    labels: impl Iterator<Item = &'a mut Label>,
    reported: &[i32],
    reader: &LabelReader<'_>,
) {
    let mut goals: Vec<(&mut Label, Label)> = labels
        .filter_map(|label| reader.goal_of_a_year(label).map(|goal| (label, goal)))
        .collect();
    let meets = |goal: &Label| year(goal).is_some_and(|year| reported.contains(&year));
    if goals.iter().any(|(_, goal)| meets(goal)) {
        for (label, goal) in &mut goals {
            label.clone_from(goal);
        }
    }
}

/// The year of a label that heads results.
pub(crate) fn reported_year(label: &Label) -> Option<i32> {
    year(label).filter(|_| label.concept == Some(Concept::Result))
}

fn year(label: &Label) -> Option<i32> {
    label.period.as_ref()?.period.fiscal_year
}
