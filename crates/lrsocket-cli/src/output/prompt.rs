//! Text above the prompt, while somebody types.

use std::io::{self, Write};

use anstream::adapter::strip_str;
use rustyline::ExternalPrinter;

use super::Stream;
use super::target::Target;
use crate::terminal::{Color, has_colors};

/// The terminal of a person who types.
pub(crate) struct Prompt {
    printer: Box<dyn ExternalPrinter + Send>,
    before: Before,
}

impl Prompt {
    pub(crate) fn new(printer: impl ExternalPrinter + Send + 'static) -> Self {
        Prompt {
            printer: Box::new(printer),
            before: Before::now(),
        }
    }

    /// Returns the terminal as it was before the line editor changed it.
    pub(super) fn before(&self) -> Before {
        self.before.clone()
    }
}

/// Both streams, above the prompt as long as there is one.
pub(super) struct Above<T> {
    prompt: Prompt,
    plain: bool,
    /// The prompt is gone.
    over: bool,
    text: Vec<u8>,
    /// The stream of the text.
    to: Stream,
    otherwise: T,
}

impl<T: Target> Above<T> {
    pub(super) fn new(prompt: Prompt, color: Color, otherwise: T) -> Self {
        Above {
            prompt,
            plain: !has_colors(color),
            over: false,
            text: Vec::new(),
            to: Stream::Err,
            otherwise,
        }
    }
}

impl<T: Target> Target for Above<T> {
    fn stream(&mut self, to: Stream) -> &mut dyn Write {
        if self.over {
            return self.otherwise.stream(to);
        }
        self.to = to;
        self
    }

    /// Puts the terminal back as it was, also if the person has not left the prompt.
    fn leave_prompt(&mut self) {
        if !std::mem::replace(&mut self.over, true) {
            self.prompt.before.restore();
        }
    }
}

impl<T: Target> Write for Above<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        if !self.over {
            let text = String::from_utf8_lossy(&text);
            let text = if self.plain {
                strip_str(&text).to_string()
            } else {
                text.into_owned()
            };
            if self.prompt.printer.print(text).is_ok() {
                return Ok(());
            }
            // The line editor has ended, and has put the terminal back.
            self.over = true;
        }
        let otherwise = self.otherwise.stream(self.to);
        super::target::write_all(otherwise, &text)?;
        super::target::flush(otherwise)
    }
}

/// The terminal before the line editor changed it.
#[cfg(unix)]
#[derive(Clone)]
pub(super) struct Before(Option<rustix::termios::Termios>);

#[cfg(unix)]
impl Before {
    fn now() -> Self {
        Before(rustix::termios::tcgetattr(io::stdin()).ok())
    }

    fn restore(&self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(before) = &self.0 {
            // A terminal that is gone needs nothing. The text switches off bracketed paste.
            let _ = tcsetattr(io::stdin(), OptionalActions::Drain, before);
            let _ = io::stdout().write_all(b"\x1b[?2004l\r\x1b[K");
            let _ = io::stdout().flush();
        }
    }

    /// The same on a terminal that shows nothing any more: waits for nothing.
    pub(super) fn restore_now(&self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(before) = &self.0 {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}

/// The console of Windows belongs to the shell again when the program ends.
#[cfg(not(unix))]
#[derive(Clone)]
pub(super) struct Before;

#[cfg(not(unix))]
#[expect(clippy::unused_self, reason = "the twin of the one for Unix")]
impl Before {
    fn now() -> Self {
        Before
    }

    fn restore(&self) {}

    pub(super) fn restore_now(&self) {}
}
