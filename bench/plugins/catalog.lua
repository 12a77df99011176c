-- Reads the rating of every photo of the catalog, one by one and all at once.

local LrApplication = import "LrApplication"
local LrTasks = import "LrTasks"

local function step(name)
  print("step " .. name)
  LrTasks.yield()
end

LrTasks.startAsyncTask(function()
  step("loaded")
  -- For a look at the memory.
  LrTasks.sleep(0.2)
  step("begun")

  local catalog = LrApplication.activeCatalog()
  local photos = catalog:getAllPhotos()
  local stars = 0
  for i = 1, #photos do
    stars = stars + (photos[i]:getRawMetadata("rating") or 0)
  end
  step("each")

  local all = catalog:batchGetRawMetadata(photos, { "rating" })
  local again = 0
  for i = 1, #photos do
    again = again + (all[photos[i]].rating or 0)
  end
  assert(stars > 0 and again == stars)
  step("batch")

  print("counted " .. #photos)
  -- Until it is ended, for another look.
  LrTasks.sleep(60)
end)
