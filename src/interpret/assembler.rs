//! Puts items, sections and statements together while it goes through an outline.

use super::department;
use super::draft::{Draft, Item, Kind, Section, Statement};
use super::levels;
use super::numbering::{
    lettered, level_word, names, number_of, split_number, trailing_digits, without_level_word,
};
use super::span;
use crate::forms::Profile;
use crate::lexicon::{Concept, LEXICON};
use crate::notation::choice;
use crate::notation::period::{self, PeriodContext};
use crate::record::{Period, PlanKind, Scope};
use crate::segment::{self, Heading, LabelReader, Style};
use crate::source::{Text, TextSlice};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Fewer characters that stand in a text are no repetition of a part of it.
const SHORTEST_REPETITION: usize = 8;
/// A longer text is not searched for what it repeats, in bytes: the search would take the square of the document's length.
const LONGEST_REPEATED: usize = 1 << 16;

/// What the document as a whole says of time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times {
    /// The year that only the title gives, and where it stands.
    pub(crate) document: Option<(i32, Arc<Text>)>,
    /// First and last fiscal year of the programme.
    pub(crate) programme: Option<(i32, i32)>,
    /// Where the programme's years are printed as a range.
    pub(crate) programme_places: Option<Arc<Text>>,
    /// The last year that a report on several years of the programme speaks of.
    pub(crate) reported_until: Option<i32>,
    /// The words of the title that make the document a judgement in the middle of its programme: 中間評価.
    pub(crate) midterm: Option<Arc<Text>>,
}

/// The year that a label of an item's report names.
#[derive(Clone, Debug)]
pub(crate) struct Reported {
    pub(crate) year: i32,
    /// The words of the label, and where they stand.
    pub(crate) label: Option<String>,
    pub(crate) place: Arc<Text>,
    /// The label heads what was done, and no figure.
    pub(crate) told: bool,
}

/// The records in the making and where in the document they are being made.
pub(crate) struct Assembler<'a> {
    pub(crate) draft: Draft,
    pub(crate) reader: &'a LabelReader<'a>,
    pub(crate) profile: &'a Profile,
    pub(crate) times: Times,
    /// The item that values belong to.
    pub(crate) item: Option<usize>,
    /// The item has statements, so that the next name or number begins another.
    pub(crate) closed: bool,
    /// Open headings, outermost first, with how each is marked.
    pub(crate) stack: Vec<(Style, usize)>,
    /// The sections above the current item; the headings' and those of its own level fields.
    pub(crate) place: Option<usize>,
    /// Labelled values outside tables hold plans, so that the results among them answer plans.
    pub(crate) plans_in_fields: bool,
    /// Some label at the left of its value heads a result.
    pub(crate) results_in_fields: bool,
    /// Some table has a row an item.
    pub(crate) lists_items: bool,
    /// The city, the plan and its years, as labels give them throughout: 自治体名, 計画名, 計画開始年度.
    pub(crate) of_document: Vec<Text>,
    /// The indicator that a label outside any grid names, for the values that come after it.
    pub(crate) measure: Option<Text>,
    /// How many statements there were when it was named, and the unit that its label gives.
    pub(crate) measured: Option<usize>,
    pub(crate) unit: Option<(String, Option<Text>)>,
    /// The year that a label of the item's own report names, its words and where they stand.
    pub(crate) reported: Option<Reported>,
    /// Headings name the items, and what stands above the first of them is said of all.
    pub(crate) named_by_headings: bool,
    /// What is said of all items.
    pub(crate) head: Option<Item>,
    /// The last table was a list, so that the current item is its last row.
    pub(crate) in_list: bool,
    /// Marks that begin the topics of a workshop, above statements with another mark: ○ above ・.
    pub(crate) topic_marks: BTreeSet<char>,
    /// Headings stand between the line of departments above and its first item.
    departments_hold_sections: bool,
}

impl<'a> Assembler<'a> {
    pub(crate) fn new(reader: &'a LabelReader<'a>, profile: &'a Profile, times: Times) -> Self {
        Self {
            draft: Draft::default(),
            reader,
            profile,
            times,
            item: None,
            closed: false,
            stack: Vec::new(),
            place: None,
            plans_in_fields: false,
            results_in_fields: false,
            lists_items: false,
            of_document: Vec::new(),
            measure: None,
            measured: None,
            unit: None,
            reported: None,
            named_by_headings: false,
            head: None,
            in_list: false,
            topic_marks: BTreeSet::new(),
            departments_hold_sections: false,
        }
    }

