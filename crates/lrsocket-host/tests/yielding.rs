//! R2: where a plug-in may yield, and the texts where it may not.

mod common;

use common::Stage;

const BOUNDARY: &str = "Yielding is not allowed within a C or metamethod call";
const NO_YIELD: &str = "AgEventLoop.yieldToScheduler called when yielding is not allowed";

/// Runs `body` in a task, with `sleep` and `print`; returns what it printed and where the
/// diagnostics of R2.1 say that the boundary is.
fn in_task(body: &str) -> (Vec<String>, Vec<String>) {
    let mut stage = Stage::script(&format!(
        "local LrTasks = import 'LrTasks' local sleep = LrTasks.sleep
LrTasks.startAsyncTask(function()
{body}
end)"
    ));
    stage.advance(100.0);
    let places = stage.diagnostics("R2.1");
    (
        stage.printed(),
        places.into_iter().map(|(text, _)| text).collect(),
    )
}

/// The body prints `false` and the text of a refusal; the diagnostic names `boundary`.
#[track_caller]
fn refused(body: &str, boundary: &str) {
    refused_with(BOUNDARY, body, boundary);
}

#[track_caller]
fn refused_with(text: &str, body: &str, boundary: &str) {
    let (printed, places) = in_task(body);
    assert_eq!(printed, [format!("false\t{text}")]);
    assert_eq!(places.len(), 1, "{places:?}");
    let expected = format!("cannot yield here: {boundary} is in between;");
    assert!(places[0].starts_with(&expected), "{places:?}");
}

#[test]
fn r2_1_sleep_inside_pcall_is_refused() {
    refused(
        "print(pcall(function()
           sleep(1)
         end))",
        "pcall called at test.lua:3",
    );
}

#[test]
fn r2_4_yield_inside_pcall_is_refused_with_a_text_of_its_own() {
    refused_with(
        NO_YIELD,
        "print(pcall(function()
           LrTasks.yield()
         end))",
        "pcall called at test.lua:3",
    );
}

#[test]
fn r2_1_sleep_called_by_pcall_itself_is_refused() {
    let (printed, places) = in_task("print(pcall(sleep, 1))");
    assert_eq!(printed, [format!("false\t{BOUNDARY}")]);
    assert!(
        places[0].contains("pcall called at test.lua:3"),
        "{places:?}"
    );
}

#[test]
fn r2_1_the_innermost_boundary_is_named() {
    refused(
        "print(pcall(function()
           local function f()
             sleep(1)
           end
           local ok, e = pcall(f)
           error(e, 0)
         end))",
        "pcall called at test.lua:7",
    );
}

#[test]
fn r2_1_sleep_inside_lr_tasks_pcall_inside_pcall_is_refused() {
    refused(
        "print(pcall(function()
           local ok, e = LrTasks.pcall(function()
             sleep(1)
           end)
           error(e, 0)
         end))",
        "pcall called at test.lua:3",
    );
}

#[test]
fn r2_1_sleep_inside_pcall_inside_lr_tasks_pcall_is_refused() {
    refused(
        "print(LrTasks.pcall(function()
           local ok, e = pcall(function()
             sleep(1)
           end)
           error(e, 0)
         end))",
        "pcall called at test.lua:4",
    );
}

#[test]
fn r2_1_sleep_inside_a_context_inside_pcall_is_refused() {
    refused(
        "local LrFunctionContext = import 'LrFunctionContext'
         print(pcall(function()
           LrFunctionContext.callWithContext('x', function()
             sleep(1)
           end)
         end))",
        "pcall called at test.lua:4",
    );
}

#[test]
fn r2_1_sleep_inside_xpcall_is_refused() {
    refused(
        "print(xpcall(function()
           sleep(1)
         end, function(e) return e end))",
        "xpcall called at test.lua:3",
    );
}

#[test]
fn r2_1_sleep_inside_a_sort_comparator_is_refused() {
    refused(
        "print(LrTasks.pcall(function()
           table.sort({ 1, 2 }, function(a, b)
             sleep(1)
             return a < b
           end)
         end))",
        "sort called at test.lua:4",
    );
}

#[test]
fn r2_1_sleep_inside_a_gsub_function_is_refused() {
    refused(
        "print(LrTasks.pcall(function()
           local s = ('x'):gsub('x', function()
             sleep(1)
           end)
         end))",
        "gsub called at test.lua:4",
    );
}

#[test]
fn r2_1_sleep_inside_a_metamethod_is_refused() {
    refused(
        "local t = setmetatable({}, { __index = function()
           sleep(1)
         end })
         print(LrTasks.pcall(function()
           return t.x
         end))",
        "a metamethod called at test.lua:7",
    );
}

#[test]
fn r2_1_sleep_inside_an_observer_of_a_property_table_is_refused() {
    refused(
        "import 'LrFunctionContext'.callWithContext('x', function(context)
           local t = import 'LrBinding'.makePropertyTable(context)
           t:addObserver('x', function()
             sleep(1)
           end)
           print(LrTasks.pcall(function()
             t.x = 1
           end))
         end)",
        "a metamethod called at test.lua:9",
    );
}

