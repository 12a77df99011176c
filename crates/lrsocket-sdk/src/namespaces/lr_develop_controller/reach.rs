//! How the members reach the controller and the settings of the active photo.

use std::fmt::Display;

use lightroom_sim::develop::{Controller, Error, Ignored, Outcome, Settings, parameters};
use lightroom_sim::{Lightroom, Module, PhotoId};

use lrsocket_proto::UnknownDevelopNames;

use crate::vm::namespace::Call;
use crate::vm::raise::{Raise, SdkResult};

/// What a call of a member needs of the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// The Develop module must be active.
    Develop,
    /// The Develop module becomes active.
    Opens,
    /// Any module will do.
    Nothing,
}

/// How a change of the settings is undone.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// As one step of this name.
    Named(&'static str),
    /// With the other moves of the slider of this parameter that come soon after each other.
    Slider(&'static str),
}

/// One call of a member.
#[derive(Clone, Copy)]
pub(super) struct Member<'c> {
    pub(super) call: &'c Call<'c>,
    pub(super) name: &'static str,
    pub(super) needs: Needs,
}

impl<'c> Member<'c> {
    /// A member that needs the Develop module.
    pub(super) const fn new(call: &'c Call<'c>, name: &'static str) -> Self {
        Member {
            call,
            name,
            needs: Needs::Develop,
        }
    }

    /// Reads the controller and the settings. Nothing if there is no photo to read them of.
    pub(super) fn read<R>(
        self,
        read: impl FnOnce(&Controller, &Settings) -> SdkResult<R>,
    ) -> SdkResult<Option<R>> {
        let lightroom = &mut *self.call.core.app.lightroom.borrow_mut();
        let Some(photo) = self.photo(lightroom) else {
            return Ok(None);
        };
        let photo = lightroom.catalog.photo(photo).map_err(|e| self.raise(e))?;
        read(&lightroom.develop, &photo.develop).map(Some)
    }

    /// Changes the controller alone.
    pub(super) fn control<R>(
        self,
        change: impl FnOnce(&mut Controller, &Settings) -> Result<R, Error>,
    ) -> SdkResult<Option<R>> {
        let lightroom = &mut *self.call.core.app.lightroom.borrow_mut();
        let Some(photo) = self.photo(lightroom) else {
            return Ok(None);
        };
        let photo = lightroom.catalog.photo(photo).map_err(|e| self.raise(e))?;
        change(&mut lightroom.develop, &photo.develop)
            .map(Some)
            .map_err(|error| self.raise(error))
    }

    /// Changes the controller and the settings. The outcome of `change` says whether the settings
    /// are different, and only then there is something to undo and to tell observers of.
    pub(super) fn edit<R>(
        self,
        step: Step,
        change: impl FnOnce(&mut Controller, &mut Settings) -> Result<(Outcome, R), Error>,
    ) -> SdkResult<Option<R>> {
        let lightroom = &mut *self.call.core.app.lightroom.borrow_mut();
        let Some(id) = self.photo(lightroom) else {
            return Ok(None);
        };
        let Lightroom {
            catalog, develop, ..
        } = lightroom;
        let change = |settings: &mut Settings| change(develop, settings);
        let changed = match step {
            Step::Named(name) => catalog.edit_develop(id, name, change),
            Step::Slider(name) => catalog.move_slider(id, name, name, change),
        };
        let changed = changed.map_err(|error| self.raise(error))?;
        let (outcome, result) = changed.map_err(|error| self.raise(error))?;
        self.tell_of(outcome, step);
        Ok(Some(result))
    }

    /// Tells why a call had no effect, if it had none.
    pub(super) fn tell(self, outcome: Outcome) {
        self.tell_of(outcome, Step::Named(""));
    }

