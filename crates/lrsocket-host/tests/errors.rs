//! RUNTIME.md §4, and what becomes of error values on their way through the host.

mod common;

use common::Stage;

#[test]
fn r4_throw_user_error_raises_its_text() {
    Stage::script_says(
        "local LrErrors = import 'LrErrors'
         local ok, e = pcall(LrErrors.throwUserError, 'No photo is selected.')
         print(ok, type(e), e)
         print(LrErrors.isCanceledError(e))",
        &["false\tstring\tNo photo is selected.", "false"],
    );
}

#[test]
fn r4_a_canceled_error_is_recognized_after_every_treatment() {
    Stage::script_says(
        "local LrErrors, LrTasks = import 'LrErrors', import 'LrTasks'
         local LrFunctionContext = import 'LrFunctionContext'
         local ok, e = pcall(LrErrors.throwCanceled)
         print(ok, type(e), LrErrors.isCanceledError(e))
         print(LrErrors.isCanceledError(tostring(e)), LrErrors.isCanceledError('x: ' .. e))
         print(LrErrors.isCanceledError(select(2, pcall(error, e, 0))))
         print(LrErrors.isCanceledError(select(2, pcall(function() error(e) end))))
         print(LrErrors.isCanceledError(select(2, LrFunctionContext.pcallWithContext('x', function()
           LrErrors.throwCanceled()
         end))))",
        &["false\tstring\ttrue", "true\ttrue", "true", "true", "true"],
    );
}

#[test]
fn r4_nothing_else_is_a_canceled_error() {
    Stage::script_says(
        "local LrErrors = import 'LrErrors'
         for _, e in ipairs { 'canceled', 'oops', 5, {}, true, print } do
           if LrErrors.isCanceledError(e) then print(e) end
         end
         print(LrErrors.isCanceledError(nil), LrErrors.isCanceledError())",
        &["false\tfalse"],
    );
}

#[test]
fn r4_an_uncaught_canceled_error_is_no_failure() {
    let mut stage = Stage::script(
        "local LrErrors, LrTasks = import 'LrErrors', import 'LrTasks'
         local LrFunctionContext = import 'LrFunctionContext'
         LrTasks.startAsyncTask(LrErrors.throwCanceled)
         LrTasks.startAsyncTask(function() LrTasks.sleep(1) LrErrors.throwCanceled() end)
         LrFunctionContext.postAsyncTaskWithContext('x', function(context)
           context:addFailureHandler(function(ok, e) print(LrErrors.isCanceledError(e)) end)
           LrErrors.throwCanceled()
         end)
         LrErrors.throwCanceled()",
    );
    stage.advance(1.0);
    stage.says(&["true"]);
    assert_eq!(stage.host.failures(), 0);
    assert!(stage.take_failures().is_empty());
}

#[test]
fn r4_an_uncaught_user_error_is_a_failure() {
    let mut stage = Stage::script("import('LrErrors').throwUserError('No photo.')");
    stage.fails("script", "No photo.");
}

#[test]
fn r4_errors_of_the_host_are_strings_with_the_plug_ins_line() {
    Stage::script_says(
        "local LrTasks = import 'LrTasks'
         local function check(ok, e) print(type(e), e) end
         check(pcall(function()
           import 'LrNothing'
         end))
         check(LrTasks.pcall(function()
           import 'LrNothing'
         end))
         check(pcall(function()
           import 'LrFtp'.create {}
         end))
         check(pcall(function() string.rep() end))
         check(pcall(function() local x = nil + 1 end))",
        &[
            "string\ttest.lua:4: Could not find namespace: LrNothing",
            "string\ttest.lua:7: Could not find namespace: LrNothing",
            "string\ttest.lua:10: LrFtp.create is not implemented by lrsocket (added in SDK 1.3)",
            "string\ttest.lua:12: bad argument #1 to 'rep' (string expected, got no value)",
            "string\ttest.lua:13: attempt to perform arithmetic on a nil value",
        ],
    );
}

#[test]
fn r4_errors_of_the_host_called_by_pcall_itself_have_no_position() {
    // As Lua's own C functions: luaL_where finds no line.
    Stage::script_says(
        "local LrTasks = import 'LrTasks'
         print(pcall(import, 'LrNothing'))
         print(LrTasks.pcall(import, 'LrNothing'))
         print(pcall(require, 'Nothing'))
         print(LrTasks.pcall(require, 'Nothing'))
         print(pcall(string.rep))",
        &[
            "false\tCould not find namespace: LrNothing",
            "false\tCould not find namespace: LrNothing",
            "false\tCould not load toolkit script: Nothing",
            "false\tCould not load toolkit script: Nothing",
            "false\tbad argument #1 to '?' (string expected, got no value)",
        ],
    );
}

#[test]
fn r4_a_tail_call_of_the_host_has_a_position_too() {
    Stage::script_says(
        "local LrTasks = import 'LrTasks'
         print(pcall(function()
           return import('LrNothing')
         end))
         local function tail() return LrTasks.sleep(1) end
         print(pcall(function()
           tail()
         end))",
        &[
            "false\ttest.lua:3: Could not find namespace: LrNothing",
            // The line of the tail call itself is lost, as in Lua.
            "false\ttest.lua:7: We can only wait from within a task",
        ],
    );
}

