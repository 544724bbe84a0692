//! Gives every value of a table its row path and its column path: the labels that govern it.
//!
//! Meaning comes from these paths, not from positions: year header → period, 計画/実績 → side, row head → measure.

use super::band::{self, Band};
use super::calendar_years;
use super::card_head::CardHeads;
use super::goal;
use super::key_dates;
use super::keys;
use super::label::{Label, LabelReader};
use super::matrix::Matrix;
use super::shading;
use super::straddle;
use super::unshift;
use super::whole;
use crate::layout::{Cell, Grid, Table};
use crate::lexicon::Concept;
use crate::source::Text;

/// A table, read.
#[derive(Debug, Default)]
pub struct TableView {
    /// Its values, by row, then column.
    pub data: Vec<Datum>,
    /// Everything in it that is a label, a header or a note of the form.
    pub labels: Vec<Text>,
    /// How many cells under a label or header are blank.
    pub blank_cells: u32,
    /// The note above it that gives the unit of its numbers.
    pub unit: Option<Label>,
}

impl TableView {
    /// False for 総括 over the plans and results of a table that judges nothing: it sums up and is no judgement.
    pub(crate) fn may_stand_under(&self, caption: &Label) -> bool {
        if !is_scope(caption) {
            return true;
        }
        let headers = || self.data.iter().flat_map(|datum| &datum.column_path);
        let sided = headers().any(|label| label.is_axis() && label.concept.is_some());
        !sided || headers().any(keys::is_judgement_label)
    }

    /// Puts the rows that stand in no group of their own under the caption of the table.
    pub(crate) fn put_under(&mut self, caption: &Label) {
        for datum in &mut self.data {
            let dates = caption.period.is_some();
            let grouped = |label: &Label| {
                if dates {
                    label.period.is_some()
                } else {
                    // 区分 over the sides of a table names no group of its own.
                    let says = !matches!(label.concept, Some(Concept::FormPart | Concept::Note));
                    label.is_group() && says || is_scope(label)
                }
            };
            if !datum.row_path.iter().any(grouped) && !datum.column_path.iter().any(grouped) {
                let label = Label {
                    inherited: true,
                    ..caption.clone()
                };
                datum.row_path.insert(0, label);
            }
        }
    }
}

/// A value of a table and the labels that govern it.
#[derive(Clone, Debug)]
pub struct Datum {
    /// Its grid row.
    pub row: u32,
    /// One past the last grid row that it covers.
    pub row_end: u32,
    /// Its grid column, after shifted rows were put right.
    pub column: u32,
    /// Its text.
    pub text: Text,
    /// The labels at its left, outermost first.
    pub row_path: Vec<Label>,
    /// The headers above it, outermost first.
    pub column_path: Vec<Label>,
    /// It names its row: it stands left of the first header of a value.
    pub is_head: bool,
    /// Its row had fewer cells than the header; its place is a rule's.
    pub shifted: bool,
    /// Its order among the values of a flat sheet alone tells its place.
    pub by_order: bool,
    /// Read from ruled lines or markup, so that its place is certain.
    pub ruled: bool,
    /// Struck out.
    pub struck: bool,
}

