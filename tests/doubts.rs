//! What a bundle warns of: years that cannot be relied on, and a municipality that may be two.

use kaikaku::notation::municipality::Municipalities;
use kaikaku::record::{Bundle, Warning};
use kaikaku::{Options, convert};
use std::sync::Arc;

fn bundle(text: &str, options: &Options) -> Bundle {
    convert(text.as_bytes(), "sheet", options).expect("a sheet can be converted")
}

fn warnings(bundle: &Bundle, code: &str) -> Vec<Warning> {
    let all = bundle.document.warnings.iter();
    all.filter(|warning| warning.code == code)
        .cloned()
        .collect()
}

/// The piece of a source that a warning cites.
fn cited(text: &str, warning: &Warning) -> String {
    let [start, end] = warning.source[0].span;
    let chars = text.chars().skip(start as usize);
    chars.take((end - start) as usize).collect()
}

#[test]
fn a_year_past_its_era_is_told_once_a_label() {
    let text = "取組項目\t平成29年度\t平成36年度\n窓口の改善\t検討\t実施\n庁舎の管理\t検討\t実施\n";
    let found = warnings(&bundle(text, &Options::default()), "era_overflow");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(cited(text, &found[0]), "平成36年度");
    assert!(found[0].message.contains("2024"), "{found:?}");
}

#[test]
fn a_year_that_nothing_settles_is_told_once_a_label() {
    let text = "取組項目\t28年度\t29年度\n窓口の改善\t検討\t実施\n庁舎の管理\t検討\t実施\n";
    let found = warnings(&bundle(text, &Options::default()), "unresolved_year");
    let labels: Vec<String> = found.iter().map(|warning| cited(text, warning)).collect();
    assert_eq!(labels, ["28年度", "29年度"], "{found:?}");
    let settled = format!("平成28年3月\n\n{text}");
    let found = warnings(&bundle(&settled, &Options::default()), "unresolved_year");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_name_of_two_gets_a_code_only_with_its_prefecture() {
    let text = "府中市行政改革プラン\n\n取組項目\t平成29年度\n窓口の改善\t実施\n";
    let plain = bundle(text, &Options::default());
    assert_eq!(plain.document.municipality.code, None);
    let found = warnings(&plain, "ambiguous_municipality");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(cited(text, &found[0]), "府中市");
    let options = Options {
        prefecture: Some("広島県".into()),
        ..Options::default()
    };
    let told = bundle(text, &options);
    assert_eq!(told.document.municipality.code.as_deref(), Some("342084"));
    assert!(warnings(&told, "ambiguous_municipality").is_empty());
}

#[test]
fn municipalities_of_ones_own_are_known() {
    let text = "架空市行政改革プラン\n\n取組項目\t平成29年度\n窓口の改善\t実施\n";
    let table = Municipalities::with("990019\t架空県\t架空市\n").expect("a row");
    let options = Options {
        municipalities: Some(Arc::new(table)),
        ..Options::default()
    };
    let municipality = bundle(text, &options).document.municipality;
    assert_eq!(municipality.code.as_deref(), Some("990019"));
    assert_eq!(municipality.prefecture.as_deref(), Some("架空県"));
    let unknown = bundle(text, &Options::default()).document.municipality;
    assert_eq!((unknown.code, unknown.prefecture), (None, None));
}
