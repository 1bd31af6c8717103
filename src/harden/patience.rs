//! How long a connection may hold its place, and what is counted for it.

use std::io;
use std::time::Duration;

use tokio::time::Instant;

/// A stand-in for "never", that still can be added to any instant.
pub(super) const FAR: Duration = Duration::from_hours(10 * 365 * 24);

/// How long a connection may hold its place. Only time spent waiting for the peer counts towards
/// the first two; over Tor, minutes of stall are normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// The longest wait without a byte either way.
    pub idle: Duration,
    /// Over so much waiting, time after time, the connection must keep up its rate.
    pub drip_window: Duration,
    /// That rate, both directions together.
    pub drip_bytes_per_second: u64,
    /// The longest that a connection may last in all.
    pub lifetime: Duration,
}

/// Five minutes of silence; 1 KiB/s over ten minutes of waiting, below which a phone's video takes
/// days; a day in all.
impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            idle: Duration::from_mins(5),
            drip_window: Duration::from_mins(10),
            drip_bytes_per_second: 1024,
            lifetime: Self::MAX_LIFETIME,
        }
    }
}

impl ConnectionLimits {
    /// No connection may be allowed to last longer: a visit keeps the roster that it began with, and what comes later than
    /// this after the server took a newer one is doubted.
    pub const MAX_LIFETIME: Duration = Duration::from_hours(24);

    /// After how long a new connection can be over at the earliest.
    pub(super) fn soonest(&self) -> Duration {
        FAR.min(self.idle).min(self.drip_window).min(self.lifetime)
    }

    /// How many bytes a whole window must move.
    fn window_bytes(&self) -> u128 {
        u128::from(self.drip_bytes_per_second).saturating_mul(self.drip_window.as_millis()) / 1000
    }
}

/// Counts bytes and the time spent waiting for them, and judges both by the limits.
pub(super) struct Patience {
    limits: ConnectionLimits,
    pub(super) began: Instant,
    /// Since when nothing has moved although we were ready.
    waits_since: Option<Instant>,
    /// All the waits that ended, together.
    waited: Duration,
    /// What [`waited`](Self::waited) will be when the present window is complete.
    window_ends: Duration,
    /// Bytes moved in the present window.
    window_moved: u128,
    over: bool,
}

impl Patience {
    pub(super) fn new(limits: ConnectionLimits, began: Instant) -> Self {
        Self {
            limits,
            began,
            waits_since: None,
            waited: Duration::ZERO,
            window_ends: limits.drip_window,
            window_moved: 0,
            over: false,
        }
    }

    /// The peer lets us wait, or still does.
    pub(super) fn waits(&mut self) {
        self.waits_since.get_or_insert_with(Instant::now);
    }

    /// The peer sent or took bytes, which ends a wait; none are no sign of life.
    pub(super) fn moved(&mut self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        self.window_moved += bytes as u128;
        if let Some(since) = self.waits_since.take() {
            self.waited += since.elapsed();
        }
    }

    /// # Errors
    /// `TimedOut`, from the moment that a limit was passed.
    pub(super) fn not_over(&self) -> io::Result<()> {
        if self.over {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(())
    }

    /// Says until when the connection may go on before it must be judged again.
    ///
    /// # Errors
    /// `TimedOut`, when a limit is passed.
    pub(super) fn judge(&mut self, now: Instant) -> io::Result<Instant> {
        let limits = self.limits;
        let wait = self.waits_since.map_or(Duration::ZERO, |since| now - since);
        let waited = self.waited + wait;
        let age = now - self.began;
        self.over = wait >= limits.idle || age >= limits.lifetime;
        if waited >= self.window_ends {
            self.over |= self.window_moved < limits.window_bytes();
            let window = limits.drip_window.max(Duration::from_millis(1));
            self.window_ends = waited.saturating_add(window);
            self.window_moved = 0;
        }
        self.not_over()?;
        let next = FAR
            .min(limits.idle.saturating_sub(wait))
            .min(limits.lifetime.saturating_sub(age))
            .min(self.window_ends.saturating_sub(waited));
        Ok(now + next)
    }
}
