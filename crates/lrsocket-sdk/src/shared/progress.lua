-- Progress scopes. Nobody looks at them and nobody presses cancel: what a plug-in sets, it reads.
--
-- Guesses: a child that advances moves its parent from where it was towards `parentEndRange`; a
-- canceled parent cancels its children, not the other way round; a portion out of its range is
-- brought into it.
local runtime = ...

local type, ipairs, setmetatable, format, max, min =
	type, ipairs, setmetatable, string.format, math.max, math.min

local Scope = {}
Scope.__index = Scope

-- scope → its state
local states = setmetatable({}, { __mode = "k" })

local state_of = runtime.receiver(states, "LrProgressScope", "scope")

local function number(value, n, member)
	if type(value) ~= "number" then
		runtime.raise(format("bad argument #%d to '%s' (number expected, got %s)", n, member,
			value == nil and "no value" or type(value)))
	end
	return value
end

-- Moves this scope, and the scopes around it by their share.
local function advance(state, fraction)
	while state do
		state.fraction = max(0, min(1, fraction))
		local parent = state.parent
		fraction = parent and state.from + (state.to - state.from) * state.fraction
		state = parent
	end
end

function Scope:setPortionComplete(done, total)
	local state = state_of(self, "setPortionComplete")
	state.total = total == nil and 1 or number(total, 2, "setPortionComplete")
	done = number(done, 1, "setPortionComplete")
	advance(state, state.total > 0 and done / state.total or 1)
	state.indeterminate = false
end

function Scope:getPortionComplete()
	local state = state_of(self, "getPortionComplete")
	if state.indeterminate then
		return -1
	end
	return state.fraction * state.total
end

function Scope:done()
	local state = state_of(self, "done")
	if not state.done then
		state.done = true
		advance(state, 1)
	end
end

function Scope:cancel()
	state_of(self, "cancel").canceled = true
end

function Scope:isCanceled()
	local state = state_of(self, "isCanceled")
	while state do
		if state.canceled then
			return true
		end
		state = state.parent
	end
	return false
end

function Scope:isDone()
	return state_of(self, "isDone").done
end

function Scope:setCaption(caption)
	state_of(self, "setCaption").caption = caption
end

function Scope:setIndeterminate()
	state_of(self, "setIndeterminate").indeterminate = true
end

function Scope:isIndeterminate()
	return state_of(self, "isIndeterminate").indeterminate
end

function Scope:setCancelable(cancelable)
	state_of(self, "setCancelable").cancelable = cancelable and true or false
end

function Scope:isCancelable()
	return state_of(self, "isCancelable").cancelable
end

function Scope:setPausable(pausable, cancelable)
	local state = state_of(self, "setPausable")
	state.pausable = pausable and true or false
	if cancelable ~= nil then
		state.cancelable = cancelable and true or false
	end
end

function Scope:isPausable()
	return state_of(self, "isPausable").pausable
end

function Scope:pause()
	state_of(self, "pause").paused = true
end

function Scope:isPaused()
	return state_of(self, "isPaused").paused
end

function Scope:setLowUiPriority(low)
	state_of(self, "setLowUiPriority").low_priority = low and true or false
end

function Scope:isLowUiPriority()
	return state_of(self, "isLowUiPriority").low_priority
end

function Scope:getParentScope()
	return state_of(self, "getParentScope").parent_scope
end

function Scope:attachToFunctionContext(context)
	state_of(self, "attachToFunctionContext")
	local member = "attachToFunctionContext"
	if runtime.context_ended(context) == nil then
		runtime.raise(format("bad argument #1 to '%s' (LrFunctionContext expected, got %s)", member,
			type(context)))
	end
	runtime.add_cleanup(context, member, function()
		self:done()
	end)
end

function Scope.type()
	return "LrProgressScope"
end

-- A scope with the parameters of LrProgressScope( params ).
-- R6.14: what is newer than the Lightroom that is simulated is not there.
for _, member in ipairs(runtime.absent_of_progress) do
	Scope[member] = nil
end

return function(params)
	if params ~= nil and type(params) ~= "table" then
		runtime.raise(format("bad argument #1 to 'LrProgressScope' (table expected, got %s)",
			type(params)))
	end
	params = params or {}
	local parent = params.parent ~= nil and state_of(params.parent, "LrProgressScope") or nil
	local from = parent and parent.fraction or 0
	local scope = setmetatable({}, Scope)
	states[scope] = {
		parent = parent,
		parent_scope = params.parent,
		from = from,
		to = parent and type(params.parentEndRange) == "number" and params.parentEndRange or from,
		fraction = 0,
		total = 1,
		title = params.title,
		caption = params.caption,
		done = false,
		canceled = false,
		cancelable = not params.cannotCancel,
		indeterminate = false,
		pausable = false,
		paused = false,
		low_priority = false,
	}
	if params.functionContext ~= nil then
		scope:attachToFunctionContext(params.functionContext)
	end
	return scope
end
