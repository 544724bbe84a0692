//! Writes a draft as TOML with comments that a person can go through.

use super::super::check::name_of;
use super::{Draft, Found, Place};
use crate::lexicon::Concept;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A longer sample is cut, in characters.
const LONGEST_SAMPLE: usize = 40;
/// So many left-overs of a document are shown.
const MOST_LEFT: usize = 10;

/// What one document gave when it was read with a draft.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The document's name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What no rule placed: page and text.
    pub unassigned: Vec<(u32, String)>,
}

impl Draft {
    /// The draft as TOML. `readings` say what documents gave with it; before they are known, there are none.
    pub fn profile(&self, readings: &[Reading]) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, readings);
        out
    }

    fn write(&self, out: &mut String, readings: &[Reading]) -> std::fmt::Result {
        let title = readings.iter().find_map(|reading| reading.title.as_deref());
        writeln!(
            out,
            "# A first profile, drafted from {}. Go through it: docs/forms.md says how.",
            documents(self.documents)
        )?;
        writeln!(out, "id = \"new-form\"")?;
        let description = title.unwrap_or("Say here what the form is");
        writeln!(out, "description = {}\n", quoted(description))?;
        writeln!(
            out,
            "# Labels that all of the documents have. Keep those that no other form has."
        )?;
        writeln!(out, "signs = [")?;
        for sign in &self.signs {
            writeln!(out, "    {},", quoted(sign))?;
        }
        writeln!(out, "]\n")?;
        writeln!(
            out,
            "# Labels that the lexicon does not know, under what a guess says they mean."
        )?;
        writeln!(out, "[labels]")?;
        if self.labels.is_empty() {
            writeln!(out, "# There is none.")?;
        }
        let mut by_concept: BTreeMap<Concept, Vec<&Found>> = BTreeMap::new();
        let mut open = Vec::new();
        for found in &self.labels {
            match found.concept {
                Some(concept) => by_concept.entry(concept).or_default().push(found),
                None => open.push(found),
            }
        }
        for (concept, labels) in by_concept {
            writeln!(out, "{} = [", name_of(concept))?;
            for found in labels {
                writeln!(out, "    # {}", self.sighted(found))?;
                writeln!(out, "    {},", quoted(&found.label))?;
            }
            writeln!(out, "]")?;
        }
        self.write_open(out, &open)?;
        write_left(out, readings)
    }

    /// Labels that no guess says anything of.
    fn write_open(&self, out: &mut String, open: &[&Found]) -> std::fmt::Result {
        if !open.is_empty() {
            writeln!(
                out,
                "\n# No guess says what these mean. Put a concept for CONCEPT and take the # away, or take the line out; a concept\n# has one list."
            )?;
        }
        for found in open {
            writeln!(out, "# {}", self.sighted(found))?;
            writeln!(out, "# CONCEPT = [{}]", quoted(&found.label))?;
        }
        if !self.rare.is_empty() {
            let rare: Vec<String> = self.rare.iter().map(|label| quoted(label)).collect();
            writeln!(
                out,
                "\n# Not in most of the documents, and so perhaps no labels: {}",
                rare.join(", ")
            )?;
        }
        Ok(())
    }

    /// Where a label stands, how often, and what it points at.
    fn sighted(&self, found: &Found) -> String {
        let place = |place: &Place| match place {
            Place::Left => "left of a value",
            Place::Above => "above values",
            Place::Bracketed => "in brackets",
        };
        let places: Vec<&str> = found.places.iter().map(place).collect();
        let times = match found.times {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        let mut words = format!("{}, {times}", places.join(" and "));
        if self.documents > 1 {
            let _ = write!(
                words,
                " in {} of {} documents",
                found.documents, self.documents
            );
        }
        let sample = found.sample.as_deref().map(shortened);
        words
            + &sample.map_or(": always blank".to_owned(), |sample| {
                format!(": {}", quoted(&sample))
            })
    }
}

/// What stayed unassigned, document by document.
fn write_left(out: &mut String, readings: &[Reading]) -> std::fmt::Result {
    if readings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n# What this profile leaves unassigned:")?;
    for reading in readings {
        let name = on_one_line(&reading.name);
        if reading.unassigned.is_empty() {
            writeln!(out, "# {name}: nothing")?;
        }
        for (page, text) in reading.unassigned.iter().take(MOST_LEFT) {
            writeln!(out, "# {name}, page {page}: {}", quoted(&shortened(text)))?;
        }
        if let more @ 1.. = reading.unassigned.len().saturating_sub(MOST_LEFT) {
            writeln!(out, "# {name}: and {more} more")?;
        }
    }
    Ok(())
}

fn documents(count: usize) -> String {
    match count {
        1 => "one document".to_owned(),
        count => format!("{count} documents"),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_SAMPLE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A comment must not hold control characters, and neither must a text between quotation marks.
fn on_one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

fn quoted(text: &str) -> String {
    let plain = on_one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{plain}\"")
}
