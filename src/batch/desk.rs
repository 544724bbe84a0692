//! One worker process for a caller that has its own way of spreading documents: an engine, a notebook.

use crate::batch::child::{Child, Silence};
use crate::batch::dataset;
use crate::batch::frame::{Ask, Settings};
use crate::batch::manifest::{Row, Status};
use crate::batch::turn::{DOCUMENTS_A_WORKER, Verdict};
use crate::batch::walk::Input;
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a desk is to work by.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The command that calls [`serve`](crate::batch::serve): the program and its arguments.
    pub command: Vec<OsString>,
    /// A folder of the desk's own, where its worker lays bundles down.
    pub folder: PathBuf,
    /// How each document is converted.
    pub options: Options,
    /// How many threads the worker may spread one document over.
    pub threads: usize,
    /// How long one document may take.
    pub timeout: Duration,
    /// How many bytes of address space the worker may take.
    pub memory_limit: Option<u64>,
}

/// Converts one document after the other in a worker process, which is started anew when it dies.
pub struct Desk {
    terms: Terms,
    made_by: String,
    child: Option<Child>,
}

/// How the talk over one document ended.
enum Heard {
    /// The row is filled in.
    Row,
    /// The worker cannot write.
    Stuck(String),
}

impl Desk {
    /// Makes the folder ready. The worker starts with the first document.
    ///
    /// The worker ends with the thread that starts it, so all documents have to come from one.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written.
    pub fn new(terms: Terms) -> Result<Self, Error> {
        dataset::make_room(&terms.folder)?;
        Ok(Self {
            made_by: Settings::of(&terms.options).made_by(),
            terms,
            child: None,
        })
    }

    /// Converts one document, and gives its row and the bytes of its bundle, if there is one.
    ///
    /// What crashes is tried once more with a fresh worker, as in a [`run`](crate::batch::run()).
    ///
    /// # Errors
    ///
    /// If the machine fails: no worker can be started, or it cannot write.
    pub fn convert(&mut self, input: &Input) -> Result<(Row, Option<Vec<u8>>), Error> {
        let mut row = Row::blank(&input.name, &self.made_by);
        if let Some(trouble) = &input.trouble {
            return Ok((row.troubled(trouble), None));
        }
        let began = Instant::now();
        let mut outcome = self.attempt(input, &mut row)?;
        if matches!(&outcome, Err(silence) if *silence != Silence::Late) {
            outcome = self.attempt(input, &mut row)?;
        }
        row.time(began);
        match outcome {
            Ok(Heard::Row) => {}
            Ok(Heard::Stuck(cause)) => return Err(ErrorKind::Machine { cause }.into()),
            Err(silence) => row.mourn(silence, self.terms.timeout),
        }
        let bundle = self.take_bundle(&row)?;
        Ok((row, bundle))
    }

    /// One talk with a worker; one that does not answer is ended.
    fn attempt(&mut self, input: &Input, row: &mut Row) -> Result<Result<Heard, Silence>, Error> {
        if self
            .child
            .as_ref()
            .is_some_and(|worker| worker.handled >= DOCUMENTS_A_WORKER)
        {
            self.child = None;
        }
        let worker = match &mut self.child {
            Some(worker) => worker,
            None => self.child.insert(start(&self.terms)?),
        };
        worker.handled += 1;
        let outcome = converse(
            worker,
            input,
            Instant::now() + self.terms.timeout,
            &self.terms.options,
            row,
        );
        if outcome.is_err() {
            self.child = None;
        }
        Ok(outcome)
    }

    /// The bundle that the worker has laid down, which is then no longer there.
    fn take_bundle(&self, row: &Row) -> Result<Option<Vec<u8>>, Error> {
        let Some(id) = row.document_id.as_ref().filter(|_| row.status.has_bundle()) else {
            return Ok(None);
        };
        let path = dataset::bundle_path(&self.terms.folder, id);
        let bytes = fs::read(&path).and_then(|bytes| fs::remove_file(&path).map(|()| bytes));
        bytes
            .map(Some)
            .map_err(|error| crate::batch::unusable(&path, &error))
    }
}

fn start(terms: &Terms) -> Result<Child, Error> {
    let Some((program, arguments)) = terms.command.split_first() else {
        let cause = "no command is given that starts a worker".to_owned();
        return Err(ErrorKind::Machine { cause }.into());
    };
    let mut command = Command::new(program);
    command.args(arguments);
    Child::start(
        command,
        &Ask::Start {
            settings: Settings::of(&terms.options),
            dataset: terms.folder.clone().into(),
            memory_limit: terms.memory_limit,
            threads: terms.threads.max(1),
        },
    )
}

fn converse(
    worker: &mut Child,
    input: &Input,
    deadline: Instant,
    options: &Options,
    row: &mut Row,
) -> Result<Heard, Silence> {
    worker.ask(&Ask::Read {
        path: input.path().into(),
        name: input.name.clone(),
    })?;
    if !row.take_in(worker.hear(deadline)?)? {
        return Ok(Heard::Row);
    }
    worker.ask(&Ask::Convert {
        corrections: row.corrections_in(options).unwrap_or_default().to_vec(),
    })?;
    match row.conclude(worker.hear(deadline)?)? {
        Verdict::Plain => {}
        Verdict::UnknownType if input.named => {}
        Verdict::UnknownType => row.status = Status::Skipped,
        Verdict::Stuck(cause) => return Ok(Heard::Stuck(cause)),
    }
    Ok(Heard::Row)
}
