//! Records become files: a bundle as JSON, the tables as JSON Lines and CSV, and the schemas they keep to.

pub mod check;
pub mod csv;
pub mod json;
pub mod schema;
pub mod tables;
