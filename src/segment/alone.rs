//! Labels that stand on lines of their own above their values, where a document prints them for one item after another.

use super::heading;
use super::label::LabelReader;
use crate::source::TextSlice;
use std::collections::{BTreeMap, BTreeSet};

/// A longer line is no such label, in characters.
const LONGEST: usize = 18;
/// So many known labels that are printed equally often show that the document is one of such forms.
const FEWEST_KNOWN: usize = 3;

/// The lines that are such labels: those that the lexicon knows, and those that are printed as often between values.
pub(super) fn labels<'t>(
    lines: impl Iterator<Item = TextSlice<'t>>,
    reader: &LabelReader<'_>,
) -> BTreeSet<String> {
    let lines: Vec<TextSlice<'_>> = lines.map(|line| line.trim()).collect();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let line = line.as_str();
        let short = line.chars().nth(LONGEST).is_none() && !line.contains(['。', '、', ':', '：']);
        if short && line.chars().any(|c| matches!(c, 'ぁ'..='ヺ' | '一'..='鿿')) {
            places.entry(line).or_default().push(at);
        }
    }
    places.retain(|_, places| places.len() > 1);
    let is_known = |places: &Vec<usize>| {
        let line = lines[places[0]];
        let numbered = || reader.read(heading::marked(line, reader)?.name.slice());
        let label = reader.read(line).or_else(numbered);
        label.is_some_and(|label| label.concept.is_some())
    };
    let (known, unknown): (BTreeMap<_, _>, BTreeMap<_, _>) =
        places.into_iter().partition(|(_, places)| is_known(places));
    let mut often: BTreeMap<usize, usize> = BTreeMap::new();
    for places in known.values() {
        *often.entry(places.len()).or_default() += 1;
    }
    let Some((times, _)) = often
        .into_iter()
        .filter(|(_, labels)| *labels >= FEWEST_KNOWN)
        .max_by_key(|(_, labels)| *labels)
    else {
        return BTreeSet::new();
    };
    // What stands right below a label is its value, though several items have it.
    let is_label = |at: usize| {
        lines
            .get(at)
            .is_some_and(|line| known.contains_key(line.as_str()))
    };
    let names_value = |line: &TextSlice<'_>| !line.as_str().bytes().all(|c| c.is_ascii_digit());
    let between_values = |places: &[usize]| {
        places.len() == times
            && places
                .iter()
                .all(|&at| at > 0 && !is_label(at - 1) && !is_label(at + 1))
            && places
                .iter()
                .any(|&at| lines.get(at + 1).is_some_and(names_value))
    };
    let unknown = unknown
        .into_iter()
        .filter(|(_, places)| between_values(places));
    known
        .iter()
        .filter(|(_, places)| places.len() == times)
        .map(|(line, _)| *line)
        .chain(unknown.map(|(line, _)| line))
        .map(str::to_owned)
        .collect()
}
