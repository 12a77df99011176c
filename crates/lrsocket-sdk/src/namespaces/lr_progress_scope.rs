//! LrProgressScope: a function that makes progress scopes.

use crate::shared;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrProgressScope",
    build: |ns| {
        ns.object(
            "progressScope",
            &[
                "attachToFunctionContext",
                "cancel",
                "done",
                "getParentScope",
                "getPortionComplete",
                "isCancelable",
                "isCanceled",
                "isDone",
                "isIndeterminate",
                "isLowUiPriority",
                "isPausable",
                "isPaused",
                "pause",
                "setCancelable",
                "setCaption",
                "setIndeterminate",
                "setLowUiPriority",
                "setPausable",
                "setPortionComplete",
                "type",
            ],
        );
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
