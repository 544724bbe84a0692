//! Divides text blocks: headings, labelled values, paragraphs.

use super::heading::{self, Surroundings};
use super::label::{Label, LabelReader};
use super::pair;
use super::{Heading, Node, Paragraph as Part, Style};
use crate::layout::{BlockKind, Pages, Paragraph};
use crate::lexicon::Concept;
use crate::source::{NOWHERE, Text, TextSlice};
use std::collections::BTreeMap;

/// A longer line is no label, in characters.
const LONGEST_KEY: usize = 18;
/// A mark that stood before this many known labels marks labels.
const FEWEST_KNOWN: usize = 2;
/// Marks that set a label off from its value.
const DECORATIONS: &[char] = &[
    '■', '□', '●', '○', '◆', '◇', '【', '≪', '《', '〈', '[', '<', '▼', '◎',
];

/// What the document as a whole looks like, for judging one line of it.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Width of the widest line of prose, half-width characters.
    prose_width: u32,
    /// Most paragraphs are sentences.
    is_prose: bool,
    /// It has tables, so that what stands outside them is short.
    has_tables: bool,
    /// The first text after each block, for looking ahead over its end.
    firsts: Vec<Option<String>>,
    /// Whether a table comes next after each block.
    before_table: Vec<bool>,
    /// How many known labels each mark stands before.
    marks: BTreeMap<char, usize>,
}

impl Shape {
    /// Measures a document.
    pub(crate) fn of(pages: &Pages, reader: &LabelReader<'_>) -> Self {
        let paragraphs = || {
            pages.blocks.iter().flat_map(|block| match &block.kind {
                BlockKind::Text(paragraphs) => paragraphs.as_slice(),
                _ => &[],
            })
        };
        let sentence = |p: &&Paragraph| p.text.as_str().ends_with('。');
        let characters = |p: &Paragraph| p.text.as_str().chars().count();
        let all: usize = paragraphs().map(characters).sum();
        let prose: usize = paragraphs().filter(sentence).map(characters).sum();
        let tables = pages
            .blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Table(_)));
        let mut widths: Vec<u32> = paragraphs().filter(sentence).map(|p| p.width).collect();
        widths.sort_unstable();
        let mut firsts = vec![None; pages.blocks.len()];
        let mut next: Option<String> = None;
        for (i, block) in pages.blocks.iter().enumerate().rev() {
            firsts[i].clone_from(&next);
            if let BlockKind::Text(paragraphs) = &block.kind
                && let Some(first) = paragraphs.first()
            {
                next = Some(first.text.as_str().to_owned());
            }
        }
        let mut marks = BTreeMap::new();
        for paragraph in paragraphs() {
            if let Some(mark) = known_mark(paragraph.text.slice(), reader) {
                *marks.entry(mark).or_default() += 1;
            }
        }
        let before_table = (0..pages.blocks.len())
            .map(|i| {
                pages.blocks[i + 1..]
                    .iter()
                    .find(|block| !matches!(block.kind, BlockKind::Furniture(_)))
                    .is_some_and(|block| matches!(block.kind, BlockKind::Table(_)))
            })
            .collect();
        Self {
            before_table,
            marks,
            prose_width: widths.get(widths.len() * 9 / 10).copied().unwrap_or(0),
            is_prose: !tables && prose * 2 > all,
            has_tables: tables,
            firsts,
        }
    }
}

