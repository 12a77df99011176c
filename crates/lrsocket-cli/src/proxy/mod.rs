//! `lrsocket proxy`.

mod columns;
mod options;
mod screen;
mod show;

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use lrsocket_proxy::{Command, Observer, OpenError, Proxy, Route};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::error::Error;
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

    let show = Rc::new(RefCell::new(Show::new(options)?));
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
        show.borrow_mut().note(&assumption(&routes));
    }
    if options.resets_nothing() {
        show.borrow_mut()
            .warn("--reset alone makes --fin end connections with a RST, and there is no --fin; write --reset=send@3msgs");
    }
    if !faults.is_empty() {
        let list: Vec<String> = faults.iter().map(ToString::to_string).collect();
        show.borrow_mut()
            .note(&format!("faults: {} (--seed {seed})", list.join(", ")));
    }

    let (commands, inbox) = unbounded_channel();
    end_on_signals(&commands)?;
    read_commands(&commands, show.borrow().screen());
    if let Some(run_for) = options.run_for {
        end_after(run_for, &commands);
    }
    let observer: Rc<RefCell<dyn Observer>> = show.clone();
    let (_, totals) = runtime.block_on(proxy.run(observer, inbox));
    show.borrow_mut().summary(&totals);
    Ok(0)
}

/// Says who has a port that is busy.
fn explain(error: &OpenError) -> Error {
    let hint = match error {
        OpenError::Listen { port, error } => lrsocket_ports::busy_hint(*port, error),
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
fn end_on_signals(commands: &UnboundedSender<Command>) -> Result<(), ctrlc::Error> {
    let commands = commands.clone();
    let asked = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        // It may have ended already.
        let _ = commands.send(Command::Quit("interrupted".to_owned()));
    })
}

/// Passes the lines of stdin on. When stdin ends, the proxy goes on.
fn read_commands(commands: &UnboundedSender<Command>, screen: screen::Screen) {
    let commands = commands.clone();
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
                    screen.print(&format!("error: {error}"));
                }
            }
        }
    });
}

fn end_after(run_for: Duration, commands: &UnboundedSender<Command>) {
    let commands = commands.clone();
    thread::spawn(move || {
        thread::sleep(run_for);
        let reason = format!("--for {} seconds are over", run_for.as_secs_f64());
        // It may have ended already.
        let _ = commands.send(Command::Quit(reason));
    });
}

/// Another one each time, short enough to be typed.
fn some_seed() -> u64 {
    RandomState::new().hash_one(0) & 0xffff_ffff
}
