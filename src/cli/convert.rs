//! `kaikaku convert`: documents become records.

use super::args::{ConvertFlags, WorkFlags};
use super::exit::{Exit, Failure};
use super::message::Messages;
use super::summary::Summary;
use super::{corrections, input, this_program};
use anyhow::Context;
use kaikaku::Options;
use kaikaku::batch::{self, Globs, Input, Run};
use kaikaku::emit::json;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::iter;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(crate) fn run(mut flags: ConvertFlags, messages: &Messages) -> anyhow::Result<Exit> {
    match flags.out.take() {
        Some(out) => dataset(flags, out, messages),
        None => one(flags, messages),
    }
}

/// One document, in this process, its bundle printed.
fn one(flags: ConvertFlags, messages: &Messages) -> anyhow::Result<Exit> {
    let path = flags.only_input()?.to_path_buf();
    let options = flags.conversion.resolve()?;
    let bytes = input::read(&path)?;
    let name = Input::new(&path, true).name;
    let (jobs, threads) = flags.work.workers_and_threads(1);
    let threads = flags.work.jobs.map_or(jobs * threads, NonZeroUsize::get);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(input::STACK)
        .build_global()
        .context("no threads can be started")?;
    let bundle = input::guarded(&path, || kaikaku::convert(&bytes, &name, &options))?;
    let there = iter::once(&*bundle.document.document_id);
    corrections::tell_without_document(&options, there, messages);
    let mut out = BufWriter::new(io::stdout().lock());
    json::write_bundle(&bundle, &mut out)
        .map_err(io::Error::from)
        .and_then(|()| out.flush())
        .context("standard output cannot be written")?;
    Ok(Exit::Well)
}

/// Many documents, in worker processes, as a dataset.
fn dataset(flags: ConvertFlags, out: PathBuf, messages: &Messages) -> anyhow::Result<Exit> {
    let options = flags.conversion.resolve()?;
    let globs = Globs {
        include: flags.choice.include,
        exclude: flags.choice.exclude,
    };
    globs
        .seen_from(Path::new("."))
        .map_err(|cause| Failure::usage(format!("no glob: {cause}")))?;
    let standard_input = SetAside::of(&flags.inputs, &out)?;
    let mut inputs = match &flags.choice.files_from {
        Some(list) => batch::listed(listed(list, flags.choice.null)?.into_iter()),
        None => {
            expect_readable(&flags.inputs)?;
            batch::walk(&flags.inputs, &globs, &out)?
        }
    };
    if let Some(aside) = &standard_input {
        for input in inputs.iter_mut().filter(|input| input.name == input::STDIN) {
            input.place = Some(aside.path.clone());
        }
    }
    let run = Run {
        shard: flags.choice.shard,
        retry_failed: flags.choice.retry_failed,
        force: flags.choice.force,
        fail_fast: flags.choice.fail_fast,
        ..plan(out, options, &flags.work, inputs.len())?
    };
    let began = Instant::now();
    let progress = messages.progress();
    let outcome = batch::run(&inputs, &run, &progress);
    progress.end();
    let outcome = outcome?;
    let there = outcome.rows.iter();
    let there = there.filter_map(|row| row.document_id.as_deref());
    corrections::tell_without_document(&run.options, there, messages);
    corrections::tell_not_laid(&outcome.rows, messages);
    Summary::of(&outcome, &run.out, began.elapsed()).tell(messages)
}

fn plan(out: PathBuf, options: Options, work: &WorkFlags, documents: usize) -> anyhow::Result<Run> {
    let (jobs, threads) = work.workers_and_threads(documents);
    let mut options = options;
    if let Some(reader) = &mut options.second_reader {
        // A second opinion that is late must not cost the document.
        reader.patience = reader.patience.min(work.timeout / 3);
    }
    Ok(Run {
        out,
        program: this_program()?,
        options,
        jobs,
        threads,
        timeout: work.timeout,
        memory_limit: Some(work.memory_limit),
        retry_failed: false,
        force: false,
        fail_fast: false,
        shard: None,
    })
}

/// A name that was typed wrong shows at once, and not after a night.
fn expect_readable(paths: &[PathBuf]) -> Result<(), Failure> {
    for path in paths.iter().filter(|path| *path != Path::new(input::STDIN)) {
        let opened = if path.is_dir() {
            fs::read_dir(path).map(drop)
        } else {
            File::open(path).map(drop)
        };
        opened.map_err(|error| input::unreadable(path, &error))?;
    }
    Ok(())
}

/// The paths that stand in a list, one a line or each before a NUL; empty ones are none.
fn listed(list: &Path, null: bool) -> anyhow::Result<Vec<PathBuf>> {
    let bytes = input::read(list)?;
    let sign = if null { b'\0' } else { b'\n' };
    bytes
        .split(|byte| *byte == sign)
        .filter(|path| !path.is_empty())
        .map(path_of)
        .collect()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> anyhow::Result<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Ok(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> anyhow::Result<PathBuf> {
    let text = std::str::from_utf8(bytes).context("the list of files is not UTF-8")?;
    Ok(PathBuf::from(text.trim_end_matches('\r')))
}

/// Standard input as a file that a worker can read; it is gone when this is dropped.
struct SetAside {
    path: PathBuf,
}

impl SetAside {
    /// Sets it aside where a run keeps what only it needs, if standard input is one of the inputs.
    fn of(inputs: &[PathBuf], out: &Path) -> anyhow::Result<Option<Self>> {
        if !inputs.iter().any(|path| path == Path::new(input::STDIN)) {
            return Ok(None);
        }
        let folder = out.join(batch::WORK);
        let path = folder.join(format!("stdin-{}", std::process::id()));
        let aside = Self { path };
        fs::create_dir_all(&folder)
            .and_then(|()| File::create(&aside.path))
            .and_then(|mut file| io::copy(&mut io::stdin().lock(), &mut file))
            .with_context(|| format!("{}: standard input is not kept", aside.path.display()))?;
        Ok(Some(aside))
    }
}

impl Drop for SetAside {
    fn drop(&mut self) {
        // The end of the run takes its folder away with everything in it.
        let _ = fs::remove_file(&self.path);
    }
}
