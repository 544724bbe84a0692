//! `kaikaku explain`: why a value is what it is.

use super::args::ExplainFlags;
use super::exit::{Exit, Failure};
use super::{input, print};
use anyhow::Context;
use kaikaku::correct::may_be_corrected;
use kaikaku::emit::json;
use kaikaku::explain::{Explanation, Place, explain};
use kaikaku::record::Bundle;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(flags: &ExplainFlags) -> anyhow::Result<Exit> {
    let (id, field) = match flags.id.split_once('.') {
        Some((id, field)) => (id, Some(field)),
        None => (&*flags.id, None),
    };
    let bundle = bundle(&flags.bundle, id)?;
    let source = source(&bundle, flags.source.as_deref())?;
    let explained = explain(&bundle, id, field, source.text.as_deref())
        .map_err(|unknown| Failure::usage(unknown.to_string()))?;
    if flags.json {
        print(&json::line(&explained).context("the explanation cannot be written as JSON")?)?;
    } else {
        print(words(&explained, &bundle, &source).as_bytes())?;
    }
    Ok(Exit::Well)
}

/// The bundle of a file, or of the record's document in a dataset.
fn bundle(path: &Path, id: &str) -> Result<Bundle, Failure> {
    let file = if path.is_dir() {
        // `doc-` and the digits; what follows them names the record.
        let document: Vec<&str> = id.splitn(3, '-').take(2).collect();
        path.join("bundles")
            .join(format!("{}.json", document.join("-")))
    } else {
        path.to_path_buf()
    };
    serde_json::from_slice(&input::read(&file)?).map_err(|error| {
        let name = input::shown(&file);
        Failure::document(format!(
            "{name}: no bundle: {error}; give what `kaikaku convert` wrote"
        ))
    })
}

/// What could be had of the source of a bundle.
struct Source {
    /// Its recovered text.
    text: Option<String>,
    /// What to tell of it.
    note: String,
}

/// Reads the source again, if it is the file that the bundle was made from.
fn source(bundle: &Bundle, given: Option<&Path>) -> Result<Source, Failure> {
    let of_bundle = &bundle.document.source;
    let path = given.map_or_else(|| PathBuf::from(&of_bundle.path), Path::to_path_buf);
    let name = input::shown(&path);
    let without = |why: &str| Source {
        text: None,
        note: format!("{name}, not read: {why}; --source FILE names the document"),
    };
    if given.is_none() && !path.is_file() {
        return Ok(without("it is not there"));
    }
    let bytes = input::read(&path)?;
    let digest = Sha256::digest(&bytes);
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    if sha256 != of_bundle.sha256 {
        if given.is_none() {
            return Ok(without("its SHA-256 is not that of the bundle"));
        }
        return Err(Failure::document(format!(
            "{name}: its SHA-256 is {sha256}, that of the bundle's document {}; give the file that the bundle was made from",
            of_bundle.sha256
        )));
    }
    let pages = input::guarded(&path, || kaikaku::lay_out(&bytes, &of_bundle.path))?;
    Ok(Source {
        text: Some(pages.recovered.text),
        note: format!("{name}, SHA-256 as in the bundle"),
    })
}

/// The explanation in plain lines.
fn words(explained: &Explanation, bundle: &Bundle, source: &Source) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = tell(&mut out, explained, bundle, source);
    out
}

fn tell(
    out: &mut String,
    explained: &Explanation,
    bundle: &Bundle,
    source: &Source,
) -> std::fmt::Result {
    let kind = explained.list.strip_suffix('s').unwrap_or(explained.list);
    match &explained.field {
        Some(field) => {
            writeln!(out, "{kind} {}, {field}", explained.record)?;
            writeln!(out, "value: {}", explained.value)?;
        }
        None => {
            writeln!(out, "{kind} {}", explained.record)?;
            tell_record(out, &explained.value)?;
        }
    }
    writeln!(out, "source: {}", source.note)?;
    if explained.places.is_empty() {
        writeln!(out, "places: none is noted for this record")?;
    } else if !explained.cited {
        writeln!(out, "places: none of its own; those of the whole record:")?;
    }
    for place in &explained.places {
        tell_place(out, place, source.text.is_some())?;
    }
    if explained.rules.is_empty() {
        writeln!(out, "rules: none is noted for this record")?;
    }
    for (number, step) in (1..).zip(&explained.rules) {
        let does = step.does.as_deref();
        let does = does.unwrap_or("This version does not know the rule.");
        writeln!(out, "rule {number}: {}: {does}", step.rule)?;
    }
    if let Some(confidence) = explained.confidence {
        writeln!(out, "confidence: {confidence}")?;
    }
    for why in &explained.why {
        writeln!(out, "  {why}")?;
    }
    for one in &explained.corrected {
        let (field, was, by, why) = (&one.field, &one.was, &one.by, &one.why);
        writeln!(out, "corrected: {field} by {by}, was {was}: {why}")?;
    }
    for warning in &explained.warnings {
        writeln!(out, "warning {}: {}", warning.code, warning.message)?;
    }
    writeln!(
        out,
        "form: {}, fit {}",
        bundle.document.form.id, bundle.document.form.score
    )?;
    tell_correction(out, explained)
}

/// The values of a record, one a line; what stands further below in other words is left out.
fn tell_record(out: &mut String, record: &Value) -> std::fmt::Result {
    let told = ["source", "rules", "confidence", "corrected", "warnings"];
    for (key, value) in record.as_object().into_iter().flatten() {
        let nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !nothing && !told.contains(&&**key) {
            writeln!(out, "  {key}: {value}")?;
        }
    }
    Ok(())
}

fn tell_place(out: &mut String, place: &Place, read: bool) -> std::fmt::Result {
    let citation = &place.citation;
    let field = citation.field.as_deref().unwrap_or("record");
    let bbox = match citation.bbox {
        Some([x0, y0, x1, y1]) => format!("box [{x0}, {y0}, {x1}, {y1}]"),
        None => "no box".to_owned(),
    };
    let [start, end] = citation.span;
    let (page, characters) = (citation.page, &place.characters);
    let shown = match characters {
        Some(characters) => format!(": {}", json!(characters)),
        None if read => {
            ": beyond the end of the recovered text; another version made the bundle".to_owned()
        }
        None => String::new(),
    };
    writeln!(
        out,
        "place of {field}: page {page}, {bbox}, characters {start} to {end}{shown}"
    )
}

/// The line that a correction of the value begins as (docs/corrections.md).
fn tell_correction(out: &mut String, explained: &Explanation) -> std::fmt::Result {
    let of_value = explained.field.as_ref();
    let Some(field) = of_value.filter(|field| may_be_corrected(&explained.record, field)) else {
        return Ok(());
    };
    // A correction is made against what the run itself gives.
    let before = explained.corrected.iter().find(|one| one.field == *field);
    let was = before.map_or(&explained.value, |one| &one.was);
    let mut line = json!({
        "record": explained.record, "field": field, "value": "…", "was": was, "who": "…", "why": "…",
    });
    if explained.cited
        && let Some(place) = explained.places.first()
    {
        line["span"] = json!(place.citation.span);
    }
    writeln!(out, "to correct it: {line}")
}
