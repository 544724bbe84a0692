//! The way of a document: six calls on one screen.

use crate::error::Error;
use crate::forms;
use crate::interpret::{Origin, interpret};
use crate::layout::{self, Pages};
use crate::normalize;
use crate::notation::municipality::Municipalities;
use crate::read;
use crate::record::Bundle;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What a caller may decide about a conversion.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which form profile to use.
    pub form: FormChoice,
    /// The municipality's name, where the caller knows better than the document.
    pub municipality: Option<String>,
    /// The municipality's prefecture, which settles a name that several have.
    pub prefecture: Option<String>,
    /// Municipalities besides those of the built-in table.
    pub municipalities: Option<Arc<Municipalities>>,
    /// Leave out derived cells (達成率, 進捗率).
    pub no_derived: bool,
}

/// Which form profile to use.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FormChoice {
    /// The one that fits best, none where none fits.
    #[default]
    Fitting,
    /// None: generic interpretation only.
    Generic,
    /// The built-in one with this id.
    Named(String),
    /// A profile given as TOML text.
    Given(String),
}

/// Converts one document.
///
/// `path` is recorded in the bundle and used for nothing else; the type is told from the bytes.
///
/// # Errors
///
/// If the document cannot be read at all (see [`Error`]); a document that can be read in part gives a bundle
/// with warnings.
pub fn convert(bytes: &[u8], path: &str, options: &Options) -> Result<Bundle, Error> {
    let pages = lay_out(bytes, path)?;
    let (profile, fit) = forms::choose(&options.form, &pages)?;
    let origin = Origin {
        path,
        sha256: hex(&Sha256::digest(bytes)),
        bytes: bytes.len() as u64,
    };
    Ok(interpret(&pages, &profile, fit, options, &origin))
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
