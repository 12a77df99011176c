//! Text above the prompt, while somebody types.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use anstream::adapter::strip_str;
use rustyline::ExternalPrinter;

use crate::cli::Color;
use crate::output;

/// The terminal of a person who types, if there is one. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Prompt(Option<Rc<RefCell<Shown>>>);

struct Shown {
    printer: Box<dyn ExternalPrinter>,
    /// The prompt is gone: text goes where it goes without one.
    over: bool,
    before: Before,
}

impl Prompt {
    /// Nobody types here.
    pub(crate) fn none() -> Self {
        Prompt(None)
    }

    pub(super) fn new(printer: impl ExternalPrinter + 'static) -> Self {
        Prompt(Some(Rc::new(RefCell::new(Shown {
            printer: Box::new(printer),
            over: false,
            before: Before::now(),
        }))))
    }

    /// Where lines for a person go: above the prompt or, without one, to stderr.
    pub(crate) fn stderr(&self, color: Color) -> Box<dyn Write> {
        self.or(color, Box::new(output::stderr(color)))
    }

    /// The same, or to stdout.
    pub(crate) fn stdout(&self, color: Color) -> Box<dyn Write> {
        self.or(color, Box::new(output::stdout(color)))
    }

    fn or(&self, color: Color, otherwise: Box<dyn Write>) -> Box<dyn Write> {
        match &self.0 {
            None => otherwise,
            Some(shown) => Box::new(Above {
                shown: Rc::clone(shown),
                plain: !output::has_colors(color),
                text: Vec::new(),
                otherwise,
            }),
        }
    }

    /// The end: puts the terminal back as it was, also if the person has not left the prompt.
    pub(crate) fn leave(&self) {
        let Some(shown) = &self.0 else { return };
        let mut shown = shown.borrow_mut();
        if !std::mem::replace(&mut shown.over, true) {
            shown.before.restore();
        }
    }
}

/// Text that is printed above the prompt whenever it is flushed.
struct Above {
    shown: Rc<RefCell<Shown>>,
    plain: bool,
    text: Vec<u8>,
    otherwise: Box<dyn Write>,
}

impl Write for Above {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        let mut shown = self.shown.borrow_mut();
        if !shown.over {
            let text = String::from_utf8_lossy(&text);
            let text = if self.plain {
                strip_str(&text).to_string()
            } else {
                text.into_owned()
            };
            if shown.printer.print(text).is_ok() {
                return Ok(());
            }
            shown.over = true;
        }
        drop(shown);
        self.otherwise.write_all(&text)?;
        self.otherwise.flush()
    }
}

/// The terminal before the line editor changed it.
#[cfg(unix)]
struct Before(Option<rustix::termios::Termios>);

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
}

/// The console of Windows belongs to the shell again when the program ends.
#[cfg(not(unix))]
struct Before;

#[cfg(not(unix))]
impl Before {
    fn now() -> Self {
        Before
    }

    fn restore(&self) {}
}
