//! `kaikaku merge`: datasets that were made apart become one.

use super::args::MergeFlags;
use super::exit::{Exit, Failure};
use super::message::Messages;
use super::summary::Summary;
use kaikaku::batch::{self, Outcome};
use std::num::NonZeroUsize;
use std::thread;
use std::time::Instant;

pub(crate) fn run(flags: MergeFlags, messages: &Messages) -> anyhow::Result<Exit> {
    let began = Instant::now();
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let merged = batch::merge(&flags.parts, &flags.out, threads);
    let (rows, contents) = merged.map_err(|error| {
        if error.is_conflict() {
            anyhow::Error::from(Failure::document(error.to_string()))
        } else {
            error.into()
        }
    })?;
    let outcome = Outcome {
        reused: rows.len(),
        rows,
        contents: Some(contents),
    };
    Summary::of(&outcome, &flags.out, began.elapsed()).tell(messages)
}
