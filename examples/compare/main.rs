//! Reads the same PDFs with kaikaku, through to records, and with programs that print text, in turn, and says what each
//! costs. Linux only.
//!
//! ```text
//! scripts/compare-tools.sh
//! cargo run --release --example compare -- FOLDER
//! ```
//!
//! Each runs on one core. What is not installed is named and left out.

mod contender;
mod engine;
mod measure;

use anyhow::{Context, bail, ensure};
use clap::Parser;
use contender::Contender;
use kaikaku::emit::json;
use kaikaku::{Options, convert};
use measure::{Cost, median};
use std::ffi::OsString;
use std::fs;
use std::hint::black_box;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::thread;

/// As in the program.
#[cfg(all(unix, feature = "jemalloc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Reads the same PDFs with several programs and says what each costs.
#[derive(Parser)]
struct Arguments {
    /// A folder of PDFs, or one PDF.
    input: PathBuf,
    /// How often each reads all of them; the table has the medians.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How many pages of each file pdfplumber reads.
    #[arg(long, default_value_t = 3)]
    first: usize,
    /// A Python that has pypdfium2 and pdfplumber.
    #[arg(long, default_value = "target/compare-tools/bin/python")]
    python: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let mut given = std::env::args_os().skip(1);
    if given.next().is_some_and(|first| first == contender::ROLE) {
        return play(given.collect());
    }
    let arguments = Arguments::parse();
    let files = files(&arguments.input)?;
    let pages = pages_of(&files)?;
    let (contenders, missing) = contender::all(&files, &arguments.python, arguments.first)?;
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); contenders.len()];
    for _ in 0..arguments.rounds.max(1) {
        for (contender, costs) in contenders.iter().zip(&mut costs) {
            let cost = measure::run((contender.commands)().into_iter())
                .with_context(|| contender.name.clone())?;
            costs.push(cost);
        }
    }
    tell(&pages, &contenders, &costs, &missing)
}

/// The PDFs of a folder by name, or the one that is named.
fn files(input: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = if input.is_dir() {
        fs::read_dir(input)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<_>, _>>()?
    } else {
        vec![input.to_path_buf()]
    };
    files.retain(|file| file.extension().is_some_and(|ending| ending == "pdf"));
    files.sort();
    ensure!(!files.is_empty(), "{}: no PDF", input.display());
    Ok(files)
}

/// How many pages each file has.
fn pages_of(files: &[PathBuf]) -> anyhow::Result<Vec<usize>> {
    let count = |file: &PathBuf| {
        let pages = engine::walk(&fs::read(file)?);
        pages.with_context(|| format!("{}: cannot be read", file.display()))
    };
    files.iter().map(count).collect()
}

fn tell(
    pages: &[usize],
    contenders: &[Contender],
    costs: &[Vec<Cost>],
    missing: &[String],
) -> anyhow::Result<()> {
    let read = |contender: &Contender| -> usize {
        let first = contender.first.unwrap_or(usize::MAX);
        pages.iter().map(|&pages| pages.min(first)).sum()
    };
    let rate = |contender: &Contender, costs: &[Cost]| {
        read(contender) as f64 / median(costs.iter().map(|cost| cost.processor).collect())
    };
    let mut out = stdout().lock();
    let rounds = costs.first().map_or(0, Vec::len);
    let all: usize = pages.iter().sum();
    writeln!(
        out,
        "{} files, {all} pages, {rounds} rounds in turn; medians; seconds of processor time\n",
        pages.len()
    )?;
    writeln!(
        out,
        "| program | pages | processor s | by the clock s | pages/s | peak MiB | kaikaku is faster by |\n\
         | --- | --: | --: | --: | --: | --: | --: |"
    )?;
    let own = contenders
        .first()
        .zip(costs.first())
        .map_or(0.0, |(contender, costs)| rate(contender, costs));
    for (contender, costs) in contenders.iter().zip(costs) {
        let rate = rate(contender, costs);
        writeln!(
            out,
            "| {} | {} | {:.2} | {:.3} | {rate:.0} | {:.0} | {:.2} |",
            contender.name,
            read(contender),
            median(costs.iter().map(|cost| cost.processor).collect()),
            median(costs.iter().map(|cost| cost.wall).collect()),
            median(costs.iter().map(|cost| cost.peak as f64 / 1024.0).collect()),
            own / rate,
        )?;
    }
    for name in missing {
        writeln!(
            out,
            "\nNot installed, left out: {name} (scripts/compare-tools.sh)"
        )?;
    }
    Ok(())
}

/// Reads files as one of the contenders that are this program.
fn play(given: Vec<OsString>) -> anyhow::Result<()> {
    let [role, files @ ..] = given.as_slice() else {
        bail!("no role");
    };
    let work: fn(&[u8], &str) -> anyhow::Result<()> = match role.to_str() {
        Some("records") => records,
        Some("engine") => |bytes, path| {
            let pages = engine::walk(bytes);
            pages
                .map(drop)
                .with_context(|| format!("{path}: cannot be read"))
        },
        _ => bail!("no such role"),
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(STACK)
        .build_global()?;
    // On a thread with a deep stack, as the command line does it.
    thread::scope(|scope| {
        let reader = thread::Builder::new().stack_size(STACK);
        let reader = reader.spawn_scoped(scope, || {
            files.iter().try_for_each(|file| {
                let path = Path::new(file);
                work(&fs::read(path)?, &path.to_string_lossy())
            })
        })?;
        reader
            .join()
            .unwrap_or_else(|_| bail!("the reading broke off"))
    })
}

fn records(bytes: &[u8], path: &str) -> anyhow::Result<()> {
    let bundle = convert(bytes, path, &Options::default())?;
    black_box(json::bundle(&bundle)?);
    Ok(())
}

/// Only what is used of it takes memory.
const STACK: usize = 64 << 20;
