//! Keeps the judgements of several raters apart: 自己採点 and 委員会コメント in one row are two judgements, 自己採点 and
//! 自己評価の理由 are one.

use crate::lexicon::{Concept, LEXICON, Rater};
use crate::notation::grade;
use crate::segment::{Datum, Label, Node, TableView};
use crate::source::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Names the rater of each judgement of a table whose headers name several, by the first header that does.
pub(super) fn settle(view: &mut TableView) {
    let mut raters: BTreeMap<Rater, Label> = BTreeMap::new();
    let mut columns: BTreeMap<u32, Rater> = BTreeMap::new();
    for datum in &view.data {
        let Some(header) = datum.column_path.last() else {
            continue;
        };
        let known = |label: &Label| label.concept == Some(Concept::Criterion);
        if datum.column_path.iter().any(known) || !judges(header) {
            continue;
        }
        if let Some(rater) = LEXICON.rater(header.text.as_str()) {
            columns.insert(datum.column, rater);
            raters.entry(rater).or_insert_with(|| Label {
                concept: Some(Concept::Criterion),
                period: None,
                ..header.clone()
            });
        }
    }
    if raters.len() < 2 {
        return;
    }
    for datum in &mut view.data {
        let rater = columns
            .get(&datum.column)
            .and_then(|rater| raters.get(rater));
        if let (Some(rater), false) = (rater, datum.column_path.is_empty()) {
            datum.column_path.insert(0, rater.clone());
        }
    }
}

/// Makes criteria of the raters that name rows, where several do: 担当課評価 and 委員会評価 before 評価 and its reason.
pub(super) fn settle_rows(view: &mut TableView) {
    let head = |datum: &Datum| {
        let label = datum.row_path.iter().rfind(|label| !label.inherited)?;
        let graded = datum.column_path.last().is_some_and(judges);
        let rates = judges(label) || label.concept == Some(Concept::Criterion);
        let rater = LEXICON.rater(label.text.as_str())?;
        (graded && rates && label.period.is_none()).then_some(rater)
    };
    let raters: BTreeSet<Rater> = view.data.iter().filter_map(head).collect();
    if raters.len() < 2 {
        return;
    }
    for datum in &mut view.data {
        if head(datum).is_some()
            && let Some(label) = datum.row_path.iter_mut().rfind(|label| !label.inherited)
        {
            label.concept = Some(Concept::Criterion);
        }
    }
}

/// Makes criteria of the raters before grades on lines of their own, where a document names several: `担当課評価 B  委員会評価 C`.
pub(super) fn settle_fields(nodes: &mut [Node]) {
    let rater = |label: &Label, value: &Text| {
        let rates = judges(label) || label.concept == Some(Concept::Criterion);
        let graded = rates && grade::is_grade_label(value.as_str());
        let rater = LEXICON.rater(label.text.as_str())?;
        (graded && label.period.is_none()).then_some(rater)
    };
    let mut labels: BTreeSet<String> = BTreeSet::new();
    let mut raters: BTreeSet<Rater> = BTreeSet::new();
    for node in nodes.iter() {
        if let Node::Field { label, value, .. } = node
            && let Some(rater) = rater(label, value)
        {
            raters.insert(rater);
            labels.insert(label.text.as_str().to_owned());
        }
    }
    if raters.len() < 2 {
        return;
    }
    for node in nodes {
        // One of them may have given no grade: －.
        if let Node::Field { label, .. } = node
            && labels.contains(label.text.as_str())
        {
            label.concept = Some(Concept::Criterion);
        }
    }
}

fn judges(header: &Label) -> bool {
    matches!(header.concept, Some(Concept::Assessment | Concept::Grade))
}
