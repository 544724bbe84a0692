//! Sheets whose geometry is lost: the blocks of a form as a PDF tool printed them, one after the other.
//!
//! Labels and values stand in the order of a tool, not of the form. Keys and their values are tied in turn;
//! the cells of the grids are sorted by width and tense and then placed by their order. What is placed so says
//! so, and its confidence is that of a guess.

mod piece;
mod place;
mod sort;

use super::{Datum, Label, LabelReader, Node, Paragraph, TableView};
use crate::layout::{BlockKind, Pages, wrap};
use crate::lexicon::Concept;
use crate::source::Text;
use piece::Piece;
use std::collections::VecDeque;

/// So many parts of a form must be named before a flat text counts as a sheet of it.
const FEWEST_PARTS: usize = 3;

/// Reads the sheets of a flat document; none where it is no form or its geometry is not lost.
pub(crate) fn read(pages: &Pages, reader: &LabelReader<'_>) -> Option<Vec<Node>> {
    if pages.blocks.iter().any(|block| match &block.kind {
        BlockKind::Table(_) => true,
        BlockKind::Text(paragraphs) => paragraphs.iter().any(|p| p.heading.is_some()),
        BlockKind::Furniture(_) => false,
    }) {
        return None;
    }
    let mut nodes = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for block in &pages.blocks {
        match &block.kind {
            BlockKind::Text(paragraphs) => pieces.extend(piece::pieces(paragraphs, reader)),
            BlockKind::Furniture(paragraphs) => {
                nodes.extend(paragraphs.iter().map(|p| Node::Furniture(p.text.clone())));
            }
            BlockKind::Table(_) => {}
        }
    }
    if !is_form(&pieces) {
        return None;
    }
    for sheet in sheets(pieces) {
        nodes.extend(Sheet::gather(sheet).nodes());
    }
    Some(nodes)
}

fn is_form(pieces: &[Piece]) -> bool {
    let labels = || {
        pieces.iter().filter_map(|piece| match piece {
            Piece::Labels(labels) => Some(labels),
            _ => None,
        })
    };
    let mut parts: Vec<Concept> = labels()
        .flatten()
        .filter_map(|label| label.concept)
        .filter(|concept| {
            matches!(
                concept,
                Concept::Schedule
                    | Concept::Indicator
                    | Concept::Progress
                    | Concept::Assessment
                    | Concept::NextSteps
                    | Concept::Plan
            )
        })
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let years = labels()
        .flatten()
        .filter(|label| label.period.is_some())
        .count();
    parts.len() >= FEWEST_PARTS && years >= 2
}

/// Cuts the pieces where the form begins again: at the second naming of an item or, where items are named
/// elsewhere, of the schedule.
fn sheets(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let begins = |piece: &Piece, concept: Concept| match piece {
        Piece::Keyed(label, _) => label.concept == Some(concept),
        Piece::Labels(labels) => labels.iter().any(|label| label.concept == Some(concept)),
        _ => false,
    };
    let first = pieces.iter().position(|piece| begins(piece, Concept::Name));
    let mut sheets: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut lead = 0;
    for (i, piece) in pieces.into_iter().enumerate() {
        // What stands before the name on the first sheet stands before it on the others.
        if matches!(piece, Piece::Heading(_)) && lead == 0 && first.is_some_and(|first| i < first) {
            lead = i + 1;
        }
        let named = begins(&piece, Concept::Name);
        let heads = matches!(piece, Piece::Heading(_)) && lead > 0;
        let has_grid = sheets
            .last()
            .is_some_and(|sheet| sheet.iter().any(|p| begins(p, Concept::Schedule)));
        if (named || heads) && has_grid {
            sheets.push(Vec::new());
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.push(piece);
        }
    }
    sheets
}

/// The pieces of one sheet, gathered by what they are.
#[derive(Default)]
struct Sheet {
    head: Vec<Node>,
    labels: Vec<Label>,
    rows: Vec<(Option<Text>, Vec<Text>)>,
    values: Vec<(Text, u32)>,
    /// Notes of the form (※ …) and what stands above it, which belong to no column.
    notes: Vec<Text>,
    /// Width of the widest line of the sheet, half-width characters.
    widest: u32,
}

