//! What a written form means, wherever it stands: periods, quantities, grades, names of municipalities.
//!
//! These are no stage of their own. Segmentation needs them to tell a header from a value, and interpretation
//! to say what the value is; both read them from here.

mod calendar;
pub mod choice;
pub mod era;
pub mod grade;
pub mod mark;
pub mod municipality;
mod numeral;
pub mod period;
pub mod quantity;
pub mod tense;
