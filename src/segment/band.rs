//! Finds the header rows of a table and joins them to bands.

use super::below_years;
use super::centred;
use super::goal;
use super::label::{Label, LabelReader};
use super::matrix::Matrix;
use super::over;
use super::shading;
use super::split_header;
use super::unshift;
use crate::layout::{Cell, Grid, Table};
use crate::lexicon::Concept;
use crate::normalize;
use std::sync::Arc;

/// A header cell that no lexicon knows is at most this long, in characters.
const LONGEST_UNKNOWN: usize = 16;
/// A longer header is no half of a label, in characters.
const LONGEST_HALF: usize = 4;
/// So many known labels in a row let one beside them be a header that nobody knows.
const FEWEST_KNOWN: usize = 4;
/// A row that markup makes a header heads so many columns.
const FEWEST_MARKED: usize = 3;

/// Header rows that follow each other, and what heads each column.
#[derive(Debug)]
pub(crate) struct Band {
    /// First header row.
    pub(crate) start: u32,
    /// One past the last header row.
    pub(crate) end: u32,
    /// The header cells: place in the table's cells, and what each says.
    pub(crate) headers: Vec<(usize, Label)>,
    /// For each header, the first column that it heads and one past the last.
    pub(crate) extents: Vec<(u32, u32)>,
    /// The first column that a header of a value heads; row labels stand left of it.
    pub(crate) first_leaf: u32,
    /// One past the last row that the band governs.
    pub(crate) rows_end: u32,
    /// Rows below it are shifted.
    pub(crate) shifted: bool,
    /// Labels that stand in its row and before blanks below it: they say what the rows are, as one cell beside all of
    /// them would.
    pub(crate) groups: Vec<usize>,
    /// Columns below it that hold nothing but sides, 計画 and 実績 in turn: they say what their rows are.
    pub(crate) sides: Vec<u32>,
    /// By how many columns its full rows are shifted.
    pub(crate) shift: Option<u32>,
}

