//! The command line: one file a command.

mod args;
mod convert;
mod exit;
mod input;
mod recover;
mod schema;
mod second;
#[cfg(feature = "validate")]
mod validate;

use anyhow::Context;
use args::{Arguments, Command};
use clap::Parser;
use exit::Exit;
use std::io::Write;
use std::process::ExitCode;

/// Parses the arguments, runs the command and says in one line what went wrong, if anything did.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(exit) => exit.into(),
        Err(error) => {
            let exit = exit::exit_of(&error);
            if exit != Exit::Well {
                complain(&format!("{error:#}"));
            }
            exit.into()
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<Exit> {
    match arguments.command {
        Command::Convert(flags) => convert::run(flags),
        Command::Recover(flags) => recover::run(flags),
        Command::Schema(flags) => schema::run(flags),
        #[cfg(feature = "validate")]
        Command::Validate(flags) => validate::run(flags),
        Command::SecondReader => second::run(),
    }
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
