"""`lr develop reset…`."""

from checks import check, equal
from masks import types

FILTERS = {"graduated": "gradient", "radial": "radialGradient", "brush": "brush"}


@check("develop reset")
def reset(lr):
    lr.select("L_0001.DNG")
    lr.do("develop", parameter="Exposure", value=2)
    lr("develop", "reset")
    equal(lr.develop("Exposure2012"), 0)


@check("develop reset-crop")
def reset_crop(lr):
    lr.select("H_0001.NEF")
    lr.do("develop", parameter="straightenAngle", value=3)
    assert lr.develop("CropAngle") != 0
    lr("develop", "reset-crop")
    equal((lr.develop("CropAngle"), lr.develop("HasCrop")), (0, False))


@check("develop reset-transforms")
def reset_transforms(lr):
    lr.select("H_0001.NEF")
    lr.do("develop", parameter="PerspectiveVertical", value=20)
    lr("develop", "reset-transforms")
    equal(lr.develop("PerspectiveVertical"), 0)


@check("develop reset-spot")
def reset_spot(lr):
    lr.select("H_0003.NEF")
    equal(len(lr.develop("RetouchInfo")), 1)
    lr("develop", "reset-spot")
    equal(lr.develop("RetouchInfo"), [])


@check("develop reset-healing")
def reset_healing(lr):
    lr.select("C_0100.JPG")
    equal(len(lr.develop("RetouchInfo")), 1)
    lr("develop", "reset-healing")
    equal(lr.develop("RetouchInfo"), [])


@check("develop reset-redeye")
def reset_redeye(lr):
    lr.select("H_0003.NEF")
    equal(len(lr.develop("RedEyeInfo")), 1)
    lr("develop", "reset-redeye")
    equal(lr.develop("RedEyeInfo"), [])


def one_of_two(lr, reset, kind):
    """Only the tools of this kind go."""
    lr.select("L_0001.DNG")
    for name, made in FILTERS.items():
        if made not in types(lr):
            lr("develop", "filter", name)
    before = types(lr)
    lr("develop", reset)
    equal(types(lr), [it for it in before if it != kind])


@check("develop reset-gradient")
def reset_gradient(lr):
    one_of_two(lr, "reset-gradient", "gradient")


@check("develop reset-circular")
def reset_circular(lr):
    one_of_two(lr, "reset-circular", "radialGradient")


@check("develop reset-brush")
def reset_brush(lr):
    one_of_two(lr, "reset-brush", "brush")


@check("develop reset-masking")
def reset_masking(lr):
    lr.select("L_0001.DNG")
    lr("develop", "filter", "brush")
    lr("develop", "reset-masking")
    equal(types(lr), [])
