//! Errors of the operating system, as a person reads them.

use std::io;

use lrsocket_host::drive::{Report, TAKEN_PORT, port_in_use};

/// Describes why a port cannot be opened or served; `doing` begins the sentence.
pub(crate) fn report(doing: &str, port: u16, error: &io::Error) -> Report {
    if error.kind() == io::ErrorKind::AddrInUse {
        // The process that has the port, where the system tells.
        let holder = lrsocket::owners::busy_hint(port, error);
        return port_in_use(port, holder.as_deref().unwrap_or(TAKEN_PORT));
    }
    let (rule, hint) = match error.kind() {
        _ if is_out_of_files(error) => (
            "",
            "; each socket and each client needs one: close sockets, or raise the limit (ulimit -n)",
        ),
        // Not a question of rights there: WSAEACCES.
        io::ErrorKind::PermissionDenied if cfg!(windows) => (
            "B1.10",
            "; another program has the port for itself alone, or Windows has reserved it (netsh \
             interface ipv4 show excludedportrange protocol=tcp)",
        ),
        io::ErrorKind::PermissionDenied => (
            "B1.10",
            "; ports below 1024 need rights that a plug-in should not have",
        ),
        _ => ("B1.10", ""),
    };
    let holder = lrsocket::owners::busy_hint(port, error).unwrap_or_default();
    (rule, format!("{doing} port {port}: {error}{holder}{hint}"))
}

/// EMFILE and ENFILE, or WSAEMFILE; std has no name for them.
fn is_out_of_files(error: &io::Error) -> bool {
    let numbers: &[i32] = if cfg!(windows) { &[10024] } else { &[23, 24] };
    error
        .raw_os_error()
        .is_some_and(|number| numbers.contains(&number))
}
