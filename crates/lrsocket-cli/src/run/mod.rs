//! `lrsocket run`.

mod human;
mod options;
mod show;

use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use directories::{BaseDirs, UserDirs};
use lrsocket_driver::{Command, Driver, Watchdog};
use lrsocket_host::lightroom::{Lightroom, Module};
use lrsocket_host::proto::Profile;
use lrsocket_host::{
    Clock as _, Event, Folders, Host, RealClock, Recording, Settings, Start, default_platform,
};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::connect::Beside;
use crate::error::Error;
use crate::output::Hurry;
pub(crate) use options::RunOptions;
use show::Output;

/// Runs the plug-in; returns the exit status.
pub(crate) fn run(options: &RunOptions) -> Result<u8, Error> {
    let clock = RealClock::start();
    let hurry = Hurry::default();
    let (beside, prompt) = options.connect.then(Beside::new).unzip();
    let output = Output::new(options, prompt.flatten(), &hurry)?;
    let done = drive(options, clock, &output, beside, &hurry);
    if let Err(error) = &done {
        output.streams().leave_prompt();
        output.gave_up(clock.now(), error);
    }
    done
}

fn drive(
    options: &RunOptions,
    clock: RealClock,
    output: &Output,
    beside: Option<Beside>,
    hurry: &Hurry,
) -> Result<u8, Error> {
    let settings = settings(options, clock)?;
    let (lightroom, remarks) = lightroom(options)?;
    let start = start(options, &settings);
    let mut host = Host::with_lightroom(settings, lightroom);
    host.record(Event::Start(start));
    for message in remarks {
        host.record(Event::Diagnostic {
            rule: "",
            message,
            socket: None,
            at: None,
            fails: false,
        });
    }
    // LrDevelopController works in no other module.
    host.lightroom().switch_to_module(Module::Develop);
    for path in &options.paths {
        host.add(path)?;
    }
    for title in &options.menu {
        host.menu(title).map_err(|known| Error::NoSuchMenuItem {
            title: title.clone(),
            known,
        })?;
        let command = json!({ "do": "menu", "title": title });
        host.record(Event::Command { command });
    }

    let (commands, inbox) = unbounded_channel();
    let watchdog = Watchdog::new(host.interrupt());
    end_on_signals(&commands, &watchdog, hurry)?;
    if let Some(run_for) = options.run_for {
        end_after(run_for, &commands, &watchdog, hurry);
    }
    if options.control {
        read_control(&commands);
    }

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let mut driver = Driver::new(host, clock, inbox, watchdog.clone());
    if options.control {
        driver = driver.stay();
    }
    let announcer = beside.as_ref().map(Beside::announcer);
    let shown = output.clone();
    let listener = announcer.clone();
    let driving = async {
        let done = driver
            .run(move |record| {
                if let Some(announcer) = &listener {
                    announcer.record(&record);
                }
                shown.record(record);
            })
            .await;
        if let Some(announcer) = &announcer {
            announcer.over();
        }
        done
    };
    let talking = async {
        let beside = beside?;
        let ended = beside
            .talk(options.talk.clone(), output.streams(), clock)
            .await;
        end(&commands, &watchdog, "terminal closed");
        Some(ended)
    };
    let ((mut host, reason), talked) = runtime.block_on(async { tokio::join!(driving, talking) });
    output.streams().leave_prompt();

    while let Some(record) = host.poll_record() {
        output.record(record);
    }
    let unsaid = talked.is_some_and(|ended| ended.status() != 0);
    let status = u8::from(host.failures() > 0 || unsaid);
    Ok(output.finish(clock.now(), status, &reason, &host))
}

/// The application with the catalog that was asked for, and what is to be said of that.
fn lightroom(options: &RunOptions) -> Result<(Lightroom, Vec<String>), Error> {
    let Some(path) = &options.catalog else {
        return Ok((Lightroom::built_in(), Vec::new()));
    };
    let opened = lightroom_catalog::open(path)?;
    Ok((Lightroom::new(opened.catalog), opened.remarks))
}

