//! R1: tasks.

mod common;

use common::{Setup, Stage};
use lrsocket_host::Work;

#[test]
fn r1_1_start_async_task_never_runs_its_function_inline() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        local results = select('#', LrTasks.startAsyncTask(function() print("task") end, "name"))
        print("after", results)
        "#,
        &["after\t0", "task"],
    );
}

#[test]
fn r1_1_tasks_start_first_in_first_out() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        for i = 1, 4 do
            LrTasks.startAsyncTask(function() print(i) end)
        end
        "#,
        &["1", "2", "3", "4"],
    );
}

#[test]
fn r1_1_a_task_that_a_task_starts_joins_the_end_of_the_queue() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        LrTasks.startAsyncTask(function()
            LrTasks.startAsyncTask(function() print("inner") end)
            print("first")
        end)
        LrTasks.startAsyncTask(function() print("second") end)
        "#,
        &["first", "second", "inner"],
    );
}

#[test]
fn r1_1_one_task_at_a_time_until_it_yields() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        for _, name in ipairs { "a", "b" } do
            LrTasks.startAsyncTask(function()
                print(name, 1)
                print(name, 2)
                LrTasks.yield()
                print(name, 3)
            end)
        end
        "#,
        &["a\t1", "a\t2", "b\t1", "b\t2", "a\t3", "b\t3"],
    );
}

#[test]
fn r1_1_start_async_task_wants_a_function() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        print(pcall(function() LrTasks.startAsyncTask("work") end))
        print(pcall(function() LrTasks.startAsyncTaskWithoutErrorHandler() end))
        "#,
        &[
            "false\ttest.lua:3: bad argument #1 to 'startAsyncTask' (function expected, got string)",
            "false\ttest.lua:4: bad argument #1 to 'startAsyncTaskWithoutErrorHandler' \
             (function expected, got no value)",
        ],
    );
}

#[test]
fn r1_1_a_c_function_can_be_a_task() {
    let mut stage = Stage::script(r#"import("LrTasks").startAsyncTask(error)"#);
    stage.fails("task", "(error object is a nil value)");
}

#[test]
fn r1_2_an_error_of_a_task_is_shown_with_its_traceback() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        local function inner() error("oops") end
        LrTasks.startAsyncTask(function() inner() print("not reached") end, "worker")
        "#,
    );
    let failure = stage.fails("task", "test.lua:3: oops");
    assert!(
        failure.traceback.contains("test.lua:4"),
        "{}",
        failure.traceback
    );
    assert_eq!(stage.host().failures(), 1);
    stage.says(&[]);
}

#[test]
fn r1_2_without_error_handler_it_is_only_traced() {
    let mut stage = Stage::script(
        r#"
        import("LrTasks").startAsyncTaskWithoutErrorHandler(function() error("oops") end)
        "#,
    );
    stage.fails("silent task", "test.lua:2: oops");
    assert_eq!(stage.host().failures(), 0);
}

#[test]
fn r1_2_the_other_tasks_go_on_after_an_error() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        LrTasks.startAsyncTask(function() error("oops", 0) end)
        LrTasks.startAsyncTask(function() print("alive") end)
        "#,
    );
    stage.says(&["alive"]);
    stage.fails("task", "oops");
}

#[test]
fn r1_3_sleep_resumes_no_earlier() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        LrTasks.startAsyncTask(function()
            print(select('#', LrTasks.sleep(0.25)))
        end)
        "#,
    );
    stage.advance(0.2499);
    stage.says(&[]);
    stage.advance(0.0001);
    stage.says(&["0"]);
}

#[test]
fn r1_3_sleepers_wake_up_by_time_then_in_the_order_they_went_to_sleep() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        for _, seconds in ipairs { 3, 1, 2, 1 } do
            LrTasks.startAsyncTask(function()
                LrTasks.sleep(seconds)
                print(seconds)
            end)
        end
        for i = 1, 3 do
            LrTasks.startAsyncTask(function()
                LrTasks.sleep(5)
                print("same", i)
            end)
        end
        "#,
    );
    stage.advance(5.0);
    stage.says(&["1", "1", "2", "3", "same\t1", "same\t2", "same\t3"]);
}

