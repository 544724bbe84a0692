//! What the document as a whole looks like, for judging one line of it.

use super::alone;
use super::heading;
use super::label::{Label, LabelReader};
use super::legend;
use super::numbered::Captions;
use super::pair;
use super::said;
use crate::layout::{BlockKind, Pages, Paragraph};
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::{grade, mark};
use crate::segment::Style;
use crate::source::{Text, TextSlice};
use std::collections::{BTreeMap, BTreeSet};

/// A mark that stands before this many known labels marks labels.
const FEWEST_KNOWN: usize = 2;
/// Values so many paragraphs below a numbered line still show that it heads an item.
const NEAR: u8 = 2;

/// A block, and a paragraph of it.
type Place = (usize, usize);

/// What the lines of a document have in common.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Width of the widest line of prose, half-width characters.
    pub(crate) prose_width: u32,
    /// Most paragraphs are sentences.
    pub(crate) is_prose: bool,
    /// It has tables, so that what stands outside them is short.
    pub(crate) has_tables: bool,
    /// The first text after each block, for looking ahead over its end.
    firsts: Vec<Option<String>>,
    /// Numbered lines with the values of an item, a table or such a line below them: block and paragraph.
    heads: BTreeSet<(usize, usize)>,
    /// Those of them that a word and its number make levels above numbered items: `視点1 便利な市役所` over `1 窓口の改善`.
    levels: BTreeSet<(usize, usize)>,
    /// How many known labels each mark stands before.
    marks: BTreeMap<char, usize>,
    /// How many known labels that a value follows on their line each mark stands before.
    pair_marks: BTreeMap<char, usize>,
    /// Headings that markup marks and that are printed for one item after another.
    captions: BTreeSet<String>,
    /// Numbered lines that are labels of one item after another.
    numbered: Captions,
    /// Where legends of a level a line begin, block and paragraph, and how many lines they have.
    legends: BTreeMap<(usize, usize), usize>,
    /// A tool printed it one cell a line, in the order of the form.
    pub(crate) celled: bool,
    /// Lines of it are what somebody said at a meeting.
    pub(crate) reports_speech: bool,
    /// Most entries of its lists are a key, a colon and a value.
    pub(crate) lists_keys: bool,
    /// Most of the lines that ・ begins are a label and a colon.
    bullets_label: bool,
    /// Words before a colon that are printed for one item after another, in compare form.
    keys: BTreeSet<String>,
    /// Lines that are labels of one item after another, above their values.
    alone: BTreeSet<String>,
    /// How many lines that end with departments in brackets each mark begins.
    course_marks: BTreeMap<char, usize>,
    /// How many lines that stand right above such words each mark begins.
    card_marks: BTreeMap<char, usize>,
}

