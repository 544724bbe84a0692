//! Form profiles: what is known of a form beforehand, as data.
//!
//! A profile adds labels, tells look-alike forms apart, states the grade scale, and says what the layout of the
//! form means where its labels do not. A form that nobody described is read without one.

mod check;
pub mod draft;
mod names;

pub use check::{Fault, check, concepts};

use crate::error::{Error, ErrorKind};
use crate::layout::{BlockKind, Pages};
use crate::lexicon::Concept;
use crate::normalize;
use crate::notation::grade::{Level, Scale};
use crate::options::FormChoice;
use crate::segment::Style;
use foldhash::HashSet;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The profiles that are built in: id and TOML.
const BUILT_IN: &[(&str, &str)] = &[
    ("goal-sheet", include_str!("goal-sheet.toml")),
    ("two-year-sheet", include_str!("two-year-sheet.toml")),
    ("workshop-notes", include_str!("workshop-notes.toml")),
];

/// A document is of a form if this share of the form's signs stand in it.
const FITS: f64 = 0.6;
/// Fewer signs do not tell a form from others.
const FEWEST_SIGNS: usize = 3;

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    BUILT_IN
        .iter()
        .map(|(id, text)| Profile::parse(text).unwrap_or_else(|error| panic!("{id}: {error}")))
        .collect()
});

/// What is known of a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The form's id.
    pub id: String,
    /// What the form is, for people.
    pub description: String,
    /// Labels by which the form is known: the share of them that a document has is the fit.
    #[serde(default)]
    pub signs: Vec<String>,
    /// Labels that rule the form out: those of a look-alike.
    #[serde(default)]
    pub foreign: Vec<String>,
    /// The form's own labels, or other meanings of known ones.
    #[serde(default)]
    pub labels: BTreeMap<Concept, Vec<String>>,
    /// The item's number is the digit of its priority (`1位`).
    #[serde(default)]
    pub number_from_priority: bool,
    /// The style of heading that begins an item, in outline prose.
    #[serde(default)]
    pub item_heading: Option<Style>,
    /// The grades, best first, where the form's instructions print them but the sheet does not.
    #[serde(default)]
    pub scale: Vec<String>,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    ///
    /// If it is not TOML, or has a key that no profile has.
    pub fn parse(text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| {
            let cause = error.to_string().trim_end().replace('\n', " ");
            ErrorKind::Profile { cause }.into()
        })
    }

    /// The profile of a form that nobody described.
    pub fn generic() -> Self {
        Self {
            id: "generic".to_owned(),
            description: "No form profile: labels of the lexicon alone".to_owned(),
            ..Self::default()
        }
    }

    /// The scale that the form's instructions print.
    pub fn scale(&self) -> Option<Scale> {
        let level = |label: &String| Level {
            label: label.clone(),
            meaning: String::new(),
        };
        (!self.scale.is_empty()).then(|| Scale {
            levels: self.scale.iter().map(level).collect(),
        })
    }

    /// The form's own labels, each with its concept.
    pub fn labels(&self) -> impl Iterator<Item = (&str, Concept)> {
        self.labels
            .iter()
            .flat_map(|(concept, labels)| labels.iter().map(|label| (label.as_str(), *concept)))
    }

    /// Which signs a document has, and how well the form fits it.
    pub fn signs_in(&self, pages: &Pages) -> Signs {
        let found = signs_of(std::slice::from_ref(self), pages);
        let has = |sign: &&String| found.contains(normalize::compare_key(sign).as_ref());
        Signs {
            missing: self
                .signs
                .iter()
                .filter(|sign| !has(sign))
                .cloned()
                .collect(),
            foreign: self.foreign.iter().filter(has).cloned().collect(),
            fit: self.fit(&found),
        }
    }

    /// The share of the form's signs that a document has, 0 to 1; 0 if it has a sign of a look-alike.
    fn fit(&self, found: &BTreeSet<String>) -> f64 {
        let has = |sign: &String| found.contains(normalize::compare_key(sign).as_ref());
        if self.signs.is_empty() || self.foreign.iter().any(has) {
            return 0.0;
        }
        self.signs.iter().filter(|sign| has(sign)).count() as f64 / self.signs.len() as f64
    }
}

/// The signs of a form as a document has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Signs {
    /// Signs that it does not have.
    pub missing: Vec<String>,
    /// Signs of a look-alike that it has.
    pub foreign: Vec<String>,
    /// How well the form fits, 0 to 1.
    pub fit: f64,
}

impl Signs {
    /// True if a profile that fits so is chosen by itself, were it built in.
    pub fn fits(&self) -> bool {
        self.fit >= FITS
    }
}