impl Sheet {
    fn gather(pieces: Vec<Piece>) -> Self {
        let mut sheet = Self::default();
        let mut waiting: VecDeque<Label> = VecDeque::new();
        let mut last_words = false;
        let mut in_grid = false;
        for piece in pieces {
            let words = std::mem::take(&mut last_words);
            match piece {
                Piece::Heading(heading) => sheet.head.push(Node::Heading(heading)),
                Piece::Keyed(label, value) if label.is_item_field() => {
                    sheet.head.push(Node::Field {
                        label,
                        value,
                        under: None,
                    });
                }
                Piece::Keyed(label, value) => {
                    let width = wrap::width(value.as_str().lines().next().unwrap_or_default());
                    sheet.labels.push(label);
                    sheet.values.push((value, width));
                }
                Piece::Labels(labels) => {
                    in_grid |= labels
                        .iter()
                        .any(|label| !label.is_item_field() || label.period.is_some());
                    for label in labels {
                        if label.is_item_field() && label.period.is_none() {
                            waiting.push_back(label);
                        } else {
                            sheet.labels.push(label);
                        }
                    }
                }
                Piece::Row(None, values)
                    if waiting
                        .front()
                        .is_some_and(|label| label.concept == Some(Concept::Number))
                        && values.len() == 1 =>
                {
                    sheet.answer(&mut waiting, values.into_iter().next().unwrap_or_default());
                }
                Piece::Row(name, values) => sheet.rows.push((name, values)),
                Piece::Value(text, _) if text.as_str().starts_with('※') => sheet.notes.push(text),
                Piece::Value(text, width) => {
                    sheet.widest = sheet.widest.max(width);
                    if waiting
                        .front()
                        .is_some_and(|label| fits(label, &text, width))
                    {
                        last_words = waiting.front().is_some_and(piece::wants_words);
                        sheet.answer(&mut waiting, text);
                    } else if words && text.as_str().starts_with(['≪', '《', '【', '〈']) {
                        sheet.lengthen(&text);
                        last_words = true;
                    } else if in_grid {
                        sheet.values.push((text, width));
                    } else {
                        sheet.notes.push(text);
                    }
                }
            }
        }
        sheet.labels.extend(waiting);
        sheet
    }

    fn answer(&mut self, waiting: &mut VecDeque<Label>, value: Text) {
        if let Some(label) = waiting.pop_front() {
            self.head.push(Node::Field {
                label,
                value,
                under: None,
            });
        }
    }

    /// A block that begins with a bracketed heading goes on with the value before it.
    fn lengthen(&mut self, text: &Text) {
        if let Some(Node::Field { value, .. }) = self.head.last_mut() {
            value.push_break();
            value.push_slice(text.slice());
        }
    }

    fn nodes(self) -> Vec<Node> {
        let mut nodes = self.head;
        // Fields before their levels would name another item: levels first, then the rest in order.
        nodes.sort_by_key(|node| match node {
            Node::Heading(_) => 0,
            Node::Field { label, .. } if label.concept == Some(Concept::Level) => 1,
            _ => 2,
        });
        let data = place::place(&self.labels, self.rows, self.values, self.widest);
        let notes = self.notes.into_iter().map(|text| Paragraph {
            width: wrap::width(text.as_str()),
            lines: 1,
            block: 0,
            text,
        });
        nodes.extend(notes.map(Node::Paragraph));
        nodes.push(Node::Table(TableView {
            unit: None,
            data,
            labels: self.labels.into_iter().map(|label| label.text).collect(),
            blank_cells: 0,
        }));
        nodes
    }
}

/// True if a value can be that of a waiting key: words for a key of words, and no cell of a narrow grid.
fn fits(label: &Label, text: &Text, width: u32) -> bool {
    let string = text.as_str();
    if !piece::wants_words(label) {
        return !string.contains('。');
    }
    let wordy = string.contains('。') || string.starts_with(['・', '≪', '《', '【']);
    wordy && width > 24
}

/// A value at a place of a form that its order alone tells.
pub(crate) fn datum(
    row: u32,
    column: u32,
    text: Text,
    row_path: Vec<Label>,
    column_path: Vec<Label>,
) -> Datum {
    Datum {
        row,
        row_end: row + 1,
        column,
        text,
        row_path,
        column_path,
        is_head: false,
        shifted: false,
        by_order: true,
        ruled: true,
        struck: false,
    }
}
