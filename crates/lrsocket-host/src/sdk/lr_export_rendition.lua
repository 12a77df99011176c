-- LrExportRendition: what its objects can do. LrExportSession makes them.
local LrExportRendition, runtime = ...

local setmetatable, type, format, tostring = setmetatable, type, string.format, tostring

local meta = { __index = LrExportRendition }

local function check_self(self, member)
	if type(self) ~= "table" or getmetatable(self) ~= meta then
		runtime.raise(format("%s: call it with a colon, rendition:%s(…)", member, member))
	end
end

function runtime.export_rendition(photo, destinationPath)
	return setmetatable({
		photo = photo,
		destinationPath = destinationPath,
		wasSkipped = false,
	}, meta)
end

function LrExportRendition.type()
	return "LrExportRendition"
end

function LrExportRendition:skipRender()
	check_self(self, "skipRender")
	self.wasSkipped = true
end

-- Documented: success, and the path or why there is none.
function LrExportRendition:waitForRender()
	check_self(self, "waitForRender")
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
