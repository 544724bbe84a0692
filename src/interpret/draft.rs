//! Records in the making: values as texts that know their places, before ids and citations.

use super::confidence;
use super::department;
use crate::lexicon::{Concept, LEXICON};
use crate::notation::grade::{self, Scale};
use crate::notation::quantity;
use crate::record::{Aspect, PathNode, Period, PlanKind, ResultKind, Scope};
use crate::source::{Text, TextSlice};
use foldhash::HashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Fewer items of a chapter before are a coincidence.
const FEWEST_AGAIN: usize = 2;

/// Everything that has been found so far.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) title: Option<Text>,
    pub(crate) sections: Vec<Section>,
    pub(crate) items: Vec<Item>,
    pub(crate) statements: Vec<Statement>,
    /// Texts that are labels, headers or notes of the form.
    pub(crate) labels: Vec<Text>,
    pub(crate) furniture: Vec<Text>,
    pub(crate) blank_cells: u32,
    /// The scale that the document's own legend prints.
    pub(crate) scale: Option<Scale>,
    /// The departments that a line above several items names, each with the first item that it is above.
    pub(crate) above: Vec<(usize, Vec<(Text, bool)>)>,
    /// Cells that offer options of which none is chosen.
    pub(crate) unchosen: Vec<Text>,
}

/// A node of the outline.
#[derive(Debug, Default)]
pub(crate) struct Section {
    pub(crate) parent: Option<usize>,
    pub(crate) level: Option<Text>,
    pub(crate) number: Option<Text>,
    pub(crate) name: Option<Text>,
    /// Running text under it.
    pub(crate) text: Text,
    /// Every place where it is printed.
    pub(crate) places: Vec<Text>,
    /// It turned out to be an item's name, and is no section.
    pub(crate) is_name: bool,
}

impl Section {
    /// As a node above an item; none for an unnumbered chapter, which is no path node.
    pub(crate) fn path_node(&self) -> Option<PathNode> {
        let words = |text: &Option<Text>| {
            text.as_ref()
                .map(|t| t.as_str().to_owned())
                .filter(|s| !s.is_empty())
        };
        let node = PathNode {
            level: words(&self.level),
            number: words(&self.number),
            name: words(&self.name),
        };
        (node.level.is_some() || node.number.is_some()).then_some(node)
    }
}

/// An item.
#[derive(Debug, Default)]
pub(crate) struct Item {
    pub(crate) number: Option<Text>,
    pub(crate) name: Option<Text>,
    pub(crate) section: Option<usize>,
    /// Names with the text behind each, and whether it is marked as leading.
    pub(crate) departments: Vec<(Text, bool)>,
    pub(crate) background: Option<Text>,
    pub(crate) purpose: Option<Text>,
    pub(crate) actions: Option<Text>,
    pub(crate) remarks: Option<Text>,
    pub(crate) attributes: Vec<(Text, Text)>,
    /// The indicator that the cell of its name names too.
    pub(crate) indicator: Option<Text>,
    pub(crate) repeats: bool,
    /// A heading that names what a list above has already begins it.
    pub(crate) again: bool,
    /// Where the document names it.
    pub(crate) places: Vec<Text>,
    /// The sections that the item's own level fields made, outermost first.
    pub(crate) levels: Vec<usize>,
    /// The number joined with those of its sections (outline prose).
    pub(crate) joined_number: Option<String>,
}

impl Item {
    /// Takes a name, and the departments in brackets behind it.
    pub(crate) fn take_name(&mut self, name: TextSlice<'_>) {
        let (name, named) = department::behind_a_name(name);
        self.name = Some(name.to_text());
        self.departments
            .extend(named.into_iter().flat_map(department::departments));
    }

    /// Takes what a form says above its first item of all of them, where the item does not say it itself.
    pub(crate) fn take_from_head(&mut self, head: &Self) {
        if self.departments.is_empty() {
            self.departments.clone_from(&head.departments);
        }
        self.attributes.extend(head.attributes.iter().cloned());
    }

    /// A value that the document only repeats is a place of the item.
    pub(crate) fn note_repeat(&mut self, concept: Concept, value: TextSlice<'_>) {
        let slot = match concept {
            Concept::Background | Concept::Issues | Concept::Baseline => &self.background,
            Concept::Purpose => &self.purpose,
            Concept::Actions => &self.actions,
            Concept::Remarks => &self.remarks,
            _ => return,
        };
        if slot
            .as_ref()
            .is_some_and(|text| text.as_str().contains(value.as_str()))
        {
            self.places.push(value.to_text());
        }
    }

