//! The way of a document on one screen: six calls, and what people set right.

use crate::correct;
use crate::cross_check;
use crate::error::Error;
use crate::forms;
use crate::interpret::{Origin, interpret};
use crate::layout::{self, Pages};
use crate::normalize;
use crate::options::Options;
use crate::read::{self, pdf::MEDIA_TYPE as PDF};
use crate::record::Bundle;
use sha2::{Digest, Sha256};

/// Converts one document.
///
/// `path` is recorded in the bundle and used for nothing else; the type is told from the bytes.
///
/// # Errors
///
/// If the document cannot be read at all (see [`Error`]); a document that can be read in part gives a bundle
/// with warnings.
pub fn convert(bytes: &[u8], path: &str, options: &Options) -> Result<Bundle, Error> {
    let mut pages = lay_out(bytes, path)?;
    if let Some(reader) = &options.second_reader
        && pages.media_type == PDF
    {
        let found = cross_check::check(bytes, &pages.recovered, reader);
        pages.diagnostics.extend(found);
    }
    let (profile, fit) = forms::choose(&options.form, &pages)?;
    let origin = Origin {
        path,
        sha256: hex(&Sha256::digest(bytes)),
        bytes: bytes.len() as u64,
    };
    let mut bundle = interpret(&pages, &profile, fit, options, &origin);
    if let Some(corrections) = &options.corrections {
        correct::lay(&mut bundle, corrections);
    }
    Ok(bundle)
}

/// Recovers and lays out one document, without looking for records.
///
/// # Errors
///
/// As [`convert`].
pub fn lay_out(bytes: &[u8], path: &str) -> Result<Pages, Error> {
    let source = read::read(bytes, path)?;
    let source = normalize::normalize(source);
    Ok(layout::layout(source))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
