//! Judgements: grades, reasons and next steps, by whom and over what.

use super::assembler::Assembler;
use super::confidence;
use super::draft::{Kind, Statement};
use super::meaning::Meaning;
use super::side::LONGEST_PROGRESS;
use super::span;
use super::table::Row;
use crate::lexicon::{Concept, LEXICON};
use crate::notation::{choice, grade};
use crate::record::{Aspect, Period, PeriodKind, Scope};
use crate::segment::{self, Datum};
use crate::source::Text;
use std::sync::Arc;

const ANNUAL: Kind = Kind::Evaluation(Scope::Annual, Aspect::Assessment);
/// What somebody outside says of an item, and is no judgement of the city's.
const OPINION: Kind = Kind::Evaluation(Scope::Opinion, Aspect::Remark);

impl Assembler<'_> {
    /// The chosen one of a closed set of options is the text; the others are labels of the form.
    pub(super) fn chosen(&mut self, text: Text) -> Option<Text> {
        let Some(choice) =
            choice::read(text.slice()).map(|choice| choice.map(|slice| slice.to_text()))
        else {
            return Some(text);
        };
        if choice.is_none() {
            self.draft.unchosen.push(text.clone());
        }
        self.draft.labels.push(text);
        choice
    }

    pub(super) fn judgement(&mut self, row: &Row, datum: &Datum, meaning: &Meaning, text: Text) {
        // What each grade means may be printed beside the one that was given.
        if self.legend(&text) {
            return;
        }
        let offered = choice::read(text.slice()).is_some();
        let Some(text) = self.chosen(text) else {
            return;
        };
        let scope = meaning.scope.unwrap_or_else(|| scope_of(meaning));
        let mut aspect = meaning.aspect.unwrap_or(Aspect::Assessment);
        let open = meaning
            .period
            .as_ref()
            .is_some_and(|period| period.open_ended);
        let period = if open && scope != Scope::Annual {
            aspect = Aspect::Outlook;
            (
                meaning.period.clone().unwrap_or_else(span::undated),
                meaning.period_places.clone(),
            )
        } else {
            self.judging_period(meaning, scope)
        };
        let kind = Kind::Evaluation(scope, aspect);
        self.note_reported_year(datum, meaning, kind);
        if is_grade(meaning, &text) || offered && aspect == Aspect::Assessment {
            self.grade(row, datum, meaning, kind, period, text);
            return;
        }
        let reason = is_reason(datum);
        let first = if reason {
            self.first_of_grade(row)
        } else {
            self.first_of_judgement(row, meaning)
        };
        let waiting = self.draft.statements[first..].iter_mut().find(|s| {
            let told = s.kind == kind && same_time(&s.period, &period.0);
            // What a title makes a judgement in the middle of its plan is one, whether its label says so or not.
            let midterm = || reason && self.times.midterm.is_some() && s.aspect() == Some(aspect);
            s.text.is_none()
                && (told || midterm())
                && (same_words(&s.criterion, &meaning.criterion)
                    || reason && meaning.criterion.is_none())
        });
        if let Some(statement) = waiting {
            statement.text = Some(text);
            return;
        }
        let (kind, criterion) = match opinion(datum).filter(|_| kind == ANNUAL) {
            Some(whose) => (OPINION, meaning.criterion.clone().or(whose)),
            None => (kind, meaning.criterion.clone()),
        };
        let index = self.evaluate(datum, kind, period, Some(text));
        self.draft.statements[index].criterion = criterion;
    }

    /// A grade goes to the judgement in words beside it, or stands for itself.
    pub(super) fn grade(
        &mut self,
        row: &Row,
        datum: &Datum,
        meaning: &Meaning,
        kind: Kind,
        period: (Period, Vec<Arc<Text>>),
        text: Text,
    ) {
        let first = self.first_of_judgement(row, meaning);
        let beside = self.draft.statements[first..].iter_mut().find(|s| {
            s.kind == kind
                && s.grade.is_none()
                && same_time(&s.period, &period.0)
                && same_words(&s.criterion, &meaning.criterion)
        });
        if let Some(statement) = beside {
            statement.grade = Some(text);
            return;
        }
        let index = self.evaluate(datum, kind, period, None);
        let statement = &mut self.draft.statements[index];
        statement.grade = Some(text);
        statement.criterion.clone_from(&meaning.criterion);
    }

    /// From where on a grade and the words for it may be one judgement: in the row, or in the whole item where a
    /// criterion names the judgement.
    fn first_of_judgement(&self, row: &Row, meaning: &Meaning) -> usize {
        if meaning.criterion.is_some() {
            self.first_of_item()
        } else {
            row.first
        }
    }

    /// The grade that its reason speaks of, outside any grid: the last one of the item, where no other judgement stands
    /// between; else the row.
    fn first_of_grade(&self, row: &Row) -> usize {
        let of_item = self.draft.statements.iter().enumerate().rev();
        let mut judged = of_item
            .take_while(|(_, s)| Some(s.item) == self.item)
            .filter(|(_, s)| matches!(s.kind, Kind::Evaluation(_, Aspect::Assessment)));
        let last = judged.next();
        let waits = last.filter(|(_, s)| s.grade.is_some() && s.text.is_none());
        waits.map_or(row.first, |(at, _)| at)
    }

    pub(super) fn evaluate(
        &mut self,
        datum: &Datum,
        kind: Kind,
        period: (Period, Vec<Arc<Text>>),
        text: Option<Text>,
    ) -> usize {
        let mut statement = Statement::new(self.current_item(), kind, period.0);
        statement.period_places = period.1;
        statement.text = text;
        statement.rules.push("judgement-label");
        if datum.by_order {
            statement.rules.push("flat-order");
        }
        statement.confidence = confidence::of_place(datum);
        self.push(statement)
    }

    /// The period of a judgement: the year above it, or the programme's run for one over the whole of it.
    pub(super) fn judging_period(
        &self,
        meaning: &Meaning,
        scope: Scope,
    ) -> (Period, Vec<Arc<Text>>) {
        match (scope, &meaning.period) {
            (Scope::Midterm | Scope::Final, None) => {
                self.programme_period(meaning.scope_label.as_ref())
            }
            (_, Some(_)) => self.period_of(meaning, Kind::Evaluation(scope, Aspect::Assessment)),
            (_, None) => self.default_period(Kind::Evaluation(scope, Aspect::Assessment)),
        }
    }
}

