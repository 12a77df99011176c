//! R6: a plug-in's life.

use crate::Evidence::{Documented, Guess, Measured, Reported};
use crate::Source::{Authors, Public, Reference};
use crate::{Rule, Section};

pub(super) const PLUGIN: Section = Section {
    prefix: "R6",
    title: "The life of a plug-in",
    about: "",
    rules: &[
        Rule::new(
            "R6.1",
            "Keys of Info.lua",
            "`LrToolkitIdentifier` is required. Also read are `LrSdkVersion`, `LrSdkMinimumVersion`, \
             `LrPluginName`, `LrInitPlugin`, `LrForceInitPlugin`, `LrShutdownPlugin`, `LrShutdownApp`, \
             `LrEnablePlugin`, `LrDisablePlugin`, `LrExportMenuItems`, `LrLibraryMenuItems`, \
             `LrHelpMenuItems`, `LrPluginInfoProvider`, `LrMetadataProvider`, \
             `LrExportServiceProvider` and `VERSION`.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R6.2",
            "Loading",
            "Info.lua is read first, then the script of `LrInitPlugin` runs. At its start Lightroom \
             runs that script only with `LrForceInitPlugin` and at least one menu item; lrsocket always \
             runs it, and says when Lightroom would not have.",
        )
        .known(&[Documented, Reported], &[Reference, Authors]),
        Rule::new(
            "R6.3",
            "Menu items",
            "Each click on a menu item runs its file from top to bottom, among the globals that all \
             scripts of the plug-in share. Some plug-ins open their sockets only there.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R6.4",
            "LrShutdownApp",
            "The script of `LrShutdownApp` must return `{ LrShutdownFunction = \
             function(doneFunction, progressFunction) … end }`. Ten seconds without a call of \
             `progressFunction` end the wait. So they do if the script returns no table: Lightroom \
             waits out the time, then says \"A shutdown task for the plug-in 'X' became unresponsive \
             and may not have run to completion.\" lrsocket says at once why it waits, and the text \
             counts as an error of the plug-in, since the user sees it.",
        )
        .known(
            &[Documented, Measured],
            &[Reference, Public("Automaat/lightroom-mcp#220")],
        ),
        Rule::new(
            "R6.5",
            "LrShutdownPlugin, LrDisablePlugin, LrEnablePlugin",
            "`LrShutdownPlugin` runs when the plug-in is reloaded or removed, read from disk again. \
             `LrDisablePlugin` and `LrEnablePlugin` run when it is disabled and enabled.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R6.6",
            "LrPluginInfoProvider",
            "The file of `LrPluginInfoProvider` runs again each time the Plug-in Manager is drawn, \
             among the same globals.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R6.7",
            "Tasks of the start-up script",
            "A task that the start-up script has begun lives on after the script has ended. One report \
             says the contrary.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R6.8",
            "LrSdkMinimumVersion",
            "A plug-in whose `LrSdkMinimumVersion` is higher than the SDK of this Lightroom is refused.",
        )
        .known(&[Reported], &[Public("rsjaffe/MIDI2LR#249")]),
        Rule::new(
            "R6.9",
            "Functions of LrPluginInfoProvider",
            "The Plug-in Manager calls `startDialog(properties)`, then `sectionsForTopOfDialog(f, \
             properties)` and `sectionsForBottomOfDialog(f, properties)`, and `endDialog(properties)` \
             when it is closed. After an error in the file or in these functions the plug-in has no menu \
             items until it is reloaded.",
        )
        .known(&[Documented, Reported], &[Reference, Public("markusthiel/lumio#13")]),
        Rule::new(
            "R6.10",
            "Empty script names",
            "An empty script name, such as `LrShutdownPlugin = \"\"`, means no script.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R6.11",
            "Enabling a plug-in",
            "A plug-in that is enabled is loaded again: the script of `LrInitPlugin` runs, then that of \
             `LrEnablePlugin`. A file that both keys name runs once: plug-ins that open their sockets \
             there name it under both, and are served once.",
        )
        .known(&[Guess, Reported], &[Authors]),
        Rule::new(
            "R6.12",
            "Errors of the start-up script",
            "After an error in the script of `LrInitPlugin`, the plug-in goes on with what the script \
             has done until then. Some authors report that Lightroom disables it: its tasks end, its \
             menu items are gone, and it can be enabled again.",
        )
        .known(&[Reported, Guess], &[Authors])
        .switch("init_error_disables"),
        Rule::new(
            "R6.13",
            "New script files",
            "A script that was added to the plug-in's folder is found the next time it is needed. Some \
             authors report that Lightroom knows only the files that were there when it started: until \
             it is restarted, even after a reload, the error is `Could not load toolkit script: Name`.",
        )
        .known(&[Reported, Guess], &[Authors])
        .switch("new_scripts_missing"),
        Rule::new(
            "R6.14",
            "Older versions of Lightroom",
            "What came with a later version is absent: a member is nil, a namespace raises `Could not \
             find namespace: Name`, a develop parameter is unknown. `--lightroom` chooses the version, \
             and `LrApplication.versionString()` and `versionTable()` report it.",
        )
        .known(
            &[Documented, Reported],
            &[Reference, Public("musselwhizzle/Focus-Points#283")],
        ),
    ],
};
