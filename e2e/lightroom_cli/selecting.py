"""`lr selection`."""

from checks import check, equal


def chosen(lr, *photos):
    """Checks which photos are selected, the active one first."""
    state = lr.state()
    wanted = [int(lr.id(photo)) for photo in photos]
    equal(sorted(state["selected"]), sorted(wanted))
    equal(state["active"] and state["active"]["id"], wanted[0] if wanted else None)


@check("selection flag")
def flag(lr):
    lr.select("L_0002.HEIC")
    lr("selection", "flag")
    equal(lr.active()["pick"], 1)


@check("selection reject")
def reject(lr):
    lr.select("L_0002.HEIC")
    lr("selection", "reject")
    equal(lr.active()["pick"], -1)


@check("selection unflag")
def unflag(lr):
    lr.select("H_0001.NEF")
    lr("selection", "unflag")
    equal(lr.active()["pick"], 0)


@check("selection get-flag")
def get_flag(lr):
    lr.select("H_0003.NEF")
    equal(lr("selection", "get-flag"), {"pickStatus": -1, "label": "reject"})


@check("selection set-rating")
def set_rating(lr):
    lr.select("L_0002.HEIC")
    lr("selection", "set-rating", "5")
    equal(lr.active()["rating"], 5)


@check("selection get-rating")
def get_rating(lr):
    lr.select("L_0001.DNG")
    equal(lr("selection", "get-rating"), {"rating": 4})


@check("selection increase-rating")
def increase_rating(lr):
    lr.select("L_0003.MOV")
    lr("selection", "increase-rating")
    equal(lr.active()["rating"], 1)


@check("selection decrease-rating")
def decrease_rating(lr):
    lr.select("C_0100.JPG")
    lr("selection", "decrease-rating")
    equal(lr.active()["rating"], 4)


@check("selection color-label")
def color_label(lr):
    lr.select("L_0002.HEIC")
    for label in ["yellow", "none"]:
        lr("selection", "color-label", label)
        equal(lr.active()["label"], label)


@check("selection get-color-label")
def get_color_label(lr):
    lr.select("H_0001.NEF")
    equal(lr("selection", "get-color-label"), {"label": "green"})


@check("selection toggle-label")
def toggle_label(lr):
    lr.select("L_0001.DNG")
    for color in ["red", "yellow", "green", "blue", "purple"]:
        had = lr.active()["label"]
        lr("selection", "toggle-label", color)
        equal(lr.active()["label"], "none" if had == color else color)


@check("selection next")
def next_(lr):
    lr.select("H_0001.NEF")
    lr("selection", "next")
    chosen(lr, "H_0002.NEF")


@check("selection previous")
def previous(lr):
    lr.select("H_0003.NEF")
    lr("selection", "previous")
    chosen(lr, "H_0002.NEF")


@check("selection select-all")
def select_all(lr):
    photo = lr.select("H_0002.NEF")
    lr("selection", "select-all")
    state = lr.state()
    equal(len(set(state["selected"])), state["catalog"]["photos"])
    equal(state["active"]["id"], int(photo))


@check("selection select-none")
def select_none(lr):
    lr.select("H_0002.NEF")
    lr("selection", "select-none")
    chosen(lr)


@check("selection select-inverse")
def select_inverse(lr):
    photo = lr.select("H_0002.NEF")
    lr("selection", "select-inverse")
    state = lr.state()
    equal(len(set(state["selected"])), state["catalog"]["photos"] - 1)
    assert int(photo) not in state["selected"], state["selected"]


@check("selection extend")
def extend(lr):
    lr.select("H_0001.NEF")
    lr("selection", "extend", "--direction", "right", "--amount", "2")
    state = lr.state()
    equal(sorted(state["selected"]), sorted(int(lr.id(f"H_000{n}.NEF")) for n in (1, 2, 3)))


@check("selection deselect-active")
def deselect_active(lr):
    lr("catalog", "select", lr.id("H_0001.NEF"), lr.id("H_0003.NEF"))
    lr("selection", "deselect-active")
    chosen(lr, "H_0003.NEF")


@check("selection deselect-others")
def deselect_others(lr):
    lr("catalog", "select", lr.id("H_0001.NEF"), lr.id("H_0003.NEF"))
    lr("selection", "deselect-others")
    chosen(lr, "H_0001.NEF")
