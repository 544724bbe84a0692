//! Places the values of a flat sheet in the grids of its form.

use super::datum;
use super::gather::Value;
use super::halves;
use super::rows::{self, Column};
use super::sort::{self, Part};
use crate::lexicon::Concept;
use crate::notation::quantity;
use crate::notation::tense::{Tense, tense};
use crate::record::PeriodKind;
use crate::segment::label::Label;
use crate::segment::table::Datum;
use crate::source::Text;

/// The labels of a sheet by what they head.
struct Heads<'a> {
    labels: &'a [Label],
    years: Vec<&'a Label>,
}

impl<'a> Heads<'a> {
    fn new(labels: &'a [Label]) -> Self {
        let mut years: Vec<&Label> = Vec::new();
        for label in labels {
            let is_year = label.concept.is_none()
                && label
                    .period
                    .as_ref()
                    .is_some_and(|r| r.period.kind == PeriodKind::Year && !r.period.open_ended);
            let year = |l: &Label| l.period.as_ref().and_then(|r| r.period.fiscal_year);
            if is_year && years.iter().all(|known| year(known) != year(label)) {
                years.push(label);
            }
        }
        years.sort_by_key(|label| label.period.as_ref().and_then(|r| r.period.fiscal_year));
        Self { labels, years }
    }

    fn of(&self, concept: Concept) -> Option<Label> {
        self.labels
            .iter()
            .find(|label| label.concept == Some(concept))
            .cloned()
    }

    /// The columns of the schedule's grid: the state before, each year's plan and result, the goal.
    fn columns(&self) -> Vec<Vec<Label>> {
        let mut columns: Vec<Vec<Label>> = self
            .of(Concept::Baseline)
            .map(|label| vec![label])
            .into_iter()
            .collect();
        for year in &self.years {
            for side in [Concept::Plan, Concept::Result] {
                columns.push(
                    [Some((*year).clone()), self.of(side)]
                        .into_iter()
                        .flatten()
                        .collect(),
                );
            }
        }
        columns.extend(self.goal().map(|label| vec![label]));
        columns
    }

    /// The goal's label; a tool may print 計画 of the next column behind it, which is none of its own.
    fn goal(&self) -> Option<Label> {
        let is_goal = |label: &&Label| {
            label
                .period
                .as_ref()
                .is_some_and(|r| r.period.kind == PeriodKind::Target)
        };
        self.labels.iter().find(is_goal).map(|label| Label {
            concept: Some(Concept::Target),
            ..label.clone()
        })
    }

    /// The half-year labels, in order.
    fn halves(&self) -> Vec<Label> {
        let is_half = |label: &&Label| {
            label
                .period
                .as_ref()
                .is_some_and(|r| r.period.kind == PeriodKind::Half)
        };
        let mut halves: Vec<Label> = self.labels.iter().filter(is_half).cloned().collect();
        halves.sort_by_key(|label| label.period.as_ref().and_then(|r| r.period.half));
        halves.dedup_by_key(|label| label.period.as_ref().and_then(|r| r.period.half));
        halves
    }

    /// 平成29年度以降, as the heading of an outlook.
    fn outlook(&self) -> Option<Label> {
        let open = |label: &&Label| {
            label.concept.is_none()
                && label
                    .period
                    .as_ref()
                    .is_some_and(|r| r.period.kind == PeriodKind::Year && r.period.open_ended)
        };
        self.labels.iter().find(open).cloned()
    }

    /// The judgement of the whole run that the sheet has: the final one, or the one at half time.
    fn whole(&self) -> Option<Label> {
        self.of(Concept::MidtermEvaluation)
            .or_else(|| self.of(Concept::FinalEvaluation))
    }
}

