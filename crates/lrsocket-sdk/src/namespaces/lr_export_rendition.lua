-- LrExportRendition: what its objects can do. LrExportSession makes them.
local LrExportRendition, runtime = ...

local setmetatable, format, tostring = setmetatable, string.format, tostring

-- rendition → true
local states = setmetatable({}, { __mode = "k" })
local check_self = runtime.receiver(states, "LrExportRendition", "rendition")

local meta = { __index = LrExportRendition }

function runtime.export_rendition(photo, destinationPath)
	local rendition = setmetatable({
		photo = photo,
		destinationPath = destinationPath,
		wasSkipped = false,
	}, meta)
	states[rendition] = true
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
	check_self(self, "waitForRender")
	if self.wasSkipped then
		return true, self.destinationPath
	end
	return false, "lrsocket renders no photos"
end

function LrExportRendition:renditionIsDone(success, message)
	check_self(self, "renditionIsDone")
	if not success then
		runtime.diagnose(format("renditionIsDone: the plug-in says that a rendition failed: %s",
			tostring(message)))
	end
end

function LrExportRendition:uploadFailed(message)
	check_self(self, "uploadFailed")
	runtime.diagnose(format("uploadFailed: the plug-in says that an upload failed: %s",
		tostring(message)))
end

for _, member in ipairs({ "recordPublishedPhotoId", "recordPublishedPhotoUrl" }) do
	LrExportRendition[member] = function(self)
		check_self(self, member)
		runtime.diagnose(format("%s has no effect: this session exports, it does not publish", member))
	end
end
