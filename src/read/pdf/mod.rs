//! PDF: glyphs with Unicode and positions, and painted lines.

use crate::error::{Error, ErrorKind};
use crate::source::Source;

/// Reads a PDF.
///
/// # Errors
///
/// If it is damaged beyond recovery or needs a password.
pub fn read(_bytes: &[u8]) -> Result<Source, Error> {
    Err(ErrorKind::Damaged {
        cause: "not read yet".into(),
    }
    .into())
}
