//! One cluster, folded.

use super::{kana, punctuation, space, symbol, variant, width};
use unicode_normalization::UnicodeNormalization;

/// The two forms of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// What records hold: one writing for every character, nothing of its meaning or look lost.
    Display,
    /// What labels and names are compared in: signs that are written for each other are one.
    Compare,
}

/// Characters that display form leaves as they are, unless a mark follows. Only ranges that make up most of a
/// text: what is not named here goes the long way to the same end.
const DISPLAY_KEEPS: [(char, char); 11] = [
    ('\t', '\n'),
    (' ', '~'),
    ('‐', '…'),
    ('Ⅰ', 'ⅿ'),
    ('←', '⇿'),
    ('①', '⓿'),
    ('■', '◿'),
    ('\u{3000}', '\u{3098}'),
    ('\u{309b}', 'ヿ'),
    ('㐀', '䶿'),
    ('一', '鿿'),
];

/// The same for compare form.
const COMPARE_KEEPS: [(char, char); 9] = [
    ('\t', '\n'),
    (' ', '@'),
    ('[', '~'),
    ('、', '〇'),
    ('「', '』'),
    ('ぁ', 'ゖ'),
    ('ァ', 'ヾ'),
    ('㐀', '䶿'),
    ('一', '鿿'),
];

/// One bit a character of the Basic Multilingual Plane.
type Bits = [u64; 1024];

static DISPLAY_BITS: Bits = bits(&DISPLAY_KEEPS);
static COMPARE_BITS: Bits = bits(&COMPARE_KEEPS);

const fn bits(ranges: &[(char, char)]) -> Bits {
    let mut bits = [0; 1024];
    let mut at = 0;
    while at < ranges.len() {
        let (mut code, last) = (ranges[at].0 as usize, ranges[at].1 as usize);
        while code <= last {
            bits[code >> 6] |= 1 << (code & 63);
            code += 1;
        }
        at += 1;
    }
    bits
}

impl Form {
    /// True for characters known to stay as they are, unless a mark follows.
    pub(super) fn keeps(self, c: char) -> bool {
        let bits = match self {
            Self::Display => &DISPLAY_BITS,
            Self::Compare => &COMPARE_BITS,
        };
        let code = c as usize;
        code < 0x10000 && bits[code >> 6] >> (code & 63) & 1 == 1
    }
}

/// Appends the folded form of one cluster.
pub(super) fn fold_cluster(cluster: &str, form: Form, out: &mut String) {
    match form {
        Form::Display => display(cluster, out),
        Form::Compare if compare_char(cluster, out) => {}
        Form::Compare => {
            let mut shown = String::new();
            display(cluster, &mut shown);
            compare(&shown, out);
        }
    }
}

/// The name of the rule that changes a cluster on its way to display form.
pub(super) fn display_rule(cluster: &str) -> &'static str {
    let Some(base) = cluster.chars().next() else {
        return "canonical";
    };
    match base {
        c if space::is_line_break(c) => "line_break",
        _ if cluster.chars().any(variant::is_selector) => "variation_selector",
        _ if cluster.chars().any(space::is_invisible) => "dropped",
        c if width::narrow(c).is_some() => "width",
        c if kana::widen(c).is_some() => "kana",
        c if variant::ideograph(c).is_some() => "radical",
        c if space::plain_space(c).is_some() => "space",
        c if punctuation::middle_dot(c).is_some() => "middle_dot",
        _ => "canonical",
    }
}

/// The name of the rule that changes a display cluster on its way to compare form.
pub(super) fn compare_rule(cluster: &str) -> &'static str {
    let Some(c) = cluster.chars().next() else {
        return "compatibility";
    };
    if let Some((class, _)) = punctuation::class(c) {
        class
    } else if symbol::write_circled(c, &mut String::new()) {
        "circled"
    } else if variant::is_compatibility(c) {
        "compatibility_ideograph"
    } else if c == '\u{3000}' {
        "space"
    } else if cluster.nfkc().eq(cluster.chars()) {
        "case"
    } else {
        "compatibility"
    }
}

