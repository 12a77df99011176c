//! How one parameter is described.

use crate::develop::{FileKind, ProcessVersion};

/// The panel of the Develop module that shows a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Basic.
    Adjust,
    /// Tone curve.
    Tone,
    /// Colour mixer, and black and white.
    Mixer,
    /// Colour grading.
    ColorGrading,
    /// Sharpening and noise.
    Detail,
    /// Vignette and grain.
    Effects,
    /// Lens corrections and transform.
    LensCorrections,
    /// Calibration.
    Calibrate,
    /// Lens blur.
    LensBlur,
    /// The crop tool.
    Crop,
    /// The sliders of a mask.
    Local,
    /// No panel: a switch of a whole panel, or a value without a control.
    None,
}

impl Panel {
    /// Its id in `revealPanel`; what has none is named as in the SDK reference's list.
    pub fn id(self) -> &'static str {
        match self {
            Self::Adjust => "adjustPanel",
            Self::Tone => "tonePanel",
            Self::Mixer => "mixerPanel",
            Self::ColorGrading => "colorGradingPanel",
            Self::Detail => "detailPanel",
            Self::Effects => "effectsPanel",
            Self::LensCorrections => "lensCorrectionsPanel",
            Self::Calibrate => "calibratePanel",
            Self::LensBlur => "lensBlurPanel",
            Self::Crop => "crop",
            Self::Local => "local",
            Self::None => "",
        }
    }
}

/// A slider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Its left end.
    pub min: f64,
    /// Its right end.
    pub max: f64,
    /// Where it stands at first.
    pub default: f64,
    /// How far `increment` and `decrement` move it.
    pub step: f64,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Takes {
    /// A number on a slider.
    Number(Range),
    /// A check box that is 0 or 1; `true` and `false` are taken too.
    Switch(bool),
    /// A check box that is `true` or `false`.
    Flag(bool),
    /// A text.
    Text(&'static str),
    /// A tone curve; straight at first.
    Curve,
    /// A list or table, empty at first; what is in it is not checked.
    Any,
}

/// What a parameter is for one kind of file and some process versions.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The key in the develop settings. A dot means a table in the settings.
    pub key: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// The first and the last process version that have it.
    pub versions: (ProcessVersion, ProcessVersion),
    /// The kind of file that has it, if only one has.
    pub file: Option<FileKind>,
    /// The number in the settings for 1 on the slider.
    pub scale: f64,
    /// Whether it can be read but not changed, such as a tone slider of an older process version.
    pub inert: bool,
    /// Whether the settings have the key only once it was set.
    pub when_set: bool,
}

/// How well a parameter's name is known. Ranges and defaults of names that are not documented are
/// those of the control in the Develop module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The SDK reference lists it for `LrDevelopController`.
    Documented,
    /// Public dumps of a real Lightroom have it.
    Measured,
    /// Public plug-ins have it in their own tables of parameters.
    Reported,
    /// The key of a parameter in the settings, which Lightroom takes for most parameters.
    Guess,
}

impl Form {
    /// Whether a photo has this form.
    pub fn applies(&self, file: FileKind, version: ProcessVersion) -> bool {
        self.versions.0 <= version && version <= self.versions.1 && self.is_of(file)
    }

    /// Whether photos of this kind of file have the form.
    pub fn is_of(&self, file: FileKind) -> bool {
        self.file.is_none_or(|kind| kind == file)
    }
}

/// One develop parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name in `LrDevelopController`.
    pub name: &'static str,
    /// Its panel.
    pub panel: Panel,
    /// How well the name is known.
    pub known: Known,
    /// Whether `LrDevelopController` takes the name; if not, it is a key of the settings only.
    pub in_controller: bool,
    /// What it is, for most photos.
    pub form: Form,
    /// What it is for the others.
    pub others: &'static [Form],
}

impl Parameter {
    /// Whether it belongs to the selected mask, not to the photo.
    pub fn is_local(&self) -> bool {
        self.panel == Panel::Local
    }

    /// All its forms.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        std::iter::once(&self.form).chain(self.others)
    }

    /// Under another key of the settings.
    pub(super) const fn key(mut self, key: &'static str) -> Self {
        self.form.key = key;
        self
    }

    /// In some process versions only.
    pub(super) const fn versions(mut self, first: ProcessVersion, last: ProcessVersion) -> Self {
        self.form.versions = (first, last);
        self
    }

    /// For one kind of file; the others have the forms that follow.
    pub(super) const fn file(mut self, file: FileKind) -> Self {
        self.form.file = Some(file);
        self
    }

    /// With other forms too.
    pub(super) const fn or(mut self, others: &'static [Form]) -> Self {
        self.others = others;
        self
    }

    /// In the settings, 1 on the slider is this.
    pub(super) const fn scale(mut self, scale: f64) -> Self {
        self.form.scale = scale;
        self
    }

    /// In no version of the SDK reference's list.
    pub(super) const fn known(mut self, known: Known) -> Self {
        self.known = known;
        self
    }

    /// A key of the settings that is no parameter.
    pub(super) const fn setting_only(mut self) -> Self {
        self.in_controller = false;
        self
    }

    /// Can be read but not changed.
    pub(super) const fn inert(mut self) -> Self {
        self.form.inert = true;
        self
    }

    /// In the settings only once it was set.
    pub(super) const fn when_set(mut self) -> Self {
        self.form.when_set = true;
        self
    }
}

/// A parameter with the same key in every photo.
pub(super) const fn parameter(name: &'static str, panel: Panel, takes: Takes) -> Parameter {
    let form = form(name, takes, ProcessVersion::V1, ProcessVersion::V6);
    Parameter {
        name,
        panel,
        known: Known::Documented,
        in_controller: true,
        form,
        others: &[],
    }
}

/// One further form.
pub(super) const fn form(
    key: &'static str,
    takes: Takes,
    first: ProcessVersion,
    last: ProcessVersion,
) -> Form {
    Form {
        key,
        takes,
        versions: (first, last),
        file: None,
        scale: 1.0,
        inert: false,
        when_set: false,
    }
}

/// One further form for rendered files.
pub(super) const fn rendered(key: &'static str, takes: Takes) -> Form {
    form(key, takes, ProcessVersion::V1, ProcessVersion::V6).of(FileKind::Rendered)
}

impl Form {
    /// For one kind of file.
    pub(super) const fn of(mut self, file: FileKind) -> Self {
        self.file = Some(file);
        self
    }

    /// Can be read but not changed.
    pub(super) const fn shown(mut self) -> Self {
        self.inert = true;
        self
    }
}

/// A slider.
pub(super) const fn slider(min: f64, max: f64, default: f64, step: f64) -> Takes {
    Takes::Number(Range {
        min,
        max,
        default,
        step,
    })
}

/// A slider from 0 to 100.
pub(super) const fn percent(default: f64) -> Takes {
    slider(0.0, 100.0, default, 5.0)
}

/// A slider from −100 to 100.
pub(super) const SIGNED: Takes = slider(-100.0, 100.0, 0.0, 5.0);

/// A colour wheel's angle.
pub(super) const HUE: Takes = slider(0.0, 360.0, 0.0, 5.0);
