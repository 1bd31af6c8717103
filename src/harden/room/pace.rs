//! What speaks for a connection that holds a place, and what against it: the times that it has taken, and the bytes that
//! it moved meanwhile.

use std::time::Duration;

use tokio::time::Instant;

/// Bytes that speak for a connection as much as a second of waiting speaks against it.
const BYTES_A_SECOND: u64 = 1024;
/// Work that has taken so long waits itself, for a turn or for a place at the mailboxes: a derivation, or a piece of an
/// upload, is done sooner.
const LONG_WORK: Duration = Duration::from_secs(5);

/// Whose turn it is in a request.
#[derive(Clone, Copy)]
pub(super) enum Work {
    /// There is no request.
    None,
    /// Ours, since then.
    Ours(Instant),
    /// The peer's, whose body we need.
    Theirs,
}

/// How long we have waited for a peer, and what moved meanwhile: since the present request or answer began.
pub(super) struct Pace {
    /// Since when nothing has moved although we were ready.
    since: Option<Instant>,
    /// The waits that ended, together.
    waited: Duration,
    moved: u64,
    /// True in a request, false in an answer and after it.
    receiving: bool,
    work: Work,
}

impl Pace {
    pub(super) const fn new(now: Instant) -> Self {
        Self { since: Some(now), waited: Duration::ZERO, moved: 0, receiving: false, work: Work::None }
    }

    pub(super) fn waits(&mut self, now: Instant) {
        self.since.get_or_insert(now);
    }

    pub(super) fn moved(&mut self, receiving: bool, bytes: usize, now: Instant) {
        if bytes == 0 {
            return;
        }
        if receiving != self.receiving {
            *self = Self { receiving, since: None, work: self.work, ..Self::new(now) };
        }
        if let Some(since) = self.since.take() {
            self.waited += now.saturating_duration_since(since);
        }
        self.moved = self.moved.saturating_add(bytes as u64);
    }

    /// What we were at work on is no wait for the peer, though the stack asked for its next bytes meanwhile.
    pub(super) fn work(&mut self, work: Work) {
        if self.is_worked_for() && self.since.is_some() {
            self.since = Some(Instant::now());
        }
        self.work = work;
    }

    /// In a request: its work waits for more of the body, or goes on with a piece of it.
    pub(super) fn awaits_body(&mut self, waits: bool) {
        if !matches!(self.work, Work::None) {
            // Each piece begins work anew: an upload that moves is never at work for long.
            self.work(if waits { Work::Theirs } else { Work::Ours(Instant::now()) });
        }
    }

    pub(super) const fn is_worked_for(&self) -> bool {
        matches!(self.work, Work::Ours(_))
    }

    /// How long we have been at work for it, in milliseconds, where that is long.
    pub(super) fn long_work(&self, now: Instant) -> Option<i128> {
        let Work::Ours(since) = self.work else { return None };
        let worked = now.saturating_duration_since(since);
        (worked >= LONG_WORK).then_some(worked.as_millis().cast_signed())
    }

    /// How late it is, in milliseconds; `None` while we do not wait for it, or while what it brought still speaks for it.
    pub(super) fn lateness(&self, now: Instant) -> Option<i128> {
        if self.is_worked_for() || self.since.is_none() {
            return None;
        }
        Some(self.against(now)).filter(|late| *late >= 0)
    }

    /// What speaks against it, in milliseconds: how long it has taken, less what the bytes that moved are worth.
    pub(super) fn against(&self, now: Instant) -> i128 {
        let since = if let Work::Ours(since) = self.work { Some(since) } else { self.since };
        let taken = self.waited + since.map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
        taken.as_millis().cast_signed() - i128::from(self.moved) * 1000 / i128::from(BYTES_A_SECOND)
    }
}
