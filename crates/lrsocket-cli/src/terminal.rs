//! The terminal: colours, and the two standard streams.

use std::io::{ErrorKind, Write as _};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

/// The style of errors.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The style of warnings.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The style of what went well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// The style of what matters less.
pub(crate) const PALE: Style = Style::new().dimmed();

/// Whether text has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// If stderr is a terminal and NO_COLOR is not set
    Auto,
    Always,
    Never,
}

/// Returns stderr, with or without colours.
pub(crate) fn stderr(color: Color) -> AutoStream<std::io::Stderr> {
    match color.choice() {
        Some(choice) => AutoStream::new(std::io::stderr(), choice),
        None => AutoStream::auto(std::io::stderr()),
    }
}

/// Returns stdout, with or without colours.
pub(crate) fn stdout(color: Color) -> AutoStream<std::io::Stdout> {
    match color.choice() {
        Some(choice) => AutoStream::new(std::io::stdout(), choice),
        None => AutoStream::auto(std::io::stdout()),
    }
}

/// Returns whether text on a terminal at stdout has colours.
pub(crate) fn has_colors(color: Color) -> bool {
    stdout(color).current_choice() != ColorChoice::Never
}

impl Color {
    /// The choice, or `None` if the stream decides.
    const fn choice(self) -> Option<ColorChoice> {
        match self {
            Color::Auto => None,
            Color::Always => Some(ColorChoice::Always),
            Color::Never => Some(ColorChoice::Never),
        }
    }
}

/// Writes text to stdout. A closed pipe is not an error: `head` has read what it wanted.
pub(crate) fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}
