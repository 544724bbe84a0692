//! Cuts flat text that has no blank lines into the blocks that blank lines would part.
//!
//! pypdf and PDFium print the cells of a form one behind the other. Where a cell ends is told by a label or a word of
//! progress behind it, by figures, by the width at which its lines were wrapped, and by lists whose topics begin again:
//! each column of a schedule goes through the tasks of its item in the same order.

use super::piece;
use crate::layout::{Paragraph, wrap};
use crate::lexicon::LEXICON;
use crate::notation::{grade, mark};
use crate::segment::label::LabelReader;
use crate::source::{NOWHERE, Text, TextSlice};
use std::collections::BTreeSet;

/// A label of a narrow cell is wrapped over so many lines at most.
const MOST_LINES: usize = 4;
/// A shorter word names no task, in characters.
const SHORTEST_TOPIC: usize = 3;
/// A topic that is printed less often names no task of the item.
const FEWEST_COPIES: usize = 3;
/// The narrowest cells, in which names are wrapped, in half-width characters.
const NARROWEST: u32 = 16;
/// Lines that were wrapped at the same width differ by no more, in half-width characters.
const RAGGED: u32 = 3;
/// An entry is looked at for its topic over so many lines.
const LINES_OF_TOPIC: usize = 4;

/// The blocks of a text, each with its wrapped lines joined.
pub(super) fn blocks(lines: &[Text], reader: &LabelReader<'_>) -> Vec<Vec<Paragraph>> {
    let lines: &[Text] = &lines.iter().flat_map(side_by_side).collect::<Vec<_>>();
    let entries = entries(lines);
    let topics = topics(lines, &entries);
    let cutter = Cutter {
        entries: entries.into_iter().collect(),
        by_task: goes_by_task(lines, &topics),
        topics,
        lines,
        reader,
    };
    let mut blocks = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let end = start + cutter.length(start);
        let slices: Vec<TextSlice<'_>> = lines[start..end].iter().map(Text::slice).collect();
        blocks.push(wrap::join(&slices));
        start = end;
    }
    blocks
}

struct Cutter<'a> {
    lines: &'a [Text],
    /// The tasks that the lists of the text speak of, in the order of their first mention.
    topics: Vec<String>,
    /// Entries that are printed more than once, whole.
    entries: BTreeSet<String>,
    /// The schedule has a row for each task, so that one task's entries follow one another.
    by_task: bool,
    reader: &'a LabelReader<'a>,
}

/// What is known of the block that is being read.
struct Open {
    listed: bool,
    /// The width at which its lines were wrapped, once one was.
    wrapped: Option<u32>,
    widest: u32,
    topic: Option<usize>,
    /// It began with an indented line.
    prose: bool,
    /// Its last entry is a sentence.
    sentence: bool,
}

