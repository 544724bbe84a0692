//! The tables of a dataset in every form, a few bundles in memory at a time.

use crate::batch::{WORK, lock, unusable};
use crate::dataset::Bundles;
use crate::dataset::bundles::Place;
use crate::emit::columns::Columns;
#[cfg(feature = "dataset")]
use crate::emit::parquet;
#[cfg(feature = "dataset")]
use crate::emit::sqlite::{self, Database};
use crate::emit::tables::Table;
use crate::emit::{json, package};
use crate::error::{Error, ErrorKind};
use rayon::prelude::*;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A form that tables are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// One JSON object a line.
    Jsonl,
    /// CSV, with the data package that describes it.
    Csv,
    /// Parquet.
    #[cfg(feature = "dataset")]
    Parquet,
    /// One SQLite database.
    #[cfg(feature = "dataset")]
    Sqlite,
}

/// So many bundles are in memory at once, a thread.
const BUNDLES_A_THREAD: usize = 8;

/// Writes the tables of these bundles into a folder, in these forms, and gives the rows of every table in the
/// order of [`Table::ALL`].
///
/// Everything is written aside and takes its place when it is whole.
///
/// # Errors
///
/// If a bundle is none or the machine refuses.
pub fn write(
    bundles: &Bundles,
    out: &Path,
    forms: &[Form],
) -> Result<[u64; Table::ALL.len()], Error> {
    let folder = Folder::open(out)?;
    let mut files = Files::create(&folder, forms)?;
    let mut counts = [0; Table::ALL.len()];
    let columns = Table::ALL.map(Columns::of);
    let mut chunks = bundles
        .places()
        .chunks(BUNDLES_A_THREAD * rayon::current_num_threads());
    let read = |places: &[Place]| -> Result<Vec<Vec<Lines>>, Error> {
        let documents = places.par_iter();
        documents
            .map(|place| lines(place, &columns, forms))
            .collect()
    };
    let mut waiting = chunks.next().map(read).transpose()?;
    while let Some(documents) = waiting {
        // The next bundles are read while these are written.
        let (written, next) = rayon::join(
            || files.add(&documents, &mut counts),
            || chunks.next().map(read).transpose(),
        );
        written?;
        waiting = next?;
    }
    files.finish(&folder)?;
    Ok(counts)
}

/// The rows of one bundle for one table, and as they stand in text files.
struct Lines {
    rows: Arc<Vec<Value>>,
    jsonl: Vec<u8>,
    csv: Vec<u8>,
}

/// What a bundle gives to each table, in the order of [`Table::ALL`].
fn lines(place: &Place, columns: &[Columns], forms: &[Form]) -> Result<Vec<Lines>, Error> {
    let bundle = place.read()?;
    let table_lines = |(table, columns): (Table, &Columns)| -> Result<Lines, Error> {
        let rows = table
            .rows(&bundle)
            .collect::<Result<Vec<_>, _>>()
            .map_err(broken)?;
        let (mut jsonl, mut csv) = (Vec::new(), Vec::new());
        if forms.contains(&Form::Jsonl) {
            for row in &rows {
                jsonl.extend(json::line(row).map_err(broken)?);
            }
        }
        if forms.contains(&Form::Csv) {
            for row in &rows {
                columns.write_row(&mut csv, row).map_err(broken)?;
            }
        }
        let rows = Arc::new(rows);
        Ok(Lines { rows, jsonl, csv })
    };
    Table::ALL
        .into_iter()
        .zip(columns)
        .map(table_lines)
        .collect()
}

/// All files of a dataset while they are written.
struct Files {
    /// In the order of [`Table::ALL`].
    tables: Vec<TableFiles>,
    #[cfg(feature = "dataset")]
    database: Option<Aside<Database>>,
    package: bool,
}

/// The files of one table, those that were asked for.
struct TableFiles {
    jsonl: Option<Aside<BufWriter<File>>>,
    csv: Option<Aside<BufWriter<File>>>,
    #[cfg(feature = "dataset")]
    parquet: Option<Aside<parquet::Writer<BufWriter<File>>>>,
}