/// The bands of a table, from the top.
pub(crate) fn bands(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    reader: &LabelReader<'_>,
) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut top = true;
    // The lower row of a header of two.
    let mut split = None;
    for row in 0..table.rows {
        let starting = matrix.starting(row);
        let filled: Vec<usize> = starting
            .iter()
            .copied()
            .filter(|&i| !table.cells[i].text.is_empty())
            .collect();
        if filled.is_empty() {
            continue;
        }
        if row == 0 && is_banner(table, matrix, labels, &filled) {
            continue;
        }
        let after_header = bands.last().is_some_and(|band| band.end == row);
        let suggests = || {
            filled
                .iter()
                .filter(|&&i| labels[i].is_none())
                .all(|&i| reader.guess(table.cells[i].text.slice()).concept.is_some())
        };
        let known = filled.iter().filter(|&&i| labels[i].is_some()).count();
        let all_but_one = known >= FEWEST_KNOWN && filled.len() - known <= 1;
        let may_guess = top || after_header || all_but_one || suggests();
        let of_years = bands
            .last()
            .is_some_and(|band| below_years::are_of_years(table, band, labels, &filled));
        if of_years {
            continue;
        }
        if bands.is_empty() && split_header::begins(table, matrix, labels, row) {
            split = Some(row + 1);
        }
        let of_split = split.is_some_and(|lower| row + 1 == lower || row == lower);
        let heads = of_split
            || is_header(table, matrix, labels, row, &filled, may_guess)
            || shading::heads(table, matrix, row, &filled)
            || top && heads_opinions(table, labels, reader, &filled)
            || marked_as_header(table, labels, row, &filled)
            || row == 0 && over::heads(table, matrix, labels, &filled)
            || after_header && below_years::are_labels(table, matrix, labels, &filled);
        if !heads {
            // A title or a note over the whole table leaves the row below it the first.
            top &= filled.len() == 1 && labels[filled[0]].is_none();
            continue;
        }
        let names_rows = |i: usize| {
            // Known headers end here, and an unknown cell beside them reaches into the rows below.
            let axes = || {
                let axis = |h: &&usize| labels[**h].as_ref().is_some_and(Label::is_axis);
                filled.iter().filter(axis).map(|&h| &table.cells[h])
            };
            let end = axes().map(Cell::row_end).max();
            let over_labels = axes()
                .filter_map(|head| matrix.at(head.row_end(), head.column))
                .any(|below| labels[below].is_some());
            let cell = &table.cells[i];
            table.grid == Grid::Ruled
                && labels[i].is_none()
                && !cell.shaded
                && !over_labels
                && end.is_some_and(|end| cell.row_end() > end)
        };
        let headers = filled.iter().filter(|&&i| !names_rows(i)).map(|&i| {
            let label = labels[i]
                .clone()
                .unwrap_or_else(|| reader.guess(table.cells[i].text.slice()));
            (i, label)
        });
        match bands.last_mut().filter(|_| after_header) {
            Some(band) => {
                band.end = row + 1;
                band.headers.extend(headers);
            }
            None => {
                let mut kept = 0;
                let floor = bands.last().map_or(0, |band| band.end);
                let mut above = caption_above(table, matrix, labels, reader, row, floor);
                let headers: Vec<(usize, Label)> = headers.collect();
                if above.is_empty()
                    && let Some(last) = bands.last()
                {
                    above = times_above(table, last, &headers);
                    kept = above.len();
                }
                bands.push(Band {
                    start: row - u32::from(above.len() > kept),
                    end: row + 1,
                    headers: above.into_iter().chain(headers).collect(),
                    extents: Vec::new(),
                    first_leaf: 0,
                    rows_end: 0,
                    shifted: false,
                    groups: Vec::new(),
                    sides: Vec::new(),
                    shift: None,
                });
            }
        }
    }
    for band in &mut bands {
        plan_beside_report(&mut band.headers);
    }
    let starts: Vec<u32> = bands
        .iter()
        .skip(1)
        .map(|band| band.start)
        .chain([table.rows])
        .collect();
    for (band, end) in bands.iter_mut().zip(starts) {
        // A merged header cell reaches below its own row, as far as nothing else begins there.
        let reach = band
            .headers
            .iter()
            .map(|(i, _)| table.cells[*i].row_end())
            .max()
            .unwrap_or(band.end);
        while band.end < reach
            && matrix
                .starting(band.end)
                .iter()
                .all(|&i| table.cells[i].text.is_empty())
        {
            band.end += 1;
        }
        let end = below_years::pairs_below(table, matrix, labels, band, end).unwrap_or(end);
        band.take_groups(table, matrix, end);
        band.first_leaf = first_leaf(table, labels, band, end);
        band.rows_end = end;
    }
    bands
}

impl Band {
    /// Works out, once for all rows, what each header heads and whether the rows are shifted.
    pub(crate) fn prepare(
        &mut self,
        table: &Table,
        matrix: &Matrix,
        labels: &[Option<Label>],
        reader: &LabelReader<'_>,
    ) {
        let mut order: Vec<usize> = (0..self.headers.len()).collect();
        order.sort_by_key(|&n| table.cells[self.headers[n].0].row);
        self.extents = vec![(0, 0); self.headers.len()];
        for (done, &n) in order.iter().enumerate() {
            self.extents[n] = self.extent(table, matrix, n, &order[..done]);
        }
        if table.grid == Grid::Aligned {
            centred::widen(table, &self.headers, &mut self.extents);
        }
        self.complete_halves(table, reader);
        self.date_groups(table, reader);
        self.group_goals(table);
        goal::settle_columns(&mut self.headers, &self.extents);
        self.sides = (0..table.columns)
            .filter(|&column| self.holds_sides(table, labels, column))
            .collect();
        if table.grid == Grid::Delimited {
            self.shifted = unshift::is_shifted(table, labels, self);
            self.shift = unshift::shift(table, labels, self);
        }
    }

