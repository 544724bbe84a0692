//! The arguments of `explain`.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ExplainFlags {
    /// The bundle, or the dataset that holds it; `-` is standard input.
    pub(crate) bundle: PathBuf,
    /// The record, and behind a dot the value of it, as in doc-…-i001-p003.text or ….period.fiscal_year.
    #[arg(value_name = "ID[.FIELD]")]
    pub(crate) id: String,
    /// The document that the bundle was made from [default: the path that the bundle names].
    #[arg(long, value_name = "FILE")]
    pub(crate) source: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}
