//! Numbered lines that are printed for one item after another, so that they are labels of the form and no headings:
//! `ア　団体の概要` below each of `(1) 文化振興財団`, `(2) 勤労者福祉センター`.

use super::heading::{self, Style};
use super::label::{Label, LabelReader};
use super::pair;
use crate::lexicon::Concept;
use crate::source::{Text, TextSlice};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A longer name is a heading and no label, in characters.
const LONGEST: usize = 30;
/// So many captions make a form.
const FEWEST: usize = 2;

/// What a caption is told by: how it is numbered, its number and its words.
type Caption = (Style, String, String);

/// The numbered captions of a document.
#[derive(Debug, Default)]
pub(super) struct Captions(BTreeSet<Caption>);

impl Captions {
    /// Finds the captions among the lines of a document: of a way of numbering, those that come again with the same
    /// number after a heading of a higher one. They are captions where most lines numbered so are such and the lexicon
    /// knows half of them, since an item that is printed twice comes again as well.
    pub(super) fn of<'t>(
        lines: impl Iterator<Item = TextSlice<'t>>,
        reader: &LabelReader<'_>,
    ) -> Self {
        // Below how many higher headings each stands, and whether the lexicon knows its words.
        let mut seen: BTreeMap<Caption, (BTreeSet<usize>, bool)> = BTreeMap::new();
        let mut numbered: BTreeMap<Style, usize> = BTreeMap::new();
        // How many headings of each style have come.
        let mut above: BTreeMap<Style, usize> = BTreeMap::new();
        for line in lines {
            let Some((style, number, name, _)) = parts(line, reader) else {
                continue;
            };
            let higher: usize = above.range(..style).map(|(_, n)| n).sum();
            *above.entry(style).or_default() += 1;
            *numbered.entry(style).or_default() += 1;
            let caption = (style, number.as_str().to_owned(), name.as_str().to_owned());
            let (places, known) = seen.entry(caption).or_default();
            if places.is_empty() {
                *known = reader.guess(name).concept.is_some();
            }
            places.insert(higher);
        }
        seen.retain(|_, (places, _)| places.len() > 1);
        let mut captions = BTreeSet::new();
        for (style, all) in numbered {
            let of_style = || seen.iter().filter(|((other, ..), _)| *other == style);
            let lines: usize = of_style().map(|(_, (places, _))| places.len()).sum();
            let known = of_style().filter(|(_, (_, known))| *known).count();
            let distinct = of_style().count();
            if distinct >= FEWEST && lines * 2 > all && known * 2 >= distinct {
                captions.extend(of_style().map(|(caption, _)| caption.clone()));
            }
        }
        Self(captions)
    }

    /// The number, the label and the value of a line that is such a caption.
    pub(super) fn read<'t>(
        &self,
        line: TextSlice<'t>,
        reader: &LabelReader<'_>,
    ) -> Option<(Text, Label, TextSlice<'t>)> {
        if self.0.is_empty() {
            return None;
        }
        let (style, number, name, value) = parts(line, reader)?;
        let caption = (style, number.as_str().to_owned(), name.as_str().to_owned());
        self.0.contains(&caption).then(|| {
            let guess = reader.guess(name);
            let label = Label {
                concept: guess.concept.or(Some(Concept::Attribute)),
                text: Arc::new(name.to_text()),
                ..guess
            };
            (number, label, value)
        })
    }
}

/// How a numbered line is numbered, its number, its words, and what stands behind a colon or a gap.
fn parts<'t>(
    line: TextSlice<'t>,
    reader: &LabelReader<'_>,
) -> Option<(Style, Text, TextSlice<'t>, TextSlice<'t>)> {
    let line = line.trim();
    let heading = heading::marked(line, reader)?;
    let number = heading.number.filter(|_| heading.style > Style::Level)?;
    let at = line.as_str().find(number.as_str())? + number.as_str().len();
    let behind = line.cut_from(at);
    let start = behind.as_str().len()
        - behind
            .as_str()
            .trim_start_matches(['.', '、', ' ', '\u{3000}'])
            .len();
    let words = behind.cut_from(start);
    let (name, value) = pair::before_colon(words).map_or_else(
        || before_gap(words),
        |(key, value)| (pair::undecorated(key), value),
    );
    let short = name.as_str().chars().nth(LONGEST).is_none();
    (short && !name.as_str().is_empty()).then_some((heading.style, number, name, value))
}

/// Words, and what stands behind a wide gap after them.
fn before_gap(words: TextSlice<'_>) -> (TextSlice<'_>, TextSlice<'_>) {
    let string = words.as_str();
    let gap = string
        .find("\u{3000}\u{3000}")
        .or_else(|| string.find("  "));
    let at = gap.unwrap_or(string.len());
    (words.cut(0..at).trim(), words.cut_from(at).trim())
}
