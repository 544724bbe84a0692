//! The header of a printed list: up to four lines, of which one begins with the label of the rows.
//!
//! A header of one line stands in the middle of the height of those that have several, so that the words of one line are
//! not all that there are of the columns.

use super::Words;
use crate::layout::spaced::cut::Segment;
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::period;
use crate::source::{Text, TextSlice};
use std::ops::Range;

/// A header has so many words at least, ...
const FEWEST_COLUMNS: usize = 5;
/// ... and so many of them are labels.
const FEWEST_LABELS: usize = 3;
/// The line that begins with the label of the rows has so many words at least.
const FEWEST_BESIDE: usize = 3;
/// So many lines may stand over that line.
const MOST_OVER: usize = 2;
/// A longer word is no header, in characters.
const LONGEST: usize = 14;
/// A header over several reaches so much further than its words, in characters.
const MARGIN: u32 = 3;

/// A line of the header, and a word of it.
pub(super) type Place = (usize, usize);

/// A header.
pub(super) struct Head<'t> {
    /// The lines that it takes.
    pub(super) lines: Range<usize>,
    /// Its columns, from the left.
    pub(super) leaves: Vec<Leaf<'t>>,
    /// Its words, line by line.
    words: Vec<Vec<&'t str>>,
}

/// The header of one column.
pub(super) struct Leaf<'t> {
    /// Where it begins and ends, in characters.
    pub(super) from: u32,
    to: u32,
    /// Its lines, from the top, and the line and the place there of each.
    words: Vec<(Place, TextSlice<'t>)>,
    /// What stands over it and others: the place of that word, and the word.
    pub(super) over: Option<(Place, TextSlice<'t>)>,
    /// It stands on a line below that of the rows' label, and nothing right over it.
    low: bool,
}

impl<'t> Leaf<'t> {
    fn new(line: &Words<'t>, place: Place, low: bool) -> Self {
        let word = &line.words[place.1];
        Self {
            from: word.from,
            to: word.to,
            words: vec![(place, line.slice(word))],
            over: None,
            low,
        }
    }

    fn middle(&self) -> u32 {
        self.from + self.to
    }

    /// Its lines as one text.
    pub(super) fn text(&self) -> Text {
        let mut text = Text::new();
        self.words
            .iter()
            .for_each(|(_, word)| text.push_slice(*word));
        text
    }
}

impl<'t> Head<'t> {
    /// The same header on another page has the same columns, wherever its words stand.
    fn again(&self, lines: &[Option<Words<'t>>], range: &Range<usize>) -> Option<Self> {
        let words = words(lines, range)?;
        if words != self.words {
            return None;
        }
        let at = |place: &Place| {
            let line = lines[range.start + place.0].as_ref()?;
            let word = line.words.get(place.1)?;
            Some((word.from, word.to, line.slice(word)))
        };
        let leaf = |leaf: &Leaf<'t>| {
            let (from, to, _) = at(&leaf.words.first()?.0)?;
            let words = leaf.words.iter();
            let words = words.map(|(place, _)| Some((*place, at(place)?.2)));
            let over = leaf.over.map(|(place, _)| Some((place, at(&place)?.2)));
            Some(Leaf {
                from,
                to,
                words: words.collect::<Option<Vec<_>>>()?,
                over: over.flatten(),
                low: leaf.low,
            })
        };
        Some(Self {
            lines: range.clone(),
            leaves: self.leaves.iter().map(leaf).collect::<Option<Vec<_>>>()?,
            words,
        })
    }
}

/// The words of lines.
fn words<'t>(lines: &[Option<Words<'t>>], range: &Range<usize>) -> Option<Vec<Vec<&'t str>>> {
    let lines = lines[range.clone()].iter();
    lines
        .map(|line| {
            let line = line.as_ref()?;
            Some(line.words.iter().map(|word| line.text(word)).collect())
        })
        .collect()
}

