//! The arguments as the shell gives them, and what they come to.

mod explain;
mod form;
mod tables;

pub(crate) use explain::ExplainFlags;
pub(crate) use form::{FormsCommand, FormsFlags};
pub(crate) use tables::{DatasetFlags, DiffFlags, PanelFlags, ReportFlags, RowForm};

use super::exit::Failure;
use super::{corrections, input, second};
use clap::{Args, Parser, Subcommand, ValueEnum};
use kaikaku::FormChoice;
use kaikaku::batch::Shard;
use kaikaku::emit::schema::Record;
use kaikaku::forms;
use kaikaku::layout::Pages;
use kaikaku::notation::municipality::Municipalities;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Turns Japanese city reform documents into records that can be compared across cities and years.
#[derive(Debug, Parser)]
#[command(name = "kaikaku", version, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 all well, 1 some documents failed, 2 usage, 3 the machine (disk, permission)."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Say nothing but what went wrong.
    #[arg(long, global = true, help_heading = "Messages")]
    pub(crate) quiet: bool,
    /// How messages are written to standard error.
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    #[arg(help_heading = "Messages")]
    pub(crate) log_format: LogFormat,
}

/// Forms of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Convert documents to records.
    Convert(Box<ConvertFlags>),
    /// Put datasets that were made apart together.
    Merge(MergeFlags),
    /// Write converted documents as tables: JSON Lines, CSV, Parquet, SQLite.
    Dataset(DatasetFlags),
    /// Write one row a municipality, item, measure and fiscal year.
    Panel(PanelFlags),
    /// Show what changed between two runs.
    Diff(DiffFlags),
    /// Write one HTML file that shows documents beside their records.
    Report(ReportFlags),
    /// Show what was recovered from one document, before any record is looked for.
    Recover(RecoverFlags),
    /// Show why a value is what it is: its place, the characters there, the rules, how sure it is.
    Explain(ExplainFlags),
    /// List, show, check and draft form profiles.
    Forms(FormsFlags),
    /// Fold text as records hold it, or as labels are compared.
    Normalize(NormalizeFlags),
    /// Print what a period label means.
    Period(PeriodFlags),
    /// Print the JSON Schema of a bundle, of a table's row or of the manifest's.
    Schema(SchemaFlags),
    /// Score bundles against truth, field by field.
    Score(ScoreFlags),
    /// Check bundles, tables or folders of them against the record model.
    #[cfg(feature = "validate")]
    Validate(ValidateFlags),
    /// Print a script that completes the arguments in a shell.
    Completions(CompletionsFlags),
    /// Write the manual pages into a folder.
    #[command(hide = true)]
    Man(ManFlags),
    /// Convert what a parent process names on standard input.
    #[command(hide = true)]
    Worker,
    /// Read one PDF from standard input with the second engine.
    #[command(hide = true)]
    SecondReader,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertFlags {
    /// Files and folders; `-` is standard input.
    #[arg(value_name = "INPUT", required_unless_present = "files_from")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Write a dataset into this folder; without it, one document's bundle is printed.
    #[arg(long, value_name = "DIR", help_heading = "Dataset")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) conversion: ConversionFlags,
    #[command(flatten)]
    pub(crate) choice: ChoiceFlags,
    #[command(flatten)]
    pub(crate) work: WorkFlags,
}

impl ConvertFlags {
    /// The one document to print, where there is no dataset to write.
    ///
    /// Flags that only a dataset gives sense to need `--out`, which clap sees to.
    pub(crate) fn only_input(&self) -> Result<&Path, Failure> {
        match self.inputs.as_slice() {
            [one] if !one.is_dir() => Ok(one),
            _ => Err(Failure::usage(
                "one file alone is printed; for a folder or several files give --out DIR",
            )),
        }
    }
}

