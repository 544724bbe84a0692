//! Puts reports on half a year into the order of their columns by the months that they name.
//!
//! A tool prints the cells of one line before those of several, so that a short report stands before its turn. 10月に実施した
//! is none of the first half.

use crate::source::Text;

/// The texts in the order of their columns, of which each has its half: those that come first and name months of another
/// half move to where most texts agree with their column, and of several such places to the last.
pub(super) fn in_order(mut texts: Vec<Text>, columns: &[Option<u8>]) -> Vec<Text> {
    if texts.len() > columns.len() {
        return texts;
    }
    let agree = |texts: &[Text]| agreeing(texts, columns);
    // Each may have to move once.
    for _ in 0..texts.len() {
        let now = agree(&texts);
        let moved = (1..texts.len()).map(|to| {
            let mut texts = texts.clone();
            texts[..=to].rotate_left(1);
            (agree(&texts), texts)
        });
        // The last of equals.
        match moved.max_by_key(|(count, _)| *count) {
            Some((count, better)) if count > now => texts = better,
            _ => break,
        }
    }
    texts
}

/// The texts half by half, and whether they were turned round: some tools print both halves of a year before the next year,
/// which their months tell.
pub(super) fn year_by_year(
    texts: Vec<Text>,
    columns: &[Option<u8>],
    years: usize,
) -> (Vec<Text>, bool) {
    if texts.len() != columns.len() || years < 2 || !texts.len().is_multiple_of(years) {
        return (texts, false);
    }
    let turned = transposed(texts.clone(), years);
    if agreeing(&turned, columns) > agreeing(&texts, columns) {
        (turned, true)
    } else {
        (texts, false)
    }
}

/// What was printed year by year, half by half.
pub(super) fn transposed(texts: Vec<Text>, years: usize) -> Vec<Text> {
    let halves = texts.len() / years;
    let order = (0..halves).flat_map(|half| (0..years).map(move |year| year * halves + half));
    order.map(|at| texts[at].clone()).collect()
}

/// How many texts name no month of another half than their column's.
fn agreeing(texts: &[Text], columns: &[Option<u8>]) -> usize {
    let fits = |(text, column): &(&Text, &Option<u8>)| {
        let half = half_of(text.as_str());
        half.is_none() || column.is_none() || half == **column
    };
    texts.iter().zip(columns).filter(fits).count()
}

/// The half of the year that all months named in a text belong to; none where it names none, or of both.
fn half_of(text: &str) -> Option<u8> {
    let mut halves = text.match_indices('月').filter_map(|(at, _)| {
        let digits = text[..at].rsplit(|c: char| !c.is_ascii_digit()).next()?;
        let month: u8 = digits.parse().ok()?;
        (1..=12)
            .contains(&month)
            .then_some(if (4..=9).contains(&month) { 1 } else { 2 })
    });
    let first = halves.next()?;
    halves.all(|half| half == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use crate::source::{NOWHERE, Text};

    #[test]
    fn a_report_of_the_second_half_is_none_of_the_first() {
        let columns = [Some(1), Some(1), Some(2), Some(2)];
        let text = |words: &str| {
            let mut text = Text::new();
            words.chars().for_each(|c| text.push(c, NOWHERE));
            text
        };
        let printed = [
            "10月に開いた。",
            "準備している。",
            "9月に知らせた。",
            "11月に改めた。",
        ];
        let ordered = in_order(printed.map(text).to_vec(), &columns);
        let words: Vec<&str> = ordered.iter().map(Text::as_str).collect();
        assert_eq!(
            words,
            [
                "準備している。",
                "9月に知らせた。",
                "11月に改めた。",
                "10月に開いた。"
            ]
        );
    }
}
