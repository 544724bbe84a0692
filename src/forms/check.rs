//! What is wrong with a form profile: every fault with its line and what to do about it.

use super::names::names_of;
use super::{FEWEST_SIGNS, Profile};
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::period::PeriodContext;
use crate::segment::LabelReader;
use crate::source::Text;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{self, StrDeserializer};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something that is wrong with a profile.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The key, as in `labels.name`; empty where the file is no TOML.
    pub place: String,
    /// What is wrong and what to do.
    pub what: String,
}

/// Every fault of a profile, by line; none if it can be used as it is.
pub fn check(text: &str) -> Vec<Fault> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut checker = Checker {
        text,
        faults: Vec::new(),
    };
    for error in errors {
        let cause = error.message().replace('\n', ", ");
        let what = format!("no TOML here: {cause}; see https://toml.io");
        checker.add(error.span().unwrap_or_default(), "", what);
    }
    // A table that was put together from what is no TOML would give faults that nobody made.
    if checker.faults.is_empty() {
        checker.table(table.get_ref());
    }
    // Keys that are well one by one need not be so together.
    if checker.faults.is_empty()
        && let Err(error) = toml::from_str::<Profile>(text)
    {
        let what = format!("{}; see docs/forms.md", message(&error));
        checker.add(error.span().unwrap_or_default(), "", what);
    }
    checker.faults.sort();
    checker.faults
}

struct Checker<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn add(&mut self, at: Range<usize>, place: &str, what: impl Into<String>) {
        let before = self.text.get(..at.start).unwrap_or_default();
        self.faults.push(Fault {
            line: before.matches('\n').count() + 1,
            place: place.to_owned(),
            what: what.into(),
        });
    }

    fn table(&mut self, table: &DeTable<'_>) {
        let keys = names_of::<Profile>();
        for key in ["id", "description"] {
            if !table.contains_key(key) {
                self.add(0..0, key, format!("it is not there; add `{key} = \"…\"`"));
            }
        }
        for (key, value) in table {
            let name: &str = key.get_ref();
            if !keys.contains(&name) {
                let what = format!("no key of a profile; {}", meant(name, keys));
                self.add(key.span(), name, what);
            } else if name == "labels" {
                self.labels(key.span(), value.get_ref());
            } else if let Err(cause) = reads(name, value) {
                self.add(value.span(), name, format!("{cause}; see docs/forms.md"));
            } else {
                self.entry(name, value);
            }
        }
        if !table.contains_key("signs") {
            self.few_signs(0..0, 0);
        }
    }

    /// A key whose value is of the right type.
    fn entry(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        match (name, value.get_ref()) {
            ("id", DeValue::String(id)) => {
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                if id.is_empty() || !id.chars().all(plain) {
                    let what = "no id; write it in small letters, digits and hyphens";
                    self.add(value.span(), name, what);
                } else if id == &Profile::generic().id {
                    let what = "the name of no form at all; choose another";
                    self.add(value.span(), name, what);
                }
            }
            ("description", DeValue::String(words)) if words.trim().is_empty() => {
                self.add(value.span(), name, "it is empty; say what the form is");
            }
            (_, DeValue::Array(list)) => {
                let words = strings(list.iter());
                self.words(name, &words);
                if name == "signs" {
                    self.few_signs(value.span(), words.len());
                }
            }
            _ => {}
        }
    }

    /// A list whose entries must be there once each and hold something.
    fn words(&mut self, place: &str, words: &[(Range<usize>, &str)]) {
        for (i, (at, word)) in words.iter().enumerate() {
            let key = normalize::compare_key(word);
            if key.is_empty() {
                self.add(at.clone(), place, "an empty entry; take it out");
            } else if words[..i]
                .iter()
                .any(|(_, other)| normalize::compare_key(other) == key)
            {
                let what = format!("`{word}` stands here twice; keep one");
                self.add(at.clone(), place, what);
            }
        }
    }

    fn few_signs(&mut self, at: Range<usize>, signs: usize) {
        if signs < FEWEST_SIGNS {
            let what = format!(
                "too few: {signs}; give at least {FEWEST_SIGNS} labels that every sheet of the form prints"
            );
            self.add(at, "signs", what);
        }
    }

    fn labels(&mut self, at: Range<usize>, value: &DeValue<'_>) {
        let DeValue::Table(concepts) = value else {
            let what = "no table; write `[labels]` and below it `concept = [\"label\"]`";
            return self.add(at, "labels", what);
        };
        let mut all: Vec<(Range<usize>, &str, Concept)> = Vec::new();
        for (name, list) in concepts {
            let place = format!("labels.{}", name.get_ref());
            let Some(concept) = concept_named(name.get_ref()) else {
                let meant = meant(name.get_ref(), names_of::<Concept>());
                let what = format!("no concept; {meant}");
                self.add(name.span(), &place, what);
                continue;
            };
            let entries = list.get_ref().as_array();
            let words = entries.map_or(Vec::new(), |list| strings(list.iter()));
            if entries.is_none_or(|list| list.len() != words.len()) {
                self.add(
                    list.span(),
                    &place,
                    "no list of labels; write `[\"label\", …]`",
                );
                continue;
            }
            self.words(&place, &words);
            self.order(&place, &words);
            all.extend(words.into_iter().map(|(at, word)| (at, word, concept)));
        }
        self.meanings(&all);
    }

    fn order(&mut self, place: &str, words: &[(Range<usize>, &str)]) {
        for pair in words.windows(2) {
            let ((_, before), (at, word)) = (&pair[0], &pair[1]);
            if word < before && !word.is_empty() {
                let what = format!("not sorted; put `{word}` before `{before}`");
                self.add(at.clone(), place, what);
            }
        }
    }

    /// Each label has one meaning, says something that the lexicon does not, and can be found in a document.
    fn meanings(&mut self, all: &[(Range<usize>, &str, Concept)]) {
        let mut first: BTreeMap<String, Concept> = BTreeMap::new();
        for (at, label, concept) in all {
            let key = normalize::compare_key(label);
            let place = format!("labels.{}", name_of(*concept));
            let other = *first.entry(key.clone().into_owned()).or_insert(*concept);
            if other != *concept {
                let other = name_of(other);
                let what = format!("`{label}` stands under `{other}` too; keep one of them");
                self.add(at.clone(), &place, what);
            } else if LEXICON.exact(&key) == Some(*concept) {
                let what = format!("the lexicon has `{label}` under this concept; take it out");
                self.add(at.clone(), &place, what);
            } else if !key.is_empty() && !is_found(label, *concept) {
                let what = format!(
                    "`{label}` is never found in a document; write it without the marks and numbers around it, at most 40 characters"
                );
                self.add(at.clone(), &place, what);
            }
        }
    }
}