/// Reads a table.
pub(crate) fn view(table: &Table, heads: &CardHeads, reader: &LabelReader<'_>) -> TableView {
    let matrix = Matrix::new(table);
    let mut labels: Vec<Option<Label>> = table
        .cells
        .iter()
        .map(|cell| reader.read(cell.text.slice()))
        .collect();
    calendar_years::label(table, &mut labels, reader);
    heads.label(table, &mut labels, reader);
    let shaded = shading::tells(table, &labels);
    key_dates::unlabel(table, &matrix, &mut labels, shaded);
    key_dates::unlabel_columns(table, &mut labels);
    let reported: Vec<i32> = labels
        .iter()
        .flatten()
        .filter_map(goal::reported_year)
        .collect();
    goal::settle(labels.iter_mut().flatten(), &reported, reader);
    let mut bands = band::bands(table, &matrix, &labels, reader);
    let known = labels.clone();
    if keys::guess(table, &matrix, &bands, shaded, reader, &mut labels) {
        let guessed = band::bands(table, &matrix, &labels, reader);
        // Guesses that leave a table of headers and no value are wrong.
        if guessed
            .iter()
            .map(|band| band.end - band.start)
            .sum::<u32>()
            < table.rows
        {
            bands = guessed;
        } else {
            labels = known;
        }
    }
    if heads_pairs(table, &bands, &labels, reader) {
        bands.clear();
        first_row_is_label(table, &mut labels, reader);
        keys::guess(table, &matrix, &bands, shaded, reader, &mut labels);
    }
    keys::guess_judgements(table, &matrix, &bands, reader, &mut labels);
    let mut headers = vec![false; table.cells.len()];
    let mut in_band = vec![false; table.rows as usize];
    for band in &mut bands {
        band.prepare(table, &matrix, &labels, reader);
        band.headers.iter().for_each(|(i, _)| headers[*i] = true);
        in_band[band.start as usize..band.end as usize].fill(true);
    }
    let mut reading = Reading {
        headers,
        table,
        matrix: &matrix,
        labels: &labels,
        shaded,
        bands: &bands,
        view: TableView::default(),
    };
    for band in &bands {
        let texts = band
            .headers
            .iter()
            .map(|(i, _)| table.cells[*i].text.clone());
        reading.view.labels.extend(texts);
    }
    for row in 0..table.rows {
        if in_band[row as usize] {
            reading.beside_header(row);
        } else {
            reading.row(row);
        }
    }
    let mut view = reading.view;
    if let Some(banner) = banner(table, &labels) {
        view.put_under(&banner);
    }
    view
}

/// The year that a first row over the whole table gives all below it: 令和5年度の取組結果.
fn banner(table: &Table, labels: &[Option<Label>]) -> Option<Label> {
    let at = table.cells.iter().position(|cell| cell.row == 0)?;
    let whole = table.columns > 1 && table.cells[at].column_span == table.columns;
    let label = labels[at].as_ref().filter(|_| whole && table.rows > 1)?;
    label.period.as_ref()?;
    Some(Label {
        concept: None,
        ..label.clone()
    })
}

/// True for a table of two columns whose header says no more than 項目 and 内容, over keys and their values.
fn heads_pairs(
    table: &Table,
    bands: &[Band],
    labels: &[Option<Label>],
    reader: &LabelReader<'_>,
) -> bool {
    let start = match bands {
        [] if first_row_is_known(table, labels) => 1,
        [band] if band.start == 0 && !band.headers.iter().any(|(_, l)| l.is_axis()) => band.end,
        _ => return false,
    };
    let keys = || {
        table
            .cells
            .iter()
            .zip(labels)
            .filter(|(cell, _)| cell.row >= start && cell.column == 0 && !cell.text.is_empty())
    };
    let known = keys().filter(|(_, label)| label.is_some()).count();
    let guessed = || {
        let guess = |cell: &Cell| reader.guess(cell.text.slice()).concept.is_some();
        let unknown = keys().filter(|(_, label)| label.is_none());
        unknown.filter(|(cell, _)| guess(cell)).count()
    };
    let told = known + guessed();
    let enough = known >= 2 || known == 1 && told >= 3;
    table.columns == 2 && enough && told * 10 >= keys().count() * 6
}

/// True if both cells of a first row are labels, though of no column: 項目 above keys and 内容 above their values.
fn first_row_is_known(table: &Table, labels: &[Option<Label>]) -> bool {
    let mut first = table
        .cells
        .iter()
        .zip(labels)
        .filter(|(cell, _)| cell.row == 0);
    let of_no_side = |label: &Label| !label.is_axis() && !label.lists_items();
    first.clone().count() == 2 && first.all(|(_, label)| label.as_ref().is_some_and(of_no_side))
}

/// Makes the cells of the first row labels that say nothing.
fn first_row_is_label(table: &Table, labels: &mut [Option<Label>], reader: &LabelReader<'_>) {
    for (cell, label) in table.cells.iter().zip(labels) {
        if cell.row == 0 {
            *label = Some(Label {
                concept: Some(Concept::FormPart),
                period: None,
                ..reader.guess(cell.text.slice())
            });
        }
    }
}

struct Reading<'a> {
    table: &'a Table,
    matrix: &'a Matrix,
    labels: &'a [Option<Label>],
    bands: &'a [Band],
    /// Shaded cells are labels.
    shaded: bool,
    /// Which cells are headers of a band.
    headers: Vec<bool>,
    view: TableView,
}

