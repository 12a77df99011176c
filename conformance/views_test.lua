-- R10: dialogs and views.
local script = require "script"
local run, diagnostics = script.run, script.diagnostics

local SETUP = [[
	local LrBinding, LrView = import "LrBinding", import "LrView"
	local f, bind = LrView.osFactory(), LrView.bind
	local properties = LrBinding.makePropertyTable(context)
]]

local function views(text, expected)
	run(SETUP .. text .. " return true")
	lr.advance(1)
	assert.same(expected, script.said())
end

describe("R10.1", function()
	for name, binding in pairs({
		transform = [[bind { key = "unset", transform = function(value) return value .. "!" end }]],
		operation = [[bind { keys = { "unset" }, operation = function(_, v) return v.unset + 1 end }]],
	}) do
		it("an error in a function `" .. name .. "` leaves the dialog open", function()
			views(([[
				say(import "LrDialogs".presentModalDialog {
					title = "Title",
					contents = f:column {
						bind_to_object = properties,
						f:static_text { title = %s },
						f:static_text { title = "below" },
					},
				})
			]]):format(binding), { "ok" })
			local found = diagnostics("R10.1")
			assert.equals(1, #found)
			assert.truthy(found[1]:find(name, 1, true), found[1])
			assert.truthy(found[1]:find("attempt to", 1, true), found[1])
			assert.equals("below", lr.events("dialog")[1].info)
		end)
	end
end)

it("R10.2 bindToObject binds", function()
	views([[
		properties.words = "bound"
		say(f:static_text { bindToObject = properties, title = bind "words" }.title)
		say(f:row { bindToObject = properties, f:static_text { title = bind "words" } } ~= nil)
		say(f:static_text { title = bind { key = "words", bindToObject = properties } }.title)
	]], { "bound", "true", "bound" })
end)

it("R10.5 versionTable has a build", function()
	views([[
		local version = import "LrApplication".versionTable()
		say(type(version.build), type(version.major))
	]], { "string number" })
end)
