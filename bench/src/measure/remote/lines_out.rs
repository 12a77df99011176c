//! Lines a second to a plug-in.

use std::io::{BufWriter, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::thread;
use std::time::Instant;

use lrsocket::remote::Ports;

use super::{LINE, block_on, both, connected, join, listen};
use crate::error::Error;
use crate::measure::contenders::{Contender, LRSOCKET};
use crate::measure::measurement::{Bar, Figure, Measurement, Unit};
use crate::options::Options;

/// How many lines are sent between two looks at the network.
const LINES_A_FLUSH: u64 = 1_000;

pub(crate) fn measurement(options: &Options) -> Measurement {
    let lines = LINES_A_FLUSH * if options.quick { 500 } else { 10_000 };
    Measurement {
        title: format!("{lines} lines of 64 bytes to a plug-in, one call each"),
        figures: vec![Figure {
            name: "remote-out",
            unit: Unit::PerSecond,
            bars: vec![Bar::AtLeast(5e6)],
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
        let mut buffer = vec![0; 256 * 1024];
        let (mut got, expected) = (0, amount * LINE as u64);
        while got < expected {
            match client.read(&mut buffer)? {
                0 => return Err(Error::BytesLost { got, expected }),
                count => got += count as u64,
            }
        }
        Ok(Instant::now())
    });
    let (begun, _open) = if contender.name == LRSOCKET {
        (block_on(remote(port, amount))?, None)
    } else {
        let (begun, stream) = plain(port, amount)?;
        (begun, Some(stream))
    };
    let ended = join(plug_in)?;
    Ok(vec![amount as f64 / (ended - begun).as_secs_f64()])
}

async fn remote(port: u16, amount: u64) -> Result<Instant, Error> {
    let mut remote = connected(Ports::Receive(port)).await?;
    let sender = remote.sender();
    let line = [b'x'; LINE - 1];
    let failed = |error: lrsocket::remote::SendError| Error::Remote(error.to_string());
    let begun = Instant::now();
    for _ in 0..amount / LINES_A_FLUSH {
        for _ in 0..LINES_A_FLUSH {
            sender.send(line).map_err(failed)?;
        }
        remote.drive(sender.flush()).await.map_err(failed)?;
    }
    Ok(begun)
}

fn plain(port: u16, amount: u64) -> Result<(Instant, TcpStream), Error> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    let line = [b'x'; LINE - 1];
    let begun = Instant::now();
    let mut writer = BufWriter::with_capacity(64 * 1024, &stream);
    for _ in 0..amount {
        writer.write_all(&line)?;
        writer.write_all(b"\n")?;
    }
    writer.flush()?;
    drop(writer);
    Ok((begun, stream))
}
