-- The half of LrDialogs that works with function contexts, views and the plug-in's functions.
local LrDialogs, runtime, host = ...
local bindings, views = runtime.bindings, runtime.views

local type, ipairs, format, remove = type, ipairs, string.format, table.remove

-- R10.3. The end of the plug-in ends its contexts and is not an error.
local function show_error_of(name, message)
	if runtime.is_canceled(message) or runtime.unloading then
		return
	end
	local again, trace = runtime.mark_shown()
	host.show_error_of_context(message, name, trace, again)
end

function LrDialogs.attachErrorDialogToFunctionContext(context)
	local ended = runtime.context_ended(context)
	if ended == nil then
		runtime.raise(("bad argument #1 to 'attachErrorDialogToFunctionContext' "
			.. "(LrFunctionContext expected, got %s)"):format(type(context)))
	end
	local name = runtime.context_name(context)
	runtime.add_cleanup(context, "attachErrorDialogToFunctionContext", function(_, message)
		show_error_of(name, message)
	end, true)
end

local function check_table(value, n, member)
	if type(value) ~= "table" then
		runtime.raise(format("bad argument #%d to '%s' (table expected, got %s)", n, member,
			value == nil and "no value" or type(value)))
	end
end

local function check_contents(args, member)
	if not views.state_of(args.contents) then
		runtime.raise(format("LrDialogs.%s: `contents` must be a view, as LrView.osFactory() makes "
			.. "them; it is a %s", member, type(args.contents)))
	end
end

--------------------------------------------------------------------------------- modal dialogs --

-- The modal dialog that is being shown: { contents, accessory, result, below }.
local modal = nil

-- Whether the action button can be pressed.
local function can_act(args)
	local enabled = type(args.actionBinding) == "table" and args.actionBinding.enabled
	if not enabled or enabled == true then
		return enabled ~= false
	end
	local binding = bindings.of(enabled, "LrDialogs.presentModalDialog: actionBinding.enabled")
	return bindings.read(binding, views.bound_table(views.state_of(args.contents))) and true or false
end

local function answer_of(args)
	local answer = host.answer()
	if answer == "other" and not args.otherVerb then
		runtime.diagnose('LrDialogs.presentModalDialog: the answer is to be "other", but this dialog '
			.. 'has no otherVerb; answered "cancel"')
		return "cancel"
	end
	if answer == "ok" and args.actionBinding ~= nil and not can_act(args) then
		runtime.diagnose('LrDialogs.presentModalDialog: the action button is disabled; '
			.. 'answered "cancel"')
		return "cancel"
	end
	return answer
end

local function look(args, dialog)
	local texts = views.texts(args.contents)
	local accessory = views.texts(args.accessoryView)
	if accessory ~= "" then
		texts = texts .. "\n" .. accessory
	end
	return texts, dialog.result or answer_of(args)
end

local function settle_modal(dialog, args, ok, texts, answer)
	modal = dialog.below
	if not ok then
		runtime.unwrap(false, texts)
	end
	host.show("presentModalDialog", args.title, texts, answer)
	return answer
end

-- Guess: it is answered at once, so that no task runs while it is open.
function LrDialogs.presentModalDialog(args)
	check_table(args, 1, "presentModalDialog")
	check_contents(args, "presentModalDialog")
	local dialog = {
		contents = views.state_of(args.contents),
		accessory = views.state_of(args.accessoryView),
		below = modal,
	}
	modal = dialog
	return settle_modal(dialog, args, runtime.nested(look, args, dialog))
end

function LrDialogs.stopModalWithResult(view, result)
	local state = views.state_of(view)
	if not state then
		runtime.raise(format("bad argument #1 to 'stopModalWithResult' (view expected, got %s)",
			view == nil and "no value" or type(view)))
	end
	local dialog = modal
	while dialog do
		if views.contains(dialog.contents, state)
			or (dialog.accessory and views.contains(dialog.accessory, state)) then
			dialog.result = result
			return
		end
		dialog = dialog.below
	end
	runtime.diagnose("LrDialogs.stopModalWithResult: this view is in no dialog that is open")
end

------------------------------------------------------------------------------ floating dialogs --

-- Those that are open, the oldest first: { args, number }.
runtime.floating_dialogs = {}

local function close_floating(dialog)
	for i, open in ipairs(runtime.floating_dialogs) do
		if open == dialog then
			remove(runtime.floating_dialogs, i)
			dialog.closed = true
			if dialog.number then
				host.end_wait(dialog.number)
			end
			if dialog.args.windowWillClose then
				dialog.args.windowWillClose()
			end
			return
		end
	end
end

function LrDialogs.presentFloatingDialog(plugin, args)
	local member = "presentFloatingDialog"
	check_table(plugin, 1, member)
	check_table(args, 2, member)
	check_contents(args, member)
	for _, name in ipairs({ "onShow", "windowWillClose" }) do
		if args[name] ~= nil and type(args[name]) ~= "function" then
			runtime.raise(format("LrDialogs.%s: `%s` must be a function, it is a %s", member, name,
				type(args[name])))
		end
	end
	if args.blockTask and not runtime.can_yield() then
		-- Raises the right error (R2.1, R2.2).
		runtime.wait(runtime.YIELD)
	end
	local dialog = { args = args }
	local open = runtime.floating_dialogs
	open[#open + 1] = dialog
	host.show(member, args.title, views.texts(args.contents))
	if args.onShow then
		args.onShow({
			toFront = function() end,
			close = function()
				close_floating(dialog)
			end,
		})
	end
	-- It may have been closed at once.
	if args.blockTask and not dialog.closed then
		dialog.number = host.begin_wait()
		runtime.wait(runtime.WAIT, dialog.number)
	end
end

----------------------------------------------------------------------------- panels, progress --

-- Nobody is there to choose a file.
local function run_panel(member, args)
	check_table(args, 1, member)
	host.show(member, args.title, views.texts(args.accessoryView), "cancel")
	runtime.diagnose(format("LrDialogs.%s: nobody is there to choose a file; answered \"cancel\"",
		member))
	return nil
end

function LrDialogs.runOpenPanel(args)
	return run_panel("runOpenPanel", args)
end

function LrDialogs.runSavePanel(args)
	return run_panel("runSavePanel", args)
end

function LrDialogs.showModalProgressDialog(params)
	check_table(params, 1, "showModalProgressDialog")
	local scope = runtime.progress(params)
	host.show("showModalProgressDialog", params.title, params.caption)
	return scope
end
