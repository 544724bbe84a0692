//! How a run ends, for the shell that started it.

use std::io;
use std::process::ExitCode;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All well.
    Well = 0,
    /// Some documents failed, or a file that was checked has faults.
    Documents = 1,
    /// The command was not understood.
    Usage = 2,
    /// The machine failed: disk, permission, a file that is not there.
    Machine = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A message for people that carries its exit code: what happened and what to do, in one line.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    /// The named document cannot be converted, or the checked file has faults.
    pub(crate) fn document(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Documents,
            message: message.into(),
        }
    }

    /// The command asks for something that does not go together.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Usage,
            message: message.into(),
        }
    }

    /// Disk, permission, a file that is not there.
    pub(crate) fn machine(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Machine,
            message: message.into(),
        }
    }
}

/// The exit code of an error. Whoever closed the pipe has read enough, so that is no fault.
pub(crate) fn exit_of(error: &anyhow::Error) -> Exit {
    let broken_pipe = |cause: &(dyn std::error::Error + 'static)| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(broken_pipe) {
        return Exit::Well;
    }
    error
        .downcast_ref::<Failure>()
        .map_or(Exit::Machine, |failure| failure.exit)
}