/// The mark of a line that is a known label, or that begins with one in brackets.
fn known_mark(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<char> {
    let mark = line.as_str().chars().next();
    let mark = mark.filter(|c| DECORATIONS.contains(c))?;
    let opens = pair::BRACKETS.iter().any(|(open, _)| *open == mark);
    let label = reader
        .read(line)
        .or_else(|| reader.leading(line).filter(|_| opens).map(|(label, _)| label));
    label.is_some_and(|label| label.concept.is_some()).then_some(mark)
}

/// Writes nodes while it goes through the blocks, holding the label whose value is still coming.
pub(crate) struct Writer<'a> {
    reader: &'a LabelReader<'a>,
    shape: &'a Shape,
    open: Option<(Label, Text)>,
    /// The year or half above the labels that come now.
    under: Option<Label>,
    after_heading: bool,
    before: Option<String>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(reader: &'a LabelReader<'a>, shape: &'a Shape) -> Self {
        Self {
            reader,
            shape,
            open: None,
            under: None,
            after_heading: false,
            before: None,
        }
    }

    /// Divides one block.
    pub(crate) fn block(&mut self, number: u32, paragraphs: &[Paragraph], nodes: &mut Vec<Node>) {
        if self.shape.has_tables
            && self
                .open
                .as_ref()
                .is_some_and(|(_, value)| !value.is_empty())
        {
            self.end_field(nodes);
        }
        if let Some(label) = self.label_over_lines(paragraphs) {
            self.end_field(nodes);
            self.open = Some((label, Text::new()));
            return;
        }
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let after = paragraphs
                .get(i + 1)
                .map(|p| p.text.as_str())
                .or_else(|| self.shape.firsts.get(number as usize)?.as_deref());
            if let Some(level) = paragraph.heading
                && self.reader.read(paragraph.text.slice()).is_none()
            {
                let heading = heading::by_markup(paragraph.text.slice(), level, self.reader);
                self.heading(heading, nodes);
            } else {
                let last = i + 1 == paragraphs.len();
                let over_table = last && self.shape.before_table[number as usize];
                self.paragraph(number, paragraph, after, over_table, nodes);
            }
            self.before = Some(paragraph.text.as_str().to_owned());
        }
    }

    /// A label whose printed lines a block of its own holds: `現状と課題` over `(これまでの取組み)`.
    fn label_over_lines(&self, paragraphs: &[Paragraph]) -> Option<Label> {
        if paragraphs.len() < 2 || paragraphs.len() > 3 {
            return None;
        }
        let mut whole = Text::new();
        for paragraph in paragraphs {
            whole.push_slice(paragraph.text.slice());
        }
        self.reader
            .read(whole.slice())
            .filter(|label| label.concept.is_some() && label.period.is_none())
    }

    fn paragraph(
        &mut self,
        number: u32,
        paragraph: &Paragraph,
        after: Option<&str>,
        over_table: bool,
        nodes: &mut Vec<Node>,
    ) {
        let line = paragraph.text.slice();
        if heading::is_contents_line(line.as_str()) {
            nodes.push(Node::Furniture(paragraph.text.clone()));
        } else if let Some(label) = self
            .reader
            .read(line)
            .filter(|label| self.opens_field(label, line.as_str()))
        {
            self.end_field(nodes);
            self.open_label(label, Text::new());
        } else if let Some(period) = self.period_above(line, after) {
            self.end_field(nodes);
            self.under = Some(period);
        } else if let Some((label, value)) = self.unknown_key(paragraph, after) {
            self.end_field(nodes);
            self.open_label(label, value.to_text());
        } else if let Some(heading) =
            heading::marked(line, self.reader)
                .filter(|h| self.is_heading(h, after, over_table))
        {
            self.heading(heading, nodes);
        } else if let Some((label, value)) = self
            .reader
            .leading(line)
            .filter(|(_, value)| !value.is_empty())
        {
            self.end_field(nodes);
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if let Some(heading) = self.plain_heading(paragraph, after) {
            self.plain(heading, nodes);
        } else {
            self.text(number, paragraph, nodes);
        }
    }

    /// A short decorated line among known decorated labels is a label too, though no lexicon knows it.
    fn unknown_key<'t>(
        &self,
        paragraph: &'t Paragraph,
        after: Option<&str>,
    ) -> Option<(Label, TextSlice<'t>)> {
        let line = paragraph.text.as_str();
        let short = paragraph.lines == 1
            && line.chars().count() <= LONGEST_KEY
            && !line.contains(['。', '、']);
        let mark = line.chars().next()?;
        let known = self
            .shape
            .marks
            .get(&mark)
            .is_some_and(|n| *n >= FEWEST_KNOWN);
        let whole = paragraph.text.slice();
        let (label, value) = pair::unknown_in_brackets(whole, self.reader)
            .filter(|_| known)
            .or_else(|| {
                let end = whole.as_str().len();
                (short && known && after.is_some())
                    .then(|| (self.reader.guess(whole), whole.cut_from(end)))
            })?;
        let concept = label.concept.or(Some(Concept::Attribute));
        Some((Label { concept, ..label }, value))
    }

    /// A year or a half alone on its line, above a label that says plan, result or judgement.
    fn period_above(&self, line: TextSlice<'_>, after: Option<&str>) -> Option<Label> {
        let period = self
            .reader
            .read(line)
            .filter(|label| label.concept.is_none() && label.period.is_some())?;
        let mut next = Text::new();
        after?.chars().for_each(|c| next.push(c, NOWHERE));
        let label = self
            .reader
            .read(next.slice())
            .or_else(|| self.reader.leading(next.slice()).map(|(label, _)| label))?;
        (label.concept.is_some() && !label.is_item_field()).then_some(period)
    }

    /// Opens the field of a label; one that is set off more than the year above it ends that year.
    fn open_label(&mut self, label: Label, value: Text) {
        let decorated = |label: &Label| label.text.as_str().starts_with(DECORATIONS);
        let ends = |period: &Label| {
            label.is_item_field() || decorated(&label) && !decorated(period)
        };
        if self.under.as_ref().is_some_and(ends) {
            self.under = None;
        }
        self.open = Some((label, value));
    }

    /// Takes a label, its value and the further pairs that stand on the same line.
    fn pairs<'t>(&mut self, label: Label, value: TextSlice<'t>, nodes: &mut Vec<Node>) {
        let (mut label, mut value) = (label, value);
        while let Some(at) = pair::next_label(value, self.reader) {
            let Some((next, rest)) = self.reader.leading(value.cut_from(at)) else {
                break;
            };
            self.open_label(label, value.cut(0..at).trim().to_text());
            self.end_field(nodes);
            (label, value) = (next, rest);
        }
        self.open_label(label, value.to_text());
    }

    /// A label on a line of its own opens a field; the name of a plan's run is a chapter's heading in prose.
    fn opens_field(&self, label: &Label, line: &str) -> bool {
        let decorated = line.starts_with(DECORATIONS) || line.ends_with(':');
        label.concept.is_some()
            && (decorated || self.under.is_some() || !label.is_axis())
            && (decorated || !(self.shape.is_prose && label.concept == Some(Concept::Programme)))
    }

    /// An enumerated line is a heading if text stands under it, not if it is one entry of a list.
    fn is_heading(&self, heading: &Heading, after: Option<&str>, over_table: bool) -> bool {
        if matches!(
            heading.style,
            Style::Level | Style::Group | Style::Part | Style::Chapter | Style::Division
        ) {
            return true;
        }
        let string = heading.name.as_str();
        over_table
            || after.is_some_and(|after| self.begins_fields(after))
            || self.shape.is_prose
            && !string.ends_with(['、', ','])
            && after.is_some_and(|after| !after.is_empty())
    }

    /// True if a line begins with the label of an item's value.
    fn begins_fields(&self, line: &str) -> bool {
        let mut text = Text::new();
        line.chars().for_each(|c| text.push(c, NOWHERE));
        self.reader.leading(text.slice()).is_some_and(|(label, _)| {
            label.is_item_field() && label.text.as_str().ends_with([':', '：', '】', ']', '》'])
        })
    }

    fn plain_heading(&self, paragraph: &Paragraph, after: Option<&str>) -> Option<Heading> {
        if !self.shape.is_prose || paragraph.lines > 1 || self.open.is_some() {
            return None;
        }
        let around = Surroundings {
            before: self.before.as_deref(),
            after_heading: self.after_heading,
            after,
            prose_width: self.shape.prose_width,
        };
        heading::plain(paragraph.text.slice(), paragraph.width, &around)
    }

    fn heading(&mut self, heading: Heading, nodes: &mut Vec<Node>) {
        self.end_field(nodes);
        self.under = None;
        self.after_heading = true;
        nodes.push(Node::Heading(heading));
    }

    /// A subtitle between waves goes with the heading before it.
    fn plain(&mut self, heading: Heading, nodes: &mut Vec<Node>) {
        let chapter = self
            .reader
            .lexicon
            .chapter_words
            .iter()
            .any(|word| word == heading.name.as_str());
        let subtitle = heading.line.as_str().starts_with(['～', '~', '-', '―']) && !chapter;
        if subtitle
            && self.after_heading
            && let Some(Node::Heading(last)) = nodes.last_mut()
            && last.style == Style::Plain
        {
            last.name.push(' ', NOWHERE);
            last.name.push_slice(heading.line.slice());
            last.line.push_break();
            last.line.push_slice(heading.line.slice());
            return;
        }
        self.heading(heading, nodes);
    }

    fn text(&mut self, number: u32, paragraph: &Paragraph, nodes: &mut Vec<Node>) {
        self.after_heading = false;
        if let Some((_, value)) = &mut self.open {
            value.push_break();
            value.push_slice(paragraph.text.slice());
            return;
        }
        nodes.push(Node::Paragraph(Part {
            text: paragraph.text.clone(),
            block: number,
            width: paragraph.width,
            lines: paragraph.lines,
        }));
    }

    /// Writes the field whose value has come to its end.
    pub(crate) fn end_field(&mut self, nodes: &mut Vec<Node>) {
        if let Some((label, value)) = self.open.take() {
            nodes.push(Node::Field {
                label,
                value,
                under: self.under.clone(),
            });
        }
    }
}
