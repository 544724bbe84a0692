//! Items of outline prose and of workshop notes.

use super::assembler::Assembler;
use super::confidence;
use super::department;
use super::draft::{Item, Kind, Section, Statement};
use super::span;
use super::{card, listing};
use crate::layout::wrap;
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::mark;
use crate::notation::tense::{Tense, tense};
use crate::record::{Aspect, PeriodKind, PlanKind, ResultKind, Scope};
use crate::segment::{self, Heading, Label, Node, Outline, Paragraph, Style};
use crate::source::{Text, TextSlice};
use std::collections::{BTreeMap, BTreeSet};

/// What kind of running text a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Genre {
    /// Items are the headings of this style.
    Plan(Style),
    /// Items are the headings of this style, with labelled values below them.
    Labelled(Style),
    /// Items are the numbered headings right above labelled values, however deep they stand.
    Leaves,
    /// Topics with statements below them.
    Notes,
    /// No items in the running text.
    Other,
}

/// A style must head at least this many texts to be that of the items.
const FEWEST_ITEMS: usize = 3;
/// A longer line is no topic of a workshop, in characters.
const LONGEST_TOPIC: usize = 40;

/// Tells what kind of running text an outline is.
pub(crate) fn genre(outline: &Outline, profile_style: Option<Style>) -> Genre {
    if let Some(style) = profile_style {
        return Genre::Plan(style);
    }
    let tables = outline
        .nodes
        .iter()
        .any(|node| matches!(node, Node::Table(view) if view.data.len() > 3));
    let paragraphs = || {
        outline.nodes.iter().filter_map(|node| match node {
            Node::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            _ => None,
        })
    };
    let groups = outline
        .nodes
        .iter()
        .any(|node| matches!(node, Node::Heading(h) if h.style == Style::Group));
    let (entries, all) = paragraphs().fold((0_usize, 0_usize), |(entries, all), text| {
        (entries + usize::from(is_entry(text)), all + 1)
    });
    if groups
        || (!tables
            && all >= 5
            && entries * 2 > all
            && !outline
                .nodes
                .iter()
                .any(|n| matches!(n, Node::Heading(_) | Node::Field { .. })))
    {
        return Genre::Notes;
    }
    if let Some(genre) = naming_headings(outline) {
        return genre;
    }
    if tables {
        return Genre::Other;
    }
    let mut heads: BTreeMap<Style, usize> = BTreeMap::new();
    for pair in outline.nodes.windows(2) {
        let [Node::Heading(heading), below] = pair else {
            continue;
        };
        if !is_numbered(heading.style) {
            continue;
        }
        if matches!(below, Node::Paragraph(_)) {
            *heads.entry(heading.style).or_default() += 1;
        }
    }
    heads
        .into_iter()
        .rev()
        .find(|(_, n)| *n >= FEWEST_ITEMS)
        .map_or(Genre::Other, |(style, _)| {
            Genre::Plan(introduced(outline, style).unwrap_or(style))
        })
}

/// The deeper numbered headings that most headings of a style introduce: `(1) 窓口の改善`, `次の取組を進めます。`, `① …`.
fn introduced(outline: &Outline, style: Style) -> Option<Style> {
    let numbered: Vec<Style> = outline
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Heading(heading) if is_numbered(heading.style) => Some(heading.style),
            _ => None,
        })
        .collect();
    let all = numbered.iter().filter(|other| **other == style).count();
    let mut below: BTreeMap<Style, usize> = BTreeMap::new();
    for pair in numbered.windows(2) {
        if pair[0] == style && pair[1] > style {
            *below.entry(pair[1]).or_default() += 1;
        }
    }
    let (deeper, introduced) = below.into_iter().max_by_key(|(_, n)| *n)?;
    (introduced * 2 > all).then_some(deeper)
}

