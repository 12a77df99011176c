//! R6 and B8: a plug-in's life, from Info.lua to the end of the run.

mod common;

use common::{Setup, Stage, kind};

const SOCKET: &str = "
local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks'
local LrFunctionContext = import 'LrFunctionContext'
local function bind(context, mode, name)
  return LrSocket.bind {
    functionContext = context, plugin = _PLUGIN, mode = mode, port = 0,
    onConnecting = function() print(name, 'connecting') end,
    onConnected = function() print(name, 'connected') end,
    onMessage = function(_, m) print(name, m) end,
    onClosed = function() print(name, 'closed') end,
    onError = function(_, e) print(name, e) end,
  }
end
";

fn socket_script(body: &str) -> String {
    format!("{SOCKET}{body}")
}

/// A plug-in with these keys in its Info.lua, and these files.
fn plugin(keys: &str, files: &[(&str, &str)]) -> Setup {
    let info =
        format!("return {{ LrSdkVersion = 6, LrToolkitIdentifier = 'com.example.x', {keys} }}");
    let mut all = vec![("Info.lua", info.as_str())];
    all.extend(files);
    Setup::files(&all)
}

#[test]
fn r6_1_the_keys_of_info_lua_are_read() {
    let mut stage = plugin(
        "LrPluginName = LOC '$$$/Name=My plug-in', LrInitPlugin = 'I.lua', LrForceInitPlugin = true,
         LrShutdownPlugin = 'S.lua', LrShutdownApp = 'A.lua', LrEnablePlugin = 'E.lua',
         LrDisablePlugin = 'D.lua', LrPluginInfoProvider = 'P.lua', VERSION = { major = 1 },
         LrSdkMinimumVersion = 3, LrMetadataProvider = 'M.lua', LrExportServiceProvider = {},
         LrExportMenuItems = { { title = 'e', file = 'e.lua' } },
         LrLibraryMenuItems = { { title = 'l', file = 'l.lua' }, { title = 'm', file = 'm.lua' } },
         LrHelpMenuItems = { title = 'h', file = 'h.lua' }",
        &[("I.lua", "")],
    )
    .start();
    let info = &stage.host().plugins().next().unwrap().info;
    assert_eq!(info.identifier, "com.example.x");
    assert_eq!(info.init_plugin.as_deref(), Some("I.lua"));
    assert_eq!(info.shutdown_plugin.as_deref(), Some("S.lua"));
    assert_eq!(info.shutdown_app.as_deref(), Some("A.lua"));
    assert_eq!(info.enable_plugin.as_deref(), Some("E.lua"));
    assert_eq!(info.disable_plugin.as_deref(), Some("D.lua"));
    assert_eq!(info.plugin_info_provider.as_deref(), Some("P.lua"));
    let titles: Vec<&str> = info.menu_items.iter().map(|item| &*item.title).collect();
    assert_eq!(titles, ["e", "l", "m", "h"]);
}

#[test]
fn r6_1_a_missing_lr_sdk_version_is_remarked() {
    let stage = Setup::files(&[("Info.lua", "return { LrToolkitIdentifier = 'x' }")]).start();
    assert_eq!(stage.diagnostics("R6.1").len(), 1);
}

#[test]
fn r6_2_the_init_script_runs_and_a_remark_tells_when_lightroom_would_not() {
    for (keys, remarks) in [
        ("LrInitPlugin = 'Init.lua'", 1),
        ("LrInitPlugin = 'Init.lua', LrForceInitPlugin = true", 1),
        (
            "LrInitPlugin = 'Init.lua', LrForceInitPlugin = true,
             LrHelpMenuItems = { title = 'h', file = 'h.lua' }",
            0,
        ),
    ] {
        let mut stage = plugin(keys, &[("Init.lua", "print 'init'")]).start();
        stage.says(&["init"]);
        assert_eq!(stage.diagnostics("R6.2").len(), remarks, "{keys}");
    }
}

