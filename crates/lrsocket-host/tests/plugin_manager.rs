//! R6.6 and R6.9: the sections that a plug-in has in the Plug-in Manager, and a person who uses them.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::{Setup, Stage};
use lrsocket_host::Event;
use serde_json::{Value, json};

const PROVIDER: &str = r##"
local LrView, prefs = import "LrView", import "LrPrefs".prefsForPlugin()
local bind = LrView.bind
drawn = (drawn or 0) + 1
return {
  startDialog = function(props)
    props.port, props.name, props.mode, props.on, props.free = prefs.port or 50000, "Ada", "slow", true, 5
    props:addObserver("port", function(_, _, value) print("port is", value) end)
    print("start", drawn, import("LrTasks").canYield())
  end,
  endDialog = function(props, ...) prefs.port = props.port print("end", props.name, select("#", ...)) end,
  sectionsForTopOfDialog = function(f, props)
    return {
      { title = "Server", synopsis = bind "name",
        f:row {
          f:static_text { title = "Port" },
          f:edit_field { value = bind "port", validate = function(view, value)
            local number = tonumber(value)
            return number ~= nil, number, "a number is needed" end },
          f:password_field { value = bind "secret" } },
        f:checkbox { title = "Start", value = bind "on" },
        f:popup_menu { value = bind "mode",
          items = { { title = "Slow", value = "slow" }, { title = "Fast", value = "fast" } } },
        f:slider { title = "Free", value = bind "free", min = 0, max = 10 },
        f:edit_field { title = "Loose", value = "unbound" },
        f:edit_field { value = bind "hidden", visible = false },
        f:push_button { title = "Go", action = function(button)
          props.name = "pressed " .. button.title
          import("LrTasks").startAsyncTask(function() import("LrTasks").sleep(1) print("worked") end) end },
        f:push_button { title = "Not now", enabled = bind { key = "on", transform = function(on) return not on end },
          action = function() error "never" end },
        f:push_button { title = "Break", action = function() error "broken button" end } },
    }
  end,
  sectionsForBottomOfDialog = function(f) return { { title = "About", f:static_text { title = "1.0" } } } end,
}
"##;

fn plugin(provider: &str) -> Setup {
    Setup::files(&[
        (
            "Info.lua",
            "return { LrSdkVersion = 6, LrToolkitIdentifier = 'com.example.x',
                      LrPluginInfoProvider = 'Provider.lua',
                      LrHelpMenuItems = { title = 'Go', file = 'Go.lua' } }",
        ),
        ("Go.lua", "print 'go'"),
        ("Provider.lua", provider),
    ])
}

/// What came of a command.
fn ask(stage: &mut Stage, command: &Value) -> Result<Value, String> {
    stage.host().control(&command.to_string());
    stage.settle();
    let answer = stage
        .records()
        .iter()
        .rev()
        .find_map(|record| match &record.event {
            Event::Answer { result, error, .. } => Some(match error {
                Some(error) => Err(error.clone()),
                None => Ok(result.clone()),
            }),
            _ => None,
        });
    answer.unwrap()
}

fn open(stage: &mut Stage) -> Value {
    ask(stage, &json!({ "do": "plugin_manager" })).unwrap()
}

fn act(stage: &mut Stage, mut fields: Value) -> Result<Value, String> {
    fields["do"] = json!("plugin_manager");
    ask(stage, &fields).map(|mut result| {
        let sections = result.pointer_mut("/plugins/0/sections");
        sections.map(Value::take).unwrap_or_default()
    })
}

fn set(stage: &mut Stage, field: &str, value: &Value) -> Result<Value, String> {
    act(
        stage,
        json!({ "action": "set", "field": field, "value": value }),
    )
}

#[test]
fn r6_9_the_functions_are_called_and_the_sections_can_be_read() {
    let mut stage = plugin(PROVIDER).start();
    let opened = open(&mut stage);
    stage.says(&["start\t1\tfalse"]);
    let plugin = &opened["plugins"][0];
    assert_eq!(plugin["plugin"], "com.example.x");
    let [server, about] = plugin["sections"].as_array().unwrap().as_slice() else {
        panic!("{opened}");
    };
    assert_eq!(server["title"], "Server");
    assert_eq!(server["place"], "top");
    assert_eq!(server["synopsis"], "Ada");
    assert_eq!(about["place"], "bottom");
    assert_eq!(
        about["views"][0],
        json!({ "kind": "static_text", "title": "1.0" })
    );
    let row = &server["views"][0]["views"];
    assert_eq!(
        row[1],
        json!({ "kind": "edit_field", "key": "port", "value": 50000 })
    );
    assert_eq!(
        server["views"][2]["items"][1],
        json!({ "title": "Fast", "value": "fast" })
    );
    assert_eq!(server["views"][5]["visible"], false);
}

