//! `kaikaku report`: a dataset as one HTML file, documents beside their records.

use super::args::ReportFlags;
use super::dataset::{failure, find};
use super::exit::{Exit, Failure};
use super::input::{self, shown};
use super::message::Messages;
use super::panel::unwritten;
use super::print;
use kaikaku::batch::{Row, manifest_of};
use kaikaku::emit::drawing::{Ink, characters};
use kaikaku::emit::report::{PICTURE_WIDTH, Prepared, Report, Sight, prepare};
use kaikaku::read::pdf::scan;
use kaikaku::record::{Bundle, DocumentSource};
use kaikaku::{Error, layout, normalize, read};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Component, Path, PathBuf};

pub(crate) fn run(flags: &ReportFlags, messages: &Messages) -> anyhow::Result<Exit> {
    let bundles = find(&flags.paths)?;
    let lost = lost(&flags.paths)?;
    let mut aside = flags.out.as_os_str().to_owned();
    aside.push(".part");
    let aside = PathBuf::from(aside);
    let unwritten = |error: io::Error| unwritten(&flags.out, &error);
    let file = File::create(&aside).map_err(unwritten)?;
    let mut report = Report::begin(BufWriter::new(file)).map_err(unwritten)?;
    let mut unseen = 0;
    for number in 0..bundles.len() {
        let bundle = bundles.read(number).map_err(failure)?;
        let (document, seen) = document(&bundle, flags)?;
        unseen += usize::from(!seen);
        report.add(document).map_err(unwritten)?;
    }
    for row in &lost {
        report.add_lost(&row.path, row.status.name(), row.cause.as_deref());
    }
    report
        .end()
        .and_then(|out| out.into_inner().map_err(io::IntoInnerError::into_error))
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(&aside, &flags.out))
        .map_err(unwritten)?;
    if unseen > 0 {
        messages.note(&format!(
            "{unseen} sources were not found as they were converted, and their pages are not shown; --source DIR says where they lie"
        ));
    }
    if !messages.is_quiet() {
        let (count, out) = (bundles.len(), shown(&flags.out));
        print(format!("wrote {count} documents → {out}\n").as_bytes())?;
    }
    Ok(Exit::Well)
}

/// What the manifests of the datasets say of inputs that gave no bundle.
fn lost(paths: &[PathBuf]) -> anyhow::Result<Vec<Row>> {
    let mut lost = Vec::new();
    for path in paths.iter().filter(|path| path.is_dir()) {
        let rows = manifest_of(path).map_err(failure)?;
        lost.extend(rows.into_iter().filter(|row| !row.status.has_bundle()));
    }
    Ok(lost)
}

/// A document made ready, and whether its source is seen.
fn document(bundle: &Bundle, flags: &ReportFlags) -> anyhow::Result<(Prepared, bool)> {
    let source = &bundle.document.source;
    let sight = match found(source, flags.source.as_deref()) {
        Found::Same(bytes) => seen(source, &bytes)?,
        Found::Other => Sight::Changed,
        Found::Nothing => Sight::Missing,
    };
    let is_seen = matches!(sight, Sight::Seen { .. });
    Ok((prepare(bundle, &sight)?, is_seen))
}

fn seen(source: &DocumentSource, bytes: &[u8]) -> Result<Sight, Failure> {
    input::guarded(Path::new(&source.path), || -> Result<Sight, Error> {
        let content = normalize::normalize(read::read(bytes, &source.path)?);
        let mut ink = Ink::of(&content);
        let pages = layout::layout(content);
        for (page, number) in ink.iter_mut().zip(1..) {
            if page.images > 0 && characters(&pages, number).next().is_none() {
                page.scan = scan::picture(bytes, number, PICTURE_WIDTH);
            }
        }
        Ok(Sight::Seen {
            pages: Box::new(pages),
            ink,
        })
    })
}

/// What lies where a source should be.
enum Found {
    /// The bytes that were converted.
    Same(Vec<u8>),
    /// Other bytes.
    Other,
    /// No file that can be read.
    Nothing,
}

fn found(source: &DocumentSource, folder: Option<&Path>) -> Found {
    let mut other = false;
    for place in places(Path::new(&source.path), folder) {
        let Ok(bytes) = fs::read(&place) else {
            continue;
        };
        if hex(&Sha256::digest(&bytes)) == source.sha256 {
            return Found::Same(bytes);
        }
        other = true;
    }
    if other { Found::Other } else { Found::Nothing }
}

/// Where a source may lie: below the folder with the whole path or its last parts, then where it lay.
fn places(path: &Path, folder: Option<&Path>) -> Vec<PathBuf> {
    let parts: Vec<Component<'_>> = path
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .collect();
    let ends = (0..parts.len()).map(|start| parts[start..].iter().collect::<PathBuf>());
    let below = folder.into_iter().flat_map(|folder| {
        let below = ends.clone().map(|end| folder.join(end));
        below.collect::<Vec<_>>()
    });
    below.chain([path.to_path_buf()]).collect()
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
