//! Reads what a label says: a concept of the lexicon, a period, a unit, or several of them together.

use super::bracket;
use super::dress::{is_note, step_of_cycle, strip_bracket, strip_decoration, without_formula};
use super::known::Known;
use super::pair::BRACKETS;
use super::unit::{is_figure, is_unit, unit_of};
use super::wording;
use crate::lexicon::{Concept, Lexicon};
use crate::normalize;
use crate::notation::mark;
use crate::notation::period::{self, PeriodContext, Reading};
use crate::record::PeriodKind;
use crate::source::{Text, TextSlice};
use std::sync::Arc;

/// Longer texts are no labels, in characters of compare form.
pub(super) const LONGEST: usize = 40;
/// Longer cells are not guessed to be labels from their ending.
const LONGEST_GUESS: usize = 16;
/// A label before its value has at most so many words: `令和3年度 計画 案内係を置く`.
const MOST_WORDS: usize = 3;

/// A label and what it says of the values that it governs.
#[derive(Clone, Debug)]
pub struct Label {
    /// As printed, with the colon or the brackets that set it off.
    pub text: Arc<Text>,
    /// What the lexicon says of it; none for a bare period and for a header that nobody knows.
    pub concept: Option<Concept>,
    /// The period that it names.
    pub period: Option<Arc<Reading>>,
    /// A unit that stands in brackets behind it.
    pub unit: Option<String>,
    /// False if only its place or its ending makes it a label.
    pub sure: bool,
    /// The indicator that a header names on a line above the side: 講座受講者数 over 目標値.
    pub names: Option<Text>,
    /// It stands over the row, or over all rows of its band, and not in the row itself.
    pub inherited: bool,
}

impl Label {
    /// The stretch from this label's period through another's, for a value that lies under both.
    pub(crate) fn through(&self, last: &Self) -> Option<Self> {
        let (first, end) = (self.period.as_ref()?, &last.period.as_ref()?.period);
        let mut reading = Reading::clone(first);
        reading.period.fiscal_year_end = end.fiscal_year_end.or(end.fiscal_year);
        reading.period.end.clone_from(&end.end);
        if let (Some(from), Some(to)) = (&first.period.label, &end.label) {
            reading.period.label = Some(format!("{from}～{to}"));
        }
        let mut text = Text::clone(&self.text);
        text.push_break();
        text.push_slice(last.text.slice());
        Some(Self {
            text: Arc::new(text),
            period: Some(Arc::new(reading)),
            ..self.clone()
        })
    }

    /// True if it says on which side a value stands, or when: what heads the columns of a grid.
    pub fn is_axis(&self) -> bool {
        self.period.is_some()
            || matches!(
                self.concept,
                Some(
                    Concept::Plan
                        | Concept::Result
                        | Concept::Baseline
                        | Concept::Target
                        | Concept::Derived
                        | Concept::CostPlan
                        | Concept::CostResult
                        | Concept::InterimReport
                        | Concept::ClosingReport
                        | Concept::RateText
                )
            )
    }

    /// True if it names a group of rows rather than a value: what leads the rows of a grid, and stands left of
    /// the columns' headers.
    pub fn is_group(&self) -> bool {
        self.period.is_none()
            && matches!(
                self.concept,
                Some(
                    Concept::Schedule
                        | Concept::Indicator
                        | Concept::Cost
                        | Concept::Progress
                        | Concept::AnnualEvaluation
                        | Concept::FormPart
                        | Concept::Note
                )
            )
    }

    /// True if it names or numbers items, so that the rows below it are items.
    pub fn lists_items(&self) -> bool {
        matches!(self.concept, Some(Concept::Name | Concept::Number))
    }

    /// True if it heads a value of the item itself, whatever columns stand above.
    pub fn is_item_field(&self) -> bool {
        matches!(
            self.concept,
            Some(
                Concept::Name
                    | Concept::Number
                    | Concept::Level
                    | Concept::Department
                    | Concept::Background
                    | Concept::Purpose
                    | Concept::Actions
                    | Concept::Remarks
                    | Concept::Attribute
                    | Concept::Priority
                    | Concept::Programme
                    | Concept::ProgrammeEnd
                    | Concept::ProgrammeStart
                    | Concept::Municipality
                    | Concept::Title
            )
        )
    }
}

