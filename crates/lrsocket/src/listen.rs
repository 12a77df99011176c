//! Opening the port (B1.3): loopback only, and so that it is free again the moment it is closed.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::task::{Context, Poll};

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;

/// How many clients the system keeps waiting while one is attached (B1.6).
const BACKLOG: i32 = 128;

/// The open port. Dropping it closes it; clients that wait in the backlog see a reset (B1.7).
#[derive(Debug)]
pub struct Listeners {
    ipv4: TcpListener,
    ipv6: Option<TcpListener>,
    port: u16,
}

impl Listeners {
    /// Opens `port`, where 0 means any. Fails if another has it (B1.10), and outside a tokio runtime.
    pub fn open(port: u16, also_ipv6: bool) -> io::Result<Self> {
        // Outside a runtime tokio would panic below.
        Handle::try_current().map_err(io::Error::other)?;
        let ipv4 = listen((Ipv4Addr::LOCALHOST, port).into())?;
        let port = ipv4.local_addr()?.port();
        let ipv6 = if also_ipv6 {
            listen((Ipv6Addr::LOCALHOST, port).into()).ok()
        } else {
            None
        };
        Ok(Listeners { ipv4, ipv6, port })
    }

    /// The number of the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Takes the next client.
    pub fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<TcpStream>> {
        for listener in [Some(&self.ipv4), self.ipv6.as_ref()].into_iter().flatten() {
            if let Poll::Ready(accepted) = listener.poll_accept(cx) {
                return Poll::Ready(accepted.map(|(stream, _)| stream));
            }
        }
        Poll::Pending
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    set_reuse(&socket)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// B5.6: connections of before, still in `TIME_WAIT`, do not keep the port busy. A port that
/// another socket listens on stays busy all the same (B1.10).
#[cfg(unix)]
fn set_reuse(socket: &Socket) -> io::Result<()> {
    socket.set_reuse_address(true)
}

/// On Windows a port is free at once anyway, and `SO_REUSEADDR` would mean something else: that
/// another program may take it while it is open. `SO_EXCLUSIVEADDRUSE` keeps such programs off
/// (B1.10). No library offers it, so it is set here. Microsoft writes that it keeps a port busy for as
/// long as connections accepted there live; measured on Windows 7 and 10, they do not (B5.6):
/// <https://github.com/python-trio/trio/issues/928>.
#[cfg(windows)]
#[expect(
    unsafe_code,
    clippy::cast_possible_wrap,
    reason = "a call of the operating system, which counts the four bytes of an int as an int"
)]
fn set_reuse(socket: &Socket) -> io::Result<()> {
    use std::os::windows::io::AsRawSocket;
    use windows_sys::Win32::Networking::WinSock;

    let on: i32 = 1;
    // SAFETY: the handle is open as long as `socket` is borrowed, and the value is an int, which
    // outlives the call and whose size is given.
    let failed = unsafe {
        WinSock::setsockopt(
            socket.as_raw_socket() as WinSock::SOCKET,
            WinSock::SOL_SOCKET,
            WinSock::SO_EXCLUSIVEADDRUSE,
            (&raw const on).cast(),
            size_of::<i32>() as i32,
        )
    };
    if failed == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Neither Unix nor Windows: nothing is known of its ports.
#[cfg(not(any(unix, windows)))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the twin of functions that can fail"
)]
fn set_reuse(_socket: &Socket) -> io::Result<()> {
    Ok(())
}
