//! What a run has told, in lines that a test can compare.

use lrsocket_host::Event;

/// Who knows what happened.
pub(crate) trait Told {
    /// All that happened, in order.
    fn events(&self) -> Vec<&Event>;

    /// What was logged or printed.
    fn logged(&self) -> Vec<String> {
        of(self, |event| match event {
            Event::Log { message, .. } => Some(message.clone()),
            _ => None,
        })
    }

    /// The same as `level logger: message`.
    fn logs(&self) -> Vec<String> {
        of(self, |event| match event {
            Event::Log {
                level,
                logger,
                message,
            } => Some(format!("{level} {logger}: {message}")),
            _ => None,
        })
    }

    /// The texts of all diagnostics.
    fn remarks(&self) -> Vec<String> {
        of(self, |event| match event {
            Event::Diagnostic { message, .. } => Some(message.clone()),
            _ => None,
        })
    }

    /// `kind: message | info | answer` of each dialog.
    fn dialogs(&self) -> Vec<String> {
        of(self, |event| match event {
            Event::Dialog {
                kind,
                message,
                info,
                answer,
            } => {
                let answer = answer.as_deref().unwrap_or_default();
                Some(format!("{kind}: {message} | {info} | {answer}"))
            }
            _ => None,
        })
    }
}

impl Told for Vec<Event> {
    fn events(&self) -> Vec<&Event> {
        self.iter().collect()
    }
}

fn of(told: &(impl Told + ?Sized), line: impl Fn(&Event) -> Option<String>) -> Vec<String> {
    told.events().into_iter().filter_map(line).collect()
}
