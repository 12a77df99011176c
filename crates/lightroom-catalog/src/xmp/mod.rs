//! XMP: what Lightroom and other programs write about a photo into its file or beside it.
//!
//! Names of properties are those of Adobe's and IPTC's published specifications.

mod develop;
mod keywords;
mod marks;
mod packet;
mod shot;
mod texts;

use std::sync::Arc;

use lightroom_sim::{Camera, CaptureTime, Photo};

pub(crate) use packet::{Packet, document};

/// Sets what a packet says of a photo: it wins over what the camera wrote, except for camera and
/// exposure, which are only filled in. Returns the keywords, each with those above it, outermost
/// first; `None` if the packet says nothing of keywords.
pub(crate) fn describe(
    photo: &mut Photo,
    packet: &Packet<'_>,
    remarks: &mut Vec<String>,
) -> Option<Vec<Vec<String>>> {
    marks::describe(photo, packet);
    texts::describe(photo, packet);
    shot::describe(photo, packet);
    develop::describe(photo, packet, remarks);
    keywords::read(packet)
}

/// Sets only what a photo does not have yet, except for what a catalog keeps in columns of its own:
/// marks, keywords, orientation and develop settings.
pub(crate) fn fill(photo: &mut Photo, packet: &Packet<'_>) {
    let known = photo.text.clone();
    let (orientation, gps, captured) = (photo.orientation, photo.gps, photo.captured);
    let make_is_missing = |camera: &Arc<Camera>| camera.make.is_empty();
    marks::copyright(photo, packet);
    texts::describe(photo, packet);
    shot::describe(photo, packet);
    photo.text.extend(known);
    photo.orientation = orientation;
    photo.gps = gps.or(photo.gps);
    // The packet may know the offset, too.
    let wall_clock = |time: Option<CaptureTime>| time.map(|time| time.wall_clock);
    if captured.is_some() && wall_clock(captured) != wall_clock(photo.captured) {
        photo.captured = captured;
    }
    if let Some(camera) = photo.camera.as_mut().filter(|it| make_is_missing(it))
        && let Some(make) = shot::make(packet)
    {
        Arc::make_mut(camera).make = make;
    }
}