/// The headings that name items: those right above values of an item, where no label names one.
fn naming_headings(outline: &Outline) -> Option<Genre> {
    let names = |path: &[Label]| path.iter().any(Label::lists_items);
    let named = outline.nodes.iter().any(|node| match node {
        Node::Field { label, .. } => label.lists_items(),
        Node::Table(view) => {
            let mut data = view.data.iter();
            data.any(|datum| names(&datum.row_path) || names(&datum.column_path))
                || listing::counts_items(view)
                || card::names_item(view)
        }
        _ => false,
    });
    if named {
        return None;
    }
    let mut styles = leaves(outline);
    styles.retain(|style| is_numbered(*style) || matches!(style, Style::Markup(_) | Style::Level));
    let deepest = styles.iter().copied().max()?;
    let numbered = styles.iter().all(|style| is_numbered(*style));
    let others = styles.iter().filter(|style| **style != deepest).count();
    // One outline may number its items on several levels: ア where a task stands alone, (ア) where it has parts.
    if numbered && others >= FEWEST_ITEMS {
        return Some(Genre::Leaves);
    }
    Some(Genre::Labelled(deepest))
}

/// The styles of the headings right above labelled values, in order.
fn leaves(outline: &Outline) -> Vec<Style> {
    let mut open = None;
    let mut styles = Vec::new();
    for node in &outline.nodes {
        match node {
            Node::Heading(heading) => open = Some(heading.style),
            node if describes(node) => styles.extend(open.take()),
            _ => {}
        }
    }
    styles
}

/// The level words that stand right above labelled values: 推進項目 names items where 重点目標 stands above them.
pub(crate) fn naming_words(outline: &Outline) -> BTreeSet<String> {
    let word = |heading: &Heading| {
        let word = heading.level.as_ref()?;
        Some(word.as_str().to_owned()).filter(|_| heading.style == Style::Level)
    };
    let mut open = None;
    let mut words = BTreeSet::new();
    for node in &outline.nodes {
        match node {
            Node::Heading(heading) => open = word(heading),
            // Another level may stand between.
            Node::Field { label, .. } if label.concept == Some(Concept::Level) => open = None,
            node if describes(node) => words.extend(open.take()),
            _ => {}
        }
    }
    words
}

/// True if the numbered headings begin with 1 again in one section after another: 1, 2, 3 below Ⅰ and 1, 2 below Ⅱ.
pub(crate) fn numbers_restart(outline: &Outline) -> bool {
    let mut begins = 0;
    let mut section = false;
    for node in &outline.nodes {
        let Node::Heading(heading) = node else {
            continue;
        };
        let first = heading.number.as_ref().map(Text::as_str) == Some("1");
        if heading.style == Style::Digit {
            begins += usize::from(section && first);
            section = false;
        } else {
            section |= heading.number.is_some() && heading.style < Style::Digit;
        }
    }
    begins > 1
}

/// The marks of lines right above statements that another mark begins, where several such lines have it: ○ above ・.
pub(crate) fn topic_marks(outline: &Outline) -> BTreeSet<char> {
    let mark = |node: &Node| match node {
        Node::Paragraph(paragraph) => mark::of_entry(paragraph.text.as_str()),
        _ => None,
    };
    let mut lines: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    for (i, node) in outline.nodes.iter().enumerate() {
        let Some(own) = mark(node) else { continue };
        let below = outline.nodes.get(i + 1).and_then(mark);
        let (all, above) = lines.entry(own).or_default();
        *all += 1;
        *above += usize::from(below.is_some_and(|below| below != own));
    }
    // A statement may be the last of its topic, and the next topic stand right below it.
    let heads = |all: usize, above: usize| above >= FEWEST_ITEMS && above == all;
    lines
        .into_iter()
        .filter(|(_, (all, above))| heads(*all, *above))
        .map(|(mark, _)| mark)
        .collect()
}

/// True for a node that holds a labelled value.
fn describes(node: &Node) -> bool {
    match node {
        Node::Field { label, value, .. } => {
            label.is_item_field() || label.concept.is_some() && !value.is_empty()
        }
        Node::Table(view) => view
            .data
            .iter()
            .flat_map(|datum| datum.row_path.iter().chain(&datum.column_path))
            .any(|label| label.concept.is_some()),
        _ => false,
    }
}

