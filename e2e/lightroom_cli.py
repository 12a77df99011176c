#!/usr/bin/env python3
"""A real plug-in, unmodified, and its own client: lightroom-cli from PyPI.

Installs it in a temporary virtual environment, runs its Lua plug-in with `lrsocket run`, and asks
it with its program `lr` for `system ping` and `system status`. Then Ctrl-C, and exit status 0.

    e2e/lightroom_cli.py [PROGRAM]

PROGRAM is the lrsocket to test; without it, `cargo build` makes one. The check is skipped, with
exit status 0 and the reason, where the package cannot be installed. Its ports are fixed in the
plug-in (54322 and 54323), so two of these checks on one machine wait for each other.
"""

import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import venv
from pathlib import Path

PACKAGE = "lightroom-cli==1.2.2"
# What `lr` imports. The package also asks for fastmcp, some sixty packages that only its other
# program, `lr-mcp`, needs.
NEEDS = ["click>=8.1", "rich>=13.0", "pydantic>=2.0", "platformdirs>=3.0"]
PORTS = (54322, 54323)
PATIENCE = 60


def main():
    if sys.version_info < (3, 10):
        skip(f"{PACKAGE} needs Python 3.10")
    if os.name == "nt":
        skip("there is no Ctrl-C to send on Windows")
    program = sys.argv[1] if len(sys.argv) > 1 else build()
    with tempfile.TemporaryDirectory(prefix="lrsocket-e2e-") as folder:
        folder = Path(folder)
        python = install(folder / "venv")
        plugin = folder / "lightroom-cli-bridge.lrplugin"
        shutil.copytree(package_folder(python) / "plugin", plugin)
        wait_for_ports()
        check(program, plugin, folder / "home", python.with_name("lr"))
    print(f"ok: {PACKAGE} runs unmodified")


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(0)


def build():
    command = ["cargo", "build", "-p", "lrsocket-cli", "--message-format=json"]
    built = subprocess.run(
        command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True, check=True
    )
    messages = map(json.loads, built.stdout.splitlines())
    return next(m["executable"] for m in messages if m.get("executable"))


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


def package_folder(python):
    where = "import lightroom_sdk; print(lightroom_sdk.__path__[0])"
    return Path(subprocess.check_output([python, "-c", where], text=True).strip())


def wait_for_ports():
    deadline = time.monotonic() + PATIENCE
    for port in PORTS:
        while True:
            with socket.socket() as listener:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    listener.bind(("127.0.0.1", port))
                    break
                except OSError as error:
                    if time.monotonic() > deadline:
                        sys.exit(f"failed: port {port} is busy: {error}")
            time.sleep(0.2)


def check(program, plugin, home, lr):
    log = home.with_name("stderr.txt")
    command = [program, "run", plugin, "--menu", "Start CLI Bridge", "--home", home, "--json", "-q"]
    with open(log, "w") as stderr:
        run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)
    try:
        # The port file is written when both sockets are bound.
        records = read(run.stdout)
        for _ in PORTS:
            next_record(records, "connecting")
        port_file = home / "temp" / "lightroom_ports.txt"
        ping = ask(lr, port_file, "system", "ping")
        assert ping.get("pong") is True, ping
        status = ask(lr, port_file, "system", "status")
        assert status.get("connected") is True, status
        run.send_signal(signal.SIGINT)
        end = next_record(records, "exit")
        assert end["reason"] == "interrupted", end
        status = run.wait(PATIENCE)
        assert status == 0, f"exit status {status}"
    except (AssertionError, subprocess.SubprocessError) as failure:
        print(log.read_text(), file=sys.stderr)
        sys.exit(f"failed: {failure}")
    finally:
        run.kill()


def read(stdout):
    """A queue of what the run writes; None at its end. A run that nobody reads stands still."""
    records = queue.Queue()

    def pump():
        for line in stdout:
            records.put(json.loads(line))
        records.put(None)

    threading.Thread(target=pump, daemon=True).start()
    return records


def next_record(records, event):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            record = records.get(timeout=max(0, deadline - time.monotonic()))
        except queue.Empty:
            record = None
        assert record is not None, f"no event {event}"
        if record["event"] == event:
            return record


def ask(lr, port_file, *words):
    environment = {**os.environ, "LR_PORT_FILE": str(port_file)}
    done = subprocess.run(
        [lr, "-o", "json", *words], env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, f"lr {' '.join(words)}: {done.stdout}{done.stderr}"
    print(f"lr {' '.join(words)}: {json.dumps(json.loads(done.stdout))}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
