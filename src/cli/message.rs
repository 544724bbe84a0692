//! What people and programs are told on standard error while a run goes on.

use super::args::LogFormat;
use super::complain;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kaikaku::batch::{Row, Watch};
use std::io::{IsTerminal, Write};
use tracing::{error, info};

/// How to tell.
pub(crate) struct Messages {
    quiet: bool,
    format: LogFormat,
}

impl Messages {
    /// Messages of this form; programs get theirs through the log, one JSON object a line.
    pub(crate) fn begin(quiet: bool, format: LogFormat) -> Self {
        if format == LogFormat::Json {
            let level = if quiet {
                tracing::Level::ERROR
            } else {
                tracing::Level::INFO
            };
            tracing_subscriber::fmt()
                .json()
                .flatten_event(true)
                .with_target(false)
                .with_max_level(level)
                .with_writer(std::io::stderr)
                .init();
        }
        Self { quiet, format }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub(crate) fn is_json(&self) -> bool {
        self.format == LogFormat::Json
    }

    /// Tells what went wrong, in one line.
    pub(crate) fn complain(&self, message: &str) {
        match self.format {
            LogFormat::Text => complain(message),
            LogFormat::Json => error!("{message}"),
        }
    }

    /// Tells something worth knowing, in one line for people.
    pub(crate) fn note(&self, message: &str) {
        if !self.quiet && self.format == LogFormat::Text {
            // If standard error is closed there is nobody to tell.
            let _ = writeln!(std::io::stderr().lock(), "{message}");
        }
    }

    /// A bar on a terminal, lines in a JSON log, nothing else.
    pub(crate) fn progress(&self) -> Progress {
        let shown = !self.quiet && !self.is_json() && std::io::stderr().is_terminal();
        let target = if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Progress {
            bar: ProgressBar::with_draw_target(None, target),
            log: self.is_json(),
        }
    }
}

/// A run's progress as it is shown.
pub(crate) struct Progress {
    bar: ProgressBar,
    log: bool,
}

impl Progress {
    /// Clears the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Progress {
    fn begin(&self, inputs: usize) {
        self.bar.set_length(inputs as u64);
        let form = "{bar:30} {pos}/{len} documents, {per_sec}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(form) {
            self.bar.set_style(style);
        }
    }

    fn done(&self, row: &Row) {
        self.bar.inc(1);
        if self.log {
            info!(
                path = row.path,
                document_id = row.document_id,
                status = row.status.name(),
                cause = row.cause,
                seconds = row.seconds,
                "document"
            );
        }
    }
}
