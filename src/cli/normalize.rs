//! `kaikaku normalize`: text folded, and the rules that fired.

use super::args::{FoldForm, NormalizeFlags};
use super::exit::{Exit, Failure};
use super::{input, print};
use kaikaku::layout::wrap::{self, Joint};
use kaikaku::normalize::{self, Form, Step};
use kaikaku::source::{Text, TextSlice};
use std::fmt::Write;

pub(crate) fn run(flags: &NormalizeFlags) -> anyhow::Result<Exit> {
    let bytes = input::read(&flags.file)?;
    let text = String::from_utf8_lossy(&bytes);
    let form = match flags.form {
        FoldForm::Display => Form::Display,
        FoldForm::Compare => Form::Compare,
    };
    if flags.join && form == Form::Compare {
        return Err(
            Failure::usage("lines are joined in display form; leave --form compare out").into(),
        );
    }
    if !flags.trace {
        let folded = match form {
            Form::Display if flags.join => joined(&text),
            Form::Display => normalize::display(&text).into_owned(),
            Form::Compare => normalize::compare(&text),
        };
        print(folded.as_bytes())?;
        return Ok(Exit::Well);
    }
    let mut steps: Vec<(usize, String)> = Vec::new();
    for step in normalize::trace(&text, form) {
        let Step { at, rule, from, to } = step;
        steps.push((at, format!("{rule}\t{from:?}\t{to:?}")));
    }
    if flags.join {
        steps.extend(line_ends(&text));
        steps.sort_by_key(|(at, _)| *at);
    }
    let mut out = String::new();
    for (at, step) in steps {
        writeln!(out, "{at}\t{step}")?;
    }
    print(out.as_bytes())?;
    Ok(Exit::Well)
}

/// The lines of a text in display form, each character with its place; a blank line is empty.
fn lines(text: &str) -> Vec<Text> {
    let folded = normalize::fold_display(text);
    let mut lines = vec![Text::new()];
    for (c, at) in folded.text.chars().zip(folded.offsets.places()) {
        match lines.last_mut() {
            Some(line) if c != '\n' => line.push(c, at),
            _ => lines.push(Text::new()),
        }
    }
    lines
}

/// Lines between blank ones, which are joined with each other only.
fn blocks(lines: &[Text]) -> impl Iterator<Item = Vec<TextSlice<'_>>> {
    lines
        .split(|line| line.slice().trim().is_empty())
        .filter(|block| !block.is_empty())
        .map(|block| block.iter().map(Text::slice).collect())
}

/// One paragraph a line, a blank line between blocks.
fn joined(text: &str) -> String {
    let lines = lines(text);
    let blocks: Vec<String> = blocks(&lines)
        .map(|block| {
            let paragraphs = wrap::join(&block);
            paragraphs
                .iter()
                .map(|paragraph| format!("{}\n", paragraph.text.as_str()))
                .collect()
        })
        .collect();
    blocks.join("\n")
}

/// The rule that decides each line end inside a block, beside the last character before it.
fn line_ends(text: &str) -> Vec<(usize, String)> {
    let lines = lines(text);
    let mut ends = Vec::new();
    for block in blocks(&lines) {
        for (line, joint) in block.iter().zip(wrap::joints(&block)) {
            let last = line.places().last().map_or(0, |(_, at)| at as usize);
            let (rule, to) = match joint {
                Joint::Join(rule) => (format!("join: {rule}"), ""),
                Joint::Break(rule) => (format!("break: {rule}"), "\n"),
            };
            ends.push((last + 1, format!("{rule}\t{:?}\t{to:?}", "\n")));
        }
    }
    ends
}