    /// Opens the section of a heading, closing those that it ends.
    pub(crate) fn open_section(&mut self, heading: &Heading) -> usize {
        self.end_item_if_closed();
        self.end_departments_above();
        match heading.style {
            Style::Level => self.close_level(heading),
            style => {
                while self.stack.last().is_some_and(|(open, _)| *open >= style) {
                    self.stack.pop();
                }
            }
        }
        let section = self.draft.section(Section {
            parent: self.stack.last().map(|(_, i)| *i),
            level: heading.level.clone(),
            number: heading.number.clone(),
            name: Some(heading.name.clone()).filter(|name| !name.is_empty()),
            places: vec![heading.line.clone()],
            ..Section::default()
        });
        self.stack.push((heading.style, section));
        self.place = Some(section);
        if let Some(number) = &heading.trailing {
            let item = self.begin_field();
            self.draft.items[item]
                .number
                .get_or_insert_with(|| number.clone());
        } else if self.item.is_some() {
            self.settle();
        }
        section
    }

    /// Keeps a level that a field gave open for the items that come, in place of the one with the same word.
    pub(crate) fn open_level(&mut self, level: usize) {
        let word = self.draft.sections[level].level.clone();
        let same = |section: usize| {
            let other = self.draft.sections[section].level.as_ref();
            other.map(Text::as_str) == word.as_ref().map(Text::as_str)
        };
        if let Some(at) = self.stack.iter().position(|(_, open)| same(*open)) {
            self.stack.truncate(at);
        }
        self.stack.push((Style::Level, level));
        self.item = None;
        self.closed = false;
        self.place = Some(level);
    }

    /// A level word that is open already ends there, with everything below it.
    pub(crate) fn close_level(&mut self, heading: &Heading) {
        let word = heading.level.as_ref().map(Text::as_str);
        let open = self.stack.iter().position(|(style, i)| {
            *style == Style::Level
                && self.draft.sections[*i].level.as_ref().map(Text::as_str) == word
        });
        if let Some(open) = open {
            self.stack.truncate(open);
        }
        while self
            .stack
            .last()
            .is_some_and(|(style, _)| *style > Style::Level)
        {
            self.stack.pop();
        }
    }

    /// The current item, ready to take a value that names or describes it: a new one if the last is finished.
    pub(crate) fn begin_field(&mut self) -> usize {
        self.end_item_if_closed();
        self.current_item()
    }

    /// The current item; a new one without a name where there is none.
    pub(crate) fn current_item(&mut self) -> usize {
        if let Some(item) = self.item {
            return item;
        }
        self.draft.items.push(Item {
            section: self.place,
            ..Item::default()
        });
        self.closed = false;
        let item = self.draft.items.len() - 1;
        self.item = Some(item);
        item
    }

    fn end_item_if_closed(&mut self) {
        if self.closed {
            self.end_item();
        }
    }

    /// Ends the current item; its own levels go with it, those of headings stay.
    pub(crate) fn end_item(&mut self) {
        self.measure = None;
        self.measured = None;
        self.reported = None;
        self.item = None;
        self.closed = false;
        self.place = self.stack.last().map(|(_, i)| *i);
    }

    /// Puts the current item below the sections that were found for it.
    pub(crate) fn settle(&mut self) {
        if let Some(item) = self.item {
            self.draft.items[item].section = self.place;
        }
    }

    /// A level of the item itself: 大項目 and its value.
    pub(crate) fn level(&mut self, label: &Text, value: TextSlice<'_>) {
        let item = self.begin_field();
        let word = level_word(label.slice());
        let value = value.trim();
        let bare = without_level_word(value, word.as_str());
        let (number, name) = lettered(bare).unwrap_or_else(|| split_number(bare));
        // The same level again takes the place of the last one.
        // In a list, columns under one header are levels of their own.
        let above = self.draft.ancestry(self.place).into_iter().find(|&i| {
            !self.in_list
                && self.draft.sections[i].level.as_ref().map(Text::as_str) == Some(word.as_str())
        });
        let parent = above.map_or(self.place, |i| self.draft.sections[i].parent);
        let section = self.draft.section(Section {
            parent,
            level: Some(word),
            number: number.map(|n| n.to_text()),
            name: Some(name.to_text()),
            places: vec![value.to_text()],
            ..Section::default()
        });
        self.draft.labels.extend([label.clone(), value.to_text()]);
        self.place = Some(section);
        self.draft.items[item].section = Some(section);
        self.draft.items[item].levels.push(section);
    }

    /// True for a city or a plan that labels give throughout, so that the document has it and no item.
    fn is_of_document(&self, value: TextSlice<'_>) -> bool {
        let same = |text: &Text| text.as_str() == value.as_str();
        self.of_document.iter().any(same)
    }