impl Cutter<'_> {
    /// How many lines the block that begins here has.
    fn length(&self, start: usize) -> usize {
        if let Some(length) = self.label(start) {
            return length;
        }
        if self.is_row(start) {
            return 1;
        }
        let mut open = Open {
            listed: is_entry(self.lines[start].as_str()),
            wrapped: None,
            widest: wrap::width(self.trimmed(start)),
            topic: self.topic(start),
            prose: self.lines[start].as_str().starts_with('\u{3000}'),
            sentence: self.is_sentence(start),
        };
        let mut at = start + 1;
        while at < self.lines.len() && self.goes_on(&mut open, at) {
            open.widest = open.widest.max(wrap::width(self.trimmed(at)));
            at += 1;
        }
        at - start
    }

    /// How many lines from here on are one label, or one word of progress.
    fn label(&self, start: usize) -> Option<usize> {
        let single = |line: &&Text| line.as_str().trim().chars().count() == 1;
        let column = self.lines[start..].iter().take_while(single).count();
        if column > 1 {
            return Some(column);
        }
        let most = MOST_LINES.min(self.lines.len() - start);
        (1..=most).rev().find(|&length| {
            let lines = &self.lines[start..start + length];
            let wordy = |line: &Text| is_entry(line.as_str()) || line.as_str().contains('。');
            let parted = lines.iter().any(wordy) || length > 1 && lines.iter().any(|l| single(&l));
            !parted && self.is_label(lines) && !self.are_two(lines)
        })
    }

    fn is_label(&self, lines: &[Text]) -> bool {
        let whole = whole(lines);
        LEXICON.progress(whole.as_str()).is_some()
            || grade::is_grade_label(whole.as_str())
            || piece::labels(whole.slice(), self.reader)
                .is_some_and(|labels| lines.len() == 1 || labels.len() == 1)
    }

    /// True if the first of several lines is a label, and the others are another.
    fn are_two(&self, lines: &[Text]) -> bool {
        let [first, rest @ ..] = lines else {
            return false;
        };
        let of_no_year = |lines: &[Text]| {
            let label = self.reader.read(whole(lines).slice());
            label.is_some_and(|label| label.concept.is_some() && label.period.is_none())
        };
        of_no_year(std::slice::from_ref(first)) && of_no_year(rest)
    }

    /// True for a row of figures, or of keys and values: nothing wraps there.
    fn is_row(&self, at: usize) -> bool {
        let line = self.lines[at].slice().trim();
        piece::row(line).is_some()
            || !is_entry(line.as_str()) && self.reader.leading(line).is_some()
    }

    /// True if a line belongs to the block before it.
    fn goes_on(&self, open: &mut Open, at: usize) -> bool {
        let (before, line) = (self.trimmed(at - 1), self.lines[at].as_str());
        if wrap::ends_in_particle(before) && !is_entry(line) {
            open.wrapped = open.wrapped.max(Some(wrap::width(before)));
            return true;
        }
        if self.label(at).is_some() || self.is_row(at) {
            return false;
        }
        if is_entry(line) {
            return open.listed && self.lists_more(open, at);
        }
        if line.starts_with('\u{3000}')
            && !self.lines[at - 1].as_str().starts_with('\u{3000}')
            && !open.prose
        {
            return false;
        }
        if before.ends_with('。') {
            return !open.listed && line.starts_with(['\u{3000}', ' ']);
        }
        let hiragana = |c: char| ('ぁ'..='ん').contains(&c);
        if open.listed && !line.starts_with(hiragana) && self.is_whole(at - 1) {
            return false;
        }
        let width = wrap::width(before);
        let narrow = open.listed || width <= NARROWEST || self.is_prose(at - 1);
        // A name is wrapped where its cell ends, and a sentence where it may be.
        let ragged = if open.listed || self.is_prose(at - 1) {
            RAGGED
        } else {
            1
        };
        let full = narrow && width + ragged >= open.wrapped.unwrap_or(open.widest);
        // A department stands in a cell of its own, and the unit of an indicator at the end of its name.
        let department = |line: &str| LEXICON.names_department(line.trim());
        let named = !self.is_prose(at - 1)
            && (before.ends_with([')', '）']) || names_indicator(before, line));
        let ends = !open.listed
            && (named && !department(before) || department(before) != department(line));
        if full && !ends {
            open.wrapped = Some(open.wrapped.unwrap_or(0).max(width));
        }
        full && !ends
    }

    /// True if the entry that ends here is printed elsewhere with another entry behind it, so that it is no longer.
    fn is_whole(&self, at: usize) -> bool {
        let first = (0..=at).rev().find(|&n| is_entry(self.lines[n].as_str()));
        let words = |first: usize| joined(&self.lines[first..=at]);
        first.is_some_and(|first| self.entries.contains(&words(first)))
    }

    /// True for a line of running text; a name or a heading is wrapped in a narrow cell only.
    fn is_prose(&self, at: usize) -> bool {
        let line = self.lines[at].as_str();
        line.starts_with('\u{3000}') || line.contains('、')
    }

    /// True if the entry that begins here is one more of the list before it.
    fn lists_more(&self, open: &mut Open, at: usize) -> bool {
        let (topic, sentence) = (self.topic(at), self.is_sentence(at));
        let again = open
            .topic
            .zip(topic)
            .is_some_and(|(last, next)| next <= last)
            || self.by_task && self.turns_to_another(at, open.topic, topic);
        let width = wrap::width(self.trimmed(at));
        let wraps = !sentence_ends(self.trimmed(at))
            && self
                .lines
                .get(at + 1)
                .is_some_and(|next| !is_entry(next.as_str()))
            && self.label(at + 1).is_none();
        let fits = open.wrapped.is_none_or(|wrapped| {
            width <= wrapped + RAGGED && !(wraps && sentence && width + RAGGED < wrapped)
        });
        let more = !again && fits && sentence == open.sentence;
        if more {
            open.topic = topic.or(open.topic);
        }
        more
    }

    /// True between the last entry of one task and the first of the next, in a schedule with a row for each task.
    fn turns_to_another(&self, at: usize, last: Option<usize>, next: Option<usize>) -> bool {
        let entry = |at: &usize| is_entry(self.lines[*at].as_str());
        let mut before = (0..at).rev().filter(entry).skip(1);
        let mut after = (at + 1..self.lines.len()).filter(entry);
        let before = before.next().and_then(|at| self.topic(at));
        let after = after.next().and_then(|at| self.topic(at));
        last.is_some() && before == last || next.is_some() && after == next
    }

    /// Which of the tasks the entry that begins here speaks of.
    fn topic(&self, at: usize) -> Option<usize> {
        topic_of(&self.entry(at), &self.topics)
    }

    fn is_sentence(&self, at: usize) -> bool {
        sentence_ends(&self.entry(at))
    }

    /// The words of the entry that begins here, up to its full stop or the next entry or label.
    fn entry(&self, at: usize) -> String {
        let mut words = self.trimmed(at).to_owned();
        let more = self.lines[at + 1..].iter().take(LINES_OF_TOPIC - 1);
        for (n, line) in (at + 1..).zip(more) {
            if sentence_ends(&words) || is_entry(line.as_str()) || self.label(n).is_some() {
                break;
            }
            words.push_str(line.as_str().trim());
        }
        words
    }

    fn trimmed(&self, at: usize) -> &str {
        self.lines[at].as_str().trim()
    }
}

