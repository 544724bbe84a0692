//! Folding: table, vectors, properties.

use super::table::rows;
use super::vectors;
use kaikaku::normalize::{Form, compare, compare_key, display, trace};

/// Vectors that the design overrules.
const DIFFERENT: [(&str, &str); 4] = [
    (
        "\u{845b}\u{e0100}飾区",
        "keeps the variation selector in display form; the design takes it out: it chooses a glyph, and two \
         spellings of one name would be two names",
    ),
    (
        "Information and Communication",
        "its spaceless form keeps spaces between Latin words; labels are matched with all white space out",
    ),
    (
        "\r\n改行\r",
        "its spaceless form keeps line breaks; labels are matched with all white space out",
    ),
    (
        "•\t項目",
        "its spaceless form keeps the tab; labels are matched with all white space out",
    ),
];

#[test]
fn folds_agree_with_the_vectors() {
    let Some(vectors) = vectors::load("fold_vectors.json") else {
        return;
    };
    let mut failed = Vec::new();
    for vector in vectors.as_array().expect("a list of vectors") {
        let text = |field: &str| vector[field].as_str().expect("a string").to_owned();
        let input = text("in");
        let got = [
            display(&input).into_owned(),
            compare(&input),
            compare_key(&input).into_owned(),
        ];
        let expected = [text("display"), text("compare"), text("compare_nospace")];
        if got != expected {
            failed.push((input, format!("{got:?}, not {expected:?}")));
        }
    }
    vectors::assert_only(&DIFFERENT, &failed);
}

#[test]
fn folds_agree_with_the_table() {
    let rows = rows(include_str!("folds.md"));
    assert!(rows.len() >= 150, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let (raw, shown) = (row.cell(0), row.cell(1));
        let bare = row.cell(2).is_empty() && !shown.is_empty();
        let compared = if bare { shown } else { row.cell(2) };
        if display(raw) != shown || compare(raw) != compared {
            wrong.push(format!(
                "line {}: {raw:?} → {:?}, {:?}",
                row.line,
                display(raw),
                compare(raw)
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each step names its rule; a step on to compare form starts from the display form.
#[test]
fn a_trace_names_the_rules() {
    let steps = trace("\u{feff}（ｶﾞ①－", Form::Compare);
    let named: Vec<_> = steps
        .iter()
        .map(|step| (step.rule, step.from.as_str(), step.to.as_str(), step.at))
        .collect();
    assert_eq!(
        named,
        [
            ("dropped", "\u{feff}", "", 0),
            ("width", "（", "(", 1),
            ("kana", "ｶﾞ", "ガ", 2),
            ("circled", "①", "(1)", 4),
            ("width", "－", "-", 5),
        ]
    );
}
