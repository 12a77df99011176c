local LrBinding, LrView = import "LrBinding", import "LrView"
local LrFunctionContext = import "LrFunctionContext"
local bind = LrView.bind

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

LrFunctionContext.callWithContext("views", function(context)
	local properties, other = LrBinding.makePropertyTable(context), LrBinding.makePropertyTable(context)
	local f = LrView.osFactory()
	assert(f == LrView.osFactory())
	properties.name, properties.on, properties.gain, properties.choice = "first", true, 3, 2
	other.name = "second"

	local field = f:edit_field { value = bind "name", width = LrView.share "width" }
	local elsewhere = f:edit_field { value = bind { key = "name", bind_to_object = other } }
	local doubled = f:slider {
		value = bind {
			key = "gain",
			transform = function(value, from_table)
				return from_table and value * 2 or value / 2
			end,
		},
	}
	local sum = f:static_text {
		title = bind {
			keys = { "gain", { key = "name", bind_to_object = other, uniqueKey = "theirs" } },
			operation = function(_, values, from_table)
				assert(from_table)
				return values.gain .. " " .. values.theirs
			end,
		},
	}
	local tree = f:column {
		bind_to_object = properties,
		spacing = f:control_spacing(),
		f:row { field, elsewhere },
		f:group_box { title = "Gain", doubled, sum },
		LrView.conditionalItem(false, f:static_text { title = "never" }),
		LrView.conditionalItem(1, f:static_text { title = "always" }),
	}

	-- The table that is bound comes from the views around; both directions.
	assert(field.value == "first" and elsewhere.value == "second")
	properties.name = "changed"
	assert(field.value == "changed")
	field.value = "typed"
	assert(properties.name == "typed" and other.name == "second")
	assert(doubled.value == 6)
	doubled.value = 10
	assert(properties.gain == 5 and doubled.value == 10)
	assert(sum.title == "5 second")
	assert(tree.spacing > 0 and tree.missing == nil)
	tree.spacing = 1
	assert(tree.spacing == 1)

	-- Bindings with ready-made transforms.
	local function of(binding)
		local view = f:checkbox { value = binding }
		f:view { bind_to_object = properties, view }
		return view
	end
	local negative, loss = of(LrBinding.negativeOfKey("on")), of(LrBinding.negativeOfKey("gain"))
	assert(negative.value == false and loss.value == -5)
	negative.value = true
	loss.value = -1
	assert(properties.on == false and properties.gain == 1)
	assert(of(LrBinding.keyEquals("choice", 2)).value == true)
	assert(of(bind(LrBinding.keyIsNot("choice", 2))).value == false)
	assert(of(LrBinding.keyIsNil("absent")).value == true)
	assert(of(LrBinding.keyIsNotNil("name", other)).value == true)
	assert(of(LrBinding.keyEquals("name", "second", other)).value == true)
	properties.a, properties.b, other.b = true, false, true
	assert(of(LrBinding.andAllKeys(nil, "a", "b")).value == false)
	assert(of(LrBinding.orAllKeys(nil, "a", "b")).value == true)
	assert(of(LrBinding.andAllKeys("a", { key = "b", bind_to_object = other })).value == true)
	assert(of(LrBinding.orAllKeys(other, "a", "missing")).value == false)
	assert(of(LrBinding.andAllKeys(other, { "b" })).value == true)
	-- One direction only: told, not done.
	local equal = of(LrBinding.keyEquals("choice", 2))
	equal.value = false
	assert(properties.choice == 2 and equal.value == true)

	-- Every documented control is there.
	for kind in ([[catalog_photo checkbox color_well column combo_box edit_field group_box
		password_field picture popup_menu push_button radio_button row scrolled_view separator
		simple_list slider spacer static_text tab_view tab_view_item view]]):gmatch("%S+") do
		local view = f[kind](f, { title = kind })
		assert(view.title == kind and f[kind](f) ~= view)
	end

	refused("call it with a colon, f:row { … }", f.row, {})
	refused("bad argument #1 to 'row' (table expected, got string)", f.row, f, "x")
	refused("LrView.bind: there is neither `key` nor `keys`", bind, {})
	refused("LrView.bind: with `keys`, `operation` must be a function", bind, { keys = { "a" } })
	refused("LrView.bind: a key or a table expected, got nil", bind)
	f:row { "no view" }
	f:row { field }
	assert(f:static_text { title = bind "nowhere" }.title == nil)
end)
