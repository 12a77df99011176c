-- A namespace that came with Lightroom 6, and an old one.
print(select(2, pcall(import, "LrSocket")))
print(type(import "LrTasks"))
