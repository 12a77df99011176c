//! Stacks of photos within a folder.

use std::sync::Arc;

use super::data::key::Key;
use super::data::stack::Stack;
use super::{Catalog, StackPosition};
use crate::error::{Error, Result};
use crate::id::{PhotoId, StackId};

impl Catalog {
    /// The stack that a photo is in.
    pub fn stack_of(&self, photo: PhotoId) -> Result<Option<&Stack>> {
        let stack = self.photo(photo)?.stack;
        Ok(stack
            .and_then(|stack| self.store.stacks.get(&stack))
            .map(|stack| &**stack))
    }

    /// Makes a stack of these photos, the first on top; each leaves the stack it was in. Like the
    /// menu item, this needs no gate.
    pub fn stack_photos(&mut self, photos: &[PhotoId]) -> Result<()> {
        self.try_command("Group into Stack", |catalog| catalog.make_stack(photos))
    }

    /// Takes a stack apart.
    pub fn unstack(&mut self, photo: PhotoId) -> Result<()> {
        self.try_command("Unstack", |catalog| {
            let members = catalog.stack_of(photo)?.map(|stack| stack.members.clone());
            catalog.leave_stacks(&members.unwrap_or_default())
        })
    }

    /// Collapses or expands the stack of a photo.
    pub fn set_stack_collapsed(&mut self, photo: PhotoId, collapsed: bool) -> Result<()> {
        let Some(stack) = self.photo(photo)?.stack else {
            return Ok(());
        };
        let name = if collapsed {
            "Collapse Stack"
        } else {
            "Expand Stack"
        };
        self.command(name, |catalog| {
            if let Some(stack) = catalog.stack_mut(stack) {
                stack.collapsed = collapsed;
            }
        });
        Ok(())
    }

    pub(crate) fn make_stack(&mut self, photos: &[PhotoId]) -> Result<()> {
        for photo in photos {
            self.photo(*photo)?;
        }
        if photos.len() < 2 {
            let problem = "a stack needs at least two photos".to_owned();
            return Err(Error::BadArgument {
                function: "Group into Stack",
                problem,
            });
        }
        self.leave_stacks(photos)?;
        let id = StackId(self.new_id());
        self.keep(Key::Stack(id));
        let stack = Stack {
            members: photos.to_vec(),
            collapsed: false,
        };
        self.store.stacks.insert(id, Arc::new(stack));
        for photo in photos {
            self.photo_mut(*photo)?.stack = Some(id);
        }
        Ok(())
    }

    /// Puts `photo` next to `anchor`, into its stack or a new one.
    pub(crate) fn stack_with(
        &mut self,
        photo: PhotoId,
        anchor: PhotoId,
        position: StackPosition,
    ) -> Result<()> {
        let Some(id) = self.photo(anchor)?.stack else {
            return self.make_stack(&match position {
                StackPosition::Above => [photo, anchor],
                StackPosition::Below => [anchor, photo],
            });
        };
        if let Some(stack) = self.stack_mut(id) {
            let at = stack
                .members
                .iter()
                .position(|member| *member == anchor)
                .unwrap_or(0);
            let below = usize::from(position == StackPosition::Below);
            stack.members.insert(at + below, photo);
        }
        self.photo_mut(photo)?.stack = Some(id);
        Ok(())
    }

    /// Takes photos out of their stacks; a stack of one is none.
    pub(crate) fn leave_stacks(&mut self, photos: &[PhotoId]) -> Result<()> {
        for photo in photos {
            let Some(id) = self.photo(*photo)?.stack else {
                continue;
            };
            self.photo_mut(*photo)?.stack = None;
            let Some(stack) = self.stack_mut(id) else {
                continue;
            };
            stack.members.retain(|member| member != photo);
            if let [last] = stack.members[..] {
                self.store.stacks.remove(&id);
                self.photo_mut(last)?.stack = None;
            }
        }
        Ok(())
    }

    fn stack_mut(&mut self, id: StackId) -> Option<&mut Stack> {
        self.keep(Key::Stack(id));
        self.store.stacks.get_mut(&id).map(Arc::make_mut)
    }
}
