//! Bytes become a [`Source`]: glyphs and rulings of a PDF, lines and cells of a text sheet.

pub mod pdf;

use crate::error::Error;
use crate::source::Source;

/// Reads a document of any type that is known.
///
/// # Errors
///
/// If the type is not one that is read, or the document is empty, damaged or locked.
pub fn read(bytes: &[u8]) -> Result<Source, Error> {
    pdf::read(bytes)
}