/// Places rows of figures and values of words.
pub(crate) fn place(
    labels: &[Label],
    rows: Vec<(Option<Text>, Vec<Text>)>,
    values: Vec<Value>,
    widest: u32,
) -> Vec<Datum> {
    let heads = Heads::new(labels);
    let widest = widest.max(1) as f32;
    let share = |width: u32| width as f32 / widest;
    let cell = sort::cell_width(
        values
            .iter()
            .map(|value| (value.text.as_str(), share(value.width))),
    );
    let parted = are_parted(&values);
    let part = |value: &Value| {
        let told = sort::part(value.text.as_str(), share(value.width), cell);
        let reports = matches!(told, Part::Progress | Part::Assessment | Part::NextSteps);
        // What is to be done is no report on half a year, whatever stands before it, nor the other way round.
        let agrees = |near: &Part| {
            let both = [told, *near];
            !(both.contains(&Part::NextSteps) && both.contains(&Part::Progress))
        };
        let near = value.near.filter(|_| parted && reports).filter(agrees);
        near.unwrap_or(told)
    };
    let mut parts: Vec<(Part, Text, u32)> = values
        .into_iter()
        .map(|value| (part(&value), value.text, value.width))
        .collect();
    let mut take = |part: Part| -> Vec<(Text, u32)> {
        let (taken, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut parts)
            .into_iter()
            .partition(|(p, ..)| *p == part);
        parts = rest;
        taken
            .into_iter()
            .map(|(_, text, width)| (text, width))
            .collect()
    };
    let texts =
        |taken: Vec<(Text, u32)>| taken.into_iter().map(|(text, _)| text).collect::<Vec<_>>();
    let mut data = Vec::new();
    let columns = heads.columns();
    schedule(&heads, &columns, texts(take(Part::Schedule)), &mut data);
    indicators(&heads, &columns, rows, texts(take(Part::Name)), &mut data);
    progress(
        &heads,
        texts(take(Part::Progress)),
        texts(take(Part::Status)),
        &mut data,
    );
    let grades = texts(take(Part::Grade));
    judgements(
        &heads,
        Concept::Assessment,
        take(Part::Assessment),
        grades,
        &mut data,
    );
    judgements(
        &heads,
        Concept::NextSteps,
        take(Part::NextSteps),
        Vec::new(),
        &mut data,
    );
    let ahead = heads.outlook();
    for text in texts(take(Part::Outlook)) {
        let row = next_row(&data);
        let path = heads.whole().into_iter().collect();
        data.push(datum(
            row,
            1,
            text,
            path,
            ahead.clone().into_iter().collect(),
        ));
    }
    data
}

/// True if the values of reports and judgements each stand behind labels of their own; many tools print the labels of a
/// whole sheet before its values.
fn are_parted(values: &[Value]) -> bool {
    let behind = |part: Part| values.iter().any(|value| value.near == Some(part));
    [Part::Progress, Part::Assessment, Part::NextSteps]
        .into_iter()
        .all(behind)
}

fn next_row(data: &[Datum]) -> u32 {
    data.last().map_or(0, |last| last.row + 1)
}

/// The cells of the schedule: reports in the past tense are results where the plans have no verbs; otherwise the
/// order of the columns is the order of the cells.
fn schedule(heads: &Heads<'_>, columns: &[Vec<Label>], cells: Vec<Text>, data: &mut Vec<Datum>) {
    let row = next_row(data);
    let group: Vec<Label> = heads.of(Concept::Schedule).into_iter().collect();
    if cells.len() > columns.len() {
        return schedule_of_tasks(&group, columns, cells, data);
    }
    let past = |text: &Text| tense(text.as_str()) == Tense::Past;
    let reports = cells.iter().filter(|text| past(text)).count();
    let mixed = reports > 0 && reports <= columns.iter().filter(|column| is_result(column)).count();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    for (n, text) in cells.into_iter().enumerate() {
        let wanted = order
            .iter()
            .position(|&c| !mixed || is_result(&columns[c]) == past(&text));
        let Some(at) = wanted else { continue };
        let column = order.remove(at);
        let place = if mixed { column } else { n.min(column) };
        data.push(datum(
            row,
            place as u32 + 1,
            text,
            group.clone(),
            columns[place].clone(),
        ));
    }
    data.sort_by_key(|datum| (datum.row, datum.column));
}

