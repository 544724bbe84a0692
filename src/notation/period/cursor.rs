//! The characters that a period is read from: in compare form, white space out, each with its place.

use crate::normalize::{self, fold_compare};
use crate::notation::numeral;
use std::ops::Range;

/// The characters of a text in compare form without white space, and where each begins and ends in the text.
pub(super) struct Chars {
    chars: Vec<char>,
    bytes: Vec<Range<usize>>,
}

impl Chars {
    pub(super) fn of(text: &str) -> Self {
        if normalize::is_compare_form(text) {
            return Self::as_it_is(text);
        }
        let folded = fold_compare(text);
        let mut starts = Vec::with_capacity(text.len());
        starts.extend(text.char_indices().map(|(at, _)| at));
        let byte = |at: usize| starts.get(at).copied().unwrap_or(text.len());
        let mut places = Vec::with_capacity(folded.offsets.len());
        places.extend(folded.offsets.places().map(|at| at as usize));
        let mut chars = Vec::with_capacity(places.len());
        let mut bytes = Vec::with_capacity(places.len());
        for (at, (c, &place)) in folded.text.chars().zip(&places).enumerate() {
            if !c.is_whitespace() {
                let next = places.iter().skip(at + 1).find(|&&next| next > place);
                chars.push(c);
                bytes.push(byte(place)..next.map_or(text.len(), |&next| byte(next)));
            }
        }
        Self { chars, bytes }
    }

    /// The characters of a text that is in compare form already.
    fn as_it_is(text: &str) -> Self {
        let characters = text.chars().count();
        let mut chars = Vec::with_capacity(characters);
        let mut bytes = Vec::with_capacity(characters);
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            chars.push(c);
            bytes.push(at..at + c.len_utf8());
        }
        Self { chars, bytes }
    }

    /// The bytes of the text that a range of characters was folded from.
    pub(super) fn bytes(&self, range: Range<usize>) -> Option<Range<usize>> {
        let last = range.end.checked_sub(1)?;
        Some(self.bytes.get(range.start)?.start..self.bytes.get(last)?.end)
    }

    pub(super) fn cursor(&self, at: usize) -> Cursor<'_> {
        Cursor {
            chars: &self.chars,
            at,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }
}

/// A place in the characters, moved on by what is read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    chars: &'a [char],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn before(&self) -> Option<char> {
        self.before_by(1)
    }

    /// The character that many places before the cursor.
    pub(super) fn before_by(&self, places: usize) -> Option<char> {
        self.chars.get(self.at.checked_sub(places)?).copied()
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.chars.len()
    }

    fn rest(&self) -> &'a [char] {
        self.chars.get(self.at..).unwrap_or_default()
    }

    /// Moves past a word if it stands here.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let mut rest = self.rest().iter();
        if !word.chars().all(|c| rest.next() == Some(&c)) {
            return false;
        }
        self.at = self.chars.len() - rest.len();
        true
    }

    /// Moves past the first of some words that stands here. Longer words must come before their beginnings.
    pub(super) fn eat_any<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        words.iter().copied().find(|word| self.eat(word))
    }

    /// Moves past the first of some words that stands here and returns what it means.
    pub(super) fn eat_meaning<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        words
            .iter()
            .find(|(word, _)| self.eat(word))
            .map(|&(_, meaning)| meaning)
    }

    /// True if the next character is any of these; false at the end.
    pub(super) fn sees(&self, set: &str) -> bool {
        self.peek().is_some_and(|c| set.contains(c))
    }

    pub(super) fn sees_digit(&self) -> bool {
        self.peek().is_some_and(|c| c.is_ascii_digit())
    }

    /// Reads a number of one to `digits` digits that no further digit follows, or kanji numerals, or 元 (one).
    ///
    /// Kanji count only before 年, 月, 日 and 四: anywhere else they are words.
    pub(super) fn number(&mut self, digits: usize) -> Option<i32> {
        if self.sees_digit() {
            let len = self
                .rest()
                .iter()
                .take_while(|c| c.is_ascii_digit())
                .count();
            let written = self.rest().get(..len).filter(|_| len <= digits)?;
            let value = written.iter().try_fold(0_i32, |value, c| {
                value.checked_mul(10)?.checked_add(c.to_digit(10)? as i32)
            });
            self.at += len;
            return value;
        }
        if self.peek() == Some('元') {
            self.at += 1;
            return Some(1);
        }
        let (value, len) = numeral::kanji(self.rest())?;
        let follows = self
            .rest()
            .get(len)
            .is_some_and(|&c| "年月日四".contains(c));
        let value = i32::try_from(value).ok().filter(|_| follows)?;
        self.at += len;
        Some(value)
    }
}
