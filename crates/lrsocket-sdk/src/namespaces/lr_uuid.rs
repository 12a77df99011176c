//! LrUUID, which Adobe does not document and plug-ins use.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrUUID",
    build: |ns| {
        // In capitals, as Lightroom writes them.
        ns.function("generateUUID", |call, _| {
            Ok(format!("{:X}", call.core.app.new_uuid().hyphenated()))
        });
        Ok(())
    },
};
