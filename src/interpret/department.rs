//! Departments: names in a list, and the mark of the one that leads.

use crate::lexicon::LEXICON;
use crate::notation::mark;
use crate::source::{Text, TextSlice};

/// Where a form asks for the departments concerned besides (関係課), those that it named before lead.
pub(crate) fn settle_lead(label: &str, named: &mut [(Text, bool)]) {
    let besides = LEXICON
        .related
        .iter()
        .any(|word| label.contains(word.as_str()));
    if besides && !named.iter().any(|(_, lead)| *lead) {
        named.iter_mut().for_each(|(_, lead)| *lead = true);
    }
}

/// The departments of a value, each with whether it is marked as leading.
///
/// Names are parted by spaces, commas, line breaks and marks; `人事課(主管)` and `市民協働課●` lead. A middle dot
/// parts only where both sides end as departments do: 総務・企画課 is one.
pub(crate) fn departments(value: TextSlice<'_>) -> Vec<(Text, bool)> {
    let mut found: Vec<(Text, bool)> = Vec::new();
    for piece in pieces(value) {
        if piece.as_str().starts_with('(') && piece.as_str().ends_with(')') {
            // A remark of the form: (●は主たる所属).
            continue;
        }
        if let Some((name, related)) = with_related(piece) {
            found.push((name.to_text(), true));
            found.extend(
                departments(related)
                    .into_iter()
                    .map(|(name, _)| (name, false)),
            );
            continue;
        }
        let (name, lead) = unmark(piece);
        if name.is_empty() {
            if let (true, Some(last)) = (lead, found.last_mut()) {
                last.1 = true;
            }
            continue;
        }
        found.push((name.to_text(), lead));
    }
    found
}

/// The departments of a value, where the label may ask for those concerned in a bracket, as the value then names them: 担当課(関係課)
/// above 税務課(会計課、水道営業課).
pub(crate) fn asked_by(label: &str, value: TextSlice<'_>) -> Vec<(Text, bool)> {
    let asks = |inner: &str| {
        LEXICON
            .related
            .iter()
            .any(|word| inner.contains(word.as_str()))
    };
    let besides = label
        .split_once('(')
        .is_some_and(|(main, inner)| !asks(main) && asks(inner));
    let named = departments(value);
    if !besides {
        return named;
    }
    let mut found = Vec::new();
    for (name, lead) in named {
        let string = name.as_str();
        let inner = string
            .strip_suffix(')')
            .and_then(|string| string.split_once('('))
            .map(|(main, inner)| (main.len(), inner.len()));
        let Some((main, inner)) = inner else {
            found.push((name, lead));
            continue;
        };
        let related = name.slice().cut(main + 1..main + 1 + inner);
        found.push((name.slice().cut(0..main).trim().to_text(), true));
        found.extend(
            departments(related)
                .into_iter()
                .map(|(name, _)| (name, false)),
        );
    }
    found
}

/// A department and those that a bracket behind it names as taking part: 市民課(関係課:税務課、こども課).
fn with_related(piece: TextSlice<'_>) -> Option<(TextSlice<'_>, TextSlice<'_>)> {
    let string = piece.as_str();
    let (name, inner) = string.strip_suffix(')')?.split_once('(')?;
    let (label, _) = inner.split_once([':', '：'])?;
    let related = LEXICON
        .related
        .iter()
        .any(|word| label.contains(word.as_str()));
    let from = name.len() + 1 + label.len();
    let sign = string[from..].chars().next().map_or(0, char::len_utf8);
    let named = related && !name.is_empty();
    named.then(|| {
        (
            piece.cut(0..name.len()).trim(),
            piece.cut(from + sign..string.len() - 1),
        )
    })
}

/// The departments that stand in brackets behind the name of an item, and the name before them: `市税収入の確保
/// [税務部]`.
pub(crate) fn behind_a_name(name: TextSlice<'_>) -> (TextSlice<'_>, Option<TextSlice<'_>>) {
    const BRACKETS: [(char, char); 5] = [
        ('[', ']'),
        ('(', ')'),
        ('〔', '〕'),
        ('【', '】'),
        ('<', '>'),
    ];
    let string = name.as_str();
    let inner = BRACKETS.iter().find_map(|(open, close)| {
        let start = string.strip_suffix(*close)?.rfind(*open)?;
        let inner = name.cut(start + open.len_utf8()..string.len() - close.len_utf8());
        // 所管:教育総務課 names it as well as 教育総務課 does.
        let key = inner.as_str().find([':', '：']);
        let inner = key.map_or(inner, |at| {
            let sign = inner.as_str()[at..]
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            inner.cut_from(at + sign).trim()
        });
        let all = inner
            .as_str()
            .split(['、', '・', ',', '/', '\n'])
            .all(|part| LEXICON.names_department(part.trim()));
        (all && start > 0).then_some((name.cut(0..start).trim(), inner))
    });
    inner.map_or((name, None), |(name, inner)| (name, Some(inner)))
}

