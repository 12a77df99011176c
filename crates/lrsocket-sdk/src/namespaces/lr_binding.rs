//! LrBinding: property tables, and bindings that need no transform function of the plug-in's own.

use crate::shared;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrBinding",
    build: |ns| {
        shared::observable(ns)?;
        shared::bindings(ns)?;
        ns.lua(include_str!("lr_binding.lua"))
    },
};
