//! What the overview says of each document, and in which order.

use crate::diagnostic::Code;
use crate::record::{Bundle, Coverage, Period};
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A row of the overview.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Head {
    /// The document; null where there is none.
    pub(super) id: Option<String>,
    path: String,
    title: Option<String>,
    city: Option<String>,
    form: Option<String>,
    pages: u32,
    status: String,
    /// Why there is no bundle.
    cause: Option<String>,
    /// Items, plans, results, evaluations.
    counts: [usize; 4],
    /// All characters, and those in records, labels, furniture and none of them.
    coverage: [u32; 5],
    warnings: usize,
    /// Records of each fiscal year.
    years: BTreeMap<i32, usize>,
}

impl Head {
    pub(super) fn of(bundle: &Bundle) -> Self {
        let document = &bundle.document;
        let Coverage {
            characters,
            assigned,
            labels,
            furniture,
            unassigned,
        } = document.coverage;
        let lost = |code: &str| Code::named(code).is_some_and(Code::is_loss);
        let partial = document.warnings.iter().any(|one| lost(&one.code));
        Self {
            id: Some(document.document_id.clone()),
            path: document.source.path.clone(),
            title: document.title.clone(),
            city: document.municipality.name.clone(),
            form: Some(document.form.id.clone()),
            pages: document.source.pages,
            status: if partial { "partial" } else { "ok" }.to_owned(),
            cause: None,
            counts: [
                bundle.items.len(),
                bundle.plans.len(),
                bundle.results.len(),
                bundle.evaluations.len(),
            ],
            coverage: [characters, assigned, labels, furniture, unassigned],
            warnings: document.warnings.len(),
            years: years(bundle),
        }
    }

    /// The row of an input that gave no bundle.
    pub(super) fn lost(path: &str, status: &str, cause: Option<&str>) -> Self {
        Self {
            id: None,
            path: path.to_owned(),
            title: None,
            city: None,
            form: None,
            pages: 0,
            status: status.to_owned(),
            cause: cause.map(str::to_owned),
            counts: [0; 4],
            coverage: [0; 5],
            warnings: 0,
            years: BTreeMap::new(),
        }
    }

    /// Worst first: no bundle, then the share of characters in no record, then the path.
    pub(super) fn worst_first(&self, other: &Self) -> Ordering {
        let left = |head: &Self| {
            (
                u64::from(head.coverage[4]),
                u64::from(head.coverage[0].max(1)),
            )
        };
        let ((a, all_a), (b, all_b)) = (left(self), left(other));
        self.id
            .is_some()
            .cmp(&other.id.is_some())
            .then_with(|| (b * all_a).cmp(&(a * all_b)))
            .then_with(|| self.path.cmp(&other.path))
    }
}

fn years(bundle: &Bundle) -> BTreeMap<i32, usize> {
    let plans = bundle.plans.iter().map(|one| &one.period);
    let results = bundle.results.iter().map(|one| &one.period);
    let evaluations = bundle.evaluations.iter().map(|one| &one.period);
    let mut years = BTreeMap::new();
    let all: Vec<&Period> = plans.chain(results).chain(evaluations).collect();
    for year in all.into_iter().filter_map(|period| period.fiscal_year) {
        *years.entry(year).or_default() += 1;
    }
    years
}
