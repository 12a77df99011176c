//! A line to a plug-in, its answer back.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use lrsocket::remote::Ports;

use super::{LINE, block_on, both, connected, join, listen};
use crate::error::Error;
use crate::measure::contenders::{Contender, LRSOCKET};
use crate::measure::measurement::{Bar, Figure, Measurement, Unit};
use crate::options::Options;
use crate::stats::percentile;

use super::PLAIN;

const WARM_UP: u64 = 500;

pub(crate) fn measurement(options: &Options) -> Measurement {
    let trips = if options.quick { 1_000 } else { 20_000 };
    let figure = |name, bars| Figure {
        name,
        unit: Unit::Microseconds,
        bars,
    };
    Measurement {
        title: format!("a line out, its answer in, {trips} times"),
        figures: vec![
            figure(
                "remote-round-trip, half of them within",
                vec![Bar::TimesRival(PLAIN, 1.1)],
            ),
            figure("remote-round-trip, 99% within", Vec::new()),
        ],
        contenders: both(trips),
        folder: None,
        rounds: options.rounds,
        take,
    }
}

fn take(contender: &Contender) -> Result<Vec<f64>, Error> {
    let ((receive, receive_port), (send, send_port)) = (listen()?, listen()?);
    let plug_in = thread::spawn(move || echo(&receive, &send));
    let microseconds = if contender.name == LRSOCKET {
        let ports = Ports::Both {
            receive: receive_port,
            send: send_port,
        };
        block_on(remote(ports, contender.amount))?
    } else {
        plain(receive_port, send_port, contender.amount)?
    };
    join(plug_in)?;
    Ok([50, 99]
        .into_iter()
        .filter_map(|percent| percentile(&microseconds, percent))
        .collect())
}

/// The plug-in: an acknowledgement on the one port, the line on the other.
fn echo(receive: &TcpListener, send: &TcpListener) -> Result<(), Error> {
    let (mut lines, _) = receive.accept()?;
    let (mut answers, _) = send.accept()?;
    lines.set_nodelay(true)?;
    answers.set_nodelay(true)?;
    let mut line = [0; LINE];
    // The end of the stream is the end of the round.
    while lines.read_exact(&mut line).is_ok() {
        lines.write_all(b"ok\n")?;
        answers.write_all(&line)?;
    }
    Ok(())
}

async fn remote(ports: Ports, trips: u64) -> Result<Vec<f64>, Error> {
    let mut remote = connected(ports).await?;
    let line = [b'x'; LINE - 1];
    let within = Duration::from_secs(10);
    let mut microseconds = Vec::new();
    for trip in 0..WARM_UP + trips {
        let begun = Instant::now();
        let answer = remote
            .request(line, |answer| Some(answer.len()), within)
            .await
            .map_err(|error| Error::Remote(error.to_string()))?;
        let taken = begun.elapsed();
        if answer != LINE - 1 {
            return Err(Error::Remote(format!("an answer of {answer} bytes")));
        }
        if trip >= WARM_UP {
            microseconds.push(taken.as_secs_f64() * 1e6);
        }
    }
    Ok(microseconds)
}

/// Reads the acknowledgement, too, outside of the time that counts.
fn plain(receive: u16, send: u16, trips: u64) -> Result<Vec<f64>, Error> {
    let mut lines = TcpStream::connect((Ipv4Addr::LOCALHOST, receive))?;
    let mut answers = TcpStream::connect((Ipv4Addr::LOCALHOST, send))?;
    lines.set_nodelay(true)?;
    let line = format!("{:063}\n", 0);
    let mut answer = [0; LINE];
    let mut acknowledgement = [0; 3];
    let mut microseconds = Vec::new();
    for trip in 0..WARM_UP + trips {
        let begun = Instant::now();
        lines.write_all(line.as_bytes())?;
        answers.read_exact(&mut answer)?;
        let taken = begun.elapsed();
        lines.read_exact(&mut acknowledgement)?;
        if trip >= WARM_UP {
            microseconds.push(taken.as_secs_f64() * 1e6);
        }
    }
    Ok(microseconds)
}
