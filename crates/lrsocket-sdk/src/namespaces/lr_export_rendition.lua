-- LrExportRendition: what its objects can do. LrExportSession makes them.
local LrExportRendition, runtime = ...

local setmetatable, format, tostring = setmetatable, string.format, tostring

-- rendition → { render, result }
local states = setmetatable({}, { __mode = "k" })
local check_self = runtime.receiver(states, "LrExportRendition", "rendition")

local meta = { __index = LrExportRendition }

-- `render(rendition)` writes the file, and returns what waitForRender does.
function runtime.export_rendition(photo, destinationPath, render)
	local rendition = setmetatable({
		photo = photo,
		destinationPath = destinationPath,
		wasSkipped = false,
	}, meta)
	states[rendition] = { render = render }
	return rendition
end

function LrExportRendition.type()
	return "LrExportRendition"
end

function LrExportRendition:skipRender()
	check_self(self, "skipRender")
	self.wasSkipped = true
end

-- Documented: success, and the path or why there is none; of a skipped one success, and no file.
function LrExportRendition:waitForRender()
	local state = check_self(self, "waitForRender")
	if self.wasSkipped then
		return true, self.destinationPath
	end
	if not state.result then
		-- It waits, so it needs a task (R2.1, R2.2).
		runtime.wait(runtime.YIELD)
		state.result = state.result or { state.render(self) }
	end
	return state.result[1], state.result[2]
end

-- The rendition as a plain table.
function runtime.described_rendition(rendition)
	local state = states[rendition]
	local result = state.result or {}
	return {
		path = rendition.destinationPath,
		skipped = rendition.wasSkipped,
		rendered = result[1] == true,
		message = result[1] == false and result[2] or state.failure,
	}
end

function LrExportRendition:renditionIsDone(success, message)
	local state = check_self(self, "renditionIsDone")
	if not success then
		state.failure = tostring(message)
		runtime.diagnose(format("renditionIsDone: the plug-in says that a rendition failed: %s",
			tostring(message)))
	end
end

function LrExportRendition:uploadFailed(message)
	check_self(self, "uploadFailed").failure = tostring(message)
	runtime.diagnose(format("uploadFailed: the plug-in says that an upload failed: %s",
		tostring(message)))
end

for _, member in ipairs({ "recordPublishedPhotoId", "recordPublishedPhotoUrl" }) do
	LrExportRendition[member] = function(self)
		check_self(self, member)
		runtime.diagnose(format("%s has no effect: this session exports, it does not publish", member))
	end
end