impl Shape {
    /// Measures a document.
    pub(crate) fn of(pages: &Pages, reader: &LabelReader<'_>) -> Self {
        let paragraphs = || pages.blocks.iter().flat_map(|block| texts(&block.kind));
        let sentence = |p: &&Paragraph| p.text.as_str().ends_with('。');
        let characters = |p: &Paragraph| p.text.as_str().chars().count();
        let all: usize = paragraphs().map(characters).sum();
        let prose: usize = paragraphs().filter(sentence).map(characters).sum();
        let has_tables = pages
            .blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Table(_)));
        let mut widths: Vec<u32> = paragraphs().filter(sentence).map(|p| p.width).collect();
        widths.sort_unstable();
        let count = |mark_of: fn(TextSlice<'_>, &LabelReader<'_>) -> Option<char>| {
            let mut marks = BTreeMap::new();
            for mark in paragraphs().filter_map(|p| mark_of(p.text.slice(), reader)) {
                *marks.entry(mark).or_default() += 1;
            }
            marks
        };
        let entries = || paragraphs().filter_map(|p| pair::bullet(p.text.slice()));
        let keyed = entries().filter(|entry| pair::before_colon(*entry).is_some());
        let lists_keys = keyed.count() * 2 > entries().count();
        let dotted = || paragraphs().filter(|p| p.text.as_str().trim_start().starts_with('・'));
        let labelled = dotted().filter(|p| {
            let label = reader.leading(p.text.slice()).map(|(label, _)| label);
            label.is_some_and(|label| label.text.as_str().ends_with([':', '：']))
        });
        let labelled = labelled.count();
        let keys = keys(paragraphs(), reader);
        let numbered = Captions::of(paragraphs().map(|p| p.text.slice()), reader);
        let (heads, levels) = heads(pages, reader, &keys, &numbered);
        Self {
            levels,
            card_marks: card_marks(pages, &keys),
            prose_width: widths.get(widths.len() * 9 / 10).copied().unwrap_or(0),
            is_prose: !has_tables && prose * 2 > all,
            has_tables,
            firsts: firsts(pages),
            heads,
            keys,
            numbered,
            legends: legend::runs(pages),
            course_marks: count(|line, _| {
                let mark = pair::decoration(line.as_str())?;
                ends_with_departments(line.as_str()).then_some(mark)
            }),
            alone: alone::labels(paragraphs().map(|p| p.text.slice()), reader),
            captions: captions(paragraphs()),
            celled: false,
            reports_speech: paragraphs()
                .filter(|p| said::read(p.text.slice()).is_some())
                .nth(said::FEWEST - 1)
                .is_some(),
            marks: count(known_mark),
            pair_marks: count(pair_mark),
            lists_keys,
            bullets_label: labelled >= FEWEST_KNOWN && labelled * 2 > dotted().count(),
        }
    }

    /// True for a heading that is printed for one item after another, so that it is a label of the form.
    pub(crate) fn is_caption(&self, heading: &str) -> bool {
        self.captions.contains(heading)
    }

    /// True for a line that ・ sets off, where it sets off labels.
    pub(crate) fn is_dotted(&self, line: &str) -> bool {
        self.bullets_label && line.trim_start().starts_with('・')
    }

    /// How many paragraphs from this one on are a legend with a level a line.
    pub(crate) fn legend_at(&self, block: usize, paragraph: usize) -> Option<usize> {
        self.legends.get(&(block, paragraph)).copied()
    }

    /// The number, the label and the value of a numbered line that is printed for one item after another.
    pub(crate) fn numbered_caption<'t>(
        &self,
        line: TextSlice<'t>,
        reader: &LabelReader<'_>,
    ) -> Option<(Text, Label, TextSlice<'t>)> {
        self.numbered.read(line, reader)
    }

    /// True if a line begins with words before a colon that are printed for one item after another.
    pub(crate) fn is_keyed(&self, line: TextSlice<'_>) -> bool {
        begins_with_key(line, &self.keys)
    }

    /// True for a line that names an item and the departments in charge, as others with its mark do: `○街路灯の交換(建設課)`.
    pub(crate) fn names_course(&self, line: TextSlice<'_>) -> bool {
        let mark = pair::decoration(line.as_str());
        let others = mark.and_then(|mark| self.course_marks.get(&mark));
        others.is_some_and(|n| *n >= FEWEST_KNOWN) && ends_with_departments(line.as_str())
    }

    /// True for a line with a mark of its own in a document whose marked lines name items and the departments in charge.
    pub(crate) fn stands_over_courses(&self, line: TextSlice<'_>) -> bool {
        let names = |mark: &char| {
            self.course_marks
                .get(mark)
                .is_some_and(|n| *n >= FEWEST_KNOWN)
        };
        let mark = mark::of_heading(line.as_str());
        mark.is_some_and(|mark| !names(&mark)) && self.course_marks.keys().any(names)
    }

    /// True for a line that is a label above its value, as it is for other items too.
    pub(crate) fn stands_alone(&self, line: TextSlice<'_>) -> bool {
        self.alone.contains(line.trim().as_str())
    }

    /// True for a mark that begins the line above the keys of one item after another: `●01 窓口の改善`.
    pub(crate) fn marks_cards(&self, mark: char) -> bool {
        let lines = self.card_marks.get(&mark);
        lines.is_some_and(|n| *n >= FEWEST_KNOWN)
    }

    /// The first text after a block.
    pub(crate) fn first_after(&self, block: usize) -> Option<&str> {
        self.firsts.get(block)?.as_deref()
    }

    /// True for a numbered line that heads the values of an item, a table, or another such line.
    pub(crate) fn heads(&self, block: usize, paragraph: usize) -> bool {
        self.heads.contains(&(block, paragraph))
    }

    /// True for such a line that is a level above the numbered items below it.
    pub(crate) fn is_level(&self, block: usize, paragraph: usize) -> bool {
        self.levels.contains(&(block, paragraph))
    }

    /// True for a mark that stands before labels in this document.
    pub(crate) fn marks_labels(&self, mark: char) -> bool {
        self.marks.get(&mark).is_some_and(|n| *n >= FEWEST_KNOWN)
    }

    /// True for a mark that stands before labels with their values behind them: `◇担当　財政課`.
    pub(crate) fn marks_pairs(&self, mark: char) -> bool {
        let pairs = self.pair_marks.get(&mark);
        self.marks_labels(mark) || pairs.is_some_and(|n| *n >= FEWEST_KNOWN)
    }
}