/// True if a cell that holds the label and nothing else is read as one of this concept.
pub(super) fn is_found(label: &str, concept: Concept) -> bool {
    let lexicon = LEXICON.with_labels(std::iter::once((label, concept)));
    let reader = LabelReader::new(&lexicon, PeriodContext::default());
    let mut text = Text::new();
    (0..)
        .zip(normalize::display(label).chars())
        .for_each(|(at, c)| text.push(c, at));
    reader.read(text.slice()).and_then(|found| found.concept) == Some(concept)
}

/// Whether a profile takes this value under this key; if not, why.
fn reads(key: &str, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
    let mut table = toml::Table::new();
    for required in ["id", "description"] {
        table.insert(required.to_owned(), toml::Value::from(required));
    }
    let deserializer = toml::de::ValueDeserializer::from(value.clone());
    let value = toml::Value::deserialize(deserializer).map_err(|error| message(&error))?;
    table.insert(key.to_owned(), value);
    Profile::deserialize(table)
        .map(drop)
        .map_err(|error| message(&error))
}

fn message(error: &toml::de::Error) -> String {
    error.message().trim_end().replace('\n', " ")
}

/// The strings of a list, each with its place; what is no string is left out.
fn strings<'t>(
    list: impl Iterator<Item = &'t Spanned<DeValue<'t>>>,
) -> Vec<(Range<usize>, &'t str)> {
    list.filter_map(|entry| Some((entry.span(), entry.get_ref().as_str()?)))
        .collect()
}

/// The concept that a profile writes so.
fn concept_named(name: &str) -> Option<Concept> {
    let name: StrDeserializer<'_, value::Error> = name.into_deserializer();
    Concept::deserialize(name).ok()
}

/// How a profile writes a concept.
pub(super) fn name_of(concept: Concept) -> &'static str {
    let names = names_of::<Concept>().iter();
    names
        .copied()
        .find(|name| concept_named(name) == Some(concept))
        .unwrap_or_default()
}

/// Every concept as a profile writes it, sorted.
pub fn concepts() -> &'static [&'static str] {
    names_of::<Concept>()
}

/// The name that was probably meant, or all of them.
fn meant(wrong: &str, names: &[&str]) -> String {
    let close = names
        .iter()
        .map(|name| (distance(wrong, name), *name))
        .min()
        .filter(|(distance, name)| *distance * 2 <= name.len());
    match close {
        Some((_, name)) => format!("is `{name}` meant? docs/forms.md has all of them"),
        None => format!("there are {}", names.join(", ")),
    }
}

/// How many letters have to be put in, taken out or changed to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.chars().count()]
}
