//! A part of the work, told by the names of the inputs alone, so that machines need not talk to each other.

use crate::batch::dataset::{Dataset, SHARD_NOTE};
use crate::batch::manifest::unusable;
use crate::emit::json;
use crate::error::{Error, ErrorKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::Path;
use std::str::FromStr;

/// The part `index` of `of` parts, counted from 1.
///
/// Parts are cut by the hash of the name: no part has to read what it does not convert, and an archive that
/// grows leaves every document in its part. Equal bytes under two names may so fall into two parts;
/// [`merge`](crate::batch::merge) makes one bundle of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Which part, from 1.
    pub index: u32,
    /// How many parts there are.
    pub of: u32,
}

impl Shard {
    /// True if the input with this name belongs to the part.
    pub fn takes(self, name: &str) -> bool {
        let hash = Sha256::digest(name.as_bytes());
        let mut head = [0; 8];
        head.copy_from_slice(&hash[..8]);
        u64::from_be_bytes(head) % u64::from(self.of) == u64::from(self.index - 1)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text
            .split_once('/')
            .and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((index, of)) if 1 <= index && index <= of => Ok(Self { index, of }),
            _ => Err("write I/N with I from 1 to N, as in 2/4".to_owned()),
        }
    }
}

/// What a dataset that is a part of one says of itself in `shard.json`, so that a merge can tell whether all
/// parts are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    #[serde(flatten)]
    pub(super) shard: Shard,
    /// How many inputs there are in all parts together.
    pub(super) inputs: usize,
}

/// Leaves the note of a part, or takes away that of an earlier run where the dataset is whole.
pub(super) fn write_note(
    dataset: &Dataset,
    shard: Option<Shard>,
    inputs: usize,
) -> Result<(), Error> {
    let place = dataset.shard_note();
    let Some(shard) = shard else {
        return match fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unusable(&place, &error)),
            _ => Ok(()),
        };
    };
    let text = json::line(&Note { shard, inputs }).map_err(|error| ErrorKind::Internal {
        cause: error.to_string(),
    })?;
    let aside = dataset.aside(SHARD_NOTE);
    fs::write(&aside, text).map_err(|error| unusable(&aside, &error))?;
    dataset.settle(SHARD_NOTE)
}

/// The note of a dataset that is a part; none where it is whole.
pub(super) fn read_note(root: &Path) -> Result<Option<Note>, Error> {
    let place = root.join(SHARD_NOTE);
    let text = match fs::read(&place) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(&place, &error)),
    };
    serde_json::from_slice(&text)
        .map(Some)
        .map_err(|error| unusable(&place, &error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_in_exactly_one_part() {
        for name in ["a.pdf", "b.pdf", "平成27年度.txt", ""] {
            let parts = (1..=5).filter(|&index| Shard { index, of: 5 }.takes(name));
            assert_eq!(parts.count(), 1, "{name}");
        }
    }

    #[test]
    fn parts_are_written_as_people_count() {
        assert_eq!("2/4".parse(), Ok(Shard { index: 2, of: 4 }));
        for wrong in ["0/4", "5/4", "1", "1/0", "-1/2", "a/b"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
