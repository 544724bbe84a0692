//! One form for every writing, and the way back.
//!
//! The same word reaches an archive as `ﾎﾞﾗﾝﾃｨｱ`, `ボランティア` and NFD, the same label as `（1）`, `(１)` and ⑴.
//! **Display form** is what records hold: width, half-width kana, decomposed kana and radicals are settled,
//! and nothing that a reader could tell apart is changed. **Compare form** is for matching labels and joining
//! datasets, never for output: there ①, ⑴ and (1) are one, and so are the eight dashes.
//!
//! No text is put through NFKC as a whole, which would turn ①-1 into 1-1 and 4～9月 into 4~9月. Folding goes
//! cluster by cluster, is idempotent, and keeps offsets; one file a family of rules.

mod cluster;
mod content;
mod fold;
mod kana;
mod offsets;
mod punctuation;
mod sink;
mod space;
mod symbol;
mod variant;
mod width;

pub use cluster::Form;
pub use offsets::{Fate, Offsets};
pub use sink::{Folded, Step};
pub use space::is_dropped;

use crate::source::{Content, Source};
use fold::walk;
use std::borrow::Cow;

/// Folds every character of a source to display form; the characters as recovered stay beside it.
pub fn normalize(mut source: Source) -> Source {
    match &mut source.content {
        Content::Painted(pages) => pages.iter_mut().for_each(content::fold_painted),
        Content::Written(written) => content::fold_written(written),
    }
    source
}

/// Folds a text to display form, with the way back to its characters.
pub fn fold_display(raw: &str) -> Folded {
    fold(raw, Form::Display)
}

/// Folds a text to compare form, with the way back to its characters.
pub fn fold_compare(raw: &str) -> Folded {
    fold(raw, Form::Compare)
}

fn fold(raw: &str, form: Form) -> Folded {
    let mut folded = Folded::default();
    folded.text.reserve(raw.len());
    walk(raw, form, &mut folded);
    folded
}

/// The display form of a text; borrowed where nothing changes.
pub fn display(raw: &str) -> Cow<'_, str> {
    if raw.chars().all(|c| Form::Display.keeps(c)) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    walk(raw, Form::Display, &mut text);
    Cow::Owned(text)
}

/// The compare form of a text.
pub fn compare(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    walk(raw, Form::Compare, &mut text);
    text
}

/// True for a text that is its own compare form.
pub fn is_compare_form(raw: &str) -> bool {
    raw.chars().all(|c| Form::Compare.keeps(c))
}

/// The compare form of a text with all white space out: what labels are looked up by. Borrowed where nothing changes.
pub fn compare_key(raw: &str) -> Cow<'_, str> {
    if raw
        .chars()
        .all(|c| Form::Compare.keeps(c) && !c.is_whitespace())
    {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(folded_key(raw))
}

fn folded_key(raw: &str) -> String {
    let mut text = compare(raw);
    if text.contains(char::is_whitespace) {
        text.retain(|c| !c.is_whitespace());
    }
    text
}

/// One flag a character of a raw text: true if it belongs to the cluster of the character before it.
///
/// What [`crate::source::Recovered::continues`] holds for text sheets.
pub fn continues(raw: &str) -> Vec<bool> {
    let mut flags = Vec::with_capacity(raw.len());
    walk(raw, Form::Display, &mut flags);
    flags
}

/// Every change that folding a text makes, in order, each with the rule that makes it.
pub fn trace(raw: &str, form: Form) -> Vec<Step> {
    sink::Trace::of(raw, form)
}
