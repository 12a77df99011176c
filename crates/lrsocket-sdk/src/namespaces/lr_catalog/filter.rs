//! The view filter of the Library: `getCurrentViewFilter` and `setViewFilter`.

use lightroom_sim::{
    Combine, Search, ShownKinds, Table as SimTable, Value as SimValue, ViewFilter,
};
use mlua::Value;

use crate::shared::{found, values};
use crate::vm::args::Args;
use crate::vm::namespace::Builder;
use crate::vm::raise::SdkResult;

/// Fields of a filter that choose a colour label, and the `labelColor` that they stand for.
const LABELS: [(&str, f64); 5] = [
    ("label1", 1.0),
    ("label2", 2.0),
    ("label3", 3.0),
    ("label4", 4.0),
    ("label5", 5.0),
];

/// The other documented fields; what is not among them is said to have no effect.
const OTHERS: [&str; 15] = [
    "columnBrowserActive",
    "columnBrowserDesc",
    "customLabel",
    "edit",
    "filtersActive",
    "labelOp",
    "minRating",
    "nolabel",
    "pick",
    "ratingOp",
    "searchOp",
    "searchString",
    "searchStringActive",
    "searchTarget",
    "whichCopies",
];

pub(super) fn declare(ns: &mut Builder<'_>) {
    ns.private("getCurrentViewFilter", |call, _| {
        let mut fields = unfiltered();
        {
            let lightroom = call.core.app.lightroom.borrow();
            let set = lightroom.catalog.view_filter().fields.fields.clone();
            fields.fields.extend(set);
        }
        Ok(values::plain(call.lua, &SimValue::Table(fields))?)
    });
    // Whether it is another one than before, and the names of what has no effect.
    ns.private("setViewFilter", |call, args| {
        let fields = match args.value(1) {
            Value::Nil => SimTable::default(),
            _ => match values::argument(args, 1)? {
                SimValue::Table(fields) => fields,
                _ => return Err(args.expected(1, "table")),
            },
        };
        let mut without_effect = Vec::new();
        let filter = Reader::new(fields, args).read(&mut without_effect)?;
        let changed = found::with_catalog(call, |it| {
            let changed = *it.view_filter() != filter;
            it.set_view_filter(filter)?;
            Ok(changed)
        })?;
        Ok((changed, without_effect))
    });
}

/// The filter that hides nothing.
fn unfiltered() -> SimTable {
    let mut table = SimTable::of([
        ("minRating", SimValue::Number(0.0)),
        ("ratingOp", ">=".into()),
        ("searchOp", "all".into()),
        ("searchString", "".into()),
        ("searchTarget", "all".into()),
    ]);
    let parts = ["columnBrowserActive", "filtersActive", "searchStringActive"];
    let labels = LABELS.iter().map(|(name, _)| *name);
    let off = parts
        .into_iter()
        .chain(labels)
        .chain(["customLabel", "nolabel"]);
    let off = off.map(|name| (name.to_owned(), SimValue::Bool(false)));
    table.fields.extend(off);
    table
}

/// Reads the table of a plug-in.
struct Reader<'a> {
    fields: SimTable,
    args: &'a Args<'a>,
}

impl<'a> Reader<'a> {
    fn new(fields: SimTable, args: &'a Args<'a>) -> Self {
        Reader { fields, args }
    }

    fn read(mut self, without_effect: &mut Vec<String>) -> SdkResult<ViewFilter> {
        let attributes = self.attributes(without_effect)?;
        let kinds = self.kinds(without_effect);
        let text = self.text(without_effect);
        // A part that was not switched is on if there is something in it.
        let attributes = attributes.filter(|_| self.is_on("filtersActive"));
        let kinds = kinds.filter(|_| self.is_on("filtersActive"));
        let text = text.filter(|_| self.is_on("searchStringActive"));
        self.switched("filtersActive", attributes.is_some() || kinds.is_some());
        self.switched("searchStringActive", text.is_some());
        if *self.fields.field("columnBrowserActive") == SimValue::Bool(true) {
            without_effect.push("columnBrowserActive".to_owned());
        }
        let known =
            |name: &str| OTHERS.contains(&name) || LABELS.iter().any(|(label, _)| *label == name);
        let unknown = self.fields.fields.iter();
        let unknown = unknown.filter(|(name, value)| {
            !known(name) && !matches!(value, SimValue::Nil | SimValue::Bool(false))
        });
        without_effect.extend(unknown.map(|(name, _)| name.clone()));
        let searches: Vec<Search> = attributes.into_iter().chain(text).collect();
        Ok(ViewFilter {
            search: (!searches.is_empty())
                .then_some(Search::Combined(Combine::Intersect, searches)),
            kinds,
            fields: self.fields,
        })
    }

