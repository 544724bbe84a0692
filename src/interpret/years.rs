//! Labels whose years cannot be relied on: past the end of their era, or of an era that nothing tells.

use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Pages;
use crate::notation::period::{self, PeriodContext, Reading};
use crate::segment::{Label, Node, Outline};
use crate::source::{Text, TextSlice};
use std::collections::BTreeSet;

/// A diagnostic for each label, and for the title, whose year is doubtful; a label that is printed again is told
/// of where it stands first.
pub(crate) fn doubtful(
    pages: &Pages,
    outline: &Outline,
    title: Option<&Text>,
    context: &PeriodContext,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    let mut tell = |label: TextSlice<'_>, reading: &Reading| {
        let Some((code, cause)) = doubt(&label.as_str().replace('\n', " "), reading) else {
            return;
        };
        let span = pages.recovered.spans(label).first().copied();
        if let Some(span) = span.filter(|_| told.insert((code, label.as_str().to_owned()))) {
            let page = pages.recovered.page_of(span.start);
            found.push(Diagnostic::new(code, format!("page {page}: {cause}")).at(span));
        }
    };
    if let Some(title) = title {
        for (bytes, reading) in period::find(title.as_str(), context) {
            tell(title.slice().cut(bytes), &reading);
        }
    }
    for node in &outline.nodes {
        match node {
            Node::Field { label, .. } => tell_label(&mut tell, label),
            Node::Table(view) => view
                .data
                .iter()
                .flat_map(|datum| datum.row_path.iter().chain(&datum.column_path))
                .for_each(|label| tell_label(&mut tell, label)),
            _ => {}
        }
    }
    found
}

fn tell_label(tell: &mut impl FnMut(TextSlice<'_>, &Reading), label: &Label) {
    if let Some(reading) = &label.period {
        tell(label.text.slice().trim(), reading);
    }
}

/// What is doubtful of one reading, if anything is.
fn doubt(label: &str, reading: &Reading) -> Option<(Code, String)> {
    if reading.era_overflow {
        let year = reading.period.fiscal_year.or_else(|| {
            let start = reading.period.start.as_deref()?;
            start.get(..4)?.parse().ok()
        });
        let year = year.map_or_else(String::new, |year| format!("; {year} is meant"));
        return Some((
            Code::EraOverflow,
            format!("`{label}` lies outside its era{year}"),
        ));
    }
    if reading.candidates.is_empty() {
        return None;
    }
    let years: Vec<String> = reading.candidates.iter().map(i32::to_string).collect();
    Some((
        Code::UnresolvedYear,
        format!(
            "nothing tells the era of `{label}`; it may be {}",
            years.join(" or ")
        ),
    ))
}
