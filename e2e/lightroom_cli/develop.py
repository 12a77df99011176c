"""`lr develop`: the sliders of the active photo."""

from checks import check, equal, holds, no, partly, works


@check("develop set")
def set_(lr):
    lr.select("H_0001.NEF")
    lr("develop", "set", "Exposure", "1.0")
    equal(lr("develop", "get", "Exposure"), {"param": "Exposure", "value": 1})
    equal(lr.develop("Exposure2012"), 1)
    lr("develop", "set", "--", "Exposure", "-0.5")
    equal(lr.develop("Exposure2012"), -0.5)
    equal(lr.refused("develop", "set", "Exposed", "1")[0], "UNKNOWN_PARAM")
    return partly(
        "of one parameter; each further one is a connection of its own, and is lost if it comes "
        "before the plug-in has opened its ports again (B1.6 of the rules: one client at a time)"
    )


@check("develop get")
def get(lr):
    lr.select("H_0002.NEF")
    lr.do("develop", parameter="Vibrance", value=33)
    equal(lr("develop", "get", "Vibrance"), {"param": "Vibrance", "value": 33})


@check("develop get-settings")
def get_settings(lr):
    photo = lr.select("H_0002.NEF")
    lr.do("develop", parameter="Saturation", value=-7)
    settings = lr("develop", "get-settings", photo)["settings"]
    holds(settings, {"Saturation": -7, "Sharpness": 40, "GrainFrequency": 50})
    equal(lr.refused("develop", "get-settings", lr.id("C_0100.JPG"))[0], "INVALID_PHOTO_TYPE")
    return works("of raw files and virtual copies; the plug-in refuses others")


@check("develop apply")
def apply(lr):
    photo = lr.select("H_0001.NEF")
    settings = '{"Exposure": 0.75, "Shadows": 15, "Nonsense": 1}'
    answer = lr("develop", "apply", "--photo-id", photo, "--settings", settings)
    equal(answer, {"applied": 2, "invalid": {"Nonsense": "Unknown setting name"}})
    equal((lr.develop("Exposure2012"), lr.develop("Shadows2012")), (0.75, 15))
    other = lr.select("H_0002.NEF")
    lr("develop", "apply", "--photo-id", photo, "--settings", '{"Texture": 9}')
    equal((lr.active()["id"], lr.develop("Texture")), (int(other), 9))
    lr.select("H_0001.NEF")
    equal(lr.develop("Texture"), 0)
    return partly(
        "changes the active photo whatever `--photo-id` says, in Lightroom too: the plug-in looks "
        "the photo up and then moves the sliders of the active one"
    )


@check("develop batch-set")
def batch_set(lr):
    active = lr.select("L_0001.DNG")
    photos = [lr.id("H_0001.NEF"), lr.id("H_0002.NEF")]
    answer = lr("develop", "batch-set", "--photo-ids", ",".join(photos), "Dehaze", "12")
    holds(answer, {"processed": 2, "succeeded": 2})
    equal((lr.active()["id"], lr.develop("Dehaze")), (int(active), 0))
    for photo in ["H_0001.NEF", "H_0002.NEF"]:
        lr.select(photo)
        equal(lr.develop("Dehaze"), 12)


@check("develop range")
def range_(lr):
    lr.select("H_0001.NEF")
    holds(lr("develop", "range", "Exposure"), {"min": -5, "max": 5})
    holds(lr("develop", "range", "Sharpness"), {"min": 0, "max": 0})
    return partly(
        "right where zero is in the middle, wrong for sliders such as Sharpness, in Lightroom too: "
        "the plug-in takes the first result of `getRange`, the minimum, and guesses the maximum"
    )


@check("develop reset-param")
def reset_param(lr):
    lr.select("H_0003.NEF")
    equal(lr.develop("Contrast2012"), 30)
    holds(lr("develop", "reset-param", "Contrast"), {"reset": True, "newValue": 0})
    equal(lr.develop("Contrast2012"), 0)


@check("develop auto-tone")
def auto_tone(lr):
    lr.select("L_0001.DNG")
    lr("develop", "auto-tone")
    assert lr.develop("Exposure2012") != 0
    return partly("Lightroom looks at the pixels; here the result is the same for every photo")


@check("develop auto-wb")
def auto_wb(lr):
    lr.select("L_0001.DNG")
    lr("develop", "auto-wb")
    equal(lr.develop("WhiteBalance"), "Auto")
    return partly("Lightroom looks at the pixels; here the result is the same for every photo")