/// True for words and then names of departments in brackets: 街路灯の交換(建設課).
fn ends_with_departments(line: &str) -> bool {
    let inner = line.trim().strip_suffix([')', ']', '〕']);
    let parts = inner.and_then(|line| line.rsplit_once(['(', '[', '〔']));
    parts.is_some_and(|(name, inner)| {
        let mut names = inner.split(['、', '・', ',', '/']).map(str::trim);
        mark::after(name).chars().count() >= 2 && names.all(|name| LEXICON.names_department(name))
    })
}

/// The headings of one level that markup marks and that are printed several times, with others of a higher level between
/// them.
fn captions<'p>(paragraphs: impl Iterator<Item = &'p Paragraph>) -> BTreeSet<String> {
    let mut seen: BTreeMap<&str, (u8, usize)> = BTreeMap::new();
    let mut captions = BTreeSet::new();
    let mut above = [0_usize; 8];
    for paragraph in paragraphs {
        let Some(level) = paragraph.heading else {
            continue;
        };
        let level = level.min(7);
        let higher: usize = above[..level as usize].iter().sum();
        above[level as usize] += 1;
        let words = paragraph.text.as_str();
        match seen.get(words) {
            Some((other, before)) if *other == level && *before < higher => {
                captions.insert(words.to_owned());
            }
            Some(_) => {}
            None => {
                seen.insert(words, (level, higher));
            }
        }
    }
    captions
}

fn texts(kind: &BlockKind) -> &[Paragraph] {
    match kind {
        BlockKind::Text(paragraphs) => paragraphs,
        BlockKind::Table(_) | BlockKind::Furniture(_) => &[],
    }
}

fn firsts(pages: &Pages) -> Vec<Option<String>> {
    let mut firsts = vec![None; pages.blocks.len()];
    let mut next: Option<String> = None;
    for (i, block) in pages.blocks.iter().enumerate().rev() {
        firsts[i].clone_from(&next);
        if let Some(first) = texts(&block.kind).first() {
            next = Some(first.text.as_str().to_owned());
        }
    }
    firsts
}

/// What stands below a line, as far as it tells whether the line is a heading.
#[derive(Clone, Copy)]
enum Below {
    /// A table, or the first value of an item.
    Values,
    /// A heading of this style.
    Heading(Style),
    /// So many paragraphs, and then the values of an item.
    Near(u8),
    /// Anything else.
    Text,
}

/// The words that stand before a colon, or among known labels before a gap, at the beginning of several lines.
fn keys<'p>(
    paragraphs: impl Iterator<Item = &'p Paragraph>,
    reader: &LabelReader<'_>,
) -> BTreeSet<String> {
    let (mut colons, mut gaps) = (BTreeMap::new(), BTreeMap::new());
    let note = |seen: &mut BTreeMap<String, usize>, key: TextSlice<'_>| {
        let words = normalize::compare_key(key.as_str()).into_owned();
        *seen.entry(words).or_default() += 1;
    };
    let mut beside_label = false;
    for paragraph in paragraphs {
        let line = paragraph.text.slice();
        for key in pair::keys_of_line(line) {
            note(&mut colons, key);
        }
        // A gap parts more than keys and values: such a line counts next to one whose label is known.
        let gap = pair::before_gap(line).map(|(key, _)| key);
        let says = |key: TextSlice<'_>| reader.read(key).is_some_and(|l| l.concept.is_some());
        let known = gap.is_some_and(says);
        if let Some(key) = gap.filter(|_| beside_label && !known) {
            note(&mut gaps, key);
        }
        beside_label = known || beside_label && gap.is_some();
    }
    colons.retain(|_, lines| *lines >= FEWEST_KNOWN);
    gaps.retain(|_, lines| *lines >= FEWEST_KNOWN);
    // One word before a colon may be any: 注:, 例:.
    if colons.len() < FEWEST_KNOWN {
        colons.clear();
    }
    colons.into_keys().chain(gaps.into_keys()).collect()
}

fn begins_with_key(line: TextSlice<'_>, keys: &BTreeSet<String>) -> bool {
    let key = pair::before_colon(line).or_else(|| pair::before_gap(line));
    let key = key.map(|(key, _)| pair::undecorated(key));
    key.is_some_and(|key| keys.contains(normalize::compare_key(key.as_str()).as_ref()))
}

