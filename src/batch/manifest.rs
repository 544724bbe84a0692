//! The manifest's rows as a run keeps and finds them.

use crate::batch::dataset::MANIFEST;
use crate::emit::json;
pub use crate::emit::manifest::{Counts, Row, Status};
use crate::error::{Error, ErrorKind};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

/// The rows of earlier runs that stand in a file, the torn last line of a killed run left out.
///
/// # Errors
///
/// If the file is there and cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<Row>, Error> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unusable(path, &error)),
    };
    let mut rows = Vec::new();
    for line in BufReader::new(file).split(b'\n') {
        let line = line.map_err(|error| unusable(path, &error))?;
        // A row of another version's form is as good as none: its document is converted again.
        rows.extend(serde_json::from_slice::<Row>(&line).ok());
    }
    Ok(rows)
}

/// The rows of a dataset's manifest; none where there is no manifest.
///
/// # Errors
///
/// If it is there and cannot be read.
pub fn manifest_of(root: &Path) -> Result<Vec<Row>, Error> {
    read(&root.join(MANIFEST))
}

/// Rows as they come in, one line each, so that a run that is killed loses none that it had finished.
pub(super) struct Journal {
    file: File,
}

impl Journal {
    /// Goes on with the journal at `path`, or begins it.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .map_err(|error| unusable(path, &error))?;
        // Ends the torn line that a killed run may have left; an empty line is no row.
        file.write_all(b"\n")
            .map_err(|error| unusable(path, &error))?;
        Ok(Self { file })
    }

    /// Adds a row in one write.
    pub(super) fn add(&mut self, row: &Row) -> Result<(), Error> {
        let line = json::line(row).map_err(|error| ErrorKind::Internal {
            cause: format!("a manifest row cannot be written as JSON: {error}"),
        })?;
        self.file.write_all(&line).map_err(|error| {
            ErrorKind::Machine {
                cause: format!("the run's journal cannot be written: {error}; free some space"),
            }
            .into()
        })
    }
}

/// What to say of a file of the dataset that the machine refuses.
pub(crate) fn unusable(path: &Path, error: &io::Error) -> Error {
    let remedy = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "free some space and run again: what is done is kept"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "give another folder or ask for permission"
        }
        io::ErrorKind::NotFound => "see what became of the folder and run again",
        _ => "see whether the disk is well and run again",
    };
    ErrorKind::Machine {
        cause: format!("{}: {error}; {remedy}", path.display()),
    }
    .into()
}
