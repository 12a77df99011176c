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
        .switch("read_gate"),
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
            "A search by `captureTime` compares to the second; a date in W3C form matches nothing.",
        )
        .known(&[Measured], &[Public("WilliamsJason/inat-lightroom")])
        .untested_gap(
            "compares whole days",
            "which form of the value Lightroom does accept is not reported",
        ),
        Rule::new(
            "R8.4",
            "Rating 0",
            "`photo:setRawMetadata(\"rating\", 0)` raises `Invalid rating: 0`; nil removes the rating.",
        )
        .known(&[Reported], &[Authors])
        .gap("sets the rating to 0"),
        Rule::new(
            "R8.5",
            "colorNameForLabel without a label",
            "For a photo without a label, `getRawMetadata(\"colorNameForLabel\")` is documented as \
             `none`, and was measured as `gray` on Lightroom 13.",
        )
        .known(&[Measured, Documented], &[Authors, Reference])
        .gap("returns `none`"),
        Rule::new(
            "R8.6",
            "targetPhoto and targetPhotos as fields",
            "`catalog.targetPhoto` and `catalog.targetPhotos` can be read as fields. One of Adobe's \
             samples and ten public plug-ins do.",
        )
        .known(&[Documented, Reported], &[Samples, Authors])
        .gap("both fields are nil"),
        Rule::new(
            "R8.7",
            "Undocumented keys and fields",
            "`getRawMetadata` knows `isExported` and `bitDepth`, snapshots have `id_global`, and \
             `findPhotos` can search by develop preset.",
        )
        .known(&[Reported], &[Authors])
        .gap("an unknown key raises an error"),
        Rule::new(
            "R8.8",
            "Undocumented methods",
            "Public plug-ins call `photo:openExportDialog`, `photo:openExportWithPreviousDialog`, \
             `catalog:updateAISettings`, `catalog:triggerImportUI` and `catalog:buildSmartPreviews`.",
        )
        .known(&[Reported], &[Authors])
        .gap("they are not implemented, and a call raises an error that says so"),
        Rule::new(
            "R8.9",
            "Exports and previews",
            "An export writes a file for each photo and calls the functions of the export or publish \
             service provider; `requestJpegThumbnail` delivers JPEG data.",
        )
        .known(&[Documented, Guess], &[Reference])
        .untested_gap(
            "nothing is rendered: no file is written, previews report an error, and of a provider \
             only `processRenderedPhotos` is called",
            "a short test of a whole export would test the provider it brings along",
        ),
    ],
};
