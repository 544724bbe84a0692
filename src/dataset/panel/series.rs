//! Which items of a municipality's documents are one item over the years.
//!
//! Two items are one series where their names are the same in compare form, nothing they print contradicts
//! it, and a number or a path bears it out; and only where no third item could be meant. Everything that
//! merely looks like it (another name under the same number, another number under the same name) is proposed
//! to a person and never merged.

use crate::normalize::compare_key;
use crate::record::{Bundle, Item};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the name, the number and the path say for a match; they add up to 1.
const NAME: f64 = 0.5;
const NUMBER: f64 = 0.3;
const PATH: f64 = 0.2;
/// What is proposed agrees at least this much: the same name is enough, since a new plan numbers and groups its
/// items anew.
const PROPOSED: f64 = 0.5;
/// Names less alike than this are no renaming, whatever their numbers say.
const LEAST_NAME: f64 = 0.2;

/// The items of a municipality, sorted into series.
pub(super) struct Series {
    threads: Vec<Thread>,
    /// The series of each item and how well the item fits, by item id.
    of_item: BTreeMap<String, (usize, f64)>,
}

/// One series: the documents that it runs through, and its items' marks, earliest first.
struct Thread {
    first_item: String,
    documents: Vec<usize>,
    marks: Vec<Marks>,
}

/// What an item is known by, in the form that comparisons use, beside what is printed.
#[derive(Clone)]
struct Marks {
    name: String,
    number: Option<String>,
    path: Vec<String>,
    printed_name: Option<String>,
    printed_number: Option<String>,
}

/// Two series that may be one, for a person to decide.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Proposal {
    /// Six-digit code of the municipality.
    pub municipality_code: Option<String>,
    /// Name of the municipality.
    pub municipality_name: Option<String>,
    /// The series that ends first.
    pub series_id: String,
    /// The last number in it.
    pub item_number: Option<String>,
    /// The last name in it.
    pub item_name: Option<String>,
    /// The series that may go on with it.
    pub later_series_id: String,
    /// The first number in that.
    pub later_item_number: Option<String>,
    /// The first name in that.
    pub later_item_name: Option<String>,
    /// How much number, name and path agree, 0 to 1.
    pub score: f64,
    /// What differs: `name`, `number`, `path`; empty where only a second candidate stood in the way.
    pub differs: Vec<String>,
}

impl Series {
    /// Sorts the items of these documents, which come in the order of their years.
    pub(super) fn of(bundles: &[Bundle]) -> Self {
        let mut series = Self {
            threads: Vec::new(),
            of_item: BTreeMap::new(),
        };
        for (document, bundle) in bundles.iter().enumerate() {
            series.add(document, &bundle.items);
        }
        series
    }

    /// The place of an item's series among all, and how well the item fits into it.
    pub(super) fn of_item(&self, item_id: &str) -> Option<(usize, f64)> {
        self.of_item.get(item_id).copied()
    }

    /// The id of a series: that of its first item.
    pub(super) fn id(&self, series: usize) -> &str {
        &self.threads[series].first_item
    }

    /// Adds the items of one document; none of them joins a series that another of them could join.
    fn add(&mut self, document: usize, items: &[Item]) {
        let (repeats, own): (Vec<_>, Vec<_>) =
            items.iter().partition(|item| item.repeat_of.is_some());
        let marks: Vec<Marks> = own.iter().map(|item| Marks::of(item)).collect();
        let candidates: Vec<Vec<(usize, f64)>> =
            marks.iter().map(|marks| self.candidates(marks)).collect();
        let mut claims: BTreeMap<usize, usize> = BTreeMap::new();
        for (thread, _) in candidates.iter().flatten() {
            *claims.entry(*thread).or_default() += 1;
        }
        for ((item, marks), candidates) in own.into_iter().zip(marks).zip(candidates) {
            match candidates.as_slice() {
                [(thread, score)] if claims[thread] == 1 => {
                    self.join(item, marks, document, *thread, *score);
                }
                _ => self.begin(item, marks, document),
            }
        }
        for item in repeats {
            let repeated = item.repeat_of.as_deref();
            match repeated.and_then(|id| self.of_item(id)) {
                Some((thread, score)) => {
                    self.of_item.insert(item.item_id.clone(), (thread, score));
                }
                None => self.begin(item, Marks::of(item), document),
            }
        }
    }

