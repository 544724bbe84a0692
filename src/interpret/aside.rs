//! What stands beside the records and is none: captions over tables, and at the end of a document whom to ask.

use crate::lexicon::LEXICON;
use crate::segment::{self, Node, Outline};
use crate::source::Text;
use std::sync::Arc;

/// A longer line over a table is a text, in characters.
const LONGEST_CAPTION: usize = 40;
/// Whom to ask takes so many parts of a document at most.
const MOST_PARTS: usize = 8;

/// What a part of a document is beside its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// A short line right above a table.
    Caption,
    /// The office that answers questions.
    Contact,
}

/// What each part of an outline is; none for what may hold records.
pub(super) fn asides(outline: &Outline) -> Vec<Option<Aside>> {
    let nodes = &outline.nodes;
    let contact = contact(nodes);
    let caption = |i: usize| {
        is_caption(&nodes[i])
            && matches!(nodes.get(i + 1), Some(Node::Table(view)) if !view.data.is_empty())
    };
    (0..nodes.len())
        .map(|i| {
            if contact.is_some_and(|from| i >= from) {
                Some(Aside::Contact)
            } else {
                caption(i).then_some(Aside::Caption)
            }
        })
        .collect()
}

fn is_caption(node: &Node) -> bool {
    let Node::Paragraph(paragraph) = node else {
        return false;
    };
    let words = paragraph.text.as_str();
    let marked = words.starts_with(['※', '*', '＊', '・', '-']);
    !marked && !words.contains('。') && words.chars().count() <= LONGEST_CAPTION
}

/// Where the last lines of a document begin to say whom to ask: お問い合わせ over an office and its telephone.
fn contact(nodes: &[Node]) -> Option<usize> {
    let begins = |node: &Node| {
        let text = match node {
            Node::Paragraph(paragraph) => &paragraph.text,
            Node::Heading(heading) => &heading.line,
            _ => return false,
        };
        let words = segment::undecorated(text.slice());
        LEXICON
            .contacts
            .iter()
            .any(|word| words.as_str().starts_with(word.as_str()))
    };
    let from = nodes.iter().rposition(begins)?;
    let tail = &nodes[from + 1..];
    let is_line = |node: &Node| !matches!(node, Node::Heading(_) | Node::Table(_));
    (tail.len() <= MOST_PARTS && tail.iter().all(is_line)).then_some(from)
}

/// All that a part of a document prints outside of tables.
pub(super) fn texts(node: Node) -> Vec<Text> {
    match node {
        Node::Heading(heading) => vec![heading.line],
        Node::Field { label, value, .. } => vec![Arc::unwrap_or_clone(label.text), value],
        Node::Paragraph(paragraph) => vec![paragraph.text],
        Node::Furniture(text) | Node::Departments(text) => vec![text],
        Node::Said { speaker, words } => vec![speaker, words],
        Node::Table(_) => Vec::new(),
    }
}