/// The entries that stand right before another entry, without a full stop.
fn entries(lines: &[Text]) -> Vec<String> {
    let starts: Vec<usize> = (0..lines.len())
        .filter(|&at| is_entry(lines[at].as_str()))
        .collect();
    starts
        .windows(2)
        .filter(|pair| pair[1] - pair[0] < LINES_OF_TOPIC)
        .map(|pair| joined(&lines[pair[0]..pair[1]]))
        .filter(|entry| !entry.contains('。'))
        .collect()
}

/// The lines as one text, as a label over several lines is read.
fn whole(lines: &[Text]) -> Text {
    let mut whole = Text::new();
    for line in lines {
        if !whole.is_empty() {
            whole.push(' ', NOWHERE);
        }
        whole.push_slice(line.slice().trim());
    }
    whole
}

/// The cells of a line on which a tool printed the last line of one and the first of the next: `行った。 予定通り ・研修の実施`.
fn side_by_side(line: &Text) -> Vec<Text> {
    let slice = line.slice();
    let string = slice.as_str();
    let mut cells = Vec::new();
    let mut start = 0;
    let mut cut = |start: &mut usize, at: usize| {
        if at > *start {
            cells.push(slice.cut(*start..at).to_text());
            *start = at;
        }
    };
    for (at, _) in string.match_indices(' ') {
        let rest = &string[at + 1..];
        if at < start || string[..at].trim().is_empty() {
            continue;
        }
        if is_entry(rest) {
            cut(&mut start, at);
        } else if let Some(length) = leading_progress(rest) {
            cut(&mut start, at);
            cut(&mut start, at + 1 + length);
        }
    }
    cells.push(slice.cut_from(start).to_text());
    cells
}

/// The length in bytes of the word of progress that begins a text, blanks within it included: 進捗に 遅れあり.
fn leading_progress(text: &str) -> Option<usize> {
    let ends = text.match_indices(' ').map(|(at, _)| at);
    let ends = ends.take(MOST_LINES).chain([text.len()]);
    let words = ends.filter(|end| LEXICON.progress(&text[..*end]).is_some());
    words.max()
}

/// True if more entries go on with the task of the entry before them than turn to another.
fn goes_by_task(lines: &[Text], topics: &[String]) -> bool {
    let narrow = |line: &&Text| wrap::width(line.as_str().trim()) <= NARROWEST + RAGGED;
    let entries = lines
        .iter()
        .filter(narrow)
        .filter(|line| is_entry(line.as_str()));
    let named: Vec<usize> = entries
        .filter_map(|line| topic_of(line.as_str(), topics))
        .collect();
    let same = named.windows(2).filter(|pair| pair[0] == pair[1]).count();
    same * 2 > named.len()
}

