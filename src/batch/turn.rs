//! One input and one worker: read, see whether that was done before, convert, and bear with what happens.

use crate::batch::child::{Child, Silence};
use crate::batch::dataset;
use crate::batch::frame::{Ask, Say, Settings, sha256};
use crate::batch::manifest::{Row, Status};
use crate::batch::run::{Floor, Try};
use crate::batch::walk::{Trouble, ending};
use crate::error::{Error, ErrorKind};
use crate::options::{CorrectionLine, Options};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// A worker is replaced after so many documents, lest a slow leak grow.
pub(super) const DOCUMENTS_A_WORKER: u32 = 500;

/// What one turn with a worker gave.
enum Turn {
    Done(Box<Row>),
    /// Another input has the same bytes; its row will do.
    Repeat,
    /// The worker is dead, and the input is to be tried once more.
    Again,
}

/// What a talk with a worker came to.
enum Heard {
    /// The row is filled in.
    Row,
    /// An earlier run's row stands.
    Earlier(Box<Row>),
    /// Another input has these bytes.
    Repeat,
    /// The worker cannot write.
    Stuck(String),
}

impl Floor<'_> {
    /// Sees to one input, with a worker where it needs one.
    pub(super) fn handle(
        &self,
        index: usize,
        attempt: Try,
        child: &mut Option<Child>,
    ) -> Result<(), Error> {
        let turn = match &self.inputs[index].trouble {
            Some(trouble) => Turn::Done(Box::new(self.row(index).troubled(trouble))),
            None => self.turn(index, attempt, child)?,
        };
        match turn {
            Turn::Done(row) => self.enter(index, *row),
            Turn::Repeat => Ok(()),
            Turn::Again => {
                self.state().again.push(index);
                Ok(())
            }
        }
    }

    /// One input and one worker: read, see whether that was done before, convert.
    fn turn(&self, index: usize, attempt: Try, child: &mut Option<Child>) -> Result<Turn, Error> {
        let handled = child.as_ref().map_or(0, |worker| worker.handled);
        if attempt == Try::Last || handled >= DOCUMENTS_A_WORKER {
            *child = None;
        }
        let worker = match child {
            Some(worker) => worker,
            None => {
                let mut command = Command::new(&self.run.program);
                command.arg("worker");
                child.insert(Child::start(command, &self.start())?)
            }
        };
        worker.handled += 1;
        let began = Instant::now();
        let mut row = self.row(index);
        let outcome = self.converse(index, attempt, worker, began, &mut row);
        row.time(began);
        let silence = match outcome {
            Ok(Heard::Row) => return Ok(Turn::Done(Box::new(row))),
            Ok(Heard::Earlier(row)) => return Ok(Turn::Done(row)),
            Ok(Heard::Repeat) => return Ok(Turn::Repeat),
            Ok(Heard::Stuck(cause)) => return Err(ErrorKind::Machine { cause }.into()),
            Err(silence) => silence,
        };
        *child = None;
        if attempt == Try::First && silence != Silence::Late {
            return Ok(Turn::Again);
        }
        row.mourn(silence, self.run.timeout);
        Ok(Turn::Done(Box::new(row)))
    }

    /// The talk with a worker over one input.
    fn converse(
        &self,
        index: usize,
        attempt: Try,
        worker: &mut Child,
        began: Instant,
        row: &mut Row,
    ) -> Result<Heard, Silence> {
        let deadline = began + self.run.timeout;
        let input = self.inputs[index];
        worker.ask(&Ask::Read {
            path: input.path().into(),
            name: input.name.clone(),
        })?;
        if !row.take_in(worker.hear(deadline)?)? {
            return Ok(Heard::Row);
        }
        row.corrections = self.corrections(row).and_then(key);
        if attempt == Try::First {
            if self.is_repeat(index, row) {
                worker.ask(&Ask::Leave)?;
                return Ok(Heard::Repeat);
            }
            if let Some(earlier) = self.earlier(row) {
                worker.ask(&Ask::Leave)?;
                return Ok(Heard::Earlier(Box::new(earlier)));
            }
        }
        worker.ask(&Ask::Convert {
            corrections: self.corrections(row).unwrap_or_default().to_vec(),
        })?;
        let verdict = worker.hear(deadline)?;
        self.fill_in(index, verdict, row)
    }

    /// Fills a row in with what a conversion came to.
    fn fill_in(&self, index: usize, verdict: Say, row: &mut Row) -> Result<Heard, Silence> {
        match row.conclude(verdict)? {
            Verdict::Plain => {}
            Verdict::UnknownType => {
                self.state().unknown_type.insert(index);
                row.status = self.status_of_unknown_type(index);
            }
            Verdict::Stuck(cause) => return Ok(Heard::Stuck(cause)),
        }
        Ok(Heard::Row)
    }

    /// True if another input with these bytes was here before; its row will be this one's too.
    fn is_repeat(&self, index: usize, row: &Row) -> bool {
        let Some(hash) = row.sha256.clone() else {
            return false;
        };
        let mut state = self.state();
        let first = *state.first.entry(hash).or_insert(index);
        if first != index {
            state.repeats.push((index, first));
        }
        first != index
    }

    /// The corrections of a row's document.
    fn corrections(&self, row: &Row) -> Option<&[CorrectionLine]> {
        row.corrections_in(&self.run.options)
    }

    /// The row of an earlier run for these bytes, if it can be had again: same version, options, corrections and
    /// ending of the name, and a bundle that is still the one it was. What was refused is looked at again: that is soon
    /// done.
    fn earlier(&self, row: &Row) -> Option<Row> {
        let earlier = self.state().earlier.remove(row.sha256.as_ref()?)?;
        let lost = matches!(
            earlier.status,
            Status::Crashed | Status::Timeout | Status::OutOfMemory
        );
        let wanted = earlier.status.has_bundle() || (lost && !self.run.retry_failed);
        let alike = earlier.made_by == self.made_by
            && earlier.corrections == row.corrections
            && ending(&earlier.path) == ending(&row.path);
        if self.run.force || !wanted || !alike {
            return None;
        }
        if let Some(hash) = &earlier.bundle_sha256 {
            let path = dataset::bundle_path(&self.run.out, earlier.document_id.as_ref()?);
            if sha256(&fs::read(path).ok()?) != *hash {
                return None;
            }
        }
        self.state().reused += 1;
        let path = row.path.clone();
        Some(Row { path, ..earlier })
    }

    fn row(&self, index: usize) -> Row {
        Row::blank(&self.inputs[index].name, &self.made_by)
    }

    fn start(&self) -> Ask {
        Ask::Start {
            settings: Settings::of(&self.run.options),
            dataset: self.run.out.clone().into(),
            memory_limit: self.run.memory_limit,
            threads: self.run.threads.max(1),
        }
    }
}

