//! What plain field scores hide: the wrong side, the wrong period, lost links, damaged texts.

use super::compare::right;
use super::similarity::edits;
use super::table::{Row, Table};
use super::tally::{Judged, Tally, is_option, share};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;

/// A text at least this long counts for the character error rate.
const LONG_TEXT: usize = 40;
const LONG_FIELDS: [&str; 6] = [
    "background",
    "purpose",
    "actions",
    "remarks",
    "text",
    "method",
];

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// Those that it is about.
    pub part: u32,
    /// All of them.
    pub whole: u32,
}

impl Rate {
    /// The share, None of nothing.
    pub fn share(&self) -> Option<f64> {
        share(self.part, self.whole)
    }
}

impl Sum for Rate {
    fn sum<I: Iterator<Item = Self>>(rates: I) -> Self {
        rates.fold(Self::default(), |sum, rate| Self {
            part: sum.part + rate.part,
            whole: sum.whole + rate.whole,
        })
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Rate", 3)?;
        fields.serialize_field("rate", &self.share())?;
        fields.serialize_field("part", &self.part)?;
        fields.serialize_field("whole", &self.whole)?;
        fields.end()
    }
}

/// True plans and results that were found, but on the other side, or in another period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Misplaced {
    pub(super) wrong_side: Rate,
    pub(super) wrong_period: Rate,
}

/// Looks for the texts of plans among results of the same item and period, and the other way round; then, on
/// their own side, in another period. A found record stands for one true record only.
pub(super) fn misplaced(plans: &Judged<'_>, results: &Judged<'_>, items: &Judged<'_>) -> Misplaced {
    let sides = [Side::new(plans), Side::new(results)];
    let whole = sides.iter().map(|side| side.texts).sum();
    let mut used: [BTreeSet<usize>; 2] = sides.each_ref().map(|side| side.right.clone());
    let mut counts = Misplaced::default();
    for own in 0..2 {
        let other = 1 - own;
        for &i in &sides[own].lost {
            let truth = &sides[own].judged.table.truths[i];
            if let Some(j) =
                sides[other].holding(truth, own_table(&sides, own), items, &used[other], true)
            {
                used[other].insert(j);
                counts.wrong_side.part += 1;
            } else if let Some(j) =
                sides[own].holding(truth, own_table(&sides, own), items, &used[own], false)
            {
                used[own].insert(j);
                counts.wrong_period.part += 1;
            }
        }
    }
    counts.wrong_side.whole = whole;
    counts.wrong_period.whole = whole;
    counts
}

fn own_table<'s, 'a>(sides: &'s [Side<'s, 'a>; 2], own: usize) -> &'s Table<'a> {
    &sides[own].judged.table
}

/// Plans or results, with the records whose text is right and those whose text is lost.
struct Side<'s, 'a> {
    judged: &'s Judged<'a>,
    texts: u32,
    right: BTreeSet<usize>,
    lost: Vec<usize>,
}

impl<'s, 'a> Side<'s, 'a> {
    fn new(judged: &'s Judged<'a>) -> Self {
        let mut side = Self {
            judged,
            texts: 0,
            right: BTreeSet::new(),
            lost: Vec::new(),
        };
        let Some(text) = judged.table.field("text") else {
            return side;
        };
        for (i, truth) in judged.table.truths.iter().enumerate() {
            if truth.given(text).is_none() {
                continue;
            }
            side.texts += 1;
            let mate = judged.pairs.get(&i).copied();
            match mate.filter(|&j| judged.verdicts[j][text].is_some_and(|verdict| verdict.soft)) {
                Some(j) => drop(side.right.insert(j)),
                None => side.lost.push(i),
            }
        }
        side
    }

    /// The first free record that gives the text of `truth` for its item, in its period or in another.
    fn holding(
        &self,
        truth: &Row<'_>,
        of: &Table<'_>,
        items: &Judged<'_>,
        used: &BTreeSet<usize>,
        same_period: bool,
    ) -> Option<usize> {
        let here = &self.judged.table;
        let (there, text) = (of.field("text")?, here.field("text")?);
        let item = items.pairs.get(&truth.item?)?;
        here.founds.iter().enumerate().position(|(j, found)| {
            !used.contains(&j)
                && found.item == Some(*item)
                && same_value("period", of, truth, here, found) == same_period
                && same_value("measure", of, truth, here, found)
                && found
                    .given(text)
                    .is_some_and(|got| right("text", got, &truth.options[there]).soft)
        })
    }
}

