//! Sets apart what belongs to the page and not to the text: page numbers, running heads and feet.

use super::line::Line;
use super::sheet::{Item, Sheet, TextSketch};
use super::wrap::Margins;
use crate::source::PaintedPage;
use std::collections::HashMap;

/// The share of a page's height, at the top and at the bottom, in which furniture stands.
const MARGIN: f32 = 0.1;
/// A repeated line is furniture if it stands at the same height, within this many em, ...
const SAME_HEIGHT: f32 = 1.0;
/// ... on at least this many pages (of a document of two, on both) ...
const REPEATS: usize = 3;
/// ... and is no larger than this many times the usual text: larger is the title of a sheet.
const TITLE_SIZE: f32 = 1.15;
/// A line of so few characters numbers the sheets of a form (様式第1号, 資料2-1) and titles none, however large it is.
const LONGEST_MARK: usize = 5;

/// Moves page numbers, running heads and running feet to blocks of their own.
///
/// The first of several equal heads stays: it may be the document's title.
pub(super) fn set_apart(pages: &[PaintedPage], sheets: &mut [Sheet]) {
    let repeated = repeated(pages, sheets);
    for (p, (page, sheet)) in pages.iter().zip(sheets.iter_mut()).enumerate() {
        let em = sheet.em;
        let mut items = Vec::with_capacity(sheet.items.len());
        for item in std::mem::take(&mut sheet.items) {
            let Item::Text(text) = item else {
                items.push(item);
                continue;
            };
            let margins = text.margins;
            for (is_furniture, lines) in divide(text.lines, |line| {
                place(page, line).is_some_and(|margin| {
                    let string = line.string(page);
                    is_page_number(&string)
                        || repeated
                            .get(&(margin, key(margin, &string)))
                            .is_some_and(|seen| {
                                is_repeat(seen, p, line.rect.y0, em, pages.len(), margin)
                            })
                })
            }) {
                items.push(item_of(is_furniture, lines, margins));
            }
        }
        sheet.items = items;
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Margin {
    Top,
    Bottom,
}

/// Pages, from 0, and heights at which a line stands.
type Seen = Vec<(usize, f32)>;

fn repeated(pages: &[PaintedPage], sheets: &[Sheet]) -> HashMap<(Margin, String), Seen> {
    let mut repeated: HashMap<(Margin, String), Seen> = HashMap::new();
    for (p, (page, sheet)) in pages.iter().zip(sheets).enumerate() {
        for item in &sheet.items {
            let Item::Text(text) = item else { continue };
            for line in &text.lines {
                if let Some(margin) = place(page, line) {
                    let string = line.string(page);
                    if line.em > sheet.em * TITLE_SIZE && !is_short(&string) {
                        continue;
                    }
                    let key = key(margin, &string);
                    if !key.is_empty() {
                        repeated
                            .entry((margin, key))
                            .or_default()
                            .push((p, line.rect.y0));
                    }
                }
            }
        }
    }
    repeated
}

fn is_repeat(seen: &Seen, page: usize, y: f32, em: f32, pages: usize, margin: Margin) -> bool {
    let level = || {
        seen.iter()
            .filter(|(_, other)| (other - y).abs() <= em * SAME_HEIGHT)
    };
    let first = level().next().is_some_and(|(first, _)| *first == page);
    level().count() >= REPEATS.min(pages.max(2)) && !(first && margin == Margin::Top)
}

fn is_short(line: &str) -> bool {
    line.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST_MARK
}

/// In which margin a line stands.
fn place(page: &PaintedPage, line: &Line) -> Option<Margin> {
    if line.vertical {
        return None;
    }
    let y = line.rect.center().y / page.height.max(1.0);
    if y < MARGIN {
        Some(Margin::Top)
    } else if y > 1.0 - MARGIN {
        Some(Margin::Bottom)
    } else {
        None
    }
}

/// What equal lines have in common. Digits of a foot may count pages; those of a head may tell sheets apart.
fn key(margin: Margin, line: &str) -> String {
    line.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if margin == Margin::Bottom && c.is_numeric() {
                '#'
            } else {
                c
            }
        })
        .collect()
}

/// `3`, `- 3 -`, `3/10`, `３ページ`, `P.3`, `(3)`.
fn is_page_number(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare
        .trim_start_matches(['P', 'p', 'Ｐ', 'ｐ', '第', '.', '．'])
        .trim_end_matches("ページ")
        .trim_end_matches(['頁', '葉']);
    let is_frame = |c: char| {
        matches!(
            c,
            '-' | '‐'
                | '‑'
                | '–'
                | '—'
                | '―'
                | '−'
                | '－'
                | 'ー'
                | '~'
                | '〜'
                | '～'
                | '('
                | ')'
                | '（'
                | '）'
                | '<'
                | '>'
                | '['
                | ']'
                | '・'
        )
    };
    let bare = bare.trim_matches(is_frame);
    let numbers: Vec<&str> = bare.split(['/', '／']).collect();
    numbers.len() <= 2
        && numbers
            .iter()
            .all(|number| (1..=4).contains(&number.chars().count()) && number.chars().all(is_digit))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Divides lines into runs of the same kind.
fn divide(lines: Vec<Line>, is: impl Fn(&Line) -> bool) -> Vec<(bool, Vec<Line>)> {
    let mut runs: Vec<(bool, Vec<Line>)> = Vec::new();
    for line in lines {
        let kind = is(&line);
        match runs.last_mut() {
            Some((last, run)) if *last == kind => run.push(line),
            _ => runs.push((kind, vec![line])),
        }
    }
    runs
}

fn item_of(is_furniture: bool, lines: Vec<Line>, margins: Margins) -> Item {
    let text = TextSketch::new(lines, margins);
    if is_furniture {
        Item::Furniture(text)
    } else {
        Item::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers() {
        for line in [
            "3",
            "- 3 -",
            "－３－",
            "3/10",
            "３ページ",
            "P.12",
            "(4)",
            "12 頁",
        ] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["", "-", "平成27年", "3月", "1,400", "12345", "3/10/2"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
