//! Ctrl-C and a request to end, for commands that write plaintext: what they have begun, they take away first.

use std::io;
use std::ops::ControlFlow;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

use tokio::runtime;

use super::output::talk;
use crate::harden::signals;

/// Nothing is written yet.
const IDLE: u8 = 0;
/// Something is, and may be half.
const WRITING: u8 = 1;
/// A signal came.
const CAME: u8 = 2;

/// Whether SIGINT, SIGTERM or SIGHUP came since this was made; those that the process was to ignore it still does. They end it
/// themselves only while nothing is written, as when it waits for a folder that another command holds.
pub(super) struct Interrupts(Arc<AtomicU8>);

impl Interrupts {
    /// Takes the signals from here on.
    pub(super) fn watch() -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
        // Here and not in the thread: one that comes while it starts is taken too.
        let mut taken = {
            let _inside = runtime.enter();
            signals::take(&signals::ending())?
        };
        let state = Arc::new(AtomicU8::new(IDLE));
        let theirs = Arc::clone(&state);
        thread::Builder::new().name("interrupts".to_owned()).spawn(move || {
            runtime.block_on(signals::any_of(&mut taken));
            if theirs.swap(CAME, Ordering::SeqCst) == IDLE {
                talk("amparo: interrupted");
                process::exit(1);
            }
        })?;
        Ok(Self(state))
    }

    /// Whether to write on, or to begin.
    pub(super) fn going(&self) -> ControlFlow<()> {
        match self.0.compare_exchange(IDLE, WRITING, Ordering::SeqCst, Ordering::SeqCst) {
            Err(CAME) => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    /// What was written is whole, and recorded.
    pub(super) fn rests(&self) {
        let _ = self.0.compare_exchange(WRITING, IDLE, Ordering::SeqCst, Ordering::SeqCst);
    }

    /// A signal came.
    pub(super) fn came(&self) -> bool {
        self.0.load(Ordering::SeqCst) == CAME
    }
}