impl<'a> Reading<'a> {
    /// A row of values.
    fn row(&mut self, row: u32) {
        let matrix = self.matrix;
        let starting = matrix.starting(row);
        let filled: Vec<usize> = starting
            .iter()
            .copied()
            .filter(|&i| !self.table.cells[i].text.is_empty())
            .collect();
        let band = self.governing(row, &filled);
        let is_value = |i: &usize| self.is_value_of(*i, band);
        let (values, keys): (Vec<usize>, Vec<usize>) = filled.iter().partition(|i| is_value(i));
        for &key in &keys {
            self.view.labels.push(self.table.cells[key].text.clone());
        }
        let places = match band {
            Some(band) if self.table.grid == Grid::Delimited => {
                unshift::places(self.table, band, &values, self.row_group(row, band))
            }
            _ => values
                .iter()
                .map(|&i| (i, self.table.cells[i].column, false))
                .collect(),
        };
        self.count_blanks(row, band, &keys);
        let alone = matches!(self.table.grid, Grid::Delimited | Grid::Aligned) && values.len() == 1;
        for (i, column, shifted) in places {
            let mut datum = self.datum(row, i, column, shifted, band);
            if alone && whole::is_text_for_all(&datum) {
                datum.column_path.clear();
            }
            self.view.data.push(datum);
        }
    }

    /// A row of a band may hold a value of a merged row beside it; nothing of it may be lost.
    fn beside_header(&mut self, row: u32) {
        let band = self
            .bands
            .iter()
            .find(|band| (band.start..band.end).contains(&row));
        for &i in self.matrix.starting(row) {
            let headed = self.headers[i];
            if !headed && !self.table.cells[i].text.is_empty() {
                let column = self.table.cells[i].column;
                if self.labels[i].is_some() {
                    self.view.labels.push(self.table.cells[i].text.clone());
                } else {
                    // The name of the rows below may begin beside their headers.
                    let names = band.filter(|band| {
                        column < band.first_leaf && self.table.cells[i].row_end() > band.end
                    });
                    let datum = self.datum(row, i, column, false, names);
                    self.view.data.push(datum);
                }
            }
        }
    }

    fn datum(&self, row: u32, i: usize, column: u32, shifted: bool, band: Option<&Band>) -> Datum {
        let cell = &self.table.cells[i];
        let width = if shifted { 1 } else { cell.column_span };
        let row_path = self.row_path(row, i, band);
        let keyed = row_path.iter().any(|label| {
            let words = matches!(
                label.concept,
                Some(Concept::NextSteps | Concept::Issues | Concept::Effects | Concept::Remarks)
            );
            let names = !label.is_group() && !label.is_axis() && (label.sure || words);
            !label.inherited && (names || label.period.is_some() && label.concept.is_some())
        });
        let column_path = band
            .filter(|band| !(keyed && self.spans_all(band, column, column + width)))
            .filter(|band| !self.is_keyed_within(band, row, column))
            .map_or_else(Vec::new, |band| {
                self.column_path(band, column, column + width)
            });
        let shaded_head = self.shaded
            && cell.shaded
            && self.labels[i].is_none()
            && keys::heads_figures(self.table, self.matrix, i);
        let is_head =
            band.is_some_and(|band| column < band.first_leaf || shaded_head && !self.is_list(band));
        let told = row_path
            .iter()
            .any(|label| !label.inherited && (label.is_axis() || keys::is_judgement_label(label)));
        let mut column_path = column_path;
        if let Some(header) = column_path
            .last_mut()
            .filter(|header| told && header.concept == Some(Concept::Actions))
        {
            // 内容 in a long table is whatever the row says that it is.
            header.concept = None;
        }
        Datum {
            row,
            row_end: cell.row_end(),
            column,
            text: cell.text.clone(),
            row_path,
            column_path,
            is_head,
            shifted,
            by_order: false,
            ruled: self.table.grid == Grid::Ruled,
            struck: cell.struck,
        }
    }