#[test]
fn r6_2_ready_is_told_once_when_all_scripts_have_run() {
    let mut stage = plugin("LrInitPlugin = 'Init.lua'", &[("Init.lua", "print 'init'")]).start();
    stage.advance(10.0);
    assert_eq!(stage.times("ready").len(), 1);
    let order: Vec<String> = stage.records().iter().map(kind).collect();
    let at = |name| order.iter().position(|n| n == name).unwrap();
    assert!(at("log") < at("ready"), "{order:?}");
}

#[test]
fn r6_3_a_menu_item_runs_its_file_from_top_to_bottom_at_every_click() {
    let mut stage = plugin(
        "LrLibraryMenuItems = { { title = '  Start', file = 'Start.lua' } }",
        &[(
            "Start.lua",
            "clicks = (clicks or 0) + 1 print('click', clicks, import('LrTasks').canYield())",
        )],
    )
    .start();
    stage.says(&[]);
    for click in ["click\t1\tfalse", "click\t2\tfalse"] {
        stage.host().menu("Start").unwrap();
        stage.settle();
        stage.says(&[click]);
    }
}

#[test]
fn r6_3_a_click_waits_until_the_tasks_of_the_init_script_wait() {
    let mut stage = plugin(
        "LrInitPlugin = 'Init.lua', LrLibraryMenuItems = { { title = 'Go', file = 'Go.lua' } }",
        &[
            (
                "Init.lua",
                "local LrTasks = import 'LrTasks'
                 LrTasks.startAsyncTask(function()
                   for i = 1, 3 do print(i) LrTasks.yield() end
                 end)",
            ),
            ("Go.lua", "print 'go'"),
        ],
    )
    .load()
    .unwrap();
    stage.host().menu("Go").unwrap();
    stage.settle();
    stage.says(&["1", "2", "3", "go"]);
}

#[test]
fn r6_3_a_menu_item_that_fails_is_a_failure_and_the_plug_in_goes_on() {
    let mut stage = plugin(
        "LrLibraryMenuItems = { { title = 'Go', file = 'Go.lua' } }",
        &[("Go.lua", "error 'oops'")],
    )
    .start();
    for _ in 0..2 {
        stage.host().menu("Go").unwrap();
        stage.settle();
        stage.fails("script", "Go.lua:1: oops");
    }
}

/// What Lightroom shows when it gives up on LrShutdownApp.
const UNRESPONSIVE: &str = "A shutdown task for the plug-in 'com.example.x' became unresponsive and may \
                            not have run to completion.";

#[test]
fn r6_4_a_script_that_returns_no_table_is_waited_for() {
    for (quit, got) in [
        ("print 'quit'", "returned no table"),
        ("print 'quit' return nil", "returned no table"),
        (
            "print 'quit' return true",
            "returned a boolean, not a table",
        ),
        (
            "print 'quit' return { shutdown = print }",
            "without a function LrShutdownFunction",
        ),
    ] {
        let mut stage = plugin("LrShutdownApp = 'Quit.lua'", &[("Quit.lua", quit)]).start();
        stage.host().shut_down();
        stage.settle();
        stage.says(&["quit"]);
        let told = stage.diagnostics("R6.4");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0.contains(got), "{told:?}");
        assert!(!stage.host().is_over());
        let took = stage.shut_down();
        assert!((10.0..11.0).contains(&took), "{took}");
        stage.fails("task", UNRESPONSIVE);
        assert_eq!(stage.diagnostics("R6.4").len(), 1);
    }
}

#[test]
fn r6_4_the_name_of_the_plug_in_is_in_the_warning() {
    let keys = "LrPluginName = 'My plug-in', LrShutdownApp = 'Quit.lua'";
    let mut stage = plugin(keys, &[("Quit.lua", "")]).start();
    stage.shut_down();
    let shown = stage.failure().message;
    assert!(shown.contains("the plug-in 'My plug-in' became"), "{shown}");
}

#[test]
fn r6_4_tasks_run_on_while_lightroom_waits() {
    let mut stage = plugin(
        "LrInitPlugin = 'Init.lua', LrShutdownApp = 'Quit.lua'",
        &[
            (
                "Init.lua",
                "local LrTasks = import 'LrTasks'
                 LrTasks.startAsyncTask(function()
                   while not quit do LrTasks.sleep(1) end
                   print 'saw it'
                 end)",
            ),
            ("Quit.lua", "quit = true"),
        ],
    )
    .start();
    stage.shut_down();
    stage.fails("task", UNRESPONSIVE);
    stage.says(&["saw it"]);
}

