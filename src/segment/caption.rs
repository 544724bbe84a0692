//! Captions that name what the figures of the table below them are: `【効果額】(単位:千円)`, `■ 取組項目別効果額`.

use super::dress::strip_decoration;
use super::label::{Label, LabelReader};
use super::table::TableView;
use crate::layout::Paragraph;
use crate::lexicon::Concept;
use crate::normalize;
use crate::notation::quantity;
use crate::source::TextSlice;

/// A longer line is no caption, in characters of compare form.
const LONGEST: usize = 24;
/// What a caption adds to the words for what it lists.
const LISTS: [&str; 6] = ["一覧表", "の一覧", "一覧", "の推移", "の内訳", "の状況"];

/// What the last of the lines above a table names, apart from the unit of its figures.
pub(super) fn above(lines: &[Paragraph], reader: &LabelReader<'_>) -> Option<Label> {
    let mut above = lines.iter().rev().map(|line| line.text.slice());
    cost(above.find(|line| !is_unit(*line, reader))?, reader)
}

/// True for lines that give the unit of the figures below them and nothing else.
pub(super) fn are_units(lines: &[Paragraph], reader: &LabelReader<'_>) -> bool {
    lines.iter().all(|line| is_unit(line.text.slice(), reader))
}

fn is_unit(line: TextSlice<'_>, reader: &LabelReader<'_>) -> bool {
    let note = reader.read(line);
    note.is_some_and(|note| note.concept == Some(Concept::Note) && note.unit.is_some())
}

/// The cost that a caption ends with, as the label of what stands below it: 効果額 of `取組項目別効果額(単位:千円)`.
fn cost(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<Label> {
    let line = line.trim();
    let behind = line.as_str().ends_with([')', '）']);
    let bracket = line.as_str().rfind(['(', '（']).filter(|_| behind);
    let line = line.cut(0..bracket.unwrap_or(line.as_str().len())).trim();
    let last = line.as_str().rfind(['\u{3000}', ' ']);
    let line = last.map_or(line, |at| line.cut_from(at).trim());
    let key = normalize::compare_key(line.as_str());
    let bare = strip_decoration(&key);
    let bare = LISTS
        .iter()
        .find_map(|list| bare.strip_suffix(list))
        .unwrap_or(bare);
    if bare.chars().count() > LONGEST || bare.contains(['。', '、']) {
        return None;
    }
    let lexicon = reader.lexicon();
    let of_cost = |words: &&str| lexicon.exact(words) == Some(Concept::Cost);
    let mut ends = bare.char_indices().map(|(at, _)| &bare[at..]);
    let word = ends.find(of_cost)?;
    let at = line.as_str().rfind(word)?;
    let words = line.cut(at..at + word.len());
    reader
        .read(words)
        .filter(|label| label.concept == Some(Concept::Cost))
}

impl TableView {
    /// Puts the figures that years or sides head, and that no group of the table's own has, under what its caption names.
    pub(super) fn put_figures_under(&mut self, caption: &Label) {
        for datum in &mut self.data {
            let labels = || datum.row_path.iter().chain(&datum.column_path);
            let text = datum.text.as_str();
            let counts = quantity::read(text, None).is_some() || quantity::is_printed_absence(text);
            let sided = labels().any(Label::is_axis);
            let grouped = |label: &Label| {
                let silent = matches!(label.concept, Some(Concept::FormPart | Concept::Note));
                label.is_group() && !silent
            };
            if counts && sided && !labels().any(grouped) {
                let label = Label {
                    inherited: true,
                    ..caption.clone()
                };
                datum.row_path.insert(0, label);
            }
        }
    }
}
