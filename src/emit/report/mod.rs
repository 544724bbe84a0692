//! The report: a dataset as one HTML file that asks nothing of a network.
//!
//! Each document is a block of JSON of its own, which the browser parses when the document is opened, and pages
//! are drawn when they come into sight, so that the file opens at once however many documents are in it. The
//! content security policy lets run what this file brings, named by its hash, and nothing else.

mod card;
mod overview;
mod page;
mod picture;

pub use page::LIMIT;
pub use picture::WIDTH as PICTURE_WIDTH;

use crate::emit::drawing::Ink;
use crate::layout::Pages;
use crate::record::Bundle;
use card::Cards;
use overview::Head;
use page::Page;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const TEMPLATE: &str = include_str!("report.html");
const STYLE: &str = include_str!("report.css");
/// The parts of the program in the browser, in their order.
const SCRIPT: [&str; 6] = [
    include_str!("words.js"),
    include_str!("build.js"),
    include_str!("overview.js"),
    include_str!("sheet.js"),
    include_str!("document.js"),
    include_str!("steer.js"),
];

/// What can be seen of a document's source.
#[derive(Debug)]
pub enum Sight {
    /// The file was found and is the one that was converted.
    Seen {
        /// What it says.
        pages: Box<Pages>,
        /// What is painted on its pages; empty for a text sheet.
        ink: Vec<Ink>,
    },
    /// There is no such file.
    Missing,
    /// A file is there and is another one.
    Changed,
}

/// A document as it goes into the report.
#[derive(Debug)]
pub struct Prepared {
    head: Head,
    body: String,
}

#[derive(Serialize)]
struct Body<'a> {
    id: &'a str,
    title: Option<&'a str>,
    path: &'a str,
    media_type: &'a str,
    warnings: Vec<[&'a str; 2]>,
    sight: &'static str,
    pages: Vec<Page>,
    #[serde(flatten)]
    cards: Cards,
}

/// Makes a document ready; documents can be made ready side by side.
///
/// # Errors
///
/// If a value cannot be written as JSON, which no value of the record model gives cause for.
pub fn prepare(bundle: &Bundle, sight: &Sight) -> serde_json::Result<Prepared> {
    let document = &bundle.document;
    let body = Body {
        id: &document.document_id,
        title: document.title.as_deref(),
        path: &document.source.path,
        media_type: &document.source.media_type,
        warnings: document
            .warnings
            .iter()
            .map(|one| [one.code.as_str(), one.message.as_str()])
            .collect(),
        sight: match sight {
            Sight::Seen { .. } => "seen",
            Sight::Missing => "missing",
            Sight::Changed => "changed",
        },
        pages: page::pages(sight)?,
        cards: Cards::of(bundle),
    };
    Ok(Prepared {
        head: Head::of(bundle),
        body: embedded(&body)?,
    })
}

/// A report on its way into a file.
#[derive(Debug)]
pub struct Report<W: Write> {
    out: W,
    heads: Vec<Head>,
    /// What stands behind the documents.
    rest: String,
}

impl<W: Write> Report<W> {
    /// Writes everything that stands before the documents.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn begin(mut out: W) -> io::Result<Self> {
        let script = format!("\"use strict\";\n{}", SCRIPT.concat());
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
            hash(&script),
            hash(STYLE)
        );
        let (before, after) = TEMPLATE.split_once("{documents}").unwrap_or((TEMPLATE, ""));
        let before = before
            .replace("{policy}", &policy)
            .replace("{style}", STYLE);
        out.write_all(before.as_bytes())?;
        Ok(Self {
            out,
            heads: Vec::new(),
            rest: after.replace("{script}", &script),
        })
    }

    /// Adds a document.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn add(&mut self, document: Prepared) -> io::Result<()> {
        let Prepared { head, body } = document;
        let id = head.id.as_deref().unwrap_or_default();
        let id = crate::emit::drawing::Escaped(id);
        writeln!(
            self.out,
            r#"<script type="application/json" id="{id}">{body}</script>"#
        )?;
        self.heads.push(head);
        Ok(())
    }

    /// Adds an input that gave no bundle; `status` is that of the manifest.
    pub fn add_lost(&mut self, path: &str, status: &str, cause: Option<&str>) {
        self.heads.push(Head::lost(path, status, cause));
    }

    /// Writes the overview and the program, and gives back what was written to.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn end(mut self) -> io::Result<W> {
        self.heads.sort_by(Head::worst_first);
        let heads = embedded(&self.heads)?;
        writeln!(
            self.out,
            r#"<script type="application/json" id="heads">{heads}</script>"#
        )?;
        self.out.write_all(self.rest.as_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// JSON that cannot end the element it stands in: no `<` is left in it, nor what scripts take for a line's end.
fn embedded<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let json = serde_json::to_string(value)?;
    Ok(json
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029"))
}

/// The hash of an element's content as a content security policy names it.
fn hash(content: &str) -> String {
    let digest = Sha256::digest(content.as_bytes());
    format!("sha256-{}", picture::Base64(&digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_written_in_base_64() {
        // printf '' | openssl dgst -sha256 -binary | base64
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(hash(""), empty);
    }

    #[test]
    fn embedded_text_ends_no_element() {
        let text = embedded(&"</script><!--\u{2028}").expect("JSON");
        assert_eq!(text, "\"\\u003c/script>\\u003c!--\\u2028\"");
    }
}
