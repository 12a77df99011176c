//! Lua states are used again: no plug-in notices, and nothing of a plug-in that is gone is kept.

mod common;

use common::Stage;
use lrsocket_host::lua_state::{Libraries, LuaState};

/// Does all that makes Rust hold something of Lua: namespaces, tasks that sleep, open sockets,
/// observers, contexts that go on.
const BUSY: &str = r#"
local imported = {}
for name in ("LrApplication LrApplicationView LrBinding LrColor LrDate LrDevelopController LrDialogs "
    .. "LrDigest LrErrors LrFileUtils LrFunctionContext LrHttp LrLocalization LrLogger LrMD5 LrMath "
    .. "LrObservableTable LrPasswords LrPathUtils LrPhotoInfo LrPrefs LrProgressScope LrRecursionGuard "
    .. "LrSelection LrShell LrSocket LrSounds LrStringUtils LrSystemInfo LrTasks LrUndo LrView LrXml"
    ):gmatch("%S+") do
    imported[name] = import(name)
end
local L = imported
os.time() os.date() os.time { year = 2020, month = 1, day = 1 }
math.random()
L.LrDigest.SHA1.digest("x")
L.LrLogger("test"):enable("print")
L.LrPrefs.prefsForPlugin().number = 1
L.LrFunctionContext.postAsyncTaskWithContext("test", function(context)
    local observed = L.LrBinding.makePropertyTable(context)
    observed:addObserver("x", function() end)
    observed.x = 1
    L.LrDevelopController.addAdjustmentChangeObserver(context, observed, function() end)
    L.LrApplication.activeCatalog():getTargetPhoto():getFormattedMetadata("fileName")
    for _, mode in ipairs { "send", "receive" } do
        L.LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 0, mode = mode,
            onMessage = function() end }
    end
    L.LrTasks.startAsyncTask(function() L.LrTasks.sleep(1e6) end)
    L.LrTasks.pcall(function() L.LrTasks.sleep(1) error({}) end)
    print("busy")
    L.LrTasks.sleep(1e6)
end)
"#;

#[test]
fn nothing_of_a_plugin_is_kept_when_its_host_is_gone() {
    let run = |source: &str| {
        let mut stage = Stage::script(source);
        stage.advance(2.0);
        stage.says(&["busy"]);
    };
    let held = || {
        LuaState::new(Libraries::OfPlugins)
            .map(|spare| spare.used_memory())
            .unwrap()
    };
    let mut seen = Vec::new();
    for _ in 0..16 {
        run(BUSY);
        seen.push(held());
    }
    // The first compiles, the second reads what was compiled, and that stays; tables of the
    // interpreter itself find their size. How far the collector has come by the end of a run goes
    // round in a circle of a few runs.
    let most = |runs: &[usize]| runs.iter().max().copied();
    assert_eq!(most(&seen[4..10]), most(&seen[10..16]), "{seen:?}");
}

#[test]
fn nothing_that_a_plugin_changes_is_seen_by_the_next() {
    let look = r#"print(made_up, ("x").made_up, table.made_up, getmetatable("").made_up, import "LrTasks".made_up)"#;
    let change = r#"
        made_up = 1
        string.made_up, table.made_up, getmetatable("").made_up = 1, 1, 1
        import "LrTasks".made_up = 1
        print("changed")
    "#;
    Stage::script(change).says(&["changed"]);
    Stage::script(look).says(&["nil\tnil\tnil\tnil\tnil"]);
}
