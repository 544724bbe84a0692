//! Finding and reading the bundles that a dataset is made of.

use crate::batch::unusable;
use crate::emit::check;
use crate::error::{Error, ErrorKind};
use crate::record::{Bundle, Municipality};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The bundles of a dataset, sorted by the path of their sources; only where they lie is in memory.
#[derive(Clone, Debug)]
pub struct Bundles(Vec<Place>);

/// Where one bundle lies, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The bundle's file.
    pub(crate) file: PathBuf,
    /// The path of its source.
    pub(crate) source: String,
    /// Its document.
    pub(crate) document_id: String,
    /// Who published it.
    pub(crate) municipality: Municipality,
}

/// As much of a bundle as it takes to put it in its place.
#[derive(Deserialize)]
struct Head {
    document: HeadDocument,
}

#[derive(Deserialize)]
struct HeadDocument {
    document_id: String,
    source: HeadSource,
    municipality: Municipality,
}

#[derive(Deserialize)]
struct HeadSource {
    path: String,
}

impl Bundles {
    /// Finds the bundles of a dataset that `convert` wrote, of folders of bundles, or those files themselves.
    ///
    /// Two files that say the same of one document are one bundle.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or is no bundle, or two say different things of one document.
    pub fn find(paths: &[PathBuf]) -> Result<Self, Error> {
        let mut files = Vec::new();
        for path in paths {
            files.extend(files_of(path)?);
        }
        let mut places = files
            .into_par_iter()
            .map(Place::of)
            .collect::<Result<Vec<_>, _>>()?;
        places.sort_by(|a, b| (&a.source, &a.file).cmp(&(&b.source, &b.file)));
        Ok(Self(each_once(places)?))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads the one with this number, from 0.
    ///
    /// # Errors
    ///
    /// If there is none, it cannot be read, or its keys do not hold.
    pub fn read(&self, number: usize) -> Result<Bundle, Error> {
        match self.0.get(number) {
            Some(place) => place.read(),
            None => Err(ErrorKind::Bundle {
                cause: format!("there is no bundle {number} among {}", self.len()),
            }
            .into()),
        }
    }

    /// Where they lie, in their order.
    pub(crate) fn places(&self) -> &[Place] {
        &self.0
    }
}

impl Place {
    fn of(file: PathBuf) -> Result<Self, Error> {
        let head: Head = parsed(&file, &bytes(&file)?)?;
        let document = head.document;
        Ok(Self {
            file,
            source: document.source.path,
            document_id: document.document_id,
            municipality: document.municipality,
        })
    }

    /// Reads the bundle, and refuses one whose keys do not hold.
    pub(crate) fn read(&self) -> Result<Bundle, Error> {
        let bundle: Bundle = parsed(&self.file, &bytes(&self.file)?)?;
        match check::keys(&bundle).first() {
            None => Ok(bundle),
            Some(fault) => {
                let cause = format!("{}: {}", fault.place, fault.what);
                Err(refused(&self.file, &cause))
            }
        }
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>, Error> {
    fs::read(file).map_err(|error| unusable(file, &error))
}

fn parsed<'a, T: Deserialize<'a>>(file: &Path, bytes: &'a [u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| refused(file, &format!("no bundle: {error}")))
}

fn refused(file: &Path, cause: &str) -> Error {
    let cause = format!(
        "{}: {cause}; convert its document again, or see what `kaikaku validate` says",
        file.display()
    );
    ErrorKind::Bundle { cause }.into()
}

/// The files that a path stands for.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let inner = path.join("bundles");
    let folder = if inner.is_dir() { &inner } else { path };
    let entries = fs::read_dir(folder).map_err(|error| unusable(folder, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.map_err(|error| unusable(folder, &error))?.path();
        // A dataset's own description may lie beside bundles that were written to its top.
        let described = file
            .file_name()
            .is_some_and(|name| name == "datapackage.json");
        if !described && file.extension().is_some_and(|ending| ending == "json") {
            files.push(file);
        }
    }
    Ok(files)
}

/// Leaves out the second file of a document that says the same as the first.
fn each_once(places: Vec<Place>) -> Result<Vec<Place>, Error> {
    let mut first: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut kept = Vec::new();
    for place in places {
        let Some(other) = first.get(&place.document_id) else {
            first.insert(place.document_id.clone(), place.file.clone());
            kept.push(place);
            continue;
        };
        let same_file = *other == place.file;
        if !same_file && bytes(other)? != bytes(&place.file)? {
            let (a, b) = (other.display(), place.file.display());
            let cause = format!("{a} and {b} differ and are of one document; give one of them");
            return Err(ErrorKind::Conflict { cause }.into());
        }
    }
    Ok(kept)
}
