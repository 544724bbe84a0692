//! Display text and its pieces, each character with its place in the recovered text.
//!
//! Most characters of a text stand one behind the other where they came from too, so that places are kept by run: a cell
//! of a sheet has one, a sentence that was wrapped as many as it had lines.

use super::NOWHERE;
use smallvec::SmallVec;
use std::ops::Range;

/// Display text that knows where each of its characters stands in the recovered text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    string: String,
    /// Where places begin anew, in order; the first at byte 0.
    runs: SmallVec<[Run; 2]>,
    /// The place of a character that would go on with the last run.
    next: u32,
}

/// Characters whose places follow each other, up to the next run; or of which none has a place.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    /// The byte of the string at which the first stands.
    byte: u32,
    /// The place of the first, or [`NOWHERE`].
    at: u32,
}

impl Text {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty text with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            string: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Makes room for so many bytes more.
    pub fn reserve(&mut self, bytes: usize) {
        self.string.reserve(bytes);
    }

    /// Appends one character that came from the recovered character `at`.
    pub fn push(&mut self, c: char, at: u32) {
        self.begin(at);
        self.string.push(c);
        self.next = place_after(at, 1);
    }

    /// Appends characters that stand one behind the other in the recovered text, from `at` on.
    pub fn push_str(&mut self, string: &str, at: u32) {
        if !string.is_empty() {
            self.begin(at);
            self.string.push_str(string);
            self.next = place_after(at, string.chars().count());
        }
    }

    /// Appends a piece of another text with its places.
    pub fn push_slice(&mut self, slice: TextSlice<'_>) {
        let mut from = 0;
        let mut at = slice.at;
        for run in slice.inner_runs() {
            let to = (run.byte - slice.byte) as usize;
            self.push_str(&slice.string[from..to], at);
            (from, at) = (to, run.at);
        }
        self.push_str(&slice.string[from..], at);
    }

    /// Appends a line break that no source character stands for, unless the text is empty or ends in one.
    pub fn push_break(&mut self) {
        if !self.string.is_empty() && !self.string.ends_with('\n') {
            self.push('\n', NOWHERE);
        }
    }

    /// The whole text, borrowed.
    pub fn slice(&self) -> TextSlice<'_> {
        TextSlice {
            string: &self.string,
            byte: 0,
            at: self.runs.first().map_or(NOWHERE, |run| run.at),
            runs: self.runs.get(1..).unwrap_or_default(),
        }
    }

    /// The characters alone.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// True if there is no character at all.
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// Begins a run if `at` does not go on with the last one.
    fn begin(&mut self, at: u32) {
        if self.string.is_empty() || at != self.next {
            let byte = self.string.len() as u32;
            self.runs.push(Run { byte, at });
        }
    }
}

impl From<TextSlice<'_>> for Text {
    fn from(slice: TextSlice<'_>) -> Self {
        slice.to_text()
    }
}

/// A borrowed piece of a [`Text`].
#[derive(Clone, Copy, Debug)]
pub struct TextSlice<'a> {
    string: &'a str,
    /// Where the piece begins in the text, in bytes.
    byte: u32,
    /// The place of its first character.
    at: u32,
    /// The runs of the text that begin behind that character; some may lie behind the piece.
    runs: &'a [Run],
}