/// For each node of an outline, whether it is a numbered heading right above a labelled value.
pub(crate) fn leaf_headings(outline: &Outline) -> Vec<bool> {
    let below = outline.nodes.iter().skip(1).map(Some).chain([None]);
    let leaf = |(node, below): (&Node, Option<&Node>)| match node {
        Node::Heading(heading) => is_numbered(heading.style) && below.is_some_and(describes),
        _ => false,
    };
    outline.nodes.iter().zip(below).map(leaf).collect()
}

fn is_numbered(style: Style) -> bool {
    matches!(
        style,
        Style::Digit | Style::Bracketed | Style::Circled | Style::Kana | Style::BracketedKana
    )
}

impl Assembler<'_> {
    /// An item that a heading of outline prose begins.
    pub(crate) fn prose_item(&mut self, heading: &Heading, joins_numbers: bool) {
        self.end_item();
        if heading.style == Style::Level {
            self.close_level(heading);
        } else {
            while self
                .stack
                .last()
                .is_some_and(|(style, _)| *style >= heading.style)
            {
                self.stack.pop();
            }
        }
        self.place = self.stack.last().map(|(_, i)| *i);
        let numbers = self
            .draft
            .ancestry(self.place)
            .into_iter()
            .filter_map(|i| {
                self.draft.sections[i]
                    .number
                    .as_ref()
                    .map(|n| n.as_str().to_owned())
            })
            .chain(heading.number.as_ref().map(|n| n.as_str().to_owned()));
        let joined = numbers.collect::<Vec<_>>().join("-");
        // 1-1 has the number of what stands above it already.
        let whole = |number: &Text| number.as_str().contains('-');
        let joins_numbers = joins_numbers && !heading.number.as_ref().is_some_and(whole);
        let (name, graded) = self.graded_name(heading.name.slice());
        let (name, named) = department::behind_a_name(name);
        let departments = named.map_or_else(Vec::new, department::departments);
        self.draft.items.push(Item {
            number: heading.number.clone(),
            joined_number: Some(joined).filter(|n| joins_numbers && !n.is_empty()),
            name: Some(name.to_text()),
            departments,
            section: self.place,
            places: vec![heading.line.clone()],
            ..Item::default()
        });
        self.item = Some(self.draft.items.len() - 1);
        if let Some(grade) = graded {
            let kind = Kind::Evaluation(Scope::Annual, Aspect::Assessment);
            let (period, places) = self.default_period(kind);
            let mut statement = Statement::new(self.draft.items.len() - 1, kind, period);
            statement.period_places = places;
            statement.grade = Some(grade.to_text());
            statement.rules.push("grade-of-heading");
            self.push(statement);
        }
    }

    /// Parts the grade of the document's legend from the name before it: `証明書のコンビニ交付　◎`.
    fn graded_name<'t>(&self, name: TextSlice<'t>) -> (TextSlice<'t>, Option<TextSlice<'t>>) {
        let last = name.as_str().rfind(['\u{3000}', ' ']);
        let parted = last.map(|at| (name.cut(0..at).trim(), name.cut_from(at).trim()));
        let known = |grade: &str| self.draft.scale.as_ref().is_some_and(|s| s.has(grade));
        match parted {
            Some((name, grade)) if known(grade.as_str()) => (name, Some(grade)),
            _ => (name, None),
        }
    }

    /// True for a heading that numbers and names an item which a list above has: what stands below is said of that.
    pub(crate) fn is_listed(&self, heading: &Heading) -> bool {
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.as_str().to_owned());
        let number = text(&heading.number);
        number.is_some()
            && self.lists_items
            && self.draft.items.iter().any(|item| {
                let named = item.name.as_ref().map(Text::as_str) == Some(heading.name.as_str());
                named && text(&item.number) == number
            })
    }

    /// A paragraph of outline prose: a commitment of its item, or the text of its section.
    pub(crate) fn prose_paragraph(&mut self, paragraph: &Paragraph) {
        let text = paragraph.text.slice();
        let Some(index) = self.item else {
            self.section_text(text);
            return;
        };
        if self.in_list {
            // What stands below a list speaks of all of it, and not of its last row.
            self.section_text(text);
            return;
        }
        let noted = self.draft.items[index].remarks.is_some();
        let words = text.as_str().trim_start_matches(['-', '・', ' ']);
        if noted || words.starts_with(['※', '*', '＊']) {
            let remarks = self.draft.items[index]
                .remarks
                .get_or_insert_with(Text::new);
            remarks.push_break();
            remarks.push_slice(text);
            return;
        }
        let last = self.draft.statements.last_mut();
        let open = last.filter(|s| s.item == index && s.kind == Kind::Plan(PlanKind::Policy));
        if let Some(Statement {
            text: Some(policy), ..
        }) = open
        {
            policy.push_break();
            policy.push_slice(text);
            return;
        }
        let kind = Kind::Plan(PlanKind::Policy);
        let (period, places) = self.default_period(kind);
        let mut statement = Statement::new(index, kind, period);
        statement.period_places = places;
        statement.text = Some(text.to_text());
        statement.rules.push("outline-prose");
        statement.confidence = confidence::PROSE;
        self.push(statement);
    }

    /// What a report on one year tells in the past is what was done, though no label says so.
    pub(crate) fn settle_told(&mut self) {
        if self.times.document.is_none() {
            return;
        }
        let (period, places) = self.default_period(Kind::Result(ResultKind::Progress));
        for statement in &mut self.draft.statements {
            let told = statement
                .text
                .as_ref()
                .is_some_and(|text| tense(text.as_str()) == Tense::Past);
            if statement.kind == Kind::Plan(PlanKind::Policy) && told {
                statement.kind = Kind::Result(ResultKind::Progress);
                if statement.period.kind == PeriodKind::Programme {
                    statement.period = period.clone();
                    statement.period_places.clone_from(&places);
                }
            }
        }
    }

    /// What a judgement in the middle of a programme says without a year is said of the programme.
    pub(crate) fn settle_midterm(&mut self) {
        let Some(words) = self.times.midterm.clone() else {
            return;
        };
        let (period, places) = self.programme_period(Some(&words));
        for statement in &mut self.draft.statements {
            if statement.period.kind != PeriodKind::Undated {
                continue;
            }
            match statement.kind {
                Kind::Evaluation(Scope::Annual, aspect) => {
                    statement.kind = Kind::Evaluation(Scope::Midterm, aspect);
                }
                Kind::Result(ResultKind::Progress) => {}
                _ => continue,
            }
            statement.period = period.clone();
            statement.period_places.clone_from(&places);
            statement.rules.push("midterm-title");
        }
    }

    /// Running text that stands under a heading and under no item.
    pub(crate) fn section_text(&mut self, text: TextSlice<'_>) {
        if let Some((_, section)) = self.stack.last() {
            let slot = &mut self.draft.sections[*section].text;
            slot.push_break();
            slot.push_slice(text);
        }
    }

    /// A group of a workshop.
    pub(crate) fn notes_group(&mut self, heading: &Heading) {
        self.end_item();
        self.stack.clear();
        let section = self.draft.section(Section {
            level: heading.level.clone(),
            number: heading.number.clone(),
            name: Some(heading.name.clone()).filter(|name| !name.is_empty()),
            places: vec![heading.line.clone()],
            ..Section::default()
        });
        self.stack.push((Style::Group, section));
        self.place = Some(section);
    }

    /// A line of workshop notes: a statement, a topic, or who took part.
    pub(crate) fn notes_paragraph(&mut self, paragraph: &Paragraph) {
        let (mark, text) = list_mark(paragraph.text.slice());
        if let Some(mark) = mark {
            self.draft.furniture.push(mark.to_text());
        }
        let string = text.as_str();
        let topic = mark::of_entry(string).is_some_and(|mark| self.topic_marks.contains(&mark));
        if topic && mark.is_none() {
            self.notes_topic(text);
        } else if self.item.is_none()
            && mark.is_none()
            && !is_entry(string)
            && string.contains('、')
        {
            self.section_text(text);
        } else if mark.is_none() && is_keyed(string) {
            // Who took part, and when: メンバー:石田、江口.
            self.section_text(text);
        } else if mark.is_some()
            || is_entry(string)
            || string.ends_with('。') && self.item.is_some()
        {
            for statement in entries(text) {
                self.statement(statement);
            }
        } else if string.chars().count() <= LONGEST_TOPIC || is_call(string) {
            self.notes_topic(text);
        } else {
            self.section_text(text);
        }
    }

    /// A topic of a workshop is an item, also when nothing stands under it.
    pub(crate) fn notes_topic(&mut self, line: TextSlice<'_>) {
        self.end_item();
        let text = segment::undecorated(line);
        self.draft.labels.push(line.to_text());
        self.draft.items.push(Item {
            name: Some(text.to_text()),
            section: self.place,
            places: vec![text.to_text()],
            ..Item::default()
        });
        self.item = Some(self.draft.items.len() - 1);
    }

    /// A statement on the current topic: a proposal where the topic calls for action, else a problem.
    pub(super) fn statement(&mut self, text: TextSlice<'_>) {
        let item = self.current_item();
        let topic = self.draft.items[item]
            .name
            .as_ref()
            .map_or("", |name| name.as_str());
        let kind = if is_call(topic) {
            Kind::Plan(PlanKind::Proposal)
        } else {
            Kind::Evaluation(Scope::Opinion, Aspect::Problem)
        };
        let mut statement = Statement::new(item, kind, span::undated());
        statement.text = Some(text.to_text());
        statement.rules.push("workshop-topic");
        statement.confidence = confidence::PROSE;
        self.push(statement);
    }
}

