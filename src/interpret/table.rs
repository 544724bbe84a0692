//! From the header paths of a table to statements.

use super::above::Above;
use super::assembler::Assembler;
use super::draft::Kind;
use super::meaning::{Meaning, Side};
use super::shape::Shape;
use super::side::{derived_name, plan_kind, point, result_kind, side_kind};
use super::span::join_periods;
use super::told::{
    asks_for_a_goal, cost_name, gives_side, is_bare_number, is_caption, is_rate, is_sided,
    is_told_beside, is_unknown_head, names_a_total, names_indicator, names_status, numbers_a_name,
    reported_year, reports, states_background, sum_name, tells_itself,
};
use super::{card, levels, listing, over, proposals, raters, reached, steps, value};
use crate::lexicon::Concept;
use crate::notation::quantity;
use crate::notation::tense::{Tense, tense};
use crate::record::{Aspect, Period, PeriodKind, PlanKind, ResultKind, Scope};
use crate::segment::{self, Datum, Label, TableView};
use crate::source::Text;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a row's statements begin in the draft, and what its own cells say of all of them.
#[derive(Clone, Default)]
pub(super) struct Row {
    pub(super) measure: Option<Text>,
    pub(super) method: Option<Text>,
    pub(super) due: Option<Text>,
    pub(super) unit: Option<(String, Option<Text>)>,
    /// The one year that its results and judgements name, and where.
    pub(super) year: Option<(Period, Vec<Arc<Text>>)>,
    /// Its table sets goals against results and names no year.
    pub(super) compares: bool,
    pub(super) number: u32,
    /// The row's first statement.
    pub(super) first: usize,
}

