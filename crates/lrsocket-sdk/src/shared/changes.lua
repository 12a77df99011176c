-- Who is told of changes of the simulated application. The host calls `dispatch` in a task of its
-- own, once in a turn in which something has changed.
local runtime = ...

local changes = {}

-- kind → functions, in the order in which they were added
local listeners = {}

-- Calls func(id) after a change of this kind: "develop", "metadata", "active_photo", "selection",
-- "sources", "module" … (see `kind_of` in changes.rs). It may yield; an error that leaves it is its
-- own affair.
function changes.listen(kind, func)
	listeners[kind] = listeners[kind] or {}
	local list = listeners[kind]
	list[#list + 1] = func
end

-- A list of kinds and one of numbers, in step; a number is 0 where the kind has none.
function changes.dispatch(kinds, ids)
	for i = 1, #kinds do
		local list = listeners[kinds[i]]
		for j = 1, list and #list or 0 do
			list[j](ids[i])
		end
	end
end

return changes
