//! R7: every member of the SDK, called in the places where it may not be able to wait, does what the
//! table of members says.

mod common;

use common::Setup;
use lrsocket_host::{Coverage, State, Waits, coverage};

/// Members that cannot be called just like this, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("LrApplication.shutdown", "Lightroom quits"),
    ("LrTasks.pcall", "it is what calls the others"),
];

const INFO: &str = "return {
    LrToolkitIdentifier = 'org.lrsocket.waits', LrPluginName = 'Waits', LrSdkVersion = 6.0,
    LrInitPlugin = 'Init.lua', LrForceInitPlugin = true,
    LrExportMenuItems = { { title = 'Outside', file = 'Outside.lua' } },
}";

/// Finds an object of each class, then calls all members in each place inside a task.
const INIT: &str = r#"
    local LrApplication, LrTasks = import "LrApplication", import "LrTasks"
    local MEMBERS = require "Members"
    local BOUNDARY = "Yielding is not allowed within a C or metamethod call"
    local YIELD = "AgEventLoop.yieldToScheduler called when yielding is not allowed"
    local FIND = "LrCatalog:findPhotos: must be called from within an LrTask"
    OUTSIDE = "We can only wait from within a task"
    local TEXTS = { OUTSIDE, BOUNDARY, YIELD, FIND }

    catalog = LrApplication.activeCatalog()
    objects = { catalog = catalog }

    local function first(list) return list[1] end

    local function find()
        objects.photo = catalog:getTargetPhoto()
        objects.folder = first(catalog:getFolders())
        objects.keyword = first(catalog:getKeywords())
        catalog:withWriteAccessDo("make", function()
            objects.collection = catalog:createCollection("waits", nil, true)
            objects.collectionSet = catalog:createCollectionSet("waits too", nil, true)
        end)
        objects.exportSession = import "LrExportSession" { photosToExport = { objects.photo }, exportSettings = {} }
        for _, rendition in objects.exportSession:renditions() do
            objects.exportRendition = rendition
        end
    end

    -- What a call needs to get as far as waiting.
    local ARGUMENTS = {
        ["LrHttp.get"] = { "http://localhost:9" },
        ["LrHttp.post"] = { "http://localhost:9", "" },
        ["LrHttp.postMultipart"] = { "http://localhost:9", {} },
        ["LrTasks.execute"] = { "exit 0" },
        ["LrTasks.executeWithRunAsVerb"] = { "exit 0" },
        ["LrTasks.sleep"] = { 0 },
    }

    -- Calls a member of an object of its class, or of something that is none.
    local function call(member)
        local of = import(member.page)
        local arguments = ARGUMENTS[member.path] or {}
        if member.receiver == member.page then
            return of[member.name](unpack(arguments))
        end
        return of[member.name](objects[member.receiver] or {}, unpack(arguments))
    end

    -- The text of an error that is about waiting.
    local function about_waiting(e)
        for i = 1, #TEXTS do
            if e == TEXTS[i] then return e end
        end
        return nil
    end

    -- Calls all members with `protected`; what waits is to raise `expected`, nothing else any such text.
    function check(place, protected, expected)
        for i = 1, #MEMBERS do
            local member = MEMBERS[i]
            local _, e = protected(function() return call(member) end)
            local wanted = nil
            if member.waits == "must" then
                wanted = expected
                if expected and member.name:find "^yield" then wanted = YIELD end
                if expected and member.path == "catalog:findPhotos" then wanted = FIND end
            end
            if about_waiting(e) ~= wanted then
                print(place, member.path, member.waits, tostring(e))
            end
        end
        print(place, #MEMBERS)
    end

    LrTasks.startAsyncTask(function()
        find()
        check("in a task", LrTasks.pcall, nil)
        check("in pcall", pcall, BOUNDARY)
        check("in a comparator", function(f)
            local ok, e
            table.sort({ 1, 2 }, function()
                if ok == nil then ok, e = LrTasks.pcall(f) end
                return false
            end)
            return ok, e
        end, BOUNDARY)
        ready = true
    end)
"#;

/// The members as Lua.
fn members(all: &[Coverage]) -> String {
    let mut lua = String::from("return {\n");
    for it in all {
        let Some((receiver, name)) = it.member.rsplit_once(['.', ':']) else {
            continue;
        };
        let (page, path, waits) = (it.namespace, it.member, it.waits.as_str());
        let member = format!(
            "{{ page = '{page}', path = '{path}', receiver = '{receiver}', name = '{name}', \
             waits = '{waits}' }},\n"
        );
        lua.push_str(&member);
    }
    lua.push('}');
    lua
}

#[test]
fn r7_every_member_waits_where_the_table_says_and_nowhere_else() {
    let all = coverage().unwrap();
    assert!(all.iter().all(|it| it.waits_rule.starts_with('R')));
    let here = all.into_iter().filter(|it| {
        let known = it.is_function && it.state != State::NotImplemented;
        let callable = it.namespace.starts_with("Lr") && it.namespace != "LrSocket";
        known && callable && LEFT_OUT.iter().all(|(out, _)| *out != it.member)
    });
    let here: Vec<Coverage> = here.collect();
    assert!(here.len() > 400, "{}", here.len());
    let must = here.iter().filter(|it| it.waits == Waits::Must).count();
    assert!(must > 60, "{must}");
    let members = members(&here);
    let mut stage = Setup::files(&[
        ("Info.lua", INFO),
        ("Init.lua", INIT),
        ("Members.lua", &members),
        ("Outside.lua", "check('outside', pcall, OUTSIDE)"),
    ])
    .settings(|settings| settings.offline = true)
    .start();
    stage.advance(60.0);
    while let Some((id, _)) = stage.work() {
        stage.work_done(id, 0);
        stage.advance(60.0);
    }
    let failures = stage.take_failures();
    stage.host().menu("Outside").unwrap();
    stage.advance(60.0);
    let count = here.len();
    let said = stage.printed();
    let places = ["in a task", "in pcall", "in a comparator", "outside"];
    assert_eq!(
        said,
        places.map(|place| format!("{place}\t{count}")),
        "{failures:?}"
    );
}