/// Which documents are converted.
#[derive(Debug, Args)]
#[command(next_help_heading = "Dataset")]
pub(crate) struct ChoiceFlags {
    /// In folders, take only files that match this; may be given several times.
    #[arg(long, value_name = "GLOB", requires = "out")]
    pub(crate) include: Vec<String>,
    /// In folders, leave out files that match this; may be given several times.
    #[arg(long, value_name = "GLOB", requires = "out")]
    pub(crate) exclude: Vec<String>,
    /// Take the paths, one a line, that stand in this file; `-` is standard input.
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with = "inputs")]
    pub(crate) files_from: Option<PathBuf>,
    /// The paths of --files-from end in NUL instead.
    #[arg(short = '0', long = "null", requires = "files_from")]
    pub(crate) null: bool,
    /// Convert only the part I of N, told by the names; `merge` puts the parts together.
    #[arg(long, value_name = "I/N", requires = "out")]
    pub(crate) shard: Option<Shard>,
    /// Convert again what crashed or ran out of time or memory before.
    #[arg(long, requires = "out")]
    pub(crate) retry_failed: bool,
    /// Convert everything again.
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Stop at the first document that fails.
    #[arg(long, requires = "out")]
    pub(crate) fail_fast: bool,
}

/// What the work may take.
#[derive(Debug, Args)]
#[command(next_help_heading = "Dataset")]
pub(crate) struct WorkFlags {
    /// Convert this many documents at once, or one over so many threads [default: one a core].
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Give a document up after this long.
    #[arg(long, value_name = "SECONDS", default_value = "300", value_parser = seconds, requires = "out")]
    pub(crate) timeout: Duration,
    /// Memory that one worker may take, as in 512M or 4G.
    #[arg(long, value_name = "SIZE", default_value = "4G", value_parser = size, requires = "out")]
    pub(crate) memory_limit: u64,
}

impl WorkFlags {
    /// How many workers, and how many threads each of them may use.
    pub(crate) fn workers_and_threads(&self, documents: usize) -> (usize, usize) {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let jobs = self.jobs.map_or(cores, NonZeroUsize::get);
        let jobs = jobs.clamp(1, documents.max(1));
        (jobs, (cores / jobs).clamp(1, MOST_THREADS))
    }
}

/// More threads over one document's pages take address space and give little.
const MOST_THREADS: usize = 8;

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .ok()
        .filter(|seconds| *seconds > 0.0)
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "write a number of seconds above 0".to_owned())
}

/// A number of bytes, in binary thousands with K, M, G or T.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        _ => return Err("write a size as in 512M or 4G".to_owned()),
    };
    digits
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(1 << shift))
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| "write a size as in 512M or 4G".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct MergeFlags {
    /// The datasets that `convert --shard` wrote, or any that were made with the same options.
    #[arg(required = true, value_name = "SHARD")]
    pub(crate) parts: Vec<PathBuf>,
    /// The folder of the whole.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
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
    /// Their prefecture, for a name that several municipalities have.
    #[arg(long, value_name = "NAME")]
    pub(crate) prefecture: Option<String>,
    /// Know these municipalities too: code, prefecture and name a line, with tabs between.
    #[arg(long, value_name = "FILE")]
    pub(crate) municipalities: Option<PathBuf>,
    /// Leave out derived cells (達成率, 進捗率).
    #[arg(long)]
    pub(crate) no_derived: bool,
    /// Read each PDF a second time, in a process of its own, and warn where the two readers differ.
    #[arg(long)]
    pub(crate) cross_check: bool,
    /// Lay the corrections of this file over the records (docs/corrections.md).
    #[arg(long, value_name = "FILE")]
    pub(crate) corrections: Option<PathBuf>,
}

impl ConversionFlags {
    /// The library's options, a profile file read.
    pub(crate) fn resolve(self) -> anyhow::Result<kaikaku::Options> {
        let form = match self.form {
            _ if self.no_forms => FormChoice::Generic,
            None => FormChoice::Fitting,
            Some(given) => form_choice(given)?,
        };
        if matches!(form, FormChoice::Named(_) | FormChoice::Given(_)) {
            // A profile that cannot be used shows at once, and not at every document.
            forms::choose(&form, &Pages::default())
                .map_err(|error| Failure::usage(error.to_string()))?;
        }
        let municipalities = self.municipalities.as_deref().map(more_municipalities);
        let municipalities = municipalities.transpose()?.map(Arc::new);
        let table = || {
            municipalities
                .as_deref()
                .unwrap_or_else(|| Municipalities::built_in())
        };
        let prefecture = self.prefecture.map(|name| match table().prefecture(&name) {
            Some(known) => Ok(known.to_owned()),
            None => Err(Failure::usage(format!(
                "{name} is no prefecture; write it as in 広島県"
            ))),
        });
        let corrections = self.corrections.as_deref().map(corrections::read);
        Ok(kaikaku::Options {
            form,
            municipality: self.municipality,
            prefecture: prefecture.transpose()?,
            municipalities,
            no_derived: self.no_derived,
            corrections: corrections.transpose()?,
            second_reader: self.cross_check.then(second::reader).transpose()?,
        })
    }
}

