//! A second opinion of what stands on the pages of a PDF: another reader finds the same characters, or a person
//! should look.
//!
//! The second reader panics on predefined character maps, gives nothing for CID fonts without `ToUnicode` and may
//! hang, so it runs in a process of its own ([`child`]).

pub mod child;

use crate::diagnostic::{Code, Diagnostic};
use crate::normalize;
use crate::options::SecondReader;
use crate::source::Recovered;
use std::collections::BTreeMap;

/// Readers agree on a page if no more than this share of the characters of both is in one alone: one or the other
/// has a mark that it paints or spells in its own way.
const SMALL_SHARE: f64 = 0.02;

/// How often each character occurs.
type Counts = BTreeMap<char, usize>;

/// Reads a PDF a second time, and says on which pages the two readers differ, and by how much.
///
/// `recovered` is what the first reader found. That the second one fails is a diagnostic too.
pub fn check(bytes: &[u8], recovered: &Recovered, reader: &SecondReader) -> Vec<Diagnostic> {
    match child::pages(reader, bytes) {
        Ok(theirs) => differences(recovered, &theirs),
        Err(silence) => vec![Diagnostic::new(
            Code::SecondReaderFailed,
            format!("the second reader {silence}; nothing was compared"),
        )],
    }
}

fn differences(recovered: &Recovered, theirs: &[String]) -> Vec<Diagnostic> {
    let ours = pages(recovered);
    let count = ours.len().max(theirs.len());
    (0..count)
        .filter_map(|page| {
            let (ours, theirs) = (counts(ours.get(page)), counts(theirs.get(page)));
            let (first, second) = (beyond(&ours, &theirs), beyond(&theirs, &ours));
            let all = ours.values().sum::<usize>() + theirs.values().sum::<usize>();
            let share = (first + second) as f64 / all.max(1) as f64;
            let number = page as u32 + 1;
            let message = format!(
                "page {number}: the two readers differ in {:.1} % of their characters: {first} stand in the first alone, {second} in the second alone",
                share * 100.0
            );
            (share > SMALL_SHARE)
                .then(|| Diagnostic::new(Code::ReadersDiffer, message).on_page(number))
        })
        .collect()
}

/// The recovered text of each page.
fn pages(recovered: &Recovered) -> Vec<String> {
    let mut pages = vec![String::new(); recovered.pages.len()];
    for (at, c) in recovered.text.chars().enumerate() {
        if let Some(page) = pages.get_mut(recovered.page_of(at as u32) as usize - 1) {
            page.push(c);
        }
    }
    pages
}

/// The characters of a page in compare form, which takes the many dashes and widths for one.
fn counts(text: Option<&String>) -> Counts {
    let mut counts = Counts::new();
    for c in normalize::compare_key(text.map_or("", String::as_str)).chars() {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// How many characters of `some` are not in `others`.
fn beyond(some: &Counts, others: &Counts) -> usize {
    some.iter()
        .map(|(c, count)| count.saturating_sub(others.get(c).copied().unwrap_or(0)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::source::{Recovered, RecoveredPage};

    #[test]
    fn a_page_that_differs_is_named_with_its_share() {
        let text = "平成27年度の計画\u{c}実績は3回";
        let starts = [0, 10];
        let recovered = Recovered {
            text: text.to_owned(),
            pages: starts
                .map(|start| RecoveredPage {
                    start,
                    ..RecoveredPage::default()
                })
                .to_vec(),
            ..Recovered::default()
        };
        // Width and order differ, and white space, which is no difference.
        let same = "計画の 平成２７年度".to_owned();
        let found = differences(&recovered, &[same.clone(), "実績は回".to_owned()]);
        let pages: Vec<Option<u32>> = found.iter().map(|diagnostic| diagnostic.page).collect();
        assert_eq!(pages, [Some(2)]);
        assert!(found[0].message.contains("11.1 %"), "{}", found[0].message);
        // A page that one of them alone has differs as a whole.
        let found = differences(&recovered, &[same]);
        assert!(found[0].message.contains("100.0 %"), "{}", found[0].message);
    }
}
