-- LrXml: the nodes of a document, and the builder.
local LrXml, runtime, host = ...

local type, tostring, pairs, setmetatable, format =
	type, tostring, pairs, setmetatable, string.format
local concat, sort, sub, gsub, find, floor =
	table.concat, table.sort, string.sub, string.gsub, string.find, math.floor

----------------------------------------------------------------------------------------- nodes --

local Node = {}
Node.__index = Node

-- node → its state: what host.parseXml gives, and `source`
local states = setmetatable({}, { __mode = "k" })
-- state → node, as long as the plug-in holds it: the same child is the same value
local nodes = setmetatable({}, { __mode = "kv" })

local state_of = runtime.receiver(states, "xmlDomInstance", "node")

local function node_of(state, source)
	local node = nodes[state]
	if not node then
		node = setmetatable({}, Node)
		state.source = source
		nodes[state], states[node] = node, state
	end
	return node
end

function LrXml.parseXml(text)
	return node_of(host.parseXml(text), text)
end

function Node:type()
	return state_of(self, "type").type
end

function Node:name()
	local state = state_of(self, "name")
	return state.name, state.namespace
end

function Node:attributes()
	local attributes = state_of(self, "attributes").attributes
	if not attributes then
		return nil
	end
	local copy = {}
	for name, attribute in pairs(attributes) do
		copy[name] = { value = attribute.value, name = attribute.name, namespace = attribute.namespace }
	end
	return copy
end

function Node:childCount()
	local children = state_of(self, "childCount").children
	return children and #children
end

function Node:childAtIndex(index)
	local state = state_of(self, "childAtIndex")
	if type(index) ~= "number" then
		runtime.raise(format("bad argument #1 to 'childAtIndex' (number expected, got %s)",
			index == nil and "no value" or type(index)))
	end
	local child = state.children and state.children[floor(index)]
	return child and node_of(child, state.source)
end

-- The texts of an element and of all below it. Without recursion: it may be as deep as it is long.
local function texts_of(element)
	local parts = {}
	local open, at, depth = { element }, { 1 }, 1
	while depth > 0 do
		local child = open[depth].children[at[depth]]
		if not child then
			depth = depth - 1
		else
			at[depth] = at[depth] + 1
			if child.type == "text" then
				parts[#parts + 1] = child.text
			elseif child.children then
				depth = depth + 1
				open[depth], at[depth] = child, 1
			end
		end
	end
	return concat(parts)
end

function Node:text()
	local state = state_of(self, "text")
	if state.type ~= "element" then
		return state.text
	end
	return texts_of(state)
end

function Node:serialize()
	local state = state_of(self, "serialize")
	return sub(state.source, state.first, state.last)
end

function Node:transform()
	state_of(self, "transform")
	return host.transform()
end

--------------------------------------------------------------------------------------- builder --

local Builder = {}
Builder.__index = Builder

local building = setmetatable({}, { __mode = "k" })

local builder_of = runtime.receiver(building, "builderInstance", "builder")

local function add(state, text)
	state.parts[#state.parts + 1] = text
end

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function escaped(text, characters)
	return (gsub(text, characters, ENTITIES))
end

local function text_of(value, n, member)
	if type(value) ~= "string" and type(value) ~= "number" and type(value) ~= "boolean" then
		runtime.raise(format("bad argument #%d to '%s' (string expected, got %s)", n, member,
			value == nil and "no value" or type(value)))
	end
	return tostring(value)
end

local function opening(name, attributes, attributes_position, member)
	if type(name) ~= "string" or not find(name, "^[%a_:\128-\255][%w_:.\128-\255-]*$") then
		runtime.raise(format("bad argument #1 to '%s' (the name of an XML element expected)", member))
	end
	local parts = {}
	if attributes ~= nil then
		if type(attributes) ~= "table" then
			runtime.raise(format("bad argument #%d to '%s' (table expected, got %s)",
				attributes_position, member, type(attributes)))
		end
		for key, value in pairs(attributes) do
			parts[#parts + 1] = format(' %s="%s"', tostring(key), escaped(tostring(value), '[&<>"]'))
		end
		-- A table has no order; this one is the same in every run.
		sort(parts)
	end
	return "<" .. name .. concat(parts)
end

function LrXml.createXmlBuilder(omit_declaration)
	local builder = setmetatable({}, Builder)
	building[builder] = { parts = {}, open = {}, omit_declaration = omit_declaration }
	return builder
end

function Builder:beginBlock(name, attributes)
	local state = builder_of(self, "beginBlock")
	add(state, opening(name, attributes, 2, "beginBlock") .. ">")
	state.open[#state.open + 1] = name
end

function Builder:endBlock()
	local state = builder_of(self, "endBlock")
	local name = state.open[#state.open]
	if not name then
		runtime.raise("endBlock: no block is open")
	end
	state.open[#state.open] = nil
	add(state, "</" .. name .. ">")
end

function Builder:tag(name, value, attributes)
	local state = builder_of(self, "tag")
	local start = opening(name, attributes, 3, "tag")
	if value == nil then
		add(state, start .. "/>")
	else
		value = escaped(text_of(value, 2, "tag"), "[&<>]")
		add(state, start .. ">" .. value .. "</" .. name .. ">")
	end
end

function Builder:text(value)
	add(builder_of(self, "text"), escaped(text_of(value, 1, "text"), "[&<>]"))
end

function Builder:comment(contents)
	local state = builder_of(self, "comment")
	contents = text_of(contents, 1, "comment")
	if find(contents, "--", 1, true) or sub(contents, -1) == "-" then
		runtime.raise("comment: the text of an XML comment has no -- in it and no - at its end")
	end
	add(state, "<!--" .. contents .. "-->")
end

function Builder:append(other)
	local state = builder_of(self, "append")
	local inner = building[other]
	if not inner then
		runtime.raise(format("bad argument #1 to 'append' (XML builder expected, got %s)", type(other)))
	end
	if #inner.open > 0 then
		runtime.raise(format("append: the other builder has an open block, %s", inner.open[#inner.open]))
	end
	add(state, concat(inner.parts))
end

function Builder:serialize()
	local state = builder_of(self, "serialize")
	local declaration = state.omit_declaration and "" or '<?xml version="1.0" encoding="UTF-8"?>\n'
	return declaration .. concat(state.parts)
end
