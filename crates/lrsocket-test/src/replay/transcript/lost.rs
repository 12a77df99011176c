//! When writing began to fail to clients of send sockets whose departure the plug-in did not notice.

use std::collections::BTreeMap;
use std::time::Duration;

use super::entry::{Deed, Entry, What};

/// How soon a plug-in reacts: whatever it does later than this is caused by a timer.
const AT_ONCE: Duration = Duration::from_millis(5);

/// Breaks each such connection right before the plug-in sent what could not be written, which is when
/// it was notified (B3.5). Until then its client seems to be connected, whatever its end has done.
pub(super) fn break_in_time(entries: &mut Vec<Entry>) {
    /// The state of a connection.
    #[derive(Default)]
    struct Seen {
        slipped: bool,
        /// The entry of the last send.
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
            // The command may be a fault that notified the plug-in.
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

/// Returns the entry that made the plug-in send this: what the outside did just before, or else the
/// first thing that the plug-in did at that time because of a timer.
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