    fn is_on(&self, part: &str) -> bool {
        *self.fields.field(part) != SimValue::Bool(false)
    }

    fn is_true(&self, field: &str) -> bool {
        *self.fields.field(field) == SimValue::Bool(true)
    }

    fn switched(&mut self, part: &str, on: bool) {
        let value = self.fields.fields.entry(part.to_owned());
        value.or_insert(on.into());
    }

    /// Stars, flags, labels and whether a photo was edited.
    fn attributes(&self, without_effect: &mut Vec<String>) -> SdkResult<Option<Search>> {
        let mut all = Vec::new();
        let stars = match self.fields.field("minRating") {
            SimValue::Nil => 0.0,
            SimValue::Number(stars) => *stars,
            _ => return Err(self.args.bad(1, "minRating must be a number")),
        };
        let operation = self.fields.field("ratingOp").as_text().unwrap_or(">=");
        if stars > 0.0 || operation != ">=" {
            all.push(Search::criterion("rating", operation, stars));
        }
        let mut labels: Vec<SimValue> = Vec::new();
        let chosen = LABELS.iter().filter(|(name, _)| self.is_true(name));
        labels.extend(chosen.map(|(_, color)| SimValue::Number(*color)));
        labels.extend(self.is_true("customLabel").then(|| "custom".into()));
        labels.extend(self.is_true("nolabel").then(|| "none".into()));
        all.extend(any_of("labelColor", "==", labels));
        let flags = [("flagged", 1.0), ("unflagged", 0.0), ("rejected", -1.0)];
        let flags = self.chosen("pick", &flags, without_effect);
        all.extend(any_of("pick", "==", flags));
        let edits = [("edited", true), ("unedited", false)];
        let edits = self.chosen("edit", &edits, without_effect);
        all.extend(any_of("hasAdjustments", "==", edits));
        Ok((!all.is_empty()).then_some(Search::Combined(Combine::Intersect, all)))
    }

    fn kinds(&self, without_effect: &mut Vec<String>) -> Option<ShownKinds> {
        let kinds = [("masterImages", 0), ("virtualCopies", 1), ("videos", 2)];
        let chosen = self.chosen("whichCopies", &kinds, without_effect);
        (!chosen.is_empty()).then(|| ShownKinds {
            masters: chosen.contains(&0),
            virtual_copies: chosen.contains(&1),
            videos: chosen.contains(&2),
        })
    }

    /// What a field chooses of several; nothing if it chooses none or all of them. The names are
    /// separated by whatever is no letter.
    fn chosen<T: Copy>(
        &self,
        field: &str,
        of: &[(&str, T)],
        without_effect: &mut Vec<String>,
    ) -> Vec<T> {
        let text = self.fields.field(field).as_text().unwrap_or_default();
        let names = text.split(|it: char| !it.is_ascii_alphabetic());
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        if names.iter().any(|name| of.iter().all(|(it, _)| it != name)) {
            without_effect.push(field.to_owned());
        }
        let chosen = of.iter().filter(|(name, _)| names.contains(name));
        let chosen: Vec<T> = chosen.map(|(_, it)| *it).collect();
        if chosen.len() == of.len() {
            Vec::new()
        } else {
            chosen
        }
    }

    fn text(&self, without_effect: &mut Vec<String>) -> Option<Search> {
        let text = self.fields.field("searchString").as_text();
        let text = text.filter(|text| !text.is_empty())?;
        let operation = match self.fields.field("searchOp").as_text() {
            None => "all",
            Some("noneof") => "noneOf",
            Some("beginwith") => "beginsWith",
            Some("endswith") => "endsWith",
            Some(operation) => operation,
        };
        let target = match self.fields.field("searchTarget").as_text() {
            None => "all",
            Some("keyword") => "keywords",
            Some(target) => target,
        };
        let search = Search::criterion(target, operation, text);
        if search.is_supported() {
            return Some(search);
        }
        without_effect.push("searchTarget".to_owned());
        None
    }
}

/// A search for any of these values; nothing if there are none.
fn any_of(
    criteria: &str,
    operation: &str,
    values: impl IntoIterator<Item = impl Into<SimValue>>,
) -> Option<Search> {
    let values = values.into_iter();
    let any = values.map(|value| Search::criterion(criteria, operation, value));
    let any: Vec<Search> = any.collect();
    (!any.is_empty()).then_some(Search::Combined(Combine::Union, any))
}
