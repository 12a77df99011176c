//! How faults that happen to connections are reported.

use super::network::Report;
use crate::host::Host;
use lrsocket_sdk::record::Event;
use lrsocket_vm::SocketId;

/// Who has a port that cannot be opened: another socket of the same Lightroom.
pub const OWN_PORT: &str =
    "; this program itself has it already: another of its sockets listens there";

/// Who has a port that cannot be opened, if nobody knows.
pub const TAKEN_PORT: &str = "; another program has it: end that program, or choose another port";

/// A port cannot be opened, because somebody has it (B1.10).
pub fn port_in_use(port: u16, holder: &str) -> Report {
    let message = format!("cannot listen on port {port}: it is in use{holder}");
    ("B1.10", message)
}

pub(super) fn vanished() -> Report {
    let what = "fault vanish: the outside program is gone without FIN or RST; whatever is sent \
                 either way is lost";
    ("B7.3", what.to_owned())
}

pub(super) fn reset() -> Report {
    ("B3.4", "fault reset: the connection was reset".to_owned())
}

pub(super) fn stormed(port: u16, came: u32, refused: u32) -> Report {
    let message = format!(
        "fault storm: {came} clients connected to port {port} and left at once, {refused} were \
         refused"
    );
    ("B3.13", message)
}

pub(super) fn second_waits(port: u16) -> Report {
    let message = format!("fault second_client: it has connected to port {port} and waits");
    ("B1.6", message)
}

pub(super) fn second_is_refused(port: u16) -> Report {
    let message = format!("fault second_client: it was refused by port {port}");
    ("B1.6", message)
}

pub(super) fn second_leaves(port: u16, how: &str) -> Report {
    let message = format!("fault second_client: it has to leave port {port}: {how}");
    ("B1.7", message)
}

/// Records a report about a socket.
pub(super) fn record(host: &mut Host, id: SocketId, (rule, message): Report) {
    let socket = host.socket_info(id);
    host.record(Event::Diagnostic {
        rule,
        message,
        socket,
        at: None,
        fails: false,
    });
}
