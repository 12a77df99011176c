//! Masks: what they select is a matter of pixels, which are not there; what they are made of, what
//! they are called and what their sliders say is.

mod kind;
mod table;

pub use kind::{AiKind, MaskType, RangeKind};
pub(crate) use table::{masks_from_value, masks_to_value};

use super::parameters::{self, ParameterId};
use super::sparse::Sparse;
use super::{Error, FileKind, Ignored, Outcome, ProcessVersion, Table, Value};

/// How a tool of a mask is combined with the tools before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combine {
    /// What it selects is added.
    #[default]
    Add,
    /// Only what both select remains.
    Intersect,
    /// What it selects is taken away.
    Subtract,
}

/// One part of a mask: a brush, a gradient, a range, a detected subject.
///
/// A tool made through the SDK has no geometry: Lightroom waits for the user to paint or to drag,
/// or detects the subject in the picture. Geometry that came in a table is kept in `rest`.
#[derive(Clone, Debug, PartialEq)]
pub struct MaskTool {
    /// Its id, unique in the photo.
    pub id: String,
    /// Its name, such as "Linear Gradient 1".
    pub name: String,
    /// What selects.
    pub mask_type: MaskType,
    /// How it is combined with the tools before it.
    pub combine: Combine,
    /// Whether it has no effect for now.
    pub hidden: bool,
    /// Whether it selects everything else.
    pub inverted: bool,
    /// The fields that came in a table and are not looked at: geometry, digests, dabs.
    pub(crate) rest: Table,
}

/// One mask: tools that select, and sliders for what they select.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask {
    /// Its id, unique in the photo.
    pub id: String,
    /// Its name, such as "Mask 1".
    pub name: String,
    /// Whether it has no effect for now.
    pub hidden: bool,
    /// Its tools, in the order in which they are combined.
    pub tools: Vec<MaskTool>,
    pub(crate) values: Sparse,
    pub(crate) rest: Table,
}

impl MaskTool {
    fn to_listing(&self) -> Table {
        let mut table = Table::from([
            ("ID".to_owned(), self.id.as_str().into()),
            ("Name".to_owned(), self.name.as_str().into()),
            ("Type".to_owned(), self.mask_type.name().into()),
            ("Hidden".to_owned(), self.hidden.into()),
            ("Inverted".to_owned(), self.inverted.into()),
        ]);
        if let Some(subtype) = self.mask_type.subtype() {
            table.insert("Subtype".to_owned(), subtype.into());
        }
        table
    }
}

impl Mask {
    /// Its entry in what `getAllMasks` returns: `ID`, `Name`, `Hidden`, and `Tools` with `ID`,
    /// `Name`, `Type`, `Subtype`, `Hidden` and `Inverted`.
    pub fn to_listing(&self) -> Table {
        let tools = self
            .tools
            .iter()
            .map(|tool| Value::Table(tool.to_listing()));
        Table::from([
            ("ID".to_owned(), self.id.as_str().into()),
            ("Name".to_owned(), self.name.as_str().into()),
            ("Hidden".to_owned(), self.hidden.into()),
            ("Tools".to_owned(), tools.collect::<Vec<_>>().into()),
        ])
    }

    pub(crate) fn new(id: String, name: String) -> Self {
        Self {
            id,
            name,
            hidden: false,
            tools: Vec::new(),
            values: Sparse::default(),
            rest: Table::new(),
        }
    }

    /// The value of one of its sliders, such as `local_Exposure`. Nothing for a parameter that is
    /// not a mask's, or that the process version does not have.
    pub fn value(&self, id: ParameterId, version: ProcessVersion) -> Option<&Value> {
        let slot = local_slot(id, version)?;
        Some(self.values.read(slot))
    }

    /// Sets one of its sliders. A number is moved into its range.
    pub fn set(
        &mut self,
        id: ParameterId,
        version: ProcessVersion,
        value: Value,
    ) -> Result<Outcome, Error> {
        let Some(slot) = local_slot(id, version) else {
            return Ok(Outcome::Ignored(Ignored::OtherProcessVersion));
        };
        let value = slot.accept(value)?;
        Ok(Outcome::changed(self.values.write(
            slot.key,
            value,
            &slot.default,
        )))
    }

    /// Puts one of its sliders back.
    pub fn reset(&mut self, id: ParameterId, version: ProcessVersion) -> Outcome {
        match local_slot(id, version) {
            Some(slot) => Outcome::changed(self.values.remove(slot.key)),
            None => Outcome::Ignored(Ignored::OtherProcessVersion),
        }
    }

    /// Inverts every tool.
    pub(crate) fn invert(&mut self) {
        for tool in &mut self.tools {
            tool.inverted = !tool.inverted;
        }
    }

    /// The name of a further tool: the type's, and a number that no tool of that type has.
    pub(crate) fn next_tool_name(&self, mask_type: MaskType) -> String {
        let names = self.tools.iter().map(|tool| tool.name.as_str());
        next_name(mask_type.label(), &names.collect::<Vec<_>>())
    }
}

/// The form of a mask's parameter.
pub(crate) fn local_slot(
    id: ParameterId,
    version: ProcessVersion,
) -> Option<&'static parameters::Slot> {
    // Masks have the same sliders in both kinds of file.
    let slot = parameters::slot(id, FileKind::Raw, version)?;
    id.parameter().is_local().then_some(slot)
}

/// A label and the first number that makes it a name of its own.
pub(crate) fn next_name(label: &str, used: &[&str]) -> String {
    let mut number = 1;
    loop {
        let name = format!("{label} {number}");
        if !used.contains(&name.as_str()) {
            return name;
        }
        number += 1;
    }
}