#[test]
fn r1_3_sleep_of_nothing_is_a_yield() {
    for seconds in ["0", "-1", "0/0", "-math.huge", "'0'"] {
        Stage::script_says(
            &format!(
                r#"
                local LrTasks = import "LrTasks"
                LrTasks.startAsyncTask(function()
                    LrTasks.sleep({seconds})
                    print("slept")
                end)
                LrTasks.startAsyncTask(function() print("other") end)
                "#
            ),
            &["other", "slept"],
        );
    }
}

#[test]
fn r1_3_a_huge_sleep_never_ends_and_harms_nobody() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        LrTasks.startAsyncTask(function() LrTasks.sleep(math.huge) print("woken") end)
        LrTasks.startAsyncTask(function() LrTasks.sleep(1e300) print("woken") end)
        LrTasks.startAsyncTask(function() LrTasks.sleep(1) print("one") end)
        "#,
    );
    stage.advance(1e9);
    stage.says(&["one"]);
    assert!(stage.host().is_alive());
}

#[test]
fn r1_3_sleep_wants_a_number() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        LrTasks.startAsyncTask(function()
            print(LrTasks.pcall(function() LrTasks.sleep("soon") end))
            print(LrTasks.pcall(function() LrTasks.sleep() end))
            print(LrTasks.pcall(function() LrTasks.sleep({}) end))
        end)
        "#,
        &[
            "false\ttest.lua:4: bad argument #1 to 'sleep' (number expected, got string)",
            "false\ttest.lua:5: bad argument #1 to 'sleep' (number expected, got nil)",
            "false\ttest.lua:6: bad argument #1 to 'sleep' (number expected, got table)",
        ],
    );
}

#[test]
fn r1_3_yield_lets_every_other_ready_task_run_once() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        for _, name in ipairs { "a", "b", "c" } do
            LrTasks.startAsyncTask(function()
                for i = 1, 2 do
                    print(name .. i)
                    LrTasks.yield()
                end
            end)
        end
        "#,
        &["a1", "b1", "c1", "a2", "b2", "c2"],
    );
}

#[test]
fn r1_4_can_yield_only_in_a_task_without_a_c_boundary() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        local function see() return LrTasks.canYield(), coroutine.canYield() end
        print("script", see())
        LrTasks.startAsyncTask(function()
            print("task", see())
            print("pcall", pcall(see))
            print("LrTasks.pcall", LrTasks.pcall(see))
            print("LrTasks.pcall in pcall", pcall(LrTasks.pcall, see))
            print("pcall in LrTasks.pcall", LrTasks.pcall(pcall, see))
            print("xpcall", xpcall(see, print))
            table.sort({ 1, 2 }, function(a, b) print("sort", see()) return a < b end)
            string.gsub("x", "x", function() print("gsub", see()) end)
            local meta = setmetatable({}, { __index = see, __tostring = function()
                print("tostring", see())
                return ""
            end })
            print("__index", meta.x)
            tostring(meta)
            for _ in (function() print("iterator", see()) end) do end
            print("again", see())
        end)
        "#,
        &[
            "script\tfalse\tfalse",
            "task\ttrue\ttrue",
            "pcall\ttrue\tfalse\tfalse",
            "LrTasks.pcall\ttrue\ttrue\ttrue",
            "LrTasks.pcall in pcall\ttrue\ttrue\tfalse\tfalse",
            "pcall in LrTasks.pcall\ttrue\ttrue\tfalse\tfalse",
            "xpcall\ttrue\tfalse\tfalse",
            "sort\tfalse\tfalse",
            "gsub\tfalse\tfalse",
            "__index\tfalse",
            "tostring\tfalse\tfalse",
            "iterator\tfalse\tfalse",
            "again\ttrue\ttrue",
        ],
    );
}

#[test]
fn r1_5_the_function_of_lr_tasks_pcall_may_yield() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        LrTasks.startAsyncTask(function()
            print(LrTasks.pcall(function(...)
                LrTasks.sleep(1)
                LrTasks.yield()
                return ...
            end, 1, nil, 3, nil))
        end)
        "#,
    );
    stage.says(&[]);
    stage.advance(1.0);
    stage.says(&["true\t1\tnil\t3\tnil"]);
}

#[test]
fn r1_5_lr_tasks_pcall_catches_what_fails_after_a_yield() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        local object = {}
        LrTasks.startAsyncTask(function()
            local ok, e = LrTasks.pcall(function()
                LrTasks.sleep(1)
                error(object)
            end)
            print(ok, e == object)
        end)
        "#,
    );
    stage.advance(1.0);
    stage.says(&["false\ttrue"]);
}

