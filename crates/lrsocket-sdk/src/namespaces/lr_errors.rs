//! LrErrors (R4).

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrErrors",
    build: |ns| {
        ns.private("throwUserError", |_, args| args.string(1));
        ns.lua(include_str!("lr_errors.lua"))
    },
};
