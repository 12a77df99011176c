//! Outside work that needs the operating system: `LrTasks.execute` (R1.6).

use std::process::{ExitStatus, Stdio};

use tokio::process::Command;

use crate::work::{Work, WorkResult};

/// Does the work.
pub(super) async fn carry_out(work: Work) -> WorkResult {
    match work {
        Work::Execute { command } => {
            let mut shell = shell(&command);
            // Stdout belongs to the trace, stdin to the person.
            shell.stdin(Stdio::null()).stdout(std::io::stderr());
            let status = match shell.status().await {
                Ok(status) => exit_code(status),
                Err(_) => 127,
            };
            WorkResult::Executed { status }
        }
    }
}

#[cfg(not(windows))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(command);
    shell
}

/// `cmd` has its own rules for quotes: with /S it takes off the outer pair and leaves the rest as
/// the plug-in wrote it.
#[cfg(windows)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.raw_arg(format!("/S /C \"{command}\""));
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
