//! Making, selecting and changing masks.

use super::{Controller, Tool};
use crate::develop::masks::next_name;
use crate::develop::{
    Combine, Error, Ignored, Mask, MaskTool, MaskType, Outcome, Settings, Table, Value,
};

/// What is selected in the masks panel, and the next id.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    mask: Option<String>,
    tool: Option<String>,
    made: u64,
}

impl Selection {
    pub(super) fn mask(&self) -> Option<&str> {
        self.mask.as_deref()
    }

    pub(super) fn clear(&mut self) {
        self.mask = None;
        self.tool = None;
    }

    fn select(&mut self, mask: &Mask) {
        self.mask = Some(mask.id.clone());
        self.tool = mask.tools.last().map(|tool| tool.id.clone());
    }

    /// An id of the form that Lightroom has, 32 hexadecimal digits; the same run gives the same.
    fn next_id(&mut self, settings: &Settings) -> String {
        loop {
            self.made += 1;
            let id = format!("{:016X}{:016X}", mix(self.made), mix(!self.made));
            let tools = settings.masks().iter().flat_map(|mask| &mask.tools);
            let mut used = settings
                .masks()
                .iter()
                .map(|mask| &mask.id)
                .chain(tools.map(|t| &t.id));
            if !used.any(|used| *used == id) {
                return id;
            }
        }
    }
}