#[test]
fn r6_4_a_function_that_nobody_can_end_any_more_is_told_at_once() {
    let quit = "return { LrShutdownFunction = function() print 'forgets done' end }";
    let mut stage = plugin("LrShutdownApp = 'Quit.lua'", &[("Quit.lua", quit)]).start();
    stage.host().shut_down();
    stage.advance(0.1);
    stage.says(&["forgets done"]);
    assert_eq!(stage.diagnostics("R6.4").len(), 1);
    let took = stage.shut_down();
    assert!((9.0..11.0).contains(&took), "{took}");
    stage.fails("task", UNRESPONSIVE);
    assert_eq!(stage.diagnostics("R6.4").len(), 1);
}

#[test]
fn r6_4_a_shutdown_function_ends_with_its_done_function() {
    let mut stage = plugin(
        "LrShutdownApp = 'Quit.lua'",
        &[(
            "Quit.lua",
            "local LrTasks = import 'LrTasks'
             return { LrShutdownFunction = function(done, progress)
               for i = 1, 3 do
                 LrTasks.sleep(6)
                 progress(i / 3, 'quitting')
               end
               print 'done'
               done()
               print 'after'
             end }",
        )],
    )
    .start();
    let took = stage.shut_down();
    assert!((18.0..19.0).contains(&took), "{took}");
    stage.says(&["done", "after"]);
    assert!(stage.diagnostics("R6.4").is_empty());
}

#[test]
fn r6_4_ten_seconds_without_progress_end_it() {
    let mut stage = plugin(
        "LrShutdownApp = 'Quit.lua'",
        &[(
            "Quit.lua",
            "local LrTasks = import 'LrTasks'
             return { LrShutdownFunction = function(done, progress)
               LrTasks.sleep(5)
               progress(0.5)
               LrTasks.sleep(60)
               print 'never'
             end }",
        )],
    )
    .start();
    let took = stage.shut_down();
    assert!((15.0..16.0).contains(&took), "{took}");
    stage.says(&[]);
    stage.fails("task", UNRESPONSIVE);
    assert_eq!(stage.diagnostics("R6.4").len(), 1);
}

#[test]
fn r6_4_a_shutdown_function_that_returns_without_done_is_waited_for() {
    // A task that it started may call doneFunction.
    let mut stage = plugin(
        "LrShutdownApp = 'Quit.lua'",
        &[(
            "Quit.lua",
            "local LrTasks = import 'LrTasks'
             return { LrShutdownFunction = function(done)
               LrTasks.startAsyncTask(function() LrTasks.sleep(3) print 'done' done() end)
             end }",
        )],
    )
    .start();
    let took = stage.shut_down();
    assert!((3.0..4.0).contains(&took), "{took}");
    stage.says(&["done"]);
}

#[test]
fn r6_4_a_shutdown_function_that_fails_is_not_waited_for() {
    for (what, failed) in [
        ("error 'oops'", Some("Quit.lua:3: oops")),
        ("import('LrErrors').throwCanceled()", None),
    ] {
        let quit = format!(
            "return {{ LrShutdownFunction = function()
               import('LrTasks').sleep(2)
               {what}
             end }}"
        );
        let keys = "LrShutdownApp = 'Quit.lua', LrShutdownPlugin = 'Plugin.lua'";
        let files = [("Quit.lua", &*quit), ("Plugin.lua", "print 'plugin'")];
        let mut stage = plugin(keys, &files).start();
        let took = stage.shut_down();
        assert!((2.0..3.0).contains(&took), "{took}");
        if let Some(failed) = failed {
            stage.fails("task", failed);
        }
        stage.says(&["plugin"]);
        assert!(stage.diagnostics("R6.4").is_empty());
    }
}

