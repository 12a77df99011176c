//! A terminal that somebody types into.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

use pty_process::Size;
use pty_process::blocking::{Command, Pty};

use super::PATIENCE;

/// The program in a terminal. It is killed when this is dropped.
pub(crate) struct Terminal {
    pty: Arc<Pty>,
    screen: Arc<Screen>,
    child: Child,
    /// How much of what was shown has been waited for.
    seen: usize,
}

#[derive(Default)]
struct Screen {
    text: Mutex<String>,
    grown: Condvar,
}

impl Terminal {
    /// Runs `lrsocket` with these arguments in a terminal of 80 columns.
    pub(crate) fn start<A: AsRef<OsStr>>(args: &[A]) -> Self {
        let (pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(Size::new(24, 80)).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
            .args(args)
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .spawn(pts)
            .unwrap();
        let (pty, screen) = (Arc::new(pty), Arc::new(Screen::default()));
        let (from, to) = (Arc::clone(&pty), Arc::clone(&screen));
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Some systems tell the end as an error.
            while let Ok(count @ 1..) = (&*from).read(&mut buffer) {
                let text = String::from_utf8_lossy(&buffer[..count]);
                to.text.lock().unwrap().push_str(&text);
                to.grown.notify_all();
            }
        });
        Terminal {
            pty,
            screen,
            child,
            seen: 0,
        }
    }

    /// Types this, key by key.
    pub(crate) fn types(&mut self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    /// Types this at the next prompt: before, the keys of the system's own line editing have it.
    pub(crate) fn leaves(&mut self, key: &str) {
        self.shows("> ");
        self.types(key);
    }

    /// Waits until this is shown, after what was waited for before; what was shown until then.
    pub(crate) fn shows(&mut self, wanted: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let mut text = self.screen.text.lock().unwrap();
        loop {
            if let Some(at) = text[self.seen..].find(wanted) {
                let (from, end) = (self.seen, self.seen + at + wanted.len());
                self.seen = end;
                return text[from..end].to_owned();
            }
            let rest = deadline.saturating_duration_since(Instant::now());
            assert!(!rest.is_zero(), "no {wanted:?} in {:?}", &text[self.seen..]);
            text = self.screen.grown.wait_timeout(text, rest).unwrap().0;
        }
    }

    pub(crate) fn resize(&self, rows: u16, columns: u16) {
        self.pty.resize(Size::new(rows, columns)).unwrap();
    }

    /// Whether the terminal is as a shell left it: lines are edited and echoed by the system.
    pub(crate) fn is_as_before(&self) -> bool {
        use rustix::termios::{LocalModes, tcgetattr};
        let modes = tcgetattr(&*self.pty).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    /// Waits until the line editor has the terminal: between two lines it gives it back.
    pub(crate) fn is_edited(&self) -> bool {
        let deadline = Instant::now() + PATIENCE;
        while self.is_as_before() {
            if Instant::now() > deadline {
                return false;
            }
            std::thread::yield_now();
        }
        true
    }

    /// Waits for the end; the exit status.
    pub(crate) fn ends(mut self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            let text = self.screen.text.lock().unwrap();
            assert!(Instant::now() < deadline, "it does not end: {text}");
            drop(text);
            thread::sleep(std::time::Duration::from_millis(5));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
