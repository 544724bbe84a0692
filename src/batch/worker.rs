//! The worker's side: one document after the other in a process that may die without harm.

use crate::batch::dataset::{self, Hashed};
use crate::batch::frame::{self, Ask, Made, Say, sha256};
use crate::batch::manifest::Counts;
use crate::correct;
use crate::diagnostic::Code;
use crate::error::Error;
use crate::options::{CorrectionLine, Options};
use crate::pipeline;
use crate::record::Bundle;
use std::fs::File;
use std::io::{self, BufReader, Read, Stdin, Stdout, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Works for a parent on standard input and output until it closes them.
///
/// # Errors
///
/// If the pipes break, which they do when the parent ends.
pub fn serve() -> io::Result<()> {
    let mut input = io::stdin();
    let Some(Ask::Start {
        settings,
        dataset,
        memory_limit,
        threads,
    }) = frame::receive(&mut input)?
    else {
        return Ok(());
    };
    confine(memory_limit)?;
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(PAGE_STACK)
        .build_global()
        .map_err(io::Error::other)?;
    panic::set_hook(Box::new(|panic| *last_panic() = Some(panic.to_string())));
    let bench = Bench {
        options: settings.into_options(),
        dataset: dataset.into(),
        test_faults: std::env::var_os(TEST_FAULTS).is_some_and(|value| value == "1"),
    };
    thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || bench.work(input, io::stdout()))?
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the worker broke off")))
}

/// Deeply nested documents need more than a thread usually has. Only what is used takes memory.
const STACK: usize = 64 << 20;
/// The same for threads that see to single pages. All of it counts against the memory limit.
const PAGE_STACK: usize = 8 << 20;

/// With this set to `1`, documents that begin with [`FAULT`] break the worker in the way they name: tests
/// of the batch need documents that do. Without it they are text like any other.
const TEST_FAULTS: &str = "KAIKAKU_TEST_FAULTS";
const FAULT: &str = "kaikaku-test-fault: ";

/// Limits what the process may take, and ties its life to the parent's.
#[cfg(target_os = "linux")]
fn confine(memory_limit: Option<u64>) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};
    let limit = |bytes| Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    set_parent_process_death_signal(Some(Signal::KILL))?;
    setrlimit(Resource::Core, limit(0))?;
    if let Some(bytes) = memory_limit {
        setrlimit(Resource::As, limit(bytes))?;
    }
    Ok(())
}

/// Elsewhere a worker ends when it finds the pipe closed, and memory is not limited.
#[cfg(not(target_os = "linux"))]
fn confine(_memory_limit: Option<u64>) -> io::Result<()> {
    Ok(())
}

/// What the last panic said; the hook puts it here.
fn last_panic() -> std::sync::MutexGuard<'static, Option<String>> {
    static LAST: Mutex<Option<String>> = Mutex::new(None);
    LAST.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A document that was read.
enum Document {
    Whole {
        bytes: Vec<u8>,
        name: String,
    },
    /// Too large to take whole without need, and by its first bytes nothing that is read.
    Foreign {
        cause: String,
    },
}

struct Bench {
    options: Options,
    dataset: PathBuf,
    test_faults: bool,
}

impl Bench {
    fn work(&self, input: Stdin, mut output: Stdout) -> io::Result<()> {
        let mut input = BufReader::new(input);
        let mut document = None;
        frame::send(&mut output, &Say::Ready)?;
        while let Some(ask) = frame::receive(&mut input)? {
            let answer = match ask {
                Ask::Read { path, name } => match read(Path::new(&path), name) {
                    Ok((have, read)) => {
                        document = Some(read);
                        have
                    }
                    Err(error) => Say::Unreadable {
                        cause: unreadable(&error),
                    },
                },
                Ask::Convert { corrections } => match document.take() {
                    Some(document) => self.convert(document, corrections),
                    None => return Err(io::ErrorKind::InvalidData.into()),
                },
                Ask::Leave => {
                    document = None;
                    continue;
                }
                Ask::Start { .. } => return Err(io::ErrorKind::InvalidData.into()),
            };
            frame::send(&mut output, &answer)?;
        }
        Ok(())
    }

