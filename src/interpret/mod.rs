//! Items, plans, results and evaluations.

mod calendar;
pub mod era;
mod numeral;
pub mod period;
pub mod quantity;