/// What labels are read with.
#[derive(Clone, Debug)]
pub struct LabelReader<'a> {
    lexicon: &'a Lexicon,
    context: PeriodContext,
    known: Known,
    guessed: Known,
}

impl<'a> LabelReader<'a> {
    /// Reads by a lexicon, the form's own labels included, and by the era and year of the document, for years that give
    /// none.
    pub fn new(lexicon: &'a Lexicon, context: PeriodContext) -> Self {
        Self {
            lexicon,
            context,
            known: Known::default(),
            guessed: Known::default(),
        }
    }

    /// The lexicon that labels are looked up in.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The era and year of the document.
    pub fn context(&self) -> &PeriodContext {
        &self.context
    }

    /// Reads a whole cell or line as a label that the lexicon or the calendar knows.
    pub fn read(&self, text: TextSlice<'_>) -> Option<Label> {
        let text = text.trim();
        if text.is_empty() || is_longer(text.as_str(), LONGEST) || is_figure(text.as_str()) {
            return None;
        }
        self.known.or_read(text, || self.read_anew(text))
    }

    fn read_anew(&self, text: TextSlice<'_>) -> Option<Label> {
        let key = normalize::compare_key(text.as_str());
        let bare = strip_decoration(&key);
        self.whole(text, bare)
            .or_else(|| self.behind_indicator(text))
            .or_else(|| self.bracketed(text, bare))
            .or_else(|| self.period_or_side(text))
            .or_else(|| self.dated(text))
            .or_else(|| self.followed_by_period(text, bare))
            .or_else(|| self.side_of_an_indicator(text))
            .or_else(|| {
                let words = without_formula(text)?;
                let label = self.read(words)?;
                Some(Label {
                    text: Arc::new(text.to_text()),
                    ..label
                })
            })
    }

    /// A period, or a side and its period where the period's own words end in one: H30年度予定.
    fn period_or_side(&self, text: TextSlice<'_>) -> Option<Label> {
        let bare = text.as_str().trim_end_matches([':', '：']);
        let period = self.period(text.cut(0..bare.len()))?;
        if period.concept.is_some() {
            return Some(period);
        }
        let side = bare.char_indices().skip(2).find_map(|(at, _)| {
            let concept = self.lexicon.exact(&normalize::compare_key(&bare[at..]))?;
            let side = matches!(concept, Concept::Plan | Concept::Result);
            let reading = period::read(&bare[..at], &self.context).filter(|_| side)?;
            Some(Label {
                concept: Some(concept),
                period: Some(Arc::new(reading)),
                ..unknown(text)
            })
        });
        Some(side.unwrap_or(period))
    }

    /// A header of two lines, of which the second is 目標値 or 実績値 and the first what is counted.
    fn side_of_an_indicator(&self, text: TextSlice<'_>) -> Option<Label> {
        let at = text.as_str().rfind('\n')?;
        let side = self.read(text.cut_from(at + 1))?;
        let names = text.cut(0..at).trim();
        let counts = matches!(
            side.concept,
            Some(Concept::Plan | Concept::Result | Concept::Derived)
        ) && side.period.is_none()
            && self.read(names).is_none();
        counts.then(|| Label {
            names: Some(names.to_text()),
            ..Label {
                text: Arc::new(text.to_text()),
                ..side
            }
        })
    }

    /// Reads a cell that its place makes a header: what the lexicon knows, then what its ending suggests.
    pub fn guess(&self, text: TextSlice<'_>) -> Label {
        if let Some(known) = self.read(text).or_else(|| self.point_in_bracket(text)) {
            return known;
        }
        let text = text.trim();
        if is_figure(text.as_str()) {
            return Label {
                sure: false,
                ..unknown(text)
            };
        }
        if is_longer(text.as_str(), LONGEST) {
            return self.guess_anew(text);
        }
        let guess = self.guessed.or_read(text, || Some(self.guess_anew(text)));
        guess.unwrap_or_else(|| unknown(text))
    }

