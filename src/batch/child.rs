//! The parent's side of one worker process.

use crate::batch::frame::{self, Ask, Say};
use crate::error::{Error, ErrorKind};
use std::io::{BufReader, Read};
use std::process::{Child as Process, ChildStderr, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A worker process; it is killed when this is dropped.
pub(super) struct Child {
    process: Process,
    input: ChildStdin,
    said: Receiver<Say>,
    grumbled: Option<JoinHandle<Vec<u8>>>,
    /// How many documents it was asked to read.
    pub(super) handled: u32,
}

/// Why a worker does not answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// It takes longer than it may.
    Late,
    /// It is dead for want of memory.
    Starved,
    /// It is dead, and this is all that is known.
    Dead(String),
}

/// How long a worker may take to start.
const START: Duration = Duration::from_secs(60);

impl Child {
    /// Starts a worker by the command that runs [`serve`](crate::batch::serve), and waits until it is ready.
    pub(super) fn start(mut command: Command, start: &Ask) -> Result<Self, Error> {
        let failed = |cause: String| ErrorKind::Machine {
            cause: format!(
                "no worker can be started: {cause}; raise --memory-limit or lower --jobs"
            ),
        };
        let mut process = command
            // The reason of an abort is looked for in what it prints; a backtrace would bury it.
            .env("RUST_BACKTRACE", "0")
            // Each arena of glibc sets address space aside that would count against the memory limit; what one of
            // jemalloc's has freed, the others cannot use, and pages are read in other threads than records are found.
            .env("MALLOC_ARENA_MAX", "2")
            .env("_RJEM_MALLOC_CONF", "narenas:1,dirty_decay_ms:500")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| failed(error.to_string()))?;
        let (Some(input), Some(output), Some(stderr)) = (
            process.stdin.take(),
            process.stdout.take(),
            process.stderr.take(),
        ) else {
            return Err(failed("it has no pipes".to_owned()).into());
        };
        let (sender, said) = mpsc::channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(Some(say)) = frame::receive(&mut output) {
                if sender.send(say).is_err() {
                    break;
                }
            }
        });
        let mut child = Self {
            process,
            input,
            said,
            grumbled: Some(thread::spawn(move || tail(stderr))),
            handled: 0,
        };
        let ready = child
            .ask(start)
            .and_then(|()| child.hear(Instant::now() + START));
        match ready {
            Ok(Say::Ready) => Ok(child),
            Ok(_) => Err(failed("it speaks another version".to_owned()).into()),
            Err(silence) => Err(failed(format!("{silence:?}")).into()),
        }
    }

    /// Says something to the worker.
    pub(super) fn ask(&mut self, ask: &Ask) -> Result<(), Silence> {
        frame::send(&mut self.input, ask).map_err(|_| self.autopsy())
    }

    /// Waits for what the worker says.
    pub(super) fn hear(&mut self, deadline: Instant) -> Result<Say, Silence> {
        let patience = deadline.saturating_duration_since(Instant::now());
        match self.said.recv_timeout(patience) {
            Ok(say) => Ok(say),
            Err(RecvTimeoutError::Timeout) => Err(Silence::Late),
            Err(RecvTimeoutError::Disconnected) => Err(self.autopsy()),
        }
    }

    /// Why the worker died, told by how it ended and what it said last.
    fn autopsy(&mut self) -> Silence {
        let patience = Instant::now() + LAST_WORDS;
        let status = loop {
            match self.process.try_wait() {
                Ok(None) if Instant::now() < patience => thread::sleep(Duration::from_millis(5)),
                Ok(status) => break status,
                Err(_) => break None,
            }
        };
        if status.is_none() {
            // It lives on without a pipe, so it is of no use any more.
            let _ = self.process.kill();
        }
        let grumbled = self.grumbled.take().map(JoinHandle::join);
        let grumbled = grumbled.and_then(Result::ok).unwrap_or_default();
        cause_of_death(status, &String::from_utf8_lossy(&grumbled))
    }
}

/// A process that has closed its pipe is on its way out; this is how long it may take.
const LAST_WORDS: Duration = Duration::from_secs(5);

impl Drop for Child {
    fn drop(&mut self) {
        // Dead already, or no longer needed; there is nothing to be done about either.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The last few kilobytes that a worker wrote to standard error: enough to hold its last message.
fn tail(mut stderr: ChildStderr) -> Vec<u8> {
    const KEPT: usize = 16 << 10;
    let mut kept = Vec::new();
    let mut piece = [0; KEPT];
    while let Ok(length @ 1..) = stderr.read(&mut piece) {
        kept.extend_from_slice(&piece[..length]);
        kept.drain(..kept.len().saturating_sub(KEPT));
    }
    kept
}

fn cause_of_death(status: Option<ExitStatus>, grumbled: &str) -> Silence {
    // What the standard library says before it aborts; there is no other sign of it.
    if grumbled.contains("memory allocation of") {
        return Silence::Starved;
    }
    if grumbled.contains("has overflowed its stack") {
        return Silence::Dead("it is nested too deeply for the stack".to_owned());
    }
    match status.and_then(signal_of) {
        // Not ours: that is only sent after a deadline. The system sends it where memory runs out.
        Some(9) => Silence::Starved,
        Some(signal) => Silence::Dead(format!("signal {signal}")),
        None => Silence::Dead(status.map_or_else(|| "unknown".to_owned(), |s| s.to_string())),
    }
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_status: ExitStatus) -> Option<i32> {
    None
}
