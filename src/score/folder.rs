//! Finding the bundle for each truth file.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// A truth file and the bundle made from its document.
#[derive(Clone, Debug)]
pub struct Match {
    /// The base name of the truth file, without its extension.
    pub name: String,
    /// What should have been found.
    pub truth: Value,
    /// What was found; null where the document has no bundle.
    pub bundle: Value,
}

/// Reads all truth files of a folder, sorted by name, each with the bundle whose `document.source.path` has the
/// base name that the truth's `file` gives.
///
/// # Errors
///
/// Fails if a folder or a file cannot be read, or a file is not JSON.
pub fn match_folders(truths: &Path, bundles: &Path) -> io::Result<Vec<Match>> {
    let mut by_file: BTreeMap<String, Value> = BTreeMap::new();
    for (_, bundle) in read_folder(bundles)? {
        if let Some(file) = bundle["document"]["source"]["path"].as_str() {
            by_file.insert(base_name(file).to_owned(), bundle);
        }
    }
    let matched = read_folder(truths)?.into_iter().map(|(name, truth)| {
        let file = truth["file"].as_str().map(base_name);
        let bundle = file.and_then(|file| by_file.get(file)).cloned();
        Match {
            name,
            truth,
            bundle: bundle.unwrap_or_default(),
        }
    });
    Ok(matched.collect())
}

fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn read_folder(folder: &Path) -> io::Result<Vec<(String, Value)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let name = path.file_stem().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            let fault = |error| io::Error::other(format!("{}: {error}", path.display()));
            let text = std::fs::read(&path)?;
            let value = serde_json::from_slice(&text).map_err(fault)?;
            files.push((name, value));
        }
    }
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(files)
}
