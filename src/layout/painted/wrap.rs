//! Lines become paragraphs: which line breaks are the author's, and which only the margin's.

use super::line::{Line, given, shown};
use super::sheet::TextSketch;
use crate::layout::wrap::names_department;
use crate::notation::mark;
use crate::source::{NOWHERE, PaintedPage, Text};

/// In a wide box, a line that ends within this many em of the margin is full.
const FULL: f32 = 1.5;
/// Boxes narrower than this many em hold labels, where a line is full only if nothing more would fit.
const NARROW: f32 = 10.0;
/// White space between a cell's border and its text, em.
const PADDING: f32 = 0.4;
/// A line this much deeper in than its paragraph, em, begins a new one.
const INDENT: f32 = 0.7;
/// Lines that begin within this many em of each other begin in line.
const SAME_START: f32 = 0.3;
/// Margins of a centred line differ by less than this many em.
const CENTRED: f32 = 0.8;
/// A line with a gap of more than this many em is two things side by side, and no running text.
const APART: f32 = 3.0;
/// A line that begins further in than this share of the width is set against the right margin.
const RIGHT: f32 = 0.35;
/// A word (an address in a narrow cell) is never taken to be longer than this many em.
const MAX_UNIT: f32 = 20.0;
/// Characters that begin no line.
const CLOSING: &str = "、。，．・」』）)】〕］ーっゃゅょぁぃぅぇぉッャュョァィゥェォ々";
/// What stands between the halves of a range.
const WAVES: [char; 3] = ['～', '〜', '~'];
/// Nor the part of a label that its author would not break.
const MAX_PHRASE: f32 = 5.0;

/// The margins between which lines stand, points: left and right, or top and bottom of vertical lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Margins {
    pub(super) left: f32,
    pub(super) right: f32,
}

/// A line and what it shows.
struct ReadLine<'l> {
    line: &'l Line,
    string: String,
}

/// Groups horizontal lines into paragraphs; ruby lines become paragraphs of their own, after the one that
/// they annotate. Blank lines are left out.
pub(super) fn paragraphs<'l>(
    page: &PaintedPage,
    lines: &'l [Line],
    margins: Margins,
) -> Vec<Vec<&'l Line>> {
    let inked = || lines.iter().filter(|line| !line.is_blank(page));
    // Most cells hold one line.
    if inked().nth(1).is_none() {
        return inked().map(|line| vec![line]).collect();
    }
    let read: Vec<ReadLine<'_>> = inked()
        .map(|line| ReadLine {
            line,
            string: line.string(page),
        })
        .collect();
    let stops_inside = read.iter().any(|read| stops_inside(&read.string));
    let mut paragraphs: Vec<Vec<&ReadLine<'_>>> = Vec::new();
    let mut rubies: Vec<&ReadLine<'_>> = Vec::new();
    for read in &read {
        if read.line.ruby {
            rubies.push(read);
            continue;
        }
        match paragraphs.last_mut() {
            Some(paragraph)
                if goes_on(page, paragraph, read, margins)
                    && !begins_anew(paragraph, read, margins, stops_inside) =>
            {
                paragraph.push(read);
            }
            _ => {
                paragraphs.extend(rubies.drain(..).map(|ruby| vec![ruby]));
                paragraphs.push(vec![read]);
            }
        }
    }
    paragraphs.extend(rubies.into_iter().map(|ruby| vec![ruby]));
    let lines = |paragraph: Vec<&ReadLine<'l>>| paragraph.iter().map(|read| read.line).collect();
    paragraphs.into_iter().map(lines).collect()
}

/// Writes the lines of one paragraph as one, with a space only where two words meet.
pub(super) fn write(page: &PaintedPage, lines: &[&Line], at: &[u32], text: &mut Text) {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    for (i, line) in lines.iter().enumerate() {
        let first = line.inked(page).first();
        let next = first.and_then(|&g| shown(page, &page.glyphs[g as usize]).chars().next());
        let before = text.as_str();
        if i > 0 && is_word(before.chars().next_back()) && is_word(next) && !ends_in_address(before)
        {
            text.push(' ', NOWHERE);
        }
        line.write(page, at, text);
    }
}

/// True if the text ends in a part of an address of the web or of mail, which is broken anywhere.
fn ends_in_address(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_ascii_graphic()).next();
    word.is_some_and(|word| word.contains(['/', '@']) || word.contains("www."))
}

