//! What a run came to: one line on standard output, and what is worth knowing on standard error.

use super::exit::Exit;
use super::input::escape_controls;
use super::message::Messages;
use super::print;
use kaikaku::batch::{Contents, Outcome, Row, Status};
use kaikaku::emit::tables::Table;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use tracing::info;

/// The summary of a run.
pub(crate) struct Summary<'a> {
    rows: &'a [Row],
    reused: usize,
    contents: Option<&'a Contents>,
    out: &'a Path,
    elapsed: Duration,
}

/// So many failures are named; the manifest names all.
const NAMED_FAILURES: usize = 10;
/// So many documents with the worst coverage are named.
const WORST: usize = 3;
/// A document of which less than this share was placed is worth a look.
const GOOD_COVERAGE: f64 = 0.9;

impl<'a> Summary<'a> {
    pub(crate) fn of(outcome: &'a Outcome, out: &'a Path, elapsed: Duration) -> Self {
        Self {
            rows: &outcome.rows,
            reused: outcome.reused,
            contents: outcome.contents.as_ref(),
            out,
            elapsed,
        }
    }

    /// Tells everything, and says how the run ended.
    pub(crate) fn tell(&self, messages: &Messages) -> anyhow::Result<Exit> {
        self.tell_failures(messages);
        if messages.is_json() {
            self.log();
        } else {
            self.tell_people(messages);
        }
        if !messages.is_quiet() {
            print(format!("{}\n", self.headline()).as_bytes())?;
        }
        Ok(self.exit())
    }

    fn exit(&self) -> Exit {
        let unreadable = |row: &&Row| row.status.is_failure() && row.sha256.is_none();
        if self
            .rows
            .iter()
            .filter(unreadable)
            .any(|row| row.status == Status::Failed)
        {
            Exit::Machine
        } else if self.rows.iter().any(|row| row.status.is_failure()) {
            Exit::Documents
        } else {
            Exit::Well
        }
    }

    fn count(&self, status: Status) -> usize {
        self.rows.iter().filter(|row| row.status == status).count()
    }

    /// `converted 12 documents: 11 ok, 1 failed; 96 items, … → DIR`.
    fn headline(&self) -> String {
        let all = self.rows.len();
        let statuses: Vec<String> = Status::ALL
            .into_iter()
            .map(|status| (self.count(status), status.name().replace('_', " ")))
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}"))
            .collect();
        let documents = if all == 1 { "document" } else { "documents" };
        let statuses = if statuses.is_empty() {
            "none".to_owned()
        } else {
            statuses.join(", ")
        };
        let Some(contents) = self.contents else {
            return format!("stopped after {all} {documents}: {statuses}");
        };
        let records: Vec<String> = Table::ALL
            .into_iter()
            .zip(contents.rows)
            .filter(|(table, _)| {
                matches!(
                    table,
                    Table::Items | Table::Plans | Table::Results | Table::Evaluations
                )
            })
            .map(|(table, rows)| format!("{rows} {}", table.name()))
            .collect();
        format!(
            "converted {all} {documents}: {statuses}; {} → {}",
            records.join(", "),
            escape_controls(&self.out.display().to_string())
        )
    }

    fn tell_failures(&self, messages: &Messages) {
        let failures = self.rows.iter().filter(|row| row.status.is_failure());
        let mut more = 0;
        for (i, row) in failures.enumerate() {
            if i >= NAMED_FAILURES {
                more += 1;
                continue;
            }
            let cause = row.cause.as_deref().unwrap_or("no cause is known");
            let path = escape_controls(&row.path);
            messages.complain(&format!("{path}: {}", escape_controls(cause)));
        }
        if more > 0 {
            let manifest = self.out.join("manifest.jsonl");
            messages.complain(&format!(
                "and {more} more: `status` and `cause` in {} name them all",
                manifest.display()
            ));
        }
    }

    fn tell_people(&self, messages: &Messages) {
        let seconds = self.elapsed.as_secs_f64();
        let converted = self.rows.len() - self.reused.min(self.rows.len());
        let pages: u64 = self
            .documents()
            .filter_map(|row| row.counts)
            .map(|c| c.pages)
            .sum();
        let mut line = format!("{seconds:.1} s, {pages} pages");
        if seconds > 0.0 && converted > 0 {
            line += &format!(", {:.1} documents/s", converted as f64 / seconds);
        }
        if self.reused > 0 {
            line += &format!(", {} kept from before", self.reused);
        }
        messages.note(&line);
        if let Some(removed) = self
            .contents
            .map(|contents| contents.removed)
            .filter(|n| *n > 0)
        {
            messages.note(&format!(
                "{removed} bundles of documents that are no longer among the inputs were taken away"
            ));
        }
        self.tell_coverage(messages);
        self.tell_next(messages);
    }

    /// Documents of which much was placed in no record, worst first.
    fn tell_coverage(&self, messages: &Messages) {
        let mut shares: Vec<(f64, &str)> = self
            .documents()
            .filter_map(|row| Some((row.coverage?, &*row.path)))
            .filter(|(coverage, _)| coverage.characters > 0)
            .map(|(c, path)| {
                (
                    1.0 - f64::from(c.unassigned) / f64::from(c.characters),
                    path,
                )
            })
            .filter(|(share, _)| *share < GOOD_COVERAGE)
            .collect();
        shares.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        for (share, path) in shares.into_iter().take(WORST) {
            let path = escape_controls(path);
            messages.note(&format!("coverage {:.0} %: {path}", share * 100.0));
        }
    }

    fn tell_next(&self, messages: &Messages) {
        if self.contents.is_none() {
            messages
                .note("next: see to the failure and run again, without --fail-fast to go past it");
        } else if self.exit() == Exit::Machine {
            messages.note(
                "next: see to the files that could not be read and run again: what is done is kept",
            );
        } else if [Status::Crashed, Status::Timeout, Status::OutOfMemory]
            .into_iter()
            .any(|status| self.count(status) > 0)
        {
            messages.note(
                "next: run again with --retry-failed and a higher --timeout or --memory-limit",
            );
        } else if self.count(Status::Partial) > 0 {
            messages.note(
                "next: the warnings of the partial documents say what was lost (documents.jsonl)",
            );
        }
    }

    /// Every document once, however many names it has.
    fn documents(&self) -> impl Iterator<Item = &'a Row> {
        let mut seen = BTreeSet::new();
        self.rows
            .iter()
            .filter(move |row| row.status.has_bundle() && seen.insert(&row.document_id))
    }

    fn log(&self) {
        let count = |status| self.count(status);
        info!(
            documents = self.rows.len(),
            ok = count(Status::Ok),
            partial = count(Status::Partial),
            skipped = count(Status::Skipped),
            failed = count(Status::Failed),
            crashed = count(Status::Crashed),
            timeout = count(Status::Timeout),
            out_of_memory = count(Status::OutOfMemory),
            reused = self.reused,
            complete = self.contents.is_some(),
            seconds = self.elapsed.as_secs_f64(),
            "run"
        );
    }
}
