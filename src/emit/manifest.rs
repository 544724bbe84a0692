//! The manifest: what became of every input.

use crate::emit::tables::Table;
use crate::record::{Bundle, Coverage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the conversion of a document ended.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A bundle, and nothing lost.
    Ok,
    /// A bundle, and a warning that something of the source was lost.
    Partial,
    /// No bundle: the document cannot be read, and the cause says why.
    Failed,
    /// No bundle: the conversion broke off, twice.
    Crashed,
    /// No bundle: it took longer than it may.
    Timeout,
    /// No bundle: it took more memory than it may.
    OutOfMemory,
    /// In a folder or a list: a type that is not read.
    Skipped,
}

impl Status {
    /// All of them, best first.
    pub const ALL: [Self; 7] = [
        Self::Ok,
        Self::Partial,
        Self::Skipped,
        Self::Failed,
        Self::Crashed,
        Self::Timeout,
        Self::OutOfMemory,
    ];

    /// The name in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Crashed => "crashed",
            Self::Timeout => "timeout",
            Self::OutOfMemory => "out_of_memory",
            Self::Skipped => "skipped",
        }
    }

    /// True if there is a bundle.
    pub fn has_bundle(self) -> bool {
        matches!(self, Self::Ok | Self::Partial)
    }

    /// True if the document should have given a bundle and gave none.
    pub fn is_failure(self) -> bool {
        !self.has_bundle() && self != Self::Skipped
    }
}

/// How many records a bundle has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Pages of the source.
    pub pages: u64,
    /// Rows of `sections`.
    pub sections: u64,
    /// Rows of `items`.
    pub items: u64,
    /// Rows of `plans`.
    pub plans: u64,
    /// Rows of `results`.
    pub results: u64,
    /// Rows of `evaluations`.
    pub evaluations: u64,
    /// Rows of `unassigned`.
    pub unassigned: u64,
}

impl Counts {
    /// The counts of a bundle.
    pub fn of(bundle: &Bundle) -> Self {
        Self {
            pages: u64::from(bundle.document.source.pages),
            sections: Table::Sections.count(bundle) as u64,
            items: Table::Items.count(bundle) as u64,
            plans: Table::Plans.count(bundle) as u64,
            results: Table::Results.count(bundle) as u64,
            evaluations: Table::Evaluations.count(bundle) as u64,
            unassigned: Table::Unassigned.count(bundle) as u64,
        }
    }

    /// The number of rows that a bundle with these counts gives to a table.
    pub fn rows(&self, table: Table) -> u64 {
        match table {
            Table::Documents => 1,
            Table::Sections => self.sections,
            Table::Items => self.items,
            Table::Plans => self.plans,
            Table::Results => self.results,
            Table::Evaluations => self.evaluations,
            Table::Unassigned => self.unassigned,
        }
    }
}

/// One input of a run: a row of `manifest.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ManifestRow")]
pub struct Row {
    /// As given, joined with the path below it.
    pub path: String,
    /// The document; null where the file could not be read. Equal bytes under two names are one document.
    pub document_id: Option<String>,
    /// SHA-256 of the bytes, hex.
    pub sha256: Option<String>,
    /// Number of bytes.
    pub bytes: Option<u64>,
    /// How it ended.
    pub status: Status,
    /// Why there is no bundle, and what to do.
    pub cause: Option<String>,
    /// How long it took; 0 for a second name of the same bytes.
    pub seconds: f64,
    /// How many records it gave.
    pub counts: Option<Counts>,
    /// What became of its characters.
    pub coverage: Option<Coverage>,
    /// How often each warning was given.
    pub warnings: BTreeMap<String, u32>,
    /// SHA-256 of the bundle's bytes, hex: whoever finds others knows that the file is not this run's.
    pub bundle_sha256: Option<String>,
    /// Version and options, which with `sha256` decide what the bundle holds.
    pub made_by: String,
    /// Which corrections were to be laid over it, in one word; not there where none were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<String>,
}

impl Row {
    /// True if the two say the same, however long it took.
    pub fn agrees(&self, other: &Self) -> bool {
        let seconds = other.seconds;
        let bundle_sha256 = other.bundle_sha256.clone();
        // The bundle's own hash hangs on its `source.path`, which a second name elsewhere may change.
        Self {
            seconds,
            bundle_sha256,
            ..self.clone()
        } == *other
    }
}
