-- LrDevelopController: observers of adjustments. They are told once for all that has changed in a
-- turn, by whomever. Guess: also when another photo has become active, since the sliders then show
-- its adjustments.
local LrDevelopController, runtime, host = ...

local observers = runtime.observers("addAdjustmentChangeObserver")

runtime.changes.listen("develop", function(photo)
	if photo == host.active() then
		observers.notify()
	end
end)
runtime.changes.listen("active_photo", observers.notify)

LrDevelopController.addAdjustmentChangeObserver = observers.add
-- Not documented; a plug-in uses it.
LrDevelopController.removeAdjustmentChangeObserver = observers.remove
