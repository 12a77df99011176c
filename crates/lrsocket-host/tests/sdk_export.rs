//! R12: exports and previews, as a plug-in and a person see them.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::{Setup, Stage, Told};
use lrsocket_host::Event;
use serde_json::{Value, json};

#[test]
fn r12_1_a_session_runs_the_plug_ins_own_service() {
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
    ];
    assert_eq!(remarks[..3], expected);
    assert!(remarks[3].contains("is not exported: lrsocket does not know where"));
    assert!(
        remarks[4].starts_with("pictures are placeholders"),
        "{remarks:?}"
    );
    assert_eq!(remarks.len(), 5, "{remarks:?}");
}

/// Exports the first photo with these settings, waits, and prints what came of it.
fn exported(settings: &str) -> Stage {
    Setup::script(&format!(
        "local LrExportSession, LrFileUtils = import 'LrExportSession', import 'LrFileUtils'
        temp = import('LrPathUtils').getStandardFilePath('temp')
        import('LrTasks').startAsyncTask(function()
          local photo = import('LrApplication').activeCatalog():getAllPhotos()[1]
          local session = LrExportSession {{ photosToExport = {{ photo, photo }}, exportSettings = {settings} }}
          for i, rendition in session:renditions() do
            local ok, path = rendition:waitForRender()
            print(ok, ok and path:gsub('.*[/\\\\]', '') or path, ok and LrFileUtils.readFile(path):len() or 0)
            local size = ok and import('LrPhotoInfo').fileAttributes(path)
            print(size and size.width, size and size.height)
          end
        end)"
    ))
    .run()
}

#[test]
fn r12_2_a_rendition_is_a_valid_placeholder_of_the_right_size() {
    let stage = exported("{ LR_export_destinationType = 'tempFolder', LR_format = 'JPEG' }");
    let logged = stage.logged();
    assert!(
        logged[0].starts_with("true\t") && logged[0].contains(".jpg"),
        "{logged:?}"
    );
    let [width, height] = size_in(&logged[1]);
    assert!(width > 1000 && height > 1000, "{logged:?}");
    let limited = "{ LR_export_destinationType = 'tempFolder', LR_format = 'JPEG', \
                   LR_size_doConstrain = true, LR_size_resizeType = 'longEdge', \
                   LR_size_maxWidth = 300, LR_size_maxHeight = 300 }";
    let [small_width, small_height] = size_in(&exported(limited).logged()[1]);
    assert_eq!(small_width.max(small_height), 300);
    let tiff = "{ LR_export_destinationType = 'tempFolder', LR_format = 'TIFF' }";
    assert!(exported(tiff).logged()[0].contains(".tif"));
}

fn size_in(line: &str) -> [u32; 2] {
    let (width, height) = line.split_once('\t').unwrap();
    [width, height].map(|number| number.parse().unwrap())
}

#[test]
fn r12_2_what_cannot_be_rendered_says_why() {
    for (settings, told) in [
        (
            "{ LR_export_destinationType = 'tempFolder', LR_format = 'PSD' }",
            "lrsocket renders no PSD files",
        ),
        (
            "{ LR_export_destinationType = 'tempFolder', LR_format = 'ORIGINAL' }",
            "the original is not there",
        ),
        ("{ LR_format = 'JPEG' }", "does not know where"),
    ] {
        let logged = exported(settings).logged();
        assert!(
            logged[0].starts_with("false") && logged[0].contains(told),
            "{logged:?}"
        );
    }
}

const SERVICE: &str = r"
local LrView = import 'LrView'
return {
  exportPresetFields = { { key = 'album', default = 'Inbox' } },
  allowFileFormats = { 'JPEG' },
  startDialog = function(props) print('start', props.album, props.quality, props.LR_format)
    props:addObserver('album', function(_, _, album)
      props.LR_cantExportBecause = album == '' and 'an album is needed' or nil end) end,
  endDialog = function(props, why) print('end', why) end,
  sectionsForTopOfDialog = function(f) return { { title = 'Album',
    f:edit_field { value = LrView.bind 'album' } } } end,
  updateExportSettings = function(settings) print('update', settings.album) settings.LR_size_doConstrain = true
    settings.LR_size_maxWidth, settings.LR_size_maxHeight = 100, 100 end,
  processRenderedPhotos = function(context, export)
    print('process', export.propertyTable.album, import('LrTasks').canYield(), export.exportSession:countRenditions())
    for _, rendition in export:renditions() do
      local ok, path = rendition:waitForRender()
      print(ok, import('LrFileUtils').exists(path), import('LrPhotoInfo').fileAttributes(path).width <= 100)
      if export.propertyTable.quality == 1 then rendition:uploadFailed('no network') end
    end
  end,
}";

fn service(source: &str) -> Stage {
    Setup::files(&[
        (
            "Info.lua",
            "return { LrSdkVersion = 6, LrToolkitIdentifier = 'com.example.x',
                      LrExportServiceProvider = { title = 'X', file = 'Service.lua' } }",
        ),
        ("Service.lua", source),
    ])
    .start()
}

