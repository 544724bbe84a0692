//! Seconds of processor time that converting a folder takes in one process, the bundles' JSON with it: the least of
//! several rounds. Linux only.
//!
//!     cargo run --release --example in_process -- corpus/documents 5 [OUT]
//!
//! With OUT, a folder that is there, each bundle is written into it too. What `scripts/python_overhead.py` holds
//! Python against, and `scripts/worker_overhead.py` the workers of `kaikaku convert`.

use anyhow::Context;
use kaikaku::emit::json;
use kaikaku::{Options, convert};
use std::fs;
use std::hint::black_box;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::thread;

/// As the program has it.
#[cfg(all(unix, feature = "jemalloc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("give a folder")?;
    let rounds: u32 = arguments
        .next()
        .context("give a number of rounds")?
        .parse()?;
    let out = arguments.next().map(PathBuf::from);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path.to_string_lossy().into_owned());
        }
    }
    paths.sort();
    rayon::ThreadPoolBuilder::new()
        .stack_size(STACK)
        .build_global()?;
    // On a thread with a deep stack, as the command line does it.
    let worker = thread::Builder::new().stack_size(STACK);
    let outcome = thread::scope(|scope| {
        worker
            .spawn_scoped(scope, || least_of(rounds, &paths, out.as_deref()))
            .map(thread::ScopedJoinHandle::join)
    });
    let Ok(least) = outcome? else {
        anyhow::bail!("the conversion broke off");
    };
    writeln!(stdout(), "{} {}", paths.len(), least? as f64 / 1e9)?;
    Ok(())
}

fn least_of(rounds: u32, paths: &[String], out: Option<&Path>) -> anyhow::Result<u64> {
    let options = Options::default();
    let mut least = u64::MAX;
    for _ in 0..rounds {
        let began = processor_time()?;
        for (number, path) in paths.iter().enumerate() {
            let bundle = convert(&fs::read(path)?, path, &options)?;
            let text = black_box(json::bundle(&bundle)?);
            if let Some(out) = out {
                fs::write(out.join(format!("{number}.json")), text)?;
            }
        }
        least = least.min(processor_time()? - began);
    }
    Ok(least)
}

/// Nanoseconds that the threads of this process have run; other programs do not count, as they would by the clock.
fn processor_time() -> anyhow::Result<u64> {
    let mut sum = 0;
    for thread in fs::read_dir("/proc/self/task")? {
        let text = fs::read_to_string(thread?.path().join("schedstat"))?;
        let first = text.split_whitespace().next().context("no schedstat")?;
        sum += first.parse::<u64>()?;
    }
    Ok(sum)
}

/// Only what is used of it takes memory.
const STACK: usize = 64 << 20;