#[test]
fn r4_errors_of_the_host_are_strings_for_xpcall_handlers() {
    Stage::script_says(
        "print(xpcall(function()
           import 'LrNothing'
         end, function(e) return type(e) .. ' ' .. e end))
         local object = {}
         print(xpcall(function() error(object) end, function(e) return e == object end))
         print(xpcall(function() return 1, nil, 3, nil end, print))",
        &[
            "false\tstring test.lua:2: Could not find namespace: LrNothing",
            "false\ttrue",
            "true\t1\tnil\t3\tnil",
        ],
    );
}

#[test]
fn r4_levels_of_error_count_the_plug_ins_functions() {
    Stage::script_says(
        "local function level(n) error('oops', n) end
         local function caller(n)
           level(n)
         end
         for n = 0, 2 do print(pcall(caller, n)) end
         print(pcall(error, 'oops', 1))
         print(pcall(error, 'oops', 2))
         print(pcall(function()
           caller(3)
         end))
         local function four()
           print(pcall(function()
             level(4)
           end))
         end
         four()",
        &[
            "false\toops",
            "false\ttest.lua:1: oops",
            "false\ttest.lua:3: oops",
            "false\toops",
            "false\ttest.lua:7: oops",
            "false\ttest.lua:9: oops",
            "false\ttest.lua:12: oops",
        ],
    );
}

#[test]
fn r4_a_table_survives_pcall_in_every_kind_of_call() {
    Stage::script_says(
        "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
         local object = { code = 1 }
         local function throw() error(object) end
         local function check(ok, e) print(ok, e == object) end
         check(pcall(throw))
         check(LrTasks.pcall(throw))
         check(select(2, pcall(LrTasks.pcall, throw)))
         check(pcall(table.sort, { 1, 2 }, throw))
         check(LrTasks.pcall(string.gsub, 'x', 'x', throw))
         check(LrFunctionContext.pcallWithContext('x', throw))
         check(LrFunctionContext.pcallWithContext_noyield('x', throw))
         check(xpcall(throw, function(e) return e end))
         check(pcall(setmetatable({}, { __call = throw })))
         LrTasks.startAsyncTask(function()
           check(LrTasks.pcall(function() LrTasks.yield() throw() end))
           check(select(2, LrTasks.pcall(pcall, throw)))
         end)",
        &["false\ttrue"; 11],
    );
}

#[test]
fn r4_error_objects_that_leave_a_task_are_described() {
    let mut stage = Stage::script(
        "local LrTasks = import 'LrTasks'
         LrTasks.startAsyncTask(function() error({ code = 1 }) end)
         LrTasks.startAsyncTask(function() error() end)
         LrTasks.startAsyncTask(function() error(5, 0) end)
         LrTasks.startAsyncTask(function() error(io.stdout) end)
         LrTasks.startAsyncTask(function()
           error(setmetatable({}, { __tostring = function() return 'described' end }))
         end)
         LrTasks.startAsyncTask(function()
           error(setmetatable({}, { __tostring = function() error 'worse' end }))
         end)
         LrTasks.startAsyncTask(function()
           error(setmetatable({}, { __tostring = function() return {} end }))
         end)
         LrTasks.startAsyncTask(function()
           error(setmetatable({}, { __metatable = 'locked' }))
         end)",
    );
    stage.fails("task", "(error object is a table value)");
    stage.fails("task", "(error object is a nil value)");
    stage.fails("task", "5");
    let failure = stage.failure();
    assert!(failure.message.starts_with("file ("), "{}", failure.message);
    stage.fails("task", "described");
    for _ in 0..3 {
        stage.fails("task", "(error object is a table value)");
    }
}

#[test]
fn r4_the_traceback_goes_through_protected_calls_that_rethrow() {
    let mut stage = Stage::script(
        "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
         local function culprit()
           error('oops')
         end
         LrTasks.startAsyncTask(function()
           LrFunctionContext.callWithContext('x', function()
             LrTasks.yield()
             culprit()
           end)
         end)",
    );
    let trace = stage.fails("task", "test.lua:3: oops").traceback;
    for line in ["test.lua:3", "test.lua:8", "test.lua:6"] {
        assert!(trace.contains(line), "no {line} in {trace}");
    }
    let own = |line: &str| line.contains("lrsocket:") || line.contains("tail call");
    assert!(!trace.lines().any(own), "the runtime shows: {trace}");
}

#[test]
fn r4_a_caught_error_does_not_lend_its_traceback_to_another() {
    let mut stage = Stage::script(
        "local LrTasks = import 'LrTasks'
         local function first() error('same', 0) end
         local function second() error('same', 0) end
         LrTasks.startAsyncTask(function()
           LrTasks.pcall(first)
           second()
         end)",
    );
    let trace = stage.fails("task", "same").traceback;
    assert!(trace.contains("test.lua:3"), "{trace}");
}

#[test]
fn r4_failing_handlers_do_not_cost_the_error_its_traceback() {
    let mut stage = Stage::script(
        "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
         local function culprit()
           error('oops')
         end
         LrTasks.startAsyncTask(function()
           LrFunctionContext.callWithContext('x', function(context)
             context:addCleanupHandler(function()
               LrTasks.pcall(error, 'other')
               LrTasks.sleep(1)
             end)
             culprit()
           end)
         end)
         LrTasks.startAsyncTask(function() LrTasks.pcall(error, 'another') end)",
    );
    stage.advance(1.0);
    let trace = stage.fails("task", "test.lua:3: oops").traceback;
    for line in ["test.lua:3", "test.lua:11", "test.lua:6"] {
        assert!(trace.contains(line), "no {line} in {trace}");
    }
}