fn export(stage: &mut Stage, mut fields: Value) -> Result<Value, String> {
    fields["do"] = json!("export");
    stage.host().control(&fields.to_string());
    stage.settle();
    let mut records = stage.records().iter().rev();
    let answer = records.find_map(|record| match &record.event {
        Event::Answer { result, error, .. } => Some((result.clone(), error.clone())),
        _ => None,
    });
    match answer.unwrap() {
        (_, Some(error)) => Err(error),
        (result, None) => Ok(result),
    }
}

#[test]
fn r12_1_the_export_dialog_calls_the_service_in_order() {
    let mut stage = service(SERVICE);
    let opened = export(&mut stage, json!({ "settings": { "quality": 1 } })).unwrap();
    assert_eq!(opened["plugins"][0]["sections"][0]["title"], "Album");
    stage.says(&["start\tInbox\t1\tJPEG"]);
    let set = |album: &str| json!({ "action": "set", "field": "album", "value": album });
    export(&mut stage, set("")).unwrap();
    let refused = export(&mut stage, json!({ "action": "export" })).unwrap_err();
    assert_eq!(refused, "the Export button is disabled: an album is needed");
    export(&mut stage, set("Best")).unwrap();
    export(&mut stage, json!({ "action": "export" })).unwrap();
    stage.says(&[
        "end\tok",
        "update\tBest",
        "process\tBest\ttrue\t1",
        "true\tfile\ttrue",
    ]);
    let list = export(&mut stage, json!({ "action": "renditions" })).unwrap();
    let rendition = &list["renditions"][0];
    assert_eq!(rendition["rendered"], true);
    assert_eq!(rendition["message"], "no network");
    // Temporary files are gone.
    let path = rendition["path"].as_str().unwrap();
    assert!(!std::path::Path::new(path).exists());
}

#[test]
fn r12_1_the_export_dialog_can_be_canceled() {
    let mut stage = service(SERVICE);
    export(&mut stage, json!({})).unwrap();
    export(&mut stage, json!({ "action": "close" })).unwrap();
    stage.says(&["start\tInbox\tnil\tJPEG", "end\tcancel"]);
    let refused = export(&mut stage, json!({ "action": "export" })).unwrap_err();
    assert!(
        refused.contains("the Export dialog is not open"),
        "{refused}"
    );
}

#[test]
fn r12_1_errors_of_the_service_are_told_and_publishing_is_refused_by_name() {
    let mut stage = service("return { startDialog = function() error 'broken' end }");
    assert!(export(&mut stage, json!({})).is_err());
    stage.fails("script", "Service.lua:1: broken");

    let mut stage = service("return { processRenderedPhotos = function() error 'broken' end }");
    export(&mut stage, json!({})).unwrap();
    export(&mut stage, json!({ "action": "export" })).unwrap();
    stage.fails("task", "Service.lua:1: broken");

    let mut stage = service("return { supportsIncrementalPublish = 'only' }");
    let refused = export(&mut stage, json!({})).unwrap_err();
    assert!(
        refused.contains("publish services are not simulated"),
        "{refused}"
    );

    let mut stage = Stage::script("");
    let refused = export(&mut stage, json!({})).unwrap_err();
    assert_eq!(refused, "this plug-in has no LrExportServiceProvider");
}

/// A folder of the test's own, with a plug-in script that adds a photo of it to the catalog.
#[test]
fn r12_2_the_photos_own_file_is_copied_and_nothing_is_overwritten() {
    let own = tempfile::tempdir().unwrap();
    let picture = own.path().join("Own.jpg");
    // The head of a picture of 16 by 16 pixels, and a comment.
    let bytes =
        b"\xff\xd8\xff\xfe\0\x0bown bytes\xff\xc0\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xd9";
    std::fs::write(&picture, bytes).unwrap();
    let script = format!(
        "local LrApplication, LrTasks = import 'LrApplication', import 'LrTasks'
        local LrFileUtils, LrPathUtils = import 'LrFileUtils', import 'LrPathUtils'
        local catalog = LrApplication.activeCatalog()
        local out = LrPathUtils.child(LrPathUtils.getStandardFilePath('temp'), 'out')
        LrTasks.startAsyncTask(function()
          local photo
          catalog:withWriteAccessDo('add', function() photo = catalog:addPhoto({:?}) end)
          local function export(handling)
            local session = import('LrExportSession') {{ photosToExport = {{ photo }}, exportSettings = {{
              LR_format = 'JPEG', LR_export_destinationType = 'specificFolder',
              LR_export_destinationPathPrefix = out, LR_collisionHandling = handling }} }}
            for _, rendition in session:renditions() do
              local ok, path = rendition:waitForRender()
              print(ok, LrPathUtils.leafName(path), rendition.wasSkipped)
              print(LrFileUtils.readFile(path):find('own bytes', 1, true) ~= nil)
            end
          end
          export() export() export('skip') export('overwrite')
          photo:requestJpegThumbnail(10, 10, function(jpeg) print(#jpeg) end)
        end)",
        picture.display().to_string()
    );
    let stage = Setup::script(&script).run();
    assert_eq!(
        stage.logged(),
        [
            "true\tOwn.jpg\tfalse",
            "true",
            "true\tOwn-2.jpg\tfalse",
            "true",
            "true\tOwn.jpg\ttrue",
            "true",
            "true\tOwn.jpg\tfalse",
            "true",
            &bytes.len().to_string(),
        ]
    );
    assert_eq!(std::fs::read(picture).unwrap(), bytes);
}
