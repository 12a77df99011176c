"""`lr catalog`: what reads."""

from checks import check, equal, holds, no, works

HARBOUR = "/Users/photographer/Pictures/2024/Harbour"
ALL = 8


def names(answer):
    return [photo["filename"] for photo in answer["photos"]]


@check("catalog list")
def list_(lr):
    answer = lr("catalog", "list")
    holds(answer, {"total": ALL, "returned": ALL})
    first = answer["photos"][0]
    wanted = {"filename": "H_0001.NEF", "path": f"{HARBOUR}/H_0001.NEF", "fileFormat": "RAW"}
    holds(first, {**wanted, "rating": 3, "pickStatus": 1, "captureTime": "01/14/2024 08:12:40"})
    page = lr("catalog", "list", "--limit", "2", "--offset", "1")
    holds(page, {"total": ALL, "returned": 2})
    equal(page["photos"], answer["photos"][1:3])


@check("catalog search")
def search(lr):
    answer = lr("catalog", "search", "harbour")
    equal(answer["warnings"], ["Unknown filter key: query"])
    equal(answer["total"], ALL)
    return no(
        "finds every photo, in Lightroom too: the program sends the words as `query`, which the "
        "search of its plug-in does not know, as the `warnings` of the answer say; use "
        "`lr catalog find --keyword`"
    )


@check("catalog find")
def find(lr):
    def found(*criteria):
        answer = lr("catalog", "find", *criteria)
        equal(answer["total"], len(answer["photos"]))
        return sorted(names(answer))

    equal(found("--keyword", "harbour"), ["C_0100.JPG"])
    equal(found("--rating", "3", "--rating-op", ">="), ["C_0100.JPG", "H_0001.NEF", "L_0001.DNG"])
    equal(found("--color-label", "red", "--rating", "4"), ["L_0001.DNG"])
    equal(found("--camera", "nikon", "--flag", "reject"), ["H_0003.NEF"])
    equal(found("--folder-path", "/Lisbon/", "--file-format", "HEIC"), ["L_0002.HEIC"])
    equal(found("--filename", "_0001", "--file-format", "RAW"), ["H_0001.NEF"])
    equal(
        found("--capture-date-from", "2024-01-15", "--capture-date-to", "2024-02-23"),
        ["C_0100.JPG", "H_0003.NEF"],
    )


@check("catalog find-by-path")
def find_by_path(lr):
    answer = lr("catalog", "find-by-path", f"{HARBOUR}/Old/C_0100.JPG")
    wanted = {"filename": "C_0100.JPG", "rating": 5, "camera": "Canon EOS 6D"}
    holds(answer, {**wanted, "id": int(lr.id("C_0100.JPG"))})
    code, _ = lr.refused("catalog", "find-by-path", f"{HARBOUR}/None.JPG")
    equal(code, "PHOTO_NOT_FOUND")


@check("catalog get-info")
def get_info(lr):
    info = lr("catalog", "get-info", lr.id("C_0100.JPG"))
    holds(info, {"cameraMake": "Canon", "fileFormat": "JPG", "folderPath": "Old", "pickStatus": 0})
    equal(info["keywords"], [{"name": "Old harbour", "synonyms": {}}])
    equal(info["collections"], [{"name": "Portfolio", "type": "LrCollection"}])


@check("catalog get-selected")
def get_selected(lr):
    lr.select("L_0001.DNG")
    answer = lr("catalog", "get-selected")
    equal(answer["count"], 1)
    holds(answer["photos"][0], {"filename": "L_0001.DNG", "rating": 4, "isVirtualCopy": False})


@check("catalog get-flag")
def get_flag(lr):
    photo = lr.id("H_0003.NEF")
    equal(lr("catalog", "get-flag", photo), {"photoId": photo, "pickStatus": -1, "label": "reject"})


@check("catalog batch-metadata")
def batch_metadata(lr):
    photos = [lr.id("H_0002.NEF"), lr.id("C_0100.JPG")]
    answer = lr("catalog", "batch-metadata", *photos, "--keys", "fileName,cameraModel,keywordTags")
    holds(answer, {"requested": 2, "found": 2})
    second = {"id": int(photos[1]), "fileName": "C_0100.JPG", "cameraModel": "Canon EOS 6D"}
    equal(answer["metadata"][1], {**second, "keywordTags": "Old harbour"})


@check("catalog keywords")
def keywords(lr):
    answer = lr("catalog", "keywords")
    counts = {keyword["name"]: keyword["photoCount"] for keyword in answer["keywords"]}
    holds(counts, {"Old harbour": 1, "Places": 0, "Street": 2})
    assert "Hamburg" not in counts, counts
    return works("those at the top of the hierarchy, as `catalog:getKeywords` has them")


@check("catalog folders")
def folders(lr):
    (root,) = lr("catalog", "folders", "--recursive")["folders"]
    holds(root, {"name": "2024", "photoCount": 0, "totalPhotoCount": ALL})
    harbour, lisbon = root["subfolders"]
    holds(harbour, {"name": "Harbour", "photoCount": 3, "totalPhotoCount": 4, "parentName": "2024"})
    holds(lisbon, {"name": "Lisbon", "photoCount": 4})
    (root,) = lr("catalog", "folders")["folders"]
    equal(len(root["subfolders"]), 0)


@check("catalog collections")
def collections(lr):
    answer = lr("catalog", "collections")
    kinds = {it["name"]: it["type"] for it in answer["collections"]}
    equal(kinds["Portfolio"], "LrCollection")
    assert "Hidden in a set" not in kinds, kinds
    return works("those in no set, as `catalog:getChildCollections` has them")


@check("catalog collection-photos")
def collection_photos(lr):
    found = lr("catalog", "collections")["collections"]
    portfolio = next(it["id"] for it in found if it["name"] == "Portfolio")
    answer = lr("catalog", "collection-photos", str(portfolio))
    holds(answer, {"total": 2, "collectionName": "Portfolio"})
    equal(sorted(names(answer)), ["C_0100.JPG", "H_0001.NEF"])
    return works("of collections in no set")


@check("catalog develop-presets")
def develop_presets(lr):
    presets = lr("catalog", "develop-presets")["presets"]
    warm = {"name": "Warm", "folder": "Color"}
    assert warm in presets and len(presets) > 1, presets
    equal(lr("catalog", "develop-presets", "--query", "warm")["presets"], [warm])


@check("catalog get-view-filter")
def get_view_filter(lr):
    told = lr("catalog", "get-view-filter")["filter"]
    expected = {"filtersActive": False, "minRating": 0, "ratingOp": ">=", "searchString": ""}
    equal({name: told.get(name) for name in expected}, expected)


@check("catalog set-view-filter")
def set_view_filter(lr):
    lr("catalog", "set-view-filter", "--filter", '{"minRating": 4, "ratingOp": ">="}')
    shown = lr.state()["catalog"]["filmstrip"]
    now = lr("catalog", "get-view-filter")["filter"]
    lr("catalog", "set-view-filter", "--filter", '{"filtersActive": false}')
    equal(shown, 2)
    holds(now, {"filtersActive": True, "minRating": 4, "ratingOp": ">="})
    equal(lr.state()["catalog"]["filmstrip"], ALL)
    return works("of the rating, flag, label and the like; see [limits](limits.md) for the rest")
