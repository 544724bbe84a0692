//! Divides text blocks: headings, labelled values, paragraphs.

mod dated;
mod keyed;

use super::card_head::CardHeads;
use super::celled;
use super::course;
use super::heading::{self, Surroundings};
use super::keys;
use super::label::{Label, LabelReader};
use super::legend;
use super::pair;
use super::said;
use super::shape::Shape;
use super::{Heading, Node, Paragraph as Part, Style, series, table};
use crate::layout::Paragraph;
use crate::lexicon::Concept;
use crate::notation::{grade, mark};
use crate::source::{NOWHERE, Text, TextSlice};
use std::sync::Arc;

/// A longer line is no caption, in characters.
const LONGEST_CAPTION: usize = 40;

/// The parts of a paragraph before and behind a byte.
fn cut_in_two(paragraph: &Paragraph, at: usize) -> (Paragraph, Paragraph) {
    let text = paragraph.text.slice();
    let part = |text: TextSlice<'_>| Paragraph {
        text: text.trim().to_text(),
        ..paragraph.clone()
    };
    (part(text.cut(0..at)), part(text.cut_from(at)))
}

/// Writes nodes while it goes through the blocks, holding the label whose value is still coming.
pub(crate) struct Writer<'a> {
    reader: &'a LabelReader<'a>,
    shape: &'a Shape,
    open: Option<(Label, Text)>,
    /// The unit that a note above the tables gives their numbers: `(単位:千円)`.
    pub(crate) unit: Option<Label>,
    /// It stands behind a caption and not on a line of its own.
    unit_of_caption: bool,
    /// The year or half above the labels that come now.
    under: Option<Label>,
    /// The label before, where it is a side and names its year.
    dated: Option<Label>,
    /// The label of the indicators that are named line by line below it.
    indicators: Option<Label>,
    /// The label that is open is an entry of a list, and its value the entries below it.
    listed: bool,
    after_heading: bool,
    before: Option<String>,
    /// The page on which the block that is read begins.
    pub(crate) page: u32,
}

/// A label without the ・ before it.
fn after_dot(label: &Text) -> Text {
    let words = label.as_str().trim_start_matches(['・', ' ', '\u{3000}']);
    let start = label.as_str().len() - words.len();
    label.slice().cut_from(start).to_text()
}

/// True if a label without a year is the other side of one with a year: 実績 below 令和4年度 計画.
fn answers(before: &Label, label: &Label) -> bool {
    matches!(before.concept, Some(Concept::Plan | Concept::Target))
        && label.concept == Some(Concept::Result)
        && label.period.is_none()
}

