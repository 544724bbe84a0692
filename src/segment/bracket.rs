//! What a bracket behind a label says of it: the period, the unit, or both.

use super::unit::unit_of;
use crate::notation::period::{self, PeriodContext, Reading};
use std::sync::Arc;

/// The period that the words in a bracket name, and the unit: `令和6年度`, `千円`, `令和6年度・千円`.
pub(super) fn read<'t>(
    inner: &'t str,
    context: &PeriodContext,
) -> (Option<Reading>, Option<&'t str>) {
    let whole = period::read(inner, context);
    if let (None, Some((first, last))) = (&whole, inner.rsplit_once(['・', '、', '/'])) {
        let both = period::read(first, context).zip(unit_of(last));
        if let Some((reading, unit)) = both {
            return (Some(reading), Some(unit));
        }
    }
    (whole, unit_of(inner))
}

/// A period that was read from compare form, with its words as the text prints them: R7 and not r7, 5～7年度 and not 5~7年度.
pub(super) fn as_printed(mut reading: Reading, text: &str) -> Arc<Reading> {
    let fold = |c: char| match c {
        '～' | '〜' => '~',
        _ => c.to_ascii_lowercase(),
    };
    if let Some(label) = &mut reading.period.label {
        let starts = text.char_indices().map(|(at, _)| &text[at..]);
        let read = |rest: &&str| {
            let mut printed = rest.chars().map(fold);
            label.chars().all(|c| printed.next() == Some(fold(c)))
        };
        let words = starts.into_iter().find(read).map(|rest| {
            let length = label.chars().count();
            rest.chars().take(length).collect::<String>()
        });
        if let Some(words) = words {
            *label = words;
        }
    }
    Arc::new(reading)
}
