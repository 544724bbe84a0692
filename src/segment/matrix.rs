//! Which cell covers which place of a table's grid.

use crate::layout::Table;

/// The cells of a table by place.
#[derive(Debug)]
pub(crate) struct Matrix {
    columns: u32,
    owner: Vec<Option<u32>>,
    /// For every place, the nearest filled cell above it.
    above: Vec<Option<u32>>,
    starting: Vec<Vec<usize>>,
}

impl Matrix {
    /// Indexes a table.
    pub(crate) fn new(table: &Table) -> Self {
        let size = (table.rows * table.columns) as usize;
        let mut matrix = Self {
            columns: table.columns,
            owner: vec![None; size],
            above: vec![None; size],
            starting: vec![Vec::new(); table.rows as usize],
        };
        for (i, cell) in table.cells.iter().enumerate() {
            for row in cell.row..cell.row_end().min(table.rows) {
                for column in cell.column..cell.column_end().min(table.columns) {
                    matrix.owner[(row * table.columns + column) as usize] = Some(i as u32);
                }
            }
            if let Some(starting) = matrix.starting.get_mut(cell.row as usize) {
                starting.push(i);
            }
        }
        for place in table.columns as usize..size {
            let over = place - table.columns as usize;
            let filled = |i: &u32| !table.cells[*i as usize].text.is_empty();
            matrix.above[place] = matrix.owner[over].filter(filled).or(matrix.above[over]);
        }
        for starting in &mut matrix.starting {
            starting.sort_by_key(|&i| table.cells[i].column);
        }
        matrix
    }

    /// The cell that covers a place.
    pub(crate) fn at(&self, row: u32, column: u32) -> Option<usize> {
        if column >= self.columns {
            return None;
        }
        self.owner
            .get((row * self.columns + column) as usize)
            .copied()
            .flatten()
            .map(|i| i as usize)
    }

    /// The nearest filled cell above a place, or the one that covers it from above.
    pub(crate) fn above(&self, row: u32, column: u32) -> Option<usize> {
        let place = (column < self.columns).then_some((row * self.columns + column) as usize)?;
        self.above.get(place).copied().flatten().map(|i| i as usize)
    }

    /// The cells whose first row this is, from the left.
    pub(crate) fn starting(&self, row: u32) -> &[usize] {
        self.starting.get(row as usize).map_or(&[], Vec::as_slice)
    }
}
