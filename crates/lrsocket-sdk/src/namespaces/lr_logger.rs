//! LrLogger. What a logger does with a message is Lua; the log files are here.
//!
//! Where current Lightroom Classic (14 and later) puts them, and what a line looks like, is seen
//! in log files that users of plug-ins have posted:
//! `2025-03-31 22:51:36.7350000+02:00, INFO<tab>text` on macOS and
//! `03/02/2025 08:52:43 INFO<tab>text` on Windows.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use lrsocket_proto::Platform;

use crate::record::Event;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrLogger",
    build: |ns| {
        ns.object(
            "logger",
            &[
                "debug", "debugf", "disable", "enable", "error", "errorf", "fatal", "fatalf",
                "info", "infof", "quick", "quickf", "trace", "tracef", "type", "warn", "warnf",
            ],
        );
        let platform = ns.core.app.settings.platform;
        ns.private_value("is_mac", platform == Platform::Mac);
        ns.private("name", |_, args| args.optional_string(1));
        ns.private("seconds", |call, _| Ok(call.core.app.wall().as_secs_f64()));
        ns.private("log", |call, args| {
            call.core.record(Event::Log {
                level: args.string(1)?.to_string_lossy(),
                logger: args.string(2)?.to_string_lossy(),
                message: args.string(3)?.to_string_lossy(),
            });
            Ok(())
        });
        ns.private("diagnose", |call, args| {
            call.core.diagnose("", args.text(1)?, call.caller());
            Ok(())
        });
        let failed = RefCell::new(HashSet::new());
        let folder = ns.core.app.settings.folders.logs(platform);
        ns.private("append", move |call, args| {
            let (name, line) = (args.string(1)?.to_string_lossy(), args.string(2)?);
            let file = folder.join(format!("{}.log", file_name(&name)));
            if let Err(error) = append(&file, &line.as_bytes())
                && failed.borrow_mut().insert(name)
            {
                let message = format!("{}: cannot write this log file: {error}", file.display());
                call.core.diagnose("", message, call.caller());
            }
            Ok(())
        });
        ns.lua(include_str!("lr_logger.lua"))
    },
};

/// Opened for each line: plug-ins delete and read their log files while they run.
fn append(file: &Path, line: &[u8]) -> std::io::Result<()> {
    let open = || OpenOptions::new().append(true).create(true).open(file);
    let mut opened = match (open(), file.parent()) {
        (Err(error), Some(folder)) if error.kind() == std::io::ErrorKind::NotFound => {
            std::fs::create_dir_all(folder)?;
            open()?
        }
        (opened, _) => opened?,
    };
    opened.write_all(line)
}

/// A logger's name as that of a file in the log folder.
fn file_name(logger: &str) -> String {
    let forbidden = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    logger.replace(forbidden, "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_the_folder() {
        assert_eq!(file_name("Remote 1.2"), "Remote 1.2");
        assert_eq!(file_name("../a\\b:c"), ".._a_b_c");
    }

    #[test]
    fn the_folder_is_made_when_it_is_missing() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("a/b/x.log");
        append(&file, b"one\n").unwrap();
        append(&file, b"two\n").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"one\ntwo\n");
    }
}
