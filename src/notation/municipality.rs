//! stub
use std::ops::Range;
/// stub
pub struct Municipality { /// c
 pub code: String, /// p
 pub prefecture: String }
/// stub
pub enum Lookup { /// o
 One(Municipality), /// n
 None }
/// stub
pub fn by_name(_: &str, _: Option<&str>) -> Lookup { Lookup::None }
/// stub
pub fn find_names(text: &str) -> Vec<(Range<usize>, &str)> { let _ = text; Vec::new() }