/// True if `next` goes on with the paragraph: its last line was full, and `next` does not begin anew.
fn goes_on(
    page: &PaintedPage,
    paragraph: &[&ReadLine<'_>],
    after: &ReadLine<'_>,
    margins: Margins,
) -> bool {
    let (Some(first), Some(before)) = (paragraph.first(), paragraph.last()) else {
        return false;
    };
    let (last, next) = (before.line, after.line);
    let em = last.em.max(next.em);
    if last.vertical || next.vertical {
        let full = margins.right - last.rect.y1 < em * FULL;
        return last.vertical && next.vertical && full && !starts_item(&after.string);
    }
    if last.em.min(next.em) < em * 0.75 || next.rect.y0 - last.rect.y1 > em * 1.5 {
        return false;
    }
    if starts_item(&after.string) {
        return false;
    }
    if breaks_inside(&before.string, &after.string) || is_left_over(&before.string, &after.string) {
        return true;
    }
    if names_department(before.string.trim()) && names_department(after.string.trim()) {
        return false;
    }
    if !is_full(page, last, next, margins) || parts_numbers(page, before, after, margins) {
        return false;
    }
    let hangs = starts_item(&first.string);
    let depth = match paragraph {
        [_, second, ..] => second.line.rect.x0,
        // The lines after a marker may stand under its text.
        [only] if hangs => only.line.rect.x0 + em * 4.0,
        _ => first.line.rect.x0,
    };
    next.rect.x0 <= depth + em * INDENT || is_centred(next, margins)
}

/// True if a sentence ends with the last line and `next` is set as the first line of a paragraph is: as far in
/// as that of the paragraph before it, indented, or in a box in which no sentence begins within a line.
fn begins_anew(
    paragraph: &[&ReadLine<'_>],
    after: &ReadLine<'_>,
    margins: Margins,
    stops_inside: bool,
) -> bool {
    let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else {
        return false;
    };
    let next = after.line;
    let in_line = (next.rect.x0 - first.line.rect.x0).abs() <= next.em * SAME_START;
    let indented = (INDENT..FULL).contains(&((next.rect.x0 - margins.left) / next.em.max(0.1)));
    !last.line.vertical
        && last.string.ends_with('。')
        && !starts_item(&first.string)
        && in_line
        && (indented || !stops_inside)
}

/// True if a sentence ends before the line does.
fn stops_inside(line: &str) -> bool {
    let before = line.trim_end_matches(['。', '」', '』', '）', ')']);
    before.contains('。')
}

/// True if the last line of a text reaches the margin.
pub(super) fn ends_full(page: &PaintedPage, text: &TextSketch) -> bool {
    let last = text.lines.iter().rfind(|line| !line.is_blank(page));
    last.is_some_and(|line| !line.vertical && text.margins.right - line.rect.x1 < line.em * FULL)
}

/// True if the break is within a sentence, whatever the margins say: after a comma, an opening bracket or the
/// first half of a range, before a closing bracket or the second half. Waves on both sides adorn a heading.
fn breaks_inside(last: &str, next: &str) -> bool {
    last.ends_with(['、', '，', '「', '『', '（', '('])
        || next.starts_with(['、', '，', '。', '」', '』', '）', ')'])
        || (last.ends_with(WAVES) && !last.starts_with(WAVES))
        || (next.starts_with(WAVES) && !next.ends_with(WAVES))
}

/// True for one character of a word below others: 進 below 市政の推.
fn is_left_over(last: &str, next: &str) -> bool {
    let mut chars = next.trim().chars();
    let alone = chars.next().filter(|_| chars.next().is_none());
    let ideograph = |c: char| ('一'..='鿿').contains(&c);
    alone.is_some_and(ideograph)
        && last.trim().chars().count() > 2
        && last.chars().next_back().is_some_and(ideograph)
}

/// True if the break stands between half-width digits: no margin breaks a number where it has the room for
/// it, so that these are two numbers.
fn parts_numbers(
    page: &PaintedPage,
    last: &ReadLine<'_>,
    next: &ReadLine<'_>,
    margins: Margins,
) -> bool {
    let digit = |g: Option<&u32>| {
        let raw = g.map(|&g| given(page, &page.glyphs[g as usize]));
        raw.is_some_and(|raw| raw.starts_with(|c: char| c.is_ascii_digit()))
    };
    // A sentence may be broken anywhere: 手続を58 over 7件と整理した。
    let hiragana = |c: char| ('ぁ'..='ん').contains(&c);
    let is_told = |line: &ReadLine<'_>| line.string.contains(hiragana);
    margins.right - margins.left > last.line.em * NARROW
        && !(is_told(last) && is_told(next))
        && digit(last.line.inked(page).last())
        && digit(next.line.inked(page).first())
}

/// True if what `next` begins with would not have fitted behind `line`.
fn is_full(page: &PaintedPage, line: &Line, next: &Line, margins: Margins) -> bool {
    let em = line.em;
    if line.widest_gap(page) > em * APART {
        return false;
    }
    let width = margins.right - margins.left;
    // A line that is centred by chance, being indented, has no centred one below it.
    let centred = is_centred(line, margins) && is_balanced(next, margins);
    if centred || hugs_right(line, margins) {
        let room = width - em * PADDING - (line.rect.x1 - line.rect.x0);
        return room < unit(page, next, true);
    }
    let room = margins.right - line.rect.x1;
    let next = unit(page, next, false);
    if width < em * NARROW {
        room < next + em * PADDING
    } else {
        // A cell keeps as much clear at its right as at its left.
        let padding = (line.rect.x0 - margins.left).clamp(0.0, em);
        room < (next + em * PADDING).max(em * FULL) || room - padding < next.max(em)
    }
}

fn is_centred(line: &Line, margins: Margins) -> bool {
    is_balanced(line, margins) && line.rect.x0 - margins.left > line.em
}

/// True if both margins of a line are the same: it is centred, or fills the width.
fn is_balanced(line: &Line, margins: Margins) -> bool {
    let (left, right) = (line.rect.x0 - margins.left, margins.right - line.rect.x1);
    (left - right).abs() < line.em * CENTRED
}

/// True for a line that is set against the right margin, so that its right end says nothing.
fn hugs_right(line: &Line, margins: Margins) -> bool {
    let (left, right) = (line.rect.x0 - margins.left, margins.right - line.rect.x1);
    left > right.max(line.em) && left > (margins.right - margins.left) * RIGHT
}

/// Width of what a line begins with and no break may divide: a character, or a Latin word or number;
/// with `phrase`, as a person breaks a label, also a run of ideographs or of katakana.
fn unit(page: &PaintedPage, line: &Line, phrase: bool) -> f32 {
    let (mut kind, mut closed) = (None, false);
    let mut end = line.rect.x0;
    for &g in line.inked(page) {
        let glyph = &page.glyphs[g as usize];
        let Some(c) = shown(page, glyph).chars().next() else {
            continue;
        };
        let this = script(c);
        let whole = this == Script::Latin || (phrase && this != Script::Other);
        // What begins no line (JIS X 4051) is taken over with the character before it: る。
        let closes = kind.is_some() && CLOSING.contains(c);
        if !closes && (closed || kind.is_some_and(|kind| kind != this || !whole)) {
            break;
        }
        closed |= closes;
        kind = kind.or(Some(this));
        end = end.max(glyph.rect.x1);
    }
    let longest = match kind {
        Some(Script::Latin) => MAX_UNIT,
        _ => MAX_PHRASE,
    };
    (end - line.rect.x0).min(line.em * longest)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Katakana,
    Ideograph,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '!'..='~' => Script::Latin,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Script::Latin,
        'ァ'..='ヺ' | 'ー' => Script::Katakana,
        '\u{3400}'..='\u{9FFF}' | '々' | '\u{F900}'..='\u{FAFF}' => Script::Ideograph,
        _ => Script::Other,
    }
}

/// True if a line begins with a bullet or an enumerator, so that it begins a clause.
pub(super) fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    match first {
        // Alone, it marks what stands before it.
        '【' => chars.next().is_some(),
        _ if mark::of_entry(line).is_some() => chars.next().is_some(),
        '①'..='⓿' | '❶'..='➓' | 'Ⅰ'..='ⅿ' => true,
        '(' | '（' => closes(chars.as_str(), 3),
        '-' | '－' | '―' => chars.next().is_some_and(char::is_whitespace),
        '0'..='9' | '０'..='９' => numbers(line),
        'ア'..='ン' | 'ｱ'..='ﾝ' | 'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => {
            matches!(chars.next(), Some(')' | '）' | '．'))
        }
        _ => false,
    }
}

