//! Command lines as the shells of the two systems take them.

use lrsocket_proto::Platform;

use crate::vm::namespace::Call;

/// What `cmd /c` runs when it is handed this line (R1.9). It keeps the quotation marks only if there are
/// two of them, around something with a space in it and nothing that `cmd` treats in a special way;
/// else it strips a first one, and the last of the line.
pub(crate) fn as_cmd_runs(line: &str) -> String {
    let keeps = line.matches('"').count() == 2
        && !line.contains(['&', '<', '>', '(', ')', '@', '^', '|'])
        && line
            .split('"')
            .nth(1)
            .is_some_and(|quoted| quoted.contains(' '));
    let (false, Some(rest)) = (keeps, line.strip_prefix('"')) else {
        return line.to_owned();
    };
    match rest.rsplit_once('"') {
        Some((before, after)) => format!("{before}{after}"),
        None => rest.to_owned(),
    }
}

/// The command that a task hands to the system's shell. On another system than Windows, a plug-in that
/// believes to be on Windows gets the quoting of `cmd`, and so does every test.
pub(crate) fn command(call: &Call<'_>, line: String) -> String {
    let settings = &call.core.app.settings;
    if settings.platform != Platform::Win {
        return line;
    }
    let runs = as_cmd_runs(&line);
    if line.starts_with('"') && runs != line && !runs.starts_with('"') {
        let message = format!(
            "cmd strips the first and the last quotation mark, and runs {runs}: put one more pair of \
             them around the whole command"
        );
        call.core.diagnose("R1.9", message, call.caller());
    }
    let simulated = settings.repeatable.is_some();
    if cfg!(windows) && !simulated {
        line
    } else {
        runs
    }
}

/// What `LrTasks.execute` returns for an exit code: on macOS the wait status (R1.6).
pub fn execute_result(platform: Platform, exit_code: i32) -> i32 {
    match platform {
        Platform::Mac => (exit_code & 0xff) << 8,
        Platform::Win => exit_code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r1_9_cmd_strips_the_first_and_the_last_quotation_mark() {
        for (line, runs) in [
            ("dir", "dir"),
            ("dir \"a b\"", "dir \"a b\""),
            (r#""C:\a b\x.exe""#, r#""C:\a b\x.exe""#),
            (r#""C:\x.exe""#, r"C:\x.exe"),
            (r#""C:\a b\x.exe" "y z""#, r#"C:\a b\x.exe" "y z"#),
            (r#"""C:\a b\x.exe" "y z"""#, r#""C:\a b\x.exe" "y z""#),
            (r#""C:\a b\x.exe" > out"#, r"C:\a b\x.exe > out"),
            ("\"", ""),
        ] {
            assert_eq!(as_cmd_runs(line), runs, "{line}");
        }
    }

    #[test]
    fn r1_6_macos_returns_the_wait_status() {
        assert_eq!(execute_result(Platform::Mac, 0), 0);
        assert_eq!(execute_result(Platform::Mac, 3), 768);
        assert_eq!(execute_result(Platform::Win, 3), 3);
    }
}
