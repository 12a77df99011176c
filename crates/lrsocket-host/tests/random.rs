//! `math.random` of a repeatable run is Lua 5.1's.

mod common;

use common::{Setup, Stage};

#[test]
fn numbers_are_in_their_interval() {
    Stage::script_says(
        "local function within(low, high, ...)
           local seen = {}
           for i = 1, 1000 do
             local x = math.random(...)
             assert(x >= low and x <= high, x)
             seen[x] = true
           end
           return seen
         end
         within(0, 1)
         assert(#within(1, 6, 6) == 6)
         assert(#within(1, 6, '6.9') == 6)
         local seen = within(-2, 2, -2, 2)
         print(seen[-2], seen[-1], seen[0], seen[1], seen[2], math.random(3, 3))",
        &["true\ttrue\ttrue\ttrue\ttrue\t3"],
    );
}

#[test]
fn errors_are_those_of_lua() {
    Stage::script_says(
        "print(pcall(function() return math.random(0) end))
         print(pcall(function() return math.random(2, 1) end))
         print(pcall(function() return math.random(1, 2, 3) end))
         print(pcall(function() return math.random('x') end))
         print(pcall(function() math.randomseed() end))",
        &[
            "false\ttest.lua:1: bad argument #1 to 'random' (interval is empty)",
            "false\ttest.lua:2: bad argument #2 to 'random' (interval is empty)",
            "false\ttest.lua:3: wrong number of arguments",
            "false\ttest.lua:4: bad argument #1 to 'random' (number expected, got string)",
            "false\ttest.lua:5: bad argument #1 to 'randomseed' (number expected, got no value)",
        ],
    );
}

#[test]
fn a_seed_begins_the_same_numbers_anew() {
    Stage::script_says(
        "math.randomseed(42)
         local a, b = math.random(), math.random()
         math.randomseed(42)
         print(a == math.random(), b == math.random(), a ~= b)
         math.randomseed(43)
         print(a ~= math.random())",
        &["true\ttrue\ttrue", "true"],
    );
}

/// Else two of them could get one name.
#[test]
fn a_seed_does_not_repeat_unique_names() {
    Stage::script_says(
        "local LrUUID = import 'LrUUID'
         math.randomseed(1)
         local a = LrUUID.generateUUID()
         math.randomseed(1)
         local b = LrUUID.generateUUID()
         print(a ~= b, #a, a:sub(15, 15), os.tmpname() ~= os.tmpname())",
        &["true\t36\t4\ttrue"],
    );
}

#[test]
fn without_a_seed_they_are_luas_own() {
    let setup = Setup::script("print(debug.getinfo(math.random).what, math.random(1, 1))");
    let mut stage = setup
        .settings(|settings| settings.repeatable = None)
        .start();
    stage.says(&["C\t1"]);
}

#[test]
fn local_time_is_utc() {
    Stage::script_says(
        "local t = { year = 2026, month = 14, day = 0, hour = '5', min = -1, sec = 61.9 }
         print(os.time(t), os.date('%Y-%m-%d %H:%M:%S', os.time(t)))
         print(os.date('*t', 0).hour, os.date('*t', 0).isdst, os.date('%H', 0), os.date('!%H', 0))
         print(os.time { year = 1970, month = 1, day = 2 }, os.time { year = 1e9, month = 1, day = 1 })
         print(pcall(function() os.time { year = 2026, day = 1 } end))",
        &[
            "1801371601\t2027-01-31 05:00:01",
            "0\tfalse\t00\t00",
            "129600\tnil",
            "false\ttest.lua:5: field 'month' missing in date table",
        ],
    );
}
