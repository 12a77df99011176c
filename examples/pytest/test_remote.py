"""Tests of examples/remote.lrplugin in Python: `LRSOCKET=path/to/lrsocket pytest`."""

from pathlib import Path

import pytest

from lightroom import Lightroom

PLUGIN = Path(__file__).parent.parent / "remote.lrplugin"


@pytest.fixture
def lightroom():
    with Lightroom(PLUGIN) as lightroom:
        yield lightroom


def test_a_value_that_is_set_is_told(lightroom):
    with lightroom.connect() as companion:
        companion.send("Exposure = 0.5")
        assert companion.line() == "Exposure = 0.5"


def test_an_unknown_name_is_an_error_and_not_the_end(lightroom):
    with lightroom.connect() as companion:
        companion.send("Sharpness = 40")
        assert companion.line() == "error: there is no Sharpness"
        companion.send("Contrast")
        assert companion.line() == "Contrast = 0"


def test_a_companion_that_comes_back_is_served_again(lightroom):
    with lightroom.connect() as companion:
        companion.send("Contrast = 7")
        assert companion.line() == "Contrast = 7"
    with lightroom.connect() as companion:
        companion.send("Contrast")
        assert companion.line() == "Contrast = 7"


def test_after_a_reload_both_ports_are_there_again(lightroom):
    lightroom.connect().close()
    lightroom.control("reload")
    with lightroom.connect() as companion:
        companion.send("Temperature")
        assert companion.line() == "Temperature = 5500"


def test_the_menu_item_stops_it(lightroom):
    with lightroom.connect():
        lightroom.control("menu", title="Stop remote")
        lightroom.event("closed", mode="receive", by="plugin")
