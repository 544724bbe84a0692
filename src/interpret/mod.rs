//! Items, plans, results and evaluations.

mod calendar;
pub mod era;
pub mod grade;
pub mod municipality;
mod numeral;
pub mod period;
pub mod quantity;
