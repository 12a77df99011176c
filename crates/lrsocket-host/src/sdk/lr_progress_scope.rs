//! LrProgressScope: a function that makes progress scopes.

use super::shared;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrProgressScope",
    build: |ns| {
        shared::progress(ns)?;
        ns.lua(
            "local LrProgressScope, runtime = ...
            setmetatable(LrProgressScope, {
                __call = function(_, params)
                    return runtime.progress(params)
                end,
            })",
        )
    },
};
