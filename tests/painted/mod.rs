//! PDFs made on the spot, and what reading and laying out must find in them.

mod columns;
mod drawing;
mod published;
mod reading;
mod tables;
mod text;
