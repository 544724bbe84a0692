//! One input and one worker: read, see whether that was done before, convert, and bear with what happens.

use crate::batch::child::{Child, Silence};
use crate::batch::dataset;
use crate::batch::frame::{Ask, Say, Settings, sha256};
use crate::batch::manifest::{Row, Status};
use crate::batch::run::{Floor, Try};
use crate::batch::walk::{Trouble, ending};
use crate::error::{Error, ErrorKind};
use crate::options::CorrectionLine;
use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

/// A worker is replaced after so many documents, lest a slow leak grow.
const DOCUMENTS_A_WORKER: u32 = 500;

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
            Some(trouble) => Turn::Done(Box::new(self.troubled(index, trouble))),
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
            None => child.insert(Child::start(&self.run.program, &self.start())?),
        };
        worker.handled += 1;
        let began = Instant::now();
        let mut row = self.row(index);
        let outcome = self.converse(index, attempt, worker, began, &mut row);
        row.seconds = (began.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
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
        let (status, cause) = self.epitaph(silence);
        row.status = status;
        row.cause = Some(cause);
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
        match worker.hear(deadline)? {
            Say::Have { sha256, bytes } => {
                row.document_id = Some(format!("doc-{}", &sha256[..16.min(sha256.len())]));
                row.sha256 = Some(sha256);
                row.bytes = Some(bytes);
                row.corrections = self.corrections(row).and_then(key);
            }
            Say::Unreadable { cause } => {
                row.cause = Some(cause);
                return Ok(Heard::Row);
            }
            _ => return Err(out_of_turn()),
        }
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
        match verdict {
            Say::Made(made) => {
                row.status = if made.partial {
                    Status::Partial
                } else {
                    Status::Ok
                };
                row.counts = Some(made.counts);
                row.coverage = Some(made.coverage);
                row.warnings = made.warnings;
                row.bundle_sha256 = Some(made.bundle_sha256);
            }
            Say::Refused {
                cause,
                unknown_type,
            } => {
                row.cause = Some(cause);
                if unknown_type {
                    self.state().unknown_type.insert(index);
                    row.status = self.status_of_unknown_type(index);
                }
            }
            Say::Broken { cause } => {
                row.status = Status::Crashed;
                row.cause = Some(defect(&cause));
            }
            Say::Stuck { cause } => return Ok(Heard::Stuck(cause)),
            _ => return Err(out_of_turn()),
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
        let corrections = self.run.options.corrections.as_deref()?;
        Some(corrections.of(row.document_id.as_ref()?))
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

    fn start(&self) -> Ask {
        Ask::Start {
            settings: Settings::of(&self.run.options),
            dataset: self.run.out.clone().into(),
            memory_limit: self.run.memory_limit,
            threads: self.run.threads.max(1),
        }
    }

    /// A row that says nothing yet but that there is no bundle.
    fn row(&self, index: usize) -> Row {
        Row {
            path: self.inputs[index].name.clone(),
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
            made_by: self.made_by.clone(),
            corrections: None,
        }
    }

    fn troubled(&self, index: usize, trouble: &Trouble) -> Row {
        let (status, cause) = match trouble {
            Trouble::Unreadable(cause) => (Status::Failed, cause),
            Trouble::NoFile(cause) => (Status::Skipped, cause),
        };
        Row {
            status,
            cause: Some(cause.clone()),
            ..self.row(index)
        }
    }

    /// What to write of an input whose worker did not answer.
    fn epitaph(&self, silence: Silence) -> (Status, String) {
        match silence {
            Silence::Late => (
                Status::Timeout,
                format!(
                    "not done within {} seconds; raise --timeout and run with --retry-failed",
                    self.run.timeout.as_secs_f64()
                ),
            ),
            Silence::Starved => (
                Status::OutOfMemory,
                "it needs more memory than it may take; raise --memory-limit and run with --retry-failed"
                    .to_owned(),
            ),
            Silence::Dead(cause) => (Status::Crashed, defect(&cause)),
        }
    }
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
