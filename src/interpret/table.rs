//! From the header paths of a table to statements.

use super::assembler::Assembler;
use super::draft::{Kind, Statement};
use super::meaning::{Meaning, Side};
use super::{listing, span, value};
use crate::lexicon::{Concept, LEXICON};
use crate::notation::period::{self, PeriodContext};
use crate::notation::{choice, grade, quantity};
use crate::record::{Aspect, Period, PeriodKind, PlanKind, ResultKind, Scope};
use crate::segment::{self, Datum, Label, TableView};
use crate::source::{NOWHERE, Text};
use std::collections::BTreeMap;

/// A longer text is no progress label, in characters.
const LONGEST_PROGRESS: usize = 14;

/// Where a row's statements begin in the draft, and what its own cells say of all of them.
#[derive(Clone, Default)]
struct Row {
    measure: Option<Text>,
    method: Option<Text>,
    due: Option<Text>,
    unit: Option<(String, Option<Text>)>,
    number: u32,
    /// The row's first statement.
    first: usize,
}

/// The names of rows that reach over several: a merged cell, or one that a flattened sheet left blank below.
#[derive(Default)]
struct Above {
    measure: Option<Text>,
    unit: Option<(String, Option<Text>)>,
    /// One past the last row that the name covers; none where blanks below it stand for it.
    until: Option<u32>,
}

impl Above {
    /// Gives a row without a name the one above it, or remembers the row's own.
    fn fill(&mut self, row: &mut Row, data: &[Datum]) {
        let Some(first) = data.first() else { return };
        if row.measure.is_some() {
            let head = data
                .iter()
                .filter(|datum| row.measure.as_ref() == Some(&datum.text))
                .map(|datum| datum.row_end)
                .max();
            self.until = head.filter(|_| first.ruled);
            self.measure.clone_from(&row.measure);
            self.unit.clone_from(&row.unit);
            return;
        }
        let sided = data.iter().any(|datum| {
            let own = datum.row_path.iter().filter(|label| !label.inherited);
            own.into_iter()
                .any(|label| label.is_axis() || label.concept == Some(Concept::Grade))
        });
        if self
            .until
            .map_or(sided && !first.ruled, |until| first.row < until)
        {
            row.measure.clone_from(&self.measure);
            row.unit = row.unit.take().or_else(|| self.unit.clone());
        }
    }
}

/// What a table as a whole is, for its rows.
struct Shape {
    /// Its rows are items.
    is_list: bool,
    /// Some column or row is a plan's.
    has_plan: bool,
    /// Some column or row is a result's or a judgement's.
    has_result: bool,
    /// Rows report on measures, and this column, which no header calls so, holds the measures.
    measures: Option<u32>,
    /// The year of the report that it stands in.
    year: Option<i32>,
    /// The unit that a note above it gives its numbers.
    unit: Option<(String, Text)>,
    /// Its items have several rows, so that an unknown column before the years names them.
    names_rows: bool,
}

impl Shape {
    /// The first column of a grid that reports on measures (数値目標, 中間報告, 期末報告) without a header that
    /// says 取組項目.
    fn unnamed_measures(view: &TableView) -> Option<u32> {
        let headed = || {
            view.data
                .iter()
                .filter(|datum| !datum.column_path.is_empty())
        };
        let has = |wanted: &[Concept]| {
            headed().any(|datum| {
                datum
                    .column_path
                    .iter()
                    .any(|label| label.concept.is_some_and(|c| wanted.contains(&c)))
            })
        };
        let reports =
            has(&[Concept::InterimReport, Concept::ClosingReport]) && !has(&[Concept::Measure]);
        reports
            .then(|| headed().map(|datum| datum.column).min())
            .flatten()
    }

    /// True if the years that a value stands under lie before that of the report.
    fn is_past(&self, meaning: &Meaning) -> bool {
        let year = meaning
            .period
            .as_ref()
            .and_then(|period| period.fiscal_year);
        let open = meaning
            .period
            .as_ref()
            .is_some_and(|period| period.open_ended);
        !open && year.zip(self.year).is_some_and(|(year, own)| year < own)
    }

