//! `kaikaku dataset`: converted documents become tables that researchers' tools read.

use super::args::DatasetFlags;
use super::exit::{Exit, Failure};
use super::message::Messages;
use super::print;
use kaikaku::Error;
use kaikaku::dataset::{Bundles, write};
use kaikaku::emit::tables::Table;
use std::path::PathBuf;

pub(crate) fn run(flags: &DatasetFlags, messages: &Messages) -> anyhow::Result<Exit> {
    let bundles = find(&flags.paths)?;
    let forms: Vec<write::Form> = flags.to.iter().map(|form| (*form).into()).collect();
    let counts = write::write(&bundles, &flags.out, &forms).map_err(failure)?;
    if !messages.is_quiet() {
        let rows: Vec<String> = Table::ALL
            .into_iter()
            .zip(counts)
            .map(|(table, count)| format!("{count} {}", table.name()))
            .collect();
        let line = format!("wrote {} → {}\n", rows.join(", "), flags.out.display());
        print(line.as_bytes())?;
    }
    Ok(Exit::Well)
}

/// The bundles at these paths; none at all is a mistake in the command.
pub(crate) fn find(paths: &[PathBuf]) -> anyhow::Result<Bundles> {
    let bundles = Bundles::find(paths).map_err(failure)?;
    if bundles.is_empty() {
        let cause = "no bundle was found: give what `convert --out` wrote, or a folder of bundles";
        return Err(Failure::usage(cause).into());
    }
    Ok(bundles)
}

/// The error with the exit code that it deserves: whether a bundle is at fault, or the machine.
pub(crate) fn failure(error: Error) -> anyhow::Error {
    if error.is_bundle() || error.is_conflict() {
        Failure::document(error.to_string()).into()
    } else {
        error.into()
    }
}
