//! Keywords, flat ones and Lightroom's hierarchical ones.

use std::collections::HashSet;

use super::packet::{Packet, ns};

/// The keywords, each with those above it. A flat keyword that is part of a hierarchical one is
/// that one: Lightroom writes every level among the flat ones, too.
pub(super) fn read(packet: &Packet<'_>) -> Option<Vec<Vec<String>>> {
    let hierarchical = packet.property(ns::LIGHTROOM, "hierarchicalSubject");
    let flat = packet.property(ns::DC, "subject");
    if hierarchical.is_none() && flat.is_none() {
        return None;
    }
    let mut keywords = Vec::new();
    let mut known = HashSet::new();
    for text in hierarchical
        .into_iter()
        .flat_map(super::packet::Property::texts)
    {
        let levels = text.split('|').map(|level| level.trim().to_owned());
        let levels: Vec<_> = levels.filter(|level| !level.is_empty()).collect();
        known.extend(levels.iter().map(|level| level.to_lowercase()));
        if !levels.is_empty() && !keywords.contains(&levels) {
            keywords.push(levels);
        }
    }
    for text in flat.into_iter().flat_map(super::packet::Property::texts) {
        if known.insert(text.to_lowercase()) {
            keywords.push(vec![text]);
        }
    }
    Some(keywords)
}
