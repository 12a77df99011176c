//! Failures with one cause: only the first of them is reported whole.

use std::fmt::Write as _;

use crate::failure::Failure;

/// The failures that later ones may repeat.
#[derive(Default)]
pub(super) struct Repeats(Vec<Cause>);

struct Cause {
    key: (Option<String>, String),
    /// The place of the first failure in the list.
    first: usize,
    more: usize,
    /// The last failure.
    last: String,
}

impl Repeats {
    /// Notes a failure that is about to be added to `failures`. Returns whether it repeats an earlier
    /// one: it failed at the same line, or in the same way where no line is known.
    pub(super) fn add(&mut self, failure: &Failure, failures: &[Failure]) -> bool {
        let line = failure.at.as_ref().map(|at| at.0.clone());
        // "the plug-in, at 0.100 s: an error in onMessage of the receive socket …: text"
        let what = failure.message.split_once(" s: ");
        let what = what.map_or(failure.message.as_str(), |(_, what)| what);
        // Errors of one line differ in what they say.
        let cause = line.as_ref().and_then(|line| {
            let error = format!(": {line}: ");
            what.split_once(&error).map(|(cause, _)| cause)
        });
        let what = cause.unwrap_or(what);
        let key = (line, what.to_owned());
        if let Some(cause) = self.0.iter_mut().find(|cause| cause.key == key) {
            cause.more += 1;
            cause.last.clone_from(&failure.message);
            return true;
        }
        self.0.push(Cause {
            key,
            first: failures.len(),
            more: 0,
            last: String::new(),
        });
        false
    }

    /// Adds to each first failure how often it was repeated.
    pub(super) fn report(self, failures: &mut [Failure]) {
        for Cause {
            first, more, last, ..
        } in self.0
        {
            if let (1.., Some(failure)) = (more, failures.get_mut(first)) {
                let times = if more == 1 { "once more" } else { "more times" };
                let count = if more == 1 {
                    String::new()
                } else {
                    format!("{more} ")
                };
                // Writing to a string cannot fail.
                let _ = write!(
                    failure.message,
                    "\nIt failed there {count}{times}, the last time so: {last}"
                );
            }
        }
    }
}
