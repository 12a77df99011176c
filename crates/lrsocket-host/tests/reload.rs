//! Reloading, disabling and enabling a plug-in (R6.5, R6.6, B8.2), and several in one Lightroom.

mod common;

use common::Setup;

const INFO: &str = "return { LrSdkVersion = 6, LrToolkitIdentifier = 'org.example.a',
    LrInitPlugin = 'Init.lua', LrForceInitPlugin = true,
    LrShutdownPlugin = 'Shutdown.lua', LrDisablePlugin = 'Disable.lua',
    LrEnablePlugin = 'Enable.lua', LrPluginInfoProvider = 'Manager.lua',
    LrExportMenuItems = { { title = 'Start', file = 'Start.lua' } } }";

/// Binds a receive socket in a task that never ends, and says what happens to it.
const INIT: &str = "
    generation = (generation or 0) + 1
    print('init', generation)
    import 'LrTasks'.startAsyncTask(function()
        import 'LrFunctionContext'.callWithContext('serve', function(context)
            context:addCleanupHandler(function(ok) print('cleanup', ok) end)
            import 'LrSocket'.bind {
                functionContext = context, plugin = _PLUGIN, port = 40123, mode = 'receive',
                onConnecting = function() print('connecting') end,
                onMessage = function(_, line) print('message', line) end,
                onClosed = function() print('closed') end,
                onError = function(_, text) print('error', text) end,
            }
            while true do import 'LrTasks'.sleep(1) end
        end)
    end)";

fn plugin() -> Setup {
    Setup::files(&[
        ("Info.lua", INFO),
        ("Init.lua", INIT),
        ("Shutdown.lua", "print('shutdown')"),
        ("Disable.lua", "print('disable')"),
        ("Enable.lua", "print('enable')"),
        (
            "Manager.lua",
            "drawn = (drawn or 0) + 1 print('manager', drawn, generation)",
        ),
        ("Start.lua", "print('start', generation)"),
    ])
}

#[test]
fn b8_2_a_reload_gives_a_fresh_state_and_closes_the_sockets() {
    let mut stage = plugin().start();
    stage.settle();
    stage.says(&["init\t1", "connecting"]);
    stage.host().reload("org.example.a").unwrap();
    stage.advance(2.0);
    // The port is free for the new state: close and listen are in order (B5.6).
    stage.says(&[
        "shutdown",
        "closed",
        "cleanup\tfalse",
        "init\t1",
        "connecting",
    ]);
    stage.host().menu("Start").unwrap();
    stage.settle();
    stage.says(&["start\t1"]);
}

#[test]
fn b8_2_reload_leak_leaves_the_old_socket_and_its_callbacks() {
    let mut stage = plugin()
        .profile(|profile| profile.reload_leak = true)
        .start();
    stage.settle();
    stage.says(&["init\t1", "connecting"]);
    stage.host().reload("").unwrap();
    stage.settle();
    // The old socket keeps the port, so the new one cannot have it.
    stage.says(&[
        "shutdown",
        "init\t1",
        "error\tfailed to open localhost:40123",
    ]);
    let client = stage.connect(40123);
    client.write(b"to the old one\n");
    stage.settle();
    stage.says(&["message\tto the old one"]);
    stage.shut_down();
    // One plug-in is loaded: its script runs once. That of the old state has run at the reload.
    stage.says(&[
        "shutdown",
        "closed",
        "cleanup\tfalse",
        "closed",
        "cleanup\tfalse",
    ]);
}

#[test]
fn r6_5_disabling_closes_the_sockets_and_enabling_loads_it_again() {
    let mut stage = plugin().start();
    stage.settle();
    stage.says(&["init\t1", "connecting"]);
    stage.host().disable("org.example.a").unwrap();
    stage.advance(2.0);
    stage.says(&["disable", "closed", "cleanup\tfalse"]);
    assert!(stage.host().menu("Start").is_err());
    assert!(stage.host().reload("org.example.a").is_err());
    stage.host().enable("org.example.a").unwrap();
    stage.advance(1.0);
    stage.says(&["init\t1", "enable", "connecting"]);
    assert!(stage.host().enable("org.example.a").is_err());
    stage.host().disable("").unwrap();
    stage.advance(2.0);
    stage.host().enable("").unwrap(); // The only one that is disabled.
}

