//! Divides text blocks: headings, labelled values, paragraphs.

use super::heading::{self, Surroundings};
use super::label::{Label, LabelReader};
use super::{Heading, Node, Paragraph as Part, Style};
use crate::layout::{BlockKind, Pages, Paragraph};
use crate::lexicon::Concept;
use crate::source::{NOWHERE, Text};
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
}

impl Shape {
    /// Measures a document.
    pub(crate) fn of(pages: &Pages) -> Self {
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
        Self {
            prose_width: widths.get(widths.len() * 9 / 10).copied().unwrap_or(0),
            is_prose: !tables && prose * 2 > all,
            has_tables: tables,
            firsts,
        }
    }
}

/// Writes nodes while it goes through the blocks, holding the label whose value is still coming.
pub(crate) struct Writer<'a> {
    reader: &'a LabelReader<'a>,
    shape: &'a Shape,
    open: Option<(Label, Text)>,
    after_heading: bool,
    before: Option<String>,
    /// How many known labels each mark has stood before.
    marks: BTreeMap<char, usize>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(reader: &'a LabelReader<'a>, shape: &'a Shape) -> Self {
        Self {
            reader,
            shape,
            open: None,
            after_heading: false,
            before: None,
            marks: BTreeMap::new(),
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
            self.paragraph(number, paragraph, after, nodes);
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
            if let Some(mark) = line
                .as_str()
                .chars()
                .next()
                .filter(|c| DECORATIONS.contains(c))
            {
                *self.marks.entry(mark).or_default() += 1;
            }
            self.open = Some((label, Text::new()));
        } else if let Some(label) = self.unknown_key(paragraph, after) {
            self.end_field(nodes);
            self.open = Some((label, Text::new()));
        } else if let Some(heading) =
            heading::marked(line, self.reader).filter(|h| self.is_heading(h, after))
        {
            self.heading(heading, nodes);
        } else if let Some((label, value)) = self
            .reader
            .leading(line)
            .filter(|(_, value)| !value.is_empty())
        {
            self.end_field(nodes);
            self.open = Some((label, value.to_text()));
            self.after_heading = false;
        } else if let Some(heading) = self.plain_heading(paragraph, after) {
            self.plain(heading, nodes);
        } else {
            self.text(number, paragraph, nodes);
        }
    }

    /// A short decorated line among known decorated labels is a label too, though no lexicon knows it.
    fn unknown_key(&self, paragraph: &Paragraph, after: Option<&str>) -> Option<Label> {
        let line = paragraph.text.as_str();
        let short = paragraph.lines == 1
            && line.chars().count() <= LONGEST_KEY
            && !line.contains(['。', '、']);
        let mark = line.chars().next()?;
        let known = self.marks.get(&mark).is_some_and(|n| *n >= FEWEST_KNOWN);
        if !(short && known && after.is_some()) {
            return None;
        }
        let label = self.reader.guess(paragraph.text.slice());
        let concept = label.concept.or(Some(Concept::Attribute));
        Some(Label { concept, ..label })
    }

    /// A label on a line of its own opens a field; the name of a plan's run is a chapter's heading in prose.
    fn opens_field(&self, label: &Label, line: &str) -> bool {
        let decorated = line.starts_with(DECORATIONS) || line.ends_with(':');
        label.concept.is_some()
            && (decorated || !label.is_axis())
            && (decorated || !(self.shape.is_prose && label.concept == Some(Concept::Programme)))
    }

    /// An enumerated line is a heading if text stands under it, not if it is one entry of a list.
    fn is_heading(&self, heading: &Heading, after: Option<&str>) -> bool {
        if matches!(
            heading.style,
            Style::Level | Style::Group | Style::Part | Style::Chapter | Style::Division
        ) {
            return true;
        }
        let string = heading.name.as_str();
        self.shape.is_prose
            && !string.ends_with(['、', ','])
            && after.is_some_and(|after| !after.is_empty())
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
            nodes.push(Node::Field { label, value });
        }
    }
}
