//! Tables of records as Arrow, handed over through the Arrow PyCapsule interface without a copy.

use crate::guard::{Fault, guarded};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, Schema};
use kaikaku::emit::arrow;
use kaikaku::emit::columns::Columns;
use kaikaku::emit::schema::Record;
use kaikaku::emit::tables;
use kaikaku::record::Bundle;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::sync::Arc;

/// Rows of one table, as pyarrow, polars, pandas and DuckDB take them.
#[pyclass(frozen, module = "kaikaku")]
pub(crate) struct Table {
    name: &'static str,
    schema: Arc<Schema>,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    /// The name of the table.
    #[getter]
    fn name(&self) -> &'static str {
        self.name
    }

    /// The names of its columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        let fields = self.schema.fields().iter();
        fields.map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!(
            "<kaikaku.Table {}: {} rows, {} columns>",
            self.name,
            self.__len__(),
            self.schema.fields().len()
        )
    }

    /// The schema, by the Arrow PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.schema).map_err(unshown)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The rows, by the Arrow PyCapsule interface. Another schema than its own is not made: the interface
    /// leaves that to the one who asks.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        // Batches are counted references to their buffers: nothing is copied.
        let batches = self.batches.clone().into_iter().map(Ok::<_, ArrowError>);
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

/// Rows that become one batch: enough to make the interface cheap.
const BATCH: usize = 8192;

/// The rows that bundles, given as JSON, have for a table, in the order of the bundles.
#[pyfunction]
pub(crate) fn table(py: Python<'_>, name: &str, bundles: Vec<Vec<u8>>) -> PyResult<Table> {
    let Some(table) = tables::Table::ALL
        .into_iter()
        .find(|table| table.name() == name)
    else {
        let names = tables::Table::ALL.map(tables::Table::name).join(", ");
        return Err(PyValueError::new_err(format!(
            "{name:?}: no table; one of {names}"
        )));
    };
    let columns = Columns::of(table);
    let schema = arrow::schema(&columns);
    let made = Arc::clone(&schema);
    let batches = guarded(py, move || {
        let mut rows = Vec::new();
        let mut batches = Vec::new();
        for bytes in bundles {
            let bundle: Bundle = serde_json::from_slice(&bytes).map_err(broken)?;
            for row in table.rows(&bundle) {
                rows.push(row.map_err(broken)?);
            }
            if rows.len() >= BATCH {
                batches.push(arrow::batch(&columns, &made, &rows).map_err(broken)?);
                rows.clear();
            }
        }
        if !rows.is_empty() {
            batches.push(arrow::batch(&columns, &made, &rows).map_err(broken)?);
        }
        Ok(batches)
    })?;
    Ok(Table {
        name: table.name(),
        schema,
        batches,
    })
}

/// The JSON Schema of a record, as `kaikaku schema` prints it.
#[pyfunction]
pub(crate) fn schema(name: &str) -> PyResult<String> {
    Record::named(name)
        .map(Record::schema_text)
        .ok_or_else(|| PyValueError::new_err(format!("{name:?}: no record; try \"bundle\"")))
}

fn broken(error: impl std::error::Error) -> Fault {
    Fault::Broken(error.to_string())
}

fn unshown(error: ArrowError) -> PyErr {
    broken(error).raised()
}
