//! Develop settings that a plug-in applies, and what Lightroom does with them without a word.

use lightroom_sim::develop::{Applied, Applier, Note, Settings, Table};
use lightroom_sim::{Catalog, PhotoId};

use crate::vm::namespace::Call;

/// How a plug-in applies these settings to this photo.
pub(crate) fn by_plug_in(catalog: &Catalog, photo: PhotoId, settings: &Table) -> Applier {
    Applier::PlugIn {
        active: catalog.active_photo() == Some(photo),
        profile_is_used: profile(settings).is_some_and(|name| is_used(catalog, name)),
    }
}

fn profile(settings: &Table) -> Option<&str> {
    settings.get("CameraProfile")?.as_text()
}

/// Whether a photo has a camera profile that is not one of Adobe's.
fn is_used(catalog: &Catalog, profile: &str) -> bool {
    let mut photos = catalog.photos();
    !Settings::is_a_profile(profile)
        && photos.any(|(_, photo)| photo.develop.camera_profile() == Some(profile))
}

/// Reports what became of settings that did not simply get their values: a diagnostic for each reason
/// and line of the plug-in.
pub(crate) fn report(call: &Call<'_>, member: &str, settings: &Table, applied: &Applied) {
    let tell = |rule, message| {
        call.core.diagnose_once_at(rule, message, call.caller());
    };
    if !applied.refused.is_empty() {
        let keys = applied.refused.join(", ");
        tell(
            "",
            format!(
                "{member}: these settings have the wrong type and are left as they are: {keys}"
            ),
        );
    }
    let mut notes: Vec<Note> = applied.notes.iter().map(|(_, note)| *note).collect();
    notes.sort_unstable();
    notes.dedup();
    for note in notes {
        let keys = applied.notes.iter().filter(|(_, it)| *it == note);
        let keys: Vec<_> = keys.map(|(key, _)| key.as_str()).collect();
        let (rule, text) = words(note, &keys.join(", "), settings);
        tell(rule, format!("{member} {text}"));
    }
}

fn words(note: Note, keys: &str, settings: &Table) -> (&'static str, String) {
    match note {
        Note::OtherProcessVersion => (
            "R9.12",
            format!("ignores {keys}: the photo's process version does not have these settings"),
        ),
        Note::OtherFileKind => (
            "R9.12",
            format!(
                "ignores {keys}: raw photos have Temperature and Tint, other photos \
                 IncrementalTemperature and IncrementalTint, and Looks for raw photos stay on no other"
            ),
        ),
        Note::UnknownKey => (
            "R9.12",
            format!("drops {keys}: no version of Lightroom is known to have these settings"),
        ),
        Note::UnknownProfile => {
            let name = profile(settings).unwrap_or_default();
            let text = format!(
                "ignores CameraProfile = \"{name}\": this photo can have no such camera profile \
                 (Adobe's, such as \"Adobe Color\", are Looks over \"Adobe Standard\")"
            );
            ("R9.2", text)
        }
        Note::NamedBalance => {
            let name = settings.get("WhiteBalance").and_then(|it| it.as_text());
            let name = name.unwrap_or_default();
            let text = format!(
                "ignores {keys}: WhiteBalance = \"{name}\" in the same table sets them; with \
                 \"Custom\" they count"
            );
            ("R9.12", text)
        }
        Note::Kelvin => (
            "R9.3",
            format!(
                "sets {keys} of a photo that is not raw: in Lightroom it turns blue; such photos \
                 have IncrementalTemperature, from -100 to 100"
            ),
        ),
        Note::Unchecked => (
            "R9.11",
            format!(
                "stores {keys} as given, out of range or for another kind of photo: Lightroom checks \
                 settings of the active photo only"
            ),
        ),
    }
}
