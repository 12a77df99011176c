"""`lr develop local`, the sliders of the selected mask, and `debug`."""

from checks import check, equal, holds, no, partly, works
from masks import NO_AREA, newest

NAMES = "the names are those of a mask's sliders, such as `local_Exposure`"


@check("develop local set")
def local_set(lr):
    lr.select("H_0001.NEF")
    lr("develop", "filter", "brush")
    lr("develop", "local", "set", "local_Exposure", "0.5")
    answer = lr("develop", "local", "get", "local_Exposure")
    holds(answer, {"value": 0.5, "min": -4, "max": 4})
    lr("develop", "local", "set", "Exposure", "1.5")
    equal(lr.develop("Exposure2012"), 1.5)
    return works(f"{NAMES}; without `local_`, the slider of the whole photo moves")


@check("develop local get")
def local_get(lr):
    lr.select("H_0001.NEF")
    lr("develop", "filter", "brush")
    holds(lr("develop", "local", "get", "local_Texture"), {"value": 0, "min": -100, "max": 100})
    return works(NAMES)


@check("develop local apply")
def local_apply(lr):
    lr.select("H_0001.NEF")
    lr("develop", "filter", "brush")
    settings = '{"local_Dehaze": 10, "local_Tint": -3}'
    answer = lr("develop", "local", "apply", "--settings", settings)
    equal(answer["appliedSettings"], {"local_Dehaze": 10, "local_Tint": -3})
    holds(lr("develop", "local", "get", "local_Tint"), {"value": -3})
    equal(answer["settingCount"], 0)
    return works(f"{NAMES}; `settingCount` is always 0: the plug-in counts a table with `#`")


@check("develop local params")
def local_params(lr):
    lr.select("H_0001.NEF")
    answer = lr("develop", "local", "params")
    ranges = {it["param"]: (it["min"], it["max"]) for it in answer["availableParameters"]}
    holds(ranges, {"local_Exposure": (-4, 4), "local_Clarity": (-100, 100)})
    equal(answer["availableCount"], len(ranges))
    assert "local_Vibrance" in answer["unavailableParameters"], answer


@check("develop local create-mask")
def local_create_mask(lr):
    lr.select("H_0002.NEF")
    settings = '{"local_Exposure": 0.3}'
    lr("develop", "local", "create-mask", "--tool", "gradient", "--settings", settings)
    equal(newest(lr), ("gradient", None))
    holds(lr("develop", "local", "get", "local_Exposure"), {"value": 0.3})
    _, message = lr.refused("develop", "local", "create-mask", "--tool", "radial")
    assert '"radial" is not a mask type' in message, message
    radial = "`--tool radial`, which its help names, is `radialGradient` in the SDK"
    return partly(f"{NO_AREA}; {radial}")


@check("develop debug dump")
def debug_dump(lr):
    answer = lr("develop", "debug", "dump")
    found = {function["name"] for function in answer["functions"]}
    equal(answer["functionCount"], len(found))
    assert {"getValue", "setValue", "createNewMask", "goToMasking"} <= found, found
    return works("what lrsocket has in LrDevelopController")


@check("develop debug gradient-params")
def debug_gradient_params(lr):
    answer = lr("develop", "debug", "gradient-params")
    equal((answer["availableCount"], answer["totalTested"]), (0, 47))
    return works("none of the names that it tries is a develop parameter")


@check("develop debug monitor")
def debug_monitor(lr):
    lr.select("H_0003.NEF")
    lr.do("develop", parameter="Highlights", value=11)
    answer = lr("develop", "debug", "monitor", "--duration", "1")
    holds(answer["baselineParams"], {"Highlights": 11})
    return no(
        "in Lightroom too: it answers at once with the values of a few sliders, and the plug-in "
        "has no code that would watch them"
    )


@check("develop debug probe")
def debug_probe(lr):
    answer = lr("develop", "debug", "probe")
    equal((answer["foundCount"], answer["totalTested"]), (0, 288))
    return works("none of the names that it tries is a develop parameter")
