//! Sheets whose geometry is lost: the blocks of a form as a PDF tool printed them, one after the other.
//!
//! Labels and values stand in the order of a tool, not of the form. Keys and their values are tied in turn;
//! the cells of the grids are sorted by width and tense and then placed by their order. What is placed so says
//! so, and its confidence is that of a guess.

mod cut;
mod gather;
mod halves;
mod list;
mod piece;
mod place;
mod rows;
mod sort;

use super::{Datum, Label, LabelReader, Node};
use crate::layout::{BlockKind, Pages, Paragraph};
use crate::lexicon::Concept;
use crate::source::Text;
use piece::Piece;

/// So many parts of a form must be named before a flat text counts as a sheet of it.
const FEWEST_PARTS: usize = 3;

/// A shorter text is no running head, in characters.
const SHORTEST_HEAD: usize = 8;

/// Reads the sheets of a flat document; none where it is no form or its geometry is not lost.
pub(crate) fn read(pages: &Pages, reader: &LabelReader<'_>) -> Option<Vec<Node>> {
    if pages.blocks.iter().any(|block| match &block.kind {
        BlockKind::Table(_) => true,
        BlockKind::Text(paragraphs) => paragraphs.iter().any(|p| p.heading.is_some()),
        BlockKind::Furniture(_) => false,
    }) {
        return None;
    }
    let unparted = cut::blocks(&pages.lines, reader);
    let pieces: Vec<Piece> = pieces(unparted.iter().map(Vec::as_slice), reader);
    if is_form(&pieces) {
        return Some(nodes(pages, pieces, reader));
    }
    let blocks = pages.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Text(paragraphs) => Some(paragraphs.as_slice()),
        _ => None,
    });
    let pieces = self::pieces(blocks, reader);
    if !is_form(&pieces) {
        return list::read(pages, reader);
    }
    Some(nodes(pages, pieces, reader))
}

fn pieces<'a>(
    blocks: impl Iterator<Item = &'a [Paragraph]>,
    reader: &LabelReader<'_>,
) -> Vec<Piece> {
    blocks
        .flat_map(|paragraphs| piece::pieces(paragraphs, reader))
        .collect()
}

/// The running heads of a document, and its sheets.
fn nodes(pages: &Pages, pieces: Vec<Piece>, reader: &LabelReader<'_>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for block in &pages.blocks {
        if let BlockKind::Furniture(paragraphs) = &block.kind {
            nodes.extend(paragraphs.iter().map(|p| Node::Furniture(p.text.clone())));
        }
    }
    let (heads, pieces) = without_running_heads(pieces);
    nodes.extend(heads.into_iter().map(Node::Furniture));
    for sheet in sheets(pieces) {
        nodes.extend(gather::nodes(sheet, reader));
    }
    nodes
}

/// Takes out what repeats the words with which the first line begins: the running head of each page, which some tools print
/// between the cells.
fn without_running_heads(pieces: Vec<Piece>) -> (Vec<Text>, Vec<Piece>) {
    let title = pieces.iter().find_map(|piece| match piece {
        Piece::Value(words) => Some(words.text.as_str().lines().next()?.to_owned()),
        _ => None,
    });
    let repeats = |text: &str| {
        let of = |title: &String| text.chars().count() >= SHORTEST_HEAD && title.starts_with(text);
        title.as_ref().is_some_and(of)
    };
    let (mut heads, mut rest, mut first) = (Vec::new(), Vec::new(), true);
    for piece in pieces {
        match piece {
            Piece::Value(words) if !first && repeats(words.text.as_str()) => heads.push(words.text),
            piece => {
                first &= !matches!(piece, Piece::Value(_));
                rest.push(piece);
            }
        }
    }
    (heads, rest)
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