impl Row {
    /// What people have set right of the row's document.
    pub(super) fn corrections_in<'a>(&self, options: &'a Options) -> Option<&'a [CorrectionLine]> {
        let corrections = options.corrections.as_deref()?;
        Some(corrections.of(self.document_id.as_ref()?))
    }

    /// A row that says nothing yet but that there is no bundle.
    pub(super) fn blank(path: &str, made_by: &str) -> Self {
        Self {
            path: path.to_owned(),
            document_id: None,
            sha256: None,
            bytes: None,
            status: Status::Failed,
            cause: None,
            seconds: 0.0,
            counts: None,
            coverage: None,
            warnings: BTreeMap::new(),
            bundle_sha256: None,
            made_by: made_by.to_owned(),
            corrections: None,
        }
    }

    /// The row of an input that is not looked into.
    pub(super) fn troubled(self, trouble: &Trouble) -> Self {
        let (status, cause) = match trouble {
            Trouble::Unreadable(cause) => (Status::Failed, cause),
            Trouble::NoFile(cause) => (Status::Skipped, cause),
        };
        Self {
            status,
            cause: Some(cause.clone()),
            ..self
        }
    }

    /// Takes in what a worker says of a file's bytes; false if it could not read them.
    pub(super) fn take_in(&mut self, say: Say) -> Result<bool, Silence> {
        match say {
            Say::Have { sha256, bytes } => {
                self.document_id = Some(format!("doc-{}", &sha256[..16.min(sha256.len())]));
                self.sha256 = Some(sha256);
                self.bytes = Some(bytes);
                Ok(true)
            }
            Say::Unreadable { cause } => {
                self.cause = Some(cause);
                Ok(false)
            }
            _ => Err(out_of_turn()),
        }
    }

    /// Takes in what a conversion came to.
    pub(super) fn conclude(&mut self, verdict: Say) -> Result<Verdict, Silence> {
        match verdict {
            Say::Made(made) => {
                self.status = if made.partial {
                    Status::Partial
                } else {
                    Status::Ok
                };
                self.counts = Some(made.counts);
                self.coverage = Some(made.coverage);
                self.warnings = made.warnings;
                self.bundle_sha256 = Some(made.bundle_sha256);
            }
            Say::Refused {
                cause,
                unknown_type,
            } => {
                self.cause = Some(cause);
                if unknown_type {
                    return Ok(Verdict::UnknownType);
                }
            }
            Say::Broken { cause } => {
                self.status = Status::Crashed;
                self.cause = Some(defect(&cause));
            }
            Say::Stuck { cause } => return Ok(Verdict::Stuck(cause)),
            _ => return Err(out_of_turn()),
        }
        Ok(Verdict::Plain)
    }

    /// Says why the worker did not answer.
    pub(super) fn mourn(&mut self, silence: Silence, timeout: Duration) {
        let (status, cause) = match silence {
            Silence::Late => (
                Status::Timeout,
                format!(
                    "not done within {} seconds; raise --timeout and run with --retry-failed",
                    timeout.as_secs_f64()
                ),
            ),
            Silence::Starved => (
                Status::OutOfMemory,
                "it needs more memory than it may take; raise --memory-limit and run with --retry-failed"
                    .to_owned(),
            ),
            Silence::Dead(cause) => (Status::Crashed, defect(&cause)),
        };
        self.status = status;
        self.cause = Some(cause);
    }

    /// Enters the time since the work on it began, in whole milliseconds.
    pub(super) fn time(&mut self, began: Instant) {
        self.seconds = (began.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
    }
}

/// What a row cannot say of a conversion.
pub(super) enum Verdict {
    /// Nothing: all is in the row.
    Plain,
    /// Whether it failed or is left out hangs on how the file was come by.
    UnknownType,
    /// The worker cannot write, and this is why.
    Stuck(String),
}

/// The corrections of a document in one word; none where there are none.
fn key(corrections: &[CorrectionLine]) -> Option<String> {
    // Strings, numbers and values always have a JSON form.
    let lines = serde_json::to_vec(corrections).unwrap_or_default();
    (!corrections.is_empty()).then(|| sha256(&lines)[..12].to_owned())
}

fn out_of_turn() -> Silence {
    Silence::Dead("the worker spoke out of turn".to_owned())
}

fn defect(cause: &str) -> String {
    format!(
        "the conversion broke off ({cause}); that is a defect of this program: report it with the file"
    )
}
