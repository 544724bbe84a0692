//! Rules written out as tables that people can read and add to (`tests/spec/*.md`), the vectors they are
//! checked against, and the properties that hold for any input.

#[path = "spec/conformance.rs"]
mod conformance;
#[path = "spec/folds.rs"]
mod folds;
#[path = "spec/periods.rs"]
mod periods;
#[path = "spec/properties.rs"]
mod properties;
#[path = "spec/quantities.rs"]
mod quantities;
#[path = "spec/table.rs"]
mod table;
#[path = "spec/vectors.rs"]
mod vectors;
