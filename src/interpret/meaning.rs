//! What the labels above and beside a value say of it, taken together.

use super::span::join_periods;
use crate::lexicon::{Concept, LEXICON};
use crate::record::{Aspect, Period, PeriodKind, Scope};
use crate::segment::{self, Datum, Label};
use crate::source::{NOWHERE, Text};
use std::sync::Arc;

/// The side of a plan–result pair on which a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Plan,
    Result,
    /// Computed from both.
    Derived,
}

/// What a value is, as far as its labels say.
#[derive(Debug, Default)]
pub(crate) struct Meaning {
    /// A value of the item itself, or a part of its row: the innermost such label.
    pub(crate) field: Option<Concept>,
    /// The label that gave `field`.
    pub(crate) field_label: Option<Arc<Text>>,
    /// 取組工程, 指標, 事業費, 取組の状況.
    pub(crate) group: Option<Concept>,
    /// The label that gave `group`.
    pub(crate) group_label: Option<Arc<Text>>,
    pub(crate) side: Option<Side>,
    pub(crate) scope: Option<Scope>,
    /// The label that gave `scope`.
    pub(crate) scope_label: Option<Arc<Text>>,
    pub(crate) aspect: Option<Aspect>,
    pub(crate) criterion: Option<Text>,
    pub(crate) period: Option<Period>,
    pub(crate) period_places: Vec<Arc<Text>>,
    pub(crate) unit: Option<(String, Text)>,
    /// The indicator that a header names together with the side.
    pub(crate) measure: Option<Text>,
    /// It says that there is no figure where others have one.
    pub(crate) counts: bool,
    /// It sums up years: 3か年合計.
    pub(crate) total: Option<Arc<Text>>,
    /// Every label was known; none was guessed from its ending or its place.
    pub(crate) sure: bool,
    /// Some label says something.
    pub(crate) labelled: bool,
}

impl Meaning {
    /// Takes the labels of a value together.
    pub(crate) fn of(datum: &Datum) -> Self {
        // What stands in the row itself is nearest to the value.
        let own = |label: &&Label| !label.inherited;
        let over = datum.row_path.iter().filter(|label| label.inherited);
        Self::from_labels(
            over.chain(&datum.column_path)
                .chain(datum.row_path.iter().filter(own)),
        )
    }

