//! R8: the catalog and its photos.

use crate::Evidence::{Documented, Guess, Measured, Reported};
use crate::Source::{Authors, Public, Reference, Samples};
use crate::{Rule, Section};

pub(super) const CATALOG: Section = Section {
    prefix: "R8",
    title: "Catalog and photos",
    about: "",
    rules: &[
        Rule::new(
            "R8.1",
            "Queries inside withReadAccessDo",
            "A query of the catalog inside `withReadAccessDo` deadlocks on Windows: it never returns, \
             and every later call of the catalog hangs. On macOS an export inside it wedges Lightroom.",
        )
        .known(
            &[Reported],
            &[
                Public("Automaat/lightroom-mcp#124"),
                Public("Automaat/lightroom-mcp#128"),
                Public("Automaat/lightroom-mcp#142"),
            ],
        )
        .switch("read_gate")
        .untested_gap(
            "an export inside it goes on, under the profiles of macOS too",
            "one report says that it wedges, not what a plug-in sees of that",
        ),
        Rule::new(
            "R8.2",
            "createKeyword twice in one gate",
            "Creating a keyword of the same name twice within one write gate returns nil, or fails an \
             assertion that undoes the whole batch.",
        )
        .known(
            &[Reported],
            &[
                Public("Automaat/lightroom-mcp#84"),
                Public("WilliamsJason/inat-lightroom"),
                Public("okohlbacher/BirdAID"),
            ],
        )
        .switch("keyword_twice"),
        Rule::new(
            "R8.3",
            "Searching by captureTime",
            "A search by `captureTime` compares the beginning of `YYYY-MM-DDThh:mm:ss`: a date finds its \
             day, a time its minute or second, and a date with a time zone, as in W3C form, nothing.",
        )
        .known(
            &[Measured],
            &[
                Public("WilliamsJason/inat-lightroom"),
                Public("rcloran/lr-inaturalist-publish"),
            ],
        ),
        Rule::new(
            "R8.4",
            "Rating 0",
            "`photo:setRawMetadata(\"rating\", 0)` raises `Invalid rating: 0`; nil removes the rating.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R8.5",
            "colorNameForLabel without a label",
            "For a photo without a label, `getRawMetadata(\"colorNameForLabel\")` is documented as \
             `none`, and was measured as `gray` on Lightroom 13.",
        )
        .known(&[Measured, Documented], &[Authors, Reference])
        .switch("color_of_no_label"),
        Rule::new(
            "R8.6",
            "targetPhoto and targetPhotos as fields",
            "`catalog.targetPhoto` and `catalog.targetPhotos` can be read as fields. One of Adobe's \
             samples and ten public plug-ins do.",
        )
        .known(&[Documented, Reported], &[Samples, Authors]),
        Rule::new(
            "R8.7",
            "Undocumented keys and fields",
            "`getRawMetadata` knows `isExported` and `bitDepth`, snapshots have `id_global`, and \
             `findPhotos` can search by `developPreset`. How a search names a preset is not documented: \
             lrsocket takes its name, its uuid, `default` and `custom`.",
        )
        .known(&[Reported, Guess], &[Authors]),
        Rule::new(
            "R8.8",
            "Undocumented methods",
            "`photo:openExportDialog`, `photo:openExportWithPreviousDialog`, `catalog:triggerImportUI`, \
             `catalog:triggerImportFromPathWithPreviousSettings`, `catalog:updateAISettings` and \
             `catalog:buildSmartPreviews` can be called. A run has no windows and no pixels: it records \
             the dialogs, imports the files of the folder where they are, and says what Lightroom would \
             do besides.",
        )
        .known(&[Documented, Guess], &[Reference]),
    ],
};
