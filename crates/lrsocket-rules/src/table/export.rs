//! R12: exports and previews.

use crate::Evidence::{Documented, Guess};
use crate::Source::Reference;
use crate::{Rule, Section};

pub(super) const EXPORT: Section = Section {
    prefix: "R12",
    title: "Exports and previews",
    about: "",
    rules: &[
        Rule::new(
            "R12.1",
            "Calls of an export service",
            "The Export dialog fills the property table with the defaults of `exportPresetFields`, and \
             calls `startDialog(properties)`, `sectionsForTopOfDialog(f, properties)` and \
             `sectionsForBottomOfDialog(f, properties)`. Export is disabled while \
             `properties.LR_cantExportBecause` is set. `endDialog(properties, why)` is called with `ok` or \
             `cancel`; then, in a task, `updateExportSettings(settings)` and \
             `processRenderedPhotos(functionContext, exportContext)`.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R12.2",
            "Files of renditions",
            "`rendition:waitForRender()` waits until the file is there, and returns true and its path, or \
             false and the reason. It needs a task. Files in the folder for temporary ones are deleted \
             after the export. lrsocket renders nothing: the file is a copy of the photo's own file if \
             that is there and has the format, else a gray placeholder of the right size (JPEG, TIFF).",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R12.3",
            "Thumbnails",
            "`photo:requestJpegThumbnail(width, height, callback)` calls back later with the bytes of a \
             JPEG, or with nil and the reason. lrsocket gives the photo's own JPEG, as it is, or a gray \
             placeholder that fits into the size.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "R12.4",
            "What a service allows",
            "`allowFileFormats`, `disallowFileFormats`, `allowColorSpaces` and `disallowColorSpaces` of an \
             export service say which values `LR_format` and `LR_export_colorSpace` can have; the first is \
             the default. Videos are exported only by a service with `canExportVideo = true`. \
             `hideSections`, `showSections` and `hidePrintResolution` are about sections of the dialog \
             that lrsocket does not have.",
        )
        .known(&[Documented, Guess], &[Reference]),
    ],
};
