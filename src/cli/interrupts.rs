//! Ctrl-C and a request to end, for commands that write plaintext: what they have begun, they take away first.

use std::io;
use std::ops::ControlFlow;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

use tokio::runtime;
use tokio::signal::unix::{SignalKind, signal};

/// Nothing is written yet.
const IDLE: u8 = 0;
/// Something is, and may be half.
const WRITING: u8 = 1;
/// A signal came.
const CAME: u8 = 2;

/// Whether SIGINT or SIGTERM came since this was made. They end the process themselves only while nothing is written, as
/// when it waits for a folder that another command holds.
pub(super) struct Interrupts(Arc<AtomicU8>);

impl Interrupts {
    /// Takes both signals from here on.
    pub(super) fn watch() -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
        // Here and not in the thread: one that comes while it starts is taken too.
        let (mut typed, mut asked) = {
            let _inside = runtime.enter();
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
        };
        let state = Arc::new(AtomicU8::new(IDLE));
        let theirs = Arc::clone(&state);
        thread::Builder::new().name("interrupts".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = typed.recv() => {}
                    _ = asked.recv() => {}
                }
            });
            if theirs.swap(CAME, Ordering::SeqCst) == IDLE {
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

    /// A signal came.
    pub(super) fn came(&self) -> bool {
        self.0.load(Ordering::SeqCst) == CAME
    }
}