#[test]
fn r6_9_fields_are_set_and_buttons_pressed_as_by_a_person() {
    let mut stage = plugin(PROVIDER).start();
    open(&mut stage);
    stage.printed();
    let sections = set(&mut stage, "port", &json!("50001")).unwrap();
    assert_eq!(sections[0]["views"][0]["views"][1]["value"], 50001);
    stage.says(&["port is\t50001"]);
    let refused = set(&mut stage, "port", &json!("many")).unwrap_err();
    assert!(refused.contains("a number is needed"), "{refused}");

    let sections = set(&mut stage, "mode", &json!("Fast")).unwrap();
    assert_eq!(sections[0]["views"][2]["value"], "fast");
    let refused = set(&mut stage, "mode", &json!("Wild")).unwrap_err();
    assert!(
        refused.contains("there are \"Slow\", \"Fast\""),
        "{refused}"
    );
    assert_eq!(
        set(&mut stage, "free", &json!(99)).unwrap()[0]["views"][3]["value"],
        10
    );
    assert_eq!(
        set(&mut stage, "Loose", &json!("x")).unwrap()[0]["views"][4]["value"],
        "x"
    );

    let press = |stage: &mut Stage, button: &str| {
        act(stage, json!({ "action": "press", "button": button }))
    };
    assert_eq!(
        press(&mut stage, "Go").unwrap()[0]["synopsis"],
        "pressed Go"
    );
    stage.advance(1.0);
    stage.says(&["worked"]);
    let refused = press(&mut stage, "Not now").unwrap_err();
    assert_eq!(refused, "the button \"Not now\" is disabled");
    let refused = press(&mut stage, "Stop").unwrap_err();
    assert!(
        refused.contains("there are \"Go\", \"Not now\", \"Break\""),
        "{refused}"
    );
    let refused = set(&mut stage, "hidden", &json!(1)).unwrap_err();
    assert!(
        refused.contains("there is no field \"hidden\"; there are \"port\""),
        "{refused}"
    );
    assert!(press(&mut stage, "Break").is_err());
    stage.fails("script", "Provider.lua:32: broken button");
    // That keeps no menu item away.
    stage.host().menu("Go").unwrap();

    act(&mut stage, json!({ "action": "close" })).unwrap();
    stage.says(&["end\tpressed Go\t0", "go"]);
    let refused = act(&mut stage, json!({ "action": "read" })).unwrap_err();
    assert_eq!(refused, "the Plug-in Manager is not open for this plug-in");
    // It is drawn again, with what it has saved.
    let opened = open(&mut stage);
    let port = &opened["plugins"][0]["sections"][0]["views"][0]["views"][1];
    assert_eq!(port["value"], 50001);
    stage.says(&["start\t2\tfalse"]);
}

#[test]
fn r6_9_an_error_there_is_told_and_leaves_no_menu_items() {
    for (provider, message) in [
        ("error 'at the top'", "Provider.lua:1: at the top"),
        (
            "return { startDialog = function() error 'in startDialog' end }",
            "Provider.lua:1: in startDialog",
        ),
        (
            "return { sectionsForTopOfDialog = function(f, props) return props.none.x end }",
            "Provider.lua:1: attempt to index field 'none' (a nil value)",
        ),
        (
            "return { sectionsForBottomOfDialog = function() return 'text' end }",
            "sectionsForBottomOfDialog of Provider.lua must return a list of sections, it returned a \
             string",
        ),
        (
            "return { sectionsForTopOfDialog = function(f) return { f:row {} } end }",
            "section 1 that sectionsForTopOfDialog of Provider.lua returned must be a table with a title \
             and views, it is a view",
        ),
    ] {
        let mut stage = plugin(provider).start();
        assert_eq!(open(&mut stage), json!({ "plugins": [] }));
        stage.fails("script", message);
        assert_eq!(stage.diagnostics("R6.9").len(), 1, "{provider}");
        assert_eq!(stage.host().menu("Go"), Err(Vec::new()), "{provider}");
        // The author mends it and reloads the plug-in.
        std::fs::write(stage.plugin_folder().join("Provider.lua"), "return {}").unwrap();
        stage.host().reload("").unwrap();
        stage.advance(1.0);
        stage.host().menu("Go").unwrap();
        stage.settle();
        stage.says(&["go"]);
        assert_eq!(open(&mut stage)["plugins"][0]["sections"], json!([]));
    }
}

#[test]
fn commands_that_are_wrong_are_refused() {
    let mut stage = plugin(PROVIDER).start();
    for (fields, told) in [
        (json!({ "action": "read" }), "is not open"),
        (json!({ "action": "dance" }), "unknown variant \"dance\""),
        (json!({ "field": "port" }), "missing field \"action\""),
        (
            json!({ "action": "set", "field": "port" }),
            "missing field \"value\"",
        ),
        (
            json!({ "action": "press", "field": "port" }),
            "unknown field \"field\"",
        ),
        (json!({ "title": "Go" }), "unknown field \"title\""),
        (json!({ "plugin": "com.example.y" }), "com.example.x"),
    ] {
        let refused = act(&mut stage, fields.clone()).unwrap_err();
        assert!(refused.contains(told), "{fields}: {refused}");
    }
}

#[test]
fn r6_9_a_file_that_returns_no_table_has_no_sections() {
    for provider in ["", "return 3"] {
        let mut stage = plugin(provider).start();
        assert_eq!(open(&mut stage)["plugins"][0]["sections"], json!([]));
        let remarks = stage.diagnostics("");
        assert!(
            remarks[0].0.contains("should return a table"),
            "{remarks:?}"
        );
        stage.host().menu("Go").unwrap();
    }
}
