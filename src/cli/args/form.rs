//! The arguments of `forms`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct FormsFlags {
    #[command(subcommand)]
    pub(crate) command: FormsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FormsCommand {
    /// List the profiles that are built in: id, number of signs, description.
    List,
    /// Print a profile that is built in, as TOML.
    Show {
        /// Its id.
        id: String,
    },
    /// Check a profile; with documents, tell how well it fits each.
    Check {
        /// The profile, a TOML file.
        profile: PathBuf,
        /// Documents that may be of the form.
        #[arg(value_name = "FILE")]
        documents: Vec<PathBuf>,
    },
    /// Look at documents of a form that nobody described, and print a first profile of it.
    Draft {
        /// The documents, all of one form.
        #[arg(required = true, value_name = "FILE")]
        documents: Vec<PathBuf>,
    },
}
