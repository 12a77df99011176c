//! XMP: what Lightroom and other programs write about a photo into its file or beside it.
//!
//! Names of properties are those of Adobe's and IPTC's published specifications.

mod develop;
mod keywords;
mod marks;
mod packet;
mod shot;
mod texts;

use lightroom_sim::Photo;

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
