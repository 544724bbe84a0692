//! Gathers the pieces of one flat sheet: keys with their values, the labels of its grids, and what stands in them.

use super::piece::{self, Piece, Words};
use super::place;
use super::sort::Part;
use crate::layout::wrap;
use crate::lexicon::{Concept, LEXICON};
use crate::notation::{grade, tense};
use crate::segment::{Heading, Label, LabelReader, Node, Paragraph, Style, TableView, heading};
use crate::source::{NOWHERE, Text};
use std::sync::Arc;

/// A narrower text is a cell of a grid and no value of a key in words, in half-width characters.
const NARROWEST_WORDS: u32 = 24;

/// A value whose place its width, its words and its order tell.
pub(super) struct Value {
    pub(super) text: Text,
    /// Width of its widest line, half-width characters.
    pub(super) width: u32,
    /// The part of the form whose labels were printed last before it.
    pub(super) near: Option<Part>,
}

/// The pieces of one sheet, gathered by what they are.
#[derive(Default)]
struct Sheet {
    head: Vec<Node>,
    labels: Vec<Label>,
    rows: Vec<(Option<Text>, Vec<Text>)>,
    values: Vec<Value>,
    /// Notes of the form (※ …) and what stands above it, which belong to no column.
    notes: Vec<Text>,
    /// Width of the widest line of the sheet, half-width characters.
    widest: u32,
}

/// The parts of a sheet, as the rest of the program knows them.
pub(super) fn nodes(pieces: Vec<Piece>, reader: &LabelReader<'_>) -> Vec<Node> {
    let mut gatherer = Gatherer {
        reader,
        sheet: Sheet::default(),
        waiting: Vec::new(),
        early: Vec::new(),
        last_words: false,
        in_grid: false,
        in_labels: false,
        heads: Vec::new(),
        near: None,
    };
    for piece in pieces {
        gatherer.take(piece);
    }
    let Gatherer {
        mut sheet,
        waiting,
        early,
        ..
    } = gatherer;
    sheet.labels.extend(waiting);
    sheet.notes.extend(early);
    sheet.nodes()
}

struct Gatherer<'a> {
    reader: &'a LabelReader<'a>,
    sheet: Sheet,
    /// Keys whose values did not come yet.
    waiting: Vec<Label>,
    /// Short texts above the grids whose keys did not come yet: a tool prints a key of two lines behind its value.
    early: Vec<Text>,
    /// The piece before answered a key that wants words.
    last_words: bool,
    /// Labels of a grid were met.
    in_grid: bool,
    /// The piece before was a label.
    in_labels: bool,
    /// The parts of the form that the labels since the last value head.
    heads: Vec<Part>,
    near: Option<Part>,
}

impl Gatherer<'_> {
    fn take(&mut self, piece: Piece) {
        let words = std::mem::take(&mut self.last_words);
        self.in_labels &= matches!(piece, Piece::Labels(_));
        match piece {
            Piece::Heading(heading) => self.sheet.head.push(Node::Heading(heading)),
            Piece::Keyed(label, value) if label.is_item_field() => self.answer(label, value),
            Piece::Keyed(label, text) => {
                let width = wrap::width(text.as_str().lines().next().unwrap_or_default());
                let near = self.near;
                self.sheet.labels.push(label);
                self.sheet.values.push(Value { text, width, near });
            }
            Piece::Labels(labels) => self.labels(labels),
            Piece::Row(name, mut values) => match self.asks_for_number() {
                Some(at) if name.is_none() && values.len() == 1 => {
                    let label = self.waiting.remove(at);
                    self.sheet.field(label, values.remove(0));
                }
                _ => self.sheet.rows.push((name, values)),
            },
            Piece::Value(value) if is_note(value.text.as_str()) => {
                self.sheet.notes.push(value.text);
            }
            Piece::Value(value) => self.value(value, words),
        }
    }

    fn asks_for_number(&self) -> Option<usize> {
        let number = |label: &Label| label.concept == Some(Concept::Number);
        self.waiting.iter().position(number)
    }

    fn labels(&mut self, labels: Vec<Label>) {
        if !std::mem::replace(&mut self.in_labels, true) {
            self.heads.clear();
        }
        self.heads.extend(labels.iter().filter_map(Part::headed_by));
        // (年度終了後に実施) begins a part of the form whose own label may stand elsewhere.
        let notes = labels
            .iter()
            .any(|label| label.concept == Some(Concept::Note));
        let before = self.near.filter(|_| !notes);
        self.near = one_of(&self.heads, before);
        self.in_grid |= labels
            .iter()
            .any(|label| !label.is_item_field() || label.period.is_some());
        for label in labels {
            if !label.is_item_field() || label.period.is_some() {
                self.sheet.labels.push(label);
            } else if label.concept == Some(Concept::Name)
                && let Some(name) = self.early.pop()
            {
                self.sheet.field(label, name);
            } else {
                self.waiting.push(label);
            }
        }
    }

    fn value(&mut self, value: Words, behind_words: bool) {
        self.sheet.widest = self.sheet.widest.max(value.width);
        let fits = |label: &&Label| self.fits(label, &value);
        let asked = self
            .waiting
            .iter()
            .find(|label| asks_for(label, &value) && fits(label));
        let asked = asked.or_else(|| self.waiting.iter().find(fits));
        let answers = asked.and_then(|asked| {
            let mut waiting = self.waiting.iter();
            waiting.position(|label| std::ptr::eq(label, asked))
        });
        let Words { text, width, .. } = value;
        if let Some(at) = answers {
            let label = self.waiting.remove(at);
            self.last_words = piece::wants_words(&label);
            self.answer(label, text);
        } else if behind_words && text.as_str().starts_with(['≪', '《', '【', '〈']) {
            self.sheet.lengthen(&text);
            self.last_words = true;
        } else if self.in_grid {
            let near = self.near;
            self.sheet.values.push(Value { text, width, near });
        } else if self.sheet.head.is_empty() && self.waiting.is_empty() || is_wordy(&text) {
            self.sheet.notes.push(text);
        } else {
            self.early.push(text);
        }
    }

    fn answer(&mut self, label: Label, value: Text) {
        match level(&label, &value, self.reader) {
            Some(heading) => self.sheet.head.push(Node::Heading(heading)),
            None => self.sheet.field(label, value),
        }
    }

    /// True if a text can be the value of a waiting key: words for a key of words, and no cell of a narrow grid; a
    /// department's name for a key of departments.
    fn fits(&self, label: &Label, value: &Words) -> bool {
        let text = &value.text;
        if piece::wants_words(label) {
            let listed = !value.wrapped && text.as_str().contains('\n');
            let wide = value.width > NARROWEST_WORDS || listed;
            let plans = matches!(label.concept, Some(Concept::Actions | Concept::Purpose));
            let reports = tense::tense(text.as_str()).reports();
            // One thing that was done is a report, and no background.
            let plans = plans || !text.as_str().contains('\n') && text.as_str().starts_with('・');
            return is_wordy(text) && wide && !(plans && reports);
        }
        let names = || text.as_str().split(['\n', '、', ' ']);
        let departments = names().all(|name| LEXICON.names_department(name));
        match label.concept {
            Some(Concept::Department) => departments,
            _ => !self.in_grid && !departments && !is_wordy(text),
        }
    }
}

