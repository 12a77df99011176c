//! R10.3: errors that a dialog attached to a function context shows.

mod common;

use common::{Stage, Told, kind};

const PRELUDE: &str = "local LrTasks, LrDialogs = import 'LrTasks', import 'LrDialogs' \
                       local LrFunctionContext = import 'LrFunctionContext' \
                       local function attached(f) return function(context) \
                         LrDialogs.attachErrorDialogToFunctionContext(context) f(context) end end ";

fn script(body: &str) -> Stage {
    Stage::script(&format!("{PRELUDE}{body}"))
}

fn shown(stage: &Stage) -> usize {
    stage.times("dialog").len()
}

#[test]
fn r10_3_an_error_of_a_posted_task_is_shown_and_counts_once() {
    let mut stage = script(
        "LrFunctionContext.postAsyncTaskWithContext('work', attached(function() error 'broken' end))",
    );
    let failure = stage.fails("task", "test.lua:1: broken");
    assert!(failure.traceback.contains("test.lua:1"), "{failure:?}");
    assert_eq!(stage.take_failures().len(), 0);
    assert_eq!(stage.host().failures(), 1);
    assert_eq!(shown(&stage), 1);
    assert_eq!(
        stage.dialogs(),
        ["attachErrorDialogToFunctionContext: test.lua:1: broken |  | "]
    );
}

#[test]
fn r10_3_it_counts_once_in_every_place_that_reports_errors() {
    for place in [
        "LrTasks.startAsyncTask(function() LrFunctionContext.callWithContext('c', broken) end)",
        "LrTasks.startAsyncTaskWithoutErrorHandler(function()
           LrFunctionContext.callWithContext('c', broken) end, 'task')",
        "LrFunctionContext.callWithContext('c', broken)",
        "LrFunctionContext.callWithContext_noyield('c', broken)",
        // Two dialogs are attached.
        "LrFunctionContext.postAsyncTaskWithContext('outer', attached(function()
           LrFunctionContext.callWithContext('inner', broken) end))",
        // It is caught, but the user has seen it.
        "pcall(LrFunctionContext.callWithContext, 'c', broken)",
        "LrTasks.startAsyncTask(function() LrFunctionContext.pcallWithContext('c', broken) end)",
        // A handler that fails in between changes nothing.
        "LrFunctionContext.postAsyncTaskWithContext('c', attached(function(context)
           context:addCleanupHandler(function() pcall(error, 'other') end) error('broken', 0) end))",
    ] {
        let mut stage = script(&format!(
            "local broken = attached(function() error('broken', 0) end) {place}"
        ));
        stage.fails("task", "broken");
        let more = stage.take_failures();
        assert!(more.is_empty(), "{place}: {more:?}");
        assert!(shown(&stage) >= 1, "{place}");
    }
}

#[test]
fn r10_3_another_error_of_the_same_task_counts_as_well() {
    let mut stage = script(
        "LrTasks.startAsyncTask(function()
           LrFunctionContext.pcallWithContext('c', attached(function() error('first', 0) end))
           error('second', 0)
         end)",
    );
    stage.fails("task", "first");
    stage.fails("task", "second");
}

#[test]
fn r10_3_a_canceled_error_is_not_shown() {
    let stage = script(
        "LrFunctionContext.postAsyncTaskWithContext('c', attached(function()
           import('LrErrors').throwCanceled() end))",
    );
    assert_eq!(shown(&stage), 0);
}

#[test]
fn r10_3_the_end_of_the_plug_in_shows_nothing() {
    let mut stage = script(
        "LrFunctionContext.postAsyncTaskWithContext('c', attached(function(context)
           context:addCleanupHandler(function() print 'cleanup' end)
           LrTasks.sleep(3600) end))",
    );
    stage.shut_down();
    stage.says(&["cleanup"]);
    assert_eq!(shown(&stage), 0);
    let errors: Vec<_> = stage.records().iter().map(kind).collect();
    assert!(
        !errors.iter().any(|kind| kind.contains("error")),
        "{errors:?}"
    );
}
