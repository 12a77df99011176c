//! `lrsocket proxy`.

mod columns;
mod options;
mod show;

use std::cell::RefCell;
use std::convert::Infallible;
use std::hash::{BuildHasher, RandomState};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use lrsocket_proxy::{Command, Observer, OpenError, Proxy, Route};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::error::Error;
use crate::output::{Hurry, Streams};
pub(crate) use options::ProxyOptions;
use show::Show;

/// Runs the proxy until it is ended; returns the exit status.
pub(crate) fn proxy(options: &ProxyOptions) -> Result<u8, Error> {
    let (routes, assumed) =
        Route::all(&options.ports).map_err(|error| Error::Use(error.to_string()))?;
    let faults = options.faults();
    let seed = options.seed.unwrap_or_else(some_seed);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;

    let hurry = Hurry::default();
    let show = Rc::new(RefCell::new(Show::new(options, &hurry)?));
    let opened = {
        let _inside = runtime.enter();
        Proxy::open(routes.clone(), faults.clone(), seed).map_err(|error| explain(&error))
    };
    let proxy = match opened {
        Ok(proxy) => proxy,
        Err(error) => {
            show.borrow_mut().gave_up(&error);
            return Err(error);
        }
    };

    if assumed {
        show.borrow().note(&assumption(&routes));
    }
    if options.resets_nothing() {
        show.borrow()
            .streams()
            .warn("--reset alone makes --fin end connections with a RST, and there is no --fin; write --reset=send@3msgs");
    }
    if !faults.is_empty() {
        let list: Vec<String> = faults.iter().map(ToString::to_string).collect();
        show.borrow()
            .note(&format!("faults: {} (--seed {seed})", list.join(", ")));
    }

    let (commands, inbox) = unbounded_channel();
    end_on_signals(&commands, &hurry)?;
    read_commands(&commands, show.borrow().streams());
    if let Some(run_for) = options.run_for {
        end_after(run_for, &commands, &hurry);
    }
    let observer: Rc<RefCell<dyn Observer>> = show.clone();
    let (_, totals) = runtime.block_on(async {
        tokio::select! {
            totals = proxy.run(observer, inbox) => totals,
            never = say_what_is_left_out(&show) => match never {},
        }
    });
    let status = show.borrow_mut().summary(&totals);
    Ok(status)
}

/// How often the screen says how many messages were too many for it.
const PAUSE: Duration = Duration::from_millis(500);

async fn say_what_is_left_out(show: &RefCell<Show>) -> Infallible {
    loop {
        tokio::time::sleep(PAUSE).await;
        show.borrow_mut().say_left_out();
    }
}

/// Says who has a port that is busy.
fn explain(error: &OpenError) -> Error {
    let hint = match error {
        OpenError::Listen { port, error } => lrsocket::owners::busy_hint(*port, error),
        OpenError::NothingToDo(..) => None,
    };
    Error::Use(format!("{error}{}", hint.unwrap_or_default()))
}

fn assumption(routes: &[Route]) -> String {
    let list: Vec<String> = routes
        .iter()
        .map(|it| format!("{}={}:{}", it.mode, it.listen, it.plugin))
        .collect();
    format!(
        "no directions were given; this is assumed: {}",
        list.join(" ")
    )
}

/// The first signal ends the proxy, the second at once.
fn end_on_signals(commands: &UnboundedSender<Command>, hurry: &Hurry) -> Result<(), ctrlc::Error> {
    let (commands, hurry) = (commands.clone(), hurry.clone());
    let asked = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        hurry.begin();
        // It may have ended already.
        let _ = commands.send(Command::Quit("interrupted".to_owned()));
    })
}

/// Passes the lines of stdin on. When stdin ends, the proxy goes on.
fn read_commands(commands: &UnboundedSender<Command>, streams: &Streams) {
    let (commands, streams) = (commands.clone(), streams.clone());
    thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            match Command::parse(&line) {
                Ok(None) => {}
                Ok(Some(command)) => {
                    if commands.send(command).is_err() {
                        return;
                    }
                }
                Err(error) => {
                    streams.note(&format!("error: {error}"));
                }
            }
        }
    });
}

fn end_after(run_for: Duration, commands: &UnboundedSender<Command>, hurry: &Hurry) {
    let (commands, hurry) = (commands.clone(), hurry.clone());
    thread::spawn(move || {
        thread::sleep(run_for);
        hurry.begin();
        let reason = format!("--for {} seconds are over", run_for.as_secs_f64());
        // It may have ended already.
        let _ = commands.send(Command::Quit(reason));
    });
}

/// Another one each time, short enough to be typed.
fn some_seed() -> u64 {
    RandomState::new().hash_one(0) & 0xffff_ffff
}
