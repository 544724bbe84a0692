//! The tables and the manifest, put together from the bundles on disk, a few of them in memory at a time.

use crate::batch::dataset::{self, Dataset, MANIFEST};
use crate::batch::frame::sha256;
use crate::batch::manifest::{Row, unusable};
use crate::emit::columns::Columns;
use crate::emit::json;
use crate::emit::tables::Table;
use crate::error::{Error, ErrorKind};
use crate::record::Bundle;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What a finished dataset holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Rows of every table, in the order of [`Table::ALL`].
    pub rows: [u64; Table::ALL.len()],
    /// Bundles that were taken away because no input gives them any more.
    pub removed: usize,
}

/// So many bundles are in memory at once, a thread.
const BUNDLES_A_THREAD: usize = 16;

/// A bundle longer than this, bytes, is seen to alone, and its rows go to the files one by one.
const LARGE_BUNDLE: u64 = 8 << 20;

/// Writes tables and manifest for these rows, which are sorted by path, with so many threads.
///
/// A bundle whose `source.path` is not the first of its names is written anew. The manifest comes last: until
/// it is in its place the journal stands, and a run that is killed here is completed by the next.
pub(super) fn assemble(
    dataset: &Dataset,
    rows: &mut [Row],
    threads: usize,
) -> Result<Contents, Error> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| broken(error.to_string()))?;
    let mut contents = Contents::default();
    let mut tables = Table::ALL
        .into_iter()
        .map(|table| TableFiles::create(dataset, table))
        .collect::<Result<Vec<_>, _>>()?;
    let columns = Table::ALL.map(Columns::of);
    let mut hashes: BTreeMap<String, String> = BTreeMap::new();
    for chunk in first_rows(rows).chunks(BUNDLES_A_THREAD * threads.max(1)) {
        let small = |row: &&Row| -> Result<Option<Leaf>, Error> {
            let bundle = Named::of(row)?;
            let is_large = bundle.length(dataset) > LARGE_BUNDLE;
            (!is_large)
                .then(|| Leaf::of(dataset, bundle, &columns))
                .transpose()
        };
        let leaves: Vec<Result<Option<Leaf>, Error>> =
            pool.install(|| chunk.par_iter().map(small).collect());
        for (leaf, row) in leaves.into_iter().zip(chunk) {
            let named = Named::of(row)?;
            let hash = if let Some(leaf) = leaf? {
                for ((files, lines), count) in
                    tables.iter_mut().zip(&leaf.rows).zip(&mut contents.rows)
                {
                    files.add(lines)?;
                    *count += lines.count;
                }
                leaf.bundle_sha256
            } else {
                let (bundle, hash) = named.read(dataset)?;
                let all = Table::ALL.into_iter().zip(&columns);
                for (((table, columns), files), count) in
                    all.zip(&mut tables).zip(&mut contents.rows)
                {
                    *count += files.add_all(table, columns, &bundle)?;
                }
                hash
            };
            hashes.insert(named.id.to_owned(), hash);
        }
    }
    for row in rows.iter_mut().filter(|row| row.status.has_bundle()) {
        let hash = row.document_id.as_ref().and_then(|id| hashes.get(id));
        row.bundle_sha256 = hash.cloned();
    }
    for files in tables {
        files.close(dataset)?;
    }
    write_manifest(dataset, rows)?;
    contents.removed = dataset.keep_bundles(|id| hashes.contains_key(id))?;
    Ok(contents)
}

/// The first row of every document that has a bundle.
fn first_rows(rows: &[Row]) -> Vec<&Row> {
    let mut seen = BTreeSet::new();
    rows.iter()
        .filter(|row| row.status.has_bundle() && seen.insert(&row.document_id))
        .collect()
}

/// The bundle of a row.
struct Named<'r> {
    row: &'r Row,
    id: &'r str,
    hash: &'r str,
}

impl<'r> Named<'r> {
    fn of(row: &'r Row) -> Result<Self, Error> {
        match (&row.document_id, &row.bundle_sha256) {
            (Some(id), Some(hash)) => Ok(Self { row, id, hash }),
            _ => Err(broken(format!("{}: a bundle without an id", row.path))),
        }
    }

    /// How long its file is, bytes; 0 where there is none, which is found out when it is read.
    fn length(&self, dataset: &Dataset) -> u64 {
        let path = dataset::bundle_path(dataset.root(), self.id);
        fs::metadata(path).map_or(0, |file| file.len())
    }

    /// Reads it, sees to its name, and gives the hash of its file.
    fn read(&self, dataset: &Dataset) -> Result<(Bundle, String), Error> {
        let named = bundle_named(dataset, self.id, self.hash, &self.row.path)?;
        expect_counts(self.row, &named.0)?;
        Ok(named)
    }
}

/// What one document gives to the tables.
struct Leaf {
    bundle_sha256: String,
    /// In the order of [`Table::ALL`].
    rows: Vec<Lines>,
}

/// Rows of one table as they stand in its two files.
struct Lines {
    jsonl: Vec<u8>,
    csv: Vec<u8>,
    count: u64,
}

impl Leaf {
    /// Reads a document's bundle and writes its rows out.
    fn of(dataset: &Dataset, named: Named<'_>, columns: &[Columns]) -> Result<Self, Error> {
        let (bundle, bundle_sha256) = named.read(dataset)?;
        let rows = Table::ALL
            .into_iter()
            .zip(columns)
            .map(|(table, columns)| Lines::of(table, columns, &bundle));
        Ok(Self {
            bundle_sha256,
            rows: rows.collect::<Result<_, _>>()?,
        })
    }
}