/// What writes a file, and the file's name.
struct Aside<T> {
    name: String,
    writer: T,
}

impl Files {
    fn create(folder: &Folder, forms: &[Form]) -> Result<Self, Error> {
        let tables = Table::ALL.map(|table| TableFiles::create(folder, table, forms));
        Ok(Self {
            tables: tables.into_iter().collect::<Result<_, _>>()?,
            #[cfg(feature = "dataset")]
            database: forms
                .contains(&Form::Sqlite)
                .then(|| {
                    let path = folder.aside(sqlite::FILE);
                    let writer =
                        Database::create(&path).map_err(|error| unwritten(&path, &error))?;
                    Ok::<_, Error>(Aside {
                        name: sqlite::FILE.to_owned(),
                        writer,
                    })
                })
                .transpose()?,
            package: forms.contains(&Form::Csv),
        })
    }

    /// Adds what some bundles give to the tables, and counts it; the database beside the other files.
    fn add(&mut self, documents: &[Vec<Lines>], counts: &mut [u64]) -> Result<(), Error> {
        for document in documents {
            for (count, lines) in counts.iter_mut().zip(document) {
                *count += lines.rows.len() as u64;
            }
        }
        #[cfg(feature = "dataset")]
        if let Some(database) = &mut self.database {
            let tables = &mut self.tables;
            let (files, rows) = rayon::join(
                || add_files(tables, documents),
                || add_rows(database, documents),
            );
            return files.and(rows);
        }
        add_files(&mut self.tables, documents)
    }

    /// Ends all files, and puts them in their places once all are whole; the database beside the other files.
    fn finish(self, folder: &Folder) -> Result<(), Error> {
        let tables = self.tables;
        let finish_tables = || -> Result<Vec<String>, Error> {
            let names = tables.into_iter().map(TableFiles::finish);
            Ok(names.collect::<Result<Vec<_>, _>>()?.concat())
        };
        #[cfg(feature = "dataset")]
        let mut names = {
            let database = self.database;
            let finish_database = || {
                database
                    .map(|database| finish_database(database, folder))
                    .transpose()
            };
            let (names, database) = rayon::join(finish_tables, finish_database);
            let mut names = names?;
            names.extend(database?);
            names
        };
        #[cfg(not(feature = "dataset"))]
        let mut names = finish_tables()?;
        if self.package {
            let path = folder.aside(package::FILE);
            fs::write(&path, package::text()).map_err(|error| unusable(&path, &error))?;
            names.push(package::FILE.to_owned());
        }
        names.iter().try_for_each(|name| folder.settle(name))
    }
}

fn add_files(tables: &mut [TableFiles], documents: &[Vec<Lines>]) -> Result<(), Error> {
    for document in documents {
        for (files, lines) in tables.iter_mut().zip(document) {
            files.add(lines)?;
        }
    }
    Ok(())
}

#[cfg(feature = "dataset")]
fn add_rows(database: &mut Aside<Database>, documents: &[Vec<Lines>]) -> Result<(), Error> {
    let Aside { name, writer } = database;
    for document in documents {
        for (table, lines) in Table::ALL.into_iter().zip(document) {
            writer
                .add(table, &lines.rows)
                .map_err(|error| unwritten(Path::new(name), &error))?;
        }
    }
    Ok(())
}

#[cfg(feature = "dataset")]
fn finish_database(database: Aside<Database>, folder: &Folder) -> Result<String, Error> {
    let Aside { name, writer } = database;
    let path = folder.aside(&name);
    writer.finish().map_err(|error| unwritten(&path, &error))?;
    File::open(&path)
        .and_then(|file| file.sync_all())
        .map_err(|error| unusable(&path, &error))?;
    Ok(name)
}