/// Which of the tasks a text names, of several the one with the longest name.
fn topic_of(text: &str, topics: &[String]) -> Option<usize> {
    let named = topics.iter().enumerate();
    let named = named.filter(|(_, topic)| text.contains(topic.as_str()));
    named.max_by_key(|(_, topic)| topic.len()).map(|(at, _)| at)
}

fn joined(lines: &[Text]) -> String {
    lines.iter().map(|line| line.as_str().trim()).collect()
}

/// What the lists of a text speak of again and again, in the order of the first list: 電子申請の対象手続 of `・電子申請の対象手続の拡大`.
fn topics(lines: &[Text], entries: &[String]) -> Vec<String> {
    let whole: String = lines.iter().map(|line| line.as_str().trim()).collect();
    let named = entries.iter().filter_map(|entry| {
        let words = mark::after(entry).trim_start_matches(|c: char| !c.is_alphanumeric());
        Some(words.rsplit_once('の')?.0)
    });
    let mut topics: Vec<String> = Vec::new();
    for topic in named {
        let long = topic.chars().count() >= SHORTEST_TOPIC;
        let copies = whole.matches(topic).count();
        if long && copies >= FEWEST_COPIES && !topics.iter().any(|known| known == topic) {
            topics.push(topic.to_owned());
        }
    }
    let all = topics.clone();
    // 夜間訓練の実施 speaks of 夜間訓練.
    topics.retain(|topic| {
        let of = |other: &String| {
            topic
                .strip_prefix(other.as_str())
                .is_some_and(|rest| rest.starts_with('の'))
        };
        !all.iter().any(of)
    });
    topics
}

/// True if the name of an indicator ends before a line: 補助金の割合 before 見直しによる, and not before its unit.
fn names_indicator(before: &str, line: &str) -> bool {
    let mut endings = LEXICON.indicator_endings.iter();
    let goes_on = |c: char| ('ぁ'..='ん').contains(&c) || "(（".contains(c);
    endings.any(|ending| before.ends_with(ending.as_str())) && !line.trim().starts_with(goes_on)
}

fn is_entry(line: &str) -> bool {
    mark::of_list(line.trim_start()).is_some()
}

fn sentence_ends(words: &str) -> bool {
    words.ends_with('。')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::period::PeriodContext;

    #[test]
    fn cells_end_at_labels_at_words_of_progress_and_where_tasks_begin_again() {
        let printed = [
            "取組工程",
            "（具体的な内容）",
            "・業務継続計画の",
            "改定に関する調査",
            "・夜間訓練の実施",
            "・業務継続計画の",
            "改定",
            "・夜間訓練の実施",
            "・11月に業務継続",
            "計画を改定した。",
            "・夜間訓練の実施",
            "には至らなかっ",
            "た。",
            "訓練に参加し",
            "た市民の数",
            "終期を設けた",
            "補助金の割合",
            "見直しによる",
            "削減額",
            "取組状況",
            "上半期",
            "（4～9月）",
            "・業務継続計画の改定を検討している。",
            "進捗に",
            "遅れあり",
            "・夜間訓練の実施に向けて準備している。",
        ];
        let lines: Vec<Text> = printed
            .iter()
            .map(|line| {
                let mut text = Text::new();
                line.chars().for_each(|c| text.push(c, NOWHERE));
                text
            })
            .collect();
        let reader = LabelReader::new(&LEXICON, PeriodContext::default());
        let found: Vec<String> = blocks(&lines, &reader)
            .iter()
            .map(|block| {
                let words: Vec<&str> = block.iter().map(|p| p.text.as_str()).collect();
                words.join("/")
            })
            .collect();
        assert_eq!(
            found,
            [
                "取組工程/（具体的な内容）",
                "・業務継続計画の改定に関する調査/・夜間訓練の実施",
                "・業務継続計画の改定/・夜間訓練の実施",
                "・11月に業務継続計画を改定した。/・夜間訓練の実施には至らなかった。",
                "訓練に参加した市民の数",
                "終期を設けた補助金の割合",
                "見直しによる削減額",
                "取組状況上半期/（4～9月）",
                "・業務継続計画の改定を検討している。",
                "進捗に遅れあり",
                "・夜間訓練の実施に向けて準備している。",
            ]
        );
    }
}
