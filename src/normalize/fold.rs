//! The walk over a text: stretches that stay are handed over whole, clusters one at a time.
//!
//! A cluster is a character with what belongs to it: combining marks, the voicing mark of half-width kana,
//! variation selectors, characters that are not seen, the LF of CR LF. Nothing is folded across clusters, so
//! every folded character leads back to one of them.

use super::cluster::{Form, fold_cluster};
use super::kana::voicing;
use super::space::{is_dropped, is_line_break};
use unicode_normalization::char::canonical_combining_class;

/// Who takes what the walk finds, in order.
pub(super) trait Sink {
    /// A stretch that folding leaves as it is.
    fn keep(&mut self, text: &str);
    /// A cluster and its folded form; the two may be equal.
    fn fold(&mut self, cluster: &str, folded: &str);
}

/// Walks over a text and hands all of it to the sink.
///
/// A dropped character at the start of a line belongs to no cluster: it is handed over as one of its own,
/// with nothing as its folded form.
pub(super) fn walk(raw: &str, form: Form, sink: &mut impl Sink) {
    let mut folded = String::new();
    let mut rest = raw;
    while let Some((at, c)) = rest.char_indices().find(|&(_, c)| !form.keeps(c)) {
        let (stretch, from) = rest.split_at(start_of_cluster(rest, at, c));
        if !stretch.is_empty() {
            sink.keep(stretch);
        }
        let (cluster, after) = from.split_at(cluster_len(from));
        folded.clear();
        fold_cluster(cluster, form, &mut folded);
        sink.fold(cluster, &folded);
        rest = after;
    }
    if !rest.is_empty() {
        sink.keep(rest);
    }
}

/// Where the cluster begins that a character at `at` belongs to.
fn start_of_cluster(text: &str, at: usize, c: char) -> usize {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    match before {
        Some(base) if base != '\n' && follows(base, c) => at - base.len_utf8(),
        _ => at,
    }
}

/// The length in bytes of the cluster that a text begins with.
fn cluster_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    let Some((_, base)) = chars.next() else {
        return 0;
    };
    if is_line_break(base) || is_dropped(base) {
        let pair = base == '\r' && text.as_bytes().get(1) == Some(&b'\n');
        return base.len_utf8() + usize::from(pair);
    }
    let first = base.len_utf8();
    chars
        .find(|&(at, c)| !(extends(c) || at == first && voicing(base, c).is_some()))
        .map_or(text.len(), |(at, _)| at)
}

/// True if a character joins the cluster of the character right before it.
fn follows(base: char, c: char) -> bool {
    extends(c) || voicing(base, c).is_some()
}

/// True if a character joins whatever cluster stands before it.
fn extends(c: char) -> bool {
    is_dropped(c) || may_combine(c) && canonical_combining_class(c) != 0
}

/// False in the ranges that Japanese text is made of and no combining mark stands in.
fn may_combine(c: char) -> bool {
    !matches!(c, '\0'..='\u{2ff}' | '\u{2100}'..='\u{2cee}' | '\u{309b}'..='\u{a66e}' | '\u{ff00}'..='\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::may_combine;
    use unicode_normalization::char::canonical_combining_class;

    #[test]
    fn no_mark_stands_in_the_ranges_without_marks() {
        let missed = ('\0'..=char::MAX)
            .filter(|&c| !may_combine(c))
            .find(|&c| canonical_combining_class(c) != 0);
        assert_eq!(missed, None);
    }
}
