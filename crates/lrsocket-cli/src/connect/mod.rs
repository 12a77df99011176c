//! `lrsocket connect`: the outside program for a person.

mod announced;
mod beside;
mod ended;
mod ends;
mod hint;
mod input;
mod options;
mod pace;
mod session;
mod show;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lrsocket_host::RealClock;
use tokio::sync::Notify;

use crate::error::Error;
use crate::output::{Hurry, Overflow, Prompt, Setup as OutputSetup, Streams, TEXT};
pub(crate) use beside::Beside;
use ended::Ended;
use input::Stdin;
pub(crate) use options::{ConnectOptions, TalkOptions};
use session::{Place, Session, Setup};
use show::{Look, Show};

/// Connects, and talks until it is over; returns the exit status.
pub(crate) fn connect(options: &ConnectOptions) -> Result<u8, Error> {
    let mut stdin = match (options.raw, options.json) {
        (true, _) => Stdin::bytes(),
        (_, true) => Stdin::plain_lines(),
        _ => Stdin::lines(),
    };
    let person = stdin.person;
    let hurry = Hurry::default();
    let streams = Streams::open(output(options, stdin.prompt.take()), &hurry)?;
    let look = Look {
        raw: options.raw,
        quiet_acks: options.talk.quiet_acks,
        sent: !person,
        beside_run: false,
    };
    let show = if options.json {
        Show::json(&streams, options.talk.quiet_acks)
    } else {
        Show::human(&streams, look)
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let stop = Arc::new(Notify::new());
    stop_on_signals(&stop, &hurry)?;
    let ended = runtime.block_on(async {
        let setup = Setup {
            place: Place::Known(options.source()),
            talk: options.talk.clone(),
            input: stdin.start(),
            person,
            raw: options.raw,
            show,
            clock: RealClock::start(),
            stop,
            stopped: if person {
                Ended::Left
            } else {
                Ended::Interrupted
            },
        };
        Box::pin(Session::new(setup).run()).await
    });
    streams.leave_prompt();
    let unwritten = streams.finish().is_some();
    Ok(match ended.status() {
        0 if unwritten => UNWRITTEN,
        status => status,
    })
}

/// The exit status if stdout could not be written.
const UNWRITTEN: u8 = 2;

/// How the streams are opened. What a program reads is data: where its reader falls behind, the
/// session stops reading from the plug-in instead of dropping lines.
fn output(options: &ConnectOptions, prompt: Option<Prompt>) -> OutputSetup {
    let for_program = options.json || options.raw;
    OutputSetup {
        color: options.color,
        prompt,
        out: TEXT,
        err: TEXT,
        plain: for_program,
        overflow: if for_program {
            Overflow::Keep
        } else {
            Overflow::Drop
        },
    }
}

/// The first signal ends it in good order, the second at once.
fn stop_on_signals(stop: &Arc<Notify>, hurry: &Hurry) -> Result<(), ctrlc::Error> {
    let (stop, hurry) = (Arc::clone(stop), hurry.clone());
    let asked = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        hurry.begin();
        stop.notify_one();
    })
}