    /// Tells why a call had no effect, if it had none. What is a parameter's own affair is told once for
    /// each line of the plug-in and parameter.
    fn tell_of(self, outcome: Outcome, step: Step) {
        let Outcome::Ignored(why) = outcome else {
            return;
        };
        let reason = match why {
            Ignored::OtherProcessVersion => {
                "the photo's process version or file type does not have this parameter"
            }
            Ignored::UnknownProfile => "there is no such camera profile for this photo",
            Ignored::NoLook => "the photo has no Look whose amount could be changed",
            Ignored::NotANumber => "the parameter is not a number",
            Ignored::NoMaskSelected => return self.no_effect("no mask is selected"),
            Ignored::MaskingClosed => return self.no_effect("the masking tool is not open"),
            Ignored::NoSpotSelected => return self.no_effect("no spot is selected"),
        };
        let Step::Slider(parameter) = step else {
            return self.no_effect(reason);
        };
        let name = self.name;
        let message = format!("LrDevelopController.{name} has no effect on {parameter}: {reason}");
        let rule = if why == Ignored::UnknownProfile {
            "R9.2"
        } else {
            "R9.8"
        };
        let core = self.call.core;
        core.diagnose_once_at(rule, message, self.call.caller());
    }

    /// Tells why a call has no effect; each reason once.
    pub(super) fn no_effect(self, reason: &'static str) {
        self.call.core.diagnose_once(reason, || {
            let name = self.name;
            let message = format!("LrDevelopController.{name} has no effect: {reason}");
            (message, self.call.caller())
        });
    }

    /// Reports a name that no develop parameter has (R9.7), once for each line of the plug-in: an error
    /// under `unknown_develop_names = raise`.
    pub(super) fn unknown(self, name: &str, what: &str) -> SdkResult<()> {
        let member = self.name;
        let in_force = self.call.core.app.faults.borrow();
        if in_force.faults.profile.unknown_develop_names == UnknownDevelopNames::Raise {
            return Err(self.raise(format_args!("unknown {what} \"{name}\"")));
        }
        drop(in_force);
        let meant = parameters::similar(name);
        let meant = meant.map_or_else(String::new, |meant| format!("; is \"{meant}\" meant?"));
        let message = format!(
            "LrDevelopController.{member}: no version of Lightroom is known to have the {what} \
             \"{name}\"; the call does nothing and returns nil{meant}"
        );
        let core = self.call.core;
        core.diagnose_once_at("R9.7", message, self.call.caller());
        Ok(())
    }

    /// The error of a call that is refused.
    pub(super) fn raise(self, error: impl Display) -> Raise {
        Raise::Text(format!("LrDevelopController.{}: {error}", self.name))
    }

    /// Whether the Develop module can be used (R9.5). If not, the author is told.
    fn is_up(self, lightroom: &Lightroom) -> bool {
        let takes = self
            .call
            .core
            .app
            .faults
            .borrow()
            .faults
            .profile
            .module_switch;
        if lightroom.seconds_in_module() >= takes.as_secs_f64() {
            return true;
        }
        self.no_effect(
            "Lightroom has only just switched to the Develop module (R9.5): sleep for a quarter of a \
             second after LrApplicationView.switchToModule",
        );
        false
    }

    /// The active photo, if its settings can be worked on now.
    fn photo(self, lightroom: &mut Lightroom) -> Option<PhotoId> {
        let in_develop = lightroom.view().module == Module::Develop;
        if self.needs == Needs::Develop && !in_develop {
            self.no_effect("the Develop module is not active");
            return None;
        }
        if self.needs == Needs::Develop && !self.is_up(lightroom) {
            return None;
        }
        if self.needs == Needs::Opens && !in_develop {
            lightroom.switch_to_module(Module::Develop);
        }
        let photo = lightroom.catalog.active_photo();
        lightroom.follow_active_photo();
        let Some(id) = photo else {
            self.no_effect("no photo is active");
            return None;
        };
        let photo = lightroom.catalog.photo(id).ok()?;
        if photo.video.is_some() {
            self.no_effect("the active photo is a video");
            return None;
        }
        Some(id)
    }
}
