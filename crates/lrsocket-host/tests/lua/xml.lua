local LrXml = import "LrXml"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

local root = LrXml.parseXml([==[<?xml version="1.0"?>
<!DOCTYPE rsp [ <!ENTITY who "world"> ]>
<rsp stat="ok" xmlns:p="urn:photos" p:kind="x">
	<photo id="1"><title>Hello &amp; &who;</title></photo>
	<!-- remark -->
	<?go now?>
	<p:photo id="2"><![CDATA[<raw>]]></p:photo>
</rsp>]==])
assert(root:type() == "element" and root:name() == "rsp")
assert(root:childCount() == 4, root:childCount())
local attributes = root:attributes()
assert(attributes.stat.value == "ok" and attributes.stat.name == "stat")
assert(attributes["p:kind"].value == "x" and attributes["p:kind"].name == "kind"
	and attributes["p:kind"].namespace == "urn:photos")

local photo = root:childAtIndex(1)
assert(photo == root:childAtIndex(1) and photo:attributes().id.value == "1")
assert(photo:text() == "Hello & world", photo:text())
local title = photo:childAtIndex(1)
assert(title:name() == "title" and title:childAtIndex(1):type() == "text")
assert(title:childAtIndex(1):childCount() == nil and title:childAtIndex(1):attributes() == nil)
assert(title:childAtIndex(2) == nil and title:childAtIndex(0) == nil)
assert(root:childAtIndex(2):type() == "comment" and root:childAtIndex(2):text() == " remark ")
local instruction = root:childAtIndex(3)
assert(instruction:type() == "processinginstruction" and instruction:name() == "go")
local name, namespace = root:childAtIndex(4):name()
assert(name == "photo" and namespace == "urn:photos" and root:childAtIndex(4):text() == "<raw>")
assert(photo:serialize() == '<photo id="1"><title>Hello &amp; &who;</title></photo>')

refused("this is no XML", LrXml.parseXml, "")
refused("this is no XML", LrXml.parseXml, "<a><b></a>")
refused("bad argument #1 to 'parseXml' (string expected, got nil)", LrXml.parseXml, nil)
refused("LrXml.transform is not implemented by lrsocket", root.transform, root, "<x/>")
refused("call it with a colon, node:name(…)", root.name)

-- As deep as it gets.
local deep = LrXml.parseXml(("<a>"):rep(30000) .. "x" .. ("</a>"):rep(30000))
assert(deep:text() == "x")

local builder = LrXml.createXmlBuilder(true)
builder:beginBlock("call", { b = 2, a = 'x"<' })
builder:tag("name", "a < b & c")
builder:tag("empty", nil, { on = true })
local inner = LrXml.createXmlBuilder()
inner:tag("in", 1)
builder:append(inner)
builder:text("1 > 0")
builder:comment("done")
builder:endBlock("call")
assert(builder:serialize() == '<call a="x&quot;&lt;" b="2"><name>a &lt; b &amp; c</name>'
	.. '<empty on="true"/><in>1</in>1 &gt; 0<!--done--></call>', builder:serialize())
assert(inner:serialize() == '<?xml version="1.0" encoding="UTF-8"?>\n<in>1</in>')
assert(LrXml.parseXml(builder:serialize()):childAtIndex(1):text() == "a < b & c")
refused("no block is open", builder.endBlock, builder)
inner:beginBlock("open")
refused("the other builder has an open block, open", builder.append, builder, inner)
refused("(the name of an XML element expected)", builder.tag, builder, "a b")
refused("call it with a colon, builder:text(…)", builder.text, "x")
