//! What must hold of every document, whatever its bytes: it is refused with an error about the document, or gives a
//! bundle that keeps the promises of the record model. Panics, hangs and memory are seen to by libFuzzer.

use kaikaku::emit::{check, json};
use kaikaku::record::Bundle;
use kaikaku::{Options, convert};

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
}
