//! When writing failed to the clients of send sockets of whose leaving the plug-in was not told.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Deed, Entry, What};

/// What a plug-in does at once is done within this time; what comes later, a timer makes it do.
const AT_ONCE: Duration = Duration::from_millis(5);

/// Lets each such connection break right before the plug-in sent what could not be written: then
/// it was told (B3.5). Before that its client seems to be there, whatever its end has done.
pub(super) fn break_in_time(entries: &mut Vec<Entry>) {
    /// What a connection has seen.
    #[derive(Default)]
    struct Seen {
        slipped: bool,
        /// The last thing that was sent.
        sent: Option<usize>,
    }

    let mut connections: BTreeMap<(u32, u32), Seen> = BTreeMap::new();
    let mut breaks = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match &entry.what {
            What::Connected(place) => {
                connections.insert(place.key(), Seen::default());
            }
            What::Slipped(place) => connections.entry(place.key()).or_default().slipped = true,
            What::Did(place, Deed::Sent(_)) => {
                connections.entry(place.key()).or_default().sent = Some(index);
            }
            What::Left(place) => {
                let seen = connections.remove(&place.key()).unwrap_or_default();
                if let (true, Some(sent)) = (seen.slipped, seen.sent) {
                    breaks.push((cause(entries, sent), *place));
                }
            }
            // It may be what told the plug-in (a fault).
            What::Command { .. } => connections.values_mut().for_each(|seen| seen.sent = None),
            _ => {}
        }
    }
    breaks.sort_by_key(|(index, _)| *index);
    for (index, place) in breaks.into_iter().rev() {
        let Entry { line, time, .. } = entries[index];
        let what = What::Lost(place);
        entries.insert(index, Entry { line, time, what });
    }
}

/// What made the plug-in send this: what the outside did just before, or else a timer, and then it
/// is the first of what it did at that time.
fn cause(entries: &[Entry], sent: usize) -> usize {
    let mut first = sent;
    for (index, entry) in entries[..sent].iter().enumerate().rev() {
        if entries[sent].time.saturating_since(entry.time) > AT_ONCE {
            break;
        }
        match entry.what {
            What::Message(..) | What::Command { .. } => return index,
            What::Did(..) | What::Failed(_) => first = index,
            _ => break,
        }
    }
    first
}
