//! The one error type: a cause, and what to do about it.

/// Why a document, a profile or an output could not be dealt with.
///
/// The kind is private so that it can grow; ask with the predicates. The message is one line that names the
/// cause and the remedy; the command line puts the file's name before it.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<ErrorKind>);

#[derive(Debug, thiserror::Error)]
pub(crate) enum ErrorKind {
    #[error("the file is empty; fetch it again from where it came")]
    Empty,
    #[error("not a type that is read ({found}); give a PDF or a text sheet")]
    UnknownType { found: String },
    #[error("the PDF needs a password; save an unprotected copy and convert that")]
    Encrypted,
    #[error(
        "the PDF is damaged: {cause}; fetch it again, or repair it with `qpdf --decrypt IN OUT`"
    )]
    Damaged { cause: String },
    #[error("{cause}; correct the form profile (docs/forms.md)")]
    Profile { cause: String },
    #[error(
        "no form is called `{id}`; `kaikaku forms list` names those that are built in, docs/forms.md shows how to write one"
    )]
    UnknownForm { id: String },
    #[error("{cause}")]
    Machine { cause: String },
    #[error("{cause}")]
    Conflict { cause: String },
    #[error("{cause}")]
    Bundle { cause: String },
    #[error("{cause}")]
    Internal { cause: String },
}

impl Error {
    /// True if the document itself is at fault: wrong type, empty, damaged or locked.
    pub fn is_document(&self) -> bool {
        matches!(
            *self.0,
            ErrorKind::Empty
                | ErrorKind::UnknownType { .. }
                | ErrorKind::Encrypted
                | ErrorKind::Damaged { .. }
        )
    }

    /// True if the type of the file is not one that is read, so that a folder run skips it.
    pub fn is_unknown_type(&self) -> bool {
        matches!(*self.0, ErrorKind::UnknownType { .. })
    }

    /// True if the machine is at fault: disk, permission, a file that is not there.
    pub fn is_machine(&self) -> bool {
        matches!(*self.0, ErrorKind::Machine { .. })
    }

    /// True if datasets that are to become one say different things of the same document.
    pub fn is_conflict(&self) -> bool {
        matches!(*self.0, ErrorKind::Conflict { .. })
    }

    /// True if a file is no bundle, or one that breaks the record model.
    pub fn is_bundle(&self) -> bool {
        matches!(*self.0, ErrorKind::Bundle { .. })
    }

    /// True if the document is locked by a password that is not empty.
    pub fn is_encrypted(&self) -> bool {
        matches!(*self.0, ErrorKind::Encrypted)
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}
