//! `kaikaku score`: bundles against truth, field by field.

use super::args::ScoreFlags;
use super::exit::{Exit, Failure};
use super::{input, print};
use kaikaku::score::{self, Match};
use serde_json::Value;
use std::path::Path;

pub(crate) fn run(flags: &ScoreFlags) -> anyhow::Result<Exit> {
    let matches = matches(&flags.paths)?;
    if matches.is_empty() {
        return Err(
            Failure::usage("no truth file was found: give pairs of files, or two folders").into(),
        );
    }
    let pairs: Vec<(&str, &Value, &Value)> = matches
        .iter()
        .map(|m| (m.name.as_str(), &m.truth, &m.bundle))
        .collect();
    let report = score::score_pairs(&pairs);
    let shown = if flags.json {
        format!("{}\n", serde_json::to_string(&report)?)
    } else {
        report.to_string()
    };
    print(shown.as_bytes())?;
    Ok(Exit::Well)
}

fn matches(paths: &[std::path::PathBuf]) -> anyhow::Result<Vec<Match>> {
    if let [truths, bundles] = paths
        && truths.is_dir()
    {
        // What `convert --out` wrote keeps its bundles in a folder of their own.
        let inner = bundles.join("bundles");
        let bundles = if inner.is_dir() { &inner } else { bundles };
        return score::match_folders(truths, bundles)
            .map_err(|error| Failure::machine(error.to_string()).into());
    }
    if !paths.len().is_multiple_of(2) {
        return Err(Failure::usage("files come in pairs: TRUTH BUNDLE").into());
    }
    paths
        .chunks(2)
        .map(|pair| {
            Ok(Match {
                name: pair[0].to_string_lossy().into_owned(),
                truth: json(&pair[0])?,
                bundle: json(&pair[1])?,
            })
        })
        .collect()
}

fn json(path: &Path) -> anyhow::Result<Value> {
    let bytes = input::read(path)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Failure::document(format!("{}: {error}; give a JSON file", path.display())).into()
    })
}
