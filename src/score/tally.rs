//! Counts of values given and values right.

use super::compare::{Right, is_counted, right, shares_place};
use super::pairing::{Pairs, pair};
use super::similarity::Text;
use super::table::{Row, Table, is_nested};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::collections::BTreeSet;
use std::iter::Sum;
use std::ops::AddAssign;

/// How often a value is given by the truth and by the bundle, and how often the two agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Values that the truth gives.
    pub given: u32,
    /// Values that the bundle gives.
    pub found: u32,
    /// Values of the bundle that are right, white space and width apart.
    pub strict: u32,
    /// Values of the bundle that are right, or a text at least 0.9 similar with the same digits.
    pub soft: u32,
}

/// Precision and recall in one figure, to the letter and softly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct F1 {
    /// White space and width apart, the same.
    pub strict: Option<f64>,
    /// A text may differ a little.
    pub soft: Option<f64>,
}

impl Tally {
    /// The share of found values that are right, to the letter.
    pub fn precision(&self) -> Option<f64> {
        share(self.strict, self.found)
    }

    /// The share of true values that were found, to the letter.
    pub fn recall(&self) -> Option<f64> {
        share(self.strict, self.given)
    }

    /// F1 of both; None where neither side gives anything.
    pub fn f1(&self) -> F1 {
        let sides = self.given + self.found;
        F1 {
            strict: share(2 * self.strict, sides),
            soft: share(2 * self.soft, sides),
        }
    }
}

/// `part / whole`, None of nothing.
pub(super) fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.given += other.given;
        self.found += other.found;
        self.strict += other.strict;
        self.soft += other.soft;
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        let mut sum = Self::default();
        for tally in tallies {
            sum += tally;
        }
        sum
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let f1 = self.f1();
        let mut fields = serializer.serialize_struct("Tally", 4)?;
        fields.serialize_field("strict", &f1.strict)?;
        fields.serialize_field("soft", &f1.soft)?;
        fields.serialize_field("given", &self.given)?;
        fields.serialize_field("found", &self.found)?;
        fields.end()
    }
}

/// One kind of records, paired, with every value of the found side judged.
pub(super) struct Judged<'a> {
    pub(super) table: Table<'a>,
    pub(super) pairs: Pairs,
    /// Field by field, in the table's order; fields that earn nothing stay empty.
    pub(super) tallies: Vec<Tally>,
    /// For each found record, field by field: is the value right? None where it gives none, or none is asked for.
    pub(super) verdicts: Vec<Vec<Option<Right>>>,
    /// True records that are found with every value right and none too many.
    pub(super) exact: u32,
}

/// Pairs and judges all kinds of one document, in the order of the tables.
pub(super) fn judge(tables: Vec<Table<'_>>, with_sections: bool) -> Vec<Judged<'_>> {
    let mut items = Pairs::new();
    let mut judged = Vec::new();
    for table in tables {
        if table.kind == "sections" && !with_sections {
            continue;
        }
        let pairs = pair(&table, &items);
        if table.kind == "items" {
            items.clone_from(&pairs);
        }
        judged.push(judge_kind(table, pairs, &items));
    }
    judged
}

fn judge_kind<'a>(table: Table<'a>, pairs: Pairs, items: &Pairs) -> Judged<'a> {
    let mut tallies = vec![Tally::default(); table.fields.len()];
    let mut verdicts: Vec<Vec<Option<Right>>> =
        vec![vec![None; table.fields.len()]; table.founds.len()];
    let mut exact = 0;
    for (i, truth) in table.truths.iter().enumerate() {
        let mate = pairs.get(&i).copied();
        let found = mate.and_then(|j| table.founds.get(j));
        let placed = found.is_none_or(|found| in_place(&table, truth, found, items));
        let mut all_right = found.is_some();
        for (f, field) in table.fields.iter().enumerate() {
            let got = found.and_then(|found| found.given(f));
            if !is_counted(field) || (got.is_none() && truth.may_lack(f)) {
                continue;
            }
            let verdict = got.map(|got| verdict(field, got, truth, f, placed));
            tallies[f].given += u32::from(truth.options[f].iter().any(Option::is_some));
            tallies[f].found += u32::from(got.is_some());
            tallies[f].strict += u32::from(verdict.is_some_and(|verdict| verdict.strict));
            tallies[f].soft += u32::from(verdict.is_some_and(|verdict| verdict.soft));
            all_right &= verdict.is_some_and(|verdict| verdict.strict);
            if let Some(j) = mate.filter(|&j| j < verdicts.len()) {
                verdicts[j][f] = verdict;
            }
        }
        exact += u32::from(all_right);
    }
    let mates: BTreeSet<usize> = pairs.values().copied().collect();
    for (j, found) in table.founds.iter().enumerate() {
        if mates.contains(&j) {
            continue;
        }
        for (f, field) in table.fields.iter().enumerate() {
            if is_counted(field) && found.given(f).is_some() {
                tallies[f].found += 1;
                verdicts[j][f] = Some(Right::default());
            }
        }
    }
    Judged {
        table,
        pairs,
        tallies,
        verdicts,
        exact,
    }
}

fn verdict(field: &str, got: &Text, truth: &Row<'_>, f: usize, placed: bool) -> Right {
    if placed || !shares_place(field) {
        right(field, got, &truth.options[f])
    } else {
        Right::default()
    }
}

/// A record stands or falls with its item and its period, and an evaluation with its aspect.
fn in_place(table: &Table<'_>, truth: &Row<'_>, found: &Row<'_>, items: &Pairs) -> bool {
    if !is_nested(table.kind) {
        return true;
    }
    let item = truth.item.and_then(|item| items.get(&item));
    item.is_some()
        && item.copied() == found.item
        && is_option(table, "period", truth, found)
        && (table.kind != "evaluations" || is_option(table, "aspect", truth, found))
}

/// True if the found value is one of the acceptable ones, nothing among them.
pub(super) fn is_option(table: &Table<'_>, field: &str, truth: &Row<'_>, found: &Row<'_>) -> bool {
    let Some(f) = table.field(field) else {
        return true;
    };
    let got = found.given(f).map(|text| text.string.as_str());
    truth.options[f]
        .iter()
        .any(|want| want.as_ref().map(|text| text.string.as_str()) == got)
}