    /// The item that the first line of a remark numbers and names, and the lines below it: remarks at the end of a list.
    fn told_of<'t>(&self, value: TextSlice<'t>) -> Option<(usize, TextSlice<'t>)> {
        let end = value.as_str().find('\n')?;
        let (number, name) = split_number(value.cut(0..end).trim());
        let number = number?;
        let same = |text: &Option<Text>, other: TextSlice<'_>| {
            text.as_ref()
                .is_some_and(|text| text.as_str() == other.as_str())
        };
        let item = self
            .draft
            .items
            .iter()
            .position(|item| same(&item.number, number) && same(&item.name, name))?;
        Some((item, value.cut_from(end).trim()))
    }

    /// Sets a value of the current item. Returns false where the concept is no value of an item.
    pub(crate) fn item_field(
        &mut self,
        concept: Concept,
        label: &Text,
        value: TextSlice<'_>,
    ) -> bool {
        let begins = matches!(
            concept,
            Concept::Name | Concept::Number | Concept::Level | Concept::Priority
        );
        // Roman numerals count what stands above the items: 重点目標 Ⅱ below the name of a card.
        let roman = |c: char| ('Ⅰ'..='Ⅻ').contains(&c);
        let is_above = concept == Concept::Name
            && self.has(Concept::Name)
            && self.has(Concept::Number)
            && value.as_str().starts_with(roman);
        if concept == Concept::Level || is_above {
            self.level(label, value);
            return true;
        }
        if begins && self.has(concept) {
            self.end_item();
        }
        if matches!(
            concept,
            Concept::Department | Concept::Number | Concept::Priority
        ) {
            // Marks and words around the names and numbers: ●, 、, 位.
            self.draft.labels.push(value.to_text());
        }
        let of_plan = matches!(
            concept,
            Concept::Programme | Concept::ProgrammeStart | Concept::ProgrammeEnd
        );
        if of_plan && self.item.is_none() {
            // The run of a plan above its first item is the document's.
            if self.is_of_document(value)
                || gives_programme(value, &self.times, self.reader.context())
            {
                self.draft.labels.push(value.to_text());
            }
            return true;
        }
        if concept == Concept::Attribute
            && let Some(word) = levels::word_of(label, value)
        {
            self.level(&word, value);
            return true;
        }
        if self.is_of_all(concept) {
            self.say_of_all(concept, label, value);
            return true;
        }
        let index = if begins {
            self.begin_field()
        } else {
            self.current_item()
        };
        let told = (concept == Concept::Remarks).then(|| self.told_of(value));
        let (index, value) = told.flatten().unwrap_or((index, value));
        self.draft.items[index].note_repeat(concept, value);
        let of_document = self.is_of_document(value);
        let from_priority = self.profile.number_from_priority;
        let item = &mut self.draft.items[index];
        match concept {
            Concept::Name => {
                let (value, indicator) = before_indicator(value, self.reader);
                item.indicator = item
                    .indicator
                    .take()
                    .or(indicator.map(|name| name.to_text()));
                let (number, name) = split_number(value);
                if let Some(number) = number.filter(|_| item.number.is_none()) {
                    item.number = Some(number.to_text());
                    item.take_name(name);
                } else {
                    item.take_name(value);
                }
            }
            Concept::Number => match split_number(value) {
                // No.1 行政手続のオンライン化
                (Some(number), name) if item.name.is_none() && names(name.as_str()) => {
                    item.number = Some(number.to_text());
                    item.take_name(name);
                }
                // So does No.1 where it was read as the label.
                _ => match trailing_digits(label) {
                    Some(number) if item.name.is_none() && names(value.as_str()) => {
                        item.number = Some(number);
                        item.take_name(value);
                    }
                    _ => item.number = Some(number_of(value)),
                },
            },
            Concept::Department => {
                department::settle_lead(label.as_str(), &mut item.departments);
                item.departments
                    .extend(department::asked_by(label.as_str(), value));
            }
            Concept::Background | Concept::Issues | Concept::Baseline => {
                add(&mut item.background, value);
            }
            Concept::Purpose => add(&mut item.purpose, value),
            Concept::Actions => add(&mut item.actions, value),
            Concept::Remarks => add(&mut item.remarks, value),
            Concept::Priority => {
                if from_priority {
                    item.number = Some(number_of(value));
                }
                item.attributes.push((label.clone(), value.to_text()));
            }
            Concept::Municipality if of_document => {
                self.draft.labels.push(value.to_text());
            }
            _ if of_plan && of_document => {
                self.draft.labels.push(value.to_text());
            }
            Concept::Programme if gives_programme(value, &self.times, self.reader.context()) => {
                self.draft.labels.push(value.to_text());
            }
            Concept::Attribute
                if label.as_str().contains("主体")
                    && department::departments_only(value.as_str()) =>
            {
                item.departments.extend(department::departments(value));
            }
            Concept::Attribute
            | Concept::Programme
            | Concept::ProgrammeStart
            | Concept::ProgrammeEnd
            | Concept::Municipality => {
                let label = segment::undecorated(label.slice()).to_text();
                let chosen = choice::read(value).flatten();
                if chosen.is_some() {
                    self.draft.labels.push(value.to_text());
                }
                item.attributes
                    .push((label, chosen.unwrap_or(value).to_text()));
            }
            _ => return false,
        }
        if begins {
            item.places.push(value.to_text());
        }
        self.mark_repeat(index);
        true
    }

    /// True for a department or a fact above the first of the items that headings name.
    fn is_of_all(&self, concept: Concept) -> bool {
        let said = matches!(concept, Concept::Department | Concept::Attribute);
        said && self.named_by_headings && self.draft.items.is_empty()
    }

    fn say_of_all(&mut self, concept: Concept, label: &Text, value: TextSlice<'_>) {
        let head = self.head.get_or_insert_with(Item::default);
        if concept == Concept::Department {
            head.departments.extend(department::departments(value));
        } else {
            let label = segment::undecorated(label.slice()).to_text();
            head.attributes.push((label, value.to_text()));
        }
    }

    /// Takes the names of departments above the items that they are in charge of. A division stays above its sections: 総務部
    /// above 総務課.
    pub(crate) fn departments_above(&mut self, line: Text) {
        self.end_item();
        let named = department::departments(segment::undecorated(line.slice()));
        self.draft.labels.push(line);
        let is_division = |(name, _): &(Text, bool)| department::is_division(name.as_str());
        let mut above = self
            .draft
            .above
            .last()
            .map(|(_, above)| above.clone())
            .unwrap_or_default();
        if named.iter().any(is_division) {
            above.clear();
        } else {
            above.retain(is_division);
        }
        above.extend(named);
        self.draft.above.push((self.draft.items.len(), above));
        self.departments_hold_sections = false;
    }

    /// Ends what a line of departments said at the next heading behind its items; where a heading stood above its first item
    /// the departments are over all sections that follow.
    fn end_departments_above(&mut self) {
        let items = self.draft.items.len();
        let Some((from, names)) = self.draft.above.last() else {
            return;
        };
        if *from == items {
            self.departments_hold_sections = true;
        } else if !names.is_empty() && !self.departments_hold_sections {
            self.draft.above.push((items, Vec::new()));
        }
    }

    /// Gives all items what is said of all; without items it is said of one that has no name.
    pub(crate) fn end_head(&mut self) {
        let Some(head) = self.head.take() else { return };
        if self.draft.items.is_empty() {
            self.draft.items.push(head);
            return;
        }
        for item in &mut self.draft.items {
            item.take_from_head(&head);
        }
    }

    /// True if what comes now stands below an item that is named, and that is not the last row of a list.
    pub(crate) fn is_below_a_name(&self) -> bool {
        !self.in_list && (self.has(Concept::Name) || self.has(Concept::Number))
    }

    pub(super) fn has(&self, concept: Concept) -> bool {
        self.item.is_some_and(|i| {
            let item = &self.draft.items[i];
            match concept {
                Concept::Name => item.name.is_some(),
                Concept::Number => item.number.is_some(),
                _ => false,
            }
        })
    }

    /// 再掲 behind a name says that the item stands elsewhere; it is no part of the name.
    fn mark_repeat(&mut self, index: usize) {
        let item = &mut self.draft.items[index];
        let Some(name) = &item.name else { return };
        let mark = LEXICON
            .repeat_marks
            .iter()
            .find(|mark| name.as_str().ends_with(mark.as_str()));
        if let Some(mark) = mark {
            let bare = name
                .slice()
                .cut(0..name.as_str().len() - mark.len())
                .trim()
                .to_text();
            let cut = name
                .slice()
                .cut_from(name.as_str().len() - mark.len())
                .to_text();
            if !bare.is_empty() {
                item.repeats = true;
                item.name = Some(bare);
                self.draft.labels.push(cut);
            }
        }
    }

    /// Adds a statement to its item.
    pub(crate) fn push(&mut self, statement: Statement) -> usize {
        self.closed = true;
        self.draft.statements.push(statement);
        self.draft.statements.len() - 1
    }

    /// The period of a value that no label dates: the document's year, else for a plan the programme's run.
    pub(crate) fn default_period(&self, kind: Kind) -> (Period, Vec<Arc<Text>>) {
        let plans = matches!(kind, Kind::Plan(kind) if kind != PlanKind::Proposal);
        if plans && self.times.programme_places.is_some() {
            return self.programme_period(None);
        }
        let annual = matches!(kind, Kind::Evaluation(Scope::Annual, _));
        let reported = self
            .reported
            .as_ref()
            .filter(|_| annual && self.times.midterm.is_none());
        // What a sheet judges is what it reports on, though its title have the year that it was made in.
        let before = |reported: &Reported| {
            let document = self.times.document.as_ref();
            reported.told && document.is_some_and(|(made, _)| reported.year < *made)
        };
        if let Some((year, place)) = self
            .times
            .document
            .as_ref()
            .filter(|_| !reported.is_some_and(before))
        {
            let label = Some(place.as_str().to_owned());
            return (
                Period {
                    inferred: true,
                    ..span::year(label, *year)
                },
                vec![place.clone()],
            );
        }
        if let Some(reported) = reported {
            return (
                Period {
                    inferred: true,
                    ..span::year(reported.label.clone(), reported.year)
                },
                vec![reported.place.clone()],
            );
        }
        match kind {
            Kind::Plan(kind) if kind != PlanKind::Proposal && self.times.programme.is_some() => {
                self.programme_period(None)
            }
            _ => (span::undated(), Vec::new()),
        }
    }

    /// The programme's whole run under a label, or under the words that print its years.
    pub(crate) fn programme_period(&self, label: Option<&Arc<Text>>) -> (Period, Vec<Arc<Text>>) {
        let printed = self.times.programme_places.as_ref();
        let words = label
            .or(printed)
            .map(|text| text.as_str().replace('\n', ""));
        let places = label.into_iter().chain(printed).cloned().collect();
        (span::programme(words, self.times.programme), places)
    }
}

