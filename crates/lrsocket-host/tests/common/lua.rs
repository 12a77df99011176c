//! Lua that tests run: the scripts of `tests/lua`, and what many tests begin with.

use std::path::{Path, PathBuf};

/// A script of `tests/lua`.
pub(crate) fn lua_file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lua");
    folder.join(name)
}

/// A task with a context in which `body` runs; it then sleeps for an hour. `bind(params)` fills in
/// what is missing: the context, the plug-in, port 0 and callbacks that print what they are told,
/// after `params.name` if there is one.
pub(crate) fn in_context(body: &str) -> String {
    format!("{PRELUDE}{body}\nLrTasks.sleep(3600)\nend)\n")
}

/// One line, so that line 2 is the first of `body`.
const PRELUDE: &str = concat!(
    "local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks' ",
    "local LrFunctionContext = import 'LrFunctionContext' ",
    "local function say(name, ...) if name then print(name, ...) else print(...) end end ",
    "local function filled(context, params) ",
    "local name = params.name ",
    "local function default(key, value) ",
    "if params[key] == nil then params[key] = value end ",
    "if params[key] == false then params[key] = nil end end ",
    "default('functionContext', context) default('plugin', _PLUGIN) default('port', 0) ",
    "default('onConnecting', function(_, port) say(name, 'connecting', port) end) ",
    "default('onConnected', function(_, port) say(name, 'connected', port) end) ",
    "default('onMessage', function(_, message) say(name, 'message', message) end) ",
    "default('onClosed', function() say(name, 'closed') end) ",
    "default('onError', function(_, text) say(name, 'error', text) end) ",
    "return params end ",
    "LrFunctionContext.postAsyncTaskWithContext('test', function(context) ",
    "local function bind(params) local socket = LrSocket.bind(filled(context, params)) return socket end\n",
);
