//! Lines, paragraphs and tables in reading order.

mod page;
mod painted;

pub use page::{Block, BlockKind, Cell, Grid, Pages, Paragraph, Table};

use crate::source::{Content, Source};

/// Lays a source out.
pub fn layout(source: Source) -> Pages {
    let (recovered, blocks) = match source.content {
        Content::Painted(pages) => painted::lay_out(&pages),
        Content::Written(_) => Default::default(),
    };
    Pages {
        recovered,
        blocks,
        diagnostics: source.diagnostics,
        media_type: source.media_type,
        encoding: source.encoding,
    }
}
