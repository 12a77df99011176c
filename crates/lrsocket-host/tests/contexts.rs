//! R3: function contexts.

mod common;

use common::{Setup, Stage};

/// A script with the namespaces that these tests use.
fn script(body: &str) -> String {
    format!(
        "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
local call, pcallWith = LrFunctionContext.callWithContext, LrFunctionContext.pcallWithContext
{body}"
    )
}

#[track_caller]
fn says(body: &str, expected: &[&str]) {
    Stage::script_says(&script(body), expected);
}

#[test]
fn r3_1_call_with_context_passes_arguments_and_returns_results() {
    says(
        "print(call('x', function(context, ...)
           print(type(context), select('#', ...), ...)
           return 1, nil, 3, nil
         end, 'a', nil, nil))
         print(select('#', call('x', function() end)))
         print(select('#', call('x', function() return nil end)))
         print(select('#', call('x', function() return unpack({}, 1, 200) end)))",
        &["table\t3\ta\tnil\tnil", "1\tnil\t3\tnil", "0", "1", "200"],
    );
}

#[test]
fn r3_1_call_with_context_runs_in_the_callers_task() {
    let mut stage = Stage::script(&script(
        "LrTasks.startAsyncTask(function()
           call('x', function()
             print('inside')
             LrTasks.sleep(1)
             print('slept')
           end)
           print('after')
         end)
         print('queued')",
    ));
    stage.says(&["queued", "inside"]);
    stage.advance(1.0);
    stage.says(&["slept", "after"]);
}

#[test]
fn r3_1_call_with_context_runs_inline_in_a_script() {
    says(
        "call('x', function() print('inside') end) print('after')",
        &["inside", "after"],
    );
}

#[test]
fn r3_1_the_same_error_value_is_rethrown_through_every_level() {
    says(
        "local object = setmetatable({ code = 1 }, { __tostring = function() return 'T' end })
         local function thrower() error(object) end
         local function nest(n, f)
           return function()
             if n == 0 then return f() end
             return call('level', nest(n - 1, f))
           end
         end
         local function check(ok, e) print(ok, e == object, rawequal(e, object), e.code) end
         check(pcall(call, 'x', thrower))
         check(pcall(nest(5, thrower)))
         check(LrTasks.pcall(nest(5, thrower)))
         check(pcallWith('x', nest(3, thrower)))
         LrTasks.startAsyncTask(function()
           check(LrTasks.pcall(nest(5, function() LrTasks.yield() thrower() end)))
           check(pcallWith('x', nest(3, function() LrTasks.sleep(0) thrower() end)))
         end)",
        &["false\ttrue\ttrue\t1"; 6],
    );
}

#[test]
fn r3_1_error_values_of_every_type_cross() {
    says(
        "local co = coroutine.running
         for _, value in ipairs { 1.5, true, print, 'text' } do
           local ok, e = pcallWith('x', function() call('y', error, 0) end)
           local ok, e = pcallWith('x', function() call('y', function() error(value, 0) end) end)
           print(ok, e == value)
         end
         print(pcallWith('x', function() call('y', function() error() end) end))
         print(pcall(call, 'y', function() error(nil) end))
         print(pcall(call, 'y', function() error(false) end))",
        &[
            "false\ttrue",
            "false\ttrue",
            "false\ttrue",
            "false\ttrue",
            "false\tnil",
            "false\tnil",
            "false\tfalse",
        ],
    );
}

#[test]
fn r3_1_an_error_text_keeps_its_position() {
    says(
        "print(pcall(call, 'x', function()
           error('oops')
         end))
         print(pcallWith('x', function()
           local t = nil
           return t.x
         end))",
        &[
            "false\ttest.lua:4: oops",
            "false\ttest.lua:8: attempt to index local 't' (a nil value)",
        ],
    );
}

#[test]
fn r3_1_pcall_with_context_returns_true_and_results() {
    says(
        "print(pcallWith('x', function(context, ...) return ..., nil, 'c' end, 'a'))
         print(select('#', pcallWith('x', function() return nil, nil end)))",
        &["true\ta\tnil\tc", "3"],
    );
}