impl<'a> Writer<'a> {
    pub(crate) fn new(reader: &'a LabelReader<'a>, shape: &'a Shape) -> Self {
        Self {
            reader,
            shape,
            open: None,
            unit: None,
            unit_of_caption: false,
            under: None,
            dated: None,
            indicators: None,
            listed: false,
            after_heading: false,
            before: None,
            page: 1,
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
        let mut done = 0;
        for (i, paragraph) in paragraphs.iter().enumerate() {
            if i < done {
                continue;
            }
            if let Some(length) = self.shape.legend_at(number as usize, i) {
                done = i + length;
                self.legend_lines(number, &paragraphs[i..done], nodes);
                continue;
            }
            if let Some((length, table)) = celled::grid(&paragraphs[i..], self.page, self.reader) {
                done = i + length;
                self.end_field(nodes);
                let view = table::view(&table, &CardHeads::default(), self.reader);
                nodes.push(Node::Table(view));
                continue;
            }
            let after = paragraphs
                .get(i + 1)
                .map(|p| p.text.as_str())
                .or_else(|| self.shape.first_after(number as usize));
            if let Some(period) = self.period_heading(paragraph) {
                self.end_field(nodes);
                self.under = Some(period);
            } else if let Some(label) = self.caption_of_items(paragraph) {
                self.end_field(nodes);
                self.open_label(label, Text::new());
            } else if let Some(level) = paragraph.heading
                && (number == 0 && i == 0 || self.reader.read(paragraph.text.slice()).is_none())
            {
                let heading = heading::by_markup(paragraph.text.slice(), level, self.reader);
                self.heading(heading, nodes);
            } else if self.shape.is_level(number as usize, i)
                && let Some(level) = heading::counted_level(paragraph.text.slice())
            {
                self.heading(level, nodes);
            } else if let Some((at, label, value)) = self.field_at_margin(paragraph.text.slice()) {
                let (line, field) = cut_in_two(paragraph, at);
                let heads = self.shape.heads(number as usize, i);
                self.paragraph(number, &line, Some(field.text.as_str()), heads, nodes);
                self.end_field(nodes);
                self.open_label(label, value.to_text());
            } else if let Some(at) = grade::legend_start(paragraph.text.as_str()) {
                let (line, legend) = cut_in_two(paragraph, at);
                self.paragraph(number, &line, Some(legend.text.as_str()), false, nodes);
                self.paragraph(number, &legend, after, false, nodes);
            } else {
                let heads = self.shape.heads(number as usize, i);
                self.paragraph(number, paragraph, after, heads, nodes);
            }
            self.note_unit(paragraph);
            self.before = Some(paragraph.text.as_str().to_owned());
        }
    }

    /// A legend with a level a line, which ends the text above it.
    fn legend_lines(&mut self, number: u32, lines: &[Paragraph], nodes: &mut Vec<Node>) {
        self.end_field(nodes);
        nodes.extend(lines.iter().filter_map(legend::bullet).map(Node::Furniture));
        nodes.push(Node::Paragraph(Part {
            text: legend::joined(lines),
            block: number,
            width: lines.iter().map(|line| line.width).max().unwrap_or(0),
            lines: lines.len() as u32,
        }));
        self.before = lines.last().map(|line| line.text.as_str().to_owned());
    }

    /// Where a field of the item begins that stands far behind a marked or numbered line: 主管課:財政課 at the right margin.
    fn field_at_margin<'t>(&self, line: TextSlice<'t>) -> Option<(usize, Label, TextSlice<'t>)> {
        const MARGIN: &str = "\u{3000}\u{3000}\u{3000}";
        let string = line.as_str();
        let gap = string.trim_start().find(MARGIN)? + string.len() - string.trim_start().len();
        let at = string.len() - string[gap..].trim_start().len();
        let behind = line.cut_from(at);
        let graded = || {
            let (label, value) = self.reader.leading(behind)?;
            let grades = grade::is_grade_label(value.as_str());
            (grades && keys::judges(&label)).then_some((label, value))
        };
        let keyed = pair::before_colon(behind).map(|(key, value)| (self.reader.guess(key), value));
        let (label, value) = keyed.or_else(graded)?;
        let heads = || {
            let head = line.cut(0..gap).trim();
            let marked = mark::of_heading(head.as_str()).is_some();
            heading::counted(head).is_some()
                || heading::marked(head, self.reader).is_some()
                || marked && self.reader.leading(head).is_none()
        };
        let says = label.is_item_field() || keys::judges(&label);
        let keyed = says && !label.lists_items() && !value.is_empty();
        (keyed && heads()).then_some((at, label, value))
    }

    /// A caption that ends with a unit gives it to the table below it, and to no other: 事業費の推移(単位:千円).
    fn note_unit(&mut self, paragraph: &Paragraph) {
        let note = self.unit_behind(paragraph.text.slice());
        if note.is_some() || self.unit_of_caption {
            self.unit_of_caption = note.is_some();
            self.unit = note;
        }
    }

