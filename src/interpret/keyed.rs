//! What a table or a labelled value says of the document as a whole, and not of one item: 自治体名, 計画名.

use crate::lexicon::Concept;
use crate::segment::{Label, Node, Outline};
use crate::source::Text;

/// The one value that a label of this concept has throughout the document.
pub(super) fn of_document(outline: &Outline, concept: Concept) -> Option<Text> {
    let asks = |label: Option<&Label>| label.is_some_and(|label| label.concept == Some(concept));
    let mut found: Option<&Text> = None;
    let mut alike = true;
    let mut see = |text| match found {
        Some(first) => alike &= Text::as_str(first) == Text::as_str(text),
        None => found = Some(text),
    };
    for node in &outline.nodes {
        match node {
            Node::Field { label, value, .. } if asks(Some(label)) && !value.is_empty() => {
                see(value);
            }
            Node::Table(view) => view
                .data
                .iter()
                .filter(|datum| asks(datum.column_path.last()) || asks(datum.row_path.last()))
                .for_each(|datum| see(&datum.text)),
            _ => {}
        }
    }
    found.filter(|_| alike).cloned()
}