#[test]
fn r3_1_wrong_arguments_are_named() {
    says(
        "print(pcall(function() call(function() end) end))
         print(pcall(function() call('x') end))
         print(pcall(function() pcallWith('x', 5) end))
         print(pcall(function() LrFunctionContext.postAsyncTaskWithContext('x') end))
         print(pcall(function() LrFunctionContext.postAsyncTaskWithContext(nil, print) end))",
        &[
            "false\ttest.lua:3: bad argument #1 to 'callWithContext' (string expected, got function)",
            "false\ttest.lua:4: bad argument #2 to 'callWithContext' (function expected, got no value)",
            "false\ttest.lua:5: bad argument #2 to 'pcallWithContext' (function expected, got number)",
            "false\ttest.lua:6: bad argument #2 to 'postAsyncTaskWithContext' \
             (function expected, got no value)",
            "false\ttest.lua:7: bad argument #1 to 'postAsyncTaskWithContext' \
             (string expected, got nil)",
        ],
    );
}

#[test]
fn r3_1_there_are_two_hundred_nested_contexts_at_most_and_no_crash() {
    // Lua's own bound for C calls; beyond it an error, as in Lightroom, and not a dead process.
    let mut stage = Stage::script(&script(
        "local depth, deepest = 0, 0
         local function nest()
           depth = depth + 1
           deepest = math.max(depth, deepest)
           call('x', nest)
         end
         local ok, e = pcall(nest)
         print(ok, e:find('C stack overflow', 1, true) ~= nil, deepest > 100)
         LrTasks.startAsyncTask(function()
           depth, deepest = 0, 0
           local ok, e = LrTasks.pcall(nest)
           print(ok, e:find('C stack overflow', 1, true) ~= nil, deepest > 100)
         end)",
    ));
    stage.says(&["false\ttrue\ttrue", "false\ttrue\ttrue"]);
}

#[test]
fn r3_2_post_async_task_with_context_is_a_new_task() {
    let mut stage = Stage::script(&script(
        "print(select('#', LrFunctionContext.postAsyncTaskWithContext('x', function(context, ...)
           context:addCleanupHandler(function(...) print('cleanup', ...) end)
           print(context:type(), select('#', ...))
           LrTasks.sleep(1)
           return 'result'
         end)))",
    ));
    stage.says(&["0", "LrFunctionContext\t0"]);
    stage.advance(1.0);
    stage.says(&["cleanup\ttrue\tresult"]);
}

#[test]
fn r3_2_its_errors_are_logged_and_fail_nothing() {
    let mut stage = Stage::script(&script(
        "LrFunctionContext.postAsyncTaskWithContext('x', function(context)
           context:addFailureHandler(function(...) print('failure', ...) end)
           error('oops')
         end)",
    ));
    stage.says(&["failure\tfalse\ttest.lua:5: oops"]);
    let failure = stage.fails("silent task", "test.lua:5: oops");
    assert!(
        failure.traceback.contains("test.lua:5"),
        "{}",
        failure.traceback
    );
    assert_eq!(stage.host().failures(), 0);
}

#[test]
fn r3_3_cleanup_handlers_run_last_registered_first_with_the_results() {
    says(
        "print(call('x', function(context)
           for i = 1, 3 do
             context:addCleanupHandler(function(...) print(i, select('#', ...), ...) end)
           end
           context:addFailureHandler(print)
           return 'a', nil
         end))",
        &[
            "3\t3\ttrue\ta\tnil",
            "2\t3\ttrue\ta\tnil",
            "1\t3\ttrue\ta\tnil",
            "a\tnil",
        ],
    );
}

#[test]
fn r3_3_on_failure_all_handlers_run_with_the_message() {
    says(
        "print(pcallWith('x', function(context)
           context:addCleanupHandler(function(...) print('cleanup', ...) end)
           context:addFailureHandler(function(...) print('failure', ...) end)
           context:addCleanupHandler(function(...) print('last', ...) end)
           error('oops')
         end))",
        &[
            "last\tfalse\ttest.lua:7: oops",
            "failure\tfalse\ttest.lua:7: oops",
            "cleanup\tfalse\ttest.lua:7: oops",
            "false\ttest.lua:7: oops",
        ],
    );
}

#[test]
fn r3_3_handlers_get_text_where_the_error_is_an_object() {
    says(
        "local object = setmetatable({}, { __tostring = function() return 'an object' end })
         local ok, e = pcallWith('x', function(context)
           context:addFailureHandler(function(ok, message) print(ok, type(message), message) end)
           error(object)
         end)
         print(ok, e == object)",
        &["false\tstring\tan object", "false\ttrue"],
    );
}

