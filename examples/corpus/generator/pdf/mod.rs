//! Sheets as PDF, without an external program and byte for byte the same.

mod file;
mod flow;
mod font;
mod wrap;

pub(crate) use file::{Make, Rulings, file};
#[cfg(test)]
pub(crate) use flow::sides;
pub(crate) use flow::{Line, Page, pages};
pub(crate) use font::Font;
pub(crate) use wrap::wrapped;
