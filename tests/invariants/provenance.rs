//! Every value leads back to the characters that it was made of, and no character is in a record and in none.
//!
//! What is checked loosely, and why:
//!
//! - an item's `number` in outline prose is joined from those of its sections: its own last part is looked for;
//! - a period's `label` may join two headers, or come from the title: its characters are looked for in all places
//!   that the record cites, in any order, but for the `～` between the first and the last of several headers;
//! - a quantity's `unit` may stand in the text or in a column of its own: both are looked in;
//! - `title` and the municipality's name have no citation: they are looked for in the whole text;
//! - `status`, `scale`, `rank`, `kind`, days and fiscal years are derived, and not looked for.

use super::{as_json, hold};
use crate::documents::Converted;
use kaikaku::normalize;
use kaikaku::record::Citation;
use serde_json::Value;

const LISTS: [&str; 5] = ["sections", "items", "plans", "results", "evaluations"];

/// A value's characters, and the field under which its places are cited.
struct Claim {
    field: &'static str,
    words: String,
    /// Sought in all places of the record, in any order.
    loose: bool,
}

impl Claim {
    fn strict(field: &'static str, words: &Value) -> Option<Self> {
        Some(Self {
            field,
            words: words.as_str()?.to_owned(),
            loose: false,
        })
    }

    fn loose(field: &'static str, words: &Value) -> Option<Self> {
        Self::strict(field, words).map(|claim| Self {
            loose: true,
            ..claim
        })
    }
}

/// The values of a record that must stand in its source.
fn claims(list: &str, record: &Value) -> Vec<Claim> {
    let mut claims = Vec::new();
    for field in [
        "text",
        "measure",
        "method",
        "due",
        "name",
        "background",
        "purpose",
        "actions",
        "remarks",
    ] {
        claims.extend(Claim::strict(field, &record[field]));
    }
    claims.extend(Claim::strict("progress", &record["progress"]["label"]));
    claims.extend(Claim::strict("grade", &record["grade"]["label"]));
    claims.extend(Claim::strict("criterion", &record["criterion"]));
    claims.extend(Claim::loose("period", &record["period"]["label"]));
    claims.extend(Claim::loose("quantity", &record["quantity"]["unit"]));
    claims.extend(own_number(list, record));
    let each = |list: &'static str, key: &str| -> Vec<Claim> {
        let entries = record[list].as_array().into_iter().flatten();
        let texts = entries.filter_map(|entry| Claim::strict(list, &entry[key]));
        texts.collect()
    };
    claims.extend(each("departments", "name"));
    claims.extend(each("attributes", "text"));
    claims
}

/// The number that stands at the record itself. A section's is cited with its name.
fn own_number(list: &str, record: &Value) -> Option<Claim> {
    let number = record["number"].as_str()?;
    let field = if list == "sections" { "name" } else { "number" };
    let counts = ['①'..='⑳', 'ア'..='ン'];
    let marked = |c: char| c == '(' || counts.iter().any(|range| range.contains(&c));
    let own = number.rsplit('-').next().unwrap_or(number);
    // Ⅰ-1 below the section Ⅰ.
    let above = record["path"].as_array().and_then(|path| path.last());
    let above = above
        .and_then(|node| node["number"].as_str())
        .unwrap_or_default();
    let below = number
        .strip_prefix(above)
        .and_then(|rest| rest.strip_prefix('-'))
        == Some(own);
    let is_joined = list == "items" && own != number && (own.starts_with(marked) || below);
    let own = if is_joined {
        number.rsplit('-').next()?
    } else {
        number
    };
    Claim::strict(field, &own.into())
}

