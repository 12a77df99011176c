//! No Lua code runs inside an allocation: a plug-in cannot set a finalizer.

mod common;

use common::{Setup, Stage, in_context};

/// Tries every way to the metatable of files, sets a finalizer there that closes the socket, and
/// makes garbage for it in each callback.
const FINALIZER: &str = "local socket
   local finalized = 0
   local function finalizer()
      finalized = finalized + 1
      if finalized == 1 then socket:close() end
   end
   for _, metatable in pairs { getmetatable(io.stdout), io.stdout.__index or false } do
      if type(metatable) == 'table' then
         metatable.__gc = finalizer
         metatable.__index.__gc = finalizer
      end
   end
   local own = {}
   local sum = 0
   socket = bind { mode = 'receive', port = 4711, onConnecting = false, onConnected = false,
      onMessage = function(_, line)
         assert(line == ('%d '):format(sum + 1):rep(50), 'this is not the line that was sent')
         sum = sum + 1
         io.open(_PLUGIN.path .. '/test.lua'):read(1)
         own = { line:rep(20), own[1] }
         if sum == 3000 then print(sum, finalized) end
      end }";

fn three_thousand_lines() -> Vec<u8> {
    let lines = (1..=3000).map(|n| format!("{n} ").repeat(50) + "\n");
    lines.collect::<String>().into_bytes()
}

fn lines_are_whole(record_messages: bool) {
    let script = in_context(FINALIZER);
    let setup = Setup::script(&script).settings(move |it| it.record_messages = record_messages);
    let mut stage = setup.start();
    let client = stage.connect(4711);
    client.write(&three_thousand_lines());
    stage.settle();
    stage.says(&["3000\t0"]);
}

#[test]
fn b6_1_a_finalizer_cannot_touch_the_line_that_is_being_delivered() {
    lines_are_whole(false);
}

#[test]
fn b6_1_a_finalizer_cannot_touch_a_line_that_is_recorded() {
    lines_are_whole(true);
}

#[test]
fn r5_3_the_metatable_of_files_can_be_read_and_extended() {
    Stage::script_says(
        "local meta = getmetatable(io.stdout)
         print(getmetatable(io.stderr) == meta, meta.__gc, meta.__metatable)
         print(meta.__index.write == io.stdout.write, tostring(io.stdout):match('^file %('))
         function meta.__index:twice(text) return self, text .. text end
         print(select(2, io.stdout:twice('ab')))
         print(pcall(setmetatable, io.stdout, {}))
         local file = io.tmpfile()
         file:write('one\\ntwo\\n') file:seek('set')
         for line in file:lines() do print(line) end
         print(io.type(file), file:close(), io.type(file))",
        &[
            "true\tnil\tnil",
            "true\tfile (",
            "abab",
            "false\tbad argument #1 to '?' (table expected, got userdata)",
            "one",
            "two",
            "file\ttrue\tclosed file",
        ],
    );
}