    /// Makes 数値目標 over the name, the goal and the result of an indicator the head of their group: a result below it is no goal.
    fn group_goals(&mut self, table: &Table) {
        let row = |n: usize, headers: &[(usize, Label)]| table.cells[headers[n].0].row;
        let says = |label: &Label| {
            matches!(
                label.concept,
                Some(
                    Concept::Indicator
                        | Concept::Measure
                        | Concept::Plan
                        | Concept::Result
                        | Concept::Unit
                )
            )
        };
        for n in 0..self.headers.len() {
            let label = &self.headers[n].1;
            if label.concept != Some(Concept::RateText) || label.period.is_some() {
                continue;
            }
            let (from, to) = self.extents[n];
            let inside = |m: &usize| {
                row(*m, &self.headers) > row(n, &self.headers)
                    && self.extents[*m].0 >= from
                    && self.extents[*m].1 <= to
                    && says(&self.headers[*m].1)
            };
            if (0..self.headers.len()).filter(inside).nth(1).is_some() {
                self.headers[n].1.concept = Some(Concept::Indicator);
            }
        }
    }

    /// Gives a header that is half a label, with the other half above it, what the two mean: 一次 below 評価.
    fn complete_halves(&mut self, table: &Table, reader: &LabelReader<'_>) {
        let half = |label: &Label| label.concept.is_none() && label.period.is_none();
        let row = |n: usize, headers: &[(usize, Label)]| table.cells[headers[n].0].row;
        for n in 0..self.headers.len() {
            let own = &self.headers[n].1;
            if !half(own) || own.text.as_str().chars().count() > LONGEST_HALF {
                continue;
            }
            let (from, to) = self.extents[n];
            let above = (0..self.headers.len())
                .filter(|&m| row(m, &self.headers) < row(n, &self.headers))
                .filter(|&m| self.extents[m].0 <= from && self.extents[m].1 >= to)
                .max_by_key(|&m| row(m, &self.headers));
            let Some(above) = above else { continue };
            let mut key = normalize::compare_key(own.text.as_str()).into_owned();
            key.push_str(&normalize::compare_key(self.headers[above].1.text.as_str()));
            self.headers[n].1.concept = reader.lexicon().exact(&key);
        }
    }

    /// Dates what stands below a header of several that begins with a year and says no more that is known: 令和6年度の対応.
    fn date_groups(&mut self, table: &Table, reader: &LabelReader<'_>) {
        let row = |n: usize, headers: &[(usize, Label)]| table.cells[headers[n].0].row;
        for n in 0..self.headers.len() {
            let own = &self.headers[n].1;
            let (from, to) = self.extents[n];
            let below = (0..self.headers.len())
                .filter(|&m| row(m, &self.headers) > row(n, &self.headers))
                .filter(|&m| self.extents[m].0 >= from && self.extents[m].1 <= to);
            if own.concept.is_none() && own.period.is_none() && below.count() > 1 {
                self.headers[n].1.period = reader.begins_with(own.text.slice()).map(Arc::new);
            }
        }
    }

    /// Takes 計画 at the left of `計画 | | 28年度 | 29年度` out of the headers where nothing stands below it.
    fn take_groups(&mut self, table: &Table, matrix: &Matrix, end: u32) {
        let dated = |(_, label): &&(usize, Label)| label.period.is_some();
        let Some(first_year) = self
            .headers
            .iter()
            .filter(dated)
            .map(|(i, _)| table.cells[*i].column)
            .min()
        else {
            return;
        };
        let blank_below = |cell: &Cell| {
            (self.end..end).all(|row| {
                let below = matrix.at(row, cell.column);
                below.is_none_or(|j| table.cells[j].text.is_empty())
            })
        };
        let group = |(i, label): &(usize, Label)| {
            let cell = &table.cells[*i];
            let says = label.concept.is_some() && label.period.is_none() && !label.lists_items();
            says && cell.column_end() < first_year && self.end < end && blank_below(cell)
        };
        let (groups, headers) = std::mem::take(&mut self.headers)
            .into_iter()
            .partition::<Vec<_>, _>(group);
        self.headers = headers;
        self.groups = groups.into_iter().map(|(i, _)| i).collect();
    }

    fn holds_sides(&self, table: &Table, labels: &[Option<Label>], column: u32) -> bool {
        let mut sides: Vec<Option<Concept>> = Vec::new();
        for (cell, label) in table.cells.iter().zip(labels) {
            let below = cell.column == column && (self.end..self.rows_end).contains(&cell.row);
            if !below || cell.text.is_empty() {
                continue;
            }
            match label {
                Some(label) if label.is_axis() && label.period.is_none() => {
                    sides.push(label.concept);
                }
                _ => return false,
            }
        }
        let rows = sides.len();
        sides.sort_unstable();
        sides.dedup();
        sides.len() >= 2 && rows > sides.len()
    }

