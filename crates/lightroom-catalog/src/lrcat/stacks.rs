//! Stacks within folders.

use std::collections::BTreeMap;

use lightroom_sim::PhotoId;

use super::{ById, Reader};
use crate::Error;

impl Reader<'_> {
    pub(super) fn stacks(&mut self) -> Result<(), Error> {
        let mut collapsed = ById::new();
        let columns = ["id_local", "collapsed"];
        self.database
            .rows("AgLibraryFolderStack", 0, &columns, |row| {
                if let Some(id) = row.id(0) {
                    collapsed.insert(id, row.flag(1));
                }
            })?;
        let mut stacks: BTreeMap<i64, Vec<(f64, PhotoId)>> = BTreeMap::new();
        let photos = &self.photos;
        let columns = ["stack", "image", "position"];
        self.database
            .rows("AgLibraryFolderStackImage", 0, &columns, |row| {
                let photo = row.id(1).and_then(|image| photos.get(&image));
                if let Some((stack, photo)) = row.id(0).zip(photo) {
                    let position = row.number(2).unwrap_or(f64::MAX);
                    stacks.entry(stack).or_default().push((position, *photo));
                }
            })?;
        for (id, mut members) in stacks {
            members.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut members: Vec<_> = members.into_iter().map(|(_, photo)| photo).collect();
            let mut seen = std::collections::HashSet::new();
            members.retain(|photo| seen.insert(*photo));
            // Its other photos are not in the catalog any more.
            if members.len() < 2 {
                continue;
            }
            let is_collapsed = collapsed.get(&id).copied().unwrap_or_default();
            let stacked = self.builder.stack(&members, is_collapsed);
            stacked.map_err(|source| self.simulation(source))?;
        }
        Ok(())
    }
}