    fn candidates(&self, marks: &Marks) -> Vec<(usize, f64)> {
        let last = |thread: &Thread| thread.marks.last().and_then(|last| last.same(marks));
        let all = self.threads.iter().enumerate();
        all.filter_map(|(i, thread)| Some((i, last(thread)?)))
            .collect()
    }

    fn join(&mut self, item: &Item, marks: Marks, document: usize, thread: usize, score: f64) {
        self.of_item.insert(item.item_id.clone(), (thread, score));
        self.threads[thread].documents.push(document);
        self.threads[thread].marks.push(marks);
    }

    fn begin(&mut self, item: &Item, marks: Marks, document: usize) {
        self.of_item
            .insert(item.item_id.clone(), (self.threads.len(), 1.0));
        self.threads.push(Thread {
            first_item: item.item_id.clone(),
            documents: vec![document],
            marks: vec![marks],
        });
    }

    /// Pairs of series of which the second may go on with the first, best first, each in one pair at most on
    /// either side.
    pub(super) fn proposals(&self, bundle: &Bundle) -> Vec<Proposal> {
        let mut pairs = Vec::new();
        for (i, earlier) in self.threads.iter().enumerate() {
            for (j, later) in self.threads.iter().enumerate() {
                if earlier.documents.last() < later.documents.first()
                    && let Some(likeness) = earlier.likeness(later)
                {
                    pairs.push((i, j, likeness));
                }
            }
        }
        pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        let (mut ended, mut begun) = (BTreeSet::new(), BTreeSet::new());
        pairs.retain(|(i, j, _)| {
            let free = !ended.contains(i) && !begun.contains(j);
            if free {
                ended.insert(*i);
                begun.insert(*j);
            }
            free
        });
        let municipality = &bundle.document.municipality;
        let proposal = |(i, j, score): (usize, usize, f64)| Proposal {
            municipality_code: municipality.code.clone(),
            municipality_name: municipality.name.clone(),
            score,
            ..self.threads[i].before(&self.threads[j])
        };
        pairs.into_iter().map(proposal).collect()
    }
}

impl Thread {
    /// How alike the end of this series and the beginning of a later one are, if enough for a proposal.
    fn likeness(&self, later: &Self) -> Option<f64> {
        let (a, b) = (self.marks.last()?, later.marks.first()?);
        let same_number = a.number.is_some() && a.number == b.number;
        let same_path = !a.path.is_empty() && a.path == b.path;
        if !(same_number || same_path || a.name == b.name) {
            return None;
        }
        let name = alike(&a.name, &b.name);
        if name < LEAST_NAME {
            return None;
        }
        let score = NAME * name + a.number_says(b) + a.path_says(b);
        // Two digits are what such a figure is worth, and they keep equal ones equal.
        let score = (score * 100.0).round() / 100.0;
        (score >= PROPOSED).then_some(score)
    }

    fn before(&self, later: &Self) -> Proposal {
        let (a, b) = (self.marks.last(), later.marks.first());
        let printed_name = |marks: Option<&Marks>| marks.and_then(|m| m.printed_name.clone());
        let printed_number = |marks: Option<&Marks>| marks.and_then(|m| m.printed_number.clone());
        Proposal {
            municipality_code: None,
            municipality_name: None,
            series_id: self.first_item.clone(),
            item_number: printed_number(a),
            item_name: printed_name(a),
            later_series_id: later.first_item.clone(),
            later_item_number: printed_number(b),
            later_item_name: printed_name(b),
            score: 0.0,
            differs: a.zip(b).map(|(a, b)| a.differs(b)).unwrap_or_default(),
        }
    }
}

