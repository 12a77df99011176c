//! What the virtual machine and the program that runs a plug-in know of each other.

use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mlua::{Function, Lua, Table};

use crate::chunk;
use crate::raise::SdkResult;

/// What the virtual machine needs of the program that runs a plug-in. The functions of a namespace get
/// it with each call ([`Call::core`](crate::Call::core)).
pub trait Context: Sized + 'static {
    /// What the virtual machine keeps here for itself.
    fn vm(&self) -> &VmContext;

    /// Logs what the plug-in prints (R5.1).
    fn print(&self, text: String);

    /// Reports to the author of the plug-in: the rule (may be empty), the text, `file:line`.
    fn diagnose(&self, rule: &'static str, message: String, at: Option<String>);

    /// Compiles a script for `require` (R5.6). `file` is the name without `.lua`.
    fn load_toolkit_script(&self, lua: &Lua, file: &str, name: &str) -> SdkResult<Function>;

    /// Called now and then while Lua code runs that does not yield. `at` returns its `file:line`.
    fn notice_busy(&self, at: impl FnOnce() -> Option<String>);
}

/// What the virtual machine keeps of one Lua state outside that state.
pub struct VmContext {
    /// Set from another thread to stop code that does not end.
    interrupt: Arc<AtomicBool>,
    pub(crate) kept: OnceCell<Kept>,
}

impl VmContext {
    /// For a Lua state whose code stops when `interrupt` is set.
    pub fn new(interrupt: Arc<AtomicBool>) -> Self {
        VmContext {
            interrupt,
            kept: OnceCell::new(),
        }
    }

    /// Whether running code has to stop.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed)
    }

    /// What Rust functions need of the Lua state; `None` until its globals are installed.
    pub fn kept(&self) -> Option<&Kept> {
        self.kept.get()
    }
}

/// What Rust functions need of their own Lua state. It is here and not in the functions, because
/// one that holds something of its own state is never collected.
pub struct Kept {
    /// Lua's own globals.
    pub(crate) base: Table,
    /// What runtime.lua returned.
    pub(crate) runtime: Table,
    /// The namespaces that were imported, by name.
    pub(crate) imported: Table,
    /// Lua's `os.date`.
    pub date: Function,
    /// Lua's `os.time`.
    pub time: Function,
}

impl Kept {
    /// Runs Lua of the program's own, once: a chunk that gets the runtime and `host`, and returns a
    /// function.
    pub fn load(
        &self,
        lua: &Lua,
        name: &'static str,
        source: &'static str,
        host: &Table,
    ) -> mlua::Result<Function> {
        let chunk = chunk::load(lua, name, source, &self.base)?;
        chunk.call((&self.runtime, host))
    }
}
