//! R5: what a plug-in finds in its Lua.

mod common;

use std::path::MAIN_SEPARATOR;

use common::{Setup, Stage};
use lrsocket_host::proto::Platform;

/// A script that prints the sorted keys of a table, in one line.
fn keys_of(table: &str) -> String {
    format!(
        "local keys = {{}}
         for key in pairs({table}) do keys[#keys + 1] = key end
         table.sort(keys)
         print(table.concat(keys, ' '))"
    )
}

#[test]
fn r5_1_r5_2_the_globals_are_exactly_these() {
    Stage::script_says(
        &keys_of("_G"),
        &[
            "LOC MAC_ENV _G _PLUGIN _VERSION assert coroutine debug dofile error getmetatable import \
           io ipairs load loadfile loadstring math next os pairs pcall print rawequal rawget rawset \
           require select setmetatable string table tonumber tostring type unpack xpcall",
        ],
    );
}

#[test]
fn r5_1_win_env_and_mac_env_are_true_or_nil() {
    let script = "print(WIN_ENV, MAC_ENV)";
    let mut stage = Setup::script(script)
        .settings(|settings| settings.platform = Platform::Win)
        .start();
    stage.says(&["true\tnil"]);
    Stage::script_says(script, &["nil\ttrue"]);
}

#[test]
fn r5_1_print_goes_to_the_log() {
    Stage::script_says(
        "print('a', nil, 1.5, true)
         print()
         print('two\\nlines')
         print(setmetatable({}, { __tostring = function() return 'named' end }))",
        &["a\tnil\t1.5\ttrue", "", "two\nlines", "named"],
    );
}

#[test]
fn r5_1_print_of_what_cannot_be_printed_raises_as_in_lua() {
    Stage::script_says(
        "print(pcall(function()
           print(setmetatable({}, { __tostring = function() error('oops', 0) end }))
         end))
         print(pcall(function()
           print(setmetatable({}, { __tostring = function() return {} end }))
         end))",
        &[
            "false\toops",
            "false\ttest.lua:5: 'tostring' must return a string to 'print'",
        ],
    );
}

#[test]
fn r5_1_the_version_is_that_of_lua() {
    Stage::script_says("print(_VERSION)", &["Lua 5.1"]);
}

#[test]
fn r5_2_these_are_absent() {
    Stage::script_says(
        "print(collectgarbage, gcinfo, getfenv, setfenv, module, newproxy, package, jit, bit)",
        &["nil\tnil\tnil\tnil\tnil\tnil\tnil\tnil\tnil"],
    );
}

#[test]
fn r5_3_the_libraries_have_exactly_these_members() {
    for (library, members) in [
        ("os", "clock date time tmpname"),
        ("table", "concat insert remove shallowcopy sort"),
        ("coroutine", "canYield running"),
        ("debug", "getinfo traceback"),
        (
            "io",
            "close flush input lines open output popen read stderr stdin stdout tmpfile type write",
        ),
        (
            "math",
            "abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10 \
             max min mod modf pi pow rad random randomseed sin sinh sqrt tan tanh",
        ),
        (
            "string",
            "byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper",
        ),
    ] {
        Stage::script_says(&keys_of(library), &[members]);
    }
}

