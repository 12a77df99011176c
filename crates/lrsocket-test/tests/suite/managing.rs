//! Reloading, disabling and enabling: when it is over, and what happens meanwhile.

use crate::stage::{ECHO, Stage};

#[test]
fn an_event_reports_when_a_reload_and_the_like_are_over() {
    Stage::new(ECHO).passes(
        r#"
        local plugin = lr.start()
        lr.advance(1)
        local function over(action)
            return function()
                local events = lr.events("managed")
                local last = events[#events]
                return last and last.action == action and last
            end
        end
        plugin:reload()
        local event = lr.wait_for(over("reload"))
        assert.equals("org.example.echo", event.identifier)
        assert.is_true(event.ok)
        lr.pair(plugin):send("a\n"):expect("A")
        plugin:disable()
        lr.wait_for(over("disable"))
        assert.same({}, plugin:ports())
        plugin:enable()
        lr.wait_for(over("enable"))
        plugin:menu("Start")"#,
    );
}

#[test]
fn a_click_while_a_plug_in_is_reloaded_is_refused_with_the_reason() {
    // Its shut-down takes half a second, because its task goes on.
    Stage::new(ECHO).fails_with(
        "local plugin = lr.start()\nplugin:reload()\nplugin:menu('Start')",
        "echo_test.lua:4",
        &["the plug-in org.example.echo is being loaded again: its menu items can be clicked after the \
           event \"managed\""],
    );
    Stage::new(ECHO).fails_with(
        "local plugin = lr.start()\nplugin:disable()\nplugin:menu('Start')",
        "echo_test.lua:4",
        &["there is no menu item \"Start\": the plug-in org.example.echo is disabled"],
    );
}

#[test]
fn b8_2_a_task_that_binds_again_in_the_dying_state_does_not_hold_up_the_reload() {
    let init = r#"
        local LrSocket, LrTasks, LrFunctionContext = import "LrSocket", import "LrTasks", import "LrFunctionContext"
        local function serve()
            LrTasks.startAsyncTask(function()
                LrFunctionContext.callWithContext("x", function(context)
                    LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 0, mode = "send",
                        onClosed = function() serve() end }
                    while true do LrTasks.sleep(1) end
                end)
            end)
        end
        serve()"#;
    Stage::new(init).passes(
        r#"
        local plugin = lr.start()
        lr.advance(1)
        local before = lr.now()
        plugin:reload()
        lr.wait_for(function() return #lr.events("managed") > 0 end, { timeout = 30 })
        assert.is_true(lr.now() - before < 1, lr.now() - before)
        -- Each socket of the state that has ended was closed.
        local open = {}
        for _, event in ipairs(lr.events()) do
            if event.event == "connecting" then open[event.socket] = true end
            if event.event == "closed" then open[event.socket] = nil end
        end
        local count = 0
        for _ in pairs(open) do count = count + 1 end
        assert.equals(1, count)
        assert.equals(1, #plugin:ports())"#,
    );
}

#[test]
fn b5_6_a_port_that_lingers_is_busy_after_a_reload_and_does_not_delay_it() {
    let init = r#"
        local LrSocket, LrTasks, LrFunctionContext = import "LrSocket", import "LrTasks", import "LrFunctionContext"
        LrFunctionContext.postAsyncTaskWithContext("x", function(context)
            LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 40200, mode = "send",
                onError = function(socket, text)
                    print(text)
                    LrTasks.sleep(1)
                    socket:reconnect()
                end }
            while true do LrTasks.sleep(1) end
        end)"#;
    Stage::new(init).passes(
        r#"
        local plugin = lr.start(nil, { faults = { port_linger = 3 } })
        lr.advance(1)
        plugin:reload()
        lr.wait_for(function() return #lr.events("managed") > 0 end, { timeout = 1 })
        lr.advance(1)
        assert.equals("failed to open localhost:40200", lr.log("failed")[1])
        lr.wait_for(function() return plugin:ports().send end, { timeout = 4 })"#,
    );
}

#[test]
fn r3_6_unloading_shows_no_error_dialog() {
    let init = r#"
        local LrTasks, LrDialogs = import "LrTasks", import "LrDialogs"
        import "LrFunctionContext".postAsyncTaskWithContext("x", function(context)
            LrDialogs.attachErrorDialogToFunctionContext(context)
            context:addFailureHandler(function() print("failure") end)
            context:addCleanupHandler(function() print("cleanup") end)
            while true do LrTasks.sleep(1) end
        end)"#;
    Stage::new(init).passes(
        r#"
        local plugin = lr.start()
        plugin:reload()
        lr.wait_for(function() return #lr.events("managed") > 0 end)
        assert.same({}, lr.dialogs.all())
        assert.same({ "cleanup" }, lr.log("^[cf]"))"#,
    );
}

#[test]
fn b7_7_sockets_that_close_because_lightroom_quits_block_it_for_ten_seconds_together() {
    let init = r#"
        local LrSocket, LrTasks = import "LrSocket", import "LrTasks"
        import "LrFunctionContext".postAsyncTaskWithContext("x", function(context)
            for _ = 1, 8 do
                LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 0, mode = "send" }
            end
            while true do LrTasks.sleep(1) end
        end)"#;
    Stage::new(init).passes(
        r#"
        local plugin = lr.start(nil, { profile = "worst" })
        lr.advance(1)
        plugin:stop()
        assert.is_true(lr.now() > 11 and lr.now() < 13, lr.now())"#,
    );
}
