//! Plans and results: the side on which a value stands, its kind and its time.

use super::assembler::{Assembler, Reported};
use super::draft::{Kind, Statement};
use super::meaning::{Meaning, Side};
use super::shape::Shape;
use super::table::Row;
use super::{confidence, span, value};
use crate::lexicon::{Concept, LEXICON};
use crate::notation::period::{self, PeriodContext};
use crate::notation::quantity;
use crate::notation::tense::{Tense, tense};
use crate::record::{Aspect, Period, PeriodKind, PlanKind, ResultKind, Scope};
use crate::segment::{self, Datum};
use crate::source::{NOWHERE, Text};
use std::sync::Arc;

/// A longer text is no progress label, in characters.
pub(super) const LONGEST_PROGRESS: usize = 14;

impl Assembler<'_> {
    /// 中間報告 is the first half of the document's year, 期末報告 the year.
    pub(super) fn report(&mut self, row: &Row, meaning: &Meaning, text: &Text, half: Option<u8>) {
        let label = meaning.field_label.clone().unwrap_or_default();
        let words = Some(head_words(&label));
        let item = self.current_item();
        let year = meaning.period.as_ref().and_then(|p| p.fiscal_year).or(self
            .times
            .document
            .as_ref()
            .map(|(y, _)| *y));
        let period = match (year, half) {
            (Some(year), Some(half)) => span::half(words, year, half),
            (Some(year), None) => span::year(words, year),
            (None, half) => Period {
                kind: if half.is_some() {
                    PeriodKind::Half
                } else {
                    PeriodKind::Year
                },
                half,
                label: words,
                ..span::undated()
            },
        };
        let inferred = meaning.period.is_none() && year.is_some();
        // 上半期の実績 answers 上半期の計画.
        let planned = self.draft.statements[self.first_of_item()..]
            .iter()
            .any(|s| {
                matches!(s.kind, Kind::Plan(PlanKind::Schedule))
                    && (s.period.fiscal_year, s.period.half) == (period.fiscal_year, period.half)
                    && half.is_some()
            });
        let kind = if planned {
            ResultKind::Schedule
        } else {
            ResultKind::Progress
        };
        let mut statement = Statement::new(item, Kind::Result(kind), Period { inferred, ..period });
        statement.period_places = [label]
            .into_iter()
            .chain(self.times.document.iter().map(|(_, place)| place.clone()))
            .collect();
        statement.text = Some(text.clone());
        statement.rules.push("report-column");
        self.finish_row(row, statement);
    }

    /// A word for how far it has come goes to the result beside it.
    pub(super) fn progress(&mut self, row: &Row, datum: &Datum, meaning: &Meaning, text: Text) {
        let words = text.as_str();
        let is_text = words.chars().count() > LONGEST_PROGRESS || words.ends_with('。');
        if is_text && LEXICON.progress(words).is_none() {
            self.side(
                row,
                datum,
                meaning,
                text,
                Kind::Result(ResultKind::Progress),
            );
            return;
        }
        // A labelled value outside a grid goes with the result before it.
        let keyed = datum.row_path.iter().any(|label| !label.inherited);
        let first = if keyed
            && (row.number == 0 && datum.column_path.is_empty() || meaning.period.is_some())
        {
            self.first_of_item()
        } else {
            row.first
        };
        let dated = meaning.period.is_some().then(|| {
            self.period_of(meaning, Kind::Result(ResultKind::Progress))
                .0
        });
        let beside = self.draft.statements[first..].iter_mut().rev().find(|s| {
            matches!(
                s.kind,
                Kind::Result(ResultKind::Progress | ResultKind::Schedule)
            ) && s.progress.is_none()
                && dated.as_ref().is_none_or(|period| *period == s.period)
        });
        if let Some(statement) = beside {
            statement.progress = Some(text);
            return;
        }
        if let Some(statement) = self.only_indicator(row) {
            statement.progress = Some(text);
            return;
        }
        let kind = Kind::Result(ResultKind::Progress);
        let (period, places) = self.period_of(meaning, kind);
        let mut statement = Statement::new(self.current_item(), kind, period);
        statement.period_places = places;
        statement.progress = Some(text);
        statement.rules.push("progress-column");
        self.finish_row(row, statement);
    }

    /// The one result of an indicator that a row of a grid has, apart from what is computed of it.
    fn only_indicator(&mut self, row: &Row) -> Option<&mut Statement> {
        let counted = |s: &&mut Statement| {
            s.kind == Kind::Result(ResultKind::Indicator)
                && s.progress.is_none()
                && !s.rules.contains(&"derived-column")
        };
        let mut results = self.draft.statements[row.first..]
            .iter_mut()
            .filter(counted);
        results.next().filter(|_| results.next().is_none())
    }

    pub(super) fn period_of(&self, meaning: &Meaning, kind: Kind) -> (Period, Vec<Arc<Text>>) {
        let Some(period) = &meaning.period else {
            if meaning.total.is_some() && self.times.programme.is_some() {
                return self.programme_period(meaning.total.as_ref());
            }
            return self.default_period(kind);
        };
        let mut places = meaning.period_places.clone();
        let is_part = matches!(
            period.kind,
            PeriodKind::Half | PeriodKind::Quarter | PeriodKind::Month
        );
        let dated = self
            .times
            .document
            .as_ref()
            .filter(|_| is_part && period.fiscal_year.is_none());
        let Some((year, place)) = dated else {
            return (period.clone(), places);
        };
        // A half or a quarter without a year is one of the document's.
        places.push(place.clone());
        let context = PeriodContext {
            fiscal_year: Some(*year),
            ..*self.reader.context()
        };
        let label = period.label.as_deref().unwrap_or_default();
        let part = period::read(label, &context).map_or_else(|| period.clone(), |part| part.period);
        (
            Period {
                inferred: true,
                label: period.label.clone(),
                ..part
            },
            places,
        )
    }

    /// The years that a sum of its row is over, where the document does not say how long its plan runs: 累計 behind R4 to R8.
    fn years_of_row(&self, row: &Row) -> Option<(Period, Vec<Arc<Text>>)> {
        let of_row = self.draft.statements[row.first..].iter();
        let dated = of_row.filter(|s| s.period.kind == PeriodKind::Year);
        let years = || dated.clone().filter_map(|s| s.period.fiscal_year);
        let (first, last) = (years().min()?, years().max()?);
        let places = dated
            .clone()
            .flat_map(|s| s.period_places.iter().cloned())
            .collect();
        let period = Period {
            inferred: true,
            ..span::programme(None, Some((first, last)))
        };
        (first < last).then_some((period, places))
    }

    /// The years of its row that a sum counts, where the plan runs longer: 3か年計 behind the first three of its five years.
    fn counted_years(&self, row: &Row, meaning: &Meaning) -> Option<(Period, Vec<Arc<Text>>)> {
        if meaning.period.is_some() {
            return None;
        }
        let label = meaning.total.as_ref()?;
        let words = segment::undecorated(label.slice()).to_text();
        let end = words.as_str().find(|c: char| !c.is_ascii_digit())?;
        let count: i32 = words.as_str()[..end].parse().ok()?;
        let (years, mut places) = self.years_of_row(row)?;
        let (first, last) = (years.fiscal_year?, years.fiscal_year_end?);
        let shorter = self.times.programme.is_some_and(|run| run != (first, last));
        places.push(Arc::clone(label));
        let period = Period {
            kind: PeriodKind::Year,
            label: Some(words.as_str().to_owned()),
            ..years
        };
        (shorter && last - first + 1 == count).then_some((period, places))
    }

    /// What a sum under 計 is: what all the years of its row are.
    pub(super) fn kind_of_sum(&self, row: &Row, meaning: &Meaning, text: &Text) -> Option<Kind> {
        let counted = matches!(meaning.group, None | Some(Concept::Cost));
        let sums = meaning.total.is_some() && meaning.period.is_none() && counted;
        let figure = quantity::read(text.as_str(), None).is_some();
        let of_row = &self.draft.statements[row.first..];
        let mut dated = of_row
            .iter()
            .filter(|s| s.period.kind == PeriodKind::Year)
            .map(|s| s.kind);
        let counts = [
            Kind::Plan(PlanKind::Indicator),
            Kind::Result(ResultKind::Indicator),
        ];
        let kind = dated.clone().find(|kind| counts.contains(kind))?;
        let side = |kind: &Kind| std::mem::discriminant(kind);
        (sums && figure && dated.all(|other| side(&other) == side(&kind))).then_some(kind)
    }

    /// The period of a computed value without one: the last year of its row that has a result.
    pub(super) fn last_result(&self, row: &Row) -> Option<(Period, Vec<Arc<Text>>)> {
        let results = self.draft.statements[row.first..].iter().rev();
        results
            .filter(|s| {
                let kind = s.period.kind;
                matches!(s.kind, Kind::Result(_))
                    && matches!(kind, PeriodKind::Year | PeriodKind::Half)
            })
            .max_by_key(|s| s.period.fiscal_year)
            .map(|s| {
                (
                    Period {
                        inferred: true,
                        ..s.period.clone()
                    },
                    s.period_places.clone(),
                )
            })
    }

    pub(super) fn side(
        &mut self,
        row: &Row,
        datum: &Datum,
        meaning: &Meaning,
        text: Text,
        kind: Kind,
    ) {
        if kind == Kind::Result(ResultKind::Progress)
            && text.as_str().chars().count() <= LONGEST_PROGRESS
            && LEXICON.progress(text.as_str()).is_some()
            && self.draft.statements.len() > row.first
        {
            self.progress(row, datum, meaning, text);
            return;
        }
        self.note_reported_year(datum, meaning, kind);
        let undated = meaning.period.is_none() && meaning.total.is_none();
        let derived = (meaning.side == Some(Side::Derived) && undated)
            .then(|| self.last_result(row))
            .flatten();
        let sums =
            meaning.total.is_some() && meaning.period.is_none() && self.times.programme.is_none();
        let summed = sums.then(|| self.years_of_row(row)).flatten();
        let summed = summed.or_else(|| self.counted_years(row, meaning));
        let compared = kind == Kind::Plan(PlanKind::Indicator) && row.compares;
        let reported = (compared && undated && self.times.document.is_some())
            .then(|| self.default_period(Kind::Result(ResultKind::Indicator)));
        let period = derived
            .or(summed)
            .or(reported)
            .unwrap_or_else(|| self.period_of(meaning, kind));
        self.dated_side(row, datum, meaning, text, kind, period);
    }

    /// The year that a label of the item's report names (令和5年度の取組実績, 平成29年度評価) is that of the judgements below
    /// it.
    pub(super) fn note_reported_year(&mut self, datum: &Datum, meaning: &Meaning, kind: Kind) {
        let Some(period) = meaning.period.as_ref() else {
            return;
        };
        let judges = kind == Kind::Evaluation(Scope::Annual, Aspect::Assessment);
        let reports = (judges || matches!(kind, Kind::Result(_))) && datum.column_path.is_empty();
        if reports && period.fiscal_year_end.is_some() {
            // What is told of several years leaves the year of a judgement open.
            self.reported = None;
            return;
        }
        if let (true, PeriodKind::Year, Some(year), Some(place)) = (
            reports,
            period.kind,
            period.fiscal_year,
            meaning.period_places.last(),
        ) {
            self.reported = Some(Reported {
                year,
                label: period.label.clone(),
                place: place.clone(),
                told: matches!(
                    kind,
                    Kind::Result(ResultKind::Progress | ResultKind::Schedule)
                ),
            });
        }
    }

    pub(super) fn dated_side(
        &mut self,
        row: &Row,
        datum: &Datum,
        meaning: &Meaning,
        text: Text,
        kind: Kind,
        (period, places): (Period, Vec<Arc<Text>>),
    ) {
        if matches!(
            kind,
            Kind::Result(ResultKind::Progress | ResultKind::Schedule)
        ) {
            // A word for how far it has come may stand before the text that it speaks of.
            let waiting = self.draft.statements[row.first..].iter_mut().find(|s| {
                matches!(s.kind, Kind::Result(_))
                    && s.text.is_none()
                    && s.progress.is_some()
                    && s.period == period
            });
            if let Some(statement) = waiting {
                statement.kind = kind;
                statement.text = Some(text);
                return;
            }
        }
        let mut statement = Statement::new(self.current_item(), kind, period);
        statement.period_places = places;
        statement.text = Some(text);
        statement.unit = meaning
            .unit
            .clone()
            .map(|(unit, place)| (unit, Some(place)));
        statement.rules.push(match (datum.by_order, datum.shifted) {
            (true, _) => "flat-order",
            (false, true) => "shifted-row",
            (false, false) => "header-path",
        });
        if meaning.side.is_none() && meaning.group.is_none() && meaning.field.is_none() {
            // No label says whether it was planned or done.
            statement.rules.push("side-by-year");
        }
        statement.confidence = confidence::of_place(datum)
            * if meaning.sure {
                1.0
            } else {
                confidence::GUESSED
            };
        if row.measure.is_none()
            && let Some(measure) = &meaning.measure
        {
            statement.measure = Some(measure.clone());
            statement.unit = statement.unit.or_else(|| value::unit_in_brackets(measure));
        }
        if meaning.side == Some(Side::Derived) {
            let label = datum_label(datum, Concept::Derived)
                .or_else(|| meaning.field_label.as_deref().cloned());
            let cost = meaning.group_label.as_deref().map(without_unit_note);
            let cost = cost.filter(|_| meaning.group == Some(Concept::Cost));
            let named = row.measure.as_ref().or(meaning.measure.as_ref());
            let of = named.or(cost.as_ref());
            statement.measure = Some(derived_name(of, label.as_ref()));
            statement.rules.push("derived-column");
        }
        if meaning.group == Some(Concept::Cost)
            && row.measure.is_none()
            && statement.measure.is_none()
        {
            let name = meaning.group_label.as_ref();
            // 効果額(令和6年度・千円) is 効果額 in that year.
            let dated = name.is_some_and(|name| meaning.period_places.contains(name));
            let bracket = name.and_then(|name| name.as_str().find(['(', '（']));
            statement.measure = match (name, bracket.filter(|_| dated)) {
                (Some(name), Some(end)) => {
                    Some(without_unit_note(&name.slice().cut(0..end).to_text()))
                }
                _ => name.map(|name| without_unit_note(name)),
            };
        }
        self.finish_row(row, statement);
    }

    /// Adds what the row says of all its statements.
    pub(super) fn finish_row(&mut self, row: &Row, mut statement: Statement) {
        statement.row = Some(row.number);
        if statement.measure.is_none() {
            statement.measure.clone_from(&row.measure);
        }
        if let Kind::Plan(kind) = statement.kind {
            statement.due.clone_from(&row.due);
            if kind == PlanKind::Target {
                statement.method.clone_from(&row.method);
            }
        }
        if row.unit.is_some() {
            statement.unit.clone_from(&row.unit);
        }
        self.push(statement);
    }
}

