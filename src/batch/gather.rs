//! Rows and bundles that an engine brought together become the dataset that [`run`](crate::batch::run()) would
//! have written.

use crate::batch::assemble::{Contents, assemble};
use crate::batch::dataset::{self, Dataset};
use crate::batch::frame::sha256;
use crate::batch::manifest::Row;
use crate::batch::shard;
use crate::batch::walk::ending;
use crate::error::{Error, ErrorKind};
use std::collections::BTreeMap;
use std::path::Path;

/// A dataset while its rows come in, in any order.
pub struct Gathering {
    dataset: Dataset,
    rows: BTreeMap<String, Row>,
    /// By document, the name under which the bundle on disk was converted.
    kept: BTreeMap<String, String>,
}

impl Gathering {
    /// Begins a dataset in a folder.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written, or another run writes to it.
    pub fn begin(out: &Path) -> Result<Self, Error> {
        Ok(Self {
            dataset: Dataset::open(out)?,
            rows: BTreeMap::new(),
            kept: BTreeMap::new(),
        })
    }

    /// Adds what became of one input; of equal bytes, the bundle under the first name is kept.
    ///
    /// # Errors
    ///
    /// If the input was there before, if it was made by another version or with other options than the rest, if
    /// the bundle is not the one of the row, and if the machine fails.
    pub fn add(&mut self, row: Row, bundle: Option<&[u8]>) -> Result<(), Error> {
        if let Some((_, first)) = self.rows.first_key_value()
            && first.made_by != row.made_by
        {
            return Err(conflict(format!(
                "{} was made by `{}`, {} by `{}`; put one version on all machines",
                first.path, first.made_by, row.path, row.made_by
            )));
        }
        if bundle.map(sha256) != row.bundle_sha256 {
            return Err(conflict(format!(
                "{}: not the bundle that its row names; convert it again",
                row.path
            )));
        }
        if let (Some(bundle), Some(id)) = (bundle, &row.document_id)
            && self.kept.get(id).is_none_or(|name| *name > row.path)
        {
            dataset::put_text(self.dataset.root(), id, bundle)?;
            self.kept.insert(id.clone(), row.path.clone());
        }
        match self.rows.insert(row.path.clone(), row) {
            None => Ok(()),
            Some(first) => Err(conflict(format!("{}: there twice", first.path))),
        }
    }

    /// Writes tables and manifest, with so many threads.
    ///
    /// # Errors
    ///
    /// If there are not as many rows as `inputs`, and if the machine fails.
    pub fn finish(mut self, inputs: usize, threads: usize) -> Result<(Vec<Row>, Contents), Error> {
        if self.rows.len() != inputs {
            let cause = format!("{inputs} inputs, but {} rows: run again", self.rows.len());
            return Err(conflict(cause));
        }
        settle(&mut self.rows);
        let mut rows: Vec<Row> = self.rows.into_values().collect();
        let contents = assemble(&self.dataset, &mut rows, threads)?;
        shard::write_note(&self.dataset, None, rows.len())?;
        self.dataset.finish()?;
        Ok((rows, contents))
    }
}

/// Equal bytes come to the same end: to the one that the first name came to, unless that was an accident of
/// time or memory.
fn settle(rows: &mut BTreeMap<String, Row>) {
    let mut firsts: BTreeMap<String, Row> = BTreeMap::new();
    for (path, row) in rows {
        let Some(hash) = row.sha256.clone() else {
            continue;
        };
        let first = firsts.entry(hash).or_insert_with(|| row.clone());
        let read_otherwise = ending(&first.path) != ending(path);
        if first.path != *path && (read_otherwise || first.status.has_bundle()) {
            *row = Row {
                path: path.clone(),
                seconds: 0.0,
                ..first.clone()
            };
        }
    }
}

fn conflict(cause: String) -> Error {
    ErrorKind::Conflict { cause }.into()
}
