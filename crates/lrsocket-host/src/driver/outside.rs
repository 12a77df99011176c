//! Outside programs that are there only as a fault: real clients of a port.

use std::net::Ipv4Addr;
use std::rc::Rc;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::Shared;
use crate::outside::{self, Told};
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
    shared.tell(id, outside::stormed(port, clients - refused, refused));
}

/// A second client waits behind the one that is there, until it is turned away.
pub(super) async fn second_client(shared: Rc<Shared>, id: SocketId, port: u16) {
    let Some(mut stream) = connect(port).await else {
        return shared.tell(id, outside::second_is_refused(port));
    };
    shared.tell(id, outside::second_waits(port));
    let mut heard = [0; 1024];
    let how = loop {
        match stream.read(&mut heard).await {
            Ok(0) => break "its connection was closed".to_owned(),
            Ok(_) => {}
            Err(error) => break error.to_string(),
        }
    };
    shared.tell(id, outside::second_leaves(port, &how));
}

async fn connect(port: u16) -> Option<TcpStream> {
    let connecting = TcpStream::connect((Ipv4Addr::LOCALHOST, port));
    timeout(PATIENCE, connecting).await.ok()?.ok()
}

impl Shared {
    /// Tells what a fault did, from a client's task.
    fn tell(&self, id: SocketId, told: Told) {
        outside::tell(&mut self.host.borrow_mut(), id, told);
        self.news.notify_one();
    }
}
