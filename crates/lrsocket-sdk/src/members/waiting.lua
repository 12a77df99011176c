-- What every member has in front of it that waits for other threads of Lightroom (R7).
local runtime, host = ...

local error = error
local obstacle, wait, YIELD, SLEEP = runtime.obstacle, runtime.wait, runtime.YIELD, runtime.SLEEP

-- How many seconds a call that is stuck sleeps between two looks.
local LOOK_EVERY = 1

-- Whether such a call lets other tasks run. Else it costs no turn.
local lets_others_run = host.lets_others_run

-- `must`: else it only may wait. `own_text`, if given, is the text of the error.
return function(member, f, must, own_text)
	return function(...)
		local text, between = obstacle()
		if text then
			if host.refuses(member, must, between) then
				error(own_text or text, 0)
			end
		else
			if must and host.is_stuck(member) then
				repeat
					wait(SLEEP, LOOK_EVERY)
				until not host.is_stuck(member)
			elseif lets_others_run and (must or host.is_not_cached()) then
				wait(YIELD)
			end
		end
		return f(...)
	end
end
