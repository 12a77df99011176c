use super::*;

fn eval<R: mlua::FromLuaMulti>(lua: &Lua, source: &str) -> R {
    lua.load(source).eval().unwrap()
}

/// A mark that only this test sets, and only on a state that it has.
struct Used;

#[test]
fn what_one_user_leaves_is_collected_before_the_next_comes() {
    let mut held = Vec::new();
    for _ in 0..4 {
        let lua = LuaState::new(Libraries::OfPlugins).unwrap();
        held.push(lua.used_memory());
        let () = eval(
            &lua,
            "t = {} for n = 1, 10000 do t[n] = {} end string.t = t",
        );
    }
    assert_eq!(held[1], held[3]);
}

#[test]
fn nothing_that_lua_code_changes_is_seen_by_the_next() {
    let look = r#"
        local seen = {}
        local function see(name, value) seen[#seen + 1] = name .. "=" .. tostring(value) end
        see("global", made_up)
        see("string", ("x").made_up)
        see("library", table.made_up)
        see("file", getmetatable(io.stdout).made_up)
        see("module", package.loaded.made_up)
        see("preload", package.preload.made_up)
        see("path", package.path == "made up")
        see("nil", debug.getmetatable(nil))
        see("number", debug.getmetatable(1))
        see("boolean", debug.getmetatable(true))
        see("function", debug.getmetatable(print))
        see("thread", debug.getmetatable(coroutine.create(function() end)))
        see("hook", debug.gethook())
        see("environment", getfenv(print) == _G and getfenv(0) == _G and _G._G == _G)
        see("error", pcall(error, "x"))
        return table.concat(seen, " ")
    "#;
    let change = r#"
        made_up = 1
        string.made_up, table.made_up, getmetatable(io.stdout).made_up = 1, 1, 1
        package.loaded.made_up, package.preload.made_up, package.path = 1, 1, "made up"
        for _, value in ipairs { 1, true, print, coroutine.create(function() end), "" } do
            debug.setmetatable(value, { __index = { made_up = 1 } })
        end
        debug.setmetatable(nil, { __index = {} })
        debug.sethook(function() end, "c")
        error, pcall, print = nil, nil, nil
        setfenv(0, {})
    "#;
    let lua = LuaState::new(Libraries::All).unwrap();
    let (place, before): (_, String) = (lua.globals().to_pointer(), eval(&lua, look));
    let () = eval(&lua, change);
    lua.set_app_data(Used);
    drop(lua);
    let lua = LuaState::new(Libraries::All).unwrap();
    assert!(lua.app_data_ref::<Used>().is_some());
    assert_ne!(lua.globals().to_pointer(), place);
    assert_eq!(eval::<String>(&lua, look), before);
}

#[test]
fn the_collector_tells_what_it_is_at() {
    let lua = LuaState::new(Libraries::All).unwrap();
    assert!(!is_collecting(&lua).unwrap());
    let parameters = GcIncParams::default().step_multiplier(1);
    lua.gc_set_mode(GcMode::Incremental(parameters));
    let mut collecting = 0;
    while !lua.gc_step().unwrap() {
        assert!(is_collecting(&lua).unwrap());
        collecting += 1;
    }
    assert!(collecting > 10, "{collecting}");
}

#[test]
fn a_collection_that_is_under_way_does_not_keep_what_is_left() {
    let held = |steps| {
        let lua = LuaState::new(Libraries::All).unwrap();
        let () = eval(&lua, "t = {} for n = 1, 100 do t[n] = {} end");
        lua.gc_set_mode(GcMode::Incremental(
            GcIncParams::default().step_multiplier(1),
        ));
        for _ in 0..steps {
            lua.gc_step().unwrap();
        }
        assert_eq!(is_collecting(&lua).unwrap(), steps > 0);
        drop(lua);
        LuaState::new(Libraries::All).unwrap().used_memory()
    };
    held(0);
    assert_eq!(held(0), held(5));
}

#[test]
fn a_state_in_whose_registry_something_was_left_is_not_used_again() {
    let lua = LuaState::new(Libraries::All).unwrap();
    let () = eval(&lua, "debug.getregistry().made_up = 1");
    lua.set_app_data(Used);
    drop(lua);
    let lua = LuaState::new(Libraries::All).unwrap();
    assert!(lua.app_data_ref::<Used>().is_none());
}

#[test]
fn a_finalizer_runs_when_its_state_is_left() {
    let lua = LuaState::new(Libraries::All).unwrap();
    let told = std::rc::Rc::new(std::cell::Cell::new(0));
    let tell = std::rc::Rc::clone(&told);
    let tell = lua.create_function(move |_, ()| {
        tell.set(tell.get() + 1);
        Ok(())
    });
    lua.globals().set("tell", tell.unwrap()).unwrap();
    let () = eval(&lua, "getmetatable(newproxy(true)).__gc = tell");
    let () = eval(
        &lua,
        "kept = newproxy(true); getmetatable(kept).__gc = tell",
    );
    drop(lua);
    assert_eq!(told.get(), 2);
}

#[test]
fn a_function_of_bytecode_has_the_globals_that_it_is_asked_for_with() {
    let compiled: Arc<[u8]> = {
        let lua = LuaState::new(Libraries::OfPlugins).unwrap();
        let function = lua.load("count = (count or 0) + 1 return count");
        function.into_function().unwrap().dump(false).into()
    };
    for _ in 0..3 {
        let lua = LuaState::new(Libraries::OfPlugins).unwrap();
        let globals = lua.globals();
        for expected in 1..3 {
            let count = function(&lua, &compiled, &globals).unwrap();
            assert_eq!(count.call::<i64>(()).unwrap(), expected);
        }
    }
}
