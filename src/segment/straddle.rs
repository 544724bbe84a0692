//! Rows of a ruled table whose cells have nothing to do with the headers above them.

use super::label::Label;
use crate::geometry::Rect;
use crate::layout::{Cell, Grid, Table};

/// A cell begins in the middle of a header if its edge is so far, in points, from those of the header: Word draws the rows of a
/// table a little apart.
const OFF: f32 = 12.0;

/// True if a value of the row begins in the middle of a header and ends beyond it: what 年度末総括 and its grade have below
/// quarters of a year is of none of them.
pub(super) fn tells_apart(table: &Table, headers: &[(usize, Label)], filled: &[usize]) -> bool {
    let bounds = |i: usize| -> Option<Rect> { table.cells.get(i)?.bounds };
    let within = |at: f32, header: &Rect| header.x0 + OFF < at && at < header.x1 - OFF;
    let straddles = |cell: &Rect, header: &Rect| {
        within(cell.x0, header) && cell.x1 > header.x1 + OFF
            || within(cell.x1, header) && cell.x0 < header.x0 - OFF
    };
    let dated = |(_, label): &&(usize, Label)| label.is_axis();
    let spans = |cell: &Cell| cell.column_span > 1;
    table.grid == Grid::Ruled
        && filled.iter().filter(|i| spans(&table.cells[**i])).any(|i| {
            let Some(cell) = bounds(*i) else { return false };
            let mut headers = headers.iter().filter(dated).filter_map(|(h, _)| bounds(*h));
            headers.any(|header| straddles(&cell, &header))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::LEXICON;
    use crate::notation::period::PeriodContext;
    use crate::segment::label::LabelReader;
    use crate::source::Text;

    fn cell(words: &str, row: u32, columns: std::ops::Range<u32>, x: [f32; 2]) -> Cell {
        let mut text = Text::new();
        words.chars().for_each(|c| text.push(c, 0));
        Cell {
            row,
            column: columns.start,
            row_span: 1,
            column_span: columns.end - columns.start,
            text,
            bounds: Some(Rect {
                x0: x[0],
                y0: 0.0,
                x1: x[1],
                y1: 10.0,
            }),
            ..Cell::default()
        }
    }

    #[test]
    fn a_value_that_begins_within_one_quarter_and_ends_in_another_is_of_neither() {
        let reader = LabelReader::new(&LEXICON, PeriodContext::default());
        let table = Table {
            rows: 3,
            columns: 4,
            cells: vec![
                cell("第1四半期", 0, 0..2, [0.0, 100.0]),
                cell("第2四半期", 0, 2..4, [100.0, 200.0]),
                cell("仕様書を作成した。", 1, 0..2, [2.0, 101.0]),
                cell("当初の予定より遅れた。", 2, 1..4, [60.0, 200.0]),
            ],
            grid: Grid::Ruled,
        };
        let headers: Vec<(usize, Label)> = (0..2)
            .map(|i| (i, reader.guess(table.cells[i].text.slice())))
            .collect();
        assert!(!tells_apart(&table, &headers, &[2]));
        assert!(tells_apart(&table, &headers, &[3]));
    }
}
