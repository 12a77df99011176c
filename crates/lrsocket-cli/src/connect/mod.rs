//! `lrsocket connect`: the outside program for a person.

mod announced;
mod beside;
mod ended;
mod ends;
mod hint;
mod input;
mod options;
mod pace;
mod prompt;
mod session;
mod show;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lrsocket_host::RealClock;
use tokio::sync::Notify;

use crate::error::Error;
pub(crate) use beside::Beside;
use ended::Ended;
use input::Stdin;
pub(crate) use options::{ConnectOptions, TalkOptions};
pub(crate) use prompt::Prompt;
use session::{Place, Session, Setup};
use show::{Look, Show};

/// Connects, and talks until it is over; returns the exit status.
pub(crate) fn connect(options: &ConnectOptions) -> Result<u8, Error> {
    let stdin = match (options.raw, options.json) {
        (true, _) => Stdin::bytes(),
        (_, true) => Stdin::plain_lines(),
        _ => Stdin::lines(),
    };
    let (prompt, person) = (stdin.prompt.clone(), stdin.person);
    let look = Look {
        raw: options.raw,
        quiet_acks: options.talk.quiet_acks,
        sent: !person,
        beside_run: false,
    };
    let show = if options.json {
        Show::json(options.talk.quiet_acks)
    } else {
        Show::human(&prompt, options.color, look)
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let stop = Arc::new(Notify::new());
    stop_on_signals(&stop)?;
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
    prompt.leave();
    Ok(ended.status())
}

/// The first signal ends it in good order, the second at once.
fn stop_on_signals(stop: &Arc<Notify>) -> Result<(), ctrlc::Error> {
    let stop = Arc::clone(stop);
    let asked = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        stop.notify_one();
    })
}