    /// The band above a row whose headers govern it: none where the row begins with the key of an item's own
    /// value, which needs no header.
    fn governing(&self, row: u32, filled: &[usize]) -> Option<&'a Band> {
        let band = {
            let after = self.bands.partition_point(|band| band.end <= row);
            self.bands.get(after.checked_sub(1)?)?
        };
        if row >= band.rows_end || straddle::tells_apart(self.table, &band.headers, filled) {
            return None;
        }
        let first = filled.first().and_then(|&i| self.labels[i].as_ref());
        let keyed = first.is_some_and(|label| label.is_item_field() && label.sure)
            && filled
                .first()
                .is_some_and(|&i| self.table.cells[i].column < band.first_leaf.max(1))
            && !self.is_list(band)
            && !(first.is_some_and(|label| label.concept == Some(Concept::Actions))
                && self.is_told_by_periods(band, &filled[1..]));
        // 平成29年度評価 has its year and needs none above it.
        let mut leading = filled.iter().map_while(|&i| self.labels[i].as_ref());
        let dated = leading.any(|label| label.period.is_some() && keys::is_judgement_label(label))
            && !self.is_list(band)
            && band.headers.iter().any(|(_, label)| label.period.is_some());
        let first_cell = filled.first().map(|&i| &self.table.cells[i]);
        let replaced = first.is_some_and(|label| label.concept.is_some() && label.sure)
            && first_cell.is_some_and(|cell| self.ends(band, cell.column))
            && first.is_some_and(|label| !label.is_axis());
        let beside = first.is_some_and(|label| {
            let says = label.concept.is_some() && label.sure && !label.is_group();
            says && (!label.is_axis() || label.period.is_some())
        }) && !self.is_list(band)
            && self.leaves_years_out(band, filled);
        (!keyed && !dated && !replaced && !beside).then_some(band)
    }

    /// True if nothing of a row below years stands in one of their columns, but all of it below what names the rows: 自己評価
    /// and its grade, below the figures of an indicator.
    fn leaves_years_out(&self, band: &Band, filled: &[usize]) -> bool {
        let dated = band.headers.iter().any(|(_, label)| label.period.is_some());
        let names = |label: &Label| {
            let known = matches!(
                label.concept,
                None | Some(
                    Concept::Indicator | Concept::Measure | Concept::Unit | Concept::FormPart
                )
            );
            known && label.period.is_none()
        };
        dated
            && filled.iter().all(|&i| {
                let cell = &self.table.cells[i];
                let path = self.column_path(band, cell.column, cell.column_end());
                !path.is_empty() && path.iter().all(names)
            })
    }

    /// True if a row holds several values, each under a period of its own: 実施内容 for each quarter.
    fn is_told_by_periods(&self, band: &Band, values: &[usize]) -> bool {
        let dated = |&i: &usize| {
            let cell = &self.table.cells[i];
            let path = self.column_path(band, cell.column, cell.column_end());
            self.labels[i].is_none() && path.iter().any(|label| label.period.is_some())
        };
        values.len() > 1 && values.iter().all(dated)
    }

    /// True if a label in this column takes the place of the one that stands before a band's headers: 自己評価
    /// below `成果指標 | 指標名 | 目標値`. Below years it may be one more row of them.
    fn ends(&self, band: &Band, column: u32) -> bool {
        let dated = band.headers.iter().any(|(_, label)| label.period.is_some());
        !dated
            && !self.is_list(band)
            && band.headers.iter().any(|(i, label)| {
                let cell = &self.table.cells[*i];
                cell.column == column && column < band.first_leaf && label.concept.is_some()
            })
    }

    /// True if the rows below a band are records of their own: a header names their number or name.
    fn is_list(&self, band: &Band) -> bool {
        band.headers.iter().any(|(_, label)| label.lists_items())
    }

    /// A cell that reads like a label is a value all the same where a header stands above it: 実施 under 計画, a
    /// year under 期限. 目標 and 実績 under a header that says nothing of sides are keys of their rows.
    fn is_value_of(&self, i: usize, band: Option<&Band>) -> bool {
        let Some(label) = &self.labels[i] else {
            return true;
        };
        let Some(band) = band else { return false };
        if label.concept == Some(Concept::Note) {
            return false;
        }
        let cell = &self.table.cells[i];
        if self.shaded && cell.shaded {
            return false;
        }
        if band.sides.contains(&cell.column) {
            return false;
        }
        let above = self.column_path(band, cell.column, cell.column_end());
        let Some(header) = above.last() else {
            return false;
        };
        if header.concept == Some(Concept::Unit) && !label.is_axis() {
            // 部 counts copies there, and is no part of the city.
            return true;
        }
        let tells_side = above.iter().any(Label::is_axis);
        let names_rows =
            header.concept.is_none() || header.is_group() || header.concept == Some(Concept::Unit);
        // A key has values behind it: a year at the end of a row is one.
        let last = || {
            let starting = self.matrix.starting(cell.row).iter();
            let behind = starting.filter(|&&j| self.table.cells[j].column > cell.column);
            behind.clone().all(|&j| self.table.cells[j].text.is_empty())
        };
        let key = (label.is_axis() && !tells_side && names_rows && !last())
            || (cell.column < band.first_leaf);
        // A column of kinds says what each row of a long table is: 計画, 実績, 評価 under 区分.
        let tells = label.is_axis() || keys::is_judgement_label(label);
        if self.is_list(band) && tells && header.concept == Some(Concept::FormPart) {
            return false;
        }
        let groups = label.is_group() && cell.column == 0;
        !key && !groups && (self.is_list(band) || tells_side || label.period.is_some())
    }

    fn column_path(&self, band: &Band, start: u32, end: u32) -> Vec<Label> {
        let mut path: Vec<(u32, &Label)> = Vec::new();
        for ((h, label), &(from, to)) in band.headers.iter().zip(&band.extents) {
            let covers = from <= start && to >= end;
            if covers && to > start {
                path.push((self.table.cells[*h].row, label));
            }
        }
        if path.is_empty() {
            return self.spanning_periods(band, start, end);
        }
        path.sort_by_key(|(row, _)| *row);
        path.into_iter().map(|(_, label)| label.clone()).collect()
    }

    /// True if a key of the row's own stands among the columns that a band heads: its value has nothing to do with them.
    fn is_keyed_within(&self, band: &Band, row: u32, column: u32) -> bool {
        let mut at_left = (band.first_leaf..column)
            .rev()
            .filter_map(|column| self.matrix.at(row, column))
            .filter(|&j| !self.table.cells[j].text.is_empty());
        at_left.next().is_some_and(|j| {
            let key = |label: &Label| label.concept.is_some() && label.sure && !label.is_axis();
            let shaded = self.shaded && self.table.cells[j].shaded;
            let grid = keys::heads_figures(self.table, self.matrix, j);
            shaded && !grid && self.labels[j].as_ref().is_some_and(key) && !self.is_header_cell(j)
        })
    }

    /// True if a value is as wide as all columns together: a keyed value that no column heads.
    fn spans_all(&self, band: &Band, start: u32, end: u32) -> bool {
        let dated = band.headers.iter().any(|(_, label)| label.period.is_some());
        let leaves = || {
            band.headers
                .iter()
                .filter(move |(_, label)| !dated || label.is_axis())
                .map(|(h, _)| &self.table.cells[*h])
                .filter(|cell| cell.column >= band.first_leaf)
        };
        leaves().count() > 1 && leaves().all(|cell| cell.column >= start && cell.column < end)
    }

    /// A value that lies under several periods stands for all of them (an arrow over three years).
    fn spanning_periods(&self, band: &Band, start: u32, end: u32) -> Vec<Label> {
        let mut inside: Vec<(u32, &Label)> = band
            .headers
            .iter()
            .zip(&band.extents)
            .filter(|((_, label), (from, to))| {
                label.period.is_some() && *from >= start && *to <= end
            })
            .map(|((_, label), (from, _))| (*from, label))
            .collect();
        inside.sort_by_key(|(from, _)| *from);
        match inside.as_slice() {
            [(_, first), .., (_, last)] => first.through(last).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The labels at the left of a value, outermost first.
    fn row_path(&self, row: u32, i: usize, band: Option<&Band>) -> Vec<Label> {
        let mut path: Vec<Label> = Vec::new();
        let mut previous = i;
        for column in (0..self.table.cells[i].column).rev() {
            let place = self.matrix.at(row, column);
            if place == Some(previous) {
                continue;
            }
            match place.filter(|&j| !self.table.cells[j].text.is_empty()) {
                Some(j) => {
                    previous = j;
                    if self.is_header_cell(j) {
                        // One that reaches down beside the rows governs them as well: 委員会評価, 取組状況.
                        let beside = band.is_some_and(|band| row >= band.end);
                        let label = self.labels[j]
                            .as_ref()
                            .filter(|_| beside)
                            .filter(|l| l.concept == Some(Concept::Criterion) || l.is_group());
                        path.extend(label.map(|label| Label {
                            inherited: label.is_group(),
                            ..label.clone()
                        }));
                        continue;
                    }
                    match &self.labels[j] {
                        // 予定 beside one row of a cell that reaches down beside 実績 says nothing of the cell.
                        Some(label) if label.is_axis() && self.reaches_past(i, j) => {}
                        Some(label) if !self.is_value_of(j, band) => path.push(label.clone()),
                        // Another pair of key and value ends here.
                        _ if band.is_none() && !path.is_empty() => break,
                        _ => {}
                    }
                }
                None if self.goes_on(row, column) => {}
                None => path.extend(self.inherited(row, column, path.is_empty())),
            }
        }
        if let Some(band) = band
            && !path.iter().any(|label| label.is_group() || is_scope(label))
        {
            path.extend(self.band_groups(band));
        }
        path.reverse();
        path
    }

    /// True for a blank place that a label of its own row reaches over: 今後の対応, below 取組工程 and 実績.
    fn goes_on(&self, row: u32, column: u32) -> bool {
        let mut left = (0..column)
            .rev()
            .filter_map(|column| self.matrix.at(row, column));
        let label = left
            .find(|&j| !self.table.cells[j].text.is_empty())
            .filter(|&j| !self.is_header_cell(j))
            .and_then(|j| self.labels[j].as_ref());
        label.is_some_and(|label| {
            label.concept.is_some() && label.sure && !label.is_group() && !label.is_axis()
        })
    }

    /// True if a cell ends below another, which is beside another label of a side there.
    fn reaches_past(&self, i: usize, label: usize) -> bool {
        let (cell, label) = (&self.table.cells[i], &self.table.cells[label]);
        let next = self.matrix.at(label.row_end(), label.column);
        let sided = next.and_then(|j| self.labels[j].as_ref());
        label.row_end() < cell.row_end() && sided.is_some_and(Label::is_axis)
    }

    /// A blank place at the left belongs to the label above it: a merged cell of a delimited sheet, or a blank
    /// cell under the group label of a ruled one.
    fn inherited(&self, row: u32, column: u32, innermost: bool) -> Option<Label> {
        let above = self.matrix.above(row, column)?;
        if self.is_header_cell(above) {
            return None;
        }
        let label = self.labels[above].as_ref()?;
        let beside = self.bands.iter().any(|band| band.groups.contains(&above));
        let is_context = beside || label.is_group() || is_scope(label);
        (is_context
            || (innermost
                && label.period.is_none()
                && self.table.grid != Grid::Ruled
                && !label.is_item_field()))
        .then(|| Label {
            inherited: true,
            ..label.clone()
        })
    }

    fn is_header_cell(&self, i: usize) -> bool {
        self.headers[i]
    }

    fn band_groups(&self, band: &Band) -> impl Iterator<Item = Label> {
        band.headers
            .iter()
            .filter(|(i, _)| self.table.cells[*i].column < band.first_leaf)
            .map(|(_, label)| Label {
                inherited: true,
                ..label.clone()
            })
    }

    /// The innermost group that a row belongs to.
    fn row_group(&self, row: u32, band: &Band) -> Option<Label> {
        let first = self.matrix.starting(row).first().copied();
        let own = (0..band.first_leaf)
            .filter_map(|column| self.matrix.at(row, column))
            .filter(|&i| !self.is_header_cell(i))
            .filter_map(|i| self.labels[i].clone())
            .rfind(Label::is_group);
        own.or_else(|| first.and_then(|_| self.inherited(row, 0, true)))
            .or_else(|| self.band_groups(band).last())
    }

    fn count_blanks(&mut self, row: u32, band: Option<&Band>, keys: &[usize]) {
        if self.table.grid != Grid::Ruled {
            return;
        }
        let blank = self.matrix.starting(row).iter().filter(|&&i| {
            let cell = &self.table.cells[i];
            let headed = band.is_some_and(|band| cell.column >= band.first_leaf);
            cell.text.is_empty()
                && (headed
                    || keys
                        .iter()
                        .any(|&k| self.table.cells[k].column_end() == cell.column))
        });
        self.view.blank_cells += blank.count() as u32;
    }
}

/// True for the label of a judgement over a stretch of years, which heads rows as a group does.
fn is_scope(label: &Label) -> bool {
    matches!(
        label.concept,
        Some(Concept::FinalEvaluation | Concept::MidtermEvaluation | Concept::TotalEvaluation)
    )
}
