//! Line breaking as spreadsheets and word processors do it for Japanese.

/// Characters that may not begin a line; they hang over the edge instead.
const NOT_FIRST: &str = "、。，．）」』】・！？：；)]!?,.%ー々";

/// The width of a character in em.
pub(super) fn em(c: char) -> f32 {
    if c.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&c) {
        0.5
    } else {
        1.0
    }
}

pub(super) fn text_width(text: &str, size: f32) -> f32 {
    text.chars().map(em).sum::<f32>() * size
}

/// The lines of a text in a given width; runs of Latin letters and of digits stay whole.
pub(crate) fn wrapped(text: &str, width: f32, size: f32) -> Vec<String> {
    let mut out = Vec::new();
    for paragraph in text.split('\n') {
        let (mut line, mut used) = (String::new(), 0.0);
        for word in words(paragraph) {
            let wide = text_width(word, size);
            let hangs = word.chars().next().is_some_and(|c| NOT_FIRST.contains(c));
            if used + wide > width && !line.is_empty() && !hangs {
                out.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push_str(word);
            used += wide;
        }
        out.push(line);
    }
    out
}

/// Single characters, and runs of Latin letters and digits with their separators.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_digit = |c: char| c.is_ascii_alphanumeric() || ('０'..='９').contains(&c);
        let end = if is_digit(first) {
            rest.find(|c| !(is_digit(c) || matches!(c, ',' | '.')))
                .unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}