/// Spreads a counter over 64 bits, one to one (the finish of SplitMix64).
fn mix(counter: u64) -> u64 {
    let mut bits = counter.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

impl Controller {
    /// `createNewMask`: makes a mask with one tool, opens masking and selects both. Returns the
    /// mask's id, which the SDK does not return. [`MaskType::lacks`] says what it has not.
    pub fn create_new_mask(&mut self, settings: &mut Settings, mask_type: MaskType) -> String {
        self.open(Tool::Masking);
        let names = settings.masks().iter().map(|mask| mask.name.as_str());
        let name = next_name("Mask", &names.collect::<Vec<_>>());
        let mut mask = Mask::new(self.masks.next_id(settings), name);
        mask.tools
            .push(self.tool(settings, &mask, mask_type, Combine::Add));
        self.masks.select(&mask);
        let id = mask.id.clone();
        settings.masks_mut().push(mask);
        id
    }

    /// `addToCurrentMask`, `intersectWithCurrentMask`, `subtractFromCurrentMask`: one more tool in
    /// the selected mask, which is then the selected tool.
    pub fn combine_with_current_mask(
        &mut self,
        settings: &mut Settings,
        combine: Combine,
        mask_type: MaskType,
    ) -> Outcome {
        let Some(mask) = self.current_mask(settings).cloned() else {
            return Outcome::Ignored(Ignored::NoMaskSelected);
        };
        let tool = self.tool(settings, &mask, mask_type, combine);
        self.masks.tool = Some(tool.id.clone());
        if let Some(mask) = self.current_mask_mut(settings) {
            mask.tools.push(tool);
        }
        Outcome::Changed
    }

    fn tool(
        &mut self,
        settings: &Settings,
        mask: &Mask,
        mask_type: MaskType,
        combine: Combine,
    ) -> MaskTool {
        MaskTool {
            id: self.masks.next_id(settings),
            name: mask.next_tool_name(mask_type),
            mask_type,
            combine,
            hidden: false,
            inverted: false,
            rest: Table::new(),
        }
    }

    /// `getAllMasks`: see [`Mask::to_listing`].
    pub fn all_masks(&self, settings: &Settings) -> Value {
        let masks = settings
            .masks()
            .iter()
            .map(|mask| Value::Table(mask.to_listing()));
        masks.collect::<Vec<_>>().into()
    }

    /// `getSelectedMask`: its id.
    pub fn selected_mask<'a>(&self, settings: &'a Settings) -> Option<&'a str> {
        self.current_mask(settings).map(|mask| mask.id.as_str())
    }

    /// `getSelectedMaskTool`: its id.
    pub fn selected_mask_tool<'a>(&self, settings: &'a Settings) -> Option<&'a str> {
        let id = self.masks.tool.as_deref()?;
        let tool = self
            .current_mask(settings)?
            .tools
            .iter()
            .find(|tool| tool.id == id)?;
        Some(&tool.id)
    }

    /// `selectMask`, and its last tool. Without effect while masking is closed.
    pub fn select_mask(&mut self, settings: &Settings, id: &str) -> Result<Outcome, Error> {
        if !self.masking_is_open() {
            return Ok(Outcome::Ignored(Ignored::MaskingClosed));
        }
        let mask = settings.masks().iter().find(|mask| mask.id == id);
        let mask = mask.ok_or_else(|| no_mask(id))?;
        let changed = self.masks.mask() != Some(id);
        if changed {
            self.masks.select(mask);
        }
        Ok(Outcome::changed(changed))
    }

    /// `selectMaskTool`, of the selected mask.
    pub fn select_mask_tool(&mut self, settings: &Settings, id: &str) -> Result<Outcome, Error> {
        let Some(mask) = self.current_mask(settings) else {
            return Ok(Outcome::Ignored(Ignored::NoMaskSelected));
        };
        if !mask.tools.iter().any(|tool| tool.id == id) {
            return Err(no_tool(id));
        }
        let changed = self.masks.tool.as_deref() != Some(id);
        self.masks.tool = Some(id.to_owned());
        Ok(Outcome::changed(changed))
    }

    /// `deleteMask`. If it was the selected one, none is then.
    pub fn delete_mask(&mut self, settings: &mut Settings, id: &str) -> Result<Outcome, Error> {
        let place = settings.masks().iter().position(|mask| mask.id == id);
        settings
            .masks_mut()
            .remove(place.ok_or_else(|| no_mask(id))?);
        if self.masks.mask() == Some(id) {
            self.masks.clear();
        }
        Ok(Outcome::Changed)
    }

    /// `deleteMaskTool`, of the selected mask, which stays if it was the last.
    pub fn delete_mask_tool(
        &mut self,
        settings: &mut Settings,
        id: &str,
    ) -> Result<Outcome, Error> {
        let outcome = self.with_current(settings, |mask| {
            let place = mask.tools.iter().position(|tool| tool.id == id);
            mask.tools.remove(place.ok_or_else(|| no_tool(id))?);
            Ok(())
        })?;
        let last = self
            .current_mask(settings)
            .and_then(|mask| mask.tools.last());
        if self.masks.tool.as_deref() == Some(id) {
            self.masks.tool = last.map(|tool| tool.id.clone());
        }
        Ok(outcome)
    }

    /// `invertMask`: inverts every tool of the mask.
    pub fn invert_mask(&mut self, settings: &mut Settings, id: &str) -> Result<Outcome, Error> {
        find_mask(settings, id)?.invert();
        Ok(Outcome::Changed)
    }

    /// `duplicateAndInvertMask`: a copy after the mask, with ids of its own, which is then
    /// selected.
    pub fn duplicate_and_invert_mask(
        &mut self,
        settings: &mut Settings,
        id: &str,
    ) -> Result<Outcome, Error> {
        let mut copy = find_mask(settings, id)?.clone();
        copy.id = self.masks.next_id(settings);
        copy.name.push_str(" Copy");
        for tool in &mut copy.tools {
            tool.id = self.masks.next_id(settings);
        }
        copy.invert();
        if self.masking_is_open() {
            self.masks.select(&copy);
        }
        let place = settings
            .masks()
            .iter()
            .position(|mask| mask.id == id)
            .map_or(0, |at| at + 1);
        settings.masks_mut().insert(place, copy);
        Ok(Outcome::Changed)
    }

    /// `toggleHideMask`.
    pub fn toggle_hide_mask(
        &mut self,
        settings: &mut Settings,
        id: &str,
    ) -> Result<Outcome, Error> {
        let mask = find_mask(settings, id)?;
        mask.hidden = !mask.hidden;
        Ok(Outcome::Changed)
    }

    /// `toggleHideMaskTool`, of the selected mask.
    pub fn toggle_hide_mask_tool(
        &mut self,
        settings: &mut Settings,
        id: &str,
    ) -> Result<Outcome, Error> {
        self.with_current(settings, |mask| {
            find_tool(mask, id).map(|tool| tool.hidden = !tool.hidden)
        })
    }

    /// `toggleInvertMaskTool`, of the selected mask.
    pub fn toggle_invert_mask_tool(
        &mut self,
        settings: &mut Settings,
        id: &str,
    ) -> Result<Outcome, Error> {
        self.with_current(settings, |mask| {
            find_tool(mask, id).map(|tool| tool.inverted = !tool.inverted)
        })
    }

    fn with_current(
        &self,
        settings: &mut Settings,
        change: impl FnOnce(&mut Mask) -> Result<(), Error>,
    ) -> Result<Outcome, Error> {
        match self.current_mask_mut(settings) {
            Some(mask) => change(mask).map(|()| Outcome::Changed),
            None => Ok(Outcome::Ignored(Ignored::NoMaskSelected)),
        }
    }
}

fn find_mask<'a>(settings: &'a mut Settings, id: &str) -> Result<&'a mut Mask, Error> {
    settings
        .masks_mut()
        .iter_mut()
        .find(|mask| mask.id == id)
        .ok_or_else(|| no_mask(id))
}

fn find_tool<'a>(mask: &'a mut Mask, id: &str) -> Result<&'a mut MaskTool, Error> {
    mask.tools
        .iter_mut()
        .find(|tool| tool.id == id)
        .ok_or_else(|| no_tool(id))
}

fn no_mask(id: &str) -> Error {
    Error::NotFound {
        what: "mask",
        id: id.to_owned(),
    }
}

fn no_tool(id: &str) -> Error {
    Error::NotFound {
        what: "tool of the selected mask",
        id: id.to_owned(),
    }
}