impl Sheet {
    fn field(&mut self, label: Label, value: Text) {
        self.head.push(Node::Field {
            label,
            value,
            under: None,
        });
    }

    /// A block that begins with a bracketed heading goes on with the value before it.
    fn lengthen(&mut self, text: &Text) {
        if let Some(Node::Field { value, .. }) = self.head.last_mut() {
            value.push_break();
            value.push_slice(text.slice());
        }
    }

    fn nodes(self) -> Vec<Node> {
        let mut nodes = self.head;
        // Fields before their levels would name another item: levels first, then the rest in order.
        nodes.sort_by_key(|node| match node {
            Node::Heading(_) => 0,
            Node::Field { label, .. } if label.concept == Some(Concept::Level) => 1,
            _ => 2,
        });
        let data = place::place(&self.labels, self.rows, self.values, self.widest);
        let notes = self.notes.into_iter().map(|text| Paragraph {
            width: wrap::width(text.as_str()),
            lines: 1,
            block: 0,
            text,
        });
        nodes.extend(notes.map(Node::Paragraph));
        nodes.push(Node::Table(TableView {
            unit: None,
            data,
            labels: self
                .labels
                .into_iter()
                .map(|label| Arc::unwrap_or_clone(label.text))
                .collect(),
            blank_cells: 0,
        }));
        nodes
    }
}

/// The part that labels head where they head one alone; `before` where they say nothing of it.
fn one_of(heads: &[Part], before: Option<Part>) -> Option<Part> {
    match heads {
        [] => before,
        [first, rest @ ..] => rest.iter().all(|part| part == first).then_some(*first),
    }
}

/// The heading that a level's label and its value are, printed apart: 小項目 over 3 保育の民間移管.
fn level(label: &Label, value: &Text, reader: &LabelReader<'_>) -> Option<Heading> {
    if label.concept != Some(Concept::Level) {
        return None;
    }
    let mut line = Text::clone(&label.text);
    line.push(' ', NOWHERE);
    line.push_slice(value.slice());
    heading::marked(line.slice(), reader).filter(|heading| heading.style == Style::Level)
}

/// True if a label asks for words of just this sort, where several labels wait for words: why an item is there is told in
/// sentences, what it is for in a list of them, and what is to be done in a list without verbs.
fn asks_for(label: &Label, value: &Words) -> bool {
    let words = value.text.as_str();
    let (listed, told) = (words.starts_with('・'), words.contains('。'));
    match label.concept {
        Some(Concept::Background) => !listed && told,
        Some(Concept::Purpose) => listed && told,
        Some(Concept::Actions) => listed && !told,
        _ => false,
    }
}

/// True for sentences or a list.
fn is_wordy(text: &Text) -> bool {
    let string = text.as_str();
    string.contains('。') || string.starts_with(['・', '≪', '《', '【'])
}

/// True for a note of the form, or for the legend of its grades.
fn is_note(text: &str) -> bool {
    text.starts_with('※') || grade::read_legend(text).is_some()
}
