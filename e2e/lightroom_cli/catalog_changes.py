"""`lr catalog`: what changes photos and the catalog."""

from checks import check, equal, holds, no, partly, works

ESCAPES = (
    "plain text arrives; line breaks and letters that are not ASCII arrive as the escapes of JSON "
    "(`\\u00f6`), in Lightroom too: the plug-in's own decoder leaves them"
)


@check("catalog set-rating")
def set_rating(lr):
    photo = lr.select("H_0002.NEF")
    holds(lr("catalog", "set-rating", photo, "4", "--dry-run"), {"dry_run": True})
    equal(lr.active()["rating"], 0)
    lr("catalog", "set-rating", photo, "4")
    equal(lr.active()["rating"], 4)
    lr("catalog", "set-rating", photo, "0")
    equal(lr.active()["rating"], 0)


@check("catalog set-flag")
def set_flag(lr):
    photo = lr.select("H_0002.NEF")
    for flag, status in {"reject": -1, "none": 0}.items():
        lr("catalog", "set-flag", photo, flag)
        equal(lr.active()["pick"], status)


@check("catalog set-color-label")
def set_color_label(lr):
    photo = lr.select("H_0002.NEF")
    for label in ["purple", "none"]:
        lr("catalog", "set-color-label", photo, label)
        equal(lr.active()["label"], label)


@check("catalog set-title")
def set_title(lr):
    photo = lr.select("H_0002.NEF")
    lr("catalog", "set-title", photo, "Gulls, all | {2}")
    equal(lr.active()["title"], "Gulls, all | {2}")
    lr("catalog", "set-title", photo, "Möwen, alle")
    equal(lr.active()["title"], "M\\u00f6wen, alle")
    return partly(ESCAPES)


@check("catalog set-caption")
def set_caption(lr):
    photo = lr.select("H_0002.NEF")
    lr("catalog", "set-caption", photo, "One line, indeed.")
    equal(lr.active()["caption"], "One line, indeed.")
    lr("catalog", "set-caption", photo, "Two\nlines.")
    equal(lr.active()["caption"], "Two\\nlines.")
    return partly(ESCAPES)


@check("catalog set-metadata")
def set_metadata(lr):
    photo = lr.id("H_0002.NEF")
    lr("catalog", "set-metadata", photo, "city", "Hamburg")
    (found,) = lr("catalog", "batch-metadata", photo, "--keys", "city")["metadata"]
    equal(found, {"id": int(photo), "city": "Hamburg"})
    return works("of keys that take text: the program sends every value as text")


@check("catalog add-keywords")
def add_keywords(lr):
    photo = lr.select("L_0002.HEIC")
    lr("catalog", "add-keywords", photo, "Tram", "Winter")
    equal(sorted(lr.active()["keywords"]), ["Tram", "Winter"])


@check("catalog remove-keyword")
def remove_keyword(lr):
    photo = lr.select("H_0001.NEF")
    lr("catalog", "remove-keyword", photo, "Winter")
    equal(lr.active()["keywords"], ["Hamburg"])
    equal(lr.refused("catalog", "remove-keyword", photo, "Winter")[0], "KEYWORD_NOT_FOUND")


@check("catalog create-keyword")
def create_keyword(lr):
    lr("catalog", "create-keyword", "Tide")
    found = {it["name"]: it["photoCount"] for it in lr("catalog", "keywords")["keywords"]}
    equal(found["Tide"], 0)


def collection(lr, name):
    return [it for it in lr("catalog", "collections")["collections"] if it["name"] == name]


@check("catalog create-collection")
def create_collection(lr):
    lr("catalog", "create-collection", "Best")
    (made,) = collection(lr, "Best")
    equal(made["type"], "LrCollection")


@check("catalog create-smart-collection")
def create_smart_collection(lr):
    rule = '{"criteria": "rating", "operation": ">=", "value": 4}'
    lr("catalog", "create-smart-collection", "Good", "--search-desc", rule)
    (made,) = collection(lr, "Good")
    photos = lr("catalog", "collection-photos", str(made["id"]))["photos"]
    equal(sorted(it["filename"] for it in photos), ["C_0100.JPG", "L_0001.DNG"])


@check("catalog create-collection-set")
def create_collection_set(lr):
    holds(lr("catalog", "create-collection-set", "Trips"), {"message": "Collection set created"})
    equal(lr.state()["undo"], "Create Collection Set")
    equal(collection(lr, "Trips"), [])
    return works("no command of `lr` shows sets")


@check("catalog select")
def select(lr):
    photos = [lr.id("L_0001.DNG"), lr.id("H_0003.NEF")]
    equal(lr("catalog", "select", *photos, "4711"), {"selected": 2, "notFound": ["4711"]})
    state = lr.state()
    equal(sorted(state["selected"]), sorted(map(int, photos)))
    equal(state["active"]["id"], int(photos[0]))


@check("catalog rotate-left")
def rotate_left(lr):
    lr.select("H_0002.NEF")
    lr("catalog", "rotate-left")
    equal(lr.active()["orientation"], "BC")


@check("catalog rotate-right")
def rotate_right(lr):
    lr.select("H_0003.NEF")
    lr("catalog", "rotate-right")
    equal(lr.active()["orientation"], "DA")


@check("catalog create-virtual-copy")
def create_virtual_copy(lr):
    lr.select("H_0001.NEF")
    code, message = lr.refused("catalog", "create-virtual-copy")
    equal(code, "OPERATION_FAILED")
    assert "attempt to call method 'createVirtualCopy' (a nil value)" in message, message
    return no(
        "in Lightroom too: the plug-in calls `photo:createVirtualCopy`, which the SDK does not "
        "have; it has `catalog:createVirtualCopies`"
    )


@check("catalog remove-from-catalog")
def remove_from_catalog(lr):
    photo = lr.id("H_0003.NEF")
    equal(lr.refused("catalog", "remove-from-catalog", photo)[0], "CONFIRMATION_REQUIRED")
    _, message = lr.refused("catalog", "remove-from-catalog", photo, "--confirm")
    assert "attempt to call method 'removePhoto' (a nil value)" in message, message
    return no(
        "in Lightroom too: the plug-in calls `catalog:removePhoto`, which the SDK does not have"
    )
