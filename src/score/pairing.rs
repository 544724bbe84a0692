//! Which found record stands for which true one.

use super::similarity::{Text, ratio, ratio_bound};
use super::table::{Row, Table, is_nested};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Records that agree less than this are strangers.
const STRANGERS: f64 = 0.3;
/// Above this many, left-over records of a kind are not tried against each other.
const MOST_CANDIDATES: usize = 250_000;

/// Truth index to found index.
pub(super) type Pairs = BTreeMap<usize, usize>;

/// Pairs one kind of records one to one, best agreement first: within paired items first, then what is left.
pub(super) fn pair(table: &Table<'_>, items: &Pairs) -> Pairs {
    let (truths, founds) = (table.truths.len(), table.founds.len());
    if table.kind == "document" {
        return Pairs::from([(0, 0)]);
    }
    if !is_nested(table.kind) {
        let all = (0..truths).flat_map(|i| (0..founds).map(move |j| (i, j)));
        return best(table, all);
    }
    let mut by_item: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (j, found) in table.founds.iter().enumerate() {
        if let Some(item) = found.item {
            by_item.entry(item).or_default().push(j);
        }
    }
    let same = table.truths.iter().enumerate().flat_map(|(i, truth)| {
        let item = truth.item.and_then(|item| items.get(&item));
        let rows = item.and_then(|item| by_item.get(item));
        rows.into_iter().flatten().map(move |&j| (i, j))
    });
    let mut pairs = best(table, same);
    let used: BTreeSet<usize> = pairs.values().copied().collect();
    let lone: Vec<usize> = (0..truths).filter(|i| !pairs.contains_key(i)).collect();
    let free: Vec<usize> = (0..founds).filter(|j| !used.contains(j)).collect();
    if lone.len() * free.len() <= MOST_CANDIDATES {
        let rest = lone.iter().flat_map(|&i| free.iter().map(move |&j| (i, j)));
        pairs.extend(best(table, rest));
    }
    pairs
}

/// A pair that may be made, with its agreement or, as long as `exact` is false, what it cannot exceed.
struct Candidate {
    agreement: f64,
    exact: bool,
    truth: usize,
    found: usize,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // Greatest first out of the heap; a bound before an equal figure, so that the order is the exact one.
        self.agreement
            .total_cmp(&other.agreement)
            .then(other.exact.cmp(&self.exact))
            .then(other.truth.cmp(&self.truth))
            .then(other.found.cmp(&self.found))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

fn best(table: &Table<'_>, candidates: impl Iterator<Item = (usize, usize)>) -> Pairs {
    let weights: Vec<f64> = table.fields.iter().map(|field| weight(field)).collect();
    let agree = |truth: usize, found: usize, alike: fn(&Text, &Text) -> f64| {
        agreement(&table.truths[truth], &table.founds[found], &weights, alike)
    };
    let mut open: BinaryHeap<Candidate> = candidates
        .map(|(truth, found)| Candidate {
            agreement: agree(truth, found, ratio_bound),
            exact: false,
            truth,
            found,
        })
        .filter(|candidate| candidate.agreement >= STRANGERS)
        .collect();
    let (mut pairs, mut taken) = (Pairs::new(), BTreeSet::new());
    while let Some(mut candidate) = open.pop() {
        let (truth, found) = (candidate.truth, candidate.found);
        if pairs.contains_key(&truth) || taken.contains(&found) {
            continue;
        }
        if candidate.exact {
            pairs.insert(truth, found);
            taken.insert(found);
            continue;
        }
        candidate.agreement = agree(truth, found, ratio);
        candidate.exact = true;
        if candidate.agreement >= STRANGERS {
            open.push(candidate);
        }
    }
    pairs
}

/// The text and the name weigh most.
fn weight(field: &str) -> f64 {
    match field {
        "text" | "name" | "title" => 4.0,
        "period" | "measure" | "number" => 2.0,
        _ => 1.0,
    }
}

/// How well two records agree, 0 to 1.
fn agreement(
    truth: &Row<'_>,
    found: &Row<'_>,
    weights: &[f64],
    alike: fn(&Text, &Text) -> f64,
) -> f64 {
    let (mut total, mut whole) = (0.0, 0.0);
    for (field, weight) in weights.iter().enumerate() {
        let got = found.given(field);
        if got.is_none() && truth.may_lack(field) {
            continue;
        }
        whole += weight;
        let closest = got.map_or(0.0, |got| {
            let wanted = truth.options[field].iter().flatten();
            wanted.map(|want| alike(got, want)).fold(0.0, f64::max)
        });
        total += weight * closest;
    }
    if whole > 0.0 { total / whole } else { 0.0 }
}
