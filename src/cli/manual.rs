//! `kaikaku completions` and `kaikaku man`: the arguments for shells and for `man`.

use super::args::{Arguments, CompletionsFlags, ManFlags};
use super::exit::Exit;
use super::print;
use anyhow::Context;
use clap::{Command, CommandFactory};
use std::fs;

/// Prints a completion script.
pub(crate) fn completions(flags: &CompletionsFlags) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut for_people(), "kaikaku", &mut script);
    print(&script)?;
    Ok(Exit::Well)
}

/// Writes `kaikaku.1` and a page for every command that people call.
pub(crate) fn pages(flags: &ManFlags) -> anyhow::Result<Exit> {
    let folder = &flags.folder;
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(for_people(), folder))
        .with_context(|| format!("{}: no manual page can be written", folder.display()))?;
    Ok(Exit::Well)
}

/// The commands that people call: what workers are started with is none of them.
fn for_people() -> Command {
    let all = Arguments::command();
    let shown = all.get_subcommands().filter(|c| !c.is_hide_set()).cloned();
    Command::new("kaikaku")
        .version(env!("CARGO_PKG_VERSION"))
        .about(all.get_about().cloned().unwrap_or_default())
        .after_help(all.get_after_help().cloned().unwrap_or_default())
        .args(all.get_arguments().cloned())
        .subcommands(shown)
}
