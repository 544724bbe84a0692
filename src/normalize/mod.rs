//! One form for every writing, and the way back.

use crate::source::Source;

/// Folds every character of a source to display form.
pub fn normalize(source: Source) -> Source {
    source
}

/// For every character of a raw text, whether it belongs to the same cluster as the one before it.
pub fn continues(raw: &str) -> Vec<bool> {
    vec![false; raw.chars().count()]
}
