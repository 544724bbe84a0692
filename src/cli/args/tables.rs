//! The arguments of the commands that begin with converted documents.

use clap::{Args, ValueEnum};
use kaikaku::dataset::write::Form;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct DatasetFlags {
    /// What `convert --out` wrote, folders of bundles, or bundles.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The folder of the tables.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// In which forms.
    #[arg(long, value_enum, value_name = "FORMS", value_delimiter = ',', default_values_t = TableForm::all())]
    pub(crate) to: Vec<TableForm>,
}

/// The forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableForm {
    /// One JSON object a line.
    Jsonl,
    /// CSV for spreadsheets, with the data package that describes it.
    Csv,
    /// Parquet, with types and nested lists.
    #[cfg(feature = "dataset")]
    Parquet,
    /// One SQLite database.
    #[cfg(feature = "dataset")]
    Sqlite,
}

impl TableForm {
    fn all() -> Vec<Self> {
        Self::value_variants().to_vec()
    }
}

impl From<TableForm> for Form {
    fn from(form: TableForm) -> Self {
        match form {
            TableForm::Jsonl => Self::Jsonl,
            TableForm::Csv => Self::Csv,
            #[cfg(feature = "dataset")]
            TableForm::Parquet => Self::Parquet,
            #[cfg(feature = "dataset")]
            TableForm::Sqlite => Self::Sqlite,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct PanelFlags {
    /// What `convert --out` wrote, folders of bundles, or bundles.
    #[arg(required = true, value_name = "DATASET")]
    pub(crate) paths: Vec<PathBuf>,
    /// Only rows that fulfil this, as in `municipality_code = 012025 and achieved < 1`.
    #[arg(long = "where", value_name = "EXPR")]
    pub(crate) condition: Option<String>,
    /// Only fiscal years from A to B.
    #[arg(long, value_name = "A-B", value_parser = years)]
    pub(crate) years: Option<(i32, i32)>,
    /// Write the rows into this file, and the proposals beside it; without it, the rows are printed.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write the pairs of series that may be one into this file [default: NAME.proposals.csv beside --out].
    #[arg(long, value_name = "FILE")]
    pub(crate) proposals: Option<PathBuf>,
    /// In which form [default: as the name of --out says, else csv].
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) to: Option<RowForm>,
}

/// The forms of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowForm {
    /// CSV for spreadsheets and statistics programs.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl RowForm {
    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
        }
    }
}

impl PanelFlags {
    /// The form that was asked for, or that the name of the file says.
    pub(crate) fn form(&self) -> RowForm {
        let ending = self.out.as_deref().and_then(Path::extension);
        self.to.unwrap_or(match ending {
            Some(ending) if ending == RowForm::Jsonl.ending() => RowForm::Jsonl,
            _ => RowForm::Csv,
        })
    }

    /// Where the proposals go.
    pub(crate) fn proposals(&self) -> Option<PathBuf> {
        let ending = format!("proposals.{}", self.form().ending());
        let beside = self.out.as_deref().map(|out| out.with_extension(ending));
        self.proposals.clone().or(beside)
    }
}

/// `2015-2018`, or one year.
fn years(text: &str) -> Result<(i32, i32), String> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    match (from.trim().parse(), to.trim().parse()) {
        (Ok(from), Ok(to)) if from <= to => Ok((from, to)),
        _ => Err("write fiscal years as in 2015-2018".to_owned()),
    }
}

#[derive(Debug, Args)]
pub(crate) struct DiffFlags {
    /// What `convert --out` wrote before, a folder of bundles, or a bundle.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// What it wrote after.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Print one JSON object a change, and one of sums at the end.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReportFlags {
    /// What `convert --out` wrote, folders of bundles, or bundles.
    #[arg(required = true, value_name = "DATASET")]
    pub(crate) paths: Vec<PathBuf>,
    /// The file to write.
    #[arg(long, value_name = "FILE.html")]
    pub(crate) out: PathBuf,
    /// The folder of the sources, where they are not where they were converted.
    #[arg(long, value_name = "DIR")]
    pub(crate) source: Option<PathBuf>,
}
