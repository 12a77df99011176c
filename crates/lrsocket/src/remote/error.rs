//! Why a line could not be sent, or a request got no answer.

use std::time::Duration;

use thiserror::Error;

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SendError {
    /// There is no connection now.
    #[error("not connected: send once the remote is ready")]
    NotConnected,
    /// The connection is there, but the plug-in has not answered the ping yet.
    #[error(
        "connected, but the plug-in has not answered the ping yet: send once the remote is ready"
    )]
    NotReady,
    /// Only the plug-in's send port is connected.
    #[error("the plug-in's receive port is not among the ports: nothing can be sent")]
    NoReceivePort,
    /// A line feed inside would make it several lines.
    #[error("the line has a line feed inside: send each line by itself")]
    InnerLineFeed,
    /// The plug-in does not read as fast as lines are sent.
    #[error("{window} bytes wait to be written already: await flush() between lines")]
    Full {
        /// [`Options::send_window`](super::Options::send_window), in bytes.
        window: usize,
    },
    /// The [`Remote`](crate::Remote) was closed or dropped, or has given up.
    #[error("the remote is closed")]
    Closed,
}

/// Why a request got no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RequestError {
    /// It was not sent.
    #[error("the request was not sent: {0}")]
    NotSent(#[from] SendError),
    /// The connection was lost before an answer came. The plug-in may or may not have seen the request.
    #[error("the connection was lost before an answer came")]
    Lost,
    /// No answer came in time. If it comes later, it is a [`RemoteEvent::Line`](super::RemoteEvent::Line).
    #[error("no answer came within {0:?}")]
    TimedOut(Duration),
    /// The [`Remote`](crate::Remote) was closed or dropped before an answer came.
    #[error("the remote was closed before an answer came")]
    Closed,
}

/// Why a [`call`](super::Sender::call) gave no value.
#[cfg(feature = "json")]
#[derive(Debug, Error)]
pub enum CallError {
    /// The request got no answer.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The id can only be put into a JSON object.
    #[error("a call is a JSON object, into which its id is put; this one is {0}")]
    NotAnObject(&'static str),
    /// The answer has the right id, but is not JSON to its end.
    #[error("the answer is not JSON: {0}")]
    Garbled(#[source] serde_json::Error),
}
