//! `kaikaku forms`: the form profiles that are built in, and those that people write.

use super::args::{FormsCommand, FormsFlags};
use super::exit::{Exit, Failure};
use super::{input, print};
use kaikaku::batch::Input;
use kaikaku::forms::{self, Profile};
use kaikaku::layout::Pages;
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(flags: FormsFlags) -> anyhow::Result<Exit> {
    match flags.command {
        FormsCommand::List => list(),
        FormsCommand::Show { id } => show(&id),
        FormsCommand::Check { profile, documents } => check(&profile, &documents),
    }
}

fn list() -> anyhow::Result<Exit> {
    let profiles = forms::built_in();
    let width = profiles.iter().map(|profile| profile.id.len()).max();
    let width = width.unwrap_or_default();
    let mut out = String::new();
    for profile in profiles {
        let (id, signs) = (&profile.id, profile.signs.len());
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{id:width$}  {signs} signs  {}", profile.description);
    }
    print(out.as_bytes())?;
    Ok(Exit::Well)
}

fn show(id: &str) -> anyhow::Result<Exit> {
    let text = forms::toml_of(id).ok_or_else(|| {
        let known: Vec<&str> = forms::built_in().iter().map(|form| &*form.id).collect();
        let known = known.join(", ");
        Failure::usage(format!("no form is called `{id}`; there are {known}"))
    })?;
    print(text.as_bytes())?;
    Ok(Exit::Well)
}

fn check(file: &Path, documents: &[PathBuf]) -> anyhow::Result<Exit> {
    let name = input::shown(file);
    let text = String::from_utf8(input::read(file)?)
        .map_err(|_| Failure::document(format!("{name}: not UTF-8; save it as UTF-8")))?;
    let faults = forms::check(&text);
    let mut out = String::new();
    for fault in &faults {
        let place = if fault.place.is_empty() {
            String::new()
        } else {
            format!("{}: ", fault.place)
        };
        let _ = writeln!(out, "{name}:{}: {place}{}", fault.line, fault.what);
    }
    let count = match faults.len() {
        0 => "no faults".to_owned(),
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    };
    let _ = writeln!(out, "{name}: {count}");
    if let Ok(profile) = Profile::parse(&text) {
        for document in documents {
            let line = fit(&profile, &lay_out(document)?);
            let _ = writeln!(out, "{}: {line}", input::shown(document));
        }
    }
    print(out.as_bytes())?;
    Ok(if faults.is_empty() {
        Exit::Well
    } else {
        Exit::Documents
    })
}

fn lay_out(document: &Path) -> Result<Pages, Failure> {
    let bytes = input::read(document)?;
    let name = Input::new(document, true).name;
    input::guarded(document, || kaikaku::lay_out(&bytes, &name))
}

/// How well a profile fits a document, in words.
fn fit(profile: &Profile, pages: &Pages) -> String {
    let signs = profile.signs_in(pages);
    let (all, there) = (
        profile.signs.len(),
        profile.signs.len() - signs.missing.len(),
    );
    let mut words = format!("fit {:.2}, {there} of {all} signs", signs.fit);
    for (what, labels) in [
        ("without", &signs.missing),
        ("but of a look-alike", &signs.foreign),
    ] {
        if !labels.is_empty() {
            let _ = write!(words, "; {what}: {}", labels.join(", "));
        }
    }
    if !signs.fits() {
        words += "; it would not be chosen by itself";
    }
    words
}