fn is_entry(text: &str) -> bool {
    text.starts_with("- ") || mark::of_entry(text).is_some()
}

/// The list mark of a conversion (`- `) and what follows it; ・ is the document's own and stays.
fn list_mark(text: TextSlice<'_>) -> (Option<TextSlice<'_>>, TextSlice<'_>) {
    if text.as_str().starts_with("- ") {
        (Some(text.cut(0..1)), text.cut_from(2).trim())
    } else {
        (None, text)
    }
}

/// A line may hold several statements, each with its mark.
fn entries(text: TextSlice<'_>) -> Vec<TextSlice<'_>> {
    let string = text.as_str();
    let mut out = Vec::new();
    let mut start = 0;
    for (space, _) in string.match_indices([' ', '\u{3000}']) {
        if space > start
            && string[space..].trim_start().starts_with('・')
            && string[..space].chars().count() > 1
        {
            out.push(text.cut(start..space).trim());
            start = space;
        }
    }
    out.push(text.cut_from(start).trim());
    out.retain(|entry| !entry.is_empty());
    out
}

/// True for a word, a colon and what it says.
fn is_keyed(line: &str) -> bool {
    const LONGEST_KEY: usize = 8;
    let mut parts = line.splitn(2, [':', '：']);
    let (key, value) = (parts.next().unwrap_or_default(), parts.next());
    (2..=LONGEST_KEY).contains(&key.chars().count()) && value.is_some_and(|value| !value.is_empty())
}

/// True if a topic calls for action; a question does not.
fn is_call(topic: &str) -> bool {
    let key = normalize::compare_key(topic);
    let bare = key
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .map_or(key.as_ref(), |(main, _)| main);
    let calm = bare.trim_end_matches('!');
    !bare.ends_with('?')
        && LEXICON.calls.iter().any(|ending| {
            bare.ends_with(ending.as_str())
                || (!ending.ends_with('!') && calm.ends_with(ending.as_str()))
        })
}

/// True if a line reads like an entry of a list rather than a topic or a title.
pub(crate) fn is_list_entry(text: &str) -> bool {
    is_entry(text) || wrap::starts_entry(text)
}

#[cfg(test)]
mod tests {
    use super::is_call;

    #[test]
    fn topics_that_call_for_action() {
        for topic in [
            "会議を減らそう!",
            "職員の力をのばすしくみを!",
            "対話には準備が不可欠!",
            "窓口を変えていこう!(市民の声で)",
            "見通しが必要",
            "顔の見える関係を深めよう",
        ] {
            assert!(is_call(topic), "{topic}");
        }
        for topic in ["窓口の問題", "会議の両立が必要?", "地域行事への参加"] {
            assert!(!is_call(topic), "{topic}");
        }
    }
}