fn pieces(value: TextSlice<'_>) -> Vec<TextSlice<'_>> {
    let string = value.as_str();
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    for (i, c) in string.char_indices() {
        let parts = match c {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.saturating_sub(1);
                // A cell that was too narrow for a blank: 財務課(主管)行革推進室.
                let name = &string[start..i + c.len_utf8()];
                depth == 0
                    && LEXICON
                        .lead_marks
                        .iter()
                        .any(|mark| name.len() > mark.len() && name.ends_with(mark.as_str()))
            }
            ' ' | '\u{3000}' => depth == 0 && !goes_down(&string[start..i], &string[i..]),
            '\n' | '、' | ',' | '/' | ';' => depth == 0,
            '・' => {
                depth == 0
                    && LEXICON.names_department(&string[start..i])
                    && rest_is_department(&string[i + c.len_utf8()..])
            }
            _ => {
                LEXICON.lead_marks.iter().any(|mark| mark.chars().eq([c]))
                    && depth == 0
                    && start < i
            }
        };
        if parts {
            let keep_mark = !matches!(c, ' ' | '\u{3000}' | '\n' | '、' | ',' | '/' | ';' | '・');
            let end = if keep_mark { i + c.len_utf8() } else { i };
            pieces.push(value.cut(start..end).trim());
            start = i + c.len_utf8();
        }
    }
    pieces.push(value.cut_from(start).trim());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// How the name of what stands above sections ends.
const DIVISIONS: [&str; 5] = ["部", "局", "本部", "委員会", "事務局"];

/// True for the name of a division, below which sections stand: 総務部.
pub(crate) fn is_division(name: &str) -> bool {
    DIVISIONS.iter().any(|ending| name.ends_with(ending))
}

/// True if a name goes on below the first: 企画政策部 行政経営課 is one section of one division, 税務課 収納係 one
/// desk of one section.
fn goes_down(above: &str, rest: &str) -> bool {
    const SECTIONS: [&str; 3] = ["課", "室", "センター"];
    const DESKS: [&str; 3] = ["係", "班", "担当"];
    let rest = rest.trim_start();
    let end = rest
        .find(|c: char| c.is_whitespace() || "、,・/;()".contains(c))
        .unwrap_or(rest.len());
    let is = |name: &str, endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    is_division(above) && (is(&rest[..end], &SECTIONS) || is(&rest[..end], &DESKS))
        || is(above, &SECTIONS) && is(&rest[..end], &DESKS)
}

/// True if a text is the name of a department, perhaps with those above it, and nothing more.
pub(crate) fn departments_only(text: &str) -> bool {
    let words = text
        .split([' ', '\u{3000}'])
        .filter(|word| !word.is_empty());
    words.clone().next().is_some() && words.into_iter().all(|word| LEXICON.names_department(word))
}

fn rest_is_department(rest: &str) -> bool {
    let end = rest
        .find([' ', '\u{3000}', '\n', '、', ',', '・'])
        .unwrap_or(rest.len());
    LEXICON.names_department(rest[..end].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Takes the mark off a name, before it or behind it.
fn unmark(piece: TextSlice<'_>) -> (TextSlice<'_>, bool) {
    let string = piece.as_str();
    for mark in &LEXICON.lead_marks {
        if let Some(rest) = string.strip_suffix(mark.as_str()) {
            return (piece.cut(0..rest.len()).trim(), true);
        }
        if string.starts_with(mark.as_str()) {
            return (piece.cut_from(mark.len()).trim(), true);
        }
    }
    let bullet = mark::after(string).trim_start_matches('-');
    (piece.cut_from(string.len() - bullet.len()).trim(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str) -> Vec<(String, bool)> {
        let mut text = Text::new();
        for (at, c) in (0..).zip(value.chars()) {
            text.push(c, at);
        }
        departments(text.slice())
            .into_iter()
            .map(|(name, lead)| (name.as_str().to_owned(), lead))
            .collect()
    }

    #[test]
    fn parts_names_and_finds_the_lead() {
        let cases: &[(&str, &[(&str, bool)])] = &[
            (
                "市民協働課● 人事課 行政経営課",
                &[
                    ("市民協働課", true),
                    ("人事課", false),
                    ("行政経営課", false),
                ],
            ),
            (
                "市民協働課●人事課",
                &[("市民協働課", true), ("人事課", false)],
            ),
            ("◎企画課、財政課", &[("企画課", true), ("財政課", false)]),
            ("総務・企画課", &[("総務・企画課", false)]),
            ("総務課・企画課", &[("総務課", false), ("企画課", false)]),
            ("人事課(主管)", &[("人事課", true)]),
            (
                "財務課(主管)行革推進室、商工振興課",
                &[
                    ("財務課", true),
                    ("行革推進室", false),
                    ("商工振興課", false),
                ],
            ),
            (
                "総務部 人事課 税務課 収納係",
                &[("総務部 人事課", false), ("税務課 収納係", false)],
            ),
        ];
        for (value, expected) in cases {
            let expected: Vec<(String, bool)> = expected
                .iter()
                .map(|(n, l)| ((*n).to_owned(), *l))
                .collect();
            assert_eq!(found(value), expected, "{value}");
        }
    }
}
