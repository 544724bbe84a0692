//! Text sheets: decoded, markup taken out, divided into lines and cells.

mod boxed;
mod delimited;
pub(crate) mod encoding;
mod iso2022;
mod markup;
mod page;
mod sheet;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Content, Source};
use encoding::Decoded;
use sheet::Form;

/// How many undecodable places are named one by one before the rest is only counted.
const FAULTS_NAMED: usize = 20;

/// Reads a text sheet. This cannot fail: what is no text is reported and kept as U+FFFD.
pub(crate) fn read(bytes: &[u8], path: &str) -> Source {
    let decoded = encoding::decode(bytes);
    let diagnostics = report(&decoded, bytes);
    let form = sheet::form(&decoded.text, path);
    Source {
        media_type: match form {
            Form::Fields(_) => "text/csv",
            Form::Tabs => "text/tab-separated-values",
            Form::Html => "text/html",
            Form::Lines => "text/plain",
        },
        encoding: Some(decoded.encoding),
        content: Content::Written(sheet::divide(&decoded.text, form)),
        diagnostics,
    }
}

fn report(decoded: &Decoded, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for range in decoded.faults.iter().take(FAULTS_NAMED) {
        let hex: Vec<String> = bytes[range.clone()]
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        diagnostics.push(Diagnostic::new(
            Code::UndecodedBytes,
            format!(
                "page 1: bytes {}..{} ({}) are no {} text; U+FFFD stands in their place",
                range.start,
                range.end,
                hex.join(" "),
                decoded.encoding
            ),
        ));
    }
    if decoded.faults.len() > FAULTS_NAMED {
        diagnostics.push(Diagnostic::new(
            Code::UndecodedBytes,
            format!(
                "page 1: {} more byte ranges are no {} text",
                decoded.faults.len() - FAULTS_NAMED,
                decoded.encoding
            ),
        ));
    }
    if !decoded.certain {
        diagnostics.push(Diagnostic::new(
            Code::UncertainEncoding,
            format!(
                "page 1: read as {}, but another encoding fits nearly as well",
                decoded.encoding
            ),
        ));
    }
    diagnostics
}