/// True if a value is the stretch of years that the document's programme runs, which is no fact of the item; a
/// date may stand behind it: `令和2年度～令和6年度　令和5年8月作成`.
fn gives_programme(value: TextSlice<'_>, times: &Times, context: &PeriodContext) -> bool {
    const LONGEST_REST: usize = 16;
    let Some((reading, rest)) = period::read_prefix(value.as_str(), context) else {
        return false;
    };
    let years = (reading.period.fiscal_year, reading.period.fiscal_year_end);
    times
        .programme
        .is_some_and(|(first, last)| years == (Some(first), Some(last)))
        && rest.chars().count() <= LONGEST_REST
}

/// Appends a paragraph to a value, unless the document only repeats it.
///
/// A few characters that stand in it somewhere are no repetition (実施 in 実施した), only a paragraph of its own is. In a text
/// of many pages nothing is looked for.
fn add(slot: &mut Option<Text>, value: TextSlice<'_>) {
    let repeats = |text: &Text| {
        let (text, value) = (text.as_str(), value.as_str());
        let short = value.chars().count() < SHORTEST_REPETITION;
        let stands = || {
            let mut lines = text.lines();
            if short {
                lines.any(|line| line == value)
            } else {
                text.contains(value)
            }
        };
        text.len() <= LONGEST_REPEATED && stands()
    };
    match slot {
        None => *slot = Some(value.to_text()),
        Some(text) if repeats(text) => {}
        Some(text) => {
            text.push_break();
            text.push_slice(value);
        }
    }
}

/// The name in a cell that names an indicator below it, and the name of that: `補助金の適正化`, `[指標]`, `補助金総額`.
fn before_indicator<'t>(
    value: TextSlice<'t>,
    reader: &LabelReader<'_>,
) -> (TextSlice<'t>, Option<TextSlice<'t>>) {
    let string = value.as_str();
    let mut from = 0;
    for line in string.split_inclusive('\n') {
        let words = value.cut(from..from + line.len()).trim();
        let names = from > 0
            && words
                .as_str()
                .starts_with(['[', '【', '〔', '<', '《', '〈', '≪']);
        let label = names.then(|| reader.read(words)).flatten();
        if label.is_some_and(|label| label.concept == Some(Concept::Indicator)) {
            let indicator = value.cut_from(from + line.len()).trim();
            return (
                value.cut(0..from).trim(),
                Some(indicator).filter(|name| !name.is_empty()),
            );
        }
        from += line.len();
    }
    (value, None)
}
