//! Programs that a plug-in runs: `LrTasks.execute` (R1.6), `LrShell.openFilesInApp`.

use std::path::Path;
use std::process::{ExitStatus, Stdio};

use tokio::process::Command;

/// Runs a command to its end. Returns its exit status.
pub(crate) async fn execute(command: &str) -> i32 {
    let mut shell = shell(command);
    // Stdout belongs to the trace, stdin to the person.
    shell.stdin(Stdio::null()).stdout(std::io::stderr());
    match shell.status().await {
        Ok(status) => exit_code(status),
        Err(_) => 127,
    }
}

/// Starts a program, which goes on by itself.
pub(crate) fn launch(program: &str, arguments: &[String]) -> Result<(), String> {
    let is_bundle = Path::new(program)
        .extension()
        .is_some_and(|end| end == "app");
    let mut command = if cfg!(target_os = "macos") && is_bundle {
        let mut open = Command::new("/usr/bin/open");
        open.arg("-a").arg(program).args(arguments);
        open
    } else {
        let mut command = Command::new(program);
        command.args(arguments);
        command
    };
    // It may outlive this program, and would hold open what others read to its end.
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match command.spawn() {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "{program}: this program could not be started: {error}"
        )),
    }
}

#[cfg(not(windows))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(command);
    shell
}

/// `cmd` gets the line as the plug-in wrote it, and has its own rules for quotation marks (R1.9).
#[cfg(windows)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.raw_arg(format!("/C {command}"));
    shell
}

#[cfg(unix)]
fn exit_code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status
        .code()
        .or_else(|| status.signal().map(|signal| 128 + signal))
        .unwrap_or(127)
}

#[cfg(not(unix))]
fn exit_code(status: ExitStatus) -> i32 {
    status.code().unwrap_or(127)
}
