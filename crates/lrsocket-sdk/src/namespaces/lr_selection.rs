//! LrSelection: the selected photos, and the marks that a person gives them. As with the keyboard,
//! no write access is needed, and each call is one undo step; outside of the grid, marks are for the
//! active photo alone.

use lightroom_sim::{Catalog, ColorLabel, Direction, Label, Module, Pick, Rating};

use crate::shared::modules::module_is;
use crate::vm::args::Args;
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

type Command = fn(&mut Catalog);

/// The members that take and return nothing.
const COMMANDS: [(&str, Command); 19] = [
    ("clearLabels", |catalog| catalog.set_color_label(None)),
    ("decreaseRating", Catalog::decrease_rating),
    ("deselectActive", Catalog::deselect_active),
    ("deselectOthers", Catalog::deselect_others),
    ("flagAsPick", |catalog| catalog.set_flag(Pick::Picked)),
    ("flagAsReject", |catalog| catalog.set_flag(Pick::Rejected)),
    ("increaseRating", Catalog::increase_rating),
    ("nextPhoto", Catalog::next_photo),
    ("previousPhoto", Catalog::previous_photo),
    ("removeFlag", |catalog| catalog.set_flag(Pick::Unflagged)),
    ("removeFromCatalog", Catalog::remove_selected),
    ("selectAll", Catalog::select_all),
    ("selectInverse", Catalog::select_inverse),
    ("selectNone", Catalog::select_none),
    ("toggleBlueLabel", |it| it.toggle_label(ColorLabel::Blue)),
    ("toggleGreenLabel", |it| it.toggle_label(ColorLabel::Green)),
    ("togglePurpleLabel", |it| {
        it.toggle_label(ColorLabel::Purple);
    }),
    ("toggleRedLabel", |it| it.toggle_label(ColorLabel::Red)),
    ("toggleYellowLabel", |it| {
        it.toggle_label(ColorLabel::Yellow);
    }),
];

/// The members that do something in the Library alone.
const IN_LIBRARY: [(&str, Command); 2] = [
    ("selectFirstPhoto", Catalog::select_first_photo),
    ("selectLastPhoto", Catalog::select_last_photo),
];

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrSelection",
    build: |ns| {
        for (name, command) in COMMANDS {
            ns.function(name, move |call, _| {
                command(&mut call.core.app.lightroom.borrow_mut().catalog);
                Ok(())
            });
        }
        for (name, command) in IN_LIBRARY {
            ns.function(name, move |call, _| {
                if module_is(call, "LrSelection", name, &[Module::Library]) {
                    command(&mut call.core.app.lightroom.borrow_mut().catalog);
                }
                Ok(())
            });
        }
        ns.function("extendSelection", extend_selection);
        // Without an active photo these are nil.
        ns.function("getRating", |call, _| {
            Ok(call.core.app.lightroom.borrow().catalog.rating())
        });
        ns.function("getFlag", |call, _| {
            let lightroom = call.core.app.lightroom.borrow();
            Ok(lightroom.catalog.flag().map(Pick::status))
        });
        ns.function("getColorLabel", |call, _| {
            let lightroom = call.core.app.lightroom.borrow();
            Ok(lightroom.catalog.color_label().map(Label::color_name))
        });
        ns.function("setRating", set_rating);
        ns.function("setColorLabel", set_color_label);
        Ok(())
    },
};

fn extend_selection(call: &Call<'_>, args: &Args<'_>) -> SdkResult<()> {
    let direction = match args.text(1)?.as_str() {
        "left" => Direction::Left,
        "right" => Direction::Right,
        _ => return Err(args.bad(1, "\"left\" or \"right\" expected")),
    };
    // Guess: without an amount one photo, as with the arrow keys.
    let amount = args.optional_count(2)?.unwrap_or(1);
    let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
    catalog.extend_selection(direction, amount);
    Ok(())
}

fn set_rating(call: &Call<'_>, args: &Args<'_>) -> SdkResult<()> {
    let wanted = args.number(1)?;
    let Some(stars) = (0..=5).find(|stars| f64::from(*stars).total_cmp(&wanted).is_eq()) else {
        return Err(args.bad(1, "a whole number from 0 to 5 expected"));
    };
    let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
    catalog.set_rating(Rating::new(stars));
    Ok(())
}

fn set_color_label(call: &Call<'_>, args: &Args<'_>) -> SdkResult<()> {
    let name = args.text(1)?;
    let color = ColorLabel::parse(&name);
    if color.is_none() && name != "none" {
        let expected = "\"red\", \"yellow\", \"green\", \"blue\", \"purple\" or \"none\" expected";
        return Err(args.bad(1, expected));
    }
    let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
    catalog.set_color_label(color);
    Ok(())
}
