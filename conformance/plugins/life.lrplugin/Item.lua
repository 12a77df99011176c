print("item, runs so far: " .. tostring(runs))
runs = runs + 1
