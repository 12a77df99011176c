//! R7: calls that need a task because they may wait.

use crate::Evidence::{Documented, Guess, Measured, Reported};
use crate::Source::{self, Public, Reference};
use crate::{Rule, Section};

const MEASUREMENTS: &[Source] = &[
    Reference,
    Public("markusthiel/lumio#13"),
    Public("musselwhizzle/Focus-Points#189"),
    Public("LrGenius/LrGeniusAI#63"),
    Public("WilliamsJason/inat-lightroom:docs/lightroom-sdk-notes.md"),
    Public("drshy-org/lightroom-py"),
];

pub(super) const WAITING: Section = Section {
    prefix: "R7",
    title: "Calls that wait",
    about: "Many calls of the catalog wait for other threads of Lightroom. They must be made from a task \
        (else R2.2), with no C function in between (else R2.1): in particular, not inside plain `pcall`. \
        Use `LrTasks.startAsyncTask` and `LrTasks.pcall`.",
    rules: &[
        Rule::new(
            "R7.1",
            "Queries of the catalog",
            "These methods of the catalog must wait: `createVirtualCopies`, `findPhotoByPath`, \
             `findPhotoByUuid`, `findPhotos`, `findPhotosWithProperty`, `getAllPhotos`, \
             `getChildCollections`, `getChildCollectionSets`, `getCollectionByLocalIdentifier`, \
             `getFolderByPath`, `getKeywords`, `getKeywordsByLocalId`, `getLabelMapToColorName` and \
             `getPublishServices`. Where they cannot, they raise the text of R2.1 or R2.2, unless \
             `catalog_waits` is off.",
        )
        .known(&[Documented, Measured], MEASUREMENTS)
        .switch("catalog_waits"),
        Rule::new(
            "R7.2",
            "Writes to the catalog",
            "The write-access gates (`withWriteAccessDo` and its variants) must wait, and so must what \
             creates, changes or deletes something: `addPhoto`, `createKeyword`, `createCollection`, \
             `createCollectionSet` and the like.",
        )
        .known(&[Documented, Measured], MEASUREMENTS),
        Rule::new(
            "R7.3",
            "Collections and sets",
            "These methods of collections and collection sets must wait: `getName`, `getParent`, \
             `getPhotos`, `getSearchDescription`, `isSmartCollection`, `getChildren`, \
             `getChildCollections` and `getChildCollectionSets`.",
        )
        .known(&[Documented, Measured], MEASUREMENTS),
        Rule::new(
            "R7.4",
            "Keywords",
            "These methods of keywords must wait: `getName`, `getParent`, `getChildren`, `getPhotos` and \
             `getSynonyms`; so must `photo:addKeyword`.",
        )
        .known(&[Documented, Measured], MEASUREMENTS),
        Rule::new(
            "R7.5",
            "Writes to a photo",
            "`photo:setRawMetadata`, `photo:applyDevelopSettings` and the other methods that change a \
             photo must wait. A plug-in that wraps \
             them in plain `pcall` and ignores the result writes nothing, and reports success.",
        )
        .known(&[Documented, Measured], MEASUREMENTS),
        Rule::new(
            "R7.6",
            "Reads of a photo",
            "Reads of one photo may wait: `getRawMetadata`, `getFormattedMetadata`, \
             `getDevelopSettings`, `getPropertyForPlugin`, `getContainedCollections`, \
             `getContainedPublishedCollections`, `checkPhotoAvailability` and `requestJpegThumbnail`, and \
             so may the like, such as the `batchGet` methods of the catalog. \
             What Lightroom has in its cache is returned without waiting, so the same call can fail \
             the first time and succeed the second. One project found that they never wait. lrsocket \
             returns the value and says so once for each line; the switch `may_wait = raise` makes the \
             call fail.",
        )
        .known(
            &[Documented, Reported],
            &[
                Reference,
                Public("musselwhizzle/Focus-Points#189"),
                Public("Automaat/lightroom-mcp#146"),
            ],
        )
        .switch("may_wait"),
        Rule::new(
            "R7.7",
            "What never waits",
            "`catalog:getTargetPhoto`, `getTargetPhotos`, `getFolders` and `getPath`, and all of \
             `LrSelection` and `LrDevelopController`, work outside tasks and inside plain `pcall`.",
        )
        .known(&[Documented, Reported], &[Reference, Public("drshy-org/lightroom-py")]),
        Rule::new(
            "R7.8",
            "The text of findPhotos",
            "Where it cannot wait, `catalog:findPhotos` raises `LrCatalog:findPhotos: must be called \
             from within an LrTask`.",
        )
        .known(&[Measured], MEASUREMENTS),
        Rule::new(
            "R7.9",
            "Folders",
            "`folder:getChildren` and `folder:getPhotos` may wait, as reads of a photo may (R7.6).",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "R7.10",
            "Other members",
            "No other member of the SDK waits: it can be called outside a task and inside plain \
             `pcall`.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "R7.11",
            "Members that take time",
            "What takes time by its nature must wait: `LrHttp.get`, `post` and `postMultipart`, \
             `LrFtp.create` and the methods of an FTP connection, `exportSession:doExportOnCurrentTask`, \
             `exportRendition:waitForRender`, `LrTether.triggerCaptureBlocking`, \
             `LrShell.openPathsViaCommandLine` and the members of `LrSounds`.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R7.12",
            "What waiting lets happen",
            "While a call waits, other tasks run: what one of them changes between a read and a write \
             is lost. lrsocket lets calls that wait let others run under `lrsocket test --seeds`; else \
             they return in the same turn.",
        )
        .known(&[Guess], &[]),
    ],
};
