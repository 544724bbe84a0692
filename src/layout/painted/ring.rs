//! Rings drawn around a choice by hand or by a drawing program.

use super::line::Line;
use crate::source::PaintedPage;

/// How a ring shows in a text: the mark that forms without a pen print before the chosen option.
pub(super) const MARK: char = '○';
/// A higher ring, measured in the line's text, encloses more than an option.
const HEIGHT: f32 = 3.0;
/// A page with more rings is a drawing.
const MAX_RINGS: usize = 300;

/// The places in `inked` at which a ring begins: the first glyph of each run that one encloses whole, beside others
/// that it does not.
pub(super) fn ringed(page: &PaintedPage, line: &Line, inked: &[u32]) -> Vec<usize> {
    if page.rings.len() > MAX_RINGS {
        return Vec::new();
    }
    let near = page.rings.iter().filter(|ring| {
        ring.height() <= line.em * HEIGHT
            && ring.shared_height(&line.rect) > 0.0
            && ring.shared_width(&line.rect) > 0.0
    });
    near.filter_map(|ring| {
        let is_within = |&&g: &&u32| {
            let glyph = &page.glyphs[g as usize];
            !glyph.blank && ring.contains(glyph.rect.center())
        };
        let first = inked.iter().position(|g| is_within(&g))?;
        let last = inked.iter().rposition(|g| is_within(&g))?;
        let others = inked.len() > last + 1 - first;
        let whole = inked[first..=last]
            .iter()
            .all(|g| is_within(&g) || page.glyphs[*g as usize].blank);
        (whole && (others || last > first)).then_some(first)
    })
    .collect()
}