/// A name with a dot or a separator is a file; anything else is the id of a built-in profile.
fn form_choice(given: String) -> Result<FormChoice, Failure> {
    if !given.contains(['/', '\\', '.']) {
        return Ok(FormChoice::Named(given));
    }
    let path = Path::new(&given);
    match fs::read_to_string(path) {
        Ok(text) => Ok(FormChoice::Given(text)),
        Err(error) => Err(input::unreadable(path, &error)),
    }
}

/// The built-in municipalities and those of a file.
fn more_municipalities(path: &Path) -> Result<Municipalities, Failure> {
    let table = fs::read_to_string(path).map_err(|error| input::unreadable(path, &error))?;
    Municipalities::with(&table)
        .map_err(|bad| Failure::usage(format!("{}: {bad}", input::shown(path))))
}

#[derive(Debug, Args)]
pub(crate) struct RecoverFlags {
    /// The document; `-` is standard input.
    pub(crate) file: PathBuf,
    /// What to show.
    #[arg(long = "as", value_enum, default_value_t = View::Text)]
    pub(crate) view: View,
    /// With --as svg, which page, from 1; the first one if none is given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: Option<u32>,
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
    /// A drawing of one page of a PDF, with lines, cells and blocks over its text and rulings.
    Svg,
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
    /// bundle, document, section, item, plan, result, evaluation, unassigned or manifest.
    #[arg(default_value = "bundle", value_parser = record, conflicts_with = "write")]
    pub(crate) record: Record,
    /// Write all of them into this folder instead, as `RECORD.schema.json`.
    #[arg(long, value_name = "DIR")]
    pub(crate) write: Option<PathBuf>,
    /// Print the codebook of the tables instead.
    #[arg(long, conflicts_with_all = ["record", "write"])]
    pub(crate) codebook: bool,
}

fn record(name: &str) -> Result<Record, String> {
    Record::named(name).ok_or_else(|| {
        let names = Record::ALL.map(Record::name).join(", ");
        format!("it is one of {names}")
    })
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsFlags {
    /// The shell, as in `kaikaku completions bash > ~/.local/share/bash-completion/completions/kaikaku`.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManFlags {
    /// The folder, as in `kaikaku man ~/.local/share/man/man1`.
    pub(crate) folder: PathBuf,
}

#[cfg(feature = "validate")]
#[derive(Debug, Args)]
pub(crate) struct ValidateFlags {
    /// Bundles (.json), tables (.jsonl) or folders of them.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct NormalizeFlags {
    /// The text; `-` is standard input.
    #[arg(default_value = "-")]
    pub(crate) file: PathBuf,
    /// Which form.
    #[arg(long, value_enum, default_value_t = FoldForm::Display)]
    pub(crate) form: FoldForm,
    /// Print the rules that fired instead of the text, one a line.
    #[arg(long)]
    pub(crate) trace: bool,
    /// Join wrapped lines too, as those of a sheet without geometry; with --trace, say how each line end is decided.
    #[arg(long)]
    pub(crate) join: bool,
}

/// The forms that text is folded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FoldForm {
    /// What records hold.
    Display,
    /// What labels are compared by; never output.
    Compare,
}

#[derive(Debug, Args)]
pub(crate) struct PeriodFlags {
    /// The label, such as 平成31年度 or 29年度以降.
    pub(crate) text: String,
    /// The era of years that give none: meiji, taisho, showa, heisei, reiwa.
    #[arg(long, value_name = "ERA")]
    pub(crate) era: Option<String>,
    /// The fiscal year that 上半期 and 次年度 count from.
    #[arg(long, value_name = "YEAR")]
    pub(crate) fiscal_year: Option<i32>,
}

#[derive(Debug, Args)]
pub(crate) struct ScoreFlags {
    /// Pairs of truth and bundle files, or one folder of truth and one of bundles.
    #[arg(required = true, num_args = 2..)]
    pub(crate) paths: Vec<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}
