//! How a run ends: by itself, by Ctrl-C, by a second one; what runs before it does.

mod common;

use common::Run;

#[test]
fn it_ends_when_nothing_is_left() {
    let finished = Run::sockets("task(function() LrTasks.sleep(0.01) print('slept') end)")
        .json()
        .finish()
        .status(0);
    assert_eq!(finished.logged(), ["slept"]);
    let exit = finished.only("exit");
    let reason = "nothing is left to run: no task, no timer, no open socket";
    assert_eq!(exit["reason"], reason);
    assert_eq!(finished.events.last(), Some(exit));
}

#[test]
fn a_plug_in_can_let_lightroom_quit() {
    let files = [
        (
            "Init.lua",
            "import 'LrTasks'.startAsyncTask(function()
                import 'LrApplication'.shutdown()
                print('asked')
                while true do import 'LrTasks'.sleep(1) end
            end)",
        ),
        ("Shutdown.lua", "print('shutdown')"),
    ];
    let info = "LrInitPlugin = 'Init.lua', LrShutdownPlugin = 'Shutdown.lua',";
    let finished = Run::plugin_with(info, &files).json().finish().status(0);
    assert_eq!(finished.logged(), ["asked", "shutdown"]);
    let reason = "a plug-in let Lightroom quit";
    assert_eq!(finished.only("exit")["reason"], reason);
}

#[test]
fn b7_8_a_socket_that_is_always_opened_again_does_not_fail_the_end() {
    let finished = Run::sockets(
        "task(function(c)
            bind { functionContext = c, mode = 'receive', onClosed = function(s) s:reconnect() end }
            LrTasks.startAsyncTask(function() import 'LrApplication'.shutdown() end)
            while true do LrTasks.sleep(1) end
        end)",
    )
    .json()
    .finish()
    .status(0);
    let told = finished.only("diagnostic");
    assert_eq!(told["rule"], "B7.8");
}

#[test]
fn failures_give_status_1() {
    for (script, event) in [
        ("error('x')", "script_error"),
        (
            "LrTasks.startAsyncTask(function() error('x') end)",
            "task_error",
        ),
        (
            "task(function(c) c:addCleanupHandler(function() error('x') end) end)",
            "handler_error",
        ),
        (
            "task(function(c)
                bind { functionContext = c, mode = 'send', onClosed = function() error('x') end }
            end)",
            "callback_error",
        ),
    ] {
        let finished = Run::sockets(script).json().finish().status(1);
        let error = finished.only(event);
        let message = error["message"].as_str().unwrap();
        assert!(
            message.starts_with("script.lua:") && message.ends_with(": x"),
            "{error}"
        );
        assert_eq!(finished.only("exit")["status"], 1);
        assert!(
            finished.stderr.ends_with("the plug-in failed: 1 error\n"),
            "{}",
            finished.stderr
        );
    }
}

#[test]
fn errors_that_lightroom_does_not_show_do_not_fail_it() {
    let finished = Run::sockets(
        "LrTasks.startAsyncTaskWithoutErrorHandler(function() error('x') end)
        LrTasks.startAsyncTask(function() import('LrErrors').throwCanceled() end)",
    )
    .json()
    .finish()
    .status(0);
    assert_eq!(finished.only("task_error")["shown"], false);
}

#[cfg(unix)]
mod interrupted {
    use super::*;
    use std::time::Instant;