    fn guess_anew(&self, text: TextSlice<'_>) -> Label {
        let key = normalize::compare_key(text.as_str());
        let bare = strip_bracket(strip_decoration(&key)).0;
        let short = bare.chars().count() <= LONGEST_GUESS;
        // 委員会の評価 asks for what 委員会評価 does.
        let joined = || {
            self.lexicon
                .exact(&bare.replacen('の', "", 1))
                .filter(|_| bare.contains('の'))
        };
        let concept = short
            .then(|| joined().or_else(|| self.lexicon.suggested(bare)))
            .flatten();
        // 令和6年度以降の方針 is what comes next, and no 方針 of the outline.
        let concept = match concept {
            Some(Concept::Level) if self.begins_with(text).is_some() => Some(Concept::NextSteps),
            other => other,
        };
        let is_side = matches!(concept, Some(Concept::Plan | Concept::Result));
        Label {
            concept,
            period: is_side
                .then(|| self.begins_with(text))
                .flatten()
                .map(Arc::new),
            unit: strip_bracket(&key)
                .1
                .filter(|inner| is_unit(inner))
                .map(str::to_owned),
            sure: false,
            ..unknown(text)
        }
    }

    /// A year that a bracket says more of: 令和3年度(はじめの値).
    fn point_in_bracket(&self, text: TextSlice<'_>) -> Option<Label> {
        let at = text.as_str().find('(')?;
        let label = self.period(text.cut(0..at))?;
        let key = normalize::compare_key(text.as_str());
        let inner = strip_bracket(&key).1?;
        let concept = self
            .lexicon
            .suggested(inner)
            .or_else(|| self.lexicon.exact(inner));
        let says = concept.filter(|concept| {
            matches!(
                concept,
                Concept::Baseline
                    | Concept::Plan
                    | Concept::Result
                    | Concept::Target
                    | Concept::CostPlan
                    | Concept::CostResult
            )
        })?;
        let mut reading = Arc::unwrap_or_clone(label.period?);
        let point = match says {
            Concept::Baseline => Some(PeriodKind::Baseline),
            Concept::Target => Some(PeriodKind::Target),
            _ => None,
        };
        if let Some(kind) = point {
            reading.period.kind = kind;
            reading.period.label = Some(text.trim().as_str().to_owned());
        }
        Some(Label {
            concept: Some(says),
            period: Some(Arc::new(reading)),
            sure: false,
            ..unknown(text.trim())
        })
    }

    /// The year of `令和5年度に行ったこと`.
    pub(super) fn begins_with(&self, text: TextSlice<'_>) -> Option<Reading> {
        let words = mark::after(text.as_str());
        let (reading, rest) = period::read_prefix(words, &self.context)?;
        (!rest.is_empty()).then_some(reading)
    }

    fn whole(&self, text: TextSlice<'_>, bare: &str) -> Option<Label> {
        Some(Label {
            concept: Some(wording::concept(self.lexicon, bare)?),
            ..unknown(text)
        })
    }

    /// `現状と課題(これまでの取組)`, `効果額(千円)`, `実績(平成27年度)`, `(各年度10月に実施)`.
    fn bracketed(&self, text: TextSlice<'_>, bare: &str) -> Option<Label> {
        let (main, inner) = strip_bracket(bare);
        let inner = inner?;
        if main.is_empty() {
            let note = self
                .lexicon
                .exact(inner)
                .or(Some(Concept::Note).filter(|_| is_note(inner)));
            return note.map(|concept| Label {
                concept: Some(concept),
                unit: inner.rsplit_once("単位:").map(|(_, unit)| unit.to_owned()),
                ..unknown(text)
            });
        }
        if let Some(concept) = step_of_cycle(inner) {
            return Some(Label {
                concept: Some(concept),
                period: self.begins_with(text).map(Arc::new),
                ..unknown(text)
            });
        }
        let Some(concept) = wording::concept(self.lexicon, main) else {
            let endings = &self.lexicon.indicator_endings;
            let counts = endings.iter().any(|ending| main.ends_with(ending.as_str()));
            return counts.then(|| self.side_of_figure(text, inner)).flatten();
        };
        if matches!(concept, Concept::Baseline | Concept::Target)
            && let Some(dated) = self.period(text)
        {
            return Some(dated);
        }
        // 到達目標(令和9年度末) is what is reached by then.
        let end = period::read(inner, &self.context).filter(|reading| {
            concept == Concept::RateText && reading.period.kind == PeriodKind::Date
        });
        if let Some(mut reading) = end {
            reading.period.kind = PeriodKind::Target;
            reading.period.label = Some(text.as_str().to_owned());
            return Some(Label {
                concept: Some(Concept::Target),
                period: Some(Arc::new(reading)),
                ..unknown(text)
            });
        }
        if concept == Concept::Cost
            && let Some(sided) = self.side_of_cost(text, inner)
        {
            return Some(sided);
        }
        // 目標(指標) heads what is measured, not how far it shall go.
        let named = self
            .lexicon
            .exact(inner)
            .filter(|inner| concept == Concept::Plan && *inner == Concept::Indicator);
        let (period, unit) = bracket::read(inner, &self.context);
        Some(Label {
            concept: Some(named.unwrap_or(concept)),
            period: period.map(|reading| bracket::as_printed(reading, text.as_str())),
            unit: unit.map(str::to_owned),
            ..unknown(text)
        })
    }

