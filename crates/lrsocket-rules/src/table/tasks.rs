//! R1 to R3: tasks, where a plug-in may yield, and function contexts.

use crate::Evidence::{Documented, Guess, Measured, Reported};
use crate::Source::{Authors, Public, Records, Reference, Samples};
use crate::{Rule, Section};

pub(super) const TASKS: Section = Section {
    prefix: "R1",
    title: "Tasks",
    about: "",
    rules: &[
        Rule::new(
            "R1.1",
            "Tasks are cooperative",
            "Tasks are coroutines; one runs at a time until it yields. `LrTasks.startAsyncTask(func, \
             name)` queues the task and returns nothing; it never calls `func` itself. Tasks begin in \
             the order in which they were started.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "R1.2",
            "An error that leaves a task",
            "Lightroom shows the user an error that leaves a task of `startAsyncTask`. One that leaves \
             a task of `startAsyncTaskWithoutErrorHandler` is not shown. lrsocket prints the first \
             with a traceback, fails the run, and records both.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R1.3",
            "sleep and yield",
            "`LrTasks.sleep(seconds)` resumes no earlier than that, fractions included; zero, negative \
             numbers and NaN make it a yield. `LrTasks.yield()` lets every other ready task run once.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "R1.4",
            "canYield",
            "`LrTasks.canYield()` is true only inside a task, and only where no C function stands \
             between the task and the call.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R1.5",
            "LrTasks.pcall",
            "`LrTasks.pcall` is `pcall` for functions that may yield. It also works outside a task, \
             where its function cannot yield.",
        )
        .known(&[Documented, Reported], &[Reference, Authors]),
        Rule::new(
            "R1.6",
            "execute",
            "`LrTasks.execute(command)` runs a shell command, blocks only the calling task and returns \
             the exit status. On macOS the number is the wait status: 256 times the exit code.",
        )
        .known(&[Documented, Measured], &[Reference, Authors]),
        Rule::new(
            "R1.7",
            "Undocumented members of LrTasks",
            "`LrTasks` also has `canYieldToScheduler`, `yieldToScheduler` and `executeWithRunAsVerb`.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R1.8",
            "Scripts are not tasks",
            "Scripts for start-up, menu items and shut-down run from top to bottom outside any task; \
             they start one where they need it.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R1.9",
            "execute on Windows",
            "On Windows, `LrTasks.execute` hands its line to `cmd /c`, which strips the first and the \
             last quotation mark. A line that begins with a quoted path therefore needs a further pair \
             of quotation marks around the whole of it. A plug-in that believes to be on Windows gets \
             this rule on every system, and in tests.",
        )
        .known(&[Documented, Reported], &[Samples, Authors]),
    ],
};

pub(super) const YIELDING: Section = Section {
    prefix: "R2",
    title: "Where a task may yield",
    about: "",
    rules: &[
        Rule::new(
            "R2.1",
            "A C function in between",
            "Yielding inside plain `pcall` or `xpcall`, a comparator of `table.sort`, a function given \
             to `string.gsub`, an iterator or a metamethod raises `Yielding is not allowed within a C \
             or metamethod call`, without a `file:line:` before it. A diagnostic of lrsocket names the \
             line of the function in between.",
        )
        .known(
            &[Measured],
            &[Records, Public("markusthiel/lumio#13"), Public("drshy-org/lightroom-py")],
        ),
        Rule::new(
            "R2.2",
            "Outside any task",
            "Sleeping or waiting outside a task raises `We can only wait from within a task`, without \
             a `file:line:` before it: a public plug-in compares the whole text.",
        )
        .known(&[Reported], &[Authors, Public("LrGenius/LrGeniusAI#63")]),
        Rule::new(
            "R2.3",
            "The _noyield variants",
            "The `_noyield` functions of `LrFunctionContext` refuse yields inside them with the text of \
             R2.1.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "R2.4",
            "The text of LrTasks.yield",
            "Where yielding is not allowed, such as in a shut-down script, `LrTasks.yield()` raises \
             `AgEventLoop.yieldToScheduler called when yielding is not allowed`.",
        )
        .known(&[Reported], &[Public("rsjaffe/MIDI2LR#377")]),
    ],
};

pub(super) const CONTEXTS: Section = Section {
    prefix: "R3",
    title: "Function contexts",
    about: "",
    rules: &[
        Rule::new(
            "R3.1",
            "callWithContext",
            "`LrFunctionContext.callWithContext(name, func, …)` calls `func(context, …)` in the \
             caller's task and returns its results; `func` may yield if the caller may. After an error \
             the handlers run and the same error value is raised again. `pcallWithContext` returns \
             `true, …` or `false, error`.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R3.2",
            "postAsyncTaskWithContext",
            "`postAsyncTaskWithContext(name, func)` runs `func(context)` in a new task. Lightroom shows \
             its errors to nobody unless `LrDialogs.attachErrorDialogToFunctionContext` was called; \
             lrsocket always logs them.",
        )
        .known(&[Documented, Reported], &[Reference, Authors]),
        Rule::new(
            "R3.3",
            "Handlers",
            "When the function has ended, the handlers of its context run, the last registered first: \
             those of `addCleanupHandler` with `true, results…` or `false, message`, those of \
             `addFailureHandler` only after an error, with `false, message`. A yield is not an end. \
             `addOperationTitleForError(title)` sets the title of the error dialog.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R3.4",
            "An error in a handler",
            "An error in a handler is logged and the other handlers still run. Adding a handler to a \
             context that has ended raises an error.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "R3.5",
            "Calls with another environment",
            "`callWithEmptyEnvironment`, `callWithEnvironment` and their `pcall` twins run a copy of \
             the function made by `string.dump`: it has no upvalues, and its globals are the given \
             table.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R3.6",
            "Contexts cannot be canceled",
            "There is no `context:cancel()`. Reloading or removing a plug-in ends its contexts, and \
             their cleanup handlers run, with `false`. Nothing has failed then: no failure handler \
             runs, and no error dialog comes up.",
        )
        .known(&[Reported], &[Authors]),
    ],
};
