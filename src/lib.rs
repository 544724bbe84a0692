//! Turns Japanese city reform documents into records that can be compared across cities and years.
//!
//! A document passes through six stages, each a function over plain data, each knowing only what stands
//! before it:
//!
//! 1. [`read`]: bytes become glyphs, rulings, lines and cells;
//! 2. [`normalize`]: one form for every writing, with the way back kept;
//! 3. [`layout`]: lines, paragraphs and tables in reading order;
//! 4. [`segment`]: headings, labels, sections, header paths;
//! 5. [`interpret`]: items, plans, results, evaluations;
//! 6. [`emit`]: records become files.

pub mod batch;
pub mod correct;
pub mod cross_check;
pub mod dataset;
pub mod diagnostic;
pub mod emit;
mod error;
pub mod explain;
pub mod forms;
pub mod geometry;
pub mod interpret;
pub mod layout;
pub mod lexicon;
pub mod normalize;
pub mod notation;
mod options;
pub mod pipeline;
pub mod read;
pub mod record;
pub mod score;
pub mod segment;
pub mod source;

pub use error::Error;
pub use options::{CorrectionLine, Corrections, FormChoice, Options, SecondReader};
pub use pipeline::{convert, lay_out};
