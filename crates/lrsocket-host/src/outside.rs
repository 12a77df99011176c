//! What faults do to outside programs, as both drivers tell it.

use crate::host::Host;
use crate::record::Event;
use crate::sockets::SocketId;

/// What a fault did: the rule it tries, and the text.
pub(crate) type Told = (&'static str, String);

pub(crate) fn vanished() -> Told {
    let what = "fault vanish: the outside program is gone without FIN or RST; whatever is sent \
                either way is lost";
    ("B7.3", what.to_owned())
}

pub(crate) fn reset() -> Told {
    ("B3.4", "fault reset: the connection was reset".to_owned())
}

pub(crate) fn stormed(port: u16, came: u32, refused: u32) -> Told {
    let message = format!(
        "fault storm: {came} clients connected to port {port} and left at once, {refused} were \
         refused"
    );
    ("B3.13", message)
}

pub(crate) fn second_waits(port: u16) -> Told {
    let message = format!("fault second_client: it has connected to port {port} and waits");
    ("B1.6", message)
}

pub(crate) fn second_is_refused(port: u16) -> Told {
    let message = format!("fault second_client: it was refused by port {port}");
    ("B1.6", message)
}

pub(crate) fn second_leaves(port: u16, how: &str) -> Told {
    let message = format!("fault second_client: it has to leave port {port}: {how}");
    ("B1.7", message)
}

/// Tells it of this socket.
pub(crate) fn tell(host: &mut Host, id: SocketId, (rule, message): Told) {
    let socket = Some(host.socket_info(id));
    host.record(Event::Diagnostic {
        rule,
        message,
        socket,
        at: None,
    });
}
