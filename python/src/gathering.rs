//! What an engine brought together becomes a dataset.

use crate::fault;
use kaikaku::batch::{self, Row};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::path::PathBuf;

/// A dataset while its rows come in, in any order.
#[pyclass(module = "kaikaku._native")]
pub(crate) struct Gathering {
    open: Option<batch::Gathering>,
}

#[pymethods]
impl Gathering {
    #[new]
    fn new(out: PathBuf) -> PyResult<Self> {
        let open = batch::Gathering::begin(&out).map_err(|error| fault::of(&error))?;
        Ok(Self { open: Some(open) })
    }

    /// Adds the row of one input, and its bundle.
    fn add(&mut self, py: Python<'_>, row: &str, bundle: Option<&[u8]>) -> PyResult<()> {
        let row: Row = serde_json::from_str(row)
            .map_err(|error| PyValueError::new_err(format!("no row of a manifest: {error}")))?;
        let open = self.open.as_mut().ok_or_else(closed)?;
        py.detach(|| open.add(row, bundle))
            .map_err(|error| fault::of(&error))
    }

    /// Writes tables and manifest, and gives the number of inputs by status.
    fn finish(
        &mut self,
        py: Python<'_>,
        inputs: usize,
        threads: usize,
    ) -> PyResult<Vec<(&'static str, usize)>> {
        let open = self.open.take().ok_or_else(closed)?;
        let (rows, _) = py
            .detach(|| open.finish(inputs, threads))
            .map_err(|error| fault::of(&error))?;
        let counts = batch::Status::ALL.map(|status| {
            let those = rows.iter().filter(|row| row.status == status);
            (status.name(), those.count())
        });
        Ok(counts.into_iter().filter(|(_, count)| *count > 0).collect())
    }
}

fn closed() -> PyErr {
    PyRuntimeError::new_err("the dataset is finished")
}