fn is_result(column: &[Label]) -> bool {
    column
        .iter()
        .any(|label| label.concept == Some(Concept::Result))
}

/// The cells of a schedule that has a row for each task.
fn schedule_of_tasks(
    group: &[Label],
    columns: &[Vec<Label>],
    cells: Vec<Text>,
    data: &mut Vec<Datum>,
) {
    let sorts: Vec<Column> = columns
        .iter()
        .map(|column| match column.as_slice() {
            _ if is_result(column) => Column::Result,
            [_, _] => Column::Plan,
            _ => Column::Point,
        })
        .collect();
    let words: Vec<&str> = cells.iter().map(Text::as_str).collect();
    let rows = rows::rows(&words, &sorts);
    for places in rows {
        let row = next_row(data);
        for (cell, column) in places {
            let (text, group) = (cells[cell].clone(), group.to_vec());
            let heads = columns[column].clone();
            data.push(datum(row, column as u32 + 1, text, group, heads));
        }
    }
}

/// Rows of figures, each with the name that stands before it or the next name that has none; fewer figures than
/// columns belong to the last ones.
fn indicators(
    heads: &Heads<'_>,
    columns: &[Vec<Label>],
    rows: Vec<(Option<Text>, Vec<Text>)>,
    names: Vec<Text>,
    data: &mut Vec<Datum>,
) {
    let group: Vec<Label> = heads.of(Concept::Indicator).into_iter().collect();
    let mut names = names.into_iter();
    for (name, values) in regrouped(rows, names.len()) {
        if values.len() > columns.len() {
            continue;
        }
        let row = next_row(data);
        if let Some(name) = name.or_else(|| names.next()) {
            let mut head = datum(row, 0, name, group.clone(), Vec::new());
            head.is_head = true;
            data.push(head);
        }
        let first = columns.len() - values.len();
        for (n, value) in values.into_iter().enumerate() {
            data.push(datum(
                row,
                (first + n) as u32 + 1,
                value,
                group.clone(),
                columns[first + n].clone(),
            ));
        }
    }
}

/// By how much an arrangement of figures must be better than those that follow their order.
const CLEARLY: f64 = 2.0;

/// Rows without a name, each figure by itself, where the tool printed some one by one and a few side by side: 8,231千円
/// and 10,010千円 on one line behind ten that stand alone.
fn parted(rows: Vec<(Option<Text>, Vec<Text>)>, names: usize) -> Vec<(Option<Text>, Vec<Text>)> {
    let nameless = || rows.iter().filter(|(name, _)| name.is_none());
    let all: usize = nameless().map(|(_, values)| values.len()).sum();
    let alone = nameless().filter(|(_, values)| values.len() == 1).count();
    let length = all.checked_div(names).unwrap_or_default();
    let whole = nameless().any(|(_, values)| values.len() >= length);
    if alone * 2 <= all || whole || !all.is_multiple_of(names.max(1)) {
        return rows;
    }
    let single = |(name, values): (Option<Text>, Vec<Text>)| match name {
        Some(name) => vec![(Some(name), values)],
        None => values
            .into_iter()
            .map(|value| (None, vec![value]))
            .collect(),
    };
    rows.into_iter().flat_map(single).collect()
}

