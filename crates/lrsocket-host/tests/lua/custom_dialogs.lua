-- Run once for each answer; what it returned is logged.
local LrBinding, LrDialogs, LrView = import "LrBinding", import "LrDialogs", import "LrView"
local LrFunctionContext, LrTasks = import "LrFunctionContext", import "LrTasks"
local f, bind = LrView.osFactory(), LrView.bind

local function refused(text, call, ...)
	local ok, message = pcall(call, ...)
	assert(not ok and message:find(text, 1, true), message)
end

LrFunctionContext.callWithContext("dialogs", function(context)
	local properties = LrBinding.makePropertyTable(context)
	properties.port, properties.secret, properties.mode, properties.ready = 50000, "hidden", "b", false
	local function contents()
		return f:column {
			bind_to_object = properties,
			f:static_text { title = "Port" },
			f:edit_field { value = bind "port" },
			f:password_field { value = bind "secret" },
			f:static_text { title = "invisible", visible = LrBinding.keyEquals("port", 1) },
			f:popup_menu {
				value = bind "mode",
				items = { { title = "Mode A", value = "a" }, { title = "Mode B", value = "b" } },
			},
			f:push_button { title = "Test", action = function() error("nobody presses it") end },
		}
	end
	print("two buttons", LrDialogs.presentModalDialog { title = "Settings", contents = contents() })
	print("three buttons", LrDialogs.presentModalDialog {
		title = "Settings",
		contents = f:row {},
		otherVerb = "Reset",
	})
	print("disabled", LrDialogs.presentModalDialog {
		title = "Settings",
		contents = f:row { bind_to_object = properties },
		actionBinding = { enabled = { key = "ready" } },
		accessoryView = f:checkbox { title = "More" },
	})

	-- An observer or a transform function may close the dialog.
	local inner = f:static_text { title = "x" }
	print("stopped", LrDialogs.presentModalDialog {
		title = "Stop",
		contents = f:column {
			bind_to_object = properties,
			inner,
			f:static_text {
				title = bind {
					key = "port",
					transform = function()
						LrDialogs.stopModalWithResult(inner, "mine")
						return "y"
					end,
				},
			},
		},
	})
	LrDialogs.stopModalWithResult(inner, "late")

	-- An error in one is reported, and the dialog opens all the same.
	print("broken", LrDialogs.presentModalDialog {
		title = "Broken",
		contents = f:static_text {
			title = bind { key = "port", bind_to_object = properties, transform = function()
				error({ code = 7 })
			end },
		},
	})

	print("open panel", LrDialogs.runOpenPanel { title = "Choose", canChooseFiles = true })
	print("save panel", LrDialogs.runSavePanel { title = "Save" })
	local scope = LrDialogs.showModalProgressDialog {
		title = "Working",
		caption = "first",
		cannotCancel = true,
		functionContext = context,
	}
	assert(scope:type() == "LrProgressScope" and not scope:isCancelable())

	refused("bad argument #1 to 'presentModalDialog' (table expected", LrDialogs.presentModalDialog)
	refused("`contents` must be a view", LrDialogs.presentModalDialog, { contents = {} })
	refused("`contents` must be a view", LrDialogs.presentFloatingDialog, _PLUGIN, {})
	refused("bad argument #1 to 'stopModalWithResult' (view expected", LrDialogs.stopModalWithResult)
	refused("We can only wait from within a task", LrDialogs.presentFloatingDialog, _PLUGIN, {
		contents = f:row {}, blockTask = true,
	})
end)

local controls
LrTasks.startAsyncTask(function()
	LrDialogs.presentFloatingDialog(_PLUGIN, {
		title = "Floating",
		contents = f:static_text { title = "Hello" },
		onShow = function(given)
			controls = given
			controls.toFront()
			print("shown")
		end,
		windowWillClose = function()
			print("closing")
		end,
		blockTask = true,
	})
	print("closed")
end)
LrTasks.startAsyncTask(function()
	assert(controls)
	controls.close()
	controls.close()
end)