    fn convert(&self, document: Document, corrections: Vec<CorrectionLine>) -> Say {
        let (bytes, name) = match document {
            Document::Whole { bytes, name } => (bytes, name),
            Document::Foreign { cause } => {
                return Say::Refused {
                    cause,
                    unknown_type: true,
                };
            }
        };
        *last_panic() = None;
        let options = Options {
            corrections: Some(Arc::new(correct::gather(corrections))),
            ..self.options.clone()
        };
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            if self.test_faults {
                break_as_asked(&bytes);
            }
            pipeline::convert(&bytes, &name, &options)
        }));
        drop(bytes);
        match outcome {
            Ok(Ok(bundle)) => self.put(&bundle),
            Ok(Err(error)) => refused(&error),
            Err(_) => Say::Broken {
                cause: portable(&last_panic().take().unwrap_or_default()),
            },
        }
    }

    fn put(&self, bundle: &Bundle) -> Say {
        match dataset::put_bundle(&self.dataset, bundle) {
            Ok(bundle_sha256) => Say::Made(made(bundle, bundle_sha256)),
            Err(error) => Say::Stuck {
                cause: error.to_string(),
            },
        }
    }
}

fn made(bundle: &Bundle, bundle_sha256: String) -> Made {
    let mut made = Made {
        partial: false,
        counts: Counts::of(bundle),
        coverage: bundle.document.coverage,
        warnings: Default::default(),
        bundle_sha256,
    };
    for warning in &bundle.document.warnings {
        made.partial |= Code::named(&warning.code).is_some_and(Code::is_loss);
        *made.warnings.entry(warning.code.clone()).or_default() += 1;
    }
    made
}

fn refused(error: &Error) -> Say {
    Say::Refused {
        cause: error.to_string(),
        unknown_type: error.is_unknown_type(),
    }
}

/// A larger file is looked at by its head first: a film in a folder must not cost its size in memory.
const LARGE: u64 = 64 << 20;
const HEAD: u64 = 64 << 10;

fn read(path: &Path, name: String) -> io::Result<(Say, Document)> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    if file.metadata()?.len() > LARGE {
        (&mut file).take(HEAD).read_to_end(&mut bytes)?;
        if let Some(cause) = foreign(&bytes, &name) {
            let mut hashed = Hashed::new(io::sink());
            hashed.write_all(&bytes)?;
            let rest = io::copy(&mut file, &mut hashed)?;
            let have = Say::Have {
                sha256: hashed.sum(),
                bytes: bytes.len() as u64 + rest,
            };
            return Ok((have, Document::Foreign { cause }));
        }
    }
    file.read_to_end(&mut bytes)?;
    let have = Say::Have {
        sha256: sha256(&bytes),
        bytes: bytes.len() as u64,
    };
    Ok((have, Document::Whole { bytes, name }))
}

/// Why bytes that begin like this are nothing that is read.
fn foreign(head: &[u8], name: &str) -> Option<String> {
    let outcome = panic::catch_unwind(|| pipeline::lay_out(head, name).err());
    let error = outcome.ok().flatten()?;
    error.is_unknown_type().then(|| error.to_string())
}

fn unreadable(error: &io::Error) -> String {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "see where it went",
        io::ErrorKind::PermissionDenied => "ask its owner for permission to read it",
        _ => "see whether the disk is well",
    };
    format!("{error}; {remedy}")
}

/// A panic's message on one line, without the folder that some machine keeps its crates in.
fn portable(message: &str) -> String {
    let message = message.replace('\n', " ");
    let Some((before, after)) = message.split_once("/registry/src/") else {
        return message;
    };
    let before = before.rsplit_once(' ').map_or("", |(kept, _)| kept);
    let after = after.split_once('/').map_or(after, |(_, kept)| kept);
    format!("{before} {after}")
}

/// Does to the worker what the document asks for (see [`TEST_FAULTS`]).
fn break_as_asked(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let first_line = text.lines().next().unwrap_or_default();
    match first_line.strip_prefix(FAULT) {
        Some("abort") => std::process::abort(),
        Some("hang") => loop {
            thread::park();
        },
        Some("memory") => {
            let mut hoard: Vec<Vec<u8>> = Vec::new();
            hoard.resize_with(1024, || Vec::with_capacity(1 << 30));
        }
        Some("panic") => panic::panic_any("asked to"),
        _ => {}
    }
}
