//! The stage of a test: a plug-in with a test file, in a temporary folder.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use lrsocket_test::{Failure, FileError, Outcome, Status, TestConfig, TestFile, Watchdog};
use tempfile::TempDir;

pub(crate) const INFO: &str = "return { LrSdkVersion = 6, LrPluginName = 'Echo',
    LrToolkitIdentifier = 'org.example.echo', LrInitPlugin = 'Init.lua',
    LrForceInitPlugin = true, LrShutdownPlugin = 'Stop.lua',
    LrExportMenuItems = { { title = 'Start', file = 'Start.lua' } } }";

/// A plug-in that answers each line in capital letters, and that listens again whatever happens.
pub(crate) const ECHO: &str = r#"
local LrSocket, LrTasks, LrFunctionContext = import "LrSocket", import "LrTasks", import "LrFunctionContext"
LrFunctionContext.postAsyncTaskWithContext("echo", function(context)
	local sender
	local function bind(mode, onMessage)
		local socket = LrSocket.bind {
			functionContext = context, plugin = _PLUGIN, port = 0, mode = mode, onMessage = onMessage,
			onClosed = function(socket) socket:reconnect() end,
			onError = function(socket) socket:reconnect() end,
		}
		return socket
	end
	sender = bind("send")
	bind("receive", function(_, line) sender:send(line:upper() .. "\n") end)
	while true do LrTasks.sleep(1) end
end)
"#;

/// A plug-in and its test file.
pub(crate) struct Stage {
    folder: TempDir,
    pub(crate) config: TestConfig,
}

impl Stage {
    /// Returns a plug-in with this start-up script.
    pub(crate) fn new(init: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stage = Stage {
            folder,
            config: TestConfig::default(),
        };
        stage
            .file("Info.lua", INFO)
            .file("Init.lua", init)
            .file("Start.lua", "print 'started'")
            .file("Stop.lua", "print 'stopped'")
    }

    /// Adds or replaces a file in the plug-in's folder.
    pub(crate) fn file(self, name: &str, source: &str) -> Self {
        let path = self.plugin().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source).unwrap();
        self
    }

    pub(crate) fn real_limit(mut self, limit: Duration) -> Self {
        self.config.limits.real = limit;
        self
    }

    pub(crate) fn plugin(&self) -> std::path::PathBuf {
        self.folder.path().join("echo.lrplugin")
    }

    /// The path of the test file.
    fn path(&self) -> std::path::PathBuf {
        self.plugin().join("tests/echo_test.lua")
    }

    pub(crate) fn open(&self, source: &str) -> Result<TestFile, FileError> {
        let path = self.path();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, source).unwrap();
        TestFile::open(&path, watchdog())
    }

    /// Runs a whole test file.
    pub(crate) fn run_file(&self, source: &str) -> Vec<Outcome> {
        let file = self.open(source).unwrap();
        let tests = 0..file.tests().len();
        tests
            .map(|test| file.run(test, &self.config, watchdog()))
            .collect()
    }

    /// Runs one test with this body.
    pub(crate) fn run(&self, body: &str) -> Outcome {
        let mut outcomes = self.run_file(&format!("it('does it', function()\n{body}\nend)"));
        outcomes.remove(0)
    }

    /// Runs one test with this body, which must pass.
    #[track_caller]
    pub(crate) fn passes(&self, body: &str) -> Outcome {
        let outcome = self.run(body);
        assert!(outcome.status == Status::Passed, "{}", shown(&outcome));
        outcome
    }

    /// Runs one test with this body, which must fail for exactly one reason.
    #[track_caller]
    pub(crate) fn fails(&self, body: &str) -> Failure {
        let outcome = self.run(body);
        let text = shown(&outcome);
        match outcome.status {
            Status::Failed(mut failures) if failures.len() == 1 => failures.remove(0),
            _ => panic!("expected exactly one failure: {text}"),
        }
    }

    /// Like [`fails`](Self::fails); the message must contain these texts, and the place must be this
    /// one, such as `echo_test.lua:2`.
    #[track_caller]
    pub(crate) fn fails_with(&self, body: &str, at: &str, texts: &[&str]) {
        let failure = self.fails(body);
        for text in texts {
            assert!(failure.message.contains(text), "{}", failure.message);
        }
        let place = failure.at.expect("a place").0;
        let name = Path::new(&place).file_name().unwrap();
        assert_eq!(name, at, "{}", failure.message);
    }
}

pub(crate) fn shown(outcome: &Outcome) -> String {
    let records: Vec<String> = outcome
        .records
        .iter()
        .map(lrsocket_host::Record::to_json)
        .collect();
    format!("{:#?}\n{}", outcome.status, records.join("\n"))
}

fn watchdog() -> &'static Watchdog {
    static WATCHDOG: OnceLock<Watchdog> = OnceLock::new();
    WATCHDOG.get_or_init(Watchdog::start)
}
