//! Divides text blocks: headings, labelled values, paragraphs.

use super::heading::{self, Surroundings};
use super::label::{Label, LabelReader};
use super::pair::{self, DECORATIONS};
use super::shape::Shape;
use super::{Heading, Node, Paragraph as Part, Style, series};
use crate::layout::Paragraph;
use crate::lexicon::Concept;
use crate::notation::{grade, period};
use crate::record::PeriodKind;
use crate::source::{NOWHERE, Text, TextSlice};

/// A longer line is no label, in characters.
const LONGEST_KEY: usize = 18;

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
    after_heading: bool,
    before: Option<String>,
}

/// True if a label without a year is the other side of one with a year: 実績 below 令和4年度 計画.
fn answers(before: &Label, label: &Label) -> bool {
    before.concept == Some(Concept::Plan)
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

    /// A caption that ends with a unit gives it to the table below it, and to no other: 事業費の推移(単位:千円).
    fn note_unit(&mut self, paragraph: &Paragraph) {
        let text = paragraph.text.slice();
        let start = text.as_str().rfind(['(', '（']).filter(|&at| at > 0);
        let note = start
            .and_then(|at| self.reader.read(text.cut_from(at)))
            .filter(|label| label.concept == Some(Concept::Note) && label.unit.is_some());
        if note.is_some() || self.unit_of_caption {
            self.unit_of_caption = note.is_some();
            self.unit = note;
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
        heads: bool,
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
        } else if let Some((number, counted, name)) = self.counted_name(line) {
            self.end_field(nodes);
            self.open_label(number, counted.to_text());
            self.end_field(nodes);
            self.open_label(name.0, name.1.to_text());
        } else if let Some([(number, counted), (name, named)]) = self.numbered_name(line) {
            self.end_field(nodes);
            self.open_label(number, counted.to_text());
            self.end_field(nodes);
            self.open_label(name, named.to_text());
        } else if let Some((period, value)) = self.dated_line(line) {
            self.dated(period, value, nodes);
        } else if let Some(heading) = self.card_name(line, after) {
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
        } else if let Some((bullet, label, value)) = self.bulleted(line) {
            self.end_field(nodes);
            nodes.push(Node::Furniture(bullet));
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if let Some((label, value)) = self.number_key(line) {
            self.end_field(nodes);
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if let Some((label, value)) = self.repeated_key(line) {
            self.end_field(nodes);
            self.pairs(label, value, nodes);
            self.after_heading = false;
        } else if let Some(heading) = self.plain_heading(paragraph, after) {
            self.plain(heading, nodes);
        } else {
            self.text(number, paragraph, nodes);
        }
    }

    /// A word that ends as the label of a number does, before a number: `事業番号  0312    事務事業名  …`.
    fn number_key<'t>(&self, line: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let at = line.as_str().find(char::is_whitespace)?;
        let (key, value) = (line.cut(0..at), line.cut_from(at).trim());
        let number = value.as_str().split(char::is_whitespace).next()?;
        let counts = |c: char| c.is_ascii_digit() || c == '-';
        let label = self.reader.guess(key);
        let counted = label.concept == Some(Concept::Number)
            && number.contains(|c: char| c.is_ascii_digit())
            && number.chars().all(counts);
        counted.then_some((label, value))
    }

    /// The label of a number, the number right behind it, and the name of the item behind a gap: `◆事業番号1　　敬老祝金`.
    fn counted_name<'t>(
        &self,
        line: TextSlice<'t>,
    ) -> Option<(Label, TextSlice<'t>, (Label, TextSlice<'t>))> {
        let string = line.as_str();
        let gap = string.find(char::is_whitespace)?;
        let label = string[..gap].trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        let (counted, named) = (line.cut(label.len()..gap), line.cut_from(gap).trim());
        let head = self.reader.guess(line.cut(0..label.len()));
        let counts = head.concept == Some(Concept::Number) && !counted.as_str().is_empty();
        let names =
            named.as_str().chars().any(char::is_alphabetic) && pair::before_colon(named).is_none();
        (counts && names).then(|| {
            let name = Label {
                concept: Some(Concept::Name),
                text: Text::new(),
                ..head.clone()
            };
            (head, counted, (name, named))
        })
    }

    /// The number and the name of an item on one line, under labels that end as such do: `点検番号 1  事業の名:市民農園`.
    fn numbered_name<'t>(&self, line: TextSlice<'t>) -> Option<[(Label, TextSlice<'t>); 2]> {
        let string = line.as_str();
        let colon = string.find([':', '：'])?;
        let (left, right) = (line.cut(0..colon), line.cut_from(colon));
        let last = left.as_str().rfind([' ', '\u{3000}'])?;
        let (before, name) = (left.cut(0..last).trim(), left.cut_from(last).trim());
        let first = before.as_str().find([' ', '\u{3000}'])?;
        let (number, counted) = (before.cut(0..first), before.cut_from(first).trim());
        let guess = |text, concept| {
            let label = self.reader.guess(text);
            (label.concept == Some(concept)).then_some(label)
        };
        let counts = counted
            .as_str()
            .chars()
            .all(|c| c.is_ascii_digit() || c == '-');
        let sign = right.as_str().chars().next().map_or(0, char::len_utf8);
        let named = right.cut_from(sign).trim();
        (counts && !named.is_empty()).then_some(())?;
        let name = Label {
            text: line.cut(last..colon + sign).trim().to_text(),
            ..guess(name, Concept::Name)?
        };
        Some([(guess(number, Concept::Number)?, counted), (name, named)])
    }

    /// An entry of a list that is a label, a colon and its value: `- 担当課:総務課`. Among such entries, one whose
    /// label nobody knows is one too.
    fn bulleted<'t>(&self, line: TextSlice<'t>) -> Option<(Text, Label, TextSlice<'t>)> {
        let entry = pair::bullet(line)?;
        let at = line.as_str().len() - entry.as_str().len();
        let known = self.reader.leading(entry).filter(|(label, value)| {
            label.text.as_str().ends_with([':', '：']) && !value.is_empty()
        });
        let unknown = || {
            let (key, value) = pair::before_colon(entry).filter(|_| self.shape.lists_keys)?;
            let label = self.reader.guess(key);
            let concept = label.concept.or(Some(Concept::Attribute));
            Some((Label { concept, ..label }, value))
        };
        let (label, value) = known.or_else(unknown)?;
        Some((line.cut(0..at).trim().to_text(), label, value))
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
        let known = self.shape.marks_labels(mark);
        let whole = paragraph.text.slice();
        let (label, value) = pair::unknown_in_brackets(whole, self.reader)
            .filter(|_| known)
            .or_else(|| {
                self.set_off_by_blanks(whole)
                    .filter(|_| self.shape.marks_pairs(mark))
            })
            .or_else(|| {
                let end = whole.as_str().len();
                (short && known && after.is_some())
                    .then(|| (self.reader.guess(whole), whole.cut_from(end)))
            })?;
        let concept = label.concept.or(Some(Concept::Attribute));
        Some((Label { concept, ..label }, value))
    }

    /// A short decorated text before a gap and what stands behind it: `◇次年度に向けて　　条例改正の準備を進める。`.
    fn set_off_by_blanks<'t>(&self, line: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let string = line.as_str();
        let blank = |c: char| matches!(c, ' ' | '\u{3000}' | '\t');
        let gap = string.match_indices(blank).find(|(at, c)| {
            let next = string[at + c.len()..].chars().next();
            *c == "\t" || next.is_some_and(blank)
        });
        let (key, value) = (line.cut(0..gap?.0), line.cut_from(gap?.0).trim());
        let short = key.as_str().chars().count() <= LONGEST_KEY;
        let label = (short && !key.as_str().contains(['、', '。'])).then(|| self.reader.guess(key));
        Some((label?, value))
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

    /// A line of a schedule: a year and what is planned for it, below 年次計画 or the like.
    fn dated_line<'t>(&self, line: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let (label, value) = self.open.as_ref()?;
        let heads = label.period.is_none()
            && matches!(
                label.concept,
                Some(Concept::Schedule | Concept::Plan | Concept::Result | Concept::Progress)
            );
        if !heads || !(value.is_empty() || self.under.is_some()) {
            return None;
        }
        let string = line.as_str();
        let start = string.len()
            - string
                .trim_start_matches(['・', '○', '●', '-', ' ', '\u{3000}'])
                .len();
        let words = line.cut_from(start);
        let (reading, rest) = period::read_prefix(words.as_str(), self.reader.context())?;
        let own_side = self.reader.leading(words);
        if own_side.is_some_and(|(label, _)| label.period.is_some() && label.concept.is_some()) {
            // 令和5年度 計画 … is a label of its own.
            return None;
        }
        let parted = words.as_str()[..words.as_str().len() - rest.len()]
            .ends_with(char::is_whitespace)
            || rest.starts_with([':', '：', '…', '→']);
        let dated = reading.period.kind == PeriodKind::Year && reading.period.fiscal_year.is_some();
        let rest = rest.trim_start_matches([':', '：', ' ', '\u{3000}']);
        if !(parted && dated) || rest.is_empty() {
            return None;
        }
        let at = words.as_str().len() - rest.len();
        let text = line.cut(0..start + at).trim().to_text();
        let period = self.reader.period_label(text, reading);
        Some((period, words.cut_from(at).trim()))
    }

    /// Writes the value of one year under the label that is open, which stays open for the next.
    fn dated(&mut self, period: Label, value: TextSlice<'_>, nodes: &mut Vec<Node>) {
        let Some((label, before)) = self.open.take() else {
            return;
        };
        if !before.is_empty() {
            nodes.push(Node::Field {
                label: label.clone(),
                value: before,
                under: self.under.take().map(Box::new),
            });
        }
        self.under = Some(period);
        self.open = Some((label, value.to_text()));
    }

    /// Opens the field of a label; one that is set off more than the year above it ends that year.
    fn open_label(&mut self, label: Label, value: Text) {
        let decorated = |label: &Label| label.text.as_str().starts_with(DECORATIONS);
        let ends =
            |period: &Label| label.is_item_field() || decorated(&label) && !decorated(period);
        if label.concept == Some(Concept::Note) && label.unit.is_some() {
            self.unit = Some(label.clone());
        }
        if self.under.as_ref().is_some_and(ends) {
            self.under = None;
        }
        let year = self.dated.take().filter(|before| answers(before, &label));
        if let Some(before) = year {
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
            let before = value.as_str()[..at]
                .trim_end_matches(pair::SEPARATORS)
                .len();
            self.open_label(label, value.cut(0..before).trim().to_text());
            nodes.push(Node::Furniture(value.cut(before..at).trim().to_text()));
            self.end_field(nodes);
            (label, value) = (next, rest);
        }
        self.open_label(label, value.to_text());
    }

    /// Where the next pair of a line begins, with its label and the rest of the line: a label that is known, or words
    /// that stand before a colon for other items too.
    fn next_pair<'t>(
        &self,
        label: &Label,
        value: TextSlice<'t>,
    ) -> Option<(usize, Label, TextSlice<'t>)> {
        if let Some(at) = pair::next_label(label, value, self.reader) {
            let (next, rest) = self.reader.leading(value.cut_from(at))?;
            return Some((at, next, rest));
        }
        if let Some(found) = self.behind_gap(value) {
            return Some(found);
        }
        let places = value.as_str().match_indices(pair::SEPARATORS);
        places.map(|(at, sign)| at + sign.len()).find_map(|at| {
            let (label, rest) = self.repeated_key(value.cut_from(at))?;
            Some((at, label, rest))
        })
    }

    /// A key behind a wide gap, with its value behind another, whose ending says what it is: `市民部　　部長名　佐藤`.
    fn behind_gap<'t>(&self, value: TextSlice<'t>) -> Option<(usize, Label, TextSlice<'t>)> {
        let string = value.as_str();
        let at = string
            .find("\u{3000}\u{3000}")
            .or_else(|| string.find("   "))?;
        let behind = value.cut_from(at).trim();
        let (key, rest) = pair::before_gap(behind)?;
        let label = self.reader.guess(key);
        let from = string.len() - behind.as_str().len();
        label.is_item_field().then_some((from, label, rest))
    }

    /// Words before a colon or a gap that are printed for one item after another, with their value.
    fn repeated_key<'t>(&self, line: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let key = pair::before_colon(line).or_else(|| pair::before_gap(line));
        let (key, value) = key.filter(|_| self.shape.is_keyed(line))?;
        let label = self.reader.guess(key);
        let concept = label.concept.or(Some(Concept::Attribute));
        Some((Label { concept, ..label }, value))
    }

    /// A marked line above the keys of one item after another: `●01 窓口の改善`.
    fn card_name(&self, line: TextSlice<'_>, after: Option<&str>) -> Option<Heading> {
        let mark = line.as_str().chars().next()?;
        if !self.shape.marks_cards(mark) || self.shape.is_keyed(line) {
            return None;
        }
        let mut next = Text::new();
        after?.chars().for_each(|c| next.push(c, NOWHERE));
        self.shape
            .is_keyed(next.slice())
            .then(|| heading::of_card(line))
    }

    /// A label on a line of its own opens a field; the name of a plan's run is a chapter's heading in prose.
    fn opens_field(&self, label: &Label, line: &str) -> bool {
        let decorated = line.starts_with(DECORATIONS) || line.ends_with(':');
        let told = label.concept == Some(Concept::Programme) && label.period.is_some();
        label.concept.is_some()
            && !told
            && (decorated || self.under.is_some() || !label.is_axis())
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

    fn caption(&self, heading: &Heading) -> Option<Label> {
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
            let dated = self.under.as_ref().is_some_and(|period| !period.sure);
            let series = series::entries(&label, value.slice(), self.reader);
            let entries = series.unwrap_or_else(|| vec![(None, value)]);
            for (period, value) in entries {
                let period_of_label = label.period.clone().filter(|_| period.is_none());
                let under = period.or_else(|| self.under.clone());
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
