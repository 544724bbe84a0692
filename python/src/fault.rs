//! What goes wrong, as exceptions.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(
    kaikaku,
    Error,
    PyException,
    "What kaikaku raises, but for wrong types and files that cannot be opened."
);
create_exception!(
    kaikaku,
    DocumentError,
    Error,
    "The document is at fault: empty, damaged, locked, or of a type that is not read."
);
create_exception!(
    kaikaku,
    UnknownTypeError,
    DocumentError,
    "The type of the document is not one that is read."
);
create_exception!(
    kaikaku,
    EncryptedError,
    DocumentError,
    "The document is locked by a password that is not empty."
);
create_exception!(
    kaikaku,
    SettingsError,
    Error,
    "An option says what cannot be done: a form that is none, a prefecture that does not exist."
);
create_exception!(
    kaikaku,
    MachineError,
    Error,
    "The machine is at fault: disk, permission, no worker that starts."
);
create_exception!(
    kaikaku,
    ConflictError,
    Error,
    "Inputs and outputs do not agree: something is missing, there twice, or made by another version."
);
create_exception!(
    kaikaku,
    InternalError,
    Error,
    "The conversion broke off, which is a defect of kaikaku: report it with the document."
);

/// The exception that an error of the library is.
pub(crate) fn of(error: &kaikaku::Error) -> PyErr {
    let cause = error.to_string();
    if error.is_unknown_type() {
        UnknownTypeError::new_err(cause)
    } else if error.is_encrypted() {
        EncryptedError::new_err(cause)
    } else if error.is_document() || error.is_bundle() {
        DocumentError::new_err(cause)
    } else if error.is_machine() {
        MachineError::new_err(cause)
    } else if error.is_conflict() {
        ConflictError::new_err(cause)
    } else {
        SettingsError::new_err(cause)
    }
}