#[test]
fn r5_3_shallowcopy_copies_one_level() {
    Stage::script_says(
        "local inner = {}
         local original = setmetatable({ 1, 2, inner = inner }, { __index = { x = 1 } })
         local copy = table.shallowcopy(original)
         print(copy ~= original, #copy, copy[2], copy.inner == inner, copy.x)
         print(pcall(function() table.shallowcopy(5) end))",
        &[
            "true\t2\t2\ttrue\tnil",
            "false\ttest.lua:5: bad argument #1 to 'shallowcopy' (table expected, got number)",
        ],
    );
}

#[test]
fn r5_3_the_clocks_are_those_of_the_host() {
    let mut stage = Stage::script(
        "local LrTasks = import 'LrTasks'
         LrTasks.startAsyncTask(function()
           local clock, time = os.clock(), os.time()
           print(os.date('!%Y-%m-%d %H:%M:%S'))
           LrTasks.sleep(90)
           print(os.clock() - clock, os.time() - time)
           print(os.date('!%H:%M:%S'), os.date('!*t').min, os.date('!*t', 0).year)
           print(os.time { year = 2026, month = 1, day = 2, hour = 0 }
             - os.time { year = 2026, month = 1, day = 1, hour = 0 })
           print(type(os.date()), type(os.tmpname()))
         end)",
    );
    stage.advance(90.0);
    stage.says(&[
        "2026-01-01 00:00:00",
        "90\t90",
        "00:01:30\t1\t1970",
        "86400",
        "string\tstring",
    ]);
}

#[test]
fn r5_3_mistakes_with_the_time_are_told_as_by_lua() {
    Stage::script_says(
        "print(pcall(function() os.time({}) end))
         print(pcall(function() os.time(5) end))
         print(pcall(function() os.date({}) end))
         print(pcall(function() os.date('%c', 'x') end))",
        &[
            "false\ttest.lua:1: field 'day' missing in date table",
            "false\ttest.lua:2: bad argument #1 to 'time' (table expected, got number)",
            "false\ttest.lua:3: bad argument #1 to 'date' (string expected, got table)",
            "false\ttest.lua:4: bad argument #2 to 'date' (number expected, got string)",
        ],
    );
}

#[test]
fn r5_3_running_tells_tasks_apart() {
    Stage::script_says(
        "local LrTasks = import 'LrTasks'
         local seen = {}
         for i = 1, 2 do
           LrTasks.startAsyncTask(function()
             local co = coroutine.running()
             print(type(co), seen[co], co == coroutine.running())
             seen[co] = i
           end)
         end",
        &["thread\tnil\ttrue", "thread\tnil\ttrue"],
    );
}

#[test]
fn r5_4_unset_globals_are_nil_and_can_be_set() {
    Stage::script_says(
        "print(something) something = 5 print(something, _G.something, rawget(_G, 'something'))",
        &["nil", "5\t5\t5"],
    );
}

#[test]
fn r5_4_the_scripts_of_a_plug_in_share_their_globals() {
    let mut stage = Setup::files(&[
        (
            "Info.lua",
            "return { LrSdkVersion = 6, LrToolkitIdentifier = 'x', LrForceInitPlugin = true,
               LrInitPlugin = 'Init.lua',
               LrLibraryMenuItems = { { title = 'Show', file = 'Show.lua' } } }",
        ),
        ("Init.lua", "count = 1 require 'Module'"),
        ("Module.lua", "count = count + 1"),
        ("Show.lua", "count = count + 1 print(count)"),
    ])
    .start();
    for expected in ["3", "4"] {
        stage.host().menu("Show").unwrap();
        stage.settle();
        stage.says(&[expected]);
    }
}

#[test]
fn r5_5_import_gives_the_same_value_every_time() {
    Stage::script_says(
        "print(import('LrTasks') == import('LrTasks'), type(import 'LrTasks'))
         print(import('LrHttp') == import('LrHttp'), type(import 'LrHttp'))
         print(pcall(import, 'LrTasks') and select(2, pcall(import, 'LrTasks')) == import 'LrTasks')",
        &["true\ttable", "true\ttable", "true"],
    );
}

#[test]
fn r5_5_an_unknown_namespace_is_named() {
    Stage::script_says(
        "print(pcall(import, 'LrFancy'))
         print(pcall(function() import 'lrtasks' end))
         print(pcall(import))
         print(pcall(import, {}))",
        &[
            "false\tCould not find namespace: LrFancy",
            "false\ttest.lua:2: Could not find namespace: lrtasks",
            "false\tbad argument #1 to 'import' (string expected, got no value)",
            "false\tbad argument #1 to 'import' (string expected, got table)",
        ],
    );
}

