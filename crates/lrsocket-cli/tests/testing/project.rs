//! A folder with a plug-in and its tests.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Sends back what it gets; `quit` ends it.
const ECHO: &str = "\
local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks'
local LrFunctionContext = import 'LrFunctionContext'
LrTasks.startAsyncTask(function()
	LrFunctionContext.callWithContext('echo', function(context)
		local out = LrSocket.bind {
			functionContext = context, plugin = _PLUGIN, port = 4001, mode = 'send',
			onError = function(socket, err) if err == 'timeout' then socket:reconnect() end end,
		}
		LrSocket.bind {
			functionContext = context, plugin = _PLUGIN, port = 4000, mode = 'receive',
			onMessage = function(_, line)
				if line == 'quit' then over = true else out:send(line .. '\\n') end
			end,
			onError = function(socket, err) if err == 'timeout' then socket:reconnect() end end,
		}
		while not over do LrTasks.sleep(0.2) end
	end)
end)
";

pub(crate) const INFO: &str = "return {
	LrSdkVersion = 6.0, LrToolkitIdentifier = 'org.example.echo', LrPluginName = 'Echo',
	LrInitPlugin = 'Init.lua', LrForceInitPlugin = true,
	LrExportMenuItems = { { title = 'Echo', file = 'Init.lua' } },
}";

/// What tests of the plug-in begin with: `echo()` starts it and connects both ends.
pub(crate) const ECHOING: &str = "\
local function echo() local p = lr.start('../echo.lrplugin') return lr.pair(p), p end ";

/// A folder with `echo.lrplugin` and the folder `tests`.
pub(crate) struct Project(TempDir);

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    /// With `[TIME]` for how long something took.
    pub(crate) stderr: String,
}

impl Project {
    /// With these files in `tests`.
    pub(crate) fn new(tests: &[(&str, &str)]) -> Self {
        let project = Project(tempfile::tempdir().unwrap());
        project.write("echo.lrplugin/Info.lua", INFO);
        project.write("echo.lrplugin/Init.lua", ECHO);
        for (name, text) in tests {
            project.write(&format!("tests/{name}"), text);
        }
        project
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.folder().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder().join(name)).unwrap()
    }

    /// `lrsocket test` in this folder.
    pub(crate) fn command(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
        command
            .arg("test")
            .args(args)
            .current_dir(self.folder())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub(crate) fn test<A: AsRef<OsStr>>(&self, args: &[A]) -> Ran {
        let output = self.command(args).output().unwrap();
        Ran {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: timeless(&String::from_utf8(output.stderr).unwrap()),
        }
    }
}

impl Ran {
    /// Checks the exit status.
    pub(crate) fn status(self, expected: i32) -> Self {
        assert_eq!(
            self.status,
            Some(expected),
            "\n{}{}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// Checks that stderr has this text.
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(
            self.stderr.contains(text),
            "no {text:?} in:\n{}",
            self.stderr
        );
        self
    }

    /// What `--json` wrote.
    pub(crate) fn json(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The names of the tests that `--json` wrote, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let lines = self.json();
        let tests = lines.iter().filter(|line| line["event"] == "test");
        let name = |test: &Value| test["name"].as_str().unwrap().to_owned();
        let mut names: Vec<String> = tests.map(name).collect();
        names.sort();
        names
    }
}

/// A text without the times that differ from run to run, such as `[   0.013s]`.
fn timeless(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some(at) = rest.find('[') {
        let (before, after) = rest.split_at(at);
        plain += before;
        let inside = after[1..].split(']').next().unwrap_or_default();
        let seconds = inside.trim_start().strip_suffix('s');
        if seconds.is_some_and(|seconds| seconds.parse::<f64>().is_ok()) {
            plain += "[TIME]";
            rest = &after[inside.len() + 2..];
        } else {
            plain.push('[');
            rest = &after[1..];
        }
    }
    plain + rest
}
