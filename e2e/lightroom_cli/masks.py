"""`lr develop ai`, `filter`, `mask` and `tool`."""

from checks import check, equal, holds, works

NO_AREA = "the mask is there, with its type and sliders; what it covers needs pixels"


def tools(lr):
    """The tools of the masks of the active photo."""
    return [tool for mask in lr.state()["masks"] for tool in mask["Tools"]]


def types(lr):
    return [tool["Type"] for tool in tools(lr)]


def newest(lr):
    tool = tools(lr)[-1]
    return (tool["Type"], tool.get("Subtype"))


def of_type(name):
    @check(f"develop ai {name}")
    def ai(lr):
        lr.select("H_0001.NEF")
        before = len(tools(lr))
        holds(lr("develop", "ai", name), {"selectionType": name})
        equal(len(tools(lr)), before + 1)
        equal(newest(lr), ("aiSelection", name))
        return works(NO_AREA)


for name in ("subject", "background", "objects", "people", "landscape"):
    of_type(name)


@check("develop ai sky")
def ai_sky(lr):
    lr.select("H_0002.NEF")
    answer = lr("develop", "ai", "sky", "--adjust", '{"local_Exposure": -0.5}')
    equal(answer["adjustments"], {"applied": {"local_Exposure": -0.5}})
    equal(newest(lr), ("aiSelection", "sky"))
    holds(lr("develop", "local", "get", "local_Exposure"), {"value": -0.5})
    return works(f"{NO_AREA}; `--adjust` wants the names of a mask's sliders, `local_Exposure`")


@check("develop ai presets")
def ai_presets(lr):
    holds(lr("develop", "ai", "presets")["blur-background"], {"Sharpness": -80, "Clarity": -40})
    return works("does not ask the plug-in")


@check("develop ai list")
def ai_list(lr):
    lr.select("L_0002.HEIC")
    lr("develop", "filter", "radial")
    answer = lr("develop", "ai", "list")
    equal(answer["count"], len(lr.state()["masks"]))
    equal(answer["masks"][-1]["Tools"][0]["Type"], "radialGradient")


@check("develop ai reset")
def ai_reset(lr):
    lr.select("L_0002.HEIC")
    lr("develop", "filter", "radial")
    equal(lr.refused("develop", "ai", "reset")[0], "CONFIRMATION_REQUIRED")
    lr("develop", "ai", "reset", "--confirm")
    equal(types(lr), [])


@check("develop ai batch")
def ai_batch(lr):
    photos = [lr.id("H_0003.NEF"), lr.id("C_0100.JPG")]
    answer = lr("develop", "ai", "batch", "sky", "--photos", ",".join(photos))
    holds(answer, {"total": 2, "succeeded": 2})
    for photo in ["H_0003.NEF", "C_0100.JPG"]:
        lr.select(photo)
        equal(newest(lr), ("aiSelection", "sky"))
    return works(NO_AREA)


@check("develop mask list")
def mask_list(lr):
    lr.select("L_0002.HEIC")
    lr("develop", "filter", "brush")
    listed = lr("develop", "mask", "list")["masks"]
    equal([mask["ID"] for mask in listed], [mask["ID"] for mask in lr.state()["masks"]])


@check("develop mask selected")
def mask_selected(lr):
    lr.select("L_0002.HEIC")
    lr("develop", "filter", "brush")
    made = lr.state()["masks"][-1]["ID"]
    equal(lr("develop", "mask", "selected")["selectedMask"], made)


@check("develop mask go-to")
def mask_go_to(lr):
    lr.select("L_0002.HEIC")
    lr("develop", "tool", "loupe")
    lr("develop", "mask", "go-to")
    equal(lr.state()["tool"], "masking")


@check("develop mask toggle-overlay")
def mask_toggle_overlay(lr):
    before = lr.state()["mask_overlay"]
    lr("develop", "mask", "toggle-overlay")
    equal(lr.state()["mask_overlay"], not before)


@check("develop filter graduated")
def filter_graduated(lr):
    lr.select("H_0001.NEF")
    lr("develop", "filter", "graduated")
    equal(newest(lr), ("gradient", None))
    return works(NO_AREA)


@check("develop filter radial")
def filter_radial(lr):
    lr.select("H_0001.NEF")
    lr("develop", "filter", "radial")
    equal(newest(lr), ("radialGradient", None))
    return works(NO_AREA)


@check("develop filter brush")
def filter_brush(lr):
    lr.select("H_0001.NEF")
    lr("develop", "filter", "brush")
    equal(newest(lr), ("brush", None))
    return works(NO_AREA)


@check("develop filter range")
def filter_range(lr):
    lr.select("H_0001.NEF")
    for kind in ("color", "luminance", "depth"):
        lr("develop", "filter", "range", "--type", kind)
        equal(newest(lr), ("rangeMask", kind))
    return works(NO_AREA)


@check("develop tool")
def tool(lr):
    for name in ("crop", "loupe"):
        lr("develop", "tool", name)
        equal(lr.state()["tool"], name)