    /// Takes in the same item from another sheet: what it repeats counts as its place, what it adds is added.
    /// True if no label said more of it than where it belongs.
    pub(crate) fn says_nothing(&self) -> bool {
        let texts = [
            &self.background,
            &self.purpose,
            &self.actions,
            &self.remarks,
        ];
        texts.iter().all(|text| text.is_none())
            && self.departments.is_empty()
            && self.attributes.is_empty()
    }

    fn absorb(&mut self, other: Self) {
        let fill = |slot: &mut Option<Text>, value: Option<Text>, places: &mut Vec<Text>| match (
            slot.as_ref(),
            value,
        ) {
            (None, value) => *slot = value,
            (Some(_), Some(value)) => places.push(value),
            (Some(_), None) => {}
        };
        fill(&mut self.number, other.number, &mut self.places);
        fill(&mut self.name, other.name, &mut self.places);
        fill(&mut self.background, other.background, &mut self.places);
        fill(&mut self.purpose, other.purpose, &mut self.places);
        fill(&mut self.actions, other.actions, &mut self.places);
        fill(&mut self.remarks, other.remarks, &mut self.places);
        self.departments.extend(other.departments);
        self.attributes.extend(other.attributes);
        self.places.extend(other.places);
    }
}

/// A plan, a result or an evaluation.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) item: usize,
    pub(crate) kind: Kind,
    pub(crate) measure: Option<Text>,
    pub(crate) row: Option<u32>,
    pub(crate) period: Period,
    /// The labels that give the period.
    pub(crate) period_places: Vec<Arc<Text>>,
    pub(crate) text: Option<Text>,
    pub(crate) unit: Option<(String, Option<Text>)>,
    pub(crate) method: Option<Text>,
    pub(crate) due: Option<Text>,
    pub(crate) progress: Option<Text>,
    pub(crate) grade: Option<Text>,
    pub(crate) criterion: Option<Text>,
    pub(crate) rules: Vec<&'static str>,
    pub(crate) confidence: f64,
}

/// What sort of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Plan(PlanKind),
    Result(ResultKind),
    Evaluation(Scope, Aspect),
}

impl Statement {
    /// What a judgement says by its grade: of whom, of what, the grade, and by which criterion.
    fn grading(&self) -> Option<(usize, Kind, &str, Option<&str>)> {
        let grade = self.grade.as_ref()?.as_str();
        let criterion = self.criterion.as_ref().map(Text::as_str);
        Some((self.item, self.kind, grade, criterion))
    }

    /// What a judgement speaks of.
    pub(crate) fn aspect(&self) -> Option<Aspect> {
        match self.kind {
            Kind::Evaluation(_, aspect) => Some(aspect),
            Kind::Plan(_) | Kind::Result(_) => None,
        }
    }

    /// A statement without any value yet.
    pub(crate) fn new(item: usize, kind: Kind, period: Period) -> Self {
        Self {
            item,
            kind,
            measure: None,
            row: None,
            period,
            period_places: Vec::new(),
            text: None,
            unit: None,
            method: None,
            due: None,
            progress: None,
            grade: None,
            criterion: None,
            rules: Vec::new(),
            confidence: confidence::LABELLED,
        }
    }
}

impl Draft {
    /// The section with these words under this parent: the one that is there already, or a new one.
    pub(crate) fn section(&mut self, section: Section) -> usize {
        let same = |a: &Option<Text>, b: &Option<Text>| {
            a.as_ref().map(Text::as_str) == b.as_ref().map(Text::as_str)
        };
        // In a list it is mostly the last one.
        let found = self.sections.iter().rposition(|s| {
            s.parent == section.parent
                && same(&s.level, &section.level)
                && same(&s.number, &section.number)
                && same(&s.name, &section.name)
        });
        if let Some(i) = found {
            self.sections[i].places.extend(section.places);
            return i;
        }
        self.sections.push(section);
        self.sections.len() - 1
    }

    /// A form without a label for names that the lexicon knows names its item by the innermost of its levels.
    pub(crate) fn name_by_levels(&mut self) {
        for i in 0..self.items.len() {
            let item = &self.items[i];
            // One level alone names a numbered item only where its word is that of items: 取組項目.
            let (innermost, last) = match (&item.name, item.levels.as_slice()) {
                (None, [.., _, last]) => (*last, self.finest(&item.levels).unwrap_or(*last)),
                (None, [only]) if item.number.is_some() && self.names_items(*only) => {
                    (*only, *only)
                }
                _ => continue,
            };
            let others = self
                .items
                .iter()
                .enumerate()
                .any(|(j, other)| j != i && self.ancestry(other.section).contains(&last));
            if others {
                continue;
            }
            let section = &mut self.sections[last];
            section.is_name = true;
            let (number, name, parent) =
                (section.number.take(), section.name.take(), section.parent);
            let item = &mut self.items[i];
            item.number = item.number.take().or(number);
            item.name = name;
            if last == innermost {
                item.section = parent;
            } else {
                // The levels that were printed behind it stand above it now.
                for level in item.levels.clone() {
                    let section = &mut self.sections[level];
                    if section.parent == Some(last) {
                        section.parent = parent;
                    }
                }
            }
        }
    }