    /// The columns that a header heads: its own, and in a delimited sheet the blank ones behind it, which a
    /// merged cell left, but never more than the header above it.
    fn extent(&self, table: &Table, matrix: &Matrix, n: usize, above: &[usize]) -> (u32, u32) {
        let cell = &table.cells[self.headers[n].0];
        if table.grid != Grid::Delimited {
            return (cell.column, cell.column_end());
        }
        let next = self
            .headers
            .iter()
            .map(|(i, _)| &table.cells[*i])
            .filter(|other| other.row == cell.row && other.column > cell.column)
            .map(|other| other.column)
            .min();
        let row_end = matrix
            .starting(cell.row)
            .last()
            .map_or(cell.column_end(), |&i| table.cells[i].column_end());
        let over = above
            .iter()
            .filter(|&&m| table.cells[self.headers[m].0].row < cell.row)
            .map(|&m| self.extents[m])
            .filter(|(from, to)| (*from..*to).contains(&cell.column))
            .map(|(_, to)| to)
            .min();
        let end = next.unwrap_or(row_end).min(over.unwrap_or(u32::MAX));
        (cell.column, end.max(cell.column_end()))
    }
}

/// 実施計画 beside 実施状況 heads plans, as 計画 does beside 実績; alone it names a group of rows.
fn plan_beside_report(headers: &mut [(usize, Label)]) {
    let has = |concept: Concept| {
        headers
            .iter()
            .any(|(_, label)| label.concept == Some(concept))
    };
    let axis = headers.iter().any(|(_, label)| label.is_axis());
    if axis || !has(Concept::Progress) || !has(Concept::Schedule) {
        return;
    }
    for (_, label) in headers {
        match label.concept {
            Some(Concept::Schedule) => label.concept = Some(Concept::Plan),
            Some(Concept::Progress) => label.concept = Some(Concept::Result),
            _ => {}
        }
    }
}

/// The periods of the band before, where they stand over the headers of a row that tells none: 実施状況 below
/// 上半期, with the plans of the half between them.
fn times_above(table: &Table, last: &Band, headers: &[(usize, Label)]) -> Vec<(usize, Label)> {
    if headers
        .iter()
        .any(|(_, label)| label.is_axis() && label.period.is_some())
    {
        return Vec::new();
    }
    let covers = |time: &Cell, cell: &Cell| {
        time.column <= cell.column && time.column_end() >= cell.column_end()
    };
    let times: Vec<(usize, Label)> = last
        .headers
        .iter()
        .filter(|(_, label)| label.period.is_some())
        .filter(|(i, _)| {
            headers
                .iter()
                .any(|(h, _)| covers(&table.cells[*i], &table.cells[*h]))
        })
        .cloned()
        .collect();
    let all = headers.iter().all(|(h, _)| {
        times
            .iter()
            .any(|(i, _)| covers(&table.cells[*i], &table.cells[*h]))
    });
    if all && table.grid == Grid::Ruled {
        times
    } else {
        Vec::new()
    }
}

/// The row above a header row, where it is one too: short cells, of which those that no lexicon knows reach down
/// beside the header's own or stand over blanks of it.
fn caption_above(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    reader: &LabelReader<'_>,
    row: u32,
    floor: u32,
) -> Vec<(usize, Label)> {
    let Some(above) = row.checked_sub(1).filter(|&above| above >= floor) else {
        return Vec::new();
    };
    let filled = |row: u32| {
        let starting = matrix.starting(row).iter().copied();
        starting
            .filter(|&i| !table.cells[i].text.is_empty())
            .collect::<Vec<_>>()
    };
    let (upper, lower) = (filled(above), filled(row));
    let covered = |i: usize| {
        let cell = &table.cells[i];
        let below = |&j: &usize| (cell.column..cell.column_end()).contains(&table.cells[j].column);
        cell.row_end() <= row && lower.iter().any(below)
    };
    let fits = |&i: &usize| labels[i].is_some() || (is_short(&table.cells[i]) && !covered(i));
    if upper.len() < 3 || !upper.iter().all(fits) {
        return Vec::new();
    }
    let label = |i: usize| {
        labels[i]
            .clone()
            .unwrap_or_else(|| reader.guess(table.cells[i].text.slice()))
    };
    upper.into_iter().map(|i| (i, label(i))).collect()
}

