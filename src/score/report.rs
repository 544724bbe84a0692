//! The figures of one document or of many, for programs and for people.

use super::compare::{KINDS, is_counted};
use super::confusion::{Rate, damaged_characters, links, misplaced};
use super::reliability::{Reliability, Sums};
use super::table::{is_nested, tables};
use super::tally::{F1, Judged, Tally, judge};
use rayon::prelude::*;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// The tallies of one kind of records, field by field, in the order of the record model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(Vec<(&'static str, Tally)>);

impl Fields {
    /// The tally of one field.
    pub fn get(&self, field: &str) -> Option<&Tally> {
        let mut fields = self.0.iter();
        fields
            .find(|(name, _)| *name == field)
            .map(|(_, tally)| tally)
    }

    /// All fields with their tallies.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Tally)> {
        self.0.iter().map(|(name, tally)| (*name, tally))
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// How well bundles agree with their truth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// F1 over all values of all documents.
    pub f1: F1,
    /// F1 of each document, in the order given.
    pub documents: Vec<(String, F1)>,
    /// F1 of each family of forms that the truth files name.
    pub families: BTreeMap<String, F1>,
    /// Kind by kind, field by field.
    pub kinds: Vec<(&'static str, Fields)>,
    /// Texts of plans that were found as results, and of results found as plans.
    pub wrong_side: Rate,
    /// Texts of plans and results that were found in another period.
    pub wrong_period: Rate,
    /// Results tied to the plan that they answer.
    pub links: Tally,
    /// Records found without any fault.
    pub exact_records: Rate,
    /// Characters wrong in the long texts that were found.
    pub character_errors: Rate,
    /// Confidence against truth.
    pub confidence: Reliability,
}

/// Everything counted for one document.
struct Counted {
    family: Option<String>,
    kinds: Vec<(&'static str, Vec<(&'static str, Tally)>)>,
    wrong_side: Rate,
    wrong_period: Rate,
    links: Tally,
    exact_records: Rate,
    character_errors: Rate,
    confidence: Sums,
}

/// Scores bundles against truth files, given as (name, truth, bundle); a bundle that is null finds nothing.
pub fn score_pairs(pairs: &[(&str, &Value, &Value)]) -> Report {
    let counted: Vec<Counted> = pairs
        .par_iter()
        .map(|(_, truth, bundle)| count(truth, bundle))
        .collect();
    let mut families: BTreeMap<String, Tally> = BTreeMap::new();
    let mut confidence = Sums::default();
    for one in &counted {
        confidence.add(&one.confidence);
        if let Some(family) = &one.family {
            *families.entry(family.clone()).or_default() += one.total();
        }
    }
    let names = pairs.iter().map(|(name, ..)| (*name).to_owned());
    Report {
        f1: counted.iter().map(Counted::total).sum::<Tally>().f1(),
        documents: names
            .zip(counted.iter().map(|one| one.total().f1()))
            .collect(),
        families: families
            .into_iter()
            .map(|(family, tally)| (family, tally.f1()))
            .collect(),
        kinds: all_kinds(&counted),
        wrong_side: counted.iter().map(|one| one.wrong_side).sum(),
        wrong_period: counted.iter().map(|one| one.wrong_period).sum(),
        links: counted.iter().map(|one| one.links).sum(),
        exact_records: counted.iter().map(|one| one.exact_records).sum(),
        character_errors: counted.iter().map(|one| one.character_errors).sum(),
        confidence: confidence.table(),
    }
}

/// All kinds and fields, whether or not a document has them, in the order of the record model.
fn all_kinds(counted: &[Counted]) -> Vec<(&'static str, Fields)> {
    let sum = |kind: &str, field: &str| -> Tally {
        counted.iter().map(|one| one.tally(kind, field)).sum()
    };
    KINDS
        .iter()
        .map(|(kind, fields)| {
            let fields = fields.iter().filter(|field| is_counted(field));
            let tallies = fields.map(|field| (*field, sum(kind, field)));
            (*kind, Fields(tallies.collect()))
        })
        .collect()
}

impl Counted {
    fn total(&self) -> Tally {
        let fields = self.kinds.iter().flat_map(|(_, fields)| fields);
        fields.map(|(_, tally)| *tally).sum()
    }

    fn tally(&self, kind: &str, field: &str) -> Tally {
        let fields = self.kinds.iter().filter(|(name, _)| *name == kind);
        let mut tallies = fields.flat_map(|(_, fields)| fields);
        tallies
            .find(|(name, _)| *name == field)
            .map(|(_, tally)| *tally)
            .unwrap_or_default()
    }
}

