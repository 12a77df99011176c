"""`lr`, run as a person would, beside the plug-in it talks to."""

import json
import os
import subprocess
from pathlib import Path
from types import SimpleNamespace


class Session:
    """Calling it runs `lr` with these words and returns the JSON it prints."""

    def __init__(self, python, plugin, home):
        warm = [python, Path(__file__).with_name("warm.py")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._warm = subprocess.Popen(warm, **pipes)
        self._plugin = plugin
        self.home = home.with_name("person")
        self._ids = {}
        self.ran = []

    def __call__(self, *words, **environment):
        done = self._run(words, environment)
        assert done.returncode == 0, f"lr {' '.join(words)}: {done.stdout}{done.stderr}"
        return json.loads(done.stdout)

    def text(self, *words, **environment):
        """What a command prints that does not speak JSON."""
        done = self._run(words, environment)
        assert done.returncode == 0, f"lr {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def printed(self, *words):
        """What a command prints, however it ends."""
        return self._run(words, {}).stdout

    def refused(self, *words):
        """The code and message of the error that the command must end with."""
        done = self._run(words, {})
        assert done.returncode != 0, f"lr {' '.join(words)} works: {done.stdout}"
        for line in done.stderr.splitlines():
            if line.startswith('{"error"'):
                error = json.loads(line)["error"]
                return error["code"], error["message"]
        raise AssertionError(f"lr {' '.join(words)}: {done.stdout}{done.stderr}")

    def do(self, what, **fields):
        return self._plugin.do(what, **fields)

    def state(self):
        return self.do("state")

    def active(self):
        return self.state()["active"]

    def develop(self, setting):
        """A develop setting of the active photo."""
        return self.state()["develop"][setting]

    def id(self, name):
        """The local identifier of a photo, as `lr` wants it."""
        if not self._ids:
            photos = self("catalog", "list")["photos"]
            # The virtual copy comes after its master, and has the same name.
            for photo in reversed(photos):
                self._ids[photo["filename"]] = str(photo["id"])
        return self._ids[name]

    def select(self, name):
        """Makes a photo the selected one, through Lightroom, and returns its identifier."""
        photo = self.id(name)
        self.do("select", photo=int(photo))
        return photo

    def _run(self, words, environment):
        self.ran.append(" ".join(words))
        inherited = {key: os.environ[key] for key in os.environ if not key.startswith("LR_")}
        ours = {"LR_PORT_FILE": str(self._plugin.port_file), "HOME": str(self.home)}
        environment = {**inherited, **ours, **environment}
        # One that comes while the plug-in opens its ports again waits for whole seconds.
        self._plugin.wait_until_free()
        asked = {"words": ["--output", "json", *words], "environment": environment}
        print(json.dumps(asked), file=self._warm.stdin, flush=True)
        status, out, err = json.loads(self._warm.stdout.readline())
        return SimpleNamespace(returncode=status, stdout=out, stderr=err)

    def close(self):
        self._warm.stdin.close()
        self._warm.wait()
        self._warm.stdout.close()