#[test]
fn r3_3_handlers_run_when_the_function_ends_not_when_it_yields() {
    let mut stage = Stage::script(&script(
        "LrTasks.startAsyncTask(function()
           call('x', function(context)
             context:addCleanupHandler(function() print('cleanup') end)
             LrTasks.yield()
             LrTasks.sleep(2)
             print('end')
           end)
         end)",
    ));
    stage.advance(1.0);
    stage.says(&[]);
    stage.advance(1.0);
    stage.says(&["end", "cleanup"]);
}

#[test]
fn r3_3_handlers_may_sleep_in_a_task() {
    let mut stage = Stage::script(&script(
        "LrTasks.startAsyncTask(function()
           print(call('x', function(context)
             context:addCleanupHandler(function() LrTasks.sleep(1) print('slept') end)
             return 'result'
           end))
         end)",
    ));
    stage.says(&[]);
    stage.advance(1.0);
    stage.says(&["slept", "result"]);
}

#[test]
fn r3_3_inner_contexts_end_before_outer_ones() {
    says(
        "call('outer', function(outer)
           outer:addCleanupHandler(function() print('outer') end)
           call('inner', function(inner)
             inner:addCleanupHandler(function() print('inner') end)
             outer:addCleanupHandler(function() print('outer, by inner') end)
           end)
           print('between')
         end)",
        &["inner", "between", "outer, by inner", "outer"],
    );
}

#[test]
fn r3_3_add_operation_title_for_error_takes_a_title() {
    let mut stage = Stage::script(&script(
        "print(pcallWith('x', function(context)
           context:addOperationTitleForError('Sending to the remote')
           error('oops', 0)
         end))",
    ));
    stage.says(&["false\toops"]);
    let titled = stage.records().iter().any(|record| {
        matches!(&record.event, lrsocket_host::Event::Log { logger, message, .. }
            if logger == "Sending to the remote" && message == "oops")
    });
    assert!(titled, "{:?}", stage.records());
}

#[test]
fn r3_3_handlers_must_be_functions() {
    says(
        "call('x', function(context)
           print(pcall(function() context:addCleanupHandler('f') end))
           print(pcall(function() context:addFailureHandler() end))
           print(pcall(function() context.addCleanupHandler(print) end))
         end)",
        &[
            "false\ttest.lua:4: bad argument #1 to 'addCleanupHandler' (function expected, got string)",
            "false\ttest.lua:5: bad argument #1 to 'addFailureHandler' \
             (function expected, got no value)",
            "false\ttest.lua:6: bad argument #1 to 'addCleanupHandler' (LrFunctionContext expected, \
             got function): call it with a colon, context:addCleanupHandler(func)",
        ],
    );
}

#[test]
fn r3_4_a_handler_that_errors_is_logged_and_the_others_run() {
    let mut stage = Stage::script(&script(
        "print(call('my context', function(context)
           context:addCleanupHandler(function() print('first') end)
           context:addCleanupHandler(function() error('oops') end)
           context:addCleanupHandler(function() print('third') end)
           return 'result'
         end))",
    ));
    stage.says(&["third", "first", "result"]);
    let failure = stage.fails("handler", "test.lua:5: oops");
    assert!(
        failure.traceback.contains("test.lua:5"),
        "{}",
        failure.traceback
    );
}

#[test]
fn r3_4_a_handler_that_errors_does_not_replace_the_error() {
    let mut stage = Stage::script(&script(
        "print(pcallWith('x', function(context)
           context:addCleanupHandler(function() error('second', 0) end)
           error('first', 0)
         end))",
    ));
    stage.says(&["false\tfirst"]);
    stage.fails("handler", "second");
}

#[test]
fn r3_4_adding_to_an_ended_context_raises() {
    says(
        "local kept
         call('my context', function(context) kept = context end)
         print(pcall(function() kept:addCleanupHandler(print) end))
         print(pcall(function() kept:addFailureHandler(print) end))",
        &[
            "false\ttest.lua:5: addCleanupHandler: the function context 'my context' has ended",
            "false\ttest.lua:6: addFailureHandler: the function context 'my context' has ended",
        ],
    );
}