#[test]
fn r2_1_sleep_inside_tostring_is_refused() {
    refused(
        "local t = setmetatable({}, { __tostring = function()
           sleep(1)
         end })
         print(LrTasks.pcall(function()
           local s = tostring(t)
         end))",
        "tostring called at test.lua:7",
    );
}

#[test]
fn r2_1_sleep_inside_an_iterator_is_refused() {
    refused(
        "print(LrTasks.pcall(function()
           for _ in function() sleep(1) end do end
         end))",
        "the iterator of a for loop called at test.lua:4",
    );
}

#[test]
fn r2_1_sleep_inside_loadstring_code_is_allowed() {
    let (printed, places) = in_task(
        "local f = loadstring('local sleep = ... sleep(1) return 7')
         print(f(sleep))",
    );
    assert_eq!((printed, places), (vec!["7".to_owned()], vec![]));
}

#[test]
fn r2_1_a_boundary_is_told_once() {
    let (_, places) = in_task(
        "for i = 1, 100 do pcall(sleep, 1) end
         pcall(sleep, 1)",
    );
    assert_eq!(places.len(), 2, "{places:?}");
}

#[test]
fn r2_1_the_refusal_can_be_caught_and_the_task_goes_on() {
    let (printed, _) = in_task(
        "pcall(function() sleep(1) end)
         sleep(1)
         print('slept')",
    );
    assert_eq!(printed, ["slept"]);
}

#[test]
fn r2_1_an_uncaught_refusal_ends_the_task() {
    let mut stage = Stage::script(
        "local LrTasks = import 'LrTasks'
         LrTasks.startAsyncTask(function()
           table.sort({ 1, 2 }, function() LrTasks.sleep(1) end)
         end)",
    );
    stage.fails("task", BOUNDARY);
}

#[test]
fn r2_1_require_is_no_boundary() {
    let mut stage = common::Setup::script(
        "local LrTasks = import 'LrTasks'
         LrTasks.startAsyncTask(function() print(require 'Slow') end)",
    )
    .file("Slow.lua", b"import('LrTasks').sleep(1) return 'slow'")
    .start();
    stage.says(&[]);
    stage.advance(1.0);
    stage.says(&["slow"]);
}

#[test]
fn r2_2_r2_4_waiting_outside_any_task_is_refused() {
    const NO_TASK: &str = "We can only wait from within a task";
    for (call, text) in [
        ("sleep(1)", NO_TASK),
        ("sleep(0)", NO_TASK),
        ("yield()", NO_YIELD),
        ("yieldToScheduler()", NO_YIELD),
    ] {
        Stage::script_says(
            &format!(
                "local LrTasks = import 'LrTasks'
                 print(pcall(function()
                   LrTasks.{call}
                 end))"
            ),
            &[&format!("false\t{text}")],
        );
    }
}

#[test]
fn r2_2_an_uncaught_wait_ends_the_script() {
    let mut stage = Stage::script(
        "local LrTasks = import 'LrTasks'
         print 'top'
         LrTasks.sleep(1)
         print 'bottom'",
    );
    stage.says(&["top"]);
    stage.fails("script", "We can only wait from within a task");
}

#[test]
fn r2_2_the_context_of_a_script_is_no_task() {
    Stage::script_says(
        "local LrTasks, LrFunctionContext = import 'LrTasks', import 'LrFunctionContext'
         print(LrFunctionContext.pcallWithContext('x', function()
           LrTasks.sleep(1)
         end))",
        &["false\tWe can only wait from within a task"],
    );
}

#[test]
fn r2_3_the_noyield_variants_refuse() {
    refused(
        "local LrFunctionContext = import 'LrFunctionContext'
         print(LrFunctionContext.pcallWithContext_noyield('x', function()
           sleep(1)
         end))",
        "pcallWithContext_noyield called at test.lua:4",
    );
    refused(
        "local LrFunctionContext = import 'LrFunctionContext'
         print(LrTasks.pcall(function()
           LrFunctionContext.callWithContext_noyield('x', function()
             sleep(1)
           end)
         end))",
        "callWithContext_noyield called at test.lua:5",
    );
}

#[test]
fn r2_3_the_noyield_variants_are_contexts_otherwise() {
    let (printed, _) = in_task(
        "local LrFunctionContext = import 'LrFunctionContext'
         print(LrFunctionContext.callWithContext_noyield('x', function(context, ...)
           context:addCleanupHandler(function(...) print('cleanup', ...) end)
           return ..., LrTasks.canYield()
         end, 5))
         print(LrFunctionContext.pcallWithContext_noyield('x', function(context)
           context:addFailureHandler(function(...) print('failure', ...) end)
           error('oops', 0)
         end))",
    );
    assert_eq!(
        printed,
        [
            "cleanup\ttrue\t5\tfalse",
            "5\tfalse",
            "failure\tfalse\toops",
            "false\toops",
        ]
    );
}
