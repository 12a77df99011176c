//! Why something could not be done in a test's world.

/// Why something could not be done, for the author of the test.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum WorldError {
    /// The test has used up its time: it ends here, and cannot catch this.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// Anything else, in whole sentences.
    #[error("{0}")]
    Failed(String),
}

/// The time of a test is up. No part of a test can catch this error.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum Stopped {
    /// The test took too much real time, in Lua code of its own.
    #[error("stopped at {file}:{line}: test timed out; raise the limit with --timeout")]
    Lua {
        /// The file of the code that ran.
        file: String,
        /// Its line.
        line: usize,
    },
    /// The test took too much real time, in a call of `lr`.
    #[error(
        "stopped after {seconds} s of real time: the test or the plug-in timed out; raise the limit \
         with --timeout"
    )]
    Real {
        /// The limit.
        seconds: f64,
    },
    /// The test took too much simulated time.
    #[error("stopped after {hours} simulated hours: a test should not need that much")]
    Simulated {
        /// The limit.
        hours: f64,
    },
}

impl From<String> for WorldError {
    fn from(message: String) -> Self {
        WorldError::Failed(message)
    }
}

impl From<&str> for WorldError {
    fn from(message: &str) -> Self {
        WorldError::Failed(message.to_owned())
    }
}