fn same_value(
    field: &str,
    of: &Table<'_>,
    truth: &Row<'_>,
    here: &Table<'_>,
    found: &Row<'_>,
) -> bool {
    let (Some(there), Some(here)) = (of.field(field), here.field(field)) else {
        return true;
    };
    let got = found.given(here).map(|text| text.string.as_str());
    truth.options[there]
        .iter()
        .any(|want| want.as_ref().map(|text| text.string.as_str()) == got)
}

/// Links from a result to the plan that it answers.
pub(super) fn links(plans: &Judged<'_>, results: &Judged<'_>) -> Tally {
    let truth = true_links(plans, results);
    let found = found_links(&plans.table.founds, &results.table.founds);
    let right = truth.iter().filter(|(result, plan)| {
        let mates = (results.pairs.get(result), plans.pairs.get(plan));
        matches!(mates, (Some(result), Some(plan)) if found.get(result) == Some(plan))
            && stands(results, **result)
            && stands(plans, **plan)
    });
    let right = right.count() as u32;
    Tally {
        given: truth.len() as u32,
        found: found.len() as u32,
        strict: right,
        soft: right,
    }
}

fn stands(side: &Judged<'_>, truth: usize) -> bool {
    side.pairs.get(&truth).is_some_and(|&found| {
        let (truth, found) = (&side.table.truths[truth], &side.table.founds[found]);
        is_option(&side.table, "period", truth, found)
    })
}

fn found_links(plans: &[Row<'_>], results: &[Row<'_>]) -> BTreeMap<usize, usize> {
    let ids: BTreeMap<&str, usize> = plans
        .iter()
        .enumerate()
        .filter_map(|(n, plan)| Some((plan.value.get("plan_id")?.as_str()?, n)))
        .collect();
    let linked = results.iter().enumerate();
    linked
        .filter_map(|(n, result)| {
            let plan = result.value.get("plan_id")?.as_str()?;
            Some((n, *ids.get(plan)?))
        })
        .collect()
}

/// The ids of the truth where it has them, else the rule that defines them: same item, measure, period and row.
fn true_links(plans: &Judged<'_>, results: &Judged<'_>) -> BTreeMap<usize, usize> {
    let ids = found_links(&plans.table.truths, &results.table.truths);
    if !ids.is_empty() {
        return ids;
    }
    let mut open: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (n, plan) in plans.table.truths.iter().enumerate().rev() {
        open.entry(place(&plans.table, plan)).or_default().push(n);
    }
    let results = results.table.truths.iter().enumerate().map(|(n, result)| {
        let place = place(&results.table, result);
        (n, place)
    });
    results
        .filter_map(|(n, place)| Some((n, open.get_mut(&place)?.pop()?)))
        .collect()
}

type Place<'r> = (Option<usize>, bool, Option<&'r str>, Option<&'r str>);

fn place<'r>(table: &Table<'_>, row: &'r Row<'_>) -> Place<'r> {
    let value = |field: &str| {
        let given = row.given(table.field(field)?)?;
        Some(given.string.as_str())
    };
    let is_indicator = row.value.get("kind").and_then(Value::as_str) == Some("indicator");
    (row.item, is_indicator, value("measure"), value("period"))
}

/// Characters to insert, delete or replace in the long texts that both sides give, of all their characters.
pub(super) fn damaged_characters(kinds: &[Judged<'_>]) -> Rate {
    let mut rate = Rate::default();
    for judged in kinds {
        let table = &judged.table;
        for field in LONG_FIELDS {
            let Some(f) = table.field(field) else {
                continue;
            };
            for (&i, &j) in &judged.pairs {
                let found = table.founds.get(j).and_then(|found| found.given(f));
                let Some((truth, found)) = table.truths[i].given(f).zip(found) else {
                    continue;
                };
                if truth.chars().len() >= LONG_TEXT {
                    rate.whole += truth.chars().len() as u32;
                    rate.part += edits(truth.chars(), found.chars()) as u32;
                }
            }
        }
    }
    rate
}
