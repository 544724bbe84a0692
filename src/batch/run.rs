//! A run: every input to a worker, every outcome to the journal, and the dataset at the end.

use crate::batch::assemble::{Contents, assemble};
use crate::batch::child::{Child, Silence};
use crate::batch::dataset::{self, Dataset};
use crate::batch::frame::{Ask, Say, Settings, sha256};
use crate::batch::manifest::{self, Journal, Row, Status};
use crate::batch::shard::{self, Shard};
use crate::batch::walk::{Input, Trouble};
use crate::error::{Error, ErrorKind};
use crate::pipeline::Options;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct Run {
    /// The folder of the dataset.
    pub out: PathBuf,
    /// The program whose `worker` command calls [`serve`](crate::batch::serve).
    pub program: PathBuf,
    /// How each document is converted.
    pub options: Options,
    /// How many workers, at least one.
    pub jobs: usize,
    /// How many threads a worker may spread one document over.
    pub threads: usize,
    /// How long one document may take.
    pub timeout: Duration,
    /// How many bytes of address space a worker may take.
    pub memory_limit: Option<u64>,
    /// Convert again what crashed, took too long or too much memory in an earlier run.
    pub retry_failed: bool,
    /// Convert everything again.
    pub force: bool,
    /// Stop at the first failure.
    pub fail_fast: bool,
    /// Only this part of the inputs.
    pub shard: Option<Shard>,
}

/// Whoever wants to see a run go on. Called from several threads.
pub trait Watch: Sync {
    /// This many inputs there are.
    fn begin(&self, inputs: usize);
    /// One of them is done.
    fn done(&self, row: &Row);
}

/// How a run ended.
#[derive(Debug)]
pub struct Outcome {
    /// What became of every input, by path.
    pub rows: Vec<Row>,
    /// How many of them an earlier run had converted.
    pub reused: usize,
    /// What the dataset holds; none if the run stopped at a failure, and can be gone on with.
    pub contents: Option<Contents>,
}

/// Converts the inputs, which are sorted by name and each there once, to a dataset.
///
/// Inputs whose bytes an earlier run into the same folder has converted, with the same options and version,
/// are not converted again, whatever that run came to and whatever their names were.
///
/// # Errors
///
/// If the machine fails: the folder cannot be written, another run is under way in it, no worker can be
/// started. What was converted until then is kept for the next run.
pub fn run(inputs: &[Input], run: &Run, watch: &dyn Watch) -> Result<Outcome, Error> {
    let all = inputs.len();
    let taken: Vec<&Input> = inputs
        .iter()
        .filter(|input| run.shard.is_none_or(|shard| shard.takes(&input.name)))
        .collect();
    let dataset = Dataset::open(&run.out)?;
    let made_by = Settings::of(&run.options).made_by();
    let floor = Floor {
        state: Mutex::new(State::begin(&dataset, taken.len())?),
        inputs: taken,
        made_by,
        run,
        watch,
    };
    watch.begin(floor.inputs.len());
    thread::scope(|scope| {
        for _ in 0..run.jobs.clamp(1, floor.inputs.len().max(1)) {
            scope.spawn(|| floor.work(State::next));
        }
    });
    // What crashed is tried once more with the machine to itself: it may have been another's doing.
    floor.work(State::next_again);
    floor.finish(dataset, all)
}

/// A worker is replaced after so many documents, lest a slow leak grow.
const DOCUMENTS_A_WORKER: u32 = 500;

/// What the threads of a run share.
struct Floor<'a> {
    inputs: Vec<&'a Input>,
    made_by: String,
    run: &'a Run,
    watch: &'a dyn Watch,
    state: Mutex<State>,
}

struct State {
    next: usize,
    rows: Vec<Option<Row>>,
    /// By hash, the input that is or was converted for all that have the same bytes.
    first: HashMap<String, usize>,
    /// Inputs with the bytes of another, and which.
    repeats: Vec<(usize, usize)>,
    /// Inputs whose type is not one that is read.
    unknown_type: BTreeSet<usize>,
    /// Inputs that crashed once.
    again: Vec<usize>,
    earlier: HashMap<String, Row>,
    reused: usize,
    journal: Journal,
    stopped: bool,
    fault: Option<Error>,
}

impl State {
    fn begin(dataset: &Dataset, inputs: usize) -> Result<Self, Error> {
        let mut earlier = HashMap::new();
        for path in [dataset.manifest(), dataset.journal()] {
            for row in manifest::read(&path)? {
                if let Some(hash) = row.sha256.clone() {
                    earlier.insert(hash, row);
                }
            }
        }
        Ok(Self {
            next: 0,
            rows: vec![None; inputs],
            first: HashMap::new(),
            repeats: Vec::new(),
            unknown_type: BTreeSet::new(),
            again: Vec::new(),
            earlier,
            reused: 0,
            journal: Journal::open(&dataset.journal())?,
            stopped: false,
            fault: None,
        })
    }