    /// The plan or the result of a cost, as a bracket behind its name says: 効果額(目標).
    fn side_of_cost(&self, text: TextSlice<'_>, inner: &str) -> Option<Label> {
        let concept = match self.lexicon.exact(inner)? {
            Concept::Plan | Concept::Target => Concept::CostPlan,
            Concept::Result => Concept::CostResult,
            _ => return None,
        };
        Self::sided(text, concept)
    }

    /// The same of an indicator: 職員数(計画).
    fn side_of_figure(&self, text: TextSlice<'_>, inner: &str) -> Option<Label> {
        let concept = self.lexicon.exact(inner)?;
        let is_side = matches!(concept, Concept::Plan | Concept::Result);
        is_side.then(|| Self::sided(text, concept)).flatten()
    }

    /// What a bracket says of the name before it.
    fn sided(text: TextSlice<'_>, concept: Concept) -> Option<Label> {
        let end = text.as_str().find(['(', '（'])?;
        let begins = end - mark::after(&text.as_str()[..end]).len();
        Some(Label {
            concept: Some(concept),
            names: Some(text.cut(begins..end).trim().to_text()),
            ..unknown(text)
        })
    }

    /// `R5目標` or `目標R5` as the goal of that year, which it is beside `R5実績`; alone it is a goal to be reached by then.
    pub(crate) fn goal_of_a_year(&self, label: &Label) -> Option<Label> {
        if label.concept != Some(Concept::Target) || label.period.is_none() {
            return None;
        }
        let text = label.text.slice();
        let text = self.words_behind_indicator(text).unwrap_or(text);
        let key = normalize::compare_key(text.as_str());
        self.dated(text)
            .or_else(|| self.followed_by_period(text, strip_decoration(&key)))
            .filter(|dated| dated.concept == Some(Concept::Plan))
    }

    /// A period that begins a line, as the label of what follows it there.
    pub(crate) fn period_label(&self, text: Text, reading: Reading) -> Label {
        Label {
            period: Some(Arc::new(reading)),
            sure: false,
            ..unknown(text.slice())
        }
    }

    /// The year that a number of four digits may be, as the label of what stands below it or beside it.
    pub(crate) fn calendar_year(&self, text: TextSlice<'_>) -> Option<Label> {
        let string = text.as_str().trim();
        let digits = string.len() == 4 && string.bytes().all(|digit| digit.is_ascii_digit());
        if !digits || !("1950".."2100").contains(&string) {
            return None;
        }
        let mut reading = period::read(&format!("{string}年度"), &self.context)?;
        reading.period.label = Some(string.to_owned());
        Some(Label {
            period: Some(Arc::new(reading)),
            ..unknown(text)
        })
    }