impl TableFiles {
    fn create(folder: &Folder, table: Table, forms: &[Form]) -> Result<Self, Error> {
        let file = |form: Form, ending: &str| {
            let name = format!("{}.{ending}", table.name());
            forms
                .contains(&form)
                .then(|| folder.create(name))
                .transpose()
        };
        let mut csv = file(Form::Csv, "csv")?;
        if let Some(Aside { name, writer }) = &mut csv {
            Columns::of(table)
                .write_header(writer)
                .map_err(|error| unusable(Path::new(name), &error))?;
        }
        #[cfg(feature = "dataset")]
        let parquet = file(Form::Parquet, "parquet")?
            .map(|Aside { name, writer }| {
                parquet::Writer::new(Columns::of(table), writer)
                    .map(|writer| Aside { name, writer })
                    .map_err(broken)
            })
            .transpose()?;
        Ok(Self {
            jsonl: file(Form::Jsonl, "jsonl")?,
            csv,
            #[cfg(feature = "dataset")]
            parquet,
        })
    }

    fn add(&mut self, lines: &Lines) -> Result<(), Error> {
        for (file, bytes) in [(&mut self.jsonl, &lines.jsonl), (&mut self.csv, &lines.csv)] {
            if let Some(Aside { name, writer }) = file {
                writer
                    .write_all(bytes)
                    .map_err(|error| unusable(Path::new(name), &error))?;
            }
        }
        #[cfg(feature = "dataset")]
        if let Some(Aside { name, writer }) = &mut self.parquet {
            writer
                .add(&lines.rows)
                .map_err(|error| unwritten(Path::new(name), &error))?;
        }
        Ok(())
    }

    /// Ends the files and gives their names.
    fn finish(self) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        let mut files = Vec::new();
        files.extend(self.jsonl);
        files.extend(self.csv);
        #[cfg(feature = "dataset")]
        if let Some(Aside { name, writer }) = self.parquet {
            let writer = writer
                .finish()
                .map_err(|error| unwritten(Path::new(&name), &error))?;
            files.push(Aside { name, writer });
        }
        for Aside { name, writer } in files {
            to_disk(writer).map_err(|error| unusable(Path::new(&name), &error))?;
            names.push(name);
        }
        Ok(names)
    }
}

/// The folder of a dataset, held by this run alone.
struct Folder {
    root: PathBuf,
    _lock: Option<File>,
}

impl Folder {
    fn open(root: &Path) -> Result<Self, Error> {
        fs::create_dir_all(root).map_err(|error| unusable(root, &error))?;
        let folder = Self {
            root: root.to_path_buf(),
            _lock: lock(root)?,
        };
        folder.clear();
        let aside = folder.aside("");
        fs::create_dir_all(&aside).map_err(|error| unusable(&aside, &error))?;
        Ok(folder)
    }

    /// A file while it is written. The folder is not the one where `convert` keeps what it has begun.
    fn aside(&self, name: &str) -> PathBuf {
        self.root.join(WORK).join("tables").join(name)
    }

    fn create(&self, name: String) -> Result<Aside<BufWriter<File>>, Error> {
        let path = self.aside(&name);
        let file = File::create(&path).map_err(|error| unusable(&path, &error))?;
        Ok(Aside {
            name,
            writer: BufWriter::with_capacity(1 << 16, file),
        })
    }

    fn settle(&self, name: &str) -> Result<(), Error> {
        let place = self.root.join(name);
        fs::rename(self.aside(name), &place).map_err(|error| unusable(&place, &error))
    }

    /// Takes away what was written aside, and the folder above if nothing else is in it.
    fn clear(&self) {
        let _ = fs::remove_dir_all(self.aside(""));
        let _ = fs::remove_dir(self.root.join(WORK));
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Everything on the disk before the name is changed, or the new name could come to stand for nothing.
fn to_disk(file: BufWriter<File>) -> io::Result<()> {
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()
}

#[cfg(feature = "dataset")]
fn unwritten(path: &Path, error: &dyn std::error::Error) -> Error {
    let cause = format!(
        "{}: {error}; see whether the disk has room and is well",
        path.display()
    );
    ErrorKind::Machine { cause }.into()
}

fn broken(error: impl std::error::Error) -> Error {
    let cause = error.to_string();
    ErrorKind::Internal { cause }.into()
}
