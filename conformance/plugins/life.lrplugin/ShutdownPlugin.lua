print("shutdown plugin, runs so far: " .. tostring(runs))