/// The folded characters of a document's spans, white space out.
fn folded(document: &Converted, spans: impl Iterator<Item = [u32; 2]>) -> String {
    let mut words = String::new();
    for [start, end] in spans {
        let raw: String = document.recovered[start as usize..end as usize]
            .iter()
            .collect();
        words.push_str(&normalize::display(&raw));
    }
    squeezed(&words)
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// True if all characters of `words` stand in `within`, in this order.
fn in_order(words: &str, within: &str) -> bool {
    let mut rest = within.chars();
    words.chars().all(|c| rest.any(|other| other == c))
}

/// True if all characters of `words` stand in `within`, each as often.
fn in_any_order(words: &str, within: &str) -> bool {
    let mut rest: Vec<char> = within.chars().collect();
    words.chars().all(|c| {
        let found = rest.iter().position(|other| *other == c);
        found.is_some_and(|at| {
            rest.swap_remove(at);
            true
        })
    })
}

fn unsupported(document: &Converted) -> Vec<String> {
    let bundle = as_json(document);
    let mut faults = Vec::new();
    for list in LISTS {
        for (i, record) in bundle[list].as_array().into_iter().flatten().enumerate() {
            let source: Vec<Citation> =
                serde_json::from_value(record["source"].clone()).expect("citations");
            for claim in claims(list, record) {
                let cited = source
                    .iter()
                    .filter(|c| claim.loose || c.field.as_deref() == Some(claim.field));
                let found = folded(document, cited.map(|c| c.span));
                let mut words = squeezed(&claim.words);
                if claim.field == "period" {
                    words.retain(|c| c != '～');
                }
                let holds = match claim.loose {
                    true => in_any_order(&words, &found),
                    false => in_order(&words, &found),
                };
                if !holds {
                    let place = format!("/{list}/{i} {}", claim.field);
                    faults.push(format!("{place}: {words} is not in {found}"));
                }
            }
        }
    }
    faults
}

#[test]
fn every_value_stands_in_its_source() {
    hold(&[], unsupported);
}

#[test]
fn title_and_municipality_stand_in_the_document() {
    hold(&[], |document| {
        let all = folded(document, [[0, document.recovered.len() as u32]].into_iter());
        let head = &document.bundle.document;
        let given = [&head.title, &head.municipality.name];
        let missing = given
            .into_iter()
            .flatten()
            .filter(|words| !in_order(&squeezed(words), &all));
        missing
            .map(|words| format!("{words} is not in the document"))
            .collect()
    });
}

fn all_citations(document: &Converted) -> Vec<&Citation> {
    let bundle = &document.bundle;
    let sources = (bundle.sections.iter().map(|row| &row.source))
        .chain(bundle.items.iter().map(|row| &row.source))
        .chain(bundle.plans.iter().map(|row| &row.source))
        .chain(bundle.results.iter().map(|row| &row.source))
        .chain(bundle.evaluations.iter().map(|row| &row.source));
    sources.flatten().collect()
}

#[test]
fn no_character_is_in_a_record_and_in_none() {
    hold(&[], |document| {
        let mut cited = vec![false; document.recovered.len()];
        for citation in all_citations(document) {
            let [start, end] = citation.span;
            cited[start as usize..end as usize].fill(true);
        }
        let mut left = 0;
        let mut faults = Vec::new();
        for row in &document.bundle.unassigned {
            let span = row.span[0] as usize..row.span[1] as usize;
            let characters = document.recovered[span.clone()].iter().zip(span);
            for (c, at) in characters.filter(|(c, _)| !c.is_whitespace()) {
                left += 1;
                if cited[at] {
                    let id = &row.unassigned_id;
                    faults.push(format!("{c} at {at} is in {id} and in a record"));
                }
            }
        }
        let coverage = document.bundle.document.coverage;
        let all = document.recovered.iter();
        let all = all.filter(|c| !c.is_whitespace()).count();
        if (coverage.characters as usize, coverage.unassigned) != (all, left) {
            faults.push(format!(
                "{coverage:?}, but {all} characters, {left} of them left"
            ));
        }
        faults
    });
}

#[test]
fn every_place_is_on_its_page() {
    hold(&[], |document| {
        let citations = all_citations(document).into_iter();
        let wrong = citations.filter(|citation| !is_on_its_page(document, citation));
        wrong.map(|citation| format!("{citation:?}")).collect()
    });
}

fn is_on_its_page(document: &Converted, citation: &Citation) -> bool {
    let page = citation.page as usize;
    let starts = |page: usize| document.pages.get(page).map(|page| page.start);
    let next = starts(page).unwrap_or(document.recovered.len() as u32);
    let within = starts(page - 1).is_some_and(|start| start <= citation.span[0])
        && citation.span[0] < citation.span[1]
        && citation.span[1] <= next;
    let size = document.pages[page - 1];
    let boxed = citation.bbox.is_none_or(|[x0, y0, x1, y1]| {
        x0 <= x1
            && y0 <= y1
            && x1 > 0.0
            && y1 > 0.0
            && x0 < size.width.into()
            && y0 < size.height.into()
    });
    within && boxed
}

#[test]
fn the_check_itself_can_fail() {
    assert!(in_order("実施2", "(1)実施件数2"));
    assert!(!in_order("2実施", "実施2"));
    assert!(in_any_order("2実施", "実施2"));
    assert!(!in_any_order("実実", "実施"));
}
