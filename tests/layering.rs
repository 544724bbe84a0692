//! Data flows one way: no module imports one that stands after it.

use std::fs;
use std::path::Path;

/// The top-level modules from the bottom up. A module imports only what stands in a layer below its own.
const LAYERS: &[&[&str]] = &[
    BASE,
    &["read"],
    &["normalize"],
    &["lexicon", "notation"],
    &["options"],
    &["layout"],
    &["segment"],
    &["forms"],
    &["interpret"],
    &["correct", "cross_check", "explain"],
    &["emit"],
    &["pipeline"],
    &["batch", "score"],
    &["dataset"],
    &["cli"],
];

/// Plain types that all stages speak of; these alone may know one another.
const BASE: &[&str] = &["diagnostic", "error", "geometry", "record", "source"];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Why a module may not import another; none if it may.
fn fault(importer: &str, imported: &str) -> Option<String> {
    let (Some(above), Some(below)) = (layer(importer), layer(imported)) else {
        return Some(format!(
            "`{importer}` imports `{imported}`: one of them is no module of LAYERS; import by module, and place new modules there"
        ));
    };
    let both_base = above == 0 && below == 0;
    let allowed = importer == imported || both_base || below < above;
    (!allowed)
        .then(|| format!("`{importer}` imports `{imported}`, which stands beside or after it"))
}

/// A source without its line comments, in which links may name any module.
fn code(source: &str) -> String {
    let lines = source.lines();
    let bare = lines.map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    bare.collect::<Vec<_>>().join("\n")
}

/// The name that a path begins with.
fn name(path: &str) -> &str {
    let path = path.trim_start();
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    path.split(|c| !is_name(c)).next().unwrap_or_default()
}

/// The names that the paths of a `{…}` group begin with, or the one name where there is no group.
fn names(path: &str) -> Vec<&str> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.push(name(&group[start..at]));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// The top-level modules that a file names, by `crate::`, by the library's name, or by a chain of `super::`
/// that climbs to the root outside of any `{…}`. `depth` is the number of modules that the file lies in, its own counted.
fn imports(source: &str, depth: usize) -> Vec<String> {
    let source = code(source);
    let mut found: Vec<String> = Vec::new();
    for root in ["crate::", "kaikaku::"] {
        for (at, _) in source.match_indices(root) {
            let before = source[..at].chars().next_back();
            if before.is_none_or(|c| !c.is_alphanumeric() && c != '_') {
                let named = names(&source[at + root.len()..]);
                found.extend(named.into_iter().map(str::to_owned));
            }
        }
    }
    let climb = "super::".repeat(depth);
    for (at, _) in source.match_indices(&climb) {
        // A module of a test climbs one step less, to a name that is none of these.
        let named = names(&source[at + climb.len()..]).into_iter();
        let known = named.filter(|name| layer(name).is_some());
        found.extend(known.map(str::to_owned));
    }
    found
}

/// What a file of `src/` imports against the order, told by its path from there.
fn faults(path: &str, source: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let modules: Vec<&str> = path.split('/').collect();
    let importer = modules[0];
    imports(source, modules.len())
        .into_iter()
        // The command line may name what the library gives away at its root.
        .filter(|imported| importer != "cli" || layer(imported).is_some())
        .filter_map(|imported| fault(importer, &imported))
        .map(|fault| format!("src/{path}: {fault}"))
        .collect()
}

fn sources(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() {
            sources(&path, &format!("{prefix}{name}/"), found);
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).expect("a source in UTF-8");
            found.push((format!("{prefix}{name}"), text));
        }
    }
}

#[test]
fn no_module_imports_what_stands_after_it() {
    let mut files = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&folder, "", &mut files);
    assert!(files.len() > 50, "the sources are not where they were");
    let faults: Vec<String> = files
        .iter()
        .filter(|(path, _)| !["lib.rs", "main.rs"].contains(&path.as_str()))
        .flat_map(|(path, text)| faults(path, text))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_has_a_layer_and_every_layer_its_modules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = fs::read_dir(folder).expect("src/");
    let mut there: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().trim_end_matches(".rs").to_owned())
        .filter(|name| !["lib", "main"].contains(&name.as_str()))
        .collect();
    there.sort();
    // A module may be a file and a folder of its parts.
    there.dedup();
    let mut placed: Vec<&str> = LAYERS.iter().copied().flatten().copied().collect();
    placed.sort_unstable();
    assert_eq!(there, placed);
}

#[test]
fn an_import_of_a_later_stage_is_found() {
    for (path, source) in [
        ("read/text/sheet.rs", "use crate::layout::Pages;"),
        (
            "layout/line.rs",
            "use crate::{geometry::Rect, segment::{Node, Outline}};",
        ),
        (
            "segment/mod.rs",
            "fn f() { crate::interpret::interpret(); }",
        ),
        ("segment/label.rs", "use super::super::interpret::Origin;"),
        ("lexicon/mod.rs", "use crate::notation::period;"),
        ("record.rs", "use super::normalize;"),
        ("interpret/mod.rs", "use crate::pipeline::convert;"),
        ("interpret/mod.rs", "use crate::convert;"),
        ("batch/run.rs", "use crate::cli::Exit;"),
        ("pipeline.rs", "use kaikaku::batch::run;"),
    ] {
        assert_eq!(faults(path, source).len(), 1, "{path}: {source}");
    }
}

#[test]
fn what_stands_before_may_be_imported() {
    for (path, source) in [
        (
            "layout/line.rs",
            "use crate::{geometry::Rect, normalize, source::{Glyph, Text}};",
        ),
        (
            "layout/painted/line.rs",
            "use super::super::wrap; use crate::layout::page::Cell;",
        ),
        (
            "read/mod.rs",
            "//! See [`crate::layout`].\nuse crate::error::Error; // not crate::emit",
        ),
        (
            "interpret/mod.rs",
            "mod tests { use super::super::ledger; use super::*; }",
        ),
        ("source.rs", "use crate::diagnostic::Diagnostic;"),
        (
            "cli/convert.rs",
            "use kaikaku::{Options, batch::run}; use crate::cli::args::Arguments;",
        ),
    ] {
        assert_eq!(
            faults(path, source),
            Vec::<String>::new(),
            "{path}: {source}"
        );
    }
}
