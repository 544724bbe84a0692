//! The text of a value: what is left when bullets without an entry are out, and how a measure is parted from
//! its means.

use crate::layout::wrap;
use crate::record::Clause;
use crate::source::{Text, TextSlice};

/// A longer bracket behind an indicator's name explains it, in characters.
const LONGEST_UNIT: usize = 5;

/// The value without lines that hold a bullet and nothing else.
pub(crate) fn tidy(value: TextSlice<'_>) -> Text {
    if !value.as_str().contains('\n') {
        let value = value.trim();
        return signed(value).unwrap_or_else(|| value.to_text());
    }
    let mut out = Text::new();
    for line in value.lines() {
        let line = line.trim();
        if line.is_empty() || is_bullet(line.as_str()) {
            continue;
        }
        out.push_break();
        out.push_slice(line);
    }
    // A cell that holds one mark and nothing else says something by it (○, ●, ・).
    if out.is_empty() {
        value.trim().to_text()
    } else {
        out
    }
}

/// A figure with its sign at the left of the cell, as spreadsheets set money, and no blanks between: `▲   12,480`.
fn signed(value: TextSlice<'_>) -> Option<Text> {
    let string = value.as_str();
    let sign = string.chars().next().filter(|c| "▲△-－−+".contains(*c))?;
    let figure = string[sign.len_utf8()..].trim_start();
    let at = string.len() - figure.len();
    let counts = figure.starts_with(|c: char| c.is_ascii_digit())
        && figure
            .chars()
            .all(|c| c.is_ascii_digit() || ",.%".contains(c));
    (counts && at > sign.len_utf8()).then(|| {
        let mut text = value.cut(0..sign.len_utf8()).to_text();
        text.push_slice(value.cut_from(at));
        text
    })
}

fn is_bullet(line: &str) -> bool {
    matches!(line, "・" | "•" | "･" | "-" | "*")
}

/// True if nothing is left of a value.
pub(crate) fn is_blank(value: TextSlice<'_>) -> bool {
    matches!(value.as_str().trim(), "" | "・" | "•" | "･")
}

/// Parts the name of a measure from the means listed below it. In a flattened cell the name ends at the first
/// space.
pub(crate) fn split_measure(
    value: TextSlice<'_>,
    flattened: bool,
) -> (TextSlice<'_>, Option<TextSlice<'_>>) {
    let string = value.as_str();
    let line = string.find('\n').unwrap_or(string.len());
    let space = string[..line]
        .find([' ', '\u{3000}'])
        .filter(|&i| flattened && i > 0);
    let end = space.unwrap_or(line);
    let rest = value.cut_from(end).trim();
    (value.cut(0..end).trim(), (!rest.is_empty()).then_some(rest))
}

/// Where the number that leads a name ends and where the name begins, in bytes: `1-2 窓口の改善`, `(3)広告`, `①基金`.
pub(crate) fn leading_number(string: &str) -> Option<(usize, usize)> {
    const PARTS: [char; 5] = [' ', '\u{3000}', '.', '、', '\n'];
    let is_circled = |c: char| ('①'..='⑳').contains(&c);
    let is_number = |c: char| {
        c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(&c) || is_circled(c) || "-()".contains(c)
    };
    let end = string.find(|c: char| !is_number(c)).unwrap_or(string.len());
    let number = &string[..end];
    let bracketed = number.starts_with('(') && number.ends_with(')');
    let set_off = bracketed || number.ends_with(is_circled) || string[end..].starts_with(PARTS);
    let name = string[end..].trim_start_matches(PARTS);
    let named = end > 0 && set_off && !name.trim().is_empty();
    named.then(|| (end, string.len() - name.len()))
}

/// A name without the blanks that space its characters out: `財　政　効　果　額`.
pub(crate) fn closed_up(name: TextSlice<'_>) -> Text {
    let mut words = name.as_str().split_whitespace();
    if words.clone().nth(1).is_none() || !words.all(|word| word.chars().count() == 1) {
        return name.to_text();
    }
    let mut closed = Text::new();
    let places = name.places().filter(|(c, _)| !c.is_whitespace());
    places.for_each(|(c, place)| closed.push(c, place));
    closed
}

/// The unit in brackets behind the name of an indicator: `効果額(千円)`.
pub(crate) fn unit_in_brackets(measure: &Text) -> Option<(String, Option<Text>)> {
    let string = measure.as_str().trim_end();
    let inner = string.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let unit = inner[open + 1..].trim();
    let unit = unit.strip_prefix("単位:").unwrap_or(unit);
    let short = (1..=LONGEST_UNIT).contains(&unit.chars().count());
    let wordy = unit
        .chars()
        .all(|c| !c.is_ascii_digit() && !"、。・年月".contains(c));
    (short && wordy && open > 0).then(|| (unit.to_owned(), None))
}

/// The marked parts of a text, one a line; a line without a mark goes on with the part before it.
pub(crate) fn clauses(text: &str) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let marker = marker(line);
        match clauses.last_mut() {
            Some(last) if marker == 0 && last.marker.is_some() => {
                if !last.text.is_empty() {
                    last.text.push('\n');
                }
                last.text.push_str(line);
            }
            _ => clauses.push(Clause {
                marker: (marker > 0).then(|| line[..marker].to_owned()),
                text: line[marker..].trim_start().to_owned(),
            }),
        }
    }
    // A mark with nothing behind it says what it says (○) and marks nothing.
    clauses.retain(|clause| !clause.text.is_empty());
    if clauses.iter().all(|clause| clause.marker.is_none()) {
        clauses.clear();
    }
    clauses
}

/// The length of the marks at the head of a line: `・`, `(1)(2)`, `①`.
fn marker(line: &str) -> usize {
    let mut end = 0;
    while wrap::starts_entry(&line[end..]) {
        let rest = &line[end..];
        let Some(first) = rest.chars().next() else {
            break;
        };
        let length = match first {
            // ▲520 is a number below zero.
            '▲' | '△' if rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) => break,
            '(' => rest.find(')').map_or(1, |i| i + 1),
            c if c.is_ascii_digit() => rest
                .find(|c: char| !c.is_ascii_digit())
                .map_or(rest.len(), |i| {
                    i + rest[i..].chars().next().map_or(0, char::len_utf8)
                }),
            '【' | '≪' | '《' | '〔' | '〈' | '<' | '第' => break,
            c => c.len_utf8(),
        };
        end += length;
        if !rest[length..].starts_with('(') {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_clauses() {
        let found: Vec<(Option<String>, String)> =
            clauses("(1)(2)中間報告のとおり\n次年度も行う\n(3) 掲載した")
                .into_iter()
                .map(|c| (c.marker, c.text))
                .collect();
        assert_eq!(
            found,
            [
                (
                    Some("(1)(2)".to_owned()),
                    "中間報告のとおり\n次年度も行う".to_owned()
                ),
                (Some("(3)".to_owned()), "掲載した".to_owned())
            ]
        );
        assert!(clauses("検討する").is_empty());
        assert!(clauses("○").is_empty());
        assert_eq!(clauses("①\n調査を行う")[0].text, "調査を行う");
    }
}
