//! Messages a second from a Lua loop of `send` into one client that reads.

use std::io::Read;
use std::time::Instant;

use super::contenders::{Contender, Contenders};
use super::measurement::{Bar, Figure, Measurement, Unit};
use crate::error::Error;
use crate::options::Options;
use crate::program::{Mode, Running};

const MESSAGE: u64 = 64;

pub(super) fn measurement(contenders: &Contenders, options: &Options) -> Measurement {
    // No more than plugins/send.lua sends.
    let messages: u64 = if options.quick { 400_000 } else { 4_000_000 };
    // One system call each is slow; a tenth of the messages shows it as well.
    let few = messages / 10;
    let args = |messages: u64, batch: u64| [messages.to_string(), batch.to_string()];
    Measurement {
        title: format!("{messages} messages of 64 bytes from a Lua loop into a reading client"),
        figures: vec![Figure {
            name: "send",
            unit: Unit::PerSecond,
            bars: vec![Bar::AtLeast(5e6)],
        }],
        contenders: [
            contenders.lrsocket("send", messages),
            contenders.c("sender", &args(messages, 1)[..1], messages),
            contenders.luasocket("LuaSocket, each", "sender", &args(few, 1), few),
            contenders.luasocket(
                "LuaSocket, joined",
                "sender",
                &args(messages, 1000),
                messages,
            ),
        ]
        .into_iter()
        .flatten()
        .collect(),
        rounds: options.rounds,
        folder: None,
        take,
    }
}

fn take(contender: &Contender) -> Result<Vec<f64>, Error> {
    let mut program = Running::start(&contender.launch)?;
    let mut client = program.connect(Mode::Send)?;
    let begun = Instant::now();

    let expected = contender.amount * MESSAGE;
    let mut buffer = vec![0; 256 * 1024];
    let mut got = 0;
    while got < expected {
        match client.read(&mut buffer)? {
            0 => return Err(Error::BytesLost { got, expected }),
            count => got += count as u64,
        }
    }
    Ok(vec![
        contender.amount as f64 / begun.elapsed().as_secs_f64(),
    ])
}
