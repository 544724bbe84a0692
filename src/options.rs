//! What a caller may decide about a conversion. Stands below layout, so that each stage may read it.

use crate::notation::municipality::Municipalities;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What a caller may decide about a conversion.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which form profile to use.
    pub form: FormChoice,
    /// The municipality's name, where the caller knows better than the document.
    pub municipality: Option<String>,
    /// The municipality's prefecture, which settles a name that several have.
    pub prefecture: Option<String>,
    /// Municipalities besides those of the built-in table.
    pub municipalities: Option<Arc<Municipalities>>,
    /// Leave out derived cells (達成率, 進捗率).
    pub no_derived: bool,
    /// Corrections to lay over the records (see [`crate::correct`]).
    pub corrections: Option<Arc<Corrections>>,
    /// Read each PDF a second time with this reader, and compare (see [`crate::cross_check`]).
    pub second_reader: Option<SecondReader>,
}

/// A second PDF reader, in a process of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondReader {
    /// The `kaikaku` program, whose `second-reader` command it is.
    pub program: PathBuf,
    /// How long it may take over one document.
    pub patience: Duration,
}

/// Which form profile to use.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FormChoice {
    /// The one that fits best, none where none fits.
    #[default]
    Fitting,
    /// None: generic interpretation only.
    Generic,
    /// The built-in one with this id.
    Named(String),
    /// A profile given as TOML text.
    Given(String),
}

/// A value that a person set right, as it is to be laid over a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionLine {
    /// The record's id; the document's own for a value of the document.
    pub record: String,
    /// The value, as a path of keys: `text`, `period.fiscal_year`.
    pub field: String,
    /// What it is to be.
    pub value: Value,
    /// What it was when it was corrected; none where the line does not say.
    #[serde(
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub was: Option<Value>,
    /// A place that the record cites, by which it is found again under another id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<[u32; 2]>,
    /// Who corrected it.
    pub who: String,
    /// Why.
    pub why: String,
}

/// A key that is there, be it null.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Corrections by the document that they concern, each document's in the order in which they are laid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections(pub(crate) BTreeMap<String, Vec<CorrectionLine>>);

impl Corrections {
    /// Those of one document.
    pub fn of(&self, document_id: &str) -> &[CorrectionLine] {
        self.0.get(document_id).map_or(&[], Vec::as_slice)
    }

    /// The documents that they concern, and how many concern each.
    pub fn documents(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(id, lines)| (id.as_str(), lines.len()))
    }
}
