//! Worker processes: the side that asks, and the side that works.

use crate::fault;
use crate::settings::Settings;
use kaikaku::batch::{self, Globs, Input, Row, Terms, Trouble};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tempfile::TempDir;

/// What became of one document: its row of the manifest as JSON, and its bundle.
type Answer = Result<(Row, Option<Vec<u8>>), kaikaku::Error>;

/// A worker process, and the thread that talks to it. A worker ends with the thread that started it, which
/// is why that is none of Python's.
#[pyclass(frozen, module = "kaikaku._native")]
pub(crate) struct Desk {
    line: Mutex<Option<Line>>,
}

/// What leads to the thread.
struct Line {
    ask: Sender<Input>,
    answered: Receiver<Answer>,
    thread: JoinHandle<()>,
    /// True between a question and its answer.
    busy: bool,
}

#[pymethods]
impl Desk {
    #[new]
    fn new(
        command: Vec<OsString>,
        settings: &Settings,
        timeout: f64,
        memory_limit: Option<u64>,
        threads: usize,
    ) -> PyResult<Self> {
        let folder = tempfile::Builder::new().prefix("kaikaku-").tempdir()?;
        let terms = Terms {
            command,
            folder: folder.path().to_path_buf(),
            options: settings.options.clone(),
            threads,
            timeout: Duration::try_from_secs_f64(timeout)
                .map_err(|error| fault::SettingsError::new_err(format!("timeout: {error}")))?,
            memory_limit,
        };
        let desk = batch::Desk::new(terms).map_err(|error| fault::of(&error))?;
        let (ask, asked) = channel();
        let (answer, answered) = channel();
        let thread = thread::Builder::new()
            .name("kaikaku".to_owned())
            .spawn(move || work(desk, folder, &asked, &answer))?;
        Ok(Self {
            line: Mutex::new(Some(Line {
                ask,
                answered,
                thread,
                busy: false,
            })),
        })
    }

    /// Converts the file of an input as [`inputs`] gives it, and gives its row as JSON and its bundle.
    fn convert(&self, py: Python<'_>, input: Found) -> PyResult<(String, Option<Vec<u8>>)> {
        let (name, path, named, trouble) = input;
        let (row, bundle) = self.ask(
            py,
            Input {
                name,
                place: Some(path),
                named,
                trouble: trouble.map(|(unreadable, cause)| {
                    if unreadable {
                        Trouble::Unreadable(cause)
                    } else {
                        Trouble::NoFile(cause)
                    }
                }),
            },
        )?;
        Ok((shown(&row)?, bundle))
    }

    /// Ends the worker: at once where it has nothing to do, and else when its document is done.
    fn close(&self, py: Python<'_>) {
        py.detach(|| {
            let line = self
                .line
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            if let Some(Line {
                ask,
                thread,
                busy: false,
                ..
            }) = line
            {
                drop(ask);
                // It has nothing to tell, not even that it panicked.
                let _ = thread.join();
            }
        });
    }
}

impl Desk {
    fn ask(&self, py: Python<'_>, input: Input) -> PyResult<(Row, Option<Vec<u8>>)> {
        let mut input = Some(input);
        loop {
            let heard = py.detach(|| self.hear(&mut input));
            match heard {
                Ok(Some(answer)) => return answer.map_err(|error| fault::of(&error)),
                Ok(None) => {
                    // The answer to a document that nobody waits for any more must not be the next one's.
                    py.check_signals().inspect_err(|_| self.close(py))?;
                }
                Err(closed) => return Err(closed),
            }
        }
    }

    /// Asks if that was not done yet, and waits a moment for the answer.
    fn hear(&self, input: &mut Option<Input>) -> PyResult<Option<Answer>> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let closed = || PyRuntimeError::new_err("the worker is closed");
        let line = line.as_mut().ok_or_else(closed)?;
        if let Some(input) = input.take() {
            line.ask.send(input).map_err(|_| closed())?;
            line.busy = true;
        }
        match line.answered.recv_timeout(MOMENT) {
            Ok(answer) => {
                line.busy = false;
                Ok(Some(answer))
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(closed()),
        }
    }
}

/// So long an interrupt from the keyboard may go unheard.
const MOMENT: Duration = Duration::from_millis(100);

/// Sees to one document after the other until nobody asks any more; then worker and folder go.
fn work(mut desk: batch::Desk, folder: TempDir, asked: &Receiver<Input>, answer: &Sender<Answer>) {
    for input in asked {
        if answer.send(desk.convert(&input)).is_err() {
            break;
        }
    }
    drop(desk);
    drop(folder);
}

/// An input as Python holds it: name, path, whether it was named, and why it is no document: true if the
/// machine is at fault, and the cause.
type Found = (String, PathBuf, bool, Option<(bool, String)>);

/// The documents under the given paths, by name, each once.
#[pyfunction]
pub(crate) fn inputs(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    include: Vec<String>,
    exclude: Vec<String>,
    without: PathBuf,
) -> PyResult<Vec<Found>> {
    let globs = Globs { include, exclude };
    globs
        .seen_from(Path::new("."))
        .map_err(|cause| fault::SettingsError::new_err(format!("no glob: {cause}")))?;
    let found = py.detach(|| batch::walk(&paths, &globs, &without));
    let found = found.map_err(|error| fault::of(&error))?;
    Ok(found
        .into_iter()
        .map(|input| {
            let path = input.path().to_path_buf();
            let trouble = input.trouble.map(|trouble| match trouble {
                Trouble::Unreadable(cause) => (true, cause),
                Trouble::NoFile(cause) => (false, cause),
            });
            (input.name, path, input.named, trouble)
        })
        .collect())
}

/// Works for a parent on standard input and output until it closes them.
#[pyfunction]
pub(crate) fn serve(py: Python<'_>) -> PyResult<()> {
    Ok(py.detach(batch::serve)?)
}

fn shown(row: &Row) -> PyResult<String> {
    serde_json::to_string(row).map_err(|error| fault::InternalError::new_err(error.to_string()))
}