/// How many lines above those that begin with a key each mark begins.
fn card_marks(pages: &Pages, keys: &BTreeSet<String>) -> BTreeMap<char, usize> {
    let mut marks = BTreeMap::new();
    let lines: Vec<TextSlice<'_>> = pages
        .blocks
        .iter()
        .flat_map(|block| texts(&block.kind))
        .map(|paragraph| paragraph.text.slice())
        .collect();
    for pair in lines.windows(2) {
        let Some(mark) = pair::decoration(pair[0].as_str()) else {
            continue;
        };
        if begins_with_key(pair[1], keys) && !begins_with_key(pair[0], keys) {
            *marks.entry(mark).or_default() += 1;
        }
    }
    marks
}

/// Finds the numbered lines that head something, from the last to the first, and those that are levels above others.
fn heads(
    pages: &Pages,
    reader: &LabelReader<'_>,
    keys: &BTreeSet<String>,
    captions: &Captions,
) -> (BTreeSet<Place>, BTreeSet<Place>) {
    let (mut heads, mut levels) = (BTreeSet::new(), BTreeSet::new());
    let entries = entries(pages, reader, keys);
    let sides = sides(pages, reader);
    let tells = |line: TextSlice<'_>| {
        side_before_gap(line, reader).is_some_and(|side| sides.contains(&side))
    };
    let mut below = Below::Text;
    for (b, block) in pages.blocks.iter().enumerate().rev() {
        if matches!(block.kind, BlockKind::Table(_)) {
            below = Below::Values;
        }
        for (p, paragraph) in texts(&block.kind).iter().enumerate().rev() {
            let line = paragraph.text.slice();
            if grade::read_legend(line.as_str()).is_some() {
                continue;
            }
            let counted = || heading::counted(line).filter(|_| matches!(below, Below::Values));
            let marked = heading::marked(line, reader).or_else(counted);
            let over_items = matches!(below, Below::Heading(style) if style >= Style::Digit);
            if marked.is_none() && over_items && heading::counted(line).is_some() {
                levels.insert((b, p));
                heads.insert((b, p));
                below = Below::Heading(Style::Level);
                continue;
            }
            below = match (marked, below) {
                (Some(_), _) if captions.read(line, reader).is_some() => Below::Values,
                (Some(_), _) if entries.contains(&(b, p)) => Below::Text,
                (Some(heading), Below::Values) => Below::Heading(heading.style),
                (Some(heading), Below::Near(_)) if is_outline(heading.style) => {
                    Below::Heading(heading.style)
                }
                (Some(heading), Below::Heading(style)) if heading.style < style => {
                    Below::Heading(heading.style)
                }
                _ if begins_values(line, reader)
                    || begins_with_key(line, keys)
                    || tells(line)
                    || pair::charge_in_brackets(line, reader).is_some() =>
                {
                    Below::Values
                }
                // The unit above a table is a part of it.
                (None, Below::Values) if is_unit_note(line, reader) => Below::Values,
                (None, Below::Values) => Below::Near(1),
                (None, Below::Near(n)) if n < NEAR => Below::Near(n + 1),
                _ => Below::Text,
            };
            if matches!(below, Below::Heading(_)) {
                heads.insert((b, p));
            }
        }
    }
    (heads, levels)
}

/// The labels of sides that a gap parts from their values on several lines: `実績　　窓口を一つにした。`, `評価　　A`.
fn sides(pages: &Pages, reader: &LabelReader<'_>) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let lines = pages.blocks.iter().flat_map(|block| texts(&block.kind));
    for side in lines.filter_map(|p| side_before_gap(p.text.slice(), reader)) {
        *seen.entry(side).or_default() += 1;
    }
    seen.retain(|_, lines| *lines >= FEWEST_KNOWN);
    seen.into_keys().collect()
}

