//! What has changed in the simulated application, as the plug-ins' observers are told.

use lightroom_sim::{Change, Lightroom};

/// Kinds of changes and the local identifier of what has changed, 0 if there is none. Each is there
/// once, however often it happened.
pub type Changes = Vec<(&'static str, u32)>;

/// Takes what has changed since the last time. The Develop module follows before anybody is told.
pub fn take(lightroom: &mut Lightroom) -> Changes {
    lightroom.follow_active_photo();
    std::iter::from_fn(|| lightroom.poll_change())
        .map(kind_of)
        .collect()
}

/// The kind, as `changes.listen` of changes.lua names it.
fn kind_of(change: Change) -> (&'static str, u32) {
    match change {
        Change::Develop(photo) => ("develop", photo.local_identifier()),
        Change::Metadata(photo) => ("metadata", photo.local_identifier()),
        Change::PhotoAdded(photo) => ("photo_added", photo.local_identifier()),
        Change::PhotoRemoved(photo) => ("photo_removed", photo.local_identifier()),
        Change::ActivePhoto => ("active_photo", 0),
        Change::Selection => ("selection", 0),
        Change::Sources => ("sources", 0),
        Change::Keywords => ("keywords", 0),
        Change::Collections => ("collections", 0),
        Change::Folders => ("folders", 0),
        Change::Module => ("module", 0),
        Change::View => ("view", 0),
        Change::History => ("history", 0),
    }
}
