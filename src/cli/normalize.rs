//! `kaikaku normalize`: text folded, and the rules that fired.

use super::args::{FoldForm, NormalizeFlags};
use super::exit::Exit;
use super::{input, print};
use kaikaku::normalize::{self, Form};
use std::fmt::Write;

pub(crate) fn run(flags: &NormalizeFlags) -> anyhow::Result<Exit> {
    let bytes = input::read(&flags.file)?;
    let text = String::from_utf8_lossy(&bytes);
    let form = match flags.form {
        FoldForm::Display => Form::Display,
        FoldForm::Compare => Form::Compare,
    };
    if !flags.trace {
        let folded = match form {
            Form::Display => normalize::display(&text).into_owned(),
            Form::Compare => normalize::compare(&text),
        };
        print(folded.as_bytes())?;
        return Ok(Exit::Well);
    }
    let mut out = String::new();
    for step in normalize::trace(&text, form) {
        writeln!(
            out,
            "{}\t{}\t{:?}\t{:?}",
            step.at, step.rule, step.from, step.to
        )?;
    }
    print(out.as_bytes())?;
    Ok(Exit::Well)
}