/// Figures that a tool printed one by one, put together to as many rows as there are names.
fn regrouped(rows: Vec<(Option<Text>, Vec<Text>)>, names: usize) -> Vec<(Option<Text>, Vec<Text>)> {
    let rows = parted(rows, names);
    let single = rows
        .iter()
        .filter(|(name, values)| name.is_none() && values.len() == 1)
        .count();
    // A row that was printed whole is that of one of the names.
    let side_by_side =
        |(name, values): &&(Option<Text>, Vec<Text>)| name.is_none() && values.len() > 1;
    let names = names.saturating_sub(rows.iter().filter(side_by_side).count());
    if names == 0 || single == 0 || !single.is_multiple_of(names) {
        return rows;
    }
    let is_alone = |(name, values): &(Option<Text>, Vec<Text>)| name.is_none() && values.len() == 1;
    let first = rows.iter().position(is_alone).unwrap_or(rows.len());
    let length = single / names;
    let (lone, mut whole): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|(name, values)| name.is_none() && values.len() == 1);
    let figures: Vec<Text> = lone.into_iter().flat_map(|(_, values)| values).collect();
    let by_row: Vec<Vec<Text>> = figures.chunks(length).map(<[Text]>::to_vec).collect();
    let column = |row: usize| figures.iter().skip(row).step_by(names).cloned();
    let by_column: Vec<Vec<Text>> = (0..names).map(|row| column(row).collect()).collect();
    let mut likelier = if spread(&by_column) < spread(&by_row) {
        by_column
    } else {
        by_row
    };
    let by_size = by_size(&figures, length);
    if spread(&by_size) * CLEARLY < spread(&likelier) {
        likelier = by_size;
    }
    let likelier = likelier.into_iter().map(|row| (None, row));
    whole.splice(first..first, likelier);
    whole
}

/// Rows of figures of one size and unit, for a tool that prints the columns in no order; the row whose figure is printed first
/// comes first.
fn by_size(figures: &[Text], length: usize) -> Vec<Vec<Text>> {
    let size = |at: &usize| {
        let quantity = quantity::read(figures[*at].as_str(), None);
        let value = quantity.as_ref().map_or(0.0, |quantity| quantity.value.0);
        (quantity.and_then(|quantity| quantity.unit), value)
    };
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|a, b| {
        let ((unit, value), (other, than)) = (size(a), size(b));
        unit.cmp(&other).then(value.total_cmp(&than))
    });
    let mut rows: Vec<Vec<usize>> = order.chunks(length).map(<[usize]>::to_vec).collect();
    rows.iter_mut().for_each(|row| row.sort_unstable());
    rows.sort_unstable_by_key(|row| row.first().copied());
    let text = |row: Vec<usize>| row.into_iter().map(|at| figures[at].clone()).collect();
    rows.into_iter().map(text).collect()
}

/// How far apart the figures of each row are: those of one indicator are of one size and of one unit.
fn spread(rows: &[Vec<Text>]) -> f64 {
    const OTHER_UNIT: f64 = 3.0;
    let figures = |row: &[Text]| -> Vec<(f64, Option<String>)> {
        let read = |text: &Text| {
            let quantity = quantity::read(text.as_str(), None)?;
            let size = quantity.value.0.abs();
            Some(((size + 1.0).ln(), quantity.unit))
        };
        row.iter().filter_map(read).collect()
    };
    let apart = |row: &Vec<Text>| -> f64 {
        let read = figures(row);
        let step = |pair: &[(f64, Option<String>)]| {
            let other = pair[0].1 != pair[1].1;
            (pair[0].0 - pair[1].0).abs() + if other { OTHER_UNIT } else { 0.0 }
        };
        read.windows(2).map(step).sum()
    };
    rows.iter().map(apart).sum()
}

