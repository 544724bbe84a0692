//! `kaikaku panel`: one row a municipality, item, measure and fiscal year.

use super::args::{PanelFlags, RowForm};
use super::dataset::{failure, find};
use super::exit::{Exit, Failure};
use super::input::shown;
use super::message::Messages;
use kaikaku::dataset::panel::{self, Condition, Row, Share};
use kaikaku::emit::columns::Columns;
use kaikaku::emit::json;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(flags: &PanelFlags, messages: &Messages) -> anyhow::Result<Exit> {
    let columns = panel::columns();
    let chosen = Chosen {
        condition: flags
            .condition
            .as_deref()
            .map(|text| Condition::parse(text, &columns))
            .transpose()
            .map_err(|cause| Failure::usage(format!("--where: {cause}")))?,
        years: flags.years,
    };
    let bundles = find(&flags.paths)?;
    let form = flags.form();
    let mut rows = Sheet::begin(flags.out.as_deref(), form, columns)?;
    let mut proposals = match flags.proposals() {
        Some(path) => Some(Sheet::begin(Some(&path), form, panel::proposal_columns())?),
        None => None,
    };
    let (mut proposed, mut undated) = (0, 0);
    panel::make(&bundles, |share: Share| -> Result<(), anyhow::Error> {
        for row in &share.rows {
            rows.add(row, |value| chosen.takes(row, value))?;
        }
        if let Some(sheet) = &mut proposals {
            for proposal in &share.proposals {
                sheet.add(proposal, |_| true)?;
            }
        }
        proposed += share.proposals.len();
        undated += share.undated;
        Ok(())
    })
    .map_err(|error| match error.downcast::<kaikaku::Error>() {
        Ok(error) => failure(error),
        Err(error) => error,
    })?;
    rows.end()?;
    if let Some(sheet) = proposals {
        sheet.end()?;
    }
    if undated > 0 {
        messages.note(&format!(
            "{undated} plans and results are of no year and in no row"
        ));
    }
    if proposed > 0 {
        messages.note(&format!(
            "{proposed} pairs of series may be one: see the proposals"
        ));
    }
    Ok(Exit::Well)
}

/// The rows that were asked for.
struct Chosen {
    condition: Option<Condition>,
    years: Option<(i32, i32)>,
}

impl Chosen {
    fn takes(&self, row: &Row, value: &serde_json::Value) -> bool {
        let last = row.fiscal_year_end.unwrap_or(row.fiscal_year);
        let in_years = |(from, to): (i32, i32)| row.fiscal_year <= to && last >= from;
        self.years.is_none_or(in_years)
            && self.condition.as_ref().is_none_or(|one| one.holds(value))
    }
}

/// Rows on their way into a file or to standard output.
struct Sheet {
    form: RowForm,
    columns: Columns,
    out: Out,
}

/// Where rows go; a file is written beside its place until it is whole.
enum Out {
    Standard(BufWriter<io::Stdout>),
    File {
        writer: BufWriter<File>,
        aside: PathBuf,
        place: PathBuf,
    },
}

impl Sheet {
    fn begin(place: Option<&Path>, form: RowForm, columns: Columns) -> anyhow::Result<Self> {
        let out = match place {
            None => Out::Standard(BufWriter::new(io::stdout())),
            Some(place) => {
                let mut aside = place.as_os_str().to_owned();
                aside.push(".part");
                let aside = PathBuf::from(aside);
                let file = File::create(&aside).map_err(|error| unwritten(place, &error))?;
                Out::File {
                    writer: BufWriter::new(file),
                    aside,
                    place: place.to_path_buf(),
                }
            }
        };
        let mut sheet = Self { form, columns, out };
        if form == RowForm::Csv {
            let mut header = Vec::new();
            sheet.columns.write_header(&mut header)?;
            sheet.write(&header)?;
        }
        Ok(sheet)
    }

    /// Adds a row if it is one of those that were asked for.
    fn add<T: Serialize>(
        &mut self,
        row: &T,
        takes: impl FnOnce(&serde_json::Value) -> bool,
    ) -> anyhow::Result<()> {
        let value = serde_json::to_value(row)?;
        if !takes(&value) {
            return Ok(());
        }
        let mut bytes = Vec::new();
        match self.form {
            RowForm::Jsonl => bytes = json::line(&value)?,
            RowForm::Csv => self.columns.write_row(&mut bytes, &value)?,
        }
        self.write(&bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match &mut self.out {
            Out::Standard(out) => Ok(out.write_all(bytes)?),
            Out::File { writer, place, .. } => {
                let written = writer.write_all(bytes);
                Ok(written.map_err(|error| unwritten(place, &error))?)
            }
        }
    }

    fn end(self) -> anyhow::Result<()> {
        match self.out {
            Out::Standard(mut out) => Ok(out.flush()?),
            Out::File {
                writer,
                aside,
                place,
            } => writer
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|file| file.sync_all())
                .and_then(|()| fs::rename(&aside, &place))
                .map_err(|error| unwritten(&place, &error).into()),
        }
    }
}

/// What to say of a file that cannot be written.
pub(super) fn unwritten(place: &Path, error: &io::Error) -> Failure {
    Failure::machine(format!(
        "{}: {error}; give another place or free some space",
        shown(place)
    ))
}