/// Labels at the left that head no value, only further labels or blanks, head rows; the first other header
/// begins the columns.
fn first_leaf(table: &Table, labels: &[Option<Label>], band: &Band, end: u32) -> u32 {
    let has_axis = band.headers.iter().any(|(_, label)| label.is_axis());
    let leads = |i: usize, label: &Label| {
        has_axis
            && !label.is_axis()
            && (label.is_group() || !has_value_below(table, labels, i, end))
    };
    band.headers
        .iter()
        .filter(|(i, label)| !leads(*i, label))
        .map(|(i, _)| table.cells[*i].column)
        .min()
        .unwrap_or(0)
}

fn has_value_below(table: &Table, labels: &[Option<Label>], i: usize, end: u32) -> bool {
    let header = &table.cells[i];
    table.cells.iter().zip(labels).any(|(cell, label)| {
        label.is_none()
            && !cell.text.is_empty()
            && (header.row_end()..end).contains(&cell.row)
            && (header.column..header.column_end()).contains(&cell.column)
    })
}

fn is_header(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    row: u32,
    filled: &[usize],
    may_guess: bool,
) -> bool {
    let known: Vec<&Label> = filled.iter().filter_map(|&i| labels[i].as_ref()).collect();
    let axes = known.iter().filter(|label| label.is_axis()).count();
    if are_blank_keys(table, matrix, labels, filled) {
        return false;
    }
    if known.len() == filled.len() {
        return if filled.len() == 1 {
            // 実績値 before a blank is the key of a pair.
            let heads = known[0].concept.is_none() || table.columns > 2;
            axes == 1 && heads && heads_values(table, matrix, labels, filled, row)
        } else if axes == 0 {
            known.iter().any(|label| !label.is_group())
                && !each_before_a_blank(table, matrix, filled)
                && heads_values(table, matrix, labels, filled, row)
        } else {
            known
                .iter()
                .filter(|label| !label.is_group() && !label.is_axis())
                .count()
                <= axes
                || heads_values(table, matrix, labels, filled, row)
        };
    }
    (may_guess || axes >= 2) && is_partly_known(table, matrix, labels, row, filled)
}

/// True for a year over a whole table whose rows have keys of their own: it dates them all and heads no column.
fn is_banner(table: &Table, matrix: &Matrix, labels: &[Option<Label>], filled: &[usize]) -> bool {
    let &[only] = filled else { return false };
    let dated = labels[only]
        .as_ref()
        .is_some_and(|label| label.period.is_some());
    let key = matrix.at(1, 0).filter(|_| table.rows > 1);
    let keyed = key.and_then(|j| labels[j].as_ref());
    dated
        && table.cells[only].column_span == table.columns
        && keyed.is_some_and(|key| key.concept.is_some() && key.period.is_none())
}

/// True for a row that markup makes a header, though no lexicon knows its words; not where the cells at the left are
/// keys, and the header of a Markdown table only their first, for want of another place.
fn marked_as_header(table: &Table, labels: &[Option<Label>], row: u32, filled: &[usize]) -> bool {
    let marked = filled
        .iter()
        .all(|&i| table.cells[i].header && is_short(&table.cells[i]));
    let below = || {
        let at_left = |cell: &Cell| cell.row > row && cell.column == 0 && !cell.text.is_empty();
        let cells = table.cells.iter().zip(labels);
        cells.filter(move |(cell, _)| at_left(cell))
    };
    let is_key = |label: &Option<Label>| label.as_ref().is_some_and(|l| !l.is_axis());
    let keys = || below().filter(|(_, label)| is_key(label)).count();
    marked && filled.len() >= FEWEST_MARKED && keys() * 2 < below().count()
}

/// A first row whose last cell says that what was said stands below, and whose others are short: チーム, テーマ, 意見.
fn heads_opinions(
    table: &Table,
    labels: &[Option<Label>],
    reader: &LabelReader<'_>,
    filled: &[usize],
) -> bool {
    let Some((last, others)) = filled.split_last() else {
        return false;
    };
    let key = normalize::compare_key(table.cells[*last].text.as_str());
    let open = |&i: &usize| {
        let axis = labels[i].as_ref().is_some_and(Label::is_axis);
        !axis && is_short(&table.cells[i])
    };
    !others.is_empty()
        && reader.lexicon().said.iter().any(|said| *said == key)
        && others.iter().all(open)
}

