//! Bad input of every kind: a clear error, nothing lost, no crash.

mod common;

use common::{Setup, Stage};
use lrsocket_host::LoadError;

/// The error of a plug-in that cannot be loaded.
#[track_caller]
fn load_error(setup: Setup) -> LoadError {
    match setup.load() {
        Ok(_) => panic!("it was loaded"),
        Err(error) => error,
    }
}

/// `bind` with these parameters besides a context raises this.
#[track_caller]
fn bind_raises(params: &str, expected: &str) {
    let mut stage = Stage::script(&format!(
        "local LrSocket, LrFunctionContext = import 'LrSocket', import 'LrFunctionContext'
         LrFunctionContext.callWithContext('x', function(context)
           print(pcall(function()
             LrSocket.bind {{ plugin = _PLUGIN, {params} }}
           end))
         end)"
    ));
    stage.says(&[&format!("false\ttest.lua:4: LrSocket.bind: {expected}")]);
    assert!(stage.host().socket_summaries().is_empty());
}

#[test]
fn b1_9_a_bad_port_raises() {
    for (port, shown) in [
        ("-1", "-1"),
        ("65536", "65536"),
        ("1.5", "1.5"),
        ("0/0", "NaN"),
        ("math.huge", "inf"),
        ("'80a'", "\"80a\""),
        ("''", "\"\""),
        ("'1.5'", "\"1.5\""),
        ("'70000'", "\"70000\""),
    ] {
        bind_raises(
            &format!("functionContext = context, mode = 'send', port = {port}"),
            &format!(
                "`port` must be a whole number from 0 to 65535 (0 lets the system choose), got {shown}"
            ),
        );
    }
    for (port, shown) in [("nil", "nil"), ("{}", "table"), ("true", "boolean")] {
        bind_raises(
            &format!("functionContext = context, mode = 'send', port = {port}"),
            &format!("`port` must be a port number (0 lets the system choose), got {shown}"),
        );
    }
}

#[test]
fn b1_9_a_numeric_string_is_a_port() {
    for port in ["'4711'", "' 4711 '", "'0x1267'", "'4.711e3'"] {
        let mut stage = Stage::script(&format!(
            "local LrSocket, LrFunctionContext = import 'LrSocket', import 'LrFunctionContext'
             local LrTasks = import 'LrTasks'
             LrFunctionContext.postAsyncTaskWithContext('x', function(context)
               LrSocket.bind {{
                 functionContext = context, plugin = _PLUGIN, mode = 'send', port = {port},
                 onConnecting = function(_, port) print(type(port), port) end,
               }}
               LrTasks.sleep(1)
             end)"
        ));
        stage.says(&["number\t4711"]);
    }
}

#[test]
fn b1_4_an_address_that_is_no_string_raises() {
    bind_raises(
        "functionContext = context, mode = 'send', port = 0, address = 5",
        "`address` must be a string such as \"localhost\", got 5",
    );
}

#[test]
fn b2_1_a_missing_or_wrong_context_raises() {
    let wanted = "`functionContext` must be the context of LrFunctionContext.callWithContext or \
                  postAsyncTaskWithContext, got";
    bind_raises("mode = 'send', port = 0", &format!("{wanted} nil"));
    bind_raises(
        "functionContext = {}, mode = 'send', port = 0",
        &format!("{wanted} table"),
    );
    bind_raises(
        "functionContext = 'context', mode = 'send', port = 0",
        &format!("{wanted} \"context\""),
    );
}

#[test]
fn b2_1_a_wrong_context_raises_in_a_plug_in_that_knows_no_contexts() {
    Stage::script_says(
        "print(pcall(import 'LrSocket'.bind, {
            functionContext = print, plugin = _PLUGIN, mode = 'send', port = 0,
        }))",
        &[
            "false\tLrSocket.bind: `functionContext` must be the context of \
             LrFunctionContext.callWithContext or postAsyncTaskWithContext, got function",
        ],
    );
}

#[test]
fn b2_1_an_ended_context_raises() {
    Stage::script_says(
        "local LrSocket, LrFunctionContext = import 'LrSocket', import 'LrFunctionContext'
         local kept
         LrFunctionContext.callWithContext('x', function(context) kept = context end)
         print(pcall(function()
           LrSocket.bind { functionContext = kept, plugin = _PLUGIN, mode = 'send', port = 0 }
         end))",
        &[
            "false\ttest.lua:5: LrSocket.bind: `functionContext` has ended; bind inside of the \
             function that the context belongs to",
        ],
    );
}

