//! `lrsocket proxy` beside socat: how many bytes a second pass, how much later they arrive, and how
//! much memory 500 connections take. The harness is the companion and the plug-in.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use super::contenders::{Contender, Contenders};
use super::measurement::{Bar, Figure, Measurement, Unit};
use crate::error::Error;
use crate::options::Options;
use crate::program::{Launch, Running};
use crate::stats::percentile;

/// Where the plug-in's port and the port to listen on stand in the arguments.
const PLUGIN: &str = "{PLUGIN}";
const LISTEN: &str = "{LISTEN}";

const SOCAT: &str = "socat";
const CONNECTIONS: u64 = 500;
const WARM_UP: u64 = 500;

/// Bytes a second, from the companion to the plug-in, in lines of 64 bytes.
pub(super) fn throughput(contenders: &Contenders, options: &Options) -> Measurement {
    let bytes: u64 = if options.quick { 1 << 29 } else { 1 << 32 };
    let few = bytes / 8;
    Measurement {
        title: format!(
            "{} MB through a proxy, lines of 64 bytes",
            bytes / 1_000_000
        ),
        figures: vec![Figure {
            name: "proxy",
            unit: Unit::BytesPerSecond,
            bars: vec![Bar::AtLeast(2e9), Bar::OfRival(SOCAT, 0.5)],
        }],
        contenders: [
            // What it does unless asked otherwise: it shows what passes.
            contenders.proxy(super::LRSOCKET, &[], bytes),
            contenders.proxy("lrsocket -q", &["-q"], bytes),
            contenders.proxy("lrsocket --trace", &["--trace", NOWHERE], few),
            socat(bytes),
        ]
        .into_iter()
        .flatten()
        .collect(),
        rounds: options.rounds,
        folder: None,
        take: take_throughput,
    }
}

/// How much later an answer comes.
pub(super) fn latency(contenders: &Contenders, options: &Options) -> Measurement {
    let trips = if options.quick { 1_000 } else { 10_000 };
    let figure = |name, bars| Figure {
        name,
        unit: Unit::Microseconds,
        bars,
    };
    Measurement {
        title: format!("64 bytes there and back through a proxy, {trips} times, less without"),
        figures: vec![
            figure(
                "added to each way, half of them within",
                vec![Bar::AtMost(40.0)],
            ),
            figure("added to each way, 99% within", Vec::new()),
        ],
        contenders: [contenders.proxy(super::LRSOCKET, &[], trips), socat(trips)]
            .into_iter()
            .flatten()
            .collect(),
        rounds: options.rounds,
        folder: None,
        take: take_latency,
    }
}

/// What many connections take.
pub(super) fn memory(contenders: &Contenders, options: &Options) -> Measurement {
    Measurement {
        title: format!("{CONNECTIONS} connections at once, each with a flood that nobody reads"),
        figures: vec![Figure {
            name: "memory of the proxy",
            unit: Unit::Megabytes,
            bars: vec![Bar::AtMost(50e6)],
        }],
        // socat has a process for each.
        contenders: contenders
            .proxy(super::LRSOCKET, &[], CONNECTIONS)
            .into_iter()
            .collect(),
        rounds: options.rounds.min(3),
        folder: None,
        take: take_memory,
    }
}

const NOWHERE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// The buffer is what suits it best; it reads 8 KiB otherwise.
fn socat(amount: u64) -> Option<Contender> {
    let listen = format!("TCP4-LISTEN:{LISTEN},bind=127.0.0.1,reuseaddr,fork,nodelay");
    let connect = format!("TCP4:127.0.0.1:{PLUGIN},nodelay");
    let args = ["-b", "65536", &listen, &connect];
    Contenders::tool(SOCAT, "socat", &args, amount)
}

/// A proxy that runs, and the plug-in's port behind it.
struct Through {
    program: Running,
    plugin: TcpListener,
    listen: u16,
}

impl Through {
    fn start(contender: &Contender) -> Result<Self, Error> {
        let plugin = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let target = plugin.local_addr()?.port().to_string();
        // Free a moment ago, and nobody else opens ports here.
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let port = free.port().to_string();
        let args = &contender.launch.args;
        let fill = |arg: &OsString| {
            let text = arg.to_string_lossy();
            text.replace(PLUGIN, &target).replace(LISTEN, &port).into()
        };
        let launch = Launch {
            program: contender.launch.program.clone(),
            args: args.iter().map(fill).collect(),
        };
        Ok(Self {
            program: Running::start(&launch)?,
            plugin,
            listen: free.port(),
        })
    }

