-- Observers of the simulated application that a plug-in adds with a function context, an observer
-- and a function, and that end with the context.
local runtime = ...

local type, rawequal, remove = type, rawequal, table.remove

-- Each has a task of its own, so that an error or a sleep in one is not the others' affair. While
-- it is being told, what changes meanwhile is told once afterwards.
local function notify(entry, title)
	entry.again = true
	if entry.running then
		return
	end
	entry.running = true
	runtime.import("LrTasks").startAsyncTask(function()
		local ok, e = true, nil
		while ok and entry.again and not entry.ended do
			entry.again = false
			ok, e = runtime.nested(entry.func, entry.observer)
		end
		entry.running = false
		runtime.unwrap(ok, e)
	end, title)
end

-- The observers that the member of this name adds.
return function(member)
	local list = {}
	-- In the order in which they were added.
	local entries = {}

	local function drop(entry)
		entry.ended = true
		for i = 1, #entries do
			if entries[i] == entry then
				remove(entries, i)
				return
			end
		end
	end

	function list.notify()
		for i = 1, #entries do
			notify(entries[i], member)
		end
	end

	-- Calls func(observer) until the context ends.
	function list.add(context, observer, func)
		local ended = runtime.context_ended(context)
		if ended == nil then
			runtime.raise("bad argument #1 to '" .. member .. "' (LrFunctionContext expected, got "
				.. (context == nil and "no value" or type(context)) .. ")")
		end
		runtime.expect_function(func, 3, member)
		local entry = { observer = observer, func = func, context = context }
		function entry.cleanup()
			drop(entry)
		end
		runtime.add_cleanup(context, member, entry.cleanup)
		entries[#entries + 1] = entry
	end

	-- The same until it is removed.
	function list.add_for_good(func, observer)
		entries[#entries + 1] = { observer = observer, func = func }
	end

	-- Takes away those of this observer, or of this function.
	function list.remove(observer)
		for i = #entries, 1, -1 do
			local entry = entries[i]
			if entry and (rawequal(entry.observer, observer) or rawequal(entry.func, observer)) then
				if entry.cleanup then
					runtime.remove_cleanup(entry.context, entry.cleanup)
				end
				drop(entry)
			end
		end
	end

	return list
end
