//! What comes from stdin: typed by a person, or from a pipe or a file.

mod blocks;
mod editor;

use std::io::IsTerminal as _;
use std::thread;

use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::output::Prompt;

/// How many inputs may wait; each has up to [`blocks::MOST`] bytes.
const WAITING: usize = 4;

/// Something from stdin.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Whole lines, each with its line feed.
    Lines(Vec<u8>),
    /// Bytes as they are.
    Bytes(Vec<u8>),
    /// No more will come.
    End {
        /// The last line had no line feed, and was given one.
        unfinished: bool,
    },
    /// Ctrl-C was typed.
    Interrupted,
    /// Stdin cannot be read.
    Failed(String),
}

/// How stdin is read.
enum Way {
    Editor(Box<editor::Editor>),
    Lines,
    Bytes,
}

/// Stdin before it is read.
pub(crate) struct Stdin {
    way: Way,
    /// Whether somebody types.
    pub(crate) person: bool,
    /// What prints above the prompt while somebody types.
    pub(crate) prompt: Option<Prompt>,
}

impl Stdin {
    /// Lines, with a line editor if a person types and reads here.
    pub(crate) fn lines() -> Self {
        let person = std::io::stdin().is_terminal();
        if person
            && std::io::stdout().is_terminal()
            && let Some((editor, prompt)) = editor::Editor::open()
        {
            return Stdin {
                way: Way::Editor(Box::new(editor)),
                person,
                prompt: Some(prompt),
            };
        }
        Stdin::plain(Way::Lines)
    }

    /// Lines, without a line editor: stdout is for programs.
    pub(crate) fn plain_lines() -> Self {
        Stdin::plain(Way::Lines)
    }

    /// Bytes as they are.
    pub(crate) fn bytes() -> Self {
        Stdin::plain(Way::Bytes)
    }

    fn plain(way: Way) -> Self {
        Stdin {
            way,
            person: std::io::stdin().is_terminal(),
            prompt: None,
        }
    }

    /// Begins to read, in a thread of its own: no system lets a program stop reading a terminal.
    pub(crate) fn start(self) -> Receiver<Input> {
        let (sender, receiver) = channel(WAITING);
        thread::spawn(move || match self.way {
            Way::Editor(editor) => editor.read(&sender),
            Way::Lines => blocks::lines(std::io::stdin().lock(), &sender),
            Way::Bytes => blocks::bytes(std::io::stdin().lock(), &sender),
        });
        receiver
    }
}

/// Hands it over; `false` when nobody wants more.
fn give(sender: &Sender<Input>, input: Input) -> bool {
    sender.blocking_send(input).is_ok()
}
