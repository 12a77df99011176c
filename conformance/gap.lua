-- Tests of rules that lrsocket does not follow yet.
--
-- it("R6.4 …", gap("R6.4", "what fails today", function() … end)) passes as long as an assertion of the
-- test fails, with `today` in its message. The day all of them hold, it fails: then the gap is closed,
-- its mark in crates/lrsocket-rules goes, and the test becomes an ordinary one.
return function(id, today, body)
	return function()
		local ok, e = pcall(body)
		if ok then
			error(id .. " is no longer a gap: remove its mark in crates/lrsocket-rules/src/table/, and "
				.. "the gap(…) around this test", 0)
		end
		-- Only a failed assertion is the gap; anything else is a mistake of the test.
		if type(e) ~= "table" or not tostring(e):find(today, 1, true) then
			error(id .. " fails in another way than its gap (" .. today .. "): " .. tostring(e), 0)
		end
	end
end
