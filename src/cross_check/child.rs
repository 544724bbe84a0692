//! The second reader as a process: it may panic, hang or eat memory and harms nothing.

use crate::options::SecondReader;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

/// The argument with which the program is a second reader: a PDF on standard input, its text on standard output.
pub const ARGUMENT: &str = "second-reader";
/// What parts pages in what it prints.
pub const PAGE_END: char = '\u{c}';
/// Nothing that is longer is the text of a document.
const LONGEST: u64 = 256 << 20;

/// Why the second reader says nothing of a document.
#[derive(Debug, thiserror::Error)]
pub enum Silence {
    /// There is no such program, or no process to be had.
    #[error("could not be started: {0}")]
    NotStarted(io::Error),
    /// It was stopped.
    #[error("gave no answer in time")]
    Late,
    /// It died, or gave the document up.
    #[error("could not read this document")]
    Failed,
}

/// The text of each page as the second reader finds it.
///
/// # Errors
///
/// Whatever becomes of the process, this comes back, at the latest soon after the reader's patience.
pub fn pages(reader: &SecondReader, bytes: &[u8]) -> Result<Vec<String>, Silence> {
    let mut child = Command::new(&reader.program)
        .arg(ARGUMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(Silence::NotStarted)?;
    let text = answer(&mut child, bytes, reader)?;
    let ended_well = child.wait().is_ok_and(|status| status.success());
    if !ended_well {
        return Err(Silence::Failed);
    }
    Ok(text.split(PAGE_END).map(str::to_owned).collect())
}

/// Feeds the child and waits for all it says; a child that is late is stopped.
fn answer(child: &mut Child, bytes: &[u8], reader: &SecondReader) -> Result<String, Silence> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        scope.spawn(move || {
            if let Some(mut input) = input {
                // A child that died early shows in what it answers.
                let _ = input.write_all(bytes);
            }
        });
        scope.spawn(move || {
            let mut text = String::new();
            let read = output.map_or(Ok(0), |output| {
                output.take(LONGEST).read_to_string(&mut text)
            });
            // The receiver is gone after the deadline.
            let _ = sender.send(read.map(|_| text));
        });
        let said = receiver.recv_timeout(reader.patience);
        if !matches!(said, Ok(Ok(_))) {
            // Both threads end when its pipes close.
            let _ = child.kill();
            let _ = child.wait();
        }
        match said {
            Ok(Ok(text)) => Ok(text),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(Silence::Late),
            _ => Err(Silence::Failed),
        }
    })
}
