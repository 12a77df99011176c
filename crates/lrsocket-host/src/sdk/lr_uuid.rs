//! LrUUID, which Adobe does not document and plug-ins use.

use uuid::Uuid;

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrUUID",
    build: |ns| {
        // In capitals, as Lightroom writes them.
        ns.function("generateUUID", |_, _| {
            Ok(format!("{:X}", Uuid::new_v4().hyphenated()))
        });
        Ok(())
    },
};
