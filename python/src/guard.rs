//! Work without the interpreter's lock, on a stack that is deep enough, with panics as exceptions.

use crate::fault::{self, InternalError};
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, Once, PoisonError};

/// Why work came to nothing.
pub(crate) enum Fault {
    /// The library says so.
    Refused(kaikaku::Error),
    /// What cannot be, was.
    Broken(String),
}

impl From<kaikaku::Error> for Fault {
    fn from(error: kaikaku::Error) -> Self {
        Self::Refused(error)
    }
}

impl Fault {
    pub(crate) fn raised(self) -> PyErr {
        match self {
            Self::Refused(error) => fault::of(&error),
            Self::Broken(cause) => InternalError::new_err(format!(
                "the conversion broke off ({cause}); that is a defect of kaikaku: report it with the document"
            )),
        }
    }
}

/// The stack of a thread that converts. Only what is used of it takes memory.
const STACK: usize = 64 << 20;

thread_local! {
    /// Where and why this thread panicked last.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs work on the threads of this process, the interpreter's lock released.
pub(crate) fn guarded<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T, Fault> + Send,
) -> PyResult<T> {
    py.detach(|| {
        let pool = pool()?;
        pool.install(|| caught(work))
    })
    .map_err(Fault::raised)
}

/// Runs work on this thread, and turns a panic into a fault.
fn caught<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    static QUIET: Once = Once::new();
    // The hook is this library's own: other extensions have theirs.
    QUIET.call_once(|| {
        panic::set_hook(Box::new(|panic| {
            LAST_PANIC.set(Some(panic.to_string().replace('\n', " ")));
        }));
    });
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        // A panic on another thread of the pool has left its words there.
        let cause = LAST_PANIC.take();
        Err(Fault::Broken(cause.unwrap_or_else(|| "a panic".to_owned())))
    })
}

/// The threads of this process. A process that was forked has none of its parent's, and gets its own.
fn pool() -> Result<Arc<ThreadPool>, Fault> {
    static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);
    let mut held = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    match held.take() {
        Some((owner, pool)) if owner == process => {
            *held = Some((owner, Arc::clone(&pool)));
            return Ok(pool);
        }
        // To end it would be to wait for threads that are not there.
        Some((_, parents)) => std::mem::forget(parents),
        None => {}
    }
    let pool = ThreadPoolBuilder::new()
        .stack_size(STACK)
        .build()
        .map_err(|error| Fault::Broken(error.to_string()))?;
    let pool = Arc::new(pool);
    *held = Some((process, Arc::clone(&pool)));
    Ok(pool)
}

/// Panics where a conversion would, so that the tests can see what comes of it.
#[pyfunction(name = "_break_off")]
pub(crate) fn break_off(py: Python<'_>) -> PyResult<()> {
    guarded(py, || panic::panic_any("asked to"))
}
