//! All tests that look at the program from outside, in one binary.

mod cli;
mod corpus;
mod dataset;
mod documents;
mod doubts;
mod findings;
mod floors;
mod forms;
mod guide;
mod invariants;
mod layering;
mod mutated;
mod painted;
mod schema;
mod score;
mod seeds;
mod snapshots;
mod soak;
mod spec;
mod written;
