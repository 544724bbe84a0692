//! What is made of converted documents: tables in all forms, a panel over the years, what changed between runs.
//!
//! Everything here begins with [`Bundles`], which are found where `convert` left them, and holds as few of
//! them in memory as it can.

mod bundles;
pub mod diff;
pub mod panel;
pub mod write;

pub use bundles::Bundles;
