//! The documents that whole-document tests convert, each once for all of them: the corpus, what is hostile, and
//! published documents beside the project where they exist.

use kaikaku::record::Bundle;
use kaikaku::source::RecoveredPage;
use kaikaku::{Options, convert, lay_out};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Folders of documents, told from the project's own.
const FOLDERS: [&str; 9] = [
    "corpus/documents",
    "corpus/unseen/documents",
    "corpus/producers/documents",
    "corpus/others/documents",
    "corpus/held/documents",
    "corpus/hostile",
    "../shared/data/seeds",
    "../shared/data/pdf-real",
    "../shared/data/pdf-encodings",
];

/// A path told from the project's folder.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// True if a folder that is no part of the project is there; says so if it is not.
pub(crate) fn is_there(folder: &str) -> bool {
    let there = project(folder).is_dir();
    if !there {
        let _ = writeln!(std::io::stderr(), "skipped: no {folder}");
    }
    there
}

/// The files of a folder, sorted: path as given for the folder and the name behind it, and bytes.
pub(crate) fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(project(folder)).expect("a folder of documents");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| format!("{folder}/{}", name.to_string_lossy()))
        .collect();
    names.sort();
    let read = |name: String| {
        let bytes = fs::read(project(&name)).expect("a readable document");
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

/// A document and what became of it.
pub(crate) struct Converted {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) bundle: Bundle,
    /// The recovered text that its spans count in.
    pub(crate) recovered: Vec<char>,
    pub(crate) pages: Vec<RecoveredPage>,
}

impl Converted {
    fn new(name: String, bytes: Vec<u8>) -> Option<Self> {
        let options = Options::default();
        let bundle = match convert(&bytes, &name, &options) {
            Ok(bundle) => bundle,
            Err(error) => {
                let hostile = name.starts_with("corpus/hostile") || name.contains("encodings");
                // What another program locked has no truth; tests/corpus.rs says what its row must say.
                let truth = name
                    .replace("/documents/", "/truth/")
                    .replace(".pdf", ".json");
                let locked = name.starts_with("corpus/producers") && !project(&truth).exists();
                assert!(
                    (hostile || locked) && error.is_document(),
                    "{name}: {error}"
                );
                return None;
            }
        };
        let laid_out = lay_out(&bytes, &name).expect("what was converted is laid out");
        Some(Self {
            recovered: laid_out.recovered.text.chars().collect(),
            pages: laid_out.recovered.pages,
            name,
            bytes,
            bundle,
        })
    }
}

/// All documents that give a bundle; the rest end in an error about the document, and only hostile ones do.
/// Converted with two threads.
pub(crate) static CONVERTED: LazyLock<Vec<Converted>> = LazyLock::new(|| {
    let folders = FOLDERS.iter();
    let there = folders.filter(|folder| !folder.starts_with("..") || is_there(folder));
    let files: Vec<(String, Vec<u8>)> = there.flat_map(|folder| files(folder)).collect();
    with_threads(2, || {
        files
            .into_par_iter()
            .filter_map(|(name, bytes)| Converted::new(name, bytes))
            .collect()
    })
});

/// Does something with a certain number of threads.
pub(crate) fn with_threads<T: Send>(threads: usize, act: impl FnOnce() -> T + Send) -> T {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads").install(act)
}
