//! The arguments as the shell gives them, and what they come to.

use super::exit::Failure;
use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};
use kaikaku::FormChoice;
use kaikaku::emit::schema::Record;
use std::path::{Path, PathBuf};

/// Turns Japanese city reform documents into records that can be compared across cities and years.
#[derive(Debug, Parser)]
#[command(name = "kaikaku", version, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 all well, 1 some documents failed, 2 usage, 3 the machine (disk, permission)."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Convert documents to records.
    Convert(ConvertFlags),
    /// Show what was recovered from one document, before any record is looked for.
    Recover(RecoverFlags),
    /// Print the JSON Schema of a bundle or of a table's row.
    Schema(SchemaFlags),
    /// Check bundles, tables or folders of them against the record model.
    #[cfg(feature = "validate")]
    Validate(ValidateFlags),
    /// Read one PDF from standard input with the second engine.
    #[command(hide = true)]
    SecondReader,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertFlags {
    /// Files; `-` is standard input.
    #[arg(required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) conversion: ConversionFlags,
}

/// What decides how one document is converted.
#[derive(Debug, Args)]
pub(crate) struct ConversionFlags {
    /// Use this form profile: the id of a built-in one, or a TOML file.
    #[arg(long, value_name = "ID|FILE", conflicts_with = "no_forms")]
    pub(crate) form: Option<String>,
    /// Use no form profile.
    #[arg(long)]
    pub(crate) no_forms: bool,
    /// The municipality that published the documents, where they do not say.
    #[arg(long, value_name = "NAME")]
    pub(crate) municipality: Option<String>,
    /// Leave out derived cells (達成率, 進捗率).
    #[arg(long)]
    pub(crate) no_derived: bool,
}

impl ConversionFlags {
    /// The library's options, a profile file read.
    pub(crate) fn resolve(self) -> anyhow::Result<kaikaku::Options> {
        let form = match self.form {
            _ if self.no_forms => FormChoice::Generic,
            None => FormChoice::Fitting,
            Some(given) => form_choice(given)?,
        };
        Ok(kaikaku::Options {
            form,
            municipality: self.municipality,
            no_derived: self.no_derived,
        })
    }
}

/// A name with a dot or a separator is a file; anything else is the id of a built-in profile.
fn form_choice(given: String) -> anyhow::Result<FormChoice> {
    if !given.contains(['/', '\\', '.']) {
        return Ok(FormChoice::Named(given));
    }
    let text = std::fs::read_to_string(Path::new(&given))
        .with_context(|| format!("{given}: the form profile cannot be read"))?;
    Ok(FormChoice::Given(text))
}

#[derive(Debug, Args)]
pub(crate) struct RecoverFlags {
    /// The document; `-` is standard input.
    pub(crate) file: PathBuf,
    /// What to show.
    #[arg(long = "as", value_enum, default_value_t = View::Text)]
    pub(crate) view: View,
    /// Which PDF reader.
    #[arg(long, value_enum, default_value_t = Engine::Hayro)]
    pub(crate) engine: Engine,
}

/// What `recover` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum View {
    /// The recovered characters in reading order, nothing else: what the spans of records count in.
    Text,
    /// The blocks of every page: paragraphs, tables, furniture.
    Pages,
    /// The tables, cells separated by tabs.
    Tables,
}

/// The PDF readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// The one that conversion uses.
    Hayro,
    /// The second one, for comparison; it gives text only.
    PdfExtract,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaFlags {
    /// bundle, document, section, item, plan, result, evaluation or unassigned.
    #[arg(default_value = "bundle", value_parser = record, conflicts_with = "write")]
    pub(crate) record: Record,
    /// Write all of them into this folder instead, as `RECORD.schema.json`.
    #[arg(long, value_name = "DIR")]
    pub(crate) write: Option<PathBuf>,
}

fn record(name: &str) -> Result<Record, String> {
    Record::named(name).ok_or_else(|| {
        let names = Record::ALL.map(Record::name).join(", ");
        format!("it is one of {names}")
    })
}

#[cfg(feature = "validate")]
#[derive(Debug, Args)]
pub(crate) struct ValidateFlags {
    /// Bundles (.json), tables (.jsonl) or folders of them.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// The one document that a command without `--out` takes.
pub(crate) fn only_one(inputs: &[PathBuf]) -> anyhow::Result<&Path> {
    match inputs {
        [one] if !one.is_dir() => Ok(one),
        _ => Err(Failure::usage(
            "one file alone is printed; for a folder or several files give --out DIR",
        )
        .into()),
    }
}
