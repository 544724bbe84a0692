//! Painted pages become text blocks and tables, by geometry alone.
//!
//! A page is sketched first ([`sheet`]): its glyphs are shared out to ruled cells, frames and the open page,
//! and sorted into lines. When all pages are sketched, what repeats on them is furniture ([`furniture`]),
//! the recovered text is written in reading order ([`recover`]), sentences that go on in another column or
//! page are joined ([`sentence`]), and so are tables that go on over a page ([`continuation`]).
//!
//! Glyphs come folded or not: `display` may be empty, or hold several characters for one glyph.

mod aligned;
mod cell;
mod column;
mod continuation;
mod flow;
mod furniture;
mod grid;
mod header;
mod height;
mod justified;
mod ladder;
mod line;
mod order;
mod overflow;
mod prose;
mod raised;
mod recover;
mod ring;
mod rows;
mod ruling;
mod sentence;
mod share;
mod sheet;
mod wrap;

use super::Block;
use crate::source::{PaintedPage, Recovered};
use rayon::prelude::*;

/// Lays painted pages out: the recovered text, and the blocks of all pages in reading order.
pub(crate) fn lay_out(pages: &[PaintedPage]) -> (Recovered, Vec<Block>) {
    let mut sheets: Vec<sheet::Sheet> = pages.par_iter().map(sheet::sketch).collect();
    furniture::set_apart(pages, &mut sheets);
    let (recovered, blocks) = recover::write(pages, &sheets);
    let blocks = continuation::join(sentence::join(blocks), &recovered);
    (recovered, blocks)
}
