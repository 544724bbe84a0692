//! Spaces, line breaks, and characters that are not there to be seen.

use super::variant::is_selector;

/// The ASCII space that another space stands for. The ideographic space stays: it is how Japanese text indents.
pub(super) fn plain_space(c: char) -> Option<char> {
    match c {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Some(' '),
        _ => None,
    }
}

/// True for every character that breaks a line but LF itself (Unicode Annex 14, classes BK, CR and NL).
pub(super) fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// True for what folding leaves out: controls of ASCII, byte-order mark, zero-width characters, signs of
/// direction, soft hyphen, variation selectors.
///
/// C1 controls stay: they are what is left of an undecodable byte.
pub fn is_dropped(c: char) -> bool {
    is_invisible(c) || is_selector(c)
}

/// [`is_dropped`] without the variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{61c}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}')
}
