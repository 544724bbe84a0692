//! The one document of a command that takes one: its bytes, its name, and what a fault of it is called.

use super::exit::Failure;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::thread;

/// The name that stands for standard input.
pub(crate) const STDIN: &str = "-";

/// Reads a file, or standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new(STDIN) {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// What to say of a file that the machine does not give.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "check the name",
        io::ErrorKind::PermissionDenied => "ask its owner for permission to read it",
        io::ErrorKind::IsADirectory => "give a file in it, or use `convert` with --out DIR",
        _ => "see whether the disk is well",
    };
    Failure::machine(format!("{}: {error}; {remedy}", shown(path)))
}

/// Runs a part of the conversion so that a defect of it ends in a message and not in a panic.
pub(crate) fn guarded<T: Send>(
    path: &Path,
    run: impl FnOnce() -> Result<T, kaikaku::Error> + Send,
) -> Result<T, Failure> {
    panic::set_hook(Box::new(|_| {}));
    // Deeply nested documents need more stack than the main thread may have.
    let outcome = thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || panic::catch_unwind(AssertUnwindSafe(run)))
            .map(thread::ScopedJoinHandle::join)
    });
    let _ = panic::take_hook();
    match outcome {
        Ok(Ok(Ok(Ok(value)))) => Ok(value),
        Ok(Ok(Ok(Err(error)))) => Err(Failure::document(format!("{}: {error}", shown(path)))),
        Ok(Ok(Err(_)) | Err(_)) => Err(Failure::document(format!(
            "{}: the conversion broke off; that is a defect of this program: please report it with the file",
            shown(path)
        ))),
        Err(error) => Err(Failure::machine(format!(
            "no thread could be started: {error}; end other programs"
        ))),
    }
}

/// The stack of a thread that converts. Only what is used of it takes memory.
pub(crate) const STACK: usize = 64 << 20;

/// A path as one line can show it.
pub(crate) fn shown(path: &Path) -> String {
    escape_controls(&path.display().to_string())
}

/// The text with control characters escaped: a file's name must not move a terminal's cursor.
pub(crate) fn escape_controls(text: &str) -> String {
    text.chars().fold(String::new(), |mut shown, c| {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
        shown
    })
}
