//! What changed between two runs, record by record.
//!
//! Record ids are numbered in reading order, so that one new record shifts all that follow. Records are
//! therefore paired by what they say: first those that say the same, then those that are about the same (an
//! item's number and name; a plan's item, measure and period), then those of one id. What is left on either
//! side was added or removed. Ids are compared through the pairs: a plan whose item was renumbered is the same.

use crate::dataset::Bundles;
use crate::dataset::bundles::Place;
use crate::emit::tables::Table;
use crate::error::{Error, ErrorKind};
use crate::record::Bundle;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// One record that is not what it was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The path of its document.
    pub path: String,
    /// Its table.
    pub table: &'static str,
    /// What happened to it.
    pub change: Kind,
    /// Its id before; null if it was not there.
    pub old_id: Option<String>,
    /// Its id after; null if it is not there.
    pub new_id: Option<String>,
    /// What is different in it.
    pub fields: Vec<FieldChange>,
}

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Fields of it are different.
    Changed,
}

/// A field that is different.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// Its name.
    pub field: String,
    /// What it held; null also where it was not there.
    pub old: Value,
    /// What it holds.
    pub new: Value,
}

/// Finds what changed, document by document in the order of their paths, and hands each change on.
///
/// # Errors
///
/// If a bundle cannot be read or is none, or `take` fails.
pub fn compare<E: From<Error>>(
    old: &Bundles,
    new: &Bundles,
    mut take: impl FnMut(Change) -> Result<(), E>,
) -> Result<(), E> {
    for (old, new) in documents(old, new) {
        let path = new.or(old).map(|place| place.source.clone());
        let read = |place: Option<&Place>| place.map(Place::read).transpose();
        let mut comparison = Comparison {
            path: path.unwrap_or_default(),
            same: BTreeMap::new(),
            changes: Vec::new(),
        };
        comparison.documents(read(old)?.as_ref(), read(new)?.as_ref())?;
        comparison.changes.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

type Pair<'a> = (Option<&'a Place>, Option<&'a Place>);

/// The documents of both sides: those of the same bytes are one, then those of one path.
fn documents<'a>(old: &'a Bundles, new: &'a Bundles) -> Vec<Pair<'a>> {
    let by_id: BTreeMap<&str, &Place> = new
        .places()
        .iter()
        .map(|place| (place.document_id.as_str(), place))
        .collect();
    let known: BTreeSet<&str> = old
        .places()
        .iter()
        .map(|p| p.document_id.as_str())
        .collect();
    let mut by_path: BTreeMap<&str, &Place> = new
        .places()
        .iter()
        .filter(|place| !known.contains(place.document_id.as_str()))
        .map(|place| (place.source.as_str(), place))
        .collect();
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for place in old.places() {
        let same = by_id.get(place.document_id.as_str()).copied();
        pairs.push((
            Some(place),
            same.or_else(|| by_path.remove(place.source.as_str())),
        ));
    }
    pairs.extend(by_path.into_values().map(|place| (None, Some(place))));
    pairs.sort_by(|a, b| {
        let path = |pair: &Pair<'a>| pair.1.or(pair.0).map(|place| &place.source);
        path(a).cmp(&path(b))
    });
    pairs
}

/// The comparison of one document with what it was.
struct Comparison {
    path: String,
    /// The id before, by the id after, of records that are the same.
    same: BTreeMap<String, String>,
    changes: Vec<Change>,
}

/// A record as it is paired.
struct Record {
    id: String,
    row: Map<String, Value>,
}

/// What a record is paired by, its ids as they were before if asked for; none where it has no such sign.
type Sign<'a> = &'a dyn Fn(&Record, bool) -> Option<String>;

impl Comparison {
    fn documents(&mut self, old: Option<&Bundle>, new: Option<&Bundle>) -> Result<(), Error> {
        for table in Table::ALL {
            let old = records(table, old)?;
            let new = records(table, new)?;
            self.table(table, old, new);
        }
        Ok(())
    }

    fn table(&mut self, table: Table, old: Vec<Record>, new: Vec<Record>) {
        let partners = self.partners(table, &old, &new);
        for (record, partner) in new.iter().zip(&partners) {
            if let Some(partner) = partner {
                self.same
                    .insert(record.id.clone(), old[*partner].id.clone());
            }
        }
        let paired: BTreeSet<usize> = partners.iter().flatten().copied().collect();
        for (i, record) in old.iter().enumerate() {
            if !paired.contains(&i) {
                self.report(table, Kind::Removed, Some(record), None, Vec::new());
            }
        }
        for (record, partner) in new.iter().zip(partners) {
            let Some(before) = partner.map(|i| &old[i]) else {
                self.report(table, Kind::Added, None, Some(record), Vec::new());
                continue;
            };
            let fields = self.fields(table, before, record);
            if !fields.is_empty() {
                self.report(table, Kind::Changed, Some(before), Some(record), fields);
            }
        }
    }

    /// For every new record the place of the old one that it was, by one sign after the other.
    fn partners(&self, table: Table, old: &[Record], new: &[Record]) -> Vec<Option<usize>> {
        let mut partners = vec![None; new.len()];
        let mut free: BTreeSet<usize> = (0..old.len()).collect();
        let signs: [Sign<'_>; 3] = [
            &|record, translate| Some(self.all_of(table, record, translate)),
            &|record, translate| self.subject_of(table, record, translate),
            &|record, _| Some(record.id.clone()),
        ];
        for sign in signs {
            let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
            for i in &free {
                if let Some(key) = sign(&old[*i], false) {
                    waiting.entry(key).or_default().push_back(*i);
                }
            }
            for (partner, record) in partners.iter_mut().zip(new) {
                if partner.is_none()
                    && let Some(key) = sign(record, true)
                    && let Some(i) = waiting.get_mut(&key).and_then(VecDeque::pop_front)
                {
                    *partner = Some(i);
                    free.remove(&i);
                }
            }
        }
        partners
    }

    /// Everything that a record says, but for its own id and those of its own table, which are not paired yet.
    fn all_of(&self, table: Table, record: &Record, translate: bool) -> String {
        let mut row = record.row.clone();
        row.shift_remove(table.key());
        for reference in table.references() {
            if reference.table == table {
                row.shift_remove(reference.column);
            } else if translate {
                self.translate(&mut row, reference.column);
            }
        }
        Value::Object(row).to_string()
    }

    /// What a record is about; none for records that are about nothing but themselves.
    fn subject_of(&self, table: Table, record: &Record, translate: bool) -> Option<String> {
        let fields: &[&str] = match table {
            Table::Documents => &[],
            Table::Sections => &["level", "number", "name"],
            Table::Items => &["number", "name"],
            Table::Plans | Table::Results => &["item_id", "kind", "measure", "row", "period"],
            Table::Evaluations => &["item_id", "scope", "aspect", "criterion", "period"],
            Table::Unassigned => return None,
        };
        let mut row = record.row.clone();
        if translate {
            self.translate(&mut row, "item_id");
        }
        let subject = fields.iter().map(|field| match row.get(*field) {
            // The label and the years tell periods apart; whether they were inferred does not.
            Some(Value::Object(period)) => {
                let parts = ["kind", "fiscal_year", "half", "label"];
                parts
                    .map(|part| period.get(part).cloned())
                    .into_iter()
                    .flatten()
                    .collect()
            }
            other => other.cloned().unwrap_or_default(),
        });
        Some(Value::Array(subject.collect()).to_string())
    }

    /// The id that a named record had before.
    fn translate(&self, row: &mut Map<String, Value>, column: &str) {
        if let Some(Value::String(id)) = row.get_mut(column)
            && let Some(before) = self.same.get(id)
        {
            id.clone_from(before);
        }
    }

    fn fields(&self, table: Table, old: &Record, new: &Record) -> Vec<FieldChange> {
        let mut after = new.row.clone();
        for reference in table.references() {
            self.translate(&mut after, reference.column);
        }
        let keys = old
            .row
            .keys()
            .chain(after.keys().filter(|key| !old.row.contains_key(*key)));
        keys.filter(|key| table == Table::Documents || *key != table.key())
            .filter(|key| old.row.get(*key) != after.get(*key))
            .map(|key| FieldChange {
                field: key.clone(),
                old: old.row.get(key).cloned().unwrap_or_default(),
                new: new.row.get(key).cloned().unwrap_or_default(),
            })
            .collect()
    }

    fn report(
        &mut self,
        table: Table,
        change: Kind,
        old: Option<&Record>,
        new: Option<&Record>,
        fields: Vec<FieldChange>,
    ) {
        let id = |record: &Record| record.id.clone();
        self.changes.push(Change {
            path: self.path.clone(),
            table: table.name(),
            change,
            old_id: old.map(id),
            new_id: new.map(id),
            fields,
        });
    }
}

fn records(table: Table, bundle: Option<&Bundle>) -> Result<Vec<Record>, Error> {
    let Some(bundle) = bundle else {
        return Ok(Vec::new());
    };
    let rows = table.rows(bundle).collect::<Result<Vec<_>, _>>();
    let rows = rows.map_err(|error| ErrorKind::Internal {
        cause: error.to_string(),
    })?;
    let record = |row: Value| match row {
        Value::Object(row) => {
            let id = row.get(table.key()).and_then(Value::as_str);
            let id = id.unwrap_or_default().to_owned();
            Some(Record { id, row })
        }
        _ => None,
    };
    Ok(rows.into_iter().filter_map(record).collect())
}
