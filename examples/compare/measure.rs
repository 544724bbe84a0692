//! What one run of a program costs, as Linux accounts for it.

use anyhow::{Context, ensure};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Processor time is counted in ticks of this many a second, on every Linux.
const TICKS: f64 = 100.0;
/// How often the peak of a running process is looked at.
const GLANCE: Duration = Duration::from_millis(2);

/// What a run cost.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Seconds of processor time, of the program and of the system for it.
    pub(crate) processor: f64,
    /// Seconds by the clock.
    pub(crate) wall: f64,
    /// The most memory that a process of it had, KiB: its high-water mark when last seen, two milliseconds
    /// before its end at the earliest.
    pub(crate) peak: u64,
}

/// Runs commands one after the other to their ends, their output thrown away.
pub(crate) fn run(commands: impl Iterator<Item = Command>) -> anyhow::Result<Cost> {
    let mut cost = Cost::default();
    let began = Instant::now();
    let before = processor_time_of_children()?;
    for mut command in commands {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{command:?}"))?;
        cost.peak = cost.peak.max(watch(&mut child)?);
        let status = child.wait()?;
        ensure!(status.success(), "{command:?}: {status}");
    }
    cost.processor = processor_time_of_children()? - before;
    cost.wall = began.elapsed().as_secs_f64();
    Ok(cost)
}

/// Looks at a process until it ends.
fn watch(child: &mut Child) -> anyhow::Result<u64> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Some(seen) = fs::read_to_string(&status)
            .ok()
            .as_deref()
            .and_then(high_water)
        {
            peak = peak.max(seen);
        }
        if child.try_wait()?.is_some() {
            return Ok(peak);
        }
        thread::sleep(GLANCE);
    }
}

fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn processor_time_of_children() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat").context("no /proc: Linux only")?;
    // The name in brackets may hold spaces; what follows it begins with the third field.
    let (_, rest) = stat.rsplit_once(')').context("/proc/self/stat")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |field: usize| -> anyhow::Result<f64> {
        let text = fields.get(field - 3).context("/proc/self/stat")?;
        Ok(text.parse::<f64>()?)
    };
    Ok((ticks(16)? + ticks(17)?) / TICKS)
}

/// The middle one of several figures.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