impl Lines {
    fn of(table: Table, columns: &Columns, bundle: &Bundle) -> Result<Self, Error> {
        let mut lines = Self {
            jsonl: Vec::new(),
            csv: Vec::new(),
            count: 0,
        };
        lines.count = write_rows(table, columns, bundle, &mut lines.jsonl, &mut lines.csv)
            .map_err(|error| broken(error.to_string()))?;
        Ok(lines)
    }
}

/// Writes the rows that a bundle gives to a table as they stand in its two files, and counts them.
fn write_rows(
    table: Table,
    columns: &Columns,
    bundle: &Bundle,
    jsonl: &mut impl Write,
    csv: &mut impl Write,
) -> io::Result<u64> {
    let mut count = 0;
    for row in table.rows(bundle) {
        let row = row?;
        jsonl.write_all(&json::line(&row)?)?;
        columns.write_row(csv, &row)?;
        count += 1;
    }
    Ok(count)
}

/// The bundle of a document under this name, and the hash of its file, which is written anew if it has
/// another name in it.
fn bundle_named(
    dataset: &Dataset,
    id: &str,
    hash: &str,
    name: &str,
) -> Result<(Bundle, String), Error> {
    let path = dataset::bundle_path(dataset.root(), id);
    let bytes = fs::read(&path).map_err(|error| unusable(&path, &error))?;
    let changed = || ErrorKind::Machine {
        cause: format!(
            "{}: changed by another program during the run; run again",
            path.display()
        ),
    };
    if sha256(&bytes) != hash {
        return Err(changed().into());
    }
    let mut bundle: Bundle = serde_json::from_slice(&bytes).map_err(|_| changed())?;
    if bundle.document.source.path == name {
        return Ok((bundle, hash.to_owned()));
    }
    name.clone_into(&mut bundle.document.source.path);
    let hash = dataset::put_bundle(dataset.root(), &bundle)?;
    Ok((bundle, hash))
}

/// A document must give as many records to the tables as were counted when it was converted.
fn expect_counts(row: &Row, bundle: &Bundle) -> Result<(), Error> {
    for table in Table::ALL {
        let counted = row.counts.map_or(0, |counts| counts.rows(table));
        if counted != table.count(bundle) as u64 {
            let (path, name) = (&row.path, table.name());
            return Err(broken(format!(
                "{path}: the manifest counts {counted} {name}, the bundle holds {}; run again with --force",
                table.count(bundle)
            )));
        }
    }
    Ok(())
}

fn write_manifest(dataset: &Dataset, rows: &[Row]) -> Result<(), Error> {
    let path = dataset.aside(MANIFEST);
    let mut file = create(&path)?;
    for row in rows {
        let line = json::line(row).map_err(|error| broken(error.to_string()))?;
        file.write_all(&line)
            .map_err(|error| unusable(&path, &error))?;
    }
    finish(file).map_err(|error| unusable(&path, &error))?;
    dataset.settle(MANIFEST)
}

/// The two files of one table while they are written.
struct TableFiles {
    jsonl: (PathBuf, BufWriter<File>),
    csv: (PathBuf, BufWriter<File>),
}

impl TableFiles {
    fn create(dataset: &Dataset, table: Table) -> Result<Self, Error> {
        let path = dataset.aside(&format!("{}.jsonl", table.name()));
        let jsonl = (path.clone(), create(&path)?);
        let path = dataset.aside(&format!("{}.csv", table.name()));
        let mut csv = (path.clone(), create(&path)?);
        Columns::of(table)
            .write_header(&mut csv.1)
            .map_err(|error| unusable(&path, &error))?;
        Ok(Self { jsonl, csv })
    }

    fn add(&mut self, lines: &Lines) -> Result<(), Error> {
        for ((path, file), bytes) in [(&mut self.jsonl, &lines.jsonl), (&mut self.csv, &lines.csv)]
        {
            file.write_all(bytes)
                .map_err(|error| unusable(path, &error))?;
        }
        Ok(())
    }

    /// Adds the rows of a bundle that is too large to be written out in memory first.
    fn add_all(&mut self, table: Table, columns: &Columns, bundle: &Bundle) -> Result<u64, Error> {
        let Self { jsonl, csv } = self;
        write_rows(table, columns, bundle, &mut jsonl.1, &mut csv.1)
            .map_err(|error| unusable(&jsonl.0, &error))
    }

    fn close(self, dataset: &Dataset) -> Result<(), Error> {
        for (path, file) in [self.jsonl, self.csv] {
            finish(file).map_err(|error| unusable(&path, &error))?;
            if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
                dataset.settle(name)?;
            }
        }
        Ok(())
    }
}

fn create(path: &Path) -> Result<BufWriter<File>, Error> {
    File::create(path)
        .map(|file| BufWriter::with_capacity(1 << 16, file))
        .map_err(|error| unusable(path, &error))
}

/// Everything on the disk before the name is changed, or the new name could come to stand for nothing.
fn finish(file: BufWriter<File>) -> io::Result<()> {
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()
}

fn broken(cause: String) -> Error {
    ErrorKind::Internal { cause }.into()
}
