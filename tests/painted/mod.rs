//! PDFs made on the spot, and what reading and laying out must find in them.

mod columns;
mod continuation;
mod drawing;
mod overflow;
mod published;
mod reading;
mod tables;
mod text;