#[test]
fn r6_5_the_only_disabled_plug_in_is_enabled_without_its_name_even_while_it_ends() {
    let mut stage = plugin().start();
    stage.settle();
    stage.says(&["init\t1", "connecting"]);
    stage.host().disable("").unwrap();
    // Its tasks have half a second to end; nothing of it has happened yet.
    stage.host().enable("").unwrap();
    assert!(stage.host().enable("").is_err());
    stage.advance(2.0);
    stage.says(&[
        "disable",
        "closed",
        "cleanup\tfalse",
        "init\t1",
        "enable",
        "connecting",
    ]);
}

#[test]
fn r6_5_a_plug_in_that_is_being_reloaded_can_be_disabled() {
    let mut stage = plugin().start();
    stage.settle();
    stage.says(&["init\t1", "connecting"]);
    stage.host().reload("").unwrap();
    stage.host().reload("org.example.a").unwrap();
    stage.host().disable("org.example.a").unwrap();
    stage.advance(2.0);
    stage.says(&["shutdown", "closed", "cleanup\tfalse"]);
    stage.host().enable("").unwrap();
    stage.advance(1.0);
    stage.says(&["init\t1", "enable", "connecting"]);
}

#[test]
fn r6_6_the_plug_in_manager_runs_its_file_at_every_drawing_in_the_same_globals() {
    let mut stage = plugin().start();
    stage.settle();
    stage.says(&["init\t1", "connecting"]);
    for _ in 0..2 {
        stage.host().plugin_manager();
        stage.settle();
    }
    stage.says(&["manager\t1\t1", "manager\t2\t1"]);
}

#[test]
fn a_plug_in_that_no_longer_compiles_is_told_at_reload_and_the_run_goes_on() {
    let mut stage = plugin().start();
    stage.settle();
    stage.says(&["init\t1", "connecting"]);
    std::fs::write(stage.plugin_folder().join("Init.lua"), "this is no Lua").unwrap();
    stage.host().reload("org.example.a").unwrap();
    stage.advance(1.0);
    stage.says(&["shutdown", "closed", "cleanup\tfalse"]);
    let failure = stage.failure();
    assert!(
        failure.message.contains("could not be loaded again"),
        "{failure:?}"
    );
    assert!(failure.message.contains("Init.lua:1:"), "{failure:?}");
    assert_eq!(stage.host().plugins().count(), 0);

    // Its author mends it, and reloads it.
    std::fs::write(stage.plugin_folder().join("Init.lua"), "print('mended')").unwrap();
    stage.host().reload("").unwrap();
    stage.settle();
    stage.says(&["mended"]);
}

#[test]
fn several_plug_ins_have_a_lua_state_of_their_own_and_share_the_ports() {
    let mut stage = plugin().start();
    stage.settle();
    stage.says(&["init\t1", "connecting"]);
    let other = tempfile::tempdir().unwrap();
    let script = "print(generation == nil)
        import 'LrTasks'.startAsyncTask(function()
            import 'LrFunctionContext'.callWithContext('x', function(context)
                import 'LrSocket'.bind { functionContext = context, plugin = _PLUGIN, port = 40123,
                    mode = 'send', onError = function(_, text) print('other', text) end }
                import 'LrTasks'.sleep(1)
            end)
        end)";
    let path = other.path().join("other.lua");
    std::fs::write(&path, script).unwrap();
    stage.host().add(&path).unwrap();
    stage.advance(2.0);
    stage.says(&["true", "other\tfailed to open localhost:40123"]);
    let of_plugins: Vec<_> = stage
        .records()
        .iter()
        .filter_map(|r| r.plugin.clone())
        .collect();
    assert!(
        of_plugins.iter().any(|name| &**name == "other"),
        "{of_plugins:?}"
    );
    assert!(stage.host().reload("").is_err(), "which one of two?");
}
