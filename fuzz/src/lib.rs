//! What must hold of every document, whatever its bytes: it is refused with an error about the document, or gives a
//! bundle that keeps the promises of the record model. Panics, hangs and memory are seen to by libFuzzer.

use kaikaku::emit::{check, json};
use kaikaku::record::Bundle;
use kaikaku::{Options, convert};
use serde_json::Value;

/// Converts a document and tries what came of it.
///
/// # Panics
///
/// If a promise is broken.
pub fn hold(bytes: &[u8], path: &str, options: &Options) {
    let bundle = match convert(bytes, path, options) {
        Ok(bundle) => bundle,
        Err(error) => {
            assert!(error.is_document(), "not about the document: {error}");
            return;
        }
    };
    let faults = check::promises(&bundle);
    assert!(faults.is_empty(), "{faults:?}");
    let written = json::bundle(&bundle).expect("a bundle is JSON");
    let read: Bundle = serde_json::from_slice(&written).expect("what was written is read");
    // Not assert_eq: nobody wants to read two bundles.
    assert!(read == bundle, "the bundle is another after reading");
    let value: Value = serde_json::from_slice(&written).expect("JSON");
    let mut places = Vec::new();
    empty_texts("", &value, &mut places);
    assert!(places.is_empty(), "empty and not null: {places:?}");
}

/// The places of texts that are empty where they should be null.
fn empty_texts(place: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.trim().is_empty() => found.push(place.to_owned()),
        Value::Array(list) => {
            for (i, value) in list.iter().enumerate() {
                empty_texts(&format!("{place}/{i}"), value, found);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                empty_texts(&format!("{place}/{key}"), value, found);
            }
        }
        _ => {}
    }
}
