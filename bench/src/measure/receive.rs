//! Lines a second from one client into a counting callback, every line acknowledged.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Instant;

use super::contenders::{Contender, Contenders};
use super::measurement::{Bar, Figure, Measurement, Unit};
use crate::error::Error;
use crate::options::Options;
use crate::program::{Mode, Running};

/// Length of a line, its line feed included.
const LINE: usize = 64;
/// Lines in the block that is sent again and again: 1 MiB, written at once.
const LINES_A_BLOCK: usize = 16_384;
const ACKNOWLEDGEMENT: &[u8] = b"ok\n";

/// Lines that differ: every program makes and collects their strings.
pub(super) fn different_lines(contenders: &Contenders, options: &Options) -> Measurement {
    let take = |contender: &Contender| take(contender, &block(LINES_A_BLOCK));
    measurement(contenders, options, "receive", "different", take)
}

/// One line over and over: Lua finds its string instead of making one, so that what the host adds
/// weighs more.
pub(super) fn same_line(contenders: &Contenders, options: &Options) -> Measurement {
    let take = |contender: &Contender| take(contender, &block(1).repeat(LINES_A_BLOCK));
    measurement(contenders, options, "receive-same", "equal", take)
}

fn measurement(
    contenders: &Contenders,
    options: &Options,
    name: &'static str,
    sort: &str,
    take: fn(&Contender) -> Result<Vec<f64>, Error>,
) -> Measurement {
    let lines = if options.quick { 500_000 } else { 5_000_000 };
    let way = |name: &str| [name.to_owned()];
    Measurement {
        title: format!("{lines} {sort} lines of 64 bytes into a counting onMessage, acknowledged"),
        figures: vec![Figure {
            name,
            unit: Unit::PerSecond,
            bars: vec![
                Bar::OfRival("C", 0.5),
                Bar::OfRival("LuaSocket, by line", 1.0),
                Bar::OfRival("LuaSocket, by block", 1.0),
            ],
        }],
        contenders: [
            contenders.lrsocket("receive", lines),
            contenders.c("receiver", &[], lines),
            contenders.luasocket("LuaSocket, by line", "receiver", &way("lines"), lines),
            contenders.luasocket("LuaSocket, by block", "receiver", &way("blocks"), lines),
        ]
        .into_iter()
        .flatten()
        .collect(),
        rounds: options.rounds,
        folder: None,
        take,
    }
}

fn take(contender: &Contender, block: &[u8]) -> Result<Vec<f64>, Error> {
    let mut program = Running::start(&contender.launch)?;
    let mut client = program.connect(Mode::Receive)?;
    let reader = client.try_clone()?;
    let acknowledged = thread::spawn(move || read_to_end(reader));

    let begun = Instant::now();
    let mut left = contender.amount * LINE as u64;
    while left > 0 {
        let part = block.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        client.write_all(&block[..part])?;
        left -= part as u64;
    }
    // The end of the stream asks for the count; nothing in the callback has to look for the end.
    client.shutdown(Shutdown::Write)?;
    let (at, counted) = program.counted()?;

    if counted != contender.amount {
        return Err(Error::LinesLost {
            counted,
            sent: contender.amount,
        });
    }
    if let Ok(bytes) = acknowledged.join() {
        let came = bytes? / ACKNOWLEDGEMENT.len() as u64;
        if came != counted {
            eprintln!("  {}: {came} acknowledgements came", contender.name);
        }
    }
    Ok(vec![counted as f64 / (at - begun).as_secs_f64()])
}

/// Lines as a remote control sends them, no two alike. Their values look random: with values in
/// order Lua's string hash, which skips characters, would find too many of them equal.
fn block(lines: usize) -> Vec<u8> {
    let mut block = Vec::with_capacity(lines * LINE);
    let mut random: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    for _ in 0..lines {
        let (a, b, c) = (next(), next(), next());
        let line = format!("Exposure2012 = {a:016x}{b:016x}{c:016x}\n");
        block.extend_from_slice(line.as_bytes());
    }
    block
}

/// Reads and discards; returns how many bytes came.
fn read_to_end(mut stream: TcpStream) -> io::Result<u64> {
    let mut buffer = vec![0; 256 * 1024];
    let mut total = 0;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(count) => total += count as u64,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::ConnectionReset => return Ok(total),
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{LINE, LINES_A_BLOCK, block};

    #[test]
    fn the_block_is_whole_lines_no_two_alike() {
        let block = block(LINES_A_BLOCK);
        let lines: HashSet<&[u8]> = block.chunks(LINE).collect();
        assert_eq!(lines.len(), LINES_A_BLOCK);
        assert!(
            lines
                .iter()
                .all(|line| line.iter().position(|byte| *byte == b'\n') == Some(63))
        );
    }
}
