//! LrPlugin: the class of `_PLUGIN`, which is made with the plug-in's globals.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrPlugin",
    build: |ns| {
        ns.object(
            "plugin",
            &["enabled", "hasResource", "id", "path", "resourceId", "type"],
        );
        Ok(())
    },
};
