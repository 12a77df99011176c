local LrColor, LrFtp, LrPasswords = import "LrColor", import "LrFtp", import "LrPasswords"
local LrProgressScope, LrRecursionGuard = import "LrProgressScope", import "LrRecursionGuard"
local LrFunctionContext, LrSounds, LrTasks =
	import "LrFunctionContext", import "LrSounds", import "LrTasks"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

-- LrColor
local color = LrColor(0.25, 0.5, 1)
assert(color:red() == 0.25 and color:green() == 0.5 and color:blue() == 1 and color:alpha() == 1)
assert(LrColor(0, 0, 0, 0.5):alpha() == 0.5 and LrColor(0.5) == LrColor("gray"))
assert(LrColor("red"):red() == 1 and color:type() == "LrColor")
refused('there is no colour "mauve"', LrColor, "mauve")
refused("bad argument #1 to 'LrColor' (number expected, got no value)", LrColor)

-- LrProgressScope
local parent = LrProgressScope({ title = "All" })
local child = LrProgressScope({ parent = parent, parentEndRange = 0.5, caption = "one" })
child:setPortionComplete(1, 2)
assert(child:getPortionComplete() == 1 and parent:getPortionComplete() == 0.25)
child:done()
child:done()
assert(child:isDone() and parent:getPortionComplete() == 0.5 and not parent:isDone())
assert(child:getParentScope() == parent and parent:getParentScope() == nil)
parent:setPortionComplete(0.75)
assert(parent:getPortionComplete() == 0.75)
assert(not child:isCanceled())
parent:cancel()
assert(parent:isCanceled() and child:isCanceled())
assert(parent:isCancelable() and not parent:isIndeterminate() and not parent:isPausable())
parent:setCancelable(false)
parent:setIndeterminate()
parent:setPausable(true, true)
parent:setLowUiPriority(true)
parent:pause()
parent:setCaption("more")
assert(parent:isCancelable() and parent:isIndeterminate() and parent:isPausable()
	and parent:isPaused() and parent:isLowUiPriority() and parent:type() == "LrProgressScope")
local attached
LrFunctionContext.callWithContext("progress", function(context)
	attached = LrProgressScope({ title = "x", functionContext = context })
	assert(not attached:isDone())
end)
assert(attached:isDone())
refused("call it with a colon, scope:done(…)", parent.done)
refused("bad argument #1 to 'setPortionComplete' (number expected, got no value)",
	parent.setPortionComplete, parent)

-- LrPasswords
assert(LrPasswords.retrieve("token") == nil)
LrPasswords.store("token", "secret")
LrPasswords.store("token", "other", "salt")
LrPasswords.store("token", "theirs", nil, "com.example.other")
assert(LrPasswords.retrieve("token") == "secret" and LrPasswords.retrieve("token", "salt") == "other")
assert(LrPasswords.retrieve("token", nil, "com.example.other") == "theirs")
assert(LrPasswords.retrieve("token", _PLUGIN.id, _PLUGIN.id) == "secret")
refused("bad argument #2 to 'store' (string expected, got nil)", LrPasswords.store, "token", nil)

-- LrRecursionGuard
local guard = LrRecursionGuard("observer")
local depth = 0
local function again()
	depth = depth + 1
	assert(guard.active)
	guard:performWithGuard(again)
	return "result", nil
end
assert(select("#", guard:performWithGuard(again)) == 2 and depth == 1 and not guard.active)
local ok, e = pcall(guard.performWithGuard, guard, error, { code = 2 })
assert(not ok and e.code == 2 and not guard.active)
refused("bad argument #1 to 'performWithGuard' (function expected", guard.performWithGuard, guard)
LrTasks.startAsyncTask(function()
	-- It may sleep, and no other task gets in.
	guard:performWithGuard(LrTasks.yield)
	assert(not guard.active)
	print("guarded")
end)
LrTasks.startAsyncTask(function()
	guard:performWithGuard(error, "the guard is active")
end)

-- LrSounds, LrFtp, _PLUGIN
assert(#LrSounds.getSystemSounds() == 0)
LrSounds.playSystemSound("Glass")
assert(LrFtp.appendFtpPaths("a/", "/b") == "a/b" and LrFtp.appendFtpPaths("a", "b") == "a/b")
refused("LrFtp.create is not implemented by lrsocket", LrFtp.create, {})
assert(_PLUGIN:type() == "LrPlugin" and _PLUGIN.name == "small_namespaces" and _PLUGIN.enabled)
assert(_PLUGIN:hasResource("xml.lua") and not _PLUGIN:hasResource("none.png"))
assert(_PLUGIN:resourceId("xml.lua"):find("xml.lua", 1, true) and _PLUGIN:resourceId("none.png") == nil)