impl Assembler<'_> {
    /// Takes the values of a table.
    pub(crate) fn table(&mut self, mut view: TableView) {
        if self.opinions(&view)
            || self.legend_table(&view)
            || self.sums_levels(&view)
            || self.lists_persons(&view)
        {
            return;
        }
        self.legend_rows(&mut view);
        card::settle(&mut view);
        let names_one = view.data.iter().any(|datum| {
            datum.column_path.is_empty() && datum.row_path.iter().any(Label::lists_items)
        });
        reached::settle(&mut view);
        raters::settle(&mut view);
        raters::settle_rows(&mut view);
        over::name_figures(&mut view);
        over::settle_levels(&mut view);
        levels::settle(&mut view);
        steps::settle(&mut view);
        steps::settle_scheduled(&mut view);
        proposals::settle(&mut view);
        if self.is_below_a_name() {
            levels::settle_measures(&mut view);
        }
        listing::settle(&mut view, names_one || self.is_below_a_name());
        listing::fill_departments(&mut view);
        let mut shape = Shape::of(&view);
        shape.has_plan |= self.plans_in_fields;
        shape.has_result |= self.results_in_fields;
        shape.year = self.times.document.as_ref().map(|(year, _)| *year);
        shape.year = shape.year.or(self.times.reported_until);
        if shape.is_list {
            self.levels_above_list();
            self.end_item();
        }
        self.in_list = shape.is_list;
        self.draft.labels.extend(view.labels);
        self.draft.blank_cells += view.blank_cells;
        let mut number = 0;
        let mut above = self.named_above(&view.data);
        let mut levels: BTreeMap<u32, (Text, Text)> = BTreeMap::new();
        let mut indicator = None;
        let mut summed = false;
        for row in view.data.chunk_by(|a, b| a.row == b.row) {
            if let [only] = row
                && shape.is_list
                && (self.legend(&only.text) || self.group_row(only) || self.note_row(only))
            {
                continue;
            }
            if let [only] = row
                && let Some(name) = self.indicator_of_rows(only)
            {
                self.draft.labels.push(only.text.clone());
                above = Above {
                    unit: value::unit_in_brackets(&name),
                    measure: Some(name),
                    until: only.ruled.then_some(Above::EVER),
                    ..Above::default()
                };
                continue;
            }
            let begins = row.iter().any(|datum| self.begins_item(datum));
            summed = shape.is_list && (row.iter().any(names_a_total) || summed && !begins);
            if summed {
                // Sums over items are no item; what no record holds is reported as unassigned.
                continue;
            }
            if shape.is_list && begins {
                self.end_item();
                self.levels_above(&mut levels, row);
            }
            let grid = row.iter().any(|datum| !datum.column_path.is_empty());
            number += u32::from(grid);
            indicator = match row {
                [only] if names_indicator(only) => Some(only.text.clone()),
                _ => {
                    indicator.filter(|_| row.iter().any(is_sided) && !row.iter().any(tells_itself))
                }
            };
            if let (Some(name), Some(first)) = (&indicator, row.first()) {
                above = Above {
                    measure: Some(name.clone()),
                    unit: value::unit_in_brackets(name),
                    until: Some(first.row + 1),
                    ..Above::default()
                };
            }
            self.row(row, number, &shape, &mut above);
        }
    }

    /// The indicator that a row of its own names for the goals and results below it: `<成果指標>　縮減率(%)`.
    fn indicator_of_rows(&self, datum: &Datum) -> Option<Text> {
        let (label, name) = self.reader.leading(datum.text.slice())?;
        let keyed = label.text.as_str().ends_with([':', '：']);
        let silent = |label: &Label| label.inherited && label.concept == Some(Concept::FormPart);
        if datum.ruled && !keyed || !datum.row_path.iter().all(silent) {
            return None;
        }
        let names = label.concept == Some(Concept::Indicator) && label.period.is_none();
        let bare = !name.is_empty() && !name.as_str().contains(['。', '\n']);
        (names && bare).then(|| name.to_text())
    }

    fn row(&mut self, data: &[Datum], number: u32, shape: &Shape, above: &mut Above) {
        let mut row = Row {
            number,
            first: self.draft.statements.len(),
            ..Row::default()
        };
        let mut rest: Vec<(&Datum, Meaning, Text)> = Vec::new();
        let mut measures = None;
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
            if value::is_blank(text.slice()) || is_caption(datum, data, shape) {
                self.draft.labels.push(datum.text.clone());
            } else if !self.row_part(&mut row, datum, &meaning, &text) {
                rest.push((datum, meaning, text));
            } else if row.measure.as_ref() == Some(&text) {
                measures = Some(datum.column);
            }
        }
        if row.measure.is_none() {
            // Behind the name of an indicator, 令和4年度予算 is one of its sides.
            let named = |datum: &Datum| {
                let dated = datum
                    .row_path
                    .last()
                    .is_some_and(|label| label.period.is_some());
                self.measure.is_some() && dated
            };
            row.measure = rest
                .iter()
                .filter(|(datum, ..)| !named(datum))
                .find_map(|(datum, ..)| cost_name(datum))
                .or_else(|| data.iter().find_map(sum_name));
        }
        let in_grid = data.iter().any(|datum| !datum.column_path.is_empty());
        if let [only] = data
            && let Some(due) = row.due.as_ref().filter(|_| !in_grid && rest.is_empty())
        {
            self.keyed_due(only, due);
            return;
        }
        // A sentence behind the values of an indicator speaks of the item again.
        let told = |(_, _, text): &(&Datum, Meaning, Text)| text.as_str().contains('。');
        if row.measure.is_none() && !in_grid && !rest.iter().any(told) {
            row.measure.clone_from(&self.measure);
        }
        if row.unit.is_none() {
            row.unit = row.measure.as_ref().and_then(value::unit_in_brackets);
        }
        let named = row.measure.is_some();
        above.fill(&mut row, data);
        if named {
            above.column = measures;
        }
        row.year = reported_year(rest.iter().map(|(_, meaning, _)| meaning));
        row.compares = shape.figures.compares;
        // What stands left of the parts of an item speaks of the item.
        let measures = measures.or(above.column.filter(|_| row.measure.is_some()));
        let parts = measures.filter(|_| shape.is_list);
        let whole = Row {
            measure: None,
            method: None,
            unit: None,
            ..row.clone()
        };
        // Beside the columns of an indicator those of a cost speak of the item: 効果額 over its years.
        let is_cost = |datum: &Datum| {
            let mut path = datum.column_path.iter();
            path.any(|label| {
                let sided = matches!(label.concept, Some(Concept::CostPlan | Concept::CostResult));
                label.concept == Some(Concept::Cost) || sided
            })
        };
        let apart = parts.is_some()
            && rest
                .iter()
                .any(|(datum, meaning, _)| meaning.side.is_some() && !is_cost(datum));
        // A goal beside several parts is that of the item.
        let end = data
            .iter()
            .find(|datum| Some(datum.column) == parts)
            .map(|datum| datum.row_end);
        let reaches = |datum: &Datum| datum.ruled && end.is_some_and(|end| datum.row_end > end);
        let told = self.draft.statements.len();
        let of_whole: Vec<bool> = rest
            .iter()
            .map(|(_, meaning, text)| is_told_beside(meaning, text, &rest))
            .collect();
        let any_told = of_whole.contains(&true);
        let mut rest: Vec<_> = rest.into_iter().zip(of_whole).collect();
        // How far it has come is said of the result, though it may stand before it.
        rest.sort_by_key(|((_, meaning, text), _)| names_status(meaning, text));
        for ((datum, meaning, text), told_beside) in rest {
            let of_item = parts.is_some_and(|column| datum.column < column)
                || apart && is_cost(datum)
                || told_beside
                || any_told && names_status(&meaning, &text)
                || reaches(datum);
            let row = if of_item { &whole } else { &row };
            self.value(row, datum, meaning, text, shape);
        }
        if shape.is_list {
            self.unused_method(data, told);
        }
    }

    /// The means that no plan of its row took are a fact of the item: 算定方法 in a list of effects.
    fn unused_method(&mut self, data: &[Datum], first: usize) {
        let used = self.draft.statements[first..]
            .iter()
            .any(|s| s.method.is_some());
        let of_method = |label: &Label| label.concept == Some(Concept::Method);
        let asked = data
            .iter()
            .find(|datum| datum.column_path.last().is_some_and(of_method));
        if let Some(datum) = asked.filter(|_| !used) {
            self.fact(datum, value::tidy(datum.text.slice()));
        }
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
            let words = label.text.as_str();
            let apart = || {
                let behind = text.as_str().get(words.len()..).unwrap_or_default();
                behind.starts_with("  ") || behind.starts_with("\u{3000}\u{3000}")
            };
            let charges = label.concept == Some(Concept::Department) && words.ends_with(':');
            (words.chars().count() >= 5 || charges || apart())
                && (label.is_item_field() || is_judging(label.concept))
        });
        let Some((label, rest)) = embedded else {
            return (Meaning::of(datum), text);
        };
        self.draft.labels.push(Text::clone(&label.text));
        let meaning = Meaning::from_labels(datum.column_path.iter().chain([&label]));
        (meaning, rest.to_text())
    }

    /// Takes a value that describes its row: the measure, its unit, its means, its deadline.
    fn row_part(&mut self, row: &mut Row, datum: &Datum, meaning: &Meaning, text: &Text) -> bool {
        // A year may stand over all columns of a list: 令和6年度 over 成果指標, 目標値 and 実績値.
        let over_all = datum.column_path.len() > 1
            && datum.column_path.last().is_some_and(|label| {
                label.concept == Some(Concept::Indicator) && label.period.is_none()
            })
            && quantity::read_figure(text.as_str(), None).is_none();
        let named_by_group = matches!(meaning.group, Some(Concept::Indicator))
            && meaning.side.is_none()
            && (meaning.period.is_none() || over_all);
        match meaning.field {
            Some(Concept::Measure) if datum.column_path.is_empty() => {
                return self.keyed_measure(meaning, text);
            }
            Some(Concept::Measure) => {
                let with_method = meaning
                    .field_label
                    .as_ref()
                    .is_some_and(|label| label.as_str().contains("手段"));
                if with_method && value::leading_number(text.as_str()).is_some() {
                    // Nothing but the steps: ①対象経費の整理.
                    row.method = Some(text.clone());
                    return true;
                }
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
                && (meaning.side.is_none() || !datum.row_path.iter().any(gives_side))
                && matches!(meaning.field, None | Some(Concept::RateText))
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
                self.name_indicator(text.clone());
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
            self.name_indicator(text.clone());
            true
        } else {
            self.item_field(Concept::Name, &label, text.slice())
        }
    }

    /// A deadline outside any grid is that of the plan before it; where there is none, a fact of the item.
    fn keyed_due(&mut self, datum: &Datum, due: &Text) {
        let first = self.first_of_item();
        let plans = self.draft.statements[first..].iter_mut().rev();
        let mut open = plans.filter(|s| matches!(s.kind, Kind::Plan(_)) && s.due.is_none());
        if let Some(plan) = open.next() {
            plan.due = Some(due.clone());
        } else if let Some(label) = datum.row_path.last() {
            let item = self.current_item();
            let label = segment::undecorated(label.text.slice()).to_text();
            self.draft.items[item].attributes.push((label, due.clone()));
        }
    }

    fn value(&mut self, row: &Row, datum: &Datum, mut meaning: Meaning, text: Text, shape: &Shape) {
        let of_table = shape.unit.as_ref().filter(|_| row.unit.is_none());
        if meaning.unit.is_none()
            && let Some(unit) = of_table
            && is_bare_number(&text)
        {
            meaning.unit = Some(unit.clone());
        }
        if meaning.period.is_none() && reports(&meaning) {
            (meaning.period, meaning.period_places) = row.year.clone().map_or_else(
                || (None, std::mem::take(&mut meaning.period_places)),
                |(period, places)| (Some(period), places),
            );
        }
        meaning.counts = shape.figures.lacks(datum, &text);
        let dated = datum.column_path.iter().any(|label| label.period.is_some());
        let keyed = datum
            .row_path
            .last()
            .is_some_and(|label| label.concept == Some(Concept::Actions));
        if keyed && meaning.side.is_none() && dated && shape.has_plan {
            // 実施内容 below the years of a plan is what was done in them.
            (meaning.field, meaning.side) = (None, Some(Side::Result));
        }
        let of_report = meaning.group == Some(Concept::Progress) && meaning.period.is_some();
        if of_report && meaning.field == Some(Concept::Actions) && meaning.side.is_none() {
            // 取組の内容 of a half, below 取組状況, is what was done in it.
            (meaning.field, meaning.side) = (None, Some(Side::Result));
        }
        let acts = datum
            .row_path
            .iter()
            .chain(&datum.column_path)
            .any(|label| label.concept == Some(Concept::Actions) && label.period.is_some());
        if acts && meaning.side.is_none() && meaning.field == Some(Concept::Actions) {
            // 令和5年度の取組 is what was done or what is planned, as its sentences say.
            let tense = tense(text.as_str());
            let over = tense == Tense::None && shape.is_over(&meaning);
            let reports = tense.reports() || shape.has_plan || over;
            meaning.field = None;
            meaning.side = Some(if reports { Side::Result } else { Side::Plan });
        }
        if datum.struck {
            // A struck-out cell says that nothing belongs there.
            self.draft.labels.push(text);
            return;
        }
        if !self.closed
            && datum.column_path.is_empty()
            && let Some(label) = datum.row_path.last()
            && label.concept == Some(Concept::Direction)
            && numbers_a_name(&text)
        {
            // 改革の方向 before 1 デジタル化の推進, above all that is said of the item, is a level.
            self.level(&label.text, text.slice());
            return;
        }
        if shape.is_list && self.proposal(datum, &text) {
            return;
        }
        if let Some(concept) = meaning.field
            && self.field(row, concept, &meaning, &text, shape, datum)
        {
            return;
        }
        if states_background(row, datum, &meaning, &text) {
            let label = datum.row_path.last().map(|label| Text::clone(&label.text));
            self.draft.labels.extend(label.clone());
            self.item_field(
                Concept::Background,
                &label.unwrap_or_default(),
                text.slice(),
            );
        } else if self.states_purpose(datum, &meaning) {
            let label = datum.row_path.last().map(|label| Text::clone(&label.text));
            self.item_field(Concept::Purpose, &label.unwrap_or_default(), text.slice());
        } else if meaning.is_judgement() && meaning.side != Some(Side::Derived) {
            self.judgement(row, datum, &meaning, text);
        } else if !meaning.labelled && shape.is_list {
            self.fact(datum, text);
        } else if let Some(kind) = side_kind(&meaning, row, &text, shape)
            .or_else(|| self.kind_of_sum(row, &meaning, &text))
        {
            let kind = if kind == Kind::Plan(PlanKind::Schedule) && asks_for_a_goal(row, datum) {
                Kind::Plan(PlanKind::Target)
            } else {
                kind
            };
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
                .push((Text::clone(&header.text), text));
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
                // The state before is no plan, though 数値目標 stands over it and the goal alike.
                let kind = if meaning.is_point(PeriodKind::Baseline) {
                    Kind::Result(ResultKind::Indicator)
                } else {
                    Kind::Plan(PlanKind::Indicator)
                };
                self.side(row, datum, meaning, text.clone(), kind);
            }
            Concept::RateText => self.side(
                row,
                datum,
                meaning,
                text.clone(),
                Kind::Plan(PlanKind::Target),
            ),
            Concept::Grade if meaning.side == Some(Side::Derived) => return false,
            Concept::Grade if is_rate(text) && row.measure.is_some() => {
                let label = meaning.field_label.as_deref();
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
            Concept::Baseline
                if !datum.column_path.is_empty()
                    || row.measure.is_some() && quantity::read(text.as_str(), None).is_some() =>
            {
                let kind = Kind::Result(result_kind(meaning, row, text, true));
                let is_year = |period: &Period| period.kind == PeriodKind::Year;
                // 現在値 below 令和6年度の目標 is how far that year has come.
                let now = label.as_str().contains("現在")
                    && datum.column_path.is_empty()
                    && meaning.period.as_ref().is_some_and(is_year);
                let period = if now {
                    self.period_of(meaning, kind)
                } else {
                    dated_point(PeriodKind::Baseline, &label, meaning)
                };
                self.dated_side(row, datum, meaning, text.clone(), kind, period);
            }
            Concept::Target => {
                let period = dated_point(PeriodKind::Target, &label, meaning);
                let in_words = row.measure.is_none()
                    && meaning.group.is_none()
                    && datum
                        .column_path
                        .last()
                        .is_some_and(|header| header.text.as_str().trim_end().ends_with("目標"))
                    && quantity::read(text.as_str(), None).is_none();
                let kind = if in_words {
                    PlanKind::Target
                } else {
                    plan_kind(meaning, row, text)
                };
                self.dated_side(row, datum, meaning, text.clone(), Kind::Plan(kind), period);
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
}

impl Assembler<'_> {
    /// True if the current item has a result or a judgement already: 課題 behind them are what is left to do, 課題
    /// before them why the item is there.
    pub(super) fn has_reported(&self) -> bool {
        self.draft.statements[self.first_of_item()..]
            .iter()
            .any(|s| !matches!(s.kind, Kind::Plan(_)))
    }

    /// Where the statements of the current item begin.
    pub(super) fn first_of_item(&self) -> usize {
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

/// A state before or a goal after, with the year that a second header gives: 平成30年度 below 基準値.
fn dated_point(kind: PeriodKind, label: &Text, meaning: &Meaning) -> (Period, Vec<Arc<Text>>) {
    let (undated, mut places) = point(kind, label);
    let year = meaning
        .period
        .as_ref()
        .filter(|period| period.kind == PeriodKind::Year);
    let Some(period) = year.and_then(|year| join_periods([&undated, year].into_iter())) else {
        return (undated, places);
    };
    places.extend(meaning.period_places.iter().cloned());
    (period, places)
}