/// What a value is by its side, its group and its period; none where its labels do not say.
pub(super) fn side_kind(meaning: &Meaning, row: &Row, text: &Text, shape: &Shape) -> Option<Kind> {
    if meaning.group == Some(Concept::Progress) {
        return Some(Kind::Result(ResultKind::Progress));
    }
    match meaning.side {
        // The state before is no plan, though 数値目標 stands over it and the goal alike.
        Some(Side::Plan) if meaning.is_point(PeriodKind::Baseline) => {
            Some(Kind::Result(result_kind(meaning, row, text, true)))
        }
        Some(Side::Plan) => Some(Kind::Plan(plan_kind(meaning, row, text))),
        Some(Side::Result) => Some(Kind::Result(result_kind(
            meaning,
            row,
            text,
            shape.has_plan,
        ))),
        Some(Side::Derived) => Some(Kind::Result(ResultKind::Indicator)),
        None if meaning.is_point(PeriodKind::Baseline) => {
            Some(Kind::Result(result_kind(meaning, row, text, true)))
        }
        // An effect in money beside results is what was reached.
        None if meaning.group == Some(Concept::Cost) && shape.has_result => {
            Some(Kind::Result(ResultKind::Indicator))
        }
        // So it is in a report on one year.
        None if meaning.group == Some(Concept::Cost)
            && meaning.period.is_none()
            && shape.year.is_some()
            && !shape.has_plan
            && !shape.is_list =>
        {
            Some(Kind::Result(ResultKind::Indicator))
        }
        // So it is where only its years are given and they have passed.
        None if meaning.group == Some(Concept::Cost) && shape.is_over(meaning) => {
            Some(Kind::Result(ResultKind::Indicator))
        }
        // Between where an indicator began and where it shall go stands how far it came.
        None if shape.runs_to_target && shape.is_over(meaning) => {
            Some(Kind::Result(ResultKind::Indicator))
        }
        // What a report counts of the years before its own was reached; 年次計画 says what was planned.
        None if !shape.has_plan
            && meaning.group != Some(Concept::Schedule)
            && shape.is_past(meaning) =>
        {
            Some(Kind::Result(result_kind(
                meaning,
                row,
                text,
                shape.has_plan,
            )))
        }
        // What is told in the past was done, though no label says so.
        None if meaning.period.is_some() && tense(text.as_str()) == Tense::Past => Some(
            Kind::Result(result_kind(meaning, row, text, shape.has_plan)),
        ),
        None if meaning.period.is_some() => Some(Kind::Plan(plan_kind(meaning, row, text))),
        None if meaning.group == Some(Concept::Schedule) => Some(Kind::Plan(PlanKind::Schedule)),
        None => None,
    }
}

