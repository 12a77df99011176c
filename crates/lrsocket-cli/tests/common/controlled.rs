//! A run that is driven through `--control`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// A run that takes commands.
pub(crate) struct Controlled {
    pub(crate) run: Child,
    pub(crate) stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    pub(crate) folder: tempfile::TempDir,
}

impl Controlled {
    /// Runs a plug-in of these files.
    pub(crate) fn start(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plugin = folder.path().join("test.lrplugin");
        std::fs::create_dir(&plugin).unwrap();
        for (name, source) in files {
            std::fs::write(plugin.join(name), source).unwrap();
        }
        let mut run = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
            .args(["run", "--control", "--json", "--for", "60", "--home"])
            .arg(folder.path().join("home"))
            .arg(plugin)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(run.stdout.take().unwrap());
        let stdin = run.stdin.take();
        Controlled {
            run,
            stdin,
            stdout,
            folder,
        }
    }

    pub(crate) fn line(&mut self) -> Option<Value> {
        let mut line = String::new();
        match self.stdout.read_line(&mut line).unwrap() {
            0 => None,
            _ => Some(serde_json::from_str(&line).unwrap()),
        }
    }

    /// The next event that this is true of.
    pub(crate) fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut seen = Vec::new();
        loop {
            let event = self.line().unwrap_or_else(|| panic!("it ended: {seen:#?}"));
            if wanted(&event) {
                return event;
            }
            seen.push(event);
        }
    }

    /// Waits for a line that the plug-in prints.
    pub(crate) fn printed(&mut self, text: &str) {
        self.until(|event| event["event"] == "log" && event["message"] == text);
    }

    /// Sends a command; its answer.
    pub(crate) fn ask(&mut self, command: &Value) -> Value {
        writeln!(self.stdin.as_mut().unwrap(), "{command}").unwrap();
        self.until(|event| event["event"] == "answer")
    }

    /// Sends a command that is carried out; its result.
    pub(crate) fn done(&mut self, command: &Value) -> Value {
        let answer = self.ask(command);
        assert_eq!(answer["ok"], true, "{command}: {answer}");
        answer["result"].clone()
    }

    /// Sends a command that is refused; why.
    pub(crate) fn refused(&mut self, command: &Value) -> String {
        let answer = self.ask(command);
        assert_eq!(answer["ok"], false, "{command}: {answer}");
        answer["error"].as_str().unwrap().to_owned()
    }
}

impl Drop for Controlled {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.run.kill();
        let _ = self.run.wait();
    }
}
