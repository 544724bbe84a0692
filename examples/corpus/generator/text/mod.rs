//! Sheets as text: delimited tables, Markdown, the flat text of PDF tools, and prose; in several encodings.

mod delimited;
mod encoding;
mod flat;
mod html;
mod prose;

pub(crate) use delimited::{Markup, csv, markdown, tsv};
pub(crate) use encoding::Encoding;
pub(crate) use flat::flat;
pub(crate) use html::html;
pub(crate) use prose::prose;
