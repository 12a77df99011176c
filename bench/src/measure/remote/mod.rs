//! `lrsocket::Remote` beside a plain blocking socket. Both run in this program, on a thread of their
//! own; the plug-in is another thread, which does as little as it can.

mod lines_in;
mod lines_out;
mod round_trip;

pub(super) use self::lines_in::measurement as lines_in;
pub(super) use self::lines_out::measurement as lines_out;
pub(super) use self::round_trip::measurement as round_trip;

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::thread::JoinHandle;

use lrsocket::Remote;
use lrsocket::remote::{Options, Ports, RemoteEvent};

use super::contenders::{Contender, LRSOCKET};
use crate::error::Error;
use crate::program::Launch;

/// Length of a line, its line feed included.
const LINE: usize = 64;

const PLAIN: &str = "plain socket";

/// The two that take part. Nothing is started for them.
fn both(amount: u64) -> Vec<Contender> {
    [LRSOCKET, PLAIN]
        .map(|name| Contender {
            name,
            launch: Launch {
                program: PathBuf::new(),
                args: Vec::new(),
            },
            amount,
        })
        .into()
}

fn listen() -> Result<(TcpListener, u16), Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

/// Runs a future as a companion would: on one thread.
fn block_on<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(future)
}

async fn connected(ports: Ports) -> Result<Remote, Error> {
    let mut remote = Remote::connect(Options::new(ports));
    loop {
        match remote.next().await {
            Some(RemoteEvent::Connected) => return Ok(remote),
            Some(RemoteEvent::Lost { why, .. }) => return Err(Error::Remote(why.to_string())),
            Some(_) => {}
            None => return Err(Error::Remote("it has given up".to_owned())),
        }
    }
}

fn join<T>(thread: JoinHandle<Result<T, Error>>) -> Result<T, Error> {
    thread
        .join()
        .unwrap_or_else(|_| Err(Error::Remote("the plug-in's thread panicked".to_owned())))
}
