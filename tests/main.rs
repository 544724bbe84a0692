//! All tests that look at the program from outside, in one binary.

mod cli;
mod corpus;
mod doubts;
mod painted;
mod schema;
mod score;
mod soak;
mod spec;
