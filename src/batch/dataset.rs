//! The folder of a dataset: where everything lies in it, and how nothing in it is ever half-written.

use crate::batch::manifest::unusable;
use crate::error::{Error, ErrorKind};
use std::fs::{self, File, TryLockError};
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

/// Writes a bundle aside and renames it. It is not forced to the disk: the manifest holds its hash, so that
/// after a loss of power a bundle that did not reach the disk is found out and made again.
pub(super) fn put_bundle(root: &Path, document_id: &str, bytes: &[u8]) -> Result<(), Error> {
    let aside = root
        .join(ASIDE)
        .join(format!("{document_id}.{}", std::process::id()));
    let place = bundle_path(root, document_id);
    fs::write(&aside, bytes)
        .and_then(|()| fs::rename(&aside, &place))
        .map_err(|error| unusable(&place, &error))
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