#[test]
fn r3_4_adding_in_a_handler_raises() {
    let mut stage = Stage::script(&script(
        "call('x', function(context)
           context:addCleanupHandler(function()
             context:addCleanupHandler(print)
           end)
         end)",
    ));
    stage.fails(
        "handler",
        "test.lua:5: addCleanupHandler: the function context 'x' has ended",
    );
}

#[test]
fn r3_5_call_with_environment_has_no_upvalues_and_the_given_globals() {
    says(
        "local upvalue, outside = 'upvalue', { print = print, type = type, g = 'given' }
         global = 'global'
         print(LrFunctionContext.callWithEnvironment(function(...)
           print(g, global, upvalue, ...)
           written = 1
           return 'result', nil
         end, outside, 'a', nil))
         print(outside.written, written)",
        &["given\tnil\tnil\ta\tnil", "result\tnil", "1\tnil"],
    );
}

#[test]
fn r3_5_call_with_empty_environment_has_no_globals() {
    says(
        "print(LrFunctionContext.callWithEmptyEnvironment(function(...) return print, _G, ... end, 7))",
        &["nil\tnil\t7"],
    );
}

#[test]
fn r3_5_the_pcall_twins_catch() {
    says(
        "print(LrFunctionContext.pcallWithEmptyEnvironment(function(a) return a end, 7))
         local ok, e = LrFunctionContext.pcallWithEmptyEnvironment(function() print(1) end)
         print(ok, e)
         local object = {}
         local ok, e = LrFunctionContext.pcallWithEnvironment(function() error(thing) end,
           { error = error, thing = object })
         print(ok, e == object)",
        &[
            "true\t7",
            "false\ttest.lua:4: attempt to call global 'print' (a nil value)",
            "false\ttrue",
        ],
    );
}

#[test]
fn r3_5_wrong_arguments_are_named() {
    says(
        "print(pcall(function() LrFunctionContext.callWithEnvironment(function() end) end))
         print(pcall(function() LrFunctionContext.callWithEnvironment(string.rep, {}) end))
         print(pcall(function() LrFunctionContext.callWithEmptyEnvironment(5) end))",
        &[
            "false\ttest.lua:3: bad argument #2 to 'callWithEnvironment' (table expected, got nil)",
            "false\ttest.lua:4: bad argument #1 to 'callWithEnvironment' (a Lua function expected)",
            "false\ttest.lua:5: bad argument #1 to 'callWithEmptyEnvironment' \
             (function expected, got number)",
        ],
    );
}

#[test]
fn r3_5_functions_in_an_environment_may_sleep() {
    let mut stage = Stage::script(&script(
        "LrTasks.startAsyncTask(function()
           print(LrFunctionContext.pcallWithEnvironment(function()
             sleep(1)
             return 'slept'
           end, { sleep = LrTasks.sleep }))
         end)",
    ));
    stage.advance(1.0);
    stage.says(&["true\tslept"]);
}

#[test]
fn r3_6_there_is_no_cancel() {
    says(
        "call('x', function(context) print(context.cancel) end)",
        &["nil"],
    );
}

#[test]
fn r3_6_at_the_end_of_the_plug_in_contexts_end_the_newest_first() {
    let mut stage = Setup::script(&script(
        "for _, name in ipairs { 'old', 'new' } do
           LrFunctionContext.postAsyncTaskWithContext(name, function(context)
             context:addCleanupHandler(function(ok, why) print(name, ok, type(why)) end)
             context:addFailureHandler(function(ok) print(name, 'failure', ok) end)
             import 'LrDialogs'.attachErrorDialogToFunctionContext(context)
             while true do LrTasks.sleep(1) end
           end)
         end",
    ))
    .start();
    stage.advance(3.0);
    stage.says(&[]);
    stage.shut_down();
    // Nothing has failed.
    stage.says(&["new\tfalse\tstring", "old\tfalse\tstring"]);
}

#[test]
fn ended_contexts_are_given_back() {
    let mut stage = Stage::script(&script(
        "local seen = setmetatable({}, { __mode = 'k' })
         for i = 1, 20000 do
           call('x', function(context)
             seen[context] = true
             context:addCleanupHandler(function() return context end)
           end)
         end
         local left = 0
         for _ in pairs(seen) do left = left + 1 end
         print(left < 15000)",
    ));
    stage.says(&["true"]);
}