/// `1)`, `(1)` after its bracket, `(ア)`: a closing bracket after one to `longest` letters or digits.
fn closes(rest: &str, longest: usize) -> bool {
    let length = rest.chars().take_while(|c| c.is_alphanumeric()).count();
    (1..=longest).contains(&length)
        && matches!(rest.chars().nth(length), Some(')' | '）'))
        && rest
            .chars()
            .take(length)
            .all(|c| c.is_numeric() || length == 1)
}

/// `1.`, `２．`, `1)`, `1 取組`: one or two digits, then what sets them apart from the text; but not `1.5`.
fn numbers(line: &str) -> bool {
    let digits = line.chars().take_while(|c| c.is_numeric()).count();
    let mut rest = line.chars().skip(digits);
    let (mark, after) = (rest.next(), rest.next());
    digits <= 2
        && match mark {
            Some(')' | '）') => true,
            Some('.' | '．') => !after.is_some_and(char::is_numeric),
            // A count with its unit set off is no enumerator; few lists go beyond 19.
            Some(c) if c.is_whitespace() && (digits == 1 || line.starts_with(['1', '１'])) => {
                after.is_some_and(|c| !c.is_ascii() && !c.is_numeric())
            }
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::starts_item;

    #[test]
    fn markers_begin_clauses() {
        for line in [
            "・広報",
            "(1) 目的",
            "（ア）周知",
            "①実施",
            "1.市民",
            "２．市民",
            "3) 市民",
            "※注",
            "Ⅱ 改革",
            "1 取組",
            "ア．周知",
        ] {
            assert!(starts_item(line), "{line}");
        }
        for line in [
            "1.5%",
            "10月に",
            "平成27年",
            "(市民)に",
            "を実施",
            "アンケート",
            "30 人",
            "●",
            "",
        ] {
            assert!(!starts_item(line), "{line}");
        }
    }
}