/// A judgement without a named scope: over the programme where its period is, annual otherwise.
pub(super) fn scope_of(meaning: &Meaning) -> Scope {
    if meaning.is_point(PeriodKind::Programme) {
        Scope::Final
    } else {
        Scope::Annual
    }
}

pub(super) fn is_grade(meaning: &Meaning, text: &Text) -> bool {
    let graded = matches!(meaning.aspect, None | Some(Aspect::Assessment));
    graded
        && (meaning.field == Some(Concept::Grade)
            && text.as_str().chars().count() <= LONGEST_PROGRESS
            || grade::is_grade_label(text.as_str())
            || text.as_str().chars().count() <= LONGEST_PROGRESS
                && grade::in_words(text.slice(), None).is_some())
}

/// Whose opinion a label asks for, where it asks for one: 委員会の意見, and 意見 of whoever it may be.
fn opinion(datum: &Datum) -> Option<Option<Text>> {
    let own = datum.row_path.iter().rfind(|label| !label.inherited);
    let label = own.or(datum.column_path.last())?;
    let words = segment::undecorated(label.text.slice());
    let bare = words.as_str().trim_end_matches(['等', ':', '：']);
    let asked = bare.ends_with("意見") && label.period.is_none();
    let whose = || {
        LEXICON
            .rater(bare)
            .map(|_| words.cut(0..bare.len()).to_text())
    };
    asked.then(whose)
}

/// True for what a label outside any grid calls a reason: 評価の理由.
fn is_reason(datum: &Datum) -> bool {
    let label = datum
        .row_path
        .last()
        .filter(|_| datum.column_path.is_empty());
    label.is_some_and(|label| {
        let bare = segment::undecorated(label.text.slice());
        let words = bare.as_str();
        let gives = ["理由", "根拠", "説明"];
        // 委員の意見 is another's, 意見 alone that of whoever gave the grade.
        gives.iter().any(|word| words.contains(word)) || ["意見", "コメント"].contains(&words)
    })
}

/// True for the same period, whether it is printed over both or taken from one for the other.
fn same_time(one: &Period, other: &Period) -> bool {
    let printed = Period {
        inferred: other.inferred,
        ..one.clone()
    };
    printed == *other
}

pub(super) fn same_words(a: &Option<Text>, b: &Option<Text>) -> bool {
    a.as_ref().map(Text::as_str) == b.as_ref().map(Text::as_str)
}
