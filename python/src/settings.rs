//! Options as Python gives them.

use crate::fault::SettingsError;
use kaikaku::layout::Pages;
use kaikaku::notation::municipality::Municipalities;
use kaikaku::{FormChoice, Options, forms};
use pyo3::prelude::*;
use std::sync::Arc;

/// What decides how a document is converted; looked through once.
#[pyclass(frozen, module = "kaikaku._native")]
pub(crate) struct Settings {
    pub(crate) options: Options,
}

#[pymethods]
impl Settings {
    /// `form` is the id of a built-in profile, `profile` and `municipalities` are the text of files.
    #[new]
    #[pyo3(signature = (*, form=None, profile=None, no_forms=false, municipality=None, prefecture=None,
                        municipalities=None, no_derived=false))]
    fn new(
        form: Option<String>,
        profile: Option<String>,
        no_forms: bool,
        municipality: Option<String>,
        prefecture: Option<String>,
        municipalities: Option<&str>,
        no_derived: bool,
    ) -> PyResult<Self> {
        let form = match (form, profile) {
            _ if no_forms => FormChoice::Generic,
            (_, Some(text)) => FormChoice::Given(text),
            (Some(id), None) => FormChoice::Named(id),
            (None, None) => FormChoice::Fitting,
        };
        if matches!(form, FormChoice::Named(_) | FormChoice::Given(_)) {
            // A profile that cannot be used shows at once, and not at every document.
            forms::choose(&form, &Pages::default())
                .map_err(|error| SettingsError::new_err(error.to_string()))?;
        }
        let municipalities = municipalities
            .map(Municipalities::with)
            .transpose()
            .map_err(|bad| SettingsError::new_err(format!("municipalities: {bad}")))?;
        let table = municipalities
            .as_ref()
            .unwrap_or_else(|| Municipalities::built_in());
        let prefecture = prefecture.map(|name| match table.prefecture(&name) {
            Some(known) => Ok(known.to_owned()),
            None => Err(SettingsError::new_err(format!(
                "{name} is no prefecture; write it as in 広島県"
            ))),
        });
        Ok(Self {
            options: Options {
                corrections: None,
                form,
                municipality,
                prefecture: prefecture.transpose()?,
                municipalities: municipalities.map(Arc::new),
                no_derived,
                // A Python process is no second reader.
                second_reader: None,
            },
        })
    }
}