#[test]
fn b2_3_a_bad_mode_raises() {
    for (mode, shown) in [
        ("nil", "nil"),
        ("'both'", "\"both\""),
        ("'Send'", "\"Send\""),
        ("5", "5"),
        ("true", "boolean"),
    ] {
        bind_raises(
            &format!("functionContext = context, port = 0, mode = {mode}"),
            &format!("`mode` must be \"send\" or \"receive\", got {shown}"),
        );
    }
}

#[test]
fn b2_5_a_callback_that_is_no_function_raises() {
    for callback in [
        "onConnecting",
        "onConnected",
        "onMessage",
        "onClosed",
        "onError",
    ] {
        bind_raises(
            &format!("functionContext = context, port = 0, mode = 'send', {callback} = 'print'"),
            &format!("`{callback}` must be a function, got \"print\""),
        );
    }
}

#[test]
fn b2_1_bind_without_parameters_raises() {
    Stage::script_says(
        "local LrSocket = import 'LrSocket'
         print(pcall(function() LrSocket.bind() end))
         print(pcall(function() LrSocket.bind(8080) end))",
        &[
            "false\ttest.lua:2: LrSocket.bind: `params` must be a table of named parameters, got nil",
            "false\ttest.lua:3: LrSocket.bind: `params` must be a table of named parameters, got 8080",
        ],
    );
}

#[test]
fn a_path_where_nothing_is() {
    let settings = lrsocket_host::Settings::new(lrsocket_host::Folders::below("x".as_ref()));
    let Err(error) = lrsocket_host::Host::load("nowhere.lrplugin".as_ref(), settings) else {
        panic!("it was loaded");
    };
    assert!(matches!(error, LoadError::NotFound { .. }), "{error}");
    assert_eq!(
        error.to_string(),
        "nowhere.lrplugin: there is no such plug-in or script"
    );
}

#[test]
fn r6_1_a_folder_without_info_lua() {
    let error = load_error(Setup::files(&[]));
    assert!(matches!(error, LoadError::NoInfo { .. }), "{error}");
}

#[test]
fn r6_1_a_broken_info_lua() {
    for (source, message) in [
        (
            "return { LrToolkitIdentifier = ",
            "1: unexpected symbol near '<eof>'",
        ),
        (
            "error 'oops'",
            "1: attempt to call global 'error' (a nil value)",
        ),
        (
            "return nil",
            "Info.lua must return a table, it returned nil",
        ),
        ("", "Info.lua must return a table, it returned nil"),
        (
            "return 5",
            "Info.lua must return a table, it returned a number",
        ),
        (
            "return {}",
            "LrToolkitIdentifier is missing: a plug-in needs an identifier such as \
             \"com.example.remote\"",
        ),
        (
            "return { LrToolkitIdentifier = 5 }",
            "LrToolkitIdentifier must be a string, it is a number",
        ),
        (
            "return { LrToolkitIdentifier = 'x', LrInitPlugin = {} }",
            "LrInitPlugin must be a string, it is a table",
        ),
        (
            "return { LrToolkitIdentifier = 'x', LrLibraryMenuItems = 'Start' }",
            "LrLibraryMenuItems must be a table",
        ),
        (
            "return { LrToolkitIdentifier = 'x', LrLibraryMenuItems = { 'Start' } }",
            "each item of LrLibraryMenuItems must be a table",
        ),
        (
            "return { LrToolkitIdentifier = 'x', LrExportMenuItems = { { title = 'Start' } } }",
            "each item of LrExportMenuItems needs a title and a file",
        ),
        (
            "return { LrToolkitIdentifier = 'x', LrHelpMenuItems = { title = 'Start' } }",
            "each item of LrHelpMenuItems needs a title and a file",
        ),
        ("while true do end", "Info.lua does not end"),
    ] {
        let error = load_error(Setup::files(&[("Info.lua", source)]));
        let LoadError::BadInfo {
            line,
            message: told,
            ..
        } = &error
        else {
            panic!("{error}");
        };
        let told = line.map_or_else(|| told.clone(), |line| format!("{line}: {told}"));
        assert_eq!(told, message, "{source}");
    }
}