    fn of(view: &TableView) -> Self {
        let labels = || {
            view.data
                .iter()
                .flat_map(|datum| datum.row_path.iter().chain(&datum.column_path))
        };
        let any = |wanted: &[Concept]| {
            labels().any(|label| label.concept.is_some_and(|c| wanted.contains(&c)))
        };
        let heads = |concept| {
            view.data.iter().any(|datum| {
                datum
                    .column_path
                    .last()
                    .is_some_and(|label| label.concept == Some(concept))
            })
        };
        let begins = |row: &[Datum]| {
            row.iter()
                .any(|datum| datum.column_path.last().is_some_and(Label::lists_items))
        };
        let is_list = heads(Concept::Name) || heads(Concept::Number);
        let gridded = |row: &[Datum]| {
            row.iter()
                .any(|datum| datum.column_path.iter().any(Label::is_axis))
        };
        Self {
            is_list,
            year: None,
            unit: view
                .unit
                .as_ref()
                .and_then(|label| Some((label.unit.clone()?, label.text.clone()))),
            measures: Self::unnamed_measures(view).filter(|_| !is_list),
            names_rows: is_list
                && view
                    .data
                    .chunk_by(|a, b| a.row == b.row)
                    .any(|row| gridded(row) && !begins(row)),
            has_plan: any(&[Concept::Plan, Concept::CostPlan, Concept::Target]),
            has_result: any(&[
                Concept::Result,
                Concept::Progress,
                Concept::Assessment,
                Concept::AnnualEvaluation,
                Concept::Grade,
                Concept::ProgressLabel,
            ]),
        }
    }
}

