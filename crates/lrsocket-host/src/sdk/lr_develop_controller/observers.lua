-- LrDevelopController: observers of adjustments. They are told once for all that has changed in a
-- turn, by whomever. Guess: also when another photo has become active, since the sliders then show
-- its adjustments.
local LrDevelopController, runtime, host = ...

local type, rawequal, remove = type, rawequal, table.remove

-- In the order in which they were added.
local entries = {}

-- Each has a task of its own, so that an error or a sleep in one is not the others' affair. While
-- it is being told, what changes meanwhile is told once afterwards.
local function notify(entry)
	entry.again = true
	if entry.running then
		return
	end
	entry.running = true
	host.post(runtime.coroutine_of(function()
		local ok, e = true, nil
		while ok and entry.again and not entry.ended do
			entry.again = false
			ok, e = runtime.nested(entry.func, entry.observer)
		end
		entry.running = false
		runtime.unwrap(ok, e)
	end))
end

local function notify_all()
	for i = 1, #entries do
		notify(entries[i])
	end
end

runtime.changes.listen("develop", function(photo)
	if photo == host.active() then
		notify_all()
	end
end)
runtime.changes.listen("active_photo", notify_all)

local function drop(entry)
	entry.ended = true
	for i = 1, #entries do
		if entries[i] == entry then
			remove(entries, i)
			return
		end
	end
end

function LrDevelopController.addAdjustmentChangeObserver(context, observer, func)
	-- There is a context only if LrFunctionContext was imported.
	local ended = runtime.context_ended and runtime.context_ended(context)
	if ended == nil then
		runtime.raise("bad argument #1 to 'addAdjustmentChangeObserver' "
			.. "(LrFunctionContext expected, got " .. type(context) .. ")")
	end
	runtime.expect_function(func, 3, "addAdjustmentChangeObserver")
	local entry = { observer = observer, func = func, context = context }
	function entry.cleanup()
		drop(entry)
	end
	runtime.add_cleanup(context, "addAdjustmentChangeObserver", entry.cleanup)
	entries[#entries + 1] = entry
end

-- Not documented; a plug-in uses it.
function LrDevelopController.removeAdjustmentChangeObserver(observer)
	for i = #entries, 1, -1 do
		local entry = entries[i]
		if entry and rawequal(entry.observer, observer) then
			runtime.remove_cleanup(entry.context, entry.cleanup)
			drop(entry)
		end
	end
end