pub(super) fn plan_kind(meaning: &Meaning, row: &Row, text: &Text) -> PlanKind {
    if is_indicator(meaning, row, text) {
        PlanKind::Indicator
    } else {
        PlanKind::Schedule
    }
}

pub(super) fn result_kind(
    meaning: &Meaning,
    row: &Row,
    text: &Text,
    beside_plans: bool,
) -> ResultKind {
    if is_indicator(meaning, row, text) {
        ResultKind::Indicator
    } else if beside_plans || meaning.group == Some(Concept::Schedule) {
        ResultKind::Schedule
    } else {
        ResultKind::Progress
    }
}

pub(super) fn is_indicator(meaning: &Meaning, row: &Row, text: &Text) -> bool {
    matches!(meaning.group, Some(Concept::Indicator | Concept::Cost))
        || meaning.group.is_none()
            && (row.measure.is_some() || meaning.measure.is_some() || meaning.unit.is_some())
            && (meaning.counts
                || meaning.unit.is_some()
                || row.unit.is_some()
                || quantity::read_figure(text.as_str(), None).is_some())
}

pub(super) fn point(kind: PeriodKind, label: &Text) -> (Period, Vec<Arc<Text>>) {
    let period = Period {
        label: Some(head_words(label)),
        kind,
        ..span::undated()
    };
    (period, vec![Arc::new(label.clone())])
}

