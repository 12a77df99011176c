//! LrCatalog: the one catalog that is open.

mod access;
mod create;
mod find;
mod view;

use super::shared;
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
            ns.partly(member, "only stars and text are filtered");
        }
        ns.partly(
            "getPublishServices",
            "publish services are not simulated: there are none",
        );
        access::declare(ns);
        find::declare(ns);
        create::declare(ns);
        view::declare(ns);
        ns.lua(include_str!("catalog.lua"))?;
        Ok(())
    },
};
