"""A real plug-in, unmodified, and its own client: lightroom-cli from PyPI.

Installs it in a temporary virtual environment, runs its Lua plug-in with `lrsocket run` on the
catalog beside this file, and runs every command of its program `lr`. What comes of each is checked,
and docs/lightroom-cli.md must say the same. Then Ctrl-C, and the one error that
Lightroom shows then.

    python3 e2e/lightroom_cli [PROGRAM] [--write] [--python PYTHON] [--only WORD]

PROGRAM is the lrsocket to test; without it, `cargo build` makes one. `--write` writes the table
anew, `--python` names a virtual environment that has the package, `--only` runs the commands
that contain WORD and compares nothing. The check is skipped, with exit status 0 and the reason,
where the package cannot be installed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import catalog_changes  # noqa: F401 (the modules of checks declare them)
import catalog_reads  # noqa: F401
import develop  # noqa: F401
import develop_resets  # noqa: F401
import local  # noqa: F401
import masks  # noqa: F401
import selecting  # noqa: F401
import table
import tools  # noqa: F401
from checks import CHECKS, works
from install import PACKAGE, commands, install, lr, skip
from plugin import Plugin, wait_for_ports
from session import Session

CATALOG = Path(__file__).with_name("catalog.toml")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program", nargs="?")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--python")
    arguments.add_argument("--only", default="")
    arguments = arguments.parse_args()
    if sys.version_info < (3, 10):
        skip(f"{PACKAGE} needs Python 3.10")
    if os.name == "nt":
        skip("there is no Ctrl-C to send on Windows")
    program = arguments.program or build()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lrsocket-e2e-") as folder:
        folder = Path(folder)
        python = arguments.python or install(folder / "venv")
        wanted = [command for command in commands(python) if arguments.only in command]
        unchecked = [command for command in wanted if command not in CHECKS]
        assert not unchecked, f"these commands have no check: {unchecked}"
        verdicts = run(program, python, folder, wanted)
    if arguments.only:
        return
    gone = sorted(set(CHECKS) - set(verdicts))
    assert not gone, f"checks of commands that `lr` does not have: {gone}"
    if arguments.write:
        table.FILE.write_text(table.render(verdicts), encoding="utf-8")
    different = list(table.differences(verdicts))
    if different:
        sys.exit("\n".join([f"failed: {table.FILE.name} says otherwise:", *different]))
    count = sum(verdict.state == "works" for verdict in verdicts.values())
    seconds = round(time.monotonic() - begin)
    print(f"ok: {PACKAGE} runs unmodified; {count} of {len(verdicts)} commands work; {seconds} s")


def build():
    command = ["cargo", "build", "-p", "lrsocket-cli", "--message-format=json"]
    built = subprocess.run(
        command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True, check=True
    )
    messages = map(json.loads, built.stdout.splitlines())
    return next(m["executable"] for m in messages if m.get("executable"))


def run(program, python, folder, wanted):
    """The verdict on each wanted command."""
    # The plug-in that runs is the one that `lr plugin install` puts into Lightroom.
    modules, home = folder / "Modules", folder / "home"
    environment = {**os.environ, "LR_PLUGIN_DIR": str(modules)}
    subprocess.run([lr(python), "plugin", "install", "--quiet"], env=environment, check=True)
    (path,) = modules.iterdir()
    wait_for_ports()
    plugin = Plugin(program, path, CATALOG, home)
    session = Session(python, plugin, home)
    failures = []
    verdicts = {}
    try:
        for command in wanted:
            begin = time.monotonic()
            try:
                verdicts[command] = CHECKS[command](session) or works()
                assert any(ran.startswith(command) for ran in session.ran), "it was not run"
                outcome = verdicts[command].state
            except (AssertionError, KeyError, ValueError, subprocess.SubprocessError):
                failures.append(command)
                outcome = f"FAILED\n{traceback.format_exc()}"
            seconds = time.monotonic() - begin
            print(f"{seconds:5.2f} s, {len(session.ran)}  lr {command}: {outcome}", flush=True)
            session.ran.clear()
        end = plugin.interrupt()
        assert end["reason"] == "interrupted", end
    except AssertionError as failure:
        failures.append(str(failure))
    finally:
        plugin.kill()
        session.close()
    if failures:
        print(plugin.log(), file=sys.stderr)
        sys.exit(f"failed: {', '.join(failures)}")
    return verdicts


if __name__ == "__main__":
    try:
        main()
    except AssertionError as failure:
        sys.exit(f"failed: {failure}")
