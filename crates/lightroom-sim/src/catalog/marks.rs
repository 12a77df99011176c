//! Stars, flags and labels of the selection (LrSelection), or of the active photo alone
//! ([`Catalog::mark_active_only`]). No gate is needed; each call is one undo step.

use super::Catalog;
use crate::id::PhotoId;
use crate::photo::{ColorLabel, Label, Photo, Pick, Rating};

impl Catalog {
    /// `LrSelection.getRating`: the stars of the active photo, 0 for none.
    pub fn rating(&self) -> Option<u8> {
        let photo = self.photo(self.active_photo()?).ok()?;
        Some(photo.rating.map_or(0, Rating::stars))
    }

    /// `LrSelection.setRating`: `None` takes the stars away.
    pub fn set_rating(&mut self, rating: Option<Rating>) {
        let step = rating.map_or("Remove Rating".to_owned(), |rating| {
            format!("Set Rating to {}", rating.stars())
        });
        self.mark(&step, |photo| photo.rating = rating);
    }

    /// `LrSelection.increaseRating`: one star more for each photo, up to five.
    pub fn increase_rating(&mut self) {
        self.mark("Increase Rating", |photo| {
            let stars = photo.rating.map_or(0, Rating::stars) + 1;
            photo.rating = Rating::new(stars.min(5));
        });
    }

    /// `LrSelection.decreaseRating`: one star less for each photo, down to none.
    pub fn decrease_rating(&mut self) {
        self.mark("Decrease Rating", |photo| {
            photo.rating = photo
                .rating
                .and_then(|rating| Rating::new(rating.stars() - 1));
        });
    }

    /// `LrSelection.getFlag`: that of the active photo.
    pub fn flag(&self) -> Option<Pick> {
        Some(self.photo(self.active_photo()?).ok()?.pick)
    }

    /// `LrSelection.flagAsPick`, `flagAsReject`, `removeFlag`.
    pub fn set_flag(&mut self, pick: Pick) {
        let step = match pick {
            Pick::Picked => "Flag as Pick",
            Pick::Rejected => "Set as Rejected",
            Pick::Unflagged => "Remove Flag",
        };
        self.mark(step, |photo| photo.pick = pick);
    }

    /// `LrSelection.getColorLabel`: that of the active photo.
    pub fn color_label(&self) -> Option<&Label> {
        Some(&self.photo(self.active_photo()?).ok()?.label)
    }

    /// `LrSelection.setColorLabel`, and with `None` `LrSelection.clearLabels`.
    pub fn set_color_label(&mut self, color: Option<ColorLabel>) {
        let step = color.map_or("Clear Color Label".to_owned(), |color| {
            format!("Set Color to {}", color.text())
        });
        let label = color.map_or(Label::None, Label::Color);
        self.mark(&step, |photo| photo.label = label.clone());
    }

    /// `LrSelection.toggleRedLabel` and its kin: takes the label away if the active photo has it,
    /// else gives it to all.
    pub fn toggle_label(&mut self, color: ColorLabel) {
        let has = self.color_label() == Some(&Label::Color(color));
        self.set_color_label((!has).then_some(color));
    }

    /// `LrSelection.removeFromCatalog`.
    pub fn remove_selected(&mut self) {
        let selected = self.marked_photos();
        // They are there: they were just listed.
        let removed = self.remove_photos(&selected);
        debug_assert_eq!(removed, Ok(()));
    }

    /// The photos that a mark is for.
    fn marked_photos(&self) -> Vec<PhotoId> {
        if self.marks_active_only {
            self.active_photo().into_iter().collect()
        } else {
            self.selected_photos()
        }
    }

    fn mark(&mut self, step: &str, mark: impl Fn(&mut Photo)) {
        let selected = self.marked_photos();
        self.command(step, |catalog| {
            for id in selected {
                let Ok(photo) = catalog.photo(id) else {
                    continue;
                };
                let mut marked = photo.clone();
                mark(&mut marked);
                let changes = (marked.rating, marked.pick) != (photo.rating, photo.pick)
                    || marked.label != photo.label;
                if changes && let Ok(photo) = catalog.photo_mut(id) {
                    mark(photo);
                }
            }
        });
    }
}