    /// The unit in brackets that ends a line.
    fn unit_behind(&self, line: TextSlice<'_>) -> Option<Label> {
        let start = line.as_str().rfind(['(', '（']).filter(|&at| at > 0)?;
        self.reader
            .read(line.cut_from(start))
            .filter(|label| label.concept == Some(Concept::Note) && label.unit.is_some())
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
        heads: bool,
        nodes: &mut Vec<Node>,
    ) {
        let line = paragraph.text.slice();
        if heading::is_contents_line(line.as_str()) {
            nodes.push(Node::Furniture(paragraph.text.clone()));
        } else if let Some(chapter) = heading::chapter(line) {
            self.heading(chapter, nodes);
        } else if let Some(fields) = course::fields(line, self.reader) {
            self.end_field(nodes);
            nodes.extend(fields);
        } else if let Some((speaker, words)) =
            said::read(line).filter(|_| self.shape.reports_speech)
        {
            self.end_field(nodes);
            let (speaker, words) = (speaker.to_text(), words.to_text());
            nodes.push(Node::Said { speaker, words });
        } else if let Some((number, label, value)) = self.shape.numbered_caption(line, self.reader)
        {
            self.end_field(nodes);
            nodes.push(Node::Furniture(number));
            self.pairs(label, value, nodes);
        } else if let Some(label) = self
            .reader
            .read(line)
            .filter(|label| self.opens_field(label, line, after))
        {
            self.end_field(nodes);
            self.open_label(label, Text::new());
        } else if let Some(period) = self.period_above(line, after) {
            self.end_field(nodes);
            self.under = Some(period);
        } else if let Some((number, counted, name)) = self.counted_name(line) {
            self.end_field(nodes);
            self.open_label(number, counted.to_text());
            self.end_field(nodes);
            self.open_label(name.0, name.1.to_text());
        } else if let Some([(number, counted), (name, named)]) = self.numbered_name(line) {
            self.end_field(nodes);
            self.open_label(number, counted.to_text());
            self.end_field(nodes);
            self.pairs(name, named, nodes);
        } else if let Some((period, value)) = self.dated_line(line) {
            self.dated(period, value, nodes);
        } else if let Some(heading) = self.card_name(line, after) {
            self.heading(heading, nodes);
        } else if let Some(heading) = self.over_courses(line) {
            self.heading(heading, nodes);
        } else if let Some((label, value)) = self.unknown_key(paragraph, after) {
            self.end_field(nodes);
            self.pairs(label, value, nodes);
        } else if let Some((number, label)) = self.numbered_label(line) {
            self.end_field(nodes);
            nodes.extend(number.map(Node::Furniture));
            self.open_label(label, Text::new());
        } else if let Some(heading) = heading::marked(line, self.reader)
            .or_else(|| heading::counted(line).filter(|_| heads))
            .filter(|h| heads || self.is_heading(h, after))
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
        } else if let Some((label, value)) = pair::charge_in_brackets(line, self.reader) {
            self.end_field(nodes);
            let line = line.trim();
            let brackets = [line.cut(0..1), line.cut_from(line.as_str().len() - 1)];
            nodes.extend(brackets.map(|bracket| Node::Furniture(bracket.to_text())));
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if let Some((bullet, label, value)) = self.bulleted(line) {
            self.end_field(nodes);
            nodes.push(Node::Furniture(bullet));
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if let Some((bullet, label)) = self.listed_label(line) {
            self.end_field(nodes);
            nodes.push(Node::Furniture(bullet));
            self.open_label(label, Text::new());
            self.listed = true;
            self.after_heading = false;
        } else if let Some((label, value)) = self.number_key(line) {
            self.end_field(nodes);
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if let Some((label, value)) = self.key_of_figures(line) {
            self.end_field(nodes);
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if let Some((label, value)) = self.repeated_key(line) {
            self.end_field(nodes);
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if self.shape.stands_alone(line) && self.reader.read(line).is_none() {
            let heading = heading::marked(line, self.reader);
            let words = heading
                .as_ref()
                .map_or(line, |heading| heading.name.slice());
            let label = self.reader.guess(words);
            let concept = label.concept.or(Some(Concept::Attribute));
            self.end_field(nodes);
            nodes.extend(
                heading
                    .and_then(|heading| heading.number)
                    .map(Node::Furniture),
            );
            self.open_label(Label { concept, ..label }, Text::new());
        } else if self.names_departments(line, after) {
            self.end_field(nodes);
            nodes.push(Node::Departments(paragraph.text.clone()));
        } else if let Some(heading) = self.plain_heading(paragraph, after) {
            self.plain(heading, nodes);
        } else {
            self.text(number, paragraph, nodes);
        }
    }

    /// Opens the field of a label; one that is set off more than the year above it ends that year.
    fn open_label(&mut self, label: Label, value: Text) {
        self.listed = false;
        let decorated = |label: &Label| pair::decoration(label.text.as_str()).is_some();
        let shape = self.shape;
        let dotted = |label: &Label| shape.is_dotted(label.text.as_str());
        let ends = |period: &Label| {
            label.is_item_field()
                || decorated(&label) && !decorated(period)
                || dotted(&label) && !dotted(period)
        };
        let alone = value.is_empty() && dotted(&label);
        if label.concept == Some(Concept::Indicator) {
            self.indicators = Some(label.clone());
        } else if alone && label.concept == Some(Concept::Plan) {
            // ・令和6年度の目標, above lines that name what is counted.
            self.indicators = Some(Label {
                concept: Some(Concept::Indicator),
                period: None,
                text: Arc::new(after_dot(&label.text)),
                ..label.clone()
            });
        } else if label.is_item_field() {
            self.indicators = None;
        }
        if label.concept == Some(Concept::Note) && label.unit.is_some() {
            self.unit = Some(label.clone());
        }
        if self.under.as_ref().is_some_and(ends) {
            self.under = None;
        }
        if alone && label.concept == Some(Concept::Plan) && label.period.is_some() {
            self.under = Some(Label {
                concept: None,
                text: Arc::new(after_dot(&label.text)),
                sure: true,
                ..label.clone()
            });
        }
        let year = self.dated.take().filter(|before| answers(before, &label));
        if let Some(before) = year {
            let before = self.reader.goal_of_a_year(&before).unwrap_or(before);
            self.under = Some(Label {
                concept: None,
                sure: false,
                ..before
            });
        }
        self.dated = label.period.is_some().then(|| label.clone());
        self.open = Some((label, value));
    }

    /// Takes a label, its value and the further pairs that stand on the same line.
    fn pairs<'t>(&mut self, label: Label, value: TextSlice<'t>, nodes: &mut Vec<Node>) {
        let (mut label, mut value) = (label, value);
        while let Some((at, next, rest)) = self.next_pair(&label, value) {
            let parts = |c: char| pair::SEPARATORS.contains(&c) || "→⇒".contains(c);
            let before = value.as_str()[..at].trim_end_matches(parts).len();
            self.open_label(label, value.cut(0..before).trim().to_text());
            nodes.push(Node::Furniture(value.cut(before..at).trim().to_text()));
            self.end_field(nodes);
            (label, value) = (next, rest);
        }
        self.open_label(label, value.to_text());
    }

    /// A label on a line of its own opens a field; the name of a plan's run is a chapter's heading in prose.
    fn opens_field(&self, label: &Label, line: TextSlice<'_>, after: Option<&str>) -> bool {
        let words = line.as_str();
        // 令和6年度の取組実績 above a sentence or a list is no header.
        let told_below =
            || after.is_some_and(|next| next.ends_with('。') || next.starts_with('・'));
        let tells = label.period.is_some() && label.concept.is_some_and(Concept::is_side);
        let decorated = pair::decoration(words).is_some()
            || words.ends_with(':')
            || self.shape.is_dotted(words)
            || self.shape.celled
            || self.shape.stands_alone(line);
        let told = label.concept == Some(Concept::Programme) && label.period.is_some();
        label.concept.is_some()
            && !told
            && (decorated || self.under.is_some() || !label.is_axis() || tells && told_below())
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

    /// The label of the indicator that a line names before its figures: `予約率　現状値(令和4年度)　38.5%　→　目標値　80%`.
    fn names_figures(&self, line: TextSlice<'_>) -> Option<Label> {
        let label = self.indicators.as_ref()?;
        let at = pair::next_label(label, line, self.reader)?;
        let name = &line.as_str()[..at];
        (!name.trim().is_empty() && !name.contains('。')).then(|| label.clone())
    }

    /// A heading; one that is a label with a number before it (`4 指標`) is a caption of the form and no section.
    fn heading(&mut self, heading: Heading, nodes: &mut Vec<Node>) {
        self.end_field(nodes);
        if self.shape.has_tables
            && heading.style != Style::Level
            && let Some(label) = self.caption(&heading)
        {
            nodes.extend(heading.number.map(Node::Furniture));
            self.open_label(label, Text::new());
            return;
        }
        (self.under, self.unit, self.dated) = (None, None, None);
        self.indicators = None;
        self.after_heading = true;
        nodes.push(Node::Heading(heading));
    }

    /// A label behind a number on a line of its own, in a document of tables: `Ⅰ 施策のめざす姿`.
    fn numbered_label(&self, line: TextSlice<'_>) -> Option<(Option<Text>, Label)> {
        let heading = heading::marked(line, self.reader)
            .filter(|heading| self.shape.has_tables && heading.style != Style::Level)?;
        let label = self.caption(&heading)?;
        Some((heading.number, label))
    }

    /// The label that the words of a numbered line are; a chapter is no caption, whatever its name.
    fn caption(&self, heading: &Heading) -> Option<Label> {
        if matches!(
            heading.style,
            Style::Part | Style::Chapter | Style::Division
        ) {
            return None;
        }
        let label = self.reader.read(heading.name.slice())?;
        label.concept.is_some().then_some(label)
    }

    /// A subtitle between waves goes with the heading before it.
    fn plain(&mut self, heading: Heading, nodes: &mut Vec<Node>) {
        let chapter = self
            .reader
            .lexicon()
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
        // A caption with the unit of the figures below it is no part of the text above.
        let line = paragraph.text.slice();
        if self.open.is_some()
            && line.as_str().chars().count() <= LONGEST_CAPTION
            && let Some(unit) = self.unit_behind(line)
        {
            self.end_field(nodes);
            let text = Arc::new(paragraph.text.clone());
            self.open = Some((Label { text, ..unit }, Text::new()));
            return;
        }
        if let Some(label) = self.names_figures(paragraph.text.slice()) {
            // The label itself has no value where the first indicator stands below it.
            if self
                .open
                .as_ref()
                .is_some_and(|(_, value)| value.is_empty())
            {
                self.open = None;
            }
            self.end_field(nodes);
            self.pairs(label, paragraph.text.slice(), nodes);
            return;
        }
        // What grades mean stands below a text and is no part of it.
        let legend = |value: &Text| {
            !value.is_empty() && grade::read_legend(paragraph.text.as_str()).is_some()
        };
        let is_legend = |value: &Text| {
            !value.as_str().contains('\n') && grade::read_legend(value.as_str()).is_some()
        };
        if self
            .open
            .as_ref()
            .is_some_and(|(_, value)| is_legend(value))
        {
            self.end_field(nodes);
        }
        if let Some((_, value)) = &mut self.open
            && !legend(value)
        {
            let line = paragraph.text.slice();
            // A bullet below a label that has one is what the list is printed with.
            let entry = pair::bullet(line).filter(|_| self.listed);
            if let Some(entry) = entry {
                let at = line.as_str().len() - entry.as_str().len();
                nodes.push(Node::Furniture(line.cut(0..at).trim().to_text()));
            }
            value.push_break();
            value.push_slice(entry.unwrap_or(line));
            return;
        }
        nodes.push(Node::Paragraph(Part {
            text: paragraph.text.clone(),
            block: number,
            width: paragraph.width,
            lines: paragraph.lines,
        }));
    }

    /// A heading that markup makes of a label, as its place below one item after another shows: `#### 委員会の意見`.
    fn caption_of_items(&self, paragraph: &Paragraph) -> Option<Label> {
        let marked = paragraph.heading.is_some() && self.shape.is_caption(paragraph.text.as_str());
        let label = marked.then(|| self.reader.guess(paragraph.text.slice()))?;
        label.concept.is_some().then_some(label)
    }

    /// A heading that markup makes of a year: `#### 令和3年度`.
    fn period_heading(&self, paragraph: &Paragraph) -> Option<Label> {
        let label = self.reader.read(paragraph.text.slice())?;
        let bare = label.concept.is_none() && label.period.is_some();
        (paragraph.heading.is_some() && bare).then_some(label)
    }

    /// The year or half that stands above a table on a line of its own.
    pub(crate) fn period_over_table(&self) -> Option<Label> {
        self.under.clone().filter(|label| label.sure)
    }

    /// The label that stands right over a table and says what its rows are: `6 1次評価`.
    pub(crate) fn caption_of_table(&self) -> Option<Label> {
        let (label, value) = self.open.as_ref()?;
        let says = label.is_group()
            || matches!(
                label.concept,
                Some(
                    Concept::Criterion
                        | Concept::MidtermEvaluation
                        | Concept::FinalEvaluation
                        | Concept::TotalEvaluation
                )
            );
        (value.is_empty() && says).then(|| label.clone())
    }

    /// Writes the field whose value has come to its end.
    pub(crate) fn end_field(&mut self, nodes: &mut Vec<Node>) {
        if let Some((label, value)) = self.open.take() {
            // The unit of the table below it is no judgement: ■ 総括 (単位:千円).
            let note = self
                .reader
                .read(value.slice())
                .filter(|_| keys::judges(&label));
            if note.is_some_and(|note| note.concept == Some(Concept::Note) && note.unit.is_some()) {
                nodes.push(Node::Furniture(Text::clone(&label.text)));
                nodes.push(Node::Furniture(value));
                return;
            }
            let dated = self.under.as_ref().is_some_and(|period| !period.sure);
            let series = series::entries(&label, value.slice(), self.reader);
            let told = series.is_some() && series::tells_the_past(&label);
            let concept = label
                .concept
                .filter(|_| !told)
                .or(Some(Concept::Progress).filter(|_| told));
            let label = Label { concept, ..label };
            let entries = series.unwrap_or_else(|| vec![(None, value)]);
            for (period, value) in entries {
                let period_of_label = label.period.clone().filter(|_| period.is_none());
                // The name of an indicator is of no year.
                let above = self.under.clone();
                let above = above.filter(|_| label.concept != Some(Concept::Indicator));
                let under = period.or(above);
                nodes.push(Node::Field {
                    label: Label {
                        period: period_of_label,
                        ..label.clone()
                    },
                    value,
                    under: under.map(Box::new),
                });
            }
            if dated {
                self.under = None;
            }
        }
    }
}