/// The TOML of a profile that is built in.
pub fn toml_of(id: &str) -> Option<&'static str> {
    let found = BUILT_IN.iter().find(|(name, _)| *name == id);
    found.map(|(_, text)| *text)
}

/// The profiles that are built in, by id.
pub fn built_in() -> &'static [Profile] {
    &PROFILES
}

/// The profile for a document, and how well it fits, 0 to 1.
///
/// # Errors
///
/// If the profile that was asked for does not exist or cannot be read.
pub fn choose(choice: &FormChoice, pages: &Pages) -> Result<(Profile, f64), Error> {
    let with_fit = |profile: Profile| {
        let fit = profile.fit(&signs_of(std::slice::from_ref(&profile), pages));
        (profile, fit)
    };
    match choice {
        FormChoice::Generic => Ok((Profile::generic(), 0.0)),
        FormChoice::Given(text) => Profile::parse(text).map(with_fit),
        FormChoice::Named(id) => built_in()
            .iter()
            .find(|profile| profile.id == *id)
            .cloned()
            .map(with_fit)
            .ok_or_else(|| ErrorKind::UnknownForm { id: id.clone() }.into()),
        FormChoice::Fitting => {
            let found = signs_of(built_in(), pages);
            let fitting = built_in()
                .iter()
                .map(|profile| (profile, profile.fit(&found)))
                .filter(|(_, fit)| *fit >= FITS)
                // The first of equals, so that the choice does not hang on the order of a sort.
                .fold(None, |best: Option<(&Profile, f64)>, next| match best {
                    Some(best) if best.1 >= next.1 => Some(best),
                    _ => Some(next),
                });
            Ok(fitting.map_or_else(
                || (Profile::generic(), 0.0),
                |(profile, fit)| (profile.clone(), fit),
            ))
        }
    }
}

/// Those signs of profiles that a document has, in compare form.
fn signs_of(profiles: &[Profile], pages: &Pages) -> BTreeSet<String> {
    let signs: HashSet<String> = profiles
        .iter()
        .flat_map(|profile| profile.signs.iter().chain(&profile.foreign))
        .map(|sign| normalize::compare_key(sign).into_owned())
        .collect();
    let mut found = BTreeSet::new();
    each_word(pages, |word| {
        if let Some(sign) = signs.get(word)
            && !found.contains(sign)
        {
            found.insert(sign.clone());
        }
    });
    found
}

/// Shows the cells and lines of a document in compare form, whole and without a trailing bracket: where signs are
/// looked for; of lines also what stands before a space or colon, or in brackets at their head.
fn each_word(pages: &Pages, mut see: impl FnMut(&str)) {
    let mut add = |text: &str| {
        // Long texts are no labels.
        if text.len() > 160 {
            return;
        }
        let key = normalize::compare_key(text);
        if let Some((main, _)) = key.split_once('(') {
            see(main);
        }
        let unnumbered = key.trim_start_matches(|c: char| c.is_ascii_digit());
        if unnumbered.len() < key.len() {
            see(unnumbered);
        }
        see(&key);
    };
    for block in &pages.blocks {
        match &block.kind {
            BlockKind::Table(table) => {
                for text in table.cells.iter().map(|cell| cell.text.as_str()) {
                    add(text);
                    text.lines().filter_map(heading_bracket).for_each(&mut add);
                }
            }
            BlockKind::Text(paragraphs) | BlockKind::Furniture(paragraphs) => {
                for paragraph in paragraphs {
                    let text = paragraph.text.as_str();
                    add(text);
                    for end in [&[' ', '\u{3000}'], &[':', '：']] {
                        if let Some((head, _)) = text.split_once(end) {
                            add(head);
                        }
                    }
                    heading_bracket(text).into_iter().for_each(&mut add);
                }
            }
        }
    }
}

/// The words in the brackets that a line begins with: 目的 of `【目的】市民の…`.
fn heading_bracket(line: &str) -> Option<&str> {
    let (open, close) = draft::BRACKETS
        .into_iter()
        .find(|(open, _)| line.starts_with(*open))?;
    let inside = &line[open.len_utf8()..];
    inside.split_once(close).map(|(head, _)| head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_profiles_are_sound() {
        let mut ids: Vec<&str> = built_in()
            .iter()
            .map(|profile| profile.id.as_str())
            .collect();
        for ((name, text), profile) in BUILT_IN.iter().zip(built_in()) {
            assert_eq!(*name, profile.id);
            assert_eq!(check(text), [], "{name}");
        }
        assert!(ids.is_sorted());
        ids.dedup();
        assert_eq!(ids.len(), BUILT_IN.len());
    }
}
