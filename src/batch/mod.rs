//! Many documents: found, converted in worker processes that may die, and put together as one dataset.
//!
//! A dataset is a folder: `bundles/<document_id>.json`, a JSON Lines and a CSV file a table, and
//! `manifest.jsonl` with one row an input. It is a function of the inputs, the options and the version: the
//! number of jobs, the shards and the times a run was killed and run again leave no trace in it, but for
//! the manifest's `seconds`. While a run is under way its folder holds `.kaikaku/` besides; whatever stands
//! in there is from a run that was stopped, and the next one starts from it.

mod assemble;
mod child;
mod dataset;
mod desk;
mod frame;
mod gather;
mod manifest;
mod merge;
mod run;
mod shard;
mod turn;
mod walk;
mod worker;

pub use assemble::Contents;
pub use dataset::WORK;
pub(crate) use dataset::lock;
pub use desk::{Desk, Terms};
pub use gather::Gathering;
pub(crate) use manifest::unusable;
pub use manifest::{Counts, Row, Status, manifest_of};
pub use merge::merge;
pub use run::{Outcome, Run, Watch, run};
pub use shard::Shard;
pub use walk::{Globs, Input, Trouble, listed, walk};
pub use worker::serve;