#[test]
fn r6_4_another_task_that_fails_does_not_end_the_shutdown_function() {
    let mut stage = plugin(
        "LrShutdownApp = 'Quit.lua'",
        &[(
            "Quit.lua",
            "local LrTasks = import 'LrTasks'
             return { LrShutdownFunction = function(done)
               LrTasks.startAsyncTask(function() error 'other' end)
               LrTasks.sleep(3)
               print 'done'
               done()
             end }",
        )],
    )
    .start();
    let took = stage.shut_down();
    assert!((3.0..4.0).contains(&took), "{took}");
    stage.fails("task", "Quit.lua:3: other");
    stage.says(&["done"]);
}

#[test]
fn r6_5_lr_shutdown_plugin_runs_after_lr_shutdown_app_read_anew() {
    let mut stage = plugin(
        "LrShutdownApp = 'App.lua', LrShutdownPlugin = 'Plugin.lua'",
        &[("App.lua", "print 'app'"), ("Plugin.lua", "print 'old'")],
    )
    .start();
    std::fs::write(stage.plugin_folder().join("Plugin.lua"), "print 'new'").unwrap();
    stage.shut_down();
    stage.fails("task", UNRESPONSIVE);
    stage.says(&["app", "new"]);
}

#[test]
fn r6_5_a_missing_or_failing_shutdown_script_does_not_keep_the_run_from_ending() {
    let mut stage = plugin(
        "LrShutdownApp = 'Missing.lua', LrShutdownPlugin = 'Fails.lua'",
        &[("Fails.lua", "error 'oops'")],
    )
    .start();
    stage.shut_down();
    assert!(stage.failure().message.contains("Missing.lua"));
    stage.fails("script", "Fails.lua:1: oops");
}

#[test]
fn r6_7_a_task_of_the_init_script_lives_on() {
    let mut stage = plugin(
        "LrInitPlugin = 'Init.lua'",
        &[(
            "Init.lua",
            "local LrTasks = import 'LrTasks'
             LrTasks.startAsyncTask(function() LrTasks.sleep(3600) print 'alive' end)
             print 'end of script'",
        )],
    )
    .start();
    stage.says(&["end of script"]);
    stage.advance(3600.0);
    stage.says(&["alive"]);
}

#[test]
fn b8_1_the_end_of_the_context_closes_its_sockets_among_the_handlers() {
    let mut stage = Stage::script(&socket_script(
        "LrFunctionContext.postAsyncTaskWithContext('x', function(context)
           context:addCleanupHandler(function() print 'first handler' end)
           bind(context, 'send', 'one')
           context:addCleanupHandler(function() print 'second handler' end)
           bind(context, 'receive', 'two')
           LrTasks.sleep(1)
         end)",
    ));
    stage.says(&["one\tconnecting", "two\tconnecting"]);
    stage.advance(1.0);
    stage.says(&[
        "two\tclosed",
        "second handler",
        "one\tclosed",
        "first handler",
    ]);
    assert!(!stage.listens(50000) && !stage.listens(50001));
    stage.advance(20.0);
    stage.says(&[]);
}

#[test]
fn b8_1_a_socket_of_an_outer_context_outlives_an_inner_one() {
    let mut stage = Stage::script(&socket_script(
        "LrFunctionContext.postAsyncTaskWithContext('outer', function(outer)
           LrFunctionContext.callWithContext('inner', function(inner)
             bind(outer, 'send', 'outer')
             bind(inner, 'send', 'inner')
           end)
           print 'between'
           LrTasks.sleep(5)
         end)",
    ));
    stage.says(&["inner\tclosed", "between", "outer\tconnecting"]);
    stage.advance(5.0);
    stage.says(&["outer\tclosed"]);
}

#[test]
fn b8_1_a_failing_context_closes_its_sockets_too() {
    let mut stage = Stage::script(&socket_script(
        "print(LrFunctionContext.pcallWithContext('x', function(context)
           bind(context, 'send', 'one')
           error('oops', 0)
         end))",
    ));
    stage.says(&["one\tclosed", "false\toops"]);
    assert!(!stage.listens(50000));
}

#[test]
fn b8_1_a_socket_of_a_script_context_is_closed_when_the_script_leaves_it() {
    let mut stage = Stage::script(&socket_script(
        "LrFunctionContext.callWithContext('x', function(context)
           bind(context, 'send', 'one')
         end)
         print 'end'",
    ));
    stage.says(&["one\tclosed", "end"]);
    assert!(!stage.host().is_alive());
}