    fn period(&self, text: TextSlice<'_>) -> Option<Label> {
        if !period::may_begin(text.as_str())
            || is_numbered_word(text.as_str())
            || is_enumerated(text.as_str())
        {
            return None;
        }
        // ㎡ is no second year of Meiji.
        if text.as_str().chars().count() <= 2 && is_unit(&normalize::compare_key(text.as_str())) {
            return None;
        }
        let reading = period::read(text.as_str(), &self.context)
            .filter(|reading| is_header_period(reading, text.as_str()))?;
        let concept = match reading.period.kind {
            PeriodKind::Baseline => Some(Concept::Baseline),
            PeriodKind::Target => Some(Concept::Target),
            PeriodKind::Programme => Some(Concept::Programme),
            _ => None,
        };
        Some(Label {
            concept,
            period: Some(Arc::new(reading)),
            ..unknown(text)
        })
    }

    /// `平成27年度実績`, `H30計画`, `R5目標値`, `計画 H30`.
    fn dated(&self, text: TextSlice<'_>) -> Option<Label> {
        let words = mark::after(text.as_str());
        let (reading, rest) = period::read_prefix(words, &self.context)?;
        let key = normalize::compare_key(rest);
        let (bare, inner) = strip_bracket(strip_decoration(&key));
        let bare = bare.strip_prefix(['の', '・', '/']).unwrap_or(bare);
        // Without a year, 取組 may as well name an item.
        let concept = self.lexicon.exact(bare).or(match bare {
            "取組" | "取組み" | "取り組み" | "主な取組" | "主な取組内容" => {
                Some(Concept::Actions)
            }
            "値" | "末の値" | "現在の値" => Some(Concept::Result),
            _ => None,
        })?;
        // R10年度末の目標 is what is reached by then.
        if concept == Concept::Plan
            && reading.period.kind == PeriodKind::Date
            && bare.ends_with("目標")
        {
            let mut reading = reading;
            reading.period.kind = PeriodKind::Target;
            reading.period.label = Some(words.to_owned());
            return Some(Label {
                concept: Some(Concept::Target),
                period: Some(Arc::new(reading)),
                ..unknown(text)
            });
        }
        // 成果 is a criterion among others; the 成果 of a year are what came of it.
        let concept = match concept {
            Concept::Criterion => Some(Concept::Result)
                .filter(|result| self.lexicon.suggested(bare) == Some(*result))
                .unwrap_or(concept),
            other => other,
        };
        Some(Label {
            concept: Some(concept),
            period: Some(Arc::new(reading)),
            unit: inner.and_then(unit_of).map(str::to_owned),
            ..unknown(text)
        })
    }

    /// `取組の状況 上半期(4～9月)`: a label and a period in one cell.
    fn followed_by_period(&self, text: TextSlice<'_>, bare: &str) -> Option<Label> {
        let begins = |at: &usize| period::may_begin(&bare[*at..]);
        // The longest label wins: 計画期間 before 令和3年度, and not 計画 before 期間令和3年度.
        let shortest = bare.char_indices().nth(2).map_or(bare.len(), |(at, _)| at);
        let places = bare.char_indices().rev().map(|(at, _)| at);
        let places = places.take_while(|at| *at >= shortest);
        places.filter(begins).find_map(|at| {
            let concept = self.lexicon.exact(&bare[..at])?;
            let mut reading = period::read(&bare[at..], &self.context)?;
            // 番号 1 is a key and its value.
            let parted = || {
                text.as_str()
                    .trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
            };
            if bare[at..].chars().all(|c| c.is_ascii_digit())
                && parted().ends_with(char::is_whitespace)
            {
                return None;
            }
            // Two headers side by side are two: 計画期間の評価, and 平成31年度以降 for what is to come.
            if reading.period.open_ended {
                return None;
            }
            // The period's own words, as printed and not as compared.
            let printed: String = text.as_str().split_whitespace().collect();
            let key = normalize::compare_key(text.as_str());
            let decoration = key.find(bare).map_or(0, |from| key[..from].chars().count());
            let length = bare.chars().count();
            let kept = printed.chars().skip(decoration).take(length);
            let kept: String = kept.skip(bare[..at].chars().count()).collect();
            reading.period.label = Some(kept);
            Some(Label {
                concept: Some(concept),
                period: Some(Arc::new(reading)),
                ..unknown(text)
            })
        })
    }

