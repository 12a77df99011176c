"""Runs inside the virtual environment: `lr`, loaded once, which takes a third of a second.

Reads one JSON object a line, `{"words": …, "environment": …}`, runs the program's own entry point
with them in a child process, and answers with its exit status and what it wrote.
"""

import asyncio  # noqa: F401 (as others: what the children need)
import json
import os
import sys
import tempfile
import traceback

import lightroom_sdk.client  # noqa: F401
import lightroom_sdk.schema  # noqa: F401
from cli.main import cli


def child(words, environment, out, err):
    status = 1
    try:
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["lr", *words]
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        cli()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def serve():
    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            pid = os.fork()
            if pid == 0:
                child(asked["words"], asked["environment"], out, err)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode("utf-8", "replace"))
        print(json.dumps([status, *texts]), flush=True)


serve()