#[test]
fn b8_2_the_end_of_the_run_closes_every_socket() {
    let mut stage = Stage::script(&socket_script(
        "LrFunctionContext.postAsyncTaskWithContext('x', function(context)
           bind(context, 'send', 'one')
           bind(context, 'receive', 'two')
           while true do LrTasks.sleep(1) end
         end)",
    ));
    let client = stage.connect(50001);
    stage.says(&["one\tconnecting", "two\tconnecting", "two\tconnected"]);
    stage.shut_down();
    stage.says(&["two\tclosed", "one\tclosed"]);
    assert_eq!(client.end(), common::End::Finished);
    assert!(!stage.listens(50000) && !stage.listens(50001));
}

#[test]
fn b8_3_shut_down_scripts_run_while_sockets_still_work() {
    let mut stage = plugin(
        "LrInitPlugin = 'Init.lua', LrShutdownPlugin = 'Stop.lua'",
        &[
            (
                "Init.lua",
                &socket_script(
                    "running = true
                     LrFunctionContext.postAsyncTaskWithContext('x', function(context)
                       sender = bind(context, 'send', 'one')
                       while running do LrTasks.sleep(0.1) end
                       print 'task ends'
                     end)",
                ),
            ),
            ("Stop.lua", "print 'stop' sender:send 'bye' running = false"),
        ],
    )
    .start();
    let client = stage.connect(50000);
    stage.printed();
    stage.shut_down();
    stage.says(&["stop", "task ends", "one\tclosed"]);
    assert_eq!(client.read_text(), "bye");
}

#[test]
fn b8_3_what_is_queued_at_the_end_is_still_written() {
    let mut stage = Stage::script(&socket_script(
        "LrFunctionContext.postAsyncTaskWithContext('x', function(context)
           local sender = bind(context, 'send', 'one')
           context:addCleanupHandler(function() sender:send 'last words' end)
           while true do LrTasks.sleep(1) end
         end)",
    ));
    let client = stage.connect(50000);
    stage.shut_down();
    assert_eq!(client.read_text(), "last words");
    assert_eq!(client.end(), common::End::Finished);
}

#[test]
fn b8_3_handlers_that_never_end_do_not_keep_the_run_from_ending() {
    let mut stage = Stage::script(&socket_script(
        "LrFunctionContext.postAsyncTaskWithContext('x', function(context)
           bind(context, 'send', 'one')
           context:addCleanupHandler(function() while true do LrTasks.sleep(1) end end)
           while true do LrTasks.sleep(1) end
         end)",
    ));
    let took = stage.shut_down();
    assert!((10.0..12.0).contains(&took), "{took}");
    assert!(!stage.listens(50000));
}

#[test]
fn the_run_can_end_while_the_plug_in_has_done_nothing() {
    let mut stage = Stage::script("");
    assert!(stage.shut_down() < 1.0);
}

#[test]
fn a_plug_in_like_the_example_of_the_official_page() {
    // Sends right after bind, uses LrFunctionContext without importing it, waits for onClosed.
    let mut stage = Stage::script(
        "local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks'
         LrTasks.startAsyncTask(function()
           LrFunctionContext.callWithContext('remote', function(context)
             local open = true
             local greeter = LrSocket.bind {
               functionContext = context, port = 0, mode = 'send',
               onError = function(socket, problem)
                 print(problem)
                 if problem == 'timeout' then socket:reconnect() end
               end,
               onClosed = function() open = false end,
             }
             greeter:send('Good morning')
             while open do LrTasks.sleep(0.5) end
             print 'over'
             greeter:close()
           end)
         end)",
    );
    stage.advance(10.0);
    stage.says(&["timeout"]);
    let client = stage.connect(50000);
    assert_eq!(client.read_text(), "Good morning");
    stage.advance(60.0);
    stage.says(&[]);
    let before = stage.seconds();
    stage.shut_down();
    assert!(stage.seconds() - before < 2.0);
    assert_eq!(client.end(), common::End::Finished);
}
