//! R4, and what becomes of error values on their way through the host.

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
    assert_eq!(stage.host().failures(), 0);
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
           import 'LrFtp'.makeFtpPresetPopup {}
         end))
         check(pcall(function() string.rep() end))
         check(pcall(function() local x = nil + 1 end))",
        &[
            "string\ttest.lua:4: Could not find namespace: LrNothing",
            "string\ttest.lua:7: Could not find namespace: LrNothing",
            "string\ttest.lua:10: LrFtp.makeFtpPresetPopup is not implemented by lrsocket (added in SDK 1.3): lrsocket makes no FTP connections",
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
            "false\tWe can only wait from within a task",
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

#[test]
fn r4_protected_calls_take_one_level_of_the_stack() {
    Stage::script_says(
        "local function line(level) return (debug.getinfo(level + 1, 'l') or {}).currentline end
         local function caller()
           print(pcall(line, 2))
           print(pcall(function() local x = line(3) return x end))
           print(xpcall(function() local x = line(3) return x end, print))
         end
         caller()
         local ok, trace = xpcall(function()
           local x = nil + 1
         end, debug.traceback)
         print(trace:match('^test.lua:9: attempt[^\\n]*\\nstack traceback:') ~= nil,
           trace:find('test.lua:9: in function') ~= nil)",
        &["true\t3", "true\t4", "true\t5", "true\ttrue"],
    );
}

#[test]
fn r4_protected_calls_pass_any_number_of_values() {
    Stage::script_says(
        "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
         local function count(...) return select('#', ...) end
         local function many(n) return unpack({}, 1, n) end
         for _, n in ipairs { 0, 1, 100, 240, 5000 } do
           print(n, count(pcall(many, n)), count(pcall(count, many(n))),
             count(xpcall(function() return many(n) end, print)), count(LrTasks.pcall(many, n)),
             select(2, pcall(count, many(n))), select(2, LrTasks.pcall(count, many(n))),
             count(LrFunctionContext.callWithContext('x', function() return many(n) end)))
         end",
        &[
            "0\t1\t2\t1\t1\t0\t0\t0",
            "1\t2\t2\t2\t2\t1\t1\t1",
            "100\t101\t2\t101\t101\t100\t100\t100",
            "240\t241\t2\t241\t241\t240\t240\t240",
            "5000\t5001\t2\t5001\t5001\t5000\t5000\t5000",
        ],
    );
}

/// What `pcall`, `xpcall` and `error` do in a plug-in is what they do in Lua 5.1.
#[test]
fn r4_protected_calls_do_what_luas_own_do() {
    for body in [
        "pcall()",
        "pcall(nil)",
        "pcall({})",
        "pcall(5, 6)",
        "pcall(print)",
        "pcall(error)",
        "pcall(error, nil)",
        "pcall(error, 'x')",
        "pcall(error, 'x', 0)",
        "pcall(error, 'x', 2)",
        "pcall(error, 'x', 3)",
        "pcall(pcall)",
        "pcall(pcall, error, 'x')",
        "pcall(xpcall)",
        "pcall(xpcall, error)",
        "pcall(xpcall, nil, nil)",
        "xpcall(error, function(e) return e end)",
        "xpcall(function() error('x') end, function(e) return e, 'second' end)",
        "xpcall(function() error('x', 2) end, function(e) return e end)",
        "xpcall(function() error('x', 3) end, function(e) return e end)",
        "xpcall(function() error('x') end, function(e) error('y') end)",
        "xpcall(function() error('x') end, 'no function')",
        "xpcall(function() error('x') end, nil)",
        "xpcall(function() return 1, nil, nil end, nil)",
        "xpcall(function(...) return select('#', ...) end, print, 1, 2)",
        "pcall(function(...) return select('#', ...), ... end, nil, 1, nil)",
        "pcall(string.rep)",
        "pcall(('x').rep, 'x', {})",
        "pcall(function() ('x'):rep({}) end)",
        "pcall(function() local x = {} .. 'y' end)",
        "pcall(function() return nil < 1 end)",
        "pcall(function() undefined() end)",
        "pcall(function() local t = {} t.x.y = 1 end)",
        "pcall(setmetatable, 1)",
        "pcall(function() setmetatable({}, { __index = function() error('deep') end }).x() end)",
        "pcall(assert, false)",
        "pcall(assert, nil, 'message')",
        "pcall(assert, false, { 1 } and 5)",
        "pcall(unpack, {}, 1, 1e7)",
        "pcall(loadstring, 5)",
        "pcall(loadstring('error(\\'x\\')', '=chunk'))",
        "pcall(string.gsub, 'x', 'x', function() error('in gsub') end)",
        "pcall(table.sort, { 1, 2, 3 }, function() error('in sort') end)",
        "pcall(table.sort, { 1, 'x' })",
        "pcall(table.concat, { {} })",
        "pcall(next, {}, 'nothing')",
        "pcall(tostring)",
    ] {
        let source = format!(
            "local function say(...)
               local parts = {{}}
               for i = 1, select('#', ...) do
                 local part = select(i, ...)
                 parts[i] = type(part) == 'string' and part or type(part) == 'number' and part or type(part)
                 if type(part) == 'boolean' then parts[i] = tostring(part) end
               end
               return table.concat(parts, ' | ')
             end
             print(say(pcall(function() return
               {body} end)))"
        );
        let lua = mlua::Lua::new();
        let written = std::rc::Rc::new(std::cell::RefCell::new(String::new()));
        let write = std::rc::Rc::clone(&written);
        let print = lua.create_function(move |_, text: Option<String>| {
            write.replace(text.unwrap_or_default());
            Ok(())
        });
        lua.globals().set("print", print.unwrap()).unwrap();
        lua.load(&source).set_name("@test.lua").exec().unwrap();
        let mut stage = Stage::script(&source);
        let printed = stage.printed();
        assert_eq!(printed.last(), Some(&*written.borrow()), "{body}");
    }
}
