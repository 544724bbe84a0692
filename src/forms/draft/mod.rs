//! Drafts a profile from documents of a form that nobody described: the labels that were found, where they point,
//! and what a guess says of them. A person has to go through it.

mod find;
mod write;

use super::{FEWEST_SIGNS, check, each_word};
use crate::layout::Pages;
use crate::lexicon::Concept;
use crate::normalize;
pub(super) use find::BRACKETS;
use find::{Place, Sighting, sightings};
use std::collections::{BTreeMap, BTreeSet};
pub use write::Reading;

/// More signs say no more.
const MOST_SIGNS: usize = 8;

/// A first profile in the making.
#[derive(Clone, Debug)]
pub struct Draft {
    documents: usize,
    signs: Vec<String>,
    labels: Vec<Found>,
    /// Texts in the place of a label that too few of the documents have.
    rare: Vec<String>,
}

/// A label that the lexicon does not know.
#[derive(Clone, Debug)]
struct Found {
    label: String,
    concept: Option<Concept>,
    places: BTreeSet<Place>,
    /// How often it points at a value.
    times: usize,
    /// In how many of the documents it stands.
    documents: usize,
    /// A value that it points at.
    sample: Option<String>,
}

/// The documents have too few labels in common to know a form by.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the documents have too few labels in common: {}; a form is known by {FEWEST_SIGNS}, so give documents of one form whose labels stand in cells, before colons or in brackets",
    if .0.is_empty() { "none".to_owned() } else { .0.join(", ") }
)]
pub struct TooFew(Vec<String>);

impl Draft {
    /// Looks at documents of one form.
    ///
    /// # Errors
    ///
    /// If they have too few labels in common.
    pub fn of(documents: &[Pages]) -> Result<Self, TooFew> {
        let sightings: Vec<Vec<Sighting>> = documents.iter().map(sightings).collect();
        let signs = signs(documents, &sightings);
        if signs.len() < FEWEST_SIGNS {
            return Err(TooFew(signs));
        }
        let (labels, rare) = found(&sightings)
            .into_iter()
            // What most of the documents do not have is a value more often than a label.
            .partition::<Vec<Found>, _>(|found| found.documents * 2 > documents.len());
        Ok(Self {
            documents: documents.len(),
            signs,
            labels,
            rare: rare.into_iter().map(|found| found.label).collect(),
        })
    }
}

/// Labels that all documents have, those first that the lexicon does not know.
fn signs(documents: &[Pages], sightings: &[Vec<Sighting>]) -> Vec<String> {
    let words_of = |pages: &Pages| {
        let mut words = BTreeSet::new();
        each_word(pages, |word| {
            if !words.contains(word) {
                words.insert(word.to_owned());
            }
        });
        words
    };
    let words: Vec<BTreeSet<String>> = documents.iter().map(words_of).collect();
    let mut seen = BTreeSet::new();
    let mut shared: Vec<&Sighting> = Vec::new();
    for sighting in sightings.first().into_iter().flatten() {
        let key = normalize::compare_key(&sighting.label);
        let everywhere = words.iter().all(|words| words.contains(key.as_ref()));
        if everywhere && seen.insert(key) {
            shared.push(sighting);
        }
    }
    shared.sort_by_key(|sighting| sighting.known);
    let signs = shared.into_iter().take(MOST_SIGNS);
    signs.map(|sighting| sighting.label.clone()).collect()
}

/// The labels that the lexicon does not know, sorted.
fn found(documents: &[Vec<Sighting>]) -> Vec<Found> {
    let mut by_key: BTreeMap<String, (Found, Vec<&str>, usize)> = BTreeMap::new();
    for (number, sightings) in documents.iter().enumerate() {
        for sighting in sightings.iter().filter(|sighting| !sighting.known) {
            let key = normalize::compare_key(&sighting.label);
            let (found, values, last) = by_key.entry(key.into_owned()).or_insert_with(|| {
                let found = Found {
                    label: sighting.label.clone(),
                    concept: None,
                    places: BTreeSet::new(),
                    times: 0,
                    documents: 0,
                    sample: None,
                };
                (found, Vec::new(), usize::MAX)
            });
            found.places.insert(sighting.place);
            found.times += 1;
            found.documents += usize::from(*last != number);
            *last = number;
            values.push(&sighting.value);
        }
    }
    let mut found: Vec<Found> = by_key
        .into_values()
        .map(|(mut found, values, _)| {
            found.concept = find::guess(&found.label, &values);
            let given = values.iter().find(|value| !value.is_empty());
            found.sample = given.map(|value| (*value).to_owned());
            found
        })
        // One that could not be found again as it is written would help nobody.
        .filter(|found| check::is_found(&found.label, Concept::Attribute))
        .collect();
    found.sort_by(|a, b| a.label.cmp(&b.label));
    found
}
