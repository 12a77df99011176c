"""lightroom-cli from PyPI, in a virtual environment."""

import subprocess
import sys
import venv
from pathlib import Path

PACKAGE = "lightroom-cli==1.2.2"
# What `lr` imports. The package also asks for fastmcp, some sixty packages that only its other
# program, `lr-mcp`, needs.
NEEDS = ["click>=8.1", "rich>=13.0", "pydantic>=2.0", "platformdirs>=3.0"]

# Prints the path of each command in the tree of `lr`.
COMMANDS = """
import click
from cli.main import cli

def walk(command, path):
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            walk(command.get_command(click.Context(command), name), path + [name])
    else:
        print(" ".join(path))

walk(cli, [])
"""


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(0)


def install(folder):
    """The Python of a virtual environment that has the package."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1"]
    for wanted in (["--no-deps", PACKAGE], NEEDS):
        done = subprocess.run(pip + wanted, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            last = done.stderr.strip().splitlines()[-1:] or ["pip says nothing"]
            skip(f"{PACKAGE} cannot be installed: {last[0]}")
    return python


def commands(python):
    """All commands of `lr`, such as "develop curve set", as the program itself declares them."""
    return subprocess.check_output([python, "-c", COMMANDS], text=True).splitlines()


def lr(python):
    return Path(python).with_name("lr")
