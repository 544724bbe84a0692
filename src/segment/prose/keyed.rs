//! Keys and their values on one line: which words are a key, though no lexicon knows them.

use super::Writer;
use crate::layout::Paragraph;
use crate::lexicon::{Concept, LEXICON};
use crate::notation::grade;
use crate::segment::heading::{self, Heading, Style};
use crate::segment::label::Label;
use crate::segment::pair;
use crate::source::{NOWHERE, Text, TextSlice};
use std::sync::Arc;

/// A longer line is no label, in characters.
const LONGEST_KEY: usize = 18;
/// A longer line is no heading above items, in characters.
const LONGEST_OVER: usize = 30;

impl Writer<'_> {
    /// The number and the name of an item on one line, under labels that end as such do: `点検番号 1  事業の名:市民農園`,
    /// `No.1  取組名:市民農園`.
    pub(super) fn numbered_name<'t>(
        &self,
        line: TextSlice<'t>,
    ) -> Option<[(Label, TextSlice<'t>); 2]> {
        let string = line.as_str();
        let colon = string.find([':', '：'])?;
        let (left, right) = (line.cut(0..colon), line.cut_from(colon));
        let last = left.as_str().rfind([' ', '\u{3000}'])?;
        let (before, name) = (left.cut(0..last).trim(), left.cut_from(last).trim());
        let counts = |c: char| c.is_ascii_digit() || c == '-';
        let first = before.as_str().trim_end_matches(counts).len();
        let (number, counted) = (before.cut(0..first).trim(), before.cut_from(first));
        let guess = |text, concept| {
            let label = self.reader.guess(text);
            (label.concept == Some(concept)).then_some(label)
        };
        let sign = right.as_str().chars().next().map_or(0, char::len_utf8);
        let named = right.cut_from(sign).trim();
        (!counted.is_empty() && !named.is_empty()).then_some(())?;
        let name = Label {
            text: Arc::new(line.cut(last..colon + sign).trim().to_text()),
            ..guess(name, Concept::Name)?
        };
        Some([(guess(number, Concept::Number)?, counted), (name, named)])
    }

    /// The label of a number, the number right behind it, and the name of the item behind a gap: `◆事業番号1　　敬老祝金`.
    pub(super) fn counted_name<'t>(
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
                text: Arc::default(),
                ..head.clone()
            };
            (head, counted, (name, named))
        })
    }

    /// A word that ends as the label of a number does, before a number: `事業番号  0312    事務事業名  …`.
    pub(super) fn number_key<'t>(&self, line: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
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

    /// An entry of a list that is a label, a colon and its value: `- 担当課:総務課`. Among such entries, one whose
    /// label nobody knows is one too.
    pub(super) fn bulleted<'t>(&self, line: TextSlice<'t>) -> Option<(Text, Label, TextSlice<'t>)> {
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

    /// An entry of a list that is a label alone, above entries that are its value: `- 上半期の計画`.
    pub(super) fn listed_label(&self, line: TextSlice<'_>) -> Option<(Text, Label)> {
        let entry = pair::bullet(line)?;
        let label = self.reader.read(entry)?;
        let at = line.as_str().len() - entry.as_str().len();
        label
            .concept
            .is_some()
            .then(|| (line.cut(0..at).trim().to_text(), label))
    }

    /// A short decorated line among known decorated labels is a label too, though no lexicon knows it.
    pub(super) fn unknown_key<'t>(
        &self,
        paragraph: &'t Paragraph,
        after: Option<&str>,
    ) -> Option<(Label, TextSlice<'t>)> {
        let line = paragraph.text.as_str();
        let short = paragraph.lines == 1
            && line.chars().count() <= LONGEST_KEY
            && !line.contains(['。', '、']);
        let mark = line.chars().next()?;
        let above_label = || {
            let mut next = Text::new();
            after
                .unwrap_or_default()
                .chars()
                .for_each(|c| next.push(c, NOWHERE));
            self.reader.read(next.slice()).is_some()
        };
        let known = self.shape.marks_labels(mark) || self.shape.is_dotted(line) && above_label();
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
            })
            // 【平成26年度】 is the year of what stands around it.
            .filter(|(label, _)| label.concept.is_some() || label.period.is_none())?;
        let concept = label.concept.or(Some(Concept::Attribute));
        Some((Label { concept, ..label }, value))
    }

    /// A short decorated text before a gap and what stands behind it: `◇次年度に向けて　　条例改正の準備を進める。`.
    pub(super) fn set_off_by_blanks<'t>(
        &self,
        line: TextSlice<'t>,
    ) -> Option<(Label, TextSlice<'t>)> {
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

    /// Where the next pair of a line begins, with its label and the rest of the line: a label that is known, or words
    /// that stand before a colon for other items too.
    pub(super) fn next_pair<'t>(
        &self,
        label: &Label,
        value: TextSlice<'t>,
    ) -> Option<(usize, Label, TextSlice<'t>)> {
        if label.concept == Some(Concept::Assessment)
            && let Some((next, rest)) = self.criterion_and_grade(label, value)
        {
            return Some((0, next, rest));
        }
        if let Some(at) = pair::next_label(label, value, self.reader) {
            let (next, rest) = self.reader.leading(value.cut_from(at))?;
            return Some((at, next, rest));
        }
        if let Some(found) = self.behind_gap(value) {
            return Some(found);
        }
        let places = value.as_str().match_indices(pair::SEPARATORS);
        places.map(|(at, sign)| at + sign.len()).find_map(|at| {
            let rest = value.cut_from(at);
            let (label, rest) = self
                .criterion_and_grade(label, rest)
                .or_else(|| self.repeated_key(rest))?;
            Some((at, label, rest))
        })
    }

    /// 公益性:○ behind 評価 is a criterion and its grade, whatever the lexicon says.
    fn criterion_and_grade<'t>(
        &self,
        label: &Label,
        text: TextSlice<'t>,
    ) -> Option<(Label, TextSlice<'t>)> {
        let judges = matches!(
            label.concept,
            Some(Concept::Assessment | Concept::Criterion)
        );
        let (key, rest) = pair::before_colon(text).filter(|_| judges)?;
        let next = self.reader.guess(key);
        let mut words = rest.as_str().split(pair::SEPARATORS);
        let graded = words.next().is_some_and(grade::is_grade_label);
        let open = matches!(next.concept, None | Some(Concept::Criterion));
        let criterion = Label {
            concept: Some(Concept::Criterion),
            ..next
        };
        (graded && open).then_some((criterion, rest))
    }

    /// A key behind a wide gap, with its value behind another, whose ending says what it is: `市民部　　部長名　佐藤`.
    pub(super) fn behind_gap<'t>(
        &self,
        value: TextSlice<'t>,
    ) -> Option<(usize, Label, TextSlice<'t>)> {
        let string = value.as_str();
        let at = string
            .find("\u{3000}\u{3000}")
            .or_else(|| string.find("   "))?;
        let from = string.len() - string[at..].trim_start().len();
        let (key, rest) = pair::before_gap(value.cut_from(from))?;
        let label = self.reader.guess(key);
        let judges = matches!(
            label.concept,
            Some(Concept::Assessment | Concept::Criterion | Concept::Grade)
        );
        let graded = || rest.as_str().split(pair::SEPARATORS).next();
        (label.is_item_field() || judges && graded().is_some_and(grade::is_grade_label))
            .then_some((from, label, rest))
    }

    /// A key before a gap and figures that are labelled each: `補助額　　令和3年度決算　4,500千円　　令和4年度予算　4,000千円`.
    /// It names the indicator.
    pub(super) fn key_of_figures<'t>(&self, line: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let string = line.as_str();
        let gap = string
            .find("\u{3000}\u{3000}")
            .or_else(|| string.find("  "))?;
        let (key, rest) = (line.cut(0..gap).trim(), line.cut_from(gap).trim());
        let short = (2..=LONGEST_KEY).contains(&key.as_str().chars().count());
        let (side, value) = self.reader.leading(rest)?;
        let dated = side.period.is_some() && side.concept.is_some() && side.is_axis();
        let counts = value
            .as_str()
            .starts_with(|c: char| c.is_ascii_digit() || "▲△-－".contains(c));
        (short && dated && counts).then(|| {
            let label = Label {
                concept: Some(Concept::Indicator),
                text: Arc::default(),
                ..self.reader.guess(key)
            };
            (label, line)
        })
    }

    /// Words before a colon or a gap that are printed for one item after another, with their value.
    pub(super) fn repeated_key<'t>(&self, line: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let key = pair::before_colon(line).or_else(|| pair::before_gap(line));
        let (key, value) = key.filter(|_| self.shape.is_keyed(line))?;
        let label = self.reader.guess(key);
        let concept = label.concept.or(Some(Concept::Attribute));
        Some((Label { concept, ..label }, value))
    }

    /// A short line behind another mark than the lines have that name items and who is in charge: ■歳出の削減.
    pub(super) fn over_courses(&self, line: TextSlice<'_>) -> Option<Heading> {
        // What a bracket adds may be a sentence.
        let words = line.as_str().split(['(', '（']).next().unwrap_or_default();
        let short = words.chars().count() <= LONGEST_OVER && !words.contains(['。', '：', ':']);
        (short && self.shape.stands_over_courses(line)).then(|| Heading {
            style: Style::Roman,
            ..heading::of_card(line)
        })
    }

    /// A marked line above the keys of one item after another, `●01 窓口の改善`, or one that says who is in charge:
    /// `○街路灯の交換(建設課)`.
    pub(super) fn card_name(&self, line: TextSlice<'_>, after: Option<&str>) -> Option<Heading> {
        if self.shape.names_course(line) {
            return Some(heading::of_card(line));
        }
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

    /// True for departments in brackets or behind a mark, above a numbered line or further such names: 〔管財課〕, ◆総務部.
    pub(super) fn names_departments(&self, line: TextSlice<'_>, after: Option<&str>) -> bool {
        let asked = self
            .open
            .as_ref()
            .is_some_and(|(label, _)| label.concept == Some(Concept::Department));
        let names = |words: &str| {
            let mut names = words
                .split(['・', '、', ' ', '\u{3000}'])
                .filter(|name| !name.is_empty());
            words.chars().count() >= 2 && names.all(|name| LEXICON.names_department(name))
        };
        let heads = |after: &str| {
            let mut next = Text::new();
            after.chars().for_each(|c| next.push(c, NOWHERE));
            let is_ruled = after.chars().all(|c| "─━―-－=＝".contains(c));
            is_ruled
                || names(pair::undecorated(next.slice()).as_str())
                || heading::marked(next.slice(), self.reader).is_some()
        };
        !asked
            && pair::decoration(line.as_str()).is_some()
            && names(pair::undecorated(line).as_str())
            && after.is_some_and(|after| heads(after.trim()))
    }
}
