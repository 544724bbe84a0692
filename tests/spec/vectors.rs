//! The vectors handed down with the specification, where they are at hand (`../shared/data/vectors`).

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A file of vectors; none, and a line that says so, where it is not there.
pub(crate) fn load(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/vectors")
        .join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: no {}", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).expect("vectors are JSON"))
}

/// Compares what failed with what is known to differ: both must be the same set.
pub(crate) fn assert_only(known: &[(&str, &str)], failed: &[(String, String)]) {
    let known_inputs: BTreeSet<&str> = known.iter().map(|(input, _)| *input).collect();
    let failed_inputs: BTreeSet<&str> = failed.iter().map(|(input, _)| input.as_str()).collect();
    let surprises: Vec<_> = failed
        .iter()
        .filter(|(input, _)| !known_inputs.contains(input.as_str()))
        .collect();
    assert!(surprises.is_empty(), "vectors that fail: {surprises:#?}");
    let stale: Vec<_> = known_inputs.difference(&failed_inputs).collect();
    assert!(stale.is_empty(), "vectors that no longer differ: {stale:?}");
}