/// A first row in which neighbouring labels are known and the rest is short, over rows that are no labels.
fn is_partly_known(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    row: u32,
    filled: &[usize],
) -> bool {
    let known = filled.iter().filter(|&&i| labels[i].is_some()).count();
    let axes = filled
        .iter()
        .filter(|&&i| labels[i].as_ref().is_some_and(Label::is_axis))
        .count();
    let pairs = filled
        .windows(2)
        .filter(|pair| labels[pair[0]].is_some() && labels[pair[1]].is_some())
        .count();
    let short = filled
        .iter()
        .filter(|&&i| labels[i].is_none())
        .all(|&i| is_short(&table.cells[i]));
    filled.len() >= 3
        && (known * 2 >= filled.len() || axes >= 2)
        && pairs >= 1
        && short
        && heads_values(table, matrix, labels, filled, row)
}

/// True for a cell that may be a header; what a bracket or a second line adds to it does not count.
pub(super) fn is_short(cell: &Cell) -> bool {
    let text = cell.text.as_str();
    let main = text.split(['(', '\n']).next().unwrap_or(text);
    let text = if main.is_empty() { text } else { main };
    text.chars().count() <= LONGEST_UNKNOWN
        && !text.contains('。')
        && text
            .chars()
            .any(|c| ('\u{3041}'..='\u{9fff}').contains(&c) || c.is_ascii_alphabetic())
}

/// True if below most of these cells stands something that is no label (or a further header). Labels of groups
/// and those that reach to the table's foot head nothing and do not count; at the foot of a page all may.
fn heads_values(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    filled: &[usize],
    row: u32,
) -> bool {
    let (mut heads, mut all) = (0, 0);
    for &i in filled {
        let cell = &table.cells[i];
        let below = (cell.row_end()..table.rows)
            .flat_map(|r| (cell.column..cell.column_end()).map(move |c| (r, c)))
            .filter_map(|(r, c)| matrix.at(r, c))
            .find(|&j| !table.cells[j].text.is_empty() && table.cells[j].row > row);
        let Some(below) = below.filter(|_| !labels[i].as_ref().is_some_and(Label::is_group)) else {
            continue;
        };
        all += 1;
        let axis = labels[i].as_ref().is_some_and(Label::is_axis);
        heads += usize::from(axis || labels[below].as_ref().is_none_or(Label::is_axis));
    }
    heads * 2 > all || all == 0
}

/// True if every label has a blank cell at its right: keys whose values were left blank. Only a grid that shows
/// its blank cells can tell.
fn each_before_a_blank(table: &Table, matrix: &Matrix, filled: &[usize]) -> bool {
    table.grid == Grid::Ruled
        && filled.iter().all(|&i| {
            let cell = &table.cells[i];
            matrix
                .at(cell.row, cell.column_end())
                .is_some_and(|j| table.cells[j].text.is_empty())
        })
}

/// True for the keys of a delimited sheet whose values were left blank, with the next key below the first: `目標効果額 | |
/// 実績効果額 |`.
fn are_blank_keys(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    filled: &[usize],
) -> bool {
    let blank = |i: &usize| {
        let cell = &table.cells[*i];
        let behind = matrix.at(cell.row, cell.column_end());
        let side = labels[*i]
            .as_ref()
            .is_some_and(|l| l.period.is_none() && l.concept.is_some());
        side && behind.is_none_or(|j| table.cells[j].text.is_empty())
    };
    // A header has values below its last columns too.
    let below = |i: &usize| matrix.at(table.cells[*i].row_end(), table.cells[*i].column);
    let filled_below = |i: &usize| below(i).is_some_and(|j| !table.cells[j].text.is_empty());
    table.grid == Grid::Delimited
        && filled.len() > 1
        && filled.iter().all(blank)
        && table.cells[filled[0]].column == 0
        && filled_below(&filled[0])
        && !filled[1..].iter().any(filled_below)
}
