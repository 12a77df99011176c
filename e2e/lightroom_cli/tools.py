"""What is around the photos: `lr system`, `plugin`, `mcp`, `schema`, `preview`."""

import base64
import json

from checks import check, equal, holds, partly, works
from install import PACKAGE

VERSION = PACKAGE.partition("==")[2]


@check("system ping")
def ping(lr):
    holds(lr("system", "ping"), {"pong": True, "protocolVersion": "1"})


@check("system status")
def status(lr):
    holds(lr("system", "status"), {"connected": True, "cli_version": VERSION})


@check("system check-connection")
def check_connection(lr):
    equal(lr("system", "check-connection"), {"status": "ok"})


@check("system reconnect")
def reconnect(lr):
    equal(lr.printed("system", "reconnect").strip(), "Reconnected")
    return partly(
        "its second connection may come before the plug-in has opened its ports again; it is reset "
        "then, and the program ends with a traceback after it has said `Reconnected`"
    )


@check("schema")
def schema(lr):
    groups = {it["name"] for it in lr("schema")}
    assert {"system", "catalog", "develop"} <= groups, groups
    holds(lr("schema", "develop.set"), {"bridge_command": "develop.setValue"})
    return works("does not ask the plug-in")


def modules(lr):
    return {"LR_PLUGIN_DIR": str(lr.home / "Modules")}


@check("plugin install")
def plugin_install(lr):
    lr.text("plugin", "install", **modules(lr))
    (installed,) = (lr.home / "Modules").iterdir()
    assert (installed / "Info.lua").is_file(), installed
    return works("to the folder that `LR_PLUGIN_DIR` names; it is how the test gets the plug-in")


@check("plugin status")
def plugin_status(lr):
    lr.text("plugin", "install", **modules(lr))
    assert "Installed (copy)" in lr.text("plugin", "status", **modules(lr))
    return works("of the folder that `LR_PLUGIN_DIR` names")


@check("plugin uninstall")
def plugin_uninstall(lr):
    lr.text("plugin", "install", **modules(lr))
    lr.text("plugin", "uninstall", **modules(lr))
    equal(list((lr.home / "Modules").iterdir()), [])
    return works("of the folder that `LR_PLUGIN_DIR` names")


def configured(lr):
    files = list(lr.home.rglob("claude_desktop_config.json"))
    return files and "lightroom-cli" in json.loads(files[0].read_text())["mcpServers"]


@check("mcp install")
def mcp_install(lr):
    lr.text("mcp", "install", "--force")
    assert configured(lr)
    return works("does not ask the plug-in")


@check("mcp status")
def mcp_status(lr):
    lr.text("mcp", "install", "--force")
    assert "Status: Installed" in lr.text("mcp", "status")
    return works("does not ask the plug-in")


@check("mcp uninstall")
def mcp_uninstall(lr):
    lr.text("mcp", "install", "--force")
    lr.text("mcp", "uninstall")
    assert not configured(lr)
    return works("does not ask the plug-in")


@check("mcp test")
def mcp_test(lr):
    assert "MCP server test: OK" in lr.text("mcp", "test")


@check("preview info")
def preview_info(lr):
    info = lr("preview", "info", lr.id("C_0100.JPG"))
    holds(info, {"filename": "C_0100.JPG", "originalWidth": 5472, "originalHeight": 3648})


def is_placeholder(answer):
    """A JPEG that says in its comment that it is no photo (R12.3)."""
    data = base64.b64decode(answer["preview"])
    assert data.startswith(b"\xff\xd8\xff"), data[:3]
    assert b"placeholder by lrsocket" in data.lower(), data[:100]


@check("preview generate")
def preview_generate(lr):
    is_placeholder(lr("preview", "generate", lr.id("C_0100.JPG"), "--size", "small"))


@check("preview generate-current")
def preview_generate_current(lr):
    is_placeholder(lr("preview", "generate-current", lr.id("C_0100.JPG")))


@check("preview generate-batch")
def preview_generate_batch(lr):
    photos = [lr.id("C_0100.JPG"), lr.id("H_0001.NEF")]
    answer = lr("preview", "generate-batch", "--photo-ids", ",".join(photos))
    holds(answer, {"processed": 2, "successful": 2})
