//! Tells grades from what was reached: 達成状況 heads the one in some documents and the other in others, and the values
//! of the column tell which.

use crate::lexicon::Concept;
use crate::notation::{grade, quantity};
use crate::segment::{Label, Node, TableView};
use std::collections::BTreeMap;

/// Gives the columns under the label of a grade that hold figures or sentences the meaning of a result, where no other
/// column is one.
pub(super) fn settle(view: &mut TableView) {
    let heads = |concept| {
        view.data.iter().any(|datum| {
            let header = datum.column_path.last();
            header.is_some_and(|label| label.concept == Some(concept))
        })
    };
    if heads(Concept::Result) || !heads(Concept::Plan) {
        return;
    }
    let mut columns: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for datum in &view.data {
        let graded = |label: &&Label| label.concept == Some(Concept::Grade);
        if datum.column_path.last().as_ref().is_some_and(graded) {
            let (facts, values) = columns.entry(datum.column).or_default();
            *facts += usize::from(states_a_fact(datum.text.as_str()));
            *values += 1;
        }
    }
    columns.retain(|_, (facts, values)| *facts * 2 > *values);
    for datum in &mut view.data {
        if let Some(header) = datum.column_path.last_mut()
            && columns.contains_key(&datum.column)
        {
            header.concept = Some(Concept::Result);
        }
    }
}

/// The same for labels with their values outside of tables: 目標値 20件, 達成状況 18件.
pub(super) fn settle_fields(nodes: &mut [Node]) {
    let fields = |concept: Concept| {
        nodes.iter().filter_map(move |node| match node {
            Node::Field { label, value, .. } if label.concept == Some(concept) => {
                Some(value.as_str())
            }
            _ => None,
        })
    };
    let plans = fields(Concept::Plan).chain(fields(Concept::Target)).count();
    let facts = fields(Concept::Grade)
        .filter(|value| states_a_fact(value))
        .count();
    let results = fields(Concept::Result).count();
    if results > 0 || plans == 0 || facts * 2 <= fields(Concept::Grade).count() {
        return;
    }
    for node in nodes {
        if let Node::Field { label, value, .. } = node
            && label.concept == Some(Concept::Grade)
            && states_a_fact(value.as_str())
        {
            label.concept = Some(Concept::Result);
        }
    }
}

/// True for a sentence, for words with a figure and for a figure with a unit that is no score: 寄附額 2億円, 18件, but not 85点,
/// 120% or 4(順調).
fn states_a_fact(value: &str) -> bool {
    if grade::is_grade_label(value) || value.ends_with(['%', '％', '点']) {
        return false;
    }
    let counts = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let counted = || quantity::read(value, None).is_some_and(|quantity| quantity.unit.is_some());
    value.contains('。') || value.contains(counts) && (!value.starts_with(counts) || counted())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_grades_are_no_facts() {
        for fact in ["寄附額 2億3,400万円", "研修を3回行い、終えた。", "18件"] {
            assert!(states_a_fact(fact), "{fact}");
        }
        for score in ["◎", "A", "85点", "120%", "4(おおむね順調)", "達成", "3"] {
            assert!(!states_a_fact(score), "{score}");
        }
    }
}
