//! What stands around the words of a label: marks, numbers, and brackets with what they say. All of it works on compare form.

use super::pair::BRACKETS;
use crate::lexicon::Concept;
use crate::notation::mark;
use crate::source::TextSlice;

/// Takes off what decorates a label: marks before it, brackets around it, a colon behind it.
pub(super) fn strip_decoration(key: &str) -> &str {
    // What may be a grade behind a label is its value: 【評価】★★.
    let ends = |c: char| c == ':' || mark::is_mark(c) && !"◎○△▲★☆●".contains(c);
    let mut bare = mark::after(key)
        .trim_start_matches(':')
        .trim_end_matches(ends);
    for (open, close) in BRACKETS.into_iter().chain([('「', '」')]) {
        if let Some(inner) = bare
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
        {
            bare = inner;
        }
    }
    strip_enumerator(bare)
}

/// Takes off a number before a label: `(3)意図`, `1.目的`.
fn strip_enumerator(bare: &str) -> &str {
    let inner = bare.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    if let Some((number, rest)) = inner
        && !rest.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
    {
        return rest;
    }
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', '、']) {
        Some(label) if rest.len() < bare.len() && !label.is_empty() => label,
        _ => bare,
    }
}

/// Parts a trailing bracket from the rest of a key; without one the second is none.
pub(super) fn strip_bracket(key: &str) -> (&str, Option<&str>) {
    key.strip_suffix(')')
        .and_then(|rest| {
            let open = rest.rfind('(')?;
            Some((&rest[..open], Some(&rest[open + 1..])))
        })
        .unwrap_or((key, None))
}

/// What the letter of a step in plan, do, check and act says of a column: 実施内容(D), 検証(C).
pub(super) fn step_of_cycle(inner: &str) -> Option<Concept> {
    match inner {
        "p" => Some(Concept::Plan),
        "d" => Some(Concept::Result),
        "c" => Some(Concept::Assessment),
        "a" => Some(Concept::NextSteps),
        _ => None,
    }
}

/// True for a bracket that tells how to fill the form in, or the unit of its figures.
pub(super) fn is_note(inner: &str) -> bool {
    inner.contains("実施")
        || inner.contains("記入")
        || inner.starts_with("単位")
        || inner.contains("、単位:")
}

/// A header without the letter by which a formula below calls it, or the formula itself: 計画 over A, 差 over B-A. On one line `評価 A` is a
/// grade.
pub(super) fn without_formula(text: TextSlice<'_>) -> Option<TextSlice<'_>> {
    const LONGEST: usize = 7;
    let string = text.as_str();
    let at = string.rfind('\n')?;
    let formula = string[at..].trim();
    let letter = |c: char| c.is_ascii_uppercase() || ('①'..='⑨').contains(&c);
    let sign = |c: char| "-−－/÷×+=()（）%".contains(c);
    let reckons = formula.chars().any(letter)
        && formula.chars().count() <= LONGEST
        && formula.chars().all(|c| letter(c) || sign(c));
    reckons.then(|| text.cut(0..at).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_label_are_left() {
        for (key, bare) in [
            ("■目的:", "目的"),
            ("【事業の目的】", "事業の目的"),
            ("(3)意図", "意図"),
            ("1.目的", "目的"),
            ("〇担当課", "担当課"),
            ("評価○", "評価○"),
            ("1位", "1位"),
        ] {
            assert_eq!(strip_decoration(key), bare, "{key}");
        }
        assert_eq!(strip_bracket("効果額(千円)"), ("効果額", Some("千円")));
        assert_eq!(strip_bracket("効果額"), ("効果額", None));
    }
}