/// Half-yearly reports: row by row, each year in turn, with the word for how far each has come.
fn progress(heads: &Heads<'_>, texts: Vec<Text>, statuses: Vec<Text>, data: &mut Vec<Datum>) {
    let halves = heads.halves();
    let halves: Vec<Option<Label>> = if halves.is_empty() {
        vec![None]
    } else {
        halves.into_iter().map(Some).collect()
    };
    let group = heads.of(Concept::Progress);
    let places: Vec<(&Option<Label>, &Label)> = halves
        .iter()
        .flat_map(|half| heads.years.iter().map(move |year| (half, *year)))
        .collect();
    let columns: Vec<Option<u8>> = places
        .iter()
        .map(|(half, _)| half.as_ref()?.period.as_ref()?.period.half)
        .collect();
    // Words for progress are tied to their reports only where each report has one.
    let each = texts.len() == statuses.len();
    let (texts, turned) = halves::year_by_year(texts, &columns, heads.years.len());
    let statuses = if turned && each {
        halves::transposed(statuses, heads.years.len())
    } else {
        statuses
    };
    let mut statuses = statuses.into_iter().filter(|_| each);
    for ((half, year), text) in places.into_iter().zip(halves::in_order(texts, &columns)) {
        // A label may be both: 取組の状況 上半期.
        let group = group
            .clone()
            .filter(|_| half.as_ref().is_none_or(|half| half.concept.is_none()));
        let path: Vec<Label> = [group, half.clone()].into_iter().flatten().collect();
        let row = next_row(data);
        data.push(datum(row, 1, text, path.clone(), vec![year.clone()]));
        data.extend(
            statuses
                .next()
                .map(|status| datum(row, 2, status, path, vec![year.clone()])),
        );
    }
}

/// Judgements: one of each year in turn; what there is more of them is of the whole run.
fn judgements(
    heads: &Heads<'_>,
    concept: Concept,
    texts: Vec<(Text, u32)>,
    grades: Vec<Text>,
    data: &mut Vec<Datum>,
) {
    let label: Vec<Label> = heads.of(concept).into_iter().collect();
    let whole = heads.whole();
    let more = if whole.is_some() {
        texts.len().saturating_sub(heads.years.len())
    } else {
        0
    };
    let whole_run = whole_run(&texts, more);
    let mut years = heads.years.iter();
    let mut grades = grades.into_iter();
    for (i, (text, _)) in texts.into_iter().enumerate() {
        let row = next_row(data);
        if whole_run.contains(&i) {
            let path: Vec<Label> = whole.iter().cloned().chain(label.iter().cloned()).collect();
            data.push(datum(row, 1, text, path.clone(), Vec::new()));
            data.extend(
                grades
                    .next()
                    .map(|grade| datum(row, 2, grade, path, Vec::new())),
            );
        } else if let Some(year) = years.next() {
            data.push(datum(row, 1, text, label.clone(), vec![(*year).clone()]));
        }
    }
}

/// Which texts judge the whole run: those that are clearly wider than the others, else the last.
fn whole_run(texts: &[(Text, u32)], more: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(texts[i].1));
    let clear = match (
        more.checked_sub(1).and_then(|last| order.get(last)),
        order.get(more),
    ) {
        (Some(&narrowest), Some(&widest)) => texts[narrowest].1 * 10 >= texts[widest].1 * 13,
        _ => false,
    };
    if clear {
        order.truncate(more);
        order
    } else {
        (texts.len() - more..texts.len()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::NOWHERE;

    fn rows(printed: &[&[&str]]) -> Vec<(Option<Text>, Vec<Text>)> {
        let text = |figure: &&str| {
            let mut text = Text::new();
            figure.chars().for_each(|c| text.push(c, NOWHERE));
            text
        };
        let row = |figures: &&[&str]| (None, figures.iter().map(text).collect());
        printed.iter().map(row).collect()
    }

    #[test]
    fn figures_printed_alone_and_side_by_side_are_of_as_many_rows_as_there_are_names() {
        let whole: &[&str] = &["7,040千円", "12,720千円", "12,152千円"];
        let expected = rows(&[&["250千㎡", "226千㎡", "231千㎡"], whole]);
        let printed: [&[&[&str]]; 2] = [
            &[&["250千㎡"], &["226千㎡"], &["231千㎡"], whole],
            &[
                &["250千㎡"],
                &["226千㎡"],
                &["231千㎡"],
                &["7,040千円"],
                &["12,720千円", "12,152千円"],
            ],
        ];
        for printed in printed {
            assert_eq!(regrouped(rows(printed), 2), expected, "{printed:?}");
        }
    }
}
