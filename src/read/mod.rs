//! Bytes become a [`Source`]: glyphs and rulings of a PDF, lines and cells of a text sheet.

pub mod pdf;
mod sniff;
pub mod text;

use crate::error::{Error, ErrorKind};
use crate::source::Source;
use sniff::Kind;

/// Reads a document of any type that is known. The type is told from the bytes; `path` only helps to word the
/// error for a file whose name promises something else.
///
/// # Errors
///
/// If the type is not one that is read, or the document is empty, damaged or locked.
pub fn read(bytes: &[u8], path: &str) -> Result<Source, Error> {
    match sniff::sniff(bytes, path) {
        Kind::Pdf => pdf::read(bytes),
        Kind::Text => Ok(text::read(bytes, path)),
        Kind::Empty => Err(ErrorKind::Empty.into()),
        Kind::Other(found) => Err(ErrorKind::UnknownType { found }.into()),
    }
}
