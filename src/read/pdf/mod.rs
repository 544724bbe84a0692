//! PDF: glyphs with Unicode and positions, and painted lines.
//!
//! The engine is `hayro-interpret`; what it leaves open is added here: Unicode for fonts that carry none of
//! their own (`font`), character maps outside its set (`cmap`), glyphs painted twice (`glyph`), and
//! what of the painted paths may rule a table (`path`).

mod canvas;
mod cmap;
mod font;
mod glyph;
mod page;
mod path;
mod quiet;
pub mod scan;
#[cfg(feature = "pdf-extract")]
pub mod second;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind};
use crate::source::{Content, PaintedPage, Source};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use page::PageReader;
use rayon::prelude::*;

/// The type of a PDF.
pub const MEDIA_TYPE: &str = "application/pdf";
/// Fewer pages than this are not worth a second thread: every thread parses the fonts anew.
const PAGES_A_THREAD: usize = 8;

/// Reads a PDF.
///
/// A page that cannot be read is a diagnostic, and the others go on.
///
/// # Errors
///
/// If it is damaged beyond recovery or needs a password.
pub fn read(bytes: &[u8]) -> Result<Source, Error> {
    if bytes.is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    let pdf = quiet::guard(|| Pdf::new(bytes.to_vec()))
        .map_err(damaged)?
        .map_err(refused)?;
    if pdf.pages().is_empty() {
        return Err(damaged("it has no pages"));
    }

    let mut content = Vec::with_capacity(pdf.pages().len());
    let mut diagnostics = Vec::new();
    for (page, found) in read_pages(&pdf) {
        content.push(page);
        diagnostics.extend(found);
    }
    Ok(Source {
        media_type: MEDIA_TYPE,
        encoding: None,
        content: Content::Painted(content),
        diagnostics,
    })
}

/// Reads all pages, on as many threads as the surrounding pool has. The caches of the engine cannot be
/// shared, so every run of pages has its own; no page depends on what a cache holds.
fn read_pages(pdf: &Pdf) -> Vec<(PaintedPage, Vec<Diagnostic>)> {
    let pages = pdf.pages();
    let run = pages
        .len()
        .div_ceil(rayon::current_num_threads())
        .max(PAGES_A_THREAD);
    pages
        .par_chunks(run)
        .enumerate()
        .flat_map_iter(|(chunk, pages)| {
            let mut reader = PageReader::new();
            pages
                .iter()
                .zip(chunk * run + 1..)
                .map(|(page, number)| reader.read(page, number as u32))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn damaged(cause: impl Into<String>) -> Error {
    ErrorKind::Damaged {
        cause: cause.into(),
    }
    .into()
}

fn refused(error: LoadPdfError) -> Error {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ErrorKind::Encrypted.into(),
        LoadPdfError::Decryption(DecryptionError::MissingIDEntry) => {
            damaged("it is encrypted, and the /ID that its key is made of is missing")
        }
        LoadPdfError::Decryption(DecryptionError::InvalidEncryption) => {
            damaged("its encryption dictionary is broken")
        }
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            damaged("it is encrypted in a way that is not known")
        }
        LoadPdfError::Invalid => damaged("no page tree was found in it"),
    }
}
