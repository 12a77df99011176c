//! Accepts outside programs and connects each to the plug-in.

use std::future::poll_fn;
use std::io;
use std::net::Ipv4Addr;
use std::rc::Rc;
use std::time::Duration;

use lrsocket::Listeners;
use socket2::SockRef;
use tokio::net::TcpStream;
use tokio::task::spawn_local;

use super::Shared;
use super::connection::Connection;
use crate::record::ProxyEvent;
use crate::route::Route;

/// How long accepting rests after an error. One such as "too many open files" lasts.
const REST: Duration = Duration::from_millis(100);

/// After so long without an answer of the plug-in's system, that is said.
const SLOW: Duration = Duration::from_secs(5);

/// Accepts for ever.
pub(super) async fn accept(shared: Rc<Shared>, route: Rc<Route>, listeners: Listeners) {
    let mut number = 0;
    let mut reported = false;
    loop {
        match poll_fn(|cx| listeners.poll_accept(cx)).await {
            Ok(remote) => {
                reported = false;
                number += 1;
                spawn_local(serve(Rc::clone(&shared), Rc::clone(&route), number, remote));
            }
            // It gave up while it waited.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                if !std::mem::replace(&mut reported, true) {
                    let message = format!(
                        "cannot accept on port {}: {error}; each connection needs two files: end \
                         some, or raise the limit (ulimit -n)",
                        route.listen
                    );
                    shared.warn(&route, 0, "", &message);
                }
                tokio::time::sleep(REST).await;
            }
        }
    }
}

async fn serve(shared: Rc<Shared>, route: Rc<Route>, number: u32, remote: TcpStream) {
    match connect(&shared, &route, number).await {
        Ok(plugin) => {
            // Without it the system would hold back short messages. One that is gone already makes
            // it fail; reading finds out.
            let _ = remote.set_nodelay(true);
            let _ = plugin.set_nodelay(true);
            shared.with_totals(&route, |totals| totals.connections += 1);
            shared.report(Some(&route), number, ProxyEvent::Connected);
            Connection::serve(&shared, route, number, remote, plugin).await;
        }
        Err(error) => {
            shared.with_totals(&route, |totals| totals.refused += 1);
            // As near as a port that is open can come to refusing.
            let _ = SockRef::from(&remote).set_linger(Some(Duration::ZERO));
            drop(remote);
            let message = refusal(&route, &error);
            shared.warn(&route, number, "", &message);
        }
    }
}

async fn connect(shared: &Shared, route: &Route, number: u32) -> io::Result<TcpStream> {
    let mut connecting = Box::pin(TcpStream::connect((Ipv4Addr::LOCALHOST, route.plugin)));
    tokio::select! {
        connected = &mut connecting => return connected,
        () = tokio::time::sleep(SLOW) => {}
    }
    let message = format!(
        "the plug-in's port {} has not answered for {} s: it listens but never accepts (LrSocket \
         serves one client at a time); still trying",
        route.plugin,
        SLOW.as_secs()
    );
    shared.warn(route, number, "B1.6", &message);
    connecting.await
}

fn refusal(route: &Route, error: &io::Error) -> String {
    let port = route.plugin;
    if error.kind() == io::ErrorKind::ConnectionRefused {
        format!(
            "nobody listens on the plug-in's port {port}: is the plug-in running, and has it not \
             timed out (B4.1)? The outside program's connection was reset"
        )
    } else {
        format!("cannot connect to the plug-in's port {port}: {error}")
    }
}