@check("develop process-version")
def process_version(lr):
    lr.select("H_0001.NEF")
    equal(lr("develop", "process-version"), {"processVersion": "Version 6"})


@check("develop set-process-version")
def set_process_version(lr):
    lr.select("H_0001.NEF")
    newest = lr.develop("ProcessVersion")
    lr("develop", "set-process-version", "Version 5")
    assert lr.develop("ProcessVersion") < newest
    lr("develop", "set-process-version", "Version 6")
    equal(lr.develop("ProcessVersion"), newest)


@check("develop preset")
def preset(lr):
    lr.select("L_0001.DNG")
    lr("develop", "preset", "Matte")
    equal([lr.develop(key) for key in ("Blacks2012", "Saturation")], [30, -10])
    equal(lr.refused("develop", "preset", "No such preset")[0], "PHOTO_NOT_FOUND")


@check("develop snapshot")
def snapshot(lr):
    lr.select("H_0001.NEF")
    lr("develop", "snapshot", "Before")
    equal(lr.active()["snapshots"], ["Before"])


@check("develop copy-settings")
def copy_settings(lr):
    copy_and_paste(lr)


@check("develop paste-settings")
def paste_settings(lr):
    copy_and_paste(lr)


def copy_and_paste(lr):
    lr.select("H_0001.NEF")
    lr.do("develop", parameter="Whites", value=17)
    lr("develop", "copy-settings")
    lr.select("H_0002.NEF")
    lr.do("develop", parameter="Whites", value=0)
    lr("develop", "paste-settings")
    equal(lr.develop("Whites2012"), 17)


@check("develop edit-in-photoshop")
def edit_in_photoshop(lr):
    lr.select("H_0001.NEF")
    _, message = lr.refused("develop", "edit-in-photoshop")
    assert "attempt to call method 'openInPhotoshop' (a nil value)" in message, message
    return no(
        "in Lightroom too: the plug-in calls `photo:openInPhotoshop`, which the SDK does not have; "
        "it has `LrDevelopController.editInPhotoshop`"
    )


def curve(lr, channel=""):
    flat = lr.develop(f"ToneCurvePV2012{channel}")
    return [list(point) for point in zip(flat[::2], flat[1::2])]


@check("develop curve set")
def curve_set(lr):
    lr.select("H_0001.NEF")
    points = [[0, 0], [64, 50], [255, 255]]
    lr("develop", "curve", "set", "--channel", "Red", "--points", str(points))
    equal(curve(lr, "Red"), points)


@check("develop curve get")
def curve_get(lr):
    lr.select("H_0003.NEF")
    answer = lr("develop", "curve", "get", "--channel", "Green")
    holds(answer, {"pointCount": 2, "points": [{"x": 0, "y": 0}, {"x": 255, "y": 255}]})


@check("develop curve linear")
def curve_linear(lr):
    lr.select("L_0001.DNG")
    lr("develop", "curve", "s-curve", "--channel", "Blue")
    lr("develop", "curve", "linear", "--channel", "Blue")
    equal(curve(lr, "Blue"), [[0, 0], [255, 255]])


@check("develop curve s-curve")
def curve_s_curve(lr):
    lr.select("L_0001.DNG")
    lr("develop", "curve", "s-curve")
    equal(curve(lr), [[0, 0], [64, 54], [128, 128], [192, 202], [255, 255]])


@check("develop curve add-point")
def curve_add_point(lr):
    lr.select("H_0002.NEF")
    lr("develop", "curve", "add-point", "128", "140")
    equal(curve(lr), [[0, 0], [128, 140], [255, 255]])


@check("develop curve remove-point")
def curve_remove_point(lr):
    lr.select("H_0003.NEF")
    lr("develop", "curve", "add-point", "100", "90")
    lr("develop", "curve", "remove-point", "2")
    equal(curve(lr), [[0, 0], [255, 255]])


def swatches(lr):
    return [swatch["SrcHue"] for swatch in lr.develop("PointColors")]


@check("develop color green-swatch")
def green_swatch(lr):
    lr.select("H_0001.NEF")
    lr("develop", "color", "green-swatch")
    equal(swatches(lr), [2])


@check("develop color cyan-swatch")
def cyan_swatch(lr):
    lr.select("H_0002.NEF")
    lr("develop", "color", "cyan-swatch")
    equal(swatches(lr), [3])


@check("develop color enhance")
def enhance(lr):
    lr.select("H_0003.NEF")
    holds(lr("develop", "color", "enhance", "--preset", "muted"), {"swatchCount": 1})
    (swatch,) = lr.develop("PointColors")
    equal(swatch["SatScale"], -0.2)
