//! Many sockets, and too few file descriptors.

mod common;

use common::{Client, Run};

/// Binds this many, says how many listen and how many failed once all have said one of it, and if
/// none failed waits for a line on any of them.
fn many(count: u32) -> String {
    format!(
        "task(function(c)
            local listening, failed, over = 0, 0, false
            for i = 1, {count} do
                bind {{ functionContext = c, mode = i % 2 == 0 and 'send' or 'receive',
                    onConnecting = function() listening = listening + 1 end,
                    onMessage = function() over = true end,
                    onError = function(_, err) failed = failed + 1 end }}
            end
            while listening + failed < {count} do LrTasks.sleep(0.01) end
            print(listening .. ' listen, ' .. failed .. ' failed')
            while not over and failed == 0 do LrTasks.sleep(0.01) end
        end)"
    )
}

#[test]
fn five_hundred_sockets() {
    let mut run = Run::sockets(&many(500)).json().spawn();
    run.printed("500 listen, 0 failed");
    let senders: Vec<Client> = (0..250).map(|_| run.client("send")).collect();
    let mut receivers: Vec<Client> = (0..250).map(|_| run.client("receive")).collect();
    for _ in 0..500 {
        run.event("connected");
    }
    receivers[249].send("end\n");
    let finished = run.finish().status(0);
    assert_eq!(finished.all("closed").len(), 500);
    drop(senders);
}

#[cfg(unix)]
#[test]
fn no_file_descriptors_to_listen() {
    let finished = Run::sockets(&many(60))
        .json()
        .after_shell("ulimit -n 40")
        .finish()
        .status(0);
    let failed = finished.all("error").len();
    assert!((20..60).contains(&failed), "{failed}");
    assert_eq!(
        finished.logged(),
        [format!("{} listen, {failed} failed", 60 - failed)]
    );
    let told = finished.all("diagnostic");
    assert_eq!(told.len(), failed);
    let message = told[0]["message"].as_str().unwrap();
    assert!(message.contains("cannot listen on port 0: "), "{message}");
    assert!(message.contains("raise the limit (ulimit -n)"), "{message}");
}

#[cfg(unix)]
#[test]
fn no_file_descriptor_to_accept() {
    let script = "task(function(c)
        local files = {}
        bind { functionContext = c, mode = 'receive', onMessage = function() over = true end }
        LrTasks.sleep(0.01)
        while true do
            local file = io.open(_PLUGIN.path .. '/script.lua')
            if not file then break end
            files[#files + 1] = file
        end
        print('full')
        while not import('LrFileUtils').exists(_PLUGIN.path .. '/go') do LrTasks.sleep(0.01) end
        for _, file in ipairs(files) do file:close() end
        while not over do LrTasks.sleep(0.01) end
    end)";
    let mut run = Run::sockets(script)
        .json()
        .after_shell("ulimit -n 40")
        .spawn();
    let port = run.port("receive");
    run.printed("full");
    let mut client = Client::connect(port);
    client.send("hello\n");
    let message = run.event("diagnostic")["message"].to_string();
    assert!(
        message.contains(&format!("cannot serve port {port}: ")),
        "{message}"
    );
    assert!(message.contains("raise the limit (ulimit -n)"), "{message}");
    // Once there are some again, the client is served.
    std::fs::write(run.folder().join("go"), "").unwrap();
    assert_eq!(client.line(), "ok");
    let finished = run.finish().status(0);
    assert_eq!(finished.all("diagnostic").len(), 1, "it is told once");
}

#[cfg(unix)]
#[test]
fn no_file_descriptors_at_all() {
    Run::script("print('never')")
        .after_shell("ulimit -n 8")
        .finish()
        .status(2)
        .stderr_has("error: cannot use the network: ");
}
