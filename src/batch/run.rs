//! A run: every input to a worker, every outcome to the journal, and the dataset at the end.

use crate::batch::assemble::{Contents, assemble};
use crate::batch::dataset::Dataset;
use crate::batch::frame::Settings;
use crate::batch::manifest::{self, Journal, Row, Status};
use crate::batch::shard::{self, Shard};
use crate::batch::walk::{Input, ending};
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

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
    floor.prefer_first_names();
    // What crashed is tried once more with the machine to itself: it may have been another's doing.
    floor.work(State::next_again);
    floor.finish(dataset, all)
}

/// What the threads of a run share.
pub(super) struct Floor<'a> {
    pub(super) inputs: Vec<&'a Input>,
    pub(super) made_by: String,
    pub(super) run: &'a Run,
    watch: &'a dyn Watch,
    pub(super) state: Mutex<State>,
}

/// How far a run is.
pub(super) struct State {
    next: usize,
    rows: Vec<Option<Row>>,
    /// By hash, the input that is or was converted for all that have the same bytes.
    pub(super) first: HashMap<String, usize>,
    /// Inputs with the bytes of another, and which.
    pub(super) repeats: Vec<(usize, usize)>,
    /// Inputs whose type is not one that is read.
    pub(super) unknown_type: BTreeSet<usize>,
    /// Inputs that crashed once.
    pub(super) again: Vec<usize>,
    pub(super) earlier: HashMap<String, Row>,
    pub(super) reused: usize,
    journal: Journal,
    stopped: bool,
    fault: Option<Error>,
}

impl State {
    fn begin(dataset: &Dataset, inputs: usize) -> Result<Self, Error> {
        let mut earlier = HashMap::new();
        // Of a manifest's rows with the same bytes the first is the one that the bundle was made for; of a
        // journal's the last is.
        for row in manifest::read(&dataset.manifest())? {
            if let Some(hash) = row.sha256.clone() {
                earlier.entry(hash).or_insert(row);
            }
        }
        for row in manifest::read(&dataset.journal())? {
            if let Some(hash) = row.sha256.clone() {
                earlier.insert(hash, row);
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

/// Which attempt at an input this is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Try {
    First,
    Last,
}

impl Floor<'_> {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
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

    pub(super) fn status_of_unknown_type(&self, index: usize) -> Status {
        if self.inputs[index].named {
            Status::Failed
        } else {
            Status::Skipped
        }
    }

    /// Enters what became of an input.
    pub(super) fn enter(&self, index: usize, row: Row) -> Result<(), Error> {
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
        let contents = assemble(&dataset, &mut rows, run.jobs)?;
        shard::write_note(&dataset, run.shard, all)?;
        dataset.finish()?;
        Ok(Outcome {
            rows,
            reused,
            contents: Some(contents),
        })
    }

    /// Sees that what has several names is converted under the first of them. A bundle's `source.path` could
    /// be changed afterwards, but the ending of a name may tell how a sheet is read.
    fn prefer_first_names(&self) {
        let mut state = self.state();
        let mut first_name: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, first) in &state.repeats {
            let lowest = first_name.entry(*first).or_insert(*first);
            *lowest = (*lowest).min(*index);
        }
        let name = |index: usize| &*self.inputs[index].name;
        first_name.retain(|first, lowest| ending(name(*first)) != ending(name(*lowest)));
        for (_, first) in &mut state.repeats {
            *first = *first_name.get(first).unwrap_or(first);
        }
        state.repeats.retain(|(index, first)| index != first);
        for (first, lowest) in first_name {
            state.repeats.push((first, lowest));
            state.again.retain(|index| *index != first);
            state.again.push(lowest);
        }
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
