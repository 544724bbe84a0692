//! Joins sentences that go on in the next column or on the next page.

use super::recover::Laid;
use super::wrap::starts_item;
use crate::layout::{Block, BlockKind, Paragraph};
use crate::source::NOWHERE;

/// Both parts have the same text size if they differ by less than this many em.
const SAME_SIZE: f32 = 0.1;

/// Moves the rest of every sentence that a column or a page breaks off to the paragraph that it begins in.
pub(super) fn join(laid: Vec<Laid>) -> Vec<Laid> {
    let mut joined: Vec<Laid> = Vec::with_capacity(laid.len());
    // The text that may go on: its index in `joined`.
    let mut open: Option<usize> = None;
    for mut next in laid {
        if matches!(next.block.kind, BlockKind::Furniture(_)) {
            joined.push(next);
            continue;
        }
        if let Some(before) = open.and_then(|i| joined.get_mut(i)) {
            move_rest(before, &mut next);
        }
        if matches!(&next.block.kind, BlockKind::Text(paragraphs) if paragraphs.is_empty()) {
            // All of it was the rest of a sentence; its last line says whether that goes on again.
            open = open.filter(|_| next.is_full);
            continue;
        }
        open = next.is_full.then_some(joined.len());
        joined.push(next);
    }
    joined
}

/// Moves the first paragraph of `next` to the end of the last one of `before`, or does nothing.
fn move_rest(before: &mut Laid, next: &mut Laid) {
    if !is_elsewhere(&before.block, &next.block) {
        return;
    }
    let (BlockKind::Text(paragraphs), BlockKind::Text(rests)) =
        (&mut before.block.kind, &mut next.block.kind)
    else {
        return;
    };
    let (Some(start), Some(rest)) = (paragraphs.last_mut(), rests.first()) else {
        return;
    };
    if !goes_on(start, rest) {
        return;
    }
    let rest = rests.remove(0);
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if is_letter(start.text.as_str().chars().next_back())
        && is_letter(rest.text.as_str().chars().next())
    {
        start.text.push(' ', NOWHERE);
    }
    start.text.push_slice(rest.text.slice());
    start.lines += rest.lines;
    start.width = start.width.max(rest.width);
    let boxes = rests.iter().filter_map(|paragraph| paragraph.bounds);
    if let Some(bounds) = boxes.reduce(|a, b| a.union(&b)) {
        next.block.bounds = Some(bounds);
    }
}

/// True if `next` begins a page, or a column to the right of `before`.
fn is_elsewhere(before: &Block, next: &Block) -> bool {
    match (before.bounds, next.bounds) {
        _ if next.page != before.page => next.page == before.page + 1,
        (Some(before), Some(next)) => next.x0 >= before.x1 && next.y0 < before.y1,
        _ => false,
    }
}

/// True if a paragraph leaves a sentence open and the other begins as the rest of one: at the margin, without
/// a mark of its own.
fn goes_on(start: &Paragraph, rest: &Paragraph) -> bool {
    let (said, more) = (start.text.as_str(), rest.text.as_str());
    let is_over = said.ends_with([
        '。', '．', '.', '！', '？', '」', '』', '）', ')', '：', ':',
    ]);
    let em = start.em.max(rest.em);
    !is_over
        && !start.vertical
        && !rest.vertical
        && (start.em - rest.em).abs() < em * SAME_SIZE
        && rest.indent == 0
        && !starts_item(more)
        && more.contains('。')
}
