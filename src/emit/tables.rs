//! The tables of a dataset: which there are, and which rows a bundle gives to each.

use crate::record::Bundle;
use serde::Serialize;
use serde_json::Value;
use std::cmp::Ordering;

/// A table of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// One row a document.
    Documents,
    /// One row a node of an outline.
    Sections,
    /// One row a reform item.
    Items,
    /// One row a plan.
    Plans,
    /// One row a result.
    Results,
    /// One row an evaluation.
    Evaluations,
    /// One row a stretch that no rule placed.
    Unassigned,
}

impl Table {
    /// All tables, in the order in which a bundle holds them.
    pub const ALL: [Self; 7] = [
        Self::Documents,
        Self::Sections,
        Self::Items,
        Self::Plans,
        Self::Results,
        Self::Evaluations,
        Self::Unassigned,
    ];

    /// The name, which is also the stem of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Sections => "sections",
            Self::Items => "items",
            Self::Plans => "plans",
            Self::Results => "results",
            Self::Evaluations => "evaluations",
            Self::Unassigned => "unassigned",
        }
    }

    /// How many rows a bundle gives.
    pub fn count(self, bundle: &Bundle) -> usize {
        match self {
            Self::Documents => 1,
            Self::Sections => bundle.sections.len(),
            Self::Items => bundle.items.len(),
            Self::Plans => bundle.plans.len(),
            Self::Results => bundle.results.len(),
            Self::Evaluations => bundle.evaluations.len(),
            Self::Unassigned => bundle.unassigned.len(),
        }
    }

    /// The rows that a bundle gives, by record id, one at a time: as values they take more room than as records.
    ///
    /// A row is an error if a value cannot be written as JSON, which no value of the record model gives cause for.
    pub fn rows(self, bundle: &Bundle) -> Rows<'_> {
        match self {
            Self::Documents => Box::new(std::iter::once(serde_json::to_value(&bundle.document))),
            Self::Sections => by_id(&bundle.sections, |row| &row.section_id),
            Self::Items => by_id(&bundle.items, |row| &row.item_id),
            Self::Plans => by_id(&bundle.plans, |row| &row.plan_id),
            Self::Results => by_id(&bundle.results, |row| &row.result_id),
            Self::Evaluations => by_id(&bundle.evaluations, |row| &row.evaluation_id),
            Self::Unassigned => by_id(&bundle.unassigned, |row| &row.unassigned_id),
        }
    }
}

/// The rows of one table.
pub type Rows<'b> = Box<dyn Iterator<Item = serde_json::Result<Value>> + 'b>;

fn by_id<T: Serialize>(records: &[T], id: impl Fn(&T) -> &str) -> Rows<'_> {
    let mut sorted: Vec<&T> = records.iter().collect();
    sorted.sort_by(|a, b| compare_ids(id(a), id(b)));
    Box::new(sorted.into_iter().map(serde_json::to_value))
}

/// Orders two record ids of one document: part by part, and a longer number after a shorter one, so that
/// `-i1000` follows `-i999`.
pub fn compare_ids(a: &str, b: &str) -> Ordering {
    fn parts(id: &str) -> impl Iterator<Item = (usize, &str)> {
        id.split('-').map(|part| (part.len(), part))
    }
    parts(a).cmp(parts(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousandth_record_follows_the_one_before_it() {
        assert_eq!(compare_ids("doc-a-i999", "doc-a-i1000"), Ordering::Less);
        assert_eq!(
            compare_ids("doc-a-i002-p001", "doc-a-i001-p010"),
            Ordering::Greater
        );
        assert_eq!(compare_ids("doc-a-i001", "doc-a-i001-p001"), Ordering::Less);
    }
}
