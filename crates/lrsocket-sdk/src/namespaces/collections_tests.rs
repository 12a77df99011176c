//! LrCollection, LrCollectionSet, LrFolder, LrKeyword and LrExportSession over the built-in catalog.
//! The scripts get their objects by number, as the Lua halves do.

#![expect(clippy::panic, reason = "a test fails by a panic")]

use std::path::Path;
use std::rc::Rc;

use lightroom_sim::{Access, Lightroom};
use lrsocket_proto::MayWait;
use mlua::Table;

use crate::application::Application;
use crate::application::Core;
use crate::application::folders::Folders;
use crate::application::settings::Settings;
use crate::plugin::Plugin;
use crate::record::Event;
use crate::sdk::SDK;
use lrsocket_vm::Vm;

/// `object(page, number)`, `photo(number)`, `fails(text, f, …)`.
const PRELUDE: &str = r#"
    local runtime, ids = ...
    runtime.import "LrKeyword"
    local objects = runtime.objects
    local photos = objects.class_of "LrPhoto" or objects.class("LrPhoto", {}, "photo")
    local photo = photos.object
    local function object(page, number) return objects.class_of(page).object(number) end
    local function fails(text, f, ...)
        local ok, message = pcall(f, ...)
        assert(not ok, "no error: " .. text)
        message = tostring(message)
        assert(message:find(text, 1, true), message)
    end
"#;

/// Runs a script, within a write gate if asked. Returns what the author of the plug-in was told.
fn run(script: &str, gate: bool) -> Vec<String> {
    let lightroom = Lightroom::built_in();
    let app = Rc::new(Application::new(
        Settings::new(Folders::below(Path::new(""))),
        lightroom,
    ));
    // The script is no task.
    app.faults.borrow_mut().faults.profile.catalog_waits = false;
    app.faults.borrow_mut().faults.profile.may_wait = MayWait::Off;
    let core = Rc::new(Core::new(Rc::clone(&app), Plugin::nowhere()));
    let vm = Vm::new(&core, &SDK).expect("a state");
    let ids = ids(&app, &vm);
    let opened = gate.then(|| {
        let mut lightroom = app.lightroom.borrow_mut();
        let gate = lightroom.catalog.begin_write("Test", Access::Write);
        gate.expect("no other gate")
    });
    let source = format!("{PRELUDE}{script}");
    let done: mlua::Result<()> = vm.lua.load(source).call((vm.runtime(), ids));
    if let Err(error) = done {
        panic!("{error}");
    }
    if let Some(gate) = opened {
        app.lightroom.borrow_mut().catalog.end_write(gate);
    }
    let records = std::iter::from_fn(|| app.poll_record());
    let told = records.filter_map(|record| match record.event {
        Event::Diagnostic { message, .. } => Some(message),
        _ => None,
    });
    told.collect()
}

/// Numbers of objects of the built-in catalog.
fn ids(app: &Application, vm: &Vm) -> Table {
    let lightroom = app.lightroom.borrow();
    let catalog = &lightroom.catalog;
    let ids = vm.lua.create_table().expect("a table");
    let set = |name: &str, id: Option<u32>| ids.raw_set(name, id).expect("a number");
    let sets = catalog.child_collection_sets(None);
    let parent = sets.first().copied();
    set(
        "set",
        parent.map(lightroom_sim::CollectionSetId::local_identifier),
    );
    let places = std::iter::once(None).chain(parent.map(Some));
    let collections: Vec<_> = places
        .flat_map(|place| catalog.child_collections(place))
        .collect();
    let is_smart = |id| {
        catalog
            .collection(id)
            .is_ok_and(lightroom_sim::Collection::is_smart)
    };
    let has_photos = |id| catalog.collection_photos(id).is_ok_and(|it| !it.is_empty());
    let plain = collections
        .iter()
        .find(|id| !is_smart(**id) && has_photos(**id));
    let smart = collections.iter().find(|id| is_smart(**id));
    set("plain", plain.map(|id| id.local_identifier()));
    set("smart", smart.map(|id| id.local_identifier()));
    let root = catalog.child_folders(None).first().copied();
    set(
        "folder",
        root.map(lightroom_sim::FolderId::local_identifier),
    );
    let keywords = catalog.child_keywords(None);
    let above = keywords
        .into_iter()
        .find(|id| !catalog.child_keywords(Some(*id)).is_empty());
    set(
        "keyword",
        above.map(lightroom_sim::KeywordId::local_identifier),
    );
    set(
        "photo",
        catalog
            .all_photos()
            .next()
            .map(lightroom_sim::PhotoId::local_identifier),
    );
    ids
}

