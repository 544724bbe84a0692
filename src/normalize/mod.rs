//! One form for every writing, and the way back.

use crate::source::Source;

/// Folds every character of a source to display form.
pub fn normalize(source: Source) -> Source {
    source
}
