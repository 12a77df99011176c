-- LrErrors (R4). Both kinds of error are strings, so that they survive error(err, 0),
-- concatenation and tostring; the marks say which kind it is.
local LrErrors, runtime, host = ...

local type, error, find = type, error, string.find

local CANCELED = "AgCanceled: the operation was canceled"

function LrErrors.throwUserError(text)
	error(host.throwUserError(text), 0)
end

function LrErrors.throwCanceled()
	error(CANCELED, 0)
end

function LrErrors.isCanceledError(err)
	return type(err) == "string" and find(err, CANCELED, 1, true) ~= nil
end

runtime.is_canceled = LrErrors.isCanceledError
