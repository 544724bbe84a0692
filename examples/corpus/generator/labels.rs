//! How a city words its labels, and which wordings are kept for measuring.

use super::random::Dice;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Which label variants a document may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Split {
    /// Those that rules may be made from.
    Seen,
    /// Those that are kept for measuring, where a slot has them.
    Unseen,
}

/// True if a label that none of the first documents shows is kept for the unseen split.
pub(crate) fn is_unseen(concept: &str, label: &str) -> bool {
    Sha256::digest(format!("{concept}:{label}"))[0].is_multiple_of(3)
}

#[derive(Deserialize)]
struct Known {
    slot: Vec<KnownSlot>,
}

#[derive(Deserialize)]
struct KnownSlot {
    name: String,
    known: Vec<String>,
    own: Vec<String>,
}

#[derive(Deserialize)]
struct Kept {
    slot: Vec<KeptSlot>,
}

#[derive(Deserialize)]
struct KeptSlot {
    name: String,
    concept: String,
    labels: Vec<String>,
}

/// One city's label for each slot.
#[derive(Clone, Debug)]
pub(crate) struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Draws a city's labels; the unseen split falls back on seen labels where a slot has no others.
    pub(crate) fn draw(split: Split, dice: &mut Dice) -> Self {
        let known: Known = toml::from_str(include_str!("data/labels.toml"))
            .expect("the label variants are well-formed");
        let mut slots: BTreeMap<String, Vec<String>> = known
            .slot
            .into_iter()
            .map(|slot| (slot.name, [slot.known, slot.own].concat()))
            .collect();
        if split == Split::Unseen {
            for slot in kept().slot {
                slots.insert(slot.name, slot.labels);
            }
        }
        let drawn = slots.into_iter().map(|(name, labels)| {
            let label = dice.pick(&labels).clone();
            (name, label)
        });
        Self(drawn.collect())
    }

    /// The label of a slot, which must be one of the data file.
    pub(crate) fn get(&self, slot: &str) -> &str {
        &self.0[slot]
    }
}

fn kept() -> Kept {
    let kept: Kept = toml::from_str(include_str!("../../../corpus/unseen/labels.toml"))
        .expect("the labels kept for measuring are well-formed");
    for slot in &kept.slot {
        for label in &slot.labels {
            assert!(
                is_unseen(&slot.concept, label),
                "{label} is not kept for measuring"
            );
        }
    }
    kept
}
