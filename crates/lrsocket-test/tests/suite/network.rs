//! The simulated network: buffers of a real size in both directions, ports that are taken.

use crate::stage::{ECHO, Stage};

/// Sends as many bytes as a line says, without a newline.
const BULK: &str = r#"
local LrSocket, LrTasks, LrFunctionContext = import "LrSocket", import "LrTasks", import "LrFunctionContext"
LrFunctionContext.postAsyncTaskWithContext("bulk", function(context)
	local sender = LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 0, mode = "send" }
	LrSocket.bind {
		functionContext = context, plugin = _PLUGIN, port = 0, mode = "receive",
		onMessage = function(_, line)
			if line == "wait" then LrTasks.sleep(5) return end
			sender:send(("x"):rep(tonumber(line) or #line))
		end,
	}
	while true do LrTasks.sleep(1) end
end)
"#;

#[test]
fn b7_4_an_end_that_reads_again_gets_everything_although_its_buffers_are_small() {
    let mut stage = Stage::new(BULK);
    for seed in 0..10 {
        stage.config.seed = seed;
        stage.passes(
            r#"
            local pair = lr.pair(lr.start())
            lr.advance(1) -- both are accepted
            pair.from_plugin:stall()
            pair:send("20971520\n")
            lr.advance(1)
            assert.equals("", pair:bytes())
            pair.from_plugin:resume()
            lr.advance(5)
            assert.equals(20971520, #pair:bytes())"#,
        );
    }
}

#[test]
fn b7_4_the_plug_in_can_lose_only_what_the_buffers_of_a_stalled_end_do_not_hold() {
    // The buffers take 256 KiB, the window 1 KiB more.
    Stage::new(BULK).passes(
        r#"
        local pair = lr.pair(lr.start(nil, { faults = { send_window = "1KiB" } }))
        pair.from_plugin:stall()
        for _ = 1, 300 do pair:send("1024\n") lr.advance(0.01) end
        pair.from_plugin:resume()
        lr.advance(1)
        assert.equals(257 * 1024, #pair:bytes())"#,
    );
}

#[test]
fn what_a_plug_in_does_not_read_waits_in_the_program_and_is_lost_with_it() {
    // While a callback sleeps, the plug-in's machine and the buffers fill.
    let send = r#"
        local pair = lr.pair(lr.start(nil, { faults = { receive_window = "64KiB" } }))
        lr.advance(1)
        pair:send("wait\n" .. (("y"):rep(1023) .. "\n"):rep(4096))
        lr.advance(1)"#;
    Stage::new(BULK).passes(&format!(
        "{send}
        lr.advance(30)
        assert.equals(4097, pair:acks())
        assert.equals(4096 * 1023, #pair:bytes())"
    ));
    Stage::new(BULK).passes(&format!(
        "{send}
        pair:close()
        lr.wait_for(function() return #lr.events('closed') > 0 end)
        assert.equals(4097, #lr.events('message'))"
    ));
    // A program that loses power takes with it what its system has not sent.
    Stage::new(BULK).passes(&format!(
        "{send}
        pair.to_plugin:vanish()
        lr.advance(30)
        assert.is_true(#lr.events('message') < 400, #lr.events('message'))"
    ));
}

#[test]
fn b1_10_a_port_that_is_taken_is_reported_as_in_a_run() {
    let init = ECHO.replace("port = 0", "port = 4444");
    Stage::new(&init.replace("onError = function(socket) socket:reconnect() end,", "")).passes(
        r#"
        lr.start()
        local told = lr.events("diagnostic")
        assert.equals("B1.10", told[#told].rule)
        assert.equals("cannot listen on port 4444: it is in use; this program itself has it already: "
            .. "another of its sockets listens there", told[#told].message)"#,
    );
}

#[test]
fn b3_4_reset_goes_over_the_sockets_in_the_order_of_their_binds() {
    let init = r#"
        local LrSocket, LrTasks = import "LrSocket", import "LrTasks"
        import "LrFunctionContext".postAsyncTaskWithContext("many", function(context)
            for i = 1, 6 do
                LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 0,
                    mode = i % 2 == 0 and "send" or "receive" }
            end
            LrTasks.sleep(30)
        end)"#;
    Stage::new(init).passes(
        r#"
        local plugin = lr.start()
        for _, port in ipairs(plugin:ports()) do lr.connect(port.port) end
        lr.fault("reset")
        local order = {}
        for _, event in ipairs(lr.events("diagnostic")) do
            if event.message:find("fault reset") then order[#order + 1] = event.socket end
        end
        assert.same({ 1, 2, 3, 4, 5, 6 }, order)"#,
    );
}
