//! An outside program.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use super::PATIENCE;

/// Long enough for what comes over loopback to have come.
const MOMENT: Duration = Duration::from_millis(100);

/// A client of one port.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    pub(crate) fn connect(port: u16) -> Self {
        Client::of(TcpStream::connect(("127.0.0.1", port)).unwrap())
    }

    fn of(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Client {
            stream: BufReader::new(stream),
        }
    }

    /// The same once somebody listens again.
    pub(crate) fn connect_again(port: u16) -> Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
                return Client::of(stream);
            }
            assert!(Instant::now() < deadline, "nobody listens on {port}");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// One whose system takes as little as possible of what it does not read.
    pub(crate) fn with_small_buffer(port: u16) -> Self {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None);
        let socket = socket.unwrap();
        socket.set_recv_buffer_size(2048).unwrap();
        let address: SocketAddr = ([127, 0, 0, 1], port).into();
        socket.connect(&address.into()).unwrap();
        Client::of(socket.into())
    }

    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.get_mut().write_all(bytes.as_ref()).unwrap();
    }

    /// Like `send`, but the plug-in may have dropped the connection.
    pub(crate) fn try_send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.stream.get_mut().write_all(bytes)
    }

    /// The next line, without its newline.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        assert!(line.ends_with('\n'), "the connection ended after {line:?}");
        line.trim_end_matches('\n').to_owned()
    }

    /// The next bytes, as many as these.
    pub(crate) fn exact(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.stream.read_exact(&mut bytes).unwrap();
        bytes
    }

    /// Sends a line and waits until it is acknowledged; whether that worked.
    pub(crate) fn try_ping(&mut self) -> bool {
        let mut ok = String::new();
        self.try_send(b"ping\n").is_ok() && self.stream.read_line(&mut ok).is_ok() && ok == "ok\n"
    }

    /// Whether this many bytes come before the connection ends.
    pub(crate) fn exact_or_end(&mut self, count: usize) -> bool {
        self.stream.read_exact(&mut vec![0; count]).is_ok()
    }

    /// All that comes until the plug-in closes.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.stream.read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// Until the plug-in closes or resets.
    pub(crate) fn wait_for_end(&mut self) {
        let _ = self.stream.read_to_end(&mut Vec::new());
    }

    /// Until the plug-in, or a fault, resets the connection.
    pub(crate) fn wait_for_reset(&mut self) {
        let end = self.stream.read_to_end(&mut Vec::new());
        let end = end.map_err(|error| error.kind());
        assert_eq!(end, Err(std::io::ErrorKind::ConnectionReset));
    }

    /// Whether nothing comes for a moment, neither bytes nor an end.
    pub(crate) fn is_silent(&mut self) -> bool {
        let stream = self.stream.get_ref();
        stream.set_read_timeout(Some(MOMENT)).unwrap();
        let came = stream.peek(&mut [0]);
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        self.stream.buffer().is_empty() && came.is_err_and(|error| is_timeout(&error))
    }

    /// No more will be written, but still read.
    pub(crate) fn finish_writing(&self) {
        self.stream.get_ref().shutdown(Shutdown::Write).unwrap();
    }

    /// Ends the connection by a reset.
    pub(crate) fn reset(self) {
        let stream = self.stream.into_inner();
        let socket = socket2::SockRef::from(&stream);
        socket.set_linger(Some(Duration::ZERO)).unwrap();
    }
}

fn is_timeout(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{TimedOut, WouldBlock};
    [TimedOut, WouldBlock].contains(&error.kind())
}