    /// Both ends of a connection through it.
    fn connect(&self) -> Result<(TcpStream, TcpStream), Error> {
        let companion = connect_patiently(self.listen)?;
        let (plugin, _) = self.plugin.accept()?;
        for stream in [&companion, &plugin] {
            prepare(stream)?;
        }
        Ok((companion, plugin))
    }
}

fn prepare(stream: &TcpStream) -> Result<(), Error> {
    let patience = Some(Duration::from_secs(60));
    stream.set_nodelay(true)?;
    stream.set_read_timeout(patience)?;
    stream.set_write_timeout(patience)?;
    Ok(())
}

/// One that listens soon.
fn connect_patiently(port: u16) -> Result<TcpStream, Error> {
    let begun = Instant::now();
    loop {
        match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
            Ok(stream) => return Ok(stream),
            Err(error) if begun.elapsed() > Duration::from_secs(10) => return Err(error.into()),
            Err(_) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn take_throughput(contender: &Contender) -> Result<Vec<f64>, Error> {
    let through = Through::start(contender)?;
    let (mut companion, mut plugin) = through.connect()?;
    let line = format!("{:063}\n", 7).into_bytes();
    let chunk = line.repeat(4096);
    let expected = contender.amount;
    let begun = Instant::now();
    let writer = thread::spawn(move || {
        let mut left = expected;
        while left > 0 {
            let part = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
            companion.write_all(&chunk[..part])?;
            left -= part as u64;
        }
        Ok::<_, std::io::Error>(companion)
    });
    let mut buffer = vec![0; 256 * 1024];
    let mut got = 0;
    while got < expected {
        match plugin.read(&mut buffer)? {
            0 => return Err(Error::BytesLost { got, expected }),
            count => got += count as u64,
        }
    }
    let taken = begun.elapsed().as_secs_f64();
    // It has written all that was read.
    drop(writer.join());
    Ok(vec![expected as f64 / taken])
}

fn take_latency(contender: &Contender) -> Result<Vec<f64>, Error> {
    let through = Through::start(contender)?;
    let (companion, plugin) = through.connect()?;
    let proxied = round_trips(companion, plugin, contender.amount)?;
    let direct = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let near = TcpStream::connect(direct.local_addr()?)?;
    let (far, _) = direct.accept()?;
    for stream in [&near, &far] {
        prepare(stream)?;
    }
    let direct = round_trips(near, far, contender.amount)?;
    let added = |percent| {
        let (with, without) = (
            percentile(&proxied, percent)?,
            percentile(&direct, percent)?,
        );
        // There and back are two ways.
        Some((with - without) / 2.0)
    };
    Ok([50, 99].into_iter().filter_map(added).collect())
}

/// What each took, in microseconds.
fn round_trips(mut near: TcpStream, mut far: TcpStream, trips: u64) -> Result<Vec<f64>, Error> {
    let echo = thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = far.read(&mut buffer) {
            if far.write_all(&buffer[..count]).is_err() {
                return;
            }
        }
    });
    let line = format!("{:063}\n", 0).into_bytes();
    let mut answer = vec![0; line.len()];
    let mut taken = Vec::new();
    for trip in 0..WARM_UP + trips {
        let begun = Instant::now();
        near.write_all(&line)?;
        near.read_exact(&mut answer)?;
        if trip >= WARM_UP {
            taken.push(begun.elapsed().as_secs_f64() * 1e6);
        }
    }
    drop(near);
    // It ended with the stream.
    let _ = echo.join();
    Ok(taken)
}

fn take_memory(contender: &Contender) -> Result<Vec<f64>, Error> {
    let through = Through::start(contender)?;
    let chunk = vec![b'x'; 1 << 20];
    let mut open = Vec::new();
    for _ in 0..contender.amount {
        let (mut companion, plugin) = through.connect()?;
        // As much as the system's buffers take, and the proxy's.
        companion.set_nonblocking(true)?;
        let _ = companion.write(&chunk);
        open.push((companion, plugin));
    }
    // Until nothing more is taken of anybody.
    for _ in 0..20 {
        thread::sleep(Duration::from_millis(50));
        for (companion, _) in &mut open {
            let _ = companion.write(&chunk);
        }
    }
    Ok(through.program.peak_memory().into_iter().collect())
}