impl Marks {
    fn of(item: &Item) -> Self {
        let key = |text: &Option<String>| {
            let key = text.as_deref().map(compare_key);
            key.unwrap_or_default().into_owned()
        };
        Self {
            name: key(&item.name),
            number: item.number.as_ref().map(|_| key(&item.number)),
            path: item
                .path
                .iter()
                .map(|node| format!("{} {}", key(&node.number), key(&node.name)))
                .collect(),
            printed_name: item.name.clone(),
            printed_number: item.number.clone(),
        }
    }

    /// How well the two fit if they are one item, and nothing if they are not.
    fn same(&self, other: &Self) -> Option<f64> {
        let named = !self.name.is_empty() && self.name == other.name;
        let one_number = self.number.is_some() && self.number == other.number;
        let one_path = !self.path.is_empty() && self.path == other.path;
        let path_silent = self.path.is_empty() || other.path.is_empty();
        let borne_out = match (&self.number, &other.number) {
            (Some(_), Some(_)) => one_number && (one_path || path_silent),
            (None, None) => one_path,
            // A number on one side alone bears nothing out.
            _ => false,
        };
        (named && borne_out).then(|| NAME + self.number_says(other) + self.path_says(other))
    }

    /// The number's share of a score: all where it is the same, half where there is none to compare.
    fn number_says(&self, other: &Self) -> f64 {
        match (&self.number, &other.number) {
            (Some(a), Some(b)) if a == b => NUMBER,
            (Some(_), Some(_)) => 0.0,
            _ => NUMBER / 2.0,
        }
    }

    fn path_says(&self, other: &Self) -> f64 {
        if self.path.is_empty() || other.path.is_empty() {
            PATH / 2.0
        } else if self.path == other.path {
            PATH
        } else {
            0.0
        }
    }

    fn differs(&self, other: &Self) -> Vec<String> {
        [
            ("name", self.name != other.name),
            ("number", self.number != other.number),
            ("path", self.path != other.path),
        ]
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(mark, _)| mark.to_owned())
        .collect()
    }
}

/// Twice the pairs of neighbouring characters in common over those of both (Dice's coefficient).
fn alike(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let pairs = |text: &str| -> Vec<(char, char)> {
        let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, mut b) = (pairs(a), pairs(b));
    let both = a.len() + b.len();
    let common = a.iter().filter(|pair| {
        let found = b.binary_search(pair);
        found.map(|place| b.remove(place)).is_ok()
    });
    let common = common.count();
    if both == 0 {
        0.0
    } else {
        2.0 * common as f64 / both as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(number: Option<&str>, name: &str, path: &[&str]) -> Marks {
        Marks {
            name: name.to_owned(),
            number: number.map(str::to_owned),
            path: path.iter().map(|&node| node.to_owned()).collect(),
            printed_name: None,
            printed_number: None,
        }
    }

    #[test]
    fn one_item_needs_its_name_and_a_number_or_a_path_and_no_contradiction() {
        let item = marks(Some("1"), "窓口の見直し", &["1 市民"]);
        let same = |other: &Marks| item.same(other);
        assert_eq!(same(&item), Some(1.0));
        assert_eq!(same(&marks(Some("1"), "窓口の見直し", &[])), Some(0.9));
        assert_eq!(same(&marks(Some("2"), "窓口の見直し", &["1 市民"])), None);
        assert_eq!(same(&marks(Some("1"), "窓口の改善", &["1 市民"])), None);
        assert_eq!(same(&marks(Some("1"), "窓口の見直し", &["2 財政"])), None);
        assert_eq!(same(&marks(None, "窓口の見直し", &["1 市民"])), None);
        let bare = marks(None, "窓口の見直し", &[]);
        assert_eq!(bare.same(&bare), None);
    }

    #[test]
    fn names_are_as_alike_as_their_pairs_of_characters() {
        assert!(alike("窓口の見直し", "窓口の改善") > LEAST_NAME);
        assert!(alike("窓口の見直し", "職員定数の適正化") < LEAST_NAME);
    }
}
