//! Corrections: values that people set right, laid over the records of a run, and laid anew over each later one.
//!
//! A correction names a record and a value of it (docs/corrections.md). What it was made against may change, since
//! documents and rules do: a correction that no longer fits is reported on its document and not laid.

mod lay;
mod read;
mod value;

pub use lay::lay;
pub(crate) use read::gather;
pub use read::{BadLine, may_be_corrected, read};
