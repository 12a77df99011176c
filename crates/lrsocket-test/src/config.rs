//! How a test runs, unless it says otherwise itself.

use std::time::Duration;

use lrsocket_host::proto::Profile;

/// How long a test may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The simulated time.
    pub simulated: Duration,
    /// The real time.
    pub real: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            simulated: Duration::from_secs(24 * 60 * 60),
            real: Duration::from_secs(10),
        }
    }
}

/// The profile, schedule and limits of a test, unless the test itself says otherwise.
#[derive(Clone, Debug)]
pub struct TestConfig {
    /// The profile of the sockets.
    pub profile: Profile,
    /// The seed of the schedule; 0 is the plain one.
    pub seed: u64,
    /// How long the test may take.
    pub limits: Limits,
}

impl Default for TestConfig {
    fn default() -> Self {
        TestConfig {
            profile: Profile::measured(),
            seed: 0,
            limits: Limits::default(),
        }
    }
}
