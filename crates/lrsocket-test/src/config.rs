//! The configuration of a test.

use std::time::Duration;

use lrsocket_host::LightroomVersion;
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

/// The configuration of a test: what applies unless the test itself sets it.
#[derive(Clone, Debug)]
pub struct TestConfig {
    /// The profile of the sockets.
    pub profile: Profile,
    /// The version of Lightroom.
    pub lightroom: LightroomVersion,
    /// The seed of the schedule; 0 is the plain one.
    pub seed: u64,
    /// How long the test may take.
    pub limits: Limits,
}

impl Default for TestConfig {
    fn default() -> Self {
        TestConfig {
            profile: Profile::measured(),
            lightroom: LightroomVersion::default(),
            seed: 0,
            limits: Limits::default(),
        }
    }
}
