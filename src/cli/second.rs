//! The second PDF reader, in a process of its own.

use super::exit::{Exit, Failure};
use super::input::shown;
use super::{print, this_program};
use anyhow::Context;
use kaikaku::SecondReader;
use kaikaku::cross_check::child::{self, PAGE_END};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// How long the second reader may take over one document that nothing else is asked of.
const PATIENCE: Duration = Duration::from_secs(120);
/// And how long where it only gives a second opinion.
const SECOND_PATIENCE: Duration = Duration::from_secs(60);

/// The second reader of a conversion.
pub(crate) fn reader() -> anyhow::Result<SecondReader> {
    Ok(SecondReader {
        program: this_program()?,
        patience: SECOND_PATIENCE,
    })
}

/// The text that the second reader gives: pages parted by FF.
pub(crate) fn text(path: &Path, bytes: &[u8]) -> anyhow::Result<String> {
    let reader = SecondReader {
        program: this_program()?,
        patience: PATIENCE,
    };
    match child::pages(&reader, bytes) {
        Ok(pages) => Ok(pages.join(&String::from(PAGE_END))),
        Err(silence @ child::Silence::NotStarted(_)) => {
            Err(Failure::machine(format!("the second reader {silence}")).into())
        }
        Err(silence) => {
            let name = shown(path);
            let message = format!("{name}: pdf-extract {silence}; use --engine hayro");
            Err(Failure::document(message).into())
        }
    }
}

/// The child's side: a PDF on standard input, its text on standard output.
pub(crate) fn run() -> anyhow::Result<Exit> {
    die_with_parent().context("the second reader cannot be tied to its parent")?;
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("standard input")?;
    match pages(&bytes) {
        Some(pages) => {
            print(pages.join(&String::from(PAGE_END)).as_bytes())?;
            Ok(Exit::Well)
        }
        None => Ok(Exit::Documents),
    }
}

/// A document that makes it hang would keep it after its parent was stopped.
#[cfg(target_os = "linux")]
fn die_with_parent() -> std::io::Result<()> {
    use rustix::process::{Signal, set_parent_process_death_signal};
    Ok(set_parent_process_death_signal(Some(Signal::KILL))?)
}

#[cfg(not(target_os = "linux"))]
fn die_with_parent() -> std::io::Result<()> {
    Ok(())
}

#[cfg(feature = "pdf-extract")]
fn pages(bytes: &[u8]) -> Option<Vec<String>> {
    kaikaku::read::pdf::second::text(bytes).ok()
}

#[cfg(not(feature = "pdf-extract"))]
fn pages(_bytes: &[u8]) -> Option<Vec<String>> {
    None
}