fn count(truth: &Value, bundle: &Value) -> Counted {
    let kinds = judge(tables(truth, bundle), truth.get("sections").is_some());
    let records = || {
        kinds
            .iter()
            .filter(|judged| judged.table.kind == "items" || is_nested(judged.table.kind))
    };
    let mut counted = Counted {
        family: truth["family"].as_str().map(str::to_owned),
        kinds: kinds.iter().map(tallies).collect(),
        wrong_side: Rate::default(),
        wrong_period: Rate::default(),
        links: Tally::default(),
        exact_records: Rate {
            part: records().map(|judged| judged.exact).sum(),
            whole: records()
                .map(|judged| judged.table.truths.len() as u32)
                .sum(),
        },
        character_errors: damaged_characters(&kinds),
        confidence: Sums::of(&kinds),
    };
    let kind = |name: &str| kinds.iter().find(|judged| judged.table.kind == name);
    if let (Some(items), Some(plans), Some(results)) =
        (kind("items"), kind("plans"), kind("results"))
    {
        let misplaced = misplaced(plans, results, items);
        counted.wrong_side = misplaced.wrong_side;
        counted.wrong_period = misplaced.wrong_period;
        counted.links = links(plans, results);
    }
    counted
}

fn tallies(judged: &Judged<'_>) -> (&'static str, Vec<(&'static str, Tally)>) {
    let fields = judged.table.fields.iter().copied();
    let counted = fields
        .zip(judged.tallies.iter().copied())
        .filter(|(field, _)| is_counted(field));
    (judged.table.kind, counted.collect())
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let documents: BTreeMap<&str, F1> = self
            .documents
            .iter()
            .map(|(name, f1)| (name.as_str(), *f1))
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("f1", &self.f1)?;
        map.serialize_entry("documents", &documents)?;
        map.serialize_entry("families", &self.families)?;
        for (kind, fields) in &self.kinds {
            map.serialize_entry(kind, fields)?;
        }
        map.serialize_entry("wrong_side", &self.wrong_side)?;
        map.serialize_entry("wrong_period", &self.wrong_period)?;
        map.serialize_entry("links", &self.links)?;
        map.serialize_entry("exact_records", &self.exact_records)?;
        map.serialize_entry("character_errors", &self.character_errors)?;
        map.serialize_entry("confidence", &self.confidence)?;
        map.end()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let both = |f1: F1| format!("F1 strict {} soft {}", figure(f1.strict), figure(f1.soft));
        writeln!(f, "all: {}", both(self.f1))?;
        for (kind, fields) in &self.kinds {
            for (field, tally) in fields
                .iter()
                .filter(|(_, tally)| tally.given + tally.found > 0)
            {
                let (given, found) = (tally.given, tally.found);
                let (precision, recall) = (figure(tally.precision()), figure(tally.recall()));
                writeln!(
                    f,
                    "  {kind:12}{field:13} truth {given:5} found {found:5} precision {precision} recall {recall} {}",
                    both(tally.f1())
                )?;
            }
        }
        let rates = [
            ("wrong side", self.wrong_side),
            ("wrong period", self.wrong_period),
            ("exact records", self.exact_records),
            ("character errors", self.character_errors),
        ];
        for (name, rate) in rates {
            let share = figure(rate.share());
            writeln!(f, "  {name:25} {share} ({} of {})", rate.part, rate.whole)?;
        }
        writeln!(f, "  {:25} {}", "links", both(self.links.f1()))?;
        let error = figure(self.confidence.expected_calibration_error);
        writeln!(f, "  {:25} {error}", "calibration error")?;
        let lowest = figure(self.confidence.errors_in_lowest_fifth);
        writeln!(f, "  {:25} {lowest}", "errors in lowest fifth")?;
        for bin in &self.confidence.bins {
            writeln!(
                f,
                "    confidence {:.2} right {:.2} of {}",
                bin.confidence, bin.right, bin.values
            )?;
        }
        for (family, f1) in &self.families {
            writeln!(f, "family {family}: {}", both(*f1))?;
        }
        for (name, f1) in &self.documents {
            writeln!(f, "{name}: {}", both(*f1))?;
        }
        Ok(())
    }
}

/// A figure in five columns, a dash where there is none.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "   – ".to_owned(), |value| format!("{value:5.3}"))
}
