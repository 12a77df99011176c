//! R4 and R5: `LrErrors`, and what a plug-in finds in its Lua.

use crate::Evidence::{Documented, Guess, Measured, Reported};
use crate::Source::{Authors, Records, Reference, Samples};
use crate::{Rule, Section};

pub(super) const ERRORS: Section = Section {
    prefix: "R4",
    title: "LrErrors",
    about: "",
    rules: &[
        Rule::new(
            "R4.1",
            "throwUserError",
            "`LrErrors.throwUserError(text)` raises an error whose text is shown to the user as it is.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R4.2",
            "Canceled errors",
            "`LrErrors.throwCanceled()` raises an error that `isCanceledError` recognizes. It is a \
             string, so it is still recognized after `error(err, 0)`, `tostring` and concatenation.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "R4.3",
            "A canceled error is not a failure",
            "A canceled error that nobody catches ends its task and is not reported as a failure.",
        )
        .known(&[Documented, Guess], &[Reference]),
    ],
};

pub(super) const GLOBALS: Section = Section {
    prefix: "R5",
    title: "Globals",
    about: "Lightroom runs Lua 5.1.5.",
    rules: &[
        Rule::new(
            "R5.1",
            "What is present",
            "Lua's own functions, except those of R5.2; `_G`, `_VERSION`, `import`, `require`, `LOC`, \
             `_PLUGIN`; and `WIN_ENV` or `MAC_ENV`, one of which is true and the other nil. `print` \
             writes to the log.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R5.2",
            "What is absent",
            "`collectgarbage`, `gcinfo`, `getfenv`, `setfenv`, `module`, `newproxy` and `package` are \
             nil.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R5.3",
            "Libraries",
            "`io`, `math` and `string` are complete. `os` has only `clock`, `date`, `time` and \
             `tmpname`; `table` has `concat`, `insert`, `remove`, `sort` and the SDK's `shallowcopy`; \
             `coroutine` has `canYield` and `running`; `debug` has `getinfo` and `traceback`.",
        )
        .known(&[Documented, Reported], &[Reference, Authors]),
        Rule::new(
            "R5.4",
            "Globals of the plug-in",
            "An unset global is nil and may be set. All scripts of a plug-in share one `_G`, which is \
             lost at a reload.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R5.5",
            "import",
            "`import \"X\"` returns the namespace, the same value every time: a table, or for some, \
             such as `LrLogger`, something that can be called. An unknown name raises `Could not find \
             namespace: X`. `import` itself can be passed to `pcall`.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R5.6",
            "require",
            "`require \"File\"` or `\"File.lua\"` runs a file of the plug-in's own folder once and \
             keeps its value, or true if it returns none. A missing file raises `Could not load toolkit \
             script: File`. Upper and lower case do not matter, since they do not on Lightroom's \
             systems: `require \"utils\"` finds Utils.lua.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R5.7",
            "Info.lua",
            "Info.lua sees only `string`, `LOC`, `WIN_ENV`, `MAC_ENV` and `_VERSION`. A later \
             `require \"Info\"` runs it among the normal globals.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R5.8",
            "Old Lua 5.1 habits",
            "A vararg function has the implicit table `arg`. Chunks compiled by luac 5.1 load in place \
             of source. A UTF-8 byte-order mark is a load error.",
        )
        .known(&[Documented, Measured], &[Reference, Records]),
        Rule::new(
            "R5.9",
            "_PLUGIN",
            "`_PLUGIN` has `id`, `path`, `enabled`, `hasResource(name)`, `resourceId(name)` and \
             `type()`, which is `\"LrPlugin\"`. `path` never ends in a separator.",
        )
        .known(&[Documented, Reported], &[Reference, Authors]),
        Rule::new(
            "R5.10",
            "Namespaces without import",
            "A namespace that was not imported is nil, although Adobe's own example of LrSocket uses \
             `LrFunctionContext` that way. `lrsocket run` resolves such a global once, with a warning; \
             with `--strict`, and in tests, it stays nil.",
        )
        .known(&[Guess], &[Samples]),
    ],
};
