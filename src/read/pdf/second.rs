//! The second PDF reader, for comparison only.
//!
//! `pdf-extract` panics on predefined character maps, gives nothing for CID fonts without `ToUnicode`, and
//! may run for very long on hostile files: run it in a process that can be killed.

use super::{damaged, quiet};
use crate::error::Error;

/// The text of every page as `pdf-extract` finds it.
///
/// # Errors
///
/// If it cannot read the document, also where it panics.
pub fn text(bytes: &[u8]) -> Result<Vec<String>, Error> {
    quiet::guard(|| pdf_extract::extract_text_from_mem_by_pages(bytes))
        .map_err(damaged)?
        .map_err(|error| damaged(error.to_string()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_no_pdf_is_an_error() {
        assert!(super::text(b"no PDF").is_err());
    }
}
