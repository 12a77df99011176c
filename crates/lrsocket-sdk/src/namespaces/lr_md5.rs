//! LrMD5.

use super::lr_digest;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrMD5",
    build: |ns| {
        ns.function("digest", |_, args| {
            Ok(lr_digest::md5(&args.string(1)?.as_bytes()))
        });
        Ok(())
    },
};