#[test]
fn r1_5_lr_tasks_pcall_works_outside_a_task_where_yielding_is_refused() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        print(LrTasks.pcall(function(a, b) return a + b end, 1, 2))
        print(LrTasks.pcall(error, "oops", 0))
        print(LrTasks.pcall(function() LrTasks.sleep(1) end))
        "#,
        &[
            "true\t3",
            "false\toops",
            "false\tWe can only wait from within a task",
        ],
    );
}

#[test]
fn r1_5_lr_tasks_pcall_of_no_function_fails_like_pcall() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        print(LrTasks.pcall(nil))
        print(pcall(nil))
        print(LrTasks.pcall({}))
        print(LrTasks.pcall(setmetatable({}, { __call = function(self, x) return x end }), 5))
        "#,
        &[
            "false\tattempt to call a nil value",
            "false\tattempt to call a nil value",
            "false\tattempt to call a table value",
            "true\t5",
        ],
    );
}

#[test]
fn r1_6_execute_blocks_only_its_task_and_returns_the_status() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        LrTasks.startAsyncTask(function() print("status", LrTasks.execute("make it so")) end)
        LrTasks.startAsyncTask(function() print("other") end)
        "#,
    );
    stage.says(&["other"]);
    let (id, work) = stage.work().expect("the command");
    let command = "make it so".to_owned();
    assert_eq!(work, Work::Execute { command });
    assert!(stage.work().is_none());
    assert!(stage.host().is_alive());
    stage.advance(100.0);
    stage.says(&[]);
    stage.work_done(id, 3);
    stage.says(&["status\t768"]);
}

#[test]
fn r1_6_execute_outside_a_task_starts_nothing() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        print(pcall(function() LrTasks.execute("true") end))
        LrTasks.startAsyncTask(function()
            print(pcall(function() LrTasks.execute("true") end))
        end)
        "#,
    );
    stage.says(&[
        "false\tWe can only wait from within a task",
        "false\tYielding is not allowed within a C or metamethod call",
    ]);
    assert!(stage.work().is_none());
}

#[test]
fn r1_7_the_undocumented_members_are_there() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        print(LrTasks.canYieldToScheduler())
        LrTasks.startAsyncTask(function()
            print(LrTasks.canYieldToScheduler())
            LrTasks.yieldToScheduler()
            print("yielded")
        end)
        LrTasks.startAsyncTask(function() print("other") end)
        print(type(LrTasks.executeWithRunAsVerb))
        "#,
    );
    stage.says(&["false", "function", "true", "other", "yielded"]);
}

#[test]
fn r1_8_scripts_run_outside_any_task_before_their_tasks() {
    Stage::script_says(
        r#"
        local LrTasks = import "LrTasks"
        LrTasks.startAsyncTask(function() print("task", LrTasks.canYield()) end)
        print("bottom", LrTasks.canYield())
        "#,
        &["bottom\tfalse", "task\ttrue"],
    );
}

#[test]
fn r1_8_an_error_of_a_script_ends_it_but_not_its_tasks() {
    let mut stage = Stage::script(
        r#"
        import("LrTasks").startAsyncTask(function() print("task") end)
        local function f() error("oops") end
        f()
        print("not reached")
        "#,
    );
    stage.says(&["task"]);
    let failure = stage.fails("script", "test.lua:3: oops");
    assert!(
        failure.traceback.contains("test.lua:4"),
        "{}",
        failure.traceback
    );
}

#[test]
fn r1_1_ten_thousand_tasks_that_start_each_other_end() {
    let mut stage = Stage::script(
        r#"
        local LrTasks = import "LrTasks"
        local function start(n)
            if n == 0 then print("end") return end
            LrTasks.startAsyncTask(function() start(n - 1) end)
        end
        start(10000)
        "#,
    );
    stage.says(&["end"]);
    assert!(!stage.host().is_alive());
}

#[test]
fn r1_3_yielding_for_ever_does_not_stop_timers() {
    let mut stage = Setup::script(
        r#"
        local LrTasks = import "LrTasks"
        local go = true
        LrTasks.startAsyncTask(function()
            while go do LrTasks.sleep(0.001) end
            print("stopped")
        end)
        LrTasks.startAsyncTask(function() LrTasks.sleep(1) go = false end)
        "#,
    )
    .start();
    stage.advance(1.0);
    stage.says(&["stopped"]);
}