impl<'a> TextSlice<'a> {
    /// The characters alone.
    pub fn as_str(&self) -> &'a str {
        self.string
    }

    /// True if there is no character at all.
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// The piece between two byte offsets.
    ///
    /// # Panics
    ///
    /// If an offset lies inside a character, as for `str`. Take offsets from the string itself.
    pub fn cut(&self, bytes: Range<usize>) -> TextSlice<'a> {
        let byte = self.byte + bytes.start as u32;
        let behind = self.runs.partition_point(|run| run.byte <= byte);
        let (from, at) = match self.runs[..behind].last() {
            Some(run) => ((run.byte - self.byte) as usize, run.at),
            None => (0, self.at),
        };
        TextSlice {
            string: &self.string[bytes.clone()],
            byte,
            at: place_after(at, self.string[from..bytes.start].chars().count()),
            runs: &self.runs[behind..],
        }
    }

    /// The piece from a byte offset to the end.
    pub fn cut_from(&self, start: usize) -> TextSlice<'a> {
        self.cut(start..self.string.len())
    }

    /// The piece without white space at both ends (the ideographic space is white space).
    pub fn trim(&self) -> TextSlice<'a> {
        let start = self.string.len() - self.string.trim_start().len();
        self.cut(start..start + self.string.trim().len())
    }

    /// The lines, without their line breaks; empty ones too.
    pub fn lines(self) -> impl Iterator<Item = TextSlice<'a>> {
        let mut rest = Some(self);
        std::iter::from_fn(move || {
            let text = rest?;
            let end = text.string.find('\n');
            rest = end.map(|end| text.cut_from(end + 1));
            Some(text.cut(0..end.unwrap_or(text.string.len())))
        })
    }

    /// An owned copy.
    pub fn to_text(&self) -> Text {
        let mut text = Text::with_capacity(self.string.len());
        text.push_slice(*self);
        text
    }

    /// Every character with its place in the recovered text ([`NOWHERE`] for breaks put in by a rule).
    pub fn places(self) -> impl Iterator<Item = (char, u32)> + 'a {
        let mut runs = self.runs.iter().peekable();
        let mut next = self.at;
        self.string.char_indices().map(move |(i, c)| {
            let byte = self.byte + i as u32;
            let at = runs
                .next_if(|run| run.byte == byte)
                .map_or(next, |run| run.at);
            next = place_after(at, 1);
            (c, at)
        })
    }

    /// The place of the first character that stands in the recovered text.
    pub fn first_place(&self) -> Option<u32> {
        let first = (!self.is_empty()).then_some(self.at);
        let places = first.into_iter().chain(self.inner_runs().map(|run| run.at));
        places.into_iter().find(|&at| at != NOWHERE)
    }

    /// The runs that begin within the piece, behind its first character.
    fn inner_runs(&self) -> impl Iterator<Item = &'a Run> {
        let end = self.byte + self.string.len() as u32;
        self.runs.iter().take_while(move |run| run.byte < end)
    }
}

/// The place so many characters behind `at` in its run.
fn place_after(at: u32, characters: usize) -> u32 {
    if at == NOWHERE {
        NOWHERE
    } else {
        at + characters as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Text {
        let mut text = Text::new();
        text.push_str("計画", 7);
        text.push_break();
        text.push_str("実績a", 20);
        // One raw character that became two.
        text.push('キ', 24);
        text.push('ロ', 24);
        text.push(' ', NOWHERE);
        text
    }

    fn places(slice: TextSlice<'_>) -> Vec<u32> {
        slice.places().map(|(_, at)| at).collect()
    }

    #[test]
    fn places_are_kept_by_run() {
        let text = sample();
        let all = [7, 8, NOWHERE, 20, 21, 22, 24, 24, NOWHERE];
        assert_eq!(places(text.slice()), all);
        assert_eq!(text.runs.len(), 6);
    }

    #[test]
    fn every_piece_keeps_its_places() {
        let text = sample();
        let all = places(text.slice());
        let string = text.as_str();
        let ends: Vec<usize> = string
            .char_indices()
            .map(|(i, _)| i)
            .chain([string.len()])
            .collect();
        for (m, &start) in ends.iter().enumerate() {
            for (n, &end) in ends.iter().enumerate().skip(m) {
                let piece = text.slice().cut(start..end);
                assert_eq!(places(piece), all[m..n]);
                assert_eq!(places(piece.to_text().slice()), all[m..n]);
                let first = all[m..n].iter().copied().find(|&at| at != NOWHERE);
                assert_eq!(piece.first_place(), first);
                for (k, &inner) in ends.iter().enumerate().take(n + 1).skip(m) {
                    assert_eq!(places(piece.cut_from(inner - start)), all[k..n]);
                }
            }
        }
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        let text = sample();
        let mut joined = Text::new();
        for (i, c) in text.as_str().char_indices() {
            joined.push_slice(text.slice().cut(i..i + c.len_utf8()));
        }
        assert_eq!(joined, text);
    }

    #[test]
    fn lines_are_pieces() {
        let text = sample();
        let lines: Vec<Vec<u32>> = text.slice().lines().map(places).collect();
        assert_eq!(lines, [vec![7, 8], vec![20, 21, 22, 24, 24, NOWHERE]]);
    }
}
