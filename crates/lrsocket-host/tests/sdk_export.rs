//! Exports, as a plug-in sees them: nothing is rendered, and it is said what would be.

mod common;

use common::{Setup, Told};

#[test]
fn an_export_says_what_would_be_exported() {
    let info = r#"return { LrSdkVersion = 14.3, LrToolkitIdentifier = "com.example.export",
        LrExportServiceProvider = { title = "Test", file = "export_service.lua" },
        LrExportMenuItems = { title = "Again", file = "export.lua" },
        LrInitPlugin = "export.lua", LrForceInitPlugin = true }"#;
    let stage = Setup::files(&[
        ("Info.lua", info),
        ("export.lua", include_str!("lua/export.lua")),
        ("export_service.lua", include_str!("lua/export_service.lua")),
    ])
    .run();
    assert_eq!(
        stage.logged(),
        [
            "exported",
            "service\t3\t80\tInbox",
            "rendition\t1\ttrue",
            "rendition\t2\ttrue",
            "rendition\t3\ttrue",
            "portion\t0.8",
            "cleaned up",
            "served",
            "started",
            "service\t0\t50\tInbox",
            "portion\t0.8",
            "cleaned up",
        ]
    );
    let remarks = stage.remarks();
    let expected = [
        "uploadFailed: the plug-in says that an upload failed: no network",
        "recordPublishedPhotoId has no effect: this session exports, it does not publish",
        "recordRemoteCollectionId has no effect: this session exports, it does not publish",
        "doExportOnCurrentTask: nothing is rendered; Lightroom would export 2 photos",
    ];
    assert_eq!(remarks[..4], expected);
    assert!(remarks[4].ends_with("would be exported as nothing, the plug-in skips it"));
    assert!(remarks[5].ends_with("as a file whose name depends on what is not simulated"));
    assert_eq!(
        remarks[6],
        "renditions: nothing is rendered; Lightroom would export 3 photos"
    );
    assert_eq!(
        remarks[10..],
        [
            "uploadFailed: the plug-in says that an upload failed: lrsocket renders no photos",
            "uploadFailed: the plug-in says that an upload failed: lrsocket renders no photos",
            "uploadFailed: the plug-in says that an upload failed: lrsocket renders no photos",
            "renditions: nothing is rendered; Lightroom would export 0 photos",
        ]
    );
}

#[test]
fn an_export_says_where_each_file_would_be() {
    let stage = Setup::script(
        "local LrExportSession = import 'LrExportSession'
        import 'LrTasks'.startAsyncTask(function()
            local photo = import 'LrApplication'.activeCatalog():getTargetPhoto()
            LrExportSession {
                photosToExport = { photo },
                exportSettings = { LR_export_destinationType = 'specificFolder', LR_format = 'JPEG',
                    LR_export_destinationPathPrefix = '/exports' },
            }:doExportOnNewTask()
            print(photo:getFormattedMetadata 'fileName')
        end)",
    )
    .run();
    let name = stage.logged().remove(0);
    let stem = name.split_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let last = stage.remarks().pop().unwrap_or_default();
    assert!(
        last.ends_with(&format!("{name} would be exported as /exports/{stem}.jpg")),
        "{last}"
    );
}
