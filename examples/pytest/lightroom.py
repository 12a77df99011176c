"""A plug-in that runs under `lrsocket run --json --control`, for tests in Python.

Nothing here sleeps: each wait is for something that happens, and fails after PATIENCE seconds with
all that had happened.
"""

import json
import os
import queue
import socket
import subprocess
import threading
import time

PATIENCE = 20


class Lightroom:
    """Lightroom with one plug-in. A context manager: at its end Lightroom quits, and a failure of the
    plug-in, such as an error in a callback, fails the test."""

    def __init__(self, plugin, *options):
        program = os.environ.get("LRSOCKET", "lrsocket")
        self._process = subprocess.Popen(
            [program, "run", "--json", "--control", "--quiet", *options, str(plugin)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.events = []  # all that has been read
        self._unread = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, error, *_):
        if error is None:
            self.control("shutdown")
            assert self._process.wait(PATIENCE) == 0, self._told()
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()

    def event(self, name, **fields):
        """Waits for the next event of this name with these fields; see docs/trace.md."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                event = self._unread.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no event {name} {fields}\n{self._told()}") from None
            assert event is not None, f"lrsocket ended before {name} {fields}\n{self._told()}"
            self.events.append(event)
            if event["event"] == name and fields.items() <= event.items():
                return event

    def control(self, do, **fields):
        """Does what a person would do in Lightroom; see docs/control.md."""
        json.dump({"do": do, **fields}, self._process.stdin)
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        answer = self.event("answer")
        assert answer["ok"], answer["error"]
        return answer.get("result")

    def connect(self):
        """A companion on both ports, as soon as the plug-in listens on both."""
        ports = {}
        while len(ports) < 2:
            event = self.event("connecting")
            ports[event["mode"]] = event["port"]
        return Companion(ports["receive"], ports["send"])

    def _read(self):
        with self._process.stdout as lines:
            for line in lines:
                self._unread.put(json.loads(line))
        self._unread.put(None)

    def _told(self):
        return "\n".join(json.dumps(event) for event in self.events)


class Companion:
    """The outside program: it writes to the plug-in's receive socket and reads from its send socket."""

    def __init__(self, receive, send):
        self._to = socket.create_connection(("127.0.0.1", receive), PATIENCE)
        self._from = socket.create_connection(("127.0.0.1", send), PATIENCE)
        self._lines = self._from.makefile("r", encoding="utf-8", newline="\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, line):
        """The newline is what ends a message."""
        self._to.sendall(f"{line}\n".encode())

    def line(self):
        return self._lines.readline().rstrip("\n")

    def close(self):
        self._lines.close()
        self._from.close()
        self._to.close()
