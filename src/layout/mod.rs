//! Lines, paragraphs and tables in reading order.
//!
//! Line joins and space decisions need geometry or the width of neighbouring lines, which is why they are made
//! here and not in [`normalize`](crate::normalize).

mod flattened;
mod framed;
mod justify;
mod page;
mod painted;
mod spaced;
pub mod wrap;
mod written;

pub use page::{Block, BlockKind, Cell, Grid, Pages, Paragraph, Table};

use crate::source::{Content, Source};

/// Lays a source out.
pub fn layout(source: Source) -> Pages {
    let (recovered, mut blocks, lines) = match source.content {
        Content::Painted(pages) => {
            let (recovered, blocks) = painted::lay_out(&pages);
            (recovered, blocks, Vec::new())
        }
        Content::Written(written) => {
            let (recovered, blocks) = written::lay_out(&written);
            (recovered, blocks, written::unparted_lines(&written))
        }
    };
    framed::unframe(&mut blocks);
    Pages {
        recovered,
        blocks,
        lines,
        diagnostics: source.diagnostics,
        media_type: source.media_type,
        encoding: source.encoding,
    }
}
