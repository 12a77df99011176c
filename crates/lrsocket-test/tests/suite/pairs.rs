//! Failures of one half of a pair whose cause is the other half, and waiting for a condition.

use crate::stage::{ECHO, Stage};

/// Like `ECHO`, but its receive socket listens anew a moment after it began to.
const RELISTENS: &str = r#"
local LrSocket, LrTasks, LrFunctionContext = import "LrSocket", import "LrTasks", import "LrFunctionContext"
LrFunctionContext.postAsyncTaskWithContext("echo", function(context)
	local sender = LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 0, mode = "send" }
	local first = true
	LrSocket.bind {
		functionContext = context, plugin = _PLUGIN, port = 0, mode = "receive",
		onConnected = function(socket) if first then first = false socket:reconnect() end end,
		onMessage = function(_, line) sender:send(line:upper() .. "\n") end,
	}
	while true do LrTasks.sleep(1) end
end)
"#;

/// Closes its send socket at the line "again" and binds another one.
const REBINDS: &str = r#"
local LrSocket, LrTasks, LrFunctionContext = import "LrSocket", import "LrTasks", import "LrFunctionContext"
LrFunctionContext.postAsyncTaskWithContext("echo", function(context)
	local function send()
		return LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 0, mode = "send" }
	end
	local sender = send()
	LrSocket.bind {
		functionContext = context, plugin = _PLUGIN, port = 0, mode = "receive",
		onMessage = function(_, line)
			if line == "again" then sender:close() sender = send() end
			sender:send(line:upper() .. "\n")
		end,
	}
	while true do LrTasks.sleep(1) end
end)
"#;

#[test]
fn b5_2_sending_to_an_end_that_the_plug_in_has_dropped_fails_and_says_why() {
    Stage::new(RELISTENS).fails_with(
        "local pair = lr.pair(lr.start())\npair:send('hello\\n')",
        "echo_test.lua:3",
        &[
            "cannot send \"hello\\n\": the connection has ended",
            "the receive socket, port 50001 (Init.lua:6): closed at 0.000 s, by reconnect(); it \
             listens again on port ",
        ],
    );
}

#[test]
fn b1_7_a_client_that_waits_when_the_socket_reconnects_is_reset_and_its_failure_says_so() {
    let init = RELISTENS.replace(
        "onConnected = function(socket) if first then first = false socket:reconnect() end end",
        "onConnecting = function(socket) if first then first = false LrTasks.startAsyncTask(function() \
         LrTasks.sleep(2) socket:reconnect() end) end end",
    );
    Stage::new(&init).fails_with(
        "local plugin = lr.start({ faults = { no_accept = true } })
        local pair = lr.pair(plugin)
        lr.advance(3)
        pair:send('hello\\n')",
        "echo_test.lua:5",
        &[
            "reset at 2.000 s, by reconnect() before the plug-in accepted this client: clients that \
             wait are reset [B1.7]; it listens again",
        ],
    );
}

#[test]
fn a_line_that_does_not_come_shows_both_ends_of_the_pair() {
    Stage::new(RELISTENS).fails_with(
        "local pair = lr.pair(lr.start())\npair:line(1)",
        "echo_test.lua:3",
        &[
            "the send socket, port 50000: no line within 1 s",
            "the other end of the pair: the receive socket, port 50001 (Init.lua:6): closed at \
             0.000 s, by reconnect()",
        ],
    );
    Stage::new(ECHO).fails_with(
        "local pair = lr.pair(lr.start())\npair.to_plugin:close()\npair:line(1)",
        "echo_test.lua:4",
        &["the other end of the pair: the receive socket, port 50001 (Init.lua:6): closed; the test ended \
           this connection"],
    );
}

#[test]
fn a_pair_whose_half_was_bound_again_says_so() {
    Stage::new(REBINDS).fails_with(
        "local pair = lr.pair(lr.start())\npair:send('again\\n'):line(30)",
        "echo_test.lua:3",
        &[
            "the send socket, port 50000 (Init.lua:7): closed at 0.000 s, by close() or the end of its \
             function context; the plug-in has bound another send socket since, on port 50002 \
             (Init.lua:11): connect to that one, with lr.connect(plugin, \"send\") or lr.pair(plugin)",
            "the other end of the pair: the receive socket, port 50001 (Init.lua:8): open",
        ],
    );
}

#[test]
fn a_condition_is_waited_for_in_simulated_time() {
    let outcome = Stage::new(ECHO).passes(
        r#"
        local pair = lr.pair(lr.start())
        pair:delay(0.2):send("a\n")
        local lines = {}
        assert.equals("A", lr.wait_for(function()
            for _, line in ipairs(pair:lines()) do lines[#lines + 1] = line end
            return lines[1]
        end))
        assert.near(0.4, lr.now(), 1e-9)
        lr.wait_for(function() return lr.now() >= 3600 end, { timeout = 4000 })
        assert.equals(3600, math.floor(lr.now()))"#,
    );
    assert_eq!(outcome.simulated.as_secs(), 3600);
    Stage::new(ECHO).fails_with(
        "lr.start()\nlr.wait_for(function() end, { timeout = 0.3 })",
        "echo_test.lua:3",
        &[
            "lr.wait_for: the condition did not become true within 0.3 s",
            "listening",
        ],
    );
    Stage::new(ECHO).fails_with(
        "lr.wait_for(function() end, { timeout = 0.1 + 0.2, message = 'no song' })",
        "echo_test.lua:2",
        &["lr.wait_for: no song within 0.3 s"],
    );
    Stage::new(ECHO).fails_with(
        "lr.wait_for(function() end, { time = 1 })",
        "echo_test.lua:2",
        &["lr.wait_for has no option \"time\"; the options are timeout and message"],
    );
}

#[test]
fn an_expected_failure_may_still_be_on_its_way_when_the_test_ends() {
    let init = ECHO.replace(
        "sender:send(",
        "if line == 'x' then error('boom') end sender:send(",
    );
    let mut stage = Stage::new(&init);
    for seed in 1..30 {
        stage.config.seed = seed;
        stage.passes(
            "local pair = lr.pair(lr.start())\npair:send('x\\n')\nlr.expect_failure('boom')",
        );
    }
}