#[test]
fn r5_6_require_runs_a_file_once_and_keeps_its_value() {
    let mut stage = Setup::script(
        "local a, b, c = require 'Module', require 'Module.lua', require 'Module'
         print(a == b, b == c, a.name)
         print(require 'Nothing', require 'False')",
    )
    .file(
        "Module.lua",
        b"print('runs', ...) return { name = 'module' }",
    )
    .file("Nothing.lua", b"")
    .file("False.lua", b"print 'false runs' return false")
    .start();
    stage.says(&[
        "runs\tModule",
        "true\ttrue\tmodule",
        "false runs",
        "true\tfalse",
    ]);
}

#[test]
fn r5_6_a_missing_file_is_named() {
    Stage::script_says(
        "print(pcall(function() require 'Missing' end))
         print(pcall(require, 'Missing.lua'))",
        &[
            "false\ttest.lua:1: Could not load toolkit script: Missing",
            "false\tCould not load toolkit script: Missing.lua",
        ],
    );
}

#[test]
fn r5_6_a_file_that_fails_raises_its_error_and_can_be_tried_again() {
    let mut stage = Setup::script(
        "print(pcall(require, 'Fails'))
         ready = true
         print(pcall(require, 'Fails'))
         print(pcall(require, 'Syntax'))
         local ok, e = pcall(require, 'Object')
         print(ok, type(e), e.code)",
    )
    .file(
        "Fails.lua",
        b"if not ready then error 'not ready' end return 'ready'",
    )
    .file("Syntax.lua", b"local = 5")
    .file("Object.lua", b"error { code = 1 }")
    .start();
    stage.says(&[
        "false\tFails.lua:1: not ready",
        "true\tready",
        "false\tSyntax.lua:1: '<name>' expected near '='",
        "false\ttable\t1",
    ]);
}

#[test]
fn r5_6_a_loop_of_requires_is_an_error() {
    let mut stage = Setup::script("print(pcall(require, 'A'))")
        .file("A.lua", b"require 'B'")
        .file("B.lua", b"require 'A'")
        .start();
    stage.says(&["false\tB.lua:1: loop or previous error loading module 'A'"]);
}

#[test]
fn r5_7_info_lua_has_only_these_globals() {
    let mut stage = Setup::files(&[
        (
            "Info.lua",
            "local name = ''
             if string and LOC and _VERSION and (MAC_ENV or WIN_ENV) then name = 'all' end
             if print or import or require or _G or pairs or type or io or os or table or math
               or error or pcall or _PLUGIN or tostring then name = 'too many' end
             return { LrSdkVersion = 6, LrToolkitIdentifier = 'x', LrPluginName = name,
               LrInitPlugin = 'Init.lua' }",
        ),
        ("Init.lua", "print(require('Info').LrPluginName)"),
    ])
    .start();
    assert_eq!(stage.host().plugins().next().unwrap().info.name, "all");
    // In the plug-in's normal globals.
    stage.says(&["too many"]);
}

#[test]
fn r5_8_the_implicit_arg_table_works() {
    Stage::script_says(
        "local function f(...) return arg.n, arg[1], arg[3] end
         print(f('a', nil, 'c'))",
        &["3\ta\tc"],
    );
}

#[test]
fn r5_8_the_language_is_that_of_lua_5_1() {
    Stage::script_says(
        "print('\\q' == 'q', 5 / 2, math.mod(5, 3), #'x\\0y')
         print(loadstring('goto x'))
         local t = {} for w in string.gfind('a b', '%a') do t[#t + 1] = w end
         print(table.concat(t, ','))",
        &[
            "true\t2.5\t2\t3",
            "nil\t[string \"goto x\"]:1: '=' expected near 'x'",
            "a,b",
        ],
    );
}

#[test]
fn r5_9_the_plug_in_object() {
    let mut stage = Setup::files(&[
        (
            "Info.lua",
            "return { LrSdkVersion = 6, LrToolkitIdentifier = 'com.example.x',
               LrInitPlugin = 'Init.lua' }",
        ),
        (
            "Init.lua",
            "print(_PLUGIN.id, _PLUGIN.enabled, _PLUGIN:type(), _PLUGIN.path)
             print(_PLUGIN:hasResource('icon.png'), _PLUGIN:hasResource('none.png'))
             print(_PLUGIN:resourceId('icon.png'), _PLUGIN:resourceId('none.png'))",
        ),
        ("icon.png", "png"),
    ])
    .start();
    let folder = stage.plugin_folder().display().to_string();
    stage.says(&[
        &format!("com.example.x\ttrue\tLrPlugin\t{folder}"),
        "true\tfalse",
        &format!("{folder}{MAIN_SEPARATOR}icon.png\tnil"),
    ]);
}

