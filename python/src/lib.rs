//! The part of the Python package that is Rust: documents become JSON, tables become Arrow, workers work.
//!
//! What a user sees is Python (`python/kaikaku`); everything here is called by it and by nothing else.

mod desk;
mod fault;
mod gathering;
mod guard;
mod settings;
mod table;
mod text;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::convert;
    #[pymodule_export]
    use super::desk::{Desk, inputs, serve};
    #[pymodule_export]
    use super::fault::{
        ConflictError, DocumentError, EncryptedError, Error, InternalError, MachineError,
        SettingsError, UnknownTypeError,
    };
    #[pymodule_export]
    use super::gathering::Gathering;
    #[pymodule_export]
    use super::guard::break_off;
    #[pymodule_export]
    use super::settings::Settings;
    #[pymodule_export]
    use super::table::{Table, schema, table};
    #[pymodule_export]
    use super::text::{normalize, period};
}

/// The bundle of one document as the bytes that `kaikaku convert` prints.
#[pyfunction]
fn convert(
    py: Python<'_>,
    bytes: &[u8],
    name: &str,
    settings: &settings::Settings,
) -> PyResult<Vec<u8>> {
    guard::guarded(py, || {
        let bundle = kaikaku::convert(bytes, name, &settings.options)?;
        kaikaku::emit::json::bundle(&bundle)
            .map_err(|error| guard::Fault::Broken(error.to_string()))
    })
}
