//! One half of a connection: one TCP stream.

use std::io::{self, Read};
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::BufMut;
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWrite};
use tokio::net::TcpStream;
use tokio::runtime::Handle;

type Dialing = Pin<Box<dyn Future<Output = io::Result<TcpStream>> + Send + Sync>>;

/// One half.
#[derive(Default)]
pub(super) enum Wire {
    #[default]
    Off,
    Dialing(Dialing),
    On(TcpStream),
}

impl Wire {
    pub(super) fn dial(address: IpAddr, port: u16) -> Self {
        Wire::Dialing(Box::pin(connect(address, port)))
    }

    /// Goes on with a connect; ready once, when it has succeeded or failed.
    pub(super) fn poll_dial(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Wire::Dialing(dialing) = self else {
            return Poll::Pending;
        };
        match dialing.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(stream)) => {
                *self = Wire::On(stream);
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => {
                *self = Wire::Off;
                Poll::Ready(Err(error))
            }
        }
    }

    /// Reads once, up to `most` bytes behind what is in `buffer`; `Ok(0)` at the end of the stream.
    pub(super) fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut Vec<u8>,
        most: usize,
    ) -> Poll<io::Result<usize>> {
        let Wire::On(stream) = self else {
            return Poll::Pending;
        };
        buffer.reserve(most);
        loop {
            let mut limited = (&mut *buffer).limit(most);
            match pin!(stream.read_buf(&mut limited)).poll(cx) {
                Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }

    /// Reads once what has arrived, without asking tokio, which may not have been told of it yet, or may
    /// have spent the task's budget. `WouldBlock` if nothing has arrived; `Ok(0)` at the end of the
    /// stream. For the rest of a stream alone: the task is not woken when more comes.
    pub(super) fn read_arrived(&self, buffer: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        let Wire::On(stream) = self else {
            return Err(io::ErrorKind::WouldBlock.into());
        };
        let start = buffer.len();
        buffer.resize(start + most, 0);
        let read = loop {
            match (&*SockRef::from(stream)).read(&mut buffer[start..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        buffer.truncate(start + read.as_ref().map_or(0, |count| *count));
        read
    }

    /// Writes once.
    pub(super) fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let Wire::On(stream) = self else {
            return Poll::Pending;
        };
        loop {
            match Pin::new(&mut *stream).poll_write(cx, bytes) {
                Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                other => return other,
            }
        }
    }

    /// Tells the other side that nothing more comes.
    pub(super) fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            Wire::On(stream) => Pin::new(stream).poll_shutdown(cx),
            _ => Poll::Ready(Ok(())),
        }
    }
}

async fn connect(address: IpAddr, port: u16) -> io::Result<TcpStream> {
    // Outside a runtime tokio would panic below.
    Handle::try_current().map_err(io::Error::other)?;
    let stream = TcpStream::connect((address, port)).await?;
    // A system can connect a free port to itself, if it happens to choose it as the port to call from.
    if stream.local_addr()? == stream.peer_addr()? {
        return Err(io::ErrorKind::ConnectionRefused.into());
    }
    // Without it the system would hold back short lines.
    stream.set_nodelay(true)?;
    Ok(stream)
}
