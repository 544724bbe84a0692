//! Which documents there are.

use crate::error::{Error, ErrorKind};
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// A document to convert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its path as given, joined with the path below it: what the bundle and the manifest call it.
    pub name: String,
    /// Where its bytes are, if the name does not say: not valid Unicode, or standard input set aside.
    pub place: Option<PathBuf>,
    /// Named by the caller, and not found in a folder or a list: a type that is not read is then a fault.
    pub named: bool,
    /// Why it will not be converted, if that shows already.
    pub trouble: Option<Trouble>,
}

/// Why a path of a folder is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be looked into, and the machine says why.
    Unreadable(String),
    /// It is a link, a pipe, a device.
    NoFile(String),
}

impl Input {
    /// A file at a path.
    pub fn new(path: &Path, named: bool) -> Self {
        let (name, place) = match path.to_str() {
            Some(text) if MAIN_SEPARATOR == '/' => (text.to_owned(), None),
            Some(text) => (text.replace(MAIN_SEPARATOR, "/"), Some(path.to_path_buf())),
            None => (escaped(path), Some(path.to_path_buf())),
        };
        Self {
            name,
            place,
            named,
            trouble: None,
        }
    }

    /// Where its bytes are.
    pub fn path(&self) -> &Path {
        self.place.as_deref().unwrap_or(Path::new(&self.name))
    }
}

/// The ending of a name, which may tell how a sheet is read; empty where there is none.
pub(super) fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
        .unwrap_or_default()
}

/// A path that is not valid Unicode, with its other bytes as `\xNN`, so that two such files keep two names.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}

/// Which files of a folder are taken: all, or those that match a glob, but for those that match another.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    /// Take only what matches one of these, if there are any.
    pub include: Vec<String>,
    /// Leave out what matches one of these.
    pub exclude: Vec<String>,
}

impl Globs {
    /// The globs as seen from a folder; a glob without a slash matches at any depth.
    ///
    /// # Errors
    ///
    /// If one of them is no glob; the error names it.
    pub fn seen_from(&self, folder: &Path) -> Result<Override, String> {
        let mut builder = OverrideBuilder::new(folder);
        for glob in &self.include {
            builder.add(glob).map_err(|error| error.to_string())?;
        }
        for glob in &self.exclude {
            builder
                .add(&format!("!{glob}"))
                .map_err(|error| error.to_string())?;
        }
        builder.build().map_err(|error| error.to_string())
    }
}

/// The documents under the given paths, by name, each once. A folder gives its files at any depth: hidden
/// ones and `without` (the dataset itself) out, links not followed. What cannot be looked into is an input
/// with its trouble told, so that it gets its row.
///
/// # Errors
///
/// If a glob is no glob.
pub fn walk(paths: &[PathBuf], globs: &Globs, without: &Path) -> Result<Vec<Input>, Error> {
    let without = without.canonicalize().ok();
    let mut inputs = Vec::new();
    for path in paths {
        if !path.is_dir() {
            inputs.push(Input::new(path, true));
            continue;
        }
        let overrides = globs
            .seen_from(path)
            .map_err(|cause| ErrorKind::Internal { cause })?;
        let without = without.clone();
        let walk = WalkBuilder::new(path)
            // An archive is not a source tree: nothing in it says what to leave out but its hidden files.
            .standard_filters(false)
            .hidden(true)
            .overrides(overrides)
            .filter_entry(move |entry| {
                let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                !(folder && without.is_some() && entry.path().canonicalize().ok() == without)
            })
            .build();
        inputs.extend(walk.filter_map(|entry| found(entry, path)));
    }
    sort(&mut inputs);
    Ok(inputs)
}

/// The documents of a list of paths, by name, each once.
pub fn listed(paths: impl Iterator<Item = PathBuf>) -> Vec<Input> {
    let mut inputs: Vec<Input> = paths.map(|path| Input::new(&path, false)).collect();
    sort(&mut inputs);
    inputs
}

fn sort(inputs: &mut Vec<Input>) {
    // A file that is both named and found counts as named.
    inputs.sort_by(|a, b| (&a.name, !a.named).cmp(&(&b.name, !b.named)));
    inputs.dedup_by(|next, first| next.name == first.name);
}

/// What one step of a walk gives: a file, a fault, or nothing for a folder that can be walked.
fn found(entry: Result<ignore::DirEntry, ignore::Error>, root: &Path) -> Option<Input> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            let mut input = Input::new(&place_of(&error).unwrap_or(root.to_path_buf()), false);
            let cause = format!("{}; see who may read it", cause_of(&error));
            input.trouble = Some(Trouble::Unreadable(cause));
            return Some(input);
        }
    };
    let kind = entry.file_type()?;
    let mut input = Input::new(entry.path(), false);
    if kind.is_symlink() {
        let cause = "a link, which is not followed; name it to convert what it leads to";
        input.trouble = Some(Trouble::NoFile(cause.to_owned()));
    } else if !kind.is_file() {
        input.trouble = Some(Trouble::NoFile("no file but a pipe or a device".to_owned()));
    }
    (!kind.is_dir()).then_some(input)
}

/// The path that an error of a walk is about.
fn place_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place_of(err)
        }
        _ => None,
    }
}

fn cause_of(error: &ignore::Error) -> String {
    error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_given_twice_is_one_input() {
        let inputs = listed(["b", "a", "b"].into_iter().map(PathBuf::from));
        let names: Vec<&str> = inputs.iter().map(|input| &*input.name).collect();
        assert_eq!(names, ["a", "b"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_unicode_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let name =
            |bytes: &[u8]| Input::new(Path::new(std::ffi::OsStr::from_bytes(bytes)), true).name;
        assert_eq!(name(b"a\xff"), "a\\xff");
        assert_ne!(name(b"a\xff"), name(b"a\xfe"));
    }
}
