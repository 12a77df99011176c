//! LrCatalog: the one catalog that is open.

mod access;
mod create;
mod filter;
mod find;
mod keyword_twice;
mod requests;
mod sources;

use crate::shared;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrCatalog",
    build: |ns| {
        shared::objects(ns)?;
        shared::progress(ns)?;
        ns.object(
            "catalog",
            &[
                "hasPrivateWriteAccess",
                "hasWriteAccess",
                "kAllPhotos",
                "kLastCatalogExport",
                "kPreviousImport",
                "kQuickCollectionIdentifier",
                "kTargetCollection",
                "kTemporaryImages",
            ],
        );
        ns.partly("addPhoto", "metadata presets are not simulated");
        for member in ["getCurrentViewFilter", "setViewFilter"] {
            ns.partly(
                member,
                "the metadata columns hide nothing, and there are no presets",
            );
        }
        ns.partly(
            "getPublishServices",
            "publish services are not simulated: there are none",
        );
        access::declare(ns);
        find::declare(ns);
        create::declare(ns);
        sources::declare(ns);
        filter::declare(ns);
        ns.lua(include_str!("catalog.lua"))?;
        requests::declare(ns)
    },
};
