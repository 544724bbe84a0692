//! Finds what stands in the place of a label: headers of tables, keys at the left of a value, heads in brackets.

use crate::layout::{BlockKind, Pages, Table};
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::mark;
use crate::notation::period::PeriodContext;
use crate::segment::{self, Datum, Label, LabelReader, Node};
use crate::source::{Text, TextSlice};
use std::collections::BTreeSet;

/// A longer text is no label, in characters.
const LONGEST: usize = 18;

/// A text in the place of a label, once for each value that it points at.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sighting {
    /// The label, without marks, numbers and brackets around it.
    pub(super) label: String,
    /// How it points at its value.
    pub(super) place: Place,
    /// The value; empty where the form was left blank.
    pub(super) value: String,
    /// The lexicon has it.
    pub(super) known: bool,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// At the left of its value.
    Left,
    /// Above its values.
    Above,
    /// In brackets, at the head of its value.
    Bracketed,
}

/// Everything that stands in the place of a label, in the order of the document.
pub(super) fn sightings(pages: &Pages) -> Vec<Sighting> {
    let mut finder = Finder {
        reader: LabelReader::new(&LEXICON, PeriodContext::default()),
        found: Vec::new(),
        headed: BTreeSet::new(),
    };
    for node in segment::segment(pages, &finder.reader).nodes {
        match node {
            Node::Field { label, value, .. } => finder.label(&label, Place::Left, value.as_str()),
            Node::Table(view) => view.data.iter().for_each(|datum| finder.datum(datum)),
            _ => {}
        }
    }
    let mut paragraphs = Vec::new();
    for block in &pages.blocks {
        match &block.kind {
            BlockKind::Table(table) => {
                finder.first_row(table);
                table.cells.iter().for_each(|cell| finder.lines(&cell.text));
            }
            BlockKind::Text(these) => paragraphs.extend(these.iter().map(|one| one.text.slice())),
            BlockKind::Furniture(_) => {}
        }
    }
    finder.paragraphs(&paragraphs);
    let headed = finder.headed;
    let is_key = |one: &Sighting| one.place != Place::Left || !headed.contains(&one.label);
    finder.found.retain(|one| one.known || is_key(one));
    finder.found
}

struct Finder {
    reader: LabelReader<'static>,
    found: Vec<Sighting>,
    /// Cells of tables whose first row heads them: what seems a key at the left among them is none.
    headed: BTreeSet<String>,
}

impl Finder {
    fn add(&mut self, label: TextSlice<'_>, place: Place, value: &str) {
        let read = self.reader.read(label);
        let bare = bare(label.as_str());
        let exact = || {
            self.reader
                .lexicon()
                .exact(&normalize::compare_key(&bare))
                .is_some()
        };
        let known = read.as_ref().is_some_and(|label| label.concept.is_some()) || exact();
        let named = bare.chars().any(char::is_alphabetic);
        // A period is no label of a form, and needs no concept.
        let dated = read.is_some_and(|label| label.period.is_some());
        if named && !dated && bare.chars().count() <= LONGEST {
            self.found.push(Sighting {
                label: bare,
                place,
                value: value.split_whitespace().collect::<Vec<_>>().join(" "),
                known,
            });
        }
    }

    fn label(&mut self, label: &Label, place: Place, value: &str) {
        self.add(label.text.slice(), place, value);
    }

    /// The labels that govern a value of a table.
    fn datum(&mut self, datum: &Datum) {
        for label in &datum.row_path {
            self.label(label, Place::Left, datum.text.as_str());
        }
        for label in &datum.column_path {
            self.label(label, Place::Above, datum.text.as_str());
        }
    }

    /// The first row of a table that has no header that anybody knows, where it looks like one: every cell of it
    /// is short and none looks like a value, and no two are the same.
    fn first_row(&mut self, table: &Table) {
        let row = |number: u32| table.cells.iter().filter(move |cell| cell.row == number);
        let heads: Vec<&Text> = row(0).map(|cell| &cell.text).collect();
        let mut words: Vec<String> = heads.iter().map(|head| bare(head.as_str())).collect();
        let short = |word: &String| (1..=LONGEST).contains(&word.chars().count());
        let value = |word: &String| word.contains(char::is_numeric) || of_values(&[word]).is_some();
        let headed = words.iter().all(|word| short(word) && !value(word));
        let known = heads
            .iter()
            .any(|head| self.reader.read(head.slice()).is_some());
        words.sort();
        words.dedup();
        let whole = heads.len() == table.columns as usize && words.len() == heads.len();
        // Two columns are keys and values.
        if !whole || !headed || known || heads.len() < 3 || table.rows < 2 {
            return;
        }
        for cell in row(0) {
            let below = (1..table.rows).filter_map(|row| table.cell_at(row, cell.column));
            for value in below.filter(|value| !value.text.is_empty()) {
                self.add(cell.text.slice(), Place::Above, value.text.as_str());
            }
        }
        let cells = table.cells.iter();
        self.headed
            .extend(cells.map(|cell| bare(cell.text.as_str())));
    }

