//! The programs that are set against each other, and how each is run over the same files.

use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Someone who reads PDFs.
pub(crate) struct Contender {
    /// Its name in the table.
    pub(crate) name: String,
    /// How many of each file's pages it reads; none for all of them.
    pub(crate) first: Option<usize>,
    /// What one run starts, one after the other.
    pub(crate) commands: Box<dyn Fn() -> Vec<Command>>,
}

/// What a contender of its own kind is started as: this program, for a role.
pub(crate) const ROLE: &str = "--role";

/// All that are installed, and the names of those that are not.
pub(crate) fn all(
    files: &[PathBuf],
    python: &Path,
    first: usize,
) -> anyhow::Result<(Vec<Contender>, Vec<String>)> {
    let this = std::env::current_exe().context("this program's own file cannot be found")?;
    let role = |role: &'static str| {
        let mut command = Command::new(&this);
        command.args([ROLE, role]);
        command
    };
    let mut found = vec![
        one_process("kaikaku, to records", files, || role("records")),
        a_process_a_file("kaikaku, a process a file", files, || role("records")),
        one_process("hayro-interpret alone", files, || role("engine")),
    ];
    let mut missing = Vec::new();
    let mut offer = |contender: Contender, is_there: bool| {
        if is_there {
            found.push(contender);
        } else {
            missing.push(contender.name);
        }
    };
    let pdftotext = |layout: bool| {
        let mut command = Command::new("pdftotext");
        command.args(["-q"].into_iter().chain(layout.then_some("-layout")));
        command
    };
    let there = answers(Command::new("pdftotext").arg("-v"));
    offer(
        to_standard_output("pdftotext", files, move || pdftotext(false)),
        there,
    );
    offer(
        to_standard_output("pdftotext -layout", files, move || pdftotext(true)),
        there,
    );
    let mutool = || {
        let mut command = Command::new("mutool");
        command.args(["draw", "-q", "-F", "stext.json", "-o", "/dev/null"]);
        command
    };
    offer(
        a_process_a_file("mutool draw -F stext.json", files, mutool),
        answers(Command::new("mutool").arg("-v")),
    );
    for (library, pages) in [("pypdfium2", 0), ("pdfplumber", first)] {
        let python = python.to_path_buf();
        let there = answers(&mut reader(&python, library, pages));
        let start = move || reader(&python, library, pages);
        let mut contender = one_process(library, files, start);
        if pages > 0 {
            contender.name = format!("{library}, first {pages} pages");
            contender.first = Some(pages);
        }
        offer(contender, there);
    }
    Ok((found, missing))
}

fn reader(python: &Path, library: &str, pages: usize) -> Command {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/read_pages.py");
    let mut command = Command::new(python);
    command.arg(script).arg(library).arg(pages.to_string());
    command
}

/// One process sees to all files.
fn one_process(name: &str, files: &[PathBuf], start: impl Fn() -> Command) -> Contender {
    let files = files.to_vec();
    let program = start();
    Contender {
        name: name.to_owned(),
        first: None,
        commands: Box::new(move || {
            let mut command = copy(&program);
            command.args(&files);
            vec![command]
        }),
    }
}

/// A process for each file.
fn a_process_a_file(name: &str, files: &[PathBuf], start: impl Fn() -> Command) -> Contender {
    for_each(name, files, start(), &[])
}

/// The same for programs that take the place of their output behind the file.
fn to_standard_output(name: &str, files: &[PathBuf], start: impl Fn() -> Command) -> Contender {
    for_each(name, files, start(), &["-"])
}

fn for_each(
    name: &str,
    files: &[PathBuf],
    program: Command,
    behind: &'static [&'static str],
) -> Contender {
    let files = files.to_vec();
    let of_file = move |file: &PathBuf| {
        let mut command = copy(&program);
        command.arg(file).args(behind);
        command
    };
    Contender {
        name: name.to_owned(),
        first: None,
        commands: Box::new(move || files.iter().map(&of_file).collect()),
    }
}

/// A command is not to be cloned, but its program and arguments are.
fn copy(command: &Command) -> Command {
    let mut copy = Command::new(command.get_program());
    copy.args(command.get_args());
    copy
}

/// True if a program can be started and ends well.
fn answers(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