#[test]
fn keywords_are_a_tree() {
    run(
        r#"
        local keyword = object("LrKeyword", ids.keyword)
        assert(keyword:type() == "LrKeyword" and keyword.localIdentifier == ids.keyword)
        assert(keyword:getParent() == nil and #keyword:getName() > 0)
        local child = keyword:getChildren()[1]
        assert(child:getParent() == keyword)
        local attributes = child:getAttributes()
        assert(attributes.keywordName == child:getName())
        assert(type(attributes.synonyms) == "table" and attributes.includeOnExport ~= nil)
        local found = 0
        for _, one in ipairs(keyword:getChildren()) do found = found + #one:getPhotos() end
        assert(found > 0)
        fails("keyword:getName(", keyword.getName)
        fails("no longer in the catalog", function() return object("LrKeyword", 999999):getName() end)
        fails("withWriteAccessDo", keyword.setAttributes, keyword, { keywordName = "x" })
        "#,
        false,
    );
}

#[test]
fn keywords_change_within_a_gate() {
    run(
        r#"
        local keyword = object("LrKeyword", ids.keyword)
        local child = keyword:getChildren()[1]
        child:setAttributes { keywordName = "renamed", synonyms = { "a", "b" } }
        assert(child:getName() == "renamed" and #child:getSynonyms() == 2)
        child:setParent(nil)
        assert(child:getParent() == nil)
        child:setParent(keyword)
        assert(child:getParent() == keyword)
        fails("below itself", keyword.setParent, keyword, child)
        fails("keyword expected", keyword.setParent, keyword, {})
        "#,
        true,
    );
}

#[test]
fn folders_hold_folders_and_photos() {
    run(
        r#"
        local folder = object("LrFolder", ids.folder)
        assert(folder:type() == "LrFolder" and folder:getParent() == nil)
        assert(folder:getPath():sub(-#folder:getName()) == folder:getName())
        for _, child in ipairs(folder:getChildren()) do assert(child:getParent() == folder) end
        assert(#folder:getPhotos() > 0 and #folder:getPhotos() == #folder:getPhotos(true))
        assert(#folder:getPhotos(false) <= #folder:getPhotos())
        "#,
        false,
    );
}

#[test]
fn collections_and_sets_are_read() {
    run(
        r#"
        local plain = object("LrCollection", ids.plain)
        local smart = object("LrCollection", ids.smart)
        local set = object("LrCollectionSet", ids.set)
        assert(plain:type() == "LrCollection" and set:type() == "LrCollectionSet")
        assert(plain.localIdentifier == ids.plain and set.localIdentifier == ids.set)
        assert(#plain:getPhotos() > 0 and not plain:isSmartCollection())
        assert(smart:isSmartCollection() and type(smart:getSearchDescription()) == "table")
        assert(plain:getSearchDescription() == nil)
        local children = set:getChildren()
        assert(#children == #set:getChildCollections() + #set:getChildCollectionSets())
        for _, child in ipairs(children) do assert(child:getParent() == set) end
        fails("withWriteAccessDo", plain.addPhotos, plain, { photo(ids.photo) })
        fails("photo expected", plain.addPhotos, plain, { plain })
        fails("array of photo expected", plain.addPhotos, plain)
        fails("collection:getName(", plain.getName)
        "#,
        false,
    );
}

#[test]
fn collections_and_sets_change_within_a_gate() {
    run(
        r#"
        local plain = object("LrCollection", ids.plain)
        local smart = object("LrCollection", ids.smart)
        local set = object("LrCollectionSet", ids.set)
        plain:removeAllPhotos()
        assert(#plain:getPhotos() == 0)
        plain:addPhotos { photo(ids.photo) }
        assert(plain:getPhotos()[1] == photo(ids.photo))
        plain:removePhotos { photo(ids.photo) }
        assert(#plain:getPhotos() == 0)
        plain:setName "renamed"
        plain:setParent(set)
        assert(plain:getName() == "renamed" and plain:getParent() == set)
        plain:setParent(nil)
        assert(plain:getParent() == nil)
        smart:setSearchDescription { criteria = "rating", operation = ">=", value = 5 }
        assert(smart:getSearchDescription().value == 5)
        fails("smart", smart.addPhotos, smart, { photo(ids.photo) })
        fails("malformed search", smart.setSearchDescription, smart, 1)
        set:setName "a set"
        assert(set:getName() == "a set")
        plain:delete()
        set:delete()
        fails("no longer in the catalog", plain.getName, plain)
        fails("no longer in the catalog", set.getName, set)
        "#,
        true,
    );
}
