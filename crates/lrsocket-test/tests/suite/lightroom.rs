//! The simulated Lightroom, as a person sees and changes it.

use crate::stage::Stage;

#[test]
fn sliders_can_be_moved_and_read_and_undone() {
    Stage::new(
        "local c = import 'LrDevelopController'
         import 'LrFunctionContext'.postAsyncTaskWithContext('c', function(context)
            c.addAdjustmentChangeObserver(context, {}, function()
                print('Exposure', c.getValue('Exposure'))
            end)
            import 'LrTasks'.sleep(60)
         end)",
    )
    .passes(
        r#"
        lr.start()
        lr.develop.set("Exposure", 1.5)
        lr.advance(1)
        assert.same({ "Exposure\t1.5" }, lr.log("Exposure"))
        assert.equals(1.5, lr.develop.get("Exposure"))
        assert.is_string(lr.undo())
        assert.is_not.equal(1.5, lr.develop.get("Exposure"))
        lr.redo()
        assert.equals(1.5, lr.develop.get("Exposure"))
        assert.equals("develop", lr.module())
        assert.equals("library", lr.module("library"))"#,
    );
}

#[test]
fn photos_can_be_selected_and_marked() {
    Stage::new("").passes(
        r#"
        lr.start()
        local photos = lr.catalog.photos()
        lr.selection.select(photos[2])
        assert.equals(photos[2].id, lr.selection.active().id)
        lr.selection.rate(4) lr.selection.flag(1) lr.selection.label("red")
        local photo = lr.catalog.photo(photos[2].id)
        assert.same({ 4, 1, "red" }, { photo.rating, photo.pick, photo.label })
        lr.selection.all()
        assert.equals(#photos, #lr.selection.selected())
        lr.selection.select(photos[1].path)
        lr.selection.next()
        assert.is_not.equal(photos[1].id, lr.selection.active().id)"#,
    );
    for (line, expected) in [
        (
            "lr.selection.rate(6)",
            "a rating is a whole number from 0 to 5",
        ),
        ("lr.selection.label('pink')", "\"pink\" is not a label"),
        ("lr.selection.select(123456)", "there is no such photo"),
        ("lr.develop.set('Nonsense', 1)", "Nonsense"),
        ("lr.module('kitchen')", "there is no module \"kitchen\""),
    ] {
        let body = format!("lr.start()\n{line}");
        Stage::new("").fails_with(&body, "echo_test.lua:3", &[expected]);
    }
}

#[test]
fn dialogs_can_be_answered_and_inspected_and_menu_items_clicked() {
    Stage::new("")
        .file(
            "Start.lua",
            "print(import 'LrDialogs'.confirm('Really?', 'It is late.'))",
        )
        .passes(
            r#"
            local plugin = lr.start()
            plugin:menu("Start")
            lr.dialogs.answer("cancel")
            plugin:menu("Start")
            assert.same({ "ok", "cancel" }, lr.log())
            assert.equals("Really?", lr.dialogs.last().message)
            assert.equals(2, #lr.dialogs.all())
            assert.equals("dialog", lr.events("dialog")[1].event)"#,
        );
}

#[test]
fn a_plug_in_can_be_reloaded_disabled_enabled_stopped_and_started_again() {
    Stage::new("print('init')").passes(
        r#"
        local plugin = lr.start()
        plugin:reload()
        plugin:disable()
        plugin:enable()
        plugin:stop()
        assert.same({ "init", "stopped", "init", "init", "stopped" }, lr.log())
        lr.start()
        assert.equals("init", lr.log()[6])"#,
    );
}

#[test]
fn a_test_reads_and_writes_the_files_of_a_plug_in() {
    let init = r#"
        local LrPathUtils = import "LrPathUtils"
        local folder = LrPathUtils.getStandardFilePath("temp")
        local file = io.open(LrPathUtils.child(folder, "ports.txt"), "w")
        file:write("50000\n")
        file:close()
        local asked = io.open(LrPathUtils.getStandardFilePath("documents") .. "/asked.txt")
        print(asked and asked:read("*l"))"#;
    Stage::new(init).passes(
        r#"
        lr.start()
        assert.equals("50000", io.open(lr.folder("temp") .. "/ports.txt"):read("*l"))
        local file = io.open(lr.folder("documents") .. "/asked.txt", "w")
        file:write("port 7\n")
        file:close()
        lr.start()
        assert.same({ "nil", "port 7" }, lr.log())"#,
    );
    Stage::new(init).fails_with(
        "lr.start() lr.folder('tmp')",
        "echo_test.lua:2",
        &["there is no folder \"tmp\"; there are home, temp"],
    );
}

#[test]
fn a_menu_item_belongs_to_the_plug_in_in_which_it_is_clicked() {
    let stage = Stage::new("").file(
        "other.lrplugin/Info.lua",
        "return { LrSdkVersion = 6, LrPluginName = 'Other', LrToolkitIdentifier = 'org.example.other',
            LrExportMenuItems = { { title = 'Start', file = 'Start.lua' } } }",
    );
    stage.file("other.lrplugin/Start.lua", "print 'the other'").passes(
        r#"
        local one, other = lr.start(), lr.start("../other.lrplugin")
        other:menu("Start")
        assert.same({ "the other" }, lr.log())
        one:menu("Start")
        assert.same({ "the other", "started" }, lr.log())
        assert.error_matches(function() other:menu("Stop") end, 'no menu item "Stop"; there are "Start"')"#,
    );
}

#[test]
fn what_a_test_does_is_recorded_as_commands() {
    Stage::new("").passes(
        r#"
        local plugin = lr.start()
        plugin:menu("Start")
        lr.fault("not_reading", true)
        plugin:reload()
        local done = {}
        for _, event in ipairs(lr.events("command")) do
            done[#done + 1] = event.command["do"]
        end
        assert.same({ "menu", "fault", "reload" }, done)"#,
    );
}

#[test]
fn values_that_lightroom_cannot_be_given_are_refused() {
    for (line, expected) in [
        (
            "lr.develop.set('Exposure', print)",
            "this value cannot be passed to Lightroom: unsupported value type `function`",
        ),
        (
            "local t = {} t.t = t lr.develop.set('ToneCurve', t)",
            "this value cannot be passed to Lightroom: recursive table",
        ),
        (
            "lr.develop.set('Exposure', '\\255')",
            "this value cannot be passed to Lightroom: ",
        ),
    ] {
        let body = format!("lr.start()\n{line}");
        Stage::new("").fails_with(&body, "echo_test.lua:3", &[expected]);
    }
}

#[test]
fn a_test_sees_lightroom_as_plain_tables() {
    Stage::new("").passes(
        r#"
        lr.start()
        local function plain(value)
            assert.is_not_userdata(value)
            if type(value) == "table" then
                assert.is_nil(getmetatable(value))
                for key, entry in pairs(value) do plain(key) plain(entry) end
            end
        end
        plain(lr.state()) plain(lr.catalog.photos()) plain(lr.events())
        -- An empty list is an empty table, and an absent value is nil.
        lr.selection.none()
        assert.same({}, lr.selection.selected())
        assert.is_nil(lr.selection.active())"#,
    );
}
