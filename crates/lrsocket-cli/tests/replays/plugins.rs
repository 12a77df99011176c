//! The plug-ins that are recorded: all examples, and small ones that each do one thing that is hard to
//! repeat.

use std::fs;
use std::path::Path;

/// What a person may do to any plug-in.
const RELOAD: &[&str] = &[
    r#"{"do":"reload"}"#,
    r#"{"do":"disable"}"#,
    r#"{"do":"enable"}"#,
    r#"{"do":"fault","name":"reset"}"#,
    r#"{"do":"fault","name":"byte_by_byte"}"#,
    r#"{"do":"fault","name":"byte_by_byte","value":false}"#,
    r#"{"do":"develop","parameter":"Exposure","value":1.5}"#,
    r#"{"do":"menu","title":"Start"}"#,
    r#"{"do":"menu","title":"Nothing"}"#,
];

const CALM: &[&str] = &[r#"{"do":"develop","parameter":"Contrast","value":7}"#];

/// A plug-in, and what is said to it.
pub(crate) struct Subject {
    pub(crate) name: String,
    files: Vec<(String, String)>,
    pub(crate) words: &'static [&'static str],
    pub(crate) commands: &'static [&'static str],
    pub(crate) options: &'static [&'static str],
}

impl Subject {
    /// Writes the plug-in into `test.lrplugin` of a folder.
    pub(crate) fn write(&self, folder: &Path) {
        let folder = folder.join("test.lrplugin");
        fs::create_dir(&folder).unwrap();
        for (name, text) in &self.files {
            fs::write(folder.join(name), text).unwrap();
        }
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Subject> {
    let mut all: Vec<Subject> = LUA.iter().map(|(name, lua)| small(name, lua)).collect();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for folder in [examples.clone(), examples.join("bugs")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "lrplugin") {
                all.push(example(&path));
            }
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// An example, with ports that the system chooses.
fn example(path: &Path) -> Subject {
    let mut files = Vec::new();
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "lua") {
            let mut text = fs::read_to_string(&path).unwrap();
            for port in ["54778", "54779", "54790", "54791", "54810", "54811"] {
                text = text.replace(port, "0");
            }
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            // These dials are on only once somebody has switched them on.
            files.push((
                name,
                text.replace("if LrPrefs.prefsForPlugin().on then", "if true then"),
            ));
        }
    }
    Subject {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        files,
        words: &[
            "ping",
            "pong",
            "Exposure = 0.5",
            "Exposure",
            "list",
            "Contrast = 9",
            "x y z",
        ],
        commands: RELOAD,
        options: &[],
    }
}

fn small(name: &str, lua: &str) -> Subject {
    let info = "return { LrSdkVersion = 6.0, LrToolkitIdentifier = 'org.example.replays', \
                LrInitPlugin = 'Init.lua', LrForceInitPlugin = true, \
                LrShutdownPlugin = 'Shutdown.lua', LrEnablePlugin = 'Init.lua', \
                LrExportMenuItems = { title = 'Start', file = 'Menu.lua' } }";
    let files = [
        ("Info.lua", info.to_owned()),
        ("Init.lua", format!("{PRELUDE}\n{lua}")),
        ("Menu.lua", "if menu then menu() end".to_owned()),
        ("Shutdown.lua", "over = true".to_owned()),
    ];
    Subject {
        name: name.to_owned(),
        files: files.map(|(name, text)| (name.to_owned(), text)).into(),
        words: &["a", "bb 0.5", "ccc", "wait", "fail", "ü"],
        commands: if name == "reloads" { RELOAD } else { CALM },
        options: &[],
    }
}

const PRELUDE: &str = "
local LrTasks, LrSocket = import 'LrTasks', import 'LrSocket'
local LrFunctionContext, LrDate = import 'LrFunctionContext', import 'LrDate'
over = false
local function task(f)
    LrTasks.startAsyncTask(function() LrFunctionContext.callWithContext('t', f) end)
end
local function again(socket) if not over then socket:reconnect() end end
local function bind(c, mode, t)
    t = t or {}
    t.functionContext, t.plugin, t.mode, t.port = c, _PLUGIN, mode, 0
    t.onClosed, t.onError = t.onClosed or again, t.onError or again
    return LrSocket.bind(t)
end
local function rest(seconds) while not over do LrTasks.sleep(seconds or 0.05) end end
";

const LUA: &[(&str, &str)] = &[
    (
        "timers",
        "task(function(c)
            local a, b, n = 0, 0, 0
            local out = bind(c, 'send', { onConnected = function(s) s:send('at ' .. a .. '\\n') end })
            bind(c, 'receive', { onMessage = function(_, line)
                out:send(line .. ' at ' .. a .. ' ' .. b .. ' ' .. n .. '\\n')
            end })
            task(function() while not over do a = a + 1 LrTasks.sleep(0.003) end end)
            task(function() while not over do b = b + 1 LrTasks.sleep(0.007) out:send('tick\\n') end end)
            while not over do n = n + 1 LrTasks.sleep(0.001) end
        end)",
    ),
    (
        "a-task-a-message",
        "task(function(c)
            local out, begun, done = bind(c, 'send'), 0, 0
            bind(c, 'receive', { onMessage = function(_, line)
                begun = begun + 1
                LrTasks.startAsyncTask(function()
                    if line == 'wait' then LrTasks.sleep(0.002) elseif line == 'ccc' then LrTasks.yield() end
                    done = done + 1
                    out:send(line .. ' ' .. begun .. ' ' .. done .. '\\n')
                end)
            end })
            rest()
        end)",
    ),
    (
        "sends-in-callbacks",
        "task(function(c)
            local out, n = nil, 0
            local function say(what) return function(s, x)
                n = n + 1
                if out then out:send(what .. ' ' .. n .. '\\n') end
            end end
            out = bind(c, 'send', { onConnecting = say('connecting'), onConnected = say('connected'),
                onClosed = function(s) say('closed')() again(s) end,
                onError = function(s, e) say('error ' .. e:sub(1, 7))() again(s) end })
            bind(c, 'receive', { onConnecting = say('in connecting'), onConnected = say('in connected'),
                onMessage = function(_, line) say(line)() end,
                onClosed = function(s) say('in closed')() again(s) out:reconnect() end })
            rest()
        end)",
    ),
    (
        "several-pairs",
        "task(function(c)
            local outs, count = {}, 0
            for i = 1, 4 do
                outs[i] = bind(c, 'send')
                bind(c, 'receive', { onMessage = function(_, line)
                    count = count + 1
                    for k = 1, 4 do outs[k]:send(i .. line .. count .. '\\n') end
                end, onClosed = function(s) again(s) outs[i]:reconnect() end })
            end
            rest(0.01)
        end)",
    ),
    (
        "time-of-day",
        "task(function(c)
            local out = bind(c, 'send')
            local uuid = import 'LrUUID'
            bind(c, 'receive', { onMessage = function(_, line)
                out:send(('%s %.6f %.6f %d %s %s\\n'):format(line, LrDate.currentTime(), os.clock(),
                    os.time(), uuid.generateUUID(), tostring(math.random())))
            end })
            local start = LrDate.currentTime()
            while not over do
                local n = 0
                while not over and LrDate.currentTime() < start + 0.05 do n = n + 1 LrTasks.sleep(0.002) end
                start = LrDate.currentTime()
                out:send('turns ' .. n .. '\\n')
            end
        end)",
    ),
    (
        "sleeping-callbacks",
        "task(function(c)
            local out, n = nil, 0
            out = bind(c, 'send', { onConnected = function(s) LrTasks.sleep(0.01) s:send('hi\\n') end })
            bind(c, 'receive', {
                onConnected = function() LrTasks.sleep(0.004) n = n + 1 end,
                onMessage = function(_, line)
                    n = n + 1
                    LrTasks.sleep(0.001)
                    out:send(line .. n .. '\\n')
                    if line == 'fail' then error('failed at ' .. n) end
                end,
                onClosed = function(s) LrTasks.sleep(0.003) again(s) out:reconnect() end })
            rest(0.002)
        end)",
    ),
    (
        "yields",
        "task(function(c)
            local out, lines, spins = bind(c, 'send'), {}, 0
            bind(c, 'receive', { onMessage = function(_, line) lines[#lines + 1] = line end })
            while not over do
                for _ = 1, 20 do spins = spins + 1 LrTasks.yield() end
                LrTasks.sleep(0.001)
                local line = table.remove(lines, 1)
                if line then out:send(line .. ' ' .. spins .. ' ' .. #lines .. '\\n') end
            end
        end)",
    ),
    (
        "commands",
        "task(function(c)
            local out, n = bind(c, 'send'), 0
            bind(c, 'receive', { onMessage = function(_, line)
                if line ~= 'wait' or n > 5 then return out:send(line .. n .. '\\n') end
                n = n + 1
                LrTasks.startAsyncTask(function()
                    out:send('status ' .. LrTasks.execute('exit 3') .. '\\n')
                    local body, headers = import 'LrHttp'.get('http://127.0.0.1:9/')
                    out:send('http ' .. tostring(body) .. '\\n')
                end)
            end })
            rest()
        end)",
    ),
    (
        "observers",
        "task(function(c)
            local LrDevelopController = import 'LrDevelopController'
            local out, n = bind(c, 'send'), 0
            LrDevelopController.addAdjustmentChangeObserver(c, {}, function()
                n = n + 1
                out:send('changed ' .. n .. ' ' .. tostring(LrDevelopController.getValue('Exposure')) .. '\\n')
            end)
            bind(c, 'receive', { onMessage = function(_, line)
                LrDevelopController.setValue('Exposure', (n % 9) / 2)
                out:send(line .. ' ' .. n .. '\\n')
            end })
            rest()
        end)",
    ),
    (
        "reloads",
        "task(function(c)
            local out, n = nil, 0
            out = bind(c, 'send', { onConnected = function(s) s:send('hello ' .. n .. '\\n') end })
            bind(c, 'receive', { onMessage = function(_, line)
                n = n + 1
                out:send(line .. ' ' .. n .. '\\n')
            end })
            menu = function() n = n + 100 out:send('menu ' .. n .. '\\n') end
            rest(0.004)
        end)",
    ),
    (
        "binds-again",
        "local function serve()
            task(function(c)
                local n, done = 0, false
                local out = bind(c, 'send')
                bind(c, 'receive', {
                    onMessage = function(s, line)
                        n = n + 1
                        out:send(line .. ' ' .. n .. '\\n')
                        if n == 30 then done = true s:close() out:close() end
                    end,
                    onClosed = function() done = true end })
                while not over and not done do LrTasks.sleep(0.003) end
                if not over then LrTasks.sleep(0.002) serve() end
            end)
        end
        serve()",
    ),
    (
        "large",
        "task(function(c)
            local out, n = bind(c, 'send'), 0
            bind(c, 'receive', { onMessage = function(_, line)
                n = n + 1
                out:send((line .. n):rep(200 * (n % 7)) .. '\\n')
            end, onClosed = function(s) again(s) out:reconnect() end })
            rest()
        end)",
    ),
];
