//! Lines a second from a plug-in.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::thread;
use std::time::Instant;

use lrsocket::remote::{Ports, RemoteEvent};

use super::{LINE, block_on, both, connected, join, listen};
use crate::error::Error;
use crate::measure::contenders::{Contender, LRSOCKET};
use crate::measure::measurement::{Bar, Figure, Measurement, Unit};
use crate::options::Options;

/// Lines in the block that is sent again and again: 1 MiB.
const LINES_A_BLOCK: u64 = 16_384;

pub(crate) fn measurement(options: &Options) -> Measurement {
    let lines = LINES_A_BLOCK * if options.quick { 60 } else { 1_200 };
    Measurement {
        title: format!("{lines} lines of 64 bytes from a plug-in, each handed out"),
        figures: vec![Figure {
            name: "remote-in",
            unit: Unit::PerSecond,
            bars: vec![Bar::AtLeast(10e6)],
        }],
        contenders: both(lines),
        folder: None,
        rounds: options.rounds,
        take,
    }
}

fn take(contender: &Contender) -> Result<Vec<f64>, Error> {
    let (listener, port) = listen()?;
    let amount = contender.amount;
    let plug_in = thread::spawn(move || {
        let (mut client, _) = listener.accept()?;
        let block = format!("{:063}\n", 0).repeat(LINES_A_BLOCK as usize);
        for _ in 0..amount / LINES_A_BLOCK {
            client.write_all(block.as_bytes())?;
        }
        Ok(())
    });
    let seconds = if contender.name == LRSOCKET {
        block_on(remote(port, amount))?
    } else {
        plain(port, amount)?
    };
    join(plug_in)?;
    Ok(vec![amount as f64 / seconds])
}

async fn remote(port: u16, amount: u64) -> Result<f64, Error> {
    let mut remote = connected(Ports::Send(port)).await?;
    let begun = Instant::now();
    let (mut counted, mut bytes) = (0, 0);
    while counted < amount {
        match remote.next().await {
            Some(RemoteEvent::Line(line)) => {
                counted += 1;
                bytes += line.len() + 1;
            }
            Some(RemoteEvent::Lost { .. }) | None => break,
            Some(_) => {}
        }
    }
    check(counted, bytes, amount)?;
    Ok(begun.elapsed().as_secs_f64())
}

fn plain(port: u16, amount: u64) -> Result<f64, Error> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    let begun = Instant::now();
    let (mut counted, mut bytes) = (0, 0);
    let mut buffer = vec![0; 256 * 1024];
    let mut rest = 0;
    while counted < amount {
        let read = stream.read(&mut buffer[rest..])?;
        if read == 0 {
            break;
        }
        let end = rest + read;
        let mut start = 0;
        while let Some(at) = memchr::memchr(b'\n', &buffer[start..end]) {
            counted += 1;
            bytes += at + 1;
            start += at + 1;
        }
        buffer.copy_within(start..end, 0);
        rest = end - start;
    }
    check(counted, bytes, amount)?;
    Ok(begun.elapsed().as_secs_f64())
}

fn check(counted: u64, bytes: usize, sent: u64) -> Result<(), Error> {
    if counted != sent {
        return Err(Error::LinesLost { counted, sent });
    }
    let (got, expected) = (bytes as u64, sent * LINE as u64);
    if got != expected {
        return Err(Error::BytesLost { got, expected });
    }
    Ok(())
}
