//! Records become files: a bundle as JSON, the tables in the forms that people work with, and the schemas they
//! keep to.

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod check;
pub mod codebook;
pub mod columns;
pub mod csv;
pub mod drawing;
pub mod json;
pub mod keys;
pub mod manifest;
pub mod package;
#[cfg(feature = "dataset")]
pub mod parquet;
pub mod report;
pub mod schema;
#[cfg(feature = "dataset")]
pub mod sqlite;
pub mod tables;
