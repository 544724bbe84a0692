//! `kaikaku forms`: the form profiles that are built in, and those that people write.

use super::args::{FormsCommand, FormsFlags};
use super::exit::{Exit, Failure};
use super::{input, print};
use kaikaku::batch::Input;
use kaikaku::forms::draft::{Draft, Reading};
use kaikaku::forms::{self, Profile};
use kaikaku::layout::Pages;
use kaikaku::record::Bundle;
use kaikaku::{FormChoice, Options};
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(flags: FormsFlags) -> anyhow::Result<Exit> {
    match flags.command {
        FormsCommand::List => list(),
        FormsCommand::Show { id } => show(&id),
        FormsCommand::Check { profile, documents } => check(&profile, &documents),
        FormsCommand::Draft { documents } => draft(&documents),
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
            let line = fit(&profile, &Document::read(document)?.lay_out()?);
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

fn draft(files: &[PathBuf]) -> anyhow::Result<Exit> {
    let mut documents = Vec::new();
    let mut pages = Vec::new();
    for file in files {
        let document = Document::read(file)?;
        pages.push(document.lay_out()?);
        documents.push(document);
    }
    let draft = Draft::of(&pages).map_err(|error| Failure::document(error.to_string()))?;
    let options = Options {
        form: FormChoice::Given(draft.profile(&[])),
        ..Options::default()
    };
    let mut readings = Vec::new();
    for document in documents {
        let bundle = document.convert(&options)?;
        let left = bundle.unassigned.into_iter();
        readings.push(Reading {
            name: document.name,
            title: bundle.document.title,
            unassigned: left.map(|one| (one.page, one.text)).collect(),
        });
    }
    print(draft.profile(&readings).as_bytes())?;
    Ok(Exit::Well)
}

/// A document that was read.
struct Document<'a> {
    path: &'a Path,
    name: String,
    bytes: Vec<u8>,
}

impl<'a> Document<'a> {
    fn read(path: &'a Path) -> Result<Self, Failure> {
        Ok(Self {
            path,
            name: Input::new(path, true).name,
            bytes: input::read(path)?,
        })
    }

    fn lay_out(&self) -> Result<Pages, Failure> {
        input::guarded(self.path, || kaikaku::lay_out(&self.bytes, &self.name))
    }

    fn convert(&self, options: &Options) -> Result<Bundle, Failure> {
        input::guarded(self.path, || {
            kaikaku::convert(&self.bytes, &self.name, options)
        })
    }
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