impl Assembler<'_> {
    /// Takes the values of a table.
    pub(crate) fn table(&mut self, mut view: TableView) {
        let names_one = view.data.iter().any(|datum| {
            datum.column_path.is_empty() && datum.row_path.iter().any(Label::lists_items)
        });
        listing::settle(&mut view, names_one || self.is_below_a_name());
        let mut shape = Shape::of(&view);
        shape.has_plan |= self.plans_in_fields;
        shape.year = self.times.document.as_ref().map(|(year, _)| *year);
        if shape.is_list {
            self.end_item();
        }
        self.in_list = shape.is_list;
        self.draft.labels.extend(view.labels);
        self.draft.blank_cells += view.blank_cells;
        let mut number = 0;
        let mut above = Above::default();
        let mut levels: BTreeMap<u32, (Text, Text)> = BTreeMap::new();
        for row in view.data.chunk_by(|a, b| a.row == b.row) {
            if let [only] = row
                && shape.is_list
                && self.group_row(only)
            {
                continue;
            }
            if shape.is_list && row.iter().any(names_a_total) {
                // Sums over items are no item; what no record holds is reported as unassigned.
                continue;
            }
            if shape.is_list && row.iter().any(|datum| self.begins_item(datum)) {
                self.end_item();
                self.levels_above(&mut levels, row);
            }
            let grid = row.iter().any(|datum| !datum.column_path.is_empty());
            number += u32::from(grid);
            self.row(row, number, &shape, &mut above);
        }
    }

    fn row(&mut self, data: &[Datum], number: u32, shape: &Shape, above: &mut Above) {
        let mut row = Row {
            number,
            first: self.draft.statements.len(),
            ..Row::default()
        };
        let mut rest: Vec<(&Datum, Meaning, Text)> = Vec::new();
        for datum in data {
            let (meaning, text) = self.read(datum);
            if data.len() == 1 && self.legend(&text) {
                continue;
            }
            if shape.measures == Some(datum.column) && !datum.column_path.is_empty() {
                let (measure, method) = value::split_measure(text.slice(), !datum.ruled);
                row.measure = Some(measure.to_text());
                row.method = method.map(|m| m.to_text());
                continue;
            }
            if shape.names_rows && row.measure.is_none() && is_unknown_head(datum, data) {
                row.measure = Some(text);
                continue;
            }
            if value::is_blank(text.slice()) {
                self.draft.labels.push(datum.text.clone());
            } else if !self.row_part(&mut row, datum, &meaning, &text) {
                rest.push((datum, meaning, text));
            }
        }
        if row.measure.is_none() {
            row.measure = rest.iter().find_map(|(datum, ..)| cost_name(datum));
        }
        let in_grid = data.iter().any(|datum| !datum.column_path.is_empty());
        if row.measure.is_none() && !in_grid {
            row.measure.clone_from(&self.measure);
        }
        if row.unit.is_none() {
            row.unit = row.measure.as_ref().and_then(value::unit_in_brackets);
        }
        above.fill(&mut row, data);
        for (datum, meaning, text) in rest {
            self.value(&row, datum, meaning, text, shape);
        }
    }

    /// The levels of a list's columns go down over the rows that leave them blank, until an outer one changes.
    fn levels_above(&mut self, levels: &mut BTreeMap<u32, (Text, Text)>, row: &[Datum]) {
        let level = |datum: &&Datum| {
            datum
                .column_path
                .last()
                .is_some_and(|label| label.concept == Some(Concept::Level))
        };
        if let Some(changed) = row.iter().filter(level).map(|datum| datum.column).min() {
            levels.retain(|column, _| *column < changed);
        }
        for (label, value) in levels.values() {
            self.level(label, value.slice());
        }
        for datum in row.iter().filter(level) {
            if let Some(label) = datum.column_path.last() {
                levels.insert(datum.column, (label.text.clone(), datum.text.clone()));
            }
        }
    }

    /// A row of a list that holds nothing but a heading opens the section of the rows below it.
    fn group_row(&mut self, datum: &Datum) -> bool {
        let Some(heading) =
            segment::marked(datum.text.slice(), self.reader).filter(|_| datum.column == 0)
        else {
            return false;
        };
        self.end_item();
        self.open_section(&heading);
        true
    }

    /// A row of a list begins an item where it has a name, or a number while no item is waiting for its name.
    fn begins_item(&self, datum: &Datum) -> bool {
        datum
            .column_path
            .last()
            .is_some_and(|label| matches!(label.concept, Some(Concept::Name | Concept::Number)))
    }

    /// The labels of a value and the value; a label that the cell itself begins with is taken off it.
    fn read(&mut self, datum: &Datum) -> (Meaning, Text) {
        let text = value::tidy(datum.text.slice());
        let embedded = self.reader.leading(text.slice()).filter(|(label, _)| {
            label.text.as_str().chars().count() >= 5
                && (label.is_item_field() || is_judging(label.concept))
        });
        let Some((label, rest)) = embedded else {
            return (Meaning::of(datum), text);
        };
        self.draft.labels.push(label.text.clone());
        let meaning = Meaning::from_labels(datum.column_path.iter().chain([&label]));
        (meaning, rest.to_text())
    }

    /// Takes a value that describes its row: the measure, its unit, its means, its deadline.
    fn row_part(&mut self, row: &mut Row, datum: &Datum, meaning: &Meaning, text: &Text) -> bool {
        let named_by_group = matches!(meaning.group, Some(Concept::Indicator))
            && meaning.side.is_none()
            && meaning.period.is_none();
        match meaning.field {
            Some(Concept::Measure) if datum.column_path.is_empty() => {
                return self.keyed_measure(meaning, text);
            }
            Some(Concept::Measure) => {
                let with_method = meaning
                    .field_label
                    .as_ref()
                    .is_some_and(|label| label.as_str().contains("手段"));
                let (measure, method) =
                    value::split_measure(text.slice(), with_method && !datum.ruled);
                row.measure = Some(measure.to_text());
                if with_method {
                    row.method = method.map(|m| m.to_text());
                } else if method.is_some() {
                    row.measure = Some(text.clone());
                }
            }
            Some(Concept::Due) => row.due = Some(text.clone()),
            Some(Concept::Method) => row.method = Some(text.clone()),
            Some(Concept::Unit) => row.unit = Some((text.as_str().to_owned(), Some(text.clone()))),
            _ if datum.is_head
                && meaning.side.is_none()
                && meaning.field.is_none()
                && !meaning.is_judgement() =>
            {
                row.measure = Some(text.clone());
            }
            None if named_by_group
                && datum.column_path.is_empty()
                && datum.row_path.last().is_some_and(|label| {
                    label.concept == Some(Concept::Indicator) && !label.inherited
                }) =>
            {
                self.measure = Some(text.clone());
            }
            None if named_by_group
                && datum
                    .column_path
                    .iter()
                    .any(|label| label.concept == Some(Concept::Indicator)) =>
            {
                row.measure = Some(text.clone());
            }
            _ => return false,
        }
        true
    }

    /// 指標名 outside any grid names the indicator of what comes after it; 取組事項 names an item that has no name.
    fn keyed_measure(&mut self, meaning: &Meaning, text: &Text) -> bool {
        let label = meaning.field_label.clone().unwrap_or_default();
        let of_indicator = ["指標", "目標"]
            .iter()
            .any(|word| label.as_str().contains(word));
        if of_indicator || self.has(Concept::Name) && !self.closed {
            self.measure = Some(text.clone());
            true
        } else {
            self.item_field(Concept::Name, &label, text.slice())
        }
    }

    fn value(&mut self, row: &Row, datum: &Datum, mut meaning: Meaning, text: Text, shape: &Shape) {
        if meaning.unit.is_none() && row.unit.is_none() && is_bare_number(&text) {
            meaning.unit.clone_from(&shape.unit);
        }
        let dated = datum.column_path.iter().any(|label| label.period.is_some());
        let keyed = datum
            .row_path
            .last()
            .is_some_and(|label| label.concept == Some(Concept::Actions));
        if keyed && meaning.side.is_none() && dated && shape.has_plan {
            // 実施内容 below the years of a plan is what was done in them.
            (meaning.field, meaning.side) = (None, Some(Side::Result));
        }
        if datum.struck {
            // A struck-out cell says that nothing belongs there.
            self.draft.labels.push(text);
            return;
        }
        if let Some(concept) = meaning.field
            && self.field(row, concept, &meaning, &text, shape, datum)
        {
            return;
        }
        if self.states_purpose(datum, &meaning) {
            let label = datum.row_path.last().map(|label| label.text.clone());
            self.item_field(Concept::Purpose, &label.unwrap_or_default(), text.slice());
        } else if meaning.is_judgement() {
            self.judgement(row, datum, &meaning, text);
        } else if !meaning.labelled && shape.is_list {
            self.fact(datum, text);
        } else if let Some(kind) = side_kind(&meaning, row, &text, shape) {
            self.side(row, datum, &meaning, text, kind);
        }
    }

    /// 目標 in words, beside which the document states no result and no year, is what the item is for.
    fn states_purpose(&self, datum: &Datum, meaning: &Meaning) -> bool {
        let goal = |label: &Label| {
            label.concept == Some(Concept::Plan)
                && label
                    .text
                    .as_str()
                    .trim_end_matches([':', '：', '】'])
                    .ends_with("目標")
        };
        meaning.period.is_none()
            && datum.column_path.is_empty()
            && !self.results_in_fields
            && matches!(datum.row_path.as_slice(), [only] if goal(only))
    }

    /// A value of a list under a header that no lexicon knows is a fact of its item, under the header's words.
    fn fact(&mut self, datum: &Datum, text: Text) {
        if let (Some(header), Some(item)) = (datum.column_path.last(), self.item) {
            self.draft.items[item]
                .attributes
                .push((header.text.clone(), text));
        }
    }

    /// A value under a label of the item, or under one that means a kind of statement by itself.
    fn field(
        &mut self,
        row: &Row,
        concept: Concept,
        meaning: &Meaning,
        text: &Text,
        shape: &Shape,
        datum: &Datum,
    ) -> bool {
        let label = meaning.field_label.clone().unwrap_or_default();
        match concept {
            Concept::RateText if meaning.group.is_some() || meaning.period.is_some() => {
                self.side(
                    row,
                    datum,
                    meaning,
                    text.clone(),
                    Kind::Plan(PlanKind::Indicator),
                );
            }
            Concept::RateText => self.side(
                row,
                datum,
                meaning,
                text.clone(),
                Kind::Plan(PlanKind::Target),
            ),
            Concept::Grade if is_rate(text) && row.measure.is_some() => {
                let label = meaning.field_label.as_ref();
                let kind = Kind::Result(ResultKind::Indicator);
                let last = meaning
                    .period
                    .is_none()
                    .then(|| self.last_result(row))
                    .flatten();
                let period = last.unwrap_or_else(|| self.period_of(meaning, kind));
                let row = Row {
                    measure: Some(derived_name(row.measure.as_ref(), label)),
                    unit: None,
                    ..row.clone()
                };
                self.dated_side(&row, datum, meaning, text.clone(), kind, period);
            }
            Concept::InterimReport => self.report(row, meaning, text, Some(1)),
            Concept::ClosingReport => self.report(row, meaning, text, None),
            Concept::ProgressLabel => self.progress(row, datum, meaning, text.clone()),
            Concept::Baseline if !datum.column_path.is_empty() => {
                let period = point(PeriodKind::Baseline, &label);
                self.dated_side(
                    row,
                    datum,
                    meaning,
                    text.clone(),
                    Kind::Result(result_kind(meaning, row, text, true)),
                    period,
                );
            }
            Concept::Target => {
                let period = point(PeriodKind::Target, &label);
                self.dated_side(
                    row,
                    datum,
                    meaning,
                    text.clone(),
                    Kind::Plan(plan_kind(meaning, row, text)),
                    period,
                );
            }
            Concept::Issues
                if meaning.period.is_some() || shape.has_result && self.has_reported() =>
            {
                let period = self.judging_period(meaning, Scope::Annual);
                self.evaluate(
                    datum,
                    Kind::Evaluation(Scope::Annual, Aspect::NextSteps),
                    period,
                    Some(text.clone()),
                );
            }
            Concept::Grade => return false,
            concept => return self.item_field(concept, &label, text.slice()),
        }
        true
    }

    /// 中間報告 is the first half of the document's year, 期末報告 the year.
    fn report(&mut self, row: &Row, meaning: &Meaning, text: &Text, half: Option<u8>) {
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
        let mut statement = Statement::new(
            item,
            Kind::Result(ResultKind::Progress),
            Period { inferred, ..period },
        );
        statement.period_places = [label]
            .into_iter()
            .chain(self.times.document.iter().map(|(_, place)| place.clone()))
            .collect();
        statement.text = Some(text.clone());
        statement.rules.push("report-column");
        self.finish_row(row, statement);
    }

    /// A word for how far it has come goes to the result beside it.
    fn progress(&mut self, row: &Row, datum: &Datum, meaning: &Meaning, text: Text) {
        if text.as_str().chars().count() > LONGEST_PROGRESS
            && LEXICON.progress(text.as_str()).is_none()
        {
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
        let kind = Kind::Result(ResultKind::Progress);
        let (period, places) = self.period_of(meaning, kind);
        let mut statement = Statement::new(self.current_item(), kind, period);
        statement.period_places = places;
        statement.progress = Some(text);
        statement.rules.push("progress-column");
        self.finish_row(row, statement);
    }

    /// The chosen one of a closed set of options is the text; the others are labels of the form.
    fn chosen(&mut self, text: Text) -> Option<Text> {
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

    fn judgement(&mut self, row: &Row, datum: &Datum, meaning: &Meaning, text: Text) {
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
        if is_grade(meaning, &text) || offered && aspect == Aspect::Assessment {
            self.grade(row, datum, meaning, kind, period, text);
            return;
        }
        let waiting = self.draft.statements[row.first..].iter_mut().find(|s| {
            s.kind == kind
                && s.text.is_none()
                && s.period == period.0
                && same_words(&s.criterion, &meaning.criterion)
        });
        if let Some(statement) = waiting {
            statement.text = Some(text);
            return;
        }
        let index = self.evaluate(datum, kind, period, Some(text));
        self.draft.statements[index]
            .criterion
            .clone_from(&meaning.criterion);
    }

    /// A grade goes to the judgement in words beside it, or stands for itself.
    fn grade(
        &mut self,
        row: &Row,
        datum: &Datum,
        meaning: &Meaning,
        kind: Kind,
        period: (Period, Vec<Text>),
        text: Text,
    ) {
        let beside = self.draft.statements[row.first..].iter_mut().find(|s| {
            s.kind == kind
                && s.grade.is_none()
                && s.period == period.0
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

    fn evaluate(
        &mut self,
        datum: &Datum,
        kind: Kind,
        period: (Period, Vec<Text>),
        text: Option<Text>,
    ) -> usize {
        let mut statement = Statement::new(self.current_item(), kind, period.0);
        statement.period_places = period.1;
        statement.text = text;
        statement.rules.push("judgement-label");
        if datum.by_order {
            statement.rules.push("flat-order");
        }
        statement.confidence = confidence(datum);
        self.push(statement)
    }

    /// The period of a judgement: the year above it, or the programme's run for one over the whole of it.
    fn judging_period(&self, meaning: &Meaning, scope: Scope) -> (Period, Vec<Text>) {
        match (scope, &meaning.period) {
            (Scope::Midterm | Scope::Final, None) => {
                self.programme_period(meaning.scope_label.as_ref())
            }
            (_, Some(period)) => (period.clone(), meaning.period_places.clone()),
            (_, None) => self.default_period(Kind::Evaluation(scope, Aspect::Assessment)),
        }
    }

    fn period_of(&self, meaning: &Meaning, kind: Kind) -> (Period, Vec<Text>) {
        let Some(period) = &meaning.period else {
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
            ..self.reader.context
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

    /// The period of a computed value without one: the last year of its row that has a result.
    fn last_result(&self, row: &Row) -> Option<(Period, Vec<Text>)> {
        let results = self.draft.statements[row.first..].iter().rev();
        results
            .filter(|s| matches!(s.kind, Kind::Result(_)) && s.period.kind == PeriodKind::Year)
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

    fn side(&mut self, row: &Row, datum: &Datum, meaning: &Meaning, text: Text, kind: Kind) {
        if kind == Kind::Result(ResultKind::Progress)
            && text.as_str().chars().count() <= LONGEST_PROGRESS
            && LEXICON.progress(text.as_str()).is_some()
            && self.draft.statements.len() > row.first
        {
            self.progress(row, datum, meaning, text);
            return;
        }
        self.note_reported_year(datum, meaning, kind);
        let derived = (meaning.side == Some(Side::Derived) && meaning.period.is_none())
            .then(|| self.last_result(row))
            .flatten();
        let period = derived.unwrap_or_else(|| self.period_of(meaning, kind));
        self.dated_side(row, datum, meaning, text, kind, period);
    }

    /// The year that a label of the item's report names (令和5年度の取組実績) is that of the judgements below it.
    fn note_reported_year(&mut self, datum: &Datum, meaning: &Meaning, kind: Kind) {
        let Some(period) = meaning.period.as_ref() else {
            return;
        };
        let reports = matches!(kind, Kind::Result(_)) && datum.column_path.is_empty();
        if let (true, PeriodKind::Year, Some(year), Some(place)) = (
            reports,
            period.kind,
            period.fiscal_year,
            meaning.period_places.last(),
        ) {
            self.reported = Some((year, period.label.clone(), place.clone()));
        }
    }

    fn dated_side(
        &mut self,
        row: &Row,
        datum: &Datum,
        meaning: &Meaning,
        text: Text,
        kind: Kind,
        (period, places): (Period, Vec<Text>),
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
        statement.confidence = confidence(datum) - if meaning.sure { 0.0 } else { 0.15 };
        if meaning.side == Some(Side::Derived) {
            let label = meaning
                .field_label
                .clone()
                .or_else(|| datum_label(datum, Concept::Derived));
            statement.measure = Some(derived_name(row.measure.as_ref(), label.as_ref()));
            statement.rules.push("derived-column");
        }
        if meaning.group == Some(Concept::Cost)
            && row.measure.is_none()
            && statement.measure.is_none()
        {
            statement.measure.clone_from(&meaning.group_label);
        }
        self.finish_row(row, statement);
    }

    /// Adds what the row says of all its statements.
    fn finish_row(&mut self, row: &Row, mut statement: Statement) {
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

impl Assembler<'_> {
    /// True if the current item has a result or a judgement already: 課題 behind them are what is left to do, 課題
    /// before them why the item is there.
    fn has_reported(&self) -> bool {
        self.draft.statements[self.first_of_item()..]
            .iter()
            .any(|s| !matches!(s.kind, Kind::Plan(_)))
    }

    /// Where the statements of the current item begin.
    fn first_of_item(&self) -> usize {
        let statements = &self.draft.statements;
        let others = statements
            .iter()
            .rev()
            .take_while(|s| Some(s.item) == self.item)
            .count();
        statements.len() - others
    }
}

fn is_judging(concept: Option<Concept>) -> bool {
    matches!(
        concept,
        Some(
            Concept::Effects
                | Concept::NextSteps
                | Concept::Assessment
                | Concept::Outlook
                | Concept::Issues
        )
    )
}

/// True for 合計 where the name of an item stands in a list.
fn names_a_total(datum: &Datum) -> bool {
    let names = datum
        .column_path
        .last()
        .is_some_and(|label| label.lists_items() || label.concept == Some(Concept::Level));
    let key = crate::normalize::compare_key(datum.text.as_str());
    names && LEXICON.exact(&key) == Some(Concept::Total)
}

/// A value under a header that says nothing, left of the columns that years or sides head.
fn is_unknown_head(datum: &Datum, row: &[Datum]) -> bool {
    let silent = !datum.column_path.is_empty()
        && datum
            .column_path
            .iter()
            .chain(&datum.row_path)
            .all(|label| label.concept.is_none() && label.period.is_none());
    let first_axis = row
        .iter()
        .filter(|other| other.column_path.iter().any(Label::is_axis))
        .map(|other| other.column)
        .min();
    silent && first_axis.is_some_and(|column| datum.column < column)
}

/// A row that a cost heads has the cost for its name: 事業費(千円).
fn cost_name(datum: &Datum) -> Option<Text> {
    let label = datum
        .row_path
        .iter()
        .rfind(|label| label.concept == Some(Concept::Cost))?;
    (!label.inherited && !datum.column_path.is_empty()).then(|| label.text.clone())
}

/// A judgement without a named scope: over the programme where its period is, annual otherwise.
fn scope_of(meaning: &Meaning) -> Scope {
    if meaning.is_point(PeriodKind::Programme) {
        Scope::Final
    } else {
        Scope::Annual
    }
}

fn is_grade(meaning: &Meaning, text: &Text) -> bool {
    let graded = matches!(meaning.aspect, None | Some(Aspect::Assessment));
    graded
        && (meaning.field == Some(Concept::Grade)
            && text.as_str().chars().count() <= LONGEST_PROGRESS
            || grade::is_grade_label(text.as_str()))
}

/// A number without any unit of its own.
fn is_bare_number(text: &Text) -> bool {
    quantity::read(text.as_str(), None).is_some_and(|quantity| quantity.unit.is_none())
}

/// A share of the goal, computed: `105.5%` under 達成度 is no grade.
fn is_rate(text: &Text) -> bool {
    quantity::read(text.as_str(), None).is_some_and(|quantity| {
        quantity
            .unit
            .as_deref()
            .is_some_and(|unit| matches!(unit, "%" | "％"))
    })
}

/// What a value is by its side, its group and its period; none where its labels do not say.
fn side_kind(meaning: &Meaning, row: &Row, text: &Text, shape: &Shape) -> Option<Kind> {
    if meaning.group == Some(Concept::Progress) {
        return Some(Kind::Result(ResultKind::Progress));
    }
    match meaning.side {
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
        // What a report counts of the years before its own was reached.
        None if !shape.has_plan && shape.is_past(meaning) => Some(Kind::Result(result_kind(
            meaning,
            row,
            text,
            shape.has_plan,
        ))),
        None if meaning.period.is_some() => Some(Kind::Plan(plan_kind(meaning, row, text))),
        None if meaning.group == Some(Concept::Schedule) => Some(Kind::Plan(PlanKind::Schedule)),
        None => None,
    }
}

fn plan_kind(meaning: &Meaning, row: &Row, text: &Text) -> PlanKind {
    if is_indicator(meaning, row, text) {
        PlanKind::Indicator
    } else {
        PlanKind::Schedule
    }
}

fn result_kind(meaning: &Meaning, row: &Row, text: &Text, beside_plans: bool) -> ResultKind {
    if is_indicator(meaning, row, text) {
        ResultKind::Indicator
    } else if beside_plans || meaning.group == Some(Concept::Schedule) {
        ResultKind::Schedule
    } else {
        ResultKind::Progress
    }
}

fn is_indicator(meaning: &Meaning, row: &Row, text: &Text) -> bool {
    matches!(meaning.group, Some(Concept::Indicator | Concept::Cost))
        || meaning.group.is_none()
            && (row.measure.is_some() || meaning.unit.is_some())
            && (meaning.unit.is_some()
                || row.unit.is_some()
                || quantity::read(text.as_str(), None).is_some())
}

fn point(kind: PeriodKind, label: &Text) -> (Period, Vec<Text>) {
    let period = Period {
        label: Some(head_words(label)),
        kind,
        ..span::undated()
    };
    (period, vec![label.clone()])
}

/// A header's words without the bracket that explains them: 中間報告(目標に対する進捗状況) is 中間報告.
fn head_words(label: &Text) -> String {
    let string = label.as_str();
    let end = string
        .find(['(', '（', '\n'])
        .filter(|&i| i > 0)
        .unwrap_or(string.len());
    string[..end].trim().to_owned()
}

fn datum_label(datum: &Datum, concept: Concept) -> Option<Text> {
    datum
        .column_path
        .iter()
        .chain(&datum.row_path)
        .find(|label| label.concept == Some(concept))
        .map(|label| label.text.clone())
}

/// `<indicator> 達成率`.
fn derived_name(measure: Option<&Text>, label: Option<&Text>) -> Text {
    let mut name = measure.cloned().unwrap_or_default();
    if let Some(label) = label {
        if !name.is_empty() {
            name.push(' ', NOWHERE);
        }
        // The formula that a bracket prints is no part of the name: 達成率(B/A).
        let end = label.as_str().find('(').filter(|&at| at > 0);
        let words = end.map_or(label.slice(), |end| label.slice().cut(0..end).trim());
        name.push_slice(words);
    }
    name
}

fn same_words(a: &Option<Text>, b: &Option<Text>) -> bool {
    a.as_ref().map(Text::as_str) == b.as_ref().map(Text::as_str)
}

/// How sure a value's place is: ruled lines are, delimiters nearly, a shifted row is a rule's guess.
fn confidence(datum: &Datum) -> f64 {
    if datum.by_order {
        return 0.6;
    }
    match (datum.ruled, datum.shifted) {
        (_, true) => 0.85,
        (true, false) => 0.97,
        (false, false) => 0.95,
    }
}
