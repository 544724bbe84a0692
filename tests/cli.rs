//! The command line from outside: what is printed, what is written, how it exits.

mod batch;
pub(crate) mod bench;
mod corrections;
#[cfg(feature = "pdf-extract")]
mod cross_check;
mod explain;
mod forms;
mod kill;
mod report;
mod single;
mod svg;
mod table;
#[cfg(feature = "validate")]
mod validate;