/// A header's words without the bracket that explains them: 中間報告(目標に対する進捗状況) is 中間報告.
pub(super) fn head_words(label: &Text) -> String {
    let string = label.as_str();
    let end = string
        .find(['(', '（', '\n'])
        .filter(|&i| i > 0)
        .unwrap_or(string.len());
    string[..end].trim().to_owned()
}

pub(super) fn datum_label(datum: &Datum, concept: Concept) -> Option<Text> {
    datum
        .column_path
        .iter()
        .chain(&datum.row_path)
        .find(|label| label.concept == Some(concept))
        .map(|label| Text::clone(&label.text))
}

/// `<indicator> 達成率`.
pub(super) fn derived_name(measure: Option<&Text>, label: Option<&Text>) -> Text {
    let mut name = measure.cloned().unwrap_or_default();
    if let Some(label) = label {
        if !name.is_empty() {
            name.push(' ', NOWHERE);
        }
        // The formula that a bracket prints is no part of the name, nor is the year: R4達成率(B/A).
        let formula = label.as_str().rfind('\n');
        let formula = formula.filter(|at| label.as_str()[*at..].is_ascii());
        let end = label.as_str().find('(').filter(|&at| at > 0).or(formula);
        let words = end.map_or(label.slice(), |end| label.slice().cut(0..end).trim());
        let undated = period::read_prefix(words.as_str(), &PeriodContext::default())
            .map(|(_, rest)| rest.trim_start_matches('の').len())
            .filter(|&length| length > 0);
        let words = undated.map_or(words, |length| {
            words.cut_from(words.as_str().len() - length)
        });
        name.push_slice(words);
    }
    name
}

/// A name without the mark before it and a note on the unit of its figures: `■ 財政効果額(単位:千円)`.
fn without_unit_note(name: &Text) -> Text {
    let name = segment::undecorated(name.slice());
    let end = name.as_str().rfind("(単位").filter(|&at| at > 0);
    value::closed_up(end.map_or(name, |end| name.cut(0..end).trim()))
}
