//! How often one circuit may ask for what costs: so many at once, and then one every so many seconds.

use std::time::Duration;

use tokio::time::Instant;

/// What a bucket holds, and how fast it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    /// So many at once.
    pub(super) burst: u32,
    /// One more after each such time.
    pub(super) refill: Duration,
}

/// A token bucket: kept as the moment at which it will be full.
pub(super) struct Bucket {
    rate: Rate,
    full_at: Instant,
}

impl Bucket {
    pub(super) fn full(rate: Rate, now: Instant) -> Self {
        Self { rate, full_at: now }
    }

    /// Takes a token, or says when there will be one.
    pub(super) fn take(&mut self, now: Instant) -> Result<(), Instant> {
        let full_at = self.full_at.max(now) + self.rate.refill;
        let ready = full_at.checked_sub(self.rate.refill * self.rate.burst).unwrap_or(now);
        if ready > now {
            return Err(ready);
        }
        self.full_at = full_at;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_at_once_and_then_one_each_time_it_refills() {
        let start = Instant::now() + Duration::from_secs(1000);
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut bucket = Bucket::full(Rate { burst: 3, refill: Duration::from_secs(2) }, start);
        for _ in 0..3 {
            assert_eq!(bucket.take(start), Ok(()));
        }
        assert_eq!(bucket.take(start), Err(at(2)));
        assert_eq!(bucket.take(at(1)), Err(at(2)));
        assert_eq!(bucket.take(at(2)), Ok(()));
        assert_eq!(bucket.take(at(2)), Err(at(4)));
        // Refused tries cost nothing; in six seconds without one it is full again, and no fuller than full.
        for _ in 0..3 {
            assert_eq!(bucket.take(at(100)), Ok(()));
        }
        assert_eq!(bucket.take(at(100)), Err(at(102)));
    }
}
