//! LrFtp: no connection is ever made. What needs none works.

use super::stub;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrFtp",
    build: |ns| {
        ns.function("appendFtpPaths", |_, args| {
            let (root, child) = (args.text(1)?, args.text(2)?);
            let (root, child) = (root.trim_end_matches('/'), child.trim_start_matches('/'));
            Ok(format!("{root}/{child}"))
        });
        // Documented: nil and a message if there is no connection.
        ns.function("create", |call, args| {
            args.table(1)?;
            stub::record(call, "LrFtp", "create", "1.3");
            Ok((
                mlua::Value::Nil,
                "lrsocket has no FTP: LrFtp.create makes no connection",
            ))
        });
        Ok(())
    },
};