    const WAIT: &str = "task(function(c)
        c:addCleanupHandler(function() print('cleanup') end)
        bind { functionContext = c, mode = 'receive', onClosed = function() print('onClosed') end }
        while not quit do LrTasks.sleep(60) end
    end)";

    fn plugin(shutdown_app: &str) -> Run {
        let info = "LrInitPlugin = 'Init.lua', LrShutdownApp = 'App.lua', \
                    LrShutdownPlugin = 'Plugin.lua'";
        let files = [
            ("Init.lua", WAIT),
            ("App.lua", shutdown_app),
            ("Plugin.lua", "print('LrShutdownPlugin')"),
        ];
        Run::plugin_with(info, &files).json()
    }

    /// An LrShutdownApp that is done at once.
    const DONE: &str = "print('LrShutdownApp')
        return { LrShutdownFunction = function(done) done() end }";

    #[test]
    fn it_runs_the_shut_down_scripts_then_ends_the_contexts() {
        let mut run = plugin(DONE).spawn();
        run.port("receive");
        run.interrupt();
        let finished = run.finish().status(0);
        assert_eq!(
            finished.logged(),
            ["LrShutdownApp", "LrShutdownPlugin", "onClosed", "cleanup"]
        );
        assert_eq!(finished.only("exit")["reason"], "interrupted");
        assert_eq!(finished.only("closed")["by"], "plugin");
    }

    #[test]
    fn sigterm_does_the_same() {
        let mut run = plugin(DONE).spawn();
        run.port("receive");
        run.signal("TERM");
        assert_eq!(run.finish().status(0).logged().len(), 4);
    }

    #[test]
    fn a_shut_down_function_is_waited_for() {
        let mut run = plugin(
            "return { LrShutdownFunction = function(done, progress)
                print('begins')
                LrTasks.sleep(0.05)
                progress(0.5, 'half')
                LrTasks.sleep(0.05)
                print('is done')
                done()
            end }",
        )
        .spawn();
        run.port("receive");
        run.interrupt();
        let finished = run.finish().status(0);
        let expected = [
            "begins",
            "is done",
            "LrShutdownPlugin",
            "onClosed",
            "cleanup",
        ];
        assert_eq!(finished.logged(), expected);
    }

    #[test]
    fn r6_4_a_script_without_a_table_is_told_at_once_and_a_second_interrupt_ends_the_wait() {
        let mut run = plugin("print('LrShutdownApp')").spawn();
        run.port("receive");
        let since = Instant::now();
        run.interrupt();
        run.event_where("diagnostic", |told| told["rule"] == "R6.4");
        run.interrupt();
        run.finish().status(130);
        assert!(since.elapsed().as_secs_f64() < 5.0);
    }

    /// The one test here that takes its ten seconds: a real clock is what it is about.
    #[test]
    fn a_shut_down_function_that_is_never_done_has_ten_seconds() {
        let mut run = plugin(
            "return { LrShutdownFunction = function() print('begins') LrTasks.sleep(60) end }",
        )
        .spawn();
        run.port("receive");
        run.interrupt();
        run.printed("begins");
        let since = Instant::now();
        let finished = run.finish().status(1);
        assert!(since.elapsed().as_secs_f64() > 9.5);
        let shown = finished.only("task_error")["message"].to_string();
        assert!(shown.contains("became unresponsive and may not have run to completion"));
        let rules = finished.all("diagnostic").into_iter().map(|d| &d["rule"]);
        assert_eq!(rules.collect::<Vec<_>>(), ["R6.2", "R6.4"]);
        assert_eq!(
            finished.logged(),
            ["begins", "LrShutdownPlugin", "onClosed", "cleanup"]
        );
    }

    #[test]
    fn tasks_get_a_moment_to_see_it() {
        let info = "LrInitPlugin = 'Init.lua', LrShutdownPlugin = 'Plugin.lua'";
        let init = "task(function()
            print('begins')
            while not quit do LrTasks.sleep(0.02) end
            print('saw it')
        end)";
        let files = [("Init.lua", init), ("Plugin.lua", "quit = true")];
        let mut run = Run::plugin_with(info, &files).json().spawn();
        run.printed("begins");
        run.interrupt();
        assert_eq!(run.finish().status(0).logged(), ["begins", "saw it"]);
    }

    #[test]
    fn what_is_queued_is_still_written() {
        let mut run = Run::sockets(
            "task(function(c)
                local out = bind { functionContext = c, mode = 'send' }
                c:addCleanupHandler(function()
                    out:send(('x'):rep(3000000) .. '\\n')
                    out:send('goodbye\\n')
                end)
                LrTasks.sleep(60)
            end)",
        )
        .json()
        .args(["-q"])
        .spawn();
        let mut client = run.client("send");
        run.event("connected");
        run.interrupt();
        assert_eq!(client.rest().len(), 3_000_001 + 8);
        run.finish().status(0);
    }

    #[test]
    fn a_second_one_ends_at_once() {
        let mut run = plugin(
            "return { LrShutdownFunction = function() print('begins') LrTasks.sleep(60) end }",
        )
        .spawn();
        run.port("receive");
        run.interrupt();
        run.printed("begins");
        run.interrupt();
        let since = Instant::now();
        let finished = run.finish().status(130);
        assert!(since.elapsed().as_secs() < 5);
        assert!(finished.all("exit").is_empty());
    }

    /// Each of these never ends and never yields; what is expected is where it was stopped.
    fn stopped(script: &str, expected: &str, line: u32) {
        let finished = Run::sockets(&format!("{script}\nLrTasks.startAsyncTask(function() end)"))
            .json()
            .args(["--for", "0.05"])
            .finish()
            .status(1);
        let errors: Vec<_> = ["script_error", "task_error"]
            .map(|n| finished.all(n))
            .concat();
        assert_eq!(errors.len(), 1, "{}", finished.stdout);
        assert_eq!(
            errors[0]["message"],
            format!("stopped at script.lua:{line}: {expected}"),
        );
    }

    const BUSY: &str = "the plug-in was still busy and did not yield";

    #[test]
    fn a_loop_is_stopped() {
        stopped("\nwhile true do end", BUSY, 2);
    }

    #[test]
    fn a_loop_in_a_task_is_stopped() {
        stopped("task(function()\nwhile true do end end)", BUSY, 2);
    }

    #[test]
    fn a_loop_of_pcalls_is_stopped() {
        stopped(
            "while true do pcall(function()\nwhile true do end end) end",
            BUSY,
            2,
        );
    }

    #[test]
    fn a_loop_of_the_pcalls_that_yield_is_stopped() {
        stopped(
            "task(function() while true do LrTasks.pcall(function()\nwhile true do end end) end end)",
            BUSY,
            2,
        );
    }

    #[test]
    fn a_loop_of_xpcalls_whose_handlers_loop_is_stopped() {
        let script = "local function f()\nwhile true do end end while true do xpcall(f, f) end";
        stopped(script, BUSY, 2);
    }

    #[test]
    fn a_loop_in_a_comparison_is_stopped() {
        stopped(
            "table.sort({ 3, 2, 1 }, function()\nwhile true do end end)",
            BUSY,
            2,
        );
    }

    #[test]
    fn a_loop_in_a_callback_is_stopped_by_ctrl_c() {
        let mut run = Run::sockets(
            "task(function(c)
                bind { functionContext = c, mode = 'receive', onMessage = function()
                    while true do pcall(function() while true do end end) end
                end }
                LrTasks.sleep(60)
            end)",
        )
        .json()
        .spawn();
        let mut client = run.client("receive");
        client.send("one\n");
        // Acknowledged before the callback runs (B6.7).
        assert_eq!(client.line(), "ok");
        run.interrupt();
        let finished = run.finish().status(1);
        let error = finished.only("callback_error");
        let expected = format!("stopped at script.lua:3: {BUSY}");
        assert_eq!(error["message"], expected);
        assert_eq!(error["callback"], "onMessage");
    }

    #[test]
    fn a_loop_that_yields_needs_not_be_stopped() {
        let mut run =
            Run::sockets("task(function() print('on') while true do LrTasks.yield() end end)")
                .json()
                .spawn();
        run.printed("on");
        run.interrupt();
        run.finish().status(0);
    }

    #[test]
    fn a_loop_in_a_shut_down_script_gives_way_to_a_second_one() {
        // What it prints is shown when its turn is over, so it says in a file that it runs.
        let begun = "io.open(_PLUGIN.path .. '/begun', 'w'):close()";
        let mut run = plugin(&format!("{begun} while true do end")).spawn();
        run.port("receive");
        run.interrupt();
        let begun = run.folder().join("test.lrplugin/begun");
        let deadline = Instant::now() + common::PATIENCE;
        while !begun.exists() {
            assert!(
                Instant::now() < deadline,
                "the shut-down script does not run"
            );
            std::thread::yield_now();
        }
        run.interrupt();
        run.finish().status(130);
    }

    #[test]
    fn nobody_reads_stdout_any_more() {
        let mut run = Run::sockets(
            "task(function(c)
                bind { functionContext = c, mode = 'receive', onMessage = function(_, line)
                    print(('x'):rep(10000))
                end }
                LrTasks.sleep(600)
            end)",
        )
        .json()
        .spawn();
        let mut client = run.client("receive");
        run.close_stdout();
        for _ in 0..100 {
            client.send("line\n");
            assert_eq!(client.line(), "ok");
        }
        run.interrupt();
        run.finish().status(0);
    }
}