    /// The next input that nobody has taken.
    fn next(&mut self) -> Option<(usize, Try)> {
        let index = self.next;
        if self.stopped || index >= self.rows.len() {
            return None;
        }
        self.next += 1;
        Some((index, Try::First))
    }

    /// The next input that crashed.
    fn next_again(&mut self) -> Option<(usize, Try)> {
        if self.stopped {
            return None;
        }
        self.again.sort_unstable_by(|a, b| b.cmp(a));
        self.again.pop().map(|index| (index, Try::Last))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Try {
    First,
    Last,
}

/// What one turn with a worker gave.
enum Turn {
    Done(Box<Row>),
    /// Another input has the same bytes; its row will do.
    Repeat,
    /// The worker is dead, and the input is to be tried once more.
    Again,
}

impl Floor<'_> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes inputs until there are none, with one worker, or one after the other where they die.
    fn work(&self, take: impl Fn(&mut State) -> Option<(usize, Try)>) {
        let mut child = None;
        loop {
            // Its own statement, or the lock would be held through the turn.
            let taken = take(&mut self.state());
            let Some((index, attempt)) = taken else {
                return;
            };
            if let Err(error) = self.handle(index, attempt, &mut child) {
                let mut state = self.state();
                state.stopped = true;
                state.fault.get_or_insert(error);
                return;
            }
        }
    }

    fn handle(&self, index: usize, attempt: Try, child: &mut Option<Child>) -> Result<(), Error> {
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
        if attempt == Try::Last
            || child
                .as_ref()
                .is_some_and(|c| c.handled >= DOCUMENTS_A_WORKER)
        {
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

    /// The talk with a worker over one input; fills in the row.
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
            path: input.path().to_path_buf(),
            name: input.name.clone(),
        })?;
        match worker.hear(deadline)? {
            Say::Have { sha256, bytes } => {
                row.document_id = Some(format!("doc-{}", &sha256[..16.min(sha256.len())]));
                row.sha256 = Some(sha256);
                row.bytes = Some(bytes);
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
        worker.ask(&Ask::Convert)?;
        match worker.hear(deadline)? {
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

    /// The row of an earlier run for these bytes, if it can be had again: same version and options, and a
    /// bundle that is still the one it was. What was refused is looked at again, which is soon done.
    fn earlier(&self, row: &Row) -> Option<Row> {
        let earlier = self.state().earlier.remove(row.sha256.as_ref()?)?;
        let lost = matches!(
            earlier.status,
            Status::Crashed | Status::Timeout | Status::OutOfMemory
        );
        let wanted = earlier.status.has_bundle() || (lost && !self.run.retry_failed);
        if self.run.force || !wanted || earlier.made_by != self.made_by {
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
            dataset: self.run.out.clone(),
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

    fn status_of_unknown_type(&self, index: usize) -> Status {
        if self.inputs[index].named {
            Status::Failed
        } else {
            Status::Skipped
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

    /// Enters what became of an input.
    fn enter(&self, index: usize, row: Row) -> Result<(), Error> {
        let mut state = self.state();
        state.journal.add(&row)?;
        state.stopped |= self.run.fail_fast && row.status.is_failure();
        self.watch.done(&row);
        state.rows[index] = Some(row);
        Ok(())
    }

    fn finish(self, dataset: Dataset, all: usize) -> Result<Outcome, Error> {
        self.settle_repeats();
        let run = self.run;
        let state = self
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(fault) = state.fault {
            return Err(fault);
        }
        let mut rows: Vec<Row> = state.rows.into_iter().flatten().collect();
        let reused = state.reused;
        if state.stopped {
            return Ok(Outcome {
                rows,
                reused,
                contents: None,
            });
        }
        if rows.len() != self.inputs.len() {
            let (had, found) = (self.inputs.len(), rows.len());
            let cause = format!("{had} inputs, but {found} rows: run again, and report this");
            return Err(ErrorKind::Internal { cause }.into());
        }
        let contents = assemble(&dataset, &mut rows)?;
        shard::write_note(&dataset, run.shard, all)?;
        dataset.finish()?;
        Ok(Outcome {
            rows,
            reused,
            contents: Some(contents),
        })
    }

    /// Gives every input with the bytes of another the other's row under its own name.
    fn settle_repeats(&self) {
        let mut state = self.state();
        for (index, first) in std::mem::take(&mut state.repeats) {
            let Some(mut row) = state.rows[first].clone() else {
                continue;
            };
            row.path.clone_from(&self.inputs[index].name);
            row.seconds = 0.0;
            if state.unknown_type.contains(&first) {
                row.status = self.status_of_unknown_type(index);
            }
            self.watch.done(&row);
            state.rows[index] = Some(row);
        }
    }
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

fn out_of_turn() -> Silence {
    Silence::Dead("the worker spoke out of turn".to_owned())
}

fn defect(cause: &str) -> String {
    format!(
        "the conversion broke off ({cause}); that is a defect of this program: report it with the file"
    )
}