fn settings(options: &RunOptions, clock: RealClock) -> Result<Settings, Error> {
    let folders = match &options.home {
        Some(root) => own_folders(root)?,
        None => real_folders().ok_or(Error::NoHome)?,
    };
    // The name was checked when the command line was read.
    let profile = Profile::named(&options.profile).unwrap_or_default();
    let mut settings = Settings::new(folders);
    settings.platform = options
        .platform
        .map_or_else(|| default_platform(&profile), std::convert::Into::into);
    settings.profile = profile;
    settings.faults.clone_from(&options.faults);
    settings.lightroom = options.lightroom;
    settings.strict = options.strict;
    settings.offline = options.offline;
    settings.answer = options.answer.into();
    settings.clock = Rc::new(clock);
    settings.record_messages = Output::wants_messages(options);
    if options.trace.is_some() {
        settings.recording = Recording::Everything;
        settings.names = Some(RandomState::new().hash_one(0) >> 16);
    }
    Ok(settings)
}

/// How the run is set up, for a replay.
fn start(options: &RunOptions, settings: &Settings) -> Start {
    let text = |path: &PathBuf| path.display().to_string();
    Start {
        format: Start::FORMAT,
        lrsocket: env!("CARGO_PKG_VERSION"),
        paths: options.paths.iter().map(text).collect(),
        profile: options.profile.clone(),
        faults: options.faults.iter().map(ToString::to_string).collect(),
        platform: settings.platform.as_str(),
        lightroom: settings.lightroom.to_string(),
        strict: settings.strict,
        answer: settings.answer.as_str(),
        catalog: options.catalog.as_ref().map(text),
        offline: settings.offline,
    }
}

fn own_folders(root: &Path) -> Result<Folders, Error> {
    let failed = |error| Error::Home {
        path: root.to_owned(),
        error,
    };
    let folders = Folders::below(&std::path::absolute(root).map_err(failed)?);
    folders.create().map_err(failed)?;
    Ok(folders)
}

/// The folders of this system. Where it has no word for one, the nearest that it has.
fn real_folders() -> Option<Folders> {
    let (base, user) = (BaseDirs::new()?, UserDirs::new()?);
    let home = base.home_dir();
    let or_home =
        |folder: Option<&Path>, name: &str| folder.map_or_else(|| home.join(name), Path::to_owned);
    Some(Folders {
        home: home.to_owned(),
        // The components: some systems put a separator at the end.
        temp: std::env::temp_dir().components().collect(),
        desktop: or_home(user.desktop_dir(), "Desktop"),
        app_prefs: base.preference_dir().to_owned(),
        pictures: or_home(user.picture_dir(), "Pictures"),
        documents: or_home(user.document_dir(), "Documents"),
        app_data: base.data_dir().to_owned(),
        made_on_use: false,
    })
}

/// The first signal ends the run as Lightroom quits, the second ends it at once.
fn end_on_signals(
    commands: &UnboundedSender<Command>,
    watchdog: &Watchdog,
    hurry: &Hurry,
) -> Result<(), ctrlc::Error> {
    let (commands, watchdog, hurry) = (commands.clone(), watchdog.clone(), hurry.clone());
    let asked = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        hurry.begin();
        end(&commands, &watchdog, "interrupted");
    })
}

/// Passes the lines of stdin on. When stdin ends, the plug-in goes on.
fn read_control(commands: &UnboundedSender<Command>) {
    let commands = commands.clone();
    thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if !line.trim().is_empty() && commands.send(Command::Control(line)).is_err() {
                return;
            }
        }
        // The run may be over already.
        let _ = commands.send(Command::EndOfControl);
    });
}

fn end_after(
    run_for: Duration,
    commands: &UnboundedSender<Command>,
    watchdog: &Watchdog,
    hurry: &Hurry,
) {
    let (commands, watchdog, hurry) = (commands.clone(), watchdog.clone(), hurry.clone());
    thread::spawn(move || {
        thread::sleep(run_for);
        hurry.begin();
        end(
            &commands,
            &watchdog,
            &format!("--for {} seconds are over", run_for.as_secs_f64()),
        );
    });
}

fn end(commands: &UnboundedSender<Command>, watchdog: &Watchdog, reason: &str) {
    // The run may be over already.
    let _ = commands.send(Command::Quit(reason.to_owned()));
    watchdog.watch();
}
