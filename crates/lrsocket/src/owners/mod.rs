//! The processes that have the TCP ports of this machine.
//!
//! ```
//! let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
//! let port = listener.local_addr().unwrap().port();
//! if let Some(holder) = lrsocket::owners::holder(port) {
//!     println!("{holder} has the port"); // myprogram (pid 4711) has the port
//! #   assert_eq!(holder.pid, std::process::id());
//! }
//! ```
//!
//! The system tells a process only of those that it may look at: usually those of the same user.

mod known;
mod listening;

pub use known::{KNOWN, KnownPort, known};
pub use listening::{ListError, Listening, listening};

use std::fmt;
use std::io;

/// The process that has a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub pid: u32,
    /// Its name, as the system keeps it; Linux cuts it after 15 characters.
    pub name: String,
}

impl Holder {
    /// Whether it is this process.
    pub fn is_this_process(&self) -> bool {
        self.pid == std::process::id()
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (pid {})", self.name, self.pid)
    }
}

/// Returns what to add to "cannot listen on port 58763: Address already in use": which process has
/// the port, and what to do. `None` for any other error.
pub fn busy_hint(port: u16, error: &io::Error) -> Option<String> {
    // On Windows a port that another has for itself alone is denied; but so are others.
    let denied = cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied;
    if error.kind() != io::ErrorKind::AddrInUse && !denied {
        return None;
    }
    Some(match holder(port) {
        None if denied => return None,
        Some(holder) if holder.is_this_process() => {
            "; this program itself has it already: another of its sockets listens there".to_owned()
        }
        Some(holder) => format!("; {holder} has it: end that program, or choose another port"),
        None => "; another program has it, and the system does not say which: end that program, \
                 or choose another port"
            .to_owned(),
    })
}

/// The process that listens on this port of the loopback interface or of all interfaces; `None` if
/// nobody does, or the system does not tell.
pub fn holder(port: u16) -> Option<Holder> {
    let all = listening().ok()?;
    all.into_iter()
        .find(|it| it.port == port)
        .map(|it| it.holder)
}
