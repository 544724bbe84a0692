//! A folder of its own for each test, documents in it, and runs of the program there.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_kaikaku");

pub(crate) struct Bench {
    folder: tempfile::TempDir,
}

/// What a run said and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) exit: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            exit: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        Self { folder }
    }

    /// One with this many small sheets in `in/`, no two alike.
    pub(crate) fn with_sheets(count: usize) -> Self {
        let bench = Self::new();
        for number in 1..=count {
            bench.put(&format!("in/sheet{number:03}.txt"), sheet(number));
        }
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        let folder = path.parent().expect("a folder above");
        fs::create_dir_all(folder).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file that the program wrote")
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("KAIKAKU_TEST_FAULTS", "1")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let output = self.command(arguments).output();
        output.expect("the program starts").into()
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Said {
        let mut child = self.start(self.command(arguments).stdin(Stdio::piped()));
        let mut pipe = child.stdin.take().expect("a pipe");
        pipe.write_all(input).expect("the program reads");
        drop(pipe);
        child.wait_with_output().expect("the program ends").into()
    }

    pub(crate) fn start(&self, command: &mut Command) -> Child {
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    }

    /// A run that must end well.
    pub(crate) fn run_well(&self, arguments: &[&str]) -> Said {
        let said = self.run(arguments);
        assert_eq!(said.exit, Some(0), "{arguments:?}: {said:?}");
        said
    }

    /// The rows of a dataset's manifest by path.
    pub(crate) fn manifest(&self, dataset: &str) -> BTreeMap<String, Value> {
        self.read(&format!("{dataset}/manifest.jsonl"))
            .lines()
            .map(|line| {
                let row: Value = serde_json::from_str(line).expect("a row of JSON");
                (row["path"].as_str().expect("a path").to_owned(), row)
            })
            .collect()
    }

    /// The status of every input of a dataset, by path.
    pub(crate) fn statuses(&self, dataset: &str) -> BTreeMap<String, String> {
        self.manifest(dataset)
            .into_iter()
            .map(|(path, row)| (path, row["status"].as_str().expect("a status").to_owned()))
            .collect()
    }

    /// Every file of a dataset by name, the manifest without its `seconds`.
    pub(crate) fn dataset(&self, dataset: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.path(dataset);
        let mut files = BTreeMap::new();
        collect(&root, &root, &mut files);
        let manifest = files
            .get_mut(Path::new("manifest.jsonl"))
            .expect("a manifest");
        let text = String::from_utf8(manifest.clone()).expect("UTF-8");
        let rows: Vec<String> = text.lines().map(without_seconds).collect();
        *manifest = rows.join("\n").into_bytes();
        files
    }
}

fn without_seconds(line: &str) -> String {
    let mut row: Value = serde_json::from_str(line).expect("a row of JSON");
    row["seconds"] = Value::Null;
    row.to_string()
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below the root").to_owned();
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// A small sheet of an invented city.
pub(crate) fn sheet(number: usize) -> String {
    format!(
        "改革項目名\t窓口の見直し{number}\n担当課\t市民課\n年度\t計画\t実績\n平成27年度\t検討\t実施 {number}件\n平成28年度\t実施\t\n"
    )
}

/// Asserts that two datasets are the same, and names the first file that differs.
pub(crate) fn assert_same(a: &BTreeMap<PathBuf, Vec<u8>>, b: &BTreeMap<PathBuf, Vec<u8>>) {
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(a), names(b));
    for (name, bytes) in a {
        let (a, b) = (
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&b[name]),
        );
        assert!(a == b, "{} differs:\n{a}\n---\n{b}", name.display());
    }
}