    /// A label at the beginning of a cell or line whose value follows it after a space, a line break or a colon,
    /// with the value: `取組による効果 市民の…`, `担当課:市民協働課`.
    pub fn leading<'t>(&self, text: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let string = text.as_str();
        if let Some(found) = self.in_brackets(text) {
            return Some(found);
        }
        let separators = [' ', '\n', '\u{3000}', ':', '：', '\t'];
        let reads = |end: usize| {
            let label = self.read(text.cut(0..end))?;
            label.concept.is_some().then_some((end, label))
        };
        // What stands before a colon is one label, however it is spaced out: `担 当 課:財政課`.
        let spaced = string
            .find([':', '：'])
            .filter(|&end| {
                string[..end]
                    .split_whitespace()
                    .all(|word| word.chars().count() == 1)
            })
            .and_then(reads);
        // So are single characters before a gap: `担 当 課  人事課`.
        let set_apart = || {
            let (mut end, mut next, mut words) = (0, 0, 0);
            loop {
                let mut rest = string[next..].chars();
                let Some(c) = rest.next().filter(|c| !separators.contains(c)) else {
                    break;
                };
                let behind = rest.next();
                if behind.is_some_and(|c| !separators.contains(&c)) {
                    break;
                }
                (end, words) = (next + c.len_utf8(), words + 1);
                let Some(blank) = behind else { break };
                next = end + blank.len_utf8();
            }
            Some(end).filter(|_| words > 1).and_then(reads)
        };
        let (end, label) = spaced.or_else(set_apart).or_else(|| {
            string
                .match_indices(separators)
                .take(MOST_WORDS)
                .take_while(|(end, _)| *end <= LONGEST * 3)
                .find_map(|(end, _)| reads(end))
        })?;
        let rest = &string[end..];
        let value = rest.trim_start_matches([' ', '\u{3000}']);
        let value = value
            .strip_prefix([':', '：'])
            .or_else(|| rest.strip_prefix(separators))
            .unwrap_or(value);
        let after = string.len() - value.len();
        let label = Label {
            text: Arc::new(text.cut(0..after).trim().to_text()),
            ..label
        };
        Some((label, text.cut_from(after).trim()))
    }

    /// `【目的】市民の…`, `■目的 市民の…`.
    fn in_brackets<'t>(&self, text: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let string = text.as_str();
        let (open, close) = BRACKETS
            .into_iter()
            .find(|(open, _)| string.starts_with(*open))?;
        let end = string.find(close)?;
        let after = end + close.len_utf8();
        let label = self
            .read(text.cut(open.len_utf8()..end))
            .filter(|label| label.concept.is_some())?;
        let label = Label {
            text: Arc::new(text.cut(0..after).to_text()),
            ..label
        };
        Some((label, text.cut_from(after).trim()))
    }
}

/// True for a text of more characters than that, without counting those of a long one.
fn is_longer(text: &str, characters: usize) -> bool {
    text.len() > characters * char::MAX.len_utf8() || text.chars().count() > characters
}

fn unknown(text: TextSlice<'_>) -> Label {
    Label {
        text: Arc::new(text.to_text()),
        concept: None,
        period: None,
        unit: None,
        sure: true,
        names: None,
        inherited: false,
    }
}

/// True for 目標1 and 基準2: the first and second of several, and no years.
fn is_numbered_word(text: &str) -> bool {
    let key = normalize::compare_key(text);
    ["目標", "基準", "現状"].iter().any(|word| {
        key.strip_prefix(word).is_some_and(|rest| {
            (1..=2).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_digit())
        })
    })
}

/// True for a number, a blank and a word, as a list has them: `2　目標` is no goal of a second year.
fn is_enumerated(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    rest.len() < text.len()
        && rest.starts_with([' ', '\u{3000}'])
        && rest.trim_start().starts_with(char::is_alphabetic)
        && !rest.trim_start().starts_with(['年', '月', '期', '四'])
}

/// A period that may head a column: months and days are values more often than headers.
fn is_header_period(reading: &Reading, text: &str) -> bool {
    let kind = reading.period.kind;
    let heads = match kind {
        PeriodKind::Date | PeriodKind::Undated => false,
        PeriodKind::Month => reading.period.fiscal_year.is_some(),
        _ => true,
    };
    heads && !text.chars().all(|c| c.is_ascii_digit())
}
