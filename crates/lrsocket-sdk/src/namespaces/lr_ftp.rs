//! LrFtp: paths, and the refusal of a connection that Adobe documents for one that fails. No FTP is
//! spoken here.

use crate::members::stub;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrFtp",
    build: |ns| {
        ns.partly("create", "no connection is made: nil and a message");
        ns.function("appendFtpPaths", |_, args| {
            Ok(append(&args.text(1)?, &args.text(2)?))
        });
        ns.private("create", |call, args| {
            let server = args.table(1)?.get::<Option<String>>("server")?;
            stub::record(call, "LrFtp", "create", "1.3");
            let server = server.unwrap_or_else(|| "a server without a name".to_owned());
            Ok(format!("lrsocket makes no FTP connections: {server}"))
        });
        ns.lua(
            "local LrFtp, _, host = ...
            function LrFtp.create(params)
                return nil, host.create(params)
            end",
        )
    },
};

/// One slash between the two, and one at the end. A child that begins with one is the whole path.
fn append(root: &str, child: &str) -> String {
    let path = if child.starts_with('/') || root.is_empty() {
        child.to_owned()
    } else {
        format!("{}/{child}", root.trim_end_matches('/'))
    };
    if path.is_empty() || path.ends_with('/') {
        path
    } else {
        path + "/"
    }
}
