-- Moves sliders and reads them back, 1,000,000 times each way.

local LrDevelopController = import "LrDevelopController"
local LrTasks = import "LrTasks"

local PAIRS = 1000000
local A_TURN = 10000

local function step(name)
  print("step " .. name)
  LrTasks.yield()
end

-- Every value differs from the one before, so that each is a change.
local function move(names)
  local count = #names
  for turn = 1, PAIRS / A_TURN do
    for i = 1, A_TURN do
      local name = names[i % count + 1]
      local value = i % 101 - 50
      LrDevelopController.setValue(name, value)
      if LrDevelopController.getValue(name) ~= value then
        error(name .. " is not " .. value)
      end
    end
    LrTasks.yield()
  end
end

LrTasks.startAsyncTask(function()
  step("begun")
  move { "Contrast" }
  step("one")
  for _, name in ipairs { "Exposure", "Highlights", "Shadows", "Whites", "Blacks", "Clarity",
    "Dehaze", "Vibrance", "Saturation", "Temperature", "Tint", "Sharpness" } do
    LrDevelopController.setValue(name, 3)
  end
  step("adjusting")
  move { "Contrast" }
  step("adjusted")
  move { "Contrast", "Highlights", "Shadows", "Whites" }
  step("several")
end)
