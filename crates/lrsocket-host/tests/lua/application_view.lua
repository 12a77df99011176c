-- LrApplicationView. The test looks at the windows when the script is at its end.
local View = import "LrApplicationView"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

-- Modules.
assert(View.getCurrentModuleName() == "library")
for _, name in ipairs({ "develop", "map", "book", "slideshow", "print", "web", "library" }) do
	View.switchToModule(name)
	assert(View.getCurrentModuleName() == name)
end
refused('"darkroom" is not a module; it is one of library, develop', View.switchToModule, "darkroom")
refused("bad argument #1 to 'switchToModule' (string expected, got no value)", View.switchToModule)
assert(View.getCurrentModuleName() == "library")

-- A view belongs to a module.
for name, module in pairs({
	loupe = "library", grid = "library", compare = "library", survey = "library", people = "library",
	develop_loupe = "develop", develop_before_after_horiz = "develop", develop_before = "develop",
	develop_before_after_vert = "develop", develop_reference_horiz = "develop",
	develop_reference_vert = "develop",
}) do
	View.showView(name)
	assert(View.getCurrentModuleName() == module, name)
end
refused("is not a view; it is one of loupe, grid", View.showView, "nothing")

-- The second display.
assert(View.isSecondaryDisplayOn() == false and View.isSecondaryDispalyOn() == false)
assert(View.getSecondaryViewName() == nil)
View.showSecondaryView("survey")
assert(View.isSecondaryDisplayOn() and View.isSecondaryDispalyOn())
assert(View.getSecondaryViewName() == "survey")
View.showSecondaryView("grid")
assert(View.isSecondaryDisplayOn() and View.getSecondaryViewName() == "grid")
-- The view that is shown already: the display goes off.
View.showSecondaryView("grid")
assert(not View.isSecondaryDisplayOn() and View.getSecondaryViewName() == nil)
View.toggleSecondaryDisplay()
assert(View.isSecondaryDisplayOn() and View.getSecondaryViewName() == "grid")
View.toggleSecondaryDisplayFullscreen()
refused("is not a view of the second display", View.showSecondaryView, "people")

-- Zooming has no effect where there is no loupe, and toggleLoupe is the Library's.
View.switchToModule("map")
View.zoomIn()
View.switchToModule("develop")
View.toggleLoupe()
assert(View.getCurrentModuleName() == "develop")
View.zoomToOneToOne()
View.zoomOut()
View.zoomInSome()
View.zoomOutSome()
View.toggleZoom()
View.toggleZoom()
View.zoomIn()
View.zoomIn()
View.cycleLoupeViewInfo()
View.nextScreenMode()
View.fullscreenHidePanels()
View.fullscreenPreview()
View.gridView()
assert(View.getCurrentModuleName() == "library")
View.gridViewStyle()
View.toggleLoupe()
View.toggleLoupe()
View.toggleLoupe()
