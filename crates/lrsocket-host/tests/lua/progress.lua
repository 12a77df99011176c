-- LrProgressScope.
local LrProgressScope, LrFunctionContext = import "LrProgressScope", import "LrFunctionContext"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

-- A child moves its parent by its share.
local parent = LrProgressScope({ title = "All" })
local child = LrProgressScope({ parent = parent, parentEndRange = 0.5, caption = "one" })
child:setPortionComplete(1, 2)
assert(child:getPortionComplete() == 1 and parent:getPortionComplete() == 0.25)
child:done()
child:done()
assert(child:isDone() and parent:getPortionComplete() == 0.5 and not parent:isDone())
assert(child:getParentScope() == parent and parent:getParentScope() == nil)
local last = LrProgressScope({ parent = parent, parentEndRange = 1 })
last:setPortionComplete(0.5)
assert(parent:getPortionComplete() == 0.75)
-- The total is 1 unless given; more than all is all.
parent:setPortionComplete(0.9)
assert(parent:getPortionComplete() == 0.9)
parent:setPortionComplete(7, 5)
assert(parent:getPortionComplete() == 5)
parent:setPortionComplete(-1, 5)
assert(parent:getPortionComplete() == 0)

-- Canceling is asked about, by children too.
assert(not child:isCanceled() and parent:isCancelable())
parent:cancel()
assert(parent:isCanceled() and child:isCanceled() and not parent:isDone())
parent:setCancelable(false)
assert(not parent:isCancelable())
assert(not LrProgressScope({ title = "x", cannotCancel = true }):isCancelable())

-- How much is done cannot be told.
assert(not parent:isIndeterminate())
parent:setIndeterminate()
assert(parent:isIndeterminate() and parent:getPortionComplete() == -1)
parent:setPortionComplete(1, 2)
assert(not parent:isIndeterminate() and parent:getPortionComplete() == 1)

assert(not parent:isPausable() and not parent:isPaused() and not parent:isLowUiPriority())
parent:setPausable(true, true)
parent:setLowUiPriority(true)
parent:pause()
parent:setCaption("more")
assert(parent:isPausable() and parent:isCancelable() and parent:isPaused() and parent:isLowUiPriority())
assert(parent:type() == "LrProgressScope")

-- The end of its context is its end.
local attached, later
LrFunctionContext.callWithContext("progress", function(context)
	attached = LrProgressScope({ title = "x", functionContext = context })
	later = LrProgressScope({ title = "y" })
	later:attachToFunctionContext(context)
	assert(not attached:isDone())
end)
assert(attached:isDone() and later:isDone())

refused("call it with a colon, scope:done(…)", parent.done)
refused("call it with a colon, scope:cancel(…)", parent.cancel, {})
refused("bad argument #1 to 'setPortionComplete' (number expected, got no value)",
	parent.setPortionComplete, parent)
refused("bad argument #2 to 'setPortionComplete' (number expected, got string)",
	parent.setPortionComplete, parent, 1, "all")
refused("bad argument #1 to 'attachToFunctionContext' (LrFunctionContext expected, got nil)",
	parent.attachToFunctionContext, parent, nil)
refused("bad argument #1 to 'LrProgressScope' (table expected, got string)", LrProgressScope, "title")
