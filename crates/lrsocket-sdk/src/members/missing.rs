//! Why members are not implemented.

/// Pages and members that are not implemented, the members by their names behind the last `.` or `:`;
/// `*` stands for all of a page.
const REASONS: &[(&str, &str, &str)] = &[
    ("LrFtp", "*", "lrsocket makes no FTP connections"),
    ("LrWebViewFactory", "*", "web galleries are not simulated"),
    ("LrPublishService", "*", PUBLISHING),
    ("LrPublishedCollection", "*", PUBLISHING),
    ("LrPublishedCollectionSet", "*", PUBLISHING),
    ("LrPublishedPhoto", "*", PUBLISHING),
    ("Publish service provider", "*", PUBLISHING),
    ("LrExportSettings", "*", VIDEOS),
    ("LrVideoExportPreset", "*", VIDEOS),
    ("LrFilterContext", "*", FILTERS),
    ("LrExportSession", "renditionsForFilter", FILTERS),
    ("Export service provider", "*", VIDEOS),
    (
        "LrApplication",
        "backupAtNextShutdown",
        "simulated catalogs are not backed up",
    ),
    (
        "LrApplication",
        "macAddressHash",
        "a simulated Lightroom has no network card",
    ),
    (
        "LrCatalog",
        "deleteAllEmptyMasks",
        "without pixels no mask is known to be empty",
    ),
    (
        "LrPhoto",
        "applyMetadataPreset",
        "metadata presets are not simulated",
    ),
    (
        "LrPhoto",
        "getNameViaPreset",
        "file naming presets are not simulated",
    ),
    ("LrPhoto", "buildSmartPreview", SMART_PREVIEWS),
    ("LrPhoto", "deleteSmartPreview", SMART_PREVIEWS),
    ("LrXml", "transform", "there is no XSLT processor"),
];

const PUBLISHING: &str = "publish services are not simulated";
const VIDEOS: &str = "videos are not exported";
const FILTERS: &str = "post-process actions of exports are not simulated";
const SMART_PREVIEWS: &str = "smart previews are not simulated";

/// Returns why a member is not implemented; `None` if it is not known to be missing.
pub(crate) fn reason(page: &str, member: &str) -> Option<&'static str> {
    let mut reasons = REASONS.iter();
    let found = reasons.find(|(of, name, _)| *of == page && (*name == "*" || *name == member));
    found.map(|(.., why)| *why)
}
