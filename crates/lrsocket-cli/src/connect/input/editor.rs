//! A person who types: line editing and history.

use rustyline::error::ReadlineError;
use rustyline::{Config, DefaultEditor};
use tokio::sync::mpsc::Sender;

use super::{Input, give};
use crate::output::Prompt;

const PROMPT: &str = "> ";

/// The line editor.
pub(super) struct Editor(DefaultEditor);

impl Editor {
    /// Returns the editor and what prints above its prompt, or `None` if this terminal can do neither.
    pub(super) fn open() -> Option<(Self, Prompt)> {
        let config = Config::builder().auto_add_history(true).build();
        let mut editor = DefaultEditor::with_config(config).ok()?;
        let printer = editor.create_external_printer().ok()?;
        Some((Editor(editor), Prompt::new(printer)))
    }

    /// Passes on what is typed until the end.
    pub(super) fn read(mut self, sender: &Sender<Input>) {
        let last = loop {
            match self.0.readline(PROMPT) {
                Ok(mut lines) => {
                    // What was pasted may be several.
                    lines.push('\n');
                    if !give(sender, Input::Lines(lines.into_bytes())) {
                        return;
                    }
                }
                Err(ReadlineError::Eof) => break Input::End { unfinished: false },
                Err(ReadlineError::Interrupted) => break Input::Interrupted,
                // The window has another size now.
                Err(ReadlineError::Signal(_)) => {}
                Err(error) => break Input::Failed(error.to_string()),
            }
        };
        // First: this releases a thread that waits to print above the prompt.
        drop(self);
        give(sender, last);
    }
}
