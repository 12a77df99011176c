//! Two simulated runs with one seed tell the same, byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

use lrsocket_host::sim::{RemoteEnd, Schedule, Simulation, VirtualClock};
use lrsocket_host::{Folders, Host, Settings};
use tempfile::TempDir;

const SEEDS: u64 = 200;

/// What a plug-in can ask of chance, of the machine and of the time, and a pair of sockets that
/// outlives its outside programs.
const PLUGIN: &str = r#"
local LrSocket, LrTasks, LrDate = import "LrSocket", import "LrTasks", import "LrDate"
local LrUUID, LrSystemInfo = import "LrUUID", import "LrSystemInfo"
local LrFunctionContext, LrApplication = import "LrFunctionContext", import "LrApplication"

print(math.random(), math.random(6), math.random(-5, 5), LrUUID.generateUUID(), os.tmpname())
print(os.time(), os.clock(), os.date(), os.date("*t").hour, os.time { year = 2026, month = 5, day = 1 })
print(LrDate.currentTime(), LrDate.timeToW3CDate(0), LrDate.timeZone())
print(LrDate.timestampToComponents(LrDate.timeFromComponents(2020, 2, 31, 5, 0, 0, "local")))
print(LrSystemInfo.summaryString(), LrSystemInfo.numCPUs(), LrSystemInfo.memSize(), LrSystemInfo.ipAddress())
for key, value in pairs { one = 1, two = 2, three = 3, [4.5] = 4, [true] = 5, "six" } do
	print(key, value)
end

LrFunctionContext.postAsyncTaskWithContext("pair", function(context)
	local sender
	local function bind(mode, onMessage)
		return LrSocket.bind {
			functionContext = context, plugin = _PLUGIN, port = 0, mode = mode,
			onConnecting = function(_, port) print(mode, "connecting", port) end,
			onConnected = function(_, port) print(mode, "connected", port, os.date("%X")) end,
			onMessage = onMessage,
			onClosed = function(socket) print(mode, "closed") socket:reconnect() end,
			onError = function(socket, text)
				print(mode, "error", text, LrDate.currentTime())
				LrTasks.startAsyncTask(function()
					LrTasks.sleep(math.random())
					socket:reconnect()
				end, "again")
			end,
		}
	end
	sender = bind("send")
	bind("receive", function(_, message)
		LrTasks.startAsyncTask(function()
			LrTasks.sleep(math.random() / 100)
			sender:send(message .. " " .. math.random(1000) .. " " .. LrUUID.generateUUID() .. "\n")
		end, message)
		if message == "wrong" then
			error("a wrong message")
		end
	end)
	LrTasks.startAsyncTask(function()
		while true do
			LrTasks.sleep(3)
			print("tick", #LrApplication.activeCatalog():getAllPhotos(), os.clock())
		end
	end, "ticks")
	LrTasks.sleep(3600)
end)
"#;

/// A folder with the plug-in, which all runs of a test share: its path is in what they tell.
fn stage() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("test.lua"), PLUGIN).unwrap();
    folder
}

/// One run: all its records, then what each outside program got.
fn run(folder: &Path, chance: u64, schedule: u64) -> String {
    let clock = VirtualClock::default();
    let folders = Folders::below(&folder.join("home"));
    let mut settings = Settings::simulated(folders, Rc::new(clock.clone()), chance);
    settings.record_messages = true;
    let host = Host::load(&folder.join("test.lua"), settings).unwrap();
    let mut sim = Simulation::new(host, clock, Schedule::seeded(schedule));
    // Nobody comes for a while: two timeouts.
    sim.advance(Duration::from_secs(25));
    let mut got = Vec::new();
    for round in 0..3 {
        let (to, from) = pair(&mut sim);
        for line in 0..10 {
            to.write(format!("{round}.{line}\n").as_bytes());
            sim.advance(Duration::from_millis(7));
        }
        to.write(b"wrong\nafter ");
        sim.advance(Duration::from_millis(50));
        got.push(from.read_text());
        match round {
            0 => to.close(),
            1 => from.reset(),
            _ => to.vanish(),
        }
        sim.advance(Duration::from_secs(4));
    }
    sim.quit();
    let records = sim.records().iter().map(|record| record.to_json() + "\n");
    records.chain(got).collect()
}

/// Connects to both sockets, once they listen.
fn pair(sim: &mut Simulation) -> (RemoteEnd, RemoteEnd) {
    let mut connect = |port: u16| {
        let end = sim.now() + Duration::from_secs(30);
        sim.run_until(end, |sim| sim.listens(port));
        let wire = sim.connect(port);
        wire.unwrap_or_else(|| panic!("nobody listens on {port}"))
    };
    let ends = (connect(50_001), connect(50_000));
    sim.advance(Duration::from_millis(100));
    ends
}

#[test]
fn two_runs_with_one_seed_tell_the_same() {
    let folder = stage();
    for seed in 1..=SEEDS {
        let [one, two] = [(); 2].map(|()| run(folder.path(), seed, seed));
        assert!(one == two, "seed {seed}:\n{}", difference(&one, &two));
        for expected in [
            "timeout",
            "\"event\":\"message\"",
            "a wrong message",
            "tick",
        ] {
            assert!(
                one.contains(expected),
                "seed {seed}: no {expected} in\n{one}"
            );
        }
    }
}

#[test]
fn other_seeds_tell_something_else() {
    let folder = stage();
    let told = |runs: Vec<String>| runs.into_iter().collect::<BTreeSet<_>>().len();
    let by_chance = (1..=10).map(|seed| run(folder.path(), seed, 0));
    assert_eq!(told(by_chance.collect()), 10);
    let by_schedule = (1..=10).map(|seed| run(folder.path(), 1, seed));
    assert_eq!(told(by_schedule.collect()), 10);
}

/// Addresses, hash seeds and the time zone are those of another process.
#[test]
fn another_process_in_another_time_zone_tells_the_same() {
    const FOLDER: &str = "LRSOCKET_TEST_FOLDER";
    const NAME: &str = "another_process_in_another_time_zone_tells_the_same";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let folder = PathBuf::from(folder);
        fs::write(folder.join("told"), run(&folder, 7, 7)).unwrap();
        return;
    }
    let folder = stage();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", NAME]);
    child.env(FOLDER, folder.path()).env("TZ", "Asia/Kolkata");
    assert!(child.output().unwrap().status.success());
    let other = fs::read_to_string(folder.path().join("told")).unwrap();
    let own = run(folder.path(), 7, 7);
    assert!(own == other, "{}", difference(&own, &other));
}

/// The first lines that differ.
fn difference(one: &str, two: &str) -> String {
    let mut lines = one.lines().zip(two.lines());
    let differ = lines.find(|(one, two)| one != two);
    format!("{differ:#?}")
}
