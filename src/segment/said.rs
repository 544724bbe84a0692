//! What somebody said at a meeting, behind who said it: `(A委員)地元との協議が先である。`, `○委員長:…`.

use super::pair;
use crate::lexicon::LEXICON;
use crate::notation::mark;
use crate::source::TextSlice;

/// A longer word names no speaker, in characters.
const LONGEST_SPEAKER: usize = 12;
/// Fewer characters say nothing.
const SHORTEST: usize = 8;
/// So many lines of the kind make a document one that reports what was said.
pub(super) const FEWEST: usize = 2;

/// A line parted into who speaks and what they say.
pub(super) fn read(line: TextSlice<'_>) -> Option<(TextSlice<'_>, TextSlice<'_>)> {
    let whole = line.trim();
    let words = mark::after(whole.as_str()).trim_start_matches(['・', '○', ' ', '\u{3000}']);
    let line = whole.cut_from(whole.as_str().len() - words.len());
    let (speaker, said) = in_brackets(line).or_else(|| {
        let (key, said) = pair::before_colon(line)?;
        Some((pair::undecorated(key), said))
    })?;
    let short = speaker.as_str().chars().count() <= LONGEST_SPEAKER;
    let told = said.as_str().contains('。') && said.as_str().chars().count() >= SHORTEST;
    (short && told && LEXICON.names_speaker(speaker.as_str())).then_some((speaker, said))
}

fn in_brackets(line: TextSlice<'_>) -> Option<(TextSlice<'_>, TextSlice<'_>)> {
    const BRACKETS: [(char, char); 5] = [
        ('(', ')'),
        ('【', '】'),
        ('〔', '〕'),
        ('[', ']'),
        ('<', '>'),
    ];
    let string = line.as_str();
    let (open, close) = BRACKETS
        .iter()
        .find(|(open, _)| string.starts_with(*open))?;
    let end = string.find(*close)?;
    let speaker = line.cut(open.len_utf8()..end);
    Some((speaker, line.cut_from(end + close.len_utf8()).trim()))
}
