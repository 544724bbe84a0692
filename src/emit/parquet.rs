//! Tables as Parquet: typed columns, lists as lists, compressed with zstd.
//!
//! Rows are gathered to batches and batches to row groups, so that a table of any length takes the memory of
//! one row group.

use crate::emit::arrow;
use crate::emit::columns::Columns;
use arrow_schema::Schema;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use serde_json::Value;
use std::io::Write;
use std::sync::Arc;

/// Rows that become columns at once, or more where those of one document are more.
const BATCH: usize = 1024;
/// Rows of a row group: enough for DuckDB to divide the work, few enough to hold in memory.
const ROW_GROUP: usize = 65_536;
/// A row group ends before it takes more memory than this, however few its rows.
const MOST_BYTES: usize = 32 << 20;

/// One table while it is written.
pub struct Writer<W: Write + Send> {
    columns: Columns,
    schema: Arc<Schema>,
    file: ArrowWriter<W>,
    waiting: Vec<Arc<Vec<Value>>>,
    rows_waiting: usize,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a table with these columns.
    ///
    /// # Errors
    ///
    /// If `out` cannot be written.
    pub fn new(columns: Columns, out: W) -> Result<Self> {
        let schema = arrow::schema(&columns);
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_max_row_group_bytes(Some(MOST_BYTES))
            // Named by version, so that equal tables are equal bytes whichever build wrote them.
            .set_created_by(format!("kaikaku {}", env!("CARGO_PKG_VERSION")))
            .build();
        let file = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))?;
        Ok(Self {
            columns,
            schema,
            file,
            waiting: Vec::new(),
            rows_waiting: 0,
        })
    }

    /// Adds rows.
    ///
    /// # Errors
    ///
    /// If the file cannot be written, or a row does not keep to the columns.
    pub fn add(&mut self, rows: &Arc<Vec<Value>>) -> Result<()> {
        self.rows_waiting += rows.len();
        self.waiting.push(Arc::clone(rows));
        if self.rows_waiting < BATCH {
            return Ok(());
        }
        self.write_waiting()
    }

    /// Ends the table and gives the file back.
    ///
    /// # Errors
    ///
    /// As [`Writer::add`].
    pub fn finish(mut self) -> Result<W> {
        self.write_waiting()?;
        self.file.into_inner()
    }

    fn write_waiting(&mut self) -> Result<()> {
        if self.rows_waiting > 0 {
            let rows: Vec<&Value> = self.waiting.iter().flat_map(|rows| rows.iter()).collect();
            let batch = arrow::batch(&self.columns, &self.schema, &rows)?;
            self.file.write(&batch)?;
        }
        self.waiting.clear();
        self.rows_waiting = 0;
        Ok(())
    }
}