/// The label of a side before a gap and its value, in compare form.
fn side_before_gap(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<String> {
    let (key, _) = pair::before_gap(line)?;
    let label = reader.read(key)?;
    let says = label.is_group() || label.concept.is_some() && label.is_axis();
    says.then(|| normalize::compare_key(key.as_str()).into_owned())
}

/// The numbered lines that are all that stands between two labels set off alike, counted from one: `【計画】`, `① 調査`, `② 試行`,
/// `【実績】`. They are the entries of the first, though values stand below the last of them. Below a label that a colon sets
/// off, they are entries where there are two of them and it has no value, or a sentence, on its own line.
fn entries(
    pages: &Pages,
    reader: &LabelReader<'_>,
    keys: &BTreeSet<String>,
) -> BTreeSet<(usize, usize)> {
    const FIRST: [&str; 4] = ["1", "①", "ア", "Ⅰ"];
    let mut entries = BTreeSet::new();
    let mut run: Vec<(usize, usize)> = Vec::new();
    // The mark of the label above, and the style of its entries.
    let mut open: Option<(char, Option<Style>)> = None;
    for (b, block) in pages.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Table(_)) {
            (open, run) = (None, Vec::new());
        }
        for (p, paragraph) in texts(&block.kind).iter().enumerate() {
            let line = paragraph.text.slice();
            if let Some((mark, opens)) = set_off(line, reader, keys) {
                let alike = open.is_some_and(|(above, _)| above == mark);
                let listed = alike && (mark != ':' || run.len() > 1);
                entries.extend(std::mem::take(&mut run).into_iter().filter(|_| listed));
                open = opens.then_some((mark, None));
                continue;
            }
            let numbered = open.and_then(|_| {
                let heading = heading::marked(line, reader)?;
                let number = heading.number?;
                let bare = number.as_str().trim_matches(['(', ')', '（', '）', '.']);
                Some((heading.style, FIRST.contains(&bare)))
            });
            open = match (open, numbered) {
                (Some((mark, None)), Some((style, true))) => Some((mark, Some(style))),
                (Some((mark, Some(known))), Some((style, _))) if known == style => {
                    Some((mark, Some(style)))
                }
                // Words behind the last entry end the list and not the value.
                (Some((mark, Some(known))), None) => Some((mark, Some(known))),
                _ => None,
            };
            if open.is_some() && numbered.is_some() {
                run.push((b, p));
            } else if open.is_none() {
                run.clear();
            }
        }
    }
    entries
}

/// What sets a label off, its mark or its colon, and whether a list may stand below it.
fn set_off(
    line: TextSlice<'_>,
    reader: &LabelReader<'_>,
    keys: &BTreeSet<String>,
) -> Option<(char, bool)> {
    if let Some(mark) = known_mark(line, reader) {
        return Some((mark, true));
    }
    let (key, value) = pair::before_colon(line)?;
    let known = || {
        reader
            .leading(line)
            .or_else(|| Some((reader.read(key)?, value)))
    };
    let is_label =
        begins_with_key(line, keys) || known().is_some_and(|(label, _)| label.concept.is_some());
    let told = value.as_str().is_empty() || value.as_str().ends_with('。');
    is_label.then_some((':', told))
}

/// True for a note that gives the unit of the figures below it: (単位:人).
fn is_unit_note(line: TextSlice<'_>, reader: &LabelReader<'_>) -> bool {
    let note = reader.read(line);
    note.is_some_and(|label| label.concept == Some(Concept::Note) && label.unit.is_some())
}

/// True for numbers that head sections more often than they count entries.
fn is_outline(style: Style) -> bool {
    matches!(style, Style::Bracketed | Style::Circled | Style::Digit)
}

/// True if a line is the label of an item's value, or begins with one.
fn begins_values(line: TextSlice<'_>, reader: &LabelReader<'_>) -> bool {
    let label = reader
        .read(line)
        .or_else(|| reader.leading(line).map(|(label, _)| label));
    label.is_some_and(|label| {
        let set_off = pair::decoration(label.text.as_str()).is_some()
            || label.text.as_str().ends_with([':', '：']);
        label.is_item_field() && !label.lists_items()
            || (label.is_group() || label.is_axis() && label.concept.is_some()) && set_off
    })
}

/// The mark of a line that is a known label, or that begins with one in brackets.
fn known_mark(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<char> {
    let mark = pair::decoration(line.as_str())?;
    let opens = pair::BRACKETS.iter().any(|(open, _)| *open == mark);
    let leading = || reader.leading(line).filter(|_| opens);
    let label = reader
        .read(line)
        .or_else(|| leading().map(|(label, _)| label));
    label
        .is_some_and(|label| label.concept.is_some())
        .then_some(mark)
}

/// The mark of a line that begins with a known label and goes on with its value.
fn pair_mark(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<char> {
    let mark = pair::decoration(line.as_str())?;
    let (label, value) = reader.leading(line)?;
    (label.concept.is_some() && !value.is_empty()).then_some(mark)
}
