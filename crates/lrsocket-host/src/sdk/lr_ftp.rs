//! LrFtp: what needs no connection. The rest says that it is not here.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrFtp",
    build: |ns| {
        ns.function("appendFtpPaths", |_, args| {
            let (root, child) = (args.text(1)?, args.text(2)?);
            let (root, child) = (root.trim_end_matches('/'), child.trim_start_matches('/'));
            Ok(format!("{root}/{child}"))
        });
        Ok(())
    },
};
