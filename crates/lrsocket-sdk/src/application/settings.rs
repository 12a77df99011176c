//! How a run is set up.

use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

use lrsocket_faults::FaultRequest;
use lrsocket_proto::{Platform, Profile, Time};

use crate::application::folders::Folders;
use crate::application::version::LightroomVersion;

/// What the person at the dialog boxes answers (`--answer`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// The action button.
    #[default]
    Ok,
    /// The cancel button.
    Cancel,
    /// The third button.
    Other,
}

impl Answer {
    /// The answer of this name.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Answer::Ok, Answer::Cancel, Answer::Other];
        all.into_iter().find(|answer| answer.as_str() == name)
    }

    /// As `LrDialogs.confirm` returns it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Answer::Ok => "ok",
            Answer::Cancel => "cancel",
            Answer::Other => "other",
        }
    }
}

/// The clocks that a plug-in can read.
pub trait Clock {
    /// The time since the run began.
    fn now(&self) -> Time;
    /// The same for a look on which nothing in a plug-in depends.
    fn glance(&self) -> Time {
        self.now()
    }
    /// The time of day, as time since the Unix epoch.
    fn wall(&self) -> Duration;
}

/// The clocks of this machine.
#[derive(Clone, Copy, Debug)]
pub struct RealClock {
    start: Instant,
}

impl RealClock {
    /// The run begins now.
    pub fn start() -> Self {
        RealClock {
            start: Instant::now(),
        }
    }

    /// The moment as the operating system counts it. One too far away to be counted is a year away.
    pub fn instant(&self, time: Time) -> Instant {
        const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        let later = self.start.checked_add(time.since_start());
        later.unwrap_or_else(|| Instant::now() + YEAR)
    }
}

impl Clock for RealClock {
    fn now(&self) -> Time {
        Time::from_start(self.start.elapsed())
    }

    fn wall(&self) -> Duration {
        SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default()
    }
}

/// How a run is set up; see the options of `lrsocket run`.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub struct Settings {
    /// How sockets behave.
    pub profile: Profile,
    /// Faults on top of the profile. What happens once happens once to each socket.
    pub faults: Vec<FaultRequest>,
    /// Which system the plug-in believes to be on (R5.1).
    pub platform: Platform,
    /// Whether a global that names a namespace stays nil when it is not imported (R5.10).
    pub strict: bool,
    /// The version of Lightroom that is simulated.
    pub lightroom: LightroomVersion,
    /// The language of the application, a two-letter code such as `de`.
    pub language: String,
    /// What dialog boxes are answered with.
    pub answer: Answer,
    /// Where the standard folders are.
    pub folders: Folders,
    /// What the plug-in's clocks show.
    pub clock: Rc<dyn Clock>,
    /// Whether each message that is received or sent becomes a record. Costs speed.
    pub record_messages: bool,
    /// Whether LrHttp makes no requests.
    pub offline: bool,
    /// Whether a call that waits for Lightroom (R7) lets other tasks run. Else it returns in the same
    /// turn.
    pub waits_let_others_run: bool,
    /// If set, nothing comes from this machine: what is left to chance follows from this seed, local
    /// time is UTC, and LrSystemInfo speaks of a computer that is always the same. Two runs that
    /// get the same input then do the same; docs/limits.md names the exceptions.
    pub repeatable: Option<u64>,
    /// If set, unique names follow from this seed.
    pub names: Option<u64>,
    /// How much is recorded.
    pub recording: Recording,
}

/// How much of a run is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recording {
    /// What happens.
    #[default]
    Events,
    /// What happens and everything on which the run depends, for an exact replay
    /// ([`Event::Rounds`](crate::record::Event::Rounds)).
    Everything,
}

impl Settings {
    /// The default settings on real clocks, in these folders.
    pub fn new(folders: Folders) -> Self {
        Settings {
            profile: Profile::measured(),
            faults: Vec::new(),
            platform: default_platform(&Profile::measured()),
            strict: false,
            lightroom: LightroomVersion::default(),
            language: "en".to_owned(),
            answer: Answer::Ok,
            folders,
            clock: Rc::new(RealClock::start()),
            record_messages: false,
            offline: false,
            waits_let_others_run: false,
            repeatable: None,
            names: None,
            recording: Recording::Events,
        }
    }

    /// The settings of a repeatable run on the clocks of a simulation: see
    /// [`repeatable`](Self::repeatable). The plug-in believes to be on macOS.
    pub fn simulated(folders: Folders, clock: Rc<dyn Clock>, seed: u64) -> Self {
        Settings {
            platform: Platform::Mac,
            clock,
            repeatable: Some(seed),
            ..Settings::new(folders)
        }
    }
}

/// The system a plug-in believes to be on unless told otherwise: the profile's, else this one,
/// else macOS (R5.1).
pub fn default_platform(profile: &Profile) -> Platform {
    let this = if cfg!(windows) {
        Platform::Win
    } else {
        Platform::Mac
    };
    profile.platform.unwrap_or(this)
}