    /// Names the only item below each of several numbered headings by its heading, where nothing else names it: the parts of a city
    /// above a table each, （１） 市全体, （２） 教育部門.
    pub(crate) fn name_by_headings(&mut self) {
        let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, item) in self.items.iter().enumerate() {
            if let Some(section) = item.section {
                below.entry(section).or_default().push(at);
            }
        }
        let parents: HashSet<usize> = self.sections.iter().filter_map(|s| s.parent).collect();
        let bare =
            |item: &Item| item.name.is_none() && item.number.is_none() && item.levels.is_empty();
        let heads_one = |(section, items): (&usize, &Vec<usize>)| {
            let heading = &self.sections[*section];
            let sole = matches!(items.as_slice(), [only] if bare(&self.items[*only]));
            sole && !parents.contains(section) && heading.level.is_none() && heading.name.is_some()
        };
        // Headings of one outline have the same parent and the same signs around their numbers.
        let outline = |section: usize| -> Option<(Option<usize>, String)> {
            let number = self.sections[section].number.as_ref()?.as_str();
            let signs = number.chars().filter(|c| !c.is_alphanumeric());
            Some((self.sections[section].parent, signs.collect()))
        };
        let mut outlines: BTreeMap<(Option<usize>, String), (Vec<usize>, bool)> = BTreeMap::new();
        for entry in &below {
            if let Some(key) = outline(*entry.0) {
                let (sections, all) = outlines.entry(key).or_insert_with(|| (Vec::new(), true));
                sections.push(*entry.0);
                *all &= heads_one(entry);
            }
        }
        let named: Vec<usize> = outlines
            .into_values()
            .filter(|(sections, all)| *all && sections.len() >= FEWEST_AGAIN)
            .flat_map(|(sections, _)| sections)
            .collect();
        for at in named {
            let section = &mut self.sections[at];
            section.is_name = true;
            let item = &mut self.items[below[&at][0]];
            (item.number, item.name) = (section.number.take(), section.name.take());
            item.section = section.parent;
        }
    }

    /// Takes the department that a sheet names above a list of items with departments of their own out of the items: it made
    /// the sheet.
    pub(crate) fn drop_maker(&mut self) {
        let [first, others @ ..] = self.items.as_slice() else {
            return;
        };
        let bare = first.name.is_none() && first.number.is_none() && first.levels.is_empty();
        let fields = [
            &first.background,
            &first.purpose,
            &first.actions,
            &first.remarks,
        ];
        let only = fields.iter().all(|field| field.is_none()) && first.attributes.is_empty();
        let named = |item: &Item| item.name.is_some() && !item.departments.is_empty();
        let apart = !others.is_empty() && others.iter().all(named);
        if !(bare && only && apart) || self.statements.iter().any(|s| s.item == 0) {
            return;
        }
        let maker = self.items.remove(0);
        self.furniture
            .extend(maker.departments.into_iter().map(|(name, _)| name));
        for statement in &mut self.statements {
            statement.item -= 1;
        }
    }

    /// Gives the figures of an item that no label names the indicator that stands with its name.
    pub(crate) fn name_figures(&mut self) {
        for statement in &mut self.statements {
            let Some(indicator) = &self.items[statement.item].indicator else {
                continue;
            };
            let text = statement.text.as_ref().map_or("", Text::as_str);
            let kind = match statement.kind {
                // Numbers alone are no steps of a schedule.
                Kind::Plan(PlanKind::Schedule) => Kind::Plan(PlanKind::Indicator),
                Kind::Result(ResultKind::Schedule) => Kind::Result(ResultKind::Indicator),
                Kind::Plan(PlanKind::Indicator) | Kind::Result(ResultKind::Indicator) => {
                    statement.kind
                }
                _ => continue,
            };
            let counts = kind == statement.kind || quantity::read(text, None).is_some();
            if counts && statement.measure.is_none() {
                statement.kind = kind;
                statement.measure = Some(indicator.clone());
            }
        }
    }

    /// Gives the items that name no department those of the line above them.
    pub(crate) fn take_departments_above(&mut self) {
        let mut above = self.above.iter().peekable();
        let mut named: &[(Text, bool)] = &[];
        for (at, item) in self.items.iter_mut().enumerate() {
            while let Some((_, departments)) = above.next_if(|(from, _)| *from <= at) {
                named = departments;
            }
            if item.departments.is_empty() {
                item.departments.extend_from_slice(named);
            }
        }
    }

    /// Parts the grades of judgements from their words, by the scale that the document prints: `B(概ね順調)`; 3, by its
    /// legend `3:目標どおり`.
    pub(crate) fn part_grades(&mut self, scale: Option<&Scale>) {
        for statement in &mut self.statements {
            let assesses = matches!(statement.kind, Kind::Evaluation(_, Aspect::Assessment));
            let value = statement.grade.as_ref().or(statement.text.as_ref());
            let Some(value) = value.filter(|_| assesses) else {
                continue;
            };
            if scale.is_some_and(|scale| scale.has(value.as_str())) {
                statement.grade = statement.grade.take().or_else(|| statement.text.take());
                continue;
            }
            let Some((label, words)) = grade::in_words(value.slice(), scale) else {
                continue;
            };
            // What the legend says of the grade, or a reason beside it, leaves its words a label.
            let says_label = |words: &TextSlice<'_>| {
                let rank = |text: &str| scale.and_then(|scale| grade::rank(text, scale));
                rank(label.as_str()).is_some_and(|place| rank(words.as_str()) == Some(place))
            };
            let words = words.filter(|words| !says_label(words));
            let (label, words) = (label.to_text(), words.map(|words| words.to_text()));
            let whole = statement
                .grade
                .replace(label)
                .or_else(|| statement.text.take());
            self.labels.extend(whole);
            statement.text = statement.text.take().or(words);
        }
    }

    /// Of the levels of an item the one whose word is the name of an item elsewhere (取組項目), where a coarser one (基本方針) was
    /// printed behind it.
    fn finest(&self, levels: &[usize]) -> Option<usize> {
        let word = |level: &usize| self.sections[*level].level.as_ref().map(Text::as_str);
        let itemized = |level: &usize| word(level).is_some_and(|word| word.ends_with("項目"));
        if levels.last().is_some_and(itemized) {
            return None;
        }
        let mut named = levels
            .iter()
            .copied()
            .filter(|level| self.names_items(*level));
        named.next().filter(|_| named.next().is_none())
    }

    /// True for a level whose word is the name of an item elsewhere.
    fn names_items(&self, level: usize) -> bool {
        let word = self.sections[level].level.as_ref();
        word.is_some_and(|word| {
            LEXICON
                .item_levels
                .iter()
                .any(|other| other == word.as_str())
        })
    }

    /// The same number and name on two sheets is one item: the later sheet's statements go to the first.
    pub(crate) fn merge_repeated_sheets(&mut self) {
        let words = |text: &Option<Text>| {
            text.as_ref()
                .map(|t| t.as_str().split_whitespace().collect::<String>())
        };
        // The numbered sections above it, and no heading without a number: 数字でみる柱1 between two lists of 柱1.
        let above = |section: Option<usize>| -> Vec<usize> {
            let numbered = |i: &usize| self.sections[*i].path_node().is_some();
            self.ancestry(section)
                .into_iter()
                .filter(numbered)
                .collect()
        };
        let mut sections: Vec<Vec<usize>> = self.items.iter().map(|i| above(i.section)).collect();
        let places: BTreeSet<usize> = self.listed().into_iter().collect();
        let relisted = self.relisted();
        for at in &places {
            sections[*at].clear();
        }
        let key = |item: &Item, above| Some((words(&item.number)?, words(&item.name)?, above));
        let mut first: BTreeMap<(String, String, Vec<usize>), usize> = BTreeMap::new();
        let mut target: Vec<usize> = Vec::with_capacity(self.items.len());
        let mut kept: Vec<Item> = Vec::with_capacity(self.items.len());
        let mut places_kept: BTreeMap<(Option<String>, Option<String>), usize> = BTreeMap::new();
        for (at, item) in std::mem::take(&mut self.items).into_iter().enumerate() {
            let above = std::mem::take(&mut sections[at]);
            let named = (words(&item.number), words(&item.name));
            let again = item.again || relisted.contains(&at);
            let listed = again.then(|| places_kept.get(&named).copied()).flatten();
            let known = listed.or_else(|| {
                key(&item, above)
                    .filter(|_| !item.repeats)
                    .map(|key| *first.entry(key).or_insert(kept.len()))
            });
            match known.filter(|&i| i < kept.len()) {
                Some(i) => {
                    target.push(i);
                    let depth = |section| self.ancestry(section).len();
                    if places.contains(&at) && depth(item.section) > depth(kept[i].section) {
                        // The sheet of an item says where it belongs, and the list of all does not.
                        kept[i].section = item.section;
                    }
                    kept[i].absorb(item);
                }
                None => {
                    target.push(kept.len());
                    places_kept.entry(named).or_insert(kept.len());
                    kept.push(item);
                }
            }
        }
        self.items = kept;
        for statement in &mut self.statements {
            statement.item = target[statement.item];
        }
        self.statements.sort_by_key(|statement| statement.item);
        self.drop_summed_up();
    }

    /// The items of which one place only says that they are, as a list of all before the sheets of each does, and the places
    /// that say more: the sections above them differ.
    fn listed(&self) -> Vec<usize> {
        let mut stated: Vec<Vec<&Statement>> = vec![Vec::new(); self.items.len()];
        for statement in &self.statements {
            stated[statement.item].push(statement);
        }
        let mut places: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (at, item) in self.items.iter().enumerate() {
            if let (Some(number), Some(name)) = (&item.number, &item.name) {
                let key = (number.as_str(), name.as_str());
                places.entry(key).or_default().push(at);
            }
        }
        let reasoned = self.reasoned();
        // All that the list says are grades that the sheet has too, with words for them.
        let sums_up = |list: usize, sheet: usize| {
            let told = |grade: &&Statement| {
                let of_sheet = |(_, kind, grade, by)| (sheet, kind, grade, by);
                let grading = grade.grading().filter(|_| grade.text.is_none());
                grading.is_some_and(|it| reasoned.contains(&of_sheet(it)))
            };
            !stated[list].is_empty() && stated[list].iter().all(told)
        };
        let one_says_more = |places: &Vec<usize>| match places.as_slice() {
            [a, b] => {
                stated[*a].is_empty() != stated[*b].is_empty() || sums_up(*a, *b) || sums_up(*b, *a)
            }
            _ => false,
        };
        places
            .into_values()
            .filter(one_says_more)
            .flatten()
            .collect()
    }

    /// The items of each chapter that names none but those of chapters before it: the opinions on some of the items, behind the
    /// results of all.
    fn relisted(&self) -> HashSet<usize> {
        let named = |item: &Item| -> Option<(String, String)> {
            let words = |text: &Option<Text>| Some(text.as_ref()?.as_str().to_owned());
            Some((words(&item.number)?, words(&item.name)?))
        };
        let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut found = HashSet::default();
        let mut start = 0;
        for chapter in self.items.chunk_by(|a, b| a.section == b.section) {
            let keys: Vec<Option<(String, String)>> = chapter.iter().map(named).collect();
            let mut known = Vec::with_capacity(keys.len());
            for (at, key) in keys.into_iter().enumerate() {
                known.push(key.as_ref().is_some_and(|key| first.contains_key(key)));
                if let Some(key) = key {
                    first.entry(key).or_insert(start + at);
                }
            }
            let again = chapter.iter().all(|item| item.section.is_some());
            // A list at the end of a chapter that has items of its own is one too.
            let listed = known.iter().rev().take_while(|known| **known).count();
            if again && listed >= FEWEST_AGAIN {
                found.extend(start + chapter.len() - listed..start + chapter.len());
            }
            start += chapter.len();
        }
        found
    }

    /// The grades that are given with words for them.
    fn reasoned(&self) -> HashSet<(usize, Kind, &str, Option<&str>)> {
        let worded = self.statements.iter().filter(|s| s.text.is_some());
        worded.filter_map(Statement::grading).collect()
    }

    /// Drops the grades of a summary that the same item has with words for them.
    fn drop_summed_up(&mut self) {
        let reasoned = self.reasoned();
        let again = |statement: &Statement| {
            let grading = statement.grading().filter(|_| statement.text.is_none());
            grading.is_some_and(|grading| reasoned.contains(&grading))
        };
        let kept: Vec<bool> = self.statements.iter().map(|s| !again(s)).collect();
        let mut kept = kept.into_iter();
        self.statements.retain(|_| kept.next().unwrap_or(true));
    }

    /// The sections above and with this one, outermost first.
    pub(crate) fn ancestry(&self, section: Option<usize>) -> Vec<usize> {
        let mut chain: Vec<usize> =
            std::iter::successors(section, |&i| self.sections[i].parent).collect();
        chain.reverse();
        chain
    }
}
