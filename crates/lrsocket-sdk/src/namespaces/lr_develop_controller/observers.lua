-- LrDevelopController: observers of adjustments. They are told once for all that has changed in a
-- turn, by whomever. Guess: also when another photo has become active, since the sliders then show
-- its adjustments.
local LrDevelopController, runtime, host = ...

local observers = runtime.observers("addAdjustmentChangeObserver", host)

runtime.changes.listen("develop", function(photo)
	if photo == host.active() then
		observers.notify()
	end
end)
runtime.changes.listen("active_photo", observers.notify)

-- One that is added while another module is active is never called (R9.4).
function LrDevelopController.addAdjustmentChangeObserver(context, observer, func)
	local added = observers.add(context, observer, func)
	if not host.in_develop() then
		observers.discard(added)
	end
end

-- Not documented; a plug-in uses it.
LrDevelopController.removeAdjustmentChangeObserver = observers.remove