    /// A head in brackets and a key before a colon, each with what follows it.
    fn paragraphs(&mut self, paragraphs: &[TextSlice<'_>]) {
        for (i, paragraph) in paragraphs.iter().enumerate() {
            if !self.bracketed(*paragraph, following(paragraphs, i)) {
                self.before_colon(*paragraph);
            }
        }
    }

    /// The heads in brackets of a cell's lines.
    fn lines(&mut self, text: &Text) {
        let lines: Vec<TextSlice<'_>> = text.slice().lines().collect();
        for (i, line) in lines.iter().enumerate() {
            self.bracketed(*line, following(&lines, i));
        }
    }

    /// A head in brackets. Returns false where the line has none.
    fn bracketed(&mut self, line: TextSlice<'_>, next: &str) -> bool {
        let line = line.trim();
        let Some(end) = bracketed(line.as_str()) else {
            return false;
        };
        let rest = line.as_str()[end..].trim();
        let value = if rest.is_empty() { next } else { rest };
        self.add(line.cut(0..end), Place::Bracketed, value);
        true
    }

    /// A key before a colon. Only of lines outside tables: in a cell, what stands before a colon is part of a value.
    fn before_colon(&mut self, line: TextSlice<'_>) {
        let string = line.as_str();
        let Some(colon) = string.find([':', '：']) else {
            return;
        };
        let value = string[colon..].trim_start_matches([':', '：']).trim();
        // 10:30 is a time.
        if !value.is_empty() && !string[..colon].contains(char::is_numeric) {
            self.add(line.cut(0..colon), Place::Left, value);
        }
    }
}

/// The line behind one, unless it is a head itself.
fn following<'t>(lines: &[TextSlice<'t>], index: usize) -> &'t str {
    let next = lines.get(index + 1).map_or("", |next| next.as_str());
    if bracketed(next).is_some() { "" } else { next }
}

/// The brackets that set a head off.
pub(in crate::forms) const BRACKETS: [(char, char); 4] =
    [('【', '】'), ('≪', '≫'), ('《', '》'), ('〈', '〉')];

/// Where the brackets around the head of a line end.
fn bracketed(line: &str) -> Option<usize> {
    let open = line.chars().next()?;
    let (_, close) = BRACKETS.iter().find(|(known, _)| *known == open)?;
    line.find(*close).map(|at| at + close.len_utf8())
}

/// A label without marks, numbers and brackets around it, on one line, as a profile has to name it.
pub(super) fn bare(label: &str) -> String {
    let joined: String = label.split_whitespace().collect();
    let mut bare = mark::after(&joined).trim_matches(|c| mark::is_mark(c) || ":：".contains(c));
    if bracketed(bare) == Some(bare.len()) {
        bare = bare.trim_matches(|c| {
            BRACKETS
                .iter()
                .any(|(open, close)| c == *open || c == *close)
        });
    }
    let number = |c: char| c.is_ascii_digit();
    if let Some((inner, rest)) = bare.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && inner.chars().all(number)
    {
        bare = rest;
    }
    let rest = bare.trim_start_matches(number);
    bare = rest.strip_prefix(['.', '、']).unwrap_or(bare);
    // What stands in brackets behind a label is its unit or explains it.
    let open = bare
        .rfind('(')
        .filter(|&open| open > 0 && bare.ends_with(')'));
    bare[..open.unwrap_or(bare.len())].to_owned()
}

/// What a label that nobody knows may mean: by how it ends, else by the values that it points at.
pub(super) fn guess(label: &str, values: &[&str]) -> Option<Concept> {
    let key = normalize::compare_key(label);
    LEXICON.suggested(&key).or_else(|| of_values(values))
}

fn of_values(values: &[&str]) -> Option<Concept> {
    let department =
        |value: &&str| value.chars().count() <= LONGEST && LEXICON.names_department(value);
    let progress = |value: &&str| LEXICON.progress(value).is_some();
    let grade = |value: &&str| crate::notation::grade::is_grade_label(value);
    let given: Vec<&str> = values
        .iter()
        .copied()
        .filter(|value| !value.is_empty())
        .collect();
    if given.is_empty() {
        None
    } else if given.iter().all(department) {
        Some(Concept::Department)
    } else if given.iter().all(progress) {
        Some(Concept::ProgressLabel)
    } else if given.iter().all(grade) {
        Some(Concept::Grade)
    } else {
        None
    }
}