#[test]
fn r5_9_the_path_of_the_plug_in_has_no_separator_at_its_end() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plugin = folder.path().join("x.lrplugin");
    std::fs::create_dir(&plugin).expect("a folder");
    let info = "return { LrSdkVersion = 6, LrToolkitIdentifier = 'com.example.x',
        LrInitPlugin = 'Init.lua' }";
    std::fs::write(plugin.join("Info.lua"), info).expect("a file");
    std::fs::write(plugin.join("Init.lua"), "print(_PLUGIN.path)").expect("a file");
    let shown = plugin.display().to_string();
    for end in ["", "/", "//", "/."] {
        let mut stage = Setup::at(format!("{shown}{end}").as_ref()).start();
        stage.says(&[&shown]);
    }
}

#[test]
fn r5_10_a_namespace_that_is_not_imported_resolves_with_one_warning() {
    let mut stage = Stage::script(
        "print(type(LrFunctionContext.callWithContext))
         print(LrFunctionContext == import 'LrFunctionContext')
         print(LrNothing, LrTasks == import 'LrTasks')",
    );
    stage.says(&["function", "true", "nil\ttrue"]);
    let told = stage.diagnostics("R5.10");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0]
            .0
            .contains("Add: local LrFunctionContext = import \"LrFunctionContext\""),
        "{told:?}"
    );
    assert_eq!(told[0].1, "test.lua:1");
}

#[test]
fn r5_10_strict_gives_luas_own_error() {
    let mut stage = Setup::script("LrFunctionContext.callWithContext('x', print)")
        .strict()
        .start();
    stage.fails(
        "script",
        "test.lua:1: attempt to index global 'LrFunctionContext' (a nil value)",
    );
    assert!(stage.diagnostics("R5.10").is_empty());
}

#[test]
fn r5_10_a_plug_ins_own_global_is_left_alone() {
    let mut stage = Stage::script("LrTasks = 'mine' print(LrTasks)");
    stage.says(&["mine"]);
    assert!(stage.diagnostics("R5.10").is_empty());
}

#[test]
fn members_that_are_not_there_say_so() {
    let mut stage = Stage::script(
        "local LrFtp = import 'LrFtp'
         print(type(LrFtp.makeFtpPresetPopup))
         print(pcall(function() LrFtp.makeFtpPresetPopup {} end))
         print(LrFtp.noSuchMember)",
    );
    stage.says(&[
        "function",
        "false\ttest.lua:3: LrFtp.makeFtpPresetPopup is not implemented by lrsocket (added in SDK 1.3): lrsocket makes no FTP connections",
        "nil",
    ]);
    assert_eq!(stage.host().missing_members(), ["LrFtp.makeFtpPresetPopup"]);
}

#[test]
fn what_a_plug_in_does_to_its_libraries_does_not_reach_the_runtime() {
    let mut stage = Stage::script(
        "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
         local p, G = print, _G
         for _, library in pairs { string, table, coroutine, debug, math } do
           for name in pairs(library) do library[name] = nil end
         end
         for name in pairs(G) do G[name] = nil end
         LrTasks.startAsyncTask(function()
           p(LrTasks.pcall(function() LrTasks.sleep(1) LrTasks.sleep({}) end))
           p(LrFunctionContext.pcallWithContext('x', function() LrFunctionContext.callWithContext(5) end))
           local x = nil + 1
         end)",
    );
    stage.advance(1.0);
    stage.says(&[
        "false\ttest.lua:8: bad argument #1 to 'sleep' (number expected, got table)",
        "false\ttest.lua:9: bad argument #1 to 'callWithContext' (string expected, got number)",
    ]);
    stage.fails(
        "task",
        "test.lua:10: attempt to perform arithmetic on a nil value",
    );
}
