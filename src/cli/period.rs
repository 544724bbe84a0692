//! `kaikaku period`: what a label means.

use super::args::PeriodFlags;
use super::exit::{Exit, Failure};
use super::print;
use kaikaku::notation::era::Era;
use kaikaku::notation::period::{self, PeriodContext};
use serde_json::json;

pub(crate) fn run(flags: &PeriodFlags) -> anyhow::Result<Exit> {
    let context = PeriodContext {
        era: flags.era.as_deref().map(era).transpose()?,
        fiscal_year: flags.fiscal_year,
        ..PeriodContext::default()
    };
    let Some(reading) = period::read(&flags.text, &context) else {
        return Err(Failure::document(format!(
            "{}: no period; give a label such as 平成31年度",
            flags.text
        ))
        .into());
    };
    let shown = json!({
        "period": reading.period,
        "era_overflow": reading.era_overflow,
        "pre_gregorian": reading.pre_gregorian,
        "candidates": reading.candidates,
    });
    print(format!("{}\n", serde_json::to_string_pretty(&shown)?).as_bytes())?;
    Ok(Exit::Well)
}

fn era(name: &str) -> Result<Era, Failure> {
    match name {
        "meiji" | "明治" => Ok(Era::Meiji),
        "taisho" | "大正" => Ok(Era::Taisho),
        "showa" | "昭和" => Ok(Era::Showa),
        "heisei" | "平成" => Ok(Era::Heisei),
        "reiwa" | "令和" => Ok(Era::Reiwa),
        _ => Err(Failure::usage(format!(
            "{name}: no era; one of meiji, taisho, showa, heisei, reiwa"
        ))),
    }
}
