//! The second PDF reader, in a process of its own: it may panic, hang or eat memory and harms nothing.

use super::exit::{Exit, Failure};
use super::input::shown;
use super::{print, this_program};
use anyhow::Context;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long the second reader may take over one document.
const DEADLINE: Duration = Duration::from_secs(120);

/// The text that the second reader gives: pages parted by FF.
pub(crate) fn text(path: &Path, bytes: Vec<u8>) -> anyhow::Result<String> {
    let mut child = Command::new(this_program()?)
        .arg("second-reader")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("the second reader cannot be started")?;
    match answer(&mut child, bytes) {
        Ok(Ok(text)) if child.wait().is_ok_and(|status| status.success()) => Ok(text),
        outcome => {
            // Dead already, or to be stopped; either way there is nothing more to hear from it.
            let _ = child.kill();
            let _ = child.wait();
            let cause = match outcome {
                Err(mpsc::RecvTimeoutError::Timeout) => "gave no answer in time",
                _ => "could not read this file",
            };
            let name = shown(path);
            let message = format!("{name}: pdf-extract {cause}; use --engine hayro");
            Err(Failure::document(message).into())
        }
    }
}

/// Feeds the child and waits for all it says.
fn answer(
    child: &mut Child,
    bytes: Vec<u8>,
) -> Result<std::io::Result<String>, mpsc::RecvTimeoutError> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        if let Some(mut input) = input {
            // A child that died early shows in what it answers.
            let _ = input.write_all(&bytes);
        }
    });
    thread::spawn(move || {
        let mut text = String::new();
        let read = output.map_or(Ok(0), |mut output| output.read_to_string(&mut text));
        // The receiver is gone after the deadline.
        let _ = sender.send(read.map(|_| text));
    });
    receiver.recv_timeout(DEADLINE)
}

/// The child's side: a PDF on standard input, its text on standard output.
pub(crate) fn run() -> anyhow::Result<Exit> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("standard input")?;
    match pages(&bytes) {
        Some(pages) => {
            print(pages.join("\u{c}").as_bytes())?;
            Ok(Exit::Well)
        }
        None => Ok(Exit::Documents),
    }
}

#[cfg(feature = "pdf-extract")]
fn pages(bytes: &[u8]) -> Option<Vec<String>> {
    kaikaku::read::pdf::second::text(bytes).ok()
}

#[cfg(not(feature = "pdf-extract"))]
fn pages(_bytes: &[u8]) -> Option<Vec<String>> {
    None
}
