//! PDFs made on the spot, and what reading and laying out must find in them.

mod columns;
mod continuation;
pub(crate) mod drawing;
pub(crate) mod mutations;
mod overflow;
mod published;
mod reading;
mod rows;
mod ruled;
mod tables;
mod text;
