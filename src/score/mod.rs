//! How good the records are: bundles against truth, field by field.
//!
//! A truth file is a bundle whose plans, results and evaluations are nested under their item (ids, source,
//! confidence and clauses left out); a bundle in its own, flat shape serves as well. Records are paired one to one within
//! their kind, best agreement first. Every value that either side gives counts once for that side, and is right
//!
//! - *strict*: when both are the same, white space and width (NFKC) apart;
//! - *soft*: when a text also differs a little: at least 0.9 similar, the same digits in the same order.
//!
//! Measure, text, quantity, grade, progress, deadline and method are right only where item and period are (and, of an
//! evaluation, the aspect): a plan reported as a result scores nothing. A truth record may list `alternatives`
//! for a field, null among them where the field may be left out; a field that no record of a truth file knows
//! is not scored for that file.
//!
//! Beside F1 the report says what F1 hides: plans found as results, values in the wrong period, links, records
//! without any fault, damaged characters, and whether confidence means what it says.

mod compare;
mod confusion;
mod folder;
mod pairing;
mod reliability;
mod report;
mod similarity;
mod table;
mod tally;

pub use confusion::Rate;
pub use folder::{Match, match_folders};
pub use reliability::{Bin, Reliability};
pub use report::{Fields, Report, score_pairs};
pub use tally::{F1, Tally};