    /// Takes labels together, outermost first.
    pub(crate) fn from_labels<'a>(labels: impl Iterator<Item = &'a Label>) -> Self {
        let mut meaning = Self {
            sure: true,
            ..Self::default()
        };
        let mut periods: Vec<(&Period, &Arc<Text>)> = Vec::new();
        for label in labels {
            // 区分 beside a row says nothing of its values.
            let says = label
                .concept
                .is_some_and(|concept| concept != Concept::FormPart);
            meaning.labelled |= says || label.period.is_some();
            meaning.sure &= label.sure;
            if let Some(reading) = &label.period {
                periods.push((&reading.period, &label.text));
            }
            if let Some(name) = &label.names {
                meaning.measure = Some(name.clone());
            }
            if let Some(unit) = &label.unit {
                meaning.unit = Some((unit.clone(), Text::clone(&label.text)));
            }
            if let Some(concept) = label.concept {
                meaning.take(concept, label);
            }
        }
        meaning.settle_sort_of_indicator();
        if !periods.is_empty() {
            meaning.settle_schedule();
        }
        meaning.period = join_periods(periods.iter().map(|(period, _)| *period));
        meaning.period_places = periods
            .into_iter()
            .map(|(_, text)| Arc::clone(text))
            .collect();
        meaning
    }

    fn take(&mut self, concept: Concept, label: &Label) {
        match concept {
            Concept::Schedule | Concept::Indicator | Concept::Cost | Concept::Progress => {
                self.group = Some(concept);
                self.group_label = Some(label.text.clone());
            }
            Concept::Plan => self.takes_side(Side::Plan),
            Concept::Result => self.takes_side(Side::Result),
            // 予算 and 決算 are money, whether 事業費 stands over them or not.
            Concept::CostPlan => {
                self.group = self.group.or(Some(Concept::Cost));
                self.takes_side(Side::Plan);
            }
            Concept::CostResult => {
                self.group = self.group.or(Some(Concept::Cost));
                self.takes_side(Side::Result);
            }
            Concept::Derived => self.side = Some(Side::Derived),
            Concept::AnnualEvaluation => self.judged(Scope::Annual, label),
            Concept::MidtermEvaluation => self.judged(Scope::Midterm, label),
            Concept::FinalEvaluation => self.judged(Scope::Final, label),
            Concept::TotalEvaluation => {
                self.aspect = self.aspect.or(Some(Aspect::Assessment));
                if self.scope.is_none() {
                    self.criterion = Some(segment::undecorated(label.text.slice()).to_text());
                }
            }
            Concept::Assessment => self.aspect = self.aspect.or(Some(Aspect::Assessment)),
            Concept::NextSteps | Concept::Direction => self.aspect = Some(Aspect::NextSteps),
            Concept::Effects => self.aspect = Some(Aspect::Effects),
            Concept::Outlook => self.aspect = Some(Aspect::Outlook),
            Concept::Criterion => {
                self.aspect = self.aspect.or(Some(Aspect::Assessment));
                self.criterion = Some(self.criterion_of(label));
            }
            Concept::Baseline | Concept::Target if label.period.is_some() => {}
            Concept::Total => self.total = Some(label.text.clone()),
            Concept::FormPart | Concept::Note | Concept::Title => {}
            other => {
                self.field = Some(other);
                self.field_label = Some(label.text.clone());
            }
        }
    }

    /// 成果 over the goals and results of a table is a sort of indicator, as 活動 is, and no criterion.
    fn settle_sort_of_indicator(&mut self) {
        let sided = matches!(self.side, Some(Side::Plan | Side::Result));
        let outcome =
            |criterion: &Text| LEXICON.suggested(criterion.as_str()) == Some(Concept::Result);
        if sided && self.scope.is_none() && self.criterion.as_ref().is_some_and(outcome) {
            (self.criterion, self.aspect) = (None, None);
            self.group = self.group.or(Some(Concept::Indicator));
        }
    }

    /// 実施時期 over years or quarters heads what is done in each, and names no date by which all is.
    fn settle_schedule(&mut self) {
        if self.field == Some(Concept::Due) && self.group.is_none() {
            self.field = None;
            (self.group, self.group_label) = (Some(Concept::Schedule), self.field_label.take());
        }
    }

    /// What a criterion adds to the one over it: who judges and what is judged are two, 一次評価 and 必要性; of two of a sort
    /// the inner one says more.
    fn criterion_of(&self, label: &Label) -> Text {
        let words = segment::undecorated(label.text.slice());
        // 上半期の自己評価 is a self-evaluation of that half.
        let dated = label
            .period
            .as_ref()
            .and_then(|_| words.as_str().find('の'));
        let from = dated.map_or(0, |at| at + 'の'.len_utf8());
        let own = without_bracket(&words.cut_from(from).to_text());
        let rates = |text: &Text| LEXICON.names_rater(text.as_str());
        match &self.criterion {
            Some(outer) if rates(outer) != rates(&own) => {
                let (rater, judged) = if rates(outer) {
                    (outer, &own)
                } else {
                    (&own, outer)
                };
                let mut both = rater.clone();
                both.push('/', NOWHERE);
                both.push_slice(judged.slice());
                both
            }
            _ => own,
        }
    }

    /// A plan or a result below 年度別評価 is what is judged there, and no judgement.
    fn takes_side(&mut self, side: Side) {
        self.side = Some(side);
        if self.scope == Some(Scope::Annual) && self.criterion.is_none() {
            (self.scope, self.scope_label, self.aspect) = (None, None, None);
        }
    }

    fn judged(&mut self, scope: Scope, label: &Label) {
        self.scope = Some(scope);
        self.scope_label = Some(label.text.clone());
        self.aspect = self.aspect.or(Some(Aspect::Assessment));
    }

    /// True if the labels make it a judgement.
    pub(crate) fn is_judgement(&self) -> bool {
        self.aspect.is_some() || matches!(self.field, Some(Concept::Grade))
    }

    /// True if its period is a state before or a goal after, which needs no side.
    pub(crate) fn is_point(&self, kind: PeriodKind) -> bool {
        self.period
            .as_ref()
            .is_some_and(|period| period.kind == kind)
    }
}

/// A criterion without the bracket that says who judged: 1次評価(所管課).
fn without_bracket(label: &Text) -> Text {
    let end = label.as_str().find(['(', '（']).filter(|&at| at > 0);
    end.map_or_else(
        || label.clone(),
        |end| label.slice().cut(0..end).trim().to_text(),
    )
}