fn display(cluster: &str, out: &mut String) {
    let mut chars = cluster.chars();
    let Some(base) = chars.next() else {
        return;
    };
    let marks = chars.as_str();
    if marks.is_empty() {
        display_char(base, out);
    } else if space::is_line_break(base) {
        out.push('\n');
    } else if variant::is_compatibility(base) {
        out.push(base);
        out.extend(marks.chars().filter(|&c| !space::is_dropped(c)));
    } else {
        let seen = marks.chars().filter(|&c| !space::is_dropped(c));
        let marks = seen.map(|mark| kana::voicing(base, mark).unwrap_or(mark));
        let shown = display_base(base).unwrap_or(base);
        out.extend(std::iter::once(shown).chain(marks).nfc());
    }
}

fn display_char(c: char, out: &mut String) {
    if let Some(shown) = display_base(c) {
        out.push(shown);
    } else if space::is_line_break(c) {
        out.push('\n');
    } else if c < '\u{300}' || variant::is_compatibility(c) {
        out.extend((!space::is_dropped(c)).then_some(c));
    } else if !space::is_dropped(c) {
        out.extend(std::iter::once(c).nfc());
    }
}

/// The one character that display form writes for another.
fn display_base(c: char) -> Option<char> {
    width::narrow(c)
        .or_else(|| kana::widen(c))
        .or_else(|| variant::ideograph(c))
        .or_else(|| space::plain_space(c))
        .or_else(|| punctuation::middle_dot(c))
}

/// The short way to compare form for single characters that one round takes there; false for all others.
fn compare_char(cluster: &str, out: &mut String) -> bool {
    let mut chars = cluster.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    let shown = display_base(c).unwrap_or(c);
    if shown.is_ascii() && !space::is_line_break(shown) && !space::is_dropped(shown) {
        out.push(shown.to_ascii_lowercase());
    } else if shown == '\u{3000}' {
        out.push(' ');
    } else if Form::Compare.keeps(shown) {
        out.push(shown);
    } else if let Some((_, sign)) = punctuation::class(shown) {
        out.push_str(sign);
    } else {
        return compare_sign(shown, out);
    }
    true
}

/// Folds a sign that stands for several characters; false, and nothing written, where these fold further.
fn compare_sign(shown: char, out: &mut String) -> bool {
    let from = out.len();
    if !symbol::write_circled(shown, out) {
        for c in std::iter::once(shown).nfkc() {
            write_sign(c, out);
        }
    }
    let is_final = out[from..].chars().all(|c| Form::Compare.keeps(c));
    if !is_final {
        out.truncate(from);
    }
    is_final
}

/// Folds a display cluster on to compare form.
///
/// Lower case can bring up a character that folds further, so this goes on until nothing changes; no
/// character needs more than three rounds (checked for all of them by a test).
fn compare(cluster: &str, out: &mut String) {
    let mut current = compare_once(cluster);
    for _ in 0..3 {
        let next = compare_once(&current);
        if next == current {
            break;
        }
        current = next;
    }
    out.push_str(&current);
}

fn compare_once(cluster: &str) -> String {
    let mut out = String::new();
    let Some(base) = cluster.chars().next() else {
        return out;
    };
    if punctuation::class(base).is_none() && !symbol::write_circled(base, &mut out) {
        for c in compatible(cluster) {
            write_sign(c, &mut out);
        }
        return out;
    }
    let marks = &cluster[base.len_utf8()..];
    if out.is_empty() {
        write_sign(base, &mut out);
    }
    out.push_str(marks);
    out
}

/// The cluster in compatibility form, but for free-standing marks, which would become a space and a mark.
fn compatible(cluster: &str) -> impl Iterator<Item = char> {
    let mut folded = cluster.nfkc();
    let first = folded.next();
    let is_mark = first == Some(' ') && !cluster.starts_with([' ', '\u{3000}']);
    let (kept, folded) = if is_mark {
        (Some(cluster.chars()), None)
    } else {
        (None, Some(first.into_iter().chain(folded)))
    };
    kept.into_iter()
        .flatten()
        .chain(folded.into_iter().flatten())
}

fn write_sign(c: char, out: &mut String) {
    match punctuation::class(c) {
        Some((_, sign)) => out.push_str(sign),
        None => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::{compare, compare_char, display};

    #[test]
    fn the_short_way_ends_where_the_long_way_does() {
        for c in '\0'..=char::MAX {
            let mut cluster = [0; 4];
            let cluster = c.encode_utf8(&mut cluster);
            let mut short = String::new();
            if compare_char(cluster, &mut short) {
                let (mut shown, mut long) = (String::new(), String::new());
                display(cluster, &mut shown);
                compare(&shown, &mut long);
                assert_eq!(short, long, "{c}");
            }
        }
    }
}
