//! Single texts: folding, and what a period means.

use crate::fault::SettingsError;
use crate::guard::{Fault, guarded};
use kaikaku::normalize as fold;
use kaikaku::notation::era::Era;
use kaikaku::notation::period::{self as notation, PeriodContext};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde_json::json;

/// A text in display or compare form.
#[pyfunction]
pub(crate) fn normalize(py: Python<'_>, text: &str, form: &str) -> PyResult<String> {
    let fold: fn(&str) -> String = match form {
        "display" => |text| fold::display(text).into_owned(),
        "compare" => fold::compare,
        _ => {
            let cause = format!("{form:?}: no form; one of \"display\", \"compare\"");
            return Err(PyValueError::new_err(cause));
        }
    };
    guarded(py, || Ok(fold(text)))
}

/// What `kaikaku period` prints of a label, as JSON; nothing where it is no period.
#[pyfunction]
pub(crate) fn period(
    py: Python<'_>,
    text: &str,
    era: Option<&str>,
    fiscal_year: Option<i32>,
) -> PyResult<Option<String>> {
    let context = PeriodContext {
        era: era.map(era_named).transpose()?,
        fiscal_year,
        ..PeriodContext::default()
    };
    guarded(py, || {
        let Some(reading) = notation::read(text, &context) else {
            return Ok(None);
        };
        let shown = json!({
            "period": reading.period,
            "era_overflow": reading.era_overflow,
            "pre_gregorian": reading.pre_gregorian,
            "candidates": reading.candidates,
        });
        serde_json::to_string(&shown)
            .map(Some)
            .map_err(|error| Fault::Broken(error.to_string()))
    })
}

fn era_named(name: &str) -> PyResult<Era> {
    match name {
        "meiji" | "明治" => Ok(Era::Meiji),
        "taisho" | "大正" => Ok(Era::Taisho),
        "showa" | "昭和" => Ok(Era::Showa),
        "heisei" | "平成" => Ok(Era::Heisei),
        "reiwa" | "令和" => Ok(Era::Reiwa),
        _ => Err(SettingsError::new_err(format!(
            "{name}: no era; one of meiji, taisho, showa, heisei, reiwa"
        ))),
    }
}
