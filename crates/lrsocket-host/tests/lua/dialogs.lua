-- Run once for each answer; what it returned is logged.
local LrDialogs = import "LrDialogs"

LrDialogs.message("Saved", "3 photos", "info")
LrDialogs.message("Only a title")
LrDialogs.messageWithDoNotShow({ message = "Once", info = "more", actionPrefKey = "once" })
LrDialogs.showError("It failed")
LrDialogs.showBezel("Exposure 1", 0.5)
LrDialogs:message("called with a colon")
LrDialogs.resetDoNotShowFlag()

print("two buttons: " .. LrDialogs.confirm("Delete?", "For ever", "Delete", "Keep"))
print("three buttons: " .. LrDialogs.confirm("Delete?", nil, "Delete", "Keep", "Ask me later"))
print("prompt: " .. tostring(LrDialogs.promptForActionWithDoNotShow({
	message = "Which?",
	actionPrefKey = "which",
	verbBtns = { { label = "Send", verb = "send" }, { label = "Print", verb = "print" } },
})))

local ok, message = pcall(LrDialogs.promptForActionWithDoNotShow, { message = "Which?" })
assert(not ok and message:find("`verbBtns` must be a list of buttons", 1, true), message)
ok, message = pcall(LrDialogs.presentModalDialog, {})
assert(not ok and message:find("`contents` must be a view", 1, true), message)
