//! The signals that a process is asked to end by, taken so that it takes away first what it has begun.

use std::fs;
use std::future::poll_fn;
use std::io;
use std::task::Poll;

use tokio::signal::unix::{self, Signal, SignalKind};

/// What ends a command by the way: Ctrl-C, a request to end, and a terminal that is closed; but for those that the process was
/// to ignore.
pub fn ending() -> Vec<SignalKind> {
    let mut kinds = vec![SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    kinds.retain(|kind| !is_ignored(kind.as_raw_value()));
    kinds
}

/// The same for what runs until it is asked to end: Ctrl-C too where a shell lets what it starts behind it ignore that, or
/// nothing but a request would end it. A terminal that is closed, but where the process was to ignore it.
pub fn ending_a_server() -> Vec<SignalKind> {
    let mut kinds = vec![SignalKind::interrupt(), SignalKind::terminate()];
    kinds.extend(Some(SignalKind::hangup()).filter(|kind| !is_ignored(kind.as_raw_value())));
    kinds
}

/// Takes these signals from here on. A runtime must be there, and may go.
///
/// # Errors
/// The system refuses it.
pub fn take(kinds: &[SignalKind]) -> io::Result<Vec<Signal>> {
    kinds.iter().copied().map(unix::signal).collect()
}

/// Ends when one of them comes.
pub async fn any_of(signals: &mut [Signal]) {
    poll_fn(|wakes| {
        let came = signals.iter_mut().any(|signal| signal.poll_recv(wakes).is_ready());
        if came { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// True when whoever started the process lets it ignore a signal, as `nohup` does, and a shell for what runs behind it.
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    ignored.is_some_and(|ignored| ignored >> (signal - 1) & 1 == 1)
}
