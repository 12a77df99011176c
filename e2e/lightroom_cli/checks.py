"""The checks, one for each command of `lr`, and what they find."""

from dataclasses import dataclass

CHECKS = {}


@dataclass(frozen=True)
class Verdict:
    """What a row of docs/lightroom-cli.md says of a command."""

    state: str
    why: str = ""


def works(why=""):
    return Verdict("works", why)


def partly(why):
    return Verdict("partly", why)


def no(why):
    return Verdict("no", why)


def check(command):
    """Declares the check of a command. It runs the command, asserts what must come of it, also
    where that is a refusal, and returns the verdict; nothing means `works()`."""

    def declare(function):
        assert command not in CHECKS, command
        CHECKS[command] = function
        return function

    return declare


def equal(got, wanted):
    assert got == wanted, f"got {got!r}, not {wanted!r}"


def holds(whole, part):
    """Asserts that a dictionary has these entries."""
    equal({key: whole.get(key) for key in part}, part)
