//! LrRecursionGuard: a function that makes guards.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrRecursionGuard",
    build: |ns| {
        ns.object("recursionGuard", &["active", "performWithGuard"]);
        ns.lua(include_str!("lr_recursion_guard.lua"))
    },
};
