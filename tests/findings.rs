//! What fuzzing found (CONTRIBUTING.md), each by its smallest input.

use kaikaku::{Options, convert};

#[test]
fn what_folds_to_nothing_is_unassigned_as_it_stands() {
    let text = "\u{200b}\u{200b}\n改革項目名\t窓口\n";
    let bundle = convert(text.as_bytes(), "a.txt", &Options::default()).expect("a sheet");
    assert_eq!(bundle.unassigned[0].text, "\u{200b}\u{200b}");
}
