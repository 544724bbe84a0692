//! The folder of a dataset: where everything lies in it, and how nothing in it is ever half-written.

use crate::batch::frame::hex;
use crate::batch::manifest::unusable;
use crate::emit::json;
use crate::error::{Error, ErrorKind};
use crate::record::Bundle;
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A dataset's folder, held by this run alone.
pub(super) struct Dataset {
    root: PathBuf,
    /// The lock lives as long as the file is open, and the system frees it if the run is killed.
    _lock: Option<File>,
}

impl Dataset {
    /// Makes the folder where it is missing, locks it, and clears away what a killed run left half-written.
    pub(super) fn open(root: &Path) -> Result<Self, Error> {
        let make = |path: &Path| fs::create_dir_all(path).map_err(|error| unusable(path, &error));
        make(root)?;
        let lock = lock(root)?;
        make(&root.join(BUNDLES))?;
        let aside = root.join(ASIDE);
        if aside.exists() {
            fs::remove_dir_all(&aside).map_err(|error| unusable(&aside, &error))?;
        }
        make(&aside)?;
        Ok(Self {
            root: root.to_path_buf(),
            _lock: lock,
        })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.root.join(MANIFEST)
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.root.join(JOURNAL)
    }

    pub(super) fn shard_note(&self) -> PathBuf {
        self.root.join(SHARD_NOTE)
    }

    /// A file of the dataset while it is written.
    pub(super) fn aside(&self, name: &str) -> PathBuf {
        self.root.join(ASIDE).join(name)
    }

    /// Puts a file that was written aside in its place.
    pub(super) fn settle(&self, name: &str) -> Result<(), Error> {
        let place = self.root.join(name);
        fs::rename(self.aside(name), &place).map_err(|error| unusable(&place, &error))
    }

    /// Takes away the bundles of documents that are not in the dataset, and gives their number.
    pub(super) fn keep_bundles(&self, wanted: impl Fn(&str) -> bool) -> Result<usize, Error> {
        let folder = self.root.join(BUNDLES);
        let mut removed = 0;
        for entry in fs::read_dir(&folder).map_err(|error| unusable(&folder, &error))? {
            let path = entry.map_err(|error| unusable(&folder, &error))?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let ours = path.extension().is_some_and(|ending| ending == "json");
            if ours && stem.is_some_and(|id| id.starts_with("doc-") && !wanted(id)) {
                fs::remove_file(&path).map_err(|error| unusable(&path, &error))?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Takes away what only a run under way needs.
    pub(super) fn finish(self) -> Result<(), Error> {
        let work = self.root.join(WORK);
        fs::remove_dir_all(&work).map_err(|error| unusable(&work, &error))
    }
}

const BUNDLES: &str = "bundles";
/// The folder, from the root of a dataset, of what only a run under way needs.
pub const WORK: &str = ".kaikaku";
const ASIDE: &str = ".kaikaku/aside";
const JOURNAL: &str = ".kaikaku/journal.jsonl";
/// The name of the manifest, from the root of a dataset.
pub(super) const MANIFEST: &str = "manifest.jsonl";
/// The name of the note that says which part of the work a dataset is, from its root.
pub(super) const SHARD_NOTE: &str = "shard.json";

/// Where a document's bundle lies.
pub(super) fn bundle_path(root: &Path, document_id: &str) -> PathBuf {
    root.join(BUNDLES).join(format!("{document_id}.json"))
}

/// Writes a bundle aside and renames it, and gives the hash of the file. It is not forced to the disk: the manifest
/// holds its hash, so that after a loss of power a bundle that did not reach the disk is found out and made again.
pub(super) fn put_bundle(root: &Path, bundle: &Bundle) -> Result<String, Error> {
    put(root, &bundle.document.document_id, |out| {
        Ok(json::write_bundle(bundle, out)?)
    })
}

/// As [`put_bundle`], with the text of a bundle that has been written before.
pub(super) fn put_text(root: &Path, document_id: &str, text: &[u8]) -> Result<String, Error> {
    put(root, document_id, |out| out.write_all(text))
}

fn put(
    root: &Path,
    document_id: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<String, Error> {
    let aside = root
        .join(ASIDE)
        .join(format!("{document_id}.{}", std::process::id()));
    let place = bundle_path(root, document_id);
    let written = File::create(&aside).and_then(|file| {
        let mut out = BufWriter::with_capacity(1 << 16, Hashed::new(file));
        write(&mut out)?;
        let hashed = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        fs::rename(&aside, &place)?;
        Ok(hashed.sum())
    });
    written.map_err(|error| unusable(&place, &error))
}

/// What is written, and the hash of it on the way.
pub(super) struct Hashed<W> {
    out: W,
    hash: Sha256,
}

impl<W> Hashed<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            hash: Sha256::new(),
        }
    }

    /// SHA-256 of all that was written, hex.
    pub(super) fn sum(self) -> String {
        hex(&self.hash.finalize())
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// How often a lock is tried for, and how long to wait before the next time.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// Makes the folders that [`put_bundle`] needs.
pub(super) fn make_room(root: &Path) -> Result<(), Error> {
    [BUNDLES, ASIDE].iter().try_for_each(|name| {
        let path = root.join(name);
        fs::create_dir_all(&path).map_err(|error| unusable(&path, &error))
    })
}

/// Two runs must not write to one folder. Where the file system knows no locks, there is none.
///
/// A run that was just killed may leave the lock to a worker that it was about to start, for a moment; hence the
/// patience of two seconds.
pub(crate) fn lock(root: &Path) -> Result<Option<File>, Error> {
    let Ok(folder) = File::open(root) else {
        return Ok(None);
    };
    let mut held = folder.try_lock();
    for _ in 0..TRIES {
        if !matches!(held, Err(TryLockError::WouldBlock)) {
            break;
        }
        std::thread::sleep(PAUSE);
        held = folder.try_lock();
    }
    match held {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => Err(ErrorKind::Machine {
            cause: format!(
                "{}: another run writes to this folder; wait for it or give another",
                root.display()
            ),
        }
        .into()),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}