#[test]
fn r5_8_a_byte_order_mark_is_a_load_error() {
    let error = load_error(Setup::files(&[("Info.lua", "\u{feff}return {}")]));
    assert!(error.to_string().contains("byte-order mark"), "{error}");
    let error = load_error(Setup::script("\u{feff}print 'hello'"));
    assert!(matches!(error, LoadError::Syntax { .. }), "{error}");
    assert!(
        error
            .to_string()
            .starts_with("test.lua:1: unexpected symbol near"),
        "{error}"
    );
    let mut stage = Setup::script("print(pcall(function() require 'Bom' end))")
        .file("Bom.lua", "\u{feff}return 1".as_bytes())
        .start();
    let printed = stage.printed();
    assert!(printed[0].contains("byte-order mark"), "{printed:?}");
}

#[test]
fn a_syntax_error_is_told_with_its_line_before_anything_runs() {
    let error = load_error(Setup::script("print 'one'\nlocal x = = 5\n"));
    assert_eq!(error.to_string(), "test.lua:2: unexpected symbol near '='");
}

#[test]
fn r6_2_a_missing_init_script_is_named() {
    let error = load_error(Setup::files(&[(
        "Info.lua",
        "return { LrToolkitIdentifier = 'x', LrInitPlugin = 'Init.lua' }",
    )]));
    assert!(
        matches!(&error, LoadError::MissingScript { key, .. } if *key == "LrInitPlugin"),
        "{error}"
    );
}

#[test]
fn an_empty_script_is_fine() {
    for source in ["", "#!/usr/bin/env lrsocket", "-- nothing", "return 5"] {
        let mut stage = Stage::script(source);
        stage.says(&[]);
        assert!(!stage.host().is_alive());
    }
}

#[test]
fn a_first_line_for_the_shell_keeps_the_line_numbers() {
    let mut stage = Stage::script("#!/usr/bin/env lrsocket\nerror 'oops'");
    stage.fails("script", "test.lua:2: oops");
}

#[test]
fn r5_8_compiled_chunks_load_in_place_of_source() {
    let lua = mlua::Lua::new();
    let compiled = lua
        .load(
            "return string.dump(loadstring([[print('compiled', ...) return 7]], '@Compiled.lua'))",
        )
        .eval::<mlua::LuaString>()
        .unwrap();
    let mut stage = Setup::script("print(require 'Compiled')")
        .file("Compiled.lua", &compiled.as_bytes())
        .start();
    stage.says(&["compiled\tCompiled", "7"]);

    let mut stage = Setup::files(&[])
        .file("test.lua", &compiled.as_bytes())
        .start();
    stage.says(&["compiled"]);
}

#[test]
fn a_truncated_compiled_chunk_is_a_load_error() {
    let error = load_error(Setup::files(&[]).file("test.lua", b"\x1bLuaQ\0\x01"));
    assert!(matches!(error, LoadError::Syntax { .. }), "{error}");
    assert!(error.to_string().contains("precompiled"), "{error}");
}

#[test]
fn endless_recursion_is_an_error_and_no_crash() {
    // Each is a way to nest C calls or Lua calls without end.
    for (what, body, text) in [
        ("plain", "local function f() return 1 + f() end f()", "stack overflow"),
        ("pcall", "local function f() error(select(2, pcall(f)), 0) end f()", "stack overflow"),
        (
            "LrTasks.pcall",
            "local function f() error(select(2, LrTasks.pcall(f)), 0) end f()",
            "stack overflow",
        ),
        (
            "callWithContext",
            "local function f() LrFunctionContext.callWithContext('x', f) end f()",
            "stack overflow",
        ),
        (
            "noyield",
            "local function f() LrFunctionContext.callWithContext_noyield('x', f) end f()",
            "stack overflow",
        ),
        (
            "xpcall",
            "local function f() error(select(2, xpcall(f, function(e) return e end)), 0) end f()",
            "",
        ),
        (
            "metamethod",
            "local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k .. 'x'] end
             local x = t.a",
            "stack overflow",
        ),
        (
            "tostring",
            "local t t = setmetatable({}, { __tostring = function() return tostring(t) end }) tostring(t)",
            "stack overflow",
        ),
        (
            "sort",
            "local function f() table.sort({ 1, 2 }, f) end f()",
            "stack overflow",
        ),
        (
            "gsub",
            "local function f() return (('x'):gsub('x', f)) end f()",
            "stack overflow",
        ),
        (
            "cleanup",
            "local function f(context) context:addCleanupHandler(function()
               LrFunctionContext.callWithContext('y', f)
             end) end
             LrFunctionContext.callWithContext('x', f)",
            "handlers",
        ),
        (
            "mixed",
            "local function f()
               LrTasks.pcall(function() pcall(function()
                 LrFunctionContext.callWithContext('x', function()
                   table.sort({ 1, 2 }, f)
                   import 'LrNothing'
                 end)
               end) end)
               error('deep')
             end f()",
            "",
        ),
    ] {
        for task in [false, true] {
            let (before, after) = if task {
                ("LrTasks.startAsyncTask(function()", "end)")
            } else {
                ("", "")
            };
            let mut stage = Stage::script(&format!(
                "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
                 LrTasks.startAsyncTask(function() LrTasks.yield() print('alive') end)
                 {before} {body} {after}"
            ));
            stage.says(&["alive"]);
            let failures = stage.take_failures();
            if text == "handlers" {
                assert!(failures.iter().all(|f| f.of == "handler"), "{failures:?}");
                assert!(!failures.is_empty());
                continue;
            }
            assert_eq!(failures.len(), 1, "{what}: {failures:?}");
            assert!(failures[0].message.contains(text), "{what}: {failures:?}");
            assert!(failures[0].traceback.len() < 20_000, "{what}");
        }
    }
}

