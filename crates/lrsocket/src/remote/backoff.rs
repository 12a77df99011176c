//! Pauses between attempts.

use std::time::Duration;

/// How long to pause before the next attempt: twice as long after each failure, up to a bound, and less a
/// random part, so that several programs do not come back in the same moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Backoff {
    /// The pause after the first failure. 100 ms.
    pub first: Duration,
    /// The longest pause. 10 s, which is how long a plug-in's port waits for a client (B4.1).
    pub max: Duration,
    /// The part of each pause that is left to chance, from 0 (none) to 1 (all). 0.3.
    pub jitter: f64,
    /// A connection that was [ready](super::RemoteEvent::Ready) for this long (or, without a proof of that,
    /// connected) counts as a good one: pauses and attempts start over. 5 s. So a plug-in that lets
    /// everybody in and throws them out is not called without pause.
    pub reset_after: Duration,
    /// After how many failures in a row to [give up](super::RemoteEvent::GaveUp): `Some(0)` never tries
    /// again. `None`, which is the default: never.
    pub retries: Option<u32>,
}

impl Default for Backoff {
    fn default() -> Self {
        Backoff {
            first: Duration::from_millis(100),
            max: Duration::from_secs(10),
            jitter: 0.3,
            reset_after: Duration::from_secs(5),
            retries: None,
        }
    }
}

/// How far the pauses have got.
#[derive(Debug)]
pub(super) struct Pauses {
    config: Backoff,
    random: fastrand::Rng,
    failures: u32,
}

impl Pauses {
    pub(super) fn new(config: Backoff, random: fastrand::Rng) -> Self {
        Pauses {
            config,
            random,
            failures: 0,
        }
    }

    pub(super) fn config(&self) -> &Backoff {
        &self.config
    }

    /// How many failures there were in a row.
    pub(super) fn failures(&self) -> u32 {
        self.failures
    }

    /// One more failure: the pause after it, or `None` if that was the last attempt.
    pub(super) fn fail(&mut self) -> Option<Duration> {
        if self
            .config
            .retries
            .is_some_and(|most| self.failures >= most)
        {
            return None;
        }
        let doubled = 2_u32.saturating_pow(self.failures);
        self.failures += 1;
        let whole = self
            .config
            .first
            .saturating_mul(doubled)
            .min(self.config.max);
        // Against not-a-number and the like: the field is public.
        let jitter = self.config.jitter.clamp(0.0, 1.0);
        let jitter = if jitter.is_nan() { 0.0 } else { jitter };
        Some(whole.mul_f64(1.0 - jitter * self.random.f64()))
    }

    /// A good connection: the next failure is the first one.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(config: Backoff, seed: u64) -> Pauses {
        Pauses::new(config, fastrand::Rng::with_seed(seed))
    }

    #[test]
    fn pauses_double_up_to_their_bound() {
        let mut pauses = pauses(
            Backoff {
                jitter: 0.0,
                ..Backoff::default()
            },
            1,
        );
        let millis: Vec<u128> = (0..10)
            .map(|_| pauses.fail().unwrap().as_millis())
            .collect();
        assert_eq!(
            millis,
            [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]
        );
        pauses.reset();
        assert_eq!(pauses.fail(), Some(Duration::from_millis(100)));
    }

    #[test]
    fn a_thousand_failures_overflow_nothing() {
        let mut pauses = pauses(Backoff::default(), 1);
        for _ in 0..1000 {
            let pause = pauses.fail().unwrap();
            assert!(pause <= Duration::from_secs(10), "{pause:?}");
        }
    }

    #[test]
    fn jitter_takes_off_a_part_and_the_seed_decides_which() {
        let all = |seed| {
            let mut pauses = pauses(Backoff::default(), seed);
            (0..20).map(|_| pauses.fail().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(all(7), all(7));
        assert_ne!(all(7), all(8));
        for (nth, pause) in all(7).into_iter().enumerate() {
            let whole = Duration::from_millis(100 << nth.min(7)).min(Duration::from_secs(10));
            assert!(
                pause <= whole && pause >= whole.mul_f64(0.7),
                "{nth}: {pause:?}"
            );
        }
    }

    #[test]
    fn retries_are_counted_and_nonsense_jitter_does_no_harm() {
        let config = Backoff {
            retries: Some(2),
            jitter: f64::NAN,
            ..Backoff::default()
        };
        let mut pauses = pauses(config, 1);
        assert!(pauses.fail().is_some());
        assert!(pauses.fail().is_some());
        assert_eq!(pauses.fail(), None);
    }
}
