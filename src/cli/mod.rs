//! The command line: one file a command.

mod args;
mod convert;
mod corrections;
mod dataset;
mod diff;
mod exit;
mod explain;
mod forms;
mod input;
mod manual;
mod merge;
mod message;
mod normalize;
mod panel;
mod period;
mod recover;
mod report;
mod schema;
mod score;
mod second;
mod summary;
mod svg;
#[cfg(feature = "validate")]
mod validate;

use anyhow::Context;
use args::{Arguments, Command};
use clap::Parser;
use exit::Exit;
use message::Messages;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Parses the arguments, runs the command and says in one line what went wrong, if anything did.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let messages = Messages::begin(arguments.quiet, arguments.log_format);
    match run(arguments.command, &messages) {
        Ok(exit) => exit.into(),
        Err(error) => {
            let exit = exit::exit_of(&error);
            if exit != Exit::Well {
                messages.complain(&format!("{error:#}"));
            }
            exit.into()
        }
    }
}

fn run(command: Command, messages: &Messages) -> anyhow::Result<Exit> {
    match command {
        Command::Convert(flags) => convert::run(*flags, messages),
        Command::Merge(flags) => merge::run(flags, messages),
        Command::Dataset(flags) => dataset::run(&flags, messages),
        Command::Panel(flags) => panel::run(&flags, messages),
        Command::Diff(flags) => diff::run(&flags),
        Command::Report(flags) => report::run(&flags, messages),
        Command::Recover(flags) => recover::run(flags),
        Command::Explain(flags) => explain::run(&flags),
        Command::Forms(flags) => forms::run(flags),
        Command::Normalize(flags) => normalize::run(&flags),
        Command::Period(flags) => period::run(&flags),
        Command::Schema(flags) => schema::run(flags),
        Command::Score(flags) => score::run(&flags),
        #[cfg(feature = "validate")]
        Command::Validate(flags) => validate::run(flags),
        Command::Completions(flags) => manual::completions(&flags),
        Command::Man(flags) => manual::pages(&flags),
        Command::Worker => {
            kaikaku::batch::serve()?;
            Ok(Exit::Well)
        }
        Command::SecondReader => second::run(),
    }
}

/// This program's file, to start it again as a worker.
fn this_program() -> anyhow::Result<PathBuf> {
    // Stays this very program when the file is replaced in the middle of a night's run.
    let itself = Path::new("/proc/self/exe");
    if itself.exists() {
        return Ok(itself.to_path_buf());
    }
    std::env::current_exe().context("this program's own file cannot be found")
}

/// Writes to standard output all at once.
fn print(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .context("standard output cannot be written")
}

/// Writes one line to standard error. If even that fails there is nobody left to tell.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "kaikaku: {message}");
}