#[test]
fn a_very_deep_stack_has_a_short_traceback() {
    let mut stage = Stage::script(
        "local function deep(n)
           if n == 0 then error('bottom') end
           deep(n - 1)
           return 1
         end
         import('LrTasks').startAsyncTask(function() deep(10000) end)",
    );
    let failure = stage.fails("task", "test.lua:2: bottom");
    assert!(
        failure.traceback.len() < 5000,
        "{}",
        failure.traceback.len()
    );
    assert!(failure.traceback.contains("test.lua:2"));
}

#[test]
fn an_endless_loop_can_be_stopped_and_not_be_caught() {
    use std::sync::atomic::Ordering;
    for body in [
        "while true do end",
        "pcall(function() while true do end end) print 'caught'",
        "LrTasks.pcall(function() while true do end end) print 'caught'",
        "xpcall(function() while true do end end, function() print 'handled' end) print 'caught'",
        "LrFunctionContext.pcallWithContext('x', function() while true do end end) print 'caught'",
        "LrFunctionContext.pcallWithContext_noyield('x', function() while true do end end) print 'caught'",
        "while true do pcall(function() while true do end end) end",
    ] {
        let mut stage = Setup::script(&format!(
            "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
             LrTasks.startAsyncTask(function() {body} end)"
        ))
        .load()
        .unwrap();
        stage.host().interrupt().store(true, Ordering::Relaxed);
        stage.settle();
        stage.says(&[]);
        let failure = stage.failure();
        assert!(
            failure.message.starts_with("stopped at test.lua:2"),
            "{failure:?}"
        );
    }
}

#[test]
fn a_missing_menu_item_tells_which_there_are() {
    let mut stage = Setup::files(&[(
        "Info.lua",
        "return { LrSdkVersion = 6, LrToolkitIdentifier = 'x', LrLibraryMenuItems = {
           { title = 'Start', file = 'Start.lua' }, { title = 'Stop', file = 'Stop.lua' } } }",
    )])
    .start();
    assert_eq!(
        stage.host().menu("Begin"),
        Err(vec!["Start".to_owned(), "Stop".to_owned()])
    );
    stage.host().menu("Start").unwrap();
    stage.settle();
    let failure = stage.failure();
    assert!(failure.message.contains("Start.lua"), "{failure:?}");
}

#[test]
fn require_of_strange_names_stays_in_the_folder() {
    let mut stage = Setup::script(
        "for _, name in ipairs { '../secret', '/etc/passwd', '..', '', '.', 'sub/../../secret', 'a\\0b' } do
           print(pcall(require, name))
         end
         print(pcall(require, nil))
         print(pcall(require, {}))
         print(pcall(require, 5))
         print(require 'sub/Inner')",
    )
    .file("sub/Inner.lua", b"return 'inner'")
    .file("../secret.lua", b"return 'secret'")
    .start();
    let printed = stage.printed();
    for line in &printed[..7] {
        assert!(
            line.starts_with("false\tCould not load toolkit script: "),
            "{printed:?}"
        );
    }
    assert_eq!(
        printed[7..],
        [
            "false\tbad argument #1 to 'require' (string expected, got nil)",
            "false\tbad argument #1 to 'require' (string expected, got table)",
            "false\tbad argument #1 to 'require' (string expected, got number)",
            "inner",
        ]
    );
}
