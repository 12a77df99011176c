-- Observers of the simulated application that a plug-in adds with a function context, an observer
-- and a function, and that end with the context.
local runtime = ...

local type, rawequal, remove = type, rawequal, table.remove

-- An observer that changes what it observes is called for its own change. After so many such calls in
-- a second it is reported, and from then on called at this pace, so that time goes on (R9.6).
local STORM, PACE = 20, 0.05

-- After a call that has changed what it observes.
local function pace(entry, watch)
	local now = watch.now()
	if now - entry.since > 1 then
		entry.since, entry.changes = now, 0
	end
	entry.changes = entry.changes + 1
	if entry.changes > STORM and not entry.stormy then
		entry.stormy = true
		watch.storm(entry.at)
	end
	if entry.stormy then
		runtime.import("LrTasks").sleep(PACE)
	end
end

local function call(entry, watch)
	local before = watch and watch.changes()
	local ok, e = runtime.nested(entry.func, entry.observer)
	if ok and watch then
		if watch.changes() ~= before then
			pace(entry, watch)
		else
			entry.changes, entry.stormy = 0, false
		end
	end
	return ok, e
end

-- Each has a task of its own, so that an error or a sleep in one is not the others' affair. While
-- it is being told, what changes meanwhile is told once afterwards.
local function notify(entry, title, watch)
	entry.again = true
	if entry.running then
		return
	end
	entry.running = true
	runtime.import("LrTasks").startAsyncTask(function()
		local ok, e = true, nil
		while ok and entry.again and not entry.ended do
			entry.again = false
			ok, e = call(entry, watch)
		end
		entry.running = false
		runtime.unwrap(ok, e)
	end, title)
end

-- The observers that the member of this name adds. `watch`, if given, notices those that change what
-- they observe: now(), changes() (a number that grows), storm(at), and place() for a line of the plug-in.
return function(member, watch)
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
			notify(entries[i], member, watch)
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
		local entry = { observer = observer, func = func, context = context, changes = 0, since = 0 }
		entry.at = watch and watch.place()
		function entry.cleanup()
			drop(entry)
		end
		runtime.add_cleanup(context, member, entry.cleanup)
		entries[#entries + 1] = entry
		return entry
	end

	-- The same until it is removed.
	function list.add_for_good(func, observer)
		local at = watch and watch.place()
		entries[#entries + 1] = { observer = observer, func = func, changes = 0, since = 0, at = at }
	end

	-- Takes this entry away.
	function list.discard(entry)
		if entry.cleanup then
			runtime.remove_cleanup(entry.context, entry.cleanup)
		end
		drop(entry)
	end

	-- Takes away those of this observer, or of this function.
	function list.remove(observer)
		for i = #entries, 1, -1 do
			local entry = entries[i]
			if entry and (rawequal(entry.observer, observer) or rawequal(entry.func, observer)) then
				list.discard(entry)
			end
		end
	end

	return list
end
