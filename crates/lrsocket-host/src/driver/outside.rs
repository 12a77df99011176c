//! Outside programs that are there only as a fault: real clients of a port.

use std::net::Ipv4Addr;
use std::rc::Rc;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::Shared;
use crate::host::Host;
use crate::record::{Event, SocketInfo};
use crate::sockets::SocketId;

/// Between two clients of a storm: enough for a plug-in that listens again at once.
const BREATH: Duration = Duration::from_millis(2);

/// How long a client of a storm waits to get in.
const PATIENCE: Duration = Duration::from_millis(500);

/// So many clients connect and leave at once.
pub(super) async fn storm(shared: Rc<Shared>, id: SocketId, port: u16, clients: u32) {
    let mut refused = 0;
    for _ in 0..clients {
        if connect(port).await.is_none() {
            refused += 1;
        }
        sleep(BREATH).await;
    }
    let came = clients - refused;
    let message = format!(
        "fault storm: {came} clients connected to port {port} and left at once, {refused} were \
         refused"
    );
    shared.tell(id, "B3.13", message);
}

/// A second client waits behind the one that is there, until it is turned away.
pub(super) async fn second_client(shared: Rc<Shared>, id: SocketId, port: u16) {
    let Some(mut stream) = connect(port).await else {
        let message = format!("fault second_client: it was refused by port {port}");
        return shared.tell(id, "B1.6", message);
    };
    let message = format!("fault second_client: it has connected to port {port} and waits");
    shared.tell(id, "B1.6", message);
    let mut heard = [0; 1024];
    let how = loop {
        match stream.read(&mut heard).await {
            Ok(0) => break "its connection was closed".to_owned(),
            Ok(_) => {}
            Err(error) => break error.to_string(),
        }
    };
    let message = format!("fault second_client: it has to leave port {port}: {how}");
    shared.tell(id, "B1.7", message);
}

async fn connect(port: u16) -> Option<TcpStream> {
    let connecting = TcpStream::connect((Ipv4Addr::LOCALHOST, port));
    timeout(PATIENCE, connecting).await.ok()?.ok()
}

/// Tells what a fault did.
pub(super) fn tell(host: &mut Host, socket: SocketInfo, rule: &'static str, message: String) {
    host.record(Event::Diagnostic {
        rule,
        message,
        socket: Some(socket),
        at: None,
    });
}

impl Shared {
    /// The same, from a client's task.
    fn tell(&self, id: SocketId, rule: &'static str, message: String) {
        let mut host = self.host.borrow_mut();
        let socket = host.socket_info(id);
        tell(&mut host, socket, rule, message);
        self.news.notify_one();
    }
}
