"""The plug-in that runs, seen from outside: what it tells and what a person does to it."""

import json
import queue
import signal
import socket
import subprocess
import threading
import time

PORTS = (54322, 54323)
PATIENCE = 60


def wait_for_ports():
    """The ports are fixed in the plug-in: two of these tests on one machine wait for each other."""
    deadline = time.monotonic() + PATIENCE
    for port in PORTS:
        while True:
            with socket.socket() as listener:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    listener.bind(("127.0.0.1", port))
                    break
                except OSError as error:
                    assert time.monotonic() < deadline, f"port {port} is busy: {error}"
            time.sleep(0.2)


class Plugin:
    """`lrsocket run --control` of a plug-in."""

    def __init__(self, program, plugin, catalog, home):
        self.port_file = home / "temp" / "lightroom_ports.txt"
        self._log = home.with_name("stderr.txt")
        self._asked = 0
        command = [program, "run", plugin, "--menu", "Start CLI Bridge", "--catalog", catalog]
        command += ["--home", home, "--control", "--json", "--quiet"]
        with open(self._log, "w") as stderr:
            self._run = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, text=True
            )
        # A run that nobody reads stands still.
        self._records = queue.Queue()
        self._sockets = {}
        threading.Thread(target=self._pump, daemon=True).start()
        # The port file is written when both sockets are bound.
        self.wait_until_free()

    def wait_for(self, event, **fields):
        """The next record of this event with these fields."""
        while True:
            record = self._next(f"no event {event} {fields or ''}")
            if {"event": event, **fields}.items() <= record.items():
                return record

    def wait_until_free(self):
        """Until both sockets wait for a client: the plug-in opens them anew after each."""
        self.do("state")
        while list(self._sockets.values()) != ["connecting", "connecting"]:
            self._next(f"the sockets are {self._sockets}")

    def _next(self, missing):
        try:
            record = self._records.get(timeout=PATIENCE)
        except queue.Empty:
            record = None
        assert record is not None, missing
        if record["event"] in ("connecting", "connected", "closed"):
            self._sockets[record["mode"]] = record["event"]
        return record

    def do(self, what, **fields):
        """A command of docs/control.md, and what it results in."""
        self._asked += 1
        line = json.dumps({"id": self._asked, "do": what, **fields})
        print(line, file=self._run.stdin, flush=True)
        answer = self.wait_for("answer", id=self._asked)
        assert answer["ok"], f"{line}: {answer}"
        return answer.get("result")

    def interrupt(self):
        """Ctrl-C; the last record. The plug-in's LrShutdownApp returns no table, which Lightroom waits for and
        complains of: that is the one error of the run (R6.4)."""
        self._run.send_signal(signal.SIGINT)
        end = self.wait_for("exit")
        status = self._run.wait(PATIENCE)
        assert status == 1, f"exit status {status}"
        return end

    def kill(self):
        self._run.kill()

    def log(self):
        return self._log.read_text()

    def _pump(self):
        for line in self._run.stdout:
            self._records.put(json.loads(line))
        self._records.put(None)