/// The header that a line is the middle of; as the one before, where it has the same words.
pub(super) fn find<'t>(
    lines: &[Option<Words<'t>>],
    at: usize,
    before: Option<&Head<'t>>,
) -> Option<Head<'t>> {
    let range = range(lines, at)?;
    if let Some(again) = before.and_then(|head| head.again(lines, &range)) {
        return Some(again);
    }
    let low = |line: usize| line > at;
    let mut leaves: Vec<Leaf<'t>> = Vec::new();
    let mut labels = 0;
    for line in range.clone().rev() {
        let words = lines[line].as_ref()?;
        labels += words
            .words
            .iter()
            .filter(|word| is_known(words.text(word)))
            .count();
        stack(&mut leaves, words, line - range.start, low(line));
        leaves.sort_by_key(Leaf::middle);
    }
    spread(&mut leaves);
    let heads = leaves.len() >= FEWEST_COLUMNS && labels >= FEWEST_LABELS;
    let words = words(lines, &range)?;
    heads.then_some(Head {
        lines: range,
        leaves,
        words,
    })
}

/// The lines of the header around one that begins with the label of the rows.
pub(super) fn range(lines: &[Option<Words<'_>>], at: usize) -> Option<Range<usize>> {
    let line = lines[at].as_ref()?;
    let label = LEXICON.exact(&normalize::compare_key(line.text(line.words.first()?)));
    let rows = [Concept::Number, Concept::Name, Concept::Level];
    let begins = label.is_some_and(|label| rows.contains(&label));
    // No. 1 取組項目 窓口の改善 担当課 市民課 is a line of keys with their values.
    let valued = |word: &Segment| line.text(word).chars().all(|c| c.is_ascii_digit());
    let begins = begins && !line.words.iter().any(valued);
    if !begins || line.words.len() < FEWEST_BESIDE || !is_head(line) {
        return None;
    }
    let first = line.words.get(1)?.from;
    let over = |line: &&Words<'_>| is_head(line) && line.words[0].from >= first;
    let above = lines[..at].iter().rev().map_while(Option::as_ref);
    let above = above.take(MOST_OVER).take_while(over).count();
    let below = lines.get(at + 1).and_then(Option::as_ref);
    let below = usize::from(below.is_some_and(|line| over(&line)));
    Some(at - above..at + below + 1)
}

/// True for a line of short words, of which at least half are labels or years.
fn is_head(line: &Words<'_>) -> bool {
    let short = |word: &Segment| line.text(word).chars().count() <= LONGEST;
    let known = line
        .words
        .iter()
        .filter(|word| is_known(line.text(word)))
        .count();
    line.words.len() > 1 && line.words.iter().all(short) && known * 2 >= line.words.len()
}

fn is_known(word: &str) -> bool {
    let year = word.trim_start_matches(['(', '（']);
    let dated = period::may_begin(year) && year.contains('年');
    dated || LEXICON.exact(&normalize::compare_key(word)).is_some()
}

/// Puts the words of a line over the columns below it: over several, on top of one, or beside them as columns of their own.
fn stack<'t>(leaves: &mut Vec<Leaf<'t>>, line: &Words<'t>, at: usize, low: bool) {
    let middle = |word: &Segment| word.from + word.to;
    let mut under: Vec<Vec<usize>> = vec![Vec::new(); line.words.len()];
    for (leaf, column) in leaves.iter().enumerate() {
        let away = |word: &usize| middle(&line.words[*word]).abs_diff(column.middle());
        let Some(nearest) = (0..line.words.len()).min_by_key(away) else {
            continue;
        };
        let word = &line.words[nearest];
        if word.from < column.to + MARGIN && column.from < word.to + MARGIN {
            under[nearest].push(leaf);
        }
    }
    for (word, (segment, under)) in line.words.iter().zip(&under).enumerate() {
        let overlaps = |leaf: &Leaf<'_>| segment.from < leaf.to && leaf.from < segment.to;
        match under.as_slice() {
            [only] if overlaps(&leaves[*only]) => {
                let leaf = &mut leaves[*only];
                leaf.words.insert(0, ((at, word), line.slice(segment)));
                leaf.low = false;
            }
            [] | [_] => leaves.push(Leaf::new(line, (at, word), low)),
            several => {
                for leaf in several {
                    let over = ((at, word), line.slice(segment));
                    leaves[*leaf].over.get_or_insert(over);
                }
            }
        }
    }
}

/// What stands low has something over it: the word over its neighbour, which reaches to both sides of itself.
fn spread(leaves: &mut [Leaf<'_>]) {
    for i in 0..leaves.len() {
        if !leaves[i].low || leaves[i].over.is_some() {
            continue;
        }
        let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
        let over = beside
            .filter_map(|other| leaves.get(other))
            .filter(|other| other.low)
            .find_map(|other| other.over);
        leaves[i].over = over;
    }
}
